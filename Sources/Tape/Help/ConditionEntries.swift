/// Conditions: true or false at each session.
extension WordTable {
    package static let conditions: [WordEntry] = returnConditions + levelConditions + joiners

    private static func condition(
        _ word: String, _ signature: String, _ doc: String, _ more: [String] = [], _ examples: [String],
        sample: String
    ) -> WordEntry {
        WordEntry(.condition, word, signature, doc, more, examples: examples, sample: sample)
    }

    private static let returnConditions: [WordEntry] = [
        condition(
            "over", "A over B [by 0.5%]", "A's return is greater than B's, by more than the margin if given",
            [
                "Compares unrounded returns between sessions that both have. A tie is neither over nor under; it ends a run and is counted.",
                "To compare levels instead of returns, use `above`.",
            ],
            ["streak rut over spx since 1990", "when rut over spx by 1% ytd", "streak rut over spx weekly since 2020"],
            sample: "over zz"),
        condition(
            "under", "A under B [by 0.5%]", "A's return is less than B's, by more than the margin if given",
            [], ["streak rut under spx since 1990", "count mag7 under spx ytd"], sample: "under zz"),
        condition(
            "up", "A up [1%]", "A rose; with an amount, by at least that much",
            ["Without an amount, values are compared, so it also works for rates and indicators."],
            ["streak rut up since 2000", "when rut up 3% since 2020", "count rut up 1% and spx down in 2025"],
            sample: "up"),
        condition(
            "down", "A down [25bp]", "A fell; with an amount, by at least that much", [],
            ["last rut down 5%", "streak rut down since 2000 top 5", "return rut next 6m after fedfunds down"],
            sample: "down"),
        condition(
            "flat", "A flat", "A's value equals the previous one", [], ["count rut flat by year since 2015"],
            sample: "flat"),
    ]

    private static let levelConditions: [WordEntry] = [
        condition(
            "above", "A above E", "A's level is greater than E's: the same as `>`", [],
            ["count rut above sma(rut, 200) by year since 2015", "breadth sp500 it above sma(it, 50)"],
            sample: "above zz"),
        condition(
            "below", "A below E", "A's level is less than E's: the same as `<`", [],
            ["streak rut below sma(rut, 200) since 2020", "when vix below 12 since 2015"], sample: "below zz"),
        condition(
            "at", "A at [52w] [intraday] high|low", "A is at a high or low, strictly beyond every earlier session",
            [
                "`at high` is a record close over all history, whatever the window. An equal close is not a record, and neither is the first session.",
                "`at 52w high` looks back a year from the session before; `intraday` compares highs or lows instead of closes.",
            ],
            [
                "count rut at high ytd as of 2026-01-22", "when rut at 52w high ytd",
                "when rut at intraday high last 1d as of 2026-01-15",
            ], sample: "at high"),
        condition(
            "crosses", "A crosses above E",
            "A is above E and was not the session before; `crosses below` is the opposite",
            [],
            [
                "when rut crosses above sma(rut, 200) since 2020",
                "when sma(rut, 50) crosses below sma(rut, 200) since 2015",
            ], sample: "crosses above zz"),
        condition(
            "reaches", "E reaches N", "E is at least N and was less the session before",
            ["For event studies: `streak(COND) reaches 10` is true once per run."],
            ["return rut, spx next 1m, 1y after streak(rut over spx) reaches 10", "when rsi(rut, 14) reaches 70 ytd"],
            sample: "reaches 10"),
        condition(
            "between", "E between A and B", "E is between A and B, both included", [],
            ["when rsi(rut, 14) between 70 and 80 ytd", "count vix between 15 and 20 by year since 2015"],
            sample: "between 1 and 2"),
    ]

    private static let joiners: [WordEntry] = [
        condition(
            "and", "COND and COND", "both hold", [], ["count rut up and spx down by year since 2015"],
            sample: "and zz up"),
        condition("or", "COND or COND", "at least one holds", [], ["count rut up or spx up ytd"], sample: "or zz up"),
        condition(
            "not", "not COND", "negates the condition; missing stays missing",
            ["`not rut over spx` counts ties too, `rut under spx` does not."],
            ["count not rut up ytd", "streak not rut over spx since 1990"], sample: "not"),
    ]
}
