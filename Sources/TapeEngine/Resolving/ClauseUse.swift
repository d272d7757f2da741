import TapeStore
import TapeSyntax

/// Whether a query can use each of its clauses. The verb's row says which it takes (`Verb.clauses`); here is what
/// depends on the rest of the query. A clause that changes nothing is refused, not ignored.
enum ClauseUse {
    private struct Refusal {
        var message: String
        /// Queries to write in its place.
        var likes: [String]
    }

    static func check(_ request: ResolvedQuery) throws(EngineError) {
        for clause in request.query.clauses {
            guard let refusal = request.isBare ? bare(clause, request) : queried(clause, request) else { continue }
            throw EngineError(
                .clauseNotTaken, clause.span, refusal.message, refusal.likes.map { .init("example", $0) })
        }
    }

    static func notTaken(_ clause: Clause, _ verb: Verb?, _ verbs: Verbs) -> EngineError {
        let kind = clause.word.kind
        let takers = verbs.all.filter { $0.clauses.contains(kind) }.map(\.name)
        let others = verbs.all.filter { !$0.clauses.contains(kind) }.map(\.name)
        let subject = verb.map { "`\($0.name)`" } ?? "a bare expression"
        let taken = verb?.clauses ?? QueryClauses.takenByExpressions
        return EngineError(
            .clauseNotTaken, clause.span, "\(subject) does not take `\(Printer.text(clause))`",
            [
                .init("takes", taken.map(\.words).joined(separator: ", ")),
                .init(
                    "taken by",
                    others.count < takers.count / 2
                        ? "every verb but \(others.joined(separator: ", "))" : takers.joined(separator: ", ")),
            ])
    }

    // MARK: Queries

    private static func queried(_ clause: Clause, _ request: ResolvedQuery) -> Refusal? {
        let verb = request.query.verb
        let isStudy = !request.plan.next.isEmpty
        let written = Printer.text(clause)
        switch clause.word.kind {
        case .bucket where isStudy:
            return Refusal(message: "an event study does not take `\(written)`", likes: [without(clause, request)])
        case .apart where !isStudy:
            return Refusal(
                message: "`apart` is for events: it needs `next` and `after`",
                likes: [without(clause, request)])
        case .rows where clause.word == .bottom && (verb.traits.contains(.listsSessions) || isStudy):
            let what = isStudy ? "an event study" : "`\(verb.name)`"
            return Refusal(
                message: "\(what) lists sessions by date, so it has no lowest ones",
                likes: ["\(without(clause, request)) | \(written)"])
        case .rows:
            guard answersOneRow(request) else { return nil }
            return Refusal(
                message: "this query has only one row, so `\(written)` has nothing to choose from",
                likes: [without(clause, request)])
        case .partial: return partial(clause, request)
        case .window where clause.word.end != .last:
            // `breadth` says in a note that it uses only the last session.
            guard verb.shape == .rank, !request.operands.contains(where: \.looksOverWindow),
                !(request.plan.filter?.looksOverWindow ?? false)
            else { return nil }
            return Refusal(
                message: "\(asked(request)) is judged on one session, so the start of `\(written)` has no effect",
                likes: [without(clause, request)] + ending(clause, request))
        default: return nil
        }
    }

    private static func asked(_ request: ResolvedQuery) -> String {
        request.operands.first.map { "`\($0.label)`" } ?? "`\(request.query.verb.name)`"
    }

    /// The same query with only the end of the written window.
    private static func ending(_ clause: Clause, _ request: ResolvedQuery) -> [String] {
        guard [.in, .from].contains(clause.word), let end = clause.operands.last else { return [] }
        return [replacing(clause, with: Clause(.until, operands: [end], clause.span), request)]
    }

    private static func answersOneRow(_ request: ResolvedQuery) -> Bool {
        guard request.plan.bucket == nil, request.group == nil, request.spread.isEmpty else { return false }
        if request.query.verb.traits.contains(.answersOneRow) { return true }
        return request.query.verb.traits.contains(.answersOneRowPerSubject) && request.plan.next.isEmpty
            && request.subjects.count == 1 && request.subjects[0].kind != .group
    }

    private static func partial(_ clause: Clause, _ request: ResolvedQuery) -> Refusal? {
        guard request.frequency == .day else { return nil }
        return Refusal(
            message: "a session is never partial: `including partial` is for bars that are longer than a day",
            likes: [adding(Clause(.weekly, request.query.span), request), without(clause, request)])
    }

    // MARK: Expressions alone

    private static func bare(_ clause: Clause, _ request: ResolvedQuery) -> Refusal? {
        let node = request.subjects[0]
        let written = Printer.text(clause)
        if node.kind == .group {
            return Refusal(
                message: "a bare group lists its members and takes no clause",
                likes: ["return \(node.label) \(clause.word.kind == .window ? written : "ytd")"])
        }
        guard request.readsData(node) else {
            return Refusal(
                message: "`\(node.label)` uses no sessions, so it takes no clause", likes: [node.label])
        }
        switch clause.word.kind {
        case .rows:
            guard request.group == nil else { return nil }
            return Refusal(
                message: "a bare expression has one value, so `\(written)` has nothing to choose from",
                likes: ["show \(node.label) | sort by \(node.label) desc | top 5"])
        case .partial: return partial(clause, request)
        case .window where clause.word.end != .last:
            guard !node.looksOverWindow else { return nil }
            let isTruth = node.kind == .condition
            return Refusal(
                message:
                    "a bare expression is its newest value: it takes an end (`until`, `as of`), but `\(written)` has a start",
                likes: [
                    "\(isTruth ? "when" : "show") \(Printer.text(clauses: request.query.clauses, behind: node.label))",
                    "\(isTruth ? "count" : "return") \(Printer.text(clauses: request.query.clauses, behind: node.label))",
                ])
        default: return nil
        }
    }

    // MARK: Queries to write in its place

    private static func without(_ clause: Clause, _ request: ResolvedQuery) -> String {
        text(request, request.query.clauses.filter { $0.span != clause.span })
    }

    private static func adding(_ clause: Clause, _ request: ResolvedQuery) -> String {
        text(request, [clause] + request.query.clauses.filter { $0.word.kind != clause.word.kind })
    }

    private static func replacing(_ clause: Clause, with other: Clause, _ request: ResolvedQuery) -> String {
        text(request, request.query.clauses.map { $0.span == clause.span ? other : $0 })
    }

    private static func text(_ request: ResolvedQuery, _ clauses: [Clause]) -> String {
        guard !request.isBare else { return Printer.text(clauses: clauses, behind: request.subjects[0].label) }
        var query = request.query
        query.clauses = clauses
        return Printer.text(Pipeline(source: .query(query), stages: [], span: query.span))
    }
}

extension Printer {
    fileprivate static func text(clauses: [Clause], behind text: String) -> String {
        ([text] + clauses.map { Printer.text($0) }).joined(separator: " ")
    }
}

extension Node {
    /// Whether it contains a number over the query's whole window, such as `maxdd(rut)`.
    var looksOverWindow: Bool {
        if case .call(let entry, _) = op, kind == .number || kind == .date || kind == .flag, entry.startsWithWindow {
            return true
        }
        return children.contains(where: \.looksOverWindow)
    }
}

extension FunctionEntry {
    /// The value on a date does not depend on where the window starts.
    var startsWithWindow: Bool {
        switch result {
        case .number, .numberUnlessGiven, .date: name != "value"
        default: false
        }
    }
}
