import Testing

@testable import TapeStore

@Suite struct DateTests {
    static func read(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard let date = DateText.read(bytes.span, Field(start: 0, end: bytes.count)) else { return nil }
        guard date.isOpen else { return date.day(in: .ymd)?.text }
        return DateOrder.allCases.map { "\($0.rawValue) \(date.day(in: $0)?.text ?? "no")" }.joined(separator: ", ")
    }

    @Test func spellings() {
        let same = [
            "2026-01-22", "2026/01/22", "2026.1.22", "2026 01 22", "20260122", "2026-Jan-22", "22-Jan-2026",
            "22 January 2026", "22Jan2026", "22-jan-26", "Jan 22, 2026", "January 22 2026", "Thu, Jan 22, 2026",
            "Thursday, 22 January 2026", "Jan. 22nd, 2026", "2026-01-22T00:00:00Z", "2026-01-22 00:00:00-05:00",
            "2026-01-22 16:00", "20260122 1600", "20260122160000", "20260122T160000", "2026-01-22Z",
            "Jan 22, 2026 4:00 PM EST", "2026-01-22T00:00:00.000000+00:00", "2026-01-22 00:00:00 America/New_York",
        ]
        for text in same { #expect(Self.read(text) == "2026-01-22", "\(text)") }
        #expect(Self.read("2026-01") == "2026-01-01")
        #expect(Self.read("Jan 2026") == "2026-01-01")
        #expect(Self.read("2026Q1") == "2026-01-01")
        #expect(Self.read("2026-Q4") == "2026-10-01")
        #expect(Self.read("Q2 2026") == "2026-04-01")
        #expect(Self.read("22.01.2026") == "dmy 2026-01-22, mdy no, ymd no")
        #expect(Self.read("1/2/2026 16:00:00") == "dmy 2026-02-01, mdy 2026-01-02, ymd no")
        #expect(Self.read("01/02/03") == "dmy 2003-02-01, mdy 2003-01-02, ymd 2001-02-03")
        #expect(Self.read("31/12/69") == "dmy 2069-12-31, mdy no, ymd no")
        #expect(Self.read("31/12/70") == "dmy 1970-12-31, mdy no, ymd no")
        for text in [
            "", "5", "123", "2026", "12.5", "1.2", "2026-13-01", "2026-02-29", "20261301", "13/13/2026", "1-2-3",
            "2026-01-22x", "2026-01-22 hello", "2026-01-22 25:00", "Foo 22, 2026", "May 5", "10:30", "1/2", "2026-1-",
            "99999999", "2026-01-22\t6908", "22/01-2026", "Marc", "99/99/2026",
        ] { #expect(Self.read(text) == nil, "\(text)") }
    }

    @Test("A day above twelve anywhere decides the order")
    func settled() throws {
        #expect(
            try load("Date,Close\n01/02/2026,1\n02/02/2026,2\n13/02/2026,3\n").days == [
                "2026-02-01", "2026-02-02", "2026-02-13",
            ])
        #expect(try load("Date,Close\n01/02/2026,1\n01/13/2026,2\n").days == ["2026-01-02", "2026-01-13"])
        #expect(try load("Date,Close\n26-01-02,1\n26-01-31,2\n26-02-01,3\n").days.last == "2026-02-01")
        // The same day and month everywhere leave nothing to decide.
        #expect(try load("Date,Close\n01/01/2026,1\n02/02/2026,2\n").days == ["2026-01-01", "2026-02-02"])
    }

    @Test("A file that allows both readings is an error that says how to decide it")
    func ambiguous() throws {
        let text = "Date,Close\n02/02/2026,2\n03/02/2026,3\n04/02/2026,4\n"
        let error = try #require(refusal(text, as: "f.csv"))
        guard case .ambiguousDates = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(error.line == 3)
        #expect(
            error.message == "dates such as `03/02/2026` allow two readings through the whole file: "
                + "2026-02-03 (dmy) or 2026-03-02 (mdy)")
        #expect(error.advice == "load f from \"f.csv\" dates dmy, or dates mdy")
        #expect(try load(text, dates: .dmy).days == ["2026-02-02", "2026-02-03", "2026-02-04"])
        #expect(try load(text, dates: .mdy).days == ["2026-02-02", "2026-03-02", "2026-04-02"])
        #expect(refusal(text, dates: .ymd)?.message == "`02/02/2026` cannot be read as year, month, day")
    }

    @Test("The order of the lines decides if only one reading keeps it")
    func byOrder() throws {
        let daily = try load("Date,Close\n05/01/2026,1\n06/01/2026,2\n07/01/2026,3\n02/02/2026,4\n03/02/2026,5\n")
        #expect(daily.days == ["2026-01-05", "2026-01-06", "2026-01-07", "2026-02-02", "2026-02-03"])
        #expect(
            daily.remarks == ["Dates were read as day, month, year, the only reading in which they are sorted."])
    }

    @Test func threeReadings() throws {
        let error = try #require(refusal("Date,Close\n01/02/03,1\n01/02/04,2\n"))
        #expect(error.message.contains("three readings"))
        #expect(error.advice?.contains("dates ymd") == true)
        #expect(try load("Date,Close\n01/02/03,1\n01/02/04,2\n", dates: .ymd).days == ["2001-02-03", "2001-02-04"])
    }

    @Test func contradictory() throws {
        let error = try #require(refusal("Date,Close\n13/01/2026,1\n01/02/2026,2\n01/13/2026,3\n"))
        #expect(
            error.message
                == "no order of day and month fits all dates: line 2 has `13/01/2026`, line 4 has `01/13/2026`")
    }

    @Test func givenOrderWithStrayLines() throws {
        let loaded = try load("Date,Close\n13/01/2026,1\n14/01/2026,2\n01/15/2026,3\n", dates: .dmy)
        #expect(loaded.closes == [1, 2])
        #expect(
            loaded.remarks == ["1 line left out because the date is not day, month, year (first in line 4)."])
    }
}
