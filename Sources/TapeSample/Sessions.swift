import TapeStore
import TapeTime

/// The sample's sessions and the volatility of each.
enum Sessions {
    static let first = Day(year: 1987, month: 9, day: 10)
    static let last = Day(year: 2026, month: 1, day: 22)

    /// How much larger than usual the steps are, about 1 on average: made-up shocks that fade over a month or two, with
    /// larger ones in the well-known crises.
    static func stress(_ days: [Int32]) -> [Double] {
        var stress = [Double](repeating: 0, count: days.count)
        fill(&stress, days.span, onsets: crises.map { Day(written: $0.day).number })
        return stress
    }

    private static func fill(_ stress: inout [Double], _ days: Span<Int32>, onsets: [Int32]) {
        let chance = Noise(0x57)
        var stress = stress.mutableSpan
        var shock = 0.4
        var next = 0
        for index in days.indices {
            shock *= 0.977
            let draw = chance.unit(index)
            if draw < 0.008 { shock += 0.3 + draw * 100 }
            while next < onsets.count, onsets[next] <= days[index] {
                shock += crises[next].size
                next += 1
            }
            stress[index] = 0.62 + shock
        }
    }

    private static let crises: [(day: Int, size: Double)] = [
        (1987_10_16, 2.5), (1990_08_06, 0.8), (1998_08_27, 1.0), (2000_04_03, 0.7), (2001_09_17, 0.9),
        (2002_07_15, 1.0), (2008_09_15, 2.0), (2008_10_10, 2.0), (2009_02_20, 0.9), (2011_08_04, 1.4),
        (2018_12_10, 0.8), (2020_02_24, 2.0), (2020_03_09, 2.5), (2022_05_05, 0.6), (2025_04_03, 1.8),
    ]
}

extension Axis {
    /// The index of a session among the days. A pin on a day without a session would be an error in the table.
    static func place(of day: Day, in days: [Int32]) -> Int {
        let place = days.partitioningIndex { $0 >= day.number }
        precondition(place < days.count && days[place] == day.number, "a pin must be on a session")
        return place
    }
}
