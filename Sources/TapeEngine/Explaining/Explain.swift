import TapeStore
import TapeSyntax

extension Engine {
    /// What a query means, and the steps by which it is answered, with rows and dates.
    package static func explain(
        _ pipeline: Pipeline, _ environment: Environment
    ) throws(EngineError) -> (meaning: String, steps: [String]) {
        let request = try explained(pipeline, environment)
        var steps: [String] = []
        if let group = request.group {
            let member = group.members[0]
            steps = [
                "For each of the \(Format.count(group.members.count, "member")) of \(group.name); here for \(member.uppercased())."
            ]
            let asked = (request.subjects + request.operands).filter { $0.kind == .series || $0.kind == .condition }
            let nodes = asked.isEmpty ? [Node.symbol(member, request.query.span)] : asked.map { $0.forMember(member) }
            steps += try self.steps(request, nodes)
        } else {
            let nodes = (request.expandedSubjects() + request.operands).filter {
                $0.kind == .series || $0.kind == .condition || request.readsData($0)
            }
            let after = request.plan.after.map { [$0] } ?? []
            if !nodes.isEmpty { steps = try self.steps(request, nodes + after) }
        }
        var bare = request
        bare.plan.rows = nil
        if case .query = pipeline.source { steps.append(result(try run(bare), request)) }
        if let rows = request.plan.rows {
            steps.append("Kept the \(rows.fromEnd ? "last" : "first") \(Format.count(rows.count)).")
        }
        return (Meaning.sentence(request), steps + (try through(pipeline, environment)))
    }

    private static func steps(_ request: Request, _ nodes: [Node]) throws(EngineError) -> [String] {
        let frame = try request.frame(nodes)
        return Rules.steps(request, frame, try request.plan.windowWithData(on: frame), nodes)
    }

    /// The verb's result.
    private static func result(_ answer: Answer, _ request: Request) -> String {
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
            steps.append("Then `\(Printer.text(stage))`\(stage.kind.changesRows ? rows : "").")
        }
        return steps
    }
}
