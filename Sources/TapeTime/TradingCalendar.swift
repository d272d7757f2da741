/// Which days an exchange is open.
public enum TradingCalendar: String, Sendable {
    /// The New York Stock Exchange, by its rules and its special closures, exact since 1970. Earlier years use the
    /// rules of 1970, which were not always in force.
    case nyse
    /// Every weekday: for other exchanges and currencies, whose holidays are unknown.
    case weekdays
    /// Every day of the week, as cryptocurrencies trade.
    case everyday
    /// The data's own dates: nothing is known about later days.
    case none

    /// Whether the exchange holds a session on the day (always true of weekdays under `none`).
    package func isSession(_ day: Day) -> Bool {
        switch self {
        case .everyday: true
        case .none, .weekdays: day.weekday <= 5
        case .nyse: day.weekday <= 5 && !Closures.inYear(day.year).contains(day.number)
        }
    }

    /// Sessions per year, for annualising: by convention 252, even if the holidays are not NYSE's.
    package var sessionsPerYear: Double { self == .everyday ? 365 : 252 }

    /// The calendar of the sessions that several calendars share: the one with the fewest open days.
    package static func common(_ calendars: [TradingCalendar]) -> TradingCalendar {
        calendars.min { $0.openness < $1.openness } ?? .nyse
    }

    /// The calendar of the sessions of any of them.
    package static func union(_ calendars: [TradingCalendar]) -> TradingCalendar {
        calendars.max { $0.openness < $1.openness } ?? .nyse
    }

    private var openness: Int {
        switch self {
        case .none: 0
        case .nyse: 1
        case .weekdays: 2
        case .everyday: 3
        }
    }

    /// The first day for which the calendar is exact; nil if it is exact for all.
    package var knownSince: Day? { self == .nyse ? Day(year: 1970, month: 1, day: 1) : nil }

    /// Finds a series' calendar from its dates. The newest two years decide, because they determine whether the current
    /// week or year is over, and markets have changed their trading days.
    ///
    /// - Parameter sessions: day numbers, ascending.
    package init(of sessions: [Int32]) {
        self = .nyse
        guard let first = sessions.first.map({ Day($0) }), let last = sessions.last.map({ Day($0) }) else { return }
        let start = max(first, last - 730)
        let days = sessions[sessions.partitioningIndex { $0 >= start.number }...]
        var byWeekday = [Int](repeating: 0, count: 8)
        for day in days { byWeekday[Day(day).weekday] += 1 }
        let weeks = (Int(last.number) - Int(start.number) + 1) / 7
        // Half of the weekends, so that gaps in the data do not hide them; and at least one whole weekend.
        if min(byWeekday[6], byWeekday[7]) >= max(1, weeks / 2) {
            self = .everyday
        } else if weeks >= 4, byWeekday[7] >= weeks / 2, byWeekday[5] < weeks / 4 {
            // Sunday to Thursday, as in Riyadh: future sessions are unknown.
            self = .none
        } else if start >= Day(year: 1970, month: 1, day: 1) {
            // Prices on one or two holidays are errors in the file; on three they mean another exchange.
            var closures = 0
            for year in start.year...last.year {
                for closure in Closures.inYear(year)
                where closure >= start.number && closure <= last.number && Day(closure).weekday <= 5 {
                    closures += 1
                }
            }
            let traded = days.count { Day($0).weekday <= 5 && !isSession(Day($0)) }
            if traded >= 3, traded * 4 >= closures { self = .weekdays }
        }
    }

    /// Whether a session follows the day within the same calendar unit: then the unit is unfinished on that day.
    package func hasSessions(after day: Day, in unit: CalendarUnit) -> Bool {
        guard self != .none else { return false }
        var next = day + 1
        let end = unit.end(of: day)
        while next <= end {
            if isSession(next) { return true }
            next = next + 1
        }
        return false
    }

    /// The day numbers of all sessions between two days, both included, ascending.
    public func sessions(from first: Day, through last: Day) -> [Int32] {
        guard first <= last else { return [] }
        var days: [Int32] = []
        days.reserveCapacity((Int(last.number) - Int(first.number)) * (self == .everyday ? 7 : 5) / 7 + 7)
        var day = first
        while day <= last {
            let year = day.year
            let closures = (self == .nyse ? Closures.inYear(year) : []).sorted()
            let lastWeekday = self == .everyday ? 7 : 5
            var later = 0
            var closure = closures.first ?? .max
            let end = min(last, Day(year: year, month: 12, day: 31)).number
            var weekday = day.weekday
            for number in day.number...end {
                while closure < number {
                    later += 1
                    closure = later < closures.count ? closures[later] : .max
                }
                if weekday <= lastWeekday, closure != number { days.append(number) }
                weekday = weekday == 7 ? 1 : weekday + 1
            }
            day = Day(end) + 1
        }
        return days
    }

