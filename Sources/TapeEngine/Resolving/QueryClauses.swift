import TapeStore
import TapeSyntax
import TapeTime

/// The clauses of a query, resolved: dates known, conditions bound, each checked against the verb.
struct QueryClauses {
    enum WindowClause {
        /// No clause: all history.
        case all
        /// `since D`, `until D`, both, or `from D to D`. A single first day's close is the base, else the close before.
        case between(DateSpan?, DateSpan?)
        case inside(DateSpan)
        /// `last 3 months`, `last 10d`
        case last(CalendarSpan)
        /// `ytd` …
        case toDate(CalendarUnit)
    }

    var window = WindowClause.all
    /// The ends of the window that `since`, `until` and `from` set together.
    var since: DateSpan?
    var until: DateSpan?
    var windowSpan: SourceSpan?
    /// As the query says it, names replaced by their dates: `since 1990`; empty for all history.
    var windowText = ""
    var asOf: Day?
    /// The newest session that the query may see.
    var newest: Day?
    var frequency: CalendarUnit?
    var frequencySpan: SourceSpan?
    var bucket: Bucket?
    var filter: Node?
    var after: Node?
    /// The group in `after`: each member has its own events.
    var afterGroup: (members: [String], name: String)?
    var next: [(length: CalendarSpan, label: String, span: SourceSpan)] = []
    var apart: (length: CalendarSpan, span: SourceSpan)?
    var rows: (count: Int, fromEnd: Bool)?
    var includesPartial = false
    /// For a group whose members do not all end on one session.
    var anchor: Anchor?
    /// The texts of the clauses except rows, for headlines.
    var span: SourceSpan
}

extension QueryClauses {
    /// The cut is read before anything else: `today` in the other clauses is the cut's.
    static func asOf(_ clauses: [Clause], _ environment: Environment) throws(EngineError) -> Day? {
        for clause in clauses {
            guard clause.word == .as else { continue }
            var resolver = Resolver(environment: environment, today: environment.today(asOf: environment.asOf))
            let day = try resolver.dateSpan(clause.operands[0]).last
            if let known = environment.asOf, known < day { return known }
            return day
        }
        return environment.asOf
    }

    static func resolve(
        _ clauses: [Clause], verb: Verb?, span: SourceSpan, resolver: inout Resolver, asOf: Day?
    ) throws(EngineError) -> QueryClauses {
        var plan = QueryClauses(span: span)
        plan.asOf = asOf
        plan.newest = resolver.today
        let language = resolver.environment.language
        for clause in clauses {
            let taken = verb?.clauses ?? QueryClauses.takenByExpressions
            guard taken.contains(clause.word.kind) else { throw ClauseUse.notTaken(clause, verb, language.verbs) }
            try language.effect(of: clause.word).resolve(clause, &plan, &resolver, verb)
        }
        let (since, until) = (plan.since, plan.until)
        if since != nil || until != nil { plan.window = .between(since, until) }
        try plan.checkSpans(on: plan.frequency ?? .day)
        if let since, let until, until.last < since.first {
            throw EngineError(
                .badWindow, plan.windowSpan ?? span,
                "the window ends (\(until.last)) before it begins (\(since.first))",
                [.init("example", "from \(until.text) to \(since.text)")])
        }
        return plan
    }

    mutating func mark(_ clause: Clause, _ text: String) {
        windowSpan = windowSpan.map { $0.joined(clause.span) } ?? clause.span
        windowText += (windowText.isEmpty ? "" : " ") + text
    }

    func duration(
        _ expression: Expression, _ resolver: inout Resolver
    ) throws(EngineError) -> CalendarSpan {
        let node = try resolver.duration(expression)
        guard case .duration(let span) = node.op else {
            throw resolver.wrongKind(node, wanted: "a duration")
        }
        return span
    }

    static func whole(
        _ expression: Expression, _ resolver: inout Resolver, _ example: String, _ span: SourceSpan
    ) throws(EngineError) -> Int {
        let node = try resolver.resolve(expression)
        guard case .number(let value) = node.op, let count = Int(exactly: value), count >= 0 else {
            throw EngineError(.notWhole, span, "expected a whole number of rows", [.init("example", example)])
        }
        return count
    }

    /// The clauses allowed after a bare expression: it has one value, or one per member of a group.
    /// A bucket after a figure of the window, such as `maxdd(spx)`, is checked by `BareExpression`.
    static let takenByExpressions: [ClauseKind] = [.window, .asOf, .frequency, .partial, .rows, .bucket]
}
