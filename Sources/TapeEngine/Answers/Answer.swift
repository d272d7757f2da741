import TapeStore
import TapeTime

/// The result of most verbs, passed on by pipes. Every column has as many values as the table has rows.
public struct Table: Sendable {
    /// From left to right.
    public var columns: [Column]
    /// For each row, its place in the verb's own table, which the row keeps through the stages of a pipe. Nil if all
    /// rows are in their original places.
    var places: [Int]?

    package init(_ columns: [Column]) { self.columns = columns }

    /// The number of rows.
    public var rowCount: Int { columns.first?.count ?? 0 }

    /// The place of a row in the verb's own table; nil if the row combines several rows.
    func place(of row: Int) -> Int? {
        guard let places else { return row }
        return places[row] == Table.madeOfSeveral ? nil : places[row]
    }

    /// The place of a row that combines several rows.
    static let madeOfSeveral = -1

    /// The column of that name; nil if it does not exist.
    public func column(_ name: String) -> Column? { columns.first { $0.name == name } }

    /// What a number is, for display and for the JSON contract. Values are never rounded; the renderer does that.
    public enum Unit: String, Sendable {
        /// A plain number, 2 decimals (4 below 1 in size).
        case number
        /// A price or level: 2 decimals (4 below 1 in size).
        case price
        /// A fraction that prints as a signed percentage, 2 decimals: 0.0076 is `+0.76%`.
        case percent
        /// A fraction that prints as an unsigned percentage, 2 decimals: the share of a count.
        case share
        /// A difference of percentages, as a fraction, prints in `pp`: 0.0854 is `+8.54 pp`.
        case points
        /// A ratio of two prices, 4 decimals.
        case ratio
        /// A whole number: sessions, ranks, shares traded.
        case count
        /// A rate in percent points, as a plain number: compared with it, a percentage and `25bp` are points, 0.25.
        case rate

        /// Whether the values are fractions that print as percentages: returns, shares, their differences.
        public var isFraction: Bool { self == .percent || self == .share || self == .points }
    }

    /// One named, typed column of an answer. Missing is NaN, `Day.missing`, nil.
    public struct Column: Sendable {
        /// One value for each row.
        public enum Values: Sendable {
            /// NaN where one is missing; never infinite.
            case numbers([Double])
            /// Day numbers as in `Day.number`; `missingDate` where one is missing.
            case dates([Int32])
            /// Nil where one is missing.
            case texts([String?])
            /// Nil where one could not be judged.
            case flags([Bool?])
        }

        /// What the values of a column are.
        public enum Kind: String, Sendable {
            /// Decided by `values`.
            case number, date, text, flag
        }

        /// As in the table's heading and in data formats.
        public var name: String
        /// For numbers: what they are, and so how they print.
        public var unit: Unit
        /// The cells, from the first row on.
        public var values: Values
        /// Where the rows of a stat sheet have different units: one per row.
        public var rowUnits: [Unit]?
        /// The rows whose value is still settling and is marked `~`; nil without such rows.
        public var unsettled: [Bool]?

        package init(_ name: String, unit: Unit = .number, _ values: Values) {
            self.name = name
            self.unit = unit
            // No infinity is ever a value: what overflowed is missing.
            if case .numbers(let numbers) = values, numbers.contains(where: \.isInfinite) {
                self.values = .numbers(numbers.map { $0.isFinite ? $0 : .nan })
            } else {
                self.values = values
            }
        }

        /// What the cells are.
        public var kind: Kind {
            switch values {
            case .numbers: .number
            case .dates: .date
            case .texts: .text
            case .flags: .flag
            }
        }

        /// The number of rows.
        public var count: Int {
            switch values {
            case .numbers(let values): values.count
            case .dates(let values): values.count
            case .texts(let values): values.count
            case .flags(let values): values.count
            }
        }

        /// Whether two rows have the same value; two missing values are the same.
        func isSame(_ a: Int, _ b: Int) -> Bool {
            switch values {
            case .numbers(let values): values[a] == values[b] || values[a].isNaN && values[b].isNaN
            case .dates(let values): values[a] == values[b]
            case .texts(let values): values[a] == values[b]
            case .flags(let values): values[a] == values[b]
            }
        }

        /// The marker of a missing date.
        public static let missingDate = Int32.min
    }
}

/// A sentence under an answer: what was dropped, aligned, partial or synthetic.
public struct Note: Sendable, Hashable {
    /// A stable word: `sample`, `dropped`, `partial`, `clipped`, `ties`, `gap`, `base`, `small`, `newest` …
    public var code: String
    /// One sentence or more, for people.
    public var text: String

