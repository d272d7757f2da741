/// Indicators of one series.
extension FunctionTable {
    static let indicatorEntries: [FunctionEntry] =
        seriesIndicatorEntries + barIndicatorEntries + channelEntries + swingEntries

    private static let macdParameters: [FunctionEntry.Parameter] = [
        .subject, .window("fast", default: 12), .window("slow", default: 26),
    ]

    private static func macd(_ call: borrowing Call) -> [Double] {
        let values = call.series(0)
        return Shape.combined(
            Smoothing.exponential(values, call.whole(1)), Smoothing.exponential(values, call.whole(2))
        ) { $0 - $1 }
    }

    private static let seriesIndicatorEntries: [FunctionEntry] = [
        FunctionEntry(
            "rsi", family: "Indicators", [.subject, .window(default: 14)], .series, .fixed(.number), lookBack: .all,
            doc: "Wilder's relative strength index, 0 to 100: above 70 overbought, below 30 oversold",
            formula: """
                100 × U ÷ (U + D); U and D are Wilder's means of the rises and falls from value to value, \
                U[t] = U[t−1] + (rise − U[t−1]) ÷ n; missing where both are zero; a missing session is skipped
                """,
            source: "Wilder, New Concepts in Technical Trading Systems, 1978", warmUp: "the first n",
            seed: "the means of the first n rises and falls",
            differs: "a series that never moved is missing here, 0 in TA-Lib; Cutler's RSI uses simple means",
            example: "rsi(rut, 14)", settles: 10
        ) { call in .column(Oscillator.relativeStrength(call.series(0), call.whole(1))) },
        FunctionEntry(
            "macd", family: "Indicators", macdParameters, .series, .mean(0), lookBack: .all,
            doc: "moving average convergence and divergence: the fast exponential average minus the slow one",
            formula: "ema(S, fast) − ema(S, slow)",
            source: "Appel, The Moving Average Convergence-Divergence Method, 1979",
            warmUp: "the first slow − 1", seed: "each average: the mean of its own first values",
            differs: """
                TA-Lib seeds the fast average with the values just before the slow one begins, so its first values \
                differ; TTR gives percent of the slow average unless asked
                """,
            // Ten times the slow average, which by default is a little over twice the fast one.
            example: "macd(rut)", settles: 22
        ) { call in .column(macd(call)) },
        FunctionEntry(
            "signal", family: "Indicators", macdParameters + [.window("n", default: 9)], .series, .mean(0),
            lookBack: .all,
            doc: "the signal line of macd: its exponential average",
            formula: "ema(macd(S, fast, slow), n)",
            source: "Appel, The Moving Average Convergence-Divergence Method, 1979",
            warmUp: "the first slow + n − 2", seed: "the mean of the first n values of macd", differs: "as macd",
            example: "signal(rut)", settles: 22
        ) { call in .column(Smoothing.exponential(macd(call), call.whole(3))) },
        bollinger("bollinger_upper", sign: 1, side: "upper"),
        bollinger("bollinger_lower", sign: -1, side: "lower"),
        FunctionEntry(
            "roc", family: "Indicators", [.subject, .window(default: 10)], .series, .fixed(.percent),
            lookBack: .length,
            doc: "the rate of change over n sessions, as a fraction",
            formula: "S[t] ÷ S[t−n] − 1; missing where the base is zero or negative",
            source: "simple return", warmUp: "the first n",
            differs: "TA-Lib's ROC is 100 times this; TTR's is logarithmic unless asked", example: "roc(rut, 10)"
        ) { call in .column(Shape.change(call.series(0), sessions: call.whole(1))) },
        FunctionEntry(
            "mom", family: "Indicators", [.subject, .window(default: 10)], .series, .like(0), lookBack: .length,
            doc: "momentum: how far the value is above that of n sessions earlier", formula: "S[t] − S[t−n]",
            source: "as TA-Lib's MOM", warmUp: "the first n", differs: "the same in TA-Lib and TTR",
            example: "mom(rut, 10)"
        ) { call in .column(Shape.difference(call.series(0), call.whole(1))) },
    ]

    private static func bollinger(_ name: String, sign: Double, side: String) -> FunctionEntry {
        FunctionEntry(
            name, family: "Indicators", [.subject, .window(default: 20), .init("k", .number, default: 2)], .series,
            .like(0), lookBack: .sums,
            doc: "the \(side) Bollinger band: k standard deviations \(sign > 0 ? "above" : "below") the simple average",
            formula: "sma(S, n) \(sign > 0 ? "+" : "−") k × √(Σ (S − mean)² ÷ n)",
            source: "Bollinger, Bollinger on Bollinger Bands, 2001: the population's deviation",
            warmUp: "the first n − 1",
            differs: "with the sample's deviation, as in many pandas recipes, the bands are wider",
            example: "\(name)(rut, 20, 2)"
        ) { call in
            let (n, k) = (call.whole(1), sign * call.number(2))
            let moments = Rolling.moments(call.series(0), n, floor: call.floor(0))
            return .column(
                Shape.combined(moments.mean, moments.squares) { $0 + k * ($1 / Double(n)).squareRoot() })
        }
    }
}
