import TapeStore
import TestSupport
import Testing

@testable import TapeEngine

/// Long histories do not drift: every function over a window agrees with its definition, computed from that window's
/// own values alone, far down a history of 100,000 sessions, to 1e-12.
@Suite struct FunctionsDriftTests {
    static let count = 100_000
    static let lengths = [9, 400]

    /// The data of a window: the values (or returns) of one or two series, or the bars.
    struct Window {
        var values: [Double]
        var other: [Double]
        var returns: [Double]
        var otherReturns: [Double]
        var bars: Bars
    }

    /// A function's value over one window, and the scale of its error in addition to its own size.
    struct Definition {
        var extra: [Value] = []
        var isOfPairs = false
        /// How many values a window has in addition to its n.
        var more = 0
        var figure: (_ window: Window, _ n: Int) -> (value: Double, size: Double)
    }

    /// One history for all functions.
    struct History {
        let seed = freshSeed()
        let values: [Double]
        let other: [Double]
        let bars: Bars
        let caller = Caller(days: (0..<Int32(FunctionsDriftTests.count)).map { $0 })

        init() {
            var dice = SeededRandom(seed)
            values = FunctionsDriftTests.walk(&dice)
            other = FunctionsDriftTests.walk(&dice)
            bars = dice.bars(FunctionsDriftTests.count)
        }
    }

    static let history = History()
    private var seed: UInt64 { Self.history.seed }
    private var values: [Double] { Self.history.values }
    private var other: [Double] { Self.history.other }
    private var bars: Bars { Self.history.bars }

    /// A price that keeps its level, so that after many years it still looks like a price.
    fileprivate static func walk(_ dice: inout SeededRandom) -> [Double] {
        var level = 1000.0
        return (0..<count).map { _ in
            level *= 1 + 0.02 * (dice.unit() - 0.5)
            level += 0.001 * (1000 - level)
            return level
        }
    }

    /// The window of n (and more) values that ends at the index.
    private func window(_ index: Int, _ length: Int) -> Window {
        let range = (index - length + 1)...index
        func slice(_ column: [Double]) -> [Double] { Array(column[range]) }
        func returns(_ column: [Double]) -> [Double] { range.map { column[$0] / column[$0 - 1] - 1 } }
        return Window(
            values: slice(values), other: slice(other), returns: returns(values), otherReturns: returns(other),
            bars: Bars(
                open: slice(bars.open!), high: slice(bars.high), low: slice(bars.low), close: slice(bars.close),
                volume: slice(bars.volume!)))
    }

    /// Sessions far apart, at the edges of blocks and at the very end.
    private func places(_ n: Int, _ dice: inout SeededRandom) -> [Int] {
        let far = (0..<4).map { _ in Int.random(in: 60_000..<Self.count, using: &dice) }
        return [2 * n + 70, 12 * n + 70, 50_000, 96_000 / n * n, 96_000 / n * n - 1, Self.count - 2, Self.count - 1]
            + far
    }

    static let rolling = FunctionTable.entries.filter { entry in
        entry.parameters.contains { $0.name == "n" } && entry.settles == 0 && !withoutSums.contains(entry.name)
    }

    @Test func everyWindowFunctionHasADefinitionHere() {
        #expect(Set(Self.rolling.map(\.name)) == Set(Self.definitions.keys))
    }

    @Test(arguments: rolling.map(\.name)) func everyWindowIsItsOwn(_ name: String) throws {
        var dice = SeededRandom(seed &+ 1)
        let entry = try #require(FunctionTable.named(name))
        let definition = try #require(Self.definitions[name])
        let isOfBars = if case .bars = entry.parameters[0].kind { true } else { false }
        let first: [Value] = isOfBars ? [.number(.nan)] : [.series(values)]
        let second: [Value] = definition.isOfPairs ? [.series(other)] : []
        for n in Self.lengths {
            let arguments = first + second + [.number(Double(n))] + definition.extra
            let given = try Self.history.caller.series(name, arguments, bars: isOfBars ? bars : nil)
            for index in places(n, &dice) {
                let wanted = definition.figure(window(index, n + definition.more), n)
                let same = near(given[index], wanted.value, 1e-12, scale: wanted.size)
                #expect(same, "\(name)(\(n))[\(index)], seed \(seed): \(given[index]), not \(wanted.value)")
            }
        }
    }

