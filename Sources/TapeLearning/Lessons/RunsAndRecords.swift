extension Curriculum {
    static let runsAndRecords = Lesson(
        title: "Runs and records",
        exercises: [
            Exercise(
                """
                `weekly`, `monthly` and `yearly` first build longer bars, and the query then works on those. A week that is not over \
                does not count yet; a note under the answer says so.
                """,
                task: "For how many weeks in a row has rut been ahead of spx? Look at the weeks since 2020.",
                "streak rut over spx weekly since 2020", goal: .answer(["length", "from"], rows: 3),
                hints: ["It is the streak you know, with one more word.", "streak rut over spx weekly since …"],
                moral: """
                    Three. The current week would be the fourth if it ended today. A week can be won without winning every day of it.
                    """),
            Exercise(
                """
                `odds` takes the same condition as `streak`, and shows for every run that got this far whether it went on.
                """,
                task: "Of the runs of rut over spx that got as far as this one since 1990, how many went on?",
                "odds rut over spx since 1990", goal: .answer(["length", "runs"]),
                hints: ["Change one word of the streak of lesson 1, and add a window.", "odds rut over … since 1990"],
                moral: """
                    One run got this far, and it went on. One is a small sample, as the note says. The table shows that short runs go \
                    on about half of the time.
                    """),
            Exercise(
                """
                A record is a close above every earlier close in all of history. The window does not change what a record is; it \
                only says where to look for one.
                """,
                task: "How many record closes has rut set this year?", "count rut at high ytd",
                goal: .answer(["held", "judged"]),
                hints: ["`at high`, with nothing before `high`, is a record.", "count rut at … ytd"],
                moral: "Eight, and the newspapers were right."),
            Exercise(
                """
                The runs that `streak` lists are a table with columns such as length, from and to. A pipe gets all of them, not \
                just the ten on the screen, and `| where length = 5` keeps those of five days.
                """,
                task: "Which runs of rut over spx since 1990 lasted 12 sessions or more?",
                "streak rut over spx since 1990 | where length >= 12", goal: .answer(["length", "from"]),
                hints: [
                    "\"At least\" is written >=.", "streak rut over spx since 1990 | where length …",
                ],
                moral:
                    "Five in thirty-six years. `| select from, to, length` would keep only three columns."),
            Exercise(
                """
                And what happened next? `return rut next 1m after rut down 5%` looks one month ahead from each such day. \
                `streak(rut over spx)`, with no blank before the bracket, is the length of the run so far, as a series; `reaches 10` \
                is true on the day it gets there.
                """,
                task: "What did rut return in the 3 months after its streak over spx had reached 10?",
                "return rut next 3m after streak(rut over spx) reaches 10", goal: .answer(["event", "rut 3m"]),
                hints: [
                    "The pattern is: return rut next 3m after CONDITION.",
                    "The condition is `streak(rut over spx) reaches 10`.",
                    "return rut next 3m after streak(rut over spx) …",
                ],
                moral: """
                    At the bottom of the table you see: the mean of the seven cases is below that of any session. A streak is a fact \
                    about the past, and seven is a small number.
                    """),
        ])
}
