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
                "The first \(unit.rawValue) is not complete: it begins with \(ResolvedQuery.dated(sorted)).")
        ]
    }
}

extension ResolvedQuery {
    /// The first session of the window where its bucket has earlier bars; nil where it is whole.
    func cutFront(_ frame: Frame, _ window: Window) -> (unit: CalendarUnit, day: Day)? {
        guard let unit = plan.bucket?.running, let bar = window.range.first else { return nil }
        // The first bar of a history may be no more than a base: then the buckets begin with the next one's.
        if bar == frame.commonStart, frame.days.indices.contains(bar + 1),
            Day(frame.days[bar + 1]) > unit.end(of: Day(frame.days[bar]))
        {
            return nil
        }
        // A symbol's sessions in the bar before the others began are not in the window.
        let day = Day(
            frame.base.map { $0.days[max(frame.bars[bar].lowerBound, $0.commonStart)] } ?? frame.days[bar])
        return frame.hasBar(before: bar, in: unit) || frame.begins(inside: bar) ? (unit, day) : nil
    }

    /// The same as a note on one subject.
    func cutFrontNote(_ frame: Frame, _ window: Window) -> [Note] {
        guard let (unit, day) = cutFront(frame, window) else { return [] }
        return [Note("first-bucket", "The first \(unit.rawValue) is not complete: it begins on \(day).")]
    }

    /// Said where the last bucket of the window has later bars, which have not come yet or are cut off.
    func cutBackNote(_ frame: Frame, _ window: Window) -> [Note] {
        guard let unit = plan.bucket?.running, let last = window.range.last, frame.hasBar(after: last, in: unit) else {
            return []
        }
        let day = Day(frame.days[last])
        let isCut = last < window.newestFinished(frame) - 1
        let isOver = (lastDay ?? day) > unit.end(of: day)
        return [
            Note(
                "partial",
                isCut || isOver
                    ? "The \(unit.rawValue) is counted only to \(day)." : "The \(unit.rawValue) to \(day) is not over.")
        ]
    }
}

extension Frame {
    /// Whether the calendar has a bar before this one whose label lies in the same unit. Where it says nothing, the dates of the
    /// data do.
    fileprivate func hasBar(before bar: Int, in unit: CalendarUnit) -> Bool {
        let label = Day(days[bar])
        let start = unit.start(of: label)
        if isSparse || calendar == .none { return bar > commonStart && Day(days[bar - 1]) >= start }
        let begin = frequency.start(of: label)
        if (base ?? self).frequency != .day { return frequency == .week ? label - 7 >= start : begin > start }
        return begin > start && !calendar.sessions(from: start, through: begin - 1).isEmpty
    }

    /// The same behind it. Of dates of a series' own others may come as long as days do.
    fileprivate func hasBar(after bar: Int, in unit: CalendarUnit) -> Bool {
        let label = Day(days[bar])
        let end = unit.end(of: label)
        if isSparse || calendar == .none {
            let hasNext = bar + 1 < days.count && Day(days[bar + 1]) <= end
            return hasNext || (isSparse && today ?? label < end)
        }
        var over = frequency.end(of: label)
        if (base ?? self).frequency != .day { return frequency == .week ? label + 7 <= end : over < end }
        while over < end {
            let next = frequency.end(of: over + 1)
            if let session = calendar.sessions(from: over + 1, through: next).last { return Day(session) <= end }
            over = next
        }
        return false
    }

    /// Whether the history of what makes the sessions begins inside a bar: with the last of the symbols.
    fileprivate func begins(inside bar: Int) -> Bool {
        guard let base, bar == commonStart else { return false }
        let first = Day(base.makers.map { $0.axis.days[0] }.max() ?? base.days[base.commonStart])
        return first >= frequency.start(of: Day(days[bar]))
            && Frame.begins(first, inside: frequency, base.frequency, calendar)
    }
}
