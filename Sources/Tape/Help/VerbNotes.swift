/// What is to be known of a verb beside the line in the table of verbs: a paragraph each.
extension Verb {
    public var notes: [String] {
        switch self {
        case .streak:
            [
                "Says how long the run is, whether it still runs, since when there was none as long, and the record. Then the longest runs.",
                "A tie ends a run. A session that is missing on a side is not judged. A run that began before the window is marked clipped.",
                "Over a group, one row a member. `streak(COND)` with the bracket glued on is a function: the length so far at each session.",
            ]
        case .odds:
            [
                "Of runs that have ended: the running one and one that began before the window are left out.",
                "Every share has its n beside it: a share of few runs says little.",
            ]
        case .summary: []
        case .when: ["Every session in a row of its own, oldest first. `count` says only how many."]
        case .count: ["Sessions on which a value is missing are not judged, so the share is of those that were."]
        case .first, .last: ["Over a group, one row a member in order of date: which of them was first?"]
        case .return:
            [
                "A span (ytd, in may 1996, since 2020) starts from the last close before it, and so does `in DAY`; `since DAY` and `from DAY` start from that day's own close. The base's date and value stand in every row.",
                "`next 1m, 3m after COND` makes an event study: every event, mean, median, best, worst, share up, and the same over any session beside it.",
                "With a group in COND each member has its own events, and their outcomes are pooled: `return mag7, spx next 1m after streak(mag7 over spx) reaches 5`.",
            ]
        case .compare:
            [
                "The first is measured against the second: beta, capture and hit rate are the first's. Ratios use 252 sessions a year; `set riskfree 4%` says what they are measured from."
            ]
        case .show: ["Behind `| plot` a chart, behind `| save \"x.csv\"` a file."]
        case .mean, .median, .sum, .min, .max, .stdev:
            [
                "`by year` gives one row a year, `by month of year` and `by day of week` the seasons. With the bracket glued on, `\(rawValue)(…)` is no verb."
            ]
        case .rank: ["Members without a value stand at the end."]
        case .breadth:
            [
                "Without a condition it counts who rose and who fell over the window; with one, who met it at the window's last session."
            ]
        case .drawdown: ["On closes. A fall that has not been won back has the recovery `open`."]
        case .target: ["From the last close, as of the day asked."]
        case .correlate: ["Of returns, on the sessions that all of them have."]
        case .plot:
            [
                "All lines share one scale. Prices of several symbols are rebased to 100 at the window's base, and the title says so; what is about one symbol (`plot rut, sma(rut, 50)`), and what is no price (`rsi`, returns), keeps its values. `| save \"x.svg\"` keeps the picture."
            ]
        case .describe: []
        }
    }

    /// Words that lead on from here.
    public var seeAlso: [String] {
        switch self {
        case .streak: ["odds", "longest", "conditions", "why"]
        case .odds: ["streak", "longest"]
        case .summary: ["describe", "plot", "drawdown"]
        case .when: ["count", "first", "conditions"]
        case .count: ["when", "by", "share"]
        case .first, .last: ["when", "date_of"]
        case .return: ["next", "after", "ytd", "change"]
        case .compare: ["beta", "correlate", "maxdd"]
        case .show: ["plot", "functions"]
        case .mean, .median, .sum, .min, .max, .stdev: ["by", "where", "ret"]
        case .rank: ["breadth", "it", "groups"]
        case .breadth: ["rank", "share", "it"]
        case .drawdown: ["dd", "maxdd", "summary"]
        case .target: ["at", "value"]
        case .correlate: ["corr", "compare"]
        case .plot: ["show", "save"]
        case .describe: ["symbols", "summary", "data"]
        }
    }
}
