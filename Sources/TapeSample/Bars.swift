import TapeStore

/// Open, high, low and volume around given closes.
struct Bars {
    /// The usual size of a step, as a fraction of the price.
    var restlessness: Double
    /// Shares of a usual session when the series begins.
    var volume: Double
    /// How much the volume grows from one session to the next, up to 2009; from then on it stays.
    var growth: Double

    /// The columns of a series that begins at a place among the sample's sessions.
    func columns(_ closes: [Double], from start: Int, symbol: String) -> [(name: String, column: Column)] {
        let chance = Noise(symbol: symbol)
        let stress = Sample.stress
        let plateau = Sample.plateau
        var open = [Double](repeating: 0, count: closes.count)
        var high = open
        var low = open
        var shares = open
        var usual = volume
        var before = closes.first ?? 0
        for index in closes.indices {
            let close = closes[index]
            let size = restlessness * stress[start + index]
            let word = chance.word(index)
            let first = cents(before + 0.3 * (close - before) + 0.12 * size * before * Noise.normal(of: word))
            let second = chance.word(~index)
            let up = Double(second & 0xFFFF) / 65_536
            let down = Double((second >> 16) & 0xFFFF) / 65_536
            open[index] = first
            high[index] = cents(max(first, close) * (1 + 0.8 * size * up * up))
            low[index] = cents(min(first, close) * (1 - 0.8 * size * down * down))
            let crowd = 0.8 + Double(second >> 48) / 163_840
            shares[index] = whole(usual * crowd * (0.6 + 0.4 * stress[start + index]))
            if start + index < plateau { usual *= growth }
            before = close
        }
        return [
            ("open", Column(open)), ("high", Column(high)), ("low", Column(low)), ("close", Column(closes)),
            ("volume", Column(shares)),
        ]
    }
}
