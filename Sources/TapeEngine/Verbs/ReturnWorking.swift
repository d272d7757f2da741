import TapeStore
import TapeSyntax
import TapeTime

/// Changes: last value ÷ base value − 1, with the days of both.
struct ReturnWorking: Working {
    let request: ResolvedQuery
    /// In table order.
    let rows: [ReturnVerb.Row]

    func why(_ asked: AskedRow) throws(EngineError) -> Answer {
        let unit = ReturnVerb.unit(rows)
        let shown = asked.row.map { [rows[$0]] } ?? rows
        let sentences = shown.map { row in
            let name = row.symbol.uppercased()
            guard !row.base.isNaN, !row.last.isNaN else { return "\(name): a value is missing, so there is no change." }
            let change = Close(row.last, Day(row.to)).change(from: Close(row.base, Day(row.from)), unit)
            return "\(name): \(change)."
        }
        guard let row = asked.row.map({ rows[$0] }) else {
            let nodes = request.expandedSubjects()
            let frame = try request.frame(Array(nodes.prefix(1)))
            return request.working(sentences, nil, frame, try request.plan.windowWithData(on: frame), nodes)
        }
        let (node, frame, own) = try place(of: row)
        var window = own
        if row.bucket != nil {
            // A bucket has its own range and base.
            let axis = Axis(frame.days)
            let base = axis.lowerBound(Day(row.from))
            window.range = max(base + 1, window.range.lowerBound)..<axis.upperBound(Day(row.to))
            window.base = base
        }
        return request.working(sentences, nil, frame, window, [node])
    }

    /// The sessions of a row: those of its subject.
    private func place(of row: ReturnVerb.Row) throws(EngineError) -> (node: Node, frame: Frame, window: Window) {
        var anchored = request
        let node: Node
        let frame: Frame
        let parts = request.subjects.indices.map { request.expanded($0) }
        switch parts[row.subject] {
        case .itself(let subject):
            node = subject
            let named = ReturnVerb.named(parts)
            frame = try ReturnVerb.frame(of: node, among: named, try request.frame(named), request)
        case .members(let members, _):
            node = Node.symbol(row.symbol, request.query.span)
            anchored.plan.anchor = try request.anchor(members, [])
            frame = try request.frame([], member: row.symbol)
        case .expressions(let nodes, _):
            node = nodes[row.part]
            anchored.plan.anchor = request.anchor(ofEach: nodes)
            frame = try request.frame([node])
        }
        return (node, frame, try anchored.plan.windowWithData(on: frame))
    }
}
