import TapeEngine

/// The clauses. They follow the subject, in any order, each at most once.
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
                "A window limits which sessions are judged, not which are read: the first session is still compared with the close before it.",
                "A change over a span starts from the last close before it; from a single day, it starts from that day's own close. Verbs that judge sessions (count, mean, correlate) include that day.",
            ],
            sample: "since 1990",
            ["streak rut over spx since 1990", "return rut, spx since 2020", "return rut since 2025-12-31"]),
        clause(
            "until", "until D", "window: up to and including a date",
            ["A year, quarter or month ends with its last session."], sample: "until 1990",
            ["return rut until may 1996", "streak rut over spx since 1990 until 1999"]),
        clause(
            "from", "from D to D", "window: between two dates, both included",
            [], sample: "from 1990 to 1991",
            ["return rut, spx from 2025-12-31 to 2026-01-22", "count rut over spx from 2000 to 2009"]),
        clause(
            "in", "in SPAN", "window: one year, quarter or month, or a single day",
            [
                "A change is measured from the last close before the span. For a single day this is the day's own change."
            ],
            sample: "in 1990",
            ["return rut in may 1996", "count rut up 1% and spx down in 2025", "return rut, spx in 2025Q4"]),
        clause(
            "last", "last N d|w|m|q|y", "window: of that length, ending on the newest session",
            [
                "`last 14d` judges 14 sessions. `last 3 months` starts from the close on or before the same day three months earlier.",
                "On weekly or longer bars a span is measured between the ends of periods: `last 3 months` monthly is three bars.",
                "The answer always shows its start date: without it, news can often be read two ways.",
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
            "as", "as of D", "only data up to and including that session",
            [
                "What a newspaper could know on that day: `today`, records and running streaks are those of the date.",
                "Can be combined with a window. `set as_of 2026-01-15` applies it to every query.",
            ],
            sample: "as of 1990",
            ["streak rut over spx since 1990 as of 2026-01-15", "return rut, spx ytd as of 2025-12-12"]),
    ]

    private static let barClauses: [WordEntry] = [
        clause("daily", "daily", "bars: single sessions", [], ["streak rut over spx daily ytd"]),
        clause(
            "weekly", "weekly", "bars: ISO weeks, Monday to Sunday",
            [
                "Bars are built first, then everything runs on them: `rsi(rut, 14) weekly` is the RSI of weekly closes.",
                "An unfinished week is left out, with a note; `including partial` counts it.",
            ],
            ["streak rut over spx weekly since 2023-12 as of 2025-12-12", "rsi(rut, 14) weekly"]),
        clause(
            "monthly", "monthly", "bars: calendar months", ["An unfinished month is left out, with a note."],
            ["streak rut over spx monthly since 2000", "mean ret(rut) monthly by month of year since 1988"]),
        clause(
            "quarterly", "quarterly", "bars: calendar quarters",
            ["An unfinished quarter is left out, with a note."],
            ["mean ret(rut) quarterly since 2000", "when rut over spx quarterly since 2020"]),
        clause(
            "yearly", "yearly", "bars: calendar years", ["An unfinished year is left out, with a note."],
            ["last rut over spx yearly", "when rut over spx yearly since 2000"]),
    ]

    private static let otherClauses: [WordEntry] = [
        clause(
            "by", "by year|quarter|month|week|month of year|day of week", "one row per bucket",
            [
                "`by month` gives one row per calendar month; `by month of year` puts all Januaries together.",
                "`rank … by E` is the measure a group is ranked by, `over … by 0.5%` a margin, `| sort by …` a column.",
            ],
            sample: "by year",
            [
                "count rut over spx by year since 2015", "mean ret(rut) by month of year since 1988",
                "median ret(spx) by day of week since 2015",
            ]),
        clause(
            "where", "where COND", "only sessions that meet the condition",
            ["The others neither extend nor end a run. After a `|`, `where` selects rows instead."],
            sample: "where zz up",
            ["mean ret(rut) where spx down 1% since 2020", "count rut over spx where vix above 20 since 2020"]),
        clause(
            "after", "after COND", "events: the sessions on which the condition becomes true",
            [
                "One event per run. Used with `next`; `apart` keeps events at a distance.",
                "A condition on a group gives the events of each member; among the subjects, the group then means that member.",
            ], sample: "after zz up",
            [
                "return rut, spx next 1m, 3m, 1y after streak(rut over spx) reaches 10",
                "return rut next 1w, 1m after rut down 5%",
                "return mag7, spx next 1m after streak(mag7 over spx) reaches 5 since 2015",
            ]),
        clause(
            "next", "next 1m, 3m", "events: how far to look ahead from each event",
            [
                "Measured from the event's close to the last close on or before the same day that much later. Used with `after`.",
                "On weekly or longer bars: from the end of the event's period to the last bar whose period ends on or before that day.",
            ],
            sample: "next 1m",
            [
                "return rut, spx next 6m after fedfunds down",
                "return rut next 3m after rut at 52w low apart 3m",
            ]),
        clause(
            "apart", "apart 21d", "events: the minimum distance between two events",
            [
                "Without it, a week of falling prices counts as several events that share most of what follows.",
                "Counted from the last event kept: the next one is on or after the bar that ends a look-ahead of that length.",
            ],
            sample: "apart 3d",
            ["return rut next 3m after rut at 52w low apart 3m", "return spx next 1m after vix above 40 apart 21d"]),
        clause(
            "top", "top N", "the N highest rows, or the first N of a list in date order",
            [
                "Returns of several symbols and buckets are sorted by value; runs, drawdowns and ranks keep their order; a list in date order keeps it too. If equal rows are cut off, a note says how many.",
                "Without it, only the display is shortened: pipes and files get every row.",
            ],
            sample: "top 3",
            ["streak rut down since 2000 top 5", "rank mag7 by return(it, 3m) top 3", "return mag7 ytd top 3"]),
        clause(
            "bottom", "bottom N", "the N lowest rows, or the last N of a list in date order", [],
            sample: "bottom 3",
            ["rank sp500 by rsi(it, 14) bottom 5"]),
        clause(
            "including", "including partial", "also counts an unfinished week, month, quarter or year",
            [], sample: "including partial",
            ["streak rut over spx weekly including partial", "when rut over spx yearly since 2015 including partial"]),
    ]
}