    package init(_ code: String, _ text: String) {
        self.code = code
        self.text = text
    }
}

/// The answer to one query. A renderer only formats it.
public struct Answer: Sendable {
    /// The query in its canonical text.
    public var query: String
    /// The sentences that answer; none where the table says everything.
    public var headline: [String]
    /// The table that pipes work on; the first of several.
    public var table: Table?
    /// The table's name where there are several.
    public var tableName: String?
    /// The other tables, one of which `| table NAME` puts in place of the first.
    public var furtherTables: [NamedTable] = []
    /// Its series, where the query was to be drawn.
    public var chart: Chart?
    /// For a table without sessions, where `plot` asked for it.
    public var bars: BarChart?
    /// What a reader must know to trust the figures.
    public var notes: [Note]
    /// The newest session the query could see.
    public var asOf: Day?
    /// What the table was computed from, for `why`; nil for a list of what is loaded or known.
    var working: (any Working)?
    /// How it is shown to a person; this is not part of the result.
    package var presentation = Presentation()

    package init(
        query: String, headline: [String] = [], table: Table? = nil, chart: Chart? = nil, notes: [Note] = [],
        asOf: Day? = nil, displayRows: Int? = nil
    ) {
        self.query = query
        self.headline = headline
        self.table = table
        self.chart = chart
        self.notes = notes
        self.asOf = asOf
        presentation.displayRows = displayRows
    }

    /// What a renderer for people needs in addition to the result.
    package struct Presentation: Sendable {
        /// How many rows a person is shown by default; CSV, JSON and pipes always get every row. Nil: all.
        package var displayRows: Int?
        /// Show the last rows rather than the first: sessions are listed oldest first, and the newest matter most.
        package var showsNewestRows = false
        /// The values of a bare series over its window: what `| plot` draws.
        package var course: Chart?
        /// The newest values of a bare series, for a sparkline.
        package var recent: [Double] = []
        /// The newest verdicts of a condition, oldest first, for a strip at a terminal; nil where it could not be
        /// judged.
        package var verdicts: [Bool?] = []
        /// The table is months by years, to be compared at a glance: shaded where there is colour.
        package var isHeatTable = false
        /// The format of `as csv`; nil where the query names no format.
        package var format: (any AnswerFormat)?
    }

    /// One table of an answer that holds several.
    public struct NamedTable: Sendable {
        /// The name that `| table NAME` uses.
        public var name: String
        /// The table.
        public var table: Table
        /// What the table was computed from.
        var working: (any Working)?

        package init(_ name: String, _ table: Table) {
            self.name = name
            self.table = table
        }
    }

    /// A chart's lines, for the terminal and for SVG.
    public struct Chart: Sendable {
        /// One series.
        public struct Line: Sendable {
            /// Its name in the legend.
            public var name: String
            /// Day numbers as of `Day.number`, ascending.
            public var days: [Int32]
            /// One for each day; NaN where one is missing.
            public var values: [Double]

            package init(name: String, days: [Int32], values: [Double]) {
                self.name = name
                self.days = days
                self.values = values
            }
        }

        /// What is drawn.
        public var title: String
        /// The unit of all values.
        public var unit: Table.Unit
        /// The series, at least one.
        public var lines: [Line]

        package init(title: String, unit: Table.Unit, lines: [Line]) {
            self.title = title
            self.unit = unit
            self.lines = lines
        }
    }

    /// A chart of one figure a row, for buckets, members and runs: for the terminal and for SVG.
    public struct BarChart: Sendable {
        /// What is drawn.
        public var title: String
        /// The unit of all values.
        public var unit: Table.Unit
        /// One for each bar.
        public var labels: [String]
        /// NaN where a row has no value.
        public var values: [Double]

        package init(title: String, unit: Table.Unit, labels: [String], values: [Double]) {
            self.title = title
            self.unit = unit
            self.labels = labels
            self.values = values
        }
    }

    /// All tables by name, the first one first; empty where there is only one.
    public var namedTables: [NamedTable] {
        guard let table, let tableName, !furtherTables.isEmpty else { return [] }
        var first = NamedTable(tableName, table)
        first.working = working
        return [first] + furtherTables
    }
}
// In this package the parts of tables and answers use short names. A program around a session sees them
// only in `Table` and `Answer`, where they cannot collide with its own or Foundation's names.
package typealias Unit = Table.Unit
package typealias TableColumn = Table.Column
package typealias NamedTable = Answer.NamedTable
package typealias Chart = Answer.Chart
package typealias BarChart = Answer.BarChart

/// A format named after `as`. The engine only needs its name; other modules write it.
package protocol AnswerFormat: Sendable {
    var name: String { get }
}
