import TapeStore
import TapeSyntax
import TapeTime

/// `return S… next 1m, 3m after COND`: what followed each event, and what follows any session.
enum EventStudy {
    static func answer(_ request: Request) throws(EngineError) -> Answer {
        guard let after = request.plan.after else {
            throw EngineError(
                .clauseNotTaken, request.plan.span, "`next` wants to know after what: an `after` clause",
                [.init("like", "return rut next 1m, 3m after streak(rut over spx) reaches 10")])
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
        _ request: Request, _ after: Node, _ group: (members: [String], name: String)
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

    /// What followed the events of one member, or of a query without a group. Outcomes that are not known are missing.
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

    /// The sessions of the condition or of a subject, and what is computed on them.
    struct Place {
        let frame: Frame
        let window: Window
        let evaluator: Evaluator
        /// For each session of the condition, the session here; nil where the two are the same.
        var rows: [Int32]?

        /// What is not over is no outcome either.
        var newest: Int { window.newestFinished(frame) - 1 }

        /// Where an event lies here; nil where there is no such session.
        func index(of event: Int) -> Int? {
            guard let rows else { return event }
            return rows[event] < 0 ? nil : Int(rows[event])
        }

        /// The stretches of sessions here that lie in stretches of the condition's.
        ///
        /// - Parameter events: where the condition lives. Dates of its own say nothing about the sessions between them: any
        ///   session of the subject's in its window is meant.
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

    /// What is asked of each frame.
    struct Study: Sendable {
        let request: Request
        let after: Node
        let nodes: [Node]

        /// Where the events of a query without a group lie: on the condition's own sessions, or on those of a subject where
        /// the condition speaks of series that are slower than it, or of none.
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

        /// Where those of a member of a group lie.
        func place(_ view: MemberView) throws(EngineError) -> Place {
            let window = try begun(view.window, view.frame, member: view.symbol)
            return Place(
                frame: view.frame, window: window,
                evaluator: request.evaluator(view.frame, window, member: view.symbol))
        }

        /// The window from where the first of the subjects has begun: what no subject can follow is no event.
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
                    "the subjects have no session on which `\(after.label)` could be judged",
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

        /// One event a run: its first judged session, which of a run that began before the window lies before the window.
        /// Of events nearer to each other than `apart` the first is kept.
        func events(_ verdicts: Verdicts, _ filter: [Truth]?, _ place: Place) -> Found {
            let scan = RunScan(
                verdicts, filter: filter, days: place.frame.days, window: place.window.range,
                start: place.frame.commonStart, isDaily: place.frame.hasSessionsDaily)
            // Dates of a series' own do not follow each other: each on which it holds is an event.
            let begun =
                place.frame.isSparse
                ? place.window.range.filter { verdicts.holds($0, filter) == true }
                : scan.runs.filter { !$0.beganBefore }.map(\.first)
            return Found(
                events: apart(begun, request, place.frame), held: scan.held, begun: begun.count,
                begunBefore: place.frame.isSparse ? 0 : scan.runs.count - begun.count)
        }

        /// By column, what followed those judged sessions whose outcome lies around the middle of all.
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

        /// Each subject with each look ahead: where it is read, its values, the last one known on each bar, and the bar that
        /// the look ahead ends on.
        func forEachColumn(
            _ place: Place,
            _ body: (_ column: Int, _ subject: Place, _ values: [Double], _ known: [Double], _ ends: [Int]) -> Void
        ) throws(EngineError) {
            var column = 0
            for node in nodes {
                let subject = try self.place(of: node, beside: place)
                var values = try subject.evaluator.series(node)
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

        /// The sessions a subject is read on: its own, up to its newest.
        private func place(of node: Node, beside events: Place) throws(EngineError) -> Place {
            let member = node.readsMember ? events.evaluator.member : nil
            if events.frame.isWhole(node, member: member, through: request.plan.asOf) { return events }
            let own = try request.frame([node], member: member)
            if own.frequency > events.frame.frequency {
                // A slower series is held on the sessions of the events.
                events.frame.isAskedOfOthers = true
                return events
            }
            let window = try request.plan.window(on: own)
            return Place(
                frame: own, window: window, evaluator: request.evaluator(own, window, member: member),
                rows: events.frame.rows(of: own))
        }

        /// What a column is of.
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
