import TapeStore
import TapeTime

/// What all sample symbols share, made once per process, when first needed: it is the same for every market.
enum Sample {
    static let days = TradingCalendar.nyse.sessions(from: Sessions.first, through: Sessions.last)
    static let axis = Axis(days)
    static let stress = Sessions.stress(days)
    /// The volatility of single stocks and of differences between indexes, which rises less in a crisis, because a
    /// crisis moves all alike.
    static let unrest = stress.map { $0.squareRoot() }
    static let pair = IndexPair(days: days, stress: stress)
    static let provenance = Provenance(file: nil, format: "sample", isSample: true)
    /// The session from which volumes no longer grow.
    static let plateau = Axis.place(of: Day(year: 2009, month: 1, day: 2), in: days)

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
