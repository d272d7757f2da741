import TapeStore

/// The seven of `mag7`: their listing days are close to the real ones, their prices are made up.
///
/// In the month to 2025-12-12 the mean of the seven is −0.21%; in the week to 2026-01-16 five fall; in January 2026 the
/// seven lag SPX.
enum MegaCaps {
    struct Company {
        var symbol: String
        var name: String
        var share: Double
        var own: Double
        var volume: Double
        /// A year's dividends as a fraction of the price, and the year they begin.
        var yield: (rate: Double, since: Int)?
        /// The listing day and made-up closes after it.
        var turns: [Follower.Close]
        /// Made-up closes of 2025-11-12, 12-12, 12-31, 2026-01-09, 01-16 and 01-22.
        var winter: [Double]
    }

    static func closes(_ company: Company) -> [Double] {
        let days = [2025_11_12, 2025_12_12, 2025_12_31, 2026_01_09, 2026_01_16, 2026_01_22]
        let winter = zip(days, company.winter).map { Follower.Close($0, $1) }
        return Follower(
            symbol: company.symbol, leader: Indexes.ndx, share: company.share, own: company.own,
            closes: company.turns + winter
        ).make()
    }

    private typealias Close = Follower.Close

    static let all = [
        Company(
            symbol: "aapl", name: "Apple Inc.", share: 0.95, own: 0.011, volume: 180_000_000, yield: (0.006, 2012),
            turns: [
                Close(1987_09_10, 0.4310), Close(1997_07_03, 0.1320, wildness: 1.6),
                Close(2000_03_24, 1.1840, wildness: 2),
                Close(2003_04_17, 0.2410, wildness: 1.6), Close(2007_12_31, 6.88, wildness: 1.5),
                Close(2009_03_09, 2.9140, wildness: 1.3),
                Close(2012_09_19, 24.62), Close(2018_12_24, 37.14), Close(2020_03_23, 57.31), Close(2022_01_03, 180.90),
                Close(2023_01_03, 126.20), Close(2024_12_31, 249.10), Close(2025_04_08, 171.80),
            ],
            winter: [271.80, 277.10, 272.30, 260.90, 256.40, 249.10]),
        Company(
            symbol: "msft", name: "Microsoft Corporation", share: 0.9, own: 0.0085, volume: 95_000_000,
            yield: (0.008, 2003),
            turns: [
                Close(1987_09_10, 0.3820, wildness: 1.4), Close(1999_12_30, 58.43, wildness: 1.4),
                Close(2000_12_20, 20.86, wildness: 1.6),
                Close(2009_03_09, 15.31), Close(2013_12_31, 37.28), Close(2020_02_10, 187.40),
                Close(2020_03_23, 137.10),
                Close(2021_11_19, 341.90), Close(2022_11_03, 215.60), Close(2024_07_05, 466.20),
                Close(2025_04_08, 356.30),
            ],
            winter: [508.60, 478.30, 484.90, 478.80, 460.70, 452.30]),
        Company(
            symbol: "amzn", name: "Amazon.com, Inc.", share: 1, own: 0.0125, volume: 60_000_000, yield: nil,
            turns: [
                Close(1997_05_15, 0.0980, wildness: 2), Close(1999_12_10, 5.27, wildness: 2.4),
                Close(2001_09_28, 0.3040, wildness: 2.4),
                Close(2007_10_23, 5.03, wildness: 1.5), Close(2008_11_20, 1.7720, wildness: 1.5),
                Close(2018_09_04, 101.60),
                Close(2020_03_23, 95.40), Close(2021_07_08, 186.10), Close(2022_12_28, 82.30),
                Close(2025_02_04, 241.60),
                Close(2025_04_08, 171.20),
            ],
            winter: [243.70, 226.40, 231.20, 246.80, 239.60, 234.90]),
        Company(
            symbol: "googl", name: "Alphabet Inc.", share: 0.95, own: 0.0095, volume: 55_000_000, yield: (0.004, 2024),
            turns: [
                Close(2004_08_19, 2.5130), Close(2007_11_06, 18.61, wildness: 1.2),
                Close(2008_11_24, 6.57, wildness: 1.2),
                Close(2018_07_26, 64.30), Close(2020_03_23, 52.60), Close(2021_11_18, 148.90), Close(2022_11_03, 84.10),
                Close(2025_02_04, 205.40), Close(2025_04_08, 145.20),
            ],
            winter: [287.10, 309.50, 312.60, 328.40, cents(328.40 * (1 + Pins.weekOfAlphabet / 10_000)), 331.20]),
        Company(
            symbol: "meta", name: "Meta Platforms, Inc.", share: 1, own: 0.0125, volume: 45_000_000,
            yield: (0.003, 2024),
            turns: [
                Close(2012_05_18, 38.17), Close(2012_09_04, 17.84, wildness: 1.3), Close(2018_07_25, 216.80),
                Close(2018_12_24, 124.70),
                Close(2020_03_23, 148.60), Close(2021_09_07, 381.30), Close(2022_11_03, 89.40, wildness: 1.2),
                Close(2025_02_14, 733.90),
                Close(2025_04_08, 512.60),
            ],
            winter: [609.40, 643.90, 660.70, 652.60, 621.30, 640.80]),
        Company(
            symbol: "nvda", name: "NVIDIA Corporation", share: 1.25, own: 0.016, volume: 420_000_000,
            yield: (0.0005, 2013),
            turns: [
                Close(1999_01_22, 0.0413, wildness: 1.5), Close(2002_01_03, 0.5940, wildness: 1.5),
                Close(2002_10_09, 0.0629, wildness: 1.4),
                Close(2007_10_17, 0.9820), Close(2008_11_20, 0.1510), Close(2015_12_31, 0.8140),
                Close(2018_10_01, 7.18),
                Close(2018_12_24, 3.2140), Close(2020_03_23, 5.36), Close(2021_11_29, 33.20), Close(2022_10_14, 11.31),
                Close(2025_01_06, 148.70), Close(2025_04_08, 97.10),
            ],
            winter: [193.30, 175.40, 187.10, 184.70, cents(184.70 * (1 + Pins.weekOfNvidia / 10_000)), 184.20]),
        Company(
            symbol: "tsla", name: "Tesla, Inc.", share: 1.2, own: 0.02, volume: 85_000_000, yield: nil,
            turns: [
                Close(2010_06_29, 1.5840), Close(2013_03_28, 2.5270), Close(2014_09_04, 19.06),
                Close(2019_06_03, 11.97),
                Close(2020_02_19, 61.20), Close(2020_03_18, 24.30, wildness: 1.5), Close(2021_11_04, 409.10),
                Close(2023_01_03, 108.60),
                Close(2024_12_17, 478.20), Close(2025_04_08, 222.30),
            ],
            winter: [430.10, 453.60, 449.20, 444.60, 437.10, 445.20]),
    ]
}
