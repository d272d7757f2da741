/// The casebook: sentences that were published in December 2025 and January 2026, to be checked on the tape.
extension Curriculum {
    private static func item(
        _ headline: String, task: String, _ solution: String, goal: Exercise.Goal, hints: [String], moral: String,
        _ verdict: Case.Verdict, _ reason: String
    ) -> Case {
        Case(
            headline: headline,
            exercise: Exercise("", task: task, solution, goal: goal, hints: hints, moral: moral), verdict: verdict,
            reason: reason)
    }

    static let januaryCases: [Case] = [
        item(
            "The Russell 2000 beat the S&P 500 for a 14th consecutive session, the longest such streak since May 1996. (22 January 2026)",
            task: "How long was the run on that day, and when was the last one as long?",
            "streak rut over spx since 1990 as of 2026-01-22", goal: .answer(["length", "from", "state"], rows: 3),
            hints: [
                "The verb is `streak`, and the symbols are rut and spx.", "Look back far enough: since 1990.",
                "streak rut over spx since 1990 as of …",
            ],
            moral: "14, and the newest run at least as long ended on 1996-05-07.", .holds,
            "14 sessions, and the 16 before it ended in May 1996."),
        item(
            "It was ahead for 10 consecutive sessions, matching a record that has stood since 1990. (15 January 2026)",
            task: "How long was the run on that day, and what was the record since 1990?",
            "streak rut over spx since 1990 as of 2026-01-15", goal: .answer(["length", "from", "state"], rows: 6),
            hints: [
                "The same query on another day.", "`as of` shows what could be known then.",
                "streak rut over spx since 1990 as of …",
            ],
            moral: "10, and the table shows what came before.", .fails,
            "The 10 is right, the record is not: there were runs of 16, 13, 12 and 11."),
        item(
            "Small caps have beaten large caps on every trading day of the year so far. (22 January 2026)",
            task: "On how many of that year's sessions was rut ahead of spx?",
            "count rut over spx ytd as of 2026-01-22", goal: .answer(["held", "judged"]),
            hints: [
                "How many of how many: which verb is that?", "The year to date is `ytd`.",
                "count rut over spx ytd as of …",
            ],
            moral: "14 of 14.", .holds, "All 14 sessions, without a tie."),
        item(
            "The Russell 2000 closed up 0.8% on Thursday. (22 January 2026)",
            task: "What did rut return on that one session?", "return rut last 1d as of 2026-01-22",
            goal: .answer(["change"]),
            hints: ["One session is `last 1d`.", "`return` shows the change.", "return rut last 1d as of …"],
            moral: "+0.76%.", .holds, "0.76% rounds to 0.8%."),
        item(
            "It was the index's eighth record closing high of 2026. (22 January 2026)",
            task: "How many record closes did rut set in that year up to that day?",
            "count rut at high ytd as of 2026-01-22", goal: .answer(["held", "judged"]),
            hints: [
                "A record close is `at high`.", "Count them in the year to date.", "count rut at high ytd as of …",
            ],
            moral: "8 of 14 sessions.", .holds, "Eight: January 8, 9, 12, 14, 15, 16, 21 and 22."),
        item(
            "It is up 7.8% year to date, against 1.5% for the S&P 500. (15 January 2026)",
            task: "What had rut and spx returned in that year up to that day?", "return rut, spx ytd as of 2026-01-15",
            goal: .answer(["change"]),
            hints: [
                "Two subjects, one window.", "The window is `ytd`, and the day comes behind it.",
                "return rut, spx ytd as of …",
            ],
            moral: "+7.76% and +1.45%.", .holds, "Both round to the printed figures, the second only just."),
        item(
            "Targets of 2,861, 3,000 and 3,126 imply advances of 7%, 12.2% and 16.9%. (15 January 2026)",
            task: "What change from that day's close is each level?",
            "target rut to 2861, 3000, 3126 as of 2026-01-15", goal: .answer(["level", "change"]),
            hints: [
                "There is a verb for price targets: `help target`.", "Levels stand behind `to`, between commas.",
                "target rut to 2861, 3000, 3126 as of …",
            ],
            moral: "6.97%, 12.17% and 16.88%.", .holds, "From 2,674.56 they are what was printed, rounded."),
    ]

