/// Indicators that read open, high, low, close and volume.
extension FunctionTable {
    private static let wilder = "Wilder, New Concepts in Technical Trading Systems, 1978"

    static let barIndicatorEntries: [FunctionEntry] = rangeEntries + stochasticEntries + volumeEntries

    private static let rangeEntries: [FunctionEntry] = [
        FunctionEntry(
            "tr", family: "Indicators", [.bars], .series, .like(0), lookBack: .all,
            doc: "the true range of each session: its range, extended to the previous close",
            formula: "max(high[t], close[t−1]) − min(low[t], close[t−1])", source: wilder, warmUp: "the first",
            differs: "TradingView's ta.tr(true) gives the first bar its plain range", example: "tr(rut)"
        ) { call in .column(Price.trueRange(call.bars(0))) },
        FunctionEntry(
            "atr", family: "Indicators", [.bars, .window(default: 14)], .series, .like(0), lookBack: .all,
            doc: "Wilder's average true range",
            formula:
                "Wilder's mean of tr: A[t] = A[t−1] + (tr[t] − A[t−1]) ÷ n; a session without its prices is skipped",
            source: wilder, warmUp: "the first n", seed: "the mean of the first n true ranges",
            differs: "TradingView counts the first bar's plain range and begins a session earlier",
            example: "atr(rut, 14)",
            settles: 10
        ) { call in .column(Price.averageTrueRange(call.bars(0), call.whole(1))) },
        FunctionEntry(
            "adx", family: "Indicators", [.bars, .window(default: 14)], .series, .fixed(.number),
            lookBack: .smoothedAgain { 2 * $0 },
            doc: "Wilder's average directional index, 0 to 100: the strength of a trend in either direction",
            formula: """
                Wilder's mean of 100 × |+DI − −DI| ÷ (+DI + −DI), the DI as plus_di and minus_di
                """,
            source: wilder, warmUp: "the first 2n − 1", seed: "the mean of its first n values",
            differs: """
                TA-Lib and TTR seed with n − 1 values and add the n-th in Wilder's way, so their first values differ: his \
                worksheet sums n
                """,
            example: "adx(rut, 14)", settles: 10
        ) { call in .column(Price.directional(call.bars(0), call.whole(1)).index) },
        FunctionEntry(
            "plus_di", family: "Indicators", [.bars, .window(default: 14)], .series, .fixed(.number), lookBack: .all,
            doc: "Wilder's positive directional indicator, 0 to 100",
            formula: """
                100 × M ÷ R; M is Wilder's mean of the rise of the high where it is positive and greater than the fall of the \
                low, else 0; R is that of tr
                """,
            source: wilder, warmUp: "the first n", seed: "the means of the first n of both", differs: "as adx",
            example: "plus_di(rut, 14)", settles: 10
        ) { call in .column(Price.directional(call.bars(0), call.whole(1)).plus) },
        FunctionEntry(
            "minus_di", family: "Indicators", [.bars, .window(default: 14)], .series, .fixed(.number), lookBack: .all,
            doc: "Wilder's negative directional indicator, 0 to 100",
            formula: "as plus_di, with the fall of the low where it is positive and greater than the rise of the high",
            source: wilder, warmUp: "the first n", seed: "the means of the first n of both", differs: "as adx",
            example: "minus_di(rut, 14)", settles: 10
        ) { call in .column(Price.directional(call.bars(0), call.whole(1)).minus) },
        FunctionEntry(
            "sar", family: "Indicators",
            [.bars, .init("step", .number, default: 0.02), .init("limit", .number, default: 0.2)], .series, .like(0),
            lookBack: .all,
            doc: "Wilder's parabolic stop and reverse: the level at which a trend follower reverses",
            formula: """
                SAR[t+1] = SAR[t] + F × (E − SAR[t]); E is the trend's extreme, F grows by step at each new one up to limit; \
                never beyond the last two lows (highs); when hit it restarts at E
                """,
            source: wilder, warmUp: "the first",
            seed: """
                the first trend is up unless the first step is a downward directional movement; its stop is the first \
                session's low (high), its extreme the second's high (low)
                """,
            differs: "the same in TA-Lib; TTR tests each session against the stop of the one before",
            example: "sar(rut)"
        ) { call in .column(Price.parabolic(call.bars(0), step: call.number(1), limit: call.number(2))) },
        FunctionEntry(
            "cci", family: "Indicators", [.bars, .window(default: 20)], .series, .fixed(.number), lookBack: .sums,
            doc: "Lambert's commodity channel index: the typical price's distance from its average",
            formula: """
                (P − sma(P, n)) ÷ (0.015 × D); P = (high + low + close) ÷ 3, D the mean of |P − sma(P, n)| over the last n; \
                missing where they are equal
                """,
            source: "Lambert, Commodity Channel Index, Commodities, 1980", warmUp: "the first n − 1",
            differs: "TA-Lib gives 0 where the prices are equal", example: "cci(rut, 20)"
        ) { call in .column(Price.commodityChannel(call.bars(0), call.whole(1))) },
    ]

    private static let lane = "Lane, Lane's Stochastics, Stocks & Commodities, 1984"
    private static let flatRange = "missing where highs and lows are equal; TA-Lib gives 0 there, TTR one half"

    /// 100 × position, smoothed by successive simple means.
    private static func stochastic(_ call: borrowing Call, smoothed: Int) -> Value {
        var values = Shape.mapped(Price.position(call.bars(0), call.whole(1))) { 100 * $0 }
        for _ in 0..<smoothed { values = Rolling.mean(values, call.whole(2)) }
        return .column(values)
    }

