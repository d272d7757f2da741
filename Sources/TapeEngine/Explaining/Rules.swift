import TapeStore
import TapeSyntax
import TapeTime

/// What was read for a query and which rules were applied to it, as steps with rows and dates.
enum Rules {
    /// The steps in their order: reading, alignment, bars, filter, judged bars, base.
    ///
    /// - Parameter bars: the judged bars; nil if all bars of the window were judged.
    static func steps(
        _ request: ResolvedQuery, _ frame: Frame, _ window: Window, _ nodes: [Node], judged bars: JudgedBars? = nil
    ) -> [String] {
        // A query for the newest value has no window.
        let read = nodes + (request.plan.filter.map { [$0] } ?? [])
        let hasWindow = request.query.verb.clauses.contains(.window)
        return [
            reading(frame, read), alignment(frame, nodes), self.bars(frame, window), filter(request),
            hasWindow ? judged(frame, window, bars) : nil, base(request, frame, window),
        ]
        .compactMap { $0 }
    }

    private static func reading(_ frame: Frame, _ nodes: [Node]) -> String {
        var symbols: [String] = []
        for node in nodes { node.collectSymbols(into: &symbols) }
        var loose: [String] = []
        for node in nodes { node.collectLooseSymbols(into: &loose) }
        var named = symbols.prefix(4).map { symbol -> String in
            guard let instrument = frame.instrument(symbol) else { return symbol.uppercased() }
            return
                "\(symbol.uppercased()) \(frame.mainColumn(symbol)) (\(Format.count(instrument.axis.count, "row")), \(Frame.describeSpan(instrument)))"
        }
        if symbols.count > 4 { named.append("\(Format.count(symbols.count - 4)) more") }
        if !loose.isEmpty {
            named.append("\(Format.count(Set(loose).count, "member")) of a group, where each has data")
        }
        return named.isEmpty ? "Read no data: only numbers are named." : "Read \(named.joined(separator: "; "))."
    }

    private static func filter(_ request: ResolvedQuery) -> String? {
        request.plan.filter.map { "Kept only where \(Meaning.condition($0))." }
    }

    private static func alignment(_ frame: Frame, _ nodes: [Node]) -> String? {
        var symbols: [String] = []
        for node in nodes { node.collectSymbols(into: &symbols) }
        guard symbols.filter({ frame.has($0) }).count > 1 else { return nil }
        let base = frame.base ?? frame
        guard let last = base.days.last, base.commonStart < base.days.count else { return nil }
        let count = base.days.count - base.commonStart
        let lost = base.dropped.reduce(0) { $0 + $1.days.count }
        let dropped = lost == 0 ? "" : "; \(Format.count(lost, "session")) not common to all left out"
        let held = base.held.map {
            " \($0.symbol.uppercased()) is \($0.frequency.adjective) and holds from the first session after its period."
        }
        return
            "Aligned on \(Format.count(count, "common session")), \(Day(base.days[base.commonStart])) → \(Day(last))\(dropped). Returns are taken between consecutive common sessions.\(held.joined())"
    }

    private static func bars(_ frame: Frame, _ window: Window) -> String? {
        guard frame.base != nil else { return nil }
        let partial = window.leftOutPartial.map { " The one to \($0) is not over and is left out." } ?? ""
        return
            "Built \(Format.count(frame.days.count, "\(frame.frequency.adjective) bar")), each labelled with its last session.\(partial)"
    }

    private static func judged(_ frame: Frame, _ window: Window, _ bars: JudgedBars?) -> String? {
        guard !window.range.isEmpty else { return nil }
        let bars = bars ?? JudgedBars(Array(window.range), on: frame)
        let judged = Format.count(bars.count, frame.frequency.unitWord)
        guard let days = bars.days else { return "Judged \(judged)." }
        return
            "Judged \(judged), \(days.lowerBound) → \(days.upperBound); earlier sessions remain visible to returns and look-backs."
    }

    private static func base(_ request: ResolvedQuery, _ frame: Frame, _ window: Window) -> String? {
        let verb = request.query.verb
        guard verb.traits.contains(.fromBase), request.plan.next.isEmpty,
            request.operands.isEmpty || verb.shape == .pair
        else { return nil }
        if verb.traits.contains(.ofNewest), case .all = request.plan.window {
            return "The base of a change is the session before: no window is given."
        }
        guard let base = window.base else {
            return "No close precedes the window, so the change starts from its first close."
        }
        return "The base of a change is the close of \(Day(frame.days[base])): \(baseRule(request.plan))."
    }

    private static func baseRule(_ plan: QueryClauses) -> String {
        switch plan.window {
        case .between(let first?, _) where first.isDay: "a single day starts from that day's close"
        case .between, .inside: "a span starts from the last close before it"
        case .last(let span) where span.unit == .day: "a number of sessions starts from the close before them"
        case .last where (plan.frequency ?? .day) != .day:
            "the last bar whose period ends that much before the end of the newest one"
        case .last: "the last close on or before the day that much earlier"
        case .toDate: "the last close before the period"
        case .all: "the close before the window"
        }
    }
}
