import TapeEngine

/// The clauses. They stand behind the subject, in any order, each at most once.
extension WordTable {
    package static let clauses: [WordEntry] = windowClauses + barClauses + otherClauses

    private static func clause(
        _ word: String, _ signature: String, _ doc: String, _ more: [String] = [], sample: String = "",
        _ examples: [String]
    ) -> WordEntry {
        WordEntry(.clause, word, signature, doc, more, examples: examples, sample: sample)
    }

    private static let windowClauses: [WordEntry] = [
        clause(
            "since", "since D", "window: from a date to the newest session",
            [
                "A year, quarter or month begins with its first session; with `until` it makes one window.",
                "A window judges, it does not load: the first session is still compared with the close before it.",
                "For a change, a span starts from the last close before it, a single day from that day's own close. What judges sessions (count, mean, correlate) judges that day too.",
            ],
            sample: "since 1990",
            ["streak rut over spx since 1990", "return rut, spx since 2020", "return rut since 2025-12-31"]),
        clause(
            "until", "until D", "window: up to a date, that day included",
            ["A year, quarter or month ends with its last session."], sample: "until 1990",
            ["return rut until may 1996", "streak rut over spx since 1990 until 1999"]),
        clause(
            "from", "from D to D", "window: between two dates, both included",
            [], sample: "from 1990 to 1991",
            ["return rut, spx from 2025-12-31 to 2026-01-22", "count rut over spx from 2000 to 2009"]),
        clause(
            "in", "in SPAN", "window: one year, quarter or month, or a single day",
            [
                "A change is counted from the last close before the span, of a single day too: that is the day's own change."
            ],
            sample: "in 1990",
            ["return rut in may 1996", "count rut up 1% and spx down in 2025", "return rut, spx in 2025Q4"]),
        clause(
            "last", "last N d|w|m|q|y", "window: that long, ending on the newest session",
            [
                "`last 14d` judges 14 sessions. `last 3 months` starts from the close on or before the same day three months earlier.",
                "On weekly or longer bars a span is measured between the ends of periods: `last 3 months` monthly is three bars.",
                "The answer always shows the date it counts from: news that leaves it out can often be read two ways.",
            ],
            sample: "last 3m",
            ["return rut last 3 months", "return iwm, qqq last 3 months as of 2026-01-15", "show rut, spx last 10d"]),
        clause(
            "ytd", "ytd", "window: the year to date, from the last close before it",
            [], ["return rut, spx ytd", "count rut over spx ytd", "return mag7 ytd | sort by change desc"]),
        clause(
            "qtd", "qtd", "window: the quarter to date, from the last close before it", [],
            ["return rut, spx qtd", "count rut up qtd"]),
        clause(
            "mtd", "mtd", "window: the month to date, from the last close before it", [],
            ["return rut, spx mtd", "count rut up mtd"]),
        clause(
            "wtd", "wtd", "window: the week to date, from the last close before it", [],
            ["return rut, spx wtd", "breadth sp500 wtd"]),
        clause(
            "as", "as of D", "the store as it stood after that session: nothing later exists",
            [
                "What the paper could know on its own day: `today`, records and running streaks are those of the date.",
                "Comes on top of a window. `set as_of 2026-01-15` puts it under every query.",
            ],
            sample: "as of 1990",
            ["streak rut over spx since 1990 as of 2026-01-15", "return rut, spx ytd as of 2025-12-12"]),
    ]

