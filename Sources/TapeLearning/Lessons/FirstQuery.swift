import TapeSyntax

extension Curriculum {
    static let firstQuery = Lesson(
        title: "A first query",
        exercises: [
            Exercise(
                """
                A query is a sentence: a verb, a subject, and optional clauses. `streak ndx over spx` asks for how many days in a \
                row the Nasdaq 100 (ndx) has done better than the S&P 500 (spx).
                """,
                task: "For how many days in a row has the Russell 2000 (rut) done better than the S&P 500?",
                "streak rut over spx", goal: .answer(["length", "from"], rows: 3),
                hints: ["Take the example and change one symbol.", "streak … over spx"],
                moral: """
                    The sentence at the top is the answer; the table ranks the longest runs so far. Type `why` to see each day of the \
                    current run.
                    """),
            Exercise(
                """
                `return` shows how much a price has changed. Separate several symbols with commas; `ytd` is the year to date.
                """,
                task: "What have rut and spx returned this year?", "return rut, spx ytd", goal: .answer(anyOrder: true),
                hints: ["The verb is `return`, and it takes two symbols here.", "return rut, … ytd"],
                moral: """
                    Each row shows the close it starts from: the last one of the previous year. Half of all arguments about figures \
                    are about that day.
                    """),
            Exercise(
                """
                `count` says on how many sessions a condition was true, and out of how many. A condition is true or false on each \
                session; whatever works after `streak` works after `count`.
                """,
                task: "On how many of this year's sessions was rut ahead of spx?", "count rut over spx ytd",
                goal: .answer(["held", "judged"]),
                hints: [
                    "You know the condition from the first exercise, and the window from the second.",
                    "count … over … ytd",
                ],
                moral: "All of them so far. The run is as long as the year."),
            Exercise(
                """
                `when` lists the sessions themselves. `rut up 2%` is true on days when rut gained 2% or more.
                """,
                task: "On which sessions of this year did rut gain 1% or more?", "when rut up 1% ytd",
                goal: .answer(["session"]),
                hints: ["The condition is `rut up 1%`.", "when rut … ytd"],
                moral: "Put `count` before the same condition to get how many instead of which."),
            Exercise(
                """
                Nobody remembers everything. `help drawdown` shows examples first, then what the word means; `help "bear market"` \
                searches newspaper phrases. And at an empty prompt, the Tab key lists what can come next.
                """,
                task: "What were the five deepest falls of rut since 1990? Look up `drawdown` first.",
                "drawdown rut since 1990 top 5", goal: .answer(["depth", "peak"], rows: 5),
                hints: ["Use the first example of `help drawdown`.", "drawdown rut since … top 5"],
                moral: "You now know five verbs. There are more than twenty, and they all work the same way."),
        ])
}
