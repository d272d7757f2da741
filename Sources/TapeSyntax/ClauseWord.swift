/// A kind of clause: a query has at most one of each, and a verb says which kinds it takes.
package final class ClauseKind: Sendable {
    /// The kind as errors list it.
    package let words: String
    /// The spelling of its clauses, for help.
    package let spelling: String

    package init(_ words: String, spelling: String) {
        self.words = words
        self.spelling = spelling
    }

    package static let window = ClauseKind(
        "a window (`since 2020`, `ytd`)", spelling: "since, until, from … to, in, last, ytd")
    package static let asOf = ClauseKind("`as of`", spelling: "as of")
    package static let frequency = ClauseKind(
        "`weekly` and similar", spelling: "weekly, monthly, quarterly, yearly")
    package static let bucket = ClauseKind("`by year` and similar", spelling: "by year, by month of year …")
    package static let filter = ClauseKind("`where`", spelling: "where")
    package static let after = ClauseKind("`after`", spelling: "after")
    package static let next = ClauseKind("`next`", spelling: "next")
    package static let apart = ClauseKind("`apart`", spelling: "apart")
    package static let rows = ClauseKind("`top` and `bottom`", spelling: "top, bottom")
    package static let partial = ClauseKind("`including partial`", spelling: "including partial")
}

extension ClauseKind: Hashable {
    package static func == (left: ClauseKind, right: ClauseKind) -> Bool { left === right }

    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// What follows the word of a clause.
package enum ClauseShape: Sendable {
    /// Nothing: `ytd`, `weekly`.
    case word
    /// `since D`
    case date
    /// `from D to D`
    case range
    /// `as of D`
    case asOf
    /// `last 3m`
    case length
    /// `next 1m, 3m`
    case lengths
    /// `where COND`
    case condition
    /// `top N`
    case rows
    /// `by year`
    case bucket
    /// `including partial`
    case partial
}

/// A word that begins a clause, with everything about it. The parser, errors, `help`, completion, the reference pages
/// and the highlighters read this; what the clause does is in its row of `ClauseEffect.standard`.
package final class ClauseWord: LanguageWord {
    /// The end of the window that the clause sets, if it sets only one. Two clauses that set different ends may be
    /// combined.
    package enum End: Sendable { case first, last }

    package let name: String
    package let kind: ClauseKind
    package let shape: ClauseShape
    /// `since D`
    package let signature: String
    /// One line, no full stop.
    package let doc: String
    /// More about it, one paragraph per entry.
    package let notes: [String]
    /// At most three queries that run on the sample market as typed.
    package let examples: [String]
    /// What an error's hint inserts if nothing follows the word: `1990`. Empty if the word needs nothing after it.
    package let insertion: String
    package let end: End?

    package init(
        _ name: String, _ kind: ClauseKind, _ shape: ClauseShape, signature: String, doc: String,
        notes: [String] = [], examples: [String], insertion: String = "", end: End? = nil
    ) {
        self.name = name
        self.kind = kind
        self.shape = shape
        self.signature = signature
        self.doc = doc
        self.notes = notes
        self.examples = examples
        self.insertion = insertion
        self.end = end
    }

    /// A whole clause, with which completion tests whether it is valid at a place.
    package var sample: String {
        switch shape {
        case .word: name
        case .asOf: "\(name) of \(insertion)"
        default: "\(name) \(insertion)"
        }
    }
}

extension ClauseWord: Hashable {
    package static func == (left: ClauseWord, right: ClauseWord) -> Bool { left === right }

    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

package typealias Clauses = WordList<ClauseWord>

extension Clauses {
    /// The kinds of these clauses, each once.
    package var kinds: [ClauseKind] {
        var seen: Set<ClauseKind> = []
        return all.map(\.kind).filter { seen.insert($0).inserted }
    }
}

// MARK: Windows

extension ClauseWord {
    package static let since = ClauseWord(
        "since", .window, .date, signature: "since D", doc: "window: from a date to the newest session",
        notes: [
            "A year, quarter or month begins with its first session; with `until` it makes one window.",
            """
            A window limits which sessions are judged, not which are read: the first session is still compared with \
            the close before it.
            """,
            """
            A change over a span starts from the last close before it; from a single day, it starts from that day's \
            own close. Verbs that judge sessions (count, mean, correlate) include that day.
            """,
        ],
        examples: ["streak rut over spx since 1990", "return rut, spx since 2020", "return rut since 2025-12-31"],
        insertion: "1990", end: .first)

