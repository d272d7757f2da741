import TapeStore
import TapeSyntax
import TapeTime

/// Symbols whose data has ended: their calendar had a session in the window after their last one. An answer about now
/// leaves such a symbol out; an answer about history keeps it.
///
/// The calendar is the instrument's. If its holidays are not known, the gap must be as long as one that ends a run. A
/// series that is weekly or slower is published late: it has ended where two of its periods are missing. Sparse
/// dates say nothing about later ones: such a series has not ended.
extension ResolvedQuery {
    /// The last day the query may cover: the end of its window, of the loaded data, or `as of`.
    var today: Day? {
        guard var day = plan.newest else { return nil }
        switch plan.window {
        case .between(_, let last?): day = min(day, last.last)
        case .inside(let span): day = min(day, span.last)
        default: break
        }
        return day
    }

    /// For bars, the end of the newest period that is counted.
    var lastDay: Day? {
        guard let day = today else { return nil }
        guard !plan.includesPartial, environment.settings.calendar.hasSessions(after: day, in: frequency) else {
            return day
        }
        return frequency.start(of: day) - 1
    }

    /// The last session of an instrument that has ended by a day, else nil.
    private func end(of instrument: Instrument, by day: Day?) -> Day? {
        guard let day, let last = newest(of: instrument.axis), last < day else { return nil }
        return hasSession(instrument, after: last, through: day) ? last : nil
    }

    /// The newest session of an axis that the query may see.
    private func newest(of axis: Axis) -> Day? {
        guard let cut = plan.asOf else { return axis.last }
        let count = axis.upperBound(cut)
        return count > 0 ? Day(axis.days[count - 1]) : nil
    }

    /// Whether an instrument's own calendar has had a session after a last one, up to a day.
    func hasSession(_ instrument: Instrument, after last: Day, through day: Day) -> Bool {
        guard last < day, let frequency = instrument.frequency else { return false }
        if frequency != .day { return Frame.holdsThrough(last, frequency) < day }
        return calendar(instrument.calendar).isSurelyOpen(after: last, through: day)
    }

    /// The calendar that counts: none where the setting says so.
    private func calendar(_ own: TradingCalendar) -> TradingCalendar {
        environment.settings.calendar == .none ? .none : own
    }

    /// The symbol whose data ended first among those that make a frame's sessions, where that cuts the window short.
    func ended(_ frame: Frame) -> (symbol: String?, day: Day)? {
        let day = lastDay
        if frame.makers.isEmpty {
            guard let day, let last = (frame.base ?? frame).days.last.map({ Day($0) }), last < day,
                calendar(frame.calendar).isSurelyOpen(after: last, through: day)
            else { return nil }
            return (nil, last)
        }
        let ended = frame.makers.compactMap { maker in
            end(of: maker, by: day).map { (symbol: Optional(maker.symbol), day: $0) }
        }
        return ended.min { $0.day < $1.day }
    }

    /// The members that have ended, each with its last session.
    func ended(_ members: Membership) -> [String: Day] {
        guard let day = lastDay else { return [:] }
        var ended: [String: Day] = [:]
        for (index, axis) in members.axisOf.enumerated() where axis >= 0 {
            guard let last = newest(of: members.axes[axis]), last < day, let instrument = members.instruments[index],
                let end = end(of: instrument, by: day)
            else { continue }
            ended[members.symbols[index]] = end
        }
        return ended
    }

    /// `The data of 2 members ended before 2026-08-21, so they are …: ARI, AVB (2024-03-08).`
    func endedNote(_ ended: [(symbol: String, day: Day)], _ consequence: String) -> [Note] {
        guard !ended.isEmpty, let day = lastDay else { return [] }
        let what = ended.count == 1 ? "it is" : "they are"
        return [
            Note(
                "ended",
                "The data of \(Format.count(ended.count, "member")) ended before \(day), so \(what) \(consequence): \(ResolvedQuery.dated(ended))."
            )
        ]
    }

    /// `ARI, AVB (2024-03-08), NDX (2026-02-27) and 3 more`
    static func dated(_ symbols: [(symbol: String, day: Day)], most: Int = 5) -> String {
        let shown = symbols.prefix(most)
        var parts: [String] = []
        for (index, one) in shown.enumerated() {
            let isLast = index + 1 == shown.count || shown[index + 1].day != one.day
            parts.append(one.symbol.uppercased() + (isLast ? " (\(one.day))" : ""))
        }
        let more = symbols.count - shown.count
        return parts.joined(separator: ", ") + (more > 0 ? " and \(Format.count(more)) more" : "")
    }

