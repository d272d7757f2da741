import TapeStore
import TapeSyntax

/// `return S… next 1m, 3m after COND`: what followed each event, and what follows any session.
enum EventStudy {
    /// With fewer events than this a mean says little, and a note says so.
    private static let smallSample = 10

    static func answer(_ request: Request) throws(EngineError) -> Answer {
        guard let after = request.plan.after else {
            throw EngineError(
                .clauseNotTaken, request.plan.span, "`next` wants to know after what: an `after` clause",
                [.init("like", "return rut next 1m, 3m after streak(rut over spx) reaches 10")])
        }
        if let group = request.group { return try pooled(request, after, group) }
        let nodes = request.expandedSubjects()
        let frame = try request.frame(nodes)
        let window = try request.plan.windowWithData(on: frame)
        let study = Study(request: request, after: after, nodes: nodes)
        let evaluator = request.evaluator(frame, window)
        let outcomes = try study.outcomes(frame, window, evaluator)
        let notes = request.notes(frame, window) + request.historyNote(frame, window)
        return try answer(study, [(nil, outcomes)], notes, frame: frame) { (middles) throws(EngineError) in
            [try study.around(middles, outcomes, frame, window, evaluator)]
        }
    }

    /// The events of each member of a group, and what followed them, all together.
    private static func pooled(
        _ request: Request, _ after: Node, _ group: (members: [String], name: String)
    ) throws(EngineError) -> Answer {
        let nodes = try request.subjects.indices.map { (index) throws(EngineError) in
            try member(request, index, group)
        }
        let study = Study(request: request, after: after, nodes: nodes)
        let found = try request.memberRows(group.members, nodes + [after]) {
            (view) throws(EngineError) -> (symbol: String?, outcomes: Outcomes) in
            (view.symbol, try study.outcomes(view.frame, view.window, view.evaluator))
        }
        return try answer(study, found.rows, found.notes.notes, frame: nil) { (middles) throws(EngineError) in
            let places = Dictionary(uniqueKeysWithValues: found.rows.indices.map { (found.rows[$0].symbol!, $0) })
            return try request.memberRows(group.members, nodes + [after]) { (view) throws(EngineError) in
                let outcomes = found.rows[places[view.symbol]!].outcomes
                return try study.around(middles, outcomes, view.frame, view.window, view.evaluator)
            }.rows
        }
    }

    /// A subject as each member is asked it: of the group whose events these are, or of no group.
    private static func member(
        _ request: Request, _ index: Int, _ group: (members: [String], name: String)
    ) throws(EngineError) -> Node {
        let node = request.subjects[index]
        var asked = request.spread[index]
        if case .group(let members, let name) = node.op { asked = (members, name) }
        guard let asked else { return node }
        guard asked.members == group.members else {
            throw EngineError(
                .twoGroups, node.span,
                "the events are those of each member of \(group.name), and `\(asked.name)` is another group",
                [.init("like", "basket(\(asked.name)) in its place makes one series of it")])
        }
        guard case .group = node.op else { return node }
        return Node(op: .column(.member, nil), kind: .series, unit: .price, span: node.span, label: node.label)
    }

    /// The study of one member of the group alone.
    static func request(
        _ request: Request, of symbol: String, _ group: (members: [String], name: String)
    ) throws(EngineError) -> Request {
        var one = request
        one.group = nil
        one.plan.anchor = nil
        one.plan.after = request.plan.after?.forMember(symbol)
        one.subjects = try request.subjects.indices.map { (index) throws(EngineError) in
            try member(request, index, group).forMember(symbol)
        }
        one.spread = [:]
        return one
    }

    /// What followed the events on one frame. Outcomes that are not known yet are missing.
    private struct Outcomes: Sendable {
        /// The days of the events.
        var events: [Int32]
        /// By column, what followed each event.
        var followed: [[Double]] = []
        /// The stretches of judged sessions.
        var judged: [Range<Int>]
        /// By column, what followed any judged session.
        var base: [OutcomeTally] = []
        /// The first and the last day of the window.
        var window: ClosedRange<Int32>
    }

    /// What is asked of each frame.
    private struct Study: Sendable {
        let request: Request
        let after: Node
        let nodes: [Node]

        func outcomes(_ frame: Frame, _ window: Window, _ evaluator: Evaluator) throws(EngineError) -> Outcomes {
            let verdicts = try evaluator.verdicts(after)
            let filter = try request.filter(evaluator)
            let events = apart(eventsOf(verdicts, filter, frame, window.range), request, frame)
            var outcomes = Outcomes(
                events: events.map { frame.days[$0] }, judged: verdicts.judged(window.range, filter),
                window: frame.days[window.range.lowerBound]...frame.days[window.range.upperBound - 1])
            try forEachColumn(frame, window, evaluator) { _, values, ends in
                outcomes.followed.append(events.map { forward(values[$0], values, ends[$0]) })
                var tally = OutcomeTally()
                for bars in outcomes.judged { tally.add(followed(values, ends, bars).span) }
                outcomes.base.append(tally)
            }
            return outcomes
        }

        /// By column, what followed those judged sessions whose outcome lies around the middle of all.
        func around(
            _ middles: [OutcomeTally.Middle], _ outcomes: Outcomes, _ frame: Frame, _ window: Window,
            _ evaluator: Evaluator
        ) throws(EngineError) -> [[Double]] {
            var found = [[Double]](repeating: [], count: middles.count)
            try forEachColumn(frame, window, evaluator) { column, values, ends in
                for bars in outcomes.judged {
                    middles[column].take(followed(values, ends, bars).span, into: &found[column])
                }
            }
            return found
        }

