import TapeSyntax

/// The stages of a pipe, which process a table from left to right.
extension WordTable {
    private static func stage(
        _ word: String, _ signature: String, _ doc: String, _ more: [String] = [], _ examples: [String], sample: String
    ) -> WordEntry {
        WordEntry(.stage, word, signature, doc, more, examples: examples, sample: sample)
    }

    package static let stages: [WordEntry] = [
        stage(
            "where", "| where COND", "only rows that meet the condition, which names columns", [],
            ["streak rut over spx since 1990 | where length >= 10", "return mag7 ytd | where change > 2%"],
            sample: "where zz > 1"),
        stage(
            "sort", "| sort by COLUMN [desc]", "sorts rows by a column or a calculation with columns",
            ["A column such as `ret(rut)` is written as in the header, with or without backticks."],
            [
                "return mag7 last 3 months | sort by change desc",
                "streak rut over spx since 1990 | sort by spread desc",
            ],
            sample: "sort by zz"),
        stage(
            "top", "| top N", "the first N rows, in order",
            ["Unlike the clause `top`, it does not sort: use `| sort by COLUMN`."],
            ["return mag7 ytd | sort by change desc | top 3"], sample: "top 3"),
        stage(
            "bottom", "| bottom N", "the last N rows, in order", [],
            ["return mag7 ytd | sort by change desc | bottom 3"], sample: "bottom 3"),
        stage(
            "select", "| select COLUMN, COLUMN…", "only these columns, in this order", [],
            ["streak rut over spx since 1990 | select from, to, length | top 5"], sample: "select zz"),
        stage(
            "rename", "| rename COLUMN to NAME", "renames a column", [],
            ["return mag7 ytd | rename change to gain | sort by gain desc"], sample: "rename zz to yy"),
        stage(
            "table", "| table NAME", "another table of an answer with several",
            [
                "An event study has `events` and `statistics`; stages work on the first until `table` picks another, and stages that change rows drop the others."
            ],
            [
                "return rut next 1m after rut at 52w high | table statistics",
                "return rut next 1m after rut at 52w high | table statistics | select n",
            ], sample: "table zz"),
        stage(
            "plot", "| plot",
            "the table as a chart: lines over sessions, bars over buckets, members and runs, months as a calendar", [],
            ["show rut / spx since 2020 | plot"], sample: "plot"),
        stage(
            "save", "| save \"FILE\"", "writes a file in the format of its ending",
            ["Endings: \(OutputFormat.endings). Data files carry every row and every digit."],
            ["streak rut over spx since 1990 | save \"runs.csv\"", "plot rut / spx since 2015 | save \"ratio.svg\""],
            sample: "save \"x.csv\""),
        stage(
            "as", "| as FORMAT", "prints in another format",
            ["Formats: \(OutputFormat.printed.map { "\($0.name) (\($0.doc))" }.joined(separator: "; "))."],
            ["return mag7 ytd | as csv", "return mag7 ytd | as markdown"], sample: "as csv"),
    ]
}
