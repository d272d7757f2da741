/// Channels, breakouts, gaps and turning points.
extension FunctionTable {
    static let channelEntries: [FunctionEntry] = [
        donchian("donchian_upper", highest: true), donchian("donchian_lower", highest: false),
        keltner("keltner_upper", sign: 1), keltner("keltner_lower", sign: -1),
        aroon("aroon_up", highest: true), aroon("aroon_down", highest: false),
    ]

    private static func donchian(_ name: String, highest: Bool) -> FunctionEntry {
        FunctionEntry(
            name, family: "Indicators", [.bars, .window(default: 20)], .series, .like(0), lookBack: .window,
            doc: highest
                ? "Donchian's upper channel: the highest high of the last n sessions"
                : "Donchian's lower channel: the lowest low of the last n sessions",
            formula: highest ? "max(high[t], …, high[t−n+1])" : "min(low[t], …, low[t−n+1])",
            source: "Donchian's four-week rule, 1960s",
            warmUp: "the first n − 1",
            differs: "the session is included; a breakout compares with the channel of the session before",
            example: "\(name)(rut, 20)"
        ) { call in
            let bars = call.bars(0)
            return .column(Rolling.extreme(highest ? bars.high : bars.low, call.whole(1), highest: highest))
        }
    }

    private static func keltner(_ name: String, sign: Double) -> FunctionEntry {
        FunctionEntry(
            name, family: "Indicators", [.bars, .window(default: 20), .init("k", .number, default: 2)], .series,
            .like(0), lookBack: .all,
            doc:
                "the \(sign > 0 ? "upper" : "lower") Keltner channel: k average true ranges \(sign > 0 ? "above" : "below") the exponential average",
            formula: "ema(close, n) \(sign > 0 ? "+" : "−") k × atr(S, n)",
            source: "Keltner, How to Make Money in Commodities, 1960, in the form of Raschke",
            warmUp: "the first n", seed: "as ema and atr",
            differs: "Keltner used a simple average of the typical price and of the range; TTR uses the typical price",
            example: "\(name)(rut, 20, 2)", settles: 10
        ) { call in
            let (bars, k) = (call.bars(0), sign * call.number(2))
            let middle = Smoothing.exponential(bars.close, call.whole(1))
            return .column(Shape.combined(middle, Price.averageTrueRange(bars, call.whole(1))) { $0 + k * $1 })
        }
    }

    private static func aroon(_ name: String, highest: Bool) -> FunctionEntry {
        FunctionEntry(
            name, family: "Indicators", [.bars, .window(default: 25)], .series, .fixed(.number), lookBack: .length,
            doc:
                "Aroon \(highest ? "up" : "down"), 0 to 100: how recent the \(highest ? "highest high" : "lowest low") of n sessions is",
            formula:
                "100 × (n − k) ÷ n; k is how many sessions ago the \(highest ? "highest high" : "lowest low") of the last n + 1 was, the newest of equal ones",
            source: "Chande, A Time Price Oscillator, Stocks & Commodities, 1995", warmUp: "the first n",
            differs: "the same in TA-Lib; TTR looks back over n sessions for its first value, then over n + 1",
            example: "\(name)(rut, 25)"
        ) { call in
            let bars = call.bars(0)
            return .column(Price.aroon(highest ? bars.high : bars.low, call.whole(1), highest: highest))
        }
    }

