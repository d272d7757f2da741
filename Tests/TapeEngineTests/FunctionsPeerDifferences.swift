import Testing

@testable import TapeEngine

/// If a peer means something else by a name: why, and what the difference is.
extension FunctionsPeerTests {
    struct Difference {
        /// Peer and call.
        var labels: [String]
        var because: String
        /// Turns one definition into the other and compares.
        var check: (_ own: [Double], _ theirs: [Double], _ label: String) -> Void

        init(
            _ labels: [String], _ because: String,
            check: @escaping (_ own: [Double], _ theirs: [Double], _ label: String) -> Void
        ) {
            self.labels = labels
            self.because = because
            self.check = check
        }
    }

    private static let seededEarly =
        "their means start from n − 1 values and add the n-th in Wilder's way, ours from the mean of n, as in his worksheet"

    var differences: [Difference] {
        [
            Difference(["TA-Lib rstdev(S, 20)"], "the population's deviation, where ours is the sample's") {
                own, theirs, label in
                equal(own, theirs.map { $0 * (20.0 / 19).squareRoot() }, label)
            },
            Difference(["TA-Lib roc(S, 10)"], "100 times the fraction") { own, theirs, label in
                equal(own, theirs.map { $0 / 100 }, label)
            },
            Difference(
                ["TA-Lib macd(S, 12, 26)", "TA-Lib signal(S, 12, 26, 9)"],
                "the fast average is seeded with the values just before the slow one begins; shown only with its signal"
            ) { own, theirs, label in
                converges(own, theirs, to: 1e-9, label)
                if label.contains("macd") { #expect(own.firstIndex { !$0.isNaN } == 25) }
            },
            Difference(
                ["TA-Lib plus_di(S, 14)", "TTR plus_di(S, 14)"],
                Self.seededEarly
            ) { own, theirs, label in
                equal(directional(14, seededEarly: true).plus, theirs, label)
                equal(own, directional(14, seededEarly: false).plus, label)
            },
            Difference(
                ["TA-Lib minus_di(S, 14)", "TTR minus_di(S, 14)"],
                Self.seededEarly
            ) { own, theirs, label in
                equal(directional(14, seededEarly: true).minus, theirs, label)
                equal(own, directional(14, seededEarly: false).minus, label)
            },
            Difference(
                ["TA-Lib adx(S, 14)", "TTR adx(S, 14)"],
                Self.seededEarly
            ) { own, theirs, label in
                equal(directional(14, seededEarly: true).index, theirs, label)
                equal(own, directional(14, seededEarly: false).index, label)
            },
            Difference(["TA-Lib stoch_k(S, 14)", "TA-Lib stoch_slow_k(S, 14, 3)"], "%K is shown only where %D is") {
                own, theirs, label in
                equal(zip(own, theirs).map { $1.isNaN ? .nan : $0 }, theirs, label)
                #expect(own.count { !$0.isNaN } == theirs.count { !$0.isNaN } + 2, "\(label)")
            },
            Difference(["TA-Lib obv(S)", "TTR obv(S)"], "they start from the first volume, we from 0") {
                own, theirs, label in
                equal(own, theirs.map { $0 - prices["volume"]![0] }, label)
            },
            Difference(["pandas ema(S, 15)"], "from the first value instead of a mean of n") { own, theirs, label in
                converges(own, theirs, to: 1e-9, label)
                #expect(theirs.allSatisfy { !$0.isNaN })
            },
            Difference(["pandas percentile_rank(S, 20)"], "ranks count the value itself: (below + 1) ÷ n") {
                own, theirs, label in
                equal(own, theirs.map { ($0 * 20 - 1) / 19 }, label)
            },
            Difference(["TTR percentile_rank(S, 20)"], "(below + ½ equal) ÷ n, the value itself among the equal ones") {
                own, theirs, label in
                let close = prices["close"]!
                let below = theirs.indices.map { index -> Double in
                    guard index >= 19 else { return .nan }
                    return theirs[index] * 20 - 0.5 * Double(close[(index - 19)...index].count { $0 == close[index] })
                }
                equal(own, below.map { $0 / 19 }, label)
            },
            Difference(["TTR williams_r(S, 14)"], "without sign, as a fraction") { own, theirs, label in
                equal(own, theirs.map { -100 * $0 }, label)
            },
            Difference(
                ["TTR keltner_upper(S, 20, 2)", "TTR keltner_lower(S, 20, 2)"],
                "the average of the typical price, where ours is of the close"
            ) { own, theirs, label in
                let typical = prices["close"]!.indices.map {
                    (prices["high"]![$0] + prices["low"]![$0] + prices["close"]![$0]) / 3
                }
                let shift = zip(Plain.exponential(typical, 20), Plain.exponential(prices["close"]!, 20)).map { $0 - $1 }
                equal(zip(own, shift).map { $0 + $1 }, theirs, label)
            },
            Difference(
                ["TTR sar(S, 0.02, 0.2)"],
                """
                each session is tested against the stop of the one before; the first trend is up, its stop a standard \
                deviation of the ranges below the first low; the factor's sum of steps misses the limit by a rounding and \
                grows on
                """
            ) { own, theirs, label in
                equal(testedAgainstTheLastStop(step: 0.02, limit: 0.2), theirs, label)
                let close = prices["close"]!
                let same = own.indices.dropFirst().count { (own[$0] < close[$0]) == (theirs[$0] < close[$0]) }
                #expect(same > 170, "\(label): \(same), most turns are the same")
            },
            Difference(
                ["TTR aroon_up(S, 25)", "TTR aroon_down(S, 25)"],
                "shown one session too early, over n instead of n + 1 sessions"
            ) { own, theirs, label in
                equal(
                    own,
                    [.nan] + theirs.dropFirst(25).reduce(into: [Double](repeating: .nan, count: 24)) { $0.append($1) },
                    label)
                #expect(!theirs[24].isNaN, "\(label)")
            },
            Difference(
                ["TTR zigzag(S, 0.05)"],
                "drawn with hindsight, and from the first value on: our other turning points lie on their line"
            ) { own, theirs, label in
                let first = own.first { !$0.isNaN }!
                let levels = Set(own.filter { !$0.isNaN && $0 != first })
                #expect(levels.count > 3)
                for level in levels { #expect(theirs.contains { near($0, level) }, "\(label): \(level)") }
            },
        ]
    }

    @Test func differencesAreOfDefinition() throws {
        var left = Set(peers.filter(\.differs).map { "\($0.name) \($0.call)" })
        for difference in differences {
            for label in difference.labels {
                let peer = try #require(peers.first { $0.differs && "\($0.name) \($0.call)" == label }, "\(label)")
                difference.check(try series(peer.call), peer.values, label)
                left.remove(label)
            }
        }
        #expect(left.isEmpty, "nothing says why these differ: \(left.sorted())")
    }

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

    /// The parabolic stop as TTR defines it.
    func testedAgainstTheLastStop(step: Double, limit: Double) -> [Double] {
        let (high, low) = (prices["high"]!, prices["low"]!)
        var isLong = true
        var extreme = high[0]
        var factor = step
        var stops = [low[0] - Plain.deviation(zip(high, low).map { $0 - $1 })]
        for index in high.indices.dropFirst() {
            let (last, highest) = (stops[index - 1], max(high[index - 1], high[index]))
            let lowest = min(low[index - 1], low[index])
            let stays = isLong ? low[index] > last : high[index] < last
            let reached = isLong ? max(highest, extreme) : min(lowest, extreme)
            if stays {
                let stop = last + (extreme - last) * factor
                stops.append(isLong ? min(stop, lowest) : max(stop, highest))
                if reached != extreme, factor != limit { factor += step }
            } else {
                stops.append(reached)
                isLong.toggle()
                factor = step
            }
            extreme = reached
        }
        return stops
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
}
