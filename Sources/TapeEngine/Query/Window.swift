import TapeStore
import TapeSyntax
import TapeTime

/// A query's window on its frame: which bars are judged, and the bar a change over the window starts from.
struct Window {
    var range: Range<Int>
    /// The base of a change: nil where the window is empty or nothing is before it.
    var base: Int?
    /// The window begins before the data: the first bar is then its own base.
    var isBeforeHistory = false
    /// The newest bar was left out because its period is not over.
    var leftOutPartial: Day?
    /// The newest bar is judged although its period is not over.
    var includedPartial: Day?
    /// The window ends before the newest bar, so it does not matter whether that bar is over.
    var endsBeforeNewest = false

    /// The number of bars on the axis, except a newest one whose period is not over.
    func newestFinished(_ frame: Frame) -> Int { leftOutPartial == nil ? frame.days.count : frame.days.count - 1 }
}

/// In a group, a window that ends on the newest session is measured from the newest session that any member has. A
/// member that stopped earlier does not get a window of its own.
struct Anchor {
    /// The sessions of the member that has it.
    let days: [Int32]
    var newest: Day { Day(days[days.count - 1]) }
}

extension QueryClauses {
    /// Whether the window is a number of sessions.
    var countsSessions: Bool { if case .last(let span) = window { span.unit == .day } else { false } }

    /// The window on a frame.
    func window(on frame: Frame) throws(EngineError) -> Window {
        try checkSpans(on: frame.frequency)
        let days = frame.days
        let axis = Axis(days)
        var count = days.count
        var result = Window(range: 0..<0)
        if frame.base != nil, frame.isNewestPartial, let label = days.last {
            if includesPartial {
                result.includedPartial = Day(label)
            } else {
                result.leftOutPartial = Day(label)
                count -= 1
            }
        }
        // The newest session is the daily one, even on longer bars.
        guard var newest = (frame.base ?? frame).days.last.map({ Day($0) }) else { return result }
        let stopped = anchor.flatMap { $0.newest > newest ? $0 : nil }
        if let stopped { newest = stopped.newest }
        var lower = frame.commonStart
        var upper = count
        var base: Int?
        switch window {
        case .all: base = lower > 0 ? lower - 1 : nil
        case .between(let first, let last):
            if let last {
                upper = min(upper, axis.upperBound(last.last))
                result.endsBeforeNewest = days.last.map { last.last.number < $0 } ?? false
            }
            if let first {
                lower = axis.lowerBound(first.first)
                // A single day's own close is the base; of a span it is the close before.
                base = first.isDay ? axis.upperBound(first.first) - 1 : lower - 1
                if base! < frame.commonStart { result.isBeforeHistory = true }
            }
        case .inside(let span):
            lower = axis.lowerBound(span.first)
            upper = min(upper, axis.upperBound(span.last))
            result.endsBeforeNewest = days.last.map { span.last.number < $0 } ?? false
            base = lower - 1
            if base! < frame.commonStart { result.isBeforeHistory = true }
        case .last(let span) where span.unit == .day:
            if let sessions = stopped?.days {
                let edge = sessions.count > span.count ? sessions[sessions.count - 1 - span.count] : Int32.min
                lower = axis.upperBound(Day(edge))
            } else {
                lower = max(0, upper - span.count)
                if upper - span.count - 1 < frame.commonStart { result.isBeforeHistory = true }
            }
            base = lower - 1
        case .last(let span):
            lower =
                frame.spans.bar == .day
                ? axis.upperBound(newest.before(span))
                : self.base(ofLast: span, sessions: stopped?.days ?? (frame.base ?? frame).days, on: frame) + 1
            base = lower - 1
            if base! < frame.commonStart { result.isBeforeHistory = true }
        case .toDate(let unit):
            let start = unit.start(of: newest)
            lower = axis.lowerBound(start)
            base = lower - 1
            if base! < frame.commonStart { throw startsInside(unit, frame) }
        }
        lower = max(lower, frame.commonStart)
        upper = max(lower, upper)
        result.range = lower..<upper
        if let base, base >= frame.commonStart, base < upper { result.base = base }
        return result
    }

    /// The days that a window covers, whatever sessions are common: from the close its first bar is judged against to
    /// its written end.
    func stretch(_ window: Window, on frame: Frame) -> ClosedRange<Int32> {
        guard let first = window.range.first, let last = window.range.last else { return 0...0 }
        let sessions = frame.base ?? frame
        var lower = Int32.min
        switch self.window {
        case .all, .between(nil, _): break
        case .between(let begin?, _): lower = begin.first.number
        case .inside(let span): lower = span.first.number
        // The first bar of the history covers all its sessions.
        default: if first > frame.commonStart { lower = frame.days[first] }
        }
        // What is between the close before and the window's first session is part of its first return.
        if first > frame.commonStart { lower = min(lower, frame.days[first - 1]) }
        let begin = Day(sessions.days[sessions.commonStart]).number
        var upper = window.endsBeforeNewest ? frame.days[last] : Int32.max
        if let asked = askedSpan?.last, window.endsBeforeNewest { upper = max(upper, asked.number) }
        return max(lower, begin)...max(max(lower, begin), upper)
    }

    /// The window, refused where it holds no data.
    func windowWithData(on frame: Frame) throws(EngineError) -> Window {
        let window = try window(on: frame)
        guard window.range.isEmpty else { return window }
        let first = frame.days.indices.contains(frame.commonStart) ? Day(frame.days[frame.commonStart]) : nil
        let loaded = first.map { "\($0) → \(Day(frame.days[frame.days.count - 1]))" } ?? "nothing"
        var message = "no session in this window"
        if let partial = window.leftOutPartial, !window.endsBeforeNewest {
            message =
                "no finished \(frame.frequency.unitWord) in this window: the one to \(partial) is not over"
            throw EngineError(
                .noData, windowSpan ?? span, message, [.init("example", "\(windowText) including partial")])
        }
        var code = DiagnosticCode.noData
        if let first, let newest = frame.days.last.map({ Day($0) }), let asked = askedSpan {
            if let begin = asked.first, begin > newest {
                code = .afterHistory
                message = "the window begins after the newest session, \(newest)"
            } else if let end = asked.last, end < first {
                code = .beforeHistory
                message = "the window ends before the first session, \(first)"
            }
        }
        throw EngineError(code, windowSpan ?? span, message, [.init("loaded", loaded)])
    }

    /// The first and the last day that were written, where the window has such.
    private var askedSpan: (first: Day?, last: Day?)? {
        switch window {
        case .between(let first, let last): (first?.first, last?.last)
        case .inside(let span): (span.first, span.last)
        default: nil
        }
    }

    private func startsInside(_ unit: CalendarUnit, _ frame: Frame) -> EngineError {
        let first = Day(frame.days[frame.commonStart])
        return EngineError(
            .beforeHistory, windowSpan ?? self.span,
            "history begins \(first), inside the \(unit.rawValue), so no close precedes it as a base",
            [.init("example", "since \(first)")])
    }
}
