import TapeStore
import TapeSyntax
import TapeTime

/// Expressions outside a query: bare ones, and those of `let`, `if`, `assert`, `for`, `print`, `param` and `set`.
extension Engine {
    /// A bare expression with its clauses, as a request like that of `show`.
    static func request(
        _ expression: Expression, _ clauses: [Clause], text: String, groupAllowed: Bool = false,
        _ environment: Environment
    ) throws(EngineError) -> ResolvedQuery {
        let asOf = try QueryClauses.asOf(clauses, environment)
        var resolver = Resolver(environment: environment, today: environment.today(asOf: asOf))
        resolver.groupAllowed = groupAllowed
        let node = try resolver.resolve(expression)
        let group = resolver.group
        resolver.groupAllowed = false
        let plan = try QueryClauses.resolve(clauses, verb: nil, span: expression.span, resolver: &resolver, asOf: asOf)
        let query = Query(
            verb: ShowVerb.verb, verbSpan: expression.span, subjects: [expression], operands: [], clauses: clauses,
            span: expression.span)
        var request = ResolvedQuery(
            query: query, text: text, subjects: [node], operands: [], plan: plan, environment: environment.resolved,
            group: group)
        request.isBare = true
        try ClauseUse.check(request)
        if let group { request.plan.anchor = try request.anchor(group.members, [node]) }
        return request
    }

    /// A single value; of a series or condition the newest in the window.
    package static func value(
        _ expression: Expression, _ clauses: [Clause], _ environment: Environment
    ) throws(EngineError) -> (node: Node, value: Value) {
        let request = try request(expression, clauses, text: "", environment)
        let node = request.subjects[0]
        if case .group(let members, _) = node.op { return (node, .group(members)) }
        guard request.readsData(node) else {
            let evaluator = Evaluator(frame: Frame.empty, member: nil, window: 0..<0, environment: environment)
            return (node, try evaluator.evaluate(node))
        }
        let frame = try request.frame([node])
        let window = try request.plan.windowWithData(on: frame)
        return (node, try request.evaluator(frame, window).value(node, at: window.range.upperBound - 1))
    }

    /// Why an expression has no value, where values at or below zero are the reason.
    package static func missingReason(
        _ expression: Expression, _ environment: Environment
    ) throws(EngineError) -> [Note] {
        let request = try request(expression, [], text: "", environment)
        let node = request.subjects[0]
        guard request.readsData(node) else { return [] }
        let frame = try request.frame([node])
        var window = try request.plan.windowWithData(on: frame)
        if node.kind == .series { window.range = window.range.upperBound - 1..<window.range.upperBound }
        return request.belowZeroNote(frame, window)
    }

    /// The kind and meaning of an expression, for a name.
    package static func resolve(_ expression: Expression, _ environment: Environment) throws(EngineError) -> Node {
        var resolver = Resolver(environment: environment, today: environment.today(asOf: environment.asOf))
        return try resolver.resolve(expression)
    }

    package static func groupMembers(
        _ expression: Expression, _ environment: Environment
    ) throws(EngineError) -> [String] {
        var resolver = Resolver(environment: environment, today: nil)
        return try resolver.groupMembers(expression).members
    }

    /// The days that a date or calendar span names.
    package static func date(_ expression: Expression, _ environment: Environment) throws(EngineError) -> DateSpan {
        var resolver = Resolver(environment: environment, today: environment.today(asOf: environment.asOf))
        return try resolver.dateSpan(expression)
    }

    /// Resolves a condition with its clauses, for `if` and `assert`.
    package static func checkCondition(
        _ expression: Expression, _ clauses: [Clause], _ environment: Environment
    ) throws(EngineError) {
        let node = try request(expression, clauses, text: "", environment).subjects[0]
        guard node.kind == .condition || node.kind == .flag else { throw notACondition(node) }
    }

    /// Whether a condition holds at the newest session of its window.
    package static func truth(
        _ expression: Expression, _ clauses: [Clause], _ environment: Environment
    ) throws(EngineError) -> Truth {
        let (node, value) = try value(expression, clauses, environment)
        if case .flag(let truth) = value { return truth }
        throw notACondition(node)
    }

    private static func notACondition(_ node: Node) -> EngineError {
        EngineError(
            .wrongKind, node.span, "expected a condition, but `\(node.label)` is \(node.kind.words)",
            [.init("example", "last_value(rsi(rut, 14)) > 70")])
    }
}