    /// Functions that compare a value with the value n back, and sum nothing.
    static let withoutSums: Set<String> = ["lag", "diff", "roc", "mom", "pattern", "breakout_up", "breakout_down"]
}

extension FunctionsDriftTests {
    static func of(_ figure: @escaping ([Double]) -> Double, size: @escaping ([Double]) -> Double) -> Definition {
        Definition { window, _ in (figure(window.values), size(window.values)) }
    }

    /// Of the returns; a ratio is measured against one.
    static func ofReturns(_ size: Double = 0, _ figure: @escaping ([Double]) -> Double) -> Definition {
        Definition { window, _ in (figure(window.returns), size) }
    }

    static func ofPairs(_ size: Double = 0, _ figure: @escaping ([Double], [Double]) -> Double) -> Definition {
        Definition(isOfPairs: true) { window, _ in (figure(window.returns, window.otherReturns), size) }
    }

    static func ofBars(
        _ size: Double = 0, more: Int = 0, _ extra: [Value] = [], _ figure: @escaping (Bars, Int) -> Double
    ) -> Definition {
        Definition(extra: extra, more: more) { window, n in (figure(window.bars, n), size) }
    }

    static let year = 252.0

    static var definitions: [String: Definition] {
        averages.merging(statistics) { $1 }.merging(rewards) { $1 }.merging(benchmarks) { $1 }.merging(indicators) {
            $1
        }
    }

    private static func weighted(_ values: [Double]) -> Double {
        let weights = values.indices.map { Double($0 + 1) }
        return Plain.sum(zip(values, weights).map { $0 * $1 }) / Plain.sum(weights)
    }

    private static func greatest(_ values: [Double]) -> Double { values.map { abs($0) }.max()! }

    private static var averages: [String: Definition] {
        [
            "sma": of(Plain.mean) { _ in 0 }, "wma": of(weighted) { _ in 0 }, "rsum": of(Plain.sum) { _ in 0 },
            "rmin": of({ $0.min()! }) { _ in 0 }, "rmax": of({ $0.max()! }) { _ in 0 },
            "rmedian": of(Plain.median) { _ in 0 },
            "hma": Definition(more: 63) { window, n in
                var root = 1
                while (root + 1) * (root + 1) <= n { root += 1 }
                let values = window.values
                let raw = (0..<root).map { back -> Double in
                    let end = values.count - (root - 1 - back)
                    return 2 * weighted(Array(values[(end - n / 2)..<end])) - weighted(Array(values[(end - n)..<end]))
                }
                return (weighted(raw), 0)
            },
            "bollinger_upper": of({ Plain.mean($0) + 2 * spread($0) }) { _ in 0 },
            "bollinger_lower": of({ Plain.mean($0) - 2 * spread($0) }, size: greatest),
        ]
    }

    /// The population's deviation.
    private static func spread(_ values: [Double]) -> Double {
        (Plain.products(values, values) / Double(values.count)).squareRoot()
    }

    static func pearson(_ one: [Double], _ two: [Double]) -> Double {
        Plain.products(one, two) / (Plain.products(one, one) * Plain.products(two, two)).squareRoot()
    }

    static func slope(_ one: [Double], _ two: [Double]) -> Double {
        Plain.products(one, two) / Plain.products(two, two)
    }

    private static var statistics: [String: Definition] {
        [
            "rstdev": of(Plain.deviation) { _ in 0 },
            "zscore": of({ ($0.last! - Plain.mean($0)) / Plain.deviation($0) }) { _ in 1 },
            "percentile_rank": of({ values in
                Double(values.dropLast().count { $0 < values.last! }) / Double(values.count - 1)
            }) { _ in 0 },
            "rcorr": Definition(isOfPairs: true) { window, _ in (pearson(window.values, window.other), 1) },
            "rbeta": Definition(isOfPairs: true) { window, _ in (slope(window.values, window.other), 1) },
            "slope": of({ slope($0, $0.indices.map { Double($0) }) }) { Plain.deviation($0) },
        ]
    }
}
