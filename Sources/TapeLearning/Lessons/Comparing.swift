extension Curriculum {
    static let comparing = Lesson(
        title: "Comparing",
        exercises: [
            Exercise(
                "`return` can be split as well: with `by year` it gives a row for each year and symbol.",
                task: "What did rut and spx return in each year since 2016?", "return rut, spx by year since 2016",
                goal: .answer(["change"], anyOrder: true),
                hints: ["Two symbols, a split, a window.", "return rut, spx by … since 2016"],
                moral: """
                    Look for the years in which rut is the larger: 2016 and 2020, and the one that has just begun. `when rut over \
                    spx yearly` would list them.
                    """),
            Exercise(
                """
                `compare A with B` compares two symbols in detail: return, volatility, deepest fall, and how the first moves when the \
                second does. That last figure is called beta; above 1, the first swings more.
                """,
                task: "Compare rut with spx since 2020.", "compare rut with spx since 2020",
                hints: ["The task is almost the query.", "compare rut … since 2020"],
                moral:
                    "More risk, less return: these have not been good years for small caps. `help beta` explains how it is computed."
            ),
            Exercise(
                """
                A group is several symbols under one name: mag7 is built in, and {rut, spx} makes a group on the spot. Ask about a \
                group, and every member gets a row. After a | you work on the table: `| sort by last desc`, `| top 3`.
                """,
                task: "What has each member of mag7 returned this year? Put the best first.",
                "return mag7 ytd | sort by change desc", goal: .answer(["symbol", "change"]),
                hints: ["The column to sort by is called `change`.", "return mag7 ytd | sort by … desc"],
                moral: """
                    A | passes the table from left to right. `where`, `select`, `plot` and `save` can follow it too: see `help pipes`.
                    """),
            Exercise(
                """
                `rank GROUP by …` sorts members by anything you can compute. The word `it` means the member: \
                `rank mag7 by rsi(it, 14)`, and `return(it, 1y)` is its return over a year.
                """,
                task: "Which three members of mag7 have had the best three months?",
                "rank mag7 by return(it, 3m) top 3", goal: .answer(["symbol", "return(it, 3m)"]),
                hints: ["Three months are `3m`, and `top 3` shortens the list.", "rank mag7 by return(it, …) top 3"],
                moral: "Try `rank sp500 by rsi(it, 14) bottom 5`: five hundred members, as quickly as seven."),
            Exercise(
                """
                `breadth GROUP` counts how many members of a group rose and how many fell during the window: `wtd` is the week to \
                date. The group sp500 has five hundred members; like most of this sample, they are made up.
                """,
                task: "As of 16 January 2026: how many members of sp500 rose in that week, and how many fell?",
                "breadth sp500 wtd as of 2026-01-16", goal: .answer(["up", "down"]),
                hints: ["Two clauses: `wtd`, and the day.", "breadth sp500 wtd as of …"],
                moral: """
                    More than 300 rose, as a newspaper wrote that week. It also wrote that all seven of mag7 fell: check it yourself.
                    """),
        ])
}
