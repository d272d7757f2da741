import Testing

// The expected figures are repeated here as published; none are taken from the generator's
// tables.

/// Date, RUT, SPX, NDX, DJI.
let publishedYearEnds = """
    1987-12-31 120.42 247.08 156.25 -
    1988-12-30 147.37 277.72 177.41 -
    1989-12-29 168.31 353.40 223.84 -
    1990-12-31 132.20 330.22 200.53 -
    1991-12-31 189.94 417.09 330.86 -
    1992-12-31 221.01 435.71 360.19 3301.11
    1993-12-31 258.59 466.45 398.28 3754.09
    1994-12-30 250.36 459.27 404.27 3834.44
    1995-12-29 315.97 615.93 576.23 5117.12
    1996-12-31 362.61 740.74 821.36 6448.27
    1997-12-31 437.02 970.43 990.83 7908.30
    1998-12-31 421.96 1229.23 1836.01 9181.43
    1999-12-31 504.75 1469.25 3707.83 11497.12
    2000-12-29 483.53 1320.28 2341.70 10787.99
    2001-12-31 488.50 1148.08 1577.05 10021.57
    2002-12-31 383.09 879.82 984.37 8341.63
    2003-12-31 556.91 1111.92 1467.92 10453.92
    2004-12-31 651.57 1211.92 1621.12 10783.01
    2005-12-30 673.22 1248.29 1645.20 10717.50
    2006-12-29 787.66 1418.30 1756.90 12463.15
    2007-12-31 766.03 1468.36 2084.93 13264.82
    2008-12-31 499.45 903.25 1211.65 8776.39
    2009-12-31 625.39 1115.10 1860.31 10428.05
    2010-12-31 783.65 1257.64 2217.86 11577.51
    2011-12-30 740.92 1257.60 2277.83 12217.56
    2012-12-31 849.35 1426.19 2660.93 13104.14
    2013-12-31 1163.64 1848.36 3592.00 16576.66
    2014-12-31 1204.70 2058.90 4236.28 17823.07
    2015-12-31 1135.89 2043.94 4593.27 17425.03
    2016-12-30 1357.13 2238.83 4863.62 19762.60
    2017-12-29 1535.51 2673.61 6396.42 24719.22
    2018-12-31 1348.56 2506.85 6329.97 23327.46
    2019-12-31 1668.47 3230.78 8733.07 28538.44
    2020-12-31 1974.86 3756.07 12888.28 30606.48
    2021-12-31 2245.31 4766.18 16320.08 36338.30
    2022-12-30 1761.25 3839.50 10939.76 33147.25
    2023-12-29 2027.07 4769.83 16825.93 37689.54
    2024-12-31 2230.16 5881.63 21012.17 42544.22
    2025-12-31 2481.91 6845.50 25249.85 48063.29
    """

/// Length, from, to, RUT's change, SPX's change.
let publishedRunsOver = """
    12 1991-01-21 1991-02-05 +15.68% +5.73%
    9 1991-08-29 1991-09-11 -1.18% -2.91%
    16 1996-04-16 1996-05-07 +3.64% -0.66%
    11 2000-05-25 2000-06-09 +13.28% +4.14%
    12 2001-12-03 2001-12-18 +5.36% +0.30%
    10 2002-04-02 2002-04-15 +1.63% -3.84%
    10 2003-05-19 2003-06-02 +6.74% +2.40%
    9 2003-08-11 2003-08-21 +9.01% +2.63%
    9 2004-01-02 2004-01-14 +5.25% +1.67%
    13 2008-05-20 2008-06-06 +0.26% -4.62%
    9 2013-09-19 2013-10-01 +0.97% -1.77%
    9 2017-08-22 2017-09-01 +4.18% +1.98%
    14 2026-01-02 2026-01-22 +9.54% +0.99%
    """

