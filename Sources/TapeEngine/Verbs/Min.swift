import TapeStore
import TapeSyntax

/// `min E`: the smallest value over the window, or one per bucket.
enum MinVerb: AggregateVerb {
    static let verb = Verb(
        "min", .one, of: .value, clauses: .judging + [.bucket], traits: .answersOneRow, question: .values,
        signature: "min E",
        doc: "the smallest value of E over the window, or one per bucket",
        examples: ["min rut by year since 2015", "min ret(rut) since 2000"],
        notes: [
            "`by year` gives one row per year, `by month of year` and `by day of week` the seasons. Without a space before the bracket, `min(…)` is a function."
        ],
        seeAlso: ["by", "where", "ret"],
        columns: ["min", "n"], groupColumns: ["symbol", "min", "n"])

    static let meaning = "The smallest value"
    static let words = "smallest value"

    static func figure(of values: [Double], isFraction: Bool) -> Double { values.min() ?? .nan }

    static func arithmetic(_ shown: FigureValues) -> String { shown.onDays }
}
