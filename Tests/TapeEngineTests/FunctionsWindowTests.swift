import TestSupport
import Testing

@testable import TapeEngine

/// Windows against the plain definition, window by window.
@Suite struct FunctionsWindowTests {
    /// The scale of a figure's error, in addition to its own size.
    enum Scale {
        /// The greatest size in the window.
        case window
        case one
    }

    /// Compares a function over windows with what it should give for each window's values; a window with a missing
    /// value is missing.
    ///
    /// - Parameters:
    ///   - more: the arguments after the window's length.
    ///   - second: whether the function takes a second series before the length; the definition then gets it together
    ///     with the first.
    ///   - direct: the definition, on one window's values, oldest first.
    func check(
        _ name: String, _ more: [Value] = [], from least: Int = 1, second: Bool = false, tolerance: Double = 1e-12,
        scale: Scale = .window, direct: ([Double], [Double]) -> Double
    ) throws {
        let seed = freshSeed()
        var dice = SeededRandom(seed)
        for terrain in Terrain.allCases {
            for share in [0, 0.03] {
                for count in [0, 1, 2, 5, 33, 150] {
                    let values = dice.series(terrain, count, missing: share)
                    let other = dice.series(second ? .walk : terrain, count, missing: share)
                    let caller = Caller(days: dice.days(count))
                    for n in [1, 2, 3, 4, 9, 20, 64, 150, 151, 4000] where n >= least {
                        let series: [Value] = second ? [.series(values), .series(other)] : [.series(values)]
                        let given = try caller.series(name, series + [.number(Double(n))] + more)
                        for index in values.indices {
                            let first = index - n + 1
                            var wanted = Double.nan
                            var size = 1.0
                            if first >= 0 {
                                let (one, two) = (Array(values[first...index]), Array(other[first...index]))
                                let present = !one.contains { $0.isNaN } && !(second && two.contains { $0.isNaN })
                                if present { wanted = direct(one, two) }
                                if present, scale == .window { size = one.map { abs($0) }.max()! }
                            }
                            let same = near(given[index], wanted, tolerance, scale: size)
                            #expect(
                                same,
                                "\(name)(\(terrain), \(n))[\(index)] of \(count), missing \(share), seed \(seed): \(given[index]), not \(wanted)"
                            )
                        }
                    }
                }
            }
        }
    }

    func check(
        _ name: String, _ more: [Value] = [], from least: Int = 1, tolerance: Double = 1e-12, scale: Scale = .window,
        direct: ([Double]) -> Double
    ) throws {
        try check(name, more, from: least, tolerance: tolerance, scale: scale) { one, _ in direct(one) }
    }

    @Test func sma() throws { try check("sma", direct: Plain.mean) }
    @Test func rsum() throws { try check("rsum") { $0.reduce(0, +) } }
    @Test func rmin() throws { try check("rmin", tolerance: 0) { $0.min()! } }
    @Test func rmax() throws { try check("rmax", tolerance: 0) { $0.max()! } }
    @Test func rmedian() throws { try check("rmedian", tolerance: 1e-15, direct: Plain.median) }
    @Test func rstdev() throws { try check("rstdev", from: 2, direct: Plain.deviation) }

    @Test func wma() throws {
        try check("wma") { values in
            let weights = values.indices.map { Double($0 + 1) }
            return zip(values, weights).map { $0 * $1 }.reduce(0, +) / weights.reduce(0, +)
        }
    }

    @Test func zscore() throws {
        try check("zscore", from: 2, tolerance: 1e-11, scale: .one) { values in
            let deviation = Plain.deviation(values)
            return deviation > 0 ? (values.last! - Plain.mean(values)) / deviation : .nan
        }
    }

    @Test func percentileRank() throws {
        try check("percentile_rank", from: 2, tolerance: 0) { values in
            Double(values.dropLast().count { $0 < values.last! }) / Double(values.count - 1)
        }
    }

    @Test func slope() throws {
        try check("slope", from: 2) { values in
            Plain.products(values, values.indices.map { Double($0) })
                / Plain.products(values.indices.map { Double($0) }, values.indices.map { Double($0) })
        }
    }

    @Test func rcorr() throws {
        try check("rcorr", from: 2, second: true, tolerance: 1e-10, scale: .one) { one, two in
            let (left, right) = (Plain.products(one, one), Plain.products(two, two))
            return left > 0 && right > 0 ? Plain.products(one, two) / (left * right).squareRoot() : .nan
        }
    }

    @Test func rbeta() throws {
        try check("rbeta", from: 2, second: true, tolerance: 1e-9) { one, two in
            let right = Plain.products(two, two)
            return right > 0 ? Plain.products(one, two) / right : .nan
        }
    }

    @Test func bollinger() throws {
        for (name, k) in [("bollinger_upper", 2.5), ("bollinger_lower", -2.5)] {
            try check(name, [.number(2.5)]) { values in
                Plain.mean(values) + k * (Plain.products(values, values) / Double(values.count)).squareRoot()
            }
        }
    }

    @Test func hma() throws {
        try checkComposed("hma", from: 2) { values, n in
            func weighted(_ values: [Double], _ n: Int) -> [Double] {
                values.indices.map { index in
                    guard index >= n - 1 else { return .nan }
                    let weights = (1...n).map { Double($0) }
                    return zip(values[(index - n + 1)...index], weights).map { $0 * $1 }.reduce(0, +)
                        / weights.reduce(0, +)
                }
            }
            let raw = zip(weighted(values, n / 2), weighted(values, n)).map { 2 * $0 - $1 }
            var root = 1
            while (root + 1) * (root + 1) <= n { root += 1 }
            return weighted(raw, root)
        }
    }

    @Test func ema() throws { try checkComposed("ema", Plain.exponential) }

    @Test func dema() throws {
        try checkComposed("dema") { values, n in
            let first = Plain.exponential(values, n)
            return zip(first, Plain.exponential(first, n)).map { 2 * $0 - $1 }
        }
    }

    @Test func tema() throws {
        try checkComposed("tema") { values, n in
            let first = Plain.exponential(values, n)
            let second = Plain.exponential(first, n)
            let third = Plain.exponential(second, n)
            return values.indices.map { 3 * first[$0] - 3 * second[$0] + third[$0] }
        }
    }

    /// Compares whole columns, without missing values.
    func checkComposed(_ name: String, from least: Int = 1, _ direct: ([Double], Int) -> [Double]) throws {
        let seed = freshSeed()
        var dice = SeededRandom(seed)
        for terrain in Terrain.allCases {
            for count in [0, 1, 2, 5, 33, 150] {
                let values = dice.series(terrain, count)
                for n in [1, 2, 3, 7, 20, 150, 151] where n >= least {
                    let given = try Caller(days: dice.days(count)).series(name, [.series(values), .number(Double(n))])
                    let scale = values.map { abs($0) }.max() ?? 0
                    let wanted = direct(values, n)
                    let same = agree(given, wanted, 1e-12, scale: scale)
                    #expect(
                        same,
                        "\(name)(\(terrain), \(n)) of \(count), seed \(seed): \(difference(given, wanted, 1e-12, scale: scale))"
                    )
                }
            }
        }
    }

    @Test func missingSessionsAreSkippedByRecursiveMeans() throws {
        let values: [Double] = [.nan, 1, .nan, 2, 3, .nan, 4]
        let given = try Caller(days: [1, 2, 3, 4, 5, 8, 9]).series("ema", [.series(values), .number(2)])
        #expect(agree(given, [.nan, .nan, .nan, 1.5, 2.5, .nan, 3.5], 1e-15))
    }

    /// A value so large that it swamps all others leaves no trace in the windows after it.
    @Test func aHugeValuePoisonsNoLaterWindow() throws {
        var values = [Double](repeating: 0, count: 60)
        values[7] = 1e18
        values[8] = -3e17
        for index in 40..<60 { values[index] = Double(index % 3) * 0.1 }
        let caller = Caller(days: (0..<60).map { Int32($0) })
        for n in [2, 5, 9] {
            for name in ["sma", "rsum", "rstdev", "wma", "slope", "rmedian", "rmax", "bollinger_upper"] {
                let given = try caller.series(name, [.series(values), .number(Double(n))])
                let later = try Caller(days: (0..<51).map { Int32($0) }).series(
                    name, [.series(Array(values[9...])), .number(Double(n))])
                #expect(agree(Array(given[(9 + n)...]), Array(later[n...]), 1e-15), "\(name), \(n)")
                #expect(given[(9 + n)..<40].allSatisfy { $0 == 0 }, "\(name), \(n)")
            }
        }
    }

    @Test func equalValuesHaveNoSpread() throws {
        for level in [0.1, 1 / 3.0, 2674.56, 1e-9, 7e15] {
            let values = [Double](repeating: level, count: 300)
            let caller = Caller(days: (0..<300).map { Int32($0) })
            for n in [2, 3, 7, 49, 252] {
                let mean = try caller.series("sma", [.series(values), .number(Double(n))])
                #expect(mean[(n - 1)...].allSatisfy { $0 == level })
                let deviation = try caller.series("rstdev", [.series(values), .number(Double(n))])
                #expect(deviation[(n - 1)...].allSatisfy { $0 == 0 })
                #expect(try caller.series("zscore", [.series(values), .number(Double(n))]).allSatisfy { $0.isNaN })
            }
        }
    }

    /// After 100,000 sessions, windows still agree with their direct computation.
    @Test func nothingDrifts() throws {
        let seed = freshSeed()
        var dice = SeededRandom(seed)
        let values = dice.series(.walk, 100_000)
        let caller = Caller(days: (0..<100_000).map { Int32($0) })
        for n in [20, 252, 5000] {
            let mean = try caller.series("sma", [.series(values), .number(Double(n))])
            let deviation = try caller.series("rstdev", [.series(values), .number(Double(n))])
            let weighted = try caller.series("wma", [.series(values), .number(Double(n))])
            for index in [n - 1, n, 2 * n, 50_000, 99_990, 99_998, 99_999] {
                let window = Array(values[(index - n + 1)...index])
                #expect(near(mean[index], Plain.mean(window)), "seed \(seed)")
                #expect(near(deviation[index], Plain.deviation(window)), "seed \(seed)")
                let weights = window.indices.map { Double($0 + 1) }
                let direct = Plain.sum(zip(window, weights).map { $0 * $1 }) / Plain.sum(weights)
                #expect(near(weighted[index], direct), "seed \(seed)")
            }
        }
    }
}
