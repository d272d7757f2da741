import TapeSyntax

/// What an error code means, as `help T0107` and the reference of errors tell it.
package struct ErrorArticle: Sendable {
    /// A heading, no full stop.
    package let title: String
    /// What it means and how to get on, in sentences.
    package let text: String
    /// A text that raises it; empty where none does that fits on a line.
    package let wrong: String
    /// What raises it, in words, where `wrong` is empty.
    package let scene: String
    /// Its nearest form that is right.
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
            "A character that is no part of the language",
            "Queries are made of letters, digits and a few signs. A ticker with other characters stands in backticks.",
            wrong: "streak rut over spx since 1990 §",
            right: "streak rut over spx since 1990"),
        .unclosedText: ErrorArticle(
            "A text without its closing quote",
            "A text begins and ends with a double quote on one line. A quote inside it is written twice.",
            wrong: "print \"overbought",
            right: "print \"overbought\""),
        .badNumber: ErrorArticle(
            "Something that begins like a number and is none",
            "Numbers are written 14, 0.5, 2_861 or 1e6, with % or bp glued to them; lengths take d, w, m, q or y.",
            wrong: "return rut last 3x",
            right: "return rut last 3m"),
        .badDate: ErrorArticle(
            "A day that does not exist",
            """
            Days are written 2026-01-22, 22 jan 2026 or jan 22 2026. Because 2026-01 is a month, subtraction \
            takes blanks: 2026 - 1.
            """,
            wrong: "return rut since 2024-02-30",
            right: "return rut since 2024-02-29"),
        .badDuration: ErrorArticle(
            "A length that is none",
            """
            A length is a whole number of at least 1 with its unit: 14d counts sessions, 3w, 3m, 2q and 1y are \
            of the calendar.
            """,
            wrong: "return rut last 0d",
            right: "return rut last 1d"),
        .unexpected: ErrorArticle(
            "Something stands where it has no place",
            """
            The words before it were understood; at the words underlined something else was needed. The line \
            below says what.
            """,
            wrong: "streak rut over spx by -1%",
            right: "streak rut over spx by 1%"),
        .missingOperand: ErrorArticle(
            "Something is missing behind a word",
            "The underlined word needs a value, a condition or a date on its right, and the text goes on without it.",
            wrong: "streak rut over since 1990",
            right: "streak rut over spx since 1990"),
        .unclosed: ErrorArticle(
            "A bracket that is not closed",
            "Every ( [ and { needs its partner. At the prompt an open bracket goes on to the next line.",
            wrong: "show (rut + spx",
            right: "show (rut + spx) last 5d"),
        .unknownClause: ErrorArticle(
            "A word that is no clause",
            """
            Behind the subject stand clauses, in any order. There is one word for a thing: `help clauses` lists \
            them.
            """,
            wrong: "streak rut over spx sinse 1990",
            right: "streak rut over spx since 1990"),
        .twiceClause: ErrorArticle(
            "A clause that is already there",
            """
            A query has one window, and each other clause once. `since` with `until` makes one window, `as of` \
            comes on top.
            """,
            wrong: "streak rut over spx since 1990 ytd",
            right: "streak rut over spx since 1990 as of 2026-01-15"),
        .notAStatement: ErrorArticle(
            "A line that begins with no verb",
            """
            A query says first what is wanted: streak, count, return … A ticker that is also a verb takes a $. \
            `help verbs` lists them.
            """,
            wrong: "beats rut spx",
            right: "streak rut over spx"),
        .badStage: ErrorArticle(
            "A word that is no stage of a pipe",
            """
            Behind a | stand where, sort by, top, bottom, select, rename, table, plot, save and as. Clauses stand \
            before the first |.
            """,
            wrong: "return mag7 ytd | take 3",
            right: "return mag7 ytd | top 3"),
        .chained: ErrorArticle(
            "Two comparisons in one",
            "A comparison has two sides. Join two of them with `and`, or say `between`.",
            wrong: "when 60 < rsi(rut, 14) < 70 ytd",
            right: "when rsi(rut, 14) between 60 and 70 ytd"),
        .unknownSymbol: ErrorArticle(
            "A symbol that is not loaded",
            """
            The name is no ticker that is loaded, no group, and nothing named here. `symbols` lists what there \
            is, `load` brings more.
            """,
            wrong: "streak rutt over spx since 1990",
            right: "streak rut over spx since 1990"),
        .unknownFunction: ErrorArticle(
            "A function that there is none of",
            """
            A name with ( glued to it is a call. `functions` lists them all, `functions average` those about \
            averages.
            """,
            wrong: "show rssi(rut, 14) last 5d",
            right: "show rsi(rut, 14) last 5d"),
        .unknownField: ErrorArticle(
            "A column that the symbol has not",
            """
            Behind the dot stands a column of the file: open, high, low, close, volume, adjclose or its own \
            name. `describe rut` lists them.
            """,
            wrong: "show rut.hihg last 5d",
            right: "show rut.high last 5d"),
        .unknownColumn: ErrorArticle(
            "A column that the table has not",
            "In a pipe, names are the columns of the table, as they are headed.",
            wrong: "return mag7 ytd | sort by chnge",
            right: "return mag7 ytd | sort by change"),
        .unknownName: ErrorArticle(
            "A word that means nothing here",
            """
            `it` is the member of a group, in rank, breadth and share only. Help that finds nothing says so with \
            this code too.
            """,
            wrong: "when it at high",
            right: "breadth mag7 it at high"),
        .unknownSetting: ErrorArticle(
            "A setting, or a value of it, that there is none of",
            "`set` alone lists the settings with their values and what they may be.",
            wrong: "set precison 3",
            right: "set precision 3"),
        .unknownArgument: ErrorArticle(
            "An argument that the function has not",
            "Arguments may be given by the names in the function's signature.",
            wrong: "show rsi(rut, length: 14) last 5d",
            right: "show rsi(rut, n: 14) last 5d"),
        .recursive: ErrorArticle(
            "A function that calls itself",
            "A function of Tape is a shorthand for one expression, so it cannot contain itself.",
            wrong: "def f(a) = a; def f(a) = f(a) + 1; show f(rut) last 5d",
            right: "def f(a) = a; def g(a) = f(a) + 1; show g(rut) last 5d"),
        .reserved: ErrorArticle(
            "A name that is taken",
            """
            `it`, `_` and a few more mean something of their own, and the functions of the language keep their \
            names. Pick another.
            """,
            wrong: "def rsi(a) = a",
            right: "def my_rsi(a) = rsi(a, 14)"),
    ]

    private static let meaningArticles: [DiagnosticCode: ErrorArticle] = [
        .wrongKind: ErrorArticle(
            "A value of another kind than is wanted",
            """
            A verb like streak or count wants something that is true or false, return wants prices, a window a \
            date. The line below shows one that would do.
            """,
            wrong: "streak rut since 1990",
            right: "streak rut up since 1990"),
        .wrongArguments: ErrorArticle(
            "Too many arguments, too few, or one out of range",
            "The signature names the arguments; those with = have a value of their own, those in [ ] may be left out.",
            wrong: "show sma(rut) last 5d",
            right: "show sma(rut, 50) last 5d"),
        .clauseNotTaken: ErrorArticle(
            "A clause that the verb cannot use",
            """
            Not every clause says something to every verb. The message lists the verbs that take it; `help \
            target` says what target takes.
            """,
            wrong: "target rut to 3000 since 1990",
            right: "target rut to 3000 as of 2026-01-15"),
        .mixedBases: ErrorArticle(
            "A close compared with a total return",
            """
            close is the price, adjclose what is left after dividends are put back in. A comparison of one with \
            the other says little. Use the same on both sides.
            """,
            wrong: "streak spy over qqq.adjclose",
            right: "streak spy.adjclose over qqq.adjclose"),
        .unvarying: ErrorArticle(
            "A condition that does not vary",
            """
            `vol(spx)` is one number for the whole window, so a comparison with a number is the same on every \
            session. The rolling form, with a number of bars, is one value a session. `assert` and `if` take either.
            """,
            wrong: "count vol(spx) > 20% by year",
            right: "count vol(spx, 20) > 20% by year"),
        .twoGroups: ErrorArticle(
            "Two groups in one condition",
            """
            A group in a condition makes one row a member, so there is one at most. `basket(G)` makes one series \
            of the other.
            """,
            wrong: "streak mag7 over sp500 ytd",
            right: "streak mag7 over basket(sp500) ytd"),
        .notWhole: ErrorArticle(
            "A number that should be whole",
            "Rows and lengths of windows are counted, so they are whole.",
            wrong: "show sma(rut, 2.5) last 5d",
            right: "show sma(rut, 3) last 5d"),
        .badWindow: ErrorArticle(
            "A window that ends before it begins",
            "The first date of a window is the earlier one. Both days belong to it.",
            wrong: "return rut from 2026-01-22 to 2025-12-31",
            right: "return rut from 2025-12-31 to 2026-01-22"),
        .noData: ErrorArticle(
            "Nothing is loaded there",
            """
            The window lies outside of what is loaded, or no session in it has a value. The line below says from \
            when to when there is something.
            """,
            wrong: "return rut from 2026-01-17 to 2026-01-19",
            right: "return rut from 2026-01-16 to 2026-01-20"),
        .tooFewBars: ErrorArticle(
            "Too few bars for the answer",
            """
            A correlation or a stat sheet needs two returns at least, an average or a look-back all of its bars. Widen \
            the window, take shorter bars or a shorter look-back.
            """,
            wrong: "compare rut with spx in 1987-09 weekly as of 1987-09-18",
            right: "compare rut with spx weekly until 1988"),
        .noCommonSessions: ErrorArticle(
            "Symbols that never traded on the same day",
            """
            Two symbols are compared on the sessions that both have. These share none: one ended before the \
            other began, or their calendars differ.
            """,
            wrong: "load \"old.csv\"; load \"young.csv\"; streak old over young",
            right: "streak rut over spx"),
        .beforeHistory: ErrorArticle(
            "A period that began before the data",
            """
            The change of a year, quarter or month counts from the last close before it, and there is none. Say \
            from which day instead.
            """,
            wrong: "return meta ytd as of 2012-06-01",
            right: "return meta since 2012-05-18 as of 2012-06-01"),
        .afterHistory: ErrorArticle(
            "A window that lies in the future",
            """
            `today` is the newest session that is loaded, and nothing is known after it. Load newer prices, or \
            ask about an earlier window.
            """,
            wrong: "return rut in 2030",
            right: "return rut ytd"),
        .emptyGroup: ErrorArticle(
            "A group without a member",
            "A group is made of at least one symbol. `groups` lists those that have a name.",
            wrong: "return {} ytd",
            right: "return {rut, spx} ytd"),
        .fileNotRead: ErrorArticle(
            "A file that cannot be read",
            """
            There is no such file, or it may not be read. A path in a script is relative to the script's own \
            folder; `--safe` keeps files out of reach, and starts no program.
            """,
            wrong: "load \"no-such-file.csv\"",
            right: "load \"prices.csv\""),
        .notPrices: ErrorArticle(
            "A file without prices",
            """
            A price file is a table with a column of dates and one of closes or values. The message says which \
            line could not be understood.
            """,
            wrong: "load \"letter.txt\"",
            right: "load \"prices.csv\""),
        .ambiguousDates: ErrorArticle(
            "Dates that can be read two ways",
            """
            In 03/04/2026 either number may be the month, and no row of the file settles it. Say `dates dmy`, \
            `dates mdy` or `dates ymd`.
            """,
            wrong: "load \"two-readings.csv\"",
            right: "load x from \"two-readings.csv\" dates dmy"),
        .fileNotWritten: ErrorArticle(
            "A file that cannot be written",
            "The folder may be missing or closed to you, or the file's ending names no format. Nothing was changed.",
            wrong: "return mag7 ytd | save \"mag7.xls\"",
            right: "return mag7 ytd | save \"mag7.csv\""),
        .badSnapshot: ErrorArticle(
            "A saved market that is damaged or of another kind",
            """
            `open` reads what `save market` wrote, and checks every byte of it first. Load the price files again \
            and save anew.
            """,
            wrong: "open \"letter.txt\"",
            right: "save market \"my.tape\"; open \"my.tape\""),
        .tooDeep: ErrorArticle(
            "Brackets within brackets within brackets",
            """
            Brackets and blocks may stand 100 deep in one another, and an expression may be 200 levels high: each \
            sign of a + a + a … is one. Give its parts names with `let`.
            """,
            scene: "show ((((… with more than 100 brackets",
            right: "let ratio = rut / spx; show ratio / sma(ratio, 50) last 5d"),
        .tooLong: ErrorArticle(
            "A text that is too long",
            "A script may have 4 MB and 100 000 statements. A file of prices is loaded, not run.",
            scene: "tape run prices.csv, with a file of 5 MB",
            right: "load \"prices.csv\""),
        .tooMuch: ErrorArticle(
            "More than the machine should be asked for",
            """
            A definition is a shorthand that is written out before the query runs, and one that uses another \
            several times over grows with each step: let them use each other once. A file may hold too much as well: \
            load it in parts.
            """,
            wrong: "def f(a) = a+a+a+a+a+a+a+a+a+a; f(f(f(f(rut))))",
            right: "def f(a) = 10 * a; f(f(f(f(rut))))"),
        .assertFailed: ErrorArticle(
            "An assertion that does not hold",
            """
            The script said what it takes for granted, and it is not so. `tape run` ends with status 3, so that \
            cron or a shell can tell.
            """,
            wrong: "assert longest(rut over spx) > 20 \"no such run\"",
            right: "assert longest(rut over spx) >= 14 \"no such run\""),
        .interrupted: ErrorArticle(
            "Stopped by Ctrl-C",
            "The query was given up, and nothing was changed. `tape` ends with status 130, the prompt goes on.",
            scene: "Ctrl-C while a query runs",
            right: "streak rut over spx since 1990"),
        .missingParameter: ErrorArticle(
            "A script's argument that was not given",
            """
            The script has a `param` without a value, so the command line has to say it: tape run script.tape \
            --leader iwm.
            """,
            wrong: "param leader: symbol \"the one to test\"",
            right: "param leader: symbol = rut \"the one to test\""),
        .scriptDepth: ErrorArticle(
            "Scripts that run scripts that run scripts",
            "A script that runs itself, by way of others or not, would never end.",
            wrong: "run \"itself.tape\"",
            right: "run \"script.tape\""),
    ]
}
