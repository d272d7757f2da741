import TapeStore
import TapeSyntax
import TapeTime

/// Lengths of time on an axis: which bar is a span before or after another. Everything that takes a span asks here.
///
/// On sessions, weeks and months are counted from the session's own day, and `d` counts sessions. On bars that are weekly or
/// longer a span is measured between calendar ends: from the end of the bar's own period to the last bar whose period ends on
/// or before the day that much earlier or later.
struct Spans {
    /// The last day of each bar's period; for sessions the day itself.
    let ends: [Int32]
    /// The length of a bar.
    let bar: CalendarUnit
    /// The newest day with data: on bars it may be after the last period that is over.
    let newestDay: Int32

    init(_ days: [Int32], _ bar: CalendarUnit = .day, newestDay: Int32? = nil) {
        self.bar = bar
        ends = bar == .day ? days : days.map { bar.end(of: Day($0)).number }
        self.newestDay = newestDay ?? days.last ?? Int32.min
    }

    private init(ends: [Int32], bar: CalendarUnit, newestDay: Int32) {
        self.ends = ends
        self.bar = bar
        self.newestDay = newestDay
    }

    /// Only some of the bars, counted from the first of them.
    func part(_ bars: Range<Int>) -> Spans { Spans(ends: Array(ends[bars]), bar: bar, newestDay: newestDay) }

    /// The day that much before the end of a period (after it for a negative count). If bars end with a month, so does
    /// that day: a month before 31 March ends with February, and a month after it with April.
    func edge(_ end: Int32, _ span: CalendarSpan) -> Int32 {
        let day = Day(end).before(span)
        guard bar >= .month, span.unit >= .month else { return day.number }
        return CalendarUnit.month.end(of: day).number
    }

    /// The bar a span before each bar; −1 where the axis does not reach back that far.
    func before(_ span: CalendarSpan) -> [Int] {
        if span.unit == .day { return ends.indices.map { span.count <= $0 ? $0 - span.count : -1 } }
        var places = [Int](repeating: -1, count: ends.count)
        var place = -1
        for index in ends.indices {
            let edge = edge(ends[index], span)
            while place &+ 1 < ends.count, ends[place &+ 1] <= edge { place &+= 1 }
            places[index] = place
        }
        return places
    }

    /// The same for one bar.
    func before(_ index: Int, _ span: CalendarSpan) -> Int {
        if span.unit == .day { return span.count >= 0 && span.count <= index ? index - span.count : -1 }
        return last(through: edge(ends[index], span))
    }

    /// The last bar whose period ends on or before a day, or −1.
    func last(through day: Int32) -> Int { ends.partitioningIndex { $0 > day } - 1 }

    /// The bar a span after each bar; −1 where the day it ends on has not come yet.
    ///
    /// - Parameter newest: the newest bar that counts. All of its period counts as come, weekend included.
    func after(_ span: CalendarSpan, newest: Int) -> [Int] {
        if span.unit == .day { return ends.indices.map { $0 + span.count <= newest ? $0 + span.count : -1 } }
        guard newest >= 0 else { return ends.map { _ in -1 } }
        let reached = max(ends[newest], newestDay)
        let back = CalendarSpan(-span.count, span.unit)
        var place = 0
        return ends.indices.map { index in
            let edge = edge(ends[index], back)
            guard edge <= reached, index <= newest else { return -1 }
            place = max(place, index)
            while place + 1 <= newest, ends[place + 1] <= edge { place += 1 }
            return place
        }
    }

    /// Whether a span is shorter than a bar; `d` counts sessions and is shorter than any bar of several.
    func cuts(_ span: CalendarSpan) -> Bool { Spans.cuts(bar, span) }

    private static func cuts(_ bar: CalendarUnit, _ span: CalendarSpan) -> Bool {
        guard bar != .day else { return false }
        let months = bar.months ?? 1
        switch span.unit {
        case .day: return true
        // The longest period of its kind counts, so that no period depends on the length of its neighbour.
        case .week: return span.count < [CalendarUnit.month: 5, .quarter: 14, .year: 53][bar] ?? 1
        case .month: return span.count < months
        case .quarter: return span.count < (months + 2) / 3
        case .year: return false
        }
    }

    /// Refuses a span that is shorter than a bar.
    static func check(
        _ length: CalendarSpan, on frequency: CalendarUnit, least: Int = 1, at span: SourceSpan
    ) throws(EngineError) {
        guard cuts(frequency, length) else { return }
        let letter = frequency.unitWord.prefix(1)
        let wayOut = "\(length.unit == .day ? max(length.count, least) : least)\(letter)"
        throw EngineError(
            .badDuration, span,
            "a \(frequency.adjective) bar cannot be split into `\(length.text)`; use `\(wayOut)`")
    }
}

