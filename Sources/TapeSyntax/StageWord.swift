/// What follows the word of a stage.
package enum StageShape: Sendable {
    /// Nothing: `plot`.
    case word
    /// `where COND`
    case condition
    /// `sort by COLUMN [desc]`
    case sort
    /// `top N`
    case rows
    /// `select COLUMN, COLUMN…`
    case columns
    /// `rename COLUMN to NAME`
    case rename
    /// The name of a table: `table statistics`.
    case table
    /// The name of a format: `as csv`.
    case format
    /// The path of a file: `save "runs.csv"`.
    case file
}

/// A word that begins a stage of a pipe, with everything about it. The parser, errors, `help`, completion, the
/// reference pages and the highlighters read this; what the stage does is in its row of `StageEffect.standard`.
package final class StageWord: LanguageWord {
    package let name: String
    package let shape: StageShape
    /// `top N`, without the bar.
    package let signature: String
    /// One line, no full stop.
    package let doc: String
    /// More about it, one paragraph per entry.
    package let notes: [String]
    /// At most three queries that run on the sample market as typed.
    package let examples: [String]
    /// What an error's hint inserts if nothing follows the word: `5`. Empty if the word needs nothing after it.
    package let insertion: String
    /// Whether it leaves out rows or columns: then the sentences above the table no longer fit it.
    package let changesRows: Bool

    package init(
        _ name: String, _ shape: StageShape, signature: String, doc: String, notes: [String] = [],
        examples: [String], insertion: String = "", changesRows: Bool = false
    ) {
        self.name = name
        self.shape = shape
        self.signature = signature
        self.doc = doc
        self.notes = notes
        self.examples = examples
        self.insertion = insertion
        self.changesRows = changesRows
    }

    /// A whole stage, with which completion tests whether it is valid at a place.
    package var sample: String { shape == .word ? name : "\(name) \(insertion)" }
}

extension StageWord: Hashable {
    package static func == (left: StageWord, right: StageWord) -> Bool { left === right }

    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

package typealias Stages = WordList<StageWord>

extension StageWord {
    package static let `where` = StageWord(
        "where", .condition, signature: "where COND",
        doc: "only rows that meet the condition, which names columns",
        examples: ["streak rut over spx since 1990 | where length >= 10", "return mag7 ytd | where change > 2%"],
        insertion: "length >= 10", changesRows: true)

    package static let sort = StageWord(
        "sort", .sort, signature: "sort by COLUMN [desc]",
        doc: "sorts rows by a column or a calculation with columns",
        notes: ["A column such as `ret(rut)` is written as in the header, with or without backticks."],
        examples: [
            "return mag7 last 3 months | sort by change desc", "streak rut over spx since 1990 | sort by spread desc",
        ],
        insertion: "by length")

    package static let top = StageWord(
        "top", .rows, signature: "top N", doc: "the first N rows, in order",
        notes: ["Unlike the clause `top`, it does not sort: use `| sort by COLUMN`."],
        examples: ["return mag7 ytd | sort by change desc | top 3"], insertion: "5", changesRows: true)

    package static let bottom = StageWord(
        "bottom", .rows, signature: "bottom N", doc: "the last N rows, in order",
        examples: ["return mag7 ytd | sort by change desc | bottom 3"], insertion: "5", changesRows: true)

    package static let select = StageWord(
        "select", .columns, signature: "select COLUMN, COLUMN…", doc: "only these columns, in this order",
        examples: ["streak rut over spx since 1990 | select from, to, length | top 5"],
        insertion: "from, to, length", changesRows: true)

    package static let rename = StageWord(
        "rename", .rename, signature: "rename COLUMN to NAME", doc: "renames a column",
        examples: ["return mag7 ytd | rename change to gain | sort by gain desc"], insertion: "length to sessions")

    package static let table = StageWord(
        "table", .table, signature: "table NAME", doc: "another table of an answer with several",
        notes: [
            """
            An event study has `events` and `statistics`; stages work on the first until `table` picks another, and \
            stages that change rows drop the others.
            """
        ],
        examples: [
            "return rut next 1m after rut at 52w high | table statistics",
            "return rut next 1m after rut at 52w high | table statistics | select n",
        ],
        insertion: "statistics")

    package static let plot = StageWord(
        "plot", .word, signature: "plot",
        doc: "the table as a chart: lines over sessions, bars over buckets, members and runs, months as a calendar",
        examples: ["show rut / spx since 2020 | plot"])

    package static let save = StageWord(
        "save", .file, signature: "save \"FILE\"", doc: "writes a file in the format of its ending",
        examples: [
            "streak rut over spx since 1990 | save \"runs.csv\"", "plot rut / spx since 2015 | save \"ratio.svg\"",
        ],
        insertion: "\"runs.csv\"")

    package static let `as` = StageWord(
        "as", .format, signature: "as FORMAT", doc: "prints in another format",
        examples: ["return mag7 ytd | as csv", "return mag7 ytd | as markdown"], insertion: "csv")
}
