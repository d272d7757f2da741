import TapeStore
import TapeSyntax

/// `mean E`: the arithmetic mean over the window, or one per bucket.
enum MeanVerb: AggregateVerb {
    static let verb = Verb(
        "mean", .one, of: .value, clauses: .judging + [.bucket], traits: .answersOneRow, question: .values,
        signature: "mean E",
        doc: "the arithmetic mean of E over the window, or one per bucket",
        examples: ["mean ret(rut) by month of year since 1988", "mean ret(rut) where spx down since 2020"],
        notes: [
            "`by year` gives one row per year, `by month of year` and `by day of week` the seasons. Without a space before the bracket, `mean(…)` is not a verb."
        ],
        seeAlso: ["by", "where", "ret"],
        columns: ["mean", "n"], groupColumns: ["symbol", "mean", "n"])

    static let meaning = "The arithmetic mean"
    static func figure(of values: [Double], isFraction: Bool) -> Double { Sum.mean(values) }

    static func unit(_ unit: Unit) -> Unit { unit == .count ? .number : unit }

    static func arithmetic(_ shown: FigureValues) -> String {
        "\(shown.text(Sum.of(shown.values))) in sum ÷ \(Format.count(shown.values.count)) = \(shown.text(shown.result))"
    }
}
