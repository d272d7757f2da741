import TapeStore
import TapeSyntax

/// `stdev E`: the sample standard deviation (n − 1) over the window, or one per bucket.
enum StdevVerb: AggregateVerb {
    static let verb = Verb(
        "stdev", .one, of: .value, clauses: .judging + [.bucket], traits: .answersOneRow, question: .values,
        signature: "stdev E",
        doc: "the sample standard deviation of E over the window, or one per bucket",
        examples: ["stdev ret(rut) by year since 2015", "stdev ret(rut) - ret(spx) since 2020"],
        notes: [
            "`by year` gives one row per year, `by month of year` and `by day of week` the seasons. Without a space before the bracket, `stdev(…)` is not a verb."
        ],
        seeAlso: ["by", "where", "ret"],
        columns: ["stdev", "n"], groupColumns: ["symbol", "stdev", "n"])

    static let meaning = "The sample standard deviation (n − 1)"
    static let words = "standard deviation"
    static let hasFigures = false

    static func figure(of values: [Double], isFraction: Bool) -> Double {
        Risk.deviation(values, floor: isFraction ? 1 : 0)
    }

    /// A deviation is printed without a sign.
    static func unit(_ unit: Unit) -> Unit {
        switch unit {
        case .percent: .share
        case .count: .number
        default: unit
        }
    }

    static func arithmetic(_ shown: FigureValues) -> String {
        "the deviation of \(shown.bars) from their mean of \(shown.text(Sum.mean(shown.values))): \(Format.value(shown.result, shown.resultUnit))"
    }
}
