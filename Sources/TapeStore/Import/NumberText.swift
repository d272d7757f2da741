/// Converts decimal text to the nearest `Double`, the same on every machine and in every locale.
enum NearestDouble {
    /// 10⁰ to 10²², which doubles hold exactly.
    static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// 10⁰ to 10¹⁹.
    static let wholePowers: [UInt64] = {
        var powers: [UInt64] = [1]
        for _ in 1...19 { powers.append(powers[powers.count - 1] * 10) }
        return powers
    }()

    /// The double nearest to mantissa × 10^exponent; nil if this needs more than 64 bits.
    static func value(_ mantissa: UInt64, exponent: Int) -> Double? {
        if mantissa == 0 { return 0 }
        // Both operands are exact, so the operation rounds only once (Clinger 1990).
        if mantissa <= 1 << 53, exponent >= -22, exponent <= 22 {
            return exponent < 0 ? Double(mantissa) / powers[-exponent] : Double(mantissa) * powers[exponent]
        }
        if exponent < 0, exponent >= -19 { return quotient(mantissa, wholePowers[-exponent]) }
        if exponent >= 0, exponent <= 19 {
            let (product, overflow) = mantissa.multipliedReportingOverflow(by: wholePowers[exponent])
            return overflow ? nil : Double(product)
        }
        return nil
    }

    /// The double nearest to the quotient of two whole numbers, neither of them 0.
    private static func quotient(_ dividend: UInt64, _ divisor: UInt64) -> Double {
        let dividendShift = dividend.leadingZeroBitCount
        let divisorShift = divisor.leadingZeroBitCount
        // With both top bits set and the dividend halved, the quotient has 63 or 64 bits: ten more than a double keeps.
        // The remainder, as a last bit, distinguishes a tie from slightly more than a tie.
        let high = dividend << dividendShift
        let (bits, remainder) = (divisor << divisorShift).dividingFullWidth((high >> 1, high << 63))
        let rounded = Double(remainder == 0 ? bits : bits | 1)
        return Double(sign: .plus, exponent: divisorShift - dividendShift - 63, significand: rounded)
    }
}

/// Eight bytes of text that may begin with digits.
///
/// The digits are counted and put together in the word, without a branch a digit (Lemire 2021, "Number parsing at a
/// gigabyte per second").
struct DigitWord {
    /// 10⁰ to 10⁸, inline, so that no table is looked up for each number.
    static let powers = InlineArray<9, Double> { NearestDouble.powers[$0] }
    static let wholePowers = InlineArray<9, UInt64> { NearestDouble.wholePowers[$0] }

    /// Each byte less the byte of `0`; the first byte of the text is the lowest.
    private let word: UInt64
    /// The number of bits of the leading digits.
    private let length: Int

    @inline(__always)
    init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) {
        let text = unsafe UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped + position)
        word = unsafe UInt64(littleEndian: text.loadUnaligned(as: UInt64.self)) ^ 0x3030_3030_3030_3030
        // Bytes above 9 set their top bit; a carry only affects later bytes.
        let others = ((word &+ 0x7676_7676_7676_7676) | word) & 0x8080_8080_8080_8080
        length = others.trailingZeroBitCount & 0x78
    }

    /// The number of leading digits.
    @inline(__always)
    var count: Int { length &>> 3 }

    /// The value of the digits.
    /// - Precondition: there is at least one.
    @inline(__always)
    var value: UInt64 {
        // Shifts in leading zeros in place of the other bytes; a shift by 64 would do nothing.
        let digits = word &<< UInt64(truncatingIfNeeded: 0 &- length)
        let pairs = digits &* 10 &+ (digits >> 8)
        let high = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
        let low = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
        return (high &+ low) >> 32
    }
}

/// How a file writes its numbers.
struct NumberStyle {
    /// `1.234,56` instead of `1,234.56`.
    var decimalComma = false
}

/// What a field contained where a number was expected.
enum NumberReading: Equatable {
    case value(Double)
    /// Empty, `.`, `N/A`, `null` and similar.
    case missing
    case notANumber
}

/// Reads numbers as people and web sites write them: `$1,234.56`, `(3.2)`, `1.2M`, `-0.81%`, `1 234,5`, `6.02e23`.
struct NumberReader {
    var style: NumberStyle
    private var digits: [UInt8] = []

