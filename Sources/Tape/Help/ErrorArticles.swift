import TapeSyntax

/// What an error code means, for `help T0107` and the reference of errors.
package struct ErrorArticle: Sendable {
    /// A heading, no full stop.
    package let title: String
    /// What it means and how to fix it, in sentences.
    package let text: String
    /// A text that causes it; empty if none fits on a line.
    package let wrong: String
    /// What causes it, in words, if `wrong` is empty.
    package let scene: String
    /// The nearest correct form.
    package let right: String

    init(_ title: String, _ text: String, wrong: String = "", scene: String = "", right: String = "") {
        self.title = title
        self.text = text
        self.wrong = wrong
        self.scene = scene
        self.right = right
    }
}

extension DiagnosticCode {
    package var title: String { article.title }

    package var article: ErrorArticle { Self.articles[self]! }

    static let articles: [DiagnosticCode: ErrorArticle] = textArticles.merging(meaningArticles) { first, _ in first }

    private static let textArticles: [DiagnosticCode: ErrorArticle] = [
        .badCharacter: ErrorArticle(
            "A character outside the language",
            "Queries consist of letters, digits and a few signs. Put a ticker with other characters in backticks.",
            wrong: "streak rut over spx since 1990 §",
            right: "streak rut over spx since 1990"),
        .unclosedText: ErrorArticle(
            "A text without its closing quote",
            "A text begins and ends with a double quote on one line. A quote inside it is written twice.",
            wrong: "print \"overbought",
            right: "print \"overbought\""),
        .badNumber: ErrorArticle(
            "Something that begins like a number but is not one",
            "Numbers are written 14, 0.5, 2_861 or 1e6, with % or bp directly after; lengths end in d, w, m, q or y.",
            wrong: "return rut last 3x",
            right: "return rut last 3m"),
        .badDate: ErrorArticle(
            "A day that does not exist",
            """
            Days are written 2026-01-22, 22 jan 2026 or jan 22 2026. Because 2026-01 is a month, write subtraction \
            with blanks: 2026 - 1.
            """,
            wrong: "return rut since 2024-02-30",
            right: "return rut since 2024-02-29"),
        .badDuration: ErrorArticle(
            "An invalid length",
            """
            A length is a whole number of at least 1 and a unit: 14d counts sessions; 3w, 3m, 2q and 1y are \
            calendar lengths.
            """,
            wrong: "return rut last 0d",
            right: "return rut last 1d"),
        .unexpected: ErrorArticle(
            "Something in the wrong place",
            """
            The words before it were understood; at the underlined words something else was expected. The line \
            below says what.
            """,
            wrong: "streak rut over spx by -1%",
            right: "streak rut over spx by 1%"),
        .missingOperand: ErrorArticle(
            "Something is missing after a word",
            "The underlined word must be followed by a value, a condition or a date.",
            wrong: "streak rut over since 1990",
            right: "streak rut over spx since 1990"),
        .unclosed: ErrorArticle(
            "A bracket that is not closed",
            "Every ( [ and { must be closed. At the prompt an open bracket continues on the next line.",
            wrong: "show (rut + spx",
            right: "show (rut + spx) last 5d"),
        .unknownClause: ErrorArticle(
            "An unknown clause",
            """
            Clauses follow the subject, in any order. Each has one name: `help clauses` lists \
            them.
            """,
            wrong: "streak rut over spx sinse 1990",
            right: "streak rut over spx since 1990"),
        .twiceClause: ErrorArticle(
            "A repeated clause",
            """
            A query has one window, and each other clause once. `since` with `until` makes one window; `as of` \
            can be added.
            """,
            wrong: "streak rut over spx since 1990 ytd",
            right: "streak rut over spx since 1990 as of 2026-01-15"),
        .notAStatement: ErrorArticle(
            "A line that does not begin with a verb",
            """
            A query begins with a verb: streak, count, return … Write a ticker that is also a verb with a $. \
            `help verbs` lists them.
            """,
            wrong: "beats rut spx",
            right: "streak rut over spx"),
        .badStage: ErrorArticle(
            "An unknown stage of a pipe",
            """
            After a | come where, sort by, top, bottom, select, rename, table, plot, save and as. Clauses come \
            before the first |.
            """,
            wrong: "return mag7 ytd | take 3",
            right: "return mag7 ytd | top 3"),
        .chained: ErrorArticle(
            "Two comparisons in one",
            "A comparison has two sides. Join two comparisons with `and`, or use `between`.",
            wrong: "when 60 < rsi(rut, 14) < 70 ytd",
            right: "when rsi(rut, 14) between 60 and 70 ytd"),
        .unknownSymbol: ErrorArticle(
            "A symbol that is not loaded",
            """
            The name is not a loaded ticker, a group, or a name of yours. `symbols` lists what is loaded, \
            `load` adds more.
            """,
            wrong: "streak rutt over spx since 1990",
            right: "streak rut over spx since 1990"),
        .unknownFunction: ErrorArticle(
            "Unknown function",
            """
            A name directly followed by ( is a call. `functions` lists all functions, `functions average` those about \
            averages.
            """,
            wrong: "show rssi(rut, 14) last 5d",
            right: "show rsi(rut, 14) last 5d"),
        .unknownField: ErrorArticle(
            "A column that the symbol does not have",
            """
            After the dot comes a column of the file: open, high, low, close, volume, adjclose or its own \
            name. `describe rut` lists them.
            """,
            wrong: "show rut.hihg last 5d",
            right: "show rut.high last 5d"),
        .unknownColumn: ErrorArticle(
            "A column that the table does not have",
            "In a pipe, names are the columns of the table, as in its header.",
            wrong: "return mag7 ytd | sort by chnge",
            right: "return mag7 ytd | sort by change"),
        .unknownName: ErrorArticle(
            "A word without meaning here",
            """
            `it` is the member of a group, only in rank, breadth and share. Help that finds nothing also uses \
            this code.
            """,
            wrong: "when it at high",
            right: "breadth mag7 it at high"),
        .unknownSetting: ErrorArticle(
            "An unknown setting or an invalid value",
            "`set` alone lists the settings with their current and valid values.",
            wrong: "set precison 3",
            right: "set precision 3"),
        .unknownArgument: ErrorArticle(
            "An unknown argument of a function",
            "Arguments may be named as in the function's signature.",
            wrong: "show rsi(rut, length: 14) last 5d",
            right: "show rsi(rut, n: 14) last 5d"),
        .recursive: ErrorArticle(
            "A function that calls itself",
            "A function in Tape is a shorthand for one expression, so it cannot contain itself.",
            wrong: "def f(a) = a; def f(a) = f(a) + 1; show f(rut) last 5d",
            right: "def f(a) = a; def g(a) = f(a) + 1; show g(rut) last 5d"),
        .reserved: ErrorArticle(
            "A reserved name",
            """
            `it`, `_` and a few more have a meaning of their own, and the built-in functions keep their \
            names. Pick another.
            """,
            wrong: "def rsi(a) = a",
            right: "def my_rsi(a) = rsi(a, 14)"),
    ]

