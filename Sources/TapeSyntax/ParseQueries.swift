extension Parser {
    // Pipeline ::= (Query | ValueQuery) ('|' Stage)*
    mutating func pipeline() throws(Failure) -> Pipeline {
        let start = current
        let source: PipeSource
        if let word, let verb = verbs[word], !(peek().kind == .mark(.leftParen) && peek().isGlued) {
            source = .query(try query(verb))
        } else {
            source = try valueQuery()
        }
        var stages: [Stage] = []
        while try nextStage() {
            let bar = advanceOpen()
            stages.append(try stage(behind: bar))
        }
        return Pipeline(source: source, stages: stages, span: span(from: start))
    }

    // ValueQuery ::= Expression Clause*
    private mutating func valueQuery() throws(Failure) -> PipeSource {
        try refuseOpening()
        let expression = try expression()
        return .expression(expression, try clauses())
    }

    /// Whether a `|` follows, even on a later line: no statement begins with one.
    private mutating func nextStage() throws(Failure) -> Bool {
        var index = position
        while lexemes[index].kind == .newline { index += 1 }
        guard lexemes[index].kind == .mark(.bar) else { return false }
        position = index
        return true
    }

    /// A statement that begins with something no statement begins with, or with a misspelt verb before its subject.
    private func refuseOpening() throws(Failure) {
        switch current.kind {
        case .mark(.leftParen), .mark(.leftBrace), .mark(.minus), .number, .percent, .date, .duration, .text, .symbol,
            .exact:
            return
        case .word(let word):
            guard beginsOperand(peek()), !isGluedParen(peek()), !startsDate, SpecialWord(rawValue: word) == nil else {
                return
            }
            throw notAStatement(word)
        default:
            guard position == statementStart else { return }
            throw failure(
                .notAStatement, current.span, "\(found) cannot begin a statement",
                [.init("expected", "a verb such as streak, a statement such as let, or a value such as rut / spx")])
        }
    }

    // Query ::= (ConditionQuery | OneQuery | ListQuery | PairQuery | RankQuery | BreadthQuery | TargetQuery) Clause*
    mutating func query(_ verb: Verb) throws(Failure) -> Query {
        let word = advance()
        let subjects: [Expression]
        var operands: [Expression] = []
        switch verb.shape {
        case .condition: subjects = try conditionQuery(word)
        case .one: subjects = try oneQuery(word, verb)
        case .list: subjects = try listQuery(word)
        case .pair: (subjects, operands) = try pairQuery(word)
        case .rank: (subjects, operands) = try rankQuery(word)
        case .breadth: (subjects, operands) = try breadthQuery(word)
        case .target: (subjects, operands) = try targetQuery(word)
        }
        let clauses = try clauses()
        return Query(
            verb: verb, verbSpan: word.span, subjects: subjects, operands: operands, clauses: clauses,
            span: span(from: word))
    }

    // ConditionQuery ::= ('streak' | 'odds' | 'when' | 'count' | 'first' | 'last') Expression
    private mutating func conditionQuery(_ word: Lexeme) throws(Failure) -> [Expression] {
        [try operand(behind: word, "a condition", insertion: "rut over spx")]
    }

    // OneQuery ::= ('summary' | 'mean' | 'median' | 'sum' | 'min' | 'max' | 'stdev' | 'describe') Expression
    private mutating func oneQuery(_ word: Lexeme, _ verb: Verb) throws(Failure) -> [Expression] {
        let isSymbol = verb.operand == .symbol
        return [try operand(behind: word, isSymbol ? "a symbol" : "a series", insertion: isSymbol ? "rut" : "ret(rut)")]
    }

    // ListQuery ::= ('return' | 'show' | 'drawdown' | 'correlate' | 'plot') Expression (',' Expression)*
    private mutating func listQuery(_ word: Lexeme) throws(Failure) -> [Expression] {
        try expressions(behind: word, "a symbol or series", insertion: "rut")
    }

    // PairQuery ::= 'compare' Sum 'with' Sum
    private mutating func pairQuery(_ word: Lexeme) throws(Failure) -> ([Expression], [Expression]) {
        need = Need(at: word.span, message: "`compare` needs a symbol after it", insertion: "rut with spx")
        let subject = try sum()
        guard let with = take(word: "with") else {
            throw expected("`with` and a second symbol", mend: "with spx", between: isAtClause ? "with spx" : "with")
        }
        need = Need(at: with.span, message: "`with` needs a symbol after it", insertion: "spx")
        return ([subject], [try sum()])
    }

    // RankQuery ::= 'rank' Sum 'by' Sum
    private mutating func rankQuery(_ word: Lexeme) throws(Failure) -> ([Expression], [Expression]) {
        need = Need(at: word.span, message: "`rank` needs a group after it", insertion: "{rut, spx}")
        let group = try sum()
        guard let by = take(word: "by") else {
            throw expected("`by` and what to rank by", mend: "by return(it, 3m)", between: isAtClause ? nil : "by")
        }
        need = Need(at: by.span, message: "`by` needs what to rank by after it", insertion: "return(it, 3m)")
        return ([group], [try bindingMember { parser throws(Failure) in try parser.sum() }])
    }

    // BreadthQuery ::= 'breadth' Sum MemberCondition?
    private mutating func breadthQuery(_ word: Lexeme) throws(Failure) -> ([Expression], [Expression]) {
        need = Need(at: word.span, message: "`breadth` needs a group after it", insertion: "{rut, spx}")
        beforeCondition = true
        let group = try sum()
        beforeCondition = false
        guard at(word: "it") || at(word: "not") || at(.leftParen) && !current.isGlued else {
            if beginsComparison { throw memberMissing() }
            return ([group], [])
        }
        return ([group], [try memberCondition()])
    }

    /// `breadth mag7 up`: the condition lacks its subject.
    private func memberMissing() -> Failure {
        var failure = failure(.unexpected, current.span, "the condition of `breadth` begins with `it`, the member")
        failure.insertion = (previous.upper, "it")
        failure.fallback = .init("example", "breadth mag7 it up")
        return failure
    }

    // MemberCondition ::= Expression
    private mutating func memberCondition() throws(Failure) -> Expression {
        try bindingMember { parser throws(Failure) in try parser.expression() }
    }

    // TargetQuery ::= 'target' Sum 'to' Sum (',' Sum)*
    private mutating func targetQuery(_ word: Lexeme) throws(Failure) -> ([Expression], [Expression]) {
        need = Need(at: word.span, message: "`target` needs a symbol after it", insertion: "rut")
        let subject = try sum()
        guard let to = take(word: "to") else { throw expected("`to` and a level", mend: "to 3000", between: "to") }
        return ([subject], try sums(behind: to, "a level", insertion: "3000"))
    }

    /// Reads something in which `it` is the member.
    mutating func bindingMember<Result>(
        _ body: (inout Parser) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let outer = bindsMember
        bindsMember = true
        defer { bindsMember = outer }
        return try body(&self)
    }

    mutating func operand(behind word: Lexeme, _ wanted: String, insertion: String) throws(Failure) -> Expression {
        need = Need(at: word.span, message: "`\(text(word))` needs \(wanted) after it", insertion: insertion)
        return try expression()
    }

    mutating func expressions(
        behind word: Lexeme, _ wanted: String, insertion: String
    ) throws(Failure) -> [Expression] {
        var list = [try operand(behind: word, wanted, insertion: insertion)]
        while at(.comma) {
            needBehindComma()
            advanceOpen()
            list.append(try expression())
        }
        return list
    }

    mutating func sums(behind word: Lexeme, _ wanted: String, insertion: String) throws(Failure) -> [Expression] {
        need = Need(at: word.span, message: "`\(text(word))` needs \(wanted) after it", insertion: insertion)
        var list = [try sum()]
        while at(.comma) {
            needBehindComma(insertion)
            advanceOpen()
            list.append(try sum())
        }
        return list
    }

    mutating func needBehindComma(_ insertion: String = "spx") {
        need = Need(
            at: current.span, message: "`,` needs something after it", insertion: insertion, continues: true)
    }
}
