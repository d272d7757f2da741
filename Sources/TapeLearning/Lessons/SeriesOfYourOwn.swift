extension Curriculum {
    static let seriesOfYourOwn = Lesson(
        title: "Your own series and functions",
        exercises: [
            Exercise(
                """
                Symbols can be computed with: `spx / ndx` is a series like any other, one value a session. `let NAME = …` gives it a \
                name.
                """,
                task: "Let `ratio` be rut divided by spx.", "let ratio = rut / spx",
                goal: .makes("show ratio since 2000", asked: "ratio"),
                hints: ["The word `let`, the name, an equals sign, a division.", "let ratio = rut / …"],
                moral: "Nothing is shown, but the name is there: type `ratio` alone, and you see where it stands."),
            Exercise(
                "Whatever works on a symbol works on a series of your own.",
                task: "On which sessions of the last year was ratio at a 52-week high?",
                "when ratio at 52w high last 1y", goal: .answer(["session"]),
                hints: ["The condition is `ratio at 52w high`.", "when ratio at … last 1y"],
                moral:
                    "Six days, all of them in the last two weeks. When a paper says that relative strength improves, this is the test.",
                needs: ["let ratio = rut / spx"]),
            Exercise(
                """
                A name with a bracket glued to it is a function. `functions` lists them all, and `help rsi` tells exactly what one \
                computes. RSI runs from 0 to 100 and says how one-sided the last days have been.
                """,
                task: "Where does the RSI of rut over 14 sessions stand?", "rsi(rut, 14)",
                goal: .answer(["session", "value"]),
                hints: ["It needs no verb: an expression alone is a query too.", "rsi(rut, …)"],
                moral: "Above 70 is called overbought. It is a name, not a forecast."),
            Exercise(
                """
                `def NAME(A, B) = …` makes a function of your own. A part to build it from: `ret(rut)` is the return of each session.
                """,
                task: "Make a function `spread(a, b)`: the return of a minus the return of b.",
                "def spread(a, b) = ret(a) - ret(b)",
                goal: .makes("show spread(rut, spx), spread(ndx, dji) since 2020", asked: "spread"),
                hints: ["On the right side stand two returns and a minus.", "def spread(a, b) = ret(a) - …"],
                moral: "It takes any two symbols, or any two series: `spread(iwm, qqq)` would work as well."),
            Exercise(
                """
                `mean`, `median`, `sum`, `min`, `max` and `stdev` turn a series into one number, or into one for each year.
                """,
                task: "What was the mean of `spread(rut, spx)` in each year since 2020?",
                "mean spread(rut, spx) by year since 2020", goal: .answer(["mean"]),
                hints: ["A verb, your function, a split, a window.", "mean spread(rut, spx) by … since 2020"],
                moral: """
                    A difference of two percentages is shown in pp, percentage points. That is all there is to it: with `let` and \
                    `def` the language grows in your direction.
                    """,
                needs: ["def spread(a, b) = ret(a) - ret(b)"]),
        ])
}
