extension Curriculum {
    static let seriesOfYourOwn = Lesson(
        title: "Your own series and functions",
        exercises: [
            Exercise(
                """
                You can calculate with symbols: `spx / ndx` is a series like any other, with one value per session. `let NAME = …` \
                gives it a name.
                """,
                task: "Let `ratio` be rut divided by spx.", "let ratio = rut / spx",
                goal: .makes("show ratio since 2000", asked: "ratio"),
                hints: ["The word `let`, the name, an equals sign, a division.", "let ratio = rut / …"],
                moral: "Nothing is printed, but the name now exists: type `ratio` alone to see its latest value."),
            Exercise(
                "Everything that works on a symbol works on your own series.",
                task: "On which sessions of the last year was ratio at a 52-week high?",
                "when ratio at 52w high last 1y", goal: .answer(["session"]),
                hints: ["The condition is `ratio at 52w high`.", "when ratio at … last 1y"],
                moral:
                    "Six days, all in the last two weeks. This is how to check a claim that relative strength is improving.",
                needs: ["let ratio = rut / spx"]),
            Exercise(
                """
                A name directly followed by a bracket is a function. `functions` lists them all, and `help rsi` explains exactly what \
                one computes. RSI ranges from 0 to 100 and shows how one-sided the last days were.
                """,
                task: "What is the RSI of rut over 14 sessions?", "rsi(rut, 14)",
                goal: .answer(["session", "value"]),
                hints: ["It needs no verb: an expression alone is a query too.", "rsi(rut, …)"],
                moral: "Above 70 is called overbought. That is a name, not a forecast."),
            Exercise(
                """
                `def NAME(A, B) = …` defines your own function. You will need `ret`: `ret(rut)` is the return of each session.
                """,
                task: "Define a function `spread(a, b)`: the return of a minus the return of b.",
                "def spread(a, b) = ret(a) - ret(b)",
                goal: .makes("show spread(rut, spx), spread(ndx, dji) since 2020", asked: "spread"),
                hints: ["The right side has two returns and a minus.", "def spread(a, b) = ret(a) - …"],
                moral: "It takes any two symbols or series: `spread(iwm, qqq)` works too."),
            Exercise(
                """
                `mean`, `median`, `sum`, `min`, `max` and `stdev` turn a series into one number, or into one for each year.
                """,
                task: "What was the mean of `spread(rut, spx)` in each year since 2020?",
                "mean spread(rut, spx) by year since 2020", goal: .answer(["mean"]),
                hints: ["A verb, your function, a split, a window.", "mean spread(rut, spx) by … since 2020"],
                moral: """
                    A difference of two percentages is shown in pp, percentage points. With `let` and `def` you extend the language \
                    for your own needs.
                    """,
                needs: ["def spread(a, b) = ret(a) - ret(b)"]),
        ])
}
