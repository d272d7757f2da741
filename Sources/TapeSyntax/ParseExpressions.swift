extension Parser {
    mutating func loneExpression() -> Expression? {
        need = Need(at: here, message: "an expression is missing", insertion: "rut")
        do throws(Failure) {
            skipNewlines()
            let expression = try expression()
            skipNewlines()
            guard current.kind == .end else { throw stray(wanted: "the end") }
            return expression
        } catch {
            report(error)
            return nil
        }
    }

    // Expression ::= Conjunction ('or' Conjunction)*
    mutating func expression() throws(Failure) -> Expression {
        var left = try conjunction()
        while at(word: "or") {
            left = try binary(.or, left) { parser throws(Failure) in try parser.conjunction() }
        }
        return left
    }

    // Conjunction ::= Negation ('and' Negation)*
    private mutating func conjunction() throws(Failure) -> Expression {
        var left = try negation()
        while at(word: "and") {
            left = try binary(.and, left) { parser throws(Failure) in try parser.negation() }
        }
        return left
    }

    // Negation ::= 'not'* Comparison
    private mutating func negation() throws(Failure) -> Expression {
        at(word: "not") ? try negations() : try comparison()
    }

    private mutating func negations() throws(Failure) -> Expression {
        var words: [SourceSpan] = []
        while at(word: "not") {
            words.append(current.span)
            needOperand("a condition", insertion: "rut over spx")
            advanceOpen()
            guard words.count < Limits.height else { throw tooDeep(words[0]) }
        }
        var operand = try comparison()
        for word in words.reversed() {
            operand = try node(.not(operand), word.joined(operand.span), operand.height)
        }
        return operand
    }

    // Comparison ::= Sum ComparisonTail?
    private mutating func comparison() throws(Failure) -> Expression {
        let left = try sum()
        guard beginsComparison else { return left }
        let compared = try comparisonTail(left)
        if beginsComparison { throw chained(compared) }
        return compared
    }

    private func chained(_ compared: Expression) -> Failure {
        var failure = failure(
            .chained, compared.span.joined(current.span), "comparisons do not chain: join two of them with `and`")
        failure.insertion = linkingOperand(of: compared).map { (previous.upper, "and \(source.text($0))") }
        return failure
    }

    /// What the next comparison of a chain would compare.
    private func linkingOperand(of expression: Expression) -> SourceSpan? {
        switch expression.kind {
        case .binary(_, _, let right), .over(_, let right, _, _), .level(_, _, let right), .crosses(_, _, let right),
            .reaches(_, let right):
            right.span
        case .move(let left, _, _), .extreme(let left, _, _, _), .between(let left, _, _): left.span
        default: nil
        }
    }

    var beginsComparison: Bool {
        switch current.kind {
        case .mark(let mark): BinaryOperator(comparison: mark) != nil
        case .word(let word): ConditionWord(rawValue: word)?.beginsTail == true
        default: false
        }
    }

    // ComparisonTail ::= ('=' | '!=' | '<' | '<=' | '>' | '>=') Sum
    //                  | ('over' | 'under') Sum ('by' (NUMBER | PERCENT))?
    //                  | ('up' | 'down') PERCENT? | 'flat'
    //                  | ('above' | 'below') Sum | 'crosses' ('above' | 'below') Sum | 'reaches' Sum
    //                  | 'at' LookBack? 'intraday'? ('high' | 'low')
    //                  | 'between' Sum 'and' Sum
    private mutating func comparisonTail(_ left: Expression) throws(Failure) -> Expression {
        switch word.flatMap({ ConditionWord(rawValue: $0) }) {
        case .over: return try over(left, isUnder: false)
        case .under: return try over(left, isUnder: true)
        case .up: return try move(left, .up)
        case .down: return try move(left, .down)
        case .flat: return try move(left, .flat)
        case .above: return try level(left, isAbove: true)
        case .below: return try level(left, isAbove: false)
        case .crosses: return try crosses(left)
        case .reaches: return try reaches(left)
        case .at: return try extreme(left)
        case .between: return try between(left)
        case .and, .or, .not, .by, .to, .with, .high, .low, .intraday, nil: return try compare(left)
        }
    }

    private mutating func compare(_ left: Expression) throws(Failure) -> Expression {
        guard case .mark(let mark) = current.kind, let comparison = BinaryOperator(comparison: mark) else {
            return left
        }
        return try binary(comparison, left) { parser throws(Failure) in try parser.sum() }
    }

    private mutating func level(_ left: Expression, isAbove: Bool) throws(Failure) -> Expression {
        let right = try right()
        return try node(
            .level(left, isAbove: isAbove, right), left.span.joined(right.span), max(left.height, right.height))
    }

    private mutating func reaches(_ left: Expression) throws(Failure) -> Expression {
        let right = try right("a level", insertion: "10")
        return try node(.reaches(left, right), left.span.joined(right.span), max(left.height, right.height))
    }

    private mutating func over(_ left: Expression, isUnder: Bool) throws(Failure) -> Expression {
        let right = try right()
        let margin = margin()
        return try node(
            .over(left, right, margin: margin, isUnder: isUnder), left.span.joined(margin?.span ?? right.span),
            max(left.height, right.height))
    }

    private mutating func margin() -> Expression? {
        guard at(word: "by") else { return nil }
        switch peek().kind {
        case .number(let value):
            advance()
            return Expression(.number(value), advance().span, height: 1)
        case .percent(let value, let points):
            advance()
            return Expression(.percent(value, basisPoints: points), advance().span, height: 1)
        default:
            return nil
        }
    }

    private mutating func move(_ left: Expression, _ move: Move) throws(Failure) -> Expression {
        let direction = advance()
        var amount: Expression?
        if case .percent(let value, let points) = current.kind, move != .flat {
            amount = Expression(.percent(value, basisPoints: points), advance().span, height: 1)
        } else if move != .flat, current.isNumber || at(.minus) {
            throw notAnAmount(behind: direction)
        }
        return try node(
            .move(left, move, amount: amount), left.span.joined(amount?.span ?? direction.span),
            max(left.height, amount?.height ?? 0))
    }

    private func notAnAmount(behind direction: Lexeme) -> Failure {
        var failure = failure(
            .unexpected, current.span, "the amount after `\(text(direction))` is a percent without a sign")
        failure.replacement = at(.minus) ? "" : "\(text(current))%"
        return failure
    }

    private mutating func crosses(_ left: Expression) throws(Failure) -> Expression {
        let word = advance()
        guard at(word: "above") || at(word: "below") else {
            if isAtStop { throw wanting("`above` or `below`", behind: word, insertion: "above spx") }
            throw expected("`above` or `below`", between: at(word: "under") ? "below" : "above")
        }
        let isAbove = at(word: "above")
        let right = try right()
        return try node(
            .crosses(left, above: isAbove, right), left.span.joined(right.span), max(left.height, right.height))
    }

    private mutating func extreme(_ left: Expression) throws(Failure) -> Expression {
        let at = advance()
        let lookBack = try lookBack()
        let intraday = take(word: "intraday") != nil
        guard let word, let extreme = Extreme(rawValue: word) else {
            throw notExtreme(behind: at)
        }
        let end = advance()
        return try node(
            .extreme(left, extreme, lookBack: lookBack, intraday: intraday), left.span.joined(end.span),
            max(left.height, lookBack?.height ?? 0))
    }

    private func notExtreme(behind at: Lexeme) -> Failure {
        let near = word.flatMap { nearest($0, among: ["high", "low", "intraday"], limit: 1).first }
        guard let near else {
            var failure = wanting("`high` or `low`", behind: at, insertion: "high")
            failure.insertion = (previous.upper, "high")
            return failure
        }
        return failure(
            .unexpected, current.span, "expected `high` or `low`, found `\(source.excerpt(current.span))`",
            [.init("nearest", near)])
    }

    // LookBack ::= Duration | WORD - ('high' | 'low' | 'intraday' | SpecialWord)
    private mutating func lookBack() throws(Failure) -> Expression? {
        if let duration = try duration() { return duration }
        guard let word, !isExtremeWord(word), SpecialWord(rawValue: word) == nil, case .word(let next) = peek().kind,
            isExtremeWord(next)
        else { return nil }
        let name = Name(word, advance().span)
        return Expression(.name(name), name.span, height: 1)
    }

    private func isExtremeWord(_ word: String) -> Bool { word == "high" || word == "low" || word == "intraday" }

    private mutating func between(_ left: Expression) throws(Failure) -> Expression {
        let low = try right("two values", insertion: "30 and 70")
        guard at(word: "and") else {
            throw expected("`and` and a second value", mend: "and 70", between: "and")
        }
        let high = try right()
        return try node(
            .between(left, low, high), left.span.joined(high.span), max(left.height, low.height, high.height))
    }

    // Sum ::= Product (('+' | '-') Product)*
    mutating func sum() throws(Failure) -> Expression {
        var left = try product()
        while at(.plus) || at(.minus) {
            left = try binary(at(.plus) ? .add : .subtract, left) { parser throws(Failure) in try parser.product() }
        }
        return left
    }

    // Product ::= Unary (('*' | '/') Unary)*
    private mutating func product() throws(Failure) -> Expression {
        var left = try unary()
        while at(.star) || at(.slash) {
            left = try binary(at(.star) ? .multiply : .divide, left) { parser throws(Failure) in try parser.unary() }
        }
        return left
    }

    // Unary ::= '-'* Postfix
    private mutating func unary() throws(Failure) -> Expression {
        at(.minus) ? try negatives() : try postfix()
    }

    private mutating func negatives() throws(Failure) -> Expression {
        var signs: [SourceSpan] = []
        while at(.minus) {
            signs.append(current.span)
            needOperand("something", insertion: "1")
            advanceOpen()
            guard signs.count < Limits.height else { throw tooDeep(signs[0]) }
        }
        var operand = try postfix()
        for sign in signs.reversed() {
            operand = try node(.negate(operand), sign.joined(operand.span), operand.height)
        }
        return operand
    }

    // Postfix ::= Primary ('.' WORD | '[' DateValue ']')*
    private mutating func postfix() throws(Failure) -> Expression {
        var base = try primary()
        while true {
            if at(.dot) {
                base = try field(base)
            } else if at(.leftBracket) {
                base = try index(base)
            } else {
                return base
            }
        }
    }

    private mutating func field(_ base: Expression) throws(Failure) -> Expression {
        let dot = advance()
        guard let field = wordName() else { throw wanting("a field", behind: dot, insertion: "high") }
        return try node(.field(base, field), base.span.joined(field.span), base.height)
    }

    private mutating func index(_ base: Expression) throws(Failure) -> Expression {
        need = Need(
            at: current.span, message: "`[` needs a date after it", insertion: "2026-01-22", continues: true)
        let date = try bracketed(.rightBracket) { parser throws(Failure) in try parser.dateValue() }
        return try node(.index(base, date), span(base.span), max(base.height, date.height))
    }

    // MARK: Nodes

    func node(_ kind: Expression.Kind, _ span: SourceSpan, _ below: Int) throws(Failure) -> Expression {
        guard below < Limits.height else { throw tooDeep(span) }
        return Expression(kind, span, height: below + 1)
    }

    /// From the span's beginning to the token read last.
    func span(_ start: SourceSpan) -> SourceSpan { SourceSpan(start.lower, max(start.upper, previous.upper)) }

    private mutating func binary(
        _ kind: BinaryOperator, _ left: Expression, _ operand: (inout Parser) throws(Failure) -> Expression
    ) throws(Failure) -> Expression {
        let isCondition = kind == .and || kind == .or
        needOperand(isCondition ? "a condition" : "something", insertion: isCondition ? "spx down" : "spx")
        advanceOpen()
        let right = try operand(&self)
        return try node(.binary(kind, left, right), left.span.joined(right.span), max(left.height, right.height))
    }

    /// Moves past an operator and reads its right operand.
    private mutating func right(_ wanted: String = "something", insertion: String = "spx") throws(Failure) -> Expression
    {
        needOperand(wanted, insertion: insertion)
        advanceOpen()
        return try sum()
    }

    private mutating func needOperand(_ wanted: String, insertion: String) {
        need = Need(
            at: current.span, message: "`\(text(current))` needs \(wanted) after it",
            insertion: inStage ? "10" : insertion, continues: true)
    }

    /// Reads what is between an opening bracket, which is the current token, and its partner.
    mutating func bracketed<Result>(
        _ closing: Mark, _ body: (inout Parser) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let opening = position
        let outer = beforeCondition
        try openBracket()
        let result = try body(&self)
        try close(closing, of: lexemes[opening])
        nesting -= 1
        beforeCondition = outer
        return result
    }

    private mutating func openBracket() throws(Failure) {
        guard nesting < Limits.nesting else { throw tooNested(current.span) }
        nesting += 1
        beforeCondition = false
        brackets += 1
        advance()
    }
}

extension BinaryOperator {
    init?(comparison mark: Mark) {
        switch mark {
        case .equal: self = .equal
        case .notEqual: self = .notEqual
        case .less: self = .less
        case .lessOrEqual: self = .lessOrEqual
        case .greater: self = .greater
        case .greaterOrEqual: self = .greaterOrEqual
        default: return nil
        }
    }
}
