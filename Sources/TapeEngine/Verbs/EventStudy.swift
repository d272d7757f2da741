import TapeStore
import TapeSyntax
import TapeTime

/// `return S… next 1m, 3m after COND`: what followed each event, and what follows any session.
enum EventStudy {
    static func answer(_ request: ResolvedQuery) throws(EngineError) -> Answer {
        guard let after = request.plan.after else {
            throw EngineError(
                .clauseNotTaken, request.plan.span, "`next` needs an `after` clause: after which events",
                [.init("example", "return rut next 1m, 3m after streak(rut over spx) reaches 10")])
        }
        if let group = request.group { return try pooled(request, after, group) }
        let study = Study(request: request, after: after, nodes: request.expandedSubjects())
        let place = try study.place()
        let outcomes = try study.outcomes(place)
        let notes = request.notes(place.frame, place.window) + request.historyNote(place.frame, place.window)
        return try EventAnswer.answer(study, [(nil, outcomes)], notes, frame: place.frame) {
            (middles) throws(EngineError) in
            [try study.around(middles, outcomes, place)]
        }
    }

    /// The events of each member of a group, and what followed them, all together.
    private static func pooled(
        _ request: ResolvedQuery, _ after: Node, _ group: (members: [String], name: String)
    ) throws(EngineError) -> Answer {
        let nodes = try request.subjects.indices.map { (index) throws(EngineError) in
            try member(request, index, group)
        }
        let study = Study(request: request, after: after, nodes: nodes)
        let found = try request.memberRows(group.members, [after]) {
            (view) throws(EngineError) -> (symbol: String?, outcomes: Outcomes) in
            (view.symbol, try study.outcomes(try study.place(view)))
        }
        return try EventAnswer.answer(study, found.rows, found.notes.notes, frame: nil) {
            (middles) throws(EngineError) in
            let places = Dictionary(uniqueKeysWithValues: found.rows.indices.map { (found.rows[$0].symbol!, $0) })
            return try request.memberRows(group.members, [after]) { (view) throws(EngineError) in
                try study.around(middles, found.rows[places[view.symbol]!].outcomes, try study.place(view))
            }.rows
        }
    }

    /// A subject as evaluated for each member: one of the group whose events these are, or of no group.
    private static func member(
        _ request: ResolvedQuery, _ index: Int, _ group: (members: [String], name: String)
    ) throws(EngineError) -> Node {
        let node = request.subjects[index]
        var asked = request.spread[index]
        if case .group(let members, let name) = node.op { asked = (members, name) }
        guard let asked else { return node }
        guard asked.members == group.members else {
            throw EngineError(
                .twoGroups, node.span,
                "the events are those of each member of \(group.name), but `\(asked.name)` is another group",
                [.init("example", "basket(\(asked.name))")])
        }
        guard case .group = node.op else { return node }
        return Node(op: .column(.member, nil), kind: .series, unit: .price, span: node.span, label: node.label)
    }

