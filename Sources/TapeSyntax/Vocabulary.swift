/// The verbs: one row each. The parser, `help`, completion, the reference pages and the highlighters read this table; how a
/// verb resolves and answers stands in its file under `TapeEngine/Verbs`.
public enum Verb: String, Sendable, CaseIterable {
    case streak, odds, summary, when, count, first, last
    case `return`
    case compare, show, mean, median, sum, min, max, stdev
    case rank, breadth, drawdown, target, correlate, plot, describe
}

/// What stands between a verb and its clauses.
public enum VerbShape: Sendable {
    /// One condition.
    case condition
    /// One expression.
    case one
    /// One or more expressions between commas.
    case list
    /// `S with S`
    case pair
    /// `GROUP by E`
    case rank
    /// `GROUP [COND]`
    case breadth
    /// `S to N, N…`
    case target
}

/// The kinds of clause, as a verb says which it takes.
public enum ClauseKind: String, Sendable, CaseIterable {
    case window, asOf, frequency, bucket, filter, after, next, apart, rows, partial

    /// As an error lists them.
    public var words: String {
        switch self {
        case .window: "a window (`since 2020`, `ytd`)"
        case .asOf: "`as of`"
        case .frequency: "`weekly` and the like"
        case .bucket: "`by year` and the like"
        case .filter: "`where`"
        case .after: "`after`"
        case .next: "`next`"
        case .apart: "`apart`"
        case .rows: "`top` and `bottom`"
        case .partial: "`including partial`"
        }
    }
}

public struct VerbEntry: Sendable {
    public let verb: Verb
    public let shape: VerbShape
    public let clauses: [ClauseKind]
    /// `streak COND`
    public let signature: String
    /// One line, no full stop: what it answers.
    public let doc: String
    /// Two queries that run on the sample as they stand.
    public let examples: [String]
}

extension Verb {
    public var entry: VerbEntry { Verb.entries.first { $0.verb == self }! }

    public var shape: VerbShape { entry.shape }

    private static let judging: [ClauseKind] = [.window, .asOf, .frequency, .filter, .partial, .rows]
    private static let reading: [ClauseKind] = [.window, .asOf, .frequency, .partial, .rows]
    /// One row, or one a member: there is nothing to cut.
    private static let finding: [ClauseKind] = [.window, .asOf, .frequency, .filter, .partial]

