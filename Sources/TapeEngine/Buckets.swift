import TapeStore
import TapeSyntax
import TapeTime

/// Sessions sorted into calendar buckets: running ones (`by year`) in order of time, seasonal ones (`by month of year`) in
/// order of the calendar.
struct Buckets {
    struct Group {
        var key: Int
        var label: String
        var indices: [Int]
    }

    var groups: [Group] = []

    init(_ bucket: Bucket, days: [Int32], indices: some Sequence<Int>) {
        var place: [Int: Int] = [:]
        for index in indices {
            let day = Day(days[index])
            let key = Buckets.key(bucket, day)
            if let at = place[key] {
                groups[at].indices.append(index)
            } else {
                place[key] = groups.count
                groups.append(Group(key: key, label: Buckets.label(bucket, days, index), indices: [index]))
            }
        }
        groups.sort { $0.key < $1.key }
    }

    static func key(_ bucket: Bucket, _ day: Day) -> Int {
        switch bucket.cycle {
        case nil: Int(bucket.unit.start(of: day).number)
        case .week: day.weekday
        default: day.month
        }
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    /// `2025`, `2025Q3`, `2025-07`, the week's last session, `July`, `Monday`
    private static func label(_ bucket: Bucket, _ days: [Int32], _ index: Int) -> String {
        let day = Day(days[index])
        switch bucket.cycle {
        case nil: break
        case .week: return weekdays[day.weekday - 1]
        default: return months[day.month - 1]
        }
        switch bucket.unit {
        case .year: return "\(day.year)"
        case .quarter: return "\(day.year)Q\((day.month - 1) / 3 + 1)"
        case .month: return String(day.text.prefix(7))
        case .day: return day.text
        case .week:
            let key = key(bucket, day)
            var last = index
            while last + 1 < days.count, Buckets.key(bucket, Day(days[last + 1])) == key { last += 1 }
            return "week to \(Day(days[last]))"
        }
    }
}

extension Buckets {
    /// `The first year is not complete: it begins with DKNG (2019-07-25).`
    static func cutFront(_ symbols: [(symbol: String, day: Day)], _ unit: CalendarUnit) -> [Note] {
        guard !symbols.isEmpty else { return [] }
        let sorted = symbols.sorted { ($0.day, $0.symbol) < ($1.day, $1.symbol) }
        return [
            Note(
                "first-bucket",
                "The first \(unit.rawValue) is not complete: it begins with \(Request.dated(sorted)).")
        ]
    }
}

extension Request {
    /// The first session of the window if the calendar had earlier ones in the same bucket, else nil.
    func cutFront(_ frame: Frame, _ window: Window) -> (unit: CalendarUnit, day: Day)? {
        guard let unit = plan.bucket?.running, let bar = window.range.first else { return nil }
        // A symbol's sessions in the bar before the others began are not in the window.
        let day = Day(
            frame.base.map { $0.days[max(frame.bars[bar].lowerBound, $0.commonStart)] } ?? frame.days[bar])
        let start = unit.start(of: day)
        // The first session of a history may be only a base: then the buckets begin with the next session's.
        if bar == frame.commonStart, frame.days.indices.contains(bar + 1), Day(frame.days[bar + 1]) > unit.end(of: day)
        {
            return nil
        }
        guard start < day, !frame.calendar.sessions(from: start, through: day - 1).isEmpty else { return nil }
        return (unit, day)
    }

    /// The same as a note on one subject.
    func cutFrontNote(_ frame: Frame, _ window: Window) -> [Note] {
        guard let (unit, day) = cutFront(frame, window) else { return [] }
        return [Note("first-bucket", "The first \(unit.rawValue) is not complete: it begins on \(day).")]
    }
}