    /// The study of only one member of the group.
    static func request(
        _ request: ResolvedQuery, of symbol: String, _ group: (members: [String], name: String)
    ) throws(EngineError) -> ResolvedQuery {
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

    /// What followed the events of one member, or of a query without a group. Unknown outcomes are missing.
    struct Outcomes: Sendable {
        /// The days of the events.
        var events: [Int32]
        /// Sessions on which the condition held, and the runs of them that began inside the window.
        var held: Int
        var begun: Int
        /// Runs that began before the window.
        var begunBefore: Int
        /// By column, what followed each event.
        var followed: [[Double]] = []
        /// By column, the events whose look ahead is not over, and those on which the subject has no value to start from.
        var open: [Int] = []
        var lacking: [Int] = []
        /// The stretches of judged sessions.
        var judged: [Range<Int>]
        /// By column, what followed any judged session.
        var base: [OutcomeTally] = []
        /// The first and the last day of the window.
        var window: ClosedRange<Day>
    }

    /// The sessions of the condition or of a subject, and the values computed on them.
    struct Place {
        let frame: Frame
        let window: Window
        let evaluator: Evaluator
        /// For each session of the condition, the session here; nil where the two are the same.
        var rows: [Int32]?
        /// Whether a subject that is slower than the sessions here has begun by the last of them.
        var hasBegun = true

        /// An unfinished outcome does not count either.
        var newest: Int { window.newestFinished(frame) - 1 }

        /// The place of an event here; nil where there is no such session.
        func index(of event: Int) -> Int? {
            guard let rows else { return event }
            return rows[event] < 0 ? nil : Int(rows[event])
        }

        /// The stretches of sessions here that are within stretches of the condition's.
        ///
        /// - Parameter events: the sessions of the condition. Sparse dates say nothing about those between: any
        ///   session of the subject in its window counts.
        func stretches(_ others: [Range<Int>], of events: Place) -> [Range<Int>] {
            guard rows != nil else { return others }
            if events.frame.isSparse, !frame.isSparse { return [window.range] }
            var found: [Range<Int>] = []
            for here in others.joined().lazy.compactMap({ index(of: $0) }) {
                if let last = found.last, last.upperBound == here {
                    found[found.count - 1] = last.lowerBound..<here + 1
                } else {
                    found.append(here..<here + 1)
                }
            }
            return found
        }
    }

    /// The events on one frame, with the runs they are the first sessions of.
    struct Found {
        var events: [Int]
        var held: Int
        var begun: Int
        var begunBefore: Int
    }

    /// What each frame must provide.
    struct Study: Sendable {
        let request: ResolvedQuery
        let after: Node
        let nodes: [Node]

        /// The sessions of the events of a query without a group: the condition's own, or those of a subject where
        /// the condition reads only slower series, or none.
        func place() throws(EngineError) -> Place {
            let own = request.readsData(after) ? try request.frame([after]) : nil
            var frame = own
            for node in nodes {
                let subject = try request.frame([node])
                if frame == nil || subject.frequency < frame!.frequency { frame = subject }
            }
            guard let frame else { preconditionFailure("a list has subjects") }
            let window = try begun(try request.plan.windowWithData(on: frame), frame, member: nil)
            return Place(frame: frame, window: window, evaluator: request.evaluator(frame, window))
        }

        /// The sessions of the events of a member of a group.
        func place(_ view: MemberView) throws(EngineError) -> Place {
            let window = try begun(view.window, view.frame, member: view.symbol)
            return Place(
                frame: view.frame, window: window,
                evaluator: request.evaluator(view.frame, window, member: view.symbol))
        }

        /// The window from where the first of the subjects has begun: an event that no subject follows does not count.
        private func begun(_ window: Window, _ frame: Frame, member: String?) throws(EngineError) -> Window {
            let firsts = nodes.compactMap { node -> Int32? in
                var symbols: [String] = []
                node.collectSymbols(into: &symbols)
                if node.readsMember, let member { symbols.append(member) }
                var loose: [String] = []
                node.collectLooseSymbols(into: &loose)
                // A basket begins with its first member.
                return symbols.compactMap { frame.instrument($0)?.axis.days.first }.max()
                    ?? loose.compactMap { frame.instrument($0)?.axis.days.first }.min()
            }
            guard firsts.count == nodes.count, let first = firsts.min() else { return window }
            var window = window
            let lower = max(window.range.lowerBound, Axis(frame.days).lowerBound(Day(first)))
            guard lower < window.range.upperBound else {
                throw EngineError(
                    .noCommonSessions, request.query.span,
                    "the subjects have no session on which `\(after.label)` can be judged",
                    [.init("loaded", "the first of them begins on \(Day(first))")])
            }
            window.range = lower..<window.range.upperBound
            return window
        }

        func outcomes(_ place: Place) throws(EngineError) -> Outcomes {
            let (frame, window) = (place.frame, place.window)
            let verdicts = try place.evaluator.verdicts(after)
            let filter = try request.filter(place.evaluator)
            let found = events(verdicts, filter, place)
            var outcomes = Outcomes(
                events: found.events.map { frame.days[$0] }, held: found.held, begun: found.begun,
                begunBefore: found.begunBefore, judged: verdicts.judged(window.range, filter),
                window: Day(frame.days[window.range.lowerBound])...Day(frame.days[window.range.upperBound - 1]))
            try forEachColumn(place) { _, subject, values, known, ends in
                var (open, lacking) = (0, 0)
                outcomes.followed.append(
                    found.events.map { event in
                        guard let index = subject.index(of: event), values[index] > 0 else {
                            lacking += 1
                            return .nan
                        }
                        if ends[index] < 0 { open += 1 }
                        return forward(values[index], known, ends[index])
                    })
                outcomes.open.append(open)
                outcomes.lacking.append(lacking)
                var tally = OutcomeTally()
                for bars in subject.stretches(outcomes.judged, of: place) {
                    tally.add(followed(values, known, ends, bars).span)
                }
                outcomes.base.append(tally)
            }
            return outcomes
        }

        /// One event per run: its first judged session, which is before the window if the run began before it.
        /// Of events closer to each other than `apart` the first is kept.
        func events(_ verdicts: Verdicts, _ filter: [Truth]?, _ place: Place) -> Found {
            let scan = RunScan(
                verdicts, filter: filter, days: place.frame.days, window: place.window.range,
                start: place.frame.commonStart, isDaily: place.frame.hasSessionsDaily)
            // A sparse series' dates are not consecutive: each on which it holds is an event.
            let begun =
                place.frame.isSparse
                ? place.window.range.filter { verdicts.holds($0, filter) == true }
                : scan.runs.filter { !$0.beganBefore }.map(\.first)
            return Found(
                events: apart(begun, request, place.frame), held: scan.held, begun: begun.count,
                begunBefore: place.frame.isSparse ? 0 : scan.runs.count - begun.count)
        }

        /// By column, what followed those judged sessions whose outcome is around the middle of all.
        func around(
            _ middles: [OutcomeTally.Middle], _ outcomes: Outcomes, _ place: Place
        ) throws(EngineError) -> [[Double]] {
            var found = [[Double]](repeating: [], count: middles.count)
            try forEachColumn(place) { column, subject, values, known, ends in
                for bars in subject.stretches(outcomes.judged, of: place) {
                    middles[column].take(followed(values, known, ends, bars).span, into: &found[column])
                }
            }
            return found
        }

        /// Each subject with each look-ahead: its sessions, its values, the last one known on each bar, and the bar
        /// that the look-ahead ends on.
        func forEachColumn(
            _ place: Place,
            _ body: (_ column: Int, _ subject: Place, _ values: [Double], _ known: [Double], _ ends: [Int]) -> Void
        ) throws(EngineError) {
            var column = 0
            for node in nodes {
                let subject = try self.place(of: node, beside: place)
                var values =
                    subject.hasBegun
                    ? try subject.evaluator.series(node) : Rolling.missing(subject.frame.days.count)
                if let front = subject.frame.partialFront(node, member: subject.evaluator.member) {
                    values[front] = .nan
                }
                let known = Shape.lastKnown(values)
                for horizon in request.plan.next {
                    let ends = subject.frame.forwardEnds(horizon.length, newest: subject.newest)
                    body(column, subject, values, known, ends)
                    column += 1
                }
            }
        }

        /// The sessions on which a subject is read: its own, up to its newest.
        private func place(of node: Node, beside events: Place) throws(EngineError) -> Place {
            let member = node.readsMember ? events.evaluator.member : nil
            if events.frame.isWhole(node, member: member, through: request.plan.asOf) { return events }
            let own = try request.frame([node], member: member)
            if own.frequency > events.frame.frequency {
                // A slower series is held on the sessions of the events; one that begins later has no value on them.
                events.frame.isAskedOfOthers = true
                var place = events
                place.hasBegun = events.frame.days.last.map { own.beginning.number <= $0 } ?? false
                return place
            }
            let window = try request.plan.window(on: own)
            return Place(
                frame: own, window: window, evaluator: request.evaluator(own, window, member: member),
                rows: events.frame.rows(of: own))
        }

        /// The subject and look-ahead of a column.
        func column(_ index: Int) -> (node: Node, horizon: (length: CalendarSpan, label: String)) {
            let horizons = request.plan.next
            let horizon = horizons[index % horizons.count]
            return (nodes[index / horizons.count], (horizon.length, horizon.label))
        }

        var columnCount: Int { nodes.count * request.plan.next.count }
    }

    /// The change from a value to the one at a bar; missing where there is no such bar yet.
    @inline(__always)
    private static func forward(_ value: Double, _ values: [Double], _ end: Int) -> Double {
        guard end >= 0, value > 0 else { return .nan }
        return values[end] / value - 1
    }

    /// What followed each bar of a stretch.
    private static func followed(
        _ values: [Double], _ known: [Double], _ ends: [Int], _ bars: Range<Int>
    ) -> [Double] {
        unsafe Kernel.column(bars.count) { target in
            for bar in bars { unsafe target[bar &- bars.lowerBound] = forward(values[bar], known, ends[bar]) }
        }
    }
}
