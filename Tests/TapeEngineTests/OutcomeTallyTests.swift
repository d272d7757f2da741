import TestSupport
import Testing

@testable import TapeEngine

/// The figures of many outcomes against those of all of them in one array.
@Suite("What followed any session")
struct OutcomeTallyTests {
    @Test("mean, median, share and number are those of all outcomes together", .timeLimit(.minutes(1)))
    func figures() {
        let seed: UInt64 = .random(in: 0 ... .max)
        var random = SeededRandom(seed)
        for _ in 0..<500 {
            // Widely spread ones, ones within a bucket, many equal ones, and ones beyond the marks.
            let kind = Int.random(in: 0..<4, using: &random)
            func outcome() -> Double {
                if random.chance(0.05) { return .nan }
                return switch kind {
                case 0: Double.random(in: -1...2, using: &random)
                case 1: Double.random(in: 0.001...0.002, using: &random)
                case 2: [-1, -0.004, 0, 0.004, 0.0078125].randomElement(using: &random)!
                default: Double.random(in: -1...1e6, using: &random)
                }
            }
            let parts = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                (0..<Int.random(in: 0...200, using: &random)).map { _ in outcome() }
            }
            let all = parts.joined().filter { !$0.isNaN }
            let tally = parts.reduce(into: OutcomeTally()) { tally, part in
                var own = OutcomeTally()
                own.add(part.span)
                tally.add(own)
            }
            let middle = tally.middle
            var found: [Double] = []
            for part in parts { middle.take(part.span, into: &found) }
            #expect(tally.count == all.count, "seed \(seed)")
            #expect(isSame(middle.median(found), Statistics.median(all)), "seed \(seed)")
            let mean = Sum.mean(all)
            #expect(isSame(tally.mean, mean) || abs(tally.mean - mean) <= mean.magnitude * 1e-15, "seed \(seed)")
            #expect(isSame(tally.shareUp, Double(all.count { $0 > 0 }) / Double(all.count)), "seed \(seed)")
        }
    }

    private func isSame(_ left: Double, _ right: Double) -> Bool { left == right || left.isNaN && right.isNaN }
}
