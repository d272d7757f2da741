import TapeStore

extension Sample {
    /// An instrument from its closes up to the sample's last session.
    ///
    /// - Parameter yield: A year's dividends as a fraction of the price and the first year they are paid, for a
    ///   security with a total return; nil for an index.
    static func instrument(
        _ symbol: String, _ name: String, closes: [Double], bars: Bars, yield: (rate: Double, since: Int)? = nil
    ) -> Instrument {
        let start = days.count - closes.count
        var columns = bars.columns(closes, from: start, symbol: symbol)
        if let yield {
            columns.append(("adjclose", Column(Dividends.adjust(closes, yield: yield.rate, since: yield.since))))
        }
        return Instrument(
            symbol: symbol, name: name, axis: start == 0 ? axis : Axis(Array(days[start...])), columns: columns,
            mainColumn: "close", frequency: .day, calendar: .nyse, provenance: provenance)
    }
}
