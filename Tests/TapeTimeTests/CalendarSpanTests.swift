import TapeTime
import Testing

@Suite struct CalendarSpanTests {
    @Test(
        "A span back is clamped to the month's end",
        arguments: [
            ("2026-01-22", CalendarSpan(14, .day), "2026-01-08"), ("2026-01-22", CalendarSpan(3, .week), "2026-01-01"),
            ("2024-03-31", CalendarSpan(1, .month), "2024-02-29"),
            ("2025-03-31", CalendarSpan(1, .month), "2025-02-28"),
            ("2025-05-31", CalendarSpan(2, .quarter), "2024-11-30"),
            ("2024-02-29", CalendarSpan(1, .year), "2023-02-28"),
            ("2024-02-29", CalendarSpan(-4, .year), "2028-02-29"),
            ("2025-12-31", CalendarSpan(-2, .month), "2026-02-28"),
        ])
    func back(_ day: String, _ span: CalendarSpan, _ wanted: String) throws {
        #expect(try #require(Day(text: day)).before(span).text == wanted)
    }

    @Test("Lengths beyond any history end before it", arguments: CalendarUnit.allCases)
    func far(_ unit: CalendarUnit) {
        let day = Day(year: 2026, month: 1, day: 22)
        #expect(day.before(CalendarSpan(.max, unit)) < Day(year: 1776, month: 7, day: 4))
    }

    @Test func texts() {
        #expect(CalendarUnit.allCases.map { CalendarSpan(3, $0).text } == ["3d", "3w", "3m", "3q", "3y"])
    }

    @Test func datesAreWrittenByTheirLength() {
        let day = Day(year: 2025, month: 11, day: 20)
        #expect(
            CalendarUnit.allCases.map { DateSpan($0, of: day).text } == [
                "2025-11-20", "2025-11-17 → 2025-11-23", "2025-11", "2025Q4", "2025",
            ])
    }
}
