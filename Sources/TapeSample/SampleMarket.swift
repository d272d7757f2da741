import TapeStore

/// The sample market: synthetic prices from 1987-09-10 to 2026-01-22 on the sessions of the New York Stock Exchange,
/// pinned to the published record (see `Pins`). Between the pins it is made up, and every instrument's provenance says so.
public enum SampleMarket {
    /// A market with all sample symbols, groups and aliases; each symbol is built when it is first used.
    ///
    /// Prices are in index points or dollars, volumes in shares. The same bytes come out on every machine.
    public static func make() -> Market {
        var market = Market()
        market.add(SampleSource())
        for (name, symbol) in aliases { market.setAlias(name, to: symbol) }
        return market
    }

    /// What data vendors call the indexes; a leading `^` or `.` is tried without by the market itself.
    private static let aliases = [
        ("gspc", "spx"), ("inx", "spx"), ("us500", "spx"), ("us2000", "rut"),
    ]
}

/// The symbols of the sample and how each is built.
struct SampleSource: InstrumentSource {
    var listings: [Listing] {
        SampleSource.indexes.map {
            Listing(symbol: $0.symbol, name: $0.name, first: Sessions.first, last: Sessions.last)
        }
    }

    private static let indexes = [
        (symbol: "rut", name: "Russell 2000"),
        (symbol: "spx", name: "S&P 500"),
    ]

    func make(_ symbol: String) -> Instrument? {
        switch symbol {
        case "rut":
            Sample.instrument(
                "rut", "Russell 2000", closes: Sample.pair.rut,
                bars: Bars(restlessness: 0.0115, volume: 145_000_000, growth: 1.00064))
        case "spx":
            Sample.instrument(
                "spx", "S&P 500", closes: Sample.pair.spx,
                bars: Bars(restlessness: 0.01, volume: 150_000_000, growth: 1.00064))
        default: nil
        }
    }
}
