import TestSupport
import Testing

@testable import TapeEngine

/// Runs against lists of runs found by plain search.
@Suite struct FunctionsRunTests {
    /// The first index of the run at the index, or nil, by walking back over sessions that are not judged.
    func length(_ truths: [Truth], _ days: [Int32], daily: Bool, at index: Int, from first: Int = 0) -> Double {
        var length = 0
        var judged = truths[first...index].contains { $0 != .missing }
        var place = index
        while place >= first {
            if truths[place] == .no { break }
            if truths[place] == .yes { length += 1 }
            if daily, place > first, days[place] - days[place - 1] > 10 { break }
            place -= 1
        }
        if !judged { judged = length > 0 }
        return judged ? Double(length) : .nan
    }

    @Test func agreesWithSearch() throws {
        let seed = freshSeed()
        var dice = SeededRandom(seed)
        for _ in 0..<400 {
            let count = Int.random(in: 0...60, using: &dice)
            let truths = dice.truths(count, missing: Bool.random(using: &dice) ? 0.2 : 0)
            let days = dice.days(count, holes: 0.05)
            let daily = Bool.random(using: &dice)
            let lower = Int.random(in: 0...count, using: &dice)
            let window = lower..<Int.random(in: lower...count, using: &dice)
            let caller = Caller(days: days, window: window, periodsPerYear: daily ? 252 : 52)
            let streaks = truths.indices.map { length(truths, days, daily: daily, at: $0) }
            let same = agree(try caller.series("streak", [.condition(truths)]), streaks, 0)
            #expect(same, "seed \(seed)")
            let inside = window.map { length(truths, days, daily: daily, at: $0, from: window.lowerBound) }
            let longest = inside.filter { !$0.isNaN }.max() ?? .nan
            #expect(near(try caller.number("longest", [.condition(truths)]), longest, 0), "seed \(seed)")
            let since = truths.indices.map { index -> Double in
                guard truths[index] != .missing, let last = truths[...index].lastIndex(of: .yes) else { return .nan }
                return Double(index - last)
            }
            #expect(agree(try caller.series("barssince", [.condition(truths)]), since, 0), "seed \(seed)")
        }
    }

    @Test func missingNeitherExtendsNorEnds() throws {
        let truths: [Truth] = [.missing, .yes, .missing, .yes, .no, .yes]
        let caller = Caller(days: [0, 1, 2, 3, 4, 7])
        #expect(agree(try caller.series("streak", [.condition(truths)]), [.nan, 1, 1, 2, 0, 1], 0))
        #expect(try caller.number("longest", [.condition(truths)]) == 2)
    }

    @Test func aHoleEndsARun() throws {
        let truths = [Truth](repeating: .yes, count: 4)
        let days: [Int32] = [0, 10, 21, 22]
        #expect(agree(try Caller(days: days).series("streak", [.condition(truths)]), [1, 2, 1, 2], 0))
        #expect(
            agree(try Caller(days: days, periodsPerYear: 52).series("streak", [.condition(truths)]), [1, 2, 3, 4], 0))
    }

    @Test func nothingJudgedIsMissing() throws {
        let caller = Caller(days: [0, 1])
        #expect(try caller.number("longest", [.condition([.missing, .missing])]).isNaN)
        #expect(try caller.number("longest", [.condition([.no, .missing])]) == 0)
    }
}
