import TapeStore

/// Months as a calendar: one row per year, one column per month. `return rut by month since 2015 | plot` shows it.
struct MonthTable {
    let table: Table

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// Nil where the buckets are not months, or a month appears twice.
    init?(_ source: Table) {
        guard case .texts(let labels) = source.column("bucket")?.values, !labels.isEmpty,
            let figure = MonthTable.figure(source), case .numbers(let values) = figure.values
        else { return nil }
        var found: [Int: [Double]] = [:]
        for (label, value) in zip(labels, values) {
            guard let label, let (year, month) = MonthTable.month(label) else { return nil }
            var row = found[year] ?? [Double](repeating: .nan, count: 12)
            guard row[month - 1].isNaN else { return nil }
            row[month - 1] = value
            found[year] = row
        }
        let order = found.keys.sorted()
        let columns = MonthTable.months.enumerated().map { (index, name) in
            TableColumn(name, unit: figure.unit, .numbers(order.map { found[$0]![index] }))
        }
        var years = Table([TableColumn("year", .texts(order.map { "\($0)" }))] + columns)
        years.places = order.map { _ in Table.madeOfSeveral }
        table = years
    }

    /// What the table is about: its first percentage, else its first number.
    static func figure(_ table: Table) -> TableColumn? {
        let numbers = table.columns.filter { $0.kind == .number && $0.name != "rank" }
        return numbers.first { [.percent, .points, .share].contains($0.unit) } ?? numbers.first
    }

    /// `2025-07`
    private static func month(_ label: String) -> (Int, Int)? {
        let parts = label.split(separator: "-")
        guard parts.count == 2, parts[0].count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
            (1...12).contains(month)
        else { return nil }
        return (year, month)
    }
}
