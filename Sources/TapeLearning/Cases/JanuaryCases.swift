/// The first part of the cases: headlines about small caps from January 2026.
extension Curriculum {
    static let januaryCases: [Case] = [
        Case(
            "The fourteenth day",
            "The Russell 2000 beat the S&P 500 for a 14th consecutive session, the longest such streak since May 1996.",
            "22 January 2026",
            task: "How long was the run on that day, and when was the last run of that length before it?",
            "streak rut over spx since 1990 as of 2026-01-22", goal: .answer(["length", "from", "state"], rows: 3),
            hints: [
                "The verb is `streak`, the symbols are rut and spx.",
                "Look back far enough, `since 1990`, and add the day at the end.",
                "streak rut over spx since 1990 as of …",
            ],
            tape: "14 sessions; the latest earlier run of 14 or more had 16 sessions and ended on 1996-05-07.",
            .holds, "Both halves of the sentence are right: the 14, and May 1996."),
        Case(
            "A record since 1990",
            "It was ahead for 10 consecutive sessions, matching a record that has stood since 1990.",
            "15 January 2026",
            task: "How long was the run on that day, and what was the longest since 1990?",
            "streak rut over spx since 1990 as of 2026-01-15", goal: .answer(["length", "from", "state"], rows: 6),
            hints: [
                "It is the question of the first case, on a different day.",
                "`as of` shows what was known on a day.",
                "streak rut over spx since 1990 as of …",
            ],
            tape: "10 sessions; the table lists longer runs of 16, 13, 12, 12 and 11.",
            .fails,
            "The 10 is right and the record is not: the longest was 16, in 1996. Someone did not look far enough."),
        Case(
            "Every day of the year", "Small caps have beaten large caps on every trading day of the year so far.",
            "22 January 2026",
            task: "On how many of that year's sessions was rut ahead of spx?",
            "count rut over spx ytd as of 2026-01-22", goal: .answer(["held", "judged"]),
            hints: [
                "Which verb says how many of how many?", "The year to date is `ytd`.", "count rut over spx ytd as of …",
            ],
            tape: "14 of 14.", .holds, "All of them, and not one was a tie."),
        Case(
            "Up on Thursday", "The Russell 2000 closed up 0.8% on Thursday.", "22 January 2026",
            task: "What did rut return on that one session?", "return rut last 1d as of 2026-01-22",
            goal: .answer(["change"]),
            hints: ["`return` shows a change.", "One session is `last 1d`.", "return rut last 1d as of …"],
            tape: "+0.76%.", .holds, "0.76 rounds to 0.8. A rounded figure is not an error."),
        Case(
            "The eighth record", "It was the index's eighth record closing high of 2026.", "22 January 2026",
            task: "How many record closes had rut set in that year, up to that day?",
            "count rut at high ytd as of 2026-01-22", goal: .answer(["held", "judged"]),
            hints: [
                "A record close is `at high`.", "Count them in the year to date.", "count rut at high ytd as of …",
            ],
            tape: "8, on 14 sessions.", .holds,
            "January 8, 9, 12, 14, 15, 16, 21 and 22: `when` instead of `count` lists them."),
        Case(
            "Closing and intraday", "It set all-time closing and intraday highs on Thursday.", "15 January 2026",
            task: "Did rut set both kinds of record on that one session? One query can ask for both.",
            "when rut at high and rut at intraday high last 1d as of 2026-01-15",
            goal: .answer(["session", "rut", "rut.high"]),
            hints: [
                "The two conditions are `rut at high` and `rut at intraday high`.",
                "Join them with `and`; the session is `last 1d`.",
                "when rut at high and … last 1d as of 2026-01-15",
            ],
            tape: "Both held on 2026-01-15: a close of 2,674.56 and a high of 2,684.50.", .holds,
            "No earlier close was higher, and no earlier intraday high."),
        Case(
            "Year to date", "It is up 7.8% year to date, against 1.5% for the S&P 500.", "15 January 2026",
            task: "What had rut and spx returned in that year up to that day?", "return rut, spx ytd as of 2026-01-15",
            goal: .answer(["symbol", "change"], anyOrder: true),
            hints: [
                "Two symbols and one window.", "The window is `ytd`; add the day with `as of`.",
                "return rut, spx ytd as of …",
            ],
            tape: "+7.76% and +1.45%.", .holds,
            """
            The first rounds to the printed figure. The second is 1.446 before rounding: 1.45, and 1.5 only if you round twice. \
            That is close enough.
            """),
        Case(
            "Targets", "Targets of 2,861, 3,000 and 3,126 imply advances of 7%, 12.2% and 16.9%.", "15 January 2026",
            task: "How far from that day's close of rut is each level?",
            "target rut to 2861, 3000, 3126 as of 2026-01-15", goal: .answer(["level", "change"]),
            hints: [
                "There is a verb for it: `help target`.", "The levels come after `to`, separated by commas.",
                "target rut to 2861, 3000, 3126 as of …",
            ],
            tape: "6.97%, 12.17% and 16.88% from 2,674.56.", .holds,
            "The arithmetic is right. Whether the targets will be reached is another question."),
        Case(
            "Overbought", "Its relative strength index sits at 71, overbought territory.", "15 January 2026",
            task: "What was the 14-session RSI of rut on that day?", "rsi(rut, 14) as of 2026-01-15",
            goal: .answer(["session", "value"]),
            hints: [
                "It is a function: `help rsi`.", "A function can be a query by itself, followed by a clause.",
                "rsi(rut, 14) as of …",
            ],
            tape: "71.18.", .holds, "And above 70 is called overbought."),
        Case(
            "Three months", "The IWM fund is up more than 8% over three months, the QQQ 3.6%.", "15 January 2026",
            task: "What did iwm and qqq return over the three months to that day?",
            "return iwm, qqq last 3m as of 2026-01-15", goal: .answer(["symbol", "change"], anyOrder: true),
            hints: [
                "Three months are `last 3m`.",
                "The column `from` shows the base. Before you decide, try the next day too: `from 2025-10-16 to 2026-01-15`.",
                "return iwm, qqq last 3m as of …",
            ],
            tape: "+6.06% and +3.25% from 15 October. From the 16th it would be +8.34% and +3.63%.", .unclear,
            "From the 15th the sentence fails, from the 16th it holds, and it does not say which start it uses."),
        Case(
            "Seven against five hundred",
            "More than 300 members of the S&P 500 rose this week, while all seven mega-caps fell.", "16 January 2026",
            task: "How many members of mag7 rose in that week, and how many fell?", "breadth mag7 wtd as of 2026-01-16",
            goal: .answer(["up", "down"]),
            hints: [
                "The verb that counts up and down: `help breadth`.", "The week to date is `wtd`.",
                "breadth mag7 wtd as of …",
            ],
            tape: "2 of the seven rose, 5 fell.", .fails,
            """
            Alphabet and Nvidia rose. The 300 is right: `breadth sp500 wtd as of 2026-01-16`. If one half is wrong, the \
            sentence is wrong.
            """),
        Case(
            "Mega-caps behind", "The Magnificent Seven have lagged the market in January.", "22 January 2026",
            task: "What had `basket(mag7)`, with equal weights, and spx returned in that January, up to that day?",
            "return basket(mag7), spx in 2026-01 as of 2026-01-22", goal: .answer(["change"], anyOrder: true),
            hints: [
                "`basket(mag7)` is a series: all seven, equally weighted.", "A month is a window: `in 2026-01`.",
                "return basket(mag7), spx in 2026-01 as of …",
            ],
            tape: "-1.78% against +0.99%.", .holds, "By 2.77 points, although the month was not over."),
        Case(
            "Relative strength", "Small caps show improving relative strength against the S&P 500.", "15 January 2026",
            task: "On which sessions of the year to that day was rut / spx at a 52-week high?",
            "when rut / spx at 52w high last 1y as of 2026-01-15", goal: .answer(["session"]),
            hints: [
                "The ratio of two prices is a series: `rut / spx`.", "A series can be `at 52w high`, like a symbol.",
                "when rut / spx at 52w high last 1y as of …",
            ],
            tape: "2026-01-14 and 2026-01-15, and on no other session of that year.", .holds,
            "The ratio was at its highest in a year on exactly that day."),
        Case(
            "What followed", "Such a streak has preceded years of outperformance by small caps.", "15 January 2026",
            task: """
                What did rut and spx return in the 1 and 3 years after `streak(rut over spx)` had reached 10, as far as could be known \
                on that day?
                """,
            "return rut, spx next 1y, 3y after streak(rut over spx) reaches 10 as of 2026-01-15",
            goal: .answer(["event", "rut 1y", "spx 1y", "rut 3y", "spx 3y"]),
            hints: [
                "Forward windows are `next 1y, 3y`, and their event comes after `after`.",
                "The event is `streak(rut over spx) reaches 10`.",
                "return rut, spx next 1y, 3y after streak(rut over spx) reaches … as of 2026-01-15",
            ],
            tape: "Seven runs. After three years rut was ahead of spx in six of them, after one year in three.",
            .unclear,
            """
            After three years mostly yes, after one year no. But seven runs are few, three of them are within eighteen months, and \
            the sample is made up between published figures: check this one with your own data.
            """),
    ]
}
