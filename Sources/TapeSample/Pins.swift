import TapeStore

/// The published figures that the sample is pinned to. Everything else in the sample market is made up; these figures
/// are facts, each with its source in words, and each is reproduced exactly as printed.
///
/// Record closes, the weeks RUT won and its RSI are published too; the made-up closes of `Anchors` and `Seeds`
/// reproduce them, since they are not figures of one session.
enum Pins {
    // A date is written 1987_12_31 for 31 December 1987.

    /// Closes of each year's last session, as the index publishers (FTSE Russell, S&P Dow Jones Indices, Nasdaq) and
    /// the year-end tables of newspapers give them. DJI is 0 before the sample's DJI begins.
    static let yearEnds: [(day: Int, rut: Double, spx: Double, ndx: Double, dji: Double)] = [
        (1987_12_31, 120.42, 247.08, 156.25, 0),
        (1988_12_30, 147.37, 277.72, 177.41, 0),
        (1989_12_29, 168.31, 353.40, 223.84, 0),
        (1990_12_31, 132.20, 330.22, 200.53, 0),
        (1991_12_31, 189.94, 417.09, 330.86, 0),
        (1992_12_31, 221.01, 435.71, 360.19, 3301.11),
        (1993_12_31, 258.59, 466.45, 398.28, 3754.09),
        (1994_12_30, 250.36, 459.27, 404.27, 3834.44),
        (1995_12_29, 315.97, 615.93, 576.23, 5117.12),
        (1996_12_31, 362.61, 740.74, 821.36, 6448.27),
        (1997_12_31, 437.02, 970.43, 990.83, 7908.30),
        (1998_12_31, 421.96, 1229.23, 1836.01, 9181.43),
        (1999_12_31, 504.75, 1469.25, 3707.83, 11497.12),
        (2000_12_29, 483.53, 1320.28, 2341.70, 10787.99),
        (2001_12_31, 488.50, 1148.08, 1577.05, 10021.57),
        (2002_12_31, 383.09, 879.82, 984.37, 8341.63),
        (2003_12_31, 556.91, 1111.92, 1467.92, 10453.92),
        (2004_12_31, 651.57, 1211.92, 1621.12, 10783.01),
        (2005_12_30, 673.22, 1248.29, 1645.20, 10717.50),
        (2006_12_29, 787.66, 1418.30, 1756.90, 12463.15),
        (2007_12_31, 766.03, 1468.36, 2084.93, 13264.82),
        (2008_12_31, 499.45, 903.25, 1211.65, 8776.39),
        (2009_12_31, 625.39, 1115.10, 1860.31, 10428.05),
        (2010_12_31, 783.65, 1257.64, 2217.86, 11577.51),
        (2011_12_30, 740.92, 1257.60, 2277.83, 12217.56),
        (2012_12_31, 849.35, 1426.19, 2660.93, 13104.14),
        (2013_12_31, 1163.64, 1848.36, 3592.00, 16576.66),
        (2014_12_31, 1204.70, 2058.90, 4236.28, 17823.07),
        (2015_12_31, 1135.89, 2043.94, 4593.27, 17425.03),
        (2016_12_30, 1357.13, 2238.83, 4863.62, 19762.60),
        (2017_12_29, 1535.51, 2673.61, 6396.42, 24719.22),
        (2018_12_31, 1348.56, 2506.85, 6329.97, 23327.46),
        (2019_12_31, 1668.47, 3230.78, 8733.07, 28538.44),
        (2020_12_31, 1974.86, 3756.07, 12888.28, 30606.48),
        (2021_12_31, 2245.31, 4766.18, 16320.08, 36338.30),
        (2022_12_30, 1761.25, 3839.50, 10939.76, 33147.25),
        (2023_12_29, 2027.07, 4769.83, 16825.93, 37689.54),
        (2024_12_31, 2230.16, 5881.63, 21012.17, 42544.22),
        (2025_12_31, 2481.91, 6845.50, 25249.85, 48063.29),
    ]

    /// Closes of the autumn of 2025 and of January 2026, as reported in the evening.
    static let evenings: [(day: Int, rut: Double, spx: Double)] = [
        (2025_11_12, 2450.80, 6850.92),
        (2025_12_12, 2551.46, 6827.41),
        (2026_01_15, 2674.56, 6944.47),
        (2026_01_22, 2718.77, 6913.35),
    ]

