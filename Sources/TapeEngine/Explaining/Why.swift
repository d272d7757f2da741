import TapeStore
import TapeSyntax
import TapeTime

/// `why`: the sessions, values and comparisons behind an answer, or behind one row of it as it was shown.
struct Why {
    let request: Request
    /// What the requested row says about itself; nil where none was requested.
    let row: ShownRow?
    /// The first row shown, for verbs where one must be picked.
    let first: ShownRow?

    /// One row of an answer's table, by the columns that identify it.
    struct ShownRow {
        let table: Table
        let index: Int

        func text(_ name: String) -> String? {
            guard case .texts(let values) = table.column(name)?.values else { return nil }
            return values[index]
        }

        func day(_ name: String) -> Int32? {
            guard case .dates(let values) = table.column(name)?.values else { return nil }
            return values[index] == TableColumn.missingDate ? nil : values[index]
        }

        func number(_ name: String) -> Double? {
            guard case .numbers(let values) = table.column(name)?.values, !values[index].isNaN else { return nil }
            return values[index]
        }
    }

    /// - Parameters:
    ///   - row: which row of the answer as it was shown, from 1; nil for the one the headline is about.
    ///   - shown: the answer's table after its pipe.
    static func answer(_ request: Request, row: Int?, shown: Table?) throws(EngineError) -> Answer {
        var picked: ShownRow?
        if let row {
            guard let shown, row >= 1, row <= shown.rowCount else {
                throw EngineError(
                    .tooFewBars, request.query.span,
                    "no row \(row): the answer has \(Format.count(shown?.rowCount ?? 0, "row"))",
                    [.init("example", "why 1")])
            }
            picked = ShownRow(table: shown, index: row - 1)
        }
        let first = shown.flatMap { $0.rowCount > 0 ? ShownRow(table: $0, index: 0) : nil }
        return try request.implementation.why(Why(request: request, row: picked, first: first))
    }

    /// The member of the group that the row is about; without a row, of the first one shown.
    var member: String? {
        guard let group = request.group else { return nil }
        let named = row?.text("symbol") ?? first?.text("symbol")
        return named.flatMap { group.members.contains($0) ? $0 : nil } ?? group.members[0]
    }

    /// The answer of `why`, with what was read and which rules were applied as notes.
    func finish(
        _ headline: [String], _ table: Table?, _ frame: Frame, _ window: Window, _ nodes: [Node]
    ) -> Answer {
        // The rows requested were the answer's, not those behind it.
        var request = request
        request.plan.rows = nil
        request.group = nil
        var answer = request.answer(
            headline: headline, table: table,
            notes: Rules.steps(request, frame, window, nodes).map { Note("rule", $0) },
            frame: frame, displayRows: 30, nodes: nodes)
        answer.query = "why"
        answer.showsNewestRows = true
        return answer
    }

    /// The values used, and the formulas of the functions named.
    func values() throws(EngineError) -> Answer {
        let member = member
        var nodes: [Node] = []
        let asked = request.expandedSubjects() + request.operands
        for node in asked where node.kind == .series || node.kind == .condition {
            Why.collect(member.map { node.forMember($0) } ?? node, into: &nodes)
        }
        let name = member.map { " Shown for \($0.uppercased())." } ?? ""
        let meaning = "\(Meaning.sentence(request))\(name)"
        guard !nodes.isEmpty, nodes.contains(where: request.readsData) else {
            return Answer(query: "why", headline: [meaning])
        }
        let frame = try request.frame(nodes)
        let window = try request.plan.windowWithData(on: frame)
        let evaluator = request.evaluator(frame, window)
        var columns = [TableColumn("session", .dates(window.range.map { frame.days[$0] }))]
        for node in nodes where node.kind == .series {
            let values = try evaluator.series(node)
            columns.append(
                TableColumn(Phrases.columnName(node), unit: node.unit, .numbers(window.range.map { values[$0] })))
        }
        for node in nodes where node.kind == .condition {
            let truths = try evaluator.condition(node)
            columns.append(
                TableColumn(
                    node.label, .flags(window.range.map { truths[$0] == .missing ? nil : truths[$0] == .yes })))
        }
        return finish([meaning] + Why.formulas(nodes), Table(columns), frame, window, nodes)
    }

    /// The node and the nodes below it, each once.
    static func collect(_ node: Node, into nodes: inout [Node]) {
        for child in node.children where child.kind == .series { collect(child, into: &nodes) }
        if !nodes.contains(where: { $0.label == node.label }) { nodes.append(node) }
    }

    static func formulas(_ nodes: [Node]) -> [String] {
        nodes.compactMap { node in
            guard case .call(let entry, _) = node.op else { return nil }
            return "\(entry.name): \(entry.formula)."
        }
    }

    /// `2,718.77 on 2026-01-22 ÷ 2,481.91 on 2025-12-31 − 1 = +9.54%`
    static func quotient(
        _ last: (value: Double, day: Day), _ base: (value: Double, day: Day), _ unit: Unit
    ) -> String {
        let change = base.value > 0 ? last.value / base.value - 1 : .nan
        return
            "\(Format.value(last.value, unit)) on \(last.day) ÷ \(Format.value(base.value, unit)) on \(base.day) − 1 = \(Format.percent(change))"
    }
}

extension Engine {
    /// The sessions and the arithmetic behind the answer to a query, or behind one row of it; of a bare expression, its parts.
    /// - Parameters:
    ///   - row: from 1, as the answer was shown; nil for what the headline is about.
    ///   - shown: the answer's table after its pipe, which identifies the row.
    package static func why(
        _ pipeline: Pipeline, row: Int?, shown: Table?, _ environment: Environment
    ) throws(EngineError) -> Answer {
        try Why.answer(try explained(pipeline, environment), row: row, shown: shown)
    }

    /// A bare expression is explained as its values, a table as the query that made it.
    static func explained(_ pipeline: Pipeline, _ environment: Environment) throws(EngineError) -> Request {
        switch pipeline.source {
        case .query(let query): return try request(query, text: Printer.text(pipeline), environment)
        case .expression(let expression, let clauses):
            if case .name(let name) = expression.kind, !name.exact,
                case .table(let known) = environment.scope[name.text]
            {
                let made = parse(Source(known.query), environment.language.verbs)
                if made.diagnostics.isEmpty, case .pipeline(let inner)? = made.script.statements.first?.kind,
                    case .query = inner.source
                {
                    return try explained(inner, environment)
                }
                throw EngineError(
                    .wrongKind, name.span, "`\(name.text)` is a table from an earlier answer",
                    [.init("example", "explain streak rut over spx since 1990")])
            }
            let query = Query(
                verb: ShowVerb.verb, verbSpan: expression.span, subjects: [expression], operands: [], clauses: clauses,
                span: expression.span)
            return try request(query, text: Printer.text(pipeline), environment)
        }
    }
}