/// Length, from, to, SPX's change, RUT's change.
let publishedRunsUnder = """
    9 1994-05-05 1994-05-17 -0.52% -4.13%
    9 2002-10-04 2002-10-16 +5.01% -1.68%
    11 2006-12-05 2006-12-19 +1.17% -1.73%
    11 2015-12-30 2016-01-14 -7.53% -11.62%
    9 2020-03-04 2020-03-16 -20.55% -30.19%
    13 2021-11-12 2021-12-01 -2.93% -10.86%
    """

struct IndexPins {
    let rut = History("rut")
    let spx = History("spx")
    let ndx = History("ndx")
    let dji = History("dji")

    @Test func yearEndClosesAreThePublishedOnes() {
        let rows = cells(publishedYearEnds)
        #expect(rows.count == 39)
        for row in rows {
            #expect(rut.close(row[0]) == Double(row[1]), "\(row[0])")
            #expect(spx.close(row[0]) == Double(row[2]), "\(row[0])")
            #expect(ndx.close(row[0]) == Double(row[3]), "\(row[0])")
            if row[4] != "-" { #expect(dji.close(row[0]) == Double(row[4]), "\(row[0])") }
        }
        #expect(dji.days.first == "1992-01-02")
    }

    @Test func runsOfNineAndMoreAreThePublishedOnes() {
        let rows = cells(publishedRunsOver)
        let found = runs(rut, spx).filter { $0.length >= 9 }
        #expect(found == rows.map { Run(length: Int($0[0])!, from: $0[1], to: $0[2]) })
        for row in rows {
            let before = rut.days[rut.days.firstIndex(of: row[1])! - 1]
            #expect(prints(rut.change(before, row[2]), row[3]), "\(row)")
            #expect(prints(spx.change(before, row[2]), row[4]), "\(row)")
        }
    }

    @Test func runsTheOtherWayAreThePublishedOnes() {
        let rows = cells(publishedRunsUnder)
        let found = runs(spx, rut).filter { $0.length >= 9 }
        #expect(found == rows.map { Run(length: Int($0[0])!, from: $0[1], to: $0[2]) })
        for row in rows {
            let before = rut.days[rut.days.firstIndex(of: row[1])! - 1]
            #expect(prints(spx.change(before, row[2]), row[3]), "\(row)")
            #expect(prints(rut.change(before, row[2]), row[4]), "\(row)")
        }
    }

    @Test func noSessionIsATieOrCloseToOne() {
        for index in rut.days.indices.dropFirst() {
            let one = rut.closes[index] / rut.closes[index - 1]
            let other = spx.closes[index] / spx.closes[index - 1]
            #expect(abs(one - other) > 0.000_02, "\(rut.days[index])")
        }
    }

    @Test func yearsThatRutWonSince2016() {
        let rows = cells(publishedYearEnds)
        var won: [String] = []
        for (before, year) in zip(rows, rows.dropFirst())
        where rut.change(before[0], year[0]) > spx.change(before[0], year[0]) { won.append(String(year[0].prefix(4))) }
        #expect(won.filter { $0 >= "2016" } == ["2016", "2020"])
    }
}

struct Winter {
    let rut = History("rut")
    let spx = History("spx")

    @Test func closesThatWerePublished() {
        let closes = """
            2025-11-12 2450.80 6850.92
            2025-12-12 2551.46 6827.41
            2025-12-31 2481.91 6845.50
            2026-01-15 2674.56 6944.47
            2026-01-22 2718.77 6913.35
            """
        for row in cells(closes) {
            #expect(rut.close(row[0]) == Double(row[1]))
            #expect(spx.close(row[0]) == Double(row[2]))
        }
        #expect(rut.close("2021-11-08") == 2442.74)
        #expect(rut.close("2024-11-25") == 2442.03)
    }

