import TapeEngine
import TapeSystem
import TestSupport
import Testing

@Suite("Formatted numbers")
struct FormatTests {
    @Test("Ties go to the even digit, by the exact value of the double")
    func ties() {
        #expect(Format.decimal(0.125, 2) == "0.12")
        #expect(Format.decimal(0.375, 2) == "0.38")
        #expect(Format.decimal(2.5, 0) == "2")
        #expect(Format.decimal(3.5, 0) == "4")
        #expect(Format.decimal(0.5, 0) == "0")
        #expect(Format.decimal(1.5, 0) == "2")
        #expect(Format.decimal(2.675, 2) == "2.67")  // the double is 2.67499999…
        #expect(Format.decimal(1.005, 2) == "1.00")  // the double is 1.00499999…
        #expect(Format.decimal(-0.125, 2) == "-0.12")
        #expect(Format.decimal(0.0625, 3) == "0.062")
        #expect(Format.decimal(9.995, 2) == "9.99")
        #expect(Format.decimal(9.9951, 2) == "10.00")
        #expect(Format.decimal(999.996, 2) == "1,000.00")
    }

    @Test("The ends of the range neither trap nor print anything but numbers")
    func extremes() {
        #expect(Format.decimal(1e22, 2) == "10,000,000,000,000,000,000,000.00")
        #expect(Format.decimal(Double.leastNonzeroMagnitude, 2) == "0.00")
        #expect(Format.decimal(-Double.leastNonzeroMagnitude, 2, signed: true) == "0.00")
        #expect(Format.decimal(-0.0, 2) == "0.00")
        #expect(Format.decimal(-0.001, 2) == "0.00")
        #expect(Format.percent(-0.00001) == "0.00%")
        #expect(Format.percent(0) == "0.00%")
        #expect(Format.decimal(1e300, 0).count == 301 + 100)
        #expect(Format.decimal(.greatestFiniteMagnitude, 15).hasPrefix("179,769,313,486,231,570,814"))
        #expect(Format.decimal(-1e300, 2).hasPrefix("-1,000,000,000,000,000,052,504,760,255"))
        for value in [Double.nan, .infinity, -.infinity, .signalingNaN] {
            for unit in [Unit.number, .price, .percent, .share, .points, .ratio, .count] {
                #expect(Format.value(value, unit) == "–")
            }
        }
        #expect(Format.decimal(1, -3) == "1")
        #expect(Format.decimal(1, 1_000_000) == "1." + String(repeating: "0", count: Format.mostPlaces))
    }

    @Test("Each unit prints in its usual form")
    func units() {
        #expect(Format.percent(0.0076) == "+0.76%")
        #expect(Format.percent(-0.30192) == "-30.19%")
        #expect(Format.percent(0.07762, precision: 1) == "+7.8%")
        #expect(Format.percent(12.3456) == "+1,234.56%")
        #expect(Format.share(0.5233) == "52.33%")
        #expect(Format.share(1) == "100.00%")
        #expect(Format.points(0.0854) == "+8.54 pp")
        #expect(Format.points(-0.0854) == "-8.54 pp")
        #expect(Format.price(2674.56) == "2,674.56")
        #expect(Format.price(999.99) == "999.99")
        #expect(Format.price(0.98765) == "0.9877")
        #expect(Format.price(0) == "0.00")
        #expect(Format.number(71.1834) == "71.18")
        #expect(Format.number(0.12345) == "0.1235")  // the double is 0.12345000000000000417…
        #expect(Format.number(71.1834, precision: 0) == "71")
        #expect(Format.ratio(0.39327) == "0.3933")
        #expect(Format.count(9083.0) == "9,083")
        #expect(Format.count(9083) == "9,083")
        #expect(Format.count(-1_234_567) == "-1,234,567")
        #expect(Format.count(Int.min) == "-9,223,372,036,854,775,808")
        #expect(Format.value(0.0076, .percent, precision: 3) == "+0.760%")
        #expect(Format.value(2674.5612, .price, precision: 3) == "2,674.56")
    }

    @Test("Random doubles round as the C library's exact printf does")
    func againstPrintf() {
        let seed = freshSeed()
        var random = SplitMix(seed)
        for step in 0..<20_000 {
            let value = random.double(step)
            let places = Int(random.next() % 8)
            let wanted = grouped(printf(value, places))
            #expect(Format.decimal(value, places) == wanted, "seed \(seed) value \(value) places \(places)")
            let percent = printf(value, places + 2)
            let movedPoint = grouped(moveTwo(percent, places))
            #expect(Format.share(value, precision: places) == movedPoint + "%", "seed \(seed) value \(value)")
        }
    }

    private func printf(_ value: Double, _ places: Int) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1024) { buffer in
            let count = withVaList([Int32(places), value]) { vsnprintf(buffer.baseAddress, 1024, "%.*f", $0) }
            let text = String(decoding: buffer[0..<Int(count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
            return text.contains { "123456789".contains($0) } ? text : String(text.drop { $0 == "-" })
        }
    }

    private func moveTwo(_ text: String, _ places: Int) -> String {
        let isNegative = text.hasPrefix("-")
        var digits = Array(text.filter { $0.isNumber })
        while digits.count > places + 1, digits[0] == "0" { digits.removeFirst() }
        let whole = String(digits.dropLast(places))
        return (isNegative ? "-" : "") + whole + (places > 0 ? "." + String(digits.suffix(places)) : "")
    }

    private func grouped(_ text: String) -> String {
        let sign = text.hasPrefix("-") ? "-" : ""
        let parts = text.dropFirst(sign.count).split(separator: ".", omittingEmptySubsequences: false)
        var out = ""
        for (index, digit) in parts[0].enumerated() {
            if index > 0, (parts[0].count - index) % 3 == 0 { out += "," }
            out.append(digit)
        }
        return sign + out + (parts.count > 1 ? "." + parts[1] : "")
    }
}

/// A small generator that a printed seed reproduces.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Alternately any finite bit pattern, a price, a small change, and an exact tie.
    mutating func double(_ step: Int) -> Double {
        switch step % 4 {
        case 0:
            let value = Double(bitPattern: next())
            return value.isFinite ? value : 0
        case 1: return Double(Int64(next() % 2_000_000_000) - 1_000_000_000) / 1000
        case 2: return Double(Int64(next() % 2_000_000) - 1_000_000) / 3_000_000_000
        default: return (Double(Int64(next() % 20_000) - 10_000) + 0.5) / Double(1 << (next() % 8))
        }
    }
}
