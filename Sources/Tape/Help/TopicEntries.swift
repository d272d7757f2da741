import TapeEngine
import TapeSyntax

/// The functions that the evaluator itself provides, the special words, and the pages on more than one word.
extension WordTable {
    private static func function(
        _ word: String, _ signature: String, _ doc: String, _ more: [String], _ examples: [String]
    ) -> WordEntry {
        WordEntry(.function, word, signature, doc, more, examples: examples)
    }

    private static let lastCompleted =
        "At each session it is the value of the last finished period, which is known at the period's last close. (A value of a monthly file counts from the first session after its period.)"

    package static let engineFunctions: [WordEntry] = [
        function(
            "weekly", "weekly(E)", "E on weekly bars, read session by session", [lastCompleted],
            ["show rut, weekly(rsi(rut, 14)) last 5d"]),
        function(
            "monthly", "monthly(E)", "E on monthly bars, read session by session", [lastCompleted],
            ["count rut above monthly(sma(rut, 10)) by year since 2015"]),
        function(
            "quarterly", "quarterly(E)", "E on quarterly bars, read session by session", [lastCompleted],
            ["show rut, quarterly(ret(rut)) last 5d"]),
        function(
            "yearly", "yearly(E)", "E on yearly bars, read session by session", [lastCompleted],
            ["show rut, yearly(ret(rut)) last 5d"]),
        function(
            "basket", "basket(G)", "an index of a group, equal-weighted and rebalanced each session",
            ["Members without data at a session are left out of it, and counted in a note."],
            ["return basket(mag7), spx ytd", "compare basket(mag7) with spx in jan 2026"]),
        function(
            "members", "members(G)", "the members of a group, as a group", [], ["print members(mag7)"]),
        function(
            "share", "share(G, COND)", "breadth as a series: the share of the members that meet the condition on `it`",
            [], ["show share(mag7, it up) last 5d", "plot share(mag7, it above sma(it, 50)) last 1y"]),
        function(
            "loaded", "loaded(\"NAME\", …)", "whether symbols or groups with these names are loaded",
            [
                "For scripts that run on different sets of files: the block is skipped if it is false."
            ],
            ["if loaded(\"iwm\", \"qqq\") { return iwm, qqq ytd }", "print loaded(\"gold\")"]),
    ]

    private static func value(
        _ word: String, _ signature: String, _ doc: String, _ more: [String], _ examples: [String]
    ) -> WordEntry {
        WordEntry(.value, word, signature, doc, more, examples: examples)
    }

    package static let values: [WordEntry] = [
        value(
            "it", "it", "the current member of a group",
            ["In `rank G by …`, `breadth G …` and `share(G, …)`."],
            ["rank mag7 by rsi(it, 14)", "breadth sp500 it at 52w high ytd"]),
        value(
            "today", "today", "the newest loaded session, not the current date", [],
            ["return rut from 2025-12-31 to today"]),
        value("yesterday", "yesterday", "the session before the newest one", [], ["return rut since yesterday"]),
        value(
            "missing", "missing", "no value: never zero, and never true",
            [
                "A comparison with a missing side is missing. Such a session is skipped: it neither extends nor ends a run."
            ],
            ["show if(rut over spx, rut, missing) last 5d"]),
        value("true", "true · false", "the truth values", [], ["print true, not true"]),
        value("_", "_", "the last answer, for pipes", [], ["return mag7 ytd; _ | sort by change desc | top 3"]),
    ]

    private static func topic(
        _ word: String, _ doc: String, _ more: [String], _ examples: [String], list: WordEntry.List? = nil
    ) -> WordEntry {
        WordEntry(.topic, word, word, doc, more, examples: examples, list: list)
    }

