/// The kind of values in an instrument's main column.
package enum Measure: String, Sendable, CaseIterable {
    /// A price or an index: its changes are relative.
    case price, index
    /// An interest rate, a yield, an unemployment rate: percentage points, so that 25bp are 0.25.
    case rate
    /// A count of things: claims, shares.
    case count
    case number

    /// Found from symbol and main column, if not given.
    init(symbol: String, mainColumn: String) {
        if Measure.rates.contains(symbol) || Measure.isRate(column: mainColumn) {
            self = .rate
        } else {
            self = mainColumn == "close" ? .price : .number
        }
    }

    /// Whether a column of this name holds a rate, whatever its symbol.
    package static func isRate(column: String) -> Bool { rateColumns.contains(column) }

    private static let rateColumns: Set<String> = ["yield", "rate", "interest_rate", "yield_to_maturity", "ytm"]

    /// Well-known rates, by the names of the Federal Reserve's database and of the exchanges.
    private static let rates: Set<String> = [
        "fedfunds", "dff", "effr", "sofr", "sofr30davg", "iorb", "dfedtaru", "dfedtarl", "dfedtar", "dprime", "mprime",
        "dgs1mo", "dgs3mo", "dgs6mo", "dgs1", "dgs2", "dgs3", "dgs5", "dgs7", "dgs10", "dgs20", "dgs30", "gs1", "gs2",
        "gs3", "gs5", "gs7", "gs10", "gs20", "gs30", "tb3ms", "tb6ms", "dtb3", "dtb6", "dtb1yr", "dfii5", "dfii10",
        "dfii30", "t10y2y", "t10y3m", "t10yff", "t5yie", "t10yie", "t5yifr", "irx", "fvx", "tnx", "tyx", "us2y", "us5y",
        "us10y", "us30y", "unrate", "u6rate", "civpart", "mortgage30us", "mortgage15us", "daaa",
        "dbaa", "bamlh0a0hym2", "bamlc0a0cm", "estr", "sonia", "euribor3m",
    ]

    // MARK: In a snapshot

    /// One more than the index, so that 0, as in older files, means unknown.
    var code: Int { 1 + (Measure.allCases.firstIndex(of: self) ?? 0) }

    init?(code: UInt32) {
        guard code >= 1, Int(code) <= Measure.allCases.count else { return nil }
        self = Measure.allCases[Int(code) - 1]
    }
}
