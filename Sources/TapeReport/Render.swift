import TapeEngine

/// How a report is to look.
public struct Style: Sendable {
    /// Table, line, CSV, JSON …
    public var format: OutputFormat
    /// Columns of the terminal; nil where there is none, then nothing is fitted or cut.
    public var width: Int?
    /// ANSI colour and emphasis.
    public var color: Bool
    /// Decimals of percentages and plain numbers (`set precision`).
    public var precision: Int
    /// No characters beyond ASCII in what people read; data formats keep their bytes.
    public var ascii: Bool
    /// Small drawings beside the sentences, such as the strip of a streak's verdicts: for a terminal.
    public var drawings: Bool
    /// What shows an answer with all its rows, as the line below a table that is cut has it; nil where only `top N`
    /// does.
    public var uncut: String?

    /// For a file or another program: a table without colour, as wide as it needs to be.
    public init(
        format: OutputFormat = .table, width: Int? = nil, color: Bool = false, precision: Int = 2, ascii: Bool = false,
        drawings: Bool = false, uncut: String? = nil
    ) {
        self.format = format
        self.width = width
        self.color = color
        self.precision = precision
        self.ascii = ascii
        self.drawings = drawings
        self.uncut = uncut
    }
}

/// The answer in the style's format, with a final newline. The format of the style counts, not the one in the answer.
///
/// What people read (table, line, Markdown) is rounded; CSV, TSV, JSON and NDJSON carry every row and every digit.
public func render(_ answer: Answer, _ style: Style) -> String { style.format.write(answer, style) }

extension Answer {
    /// The table, or what a chart without one shows: a row a session, a column a line.
    var dataTable: Table? { table ?? chart.map { $0.table } }

    /// The headline as one text.
    var headlineText: String? { headline.isEmpty ? nil : headline.joined(separator: " ") }

    /// How many rows of the table a person is shown.
    private func shownRows(of table: Table) -> Int { max(0, min(displayRows ?? table.rowCount, table.rowCount)) }

    /// The rows of the table that a person is shown: the first, or the newest.
    func shown(_ table: Table) -> Table {
        let count = shownRows(of: table)
        return count == table.rowCount ? table : table.taking(count, fromEnd: showsNewestRows)
    }

    /// The line that stands for the rows a person is not shown; nil where all are.
    func remainder(of table: Table, uncut: String? = nil) -> String? {
        let hidden = table.rowCount - shownRows(of: table)
        guard hidden > 0 else { return nil }
        let kind = showsNewestRows ? "earlier" : "more"
        let rows = hidden == 1 ? "1 \(kind) row" : "\(Format.count(hidden)) \(kind) rows"
        return "… \(rows): `\(uncut ?? "top \(table.rowCount)")` shows them all, `| save \"rows.csv\"` keeps them"
    }
}

extension Chart {
    /// The chart as a table: every session that any line has, in order; missing where a line has none.
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