    static let swingEntries: [FunctionEntry] = [
        FunctionEntry(
            "gap", family: "Indicators", [.bars], .series, .fixed(.percent), lookBack: .previous,
            doc: "how far each session opened above the close before it, as a fraction",
            formula: "open[t] ÷ close[t−1] − 1", source: "overnight return", warmUp: "the first",
            differs: "this is the gap at the open; for an empty space between two ranges use gap_up and gap_down",
            example: "gap(rut)"
        ) { call throws(EngineError) in
            let previous = Shape.lag(call.bars(0).close, 1)
            return .column(Shape.combined(try call.open(), previous) { $1 > 0 ? $0 / $1 - 1 : .nan })
        },
        FunctionEntry(
            "gap_up", family: "Indicators", [.bars], .condition, .fixed(.number), lookBack: .previous,
            doc: "whether the session left an empty space above the one before it", formula: "low[t] > high[t−1]",
            source: "Edwards and Magee, Technical Analysis of Stock Trends, 1948", warmUp: "the first",
            differs: "some call every opening above the last close a gap: that is gap", example: "gap_up(rut)"
        ) { call in .condition(Swing.above(call.bars(0).low, previous: call.bars(0).high)) },
        FunctionEntry(
            "gap_down", family: "Indicators", [.bars], .condition, .fixed(.number), lookBack: .previous,
            doc: "whether the session left an empty space below the one before it", formula: "high[t] < low[t−1]",
            source: "Edwards and Magee, Technical Analysis of Stock Trends, 1948", warmUp: "the first",
            differs: "some call every opening below the last close a gap: that is gap", example: "gap_down(rut)"
        ) { call in
            .condition(
                Swing.above(Shape.mapped(call.bars(0).high) { -$0 }, previous: Shape.mapped(call.bars(0).low) { -$0 }))
        },
        FunctionEntry(
            "breakout_up", family: "Indicators", [.bars, .window(default: 20)], .condition, .fixed(.number),
            lookBack: .length,
            doc: "whether the session closed above the range of the n sessions before it",
            formula: "close[t] > max(high[t−1], …, high[t−n])",
            source: "Donchian's four-week rule, 1960s", warmUp: "the first n",
            differs: "the Turtles bought on the touch; this uses the close", example: "breakout_up(rut, 20)"
        ) { call in .condition(Swing.breakout(call.bars(0).close, above: call.bars(0).high, call.whole(1))) },
        FunctionEntry(
            "breakout_down", family: "Indicators", [.bars, .window(default: 20)], .condition, .fixed(.number),
            lookBack: .length,
            doc: "whether the session closed below the range of the n sessions before it",
            formula: "close[t] < min(low[t−1], …, low[t−n])",
            source: "Donchian's four-week rule, 1960s", warmUp: "the first n",
            differs: "the Turtles sold on the touch; this uses the close", example: "breakout_down(rut, 20)"
        ) { call in
            let bars = call.bars(0)
            return .condition(
                Swing.breakout(Shape.mapped(bars.close) { -$0 }, above: Shape.mapped(bars.low) { -$0 }, call.whole(1)))
        },
        FunctionEntry(
            "swing_high", family: "Indicators", [.bars, .window("k", default: 5)], .series, .like(0), lookBack: .all,
            doc: "the level of the newest confirmed swing high, from the session that confirms it",
            formula: "the newest high[s], s ≤ t − k, that is above the k highs before it and not below the k after it",
            source: "fractals: Williams, Trading Chaos, 1995, with k = 2", warmUp: "until one is confirmed",
            differs: "TradingView's pivothigh marks the bar of the high itself, k bars before it was known",
            example: "swing_high(rut, 5)"
        ) { call in .column(Swing.highs(call.bars(0).high, call.whole(1))) },
        FunctionEntry(
            "swing_low", family: "Indicators", [.bars, .window("k", default: 5)], .series, .like(0), lookBack: .all,
            doc: "the level of the newest confirmed swing low, from the session that confirms it",
            formula: "the newest low[s], s ≤ t − k, that is below the k lows before it and not above the k after it",
            source: "fractals: Williams, Trading Chaos, 1995, with k = 2", warmUp: "until one is confirmed",
            differs: "as swing_high", example: "swing_low(rut, 5)"
        ) { call in
            let mirrored = Swing.highs(Shape.mapped(call.bars(0).low) { -$0 }, call.whole(1))
            return .column(Shape.mapped(mirrored) { -$0 })
        },
        FunctionEntry(
            "zigzag", family: "Indicators", [.subject, .init("by", .number, default: 0.05)], .series, .like(0),
            lookBack: .all,
            doc: "the level of the last confirmed turning point of a zig-zag whose legs are at least this long",
            formula: """
                a high counts once a value is `by` or more below it, a low once one is `by` or more above it, as \
                fractions; the newest such level known at t
                """,
            source: "Merrill, Filtered Waves, 1977", warmUp: "until the first turn is confirmed",
            differs: "elsewhere the last leg is drawn to the newest extreme and repaints; here nothing is revised",
            example: "zigzag(rut, 5%)"
        ) { call throws(EngineError) in
            let share = call.number(1)
            guard share > 0 else {
                throw EngineError(
                    .wrongArguments, call.span, "`by` of `zigzag` must be a percentage above 0",
                    [.init("example", call.entry.example)])
            }
            return .column(Swing.zigzag(call.series(0), share))
        },
        FunctionEntry(
            "pattern", family: "Indicators",
            [.subject, .init("name", .text), .init("n", .whole(10...150), default: 35)], .condition, .fixed(.number),
            lookBack: .bars { $0[0] + PatternScanner.lag - 1 },
            doc:
                "whether a chart pattern is reported at the session: \"head and shoulders\" or \"inverse head and shoulders\"",
            formula: """
                over the last n + 3 values, smoothed by Gaussian kernel regression with 0.3 times the bandwidth (0.5 × 1.15^k) \
                of least cross-validation error, five extremes in a row, the last on the n-th: E3 above E1 and E5, E1 and E5 \
                within 1.5 % of their average, E2 and E4 too; upside down for the inverse
                """,
            source: "Lo, Mamaysky and Wang, Foundations of Technical Analysis, Journal of Finance, 2000",
            warmUp: "the first n + 2",
            differs: """
                a candidate by geometry only, reported three sessions after its last extreme: no volume, no neckline break; \
                cross-validation smooths a daily index little, so the five extremes are often within two weeks
                """,
            example: "pattern(rut, \"inverse head and shoulders\")"
        ) { call throws(EngineError) in
            guard let shape = PatternScanner.Shape(rawValue: call.text(1)) else {
                let known = PatternScanner.Shape.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: " or ")
                throw EngineError(
                    .wrongArguments, call.span, "unknown pattern \"\(call.text(1))\"",
                    [.init("expected", known), .init("example", call.entry.example)])
            }
            return .condition(PatternScanner(call.whole(2)).scan(call.series(0), shape))
        },
    ]
}
