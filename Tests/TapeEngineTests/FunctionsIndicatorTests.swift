import TapeSyntax
import TestSupport
import Testing

@testable import TapeEngine

/// Indicators against their definitions, written out session by session.
@Suite struct FunctionsIndicatorTests {
    /// Calls a function and its definition with random bars, with and without missing values.
    func check(
        _ name: String, _ more: [Value] = [], from least: Int = 1, tolerance: Double = 1e-11, scale: Double = 100,
        direct: (Bars, Int) -> [Double]
    ) throws {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        for share in [0, 0.02] {
            for count in [0, 1, 2, 3, 17, 160] {
                let bars = random.bars(count, missing: share)
                let caller = Caller(days: random.days(count))
                for n in [1, 2, 3, 5, 14, 60, 160, 161, 9999] where n >= least {
                    let given = try caller.series(name, [.number(.nan), .number(Double(n))] + more, bars: bars)
                    let wanted = direct(bars, n)
                    let same = agree(given, wanted, tolerance, scale: scale)
                    #expect(
                        same,
                        "\(name)(\(n)) of \(count), missing \(share), seed \(seed): \(difference(given, wanted, tolerance, scale: scale))"
                    )
                }
            }
        }
    }

    /// A figure of the last n bars; missing if one of its columns is missing.
    func windowed(
        _ bars: Bars, _ n: Int, _ columns: [[Double]], _ figure: (Range<Int>) -> Double
    ) -> [Double] {
        bars.close.indices.map { index in
            let window = (index - n + 1)..<(index + 1)
            guard window.lowerBound >= 0, columns.allSatisfy({ !$0[window].contains { $0.isNaN } }) else { return .nan }
            return figure(window)
        }
    }

    func position(_ bars: Bars, _ n: Int, _ figure: (Double, Double, Double) -> Double) -> [Double] {
        bars.close.indices.map { index in
            let window = (index - n + 1)..<(index + 1)
            guard window.lowerBound >= 0 else { return .nan }
            let values = bars.high[window] + bars.low[window] + [bars.close[index]]
            guard !values.contains(where: { $0.isNaN }) else { return .nan }
            let (high, low) = (bars.high[window].max()!, bars.low[window].min()!)
            return high > low ? figure(high, low, bars.close[index]) : .nan
        }
    }

    func typical(_ bars: Bars) -> [Double] {
        bars.close.indices.map { (bars.high[$0] + bars.low[$0] + bars.close[$0]) / 3 }
    }

    /// Sessions that have high, low and close.
    func whole(_ bars: Bars) -> [Int] {
        bars.close.indices.filter { !bars.high[$0].isNaN && !bars.low[$0].isNaN && !bars.close[$0].isNaN }
    }

    func trueRange(_ bars: Bars) -> [Double] {
        var out = bars.close.map { _ in Double.nan }
        let sessions = whole(bars)
        for (last, now) in zip(sessions, sessions.dropFirst()) {
            let close = bars.close[last]
            out[now] = max(bars.high[now] - bars.low[now], abs(bars.high[now] - close), abs(bars.low[now] - close))
        }
        return out
    }

    @Test func trueRanges() throws {
        var random = SeededRandom(7)
        let bars = random.bars(200, missing: 0.02)
        let given = try Caller(days: random.days(200)).series("tr", [.number(.nan)], bars: bars)
        #expect(agree(given, trueRange(bars), 1e-12, scale: 100))
        try check("atr") { bars, n in Plain.wilder(trueRange(bars), n) }
    }

    @Test func directional() throws {
        func movement(_ bars: Bars, _ n: Int) -> (plus: [Double], minus: [Double], index: [Double]) {
            let none = bars.close.map { _ in Double.nan }
            var (up, down) = (none, none)
            let sessions = whole(bars)
            for (last, now) in zip(sessions, sessions.dropFirst()) {
                let (rise, fall) = (bars.high[now] - bars.high[last], bars.low[last] - bars.low[now])
                up[now] = rise > max(fall, 0) ? rise : 0
                down[now] = fall > max(rise, 0) ? fall : 0
            }
            let range = Plain.wilder(trueRange(bars), n)
            func share(_ moves: [Double]) -> [Double] {
                zip(Plain.wilder(moves, n), range).map { $1 > 0 ? 100 * $0 / $1 : .nan }
            }
            let (plus, minus) = (share(up), share(down))
            let relative = zip(plus, minus).map { $0 + $1 > 0 ? 100 * abs($0 - $1) / ($0 + $1) : .nan }
            return (plus, minus, Plain.wilder(relative, n))
        }
        try check("plus_di") { movement($0, $1).plus }
        try check("minus_di") { movement($0, $1).minus }
        try check("adx") { movement($0, $1).index }
    }

    @Test func relativeStrength() throws {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        for terrain in Terrain.allCases {
            for share in [0, 0.05] {
                let values = random.series(terrain, 120, missing: share)
                for n in [1, 2, 14, 119, 120, 500] {
                    let given = try Caller(days: random.days(120)).series("rsi", [.series(values), .number(Double(n))])
                    let present = values.indices.filter { !values[$0].isNaN }
                    var (rises, falls) = (values.map { _ in Double.nan }, values.map { _ in Double.nan })
                    for (last, now) in zip(present, present.dropFirst()) {
                        rises[now] = max(values[now] - values[last], 0)
                        falls[now] = max(values[last] - values[now], 0)
                    }
                    let wanted = zip(Plain.wilder(rises, n), Plain.wilder(falls, n)).map { up, down in
                        up == 0 && down == 0 ? .nan : (down == 0 ? 100 : 100 - 100 / (1 + up / down))
                    }
                    let same = agree(given, wanted, 1e-9, scale: 100)
                    #expect(same, "\(terrain), \(n), seed \(seed): \(difference(given, wanted, 1e-9, scale: 100))")
                }
            }
        }
    }

    @Test func theExtremesOfRelativeStrength() throws {
        let caller = Caller(days: (0..<5000).map { Int32($0) })
        let rising = try caller.series("rsi", [.series((0..<5000).map { 10 + Double($0) })])
        #expect(rising[13].isNaN && rising[14...].allSatisfy { $0 == 100 })
        let falling = try caller.series("rsi", [.series((0..<5000).map { 9000 - Double($0) })])
        #expect(falling[13].isNaN && falling[14...].allSatisfy { $0 == 0 })
        // A constant series keeps its last figure until its last moves have decayed to zero, then it is missing.
        var still = [Double](repeating: 5, count: 5000)
        still[0...3] = [5, 6, 4, 5]
        let standing = try caller.series("rsi", [.series(still), .number(2)])
        #expect(near(standing[900], standing[4], 1e-9) && standing[4900].isNaN)
        #expect(standing.allSatisfy { $0.isNaN || (0...100).contains($0) })
    }

    @Test func macdAndSignal() throws {
        var random = SeededRandom(3)
        let values = random.series(.walk, 120, missing: 0.02)
        let caller = Caller(days: random.days(120))
        let wanted = zip(Plain.exponential(values, 5), Plain.exponential(values, 11)).map { $0 - $1 }
        let arguments: [Value] = [.series(values), .number(5), .number(11)]
        #expect(agree(try caller.series("macd", arguments), wanted, 1e-12, scale: 100))
        let signal = try caller.series("signal", arguments + [.number(4)])
        #expect(agree(signal, Plain.exponential(wanted, 4), 1e-12, scale: 100))
    }

    @Test func channels() throws {
        try check("donchian_upper", tolerance: 0) { bars, n in
            windowed(bars, n, [bars.high]) { bars.high[$0].max()! }
        }
        try check("donchian_lower", tolerance: 0) { bars, n in
            windowed(bars, n, [bars.low]) { bars.low[$0].min()! }
        }
        try check("keltner_lower", [.number(1.5)]) { bars, n in
            zip(Plain.exponential(bars.close, n), Plain.wilder(trueRange(bars), n)).map { $0 - 1.5 * $1 }
        }
        try check("keltner_upper", [.number(1.5)]) { bars, n in
            zip(Plain.exponential(bars.close, n), Plain.wilder(trueRange(bars), n)).map { $0 + 1.5 * $1 }
        }
        try check("aroon_up") { bars, n in
            windowed(bars, n + 1, [bars.high]) { window in
                let newest = window.last { bars.high[$0] == bars.high[window].max()! }!
                return 100 * Double(n - (window.upperBound - 1 - newest)) / Double(n)
            }
        }
        try check("aroon_down") { bars, n in
            windowed(bars, n + 1, [bars.low]) { window in
                let newest = window.last { bars.low[$0] == bars.low[window].min()! }!
                return 100 * Double(n - (window.upperBound - 1 - newest)) / Double(n)
            }
        }
    }

    @Test func oscillators() throws {
        try check("stoch_k") { position($0, $1) { 100 * ($2 - $1) / ($0 - $1) } }
        try check("williams_r") { position($0, $1) { -100 * ($0 - $2) / ($0 - $1) } }
        func mean(_ values: [Double], _ n: Int) -> [Double] {
            values.indices.map { $0 < n - 1 ? .nan : values[($0 - n + 1)...$0].reduce(0, +) / Double(n) }
        }
        for name in ["stoch_d", "stoch_slow_k"] {
            try check(name, [.number(4)]) { mean(position($0, $1) { 100 * ($2 - $1) / ($0 - $1) }, 4) }
        }
        try check("stoch_slow_d", [.number(4)]) {
            mean(mean(position($0, $1) { 100 * ($2 - $1) / ($0 - $1) }, 4), 4)
        }
        try check("cci", tolerance: 1e-9) { bars, n in
            let prices = typical(bars)
            return windowed(bars, n, [prices]) { window in
                let values = Array(prices[window])
                let mean = Plain.mean(values)
                let distance = Plain.mean(values.map { abs($0 - mean) })
                return distance > 0 ? (values.last! - mean) / (0.015 * distance) : .nan
            }
        }
    }

    @Test func volumes() throws {
        try check("mfi") { bars, n in
            let prices = typical(bars)
            let moves = prices.indices.map { $0 == 0 ? .nan : prices[$0] - prices[$0 - 1] }
            let money = zip(prices, bars.volume!).map { $0 * $1 }
            return windowed(bars, n, [moves, money]) { window in
                let up = window.filter { moves[$0] > 0 }.map { money[$0] }.reduce(0, +)
                let down = window.filter { moves[$0] < 0 }.map { money[$0] }.reduce(0, +)
                return up + down > 0 ? 100 * up / (up + down) : .nan
            }
        }
        try check("vwap") { bars, n in
            let money = zip(typical(bars), bars.volume!).map { $0 * $1 }
            return windowed(bars, n, [money, bars.volume!]) { window in
                let traded = bars.volume![window].reduce(0, +)
                return traded > 0 ? money[window].reduce(0, +) / traded : .nan
            }
        }
        var random = SeededRandom(11)
        let bars = random.bars(300, missing: 0.02)
        let caller = Caller(days: random.days(300), window: 20..<280)
        var level = 0.0
        var last = Double.nan
        let balance = bars.close.indices.map { index -> Double in
            let (close, volume) = (bars.close[index], bars.volume![index])
            if close.isNaN || volume.isNaN { return .nan }
            if close > last { level += volume }
            if close < last { level -= volume }
            last = close
            return level
        }
        #expect(agree(try caller.series("obv", [.number(.nan)], bars: bars), balance))
        let inside = (20..<280).filter { !(typical(bars)[$0] * bars.volume![$0]).isNaN }
        let price =
            inside.map { typical(bars)[$0] * bars.volume![$0] }.reduce(0, +)
            / inside.map { bars.volume![$0] }.reduce(0, +)
        #expect(near(try caller.number("vwap", [.number(.nan)], bars: bars), price))
    }

    @Test func withoutAColumnTheErrorNamesIt() throws {
        let bars = Bars(open: nil, high: [1, 2], low: [1, 2], close: [1, 2], volume: nil)
        let caller = Caller(days: [1, 2])
        for name in ["obv", "mfi", "vwap"] {
            let error = try #require(throws: EngineError.self) {
                try caller.series(name, [.number(.nan)], bars: bars)
            }
            #expect(error.diagnostic.message.contains("volume"))
        }
        for name in ["gap", "garman_klass", "yang_zhang"] {
            let error = try #require(throws: EngineError.self) {
                try caller.series(name, [.number(.nan)], bars: bars)
            }
            #expect(error.diagnostic.message.contains("open"))
        }
    }

    /// Turning prices upside down turns the stop with them.
    @Test func parabolicStopIsSymmetric() throws {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        let bars = random.bars(400, missing: 0.01)
        let mirrored = Bars(
            open: nil, high: bars.low.map { -$0 }, low: bars.high.map { -$0 }, close: bars.close.map { -$0 },
            volume: nil)
        let caller = Caller(days: random.days(400))
        let stop = try caller.series("sar", [.number(.nan)], bars: bars)
        let other = try caller.series("sar", [.number(.nan)], bars: mirrored)
        // The first trend of equal chances is up in both; after the first turn they are mirror images.
        #expect(agree(stop.suffix(300).map { $0 }, other.suffix(300).map { -$0 }), "seed \(seed)")
        let first = stop.firstIndex { !$0.isNaN }!
        #expect(first >= 1)
        for index in first..<400 where !stop[index].isNaN {
            #expect(stop[index] <= bars.low[index] || stop[index] >= bars.high[index], "seed \(seed)")
        }
    }
}
