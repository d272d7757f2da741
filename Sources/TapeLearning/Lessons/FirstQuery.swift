import TapeSyntax

extension Curriculum {
    static let firstQuery = Lesson(
        title: "A first query",
        exercises: [
            Exercise(
                """
                A query is a sentence: a verb, what it is about, and clauses if you like. `streak ndx over spx` asks for how many \
                days in a row the Nasdaq 100 (ndx) has done better than the S&P 500 (spx).
                """,
                task: "For how many days in a row has the Russell 2000 (rut) done better than the S&P 500?",
                "streak rut over spx", goal: .answer(["length", "from"], rows: 3),
                hints: ["Take the example and change one symbol.", "streak … over spx"],
                moral: """
                    The sentence on top is the answer; the table ranks the longest runs there have been. Type `why` if you want to \
                    see each day of the present one.
                    """),
            Exercise(
                """
                `return` says how far a price has come. Name several symbols with commas between them; `ytd` is the year to date.
                """,
                task: "How far have rut and spx come this year?", "return rut, spx ytd", goal: .answer(anyOrder: true),
                hints: ["The verb is `return`, and it takes two symbols here.", "return rut, … ytd"],
                moral: """
                    Each row shows the close it starts from: the last one of the old year. Half of all quarrels about figures are \
                    about that day.
                    """),
            Exercise(
                """
                `count` says on how many sessions something was so, and of how many. What stands behind `streak` can stand behind \
                `count`: it is a condition, true or false on each session.
                """,
                task: "On how many of this year's sessions was rut ahead of spx?", "count rut over spx ytd",
                goal: .answer(["held", "judged"]),
                hints: [
                    "You know the condition from the first exercise, and the window from the second.",
                    "count … over … ytd",
                ],
                moral: "Every one so far. The run is as long as the year."),
            Exercise(
                """
                `when` lists the sessions themselves. `rut up 2%` is true on a day on which rut gained 2% or more.
                """,
                task: "On which sessions of this year did rut gain 1% or more?", "when rut up 1% ytd",
                goal: .answer(["session"]),
                hints: ["The condition is `rut up 1%`.", "when rut … ytd"],
                moral: "Put `count` in front of the same condition, and you get how many instead of which."),
            Exercise(
                """
                No one keeps all of it in mind. `help drawdown` shows examples first, then what the word means; `help "bear \
                market"` searches what newspapers say. And at an empty prompt the Tab key lists what could come next.
                """,
                task: "What have been the five deepest falls of rut since 1990? Look up `drawdown` first.",
                "drawdown rut since 1990 top 5", goal: .answer(["depth", "peak"], rows: 5),
                hints: ["The first example of `help drawdown` is the one.", "drawdown rut since … top 5"],
                moral: "You have met five verbs. There are more than twenty, and they all work like these."),
        ])
}
