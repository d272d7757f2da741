import TapeStore
import TapeSyntax

/// `why`: the sessions, values and comparisons behind an answer.
enum Why {
    /// - Parameter row: which row of the answer's runs, from 1; nil for the one the headline speaks of.
    static func answer(_ request: Request, row: Int?) throws(EngineError) -> Answer {
        switch request.query.verb {
        case .streak, .odds: return try run(request, row)
        case .when, .count, .first, .last: return try judged(request)
        case .return where request.plan.next.isEmpty: return try change(request)
        default: return try values(request)
        }
    }

    // MARK: A run, session by session

    private static func run(_ request: Request, _ row: Int?) throws(EngineError) -> Answer {
        let member = request.group?.members[max(0, min((row ?? 1) - 1, (request.group?.members.count ?? 1) - 1))]
        let scan = try StreakVerb.Scanned(request, member: member)
        let ranked = scan.runs.ranked()
        let picked: Run?
        if let row, member == nil {
            guard row >= 1, row <= ranked.count else {
                throw EngineError(
                    .tooFewBars, request.query.span,
                    "there is no row \(row): the answer has \(Format.count(ranked.count, "run"))",
                    [.init("like", "why 1")])
            }
            picked = ranked[row - 1]
        } else {
            picked = scan.runs.runs.last
        }
        guard let picked else { return try judged(request) }
        // The bar before is the base, the bar after is the one that ended it.
        let first = max(0, picked.first - 1)
        let last = min(scan.frame.days.count - 1, picked.last + 1)
        let table = try sheet(scan.condition, scan.evaluator, Array(first...last), member)
        var headline = [
            "The run of \(picked.length), \(scan.day(picked.first)) → \(scan.day(picked.last)): \(Meaning.condition(scan.condition))."
        ]
        if picked.running {
            headline.append("It is still running: no later \(scan.frame.frequency.unitWord) is judged.")
        } else if last > picked.last {
            headline.append("\(scan.day(last)) ended it.")
        }
        return finish(request, headline, table, scan.frame, scan.window, [scan.condition])
    }

    /// Every session of the window with its verdict.
    private static func judged(_ request: Request) throws(EngineError) -> Answer {
        let member = request.group?.members.first
        let scan = try Judged(request, member: member)
        let table = try sheet(scan.condition, scan.evaluator, Array(scan.window.range), member)
        let headline = ["A \(scan.unit) counts where \(Meaning.condition(scan.condition))."]
        return finish(request, headline, table, scan.frame, scan.window, [scan.condition])
    }

    private static func sheet(
        _ condition: Node, _ evaluator: Evaluator, _ rows: [Int], _ member: String?
    ) throws(EngineError) -> Table {
        let frame = evaluator.frame
        var columns = [TableColumn("session", .dates(rows.map { frame.days[$0] }))]
        var returns: [[Double]] = []
        for subject in Phrases.subjects(condition, member: member) {
            let values = try evaluator.series(subject.node)
            columns.append(TableColumn(subject.name, unit: subject.node.unit, .numbers(rows.map { values[$0] })))
            if subject.isReturn {
                let changes = Kernel.returns(values)
                returns.append(changes)
                columns.append(
                    TableColumn("\(subject.name) change", unit: .percent, .numbers(rows.map { changes[$0] })))
            }
        }
        if case .over = condition.op, returns.count == 2 {
            columns.append(TableColumn("spread", unit: .points, .numbers(rows.map { returns[0][$0] - returns[1][$0] })))
        }
        let truths = try evaluator.condition(condition)
        columns.append(TableColumn("holds", .flags(rows.map { truths[$0] == .missing ? nil : truths[$0] == .yes })))
        return Table(columns)
    }

    // MARK: Changes and values

    private static func change(_ request: Request) throws(EngineError) -> Answer {
        let answer = try ReturnVerb.answer(request)
        guard let table = answer.table, case .texts(let symbols) = table.column("symbol")?.values,
            case .dates(let from) = table.column("from")?.values, case .dates(let to) = table.column("to")?.values,
            case .numbers(let base) = table.column("base")?.values,
            case .numbers(let last) = table.column("last")?.values,
            case .numbers(let change) = table.column("change")?.values
        else { return answer }
        let sentences = symbols.indices.map { row in
            "\((symbols[row] ?? "").uppercased()): \(Format.price(last[row])) on \(Day(to[row])) ÷ \(Format.price(base[row])) on \(Day(from[row])) − 1 = \(Format.percent(change[row]))."
        }
        let nodes = request.expandedSubjects()
        let frame = try request.frame(nodes)
        return finish(request, sentences, nil, frame, try request.plan.windowWithData(on: frame), nodes)
    }

