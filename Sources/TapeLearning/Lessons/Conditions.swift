extension Curriculum {
    static let conditions = Lesson(
        title: "Conditions",
        exercises: [
            Exercise(
                """
                Conditions join with `and`, `or` and `not`. `rut up and vix up` is true on a day on which both rose. An amount \
                sharpens it: `rut up 1%` wants a gain of 1% or more.
                """,
                task: "How often in 2025 did rut gain 1% or more on a day on which spx fell?",
                "count rut up 1% and spx down in 2025", goal: .answer(["held", "judged"]),
                hints: ["There are two conditions: `rut up 1%`, and one about spx.", "count rut up 1% and … in 2025"],
                moral: "Four. When people speak of a rotation into small caps, these are the days they mean."),
            Exercise(
                """
                `rut at high` is a record close over all of history. `rut at 52w high` looks back one year, and `at intraday high` \
                takes the day's highs instead of its closes.
                """,
                task: "On which sessions of 2025 did rut close at a 52-week high?", "when rut at 52w high in 2025",
                goal: .answer(["session"]),
                hints: ["The verb is the one that lists sessions.", "when rut at … in 2025"],
                moral: "To count, a close has to beat all of the year before it. To equal the old high is not enough."),
            Exercise(
                "`first` and `last` find one session, and say how long ago it was.",
                task: "When did rut last lose 3% or more on one day?", "last rut down 3%", goal: .answer(["session"]),
                hints: ["Behind `down` goes the amount.", "last rut down …"],
                moral: "`last` as a verb finds the newest session; `last 3m` at the end of a query is a window."),
            Exercise(
                """
                Levels are compared with `above` and `below`, or with the signs > and <. `sma(rut, 50)` is the average of the last 50 \
                closes, and `crosses above` is true on the one day on which a line gets above another.
                """,
                task: "On which days since 2020 did rut cross above its 200-day average?",
                "when rut crosses above sma(rut, 200) since 2020", goal: .answer(["session"]),
                hints: ["The average is `sma(rut, 200)`.", "when rut crosses above … since 2020"],
                moral: "Twenty-three times. A price that goes nowhere crosses its average all the time."),
            Exercise(
                """
                `by year` splits an answer into years. `by month of year` would put all Januaries together, `by day of week` all \
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
                    Any condition of this lesson can follow `streak`, `count`, `when`, `first` and `last`. That is most of the \
                    language.
                    """),
        ])
}