    /// The sessions that are missing and those that are surplus by the calendar, between the first and the last day.
    /// Days before `knownSince` are not checked; with `none` nothing is.
    ///
    /// - Parameter days: day numbers, ascending.
    package func differences(of days: [Int32]) -> (missing: [Day], surplus: [Day]) {
        guard self != .none, let first = days.first.map({ Day($0) }), let last = days.last.map({ Day($0) }) else {
            return ([], [])
        }
        let known = max(first, knownSince ?? first)
        let expected = sessions(from: known, through: last)
        var missing: [Day] = []
        var surplus: [Day] = []
        var index = 0
        for day in days[days.partitioningIndex { $0 >= known.number }...] {
            while index < expected.count, expected[index] < day {
                missing.append(Day(expected[index]))
                index += 1
            }
            if index < expected.count, expected[index] == day {
                index += 1
            } else {
                surplus.append(Day(day))
            }
        }
        return (missing, surplus)
    }
}

/// The weekdays on which the New York Stock Exchange is closed.
private enum Closures {
    /// Day numbers of a year's closures, at most sixteen; those on a weekend have no effect.
    static func inYear(_ year: Int) -> [Int32] {
        var days: [Day] = []
        days.reserveCapacity(16)
        // New Year's Day moves from a Sunday to Monday, and from a Saturday to nowhere: 31 December is a trading day.
        let newYear = Day(year: year, month: 1, day: 1)
        days.append(newYear.weekday == 7 ? newYear + 1 : newYear)
        if year >= 1998 { days.append(monday(3, inMonth: 1, of: year)) }
        days.append(year >= 1971 ? monday(3, inMonth: 2, of: year) : observed(year, 2, 22))
        days.append(easterSunday(year) - 2)
        // Memorial Day was 30 May before 1971, and was not made up for when it fell on a Saturday.
        days.append(year >= 1971 ? lastMonday(inMonth: 5, of: year) : Day(year: year, month: 5, day: 30))
        if year >= 2022 { days.append(observed(year, 6, 19)) }
        days.append(observed(year, 7, 4))
        days.append(monday(1, inMonth: 9, of: year))
        days.append(weekday(4, 4, inMonth: 11, of: year))
        days.append(observed(year, 12, 25))
        var numbers = days.map(\.number)
        for closure in special where closure.year == year {
            numbers.append(Day(year: year, month: closure.month, day: closure.day).number)
        }
        return numbers
    }

    /// Closures that follow no rule.
    private static let special: [(year: Int, month: Int, day: Int)] = [
        (1972, 11, 7),  // presidential election
        (1972, 12, 28),  // mourning for President Truman
        (1973, 1, 25),  // mourning for President Johnson
        (1976, 11, 2),  // presidential election
        (1977, 7, 14),  // power failure in New York
        (1980, 11, 4),  // presidential election
        (1985, 9, 27),  // hurricane Gloria
        (1994, 4, 27),  // mourning for President Nixon
        (2001, 9, 11), (2001, 9, 12), (2001, 9, 13), (2001, 9, 14),  // the attack on the World Trade Center
        (2004, 6, 11),  // mourning for President Reagan
        (2007, 1, 2),  // mourning for President Ford
        (2012, 10, 29), (2012, 10, 30),  // hurricane Sandy
        (2018, 12, 5),  // mourning for President George H. W. Bush
        (2025, 1, 9),  // mourning for President Carter
    ]

    /// A fixed date, moved from a Saturday to Friday and from a Sunday to Monday.
    private static func observed(_ year: Int, _ month: Int, _ day: Int) -> Day {
        let date = Day(year: year, month: month, day: day)
        switch date.weekday {
        case 6: return date - 1
        case 7: return date + 1
        default: return date
        }
    }

    private static func weekday(_ weekday: Int, _ count: Int, inMonth month: Int, of year: Int) -> Day {
        let first = Day(year: year, month: month, day: 1)
        return first + ((weekday - first.weekday + 7) % 7 + 7 * (count - 1))
    }

    private static func monday(_ count: Int, inMonth month: Int, of year: Int) -> Day {
        weekday(1, count, inMonth: month, of: year)
    }

    private static func lastMonday(inMonth month: Int, of year: Int) -> Day {
        let last = Day(year: year, month: month, day: Day.daysIn(month: month, year: year))
        return last - (last.weekday - 1)
    }

    /// Easter Sunday of the Gregorian calendar: the Sunday after the first full moon, by the church's tables, on or
    /// after 21 March.
    private static func easterSunday(_ year: Int) -> Day {
        let golden = year % 19
        let century = year / 100
        // The age of the moon is corrected for the leap days the centuries leave out and for the moon's own drift.
        let moon = (19 * golden + century - century / 4 - (8 * century + 13) / 25 + 15) % 30
        // Without this, two full moons would be a day late.
        let late = moon == 29 || (moon == 28 && golden > 10) ? 1 : 0
        let fullMoon = Day(year: year, month: 3, day: 21) + (moon - late)
        return fullMoon + (7 - fullMoon.weekday % 7)
    }
}