    package static let until = ClauseWord(
        "until", .window, .date, signature: "until D", doc: "window: up to and including a date",
        notes: ["A year, quarter or month ends with its last session."],
        examples: ["return rut until may 1996", "streak rut over spx since 1990 until 1999"],
        insertion: "2026-01-22", end: .last)

    package static let from = ClauseWord(
        "from", .window, .range, signature: "from D to D", doc: "window: between two dates, both included",
        examples: ["return rut, spx from 2025-12-31 to 2026-01-22", "count rut over spx from 2000 to 2009"],
        insertion: "2025-12-31 to 2026-01-22")

    package static let `in` = ClauseWord(
        "in", .window, .date, signature: "in SPAN", doc: "window: one year, quarter or month, or a single day",
        notes: [
            """
            A change is measured from the last close before the span. For a single day this is the day's own change.
            """
        ],
        examples: [
            "return rut in may 1996", "count rut up 1% and spx down in 2025", "return rut, spx in 2025Q4",
        ],
        insertion: "2025")

    package static let last = ClauseWord(
        "last", .window, .length, signature: "last N d|w|m|q|y",
        doc: "window: of that length, ending on the newest session",
        notes: [
            """
            `last 14d` judges 14 sessions. `last 3 months` starts from the close on or before the same day three \
            months earlier.
            """,
            """
            On weekly or longer bars a span is measured between the ends of periods: `last 3 months` monthly is three \
            bars.
            """,
            """
            The answer always shows its start date: without it, news can often be read two ways.
            """,
        ],
        examples: [
            "return rut last 3 months", "return iwm, qqq last 3 months as of 2026-01-15", "show rut, spx last 10d",
        ],
        insertion: "3 months")

    package static let ytd = ClauseWord(
        "ytd", .window, .word, signature: "ytd", doc: "window: the year to date, from the last close before it",
        examples: ["return rut, spx ytd", "count rut over spx ytd", "return mag7 ytd | sort by change desc"])

    package static let qtd = ClauseWord(
        "qtd", .window, .word, signature: "qtd", doc: "window: the quarter to date, from the last close before it",
        examples: ["return rut, spx qtd", "count rut up qtd"])

    package static let mtd = ClauseWord(
        "mtd", .window, .word, signature: "mtd", doc: "window: the month to date, from the last close before it",
        examples: ["return rut, spx mtd", "count rut up mtd"])

    package static let wtd = ClauseWord(
        "wtd", .window, .word, signature: "wtd", doc: "window: the week to date, from the last close before it",
        examples: ["return rut, spx wtd", "breadth sp500 wtd"])

    package static let `as` = ClauseWord(
        "as", .asOf, .asOf, signature: "as of D",
        doc: "only data up to and including that session",
        notes: [
            """
            What a newspaper could know on that day: `today`, records and running streaks are those of the date.
            """,
            "Can be combined with a window. `set as_of 2026-01-15` applies it to every query.",
        ],
        examples: ["streak rut over spx since 1990 as of 2026-01-15", "return rut, spx ytd as of 2025-12-12"],
        insertion: "2026-01-15")
}

// MARK: Bars

extension ClauseWord {
    package static let daily = ClauseWord(
        "daily", .frequency, .word, signature: "daily", doc: "bars: single sessions",
        examples: ["streak rut over spx daily ytd"])

    package static let weekly = ClauseWord(
        "weekly", .frequency, .word, signature: "weekly", doc: "bars: ISO weeks, Monday to Sunday",
        notes: [
            "Bars are built first, then everything runs on them: `rsi(rut, 14) weekly` is the RSI of weekly closes.",
            "An unfinished week is left out, with a note; `including partial` counts it.",
        ],
        examples: ["streak rut over spx weekly since 2023-12 as of 2025-12-12", "rsi(rut, 14) weekly"])

    package static let monthly = ClauseWord(
        "monthly", .frequency, .word, signature: "monthly", doc: "bars: calendar months",
        notes: ["An unfinished month is left out, with a note."],
        examples: ["streak rut over spx monthly since 2000", "mean ret(rut) monthly by month of year since 1988"])

