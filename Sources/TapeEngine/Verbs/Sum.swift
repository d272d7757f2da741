import TapeStore
import TapeSyntax

/// `sum E`: the sum over the window, or one per bucket.
enum SumVerb: AggregateVerb {
    static let verb = Verb(
        "sum", .one, of: .value, clauses: .judging + [.bucket], traits: .answersOneRow, question: .values,
        signature: "sum E",
        doc: "the sum of E over the window, or one per bucket",
        examples: ["sum ret(rut) by year since 2020", "sum ret(rut) - ret(spx) ytd"],
        notes: [
            "`by year` gives one row per year, `by month of year` and `by day of week` the seasons. Without a space before the bracket, `sum(…)` is not a verb."
        ],
        seeAlso: ["by", "where", "ret"],
        columns: ["sum", "n"], groupColumns: ["symbol", "sum", "n"])

    static let meaning = "The sum"
    static let hasFigures = false

    static func figure(of values: [Double], isFraction: Bool) -> Double { values.isEmpty ? .nan : Sum.of(values) }

    static func arithmetic(_ shown: FigureValues) -> String {
        "\(shown.text(shown.result)) in sum over \(shown.bars)"
    }
}