    static let topics: [WordEntry] = [
        topic(
            "conditions", "what can be true or false at a session",
            [
                "A over B, A under B: one return against another, `by 0.5%` for a margin. A up, A down, A flat: against the session before, `up 1%` for an amount.",
                "A above E, A below E, and = != < <= > >=: levels. A at high, at 52w high, at intraday low: records. A crosses above E, E reaches N: moments. E between A and B.",
                "Join them with and, or, not. Whatever can follow `streak` can follow when, count, first, last, where, after.",
            ],
            [
                "streak rut over spx since 1990", "count rut up 1% and spx down in 2025", "when rut at 52w high ytd",
                "when rut crosses above sma(rut, 200) since 2020", "count not rut up ytd",
            ]),
        topic(
            "dates", "how days, spans and lengths are written",
            [
                "A day: 2026-01-22, 22 jan 2026, jan 22 2026, today, yesterday. A span: 1996, 1996-05, may 1996, 2026Q1.",
                "A length: 14d (14 sessions), 3w, 3m, 2q, 1y, 14 sessions, 3 months. A day is a session; weeks, months and years are calendar lengths.",
                "A span has a first and a last session: `since 1990` starts at the first of 1990, `until 1990` ends at the last. Write subtraction with blanks: `2026-01` is a month.",
            ],
            [
                "return rut in may 1996", "return rut, spx in 2025Q4", "return rut since 22 jan 2025",
                "return rut last 3 months", "show rut last 5d",
            ]),
        topic(
            "windows", "which sessions a query covers",
            [
                "since D · until D · from D to D · in SPAN · last 3 months · ytd qtd mtd wtd. One window a query; without one, all history.",
                "A window limits which sessions are judged, not which are read: returns, look-backs, records and warm-up still see earlier data.",
                "`as of D` can be added: it hides all data after that session.",
            ],
            [
                "streak rut over spx since 1990", "count rut up in 2025",
                "return rut, spx from 2025-12-31 to 2026-01-22",
                "return rut, spx ytd", "streak rut over spx since 1990 as of 2026-01-15",
            ]),
        topic(
            "clauses", "what follows the subject, in any order",
            [
                "Window: since until from … to in last ytd qtd mtd wtd. Knowledge: as of. Bars: weekly monthly quarterly yearly. Buckets: by year, by month of year, by day of week.",
                "Filter: where. Events: after, next, apart. Rows: top, bottom. And: including partial. See `help since` and so on.",
            ],
            [
                "streak rut over spx weekly since 2020 top 5", "count rut over spx by year since 2015",
                "mean ret(rut) where spx down 1% since 2020",
            ]),
        topic(
            "pipes", "how to process an answer's table, left to right",
            [
                "where · sort by · top · bottom · select · rename · table · plot · save · as. Columns are named as in the header.",
                "A pipe gets every row, even those not displayed. `_` is the last answer, `let runs = streak …` keeps one.",
            ],
            [
                "streak rut over spx since 1990 | where length >= 10", "return mag7 ytd | sort by change desc | top 3",
                "streak rut over spx since 1990 | select from, to, length | top 5", "return mag7 ytd | as csv",
            ]),
        topic(
            "names", "which words are names and which are keywords",
            [
                "Where a value is expected, a word is a name: `streak low over on` compares Lowe's with ON Semiconductor. Elsewhere it is a word of the language.",
                "$ON and `BRK.B` in backticks are always symbols. ^RUT and .SPX need neither. Names of your own, from let, def and param, come before symbols.",
            ],
            ["return $rut ytd", "return `rut` ytd", "let ratio = rut / spx"]),
        topic(
            "verbs", "what a query can compute",
            [
                "On the pages of help COND is a condition, S a symbol or series, E any expression, D a date, G a group."
            ],
            ["streak rut over spx since 1990", "return rut, spx ytd", "compare rut with spx since 2020"],
            list: .verbs),
        topic(
            "groups", "several symbols under one name",
            [
                "A group as a subject gives one row per member. `it` is the member in rank, breadth and share. `basket(G)` makes one series of it, `for s in G { … }` loops over the members."
            ],
            [
                "return mag7 ytd | sort by change desc", "streak mag7 over spx since 2020",
                "rank mag7 by return(it, 3m) top 3",
                "breadth sp500 it at 52w high ytd", "let smallcaps = {rut, sml, iwm}; return smallcaps ytd",
            ]),
        topic(
            "scripts", "statements in a file, for `tape run`",
            [
                "A script has the lines you would type; # begins a comment. `param` takes arguments from the command line; there are also `if`, `for`, `print` and `assert`.",
                "tape run FILE runs it, tape check FILE checks it without running, tape fmt FILE rewrites it in canonical form. The exit status is 0, 1 after an error, 3 after a failed assert.",
                "Paths in a script are relative to the script's own folder, wherever it is run from.",
            ],
            [
                "param leader: symbol = rut \"the one to test\"; return leader, spx ytd",
                "for s in {rut, spx} { return s ytd }",
                "if rsi(rut, 14) > 70 { print \"overbought\" } else { print \"calm\" }",
                "assert longest(rut over spx) >= 14 \"no longer the record\"",
            ]),
        topic(
            "data", "your own prices",
            [
                "load \"prices.csv\" reads a file, load \"data/\" a folder; the symbol is the file's name, or load rut from \"^RUT.csv\" names it. From the command line: tape --data prices.csv.",
                "Any table with a date and a close works: the separator, the decimal sign, the columns and the order of rows are found in the content. `symbols` lists what is loaded, `describe` shows its contents.",
                "save market \"my.tape\" keeps everything in one file that opens fast: tape --market my.tape.",
            ],
            ["load \"prices.csv\"", "describe rut", "symbols russell"]),
        topic(
            "records", "highs, lows and the longest of all",
            [
                "A record close is strictly above every earlier close in all loaded history, whatever the window. An equal close is not a record.",
                "`at 52w high` compares with the year before the session. Longest since: the end of the newest earlier run at least as long.",
            ],
            [
                "count rut at high ytd", "when rut at intraday high ytd", "first rut at high in 2026",
                "when rut / spx at 52w high last 1y", "streak rut over spx since 1990",
            ]),
        topic(
            "prices", "closes, total return, and the other columns",
            [
                "A bare symbol is its close. Other columns follow a dot: rut.open, rut.high, rut.low, rut.volume, and spy.adjclose where the file has it.",
                "set price adjclose makes the total return the meaning of a bare symbol; open, high and low are scaled with it (times adjclose ÷ close), in comparisons and indicators alike, volume is not. A close is never compared with an adjclose.",
            ],
            ["show rut.open, rut.high, rut.low, rut last 5d", "when rut.high > 2700", "set price close"]),
    ]
}