    init(style: NumberStyle) {
        self.style = style
        digits.reserveCapacity(64)
    }

    mutating func read(_ bytes: Span<UInt8>, _ field: Field) -> NumberReading {
        if let plain = plain(bytes, field) { return .value(plain) }
        if Self.isMissing(bytes, field) { return .missing }
        var start = field.start
        var end = field.end
        var negative = false
        if end - start >= 2, bytes[start] == UInt8(ascii: "("), bytes[end - 1] == UInt8(ascii: ")") {
            negative = true
            start += 1
            end -= 1
        }
        // A sign may be on either side of the currency: `-$3`, `$-3`.
        var signs = 0
        while start < end {
            if let length = Self.signLength(bytes, start, end) {
                guard signs == 0 else { return .notANumber }
                if bytes[start] != ASCII.plus { negative.toggle() }
                signs = 1
                start += length
            } else if let length = Self.ornamentLength(bytes, start, end) {
                start += length
            } else {
                break
            }
        }
        guard let magnitude = magnitude(bytes, start, end) else { return .notANumber }
        return magnitude.isFinite ? .value(negative ? -magnitude : magnitude) : .notANumber
    }

    /// The number in a field of digits and at most one decimal mark, short enough for one exact operation: nearly all
    /// fields are such, and a file's layout is found from a thousand of them.
    private func plain(_ bytes: Span<UInt8>, _ field: Field) -> Double? {
        guard !field.isEmpty, field.end - field.start <= 16 else { return nil }
        let point = style.decimalComma ? ASCII.comma : ASCII.point
        var mantissa: UInt64 = 0
        var pointAt: Int?
        for position in field.start..<field.end {
            let byte = bytes[position]
            if ASCII.isDigit(byte) {
                mantissa = mantissa &* 10 &+ UInt64(byte &- ASCII.zero)
            } else if byte == point, pointAt == nil {
                pointAt = position
            } else {
                return nil
            }
        }
        let digits = field.end - field.start - (pointAt == nil ? 0 : 1)
        guard digits > 0, digits <= 15 else { return nil }
        return Double(mantissa) / NearestDouble.powers[pointAt.map { field.end - 1 - $0 } ?? 0]
    }

