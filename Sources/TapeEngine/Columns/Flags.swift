/// A stretch of bars that were all judged, as bits: set where the condition held. Runs are found 64 bars at a time.
struct Flags {
    /// The first bar is the lowest bit; the bits after the last bar are clear.
    private let words: [UInt64]
    let count: Int
    /// For a comparison of returns: the bars on which both were equal, ascending.
    private(set) var ties: [Int] = []

    /// Nil where a bar of the range is missing.
    init?(_ truths: [Truth], _ range: Range<Int>) {
        count = range.count
        var words = [UInt64](repeating: 0, count: (range.count + 63) / 64)
        var missing: UInt64 = 0
        unsafe truths.withUnsafeBytes { bytes in
            for index in words.indices {
                let start = range.lowerBound + index * 64
                var word: UInt64 = 0
                for part in 0..<8 where start + part * 8 < range.upperBound {
                    let eight = unsafe Flags.load(bytes, start + part * 8, range.upperBound)
                    missing |= eight
                    // Each byte is 0 or 1; the product has them next to each other in its highest byte.
                    word |= (((eight & 0x0101_0101_0101_0101) &* 0x0102_0408_1020_4080) >> 56) << UInt64(part * 8)
                }
                words[index] = word
            }
        }
        guard missing & 0x0202_0202_0202_0202 == 0 else { return nil }
        self.words = words
    }

