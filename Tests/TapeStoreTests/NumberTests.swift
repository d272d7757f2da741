import TapeTime
import Testing

@testable import TapeStore

@Suite struct NumberTests {
    static func read(_ text: String, comma: Bool = false) -> NumberReading {
        let bytes = Array(text.utf8)
        var reader = NumberReader(style: NumberStyle(decimalComma: comma))
        return reader.read(bytes.span, Field(start: 0, end: bytes.count))
    }

    @Test func readings() {
        let points: [(String, NumberReading)] = [
            ("0", .value(0)), ("-0.5", .value(-0.5)), ("+7", .value(7)), (".5", .value(0.5)), ("5.", .value(5)),
            ("1,234.5", .value(1234.5)), ("1,234,567", .value(1_234_567)), ("12,34,567.8", .value(1_234_567.8)),
            ("$438.73", .value(438.73)), ("-$1.5", .value(-1.5)), ("$-1.5", .value(-1.5)), ("($1.50)", .value(-1.5)),
            ("€ 3", .value(3)), ("3 €", .value(3)), ("£2", .value(2)), ("\u{2212}4", .value(-4)),
            ("1 234.5", .value(1234.5)), ("1\u{A0}234", .value(1234)), ("1\u{202F}234", .value(1234)),
            ("1'234.5", .value(1234.5)), ("1.2M", .value(1_200_000)), ("3k", .value(3000)), ("1.03B", .value(1.03e9)),
            ("2T", .value(2e12)), ("2.03%", .value(0.0203)), ("-0.81 %", .value(-0.0081)), ("6.02e23", .value(6.02e23)),
            ("1E-3", .value(0.001)), ("1e5%", .value(1000)), ("1e308", .value(1e308)), ("1e-400", .value(0)),
            ("", .missing), (".", .missing), ("-", .missing), ("--", .missing), ("—", .missing), ("n/a", .missing),
            ("#N/A", .missing), ("NaN", .missing), ("null", .missing), ("None", .missing), ("NA", .missing),
            ("inf", .notANumber), ("-Infinity", .notANumber), ("1e999", .notANumber), ("abc", .notANumber),
            ("1.2.3", .notANumber), ("1,23", .notANumber), ("1,2345", .notANumber), (",5", .notANumber),
            ("0x10", .notANumber), ("1e", .notANumber), ("1e+", .notANumber), ("--5", .notANumber), ("5-", .notANumber),
            ("1 2", .notANumber), ("()", .notANumber), ("$", .notANumber), ("12Q", .notANumber), ("%", .notANumber),
            ("2:1", .notANumber), ("1e99999999999999999999", .notANumber),
        ]
        for (text, expected) in points { #expect(Self.read(text) == expected, "\(text)") }
        let commas: [(String, NumberReading)] = [
            ("1.234,56", .value(1234.56)), ("0,5", .value(0.5)), ("1.234", .value(1234)), ("-2,06%", .value(-0.0206)),
            ("1,2M", .value(1_200_000)), ("1.23", .notANumber),
        ]
        for (text, expected) in commas { #expect(Self.read(text, comma: true) == expected, "\(text)") }
    }

    @Test("100,000 random literals read as the standard library reads them, by both ways through a row")
    func nearest() throws {
        let seed: UInt64 = 1_996_05_07
        var random = Generator(seed: seed)
        func digits(_ count: Int) -> String {
            String((0..<count).map { _ in "0123456789".randomElement(using: &random)! })
        }
        var literals: [String] = []
        for _ in 0..<100_000 {
            var literal = Bool.random(using: &random) ? "-" : ""
            switch Int.random(in: 0..<6, using: &random) {
            case 0:
                literal += digits(.random(in: 1...5, using: &random)) + "." + digits(.random(in: 1...6, using: &random))
            case 1:
                literal +=
                    digits(.random(in: 1...18, using: &random)) + "." + digits(.random(in: 1...18, using: &random))
            case 2: literal += digits(.random(in: 1...40, using: &random))
            case 3:
                literal += digits(.random(in: 1...19, using: &random))
                literal += "e\(Int.random(in: -330...280, using: &random))"
            case 4: literal = "\(Double(bitPattern: .random(in: 0..<0x7FE0_0000_0000_0000, using: &random)))"
            default: literal += "0." + String(repeating: "0", count: .random(in: 0...20, using: &random)) + digits(17)
            }
            literals.append(literal)
        }
        // Halves between two neighbours, which round to even.
        for exponent in 0..<60 { literals.append("\((UInt64(1) << 53) + 1 + 2 * UInt64(exponent)).\(exponent % 2)") }
        var days: [String] = []
        var day = Day(year: 1700, month: 1, day: 1)
        var text = "Date,Close\n"
        for literal in literals {
            text += "\(day),\(literal)\n"
            days.append(day.text)
            day = day + 1
        }
        let instrument = try #require(try PriceFile.read(Array(text.utf8), path: "x.csv").first)
        #expect(instrument.axis.count == literals.count)
        let closes = try #require(instrument.column("close")).read { span in span.indices.map { span[$0] } }
        for (literal, close) in zip(literals, closes) {
            guard let expected = Double(literal), expected.isFinite else { continue }
            guard close == expected, Self.read(literal) == .value(expected) else {
                Issue.record("\(literal) read as \(close), seed \(seed)")
                return
            }
        }
    }
}
