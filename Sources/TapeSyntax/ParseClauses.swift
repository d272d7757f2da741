import TapeTime

extension Parser {
    /// All clauses that follow, each kind once.
    mutating func clauses() throws(Failure) -> [Clause] {
        var clauses: [Clause] = []
        while let word, let clauseWord = vocabulary.clauses[word] {
            let clause = try clause(clauseWord)
            if let earlier = clauses.first(where: { $0.excludes(clause) }) { report(twice(clause, earlier)) }
            clauses.append(clause)
        }
        return clauses
    }

    private func twice(_ clause: Clause, _ earlier: Clause) -> Failure {
        let first = source.excerpt(earlier.span)
        let isWindow = clause.word.kind == .window
        let message =
            isWindow ? "the window is already given by `\(first)`" : "`\(first)` is already given"
        let advice =
            isWindow
            ? "one of since, until, from … to …, in, last, ytd; since and until may be combined"
            : "one clause of each kind in a query"
        return failure(.twiceClause, clause.span, message, [.init("expected", advice)])
    }

    // Clause ::= DateClause | RangeClause | LengthClause | LengthsClause | ConditionClause | RowsClause | AsOfClause
    //          | ByClause | PartialClause | WordClause
    private mutating func clause(_ word: ClauseWord) throws(Failure) -> Clause {
        let start = current
        var clause = Clause(word, start.span)
        switch word.shape {
        case .date: clause.operands = [try dateClause(word)]
        case .range: clause.operands = try rangeClause(word)
        case .length: clause.operands = [try lengthClause(word)]
        case .lengths: clause.operands = try lengthsClause(word)
        case .condition: clause.operands = [try conditionClause(word)]
        case .rows: clause.operands = [try rowsClause(word)]
        case .asOf: clause.operands = [try asOfClause(word)]
        case .bucket: clause.bucket = try byClause(word)
        case .partial: try partialClause(word)
        case .word: wordClause()
        }
        clause.span = span(from: start)
        return clause
    }

    // DateClause ::= ('since' | 'until' | 'in') DateValue
    private mutating func dateClause(_ word: ClauseWord) throws(Failure) -> Expression {
        try dateValue(behind: advance(), word.insertion)
    }

    // RangeClause ::= 'from' DateValue 'to' DateValue
    private mutating func rangeClause(_ word: ClauseWord) throws(Failure) -> [Expression] {
        let start = advance()
        let first = try dateValue(behind: start, word.insertion)
        guard let to = take(word: "to") else {
            var failure = expected("`to` and the window's last day", mend: "to today", between: "to")
            if isAtStop { failure.diagnostic.span = start.span }
            failure.diagnostic.message = "`\(word.name)` needs `to` and the window's last day"
            throw failure
        }
        return [first, try dateValue(behind: to, "2026-01-22")]
    }

    // LengthClause ::= ('last' | 'apart') Sum
    private mutating func lengthClause(_ word: ClauseWord) throws(Failure) -> Expression {
        let message = "`\(word.name)` needs a length of time after it"
        need = Need(at: current.span, message: message, insertion: word.insertion)
        advance()
        return try sum()
    }

    // LengthsClause ::= 'next' Sum (',' Sum)*
    private mutating func lengthsClause(_ word: ClauseWord) throws(Failure) -> [Expression] {
        try sums(behind: advance(), "a length of time", insertion: word.insertion)
    }

    // ConditionClause ::= ('where' | 'after') Expression
    private mutating func conditionClause(_ word: ClauseWord) throws(Failure) -> Expression {
        try operand(behind: advance(), "a condition", insertion: word.insertion)
    }

    // RowsClause ::= ('top' | 'bottom') Sum
    private mutating func rowsClause(_ word: ClauseWord) throws(Failure) -> Expression {
        try rows(word.insertion)
    }

    mutating func rows(_ insertion: String) throws(Failure) -> Expression {
        let message = "`\(text(current))` needs a number of rows after it"
        need = Need(at: current.span, message: message, insertion: insertion)
        advance()
        return try sum()
    }

    // AsOfClause ::= 'as' 'of' DateValue
    private mutating func asOfClause(_ clause: ClauseWord) throws(Failure) -> Expression {
        let start = advance()
        guard let of = take(word: "of") else {
            var failure = wanting("`of` and a date", behind: start, insertion: "of \(clause.insertion)")
            if let word, !nearest(word, among: ["of"], limit: 1).isEmpty {
                failure = self.failure(
                    .unexpected, current.span, "expected `of`, found `\(text(current))`", [.init("nearest", "of")])
            } else if let word {
                failure = self.failure(
                    .unexpected, start.span.joined(current.span), "a format goes after a `|`",
                    [.init("example", "streak rut over spx | as \(word.utf8.count > 20 ? "csv" : word)")])
            }
            throw failure
        }
        return try dateValue(behind: of, clause.insertion)
    }

    // ByClause ::= 'by' ('year' | 'quarter' | 'month' ('of' 'year')? | 'week' | 'day' 'of' 'week')
    private mutating func byClause(_ word: ClauseWord) throws(Failure) -> Bucket {
        let start = advance()
        let wanted = "year, quarter, month, week, month of year or day of week"
        guard let unitWord = self.word else {
            if isAtStop { throw wanting("a bucket", behind: start, insertion: word.insertion) }
            if current.isNumber {
                throw failure(
                    .unexpected, start.span.joined(current.span),
                    "a margin goes right after `A over B` or `A under B`",
                    [.init("example", "streak rut over spx by 0.5%")])
            }
            if at(.minus), peek().isNumber {
                var failure = failure(.unexpected, current.span, "a margin is a number or percent without a sign")
                failure.replacement = ""
                failure.fallback = .init("example", "streak rut over spx by 0.5%")
                throw failure
            }
            throw expected(wanted)
        }
        guard let unit = CalendarUnit(rawValue: unitWord) else {
            let near = nearest(unitWord, among: Bucket.allCases.map(\.text), limit: 1)
            throw failure(
                .unexpected, current.span, "`\(source.excerpt(current.span))` is not a bucket",
                [near.first.map { .init("nearest", $0) } ?? .init("expected", wanted)])
        }
        advance()
        let isSeasonal = unit == .month && current.kind == .word("of")
        let bucket = isSeasonal ? .monthOfYear : Bucket(running: unit) ?? .dayOfWeek
        guard let cycle = bucket.cycle?.rawValue else { return bucket }
        guard take(word: "of") != nil else { throw expected("`of week`", mend: "of week") }
        guard take(word: cycle) != nil else { throw expected("`\(cycle)`", mend: cycle) }
        return bucket
    }

    // PartialClause ::= 'including' 'partial'
    private mutating func partialClause(_ word: ClauseWord) throws(Failure) {
        let start = advance()
        guard take(word: "partial") != nil else {
            throw wanting("`partial`", behind: start, insertion: word.insertion)
        }
    }

    // WordClause ::= 'ytd' | 'qtd' | 'mtd' | 'wtd' | 'daily' | 'weekly' | 'monthly' | 'quarterly' | 'yearly'
    private mutating func wordClause() { advance() }

    private mutating func dateValue(behind word: Lexeme, _ insertion: String) throws(Failure) -> Expression {
        need = Need(at: word.span, message: "`\(text(word))` needs a date after it", insertion: insertion)
        return try dateValue()
    }
}

extension Clause {
    /// Whether the two cannot be in one query.
    func excludes(_ later: Clause) -> Bool {
        guard word.kind == later.word.kind else { return false }
        guard let end = word.end, let other = later.word.end else { return true }
        return end == other
    }
}
