import TapeStore
import TestSupport
import Testing

@testable import TapeEngine

/// The bits against a plain walk over the truths, on random conditions of every density.
@Suite("Flags and runs")
struct FlagsTests {
    private static func truths(_ count: Int, _ random: inout SeededRandom, missing: Double) -> [Truth] {
        let density = [0.05, 0.5, 0.9, 0.99, 1, 0].randomElement(using: &random)!
        return (0..<count).map { _ in
            random.chance(missing) ? .missing : (random.chance(density) ? .yes : .no)
        }
    }

    /// Every maximal run of `.yes` in the range, counted from its start.
    private static func plainRuns(_ truths: [Truth], _ range: Range<Int>) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start: Int?
        for index in range {
            if truths[index] == .yes {
                start = start ?? index
            } else if let open = start {
                runs.append(open - range.lowerBound..<index - range.lowerBound)
                start = nil
            }
        }
        if let open = start { runs.append(open - range.lowerBound..<range.count) }
        return runs
    }

    @Test("runs, the longest and the current one match a plain walk")
    func flags() throws {
        let seed: UInt64 = .random(in: 0 ... .max)
        var random = SeededRandom(seed)
        for _ in 0..<4000 {
            let truths = Self.truths(Int.random(in: 0...400, using: &random), &random, missing: 0)
            let lower = Int.random(in: 0...truths.count, using: &random)
            let range = lower..<Int.random(in: lower...truths.count, using: &random)
            let flags = try #require(Flags(truths, range))
            var runs: [Range<Int>] = []
            flags.forEachRun { runs.append($0) }
            let plain = Self.plainRuns(truths, range)
            #expect(runs == plain, "seed \(seed)")
            #expect(flags.held == plain.reduce(0) { $0 + $1.count }, "seed \(seed)")
            // Among equal ones, the last is the newest.
            let longest = plain.reduce(nil) { best, run in run.count >= (best?.count ?? 1) ? run : best } as Range<Int>?
            #expect(flags.longest == longest, "seed \(seed)")
            #expect(flags.present == plain.last.flatMap { $0.upperBound == range.count ? $0 : nil }, "seed \(seed)")
        }
    }

    @Test("a part of the bits, and the judged bits, match the truths")
    func parts() throws {
        let seed: UInt64 = .random(in: 0 ... .max)
        var random = SeededRandom(seed)
        for _ in 0..<3000 {
            let count = Int.random(in: 1...300, using: &random)
            let first = Int.random(in: 0...count, using: &random)
            let bars = first..<Int.random(in: first...count, using: &random)
            let known = Self.truths(bars.count, &random, missing: 0)
            let truths =
                [Truth](repeating: .missing, count: first) + known
                + [Truth](repeating: .missing, count: count - bars.upperBound)
            let bits = Verdicts.bits(try #require(Flags(known, known.indices)), on: bars)
            let each = Verdicts.each(truths)
            let lower = Int.random(in: 0...count, using: &random)
            let window = lower..<Int.random(in: lower...count, using: &random)
            #expect((0..<count).allSatisfy { bits[$0] == truths[$0] }, "seed \(seed)")
            let stretch = bits.judgedStretch(window)
            #expect(stretch.isEmpty ? each.judgedStretch(window).isEmpty : stretch == each.judgedStretch(window))
            let part = try #require(bits.flags(stretch))
            #expect(part.truths(from: 0, of: part.count) == Array(truths[stretch]), "seed \(seed)")
            #expect(part.held == truths[stretch].count { $0 == .yes }, "seed \(seed)")
            if !window.isEmpty, stretch != window { #expect(bits.flags(window) == nil, "seed \(seed)") }
            let filter = Self.truths(count, &random, missing: 0)
            for (verdicts, filter) in [(bits, nil), (each, nil), (bits, filter), (each, filter)]
                as [(Verdicts, [Truth]?)]
            {
                let judged = verdicts.judged(window, filter).flatMap { Array($0) }
                let plain = window.filter { bar in
                    truths[bar] != .missing && (filter.map { $0[bar] == .yes } ?? true)
                }
                #expect(judged == plain, "seed \(seed)")
            }
        }
    }

    @Test("a quotient that overflows is not a return", arguments: [1e-140, 1e-160])
    func overflow(base: Double) {
        // The last of 64 sessions, one whole word, overflows; the others do not change.
        var values = [Double](repeating: base, count: 65)
        values[64] = .greatestFiniteMagnitude
        let against = [Double](repeating: 0.5, count: 64)
        #expect(Flags(values.span, beating: against.span, isUnder: false) == nil)
        values[64] = base * 1.6
        #expect(Flags(values.span, beating: against.span, isUnder: false)?.longest == 63..<64)
    }

    @Test("a range with a missing bar has no flags")
    func missing() {
        for place in 0..<70 {
            var truths = [Truth](repeating: .yes, count: 70)
            truths[place] = .missing
            #expect(Flags(truths, 0..<70) == nil)
            #expect((Flags(truths, 10..<60) == nil) == (10..<60).contains(place))
        }
    }

    /// The data decides between the quick scan and the walk bar by bar; a filter that is always true forces the walk.
    @Test("a scan by bits and one bar by bar agree")
    func scans() {
        let seed: UInt64 = .random(in: 0 ... .max)
        var random = SeededRandom(seed)
        for _ in 0..<3000 {
            let count = Int.random(in: 1...300, using: &random)
            let truths = Self.truths(count, &random, missing: random.chance(0.5) ? 0 : 0.02)
            var day: Int32 = 10_000
            let days = (0..<count).map { _ -> Int32 in
                day += random.chance(0.01) ? 12 : 1
                return day
            }
            let lower = Int.random(in: 0...count, using: &random)
            let window = lower..<Int.random(in: lower...count, using: &random)
            let quick = RunScan(.each(truths), filter: nil, days: days, window: window, isDaily: true)
            let all = [Truth](repeating: .yes, count: count)
            let plain = RunScan(.each(truths), filter: all, days: days, window: window, isDaily: true)
            #expect(quick == plain, "seed \(seed)")
            let ranked = quick.runs.sorted { $0.length != $1.length ? $0.length > $1.length : $0.first > $1.first }
            #expect(quick.ranked() == ranked, "seed \(seed)")
            #expect(quick.ranked(3) == Array(ranked.prefix(3)), "seed \(seed)")
        }
    }

    @Test("beating in one pass is the same as comparing two columns of returns")
    func beats() {
        let seed: UInt64 = .random(in: 0 ... .max)
        var random = SeededRandom(seed)
        for _ in 0..<3000 {
            // Far apart and equal, in large steps and within a rounding of each other, of every size and sign.
            let scale = [1, 1e-300, 1e-149, 1e150, .leastNonzeroMagnitude].randomElement(using: &random)!
            let odd = [0, 0, 0.002, 0.05].randomElement(using: &random)!
            func value() -> Double {
                if random.chance(odd) { return [.nan, 0, -1, 1e300, -0.0].randomElement(using: &random)! }
                return Double(Int.random(in: 1...4, using: &random)) * scale
            }
            let count = Int.random(in: 0...300, using: &random)
            let values = (0...count).map { _ in value() }
            let returns = Array(Kernel.returns(values).dropFirst())
            var against = Array(Kernel.returns((0...count).map { _ in value() }).dropFirst())
            for index in against.indices where random.chance(0.5) {
                against[index] = [returns[index], returns[index].nextUp, returns[index].nextDown, -0.3, 2]
                    .randomElement(using: &random)!
            }
            let isMissing = zip(returns, against).contains { $0.isNaN || $1.isNaN }
            for isUnder in [false, true] {
                let quick = Flags(values.span, beating: against.span, isUnder: isUnder)
                #expect((quick == nil) == isMissing, "seed \(seed)")
                guard let quick else { continue }
                #expect(
                    quick.truths(from: 3, of: count + 5)
                        == [.missing, .missing, .missing]
                        + Kernel.compare(isUnder ? .less : .greater, returns, against) + [.missing, .missing],
                    "seed \(seed)")
                #expect(quick.ties.count == zip(returns, against).count { $0 == $1 }, "seed \(seed)")
            }
        }
    }
}
