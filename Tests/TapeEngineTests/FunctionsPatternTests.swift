import TapeSyntax
import TestSupport
import Testing

@testable import TapeEngine

/// Chart patterns: artificial ones are recognised at the right session, and random walks agree with the definition.
@Suite struct FunctionsPatternTests {
    func scan(_ values: [Double], _ name: String, _ n: Double? = nil) throws -> [Truth] {
        let caller = Caller(days: values.indices.map { Int32($0) })
        let arguments: [Value?] = [.series(values), .text(name)] + (n.map { [.number($0)] } ?? [])
        guard case .condition(let truths) = try caller.value("pattern", arguments) else {
            Issue.record("no condition")
            return []
        }
        return truths
    }

    /// Straight legs between levels, each `length` sessions long.
    func legs(_ levels: [Double], _ length: Int) -> [Double] {
        var values = [levels[0]]
        for (from, to) in zip(levels, levels.dropFirst()) {
            for step in 1...length { values.append(from + (to - from) * Double(step) / Double(length)) }
        }
        return values
    }

    @Test func aBaseIsToldThreeSessionsAfterItsLastTurn() throws {
        let base = legs([104, 92, 98, 85, 98.5, 92.5, 104], 6)
        let told = try scan(base, "inverse head and shoulders")
        // The right shoulder is at session 30; the window of 38 is complete from session 37 on, so the base is put
        // later.
        let padded = legs([110, 104], 20).dropLast() + base
        let later = try scan(Array(padded), "inverse head and shoulders")
        #expect(told.prefix(37).allSatisfy { $0 == .missing })
        // Its low is session 50, and the slope turns between 49 and 50: the first of the two counts.
        #expect(later.indices.filter { later[$0] == .yes } == [49 + 3])
        #expect(try scan(Array(padded), "head and shoulders").allSatisfy { $0 != .yes })
        // Upside down it is a top, with shoulders and head at most as far apart in percent.
        let top = padded.map { 200 - $0 }
        let upside = try scan(top, "head and shoulders")
        #expect(upside.indices.filter { upside[$0] == .yes } == [49 + 3])
    }

    @Test func unevenShouldersAreNone() throws {
        // The right shoulder is 4 % above the left: 2 % from their average.
        let values = legs([110, 104], 20).dropLast() + legs([104, 90, 98, 85, 98.5, 93.7, 104], 6)
        #expect(try scan(Array(values), "inverse head and shoulders").allSatisfy { $0 != .yes })
    }

    @Test func refusesWhatItDoesNotKnow() throws {
        let error = try #require(throws: EngineError.self) { try scan([1, 2], "cup") }
        #expect(error.diagnostic.code == .wrongArguments)
    }

    /// The definition, spelled out without tables: weights from the formula at every use.
    func oracle(_ prices: [Double], n: Int, inverse: Bool) -> Bool {
        let width = prices.count
        func weight(_ distance: Int, _ h: Double) -> Double {
            Plain.power(2.718281828459045, -Double(distance * distance) / (2 * h * h))
        }
        var candidates = [0.5]
        while candidates.last! < Double(width) / 2 { candidates.append(candidates.last! * 1.15) }
        let errors = candidates.map { h -> Double in
            let weights = (0..<width).map { Double($0 * $0) / (2 * h * h) < 300 ? weight($0, h) : 0 }
            return (0..<width).map { place in
                let others = (0..<width).filter { $0 != place }
                let estimate =
                    others.map { weights[abs($0 - place)] * prices[$0] }.reduce(0, +)
                    / others.map { weights[abs($0 - place)] }.reduce(0, +)
                return (prices[place] - estimate) * (prices[place] - estimate)
            }.reduce(0, +)
        }
        let h = 0.3 * candidates[errors.firstIndex(of: errors.min()!)!]
        let weights = (0..<width).map { Double($0 * $0) / (2 * h * h) < 300 ? weight($0, h) : 0 }
        /// The smooth line at a place between sessions' neighbours: its derivative by the quotient rule.
        let slopes = (0..<width).map { place -> Double in
            let w = (0..<width).map { weights[abs($0 - place)] }
            let d = (0..<width).map { weights[abs($0 - place)] * Double($0 - place) }
            let (sum, total) = (zip(w, prices).map { $0 * $1 }.reduce(0, +), w.reduce(0, +))
            return zip(d, prices).map { $0 * $1 }.reduce(0, +) * total - sum * d.reduce(0, +)
        }
        let turns = (1..<(width - 1)).filter { slopes[$0] * slopes[$0 + 1] < 0 }
        guard let last = turns.firstIndex(of: n - 1), last >= 4 else { return false }
        let five = turns[(last - 4)...last].map { place -> Double in
            let near = prices[(place - 1)...(place + 1)]
            return slopes[place] > 0 ? near.max()! : near.min()!
        }
        guard (slopes[n - 1] < 0) == inverse else { return false }
        func close(_ a: Double, _ b: Double) -> Bool { abs(a - b) / 2 <= 0.015 * (a + b) / 2 }
        let head = inverse ? five[2] < min(five[0], five[4]) : five[2] > max(five[0], five[4])
        return head && close(five[0], five[4]) && close(five[1], five[3])
    }

    @Test func agreesWithTheDefinition() throws {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        for n in [10, 35] {
            let values = random.series(.walk, 120, missing: 0.004)
            for inverse in [false, true] {
                let given = try scan(values, inverse ? "inverse head and shoulders" : "head and shoulders", Double(n))
                for index in values.indices {
                    let window = index < n + 2 ? [] : Array(values[(index - n - 2)...index])
                    guard !window.isEmpty, !window.contains(where: { $0.isNaN }) else {
                        #expect(given[index] == .missing, "seed \(seed)")
                        continue
                    }
                    let wanted = oracle(window, n: n, inverse: inverse)
                    #expect((given[index] == .yes) == wanted, "seed \(seed), n \(n), \(index)")
                }
            }
        }
    }
}
