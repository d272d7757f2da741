import TapeStore
import TapeTime

/// The indexes other than RUT and SPX.
enum Indexes {
    typealias Close = Follower.Close

    static let ndx = Follower(
        symbol: "ndx", leader: Sample.pair.spx, share: 1.1, own: 0.0058,
        closes: Pins.yearEnds.map {
            // The years of the bubble and its end were more volatile.
            Close($0.day, $0.ndx, wildness: (1999_01_01...2002_12_31).contains($0.day) ? 2.2 : 1)
        } + ndxTurns
    ).make()

    static let dji = Follower(
        symbol: "dji", leader: Sample.pair.spx, share: 0.94, own: 0.0030,
        closes: Pins.yearEnds.filter { $0.dji > 0 }.map { Close($0.day, $0.dji) } + djiTurns
    ).make()

    static let sml = Follower(
        symbol: "sml", leader: Sample.pair.rut, share: 0.97, own: 0.0024, closes: smlTurns
    ).make()

    /// Made-up closes. NDX makes no record in December 2025, so it stays under the one of 28 October.
    private static let ndxTurns = [
        Close(1987_09_10, 176.40), Close(1987_10_16, 162.30), Close(1987_10_19, 137.80),
        Close(2000_03_24, 4688.20, wildness: 2),
        Close(2002_07_23, 893.70, wildness: 2), Close(2007_10_31, 2229.60), Close(2009_03_09, 1054.10),
        Close(2018_12_24, 5912.40), Close(2020_02_19, 9688.30), Close(2020_03_23, 7031.50),
        Close(2021_11_19, 16_561.80),
        Close(2022_10_12, 10_823.40), Close(2025_02_19, 22_148.70), Close(2025_04_08, 17_131.20),
        Close(2025_10_15, 24_728.10), Close(2025_10_16, 24_637.60), Close(2025_10_28, 26_082.40),
        Close(2025_11_12, 25_487.30), Close(2025_11_20, 24_081.60), Close(2025_12_11, 25_671.90),
        Close(2025_12_12, 25_183.20), Close(2026_01_15, 25_531.40), Close(2026_01_22, 25_497.10),
    ]

    /// Made-up closes. DJI's record of 12 November 2025 lasts until 11 December, a week after RUT's.
    private static let djiTurns = [
        Close(1992_01_02, 3168.30), Close(2000_01_14, 11_706.40), Close(2002_07_23, 7741.90),
        Close(2007_10_09, 14_131.70),
        Close(2009_03_09, 6562.80), Close(2018_12_24, 21_838.60), Close(2020_02_12, 29_518.90),
        Close(2020_03_23, 18_641.30),
        Close(2022_10_12, 29_236.10), Close(2025_02_19, 44_588.40), Close(2025_04_08, 37_702.90),
        Close(2025_11_12, 48_231.80), Close(2025_11_20, 45_786.20), Close(2025_12_04, 47_827.50),
        Close(2025_12_10, 48_019.70), Close(2025_12_11, 48_662.40), Close(2025_12_12, 48_437.10),
        Close(2025_12_24, 48_716.30), Close(2026_01_12, 49_561.20), Close(2026_01_15, 49_438.60),
        Close(2026_01_22, 49_371.90),
    ]

    /// Made-up closes; about +4% over the month to 2025-12-12.
    private static let smlTurns = [
        Close(1993_12_31, 100), Close(2000_12_29, 219.80), Close(2007_12_31, 395.40), Close(2009_03_09, 181.60),
        Close(2016_12_30, 838.20), Close(2020_03_23, 548.30), Close(2021_11_08, 1466.90), Close(2022_10_12, 1081.50),
        Close(2024_11_25, 1537.40), Close(2025_04_08, 1091.30), Close(2025_11_12, 1429.70), Close(2025_12_12, 1487.60),
        Close(2025_12_31, 1452.80), Close(2026_01_22, 1571.40),
    ]
}

/// Implied volatility: it depends on recent volatility, jumps when prices fall, and reverts.
enum Volatility {
    static let start = Day(year: 1990, month: 1, day: 2)

    static func make() -> [Double] {
        let first = Axis.place(of: start, in: Sample.days)
        let spx = Sample.pair.spx
        let stress = Sample.stress
        let chance = Noise(symbol: "vix")
        var fear = 0.0
        var usual = 15.0
        var closes: [Double] = []
        closes.reserveCapacity(spx.count - first)
        for session in first..<spx.count {
            let change = spx[session] / spx[session - 1] - 1
            fear = 0.88 * fear - 4 * change + 0.03 * chance.normal(session)
            // The level follows recent volatility with a delay of about a week.
            usual += 0.2 * (14 + 13 * (stress[session] - 0.62) - usual)
            // Falling prices add up to four fifths, calm takes off up to a third.
            let factor = fear > 0 ? 1 + 0.8 * fear / (0.5 + fear) : 1 + 0.33 * fear / (0.33 - fear)
            closes.append(cents(usual * factor))
        }
        return closes
    }
}