    private static func load(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> UInt64 {
        if start + 8 <= end {
            return unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
        }
        var word: UInt64 = 0
        for index in start..<end { word |= unsafe UInt64(bytes[index]) << UInt64((index - start) * 8) }
        return word
    }

    /// Whether the returns of values are strictly greater (or less) than others; nil where a bar is missing.
    ///
    /// Division is slow, so most bars are decided by a product: value against base × (1 + other). If a bar of 64 is
    /// so close that rounding could decide, or something is missing, the quotients are taken.
    ///
    /// - Parameter values: one more than `other` has: the base of the first comes first.
    init?(_ values: Span<Double>, beating other: Span<Double>, isUnder: Bool) {
        count = other.count
        var words = [UInt64](repeating: 0, count: (other.count + 63) / 64)
        let sign: Double = isUnder ? -1 : 1
        for index in words.indices {
            let start = index * 64
            if start + 64 <= other.count, let word = Flags.products(values, other, start, sign) {
                words[index] = word
                continue
            }
            for bar in start..<min(start + 64, other.count) {
                let base = values[bar]
                let change = values[bar + 1] / base - 1
                guard base > 0, change < .infinity, !other[bar].isNaN else { return nil }
                if sign * change > sign * other[bar] { words[index] |= 1 << UInt64(bar - start) }
                if change == other[bar] { ties.append(bar) }
            }
        }
        self.words = words
    }

    /// 64 bars by products, or nil where one of them is too close.
    @inline(__always)
    private static func products(
        _ values: Span<Double>, _ other: Span<Double>, _ start: Int, _ sign: Double
    ) -> UInt64? {
        let (values, other) = unsafe (values.bytes, other.bytes)
        let size = MemoryLayout<Double>.stride
        let magnitude = SIMD2<Int64>(repeating: .max)
        // Even bars in one lane, odd ones in the other.
        var bit = SIMD2<Int64>(repeating: 1)
        var held = SIMD2<Int64>()
        var sure = SIMD2<Int64>(repeating: -1)
        for pair in 0..<32 {
            let place = (start &+ 2 &* pair) &* size
            let base = unsafe values.unsafeLoadUnaligned(fromUncheckedByteOffset: place, as: SIMD2<Double>.self)
            let value = unsafe values.unsafeLoadUnaligned(
                fromUncheckedByteOffset: place &+ size, as: SIMD2<Double>.self)
            let returns = unsafe other.unsafeLoadUnaligned(fromUncheckedByteOffset: place, as: SIMD2<Double>.self)
            let lead = sign * (value - base * (1 + returns))
            let distance = unsafe unsafeBitCast(
                unsafeBitCast(lead, to: SIMD2<Int64>.self) & magnitude, to: SIMD2<Double>.self)
            let size = unsafe unsafeBitCast(
                unsafeBitCast(value, to: SIMD2<Int64>.self) & magnitude, to: SIMD2<Double>.self)
            // The rounding of the product, the quotient and its difference from one is below 1e-15 of this sum.
            // A quotient above 1e300, and a base so small that its product loses digits, need the exact comparison.
            let isFar = distance .> 1e-12 * (size + base) .& (base .> 1e-150 + 1e-300 * size)
            let up = unsafe unsafeBitCast(lead .> 0, to: SIMD2<Int64>.self)
            held |= up & bit
            bit = bit &+ bit
            sure &= unsafe unsafeBitCast(isFar, to: SIMD2<Int64>.self)
        }
        guard sure[0] & sure[1] == -1 else { return nil }
        return spread(UInt64(bitPattern: held[0])) | spread(UInt64(bitPattern: held[1])) << 1
    }

    /// The lower 32 bits, each followed by a clear one.
    private static func spread(_ bits: UInt64) -> UInt64 {
        var word = bits & 0xFFFF_FFFF
        for (shift, kept) in [
            (16, 0x0000_FFFF_0000_FFFF), (8, 0x00FF_00FF_00FF_00FF), (4, 0x0F0F_0F0F_0F0F_0F0F),
            (2, 0x3333_3333_3333_3333), (1, 0x5555_5555_5555_5555),
        ] as [(UInt64, UInt64)] {
            word = (word | word << shift) & kept
        }
        return word
    }

    subscript(bar: Int) -> Bool { words[bar >> 6] >> UInt64(bar & 63) & 1 != 0 }

    /// The same for some of the bars; an empty range may be anywhere.
    func part(_ range: Range<Int>) -> Flags { Flags(part: range, of: self) }

    private init(part range: Range<Int>, of whole: Flags) {
        count = range.count
        var words = [UInt64](repeating: 0, count: (range.count + 63) / 64)
        let shift = UInt64(range.lowerBound & 63)
        for index in words.indices {
            let place = range.lowerBound >> 6 + index
            words[index] = whole.words[place] >> shift
            if shift > 0, place + 1 < whole.words.count { words[index] |= whole.words[place + 1] << (64 - shift) }
        }
        if let last = words.indices.last { words[last] &= ~0 >> UInt64(words.count * 64 - range.count) }
        self.words = words
        ties = whole.ties.compactMap { range.contains($0) ? $0 - range.lowerBound : nil }
    }

    /// As a condition on an axis: missing before and after.
    func truths(from start: Int, of total: Int) -> [Truth] {
        unsafe Kernel.truths(total) { target in
            for index in 0..<start { unsafe target[index] = Truth.missing.rawValue }
            for index in 0..<count {
                unsafe target[start &+ index] = UInt8(truncatingIfNeeded: words[index >> 6] >> UInt64(index & 63)) & 1
            }
            for index in start + count..<total { unsafe target[index] = Truth.missing.rawValue }
        }
    }

    /// How many bars it held on.
    var held: Int { words.reduce(0) { $0 &+ $1.nonzeroBitCount } }

    /// Each run in order, as the range of its bars.
    func forEachRun(_ body: (Range<Int>) -> Void) {
        var start: Int?
        for (index, word) in words.enumerated() {
            var rest = word
            var place = 0
            if let open = start {
                let ones = (~rest).trailingZeroBitCount
                if ones == 64 { continue }
                body(open..<index * 64 + ones)
                start = nil
                rest >>= UInt64(ones)
                place = ones
            }
            while rest != 0 {
                let zeros = rest.trailingZeroBitCount
                rest >>= UInt64(zeros)
                place += zeros
                let ones = (~rest).trailingZeroBitCount
                if place + ones == 64 {
                    start = index * 64 + place
                    break
                }
                body(index * 64 + place..<index * 64 + place + ones)
                rest >>= UInt64(ones)
                place += ones
            }
        }
        if let open = start { body(open..<count) }
    }

    /// The run that reaches the last bar.
    var present: Range<Int>? {
        var length = 0
        for index in words.indices.reversed() {
            let used = min(64, count - index * 64)
            let ones = (~(words[index] << UInt64(64 - used))).leadingZeroBitCount
            length += min(ones, used)
            if ones < used { break }
        }
        return length == 0 ? nil : count - length..<count
    }

    /// The longest run, the newest of them.
    ///
    /// A word is eroded by the best length so far: what is left of it shows where a run at least as long begins. Nearly
    /// always nothing is left.
    var longest: Range<Int>? {
        var best = 0
        var end = 0
        var carried = 0
        for (index, word) in words.enumerated() {
            if word == ~0 {
                carried += 64
                continue
            }
            let low = (~word).trailingZeroBitCount
            if carried + low >= max(best, 1) {
                best = carried + low
                end = index * 64 + low
            }
            let high = (~word).leadingZeroBitCount
            let inner = word & (~0 << UInt64(low)) & (high == 0 ? ~0 : ~0 >> UInt64(high))
            var wanted = max(best, 1)
            while let found = Flags.newest(inner, wanted) {
                best = found.length
                end = index * 64 + found.end
                // An older one of the same word has to be longer.
                wanted = best + 1
            }
            carried = high
        }
        if carried >= max(best, 1) {
            best = carried
            end = count
        }
        return best == 0 ? nil : end - best..<end
    }

    /// The highest run of at least this many set bits.
    private static func newest(_ word: UInt64, _ wanted: Int) -> (length: Int, end: Int)? {
        var starts = word
        var reached = 1
        while reached < wanted, starts != 0 {
            let step = min(reached, wanted - reached)
            starts &= starts >> UInt64(step)
            reached += step
        }
        guard starts != 0 else { return nil }
        let start = 63 - starts.leadingZeroBitCount
        // The run may reach further down.
        let below = start == 0 ? 0 : (~(word << UInt64(64 - start))).leadingZeroBitCount
        return (wanted + below, start + wanted)
    }
}
