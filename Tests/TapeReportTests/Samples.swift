import TapeEngine
import TapeStore
import TapeSyntax
import TapeTime

/// Answers in the shapes that the language's own examples have.
enum Samples {
    static func day(_ text: String) -> Int32 {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        return Day(year: parts[0], month: parts[1], day: parts[2]).number
    }

    static let note = Note("sample", "made-up prices between published figures; `load \"folder/\"` brings your own")

    static let streak = Answer(
        query: "streak rut over spx since 1990",
        headline: [
            "RUT outperformed SPX for 14 consecutive sessions, 2026-01-02 → 2026-01-22, still running.",
            "The longest since the 16 that ended on 1996-05-07, which is the record since 1990. Two more would tie it.",
        ],
        table: Table([
            TableColumn("rank", unit: .count, .numbers([1, 2, 3])),
            TableColumn("length", unit: .count, .numbers([16, 14, 13])),
            TableColumn("from", .dates(["1996-04-16", "2026-01-02", "2008-05-20"].map(day))),
            TableColumn("to", .dates(["1996-05-07", "2026-01-22", "2008-06-06"].map(day))),
            TableColumn("rut", unit: .percent, .numbers([0.0364, 0.0954, 0.0026])),
            TableColumn("spx", unit: .percent, .numbers([-0.0066, 0.0099, .nan])),
            TableColumn("spread", unit: .points, .numbers([0.043, 0.0855, .nan])),
            TableColumn("state", .texts(["ended", "running", "ended"])),
            TableColumn("clipped", .flags([false, false, nil])),
        ]),
        notes: [note], asOf: Day(day("2026-01-22")), displayRows: 2)

    static let returns = Answer(
        query: "return rut, dji, yield ytd",
        table: Table([
            TableColumn("symbol", .texts(["rut", "dji", "yield"])),
            TableColumn("from", .dates([day("2025-12-31"), day("2025-12-31"), TableColumn.missingDate])),
            TableColumn("base", unit: .price, .numbers([2481.91, 48063.29, 0.0425])),
            TableColumn("last_value", unit: .price, .numbers([2718.77, 49384.01, .nan])),
            TableColumn("change", unit: .percent, .numbers([0.09543, 0.0275, -0.0012])),
        ]), asOf: Day(day("2026-01-22")))

    static let chart = Chart(
        title: "RUT and SPX, change since 2025-12-31", unit: .percent,
        lines: [
            Chart.Line(
                name: "rut",
                days: ["2025-12-31", "2026-01-02", "2026-01-08", "2026-01-15", "2026-01-22"].map(day),
                values: [0, 0.0106, 0.049, 0.0776, 0.0954]),
            Chart.Line(
                name: "spx", days: ["2025-12-31", "2026-01-08", "2026-01-15", "2026-01-20", "2026-01-22"].map(day),
                values: [0, 0.011, .nan, -0.007, 0.0099]),
        ])

    static let plot = Answer(query: "plot rut, spx ytd", chart: chart, notes: [note])

    /// A table with columns of every kind, with values as in real files: wide and combining characters, control
    /// characters, missing values, extreme numbers.
    static func random(_ random: inout SplitMix) -> Answer {
        let rows = Int(random.next() % 7)
        let units: [Unit] = [.number, .price, .percent, .share, .points, .ratio, .count]
        let words = [
            "rut", "日経225", "e\u{301}tf", "a,b", "say \"no\"", "two\nlines", "tab\there", "", "🇺🇸 us", "\u{2028}",
            "Russell 2000 Index of small companies", "\u{1B}[31mred", "|pipe|", "a=b", "\u{0}", "株式会社トヨタ自動車",
        ]
        var columns: [TableColumn] = []
        for index in 0..<(1 + Int(random.next() % 9)) {
            let name = random.next() % 4 == 0 ? words[Int(random.next() % 16)] : "column_\(index)"
            let isMissing = { (random: inout SplitMix) in random.next() % 5 == 0 }
            switch random.next() % 5 {
            case 0, 1:
                let values = (0..<rows).map { step in isMissing(&random) ? Double.nan : random.double(step + index) }
                columns.append(TableColumn(name, unit: units[Int(random.next() % 7)], .numbers(values)))
            case 2:
                let values = (0..<rows).map { _ in
                    isMissing(&random) ? TableColumn.missingDate : Int32(random.next() % 25_000)
                }
                columns.append(TableColumn(name, .dates(values)))
            case 3:
                let values = (0..<rows).map { _ in isMissing(&random) ? nil : words[Int(random.next() % 16)] }
                columns.append(TableColumn(name, .texts(values)))
            default:
                let values = (0..<rows).map { _ in isMissing(&random) ? nil : random.next() % 2 == 0 }
                columns.append(TableColumn(name, .flags(values)))
            }
        }
        let notes = random.next() % 2 == 0 ? [] : [Note("dropped", words[Int(random.next() % 16)])]
        let headline =
            random.next() % 2 == 0 ? [] : [words[Int(random.next() % 16)] + " for a long time, says the tape"]
        return Answer(query: "show \"x\"", headline: headline, table: Table(columns), notes: notes)
    }
}
