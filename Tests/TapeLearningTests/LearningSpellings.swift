/// For every exercise and case: other right lines, and lines that are almost right.
enum LearningSpellings {
    private static func place(
        _ lesson: Int, _ exercise: Int, right: [String], wrong: [String]
    ) -> [LearningTests.Spelling] {
        right.map { .init(lesson, exercise, $0, passes: true) }
            + wrong.map { .init(lesson, exercise, $0, passes: false) }
    }

    static let lessons: [LearningTests.Spelling] = [
        place(
            1, 1, right: ["streak rut over spx since 1990", "STREAK ^RUT over ^GSPC", "streak spx under rut top 5"],
            wrong: ["streak spx over rut", "streak rut up", "streak rut over spx since 2000", "count rut over spx"]),
        place(
            1, 2, right: ["return rut, spx in 2026", "return spx, rut ytd", "return {rut, spx} ytd"],
            wrong: ["return rut ytd", "return rut, spx", "return rut, ndx ytd", "return rut, spx since 2025"]),
        place(
            1, 3,
            right: ["count spx under rut ytd", "count ret(rut) > ret(spx) since 2026", "count rut over spx in 2026"],
            wrong: ["count rut up ytd", "count rut over spx in 2025", "count rut under spx ytd"]),
        place(
            1, 4, right: ["when ret(rut) >= 1% since 2026-01-01", "show rut where rut up 1% ytd"],
            wrong: ["when rut up ytd", "count rut up 1% ytd", "when spx up 1% ytd", "when rut up 1%"]),
        place(
            1, 5, right: ["drawdown rut since 1990", "drawdown rut since 1990 | top 5"],
            wrong: ["drawdown rut since 1990 top 4", "drawdown spx since 1990 top 5", "drawdown rut since 2015 top 5"]),
        place(
            2, 1, right: ["return rut from 2019-12-31 to 2020-12-31", "return rut since 2020 until 2020"],
            wrong: ["return rut since 2020", "return rut from 2020-01-02 to 2020-12-31", "return rut in 2021"]),
        place(
            2, 2, right: ["count spx under rut from 2020 to 2026", "count rut over spx since 2020-01-01"],
            wrong: [
                "count rut over spx in 2020", "count rut over spx since 2021", "count rut over spx weekly since 2020",
            ]),
        place(
            2, 3, right: ["return spx, rut from 31 dec 2025 to jan 15 2026", "return rut, spx ytd as of 2026-01-15"],
            wrong: ["return rut, spx ytd", "return rut, spx from 2026-01-02 to 2026-01-15"]),
        place(
            2, 4, right: ["return iwm, qqq last 3 months", "return qqq, iwm since 2025-10-22"],
            wrong: ["return iwm, qqq last 3w", "return iwm last 3m", "return rut, ndx last 3m"]),
        place(
            2, 5,
            right: ["streak rut over spx since 1990 as of 15 jan 2026", "streak spx under rut as of 2026-01-15 top 8"],
            wrong: [
                "streak rut over spx", "streak rut over spx until 2026-01-14", "streak rut over spx as of 2026-01-14",
            ]),
        place(
            3, 1, right: ["count spx down and rut up 1% in 2025", "count ret(rut) >= 1% and ret(spx) < 0 in 2025"],
            wrong: [
                "count rut up and spx down in 2025", "count rut up 1% in 2025", "count rut up 1% or spx down in 2025",
            ]),
        place(
            3, 2, right: ["when rut at 1y high in 2025", "when rut at 52w high from 2025 to 2025"],
            wrong: [
                "when rut at 4w high in 2025", "count rut at 52w high in 2025", "when spx at 52w high in 2025",
                "when rut at 52w high ytd",
            ]),
        place(
            3, 3, right: ["when rut down 3% | bottom 1", "last ret(rut) <= -3%"],
            wrong: ["last rut down 4%", "last rut down 2%", "first rut down 3%", "last spx down 3%"]),
        place(
            3, 4,
            right: [
                "when rut crosses above sma(rut, n: 200) since 2020-01-01",
                "when rut - sma(rut, 200) crosses above 0 since 2020",
            ],
            wrong: [
                "when rut above sma(rut, 200) since 2020", "when rut crosses above sma(rut, 50) since 2020",
                "when rut crosses below sma(rut, 200) since 2020",
            ]),
        place(
            3, 5,
            right: ["count rut > sma(rut, 200) by year since 2020", "count sma(rut, 200) < rut since 2020 by year"],
            wrong: [
                "count rut > sma(rut, 200) since 2020", "count rut > sma(rut, 50) by year since 2020",
                "count rut > sma(rut, 200) by quarter since 2020",
            ]),
        place(
            4, 1, right: ["return spx, rut by year since 2016", "return {rut, spx} since 2016 by year"],
            wrong: [
                "return rut, spx since 2016", "return rut, spx by year since 2017", "return rut by year since 2016",
            ]),
        place(
            4, 2,
            right: [
                "compare rut with spx from 2020 to 2026",
                "compare $rut with $spx since 2020",
            ],
            wrong: [
                "compare spx with rut since 2020", "compare rut with spx", "compare rut with spx weekly since 2020",
            ]),
        place(
            4, 3,
            right: [
                "return mag7 in 2026 | sort by change desc",
                "return nvda, aapl, msft, amzn, googl, meta, tsla ytd | sort by change desc",
            ],
            wrong: ["return mag7 ytd", "return mag7 ytd | sort by change", "return mag7 last 1y | sort by change desc"]),
        place(
            4, 4,
            right: ["return mag7 last 3m | sort by change desc | top 3", "rank mag7 by return(it, 3 months) top 3"],
            wrong: [
                "rank mag7 by return(it, 3m)", "rank mag7 by return(it, 3m) bottom 3",
                "rank mag7 by return(it, 1y) top 3",
            ]),
        place(
            4, 5, right: ["breadth sp500 wtd as of 16 jan 2026", "breadth sp500 from 2026-01-09 to 2026-01-16"],
            wrong: ["breadth sp500 wtd", "breadth mag7 wtd as of 2026-01-16", "breadth sp500 ytd as of 2026-01-16"]),
        place(
            5, 1,
            right: ["streak spx under rut weekly since 2020-01-01", "streak rut over spx since 2020 weekly top 4"],
            wrong: [
                "streak rut over spx since 2020", "streak rut over spx monthly since 2020",
                "streak rut over spx weekly",
            ]),
        place(
            5, 2, right: ["odds spx under rut since 1990", "odds ret(rut) > ret(spx) since 1990"],
            wrong: ["odds rut over spx", "odds rut up since 1990", "odds rut over spx weekly since 1990"]),
        place(
            5, 3, right: ["count rut at high in 2026", "count rut > lag(rmax(rut, 9600), 1) since 2026"],
            wrong: ["count rut at high", "count spx at high ytd", "count rut at high in 2025"]),
        place(
            5, 4,
            right: ["streak rut over spx since 1990 top 5", "streak spx under rut since 1990 | where length > 11"],
            wrong: [
                "streak rut over spx since 1990 | where length > 12", "streak rut over spx since 1990",
                "streak rut over spx since 2000 | where length >= 12",
            ]),
        place(
            5, 5,
            right: [
                "return rut next 3 months after streak(spx under rut) reaches 10",
                "return rut next 3m after streak(rut over spx) crosses above 9",
            ],
            wrong: [
                "return rut next 1m after streak(rut over spx) reaches 10", "return rut next 3m after rut over spx",
                "return rut next 3m after streak(rut over spx) reaches 9",
            ]),
        place(
            6, 1, right: ["let ratio = rut.close / spx.close", "let ratio = 1 / (spx / rut)"],
            wrong: ["let ratio = spx / rut", "let ratio = 0.3933", "let ratio = rut / ndx", "rut / spx"]),
        place(
            6, 2, right: ["when rut / spx at 52w high last 1y", "when ratio at 1y high last 12m"],
            wrong: ["when ratio at high last 1y", "when rut at 52w high last 1y", "count ratio at 52w high last 1y"]),
        place(
            6, 3, right: ["rsi(rut)", "RSI(rut.close, 14)", "show rsi(rut, 14) last 1d"],
            wrong: ["rsi(rut, 10)", "rsi(spx, 14)", "last_value(rsi(rut, 10))", "rsi(rut, 14) weekly"]),
        place(
            6, 4, right: ["def spread(x, y) = ret(x) - ret(y)", "def spread(a, b) = -(ret(b) - ret(a))"],
            wrong: [
                "def spread(a, b) = ret(b) - ret(a)", "def spread(a, b) = a - b", "def gap(a, b) = ret(a) - ret(b)",
                "def spread(a, b) = ret(rut) - ret(spx)",
            ]),
        place(
            6, 5,
            right: ["mean ret(rut) - ret(spx) by year since 2020", "mean spread(a: rut, b: spx) since 2020 by year"],
            wrong: [
                "mean spread(rut, spx) since 2020", "median spread(rut, spx) by year since 2020",
                "mean spread(spx, rut) by year since 2020",
            ]),
        place(
            7, 1,
            right: ["for x in {rut, spx, ndx} { return x in 2026 }", "return rut ytd; return spx ytd; return ndx ytd"],
            wrong: [
                "for s in {spx, rut, ndx} { return s ytd }", "for s in {rut, spx} { return s ytd }",
                "return {rut, spx, ndx} ytd",
            ]),
        place(
            7, 2,
            right: [
                "if last_value(rsi(rut)) > 70 { print \"overbought\" } else { print \"calm\" }",
                "if rsi(rut, 14) <= 70 { print \"calm\" } else { print \"overbought\" }",
            ],
            wrong: [
                "print \"overbought\"", "if rsi(rut, 14) > 90 { print \"overbought\" } else { print \"calm\" }",
                "if true { print \"overbought\" } else { print \"calm\" }",
            ]),
        place(
            7, 3,
            right: [
                "show rut last 20 sessions | save \"lesson.csv\"",
                "show rut | bottom 20 | save \"lesson.csv\"",
            ],
            wrong: [
                "show rut last 20d", "show rut last 10d | save \"lesson.csv\"",
                "show rut last 20d | save \"other.csv\"",
            ]),
        place(
            7, 4, right: ["load $mine from \"lesson.csv\"", "load mine from \"lesson.csv\" dates ymd"],
            wrong: ["load other from \"lesson.csv\"", "let mine = rut"]),
        place(
            7, 5, right: ["return rut, mine last 10 sessions", "return {mine, rut} last 10d"],
            wrong: ["return mine last 10d", "return mine, rut last 9d", "return mine, spx last 10d"]),
    ].flatMap { $0 }

