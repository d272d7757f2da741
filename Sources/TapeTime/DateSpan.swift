/// The first and last day of a date written as a day, month, quarter or year.
package struct DateSpan: Hashable, Sendable {
    package var first: Day
    package var last: Day
    package var isDay: Bool { first == last }

    /// The day, week, month, quarter or year that contains a day.
    package init(_ unit: CalendarUnit, of day: Day) {
        first = unit.start(of: day)
        last = unit.end(of: day)
    }

    /// The text as written: `2026-01-22`, `2025-12`, `2026Q1`, `1990`.
    package var text: String {
        if isDay { return first.text }
        let (year, month, _) = first.civil
        if last == CalendarUnit.month.end(of: first) { return String(first.text.prefix(7)) }
        if last == CalendarUnit.quarter.end(of: first) { return "\(year)Q\((month + 2) / 3)" }
        if last == CalendarUnit.year.end(of: first) { return "\(year)" }
        return "\(first) → \(last)"
    }
}
