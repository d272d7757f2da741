/// The calendar units of bars, durations, windows to date and buckets. In price data a `day` is one session. Weeks are
/// ISO weeks, Monday to Sunday.
@frozen
package enum CalendarUnit: String, Hashable, Sendable, CaseIterable, Comparable {
    case day, week, month, quarter, year

    /// Shorter units sort first.
    @inlinable
    package static func < (left: CalendarUnit, right: CalendarUnit) -> Bool { left.rank < right.rank }

    @inlinable
    var rank: Int {
        switch self {
        case .day: 0
        case .week: 1
        case .month: 2
        case .quarter: 3
        case .year: 4
        }
    }

    /// The letter after a count: `3m`.
    package var letter: String { String(rawValue.prefix(1)) }

    /// The unit for a letter.
    package init?(letter: String) {
        switch letter {
        case "d": self = .day
        case "w": self = .week
        case "m": self = .month
        case "q": self = .quarter
        case "y": self = .year
        default: return nil
        }
    }

    /// The frequency of bars of this length: `daily` … `yearly`.
    package var adjective: String {
        switch self {
        case .day: "daily"
        case .week: "weekly"
        case .month: "monthly"
        case .quarter: "quarterly"
        case .year: "yearly"
        }
    }

    /// The unit for a frequency, `daily` … `yearly`.
    package init?(adjective: String) {
        guard let unit = CalendarUnit.allCases.first(where: { $0.adjective == adjective }) else { return nil }
        self = unit
    }

    /// Bars of this length per year, for annualising; nil for sessions, where it depends on the calendar.
    package var perYear: Double? {
        switch self {
        case .day: nil
        case .week: 52
        case .month: 12
        case .quarter: 4
        case .year: 1
        }
    }

    /// The number of months in the unit; nil for days and weeks.
    package var months: Int? {
        switch self {
        case .day, .week: nil
        case .month: 1
        case .quarter: 3
        case .year: 12
        }
    }

    /// The first day of the unit that contains the day.
    package func start(of day: Day) -> Day {
        switch self {
        case .day: return day
        case .week: return day - (day.weekday - 1)
        case .month, .quarter, .year:
            let (year, month, _) = day.civil
            switch self {
            case .quarter: return Day(year: year, month: (month - 1) / 3 * 3 + 1, day: 1)
            case .year: return Day(year: year, month: 1, day: 1)
            default: return Day(year: year, month: month, day: 1)
            }
        }
    }

    /// The last day of the unit that contains the day.
    package func end(of day: Day) -> Day {
        switch self {
        case .day: day
        case .week: start(of: day) + 6
        case .month: start(of: day).addingMonths(1) - 1
        case .quarter: start(of: day).addingMonths(3) - 1
        case .year: start(of: day).addingMonths(12) - 1
        }
    }
}
