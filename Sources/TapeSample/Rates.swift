import TapeStore
import TapeTime

/// A made-up policy rate, month by month, in percent: raised and cut at about the same times as the real one.
enum Rates {
    static let first = Day(year: 1987, month: 9, day: 1)
    static let last = Day(year: 2025, month: 12, day: 1)

    /// Months and rates of the turning points, joined by straight lines.
    private static let turns: [(year: Int, month: Int, rate: Double)] = [
        (1987, 9, 6.90), (1988, 2, 6.40), (1989, 4, 9.70), (1990, 10, 8.00), (1992, 10, 3.20), (1994, 1, 3.10),
        (1995, 3, 5.90), (1996, 3, 5.20), (1998, 8, 5.50), (1999, 1, 4.70), (1999, 6, 4.80), (2000, 7, 6.40),
        (2001, 1, 5.90), (2001, 12, 1.90), (2003, 7, 1.10), (2004, 6, 1.10), (2006, 8, 5.20), (2007, 8, 5.10),
        (2008, 5, 2.10), (2008, 9, 1.80), (2009, 1, 0.20), (2015, 11, 0.20), (2019, 1, 2.40), (2019, 7, 2.30),
        (2020, 1, 1.60), (2020, 4, 0.10), (2022, 2, 0.10), (2023, 8, 5.30), (2024, 8, 5.30), (2025, 1, 4.30),
        (2025, 8, 4.30), (2025, 12, 3.70),
    ]

    static func make() -> Instrument {
        let chance = Noise(symbol: "fedfunds")
        var days: [Int32] = []
        var rates: [Double] = []
        for (from, to) in zip(turns, turns.dropFirst()) {
            let months = (to.year - from.year) * 12 + to.month - from.month
            // The end of a line is the beginning of the next one, except for the last.
            let isLast = to.year == last.year && to.month == last.month
            for step in 0..<(isLast ? months + 1 : months) {
                let day = Day(year: from.year, month: from.month, day: 1).addingMonths(step)
                let usual = from.rate + (to.rate - from.rate) * Double(step) / Double(months)
                let stray = 0.04 * chance.normal(days.count)
                days.append(day.number)
                rates.append((max(0.05, usual + (usual < 0.5 ? 0.5 * stray : stray)) * 100).rounded() / 100)
            }
        }
        return Instrument(
            symbol: "fedfunds", name: "Federal funds rate", axis: Axis(days), columns: [("fedfunds", Column(rates))],
            mainColumn: "fedfunds", frequency: .month, provenance: Sample.provenance)
    }
}
