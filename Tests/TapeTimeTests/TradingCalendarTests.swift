import Testing

import TapeTime

@Suite struct TradingCalendarTests {
    static func closures(_ year: Int) -> [String] {
        (0..<366).map { Day(year: year, month: 1, day: 1) + $0 }
            .filter { $0.year == year && $0.weekday <= 5 && !TradingCalendar.nyse.isSession($0) }.map(\.text)
    }

    @Test("The exchange's own published closures")
    func published() {
        #expect(
            Self.closures(2026) == [
                "2026-01-01", "2026-01-19", "2026-02-16", "2026-04-03", "2026-05-25", "2026-06-19", "2026-07-03",
                "2026-09-07", "2026-11-26", "2026-12-25",
            ])
        #expect(
            Self.closures(2027) == [
                "2027-01-01", "2027-01-18", "2027-02-15", "2027-03-26", "2027-05-31", "2027-06-18", "2027-07-05",
                "2027-09-06", "2027-11-25", "2027-12-24",
            ])
        // New Year's Day of 2022 is a Saturday: the Friday before is a session.
        #expect(!Self.closures(2021).contains("2021-12-31"))
        #expect(Self.closures(2022).first == "2022-01-17")
        #expect(Self.closures(2023).first == "2023-01-02")
        #expect(
            Self.closures(2001).filter { $0.hasPrefix("2001-09-1") } == [
                "2001-09-11", "2001-09-12", "2001-09-13", "2001-09-14",
            ])
        #expect(Self.closures(1997).first { $0 > "1997-01-01" } == "1997-02-17")
        #expect(Self.closures(1998).contains("1998-01-19"))
        #expect(!Self.closures(2021).contains("2021-06-18"))
        #expect(Self.closures(2025).contains("2025-01-09"))
    }

    @Test("Closures that follow no rule")
    func special() {
        for (year, days, holidays) in [
            (1994, ["04-27"], 7), (2001, ["09-11", "09-12", "09-13", "09-14"], 9), (2004, ["06-11"], 9),
            (2007, ["01-02"], 9), (2012, ["10-29", "10-30"], 9), (2018, ["12-05"], 9), (2025, ["01-09"], 10),
        ] {
            let closures = Self.closures(year).map { String($0.dropFirst(5)) }
            #expect(Set(closures).isSuperset(of: days), "\(year)")
            #expect(closures.count == days.count + holidays, "\(year)")
        }
    }

    @Test(
        "Good Friday follows Easter",
        arguments: [
            (1970, "1970-03-27"), (1981, "1981-04-17"), (1954, "1954-04-16"), (2000, "2000-04-21"),
            (2008, "2008-03-21"),
            (2011, "2011-04-22"), (2024, "2024-03-29"), (2038, "2038-04-23"),
        ])
    func goodFriday(_ year: Int, _ expected: String) {
        #expect(Self.closures(year).contains(expected))
    }

    @Test func listsAgreeWithQuestions() {
        for (from, through) in [
            ("1969-12-30", "1971-01-03"), ("1987-09-10", "1988-02-29"), ("2026-01-22", "2026-01-22"),
        ] {
            let first = parse(from)
            let last = parse(through)
            for calendar in [TradingCalendar.nyse, .none] {
                var expected: [Int32] = []
                var day = first
                while day <= last {
                    if calendar.isSession(day) { expected.append(day.number) }
                    day = day + 1
                }
                #expect(calendar.sessions(from: first, through: last) == expected)
            }
        }
        #expect(TradingCalendar.nyse.sessions(from: Day(10), through: Day(9)) == [])
    }

    @Test("A span is partial while sessions are left in it")
    func partial() {
        let calendar = TradingCalendar.nyse
        #expect(calendar.hasSessions(after: parse("2026-01-22"), in: .week))
        #expect(!calendar.hasSessions(after: parse("2026-01-23"), in: .week))
        // Good Friday ends the week on Thursday.
        #expect(!calendar.hasSessions(after: parse("2026-04-02"), in: .week))
        #expect(!calendar.hasSessions(after: parse("2026-01-30"), in: .month))
        #expect(calendar.hasSessions(after: parse("2026-01-30"), in: .quarter))
        #expect(!calendar.hasSessions(after: parse("2025-12-31"), in: .year))
        #expect(!TradingCalendar.none.hasSessions(after: parse("2026-01-22"), in: .year))
    }

    @Test func missingAndSurplus() {
        let days = ["1969-12-31", "2026-01-15", "2026-01-16", "2026-01-19", "2026-01-21", "2026-01-24"].map {
            parse($0).number
        }
        let found = TradingCalendar.nyse.differences(of: Array(days.dropFirst()))
        #expect(found.missing.map(\.text) == ["2026-01-20", "2026-01-22", "2026-01-23"])
        #expect(found.surplus.map(\.text) == ["2026-01-19", "2026-01-24"])
        // The calendar says nothing about the years before it is known.
        #expect(TradingCalendar.nyse.differences(of: days).surplus.count == 2)
        #expect(TradingCalendar.nyse.differences(of: []).missing == [])
        #expect(TradingCalendar.none.differences(of: days).surplus == [])
    }

    func parse(_ text: String) -> Day {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        return Day(year: parts[0], month: parts[1], day: parts[2])
    }
}
