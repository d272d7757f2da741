import TapeStore
import TapeSyntax

/// A query as one plain sentence that says exactly what it asks.
enum Meaning {
    static func sentence(_ request: ResolvedQuery) -> String {
        let what = request.implementation.meaning(request)
        return
            "\(what)\(isOfNow(request) ? "" : window(request))\(frequency(request))\(filter(request))\(asOf(request))."
    }

    /// About the newest session, not about a window.
    private static func isOfNow(_ request: ResolvedQuery) -> Bool {
        if request.query.verb.traits.contains(.ofNewest) {
            if case .all = request.plan.window { return true }
            return false
        }
        return request.subjects.allSatisfy { $0.kind == .number } && !request.subjects.isEmpty
    }

    /// The subjects by name.
    static func names(_ request: ResolvedQuery) -> String {
        request.subjects.map { Phrases.name($0) }.joined(separator: ", ")
    }

    static func bucket(_ request: ResolvedQuery) -> String {
        request.plan.bucket.map { ", one answer per bucket (by \($0.text))" } ?? ""
    }

    /// What a condition says exactly about one bar.
    static func condition(_ node: Node) -> String {
        func name(_ node: Node) -> String { Phrases.name(node) }
        switch node.op {
        case .over(let left, let right, let margin, let isUnder):
            let by = margin.map { " by more than \($0.label)" } ?? ""
            return "\(name(left))'s return is strictly \(isUnder ? "less" : "greater") than \(name(right))'s\(by)"
        case .move(let value, let move, nil):
            let side = move == .up ? "above" : (move == .down ? "below" : "equal to")
            return "\(name(value)) is \(side) its previous value"
        case .move(let value, let move, let amount?) where Node.movesInPoints(value, by: amount):
            return "\(name(value)) is at least \(amount.label) \(move == .up ? "above" : "below") its previous value"
        case .move(let value, let move, let amount?):
            return "\(name(value))'s return is at \(move == .up ? "least " : "most -")\(amount.label)"
        case .extreme(let value, let extreme, let lookBack, let intraday):
            let side = extreme == .high ? "above" : "below"
            let level = intraday ? "\(name(value))'s \(extreme.rawValue)" : name(value)
            guard let lookBack else { return "\(level) is strictly \(side) every earlier one in its whole history" }
            return "\(level) is strictly \(side) every one of the \(words(lookBack)) before it"
        case .compare(let op, let left, let right): return "\(name(left)) \(op.rawValue) \(name(right))"
        case .crosses(let left, let above, let right):
            return "\(name(left)) is \(above ? "above" : "below") \(name(right)) and was not on the bar before"
        case .reaches(let left, let right):
            return "\(name(left)) is at least \(name(right)) and was less on the bar before"
        case .between(let value, let low, let high): return "\(name(value)) is from \(name(low)) to \(name(high))"
        case .not(let inner): return negated(inner)
        case .logical(let op, let left, let right): return "\(condition(left)) \(op.rawValue) \(condition(right))"
        default: return "`\(node.label)` holds"
        }
    }

    /// What `not` of a condition says.
    private static func negated(_ node: Node) -> String {
        let plain = condition(node)
        switch node.op {
        case .not(let inner): return condition(inner)
        // `RUT's return is strictly greater than SPX's`, `RUT is above its previous value`
        case .over, .move, .extreme:
            // The label of a subject may hold these words only where it is a text in quotes.
            let words = plain.split(separator: " ", omittingEmptySubsequences: false)
            guard let verb = words.lastIndex(of: "is") else { return "`\(node.label)` does not hold" }
            let rest = words[(verb + 1)...].drop { $0 == "strictly" }
            return (words[...verb] + ["not"] + rest).joined(separator: " ")
        default: return "`\(node.label)` does not hold"
        }
    }

    /// `52 weeks`
    private static func words(_ node: Node) -> String {
        guard case .duration(let span) = node.op else { return node.label }
        return Format.count(span.count, span.unit.unitWord)
    }

    private static func window(_ request: ResolvedQuery) -> String {
        let text = request.plan.windowText
        return text.isEmpty ? ", over all history" : ", \(text)"
    }

    private static func frequency(_ request: ResolvedQuery) -> String {
        request.plan.frequency.map { $0 == .day ? "" : ", on \($0.adjective) bars" } ?? ""
    }

    private static func filter(_ request: ResolvedQuery) -> String {
        request.plan.filter.map { ", judged only where \(condition($0))" } ?? ""
    }

    private static func asOf(_ request: ResolvedQuery) -> String {
        request.plan.asOf.map { ", using nothing later than \($0)" } ?? ""
    }
}