    /// In the order in which `help` lists them.
    public static let entries: [VerbEntry] = [
        VerbEntry(
            verb: .streak, shape: .condition, clauses: judging, signature: "streak COND",
            doc: "the running (or last) run of sessions on which COND held, and the longest runs",
            examples: ["streak rut over spx since 1990", "streak rut down since 2000 top 5"]),
        VerbEntry(
            verb: .odds, shape: .condition, clauses: judging, signature: "odds COND",
            doc: "how often a run that reached the present length went on one more, and the distribution of lengths",
            examples: ["odds rut over spx since 1990", "odds rut up weekly since 2000"]),
        VerbEntry(
            verb: .summary, shape: .one, clauses: [.asOf], signature: "summary S",
            doc:
                "one page on a symbol: last, returns, 52-week range, drawdown, volatility, RSI, running streak, records",
            examples: ["summary rut", "summary spx as of 2020-03-23"]),
        VerbEntry(
            verb: .when, shape: .condition, clauses: judging, signature: "when COND",
            doc: "the sessions on which COND held, with the subjects' values",
            examples: ["when rut at 52w high ytd", "when rut up 3% since 2020"]),
        VerbEntry(
            verb: .count, shape: .condition, clauses: judging + [.bucket], signature: "count COND",
            doc: "on how many sessions COND held, of how many judged, and the share",
            examples: ["count rut over spx by year since 2015", "count rut up 1% and spx down in 2025"]),
        VerbEntry(
            verb: .first, shape: .condition, clauses: finding, signature: "first COND",
            doc: "the first session on which COND held, and how long ago; over a group, one row a member",
            examples: ["first rut at high in 2026", "first rut up 5% since 2020"]),
        VerbEntry(
            verb: .last, shape: .condition, clauses: finding, signature: "last COND",
            doc: "the newest session on which COND held, and how long ago; over a group, one row a member",
            examples: ["last rut over spx yearly", "last rut down 5%"]),
        VerbEntry(
            verb: .return, shape: .list, clauses: reading + [.bucket, .after, .next, .apart],
            signature: "return S, S…",
            doc: "the change over the window, one row a subject; with next and after, an event study",
            examples: ["return rut, spx ytd", "return rut, spx from 2025-12-31 to 2026-01-22"]),
        VerbEntry(
            verb: .compare, shape: .pair, clauses: [.window, .asOf, .frequency, .partial],
            signature: "compare S with S",
            doc: "a stat sheet of one against the other: return, volatility, Sharpe, drawdown, beta, capture, hit rate",
            examples: ["compare rut with spx since 2020", "compare rut with spx weekly since 2015"]),
        VerbEntry(
            verb: .show, shape: .list, clauses: judging, signature: "show E, E…",
            doc: "values session by session",
            examples: ["show rut, rut / spx last 10d", "show rut, rsi(rut, 14) weekly last 3 months"]),
        VerbEntry(
            verb: .mean, shape: .one, clauses: judging + [.bucket], signature: "mean E",
            doc: "the arithmetic mean of E over the window, or one a bucket",
            examples: ["mean ret(rut) by month of year since 1988", "mean ret(rut) where spx down since 2020"]),
        VerbEntry(
            verb: .median, shape: .one, clauses: judging + [.bucket], signature: "median E",
            doc: "the median of E over the window, or one a bucket",
            examples: [
                "median ret(spx) where rut over spx by day of week since 2015", "median ret(rut) weekly since 2000",
            ]),
        VerbEntry(
            verb: .sum, shape: .one, clauses: judging + [.bucket], signature: "sum E",
            doc: "the sum of E over the window, or one a bucket",
            examples: ["sum ret(rut) by year since 2020", "sum ret(rut) - ret(spx) ytd"]),
        VerbEntry(
            verb: .min, shape: .one, clauses: judging + [.bucket], signature: "min E",
            doc: "the smallest value of E over the window, or one a bucket",
            examples: ["min rut by year since 2015", "min ret(rut) since 2000"]),
        VerbEntry(
            verb: .max, shape: .one, clauses: judging + [.bucket], signature: "max E",
            doc: "the largest value of E over the window, or one a bucket",
            examples: ["max rut by year since 2015", "max ret(rut) since 2000"]),
        VerbEntry(
            verb: .stdev, shape: .one, clauses: judging + [.bucket], signature: "stdev E",
            doc: "the sample standard deviation of E over the window, or one a bucket",
            examples: ["stdev ret(rut) by year since 2015", "stdev ret(rut) - ret(spx) since 2020"]),
        VerbEntry(
            verb: .rank, shape: .rank, clauses: [.window, .asOf, .frequency, .filter, .rows, .partial],
            signature: "rank GROUP by E",
            doc: "the members of a group in order of E; `it` is the member",
            examples: ["rank {rut, spx} by return(it, 3m)", "rank {rut, spx} by rsi(it, 14) top 1"]),
        VerbEntry(
            verb: .breadth, shape: .breadth, clauses: [.window, .asOf, .frequency, .filter, .partial],
            signature: "breadth GROUP [COND]",
            doc: "how many of the members were up, down, unchanged, or met the condition on `it`",
            examples: ["breadth {rut, spx} ytd", "breadth {rut, spx} it at 52w high ytd"]),
        VerbEntry(
            verb: .drawdown, shape: .list, clauses: reading, signature: "drawdown S",
            doc: "the deepest peak-to-trough falls of the closes: depth, peak, trough, recovery",
            examples: ["drawdown rut since 1990 top 5", "drawdown rut, spx since 2020"]),
        VerbEntry(
            verb: .target, shape: .target, clauses: [.asOf], signature: "target S to N, N…",
            doc: "what change from the last close each level would be",
            examples: ["target rut to 2861, 3000, 3126", "target spx to 7000 as of 2026-01-15"]),
        VerbEntry(
            verb: .correlate, shape: .list, clauses: [.window, .asOf, .frequency, .filter, .partial],
            signature: "correlate S, S…",
            doc: "the correlation matrix of the period returns",
            examples: ["correlate rut, spx weekly since 2020", "correlate rut, spx ytd"]),
        VerbEntry(
            verb: .plot, shape: .list, clauses: [.window, .asOf, .frequency, .partial], signature: "plot E, E…",
            doc: "a chart; prices of several symbols are rebased to the window's start",
            examples: ["plot rut / spx since 2015", "plot rut, spx ytd"]),
        VerbEntry(
            verb: .describe, shape: .one, clauses: [.asOf], signature: "describe S",
            doc: "what is loaded: name, span, sessions, gaps, columns, price basis, source file",
            examples: ["describe rut", "describe spx as of 2000-01-03"]),
    ]
}

/// The statement words that are followed by words rather than by expressions.
public enum Command: String, Sendable, CaseIterable {
    case help, lesson, cases, why, symbols, groups, functions, history, edit, log, watch, timing, quit
}

/// The statement words with a grammar of their own.
public enum StatementWord: String, Sendable, CaseIterable {
    case `let`, def, param, assert
    case `for`
    case `if`
    case print, load, save, open, alias, run, set, explain
}

/// The words that begin a clause.
public enum ClauseWord: String, Sendable, CaseIterable {
    case since, until, from
    case `in`
    case last, ytd, qtd, mtd, wtd
    case `as`
    case daily, weekly, monthly, quarterly, yearly
    case by
    case `where`
    case after, next, apart, top, bottom, including
}

/// The words that begin a pipe stage.
public enum StageWord: String, Sendable, CaseIterable {
    case `where`
    case sort, top, bottom, select, rename, table, plot, save
    case `as`
}

/// Everything that a text can make grow, with its limit and the reason for it.
public enum Limits {
    /// A tree higher than this could overflow the stack in evaluation and when it is freed.
    public static let height = 200
    /// Brackets within brackets and blocks within blocks: the parser itself stands on the stack for each, some 16 KB in a debug build.
    public static let nesting = 100
    /// One script's size in bytes: larger is a data file given by mistake.
    public static let sourceBytes = 4 << 20
    /// One script's statements, so that a generated file cannot exhaust memory.
    public static let statements = 100_000
    /// A duration's count of units: more sessions than any history has, and small enough to be added to a date.
    public static let durationCount = 1_000_000
    /// A statement longer than this is not shown again as an example of how to mend it.
    public static let exampleBytes = 160
    /// Scripts that run scripts: deeper is a loop.
    public static let scriptDepth = 16
    /// The parts of an expression with its definitions written out: definitions that use each other twice double with each step.
    public static let nodes = 10_000
    /// Functions that call functions: deeper is a loop.
    public static let callDepth = 32
    /// Errors shown of one text; the rest are counted.
    public static let diagnostics = 20
}
