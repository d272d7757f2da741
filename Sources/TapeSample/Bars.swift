import Synchronization
import TapeStore

/// Open, high, low and volume around given closes.
struct Bars: Sendable {
    /// The usual size of a step, as a fraction of the price.
    var restlessness: Double
    /// Shares of a usual session when the series begins.
    var volume: Double
    /// How much the volume grows per session up to 2009; after that it is constant.
    var growth: Double

    /// The columns of a series that begins at a place among the sample's sessions. All but the close are made when
    /// first read: most queries are about closes.
    func columns(_ closes: [Double], from start: Int, symbol: String) -> [(name: String, column: Column)] {
        let prices = Prices(self, closes, from: start, symbol)
        return [
            ("open", Column(count: closes.count) { prices.made.open }),
            ("high", Column(count: closes.count) { prices.made.high }),
            ("low", Column(count: closes.count) { prices.made.low }),
            ("close", Column(closes)),
            ("volume", Column(count: closes.count) { volumes(closes.count, from: start, symbol: symbol) }),
        ]
    }

    /// Open, high and low, made together.
    private final class Prices: Sendable {
        typealias Made = (open: [Double], high: [Double], low: [Double])

        private let bars: Bars
        private let closes: [Double]
        private let start: Int
        private let symbol: String
        private let known = Mutex<Made?>(nil)

        init(_ bars: Bars, _ closes: [Double], from start: Int, _ symbol: String) {
            self.bars = bars
            self.closes = closes
            self.start = start
            self.symbol = symbol
        }

        var made: Made {
            known.withLock { known in
                if let known { return known }
                let zeros = [Double](repeating: 0, count: closes.count)
                var made = Made(zeros, zeros, zeros)
                let stress = Sample.stress
                let closes = closes
                bars.fill(
                    &made.open, &made.high, &made.low, closes: closes.span,
                    stress: stress.span.extracting(start..<stress.count), chance: Noise(symbol: symbol))
                known = made
                return made
            }
        }
    }

    private func volumes(_ count: Int, from start: Int, symbol: String) -> [Double] {
        var shares = [Double](repeating: 0, count: count)
        let stress = Sample.stress
        trade(&shares, from: start, stress: stress.span, chance: Noise(symbol: symbol, 1))
        return shares
    }

    private func fill(
        _ open: inout [Double], _ high: inout [Double], _ low: inout [Double], closes: Span<Double>,
        stress: Span<Double>, chance: Noise
    ) {
        var opens = open.mutableSpan
        var highs = high.mutableSpan
        var lows = low.mutableSpan
        var before = closes.isEmpty ? 0 : closes[0]
        for index in closes.indices {
            let close = closes[index]
            let size = restlessness * stress[index]
            let word = chance.word(index)
            let first = cents(before + 0.3 * (close - before) + 0.12 * size * before * Noise.normal(of: word))
            let second = chance.word(~index)
            let up = Double(second & 0xFFFF) / 65_536
            let down = Double((second >> 16) & 0xFFFF) / 65_536
            opens[index] = first
            highs[index] = cents(max(first, close) * (1 + 0.8 * size * up * up))
            lows[index] = cents(min(first, close) * (1 - 0.8 * size * down * down))
            before = close
        }
    }

    private func trade(_ shares: inout [Double], from start: Int, stress: Span<Double>, chance: Noise) {
        let plateau = Sample.plateau
        var volumes = shares.mutableSpan
        var usual = volume
        for index in volumes.indices {
            let crowd = 0.8 + 0.4 * chance.unit(index)
            volumes[index] = whole(usual * crowd * (0.6 + 0.4 * stress[start + index]))
            if start + index < plateau { usual *= growth }
        }
    }
}
