extension CalendarUnit {
    /// How far apart a series' observations are, as found in its dates; nil for dates of its own, such as expiries, meetings,
    /// dividends.
    ///
    /// A series is weekly, monthly, quarterly or yearly only where it has one date a period throughout, and the dates of months
    /// and longer stand where values of a period stand: at the same place of each. Third Fridays are one a month too, but
    /// nobody stamps a month's value so.
    ///
    /// - Parameter days: day numbers, ascending.
    package init?(spacingOf days: [Int32]) {
        guard days.count > 1 else {
            self = .day
            return
        }
        let usual = Self.usualDistance(days)
        switch usual {
        case ...2: self = .day
        // A few sessions around a weekend.
        case ...4 where days.count < 10: self = .day
        case 5...9 where Self.isOneAPeriod(days, .week): self = .week
        case 25...36 where Self.isOneAPeriod(days, .month) && Self.areMonthsValues(days): self = .month
        case 80...100 where Self.isOneAPeriod(days, .quarter) && Self.areAtMonthsEdge(days): self = .quarter
        case 350...380 where Self.isOneAPeriod(days, .year) && Self.areAtMonthsEdge(days): self = .year
        default: return nil
        }
    }

    /// The median of the distances between neighbours, in calendar days.
    private static func usualDistance(_ days: [Int32]) -> Int {
        // Every gap of more than a year is the same here, however long.
        var counts = [Int](repeating: 0, count: 400)
        for index in days.indices.dropFirst() { counts[min(Int(days[index]) - Int(days[index - 1]), 399)] += 1 }
        var median = 0
        var below = 0
        while below + counts[median] <= (days.count - 1) / 2 {
            below += counts[median]
            median += 1
        }
        return median
    }

    /// Whether hardly any period has two dates and hardly any has none. A holiday moves a week's date into the next
    /// week now and then, a newest value may stand under the day it was fetched, and a few values may never have come.
    private static func isOneAPeriod(_ days: [Int32], _ unit: CalendarUnit) -> Bool {
        var periods = 0
        var missing = 0
        var end: Int32?
        for day in days {
            if let known = end {
                if day <= known { continue }
                var next = unit.end(of: Day(known) + 1).number
                while next < day {
                    missing += 1
                    next = unit.end(of: Day(next) + 1).number
                }
                end = next
            } else {
                end = unit.end(of: Day(day)).number
            }
            periods += 1
        }
        let doubled = days.count - periods
        // Of so few dates each has to be in its place.
        guard days.count >= 6 else { return doubled == 0 && missing == 0 }
        return doubled <= max(1, days.count / 20) && missing <= max(1, (periods + missing) / 10)
    }

    /// Whether nine of ten dates are among the first five or among the last five days of a month.
    private static func areAtMonthsEdge(_ days: [Int32]) -> Bool {
        var first = 0
        var last = 0
        for number in days {
            let day = Day(number)
            if day.day <= 5 { first += 1 }
            if Day.daysIn(month: day.month, year: day.year) - day.day < 5 { last += 1 }
        }
        return max(first, last) * 10 >= days.count * 9
    }

    /// Whether the dates stand at the months' edge, or nine of ten within two days of one day of the month, as the
    /// fifteenth does that a weekend moves. The same weekday each month is a rule for events, not a month's value.
    private static func areMonthsValues(_ days: [Int32]) -> Bool {
        if areAtMonthsEdge(days) { return true }
        var counts = [Int](repeating: 0, count: 36)
        for day in days { counts[Day(day).day] += 1 }
        if (1...31).contains(where: { counts[$0] * 10 >= days.count * 9 }) { return true }
        let around = (3...31).map { day in counts[(day - 2)...(day + 2)].reduce(0, +) }.max() ?? 0
        guard around * 10 >= days.count * 9 else { return false }
        let weekday = Day(days[0]).weekday
        return days.contains { Day($0).weekday != weekday }
    }
}
