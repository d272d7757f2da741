import TapeStore
import TapeSyntax

/// A tree and a market in, an answer out.
package enum Engine {
    /// The answer to a query or a bare expression with its pipe stages, except those that write files.
    package static func answer(_ pipeline: Pipeline, _ environment: Environment) throws(EngineError) -> Answer {
        let text = Printer.text(pipeline)
        var answer: Answer
        switch pipeline.source {
        case .query(let query): answer = try self.answer(query, text: text, environment)
        case .expression(let expression, let clauses):
            if case .name(let name) = expression.kind, !name.exact,
                case .table(let known) = environment.scope[name.text]
            {
                try checkTable(name, clauses)
                answer = known
            } else {
                answer = try BareExpression.answer(expression, clauses, text: text, environment: environment)
            }
        }
        answer.query = text
        return try Pipes.apply(pipeline.stages, to: answer, environment)
    }

    package static func answer(_ query: Query, text: String, _ environment: Environment) throws(EngineError) -> Answer {
        try run(request(query, text: text, environment))
    }

    /// Resolves without running: every name bound, every kind and clause checked.
    package static func check(_ pipeline: Pipeline, _ environment: Environment) throws(EngineError) {
        switch pipeline.source {
        case .query(let query): _ = try request(query, text: "", environment)
        case .expression(let expression, let clauses):
            if case .name(let name) = expression.kind, !name.exact, case .table = environment.scope[name.text] {
                try checkTable(name, clauses)
                break
            }
            _ = try request(expression, clauses, text: "", groupAllowed: true, environment)
        }
        // A stage's columns can be checked only with the table.
        for stage in pipeline.stages {
            if stage.word.shape == .format, case .names(let names) = stage.argument {
                _ = try Pipes.format(names[0], environment)
            }
        }
    }

    private static func checkTable(_ name: Name, _ clauses: [Clause]) throws(EngineError) {
        guard let clause = clauses.first else { return }
        throw EngineError(
            .clauseNotTaken, clause.span, "`\(name.text)` is a table: give the window in the query that made it",
            [.init("example", "\(name.text) | where length >= 10")])
    }

    // MARK: Resolving a query

    static func request(_ query: Query, text: String, _ environment: Environment) throws(EngineError) -> ResolvedQuery {
        let asOf = try QueryClauses.asOf(query.clauses, environment)
        var resolver = Resolver(environment: environment, today: environment.today(asOf: asOf))
        var subjects: [Node] = []
        var operands: [Node] = []
        var group: (members: [String], name: String)?
        var spread: [Int: (members: [String], name: String)] = [:]
        switch query.verb.shape {
        case .condition:
            resolver.groupAllowed = true
            subjects = [try resolver.condition(query.subjects[0])]
            try resolver.checkVaries(subjects[0])
            group = resolver.group
        case .one:
            resolver.groupAllowed = true
            subjects = [try resolver.asSeries(try resolver.resolve(query.subjects[0]))]
            try resolver.checkVaries(subjects[0])
            group = resolver.group
        case .list:
            resolver.groupAllowed = true
            for (index, subject) in query.subjects.enumerated() {
                resolver.group = nil
                subjects.append(try listed(subject, query.verb, &resolver))
                spread[index] = resolver.group
            }
            resolver.group = nil
        case .pair:
            resolver.groupAllowed = true
            subjects = [try resolver.series(query.subjects[0])]
            group = resolver.group
            resolver.groupAllowed = false
            operands = [try resolver.series(query.operands[0])]
            try resolver.checkBases(subjects[0], operands[0])
        case .target:
            resolver.groupAllowed = true
            subjects = [try resolver.series(query.subjects[0])]
            group = resolver.group
            resolver.groupAllowed = false
            for operand in query.operands {
                let level = try resolver.aligned(subjects[0], try resolver.series(operand)).1
                try checkLevel(level, of: subjects[0])
                try resolver.checkBases(subjects[0], level)
                operands.append(level)
            }
        case .rank:
            group = try resolver.groupMembers(query.subjects[0])
            resolver.memberAllowed = true
            resolver.memberUnit = resolver.memberUnit(group?.members ?? [])
            operands = [try resolver.series(query.operands[0])]
            resolver.memberAllowed = false
        case .breadth:
            group = try resolver.groupMembers(query.subjects[0])
            resolver.memberAllowed = true
            resolver.memberUnit = resolver.memberUnit(group?.members ?? [])
            for operand in query.operands {
                operands.append(try resolver.condition(operand))
                try resolver.checkVaries(operands[operands.count - 1])
            }
            resolver.memberAllowed = false
        }
        resolver.groupAllowed = false
        // A condition on the members may be in `where` too.
        resolver.memberAllowed = query.verb.shape == .rank || query.verb.shape == .breadth
        let plan = try QueryClauses.resolve(
            query.clauses, verb: query.verb, span: query.span, resolver: &resolver, asOf: asOf)
        var request = ResolvedQuery(
            query: query, text: text, subjects: subjects, operands: operands, plan: plan,
            environment: environment.resolved, group: group, spread: spread)
        if let members = plan.afterGroup {
            request.group = members
            request.plan.anchor = try request.anchor(members.members, [])
        } else if let group {
            // What each member is asked: the operands of `rank` and `breadth`, the subject of other verbs.
            let asked = query.verb.shape == .rank || query.verb.shape == .breadth ? operands : subjects
            request.plan.anchor = try request.anchor(group.members, asked)
        }
        try ClauseUse.check(request)
        return request
    }

    /// A percentage is never the level of a price.
    private static func checkLevel(_ level: Node, of subject: Node) throws(EngineError) {
        let fractions: [Unit] = [.percent, .share, .points]
        guard fractions.contains(level.unit), !fractions.contains(subject.unit) else { return }
        throw EngineError(
            .wrongKind, level.span, "expected a level, but `\(level.label)` is a percentage",
            [.init("example", "target \(subject.label) to last_value(\(subject.label)) * (1 + \(level.label))")])
    }

    /// One item of a list: a series, a group (its members), or, for a verb that takes any value, a condition.
    private static func listed(
        _ expression: Expression, _ verb: Verb, _ resolver: inout Resolver
    ) throws(EngineError) -> Node {
        let node = try resolver.resolve(expression)
        switch node.kind {
        case .group: return node
        case .condition where verb.operand == .value, .flag where verb.operand == .value: return node
        default: return try resolver.asSeries(node)
        }
    }

    static func run(_ request: ResolvedQuery) throws(EngineError) -> Answer {
        var answer = try request.implementation.answer(request)
        if answer.working == nil { answer.working = ValuesWorking(request: request) }
        return answer
    }
}
