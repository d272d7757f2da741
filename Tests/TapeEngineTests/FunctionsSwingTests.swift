import TestSupport
import Testing

@testable import TapeEngine

/// Turning points, breakouts and gaps against plain search, and against looking ahead.
@Suite struct FunctionsSwingTests {
    func truths(_ caller: Caller, _ name: String, _ arguments: [Value?], _ bars: Bars) throws -> [Truth] {
        guard case .condition(let truths) = try caller.value(name, arguments, bars) else {
            Issue.record("\(name) gave no condition")
            return []
        }
        return truths
    }

    @Test func swings() throws {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        for _ in 0..<40 {
            let bars = random.bars(120, missing: random.chance(0.5) ? 0.02 : 0, tick: 1)
            let k = Int.random(in: 1...6, using: &random)
            let caller = Caller(days: random.days(120))
            func levels(_ values: [Double], _ sign: Double) -> [Double] {
                values.indices.map { now in
                    guard !values[now].isNaN else { return .nan }
                    for place in stride(from: now - k, through: k, by: -1) {
                        let before = values[(place - k)..<place].map { sign * $0 }
                        let after = values[(place + 1)...(place + k)].map { sign * $0 }
                        let level = sign * values[place]
                        if before.allSatisfy({ $0 < level }), after.allSatisfy({ $0 <= level }) { return values[place] }
                    }
                    return .nan
                }
            }
            let highs = try caller.series("swing_high", [.number(.nan), .number(Double(k))], bars: bars)
            let lows = try caller.series("swing_low", [.number(.nan), .number(Double(k))], bars: bars)
            #expect(agree(highs, levels(bars.high, 1), 0), "seed \(seed)")
            #expect(agree(lows, levels(bars.low, -1), 0), "seed \(seed)")
        }
    }

    /// The turning points known at the last value, oldest first, by searching each leg from its start.
    func turns(_ values: [Double], _ share: Double) -> [Double] {
        var turns: [Double] = []
        var leg: [Double] = []
        var rising: Bool?
        for value in values where !value.isNaN {
            leg.append(value)
            let (high, low) = (leg.max()!, leg.min()!)
            if rising != false, value / high - 1 <= -share {
                turns.append(high)
                rising = false
                leg = [value]
            } else if rising != true, value / low - 1 >= share {
                turns.append(low)
                rising = true
                leg = [value]
            }
        }
        return turns
    }

    @Test func zigzag() throws {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        let values = random.series(.walk, 300, missing: 0.02)
        let caller = Caller(days: random.days(300))
        for share in [0.01, 0.05, 0.2] {
            let wanted = values.indices.map { index in
                values[index].isNaN ? .nan : turns(Array(values[...index]), share).last ?? .nan
            }
            let given = try caller.series("zigzag", [.series(values), .number(share)])
            #expect(agree(given, wanted, 0), "seed \(seed)")
        }
        #expect(throws: EngineError.self) { try caller.series("zigzag", [.series(values), .number(0)]) }
        #expect(throws: EngineError.self) { try caller.series("zigzag", [.series(values), .number(.nan)]) }
    }

    @Test func breakoutsAndGaps() throws {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        for _ in 0..<40 {
            let bars = random.bars(80, missing: random.chance(0.5) ? 0.02 : 0, tick: 1)
            let n = Int.random(in: 1...12, using: &random)
            let caller = Caller(days: random.days(80))
            func judged(_ values: [Double], _ bounds: [Double], _ n: Int, _ test: (Double, [Double]) -> Bool) -> [Truth]
            {
                values.indices.map { index in
                    guard index >= n, !values[index].isNaN else { return .missing }
                    let span = Array(bounds[(index - n)..<index])
                    return span.contains { $0.isNaN } ? .missing : (test(values[index], span) ? .yes : .no)
                }
            }
            let length: [Value?] = [.number(.nan), .number(Double(n))]
            let up = judged(bars.close, bars.high, n) { $0 > $1.max()! }
            let down = judged(bars.close, bars.low, n) { $0 < $1.min()! }
            let gapUp = judged(bars.low, bars.high, 1) { $0 > $1[0] }
            let gapDown = judged(bars.high, bars.low, 1) { $0 < $1[0] }
            #expect(try truths(caller, "breakout_up", length, bars) == up, "seed \(seed)")
            #expect(try truths(caller, "breakout_down", length, bars) == down, "seed \(seed)")
            #expect(try truths(caller, "gap_up", [.number(.nan)], bars) == gapUp, "seed \(seed)")
            #expect(try truths(caller, "gap_down", [.number(.nan)], bars) == gapDown, "seed \(seed)")
            let gaps = bars.close.indices.map { $0 == 0 ? .nan : bars.open![$0] / bars.close[$0 - 1] - 1 }
            #expect(agree(try caller.series("gap", [.number(.nan)], bars: bars), gaps), "seed \(seed)")
        }
    }
}
