import TapeStore
import TapeSyntax
import TapeTime

/// A condition in the words of a newspaper, and its subjects.
package enum Phrases {
    /// `RUT` for a symbol, the text as written for anything else.
    package static func name(_ node: Node, member: String? = nil) -> String {
        switch node.op {
        case .column(.symbol(let key), nil): return key.uppercased()
        case .column(.member, nil): return member?.uppercased() ?? node.label
        default: return node.label
        }
    }

    /// As a column's name: in lower case, as the contract requires.
    static func columnName(_ node: Node, member: String? = nil) -> String {
        switch node.op {
        case .column(.member, nil): member ?? node.label
        case .column(.symbol(let key), nil): key
        case .column(.member, let field?): member.map { "\($0).\(field)" } ?? node.label
        default: node.label
        }
    }

    /// What happened, in the past tense: `RUT outperformed SPX`.
    static func clause(_ condition: Node, member: String? = nil) -> String {
        let (subject, predicate) = parts(condition, member: member)
        return "\(subject) \(predicate)"
    }

    /// Subject and predicate, so that an adverb can go between them: `RUT` `outperformed SPX`.
    static func parts(_ condition: Node, member: String? = nil) -> (subject: String, predicate: String) {
        func name(_ node: Node) -> String { Phrases.name(node, member: member) }
        switch condition.op {
        case .over(let left, let right, let margin, let isUnder):
            let by = margin.map { " by more than \(points($0))" } ?? ""
            return (name(left), "\(isUnder ? "underperformed" : "outperformed") \(name(right))\(by)")
        case .move(let value, let move, let amount):
            let by = amount.map { " at least \($0.label)" } ?? ""
            switch move {
            case .up: return (name(value), "rose\(by)")
            case .down: return (name(value), "fell\(by)")
            case .flat: return (name(value), "was unchanged")
            }
        case .extreme(let value, let extreme, let lookBack, let intraday):
            let verb = intraday ? "set" : "closed at"
            let kind = intraday ? "intraday \(extreme.rawValue)" : extreme.rawValue
            // `an intraday record high`, `an 8-month intraday high`
            let words =
                lookBack.map { "\(span($0)) \(kind)" }
                ?? (intraday ? "intraday record \(extreme.rawValue)" : "record \(kind)")
            return (name(value), "\(verb) \(article(words)) \(words)")
        case .crosses(let left, let above, let right):
            return (name(left), "crossed \(above ? "above" : "below") \(name(right))")
        case .reaches(let left, let right): return (name(left), "reached \(name(right))")
        case .not(let inner):
            if case .not(let twice) = inner.op { return parts(twice, member: member) }
            let (subject, predicate) = parts(inner, member: member)
            return (subject, negated(predicate))
        default: return ("`\(condition.label)`", "held")
        }
    }

    /// The same in the present tense: `RUT is not outperforming SPX`.
    static func notNow(_ condition: Node, member: String? = nil, isPast: Bool = false) -> String {
        func name(_ node: Node) -> String { Phrases.name(node, member: member) }
        if isPast { return "\(negated(condition, member: member)) at the window's end" }
        switch condition.op {
        case .not(let inner): return now(inner, member: member)
        case .over(let left, let right, nil, let isUnder):
            return "\(name(left)) is not \(isUnder ? "underperforming" : "outperforming") \(name(right)) now"
        case .move(let value, .up, nil): return "\(name(value)) is not rising now"
        case .move(let value, .down, nil): return "\(name(value)) is not falling now"
        default: return "`\(condition.label)` does not hold now"
        }
    }

    /// What holds now: `RUT is outperforming SPX now`.
    private static func now(_ condition: Node, member: String?) -> String {
        func name(_ node: Node) -> String { Phrases.name(node, member: member) }
        switch condition.op {
        case .not(let inner): return notNow(inner, member: member)
        case .over(let left, let right, nil, let isUnder):
            return "\(name(left)) is \(isUnder ? "underperforming" : "outperforming") \(name(right)) now"
        case .move(let value, .up, nil): return "\(name(value)) is rising now"
        case .move(let value, .down, nil): return "\(name(value)) is falling now"
        default: return "`\(condition.label)` holds now"
        }
    }

    /// What the subject of a run of `not` went without: `without a fall of 1% or more`; nil if there are no such words.
    static func without(_ condition: Node, member: String? = nil) -> (subject: String, words: String)? {
        guard case .not(let inner) = condition.op else { return nil }
        func name(_ node: Node) -> String { Phrases.name(node, member: member) }
        let (subject, predicate) = parts(inner, member: member)
        switch inner.op {
        case .over(let left, let right, let margin, let isUnder):
            let by = margin.map { " by more than \(points($0))" } ?? ""
            return (name(left), "without \(isUnder ? "underperforming" : "outperforming") \(name(right))\(by)")
        case .move(_, .flat, _): return nil
        case .move(_, let move, let amount):
            let size = amount.map { " of \($0.label) or more" } ?? ""
            return (subject, "without a \(move == .up ? "rise" : "fall")\(size)")
        case .extreme:
            // `closed at a record high`, `set an 8-month intraday low`
            let words = predicate.hasPrefix("set ") ? predicate.dropFirst(4) : predicate.dropFirst("closed at ".count)
            return (subject, predicate.hasPrefix("set ") ? "without \(words)" : "without a close at \(words)")
        case .crosses: return (subject, "without crossing" + predicate.dropFirst("crossed".count))
        case .reaches: return (subject, "without reaching" + predicate.dropFirst("reached".count))
        default: return nil
        }
    }

    /// That it did not happen, in the past tense: `RUT did not outperform SPX`.
    static func negated(_ condition: Node, member: String? = nil) -> String {
        if case .not(let inner) = condition.op { return clause(inner, member: member) }
        let (subject, predicate) = parts(condition, member: member)
        return "\(subject) \(negated(predicate))"
    }

    private static func negated(_ predicate: String) -> String {
        let verbs = [
            ("outperformed", "outperform"), ("underperformed", "underperform"), ("rose", "rise"), ("fell", "fall"),
            ("closed", "close"), ("set", "set"), ("crossed", "cross"), ("reached", "reach"), ("held", "hold"),
        ]
        for (past, plain) in verbs where predicate == past || predicate.hasPrefix(past + " ") {
            let rest = predicate.dropFirst(past.count)
            let least = " at least "
            // `fell at least 1%`, `did not fall by 1% or more`
            return rest.hasPrefix(least)
                ? "did not \(plain) by \(rest.dropFirst(least.count)) or more" : "did not \(plain)\(rest)"
        }
        return predicate == "was unchanged" ? "changed" : "did not hold"
    }

    /// `a` or `an` as the next word is spoken: `an 8-month`, `an 11-session`, `a 100-session`, `an 80-session`.
    static func article(_ words: String) -> String {
        let digits = words.prefix { $0.isNumber }
        if digits.isEmpty { return words.first.map { "aeiou".contains($0) } == true ? "an" : "a" }
        // Eleven and eighteen, also of thousands or millions.
        let isSpokenSo = (digits.hasPrefix("11") || digits.hasPrefix("18")) && digits.count % 3 == 2
        return digits.hasPrefix("8") || isSpokenSo ? "an" : "a"
    }

    private static func points(_ margin: Node) -> String {
        if case .number(let value) = margin.op { return Format.unsignedPoints(value) }
        return margin.label
    }

    private static func span(_ node: Node) -> String {
        guard case .duration(let span) = node.op else { return node.label }
        return "\(span.count)-\(span.unit.unitWord)"
    }

    /// What the answer shows with a condition: the operands of its leaves, once. For `over` and `under` returns are of
    /// interest, for all others the values.
    struct Subject {
        var name: String
        var node: Node
        var isReturn: Bool
        /// The comparison with another symbol that contains it: its values and returns are those that were compared.
        var comparison: Node?

        func values(_ evaluator: Evaluator) throws(EngineError) -> [Double] {
            guard let comparison else { return try evaluator.series(isReturn ? node.called("ret") : node) }
            return try evaluator.reading(comparison) { (own) throws(EngineError) in
                let aligned = own.aligned(as: comparison)
                return isReturn ? try aligned.returns(node) : try aligned.series(node)
            }
        }
    }

    static func subjects(_ condition: Node, member: String? = nil) -> [Subject] {
        var found: [Subject] = []
        collect(condition, member, &found)
        return found
    }

    private static func collect(_ node: Node, _ member: String?, _ found: inout [Subject]) {
        func add(_ value: Node, isReturn: Bool, isCompared: Bool = false) {
            guard value.kind == .series else { return }
            let name = columnName(value, member: member)
            let same = found.filter { columnName($0.node, member: member) == name }
            guard !same.contains(where: { $0.isReturn == isReturn }) else { return }
            // A subject's return and its value have columns with different names.
            let column = same.isEmpty ? name : name + (isReturn ? "_return" : "_value")
            found.append(
                Subject(name: column, node: value, isReturn: isReturn, comparison: isCompared ? node : nil))
        }
        switch node.op {
        case .over(let left, let right, _, _):
            add(left, isReturn: true, isCompared: true)
            add(right, isReturn: true, isCompared: true)
        case .move(let value, _, let amount):
            // For a move in points its size in points is of interest.
            let isInPoints = amount.map { Node.movesInPoints(value, by: $0) } ?? false
            add(value, isReturn: amount != nil && !isInPoints)
            if isInPoints { add(value.difference, isReturn: false) }
        case .extreme(let value, let extreme, _, let intraday):
            add(intraday ? value.field(extreme.rawValue) : value, isReturn: false)
        case .compare(_, let left, let right), .crosses(let left, _, let right), .reaches(let left, let right):
            let isCompared = left.kind == .series && right.kind == .series
            add(left, isReturn: false, isCompared: isCompared)
            add(right, isReturn: false, isCompared: isCompared)
        case .between(let value, _, _): add(value, isReturn: false)
        case .not(let inner): collect(inner, member, &found)
        case .logical(_, let left, let right):
            collect(left, member, &found)
            collect(right, member, &found)
        default: break
        }
    }

    /// The subjects whose change over a run is shown: the two sides of `over`, else each symbol named.
    static func runSubjects(_ condition: Node, member: String?) -> [(name: String, node: Node)] {
        if case .over(let left, let right, _, _) = condition.op {
            return [left, right].map { (columnName($0, member: member), $0) }
        }
        var symbols: [String] = []
        condition.collectSymbols(into: &symbols)
        if condition.readsMember, let member, !symbols.contains(member) { symbols.insert(member, at: 0) }
        return symbols.map { symbol in
            (
                symbol,
                Node.symbol(symbol, condition.span)
            )
        }
    }

    static func numeral(_ number: Int) -> String {
        let words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
        return words.indices.contains(number) ? words[number] : Format.count(number)
    }
}

extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + String(dropFirst()) }
}

extension ResolvedQuery {
    /// ` on which RUT rose`: the `where` clause in words, after what is counted; empty without one.
    var filterWords: String { plan.filter.map { " \(frequency.onWhich) \(Phrases.clause($0))" } ?? "" }
}

extension CalendarUnit {
    /// `session`, `week` …: what one bar is called.
    package var unitWord: String { self == .day ? "session" : rawValue }

    /// Something happens *on* a session, but *in* a longer bar.
    var onWhich: String { self == .day ? "on which" : "in which" }
}
