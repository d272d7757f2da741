import Testing

@testable import TapeEngine

/// Windows against the plain definition, window by window.
@Suite struct FunctionsWindowTests {
    /// Compares a function over windows with what it should give for each window's values; a window with a missing value is missing.
    ///
    /// - Parameters:
    ///   - arguments: what stands behind the window's length.
    ///   - reach: how many values a window of length n takes, where it is not n.
    ///   - direct: the definition, on one window's values, oldest first.
    func check(
        _ name: String, _ arguments: [Value] = [], from least: Int = 1, reach: (Int) -> Int = { $0 },
        tolerance: Double = 1e-12, seed: UInt64 = .random(in: 0 ... .max), terrains: [Terrain] = Terrain.allCases,
        direct: ([Double]) -> Double
    ) throws {
        var dice = Dice(seed: seed)
        for terrain in terrains {
            for share in [0, 0.03] {
                for count in [0, 1, 2, 5, 33, 150] {
                    let values = dice.series(terrain, count, missing: share)
                    let caller = Caller(days: dice.days(count))
                    let scale = values.filter { !$0.isNaN }.map { abs($0) }.max() ?? 0
                    for n in [1, 2, 3, 4, 9, 20, 64, 150, 151, 4000] where n >= least {
                        let given = try caller.series(name, [.series(values), .number(Double(n))] + arguments)
                        let wanted = values.indices.map { index -> Double in
                            let first = index - reach(n) + 1
                            guard first >= 0, !values[first...index].contains(where: { $0.isNaN }) else { return .nan }
                            return direct(Array(values[first...index]))
                        }
                        #expect(
                            agree(given, wanted, tolerance, scale: scale),
                            "\(name)(\(terrain), \(n)), \(count) values, missing \(share), seed \(seed): \(difference(given, wanted, tolerance, scale: scale))"
                        )
                    }
                }
            }
        }
    }

    @Test func sma() throws { try check("sma") { $0.reduce(0, +) / Double($0.count) } }
    @Test func rmin() throws { try check("rmin", tolerance: 0) { $0.min()! } }
    @Test func rmax() throws { try check("rmax", tolerance: 0) { $0.max()! } }
}
