extension Curriculum {
    static let conditions = Lesson(
        title: "Conditions",
        exercises: [
            Exercise(
                """
                Combine conditions with `and`, `or` and `not`. `rut up and vix up` is true on days when both rose. You can add an \
                amount: `rut up 1%` requires a gain of 1% or more.
                """,
                task: "How often in 2025 did rut gain 1% or more on a day when spx fell?",
                "count rut up 1% and spx down in 2025", goal: .answer(["held", "judged"]),
                hints: ["There are two conditions: `rut up 1%`, and one about spx.", "count rut up 1% and … in 2025"],
                moral: "Four. When people talk about a rotation into small caps, they mean days like these."),
            Exercise(
                """
                `rut at high` is a record close over all of history. `rut at 52w high` looks back one year, and `at intraday high` \
                uses the daily highs instead of the closes.
                """,
                task: "On which sessions of 2025 did rut close at a 52-week high?", "when rut at 52w high in 2025",
                goal: .answer(["session"]),
                hints: ["The verb is the one that lists sessions.", "when rut at … in 2025"],
                moral: "A close counts only if it is above every close of the previous year. Equal is not enough."),
            Exercise(
                "`first` and `last` find one session, and say how long ago it was.",
                task: "When did rut last lose 3% or more on one day?", "last rut down 3%", goal: .answer(["session"]),
                hints: ["The amount comes after `down`.", "last rut down …"],
                moral: "`last` as a verb finds the newest session; `last 3m` at the end of a query is a window."),
            Exercise(
                """
                Compare levels with `above` and `below`, or with the signs > and <. `sma(rut, 50)` is the average of the last 50 \
                closes, and `crosses above` is true only on the day when one line rises above another.
                """,
                task: "On which days since 2020 did rut cross above its 200-day average?",
                "when rut crosses above sma(rut, 200) since 2020", goal: .answer(["session"]),
                hints: ["The average is `sma(rut, 200)`.", "when rut crosses above … since 2020"],
                moral: "Twenty-three times. A price that moves sideways crosses its average often."),
            Exercise(
                """
                `by year` splits an answer into years. `by month of year` puts all Januaries together, and `by day of week` all \
                Mondays.
                """,
                task: "For each year since 2020: on how many sessions was rut above its 200-day average?",
                "count rut above sma(rut, 200) by year since 2020", goal: .answer(["held", "judged"]),
                hints: [
                    "`count`, the condition, the split, the window.",
                    "The condition is `rut above sma(rut, 200)`.",
                    "count rut above sma(rut, 200) by … since 2020",
                ],
                moral: """
                    Any condition in this lesson works after `streak`, `count`, `when`, `first` and `last`. You now know most of the \
                    language.
                    """),
        ])
}
