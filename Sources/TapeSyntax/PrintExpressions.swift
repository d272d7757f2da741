extension Printer {
    /// How tightly a form binds: an operand that binds less tightly gets brackets.
    enum Level: Int, Comparable {
        case disjunction, conjunction, negation, comparison, sum, product, unary, primary

        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    package static func text(_ expression: Expression) -> String { text(expression, at: .disjunction) }

    /// An expression that opens a statement: a verb's word at its beginning would be read as the verb.
    static func opening(_ expression: Expression) -> String { text(expression, at: .disjunction, opens: true) }

    /// A number of four digits where a date is expected would be a year.
    static func dateValue(_ expression: Expression) -> String {
        let text = text(expression, at: .sum)
        if case .number = expression.kind, text.utf8.count == 4, text.utf8.allSatisfy(Byte.isDigit) {
            return "(\(text))"
        }
        return text
    }

    static func text(_ expression: Expression, at level: Level, opens: Bool = false) -> String {
        let needsBrackets = self.level(expression) < level
        let inner = bare(expression, opens: opens && !needsBrackets)
        return needsBrackets ? "(\(inner))" : inner
    }

    static func level(_ expression: Expression) -> Level {
        switch expression.kind {
        case .binary(let kind, _, _): level(kind)
        case .not: .negation
        case .between, .over, .move, .level, .extreme, .crosses, .reaches: .comparison
        case .negate: .unary
        case .number(let value), .percent(let value, _): value.sign == .minus ? .unary : .primary
        default: .primary
        }
    }

    private static func level(_ kind: BinaryOperator) -> Level {
        switch kind {
        case .or: .disjunction
        case .and: .conjunction
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: .comparison
        case .add, .subtract: .sum
        case .multiply, .divide: .product
        }
    }

    /// The right operand of a left-associative operator is printed one level tighter.
    private static func rightLevel(_ kind: BinaryOperator) -> Level {
        switch kind {
        case .or: .conjunction
        case .and: .negation
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: .sum
        case .add, .subtract: .product
        case .multiply, .divide: .unary
        }
    }

    private static func bare(_ expression: Expression, opens: Bool) -> String {
        func first(_ operand: Expression) -> String { text(operand, at: .sum, opens: opens) }
        func then(_ operand: Expression) -> String { text(operand, at: .sum) }
        switch expression.kind {
        case .number(let value): return text(value)
        case .percent(let value, let points): return text(value) + (points ? "bp" : "%")
        case .text(let value): return quoted(value)
        case .date(let date): return text(date)
        case .duration(let span): return span.text
        case .truth(let value): return value ? "true" : "false"
        case .missing: return "missing"
        case .member: return "it"
        case .name(let name): return operandName(name, opens: opens)
        case .group(let members): return "{\(list(members, .sum))}"
        case .call(let name, let arguments):
            return "\(name.text)(\(arguments.map { argument($0) }.joined(separator: ", ")))"
        case .field(let base, let name): return "\(fieldBase(base, opens: opens)).\(name.text)"
        case .index(let base, let date): return "\(fieldBase(base, opens: opens))[\(dateValue(date))]"
        case .negate(let operand): return "-\(text(operand, at: .unary))"
        case .not(let operand): return "not \(text(operand, at: .negation))"
        case .binary(let kind, let left, let right):
            let leftLevel = level(kind) == .comparison ? Level.sum : level(kind)
            let leftText = text(left, at: leftLevel, opens: opens)
            return "\(leftText) \(kind.rawValue) \(text(right, at: rightLevel(kind)))"
        case .between(let value, let low, let high): return "\(first(value)) between \(then(low)) and \(then(high))"
        case .over(let left, let right, let margin, let isUnder):
            let by = margin.map { " by \(text($0, at: .primary))" } ?? ""
            return "\(first(left)) \(isUnder ? "under" : "over") \(then(right))\(by)"
        case .move(let operand, let move, let amount):
            return "\(first(operand)) \(move.rawValue)" + (amount.map { " \(text($0, at: .primary))" } ?? "")
        case .level(let left, let isAbove, let right):
            return "\(first(left)) \(isAbove ? "above" : "below") \(then(right))"
        case .extreme(let operand, let extreme, let lookBack, let intraday):
            let span = lookBack.map { "\(text($0, at: .primary)) " } ?? ""
            return "\(first(operand)) at \(span)\(intraday ? "intraday " : "")\(extreme.rawValue)"
        case .crosses(let left, let above, let right):
            return "\(first(left)) crosses \(above ? "above" : "below") \(then(right))"
        case .reaches(let left, let right): return "\(first(left)) reaches \(then(right))"
        }
    }

    private static func argument(_ argument: Argument) -> String {
        (argument.label.map { "\($0.text): " } ?? "") + text(argument.value)
    }

    /// A `.` or `[` is read only after what looks like a name.
    private static func fieldBase(_ base: Expression, opens: Bool) -> String {
        switch base.kind {
        case .name, .call, .field, .index, .group, .truth, .missing, .member, .date(.today), .date(.yesterday):
            text(base, at: .primary, opens: opens)
        default: "(\(text(base)))"
        }
    }

    private static func operandName(_ name: Name, opens: Bool) -> String {
        if name.exact { return text(name) }
        if opens, name.opensStatement { return "(\(name.text))" }
        return name.text
    }
}