    static let otherCases: [Case] = [
        item(
            "Its relative strength index sits at 71, overbought territory. (15 January 2026)",
            task: "Where did the 14-session RSI of rut stand on that day?", "rsi(rut, 14) as of 2026-01-15",
            goal: .answer(["value"]),
            hints: [
                "It is a function: `help rsi`.", "A function can stand alone, with a clause behind it.",
                "rsi(rut, 14) as of …",
            ],
            moral: "71.18.", .holds, "71.18, and above 70 is what overbought means."),
        item(
            "The IWM fund is up more than 8% over three months, the QQQ 3.6%. (15 January 2026)",
            task: "What did iwm and qqq return over the three months to that day?",
            "return iwm, qqq last 3m as of 2026-01-15", goal: .answer(["change"]),
            hints: [
                "Three months are `last 3m`.",
                "Look at the column `from`, and try a day later too: from 2025-10-16 to 2026-01-15.",
                "return iwm, qqq last 3m as of …",
            ],
            moral: "+6.06% and +3.25% from 15 October. From the 16th it would be +8.34% and +3.63%.", .unclear,
            "It holds from the 16th and fails from the 15th, and the sentence does not say which day it counts from."),
        item(
            "Small caps beat the S&P 500 for a fourth straight week, tying the longest such stretch in two years. (12 December 2025)",
            task: "In weeks, since December 2023: how long was the run on that day, and how long were the others?",
            "streak rut over spx weekly since 2023-12 as of 2025-12-12", goal: .answer(["length", "from"], rows: 3),
            hints: [
                "`weekly` makes bars of weeks.", "Two years back is `since 2023-12`.",
                "streak rut over spx weekly since 2023-12 as of …",
            ],
            moral: "4, with others of 4.", .holds,
            "Four, as long as the runs that ended in September 2025 and December 2023."),
        item(
            "Small caps have not beaten the S&P 500 over a full year since 2020, and before that 2016. (December 2025)",
            task: "In which years since 2010 was rut ahead of spx?", "when rut over spx yearly since 2010",
            goal: .answer(["session"]),
            hints: ["`yearly` makes bars of years.", "`when` lists them.", "when rut over spx yearly since …"],
            moral: "The last ones are 2016 and 2020.", .holds, "2020, and 2016 before it."),
        item(
            "It was the first of the major indexes to return to a record high this month. (December 2025)",
            task: "Of rut, spx, ndx and dji: who was first at a record close in December 2025?",
            "first {rut, spx, ndx, dji} at high in 2025-12", goal: .answer(["symbol", "session"]),
            hints: [
                "A group in a condition makes one row a member: {rut, spx, …}.",
                "The verb says what you look for: `first`.",
                "first {rut, spx, ndx, dji} at high in …",
            ],
            moral: "RUT on 2025-12-04, the others a week later or not at all.", .holds,
            "A week ahead of SPX and DJI; NDX set no record in that month."),
        item(
            "More than 300 members of the S&P 500 rose this week, while all seven mega-caps fell. (16 January 2026)",
            task: "Of mag7, how many rose in that week and how many fell?", "breadth mag7 wtd as of 2026-01-16",
            goal: .answer(["up", "down"]),
            hints: [
                "There is a verb for it: `help breadth`.", "The week to date is `wtd`.", "breadth mag7 wtd as of …",
            ],
            moral: "2 rose, 5 fell.", .fails,
            "Alphabet and Nvidia rose. That of the 300 holds: `breadth sp500 wtd as of 2026-01-16`."),
        item(
            "There was an across-the-board selloff on Friday. (12 December 2025)",
            task: "Of rut, spx, ndx and dji, how many fell on that day?",
            "breadth {rut, spx, ndx, dji} last 1d as of 2025-12-12", goal: .answer(["up", "down"]),
            hints: [
                "`breadth` takes a group in braces.", "One session is `last 1d`.",
                "breadth {rut, spx, ndx, dji} last 1d as of …",
            ],
            moral: "4 of 4.", .holds, "All four fell."),
    ]
}