    private static let meaningArticles: [DiagnosticCode: ErrorArticle] = [
        .wrongKind: ErrorArticle(
            "A value of the wrong kind",
            """
            A verb like streak or count needs a condition, return needs prices, a window needs a \
            date. The line below shows one that works.
            """,
            wrong: "streak rut since 1990",
            right: "streak rut up since 1990"),
        .wrongArguments: ErrorArticle(
            "Too many or too few arguments, or one out of range",
            "The signature names the arguments; those with = have a default, those in [ ] are optional.",
            wrong: "show sma(rut) last 5d",
            right: "show sma(rut, 50) last 5d"),
        .clauseNotTaken: ErrorArticle(
            "A clause that the verb does not take",
            """
            Not every verb takes every clause. The message lists the verbs that take this one; `help \
            target` lists the clauses of target.
            """,
            wrong: "target rut to 3000 since 1990",
            right: "target rut to 3000 as of 2026-01-15"),
        .mixedBases: ErrorArticle(
            "A close compared with a total return",
            """
            close is the price, adjclose the price adjusted for dividends. Comparing one with \
            the other means little. Use the same on both sides.
            """,
            wrong: "streak spy over qqq.adjclose",
            right: "streak spy.adjclose over qqq.adjclose"),
        .unvarying: ErrorArticle(
            "A condition that does not vary",
            """
            `vol(spx)` is one number for the whole window, so a comparison with a number never varies. The rolling form, \
            with a number of bars, gives one value per session. `assert` and `if` take either.
            """,
            wrong: "count vol(spx) > 20% by year",
            right: "count vol(spx, 20) > 20% by year"),
        .twoGroups: ErrorArticle(
            "Two groups in one condition",
            """
            A group in a condition gives one row per member, so a condition can have only one. `basket(G)` makes one \
            series of the other.
            """,
            wrong: "streak mag7 over sp500 ytd",
            right: "streak mag7 over basket(sp500) ytd"),
        .notWhole: ErrorArticle(
            "A number that must be whole",
            "Numbers of rows and lengths of windows must be whole numbers.",
            wrong: "show sma(rut, 2.5) last 5d",
            right: "show sma(rut, 3) last 5d"),
        .badWindow: ErrorArticle(
            "A window that ends before it begins",
            "The first date of a window must be the earlier one. Both days are included.",
            wrong: "return rut from 2026-01-22 to 2025-12-31",
            right: "return rut from 2025-12-31 to 2026-01-22"),
        .noData: ErrorArticle(
            "No data in the window",
            """
            The window is outside the loaded data, or no session in it has a value. The line below says from \
            when to when there is data.
            """,
            wrong: "return rut from 2026-01-17 to 2026-01-19",
            right: "return rut from 2026-01-16 to 2026-01-20"),
        .tooFewBars: ErrorArticle(
            "Too few bars for the answer",
            """
            A correlation or a stat sheet needs at least two returns; an average or a look-back needs all its bars. \
            Widen the window, or use shorter bars or a shorter look-back.
            """,
            wrong: "compare rut with spx in 1987-09 weekly as of 1987-09-18",
            right: "compare rut with spx weekly until 1988"),
        .noCommonSessions: ErrorArticle(
            "Symbols that never traded on the same day",
            """
            Two symbols are compared on the sessions that both have. These have none in common: one ended before the \
            other began, or their calendars differ.
            """,
            wrong: "load \"old.csv\"; load \"young.csv\"; streak old over young",
            right: "streak rut over spx"),
        .beforeHistory: ErrorArticle(
            "A period that began before the data",
            """
            The change of a year, quarter or month is measured from the last close before it, which is missing. Give \
            a start day instead.
            """,
            wrong: "return meta ytd as of 2012-06-01",
            right: "return meta since 2012-05-18 as of 2012-06-01"),
        .afterHistory: ErrorArticle(
            "A window in the future",
            """
            `today` is the newest loaded session; there is no data after it. Load newer prices, or \
            ask about an earlier window.
            """,
            wrong: "return rut in 2030",
            right: "return rut ytd"),
        .emptyGroup: ErrorArticle(
            "A group without members",
            "A group needs at least one symbol. `groups` lists the named groups.",
            wrong: "return {} ytd",
            right: "return {rut, spx} ytd"),
        .fileNotRead: ErrorArticle(
            "A file that cannot be read",
            """
            The file does not exist or may not be read. A path in a script is relative to the script's own \
            folder. `--safe` disables file access and starting programs.
            """,
            wrong: "load \"no-such-file.csv\"",
            right: "load \"prices.csv\""),
        .notPrices: ErrorArticle(
            "A file without prices",
            """
            A price file is a table with a column of dates and one of closes or values. The message names the \
            line that could not be read.
            """,
            wrong: "load \"letter.txt\"",
            right: "load \"prices.csv\""),
        .ambiguousDates: ErrorArticle(
            "Dates that can be read two ways",
            """
            In 03/04/2026 either number may be the month, and no row of the file decides it. Add `dates dmy`, \
            `dates mdy` or `dates ymd`.
            """,
            wrong: "load \"two-readings.csv\"",
            right: "load x from \"two-readings.csv\" dates dmy"),
        .fileNotWritten: ErrorArticle(
            "A file that cannot be written",
            "The folder may be missing or read-only, or the file's ending is not a known format. Nothing was changed.",
            wrong: "return mag7 ytd | save \"mag7.xls\"",
            right: "return mag7 ytd | save \"mag7.csv\""),
        .badSnapshot: ErrorArticle(
            "A saved market that is damaged or has another format",
            """
            `open` reads what `save market` wrote, and checks it for damage. Load the price files \
            again, then use `save market`.
            """,
            wrong: "open \"letter.txt\"",
            right: "save market \"my.tape\"; open \"my.tape\""),
        .tooDeep: ErrorArticle(
            "Too many nested brackets",
            """
            Brackets and blocks may be nested 100 deep, and an expression may have 200 levels: each \
            + in a + a + a … is one. Name its parts with `let`.
            """,
            scene: "show ((((… with more than 100 brackets",
            right: "let ratio = rut / spx; show ratio / sma(ratio, 50) last 5d"),
        .tooLong: ErrorArticle(
            "A text that is too long",
            "A script may have up to 4 MB and 100 000 statements. Load a file of prices instead of running it.",
            scene: "tape run prices.csv, with a file of 5 MB",
            right: "load \"prices.csv\""),
        .tooMuch: ErrorArticle(
            "Too much work or memory",
            """
            A definition is expanded before the query runs, and one that uses another \
            several times grows with each step: let each use the other once. A file may also be too large: \
            load it in parts.
            """,
            wrong: "def f(a) = a+a+a+a+a+a+a+a+a+a; f(f(f(f(rut))))",
            right: "def f(a) = 10 * a; f(f(f(f(rut))))"),
        .assertFailed: ErrorArticle(
            "A failed assertion",
            """
            A condition that the script asserts is false. `tape run` ends with status 3, so that \
            cron or a shell can detect it.
            """,
            wrong: "assert longest(rut over spx) > 20 \"no such run\"",
            right: "assert longest(rut over spx) >= 14 \"no such run\""),
        .interrupted: ErrorArticle(
            "Stopped by Ctrl-C",
            "The query was stopped, and nothing was changed. `tape` ends with status 130; the prompt continues.",
            scene: "Ctrl-C while a query runs",
            right: "streak rut over spx since 1990"),
        .missingParameter: ErrorArticle(
            "A missing argument of a script",
            """
            The script has a `param` without a default, so the command line must set it: tape run script.tape \
            --leader iwm.
            """,
            wrong: "param leader: symbol \"the one to test\"",
            right: "param leader: symbol = rut \"the one to test\""),
        .scriptDepth: ErrorArticle(
            "Too many nested scripts",
            "A script that runs itself, directly or through others, would never end.",
            wrong: "run \"itself.tape\"",
            right: "run \"script.tape\""),
    ]
}