    /// The values that went in, and the formulas of the functions named.
    private static func values(_ request: Request) throws(EngineError) -> Answer {
        let member = request.group?.members.first
        var nodes: [Node] = []
        for node in request.expandedSubjects() + request.operands where node.kind == .series || node.kind == .condition
        {
            collect(node, into: &nodes)
        }
        guard !nodes.isEmpty else { return Answer(query: request.text, headline: ["\(Meaning.sentence(request))"]) }
        let frame = try request.frame(nodes, member: member)
        let window = try request.plan.windowWithData(on: frame)
        let evaluator = request.evaluator(frame, window, member: member)
        var columns = [TableColumn("session", .dates(window.range.map { frame.days[$0] }))]
        for node in nodes where node.kind == .series {
            let values = try evaluator.series(node)
            columns.append(
                TableColumn(
                    Phrases.columnName(node, member: member), unit: node.unit, .numbers(window.range.map { values[$0] })
                ))
        }
        var answer = finish(
            request, [Meaning.sentence(request)] + formulas(nodes), Table(columns), frame, window, nodes)
        answer.showsNewestRows = true
        return answer
    }

    /// The node, below it what it is made of, each once.
    private static func collect(_ node: Node, into nodes: inout [Node]) {
        for child in node.children where child.kind == .series { collect(child, into: &nodes) }
        if !nodes.contains(where: { $0.label == node.label }) { nodes.append(node) }
    }

    private static func formulas(_ nodes: [Node]) -> [String] {
        nodes.compactMap { node in
            guard case .call(let entry, _) = node.op else { return nil }
            return "\(entry.name): \(entry.formula)."
        }
    }

    private static func finish(
        _ request: Request, _ headline: [String], _ table: Table?, _ frame: Frame, _ window: Window, _ nodes: [Node]
    ) -> Answer {
        // The rows asked for were the answer's, not those behind it.
        var request = request
        request.plan.rows = nil
        var answer = request.answer(
            headline: headline, table: table,
            notes: Rules.steps(request, frame, window, nodes).map { Note("rule", $0) },
            frame: frame, displayRows: 30)
        answer.query = "why"
        answer.showsNewestRows = true
        return answer
    }
}

extension Engine {
    /// The sessions and the arithmetic behind the answer to a query; of a bare expression, its parts.
    public static func why(_ pipeline: Pipeline, row: Int?, _ environment: Environment) throws(EngineError) -> Answer {
        try Why.answer(try explained(pipeline, environment), row: row)
    }

    /// What a query means, and the steps by which it is answered, with rows and dates.
    public static func explain(
        _ pipeline: Pipeline, _ environment: Environment
    ) throws(EngineError) -> (meaning: String, steps: [String]) {
        let request = try explained(pipeline, environment)
        let nodes = (request.expandedSubjects() + request.operands).filter {
            $0.kind == .series || $0.kind == .condition
        }
        var steps: [String] = []
        let member = request.group?.members.first
        if !nodes.isEmpty || member != nil {
            let frame = try request.frame(nodes, member: member)
            let window = try request.plan.windowWithData(on: frame)
            steps = Rules.steps(request, frame, window, nodes)
            if let group = request.group {
                steps.insert(
                    "For each of the \(group.members.count) members of \(group.name); shown for \(group.members[0].uppercased()):",
                    at: 0)
            }
        }
        for stage in pipeline.stages { steps.append("Then `\(Printer.text(stage))`.") }
        return (Meaning.sentence(request), steps)
    }

    /// A bare expression is explained as its values.
    static func explained(_ pipeline: Pipeline, _ environment: Environment) throws(EngineError) -> Request {
        switch pipeline.source {
        case .query(let query): return try request(query, text: Printer.text(pipeline), environment)
        case .expression(let expression, let clauses):
            if case .name(let name) = expression.kind, case .table = environment.scope[name.text] {
                throw EngineError(
                    .wrongKind, name.span, "`\(name.text)` is a table that was answered before",
                    [.init("like", "explain streak rut over spx since 1990")])
            }
            let query = Query(
                verb: .show, verbSpan: expression.span, subjects: [expression], operands: [], clauses: clauses,
                span: expression.span)
            return try request(query, text: Printer.text(pipeline), environment)
        }
    }
}
