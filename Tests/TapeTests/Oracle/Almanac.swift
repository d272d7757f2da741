/// The oracle's own calendar: one row per day from 1970 to 2045, counted day by day, so that nothing has to be
/// computed. A day is its number from 1970-01-01, which was a Thursday.
enum Almanac {
    struct Date: Equatable {
        var year: Int
        var month: Int
        var day: Int
    }

    static let lastYear = 2045

    static func length(_ month: Int, _ year: Int) -> Int {
        if month == 2 { return year % 4 == 0 && year % 100 != 0 || year % 400 == 0 ? 29 : 28 }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    static let dates: [Date] = {
        var dates: [Date] = []
        for year in 1970...lastYear {
            for month in 1...12 {
                for day in 1...length(month, year) { dates.append(Date(year: year, month: month, day: day)) }
            }
        }
        return dates
    }()

    private static let monthStarts: [Int] = dates.indices.filter { dates[$0].day == 1 }

    static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
        monthStarts[(year - 1970) * 12 + month - 1] + day - 1
    }

    /// 1 for Monday to 7 for Sunday.
    static func weekday(_ day: Int) -> Int { (day + 3) % 7 + 1 }

    static func text(_ day: Int) -> String {
        let date = dates[day]
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(date.year)-\(two(date.month))-\(two(date.day))"
    }

    // MARK: Spans

    static func firstDay(of period: Period, _ day: Int) -> Int {
        let date = dates[day]
        switch period {
        case .daily: return day
        case .weekly:
            var monday = day
            while weekday(monday) != 1 { monday -= 1 }
            return monday
        case .monthly: return number(date.year, date.month, 1)
        case .quarterly: return number(date.year, [1, 1, 1, 4, 4, 4, 7, 7, 7, 10, 10, 10][date.month - 1], 1)
        case .yearly: return number(date.year, 1, 1)
        }
    }

    static func lastDay(of period: Period, _ day: Int) -> Int {
        var last = day
        let first = firstDay(of: period, day)
        while firstDay(of: period, last + 1) == first { last += 1 }
        return last
    }

    /// The same day, the span earlier, or the last day of the month if that is shorter.
    static func earlier(_ day: Int, _ count: Int, _ unit: Character) -> Int {
        if unit == "w" { return day - 7 * count }
        let date = dates[day]
        let months = date.year * 12 + date.month - 1 - count * (unit == "m" ? 1 : unit == "q" ? 3 : 12)
        let (year, month) = (months / 12, months % 12 + 1)
        return number(year, month, min(date.day, length(month, year)))
    }

    // MARK: The exchange

    static func isOpen(_ day: Int) -> Bool { weekday(day) < 6 && !closed.contains(day) }

    /// Full-day closures under the exchange's rule 7.2 and special closures, from 1988 on.
    private static let closed: Set<Int> = {
        var days: Set<Int> = []
        for year in 1988..<lastYear {
            /// The count-th weekday of that kind in the month; the last one for 0.
            func nth(_ count: Int, _ wanted: Int, _ month: Int) -> Int {
                let all = (1...length(month, year)).map { number(year, month, $0) }.filter { weekday($0) == wanted }
                return count == 0 ? all[all.count - 1] : all[count - 1]
            }
            func kept(_ month: Int, _ day: Int) -> Int {
                let date = number(year, month, day)
                return weekday(date) == 6 ? date - 1 : weekday(date) == 7 ? date + 1 : date
            }
            // A New Year's Day on a Saturday is not made up for.
            let newYear = number(year, 1, 1)
            days.insert(weekday(newYear) == 7 ? newYear + 1 : newYear)
            if year >= 1998 { days.insert(nth(3, 1, 1)) }
            days.insert(nth(3, 1, 2))
            days.insert(easter(year) - 2)
            days.insert(nth(0, 1, 5))
            if year >= 2022 { days.insert(kept(6, 19)) }
            days.insert(kept(7, 4))
            days.insert(nth(1, 1, 9))
            days.insert(nth(4, 4, 11))
            days.insert(kept(12, 25))
        }
        let special = [
            (1994, 4, 27), (2001, 9, 11), (2001, 9, 12), (2001, 9, 13), (2001, 9, 14), (2004, 6, 11), (2007, 1, 2),
            (2012, 10, 29), (2012, 10, 30), (2018, 12, 5), (2025, 1, 9),
        ]
        for (year, month, day) in special { days.insert(number(year, month, day)) }
        return days
    }()

    /// Easter Sunday by the method of Butcher's Ecclesiastical Calendar (1876).
    private static func easter(_ year: Int) -> Int {
        let a = year % 19
        let (b, c) = (year / 100, year % 100)
        let (d, e) = (b / 4, b % 4)
        let g = (b - (b + 8) / 25 + 1) / 3
        let h = (19 * a + b - d - g + 15) % 30
        let (i, k) = (c / 4, c % 4)
        let l = (32 + 2 * e + 2 * i - h - k) % 7
        let m = (a + 11 * h + 22 * l) / 451
        let sum = h + l - 7 * m + 114
        return number(year, sum / 31, sum % 31 + 1)
    }

    /// Whether the exchange opens again after the day within the same period.
    static func isPartial(_ period: Period, _ day: Int) -> Bool {
        let last = lastDay(of: period, day)
        return day < last && (day + 1...last).contains { isOpen($0) }
    }
}

/// How far apart bars are.
enum Period: String, CaseIterable {
    case daily, weekly, monthly, quarterly, yearly

    var rank: Int { Period.allCases.firstIndex(of: self)! }

    /// Whether a span is shorter than the longest bar of this kind; sessions are shorter than any bar.
    func cuts(_ span: Span) -> Bool {
        switch span.unit {
        case "d": self != .daily
        case "w": span.count < [1, 1, 5, 14, 53][rank]
        case "m": span.count < [1, 1, 1, 3, 12][rank]
        case "q": span.count < [1, 1, 1, 1, 4][rank]
        default: false
        }
    }
}
