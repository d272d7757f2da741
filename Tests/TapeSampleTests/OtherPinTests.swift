import Testing

/// The published facts that concern more than RUT and SPX.
struct OtherPins {
    let seven = (History.market.group("mag7") ?? []).map { History($0) }

    @Test func threeMonthsOfTheFundsDependOnTheBase() {
        let iwm = History("iwm")
        let qqq = History("qqq")
        #expect(prints(iwm.change("2025-10-15", "2026-01-15"), "6.06"))
        #expect(prints(qqq.change("2025-10-15", "2026-01-15"), "3.25"))
        #expect(prints(iwm.change("2025-10-16", "2026-01-15"), "8.34"))
        #expect(prints(qqq.change("2025-10-16", "2026-01-15"), "3.63"))
    }

    @Test func theMonthToTheTwelfthOfDecember() {
        let small = History("sml").change("2025-11-12", "2025-12-12")
        #expect(small > 3.8 && small < 4.4)
        #expect(seven.count == 7)
        let mean = seven.map { $0.change("2025-11-12", "2025-12-12") }.reduce(0, +) / 7
        #expect(prints(mean, "-0.21"))
        #expect(abs(basket(after: "2025-11-12", through: "2025-12-12") - -0.2) < 0.05)
    }

    @Test func allIndexesFellOnTheTwelfthOfDecember() {
        for symbol in ["rut", "spx", "ndx", "dji"] {
            #expect(History(symbol).change("2025-12-11", "2025-12-12") < 0, "\(symbol)")
        }
    }

    @Test func rutWasTheFirstAtARecordInDecember() {
        func december(_ symbol: String) -> [String] {
            History(symbol).records.filter { $0.hasPrefix("2025-12") }
        }
        #expect(december("rut").first == "2025-12-04")
        #expect(december("spx").first == "2025-12-11")
        #expect(december("dji").first == "2025-12-11")
        #expect(december("ndx").isEmpty)
    }

    @Test func theWeekToTheSixteenthOfJanuary() throws {
        let members = try #require(History.market.group("sp500"))
        let rose = members.filter { History($0).change("2026-01-09", "2026-01-16") > 0 }
        #expect(rose.count > 300)
        // The claim was 300 or more, not almost all.
        #expect(rose.count < 400)
        #expect(seven.filter { $0.change("2026-01-09", "2026-01-16") < 0 }.count == 5)
        #expect(prints(History("googl").change("2026-01-09", "2026-01-16"), "0.44"))
        #expect(prints(History("nvda").change("2026-01-09", "2026-01-16"), "0.74"))
    }

    @Test func theSevenLaggedInJanuary() {
        let spx = History("spx").change("2025-12-31", "2026-01-22")
        #expect(basket(after: "2025-12-31", through: "2026-01-22") < spx)
    }

    /// The seven, rebalanced to equal weights each session: the change in percent after one session through another.
    private func basket(after: String, through: String) -> Double {
        let sessions = seven[0].days.filter { $0 >= after && $0 <= through }
        var level = 1.0
        for (before, day) in zip(sessions, sessions.dropFirst()) {
            level *= 1 + seven.map { $0.change(before, day) }.reduce(0, +) / 700
        }
        return (level - 1) * 100
    }
}
