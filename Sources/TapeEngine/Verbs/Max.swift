import TapeStore
import TapeSyntax

/// `max E`: the largest value over the window, or one per bucket.
enum MaxVerb: AggregateVerb {
    static let verb = Verb(
        "max", .one, of: .value, clauses: .judging + [.bucket], traits: .answersOneRow, question: .values,
        signature: "max E",
        doc: "the largest value of E over the window, or one per bucket",
        examples: ["max rut by year since 2015", "max ret(rut) since 2000"],
        notes: [
            "`by year` gives one row per year, `by month of year` and `by day of week` the seasons. Without a space before the bracket, `max(…)` is a function."
        ],
        seeAlso: ["by", "where", "ret"],
        columns: ["max", "n"], groupColumns: ["symbol", "max", "n"])

    static let meaning = "The largest value"
    static let words = "largest value"

    static func figure(of values: [Double], isFraction: Bool) -> Double { values.max() ?? .nan }

    static func arithmetic(_ shown: FigureValues) -> String { shown.onDays }
}
