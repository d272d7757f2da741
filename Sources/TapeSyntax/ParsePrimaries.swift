import TapeTime

extension Parser {
    // Primary ::= NUMBER | PERCENT | TEXT | Date | Duration | Constant | Call | Name | Group | '(' Expression ')'
    mutating func primary() throws(Failure) -> Expression {
        if isWord { return try wordPrimary() }
        if at(.leftParen) { return try bracketedExpression() }
        if at(.leftBrace) { return try group() }
        return try literal()
    }

    private mutating func bracketedExpression() throws(Failure) -> Expression {
        let start = current.span
        need = Need(at: start, message: "nothing between `(` and `)`", insertion: "rut", continues: true)
        var inner = try bracketed(.rightParen) { parser throws(Failure) in try parser.expression() }
        inner.span = span(start)
        return inner
    }

    private mutating func literal() throws(Failure) -> Expression {
        switch current.kind {
        case .number(let value):
            if let duration = try duration() { return duration }
            if let date = try date() { return date }
            return leaf(.number(value))
        case .percent(let value, let points): return leaf(.percent(value, basisPoints: points))
        case .text(let value): return leaf(.text(value))
        case .date(let date): return leaf(.date(date))
        case .duration(let span): return leaf(.duration(span))
        case .symbol, .exact: return name()
        default: throw missingOperand()
        }
    }

    private mutating func leaf(_ kind: Expression.Kind) -> Expression {
        Expression(kind, advance().span, height: 1)
    }

    private mutating func wordPrimary() throws(Failure) -> Expression {
        if isAtCall { return try call() }
        return try plainWord()
    }

    var isAtCall: Bool { isWord && isGluedParen(peek()) && specialWord == nil }

    private var isWord: Bool {
        if case .word = lexemes[position].kind { return true }
        return false
    }

    private var specialWord: SpecialWord? { word.flatMap { SpecialWord(rawValue: $0) } }

    private mutating func plainWord() throws(Failure) -> Expression {
        if let special = specialWord { return try constant(special) }
        if let word, isKeywordHere(word) { throw missingOperand() }
        if let date = try date() { return date }
        if bindsMember, at(word: "it") { return leaf(.member) }
        return name()
    }

    // Constant ::= 'true' | 'false' | 'missing' | 'today' | 'yesterday'
    private mutating func constant(_ word: SpecialWord) throws(Failure) -> Expression {
        switch word {
        case .true: return leaf(.truth(true))
        case .false: return leaf(.truth(false))
        case .missing: return leaf(.missing)
        case .today: return leaf(.date(.today))
        case .yesterday: return leaf(.date(.yesterday))
        case .not:
            var failure = failure(
                .unexpected, current.span, "`not` goes before a whole condition; elsewhere it needs brackets")
            failure.diagnostic.advice = [.init("example", "streak not rut over spx")]
            throw failure
        }
    }

    // Name ::= (WORD - SpecialWord) | SYMBOL | EXACT
    private mutating func name() -> Expression {
        let span = current.span
        guard var name = anyName() else { return Expression(.missing, span, height: 1) }
        name.opensStatement = !name.exact && verbs.opensStatement(name.text)
        return Expression(.name(name), name.span, height: 1)
    }

    // Call ::= FunctionName '(' (Argument (',' Argument)*)? ')'
    mutating func call() throws(Failure) -> Expression {
        let start = current.span
        guard let name = wordName() else { throw missingOperand() }
        let outer = bindsMember
        if name.text == "share" { bindsMember = true }
        defer { bindsMember = outer }
        needArgument(of: name)
        let arguments = try bracketed(.rightParen) { parser throws(Failure) in try parser.arguments() }
        return try node(.call(name, arguments), span(start), arguments.map(\.value.height).max() ?? 0)
    }

    private mutating func needArgument(of name: Name) {
        need = Need(
            at: name.span.joined(current.span), message: "something is missing after `\(name.text)(`",
            insertion: "rut", continues: true)
    }

    private mutating func arguments() throws(Failure) -> [Argument] {
        var arguments: [Argument] = []
        if at(.rightParen) { return arguments }
        while true {
            arguments.append(try argument())
            guard at(.comma) else { return arguments }
            needBehindComma()
            advance()
        }
    }

    // Argument ::= (WORD ':')? Expression
    private mutating func argument() throws(Failure) -> Argument {
        let label = label()
        return Argument(label: label, value: try expression())
    }

    private mutating func label() -> Name? {
        guard case .word = current.kind, peek().kind == .mark(.colon), let label = wordName() else { return nil }
        need = Need(at: current.span, message: "`:` needs something after it", insertion: "rut", continues: true)
        advance()
        return label
    }

    // Group ::= '{' Sum (',' Sum)* '}'
    private mutating func group() throws(Failure) -> Expression {
        let start = current.span
        need = Need(at: start, message: "a group needs a member", insertion: "rut, spx", continues: true)
        let members = try bracketed(.rightBrace) { parser throws(Failure) in
            if parser.at(.rightBrace) { throw parser.emptyGroup(start) }
            return try parser.members()
        }
        return try node(.group(members), span(start), members.map(\.height).max() ?? 0)
    }

    private func emptyGroup(_ start: SourceSpan) -> Failure {
        var failure = failure(.emptyGroup, start.joined(current.span), "this group has no members")
        failure.replacement = "{rut, spx}"
        failure.fallback = .init("example", "{rut, spx}")
        return failure
    }

