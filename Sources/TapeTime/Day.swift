/// A session's date: a day number in the proleptic Gregorian calendar, 0 for 1970-01-01. No instants, no time zones.
@frozen
public struct Day: Hashable, Comparable, Sendable {
    /// The days since 1970-01-01; negative before.
    public var number: Int32

    /// The day with a number of days since 1970-01-01.
    @inlinable
    public init(_ number: Int32) { self.number = number }

    /// The day of a civil date. Month and day are not checked: use `isValid` for user input.
    @inlinable
    public init(year: Int, month: Int, day: Int) {
        // Days are counted in eras of 400 years from 1 March, so that a leap day is the last of its year.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.number = Int32(truncatingIfNeeded: era * 146_097 + dayOfEra - 719_468)
    }

    /// Year, month from 1 and day from 1.
    @inlinable
    public var civil: (year: Int, month: Int, day: Int) {
        let shifted = Int(number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The year in the proleptic Gregorian calendar.
    @inlinable public var year: Int { civil.year }
    /// From 1.
    @inlinable public var month: Int { civil.month }
    /// The day of the month, from 1.
    @inlinable public var day: Int { civil.day }

    /// 1 for Monday to 7 for Sunday, as ISO 8601 counts.
    @inlinable
    public var weekday: Int {
        let sinceMonday = (Int(number) + 3) % 7
        return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1
    }

    /// Whether the first day is the earlier one.
    @inlinable
    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    /// The day that many calendar days later, without a check for overflow.
    @inlinable
    public static func + (day: Day, days: Int) -> Day { Day(day.number &+ Int32(truncatingIfNeeded: days)) }

    /// The day that many calendar days earlier, without a check for overflow.
    @inlinable
    public static func - (day: Day, days: Int) -> Day { Day(day.number &- Int32(truncatingIfNeeded: days)) }

    @inlinable
    package static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    @inlinable
    package static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Whether the date exists, in the years 1 to 9999.
    public static func isValid(year: Int, month: Int, day: Int) -> Bool {
        (1...9999).contains(year) && (1...12).contains(month) && day >= 1 && day <= daysIn(month: month, year: year)
    }

    /// The same day a number of months later (or earlier), clamped to the month's end: 31 January plus one month is 28
    /// or 29 February.
    package func addingMonths(_ months: Int) -> Day {
        let (year, month, day) = civil
        let total = year * 12 + (month - 1) + months
        let newYear = total >= 0 ? total / 12 : (total - 11) / 12
        let newMonth = total - newYear * 12 + 1
        return Day(year: newYear, month: newMonth, day: min(day, Day.daysIn(month: newMonth, year: newYear)))
    }

    /// `2026-01-22`; nil for anything else, and for a day that does not exist.
    public init?(text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            Day.isValid(year: year, month: month, day: day)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// ISO 8601: `2026-01-22`.
    public var text: String {
        let (year, month, day) = civil
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let years =
            year >= 1000 || year < 0 ? "\(year)" : String(repeating: "0", count: 4 - "\(year)".count) + "\(year)"
        return "\(years)-\(two(month))-\(two(day))"
    }
}

extension Day: CustomStringConvertible {
    /// As `text`.
    public var description: String { text }
}
