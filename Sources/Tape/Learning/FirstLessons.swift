/// Lessons 1 to 4: a first query, windows, conditions, comparing.
extension Curriculum {
    static let firstLessons: [Lesson] = [firstQuery, windows, conditions, comparing]

    private static let firstQuery = Lesson(
        title: "A first query",
        exercises: [
            Exercise(
                """
                A query is a sentence: a verb, what it is about, and clauses. `streak ndx over spx` asks how long the Nasdaq 100 \
                has been ahead of the S&P 500, day by day.
                """,
                task: "Ask how long the Russell 2000 (rut) has been ahead of the S&P 500 (spx).",
                "streak rut over spx", goal: .answer(["length", "from"], rows: 3),
                hints: ["Take the example and put another symbol in its place.", "streak … over spx"],
                moral: "The sentence comes first, then the longest runs. `why` would show each day of it."),
            Exercise(
                "`return` tells how far prices have come. Several subjects stand between commas, and `ytd` is the year to date.",
                task: "What have rut and spx returned this year so far?", "return rut, spx ytd",
                hints: ["The verb is `return`, and there are two subjects.", "return rut, … ytd"],
                moral: "The row shows from which close it counts: the last one of the old year."),
            Exercise(
                "`count` tells on how many sessions something was so, and of how many. What can follow `streak` can follow `count`.",
                task: "On how many of this year's sessions was rut ahead of spx?", "count rut over spx ytd",
                goal: .answer(["held", "judged"]),
                hints: ["The condition is the one of the first exercise.", "count … over … ytd"],
                moral: "All of them, so far: the run began with the year."),
            Exercise(
                "`when` lists the sessions themselves. `rut up 2%` is true on a day on which it rose by 2% or more.",
                task: "On which sessions of this year did rut rise 1% or more?", "when rut up 1% ytd",
                goal: .answer(["session"]),
                hints: ["The condition is `rut up 1%`.", "when rut … ytd"],
                moral: "The same condition behind `count` would say how many."),
            Exercise(
                "Every verb has its page: `help drawdown` shows examples first. Read it, then ask.",
                task: "What were the five deepest falls of rut since 1990?", "drawdown rut since 1990 top 5",
                goal: .answer(["depth", "peak"], rows: 5),
                hints: ["The first example of `help drawdown` is nearly it.", "drawdown … since 1990 top 5"],
                moral: "That was a first query, and four more."),
        ])

    private static let windows = Lesson(
        title: "Windows: which sessions",
        exercises: [
            Exercise(
                "A window says which sessions are meant: `in 2019`, `in may 1996`, `in 2025Q4`. Without one, all of history is.",
                task: "What did rut return in 2020?", "return rut in 2020",
                hints: ["The window is a clause of two words.", "return rut in …"],
                moral: "From the last close of 2019 to the last of 2020."),
            Exercise(
                "`since 2020` goes from the first session of 2020 to the newest, `until 1999` up to the last of 1999.",
                task: "On how many sessions since 2020 was rut ahead of spx?", "count rut over spx since 2020",
                goal: .answer(["held", "judged"]),
                hints: ["`count`, the condition, and a window.", "count rut over spx since …"],
                moral: "About half of them: a run of 14 is rare because each day is nearly a coin toss."),
            Exercise(
                """
                Days are written 2026-01-22, or 22 jan 2026. `from D to D` lies between two of them. Where the first is a single \
                day, a change counts from that day's own close.
                """,
                task: "What did rut and spx return from 31 December 2025 to 15 January 2026?",
                "return rut, spx from 2025-12-31 to 2026-01-15",
                hints: ["`from … to …` with two days.", "return rut, spx from 2025-12-31 to …"],
                moral: "This is what the papers of 15 January called the year to date."),
            Exercise(
                "`last 10d` is the last ten sessions; `last 2w`, `last 6m` and `last 1y` go by the calendar.",
                task: "What did iwm and qqq return over the last three months?", "return iwm, qqq last 3m",
                hints: ["Three months are `3m`, or `3 months`.", "return iwm, qqq last …"],
                moral: "The base stands in the row. News seldom says which day it counts from."),
            Exercise(
                """
                `as of D` turns back the clock: nothing after that session exists for the query. So one can ask what a paper could \
                know on its own day.
                """,
                task: "Ask, as of 15 January 2026, how long rut had been ahead of spx.",
                "streak rut over spx since 1990 as of 2026-01-15",
                goal: .answer(["length", "from", "state"], rows: 6),
                hints: ["It is the streak of lesson 1 with a clause behind it.", "streak rut over spx as of …"],
                moral: "Ten on that day, and no record: the sentence says when there was a longer one."),
        ])

