import TapeStore
import TapeSyntax

/// `median E`: the median over the window, or one per bucket.
enum MedianVerb: AggregateVerb {
    static let verb = Verb(
        "median", .one, of: .value, clauses: .judging + [.bucket], traits: .answersOneRow, question: .values,
        signature: "median E",
        doc: "the median of E over the window, or one per bucket",
        examples: [
            "median ret(spx) where rut over spx by day of week since 2015", "median ret(rut) weekly since 2000",
        ],
        notes: [
            "`by year` gives one row per year, `by month of year` and `by day of week` the seasons. Without a space before the bracket, `median(…)` is not a verb."
        ],
        seeAlso: ["by", "where", "ret"],
        columns: ["median", "n"], groupColumns: ["symbol", "median", "n"])

    static let meaning = "The median"
    static func figure(of values: [Double], isFraction: Bool) -> Double { Statistics.median(values) }

    static func unit(_ unit: Unit) -> Unit { unit == .count ? .number : unit }

    static func arithmetic(_ shown: FigureValues) -> String {
        "half of the \(shown.bars) are below \(shown.text(shown.result)), half above"
    }
}