extension Frame {
    /// - Parameter least: the bars that the span must hold; a look-back needs two, including the judged one.
    func check(_ length: CalendarSpan, least: Int = 1, at span: SourceSpan) throws(EngineError) {
        try Spans.check(length, on: frequency, least: least, at: span)
    }

    /// For each bar the one a span later; −1 where that is not known yet. They are found once per frame.
    func forwardEnds(_ span: CalendarSpan, newest: Int) -> [Int] {
        let asked = LookAhead(span: span, newest: newest)
        if let known = aheads[asked] { return known }
        let ends = spans.after(span, newest: newest)
        aheads[asked] = ends
        return ends
    }

    /// The first bar of a node's history, where it begins inside the bar's period: no span is measured from it. Nil
    /// where that bar is whole, and on sessions.
    func partialFront(_ node: Node, member: String?) -> Int? {
        guard let base, let first = base.beginning(of: node, member: member),
            Frame.begins(Day(first), inside: frequency, base.frequency, calendar)
        else { return nil }
        let place = spans.last(through: frequency.end(of: Day(first)).number)
        return place >= 0 && spans.ends[place] >= first ? place : nil
    }

    /// The first session of a node's data: a combination of symbols begins with the last one, a basket with its first
    /// member.
    func beginning(of node: Node, member: String?) -> Int32? {
        var (binding, loose): ([String], [String]) = ([], [])
        node.collectSymbols(into: &binding)
        if node.readsMember, let member { binding.append(member) }
        node.collectLooseSymbols(into: &loose)
        func firsts(_ symbols: [String]) -> [Int32] {
            symbols.compactMap { symbol in
                instrument(symbol).flatMap { $0.barUnit == frequency ? $0.axis.days.first : nil }
            }
        }
        return firsts(binding).max() ?? firsts(loose).min()
    }

    /// Whether a session (or a slower reading) belongs to the period before this one, which is the first that is loaded.
    static func begins(
        _ day: Day, inside bar: CalendarUnit, _ frequency: CalendarUnit, _ calendar: TradingCalendar
    ) -> Bool {
        let start = bar.start(of: day)
        if frequency != .day { return frequency.start(of: day) > start }
        guard calendar != .none else { return false }
        var earlier = start
        while earlier < day {
            if calendar.isSession(earlier) { return true }
            earlier = earlier + 1
        }
        return false
    }
}

extension Evaluator {
    /// For each bar, the first bar of a look-back; −1 where the axis does not reach back that far.
    func lookBackStarts(_ lookBack: Node) throws(EngineError) -> [Int] {
        guard case .duration(let span) = lookBack.op else { return [Int](repeating: 0, count: count) }
        try frame.check(span, least: 2, at: lookBack.span)
        if span.count == 1, span.unit == frame.spans.bar {
            let word = frame.frequency.unitWord
            throw EngineError(
                .badDuration, lookBack.span,
                "`\(span.text)` holds only the \(word) that is judged; use `\(CalendarSpan(2, span.unit).text)`")
        }
        let spans = isWhole ? frame.spans : frame.spans.part(bars)
        return spans.before(span).map { $0 < 0 ? -1 : $0 + 1 }
    }
}

extension QueryClauses {
    /// Refuses lengths in clauses that are shorter than the bars.
    func checkSpans(on frequency: CalendarUnit) throws(EngineError) {
        guard frequency != .day else { return }
        if case .last(let length) = window {
            try Spans.check(length, on: frequency, at: windowSpan ?? span)
        }
        for horizon in next { try Spans.check(horizon.length, on: frequency, at: horizon.span) }
        if let apart { try Spans.check(apart.length, on: frequency, at: apart.span) }
    }

    /// The base of `last 3m` on bars: that much before the newest bar that counts.
    ///
    /// - Parameter sessions: the sessions that end the window; for a member that stopped, another member's.
    func base(ofLast span: CalendarSpan, sessions: [Int32], on frame: Frame) -> Int {
        let bar = frame.spans.bar
        guard bar != .day, var newest = sessions.last.map({ Day($0) }) else { return -1 }
        if frame.base != nil, !includesPartial, frame.isPartial(newest) {
            let finished = Axis(sessions).lowerBound(bar.start(of: newest))
            guard finished > 0 else { return -1 }
            newest = Day(sessions[finished - 1])
        }
        return frame.spans.last(through: frame.spans.edge(bar.end(of: newest).number, span))
    }
}

extension EventStudy {
    /// An event begins on or after the bar where the look-ahead of the last one ends, so that `3m apart` and `next 3m`
    /// never use a stretch twice.
    static func apart(_ events: [Int], _ request: ResolvedQuery, _ frame: Frame) -> [Int] {
        guard let apart = request.plan.apart else { return events }
        let ends = frame.forwardEnds(apart.length, newest: frame.days.count - 1)
        var kept: [Int] = []
        var free = 0
        for event in events where event >= free {
            kept.append(event)
            free = ends[event] < 0 ? Int.max : max(ends[event], event + 1)
        }
        return kept
    }
}
