import TapeStore
import TapeTime

/// The 500 made-up companies of the group `sp500`.
///
/// A member's change combines the market's, its sector's and its own, which slowly reverts. Some have been listed since
/// 1987, others join until 2024, and all stay to the end.
enum Members {
    /// Four pronounceable letters. Their endings are rare in English words, and no keyword has them.
    static let symbols: [String] = {
        var symbols: [String] = []
        symbols.reserveCapacity(525)
        for ending in ["xo", "zu", "vu", "qa", "jo", "xi", "wu"] {
            for vowel in ["a", "e", "i", "o", "u"] {
                let tail = vowel + ending
                for head in ["b", "d", "f", "g", "j", "k", "l", "m", "n", "p", "r", "t", "v", "w", "z"] {
                    symbols.append(head + tail)
                }
            }
        }
        return Array(symbols.prefix(500))
    }()

    static let known = Set(symbols)

    private static let sectors = [
        "Energy", "Materials", "Industries", "Stores", "Foods", "Health", "Bank", "Software", "Networks", "Power",
        "Properties",
    ]

    /// A member's random, fixed traits.
    struct Traits {
        var sector: Int
        /// The index of its first session.
        var start: Int
        var share: Double
        var own: Double
        var volume: Double
        var last: Double

        init(_ symbol: String) {
            let chance = Noise(symbol: symbol, 1)
            sector = Int(chance.word(0) % 11)
            let joins = chance.unit(1)
            // Nearly half of them exist from the start.
            start = joins < 0.45 ? 0 : Int((joins - 0.45) / 0.55 * Double(Members.latest))
            share = 0.7 + 0.6 * chance.unit(2)
            own = 0.007 + 0.011 * chance.unit(3)
            volume = 400_000 + 9_000_000 * chance.unit(4) * chance.unit(5)
            let dear = chance.unit(6)
            last = cents(24 + 90 * chance.unit(7) + 360 * dear * dear * dear)
        }
    }

    /// The last place at which a member may join.
    private static let latest = Axis.place(of: Day(year: 2024, month: 12, day: 31), in: Sample.days)

    static func name(_ symbol: String, _ traits: Traits) -> String {
        symbol.prefix(1).uppercased() + symbol.dropFirst() + " " + sectors[traits.sector]
    }

    static func closes(_ symbol: String, _ traits: Traits) -> [Double] {
        let chance = Noise(symbol: symbol, 2)
        let market = Factors.market
        let sector = Factors.sectors[traits.sector]
        let unrest = Sample.unrest
        var prices = [Double](repeating: 1, count: market.count - traits.start)
        var level = 1.0
        var strayed = 0.0
        for index in 1..<prices.count {
            let session = traits.start + index
            let word = chance.word(session)
            let size = traits.own * unrest[session] * (word % 61 == 0 ? 3.5 : 1)
            let own = Noise.normal(of: word) * size - 0.0004 * strayed
            strayed += own
            // Half the square of the step's size offsets the loss from compounding.
            level *= 1 + traits.share * market[session] + sector[session] + own + 0.5 * size * size
            prices[index] = level
        }
        let scale = traits.last / level
        for index in prices.indices { prices[index] = cents(prices[index] * scale) }
        return prices
    }
}

/// The common factors of many members, as changes per session.
enum Factors {
    /// Between large and small companies: the average member is smaller than the capitalisation-weighted average.
    static let market: [Double] = {
        let pair = Sample.pair
        var changes = [Double](repeating: 0, count: pair.spx.count)
        for session in changes.indices.dropFirst() {
            let large = pair.spx[session] / pair.spx[session - 1] - 1
            let small = pair.rut[session] / pair.rut[session - 1] - 1
            changes[session] = 0.6 * large + 0.4 * small
        }
        // In the week to 2026-01-16 more than 300 of the 500 rose, though the largest pulled SPX down.
        for session in changes.count - 8..<changes.count - 3 { changes[session] += 0.0014 }
        return changes
    }()

    static let sectors: [[Double]] = (0..<11).map { sector in
        let chance = Noise(0x5EC7, UInt64(sector))
        let unrest = Sample.unrest
        return unrest.indices.map { 0.0042 * unrest[$0] * chance.normal($0) }
    }
}
