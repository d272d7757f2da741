import TapeEngine

/// The answer in the style's format, with a final newline. The style's format is used, not the answer's.
///
/// What people read (table, line, Markdown) is rounded; CSV, TSV, JSON and NDJSON carry every row and every digit.
public func render(_ answer: Answer, _ style: Style) -> String { style.format.write(answer, style) }

extension Answer {
    /// The table, or a chart's data without one: a row per session, a column per line.
    var dataTable: Table? { table ?? chart.map { $0.table } }

    /// The headline as one text.
    var headlineText: String? { headline.isEmpty ? nil : headline.joined(separator: " ") }

    /// The number of rows displayed.
    private func shownRows(of table: Table) -> Int {
        max(0, min(presentation.displayRows ?? table.rowCount, table.rowCount))
    }

    /// The rows displayed: the first, or the newest.
    func shown(_ table: Table) -> Table {
        let count = shownRows(of: table)
        return count == table.rowCount ? table : table.taking(count, fromEnd: presentation.showsNewestRows)
    }

    /// The line about the rows not displayed; nil if all are.
    func remainder(of table: Table, uncut: String? = nil) -> String? {
        let hidden = table.rowCount - shownRows(of: table)
        guard hidden > 0 else { return nil }
        let kind = presentation.showsNewestRows ? "earlier" : "more"
        let rows = hidden == 1 ? "1 \(kind) row" : "\(Format.count(hidden)) \(kind) rows"
        return "… \(rows): `\(uncut ?? "top \(table.rowCount)")` shows all, `| save \"rows.csv\"` saves them"
    }
}

extension Chart {
    /// The chart as a table: every session of any line, in order; missing where a line has no value.
    var table: Table {
        var days: [Int32] = []
        for line in lines { days.append(contentsOf: line.days) }
        days.sort()
        var axis: [Int32] = []
        for day in days where axis.last != day { axis.append(day) }
        var columns = [TableColumn("session", .dates(axis))]
        for line in lines {
            var values = [Double](repeating: .nan, count: axis.count)
            var at = 0
            for index in 0..<min(line.days.count, line.values.count) {
                if at >= axis.count || axis[at] > line.days[index] { at = 0 }
                while at < axis.count, axis[at] < line.days[index] { at += 1 }
                if at < axis.count { values[at] = line.values[index] }
            }
            columns.append(TableColumn(line.name, unit: unit, .numbers(values)))
        }
        return Table(columns)
    }
}
