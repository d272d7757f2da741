import TapeStore
import TapeSyntax
import TapeTime
import TestSupport
import Testing

@testable import TapeEngine

/// Risk and reward: each figure against its definition over one window, and rolling against the same figure of each
/// window.
@Suite struct FunctionsRiskTests {
    let year = 252.0
    let rate = 0.04

    /// The result of a figure of one series for the window's returns, and for its values with the base first.
    typealias Single = (_ returns: [Double], _ levels: [Double]) -> Double
    typealias Pair = (_ one: [Double], _ two: [Double]) -> Double

    /// Above this, values vary; returns that are equal except for rounding, as 2/3 − 1 and 1/3 − 2/3, are far below,
    /// and those of the markets here far above.
    let rounding = 1e-12

    func ratio(_ mean: Double, _ deviation: Double) -> Double { deviation > rounding ? mean / deviation : .nan }

    func ratio(_ products: Double, ofSquares squares: Double) -> Double {
        squares > rounding * rounding ? products / squares : .nan
    }

    var singles: [(name: String, least: Int, figure: Single)] {
        let year = year
        let free = rate / year
        return [
            ("vol", 2, { r, _ in r.count < 2 ? .nan : Plain.deviation(r) * year.squareRoot() }),
            (
                "sharpe", 2,
                { r, _ in r.count < 2 ? .nan : ratio(Plain.mean(r) - free, Plain.deviation(r)) * year.squareRoot() }
            ),
            (
                "sortino", 1,
                { r, _ in
                    guard !r.isEmpty else { return .nan }
                    let squares = r.map { min($0 - free, 0) * min($0 - free, 0) }
                    return ratio(Plain.mean(r) - free, Plain.mean(squares).squareRoot()) * year.squareRoot()
                }
            ),
            ("omega", 1, { r, _ in ratio(r.map { max($0, 0) }.reduce(0, +), r.map { max(-$0, 0) }.reduce(0, +)) }),
            (
                "profit_factor", 1,
                { r, _ in ratio(r.filter { $0 > 0 }.reduce(0, +), -r.filter { $0 < 0 }.reduce(0, +)) }
            ),
            (
                "payoff", 1,
                { r, _ in
                    let (gains, losses) = (r.filter { $0 > 0 }, r.filter { $0 < 0 })
                    return gains.isEmpty || losses.isEmpty ? .nan : -Plain.mean(gains) / Plain.mean(losses)
                }
            ),
            ("best", 1, { r, _ in r.max() ?? .nan }),
            ("worst", 1, { r, _ in r.min() ?? .nan }),
            ("var", 1, { r, _ in r.isEmpty ? .nan : Plain.quantile(r, 0.05) }),
            (
                "cvar", 1,
                { r, _ in
                    guard !r.isEmpty else { return .nan }
                    let bound = Plain.quantile(r, 0.05)
                    return Plain.mean(r.filter { $0 <= bound * (bound < 0 ? 1 - 1e-13 : 1 + 1e-13) })
                }
            ),
            ("skew", 3, { r, _ in skewness(r) }),
            ("kurt", 4, { r, _ in kurtosis(r) }),
            ("maxdd", 1, { _, s in falls(s).min() ?? .nan }),
            (
                "ulcer", 1,
                { _, s in falls(s).isEmpty ? .nan : Plain.mean(falls(s).dropFirst().map { $0 * $0 }).squareRoot() }
            ),
        ]
    }

    func skewness(_ r: [Double]) -> Double {
        let n = Double(r.count)
        guard n >= 3, Plain.deviation(r) > rounding else { return .nan }
        let scores = r.map { ($0 - Plain.mean(r)) / Plain.deviation(r) }
        return n / ((n - 1) * (n - 2)) * scores.map { $0 * $0 * $0 }.reduce(0, +)
    }

