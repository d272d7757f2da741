import TapeTime
import Testing

@testable import TapeStore

/// A random history is written in a random dialect and must be read back exactly.
@Suite struct DialectTests {
    struct Dialect {
        var delimiter: String
        var decimalComma: Bool
        var thousands: Bool
        var quoted: Bool
        var dates: Int
        var newestFirst: Bool
        var lineEnd: String
        var mark: Bool
        var symbols: Int
        var order: [Int]
        var finalLineEnd: Bool

        init(_ random: inout Generator) {
            delimiter = [",", ";", "\t", "|"].randomElement(using: &random)!
            quoted = .random(using: &random)
            decimalComma = (delimiter != "," || quoted) && .random(using: &random)
            thousands = (delimiter == ";" || delimiter == "\t" || quoted) && .random(using: &random)
            dates = .random(in: 0..<9, using: &random)
            newestFirst = .random(using: &random)
            lineEnd = ["\n", "\r\n"].randomElement(using: &random)!
            mark = .random(using: &random)
            symbols = .random(in: 0...3, using: &random)
            order = Array(0..<5).shuffled(using: &random)
            finalLineEnd = .random(using: &random)
        }

        func date(_ day: Day) -> String {
            let (year, month, number) = day.civil
            func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
            let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
            switch dates {
            case 0: return day.text
            case 1: return "\(year)\(two(month))\(two(number))"
            case 2: return "\(month)/\(number)/\(year)"
            case 3: return "\(two(number)).\(two(month)).\(year)"
            case 4: return "\(two(number))-\(names[month - 1])-\(two(year % 100))"
            case 5: return "\(day.text) 16:00:00-05:00"
            case 6: return "\(year)/\(month)/\(number)"
            case 7: return "\(two(month))/\(two(number))/\(two(year % 100))"
            default: return "\(day.text)T00:00:00.000Z"
            }
        }

        func number(_ value: Double) -> String {
            var text = "\(value)"
            guard !text.contains("e") else { return decimalComma ? text.replacing(".", with: ",") : text }
            if thousands {
                var parts = text.split(separator: ".").map(String.init)
                var grouped = ""
                for (index, digit) in parts[0].enumerated() {
                    if index > 0, (parts[0].count - index) % 3 == 0 { grouped += "," }
                    grouped.append(digit)
                }
                parts[0] = grouped
                text = parts.joined(separator: ".")
            }
            guard decimalComma else { return text }
            return String(text.map { $0 == "," ? "." : $0 == "." ? "," : $0 })
        }

        func field(_ text: String) -> String { quoted ? "\"\(text)\"" : text }
    }

    @Test(arguments: 0..<60)
    func roundTrip(_ round: Int) throws {
        let seed = UInt64(77_000 + round)
        var random = Generator(seed: seed)
        for _ in 0..<10 {
            let dialect = Dialect(&random)
            let names = ["Date", "Open", "High", "Low", "Close"]
            var lines: [String] = []
            var expected: [String: [(Int32, [Double])]] = [:]
            let symbols = dialect.symbols == 0 ? ["x"] : (0..<dialect.symbols).map { "SY\($0)" }
            let days = TradingCalendar.nyse.sessions(
                from: Day(.random(in: 4000..<20000, using: &random)), through: Day(20_100))
            let count = min(days.count, .random(in: 40...90, using: &random))
            for symbol in symbols {
                for day in days.prefix(count) {
                    let scale = [1.0, 100, 10_000].randomElement(using: &random)!
                    let values = (0..<4).map { _ in
                        // Two decimals at least keep `1.234` from being a thousand and a fraction at once.
                        (Double.random(in: 1..<10, using: &random) * scale * 10_000).rounded() / 10_000 + 0.00001
                    }
                    expected[symbol.lowercased(), default: []].append((day, values))
                    let cells = dialect.order.map { $0 == 0 ? dialect.date(Day(day)) : dialect.number(values[$0 - 1]) }
                    let all = (dialect.symbols == 0 ? [] : [symbol]) + cells
                    lines.append(all.map(dialect.field).joined(separator: dialect.delimiter))
                }
            }
            if dialect.newestFirst { lines.reverse() }
            let header = (dialect.symbols == 0 ? [] : ["Symbol"]) + dialect.order.map { names[$0] }
            lines.insert(header.map(dialect.field).joined(separator: dialect.delimiter), at: 0)
            let text =
                (dialect.mark ? "\u{FEFF}" : "") + lines.joined(separator: dialect.lineEnd)
                + (dialect.finalLineEnd ? dialect.lineEnd : "")
            let instruments: [Instrument]
            do {
                instruments = try PriceFile.read(Array(text.utf8), path: "x.csv")
            } catch {
                Issue.record("seed \(seed): \(error) in \(lines.prefix(3))")
                return
            }
            #expect(Set(instruments.map(\.symbol)) == Set(expected.keys), "seed \(seed)")
            for instrument in instruments {
                let history = try #require(expected[instrument.symbol])
                #expect(instrument.axis.days == history.map(\.0), "seed \(seed)")
                for (index, name) in names.dropFirst().enumerated() {
                    let column = try #require(instrument.column(name.lowercased()))
                    let isSame = column.read { values in
                        values.count == history.count
                            && values.indices.allSatisfy { values[$0] == history[$0].1[index] }
                    }
                    #expect(isSame, "seed \(seed) \(name) \(lines.prefix(3))")
                }
            }
        }
    }
}