    /// RUT's record close of 2021-11-08, which lasted until 2025-09-18, and its highest close of 2024, on 2024-11-25,
    /// as the index publisher gives them.
    static let rutRecordOf2021 = 2442.74
    static let rutHighOf2024 = 2442.03

    /// Three months to 2026-01-15, from the closes of 2025-10-15 and of 2025-10-16, in hundredths of a percent, on the
    /// funds' public closes: a published "more than 8%" and "3.6%" hold only from the second base.
    static let iwmThreeMonths = (from15th: 606.0, from16th: 834.0)
    static let qqqThreeMonths = (from15th: 325.0, from16th: 363.0)

    /// The week to 2026-01-16, in hundredths of a percent, on public closes: five of the seven fell, these two rose.
    static let weekOfAlphabet = 44.0
    static let weekOfNvidia = 74.0

    /// A run of sessions on which one index beat the other, as counted on public closes since 1987-09-11; no other run
    /// reaches nine. The changes are in hundredths of a percent, from the close before the run to its last.
    struct Run {
        var sessions: Int
        var from: Int
        var to: Int
        var rut: Double
        var spx: Double
        /// The session before the run; its closes are made up, except on the last session of a year.
        var before: Int
        var rutBefore: Double
        var spxBefore: Double

        init(
            _ sessions: Int, _ from: Int, _ to: Int, rut: Double, spx: Double, before: Int, _ rutBefore: Double,
            _ spxBefore: Double
        ) {
            self.sessions = sessions
            self.from = from
            self.to = to
            self.rut = rut
            self.spx = spx
            self.before = before
            self.rutBefore = rutBefore
            self.spxBefore = spxBefore
        }
    }

    /// Runs of RUT over SPX.
    static let runsOver = [
        Run(12, 1991_01_21, 1991_02_05, rut: 1568, spx: 573, before: 1991_01_18, 133.49, 335.79),
        Run(9, 1991_08_29, 1991_09_11, rut: -118, spx: -291, before: 1991_08_28, 177.68, 393.76),
        Run(16, 1996_04_16, 1996_05_07, rut: 364, spx: -66, before: 1996_04_15, 336.38, 651.90),
        Run(11, 2000_05_25, 2000_06_09, rut: 1328, spx: 414, before: 2000_05_24, 468.15, 1388.40),
        Run(12, 2001_12_03, 2001_12_18, rut: 536, spx: 30, before: 2001_11_30, 464.51, 1146.30),
        Run(10, 2002_04_02, 2002_04_15, rut: 163, spx: -384, before: 2002_04_01, 502.40, 1142.26),
        Run(9, 2003_08_11, 2003_08_21, rut: 901, spx: 263, before: 2003_08_08, 455.36, 983.41),
        Run(10, 2003_05_19, 2003_06_02, rut: 674, spx: 240, before: 2003_05_16, 408.67, 938.40),
        Run(9, 2004_01_02, 2004_01_14, rut: 525, spx: 167, before: 2003_12_31, 556.91, 1111.92),
        Run(13, 2008_05_20, 2008_06_06, rut: 26, spx: -462, before: 2008_05_19, 738.95, 1421.19),
        Run(9, 2013_09_19, 2013_10_01, rut: 97, spx: -177, before: 2013_09_18, 1068.74, 1719.12),
        Run(9, 2017_08_22, 2017_09_01, rut: 418, spx: 198, before: 2017_08_21, 1362.85, 2436.07),
        Run(14, 2026_01_02, 2026_01_22, rut: 954, spx: 99, before: 2025_12_31, 2481.91, 6845.50),
    ]

    /// Runs of SPX over RUT.
    static let runsUnder = [
        Run(9, 1994_05_05, 1994_05_17, rut: -413, spx: -52, before: 1994_05_04, 256.60, 453.78),
        Run(9, 2002_10_04, 2002_10_16, rut: -168, spx: 501, before: 2002_10_03, 362.40, 812.30),
        Run(11, 2006_12_05, 2006_12_19, rut: -173, spx: 117, before: 2006_12_04, 797.39, 1405.52),
        Run(11, 2015_12_30, 2016_01_14, rut: -1162, spx: -753, before: 2015_12_29, 1160.10, 2071.50),
        Run(9, 2020_03_04, 2020_03_16, rut: -3019, spx: -2055, before: 2020_03_03, 1571.30, 3093.80),
        Run(13, 2021_11_12, 2021_12_01, rut: -1086, spx: -293, before: 2021_11_11, 2414.60, 4655.20),
    ]
}
