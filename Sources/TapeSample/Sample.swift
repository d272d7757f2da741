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
}