    package static let quarterly = ClauseWord(
        "quarterly", .frequency, .word, signature: "quarterly", doc: "bars: calendar quarters",
        notes: ["An unfinished quarter is left out, with a note."],
        examples: ["mean ret(rut) quarterly since 2000", "when rut over spx quarterly since 2020"])

    package static let yearly = ClauseWord(
        "yearly", .frequency, .word, signature: "yearly", doc: "bars: calendar years",
        notes: ["An unfinished year is left out, with a note."],
        examples: ["last rut over spx yearly", "when rut over spx yearly since 2000"])
}

// MARK: Others

extension ClauseWord {
    package static let by = ClauseWord(
        "by", .bucket, .bucket, signature: "by year|quarter|month|week|month of year|day of week",
        doc: "one row per bucket",
        notes: [
            "`by month` gives one row per calendar month; `by month of year` puts all Januaries together.",
            """
            `rank … by E` is the measure a group is ranked by, `over … by 0.5%` a margin, `| sort by …` a column.
            """,
        ],
        examples: [
            "count rut over spx by year since 2015", "mean ret(rut) by month of year since 1988",
            "median ret(spx) by day of week since 2015",
        ],
        insertion: "year")

    package static let `where` = ClauseWord(
        "where", .filter, .condition, signature: "where COND",
        doc: "only sessions that meet the condition",
        notes: ["The others neither extend nor end a run. After a `|`, `where` selects rows instead."],
        examples: [
            "mean ret(rut) where spx down 1% since 2020", "count rut over spx where vix above 20 since 2020",
        ],
        insertion: "spx down")

    package static let after = ClauseWord(
        "after", .after, .condition, signature: "after COND",
        doc: "events: the sessions on which the condition becomes true",
        notes: [
            "One event per run. Used with `next`; `apart` keeps events at a distance.",
            """
            A condition on a group gives the events of each member; among the subjects, the group then means that \
            member.
            """,
        ],
        examples: [
            "return rut, spx next 1m, 3m, 1y after streak(rut over spx) reaches 10",
            "return rut next 1w, 1m after rut down 5%",
            "return mag7, spx next 1m after streak(mag7 over spx) reaches 5 since 2015",
        ],
        insertion: "rut at 52w high")

    package static let next = ClauseWord(
        "next", .next, .lengths, signature: "next 1m, 3m", doc: "events: how far to look ahead from each event",
        notes: [
            """
            Measured from the event's close to the last close on or before the same day that much later. Used with \
            `after`.
            """,
            """
            On weekly or longer bars: from the end of the event's period to the last bar whose period ends on or \
            before that day.
            """,
        ],
        examples: ["return rut, spx next 6m after fedfunds down", "return rut next 3m after rut at 52w low apart 3m"],
        insertion: "3m")

    package static let apart = ClauseWord(
        "apart", .apart, .length, signature: "apart 21d", doc: "events: the minimum distance between two events",
        notes: [
            """
            Without it, a week of falling prices counts as several events that share most of what follows.
            """,
            """
            Counted from the last event kept: the next one is on or after the bar that ends a look-ahead of that length.
            """,
        ],
        examples: [
            "return rut next 3m after rut at 52w low apart 3m", "return spx next 1m after vix above 40 apart 21d",
        ],
        insertion: "21d")

    package static let top = ClauseWord(
        "top", .rows, .rows, signature: "top N",
        doc: "the N highest rows, or the first N of a list in date order",
        notes: [
            """
            Returns of several symbols and buckets are sorted by value; runs, drawdowns and ranks keep their order; a \
            list in date order keeps it too. If equal rows are cut off, a note says how many.
            """,
            "Without it, only the display is shortened: pipes and files get every row.",
        ],
        examples: [
            "streak rut down since 2000 top 5", "rank mag7 by return(it, 3m) top 3", "return mag7 ytd top 3",
        ],
        insertion: "5")

    package static let bottom = ClauseWord(
        "bottom", .rows, .rows, signature: "bottom N",
        doc: "the N lowest rows, or the last N of a list in date order",
        examples: ["rank sp500 by rsi(it, 14) bottom 5"], insertion: "5")

    package static let including = ClauseWord(
        "including", .partial, .partial, signature: "including partial",
        doc: "also counts an unfinished week, month, quarter or year",
        examples: [
            "streak rut over spx weekly including partial",
            "when rut over spx yearly since 2015 including partial",
        ],
        insertion: "partial")
}