    static let cases: [(right: [String], wrong: [String])] = [
        (
            ["streak spx under rut since 1990 as of 22 jan 2026", "streak rut over spx since 1990"],
            [
                "streak rut over spx since 2000", "streak rut over spx since 1990 as of 2026-01-21",
                "count rut over spx ytd",
            ]
        ),
        (
            [
                "streak rut over spx since 1990 until 2026-01-15 as of 2026-01-15",
                "streak spx under rut as of 2026-01-15",
            ],
            ["streak rut over spx since 1990 as of 2026-01-14", "streak rut over spx since 1990"]
        ),
        (
            ["count rut over spx ytd", "count not rut under spx in 2026"],
            ["count rut up ytd", "count rut over spx ytd as of 2026-01-21"]
        ),
        (
            ["return rut last 1d", "return rut from 2026-01-21 to 2026-01-22"],
            ["return rut last 2d", "return spx last 1d"]
        ),
        (["count rut at high ytd", "count rut at high since 2026"], ["count spx at high ytd", "count rut at high"]),
        (
            [
                "when rut at intraday high and rut at high last 1d as of 2026-01-15",
                "when rut at intraday high and rut at high in 2026-01-15",
            ],
            ["when rut at high ytd as of 2026-01-15", "count rut at high last 1d as of 2026-01-15"]
        ),
        (
            ["return spx, rut ytd as of 2026-01-15", "return rut, spx from 2025-12-31 to 2026-01-15"],
            ["return rut, spx ytd", "return rut ytd as of 2026-01-15"]
        ),
        (
            ["target rut to 2861, 3_000, 3126 as of 15 jan 2026", "target $rut to 2861, 3e3, 3126 as of 2026-01-15"],
            ["target rut to 2861, 3000, 3126", "target spx to 2861, 3000, 3126 as of 2026-01-15"]
        ),
        (
            ["rsi(rut) as of 2026-01-15", "rsi(rut.close, 14) as of 15 jan 2026"],
            ["rsi(rut, 14)", "rsi(rut, 21) as of 2026-01-15", "rsi(spx, 14) as of 2026-01-15"]
        ),
        (
            ["return qqq, iwm last 3 months as of 2026-01-15", "return iwm, qqq from 2025-10-15 to 2026-01-15"],
            ["return iwm, qqq last 3m", "return iwm, qqq from 2025-10-16 to 2026-01-15"]
        ),
        (
            [
                "breadth {aapl, msft, amzn, googl, meta, nvda, tsla} wtd as of 2026-01-16",
                "breadth mag7 from 2026-01-09 to 2026-01-16",
            ],
            ["breadth sp500 wtd as of 2026-01-16", "breadth mag7 wtd"]
        ),
        (
            ["return basket(mag7), spx ytd", "return spx, basket(mag7) in jan 2026"],
            ["return mag7, spx ytd", "return basket(mag7), spx in 2025-12"]
        ),
        (
            [
                "let r = rut / spx; when r at 52w high last 1y as of 2026-01-15",
                "when rut / spx at 1y high ytd as of 2026-01-15",
            ],
            [
                "when rut / spx at 52w high last 1y", "when rut at 52w high last 1y as of 2026-01-15",
                "when spx / rut at 52w high last 1y as of 2026-01-15",
            ]
        ),
        (
            ["return spx, rut next 1y, 3y after streak(spx under rut) reaches 10 as of 2026-01-15"],
            [
                "return rut, spx next 1y after streak(rut over spx) reaches 10 as of 2026-01-15",
                "return rut, spx next 1y, 3y after streak(rut over spx) reaches 9 as of 2026-01-15",
            ]
        ),
        (
            ["streak rut over spx since 2023-12 weekly as of 12 dec 2025"],
            ["streak rut over spx since 2023-12 as of 2025-12-12", "streak rut over spx weekly since 2023-12"]
        ),
        (
            ["when rut over spx yearly since 2010", "when spx under rut yearly since 2010 as of 2025-12-12"],
            ["when rut over spx yearly since 2012", "count rut over spx yearly since 2010"]
        ),
        (
            ["return spx, rut in 2025 as of 2025-12-12", "return rut, spx from 2024-12-31 to 2025-12-12"],
            ["return rut, spx in 2025", "return rut, spx ytd"]
        ),
        (
            ["first {rut, spx, ndx, dji} at high from 2025-12-01 to 2025-12-12 as of 2025-12-12"],
            [
                "first {rut, spx, ndx, dji} at high in 2025",
                "first {rut, spx, ndx, dji} at 52w low in 2025-12 as of 2025-12-12",
            ]
        ),
        (
            [
                "breadth {dji, rut, ndx, spx} last 1d as of 2025-12-12",
                "breadth {rut, spx, ndx, dji} from 2025-12-11 to 2025-12-12",
            ],
            ["breadth {rut, spx, ndx, dji} last 1d", "breadth {rut, spx} last 1d as of 2025-12-12"]
        ),
        (
            [
                "return rut, basket(mag7), spx last 1 month as of 2025-12-12",
                "return rut, spx, basket(mag7) from 2025-11-12 to 2025-12-12",
            ],
            ["return rut, mag7, spx last 1m as of 2025-12-12", "return rut, basket(mag7), spx last 1m"]
        ),
    ]
}
