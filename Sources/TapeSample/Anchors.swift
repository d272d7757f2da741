import TapeStore
import TapeTime

/// A session with fixed closes of the sample's RUT and SPX; sessions between two anchors are filled in at random.
struct PriceAnchor {
    /// 1987_12_31 is 31 December 1987.
    var written: Int
    var rut: Double
    var spx: Double

    var day: Day { Day(written: written) }
}

extension Day {
    /// 1987_12_31 is 31 December 1987.
    init(written: Int) {
        self.init(year: written / 10_000, month: written / 100 % 100, day: written % 100)
    }
}

enum Anchors {
    /// The year-end closes, both ends of each pinned run, the turning points and the winter of 2025–26, in date order.
    static func make() -> [PriceAnchor] {
        var anchors: [PriceAnchor] = []
        // The first entry for a day counts. The tables are short.
        func set(_ written: Int, _ rut: Double, _ spx: Double) {
            var place = anchors.count
            while place > 0, anchors[place - 1].written > written { place -= 1 }
            if place > 0, anchors[place - 1].written == written { return }
            anchors.insert(PriceAnchor(written: written, rut: rut, spx: spx), at: place)
        }
        for year in Pins.yearEnds { set(year.day, year.rut, year.spx) }
        for closes in Pins.evenings + turns + stretches + winter { set(closes.day, closes.rut, closes.spx) }
        for run in Pins.runsOver + Pins.runsUnder {
            set(run.before, run.rutBefore, run.spxBefore)
            // Rounding to cents moves a change by less than half a hundredth of a percent: the published digits are
            // kept.
            set(run.to, cents(run.rutBefore * (1 + run.rut / 10_000)), cents(run.spxBefore * (1 + run.spx / 10_000)))
        }
        return anchors
    }

    typealias Closes = (day: Int, rut: Double, spx: Double)

    /// Made-up closes that give the decades their shape: crashes, peaks and troughs near the real ones.
    private static let turns: [Closes] = [
        (1987_09_10, 164.80, 311.60),
        (1987_10_16, 149.20, 284.90),
        (1987_10_19, 131.10, 228.70),
        (1990_10_11, 123.40, 299.10),
        (1998_10_08, 318.70, 968.30),
        (2000_03_24, 566.40, 1519.80),
        (2002_07_23, 376.60, 806.90),
        (2007_10_09, 841.90, 1561.70),
        (2009_03_09, 348.20, 681.40),
        (2011_10_03, 618.30, 1107.60),
        (2018_09_20, 1702.50, 2924.10),
        (2018_12_24, 1273.80, 2362.40),
        (2020_02_19, 1688.40, 3371.20),
        (2020_03_23, 1009.60, 2251.90),
        (2021_11_08, Pins.rutRecordOf2021, 4688.20),
        (2022_10_12, 1693.10, 3589.60),
        (2024_11_25, Pins.rutHighOf2024, 5991.40),
        (2025_02_19, 2271.50, 6131.80),
        (2025_04_08, 1768.20, 4996.30),
    ]

    /// Made-up closes of the weeks in which RUT beat SPX four times in a row, until December 2023 and September 2025,
    /// of the week before and the week after; then RUT's return to a record on 2025-09-18.
    private static let stretches: [Closes] = [
        (2023_11_17, 1806.30, 4507.90),
        (2023_11_24, 1803.50, 4548.60),
        (2023_12_01, 1856.20, 4583.10),
        (2023_12_08, 1882.60, 4612.70),
        (2023_12_15, 1978.90, 4728.30),
        (2023_12_22, 2036.40, 4746.20),
        (2025_08_08, 2189.42, 6342.18),
        (2025_08_15, 2262.77, 6398.05),
        (2025_08_22, 2331.36, 6441.62),
        (2025_08_29, 2350.08, 6427.91),
        (2025_09_05, 2376.55, 6470.33),
        (2025_09_12, 2388.14, 6561.47),
        (2025_09_17, 2418.63, 6588.90),
        (2025_09_18, 2459.31, 6619.75),
    ]

    /// Made-up closes of the winter of 2025–26 around the published ones, with exactly the published record closes,
    /// RUT's RSI(14) of 71.18 on 2026-01-15, the weeks, and that of 2026-01-02, which was −1.03103% against −1.03132%.
    private static let winter: [Closes] = [
        (2025_10_15, 2520.88, 6666.90),
        (2025_10_16, 2467.92, 6631.40),
        (2025_10_28, 2508.30, 6888.40),
        (2025_11_07, 2437.10, 6733.80),
        (2025_11_14, 2393.60, 6741.30),
        (2025_11_21, 2374.85, 6612.40),
        (2025_11_28, 2504.20, 6846.10),
        (2025_12_03, 2515.70, 6848.20),
        (2025_12_04, 2534.82, 6853.60),
        (2025_12_05, 2524.90, 6867.20),
        (2025_12_08, 2519.30, 6846.10),
        (2025_12_09, 2527.60, 6841.90),
        (2025_12_10, 2563.15, 6883.70),
        (2025_12_11, 2594.37, 6902.60),
        (2025_12_15, 2533.80, 6818.30),
        (2025_12_16, 2518.70, 6799.20),
        (2025_12_17, 2490.10, 6722.60),
        (2025_12_18, 2506.40, 6776.90),
        (2025_12_19, 2531.60, 6835.20),
        (2025_12_22, 2561.20, 6879.30),
        (2025_12_23, 2545.10, 6911.90),
        (2025_12_24, 2551.60, 6934.25),
        (2025_12_26, 2532.42, 6924.14),
        (2025_12_29, 2516.70, 6902.30),
        (2025_12_30, 2499.40, 6884.30),
        (2026_01_02, 2506.31, 6852.73),
        (2026_01_05, 2543.90, 6899.60),
        (2026_01_06, 2576.80, 6945.30),
        (2026_01_07, 2573.50, 6919.80),
        (2026_01_08, 2601.20, 6921.50),
        (2026_01_09, 2622.60, 6965.10),
        (2026_01_12, 2634.90, 6974.80),
        (2026_01_13, 2628.77, 6946.90),
        (2026_01_14, 2650.10, 6925.30),
        (2026_01_16, 2679.30, 6941.20),
        (2026_01_20, 2647.90, 6801.30),
        (2026_01_21, 2698.24, 6878.20),
    ]
}
