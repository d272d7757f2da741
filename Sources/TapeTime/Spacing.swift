extension CalendarUnit {
    /// The spacing of a series' observations, found from its dates; nil for irregular dates, such as expiries,
    /// meetings, dividends.
    ///
    /// A series is weekly, monthly, quarterly or yearly only if every period has one date, and dates of months and
    /// longer are where values of a period usually are: at the same place in each. Third Fridays also come once a
    /// month, but nobody dates a month's value so.
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
        // All gaps of more than a year count the same.
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

    /// Whether almost every period has exactly one date. A holiday sometimes moves a week's date into the next week,
    /// the newest value may have the date it was fetched, and a few values may be missing.
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
        // With so few dates, each must be in its place.
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

    /// Whether the dates are at the start or end of months, or nine of ten are within two days of one day of the month,
    /// like a fifteenth moved by weekends. The same weekday each month is a rule for events, not for a month's value.
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
