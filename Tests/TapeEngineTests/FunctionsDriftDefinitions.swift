import TestSupport

@testable import TapeEngine

/// Definitions of figures of risk and of bars over one window.
extension FunctionsDriftTests {
    private static func total(_ values: [Double], _ keep: (Double) -> Bool) -> Double { Plain.sum(values.filter(keep)) }

    private static func standardised(_ values: [Double], _ power: Int) -> Double {
        let (mean, deviation) = (Plain.mean(values), Plain.deviation(values))
        return Plain.sum(
            values.map { value in
                (0..<power).reduce(1.0) { product, _ in product * ((value - mean) / deviation) }
            })
    }

    static var rewards: [String: Definition] {
        let root = year.squareRoot()
        return [
            "vol": ofReturns { Plain.deviation($0) * root },
            "sharpe": ofReturns(1) { Plain.mean($0) / Plain.deviation($0) * root },
            "sortino": ofReturns(1) { returns in
                let losses = Plain.mean(returns.map { min($0, 0) * min($0, 0) })
                return losses > 0 ? Plain.mean(returns) / losses.squareRoot() * root : .nan
            },
            "omega": ofReturns { total($0) { $0 < 0 } < 0 ? total($0) { $0 > 0 } / -total($0) { $0 < 0 } : .nan },
            "profit_factor": ofReturns {
                total($0) { $0 < 0 } < 0 ? total($0) { $0 > 0 } / -total($0) { $0 < 0 } : .nan
            },
            "payoff": ofReturns { returns in
                let (gains, losses) = (returns.filter { $0 > 0 }, returns.filter { $0 < 0 })
                return gains.isEmpty || losses.isEmpty ? .nan : -Plain.mean(gains) / Plain.mean(losses)
            },
            "best": ofReturns { $0.max()! }, "worst": ofReturns { $0.min()! },
            "var": ofReturns { Plain.quantile($0, 0.05) },
            "cvar": ofReturns { returns in
                let bound = Plain.quantile(returns, 0.05)
                return Plain.mean(returns.filter { $0 <= bound + 1e-15 })
            },
            "skew": ofReturns(1) { returns in
                let n = Double(returns.count)
                return n / ((n - 1) * (n - 2)) * standardised(returns, 3)
            },
            "kurt": ofReturns(1) { returns in
                let n = Double(returns.count)
                return n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * standardised(returns, 4)
                    - 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3))
            },
            "maxdd": Definition(more: 1) { window, _ in (falls(window.values).min()!, 0) },
            "dd": of({ $0.last! / $0.max()! - 1 }) { _ in 1 },
            "ulcer": Definition(more: 1) { window, n in
                ((Plain.sum(falls(window.values).map { $0 * $0 }) / Double(n)).squareRoot(), 0)
            },
            "cagr": Definition(extra: [.number(1)], more: 1) { window, n in (growth(window.values, n), 1) },
            "calmar": Definition(extra: [.number(1)], more: 1) { window, n in
                (ratio(growth(window.values, n), -falls(window.values).min()!), 1)
            },
        ]
    }

    private static func ratio(_ above: Double, _ below: Double) -> Double { below > 0 ? above / below : .nan }

    private static func falls(_ values: [Double]) -> [Double] {
        var highest = -Double.infinity
        return values.map { value in
            highest = max(highest, value)
            return value / highest - 1
        }
    }

    /// Over n days, because the sessions of the test are daily.
    private static func growth(_ values: [Double], _ n: Int) -> Double {
        Plain.power(values.last! / values[0], 365.25 / Double(n)) - 1
    }

    static var benchmarks: [String: Definition] {
        let root = year.squareRoot()
        func active(_ one: [Double], _ two: [Double]) -> [Double] { zip(one, two).map { $0 - $1 } }
        func capture(_ one: [Double], _ two: [Double], _ keep: (Double) -> Bool) -> Double {
            let kept = two.indices.filter { keep(two[$0]) }
            return kept.isEmpty ? .nan : Plain.sum(kept.map { one[$0] }) / Plain.sum(kept.map { two[$0] })
        }
        return [
            "beta": ofPairs(1, slope), "corr": ofPairs(1, pearson),
            "alpha": ofPairs(1) { (Plain.mean($0) - slope($0, $1) * Plain.mean($1)) * year },
            "te": ofPairs { Plain.deviation(active($0, $1)) * root },
            "ir": ofPairs(1) { Plain.mean(active($0, $1)) / Plain.deviation(active($0, $1)) * root },
            "upcap": ofPairs(1) { capture($0, $1) { $0 > 0 } }, "downcap": ofPairs(1) { capture($0, $1) { $0 < 0 } },
            "hitrate": ofPairs { one, two in
                Double(one.indices.count { one[$0] > two[$0] }) / Double(one.count)
            },
        ]
    }

    private static func typical(_ bars: Bars) -> [Double] {
        bars.close.indices.map { (bars.high[$0] + bars.low[$0] + bars.close[$0]) / 3 }
    }

    /// 100 times the position of the close in the range of the n bars that end `back` bars before the last.
    private static func position(_ bars: Bars, _ n: Int, back: Int = 0) -> Double {
        let end = bars.close.count - back
        let (high, low) = (bars.high[(end - n)..<end].max()!, bars.low[(end - n)..<end].min()!)
        return 100 * (bars.close[end - 1] - low) / (high - low)
    }

    private static func smoothed(_ bars: Bars, _ n: Int, back: Int = 0) -> Double {
        Plain.mean((0..<3).map { position(bars, n, back: back + $0) })
    }

    private static func yearly(_ variance: Double) -> Double { (variance * year).squareRoot() }

    private static func logarithms(_ one: [Double], _ two: [Double]) -> [Double] {
        zip(one, two).map { Plain.logarithm($0 / $1) }
    }

    private static func variance(_ values: [Double]) -> Double {
        Plain.products(values, values) / Double(values.count - 1)
    }

    private static func squares(_ values: [Double]) -> [Double] { values.map { $0 * $0 } }

    static var indicators: [String: Definition] {
        [
            "donchian_upper": ofBars { bars, _ in bars.high.max()! },
            "donchian_lower": ofBars { bars, _ in bars.low.min()! },
            "aroon_up": ofBars(more: 1) { bars, n in
                100 * Double(bars.high.lastIndex(of: bars.high.max()!)!) / Double(n)
            },
            "aroon_down": ofBars(more: 1) { bars, n in
                100 * Double(bars.low.lastIndex(of: bars.low.min()!)!) / Double(n)
            },
            "stoch_k": ofBars(100) { position($0, $1) }, "williams_r": ofBars(100) { position($0, $1) - 100 },
            "stoch_d": ofBars(100, more: 2, [.number(3)]) { smoothed($0, $1) },
            "stoch_slow_k": ofBars(100, more: 2, [.number(3)]) { smoothed($0, $1) },
            "stoch_slow_d": ofBars(100, more: 4, [.number(3)]) { bars, n in
                Plain.mean((0..<3).map { smoothed(bars, n, back: $0) })
            },
            "cci": ofBars(100) { bars, _ in
                let prices = typical(bars)
                let mean = Plain.mean(prices)
                return (prices.last! - mean) / (0.015 * Plain.mean(prices.map { abs($0 - mean) }))
            },
            "mfi": ofBars(more: 1) { bars, _ in
                let prices = typical(bars)
                func money(_ test: (Double, Double) -> Bool) -> Double {
                    Plain.sum(
                        prices.indices.dropFirst().filter { test(prices[$0], prices[$0 - 1]) }
                            .map { prices[$0] * bars.volume![$0] })
                }
                return 100 * money(>) / (money(>) + money(<))
            },
            "vwap": ofBars { bars, _ in
                Plain.sum(zip(typical(bars), bars.volume!).map { $0 * $1 }) / Plain.sum(bars.volume!)
            },
            "parkinson": ofBars { bars, _ in
                yearly(Plain.mean(squares(logarithms(bars.high, bars.low))) / (4 * Plain.logarithm(2)))
            },
            "garman_klass": ofBars { bars, _ in
                let (range, body) = (logarithms(bars.high, bars.low), logarithms(bars.close, bars.open!))
                let factor = 2 * Plain.logarithm(2) - 1
                return yearly(Plain.mean(zip(range, body).map { $0 * $0 / 2 - factor * $1 * $1 }))
            },
            "yang_zhang": ofBars(more: 1) { bars, n in
                let night = logarithms(Array(bars.open!.dropFirst()), Array(bars.close.dropLast()))
                func day(_ one: [Double], _ two: [Double]) -> [Double] { Array(logarithms(one, two).dropFirst()) }
                let (open, close) = (bars.open!, bars.close)
                let drifting = zip(
                    zip(day(bars.high, open), day(bars.high, close)).map { $0 * $1 },
                    zip(day(bars.low, open), day(bars.low, close)).map { $0 * $1 }
                ).map { $0 + $1 }
                let weight = 0.34 / (1.34 + Double(n + 1) / Double(n - 1))
                return yearly(
                    variance(night) + weight * variance(day(close, open)) + (1 - weight) * Plain.mean(drifting))
            },
        ]
    }
}