    private mutating func members() throws(Failure) -> [Expression] {
        var members = [try sum()]
        while at(.comma) {
            needBehindComma()
            advance()
            members.append(try sum())
        }
        return members
    }

    // MARK: Dates and durations

    // DateValue ::= YEAR | Sum
    mutating func dateValue() throws(Failure) -> Expression {
        try refuseSlashes()
        if let year = year() { return year }
        return try sum()
    }

    /// A date is expected, but no clause continues after it: any expression is allowed.
    mutating func dateOrExpression() throws(Failure) -> Expression {
        try refuseSlashes()
        if let year = year() { return year }
        return try expression()
    }

    private mutating func year() -> Expression? {
        guard let year = plainDigits(current, 4...4) else { return nil }
        switch peek().kind {
        case .mark(.plus), .mark(.minus), .mark(.star), .mark(.slash), .mark(.leftBracket): return nil
        case .mark(let mark) where BinaryOperator(comparison: mark) != nil: return nil
        case .word("and"), .word("or"): return nil
        case .word(let word) where CalendarUnit(word: word) != nil: return nil
        case .word(let word) where ConditionWord(rawValue: word)?.beginsTail == true: return nil
        default: return checked(.year(year), advance().span)
        }
    }

    /// `01/22/2026` would be two divisions; nobody means that where a date is expected.
    private func refuseSlashes() throws(Failure) {
        guard peek().kind == .mark(.slash), peek(3).kind == .mark(.slash), let first = plainDigits(current, 1...4),
            let second = plainDigits(peek(2), 1...2), let third = plainDigits(peek(4), 1...4)
        else { return }
        let date = DateLiteral.day(first, second, third)
        let span = current.span.joined(peek(4).span)
        throw failure(
            .badDate, span, "`\(source.text(span))` is a division; a date is written with dashes",
            [.init("example", first > 31 && date.fault == nil ? Printer.text(date) : "2026-01-22")])
    }

    // Duration ::= DURATION | WHOLE Unit
    mutating func duration() throws(Failure) -> Expression? {
        if case .duration(let span) = current.kind { return leaf(.duration(span)) }
        guard case .number = current.kind, case .word(let word) = peek().kind, let unit = CalendarUnit(word: word)
        else {
            return nil
        }
        let number = advance()
        let span = number.span.joined(advance().span)
        let count = whole(number)
        if let fault = CalendarUnit.fault(count), !number.isBad {
            report(failure(.badDuration, span, "`\(source.excerpt(span))` \(fault)", [.init("example", "3 \(word)")]))
            return Expression(.duration(CalendarSpan(1, unit)), span, height: 1)
        }
        return Expression(.duration(CalendarSpan(count ?? 1, unit)), span, height: 1)
    }

    // Date ::= DATE | Month YEAR | DAY Month YEAR | Month DAY YEAR
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
                .badDate, span, "`\(source.excerpt(span))` needs a year of four digits",
                [.init("expected", "22 jan 2026, or jan 2026 for the month")])
        }
        return checked(.day(year, month, day), start.span.joined(advance().span))
    }

    /// The date, or a stand-in for one that does not exist, which is reported.
    private mutating func checked(_ date: DateLiteral, _ span: SourceSpan) -> Expression {
        guard let fault = date.fault else { return Expression(.date(date), span, height: 1) }
        let near = date.nearestDate.map { Printer.text($0) }
        report(failure(.badDate, span, fault, [near.map { .init("nearest", $0) } ?? .init("example", "2026-01-22")]))
        return Expression(.date(.standIn), span, height: 1)
    }

    /// A month's name next to a number is a date; elsewhere it is a ticker like any other.
    var startsDate: Bool {
        guard case .word(let word) = current.kind, DateLiteral.month(named: word) != nil else { return false }
        if case .number = peek().kind { return true }
        return false
    }

    /// The value of a number written as digits, with optional `_` between them.
    private func whole(_ lexeme: Lexeme) -> Int? {
        Int(source.text(lexeme.span).filter { $0 != "_" })
    }

    /// The value of a number written as exactly this many digits.
    private func plainDigits(_ lexeme: Lexeme, _ count: ClosedRange<Int>) -> Int? {
        guard case .number = lexeme.kind, !lexeme.isBad else { return nil }
        var value = 0
        var digits = 0
        for byte in source.bytes[lexeme.span.lower..<lexeme.span.upper] {
            guard Byte.isDigit(byte), digits < 9 else { return nil }
            value = value * 10 + Int(byte - 0x30)
            digits += 1
        }
        return count.contains(digits) ? value : nil
    }

    // MARK: Contextual words

    func isGluedParen(_ lexeme: Lexeme) -> Bool { lexeme.kind == .mark(.leftParen) && lexeme.isGlued }

    /// Whether a word in operand position is a keyword: it is one where the next token cannot follow an operand,
    /// so that the operand itself is missing.
    private func isKeywordHere(_ word: String) -> Bool {
        let next = peek()
        if beforeCondition {
            if next.kind == .word("it") || next.kind == .word("not") || next.kind == .mark(.leftParen) { return false }
        }
        guard beginsOperand(next) else { return false }
        if ConditionWord(rawValue: word)?.followsOperand == true { return true }
        if vocabulary.clauses[word] != nil { return !inStage }
        return startsNewStatement
    }

    /// Whether a token can only begin an operand: it neither continues nor follows one.
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
        return vocabulary.clauses[word] != nil
    }
}
