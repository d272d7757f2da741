extension Curriculum {
    static let windows = Lesson(
        title: "Windows",
        exercises: [
            Exercise(
                """
                A window says which sessions are meant: `in 2019`, `in may 1996`, `in 2025Q4`. Without one, a query looks at all of \
                history. In this language a day is always a session of the exchange; there is no other kind of day on the tape.
                """,
                task: "What did rut return in 2020?", "return rut in 2020",
                hints: ["The window is two words at the end.", "return rut in …"],
                moral: "It counts from the last close of 2019, since that is where the year began."),
            Exercise(
                """
                `since 2020` runs from the first session of 2020 to the newest; `until 1999` ends with the last one of 1999.
                """,
                task: "On how many sessions since 2020 was rut ahead of spx?", "count rut over spx since 2020",
                goal: .answer(["held", "judged"]),
                hints: ["`count`, the condition, the window.", "count rut over spx since …"],
                moral:
                    "About half. Each day is close to the toss of a coin, which is what makes a run of fourteen news."),
            Exercise(
                """
                A day is written `2026-01-22` or `22 jan 2026`; between two of them lies `from D to D`. Mind one thing: a change \
                from a single day starts at that day's own close.
                """,
                task: "What did rut and spx return from 31 December 2025 to 15 January 2026?",
                "return rut, spx from 2025-12-31 to 2026-01-15", goal: .answer(anyOrder: true),
                hints: [
                    "Two days, with `from` before the first and `to` before the second.",
                    "return rut, spx from 2025-12-31 to …",
                ],
                moral: "On that day the papers called this the year to date: 7.8% against 1.5%."),
            Exercise(
                """
                `last 10d` is the last ten sessions. `last 2w`, `last 6m` and `last 1y` go back by the calendar.
                """,
                task: "What did the funds iwm and qqq return over the last three months?", "return iwm, qqq last 3m",
                goal: .answer(anyOrder: true),
                hints: ["Three months are `3m`, or `3 months`.", "return iwm, qqq last …"],
                moral: "The day it counts from stands in the row. The papers seldom say theirs."),
            Exercise(
                """
                `as of D` turns back the clock: for that query nothing later has happened, no record, no run. So you can ask what a \
                paper could know on its own day.
                """,
                task: "As of 15 January 2026: for how many days in a row had rut been ahead of spx?",
                "streak rut over spx as of 2026-01-15", goal: .answer(["length", "from", "state"], rows: 6),
                hints: ["Lesson 1 had the question. Put the day behind it.", "streak rut over spx as of …"],
                moral: """
                    Ten on that day. A paper called it a record; the table under your query knows better, and you will meet the \
                    sentence again in `cases`.
                    """),
        ])
}
