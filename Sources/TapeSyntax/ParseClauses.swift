import TapeTime

extension Parser {
    /// All clauses that follow, each kind once.
    mutating func clauses() throws(Failure) -> [Clause] {
        var clauses: [Clause] = []
        while let word, let clauseWord = ClauseWord(rawValue: word) {
            let start = current
            let kind = try clause(clauseWord)
            let clause = Clause(kind, span(from: start))
            if let earlier = clauses.first(where: { $0.excludes(clause) }) { report(twice(clause, earlier)) }
            clauses.append(clause)
        }
        return clauses
    }

    private func twice(_ clause: Clause, _ earlier: Clause) -> Failure {
        let first = source.excerpt(earlier.span)
        let isWindow = clause.kind.name == "window"
        let message =
            isWindow ? "the window is already given by `\(first)`" : "`\(first)` is already given"
        let advice =
            isWindow
            ? "one of since, until, from … to …, in, last, ytd; since and until may be combined"
            : "one clause of each kind in a query"
        return failure(.twiceClause, clause.span, message, [.init("expected", advice)])
    }

    // Clause ::= Window | AsOf | Frequency | ByClause | WhereClause | AfterClause | NextClause | ApartClause
    //          | RowsClause | PartialClause
    private mutating func clause(_ word: ClauseWord) throws(Failure) -> Clause.Kind {
        switch word {
        case .since, .until, .from, .in, .last, .ytd, .qtd, .mtd, .wtd: try window(word)
        case .as: try asOf()
        case .daily, .weekly, .monthly, .quarterly, .yearly: frequency(word)
        case .by: try byClause()
        case .where: try whereClause()
        case .after: try afterClause()
        case .next: try nextClause()
        case .apart: try apartClause()
        case .top, .bottom: try rowsClause(word)
        case .including: try partialClause()
        }
    }

    // Window ::= 'since' DateValue | 'until' DateValue | 'from' DateValue 'to' DateValue | 'in' DateValue
    //          | 'last' Sum | 'ytd' | 'qtd' | 'mtd' | 'wtd'
    private mutating func window(_ word: ClauseWord) throws(Failure) -> Clause.Kind {
        let start = advance()
        switch word {
        case .since: return .since(try dateValue(behind: start, "1990"))
        case .until: return .until(try dateValue(behind: start, "2026-01-22"))
        case .in: return .inSpan(try dateValue(behind: start, "2025"))
        case .last:
            need = Need(at: start.span, message: "`last` needs a length of time after it", insertion: "3 months")
            return .last(try sum())
        case .from:
            let first = try dateValue(behind: start, "2025-12-31 to 2026-01-22")
            guard let to = take(word: "to") else {
                var failure = expected("`to` and the window's last day", mend: "to today", between: "to")
                if isAtStop { failure.diagnostic.span = start.span }
                failure.diagnostic.message = "`from` needs `to` and the window's last day"
                throw failure
            }
            return .from(first, to: try dateValue(behind: to, "2026-01-22"))
        case .ytd: return .toDate(.year)
        case .qtd: return .toDate(.quarter)
        case .mtd: return .toDate(.month)
        default: return .toDate(.week)
        }
    }

    // AsOf ::= 'as' 'of' DateValue
    private mutating func asOf() throws(Failure) -> Clause.Kind {
        let start = advance()
        guard let of = take(word: "of") else {
            var failure = wanting("`of` and a date", behind: start, insertion: "of 2026-01-15")
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
        return .asOf(try dateValue(behind: of, "2026-01-15"))
    }

    // Frequency ::= 'daily' | 'weekly' | 'monthly' | 'quarterly' | 'yearly'
    private mutating func frequency(_ word: ClauseWord) -> Clause.Kind {
        advance()
        return .frequency(CalendarUnit(adjective: word.rawValue) ?? .day)
    }

    // ByClause ::= 'by' ('year' | 'quarter' | 'month' ('of' 'year')? | 'week' | 'day' 'of' 'week')
    private mutating func byClause() throws(Failure) -> Clause.Kind {
        let start = advance()
        let wanted = "year, quarter, month, week, month of year or day of week"
        guard let word else {
            if isAtStop { throw wanting("a bucket", behind: start, insertion: "year") }
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
        guard let unit = CalendarUnit(rawValue: word) else {
            let near = nearest(word, among: Bucket.allCases.map(\.text), limit: 1)
            throw failure(
                .unexpected, current.span, "`\(source.excerpt(current.span))` is not a bucket",
                [near.first.map { .init("nearest", $0) } ?? .init("expected", wanted)])
        }
        advance()
        let isSeasonal = unit == .month && current.kind == .word("of")
        let bucket = isSeasonal ? .monthOfYear : Bucket(running: unit) ?? .dayOfWeek
        guard let cycle = bucket.cycle?.rawValue else { return .by(bucket) }
        guard take(word: "of") != nil else { throw expected("`of week`", mend: "of week") }
        guard take(word: cycle) != nil else { throw expected("`\(cycle)`", mend: cycle) }
        return .by(bucket)
    }

    // WhereClause ::= 'where' Expression
    private mutating func whereClause() throws(Failure) -> Clause.Kind {
        .whereTrue(try operand(behind: advance(), "a condition", insertion: "spx down"))
    }

    // AfterClause ::= 'after' Expression
    private mutating func afterClause() throws(Failure) -> Clause.Kind {
        .after(try operand(behind: advance(), "a condition", insertion: "rut at 52w high"))
    }

    // NextClause ::= 'next' Sum (',' Sum)*
    private mutating func nextClause() throws(Failure) -> Clause.Kind {
        .next(try sums(behind: advance(), "a length of time", insertion: "3m"))
    }

    // ApartClause ::= 'apart' Sum
    private mutating func apartClause() throws(Failure) -> Clause.Kind {
        need = Need(at: current.span, message: "`apart` needs a length of time after it", insertion: "21d")
        advance()
        return .apart(try sum())
    }

    // RowsClause ::= ('top' | 'bottom') Sum
    private mutating func rowsClause(_ word: ClauseWord) throws(Failure) -> Clause.Kind {
        let count = try rows()
        return word == .top ? .top(count) : .bottom(count)
    }

    mutating func rows() throws(Failure) -> Expression {
        need = Need(at: current.span, message: "`\(text(current))` needs a number of rows after it", insertion: "5")
        advance()
        return try sum()
    }

    // PartialClause ::= 'including' 'partial'
    private mutating func partialClause() throws(Failure) -> Clause.Kind {
        let start = advance()
        guard take(word: "partial") != nil else {
            throw wanting("`partial`", behind: start, insertion: "partial")
        }
        return .includingPartial
    }

    private mutating func dateValue(behind word: Lexeme, _ insertion: String) throws(Failure) -> Expression {
        need = Need(at: word.span, message: "`\(text(word))` needs a date after it", insertion: insertion)
        return try dateValue()
    }
}

extension Clause {
    /// Whether the two cannot be in one query.
    func excludes(_ later: Clause) -> Bool {
        switch (kind, later.kind) {
        case (.since, .until), (.until, .since): false
        default: kind.name == later.kind.name
        }
    }
}

extension Clause.Kind {
    /// What a query has at most one of.
    var name: String {
        switch self {
        case .since, .until, .from, .inSpan, .last, .toDate: "window"
        case .asOf: "as of"
        case .frequency: "frequency"
        case .by: "by"
        case .whereTrue: "where"
        case .after: "after"
        case .next: "next"
        case .apart: "apart"
        case .top, .bottom: "rows"
        case .includingPartial: "including"
        }
    }
}
