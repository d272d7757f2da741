extension Curriculum {
    static let windows = Lesson(
        title: "Windows",
        exercises: [
            Exercise(
                """
                A window selects the sessions: `in 2019`, `in may 1996`, `in 2025Q4`. Without one, a query looks at all of history. \
                In this language, a day is always a trading session of the exchange.
                """,
                task: "What did rut return in 2020?", "return rut in 2020",
                hints: ["The window is two words at the end.", "return rut in …"],
                moral: "It is measured from the last close of 2019, because that is where the year began."),
            Exercise(
                """
                `since 2020` runs from the first session of 2020 to the newest; `until 1999` ends with the last session of 1999.
                """,
                task: "On how many sessions since 2020 was rut ahead of spx?", "count rut over spx since 2020",
                goal: .answer(["held", "judged"]),
                hints: ["`count`, the condition, the window.", "count rut over spx since …"],
                moral:
                    "About half. Each day is close to a coin toss, which is why a run of fourteen is news."),
            Exercise(
                """
                Write a day as `2026-01-22` or `22 jan 2026`, and the window between two days as `from D to D`. Note: a change from a \
                single day starts at that day's own close.
                """,
                task: "What did rut and spx return from 31 December 2025 to 15 January 2026?",
                "return rut, spx from 2025-12-31 to 2026-01-15", goal: .answer(anyOrder: true),
                hints: [
                    "Two days, with `from` before the first and `to` before the second.",
                    "return rut, spx from 2025-12-31 to …",
                ],
                moral: "On that day, newspapers called this the year to date: 7.8% against 1.5%."),
            Exercise(
                """
                `last 10d` is the last ten sessions. `last 2w`, `last 6m` and `last 1y` go back by the calendar.
                """,
                task: "What did the funds iwm and qqq return over the last three months?", "return iwm, qqq last 3m",
                goal: .answer(anyOrder: true),
                hints: ["Three months are `3m`, or `3 months`.", "return iwm, qqq last …"],
                moral: "The row shows the day it starts from. Newspapers rarely say theirs."),
            Exercise(
                """
                `as of D` turns back the clock: the query ignores everything later. So you can ask what a newspaper could know on \
                the day it was printed.
                """,
                task: "As of 15 January 2026: for how many days in a row had rut been ahead of spx?",
                "streak rut over spx as of 2026-01-15", goal: .answer(["length", "from", "state"], rows: 6),
                hints: ["Use the question from lesson 1, and add the day at the end.", "streak rut over spx as of …"],
                moral: """
                    Ten on that day. A newspaper called it a record; the table under your query shows longer runs. You will see that \
                    sentence again in `cases`.
                    """),
        ])
}
