import TapeStore

/// What all sample symbols share, made when it is first needed and once a process: it is the same for every market.
enum Sample {
    static let days = Sessions.make()
    static let axis = Axis(days)
    static let stress = Sessions.stress(days)
    static let pair = IndexPair(days: days, stress: stress)
    /// The place from which volumes no longer grow.
    static let plateau = Axis.place(of: Day(year: 2009, month: 1, day: 2), in: days)

    static func instrument(
        _ symbol: String, _ name: String, closes: [Double], bars: Bars
    ) -> Instrument {
        let start = days.count - closes.count
        return Instrument(
            symbol: symbol, name: name, axis: start == 0 ? axis : Axis(Array(days[start...])),
            columns: bars.columns(closes, from: start, symbol: symbol), mainColumn: "close", frequency: .daily,
            provenance: Provenance(file: nil, format: "sample", isSample: true))
    }
}