    private static let conditions = Lesson(
        title: "Conditions: what was true",
        exercises: [
            Exercise(
                "Conditions are joined with `and`, `or` and `not`: `rut up and vix up`.",
                task: "How often in 2025 did rut rise 1% or more while spx fell?",
                "count rut up 1% and spx down in 2025",
                goal: .answer(["held", "judged"]),
                hints: ["Two conditions: `rut up 1%` and `spx down`.", "count rut up 1% and … in 2025"],
                moral: "Days like that are what a rotation looks like."),
            Exercise(
                """
                `rut at high` is a record close over all history. `rut at 52w high` compares with the year before the session, \
                `at intraday high` uses highs rather than closes.
                """,
                task: "On which sessions of this year was rut at a 52-week high?", "when rut at 52w high ytd",
                goal: .answer(["session"]),
                hints: ["The verb lists sessions.", "when rut at … ytd"],
                moral: "Strictly above: a close that only equals the old high is none."),
            Exercise(
                "`first` and `last` give one session, and how long ago it was.",
                task: "When did rut last fall 5% or more on one day?", "last rut down 5%",
                goal: .answer(["session"]),
                hints: ["An amount may follow `down`.", "last rut down …"],
                moral: "`when rut down 5%` lists them all."),
            Exercise(
                """
                Levels are compared with `above`, `below`, or the signs > and <. `sma(rut, 50)` is the 50-day average; \
                `crosses above` is the day on which it went from below to above.
                """,
                task: "When, since 2020, did rut cross above its 200-day average?",
                "when rut crosses above sma(rut, 200) since 2020", goal: .answer(["session"]),
                hints: ["The average is `sma(rut, 200)`.", "when rut crosses above … since 2020"],
                moral: "It crosses often when it goes nowhere."),
            Exercise(
                "`by year` gives one row a year. `by month of year` would put all Januaries together.",
                task: "Year by year since 2020: on how many sessions was rut above its 200-day average?",
                "count rut above sma(rut, 200) by year since 2020", goal: .answer(["held", "judged"]),
                hints: [
                    "`count`, a level condition, `by year`, a window.", "count rut above sma(rut, 200) by … since 2020",
                ],
                moral: "Conditions can follow streak, count, when, first, last, where and after."),
        ])

    private static let comparing = Lesson(
        title: "Comparing",
        exercises: [
            Exercise(
                "`return` takes `by year` too.",
                task: "What did rut and spx return in each year since 2016?", "return rut, spx by year since 2016",
                hints: ["One query, two subjects, a bucket and a window.", "return rut, spx by …  since 2016"],
                moral: "Look for the years in which rut was ahead. `when rut over spx yearly` lists them."),
            Exercise(
                "`compare A with B` is a stat sheet: return, volatility, drawdown, beta, capture.",
                task: "Compare rut with spx since 2020.", "compare rut with spx since 2020",
                hints: ["The task is nearly the query.", "compare rut with … since 2020"],
                moral: "A beta above 1 and less to show for it."),
            Exercise(
                """
                A group is several symbols under one name: mag7 is loaded, {rut, spx} makes one on the spot. As a subject it makes \
                one row a member. Behind a | the table is worked on: `| sort by last desc`, `| top 3`.
                """,
                task: "The year's return of the members of mag7, best first.", "return mag7 ytd | sort by change desc",
                hints: ["The column is called `change`.", "return mag7 ytd | sort by … desc"],
                moral: "Pipes go from left to right; `top`, `where`, `select`, `plot` and `save` are others."),
            Exercise(
                """
                `rank GROUP by E` puts members in order of anything. `it` stands for the member: `rank mag7 by rsi(it, 14)`. \
                `return(it, 1y)` is its return over a year.
                """,
                task: "The three members of mag7 with the best three months.", "rank mag7 by return(it, 3m) top 3",
                goal: .answer(["symbol"]),
                hints: ["Three months are `3m`.", "rank mag7 by return(it, …) top 3"],
                moral: "The same works on sp500, five hundred at once."),
            Exercise(
                "`breadth GROUP` counts how many rose and how many fell. `wtd` is the week to date.",
                task: "As of 16 January 2026: how many of mag7 rose in that week, how many fell?",
                "breadth mag7 wtd as of 2026-01-16", goal: .answer(["up", "down"]),
                hints: ["Two clauses: `wtd`, and the day.", "breadth mag7 wtd as of …"],
                moral: "A paper wrote that all seven fell. Two did not."),
        ])
}
