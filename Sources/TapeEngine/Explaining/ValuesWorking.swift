import TapeStore
import TapeSyntax
import TapeTime

/// The values used, and the formulas of the functions named: for `show`, `plot`, `rank`, a bare expression, and every
/// verb without a working of its own.
struct ValuesWorking: Working {
    let request: ResolvedQuery
    /// The subject of each row.
    var row: @Sendable (Int) -> Row = { _ in Row() }

    struct Row {
        var member: String?
        /// Its session, if each row is a session.
        var day: Int32?
        /// The place of its bucket.
        var bucket: Int?
        /// A sentence about it, shown in addition to the values.
        var sentence: String?
    }

    /// Without `where` all bars are judged; if the query is about the newest bar, `where` picks members, not bars.
    private var filter: Node? { request.query.verb.traits.contains(.ofNewest) ? nil : request.plan.filter }

    func judged(_ member: String?) throws(EngineError) -> JudgedBars? {
        guard filter != nil else { return nil }
        let nodes = nodes(member)
        guard member != nil || nodes.contains(where: request.readsData) else { return nil }
        return try judged(member, on: request.frame(nodes, member: member))
    }

    private func judged(_ member: String?, on frame: Frame) throws(EngineError) -> JudgedBars? {
        guard let filter else { return nil }
        let window = try request.plan.windowWithData(on: frame)
        let truths = try request.evaluator(frame, window, member: member).condition(filter)
        return JudgedBars(window.range.filter { truths[$0] == .yes }, on: frame)
    }

    /// The series and conditions of the query, each with the parts it is computed from.
    private func nodes(_ member: String?) -> [Node] {
        var nodes: [Node] = []
        for node in request.expandedSubjects() + request.operands { node.forMember(member).collectRead(into: &nodes) }
        return nodes
    }

    func why(_ asked: AskedRow) throws(EngineError) -> Answer {
        let shown = asked.shown.map(row)
        let member = request.group.map { shown?.member ?? $0.members[0] }
        let nodes = nodes(member)
        let name = member.map { " Shown for \($0.uppercased())." } ?? ""
        guard nodes.contains(where: request.readsData) else { return request.sentence(name) }
        let frame = try request.frame(nodes, member: member)
        var window = try request.plan.windowWithData(on: frame)
        if asked.row != nil, let bucket = request.plan.bucket, let place = shown?.bucket {
            window = try request.bucketWindows(bucket, frame, window)[place].window
        }
        let evaluator = request.evaluator(frame, window, member: member)
        var rows = Array(window.range)
        if let filter = try request.filter(evaluator), shown?.day != nil { rows.removeAll { filter[$0] != .yes } }
        if asked.row != nil, let day = shown?.day, let bar = frame.days.firstIndex(of: day) {
            // Together with the bars that its functions look back to.
            let back = nodes.compactMap(\.barsWanted).max() ?? (nodes.allSatisfy(\.isColumn) ? 0 : 1)
            rows = Array(max(0, bar - back)...bar)
        }
        var columns = [TableColumn("session", .dates(rows.map { frame.days[$0] }))]
        for node in nodes where node.kind == .series {
            let values = try evaluator.series(node)
            columns.append(TableColumn(Phrases.columnName(node), unit: node.unit, .numbers(rows.map { values[$0] })))
        }
        for node in nodes where node.kind == .condition {
            let truths = try evaluator.condition(node)
            columns.append(
                TableColumn(node.label, .flags(rows.map { truths[$0] == .missing ? nil : truths[$0] == .yes })))
        }
        // A sentence about one session or bucket is left out if the question is about all of them.
        let isOfAll = asked.row == nil && (shown?.day != nil || shown?.bucket != nil)
        let said = (isOfAll ? nil : shown?.sentence).map { [$0] } ?? []
        let asks = (request.expandedSubjects() + request.operands).filter { $0.kind == .number }
        return request.working(
            ["\(Meaning.sentence(request))\(name)"] + said + Node.formulas(nodes + asks), Table(columns), frame, window,
            nodes, judged: try judged(member, on: frame))
    }
}

/// For verbs that compute nothing over sessions: `why` repeats the meaning of the query.
struct SentenceWorking: Working {
    let request: ResolvedQuery

    func why(_ asked: AskedRow) throws(EngineError) -> Answer { request.sentence() }
}

extension Node {
    /// Adds the series and conditions it is computed from; for a figure of the window, those behind the figure.
    fileprivate func collectRead(into nodes: inout [Node]) {
        switch kind {
        case .series, .condition: collectParts(into: &nodes)
        case .number: for child in children { child.collectRead(into: &nodes) }
        default: break
        }
    }
}
