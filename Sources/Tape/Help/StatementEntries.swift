import TapeSyntax

/// The statements with their own grammar, the same at the prompt and in a script.
extension WordTable {
    private static func statement(
        _ word: String, _ signature: String, _ doc: String, _ more: [String] = [], _ examples: [String],
        list: WordEntry.List? = nil
    ) -> WordEntry {
        WordEntry(.statement, word, signature, doc, more, examples: examples, list: list)
    }

    static let statements: [WordEntry] = naming + control + files

    private static let naming: [WordEntry] = [
        statement(
            "let", "let NAME = VALUE", "names a series, a condition, a group, a number or the answer of a query",
            [
                "A series keeps its expression: `ratio weekly` is built from weekly bars. A query keeps its answer, for pipes.",
                "If the name hides a symbol, `$NAME` is still the symbol.",
            ],
            [
                "let ratio = rut / spx", "let smallcaps = {rut, sml, iwm}",
                "let runs = streak rut over spx since 1990; runs | where length >= 10",
            ]),
        statement(
            "def", "def NAME(A, B) = EXPRESSION", "a function of your own",
            ["Arguments may be named. A function cannot call itself."],
            [
                "def excess(a, b) = ret(a) - ret(b); mean excess(rut, spx) by year since 2020",
                "def stretch(s, n) = s / sma(s, n) - 1; show stretch(rut, n: 50) last 5d",
            ]),
        statement(
            "param", "param NAME: KIND = VALUE \"what it is\"", "a script argument, set on the command line",
            [
                "`tape run pair.tape --leader iwm` sets it; without `= VALUE` it must be given. `tape run pair.tape --help` lists them."
            ],
            ["param leader: symbol = rut \"the one to test\"; return leader, spx ytd"], list: .parameterKinds),
        statement(
            "alias", "alias NAME = SYMBOL", "another name for a loaded symbol", [],
            ["alias small = rut; streak small over spx ytd"]),
        statement(
            "set", "set NAME VALUE", "changes a setting; `set` alone lists them",
            [], ["set precision 3", "set riskfree 4%", "set"]),
    ]

    private static let control: [WordEntry] = [
        statement(
            "print", "print E, E…", "prints texts, numbers, dates and conditions on one line",
            ["A number keeps its unit: percentages print as percentages, prices with two decimals."],
            [
                "print \"RUT closed at\", last_value(rut)",
                "print \"longest run:\", longest(rut over spx), \"sessions\"",
            ]),
        statement(
            "if", "if COND { … } else { … }", "runs the first block if the condition is true, else the second",
            ["The condition compares numbers, or a series at the newest session. Clauses may follow it."],
            [
                "if rsi(rut, 14) > 70 { print \"overbought\" } else { print \"calm\" }",
                "if rut over spx { print \"small caps lead\" }",
            ]),
        statement(
            "for", "for NAME in GROUP { … }", "runs the block once per member", [],
            ["for s in {rut, spx} { return s ytd }", "for s in mag7 { print s, last_value(rsi(s, 14)) }"]),
        statement(
            "assert", "assert COND \"message\"", "ends the script with status 3 if the condition is false",
            ["For alerts: a script run by cron is quiet while all is well."],
            [
                "assert longest(rut over spx) >= 14 \"no longer the record\"",
                "assert last_value(rsi(rut, 14)) < 90 \"RUT is overheated\"",
            ]),
        statement(
            "explain", "explain QUERY", "what a query means, its steps and the time they take", [],
            ["explain streak rut over spx since 1990"]),
    ]

    private static let files: [WordEntry] = [
        statement(
            "load", "load \"PATH\" · load NAME from \"PATH\" [dates dmy] [as rate] [calendar everyday]",
            "reads price files, or a folder of them",
            [
                "The format is found in the content: columns, separator, decimal sign, order of rows. If dates can be read two ways, add `dates dmy`, `mdy` or `ymd`.",
                "`as` says what kind of values a series has: price, index, rate (percentage points, so that `up 25bp` is 0.25), count or number. Well-known rates (fedfunds, dgs10, unrate) and columns called yield or rate are known.",
                "A series is weekly, monthly, quarterly or yearly if every period has exactly one date, at the start or end of the month or always on the same day of it. Other dates, such as expiries, meetings and dividends, count as sessions, and their values are not carried forward.",
                "A symbol's calendar is found from its sessions: the New York Stock Exchange's, all weekdays, or every day. `calendar nyse`, `weekdays` or `everyday` overrides it. The calendar decides when a week or month is over and how many sessions a year has, 252 or 365.",
                "Lines with invalid dates, bars whose prices contradict each other, and splits that the close is not adjusted for are noted, here and in `describe`.",
                "A failed load changes nothing. `describe NAME` shows what was loaded.",
                "A folder that was loaded before, in this session or in the open saved market, is refreshed: only changed files are read.",
            ],
            [
                "load \"prices.csv\"", "load mine from \"prices.csv\"; streak mine over spx",
                "load mine from \"prices.csv\" calendar nyse",
            ]),
        statement(
            "run", "run \"PATH\"", "runs a saved script; paths in a script are relative to its own folder", [],
            ["run \"script.tape\""]),
        statement(
            "save", "save market \"PATH\"", "writes all loaded data to one file that opens fast", [],
            ["save market \"my.tape\""]),
        statement(
            "open", "open \"PATH\"", "opens a saved market in place of the current one", [],
            ["save market \"my.tape\"; open \"my.tape\""]),
    ]
}