        /// Each subject with each look ahead.
        private func forEachColumn(
            _ frame: Frame, _ window: Window, _ evaluator: Evaluator, _ body: (Int, [Double], [Int]) -> Void
        ) throws(EngineError) {
            // What is not over is no outcome either.
            let newest = frame.days.count - (window.leftOutPartial == nil ? 1 : 2)
            var column = 0
            for node in nodes {
                var values = try evaluator.series(node)
                if let front = frame.partialFront(node, member: evaluator.member) { values[front] = .nan }
                for horizon in request.plan.next {
                    body(column, values, frame.forwardEnds(horizon.length, horizon.unit, newest: newest))
                    column += 1
                }
            }
        }
    }

    /// The events in order of date with what followed them, and the figures of all below.
    private static func answer(
        _ study: Study, _ parts: [(symbol: String?, outcomes: Outcomes)], _ given: [Note], frame: Frame?,
        around: ([OutcomeTally.Middle]) throws(EngineError) -> [[[Double]]]
    ) throws(EngineError) -> Answer {
        let (request, after, nodes) = (study.request, study.after, study.nodes)
        let bases = (0..<nodes.count * request.plan.next.count).map { column in
            parts.reduce(into: OutcomeTally()) { $0.add($1.outcomes.base[column]) }
        }
        let middles = bases.map(\.middle)
        let found = try around(middles)
        let events = parts.indices.flatMap { part in
            parts[part].outcomes.events.indices.map { (part: part, event: $0) }
        }.sorted { a, b in
            let days = (parts[a.part].outcomes.events[a.event], parts[b.part].outcomes.events[b.event])
            return days.0 != days.1 ? days.0 < days.1 : (a.part, a.event) < (b.part, b.event)
        }
        var columns = [
            TableColumn(
                "event", .texts(events.map { Day(parts[$0.part].outcomes.events[$0.event]).text } + summaryLabels))
        ]
        if request.group != nil {
            columns.append(
                TableColumn("symbol", .texts(events.map { parts[$0.part].symbol } + summaryLabels.map { _ in nil })))
        }
        var incomplete = 0
        var fewest = events.count
        var place = 0
        for node in nodes {
            for horizon in request.plan.next {
                let outcomes = events.map { parts[$0.part].outcomes.followed[place][$0.event] }
                incomplete = max(incomplete, outcomes.count { $0.isNaN })
                fewest = min(fewest, outcomes.count { !$0.isNaN })
                let median = middles[place].median(found.flatMap { $0[place] })
                let stats = summary(outcomes, bases[place], median: median)
                var column = TableColumn(
                    "\(Phrases.columnName(node)) \(horizon.label)", unit: .percent, .numbers(outcomes + stats))
                column.rowUnits = outcomes.map { _ in .percent } + summaryUnits
                columns.append(column)
                place += 1
            }
        }
        var notes = given
        if incomplete > 0 {
            notes.append(
                Note(
                    "incomplete",
                    "\(Format.count(incomplete, "event")) too new for the longest look ahead: left out of its figures.")
            )
        }
        if fewest < smallSample {
            notes.append(
                Note(
                    "small",
                    "The sample is small: \(Format.count(fewest, "event")) at the least. Do not lean on the means."))
        }
        let from = parts.map(\.outcomes.window.lowerBound).min() ?? 0
        let to = parts.map(\.outcomes.window.upperBound).max() ?? 0
        let among = request.group == nil ? "" : " of \(Format.count(parts.count, "member"))"
        let headline =
            "\(after.label): \(Format.count(events.count, "event"))\(among), \(Day(from)) → \(Day(to))."
        var answer = request.answer(
            headline: [headline], table: Table(columns), notes: notes, frame: frame,
            displayRows: 20 + summaryLabels.count,
            nodes: nodes + [after])
        // The summary stands at the end.
        answer.showsNewestRows = true
        return answer
    }

    private static let summaryLabels = [
        "mean", "median", "best", "worst", "share up", "n", "any session: mean", "any session: median",
        "any session: share up", "any session: n",
    ]
    private static let summaryUnits: [Unit] = [
        .percent, .percent, .percent, .percent, .share, .count, .percent, .percent, .share, .count,
    ]

    /// - Parameter base: what followed any session, where that is known.
    private static func summary(_ outcomes: [Double], _ base: OutcomeTally, median: Double) -> [Double] {
        let known = outcomes.filter { !$0.isNaN }
        let shareUp = known.isEmpty ? .nan : Double(known.count { $0 > 0 }) / Double(known.count)
        return [
            Sum.mean(known), Statistics.median(known), known.max() ?? .nan, known.min() ?? .nan, shareUp,
            Double(known.count), base.mean, median, base.shareUp, Double(base.count),
        ]
    }

    /// One event a run: its first judged session, which of a run that began before the window lies before the window.
    static func eventsOf(
        _ verdicts: Verdicts, _ filter: [Truth]?, _ frame: Frame, _ window: Range<Int>
    ) -> [Int] {
        RunScan(
            verdicts, filter: filter, days: frame.days, window: window, start: frame.commonStart,
            isDaily: frame.hasSessionsDaily
        ).runs.filter { !$0.beganBefore }.map(\.first)
    }

    /// The change from a value to the one at a bar; missing where there is no such bar yet.
    @inline(__always)
    private static func forward(_ value: Double, _ values: [Double], _ end: Int) -> Double {
        guard end >= 0, value > 0 else { return .nan }
        return values[end] / value - 1
    }

    /// What followed each bar of a stretch.
    private static func followed(_ values: [Double], _ ends: [Int], _ bars: Range<Int>) -> [Double] {
        unsafe Kernel.column(bars.count) { target in
            for bar in bars { unsafe target[bar &- bars.lowerBound] = forward(values[bar], values, ends[bar]) }
        }
    }
}
