import TapeStore
import TapeSyntax

extension Engine {
    /// What a query means, and the steps by which it is answered, with rows and dates.
    package static func explain(
        _ pipeline: Pipeline, _ environment: Environment
    ) throws(EngineError) -> (meaning: String, steps: [String]) {
        let request = try explained(pipeline, environment)
        var bare = request
        bare.plan.rows = nil
        var answer: Answer?
        if case .query = pipeline.source { answer = try run(bare) }
        let judged = try answer?.working?.judged(request.group?.members[0])
        var steps: [String] = []
        if let group = request.group {
            let member = group.members[0]
            steps = [
                "For each of the \(Format.count(group.members.count, "member")) of \(group.name); here for \(member.uppercased())."
            ]
            let asked = (request.subjects + request.operands).filter { $0.kind == .series || $0.kind == .condition }
            let nodes = asked.isEmpty ? [Node.symbol(member, request.query.span)] : asked.map { $0.forMember(member) }
            steps += try self.steps(request, nodes, judged)
        } else {
            let nodes = (request.expandedSubjects() + request.operands).filter {
                $0.kind == .series || $0.kind == .condition || request.readsData($0)
            }
            let after = request.plan.after.map { [$0] } ?? []
            if !nodes.isEmpty { steps = try self.steps(request, nodes + after, judged) }
        }
        if let answer { steps.append(result(answer, request)) }
        if let rows = request.plan.rows {
            steps.append("Kept the \(rows.fromEnd ? "last" : "first") \(Format.count(rows.count)).")
        }
        return (Meaning.sentence(request), steps + (try through(pipeline, environment)))
    }

    private static func steps(
        _ request: ResolvedQuery, _ nodes: [Node], _ judged: JudgedBars?
    ) throws(EngineError) -> [String] {
        let frame = try request.frame(nodes)
        return Rules.steps(request, frame, try request.plan.windowWithData(on: frame), nodes, judged: judged)
    }

    /// The verb's result.
    private static func result(_ answer: Answer, _ request: ResolvedQuery) -> String {
        request.implementation.outcome(answer, request)
            ?? "Answered with \(Format.count(answer.table?.rowCount ?? 0, "row"))."
    }

    /// Each stage of the pipe, with the rows it leaves.
    private static func through(_ pipeline: Pipeline, _ environment: Environment) throws(EngineError) -> [String] {
        guard !pipeline.stages.isEmpty else { return [] }
        var bare = pipeline
        bare.stages = []
        var answer = try self.answer(bare, environment)
        var steps: [String] = []
        for stage in pipeline.stages {
            answer = try Pipes.apply([stage], to: answer, environment)
            let rows = answer.table.map { ": \(Format.count($0.rowCount, "row"))" } ?? ""
            steps.append("Then `\(Printer.text(stage))`\(stage.word.changesRows ? rows : "").")
        }
        return steps
    }

    /// A bare expression is explained as its values, a table as the query that made it.
    static func explained(_ pipeline: Pipeline, _ environment: Environment) throws(EngineError) -> ResolvedQuery {
        switch pipeline.source {
        case .query(let query): return try request(query, text: Printer.text(pipeline), environment)
        case .expression(let expression, let clauses):
            if case .name(let name) = expression.kind, !name.exact,
                case .table(let known) = environment.scope[name.text]
            {
                let made = parse(Source(known.query), environment.language.vocabulary)
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
