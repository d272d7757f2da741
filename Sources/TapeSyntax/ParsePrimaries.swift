extension Parser {
    // Primary ::= NUMBER | PERCENT | TEXT | Date | Duration | SpecialWord | Call | Name | Group | '(' Expression ')'
    mutating func primary() throws(Failure) -> Expression {
        let start = current
        switch start.kind {
        case .number(let value):
            if let duration = try duration() { return duration }
            if let date = try date() { return date }
            return leaf(.number(value))
        case .percent(let value, let points): return leaf(.percent(value, basisPoints: points))
        case .text(let value): return leaf(.text(value))
        case .date(let date): return leaf(.date(date))
        case .duration(let count, let unit): return leaf(.duration(count, unit))
        case .symbol, .exact: return name()
        case .word(let word): return try wordPrimary(word)
        case .mark(.leftBrace): return try group()
        case .mark(.leftParen):
            need = Need(
                at: start.span, message: "there is nothing between `(` and `)`", insertion: "rut", continues: true)
            var inner = try bracketed(.rightParen) { parser throws(Failure) in try parser.expression() }
            inner.span = span(from: start)
            return inner
        default:
            throw missingOperand()
        }
    }

    private mutating func leaf(_ kind: Expression.Kind) -> Expression {
        Expression(kind, advance().span, height: 1)
    }

    private mutating func wordPrimary(_ word: String) throws(Failure) -> Expression {
        if let special = SpecialWord(rawValue: word) { return try specialWord(special) }
        if isGluedParen(peek()) { return try call() }
        if isKeywordHere(word) { throw missingOperand() }
        if let date = try date() { return date }
        if word == "it", bindsMember { return leaf(.member) }
        return name()
    }

    // SpecialWord ::= 'true' | 'false' | 'missing' | 'today' | 'yesterday'
    private mutating func specialWord(_ word: SpecialWord) throws(Failure) -> Expression {
        switch word {
        case .true: return leaf(.truth(true))
        case .false: return leaf(.truth(false))
        case .missing: return leaf(.missing)
        case .today: return leaf(.date(.today))
        case .yesterday: return leaf(.date(.yesterday))
        case .not:
            var failure = failure(
                .unexpected, current.span, "`not` stands before a whole condition; elsewhere it takes brackets")
            failure.diagnostic.advice = [.init("like", "streak not rut over spx")]
            throw failure
        }
    }

    // Name ::= WORD | SYMBOL | EXACT
    private mutating func name() -> Expression {
        let span = current.span
        guard let name = anyName() else { return Expression(.missing, span, height: 1) }
        return Expression(.name(name), name.span, height: 1)
    }

    // Call ::= WORD '(' (Argument (',' Argument)*)? ')'      /* no blank before the '(' */
    private mutating func call() throws(Failure) -> Expression {
        let start = current
        guard let name = wordName() else { throw missingOperand() }
        let outer = bindsMember
        if name.text == "share" { bindsMember = true }
        defer { bindsMember = outer }
        var height = 0
        let arguments = try bracketed(.rightParen) { parser throws(Failure) in
            var arguments: [Argument] = []
            if parser.at(.rightParen) { return arguments }
            parser.need = Need(
                at: start.span.joined(parser.previous), message: "something is missing behind `\(name.text)(`",
                insertion: "rut", continues: true)
            while true {
                let argument = try parser.argument()
                height = max(height, argument.value.height)
                arguments.append(argument)
                guard parser.at(.comma) else { return arguments }
                parser.needBehindComma()
                parser.advance()
            }
        }
        return try node(.call(name, arguments), span(from: start), height)
    }

    // Argument ::= (WORD ':')? Expression
    private mutating func argument() throws(Failure) -> Argument {
        guard case .word = current.kind, peek().kind == .mark(.colon), let label = wordName() else {
            return Argument(label: nil, value: try expression())
        }
        need = Need(at: current.span, message: "`:` needs something on its right", insertion: "rut", continues: true)
        advance()
        return Argument(label: label, value: try expression())
    }

    // Group ::= '{' Sum (',' Sum)* '}'
    private mutating func group() throws(Failure) -> Expression {
        let start = current
        need = Need(at: start.span, message: "a group needs a member", insertion: "rut, spx", continues: true)
        var height = 0
        let members = try bracketed(.rightBrace) { parser throws(Failure) in
            var members = [try parser.sum()]
            height = members[0].height
            while parser.at(.comma) {
                parser.needBehindComma()
                parser.advance()
                let member = try parser.sum()
                height = max(height, member.height)
                members.append(member)
            }
            return members
        }
        return try node(.group(members), span(from: start), height)
    }

    // MARK: Dates and durations

    // DateValue ::= YEAR | Sum      /* a YEAR is a NUMBER of four digits that no operator, unit or month follows */
    mutating func dateValue() throws(Failure) -> Expression {
        guard let year = plainDigits(current, 4...4) else { return try sum() }
        switch peek().kind {
        case .mark(.plus), .mark(.minus), .mark(.star), .mark(.slash), .mark(.leftBracket): return try sum()
        case .word(let word) where DurationUnit(word: word) != nil: return try sum()
        default: return checked(.year(year), advance().span)
        }
    }

    // Duration ::= DURATION | NUMBER ('day' | 'days' | 'session' | 'sessions' | 'week' | 'weeks' | 'month' | 'months'
    //            | 'quarter' | 'quarters' | 'year' | 'years')
    mutating func duration() throws(Failure) -> Expression? {
        if case .duration(let count, let unit) = current.kind { return leaf(.duration(count, unit)) }
        guard case .number = current.kind, case .word(let word) = peek().kind, let unit = DurationUnit(word: word)
        else {
            return nil
        }
        let number = advance()
        let span = number.span.joined(advance().span)
        let count = plainDigits(number, 1...9)
        if let fault = DurationUnit.fault(count), !number.isBad {
            report(failure(.badDuration, span, "`\(source.text(span))` \(fault)", [.init("like", "3 \(word)")]))
            return Expression(.duration(1, unit), span, height: 1)
        }
        return Expression(.duration(count ?? 1, unit), span, height: 1)
    }

    // Date ::= DATE | Month YEAR | DAY Month YEAR | Month DAY YEAR      /* DAY is a NUMBER of one or two digits */
    // Month ::= 'jan' | 'january' | … | 'dec' | 'december'
    private mutating func date() throws(Failure) -> Expression? {
        let start = current
        if let day = plainDigits(current, 1...2), case .word(let word) = peek().kind,
            let month = DateLiteral.month(named: word)
        {
            advance()
            advance()
            return try date(from: start, month, day)
        }
        guard case .word(let word) = current.kind, startsDate, let month = DateLiteral.month(named: word) else {
            return nil
        }
        advance()
        if let year = plainDigits(current, 4...4) {
            return checked(.month(year, month), start.span.joined(advance().span))
        }
        guard let day = plainDigits(current, 1...2) else { return try date(from: start, month, nil) }
        advance()
        return try date(from: start, month, day)
    }

    private mutating func date(from start: Lexeme, _ month: Int, _ day: Int?) throws(Failure) -> Expression {
        guard let day, let year = plainDigits(current, 4...4) else {
            let span = start.span.joined(day == nil ? current.span : previous)
            throw failure(
                .badDate, span, "`\(source.text(span))` needs a year of four digits",
                [.init("like", "22 jan 2026, or jan 2026 for the month")])
        }
        return checked(.day(year, month, day), start.span.joined(advance().span))
    }

    /// The date, or a stand-in for one that does not exist, which is reported.
    private mutating func checked(_ date: DateLiteral, _ span: SourceSpan) -> Expression {
        guard let fault = date.fault else { return Expression(.date(date), span, height: 1) }
        report(failure(.badDate, span, fault, [.init("like", "2026-01-22")]))
        return Expression(.date(.day(2000, 1, 3)), span, height: 1)
    }

    /// A month's name beside a number is a date; elsewhere it is a ticker like any other.
    var startsDate: Bool {
        guard case .word(let word) = current.kind, DateLiteral.month(named: word) != nil else { return false }
        if case .number = peek().kind { return true }
        return false
    }

    /// The value of a number that is written as digits only, where there are so many of them.
    private func plainDigits(_ lexeme: Lexeme, _ count: ClosedRange<Int>) -> Int? {
        guard case .number = lexeme.kind, !lexeme.isBad else { return nil }
        var value = 0
        var digits = 0
        for byte in source.bytes[lexeme.span.lower..<lexeme.span.upper] where byte != 0x5F {
            guard Byte.isDigit(byte), digits < 9 else { return nil }
            value = value * 10 + Int(byte - 0x30)
            digits += 1
        }
        return count.contains(digits) ? value : nil
    }

    // MARK: Contextual words

    func isGluedParen(_ lexeme: Lexeme) -> Bool { lexeme.kind == .mark(.leftParen) && lexeme.isGlued }

    /// Whether a word in operand position is a keyword after all: it is one where something follows that cannot follow an operand,
    /// so that the operand itself is missing.
    private func isKeywordHere(_ word: String) -> Bool {
        let next = peek()
        if beforeCondition {
            if next.kind == .word("it") || next.kind == .word("not") || next.kind == .mark(.leftParen) { return false }
        }
        guard beginsOperand(next) else { return false }
        if ConditionWord(rawValue: word)?.followsOperand == true { return true }
        if ClauseWord(rawValue: word) != nil { return !inStage }
        return startsNewStatement
    }

    /// Whether a token can only begin an operand: it neither continues one nor stands behind one.
    func beginsOperand(_ lexeme: Lexeme) -> Bool {
        switch lexeme.kind {
        case .number, .percent, .date, .duration, .symbol, .exact, .mark(.leftParen): return true
        case .word("not"): return true
        case .word(let word): return ConditionWord(rawValue: word)?.followsOperand != true && !followsInContext(word)
        default: return false
        }
    }

    private func followsInContext(_ word: String) -> Bool {
        if inStage { return word == "asc" || word == "desc" }
        return ClauseWord(rawValue: word) != nil
    }
}