    @Test func recordClosesOfRut() {
        let records = rut.records
        #expect(records.contains("2021-11-08"))
        #expect(records.first { $0 > "2021-11-08" } == "2025-09-18")
        #expect(
            records.filter { $0 >= "2025-12" } == [
                "2025-12-04", "2025-12-10", "2025-12-11", "2026-01-08", "2026-01-09", "2026-01-12", "2026-01-14",
                "2026-01-15", "2026-01-16", "2026-01-21", "2026-01-22",
            ])
        let highest = zip(rut.closes, rut.days).filter { $0.1.hasPrefix("2024") }.max { $0.0 < $1.0 }
        #expect(highest?.1 == "2024-11-25")
    }

    @Test func recordClosesOfSpx() {
        let records = spx.records.filter { $0 >= "2025-11" }
        #expect(
            records == ["2025-12-11", "2025-12-23", "2025-12-24", "2026-01-06", "2026-01-09", "2026-01-12"])
    }

    @Test func theFifteenthOfJanuaryIsAnIntradayRecord() {
        let highs = History("rut", column: "high")
        let place = highs.days.firstIndex(of: "2026-01-15")!
        #expect(highs.closes[..<place].max()! < highs.closes[place])
    }

    @Test func weeksInWhichRutBeatSpx() {
        var one = weekly(rut)
        var other = weekly(spx)
        // The week of 2026-01-22 is not over.
        one.days.removeLast()
        one.closes.removeLast()
        other.days.removeLast()
        other.closes.removeLast()
        let found = runs(one, other).filter { $0.from >= "2023-12" }
        #expect(
            found.filter { $0.length >= 4 } == [
                Run(length: 4, from: "2023-12-01", to: "2023-12-22"),
                Run(length: 4, from: "2025-08-15", to: "2025-09-05"),
                Run(length: 4, from: "2025-11-21", to: "2025-12-12"),
            ])
        #expect(!runs(one, other).contains { $0.from < "2023-12" && $0.to >= "2023-12" })
    }

    @Test func theWeekThatWasAlmostATie() {
        #expect(abs(rut.change("2025-12-26", "2026-01-02") - -1.03103) < 0.000_005)
        #expect(abs(spx.change("2025-12-26", "2026-01-02") - -1.03132) < 0.000_005)
    }

    @Test func returnsThatWerePublished() {
        #expect(prints(rut.change("2024-12-31", "2025-12-12"), "14.41"))
        #expect(prints(spx.change("2024-12-31", "2025-12-12"), "16.08"))
        #expect(prints(rut.change("2025-11-12", "2025-12-12"), "4.11"))
        #expect(prints(spx.change("2025-11-12", "2025-12-12"), "-0.34"))
        #expect(prints(rut.change("2025-12-31", "2026-01-15"), "7.76"))
        #expect(prints(spx.change("2025-12-31", "2026-01-15"), "1.45"))
        #expect(prints(rut.change("2026-01-21", "2026-01-22"), "0.76"))
        #expect(rut.change("2025-12-11", "2025-12-12") < 0)
        #expect(spx.change("2025-12-11", "2025-12-12") < 0)
        for (level, change) in [(2861.0, "6.97"), (3000, "12.17"), (3126, "16.88")] {
            #expect(prints((level / rut.close("2026-01-15") - 1) * 100, change))
        }
    }

    /// Wilder's average of gains and losses, seeded with the mean of the first fourteen changes of all history.
    @Test func relativeStrengthIndexOnTheFifteenth() {
        let last = rut.days.firstIndex(of: "2026-01-15")!
        var gains: [Double] = []
        var losses: [Double] = []
        for index in 1...last {
            let change = rut.closes[index] - rut.closes[index - 1]
            gains.append(change > 0 ? change : 0)
            losses.append(change < 0 ? -change : 0)
        }
        var gain = gains[..<14].reduce(0, +) / 14
        var loss = losses[..<14].reduce(0, +) / 14
        for index in 14..<gains.count {
            gain = (gain * 13 + gains[index]) / 14
            loss = (loss * 13 + losses[index]) / 14
        }
        #expect(prints(100 - 100 / (1 + gain / loss), "71.18"))
    }
}
