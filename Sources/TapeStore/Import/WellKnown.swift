/// Well-known symbols with their other names.
///
/// If a symbol is not loaded, the names that vendors use for it are tried: a file `^GSPC.csv` is loaded as `gspc`, and
/// `spx` and `^GSPC` both find it.
package enum WellKnown {
    /// `Russell 2000` for `rut`; nil for most.
    package static func name(of symbol: String) -> String? { names[symbol] }

    /// The other keys under which a symbol may be loaded, in the order tried.
    package static func otherNames(of symbol: String) -> [String] {
        families.first { $0.contains(symbol) }?.filter { $0 != symbol } ?? []
    }

    private static let families = [
        ["spx", "gspc", "inx"], ["dji", "djia", "indu"], ["comp", "ixic", "ccmp"], ["sml", "sp600"], ["mid", "sp400"],
        ["oex", "sp100"],
    ]

    private static let names = [
        "rut": "Russell 2000", "spx": "S&P 500", "gspc": "S&P 500", "inx": "S&P 500", "ndx": "Nasdaq-100",
        "comp": "Nasdaq Composite", "ixic": "Nasdaq Composite", "ccmp": "Nasdaq Composite",
        "dji": "Dow Jones Industrial Average", "djia": "Dow Jones Industrial Average",
        "indu": "Dow Jones Industrial Average", "sml": "S&P SmallCap 600", "sp600": "S&P SmallCap 600",
        "mid": "S&P MidCap 400", "sp400": "S&P MidCap 400", "oex": "S&P 100", "sp100": "S&P 100",
        "vix": "Cboe Volatility Index", "iwm": "iShares Russell 2000 ETF", "spy": "SPDR S&P 500 ETF",
        "ivv": "iShares Core S&P 500 ETF", "voo": "Vanguard S&P 500 ETF", "qqq": "Invesco QQQ Trust",
        "dia": "SPDR Dow Jones Industrial Average ETF", "rua": "Russell 3000", "rui": "Russell 1000",
        "aapl": "Apple", "msft": "Microsoft", "amzn": "Amazon", "googl": "Alphabet", "goog": "Alphabet",
        "meta": "Meta Platforms", "nvda": "Nvidia", "tsla": "Tesla",
    ]
}
