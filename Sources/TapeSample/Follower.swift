import TapeStore
import TapeTime

/// A series that follows a leading index with random steps of its own, through fixed closes.
struct Follower {
    var symbol: String
    /// The leader's closes over all sessions.
    var leader: [Double]
    /// The share of the leader's step it follows.
    var share: Double
    /// The usual size of its own step.
    var own: Double
    /// The fixed closes, from its first session to the sample's last; each is hit exactly.
    var closes: [Close]

    struct Close {
        var day: Int
        var close: Double
        /// How much larger than usual its own steps are before this close.
        var wildness: Double

        init(_ day: Int, _ close: Double, wildness: Double = 1) {
            self.day = day
            self.close = close
            self.wildness = wildness
        }
    }

    /// All closes from the first session on.
    func make() -> [Double] {
        let days = Sample.days
        let given = closes.sorted { $0.day < $1.day }
        let start = Axis.place(of: Day(written: given[0].day), in: days)
        var prices = [Double](repeating: given[0].close, count: days.count - start)
        var first = start
        for (from, to) in zip(given, given.dropFirst()) {
            let last = Axis.place(of: Day(written: to.day), in: days)
            fill(&prices, start: start, first: first, last: last, from: from, to: to)
            first = last
        }
        return prices
    }

    private func fill(_ prices: inout [Double], start: Int, first: Int, last: Int, from: Close, to: Close) {
        let chance = Noise(symbol: symbol, UInt64(to.day) << 16 | Seeds.variant(symbol, written: to.day))
        let unrest = Sample.unrest
        var steps = [Double](repeating: 0, count: last - first)
        for step in steps.indices {
            let word = chance.word(step)
            // About one session in thirty has a larger step.
            let news = word % 31 == 0 ? 2.5 : 1.0
            steps[step] = Noise.normal(of: word) * unrest[first + 1 + step] * news
        }
        let total = logarithm(to.close / from.close) - share * logarithm(leader[last] / leader[first])
        Bridge.fit(&steps, scale: own * to.wildness, total: total)
        var level = from.close
        for step in steps.indices {
            let session = first + 1 + step
            // The first terms of the logarithm's series in (r − 1)/(r + 1) are exact enough for one session's change.
            let small = (leader[session] - leader[session - 1]) / (leader[session] + leader[session - 1])
            let square = small * small
            let led = 2 * small * (1 + square * (1.0 / 3 + square / 5))
            level *= exponential(steps[step] + share * led)
            prices[session - start] = cents(level)
        }
        prices[last - start] = to.close
    }
}
