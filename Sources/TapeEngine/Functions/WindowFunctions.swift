extension FunctionTable {
    private static let warm = "the first n − 1"
    private static let meanOfFirst = "the mean of the first n values"
    private static let meansOfFirst = "each average: the mean of its own first n values"
    private static let nowhereElse = "the same in TA-Lib, TTR and pandas"
    private static let pair: [FunctionEntry.Parameter] = [.init("A", .series), .init("B", .series)]

    static let windowEntries: [FunctionEntry] = averageEntries + statisticEntries

    private static let averageEntries: [FunctionEntry] = [
        FunctionEntry(
            "sma", family: "Windows", [.subject, .window()], .series, .mean(0), lookBack: .sums,
            doc: "the simple moving average of the last n values, the session included",
            formula: "(S[t] + … + S[t−n+1]) ÷ n; missing where one of them is missing", source: "arithmetic mean",
            warmUp: warm,
            differs:
                "TTR and pandas subtract what leaves the window and so drift; each mean here uses only its own values",
            example: "sma(rut, 50)"
        ) { call in .column(Rolling.mean(call.series(0), call.whole(1))) },
        FunctionEntry(
            "ema", family: "Windows", [.subject, .window()], .series, .mean(0), lookBack: .all,
            doc: "the exponential moving average: each value moves it 2 ÷ (n + 1) of the way",
            formula:
                "E[t] = E[t−1] + (S[t] − E[t−1]) × 2 ÷ (n + 1); a missing session is missing and changes nothing",
            source:
                "Roberts, Control Chart Tests Based on Geometric Moving Averages, 1959; weight and seed as TA-Lib, TTR",
            warmUp: warm, seed: meanOfFirst,
            differs: "the ewm(span=n, adjust=False) of pandas starts from the first value",
            example: "ema(rut, 20)", settles: 10
        ) { call in .column(Smoothing.exponential(call.series(0), call.whole(1))) },
        FunctionEntry(
            "wma", family: "Windows", [.subject, .window()], .series, .mean(0), lookBack: .sums,
            doc: "the linearly weighted moving average: the newest of the last n values weighs n, the oldest 1",
            formula: "(n × S[t] + … + 1 × S[t−n+1]) ÷ (n (n + 1) ÷ 2); missing where one of them is missing",
            source: "weights as in TA-Lib and TTR", warmUp: warm,
            differs: "the same in TA-Lib and TTR", example: "wma(rut, 20)"
        ) { call in .column(Rolling.weightedMean(call.series(0), call.whole(1))) },
        FunctionEntry(
            "hma", family: "Windows", [.subject, .window(from: 2)], .series, .mean(0), lookBack: .hull,
            doc: "Hull's moving average: a weighted average that follows the price closely",
            formula: "wma(2 × wma(S, n ÷ 2) − wma(S, n), √n), both lengths cut to whole numbers",
            source: "Hull, Hull Moving Average, 2005", warmUp: "the first n − 1 + ⌊√n⌋ − 1",
            differs: "some round n ÷ 2 and √n instead of cutting them", example: "hma(rut, 20)"
        ) { call in
            let (values, n) = (call.series(0), call.whole(1))
            let fast = Rolling.weightedMean(values, n / 2)
            let raw = Shape.combined(fast, Rolling.weightedMean(values, n)) { 2 * $0 - $1 }
            return .column(Rolling.weightedMean(raw, Int(Double(n).squareRoot())))
        },
        FunctionEntry(
            "dema", family: "Windows", [.subject, .window()], .series, .mean(0),
            lookBack: .smoothedAgain { 2 * $0 - 1 },
            doc: "the double exponential moving average: an EMA with its lag removed",
            formula: "2 × E1 − E2; E1 = ema(S, n), E2 = ema(E1, n)",
            source: "Mulloy, Smoothing Data with Faster Moving Averages, Stocks & Commodities, 1994",
            warmUp: "the first 2n − 2", seed: meansOfFirst,
            differs: "the same in TA-Lib and TTR",
            example: "dema(rut, 20)", settles: 10
        ) { call in
            let first = Smoothing.exponential(call.series(0), call.whole(1))
            return .column(Shape.combined(first, Smoothing.exponential(first, call.whole(1))) { 2 * $0 - $1 })
        },
        FunctionEntry(
            "tema", family: "Windows", [.subject, .window()], .series, .mean(0),
            lookBack: .smoothedAgain { 3 * $0 - 2 },
            doc: "the triple exponential moving average",
            formula: "3 × E1 − 3 × E2 + E3; E1 = ema(S, n), E2 = ema(E1, n), E3 = ema(E2, n)",
            source: "Mulloy, Smoothing Data with Less Lag, Stocks & Commodities, 1994", warmUp: "the first 3n − 3",
            seed: meansOfFirst, differs: "the same in TA-Lib", example: "tema(rut, 20)", settles: 10
        ) { call in
            let first = Smoothing.exponential(call.series(0), call.whole(1))
            let second = Smoothing.exponential(first, call.whole(1))
            let third = Smoothing.exponential(second, call.whole(1))
            return .column(Shape.combined(Shape.combined(first, second) { 3 * $0 - 3 * $1 }, third) { $0 + $1 })
        },
    ]

    private static let statisticEntries: [FunctionEntry] = [
        FunctionEntry(
            "rsum", family: "Windows", [.subject, .window()], .series, .like(0), lookBack: .sums,
            doc: "the sum of the last n values", formula: "S[t] + … + S[t−n+1]; missing where one of them is missing",
            source: "compensated sum (Neumaier 1974)", warmUp: warm,
            differs: "the same in TA-Lib, TTR and pandas, which subtract what leaves the window and so drift",
            example: "rsum(logret(rut), 21)"
        ) { call in .column(Rolling.sum(call.series(0), call.whole(1))) },
        FunctionEntry(
            "rmin", family: "Windows", [.subject, .window()], .series, .like(0), lookBack: .window,
            doc: "the lowest of the last n values, the session included",
            formula: "min(S[t], …, S[t−n+1]); missing where one of them is missing", source: "order statistic",
            warmUp: warm,
            differs: nowhereElse, example: "rmin(rut, 252)"
        ) { call in .column(Rolling.extreme(call.series(0), call.whole(1), highest: false)) },
        FunctionEntry(
            "rmax", family: "Windows", [.subject, .window()], .series, .like(0), lookBack: .window,
            doc: "the highest of the last n values, the session included",
            formula: "max(S[t], …, S[t−n+1]); missing where one of them is missing", source: "order statistic",
            warmUp: warm,
            differs: nowhereElse, example: "rmax(rut, 252)"
        ) { call in .column(Rolling.extreme(call.series(0), call.whole(1), highest: true)) },
        FunctionEntry(
            "rmedian", family: "Windows", [.subject, .window()], .series, .mean(0), lookBack: .window,
            doc: "the median of the last n values",
            formula: "the middle value, or the mean of the two in the middle; missing where one of the n is missing",
            source: "order statistic", warmUp: warm, differs: "the same in TTR and pandas", example: "rmedian(rut, 21)"
        ) { call in .column(Rolling.median(call.series(0), call.whole(1))) },
        FunctionEntry(
            "rstdev", family: "Windows", [.subject, .window(from: 2)], .series, .mean(0), lookBack: .sums,
            doc: "the sample standard deviation of the last n values",
            formula: "√(Σ (S − mean)² ÷ (n − 1)); missing where one of the n is missing", source: "Bessel's correction",
            warmUp: warm,
            differs: "TA-Lib's STDDEV divides by n", example: "rstdev(ret(rut), 21)"
        ) { call in
            let n = call.whole(1)
            return .column(
                Shape.mapped(Rolling.moments(call.series(0), n, floor: call.floor(0)).squares) {
                    Moment.deviation($0, n)
                })
        },
        FunctionEntry(
            "zscore", family: "Windows", [.subject, .window(from: 2)], .series, .fixed(.number), lookBack: .sums,
            doc: "how many standard deviations the value is above the mean of the last n, itself included",
            formula: "(S[t] − sma(S, n)) ÷ rstdev(S, n); missing where the n values are equal",
            source: "standard score with the sample's deviation", warmUp: warm,
            differs: "scipy.stats.zscore divides by the population's deviation unless ddof=1",
            example: "zscore(rut, 50)"
        ) { call in .column(Rolling.standardScore(call.series(0), call.whole(1), floor: call.floor(0))) },
        FunctionEntry(
            "percentile_rank", family: "Windows", [.subject, .window(from: 2)], .series, .fixed(.share),
            lookBack: .window,
            doc: "the share of the other n − 1 values of the window that are below the newest",
            formula: "count(S[t−k] < S[t], k = 1 … n − 1) ÷ (n − 1); missing where one of the n is missing",
            source: "PERCENTRANK.INC of the spreadsheets", warmUp: warm,
            differs: """
                pandas' rolling rank(pct=True) counts the value itself and halves ties; TTR's runPercentRank adds half of the \
                equal ones and divides by n
                """,
            example: "percentile_rank(rut, 252)"
        ) { call in .column(Rolling.percentileRank(call.series(0), call.whole(1))) },
        FunctionEntry(
            "rcorr", family: "Windows", pair + [.window(from: 2)], .series, .fixed(.number), lookBack: .sums,
            doc: "the correlation of the last n pairs of values as given; corr does it on returns",
            formula: "Σ (A − mean)(B − mean) ÷ √(Σ (A − mean)² Σ (B − mean)²); missing where a side does not move",
            source: "Pearson, Regression, Heredity, and Panmixia, 1896", warmUp: warm,
            differs: "TA-Lib's CORREL gives 0 where a side does not move", example: "rcorr(ret(rut), ret(spx), 63)"
        ) { call in
            .column(
                Rolling.correlation(
                    call.series(0), call.series(1), call.whole(2), floors: (call.floor(0), call.floor(1))))
        },
        FunctionEntry(
            "rbeta", family: "Windows", pair + [.window(from: 2)], .series, .fixed(.number), lookBack: .sums,
            doc:
                "the least-squares slope of A on B over the last n pairs of values as given; beta does it on returns",
            formula: "Σ (A − mean)(B − mean) ÷ Σ (B − mean)²; missing where B does not move",
            source: "least squares (Legendre 1805)", warmUp: warm,
            differs: "TA-Lib's BETA turns prices into returns itself, and takes the sides in the other order",
            example: "rbeta(ret(rut), ret(spx), 63)"
        ) { call in
            .column(
                Rolling.regression(
                    call.series(0), on: call.series(1), call.whole(2), floors: (call.floor(0), call.floor(1))))
        },
        FunctionEntry(
            "slope", family: "Windows", [.subject, .window(from: 2)], .series, .mean(0), lookBack: .sums,
            doc: "the slope per session of the straight line through the last n values",
            formula: "Σ (k − mean)(S − mean) ÷ Σ (k − mean)², k the session's number",
            source: "least squares (Legendre 1805)",
            warmUp: warm, differs: "the same as TA-Lib's LINEARREG_SLOPE", example: "slope(rut, 50)"
        ) { call in .column(Rolling.slope(call.series(0), call.whole(1))) },
    ]
}

extension LookBack {
    /// Two weighted means of the same values, and a mean of both: the block length is a multiple of all three lengths.
    fileprivate static let hull = LookBack.bars(
        { $0[0] - 1 + root($0[0]) - 1 },
        blocks: { leastCommonMultiple(leastCommonMultiple($0[0], $0[0] / 2), root($0[0])) })

    private static func root(_ n: Int) -> Int { Int(Double(n).squareRoot()) }

    private static func leastCommonMultiple(_ one: Int, _ two: Int) -> Int {
        var (a, b) = (one, two)
        while b != 0 { (a, b) = (b, a % b) }
        return one / a * two
    }
}
