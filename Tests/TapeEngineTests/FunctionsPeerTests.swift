import Foundation
import TapeSyntax
import TestSupport
import Testing

@testable import TapeEngine

/// The functions against what other programs computed from the same prices (Tests/Peers).
@Suite struct FunctionsPeerTests {
    struct Peer {
        /// `TA-Lib`, `pandas` …
        var name: String
        /// The call as Tape writes it.
        var call: String
        /// The peer means something else by the name.
        var differs: Bool
        var values: [Double]
    }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Peers/vectors")

    static func lines(_ file: String) throws -> [[String]] {
        let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    }

    static func peer(_ heading: String, _ values: [Double]) throws -> Peer {
        let words = heading.split(separator: " ", maxSplits: 2).map(String.init)
        try #require(words.count == 3)
        return Peer(name: words[0], call: words[2], differs: words[1] == "~", values: values)
    }

    static func columns(_ file: String) throws -> [String: [Double]] {
        let rows = try lines(file)
        var columns: [String: [Double]] = [:]
        for (index, heading) in rows[0].enumerated() {
            columns[heading] = try rows.dropFirst().map { row in
                row[index].isEmpty ? .nan : try #require(Double(row[index]))
            }
        }
        return columns
    }

    let prices: [String: [Double]]
    let peers: [Peer]
    let caller: Caller

    init() throws {
        prices = try Self.columns("prices.tsv")
        peers = try ["python.tsv", "r.tsv"].flatMap { try Self.columns($0).map { try Self.peer($0.key, $0.value) } }
            .sorted { ($0.call, $0.name) < ($1.call, $1.name) }
        let days = prices["day"]!.map { Int32($0) }
        caller = Caller(days: days, window: 1..<days.count, riskFree: 0.04)
    }