    private static let barClauses: [WordEntry] = [
        clause("daily", "daily", "bars: sessions, as they come", [], ["streak rut over spx daily ytd"]),
        clause(
            "weekly", "weekly", "bars: ISO weeks, Monday to Sunday",
            [
                "Bars are built first, then everything runs on them: `rsi(rut, 14) weekly` is the RSI of weekly closes.",
                "A week that is not over is left out, and a note says so; `including partial` counts it.",
            ],
            ["streak rut over spx weekly since 2023-12 as of 2025-12-12", "rsi(rut, 14) weekly"]),
        clause(
            "monthly", "monthly", "bars: calendar months", ["A month that is not over is left out, with a note."],
            ["streak rut over spx monthly since 2000", "mean ret(rut) monthly by month of year since 1988"]),
        clause(
            "quarterly", "quarterly", "bars: calendar quarters",
            ["A quarter that is not over is left out, with a note."],
            ["mean ret(rut) quarterly since 2000", "when rut over spx quarterly since 2020"]),
        clause(
            "yearly", "yearly", "bars: calendar years", ["A year that is not over is left out, with a note."],
            ["last rut over spx yearly", "when rut over spx yearly since 2000"]),
    ]

    private static let otherClauses: [WordEntry] = [
        clause(
            "by", "by year|quarter|month|week|month of year|day of week", "one answer a bucket",
            [
                "`by month` is one row a month of the calendar; `by month of year` puts all Januaries together.",
                "`rank … by E` is the measure a group is ranked by, `over … by 0.5%` a margin, `| sort by …` a column.",
            ],
            sample: "by year",
            [
                "count rut over spx by year since 2015", "mean ret(rut) by month of year since 1988",
                "median ret(spx) by day of week since 2015",
            ]),
        clause(
            "where", "where COND", "only sessions on which the condition held are judged",
            ["The others neither extend nor end a run. Behind a `|`, `where` chooses rows instead."],
            sample: "where zz up",
            ["mean ret(rut) where spx down 1% since 2020", "count rut over spx where vix above 20 since 2020"]),
        clause(
            "after", "after COND", "events: look ahead from each session on which the condition began to hold",
            [
                "One event a run. Goes with `next`; `apart` keeps events at a distance.",
                "A condition on a group has the events of each member: the group stands for that member among the subjects too.",
            ], sample: "after zz up",
            [
                "return rut, spx next 1m, 3m, 1y after streak(rut over spx) reaches 10",
                "return rut next 1w, 1m after rut down 5%",
                "return mag7, spx next 1m after streak(mag7 over spx) reaches 5 since 2015",
            ]),
        clause(
            "next", "next 1m, 3m", "events: how far to look ahead from each one",
            [
                "From the event's close to the last close on or before the same day that much later. Goes with `after`.",
                "On weekly or longer bars to the last bar whose period ends on or before that day, from the end of the event's own.",
            ],
            sample: "next 1m",
            [
                "return rut, spx next 6m after fedfunds down",
                "return rut next 3m after rut at 52w low apart 3m",
            ]),
        clause(
            "apart", "apart 21d", "events: the least distance between two of them",
            [
                "Without it a week of falling prices counts as several events, and they share most of what follows.",
                "Counted from the last event kept: the next is on or after the bar where its look-ahead of that length ends.",
            ],
            sample: "apart 3d",
            ["return rut next 3m after rut at 52w low apart 3m", "return spx next 1m after vix above 40 apart 21d"]),
        clause(
            "top", "top N", "the N highest rows, or the first N of a list in order of date",
            [
                "`return` of several symbols and buckets are put in order of their figure; runs, falls and ranks have their order, and what stands in order of date is cut as it stands. A cut through equal rows says how many it leaves out.",
                "Without it only the display is trimmed: pipes and files get every row.",
            ],
            sample: "top 3",
            ["streak rut down since 2000 top 5", "rank mag7 by return(it, 3m) top 3", "return mag7 ytd top 3"]),
        clause(
            "bottom", "bottom N", "the N lowest rows, or the last N of a list in order of date", [],
            sample: "bottom 3",
            ["rank sp500 by rsi(it, 14) bottom 5"]),
        clause(
            "including", "including partial", "also counts a week, month, quarter or year that is not over",
            [], sample: "including partial",
            ["streak rut over spx weekly including partial", "when rut over spx yearly since 2015 including partial"]),
    ]
}