    private static let stochasticParameters: [FunctionEntry.Parameter] = [
        .bars, .window(default: 14), .window("d", default: 3),
    ]

    private static let stochasticEntries: [FunctionEntry] = [
        FunctionEntry(
            "stoch_k", family: "Indicators", [.bars, .window(default: 14)], .series, .fixed(.number),
            lookBack: .window,
            doc: "the fast stochastic %K: where the close is in the range of the last n sessions, 0 to 100",
            formula: "100 × (close − L) ÷ (H − L); H the highest high, L the lowest low of the last n", source: lane,
            warmUp: "the first n − 1", differs: flatRange, example: "stoch_k(rut, 14)"
        ) { call in stochastic(call, smoothed: 0) },
        FunctionEntry(
            "stoch_d", family: "Indicators", stochasticParameters, .series, .fixed(.number),
            lookBack: .stochastic(smoothed: 1),
            doc: "the fast stochastic %D: the average of %K", formula: "sma(stoch_k(S, n), d)", source: lane,
            warmUp: "the first n + d − 2", differs: flatRange, example: "stoch_d(rut, 14, 3)"
        ) { call in stochastic(call, smoothed: 1) },
        FunctionEntry(
            "stoch_slow_k", family: "Indicators", stochasticParameters, .series, .fixed(.number),
            lookBack: .stochastic(smoothed: 1),
            doc: "the slow stochastic %K, which is the fast %D", formula: "sma(stoch_k(S, n), d)", source: lane,
            warmUp: "the first n + d − 2", differs: flatRange, example: "stoch_slow_k(rut, 14, 3)"
        ) { call in stochastic(call, smoothed: 1) },
        FunctionEntry(
            "stoch_slow_d", family: "Indicators", stochasticParameters, .series, .fixed(.number),
            lookBack: .stochastic(smoothed: 2),
            doc: "the slow stochastic %D: the average of the slow %K", formula: "sma(stoch_slow_k(S, n, d), d)",
            source: lane, warmUp: "the first n + 2d − 3", differs: flatRange, example: "stoch_slow_d(rut, 14, 3)"
        ) { call in stochastic(call, smoothed: 2) },
        FunctionEntry(
            "williams_r", family: "Indicators", [.bars, .window(default: 14)], .series, .fixed(.number),
            lookBack: .window,
            doc: "Williams' %R: how far the close is below the high of the last n sessions, −100 to 0",
            formula: "−100 × (H − close) ÷ (H − L); H the highest high, L the lowest low of the last n",
            source: "Williams, How I Made One Million Dollars Last Year Trading Commodities, 1973",
            warmUp: "the first n − 1",
            differs: "missing where highs and lows are equal; TA-Lib gives 0; TTR omits the sign",
            example: "williams_r(rut, 14)"
        ) { call in .column(Shape.mapped(Price.position(call.bars(0), call.whole(1))) { 100 * $0 - 100 }) },
    ]

    private static let volumeEntries: [FunctionEntry] = [
        FunctionEntry(
            "obv", family: "Indicators", [.bars], .series, .fixed(.count), lookBack: .all,
            doc: "on-balance volume: the running sum of the volume of rises minus that of falls",
            formula: "OBV[t−1] + volume[t] where the close rose, − volume[t] where it fell",
            source: "Granville, Granville's New Key to Stock Market Profits, 1963", seed: "0 at the first session",
            differs:
                "TA-Lib and TTR start from the first session's volume; only its changes have a meaning, not its level",
            example: "obv(rut)"
        ) { call throws(EngineError) in .column(Price.onBalanceVolume(call.bars(0).close, try call.volume())) },
        FunctionEntry(
            "mfi", family: "Indicators", [.bars, .window(default: 14)], .series, .fixed(.number),
            lookBack: .changeSums,
            doc: "the money flow index, 0 to 100: an RSI weighted by the money traded each session",
            formula: """
                100 × U ÷ (U + D); U and D are the sums over the last n of P × volume on sessions on which P = (high + low + \
                close) ÷ 3 rose and fell; missing where both are 0
                """,
            source: "Quong and Soudack, Volume-Weighted RSI: Money Flow, Stocks & Commodities, 1989",
            warmUp: "the first n",
            differs: "TA-Lib gives 0 where both are 0", example: "mfi(rut, 14)"
        ) { call throws(EngineError) in
            .column(Price.moneyFlow(call.bars(0), try call.volume(), call.whole(1)))
        },
        FunctionEntry(
            "vwap", family: "Indicators", [.bars, .rolling(from: 1)], .numberUnlessGiven("n"), .like(0),
            lookBack: .sums,
            doc: "the typical price weighted by volume, over the query's window or the last n sessions",
            formula: "Σ P × volume ÷ Σ volume; P = (high + low + close) ÷ 3; missing where nothing was traded",
            source: "Berkowitz, Logue and Noser, The Total Cost of Transactions on the NYSE, 1988, on daily bars",
            warmUp: "the first n − 1",
            differs: "TTR's VWAP takes any price; on a minute chart it restarts each day",
            example: "vwap(rut, 21)"
        ) { call throws(EngineError) in
            let (bars, volume) = (call.bars(0), try call.volume())
            guard call.has(1) else { return .finite(Price.volumeWeighted(bars, volume, within: call.window)) }
            return .column(Price.volumeWeighted(bars, volume, call.whole(1)))
        },
    ]
}

extension LookBack {
    /// The last n sessions, then a mean over d, once or repeatedly.
    fileprivate static func stochastic(smoothed: Int) -> LookBack {
        .bars({ $0[0] - 1 + smoothed * ($0[1] - 1) }, blocks: { $0[1] })
    }
}