    /// Evaluates a call such as `rbeta(ret(S), ret(M), 30)`.
    func evaluate(_ call: String, _ caller: Caller) throws -> Value {
        guard let open = call.firstIndex(of: "(") else {
            if let number = Double(call) { return .number(number) }
            return .series(try #require(prices[call == "S" ? "close" : call]))
        }
        let name = String(call[..<open])
        let entry = try #require(FunctionTable.named(name))
        var texts = [""]
        var depth = 0
        for character in call[call.index(after: open)...].dropLast() {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if character == ",", depth == 0 {
                texts.append("")
            } else if character != " " {
                texts[texts.count - 1].append(character)
            }
        }
        let arguments = try texts.map { try evaluate($0, caller) }
        if case .bars = entry.parameters[0].kind {
            let bars = Bars(
                open: prices["open"], high: prices["high"]!, low: prices["low"]!, close: prices["close"]!,
                volume: prices["volume"])
            return try caller.value(name, arguments, bars)
        }
        return try caller.value(name, arguments)
    }

    func series(_ call: String) throws -> [Double] {
        // With the whole axis as window, so that what is rebased starts from the first session.
        guard case .series(let values) = try evaluate(call, Caller(days: caller.days, riskFree: 0)) else {
            Issue.record("\(call) gave no series")
            return []
        }
        return values
    }

    static let tolerance = 1e-9

    @Test func columnsAgree() throws {
        var checked = 0
        for peer in peers where !peer.differs {
            let own = try series(peer.call)
            let same = agree(own, peer.values, Self.tolerance, scale: 1e-3)
            #expect(same, "\(peer.name) \(peer.call): \(difference(own, peer.values, Self.tolerance, scale: 1e-3))")
            checked += 1
        }
        #expect(checked > 100)
    }

    @Test func numbersAgree() throws {
        for row in try Self.lines("python-numbers.tsv") {
            let peer = try Self.peer(row[0], [try #require(Double(row[1]))])
            guard case .number(let own) = try evaluate(peer.call, caller) else {
                Issue.record("\(peer.call) gave no number")
                continue
            }
            #expect(near(own, peer.values[0], Self.tolerance), "\(peer.name) \(peer.call): \(own)")
        }
    }

    // MARK: Where a peer means something else

    /// Another start of a recursion: it begins elsewhere and ends the same, to the tolerance.
    func converges(_ own: [Double], _ theirs: [Double], to tolerance: Double, _ label: String) {
        let both = own.indices.filter { !own[$0].isNaN && !theirs[$0].isNaN }
        #expect(abs(own[both[0]] - theirs[both[0]]) > 1e-6 * abs(own[both[0]]), "\(label): the start is another")
        #expect(near(own.last!, theirs.last!, tolerance, scale: 1), "\(label): \(own.last!) and \(theirs.last!)")
    }

    func equal(_ own: [Double], _ theirs: [Double], _ label: String) {
        let same = agree(own, theirs, Self.tolerance, scale: 1e-3)
        #expect(same, "\(label): \(difference(own, theirs, Self.tolerance, scale: 1e-3))")
    }

    /// Wilder's directional movement, with his means seeded by the mean of the first n, or a session's step earlier.
    func directional(_ n: Int, seededEarly: Bool) -> (plus: [Double], minus: [Double], index: [Double]) {
        let (high, low, close) = (prices["high"]!, prices["low"]!, prices["close"]!)
        func smooth(_ values: [Double], early: Bool) -> [Double] {
            let first = values.firstIndex { !$0.isNaN }!
            var out = values.map { _ in Double.nan }
            var level = values[first..<(first + n)].reduce(0, +) / Double(n)
            if early {
                let sum = values[first..<(first + n - 1)].reduce(0, +)
                level = (sum - sum / Double(n) + values[first + n - 1]) / Double(n)
            }
            for index in (first + n - 1)..<values.count {
                if index >= first + n { level += (values[index] - level) / Double(n) }
                out[index] = level
            }
            return out
        }
        var (range, up, down) = ([Double.nan], [Double.nan], [Double.nan])
        for index in 1..<close.count {
            let (rise, fall) = (high[index] - high[index - 1], low[index - 1] - low[index])
            range.append(max(high[index], close[index - 1]) - min(low[index], close[index - 1]))
            up.append(rise > max(fall, 0) ? rise : 0)
            down.append(fall > max(rise, 0) ? fall : 0)
        }
        let mean = smooth(range, early: seededEarly)
        let plus = zip(smooth(up, early: seededEarly), mean).map { 100 * $0 / $1 }
        let minus = zip(smooth(down, early: seededEarly), mean).map { 100 * $0 / $1 }
        let relative = zip(plus, minus).map { 100 * abs($0 - $1) / ($0 + $1) }
        return (plus, minus, smooth(relative, early: false))
    }

    @Test func differencesAreOfDefinition() throws {
        var left = Set(peers.filter(\.differs).map { "\($0.name) \($0.call)" })
        func each(_ calls: [String], _ check: ([Double], [Double], String) throws -> Void) throws {
            for label in calls {
                let peer = try #require(peers.first { $0.differs && "\($0.name) \($0.call)" == label }, "\(label)")
                try check(try series(peer.call), peer.values, label)
                left.remove(label)
            }
        }
        // The population's deviation, where ours is the sample's.
        try each(["TA-Lib rstdev(S, 20)"]) { own, theirs, label in
            equal(own, theirs.map { $0 * (20.0 / 19).squareRoot() }, label)
        }
        // 100 times the fraction.
        try each(["TA-Lib roc(S, 10)"]) { own, theirs, label in equal(own, theirs.map { $0 / 100 }, label) }
        // The fast average is seeded with the values just before the slow one begins; shown only with its signal.
        try each(["TA-Lib macd(S, 12, 26)", "TA-Lib signal(S, 12, 26, 9)"]) { own, theirs, label in
            converges(own, theirs, to: 1e-9, label)
        }
        #expect(try series("macd(S, 12, 26)").firstIndex { !$0.isNaN } == 25)
        // Seeded with n − 1 values and the n-th added in Wilder's way; ours with the mean of n, as his worksheet has it.
        for peer in ["TA-Lib", "TTR"] {
            let theirs = directional(14, seededEarly: true)
            try each(["\(peer) plus_di(S, 14)"]) { equal(theirs.plus, $1, $2) }
            try each(["\(peer) minus_di(S, 14)"]) { equal(theirs.minus, $1, $2) }
            try each(["\(peer) adx(S, 14)"]) { equal(theirs.index, $1, $2) }
        }
        let seeded = directional(14, seededEarly: false)
        equal(try series("plus_di(S, 14)"), seeded.plus, "plus_di")
        equal(try series("minus_di(S, 14)"), seeded.minus, "minus_di")
        equal(try series("adx(S, 14)"), seeded.index, "adx")
        // %K is shown only where %D is.
        try each(["TA-Lib stoch_k(S, 14)", "TA-Lib stoch_slow_k(S, 14, 3)"]) { own, theirs, label in
            equal(zip(own, theirs).map { $1.isNaN ? .nan : $0 }, theirs, label)
            #expect(own.count { !$0.isNaN } == theirs.count { !$0.isNaN } + 2, "\(label)")
        }
        // They start from the first volume, we from 0.
        try each(["TA-Lib obv(S)", "TTR obv(S)"]) { own, theirs, label in
            equal(own, theirs.map { $0 - prices["volume"]![0] }, label)
        }
        // From the first value instead of a mean of n.
        try each(["pandas ema(S, 15)"]) { own, theirs, label in
            converges(own, theirs, to: 1e-9, label)
            #expect(theirs.allSatisfy { !$0.isNaN })
        }
        // Ranks count the value itself: (below + 1) ÷ n.
        try each(["pandas percentile_rank(S, 20)"]) { own, theirs, label in
            equal(own, theirs.map { ($0 * 20 - 1) / 19 }, label)
        }
        // (below + ½ equal) ÷ n, the value itself among the equal ones.
        try each(["TTR percentile_rank(S, 20)"]) { own, theirs, label in
            let close = prices["close"]!
            let below = theirs.indices.map { index -> Double in
                guard index >= 19 else { return .nan }
                return theirs[index] * 20 - 0.5 * Double(close[(index - 19)...index].count { $0 == close[index] })
            }
            equal(own, below.map { $0 / 19 }, label)
        }
        // Without sign, as a fraction.
        try each(["TTR williams_r(S, 14)"]) { own, theirs, label in equal(own, theirs.map { -100 * $0 }, label) }
        // The average of the typical price, where ours is of the close.
        try each(["TTR keltner_upper(S, 20, 2)", "TTR keltner_lower(S, 20, 2)"]) { own, theirs, label in
            let typical = prices["close"]!.indices.map {
                (prices["high"]![$0] + prices["low"]![$0] + prices["close"]![$0]) / 3
            }
            let shift = zip(Plain.exponential(typical, 20), Plain.exponential(prices["close"]!, 20)).map { $0 - $1 }
            equal(zip(own, shift).map { $0 + $1 }, theirs, label)
        }
        // Another algorithm: a session is tested against the stop of the one before. Most turns are the same.
        try each(["TTR sar(S, 0.02, 0.2)"]) { own, theirs, label in
            let close = prices["close"]!
            let same = own.indices.dropFirst().count { (own[$0] < close[$0]) == (theirs[$0] < close[$0]) }
            #expect(same > 170 && !agree(own, theirs, Self.tolerance), "\(label): \(same)")
        }
        // Shown one session too early, over n instead of n + 1 sessions.
        try each(["TTR aroon_up(S, 25)", "TTR aroon_down(S, 25)"]) { own, theirs, label in
            equal(
                own, [.nan] + theirs.dropFirst(25).reduce(into: [Double](repeating: .nan, count: 24)) { $0.append($1) },
                label)
            #expect(!theirs[24].isNaN, "\(label)")
        }
        // Drawn with hindsight, and from the first value on: our other turning points lie on their line.
        try each(["TTR zigzag(S, 0.05)"]) { own, theirs, label in
            let first = own.first { !$0.isNaN }!
            let levels = Set(own.filter { !$0.isNaN && $0 != first })
            #expect(levels.count > 3)
            for level in levels { #expect(theirs.contains { near($0, level) }, "\(label): \(level)") }
        }
        #expect(left.isEmpty, "nothing says why these differ: \(left.sorted())")
    }
}