    /// The unsigned number between two positions with its suffix.
    private mutating func magnitude(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Double? {
        let point = style.decimalComma ? ASCII.comma : ASCII.point
        digits.removeAll(keepingCapacity: true)
        var position = start
        var sinceGroup = -1
        while position < end {
            if ASCII.isDigit(bytes[position]) {
                digits.append(bytes[position])
                if sinceGroup >= 0 { sinceGroup += 1 }
                position += 1
            } else if let length = groupLength(bytes, position, end), position + length < end,
                ASCII.isDigit(bytes[position + length])
            {
                guard !digits.isEmpty, sinceGroup < 0 || sinceGroup == 2 || sinceGroup == 3 else { return nil }
                sinceGroup = 0
                position += length
            } else {
                break
            }
        }
        guard sinceGroup < 0 || sinceGroup == 3 else { return nil }
        var exponent = 0
        if position < end, bytes[position] == point {
            position += 1
            while position < end, ASCII.isDigit(bytes[position]) {
                digits.append(bytes[position])
                exponent -= 1
                position += 1
            }
        }
        guard !digits.isEmpty, let suffix = suffixExponent(bytes, position, end) else { return nil }
        return Self.value(digits, exponent: exponent + suffix)
    }

    /// The power of ten of the suffix after the digits: `e5`, `K`, `M`, `B`, `T`, `%` or nothing.
    private func suffixExponent(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var position = start
        var exponent = 0
        if position + 1 < end, ASCII.lower(bytes[position]) == UInt8(ascii: "e") {
            position += 1
            var sign = 1
            if bytes[position] == ASCII.minus || bytes[position] == ASCII.plus {
                sign = bytes[position] == ASCII.minus ? -1 : 1
                position += 1
            }
            guard position < end, ASCII.isDigit(bytes[position]) else { return nil }
            while position < end, ASCII.isDigit(bytes[position]) {
                // Beyond this every number is 0 or infinite.
                exponent = min(100_000, exponent * 10 + Int(bytes[position] &- ASCII.zero))
                position += 1
            }
            exponent *= sign
        }
        while position < end, let length = Self.ornamentLength(bytes, position, end) { position += length }
        guard position < end else { return exponent }
        guard position + 1 == end else { return nil }
        switch ASCII.lower(bytes[position]) {
        case UInt8(ascii: "k"): return exponent + 3
        case UInt8(ascii: "m"): return exponent + 6
        case UInt8(ascii: "b"): return exponent + 9
        case UInt8(ascii: "t"): return exponent + 12
        case UInt8(ascii: "%"): return exponent - 2
        default: return nil
        }
    }

    /// Digits, at least one, times a power of ten; infinite if too large for a double.
    static func value(_ digits: [UInt8], exponent: Int) -> Double? {
        var mantissa: UInt64 = 0
        var significant = 0
        for digit in digits {
            if significant == 0, digit == ASCII.zero { continue }
            significant += 1
            guard significant <= 19 else { break }
            mantissa = mantissa &* 10 &+ UInt64(digit &- ASCII.zero)
        }
        if significant <= 19, let value = NearestDouble.value(mantissa, exponent: exponent) { return value }
        return Double(String(decoding: digits, as: UTF8.self) + "e\(exponent)")
    }

    /// The length of a thousands separator: `,` or `.`, whichever is not the decimal mark, an apostrophe, or any blank.
    private func groupLength(_ bytes: Span<UInt8>, _ position: Int, _ end: Int) -> Int? {
        switch bytes[position] {
        case ASCII.comma: return style.decimalComma ? nil : 1
        case ASCII.point: return style.decimalComma ? 1 : nil
        case UInt8(ascii: "'"), ASCII.blank: return 1
        default: return Self.wideBlankLength(bytes, position, end)
        }
    }

    /// `-`, `+` or U+2212.
    private static func signLength(_ bytes: Span<UInt8>, _ position: Int, _ end: Int) -> Int? {
        switch bytes[position] {
        case ASCII.minus, ASCII.plus: return 1
        case 0xE2 where position + 2 < end && bytes[position + 1] == 0x88 && bytes[position + 2] == 0x92: return 3
        default: return nil
        }
    }

    /// A blank or a currency sign: `$`, `€`, `£`, `¥`.
    private static func ornamentLength(_ bytes: Span<UInt8>, _ position: Int, _ end: Int) -> Int? {
        switch bytes[position] {
        case ASCII.blank, ASCII.tab, UInt8(ascii: "$"): return 1
        case 0xC2 where position + 1 < end && (bytes[position + 1] == 0xA3 || bytes[position + 1] == 0xA5): return 2
        case 0xE2 where position + 2 < end && bytes[position + 1] == 0x82 && bytes[position + 2] == 0xAC: return 3
        default: return wideBlankLength(bytes, position, end)
        }
    }

    /// The length of U+00A0, U+2009 or U+202F, which some locales put between thousands.
    private static func wideBlankLength(_ bytes: Span<UInt8>, _ position: Int, _ end: Int) -> Int? {
        switch bytes[position] {
        case 0xC2 where position + 1 < end && bytes[position + 1] == 0xA0: return 2
        case 0xE2 where position + 2 < end && bytes[position + 1] == 0x80:
            return bytes[position + 2] == 0x89 || bytes[position + 2] == 0xAF ? 3 : nil
        default: return nil
        }
    }

    /// Whether a field marks a missing value.
    static func isMissing(_ bytes: Span<UInt8>, _ field: Field) -> Bool {
        switch field.end - field.start {
        case ...0: return true
        case 1: return bytes[field.start] == ASCII.point || bytes[field.start] == ASCII.minus
        case 2: return matches(bytes, field, "na") || matches(bytes, field, "--") || matches(bytes, field, "..")
        case 3:
            // The last is an em dash in UTF-8.
            return matches(bytes, field, "nan") || matches(bytes, field, "n/a") || matches(bytes, field, "nil")
                || matches(bytes, field, "—")
        case 4:
            return matches(bytes, field, "null") || matches(bytes, field, "none") || matches(bytes, field, "#n/a")
                || matches(bytes, field, "-nan") || matches(bytes, field, "<na>")
        case 7: return matches(bytes, field, "missing")
        case 8: return matches(bytes, field, "#n/a n/a")
        default: return false
        }
    }
}
