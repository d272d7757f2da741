import TapeStore
import TapeTime

/// The sample market: synthetic prices from 1987-09-10 to 2026-01-22 on the sessions of the New York Stock Exchange,
/// pinned to the published record (see `Pins`). Everything between the pins is made up, and every instrument's
/// provenance says so.
public enum SampleMarket {
    /// A market with all sample symbols, groups and aliases; each symbol is built when it is first used.
    ///
    /// Prices are in index points or dollars, volumes in shares, the policy rate in percent. The same bytes come out on
    /// every machine.
    public static func make() -> Market {
        var market = Market()
        market.add(SampleSource())
        for (name, symbol) in aliases { market.setAlias(name, to: symbol) }
        market.setGroup("mag7", members: MegaCaps.all.map(\.symbol))
        market.setGroup("sp500", members: Members.symbols)
        return market
    }

    /// The names that data vendors use; the market itself tries a name without a leading `^` or `.`.
    private static let aliases = [
        ("gspc", "spx"), ("inx", "spx"), ("us500", "spx"), ("us2000", "rut"), ("djia", "dji"), ("indu", "dji"),
        ("us100", "ndx"), ("us30", "dji"), ("sp600", "sml"), ("fb", "meta"),
    ]
}

/// The symbols of the sample and how each is built.
struct SampleSource: InstrumentSource {
    /// A symbol described individually.
    private struct Entry {
        var symbol: String
        var name: String
        /// Its first session, in the notation of `Pins`.
        var first: Int
        var bars: Bars
        var yield: (rate: Double, since: Int)?
        var closes: @Sendable () -> [Double]
    }

    private static let entries = [
        Entry(
            symbol: "rut", name: "Russell 2000", first: 1987_09_10,
            bars: Bars(restlessness: 0.0115, volume: 145_000_000, growth: 1.00064), closes: { Sample.pair.rut }),
        Entry(
            symbol: "spx", name: "S&P 500", first: 1987_09_10,
            bars: Bars(restlessness: 0.01, volume: 150_000_000, growth: 1.00064), closes: { Sample.pair.spx }),
        Entry(
            symbol: "ndx", name: "Nasdaq-100", first: 1987_09_10,
            bars: Bars(restlessness: 0.013, volume: 140_000_000, growth: 1.00056), closes: { Indexes.ndx }),
        Entry(
            symbol: "dji", name: "Dow Jones Industrial Average", first: 1992_01_02,
            bars: Bars(restlessness: 0.01, volume: 22_000_000, growth: 1.0006), closes: { Indexes.dji }),
        Entry(
            symbol: "sml", name: "S&P SmallCap 600", first: 1993_12_31,
            bars: Bars(restlessness: 0.0115, volume: 60_000_000, growth: 1.0006), closes: { Indexes.sml }),
        Entry(
            symbol: "iwm", name: "iShares Russell 2000 ETF", first: 2000_05_26,
            bars: Bars(restlessness: 0.012, volume: 5_000_000, growth: 1.001), yield: (0.011, 2000), closes: Funds.iwm),
        Entry(
            symbol: "qqq", name: "Invesco QQQ Trust", first: 1999_03_10,
            bars: Bars(restlessness: 0.013, volume: 12_000_000, growth: 1.0007), yield: (0.006, 2004),
            closes: Funds.qqq),
        Entry(
            symbol: "spy", name: "SPDR S&P 500 ETF Trust", first: 1993_01_29,
            bars: Bars(restlessness: 0.01, volume: 900_000, growth: 1.0011), yield: (0.015, 1993), closes: Funds.spy),
        Entry(
            symbol: "vix", name: "CBOE Volatility Index", first: 1990_01_02,
            bars: Bars(restlessness: 0.05, volume: 0, growth: 1), closes: Volatility.make),
    ]

    var listings: [Listing] {
        let symbols = SampleSource.entries.map(\.symbol) + MegaCaps.all.map(\.symbol) + Members.symbols + ["fedfunds"]
        return symbols.compactMap { listing($0) }
    }

    var count: Int { SampleSource.entries.count + MegaCaps.all.count + Members.symbols.count + 1 }

    var span: (first: Day, last: Day)? { (Rates.first, Sessions.last) }

    func listing(_ symbol: String) -> Listing? {
        let last = Sessions.last
        if let entry = SampleSource.entries.first(where: { $0.symbol == symbol }) {
            return Listing(symbol: symbol, name: entry.name, first: Day(written: entry.first), last: last)
        }
        if let company = MegaCaps.all.first(where: { $0.symbol == symbol }) {
            return Listing(
                symbol: symbol, name: company.name, first: Day(written: company.turns[0].day), last: last)
        }
        if symbol == "fedfunds" {
            return Listing(symbol: symbol, name: "Federal funds rate", first: Rates.first, last: Rates.last)
        }
        guard Members.known.contains(symbol) else { return nil }
        let traits = Members.Traits(symbol)
        return Listing(
            symbol: symbol, name: Members.name(symbol, traits), first: Day(Sample.days[traits.start]), last: last)
    }

    func make(_ symbol: String) -> Instrument? {
        if let entry = SampleSource.entries.first(where: { $0.symbol == symbol }) {
            return Sample.instrument(
                symbol, entry.name, closes: entry.closes(), bars: entry.bars, yield: entry.yield)
        }
        if let company = MegaCaps.all.first(where: { $0.symbol == symbol }) {
            return Sample.instrument(
                symbol, company.name, closes: MegaCaps.closes(company),
                bars: Bars(restlessness: 1.2 * company.own, volume: company.volume, growth: 1),
                yield: company.yield ?? (0, 9999))
        }
        if symbol == "fedfunds" { return Rates.make() }
        guard Members.known.contains(symbol) else { return nil }
        let traits = Members.Traits(symbol)
        return Sample.instrument(
            symbol, Members.name(symbol, traits), closes: Members.closes(symbol, traits),
            bars: Bars(restlessness: 0.006 + traits.own, volume: traits.volume, growth: 1.0001),
            yield: (0.02, 1987))
    }
}
