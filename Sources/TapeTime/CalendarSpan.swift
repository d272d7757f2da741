/// A length of time on the calendar: `3m` is three months, `14d` fourteen sessions.
@frozen
package struct CalendarSpan: Hashable, Sendable {
    package var count: Int
    package var unit: CalendarUnit

    @inlinable
    package init(_ count: Int, _ unit: CalendarUnit) {
        self.count = count
        self.unit = unit
    }

    /// The text as written: `3m`.
    package var text: String { "\(count)\(unit.letter)" }
}

extension Day {
    /// The day one span earlier, or later if the count is negative, clamped to the month's end. `d` counts calendar
    /// days here. Very long spans are cut, so that nothing overflows.
    package func before(_ span: CalendarSpan) -> Day {
        let count = min(span.count, 100_000)
        return switch span.unit {
        case .day: self - count
        case .week: self - 7 &* count
        case .month: addingMonths(-count)
        case .quarter: addingMonths(-3 &* count)
        case .year: addingMonths(-12 &* min(count, 20_000))
        }
    }
}