    /// Members without the session on which all are judged.
    func absentNote(_ absent: [(symbol: String, day: Day)], on day: Day) -> [Note] {
        guard !absent.isEmpty else { return [] }
        let sorted = absent.sorted { ($0.day, $0.symbol) < ($1.day, $1.symbol) }
        return [
            Note(
                "absent",
                "\(Format.count(absent.count, "member")) \(absent.count == 1 ? "has" : "have") no session on \(day), left out; the last: \(ResolvedQuery.dated(sorted))."
            )
        ]
    }

    /// Whether a member's last session in the window counts as the newest that any member has: its own
    /// calendar had no session between the two.
    func reaches(_ newest: Int32, from day: Int32, _ symbol: String) -> Bool {
        guard day != newest, let instrument = environment.market.instrument(symbol) else { return day == newest }
        return !hasSession(instrument, after: Day(day), through: Day(newest))
    }

    /// Members of baskets and shares that have no data over a part of the window.
    func absentParts(_ frame: Frame, _ window: Window) -> [Note] {
        let loose = symbols(read: subjects + operands).loose
        guard !loose.isEmpty, let first = window.range.first, let last = window.range.last else { return [] }
        let (from, to) = (window.base.map { frame.days[$0] } ?? frame.days[first], frame.days[last])
        var seen: Set<String> = []
        var absent: [String] = []
        for symbol in loose where seen.insert(symbol).inserted {
            guard let instrument = environment.market.instrument(symbol), let begin = instrument.axis.first,
                let end = newest(of: instrument.axis)
            else { continue }
            let isLate = begin.number > from
            let isGone = hasSession(instrument, after: end, through: Day(to))
            guard isLate || isGone else { continue }
            let ends = [isLate ? "from \(begin)" : nil, isGone ? "to \(end)" : nil].compactMap { $0 }
            absent.append("\(symbol.uppercased()) (\(ends.joined(separator: " ")))")
        }
        guard !absent.isEmpty else { return [] }
        return [
            Note(
                "absent",
                "\(Format.count(absent.count)) of the \(Format.count(seen.count, "member")) counted together \(absent.count == 1 ? "has" : "have") data for only part of the window: \(Format.names(absent, most: 5))."
            )
        ]
    }

    /// Members without a value, with the reason.
    func lackingNote(_ symbols: [String], _ what: String) -> [Note] {
        guard !symbols.isEmpty else { return [] }
        let named = Format.names(symbols.map { $0.uppercased() }, most: 5)
        return [Note("left-out", "\(Format.count(symbols.count, "member")) without \(what), left out: \(named).")]
    }

    /// Counts the sessions between a day and the end of the window.
    func sessionCount(_ frame: Frame, _ window: Window) -> SessionCount {
        // Before all have begun they have no sessions in common.
        let judged = min(frame.commonStart, window.range.upperBound)..<window.range.upperBound
        var count = SessionCount(days: Array(frame.days[judged]), bar: frame.frequency)
        guard let (symbol, last) = ended(frame), let day = lastDay else { return count }
        let own = symbol.flatMap { environment.market.instrument($0)?.calendar } ?? frame.calendar
        count.later = calendar(own).count(after: last, through: day, in: count.bar)
        return count
    }
}

/// Bars from a day to the end of the window: one count for all rows of a table.
struct SessionCount {
    let days: [Int32]
    let bar: CalendarUnit
    /// Sessions of the calendar between the last of the days and the window's end, where the data ended before.
    var later = 0

    func ago(_ day: Int32) -> Int {
        let edge = bar.end(of: Day(day))
        return days.count - Axis(days).upperBound(edge) + later
    }
}

extension TradingCalendar {
    /// Whether there was certainly a session after one day, up to another: without known holidays, only a gap that ends
    /// a run is certain.
    fileprivate func isSurelyOpen(after last: Day, through day: Day) -> Bool {
        if day.number - last.number > RunKernel.widestGap { return true }
        return switch self {
        case .everyday: last < day
        case .nyse: !sessions(from: last + 1, through: day).isEmpty
        case .weekdays, .none: false
        }
    }

    /// How many sessions, or longer calendar units, there were after a day.
    fileprivate func count(after last: Day, through day: Day, in unit: CalendarUnit) -> Int {
        guard unit != .day else { return last < day ? sessions(from: last + 1, through: day).count : 0 }
        var count = 0
        var start = unit.end(of: last) + 1
        while start <= day {
            count += 1
            start = unit.end(of: start) + 1
        }
        return count
    }
}