    func kurtosis(_ r: [Double]) -> Double {
        let n = Double(r.count)
        guard n >= 4, Plain.deviation(r) > rounding else { return .nan }
        let scores = r.map { ($0 - Plain.mean(r)) / Plain.deviation(r) }
        let fourth = scores.map { $0 * $0 * $0 * $0 }.reduce(0, +)
        return n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * fourth - 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3))
    }

    /// Each level against the highest up to it; nil if the first, the base, is not positive or is the only one, or one
    /// is negative.
    func falls(_ levels: [Double]) -> [Double] {
        guard levels.count > 1, levels[0] > 0, levels.min()! >= 0 else { return [] }
        return levels.indices.map { levels[$0] / levels[...$0].max()! - 1 }
    }

    var pairs: [(name: String, least: Int, figure: Pair)] {
        let year = year
        let free = rate / year
        func slope(_ a: [Double], _ b: [Double]) -> Double {
            ratio(Plain.products(a, b), ofSquares: Plain.products(b, b))
        }
        func difference(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 - $1 } }
        func capture(_ a: [Double], _ b: [Double], _ test: (Double) -> Bool) -> Double {
            let sessions = b.indices.filter { test(b[$0]) }
            guard !sessions.isEmpty else { return .nan }
            return sessions.map { a[$0] }.reduce(0, +) / sessions.map { b[$0] }.reduce(0, +)
        }
        return [
            ("beta", 2, { a, b in a.isEmpty ? .nan : slope(a, b) }),
            (
                "alpha", 2,
                { a, b in
                    a.isEmpty ? .nan : (Plain.mean(a) - free - slope(a, b) * (Plain.mean(b) - free)) * year
                }
            ),
            (
                "corr", 2,
                { a, b in
                    guard !a.isEmpty else { return .nan }
                    let (left, right) = (Plain.products(a, a), Plain.products(b, b))
                    return min(left, right) > rounding * rounding
                        ? Plain.products(a, b) / (left * right).squareRoot() : .nan
                }
            ),
            ("te", 2, { a, b in a.count < 2 ? .nan : Plain.deviation(difference(a, b)) * year.squareRoot() }),
            (
                "ir", 2,
                { a, b in
                    let d = difference(a, b)
                    return d.count < 2 ? .nan : ratio(Plain.mean(d), Plain.deviation(d)) * year.squareRoot()
                }
            ),
            ("upcap", 1, { a, b in capture(a, b) { $0 > 0 } }),
            ("downcap", 1, { a, b in capture(a, b) { $0 < 0 } }),
            ("hitrate", 1, { a, b in a.isEmpty ? .nan : Double(a.indices.count { a[$0] > b[$0] }) / Double(a.count) }),
        ]
    }

    /// Prices with ties, so that some returns are zero, and now and then a missing or (in one market of four) a
    /// negative one.
    func market(_ random: inout SeededRandom, _ count: Int, missing share: Double) -> [Double] {
        let kind = Int.random(in: 0..<4, using: &random)
        let walk = random.series(.walk, count, missing: share)
        switch kind {
        case 0: return walk
        case 1: return walk.map { ($0 * 2).rounded() / 2 }
        case 2: return walk.map { random.chance(0.02) ? -$0 : $0 }
        default: return random.series(.steps, count, missing: share)
        }
    }

    @Test func windowsAgreeWithDefinitions() throws {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        for _ in 0..<150 {
            let count = Int.random(in: 0...90, using: &random)
            let share = random.chance(0.5) ? 0.04 : 0
            let (one, two) = (market(&random, count, missing: share), market(&random, count, missing: share))
            let lower = Int.random(in: 0...count, using: &random)
            let window = lower..<Int.random(in: lower...count, using: &random)
            let caller = Caller(days: random.days(count), window: window, riskFree: rate)
            let (left, right) = (Plain.returns(one), Plain.returns(two))
            let returns = window.map { left[$0] }.filter { !$0.isNaN }
            let levels = window.isEmpty ? [] : one[max(0, lower - 1)..<window.upperBound].filter { !$0.isNaN }
            for (name, _, figure) in singles {
                let given = try caller.number(name, [.series(one), nil])
                let wanted = figure(returns, levels)
                let same = near(given, wanted, 1e-9, scale: 1e-4)
                #expect(same, "\(name), seed \(seed): \(given), not \(wanted)")
            }
            let common = window.filter { !left[$0].isNaN && !right[$0].isNaN }
            for (name, _, figure) in pairs {
                let given = try caller.number(name, [.series(one), .series(two), nil])
                let wanted = figure(common.map { left[$0] }, common.map { right[$0] })
                let same = near(given, wanted, 1e-9, scale: 1e-4)
                #expect(same, "\(name), seed \(seed): \(given), not \(wanted)")
            }
        }
    }

    /// Rolling over n is the figure of the window of the last n sessions, wherever no value is missing in it.
    @Test func rollingIsTheFigureOfEachWindow() throws {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        for share in [0, 0.03] {
            for count in [0, 1, 3, 40, 130] {
                let (one, two) = (market(&random, count, missing: share), market(&random, count, missing: share))
                let caller = Caller(days: random.days(count), riskFree: rate)
                let (left, right) = (Plain.returns(one), Plain.returns(two))
                for n in [1, 2, 3, 4, 7, 21, 60, 129, 130, 4000] {
                    for (name, least, figure) in singles where n >= least {
                        let given = try caller.series(name, [.series(one), .number(Double(n))])
                        let onLevels = ["maxdd", "ulcer"].contains(name)
                        let wanted = one.indices.map { index -> Double in
                            guard index >= n else { return .nan }
                            let levels = Array(one[(index - n)...index])
                            let returns = Array(left[(index - n + 1)...index])
                            if (onLevels ? levels : returns).contains(where: { $0.isNaN }) { return .nan }
                            return figure(returns, levels)
                        }
                        let same = agree(given, wanted, 1e-8, scale: 1e-3)
                        #expect(
                            same,
                            "\(name)(\(n)) of \(count), seed \(seed): \(difference(given, wanted, 1e-8, scale: 1e-3))")
                    }
                    for (name, least, figure) in pairs where n >= least {
                        let given = try caller.series(name, [.series(one), .series(two), .number(Double(n))])
                        let wanted = one.indices.map { index -> Double in
                            guard index >= n else { return .nan }
                            let (a, b) = (Array(left[(index - n + 1)...index]), Array(right[(index - n + 1)...index]))
                            return (a + b).contains { $0.isNaN } ? .nan : figure(a, b)
                        }
                        let same = agree(given, wanted, 1e-8, scale: 1e-3)
                        #expect(
                            same,
                            "\(name)(\(n)) of \(count), seed \(seed): \(difference(given, wanted, 1e-8, scale: 1e-3))")
                    }
                }
            }
        }
    }

    @Test func growthAndCalmar() throws {
        let days = (0..<800).map { Day(year: 2020, month: 1, day: 1).number + Int32($0) }
        var random = SeededRandom(5)
        let values = random.series(.walk, 800)
        for (window, counts) in [
            (1..<800, true), (100..<460, true), (100..<459, false), (0..<0, false), (0..<361, true),
        ] {
            let caller = Caller(days: days, window: window)
            let growth = try caller.number("cagr", [.series(values), nil])
            let calmar = try caller.number("calmar", [.series(values), nil])
            guard counts else {
                #expect(growth.isNaN && calmar.isNaN)
                continue
            }
            let base = max(0, window.lowerBound - 1)
            let last = window.upperBound - 1
            // (1 + growth) to the years is the change.
            let years = Double(last - base) / 365.25
            #expect(near(Plain.power(1 + growth, years), values[last] / values[base], 1e-9))
            #expect(near(calmar, growth / -falls(Array(values[base...last])).min()!, 1e-9))
        }
        let caller = Caller(days: days)
        let rolling = try caller.series("cagr", [.series(values), .number(400)])
        let ratio = try caller.series("calmar", [.series(values), .number(400)])
        for index in values.indices {
            guard index >= 400 else {
                #expect(rolling[index].isNaN)
                continue
            }
            let change = values[index] / values[index - 400]
            #expect(near(Plain.power(1 + rolling[index], 400 / 365.25), change, 1e-9))
            let deepest = falls(Array(values[(index - 400)...index])).min()!
            #expect(near(ratio[index], rolling[index] / -deepest, 1e-9))
        }
        #expect(try caller.series("cagr", [.series(values), .number(359)]).allSatisfy { $0.isNaN })
        // A part of a year is annualised only on request.
        let month = try caller.series("cagr", [.series(values), .number(30), .number(30)])
        #expect(near(Plain.power(1 + month[90], 30 / 365.25), values[90] / values[60], 1e-9))
        #expect(try caller.series("cagr", [.series(values), .number(30), .number(31)]).allSatisfy { $0.isNaN })
    }

    @Test func drawdownSeries() throws {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        for _ in 0..<60 {
            let values = market(&random, 80, missing: 0.03)
            let caller = Caller(days: random.days(80), window: 30..<40)
            let all = values.indices.map { index -> Double in
                let high = values[...index].filter { !$0.isNaN }.max() ?? .nan
                return high > 0 && values[index] >= 0 ? values[index] / high - 1 : .nan
            }
            #expect(agree(try caller.series("dd", [.series(values), nil]), all, 1e-13, scale: 1), "seed \(seed)")
            let last = values.indices.map { index -> Double in
                guard index >= 8, !values[(index - 8)...index].contains(where: { $0.isNaN }) else { return .nan }
                let high = values[(index - 8)...index].max()!
                return high > 0 && values[index] >= 0 ? values[index] / high - 1 : .nan
            }
            #expect(
                agree(try caller.series("dd", [.series(values), .number(9)]), last, 1e-13, scale: 1), "seed \(seed)")
        }
    }

    @Test func omegaTakesAThreshold() throws {
        let caller = Caller(days: [1, 2, 3, 4, 5], window: 1..<5)
        let values = Value.series([100, 110, 99, 108.9, 119.79])
        // Returns of +10 %, −10 %, +10 %, +10 % against 5 %: 15 points above, 15 below.
        #expect(near(try caller.number("omega", [values, nil, .number(0.05)]), 1, 1e-12))
        #expect(try caller.number("omega", [values, nil, .number(-0.2)]).isNaN)
    }

    @Test func rangeVolatilities() throws {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        let count = 120
        let bars = random.bars(count, missing: 0.01)
        let (open, high, low, close) = (bars.open!, bars.high, bars.low, bars.close)
        func whole(_ window: [Int], _ columns: [[Double]]) -> Bool {
            window.allSatisfy { index in columns.allSatisfy { !$0[index].isNaN } }
        }
        func yearly(_ variance: Double) -> Double { (252 * variance).squareRoot() }
        func mean(_ window: [Int], _ term: (Int) -> Double) -> Double { Plain.mean(window.map(term)) }
        func log2(_ a: Double, _ b: Double) -> Double { Plain.logarithm(a / b) * Plain.logarithm(a / b) }
        func parkinson(_ window: [Int]) -> Double {
            yearly(mean(window) { log2(high[$0], low[$0]) } / (4 * Plain.logarithm(2)))
        }
        func garmanKlass(_ window: [Int]) -> Double {
            yearly(
                mean(window) {
                    0.5 * log2(high[$0], low[$0]) - (2 * Plain.logarithm(2) - 1) * log2(close[$0], open[$0])
                })
        }
        func yangZhang(_ window: [Int]) -> Double {
            guard window.count > 1 else { return .nan }
            let n = Double(window.count)
            let night = Plain.deviation(window.map { Plain.logarithm(open[$0] / close[$0 - 1]) })
            let day = Plain.deviation(window.map { Plain.logarithm(close[$0] / open[$0]) })
            let drift = mean(window) {
                Plain.logarithm(high[$0] / close[$0]) * Plain.logarithm(high[$0] / open[$0])
                    + Plain.logarithm(low[$0] / close[$0]) * Plain.logarithm(low[$0] / open[$0])
            }
            let k = 0.34 / (1.34 + (n + 1) / (n - 1))
            return yearly(night * night + k * day * day + (1 - k) * drift)
        }
        let previous = [Double.nan] + close.dropLast()
        let kinds: [(String, [[Double]], ([Int]) -> Double)] = [
            ("parkinson", [high, low], parkinson), ("garman_klass", [open, high, low, close], garmanKlass),
            ("yang_zhang", [open, high, low, close, previous], yangZhang),
        ]
        for (name, columns, figure) in kinds {
            let caller = Caller(days: random.days(count), window: 10..<100)
            let inside = (10..<100).filter { whole([$0], columns) }
            let number = try caller.number(name, [.number(.nan), nil], bars: bars)
            #expect(near(number, figure(inside), 1e-11), "\(name), seed \(seed)")
            for n in [2, 5, 30] {
                let given = try caller.series(name, [.number(.nan), .number(Double(n))], bars: bars)
                let wanted = (0..<count).map { index -> Double in
                    let window = Array((index - n + 1)...index)
                    return window[0] >= 0 && whole(window, columns) ? figure(window) : .nan
                }
                let same = agree(given, wanted, 1e-10, scale: 1e-3)
                #expect(same, "\(name)(\(n)), seed \(seed): \(difference(given, wanted, 1e-10, scale: 1e-3))")
            }
        }
    }

    /// A calm price after a wild one: the rolling figures see only the calm.
    @Test func aWildPastLeavesNoTrace() throws {
        var values = (0..<120).map { 100 + Double($0 % 5) }
        values[20] = 1e15
        values[21] = 1e-9
        let later = Array(values[30...])
        let (all, rest) = (Caller(days: (0..<120).map { Int32($0) }), Caller(days: (0..<90).map { Int32($0) }))
        for name in ["vol", "sharpe", "sortino", "skew", "kurt", "var", "cvar", "maxdd", "ulcer", "omega", "payoff"] {
            let given = try all.series(name, [.series(values), .number(12)])
            let wanted = try rest.series(name, [.series(later), .number(12)])
            #expect(agree(Array(given[45...]), Array(wanted[15...]), 1e-13), "\(name)")
        }
    }
}
