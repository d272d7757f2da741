extension Parser {
    // Script ::= Statements
    mutating func script() -> [Statement] {
        var statements = statements()
        while at(.rightBrace), statementCount <= Limits.statements {
            statementStart = position
            report(failure(.unexpected, current.span, "unmatched `}`", [.init("expected", "a statement")]))
            advance()
            statements += self.statements()
        }
        if statementCount > Limits.statements {
            report(
                failure(
                    .tooLong, here, "this script has more than \(Limits.statements) statements",
                    [.init("example", "run \"part.tape\"")]))
        }
        return statements
    }

    // Statements ::= (Statement? (NEWLINE | ';'))* Statement?
    private mutating func statements() -> [Statement] {
        var statements: [Statement] = []
        while current.kind != .end, !at(.rightBrace), statementCount <= Limits.statements {
            if current.kind == .newline || at(.semicolon) {
                advance()
            } else if let statement = recoveringStatement() {
                statements.append(statement)
            }
        }
        return statements
    }

    /// One statement and its end; where it cannot be read, the error is reported and the rest of it skipped.
    mutating func recoveringStatement() -> Statement? {
        statementCount += 1
        let outer = (statementStart, nesting, bindsMember, inStage, beforeCondition)
        statementStart = position
        brackets = 0
        defer { (statementStart, nesting, bindsMember, inStage, beforeCondition) = outer }
        do throws(Failure) {
            let statement = try statement()
            try endStatement()
            return statement
        } catch {
            let start = position
            report(error)
            recover(from: statementStart, failedAt: start)
            return nil
        }
    }

    /// Skips the rest of a statement: to the end of its line and of the blocks that open in it, but not into a line
    /// that begins a new statement.
    private mutating func recover(from start: Int, failedAt: Int) {
        var open = brackets
        var braces = 0
        brackets = 0
        if position == start { advance() }
        while current.kind != .end {
            switch current.kind {
            case .newline:
                while lexemes[position + 1].kind == .newline { position += 1 }
                if braces == 0, open <= 0 || nextLineStartsStatement { return }
            case .mark(.semicolon):
                if braces == 0 { return }
            case .mark(.leftParen), .mark(.leftBracket):
                open += 1
            case .mark(.rightParen), .mark(.rightBracket):
                open = max(0, open - 1)
            case .mark(.leftBrace):
                braces += 1
            case .mark(.rightBrace):
                if braces > 0 {
                    braces -= 1
                } else if open > 0, blocks == 0 {
                    open -= 1
                } else if blocks > 0 {
                    return
                }
            default:
                if braces == 0, position > start, startsNewStatement { return }
            }
            position += 1
        }
    }

    private var nextLineStartsStatement: Bool {
        let first = lexemes[position + 1]
        guard case .word(let word) = first.kind else { return first.kind == .end }
        return verbs.opensStatement(word) && !isGluedParen(lexemes[min(position + 2, lexemes.count - 1)])
    }

    /// A statement is followed by a newline, `;`, the end, or the `}` of its block.
    private mutating func endStatement() throws(Failure) {
        switch current.kind {
        case .end, .newline, .mark(.semicolon): return
        case .mark(.rightBrace) where blocks > 0: return
        default: throw stray(wanted: Parser.statementEnd)
        }
    }

    // Statement ::= LetStatement | DefStatement | ParamStatement | AssertStatement | ForStatement | IfStatement
    //             | PrintStatement | LoadStatement | SaveStatement | OpenStatement | AliasStatement | RunStatement
    //             | SetStatement | ExplainStatement | CommandStatement | PipelineStatement
    mutating func statement() throws(Failure) -> Statement {
        let start = current
        guard let word, !isGluedParen(peek()) else {
            return Statement(try pipelineStatement(), span(from: start))
        }
        let kind: Statement.Kind
        if let command = Command(rawValue: word) {
            kind = try commandStatement(command)
        } else {
            switch StatementWord(rawValue: word) {
            case .let: kind = try letStatement()
            case .def: kind = try defStatement()
            case .param: kind = try paramStatement()
            case .assert: kind = try assertStatement()
            case .for: kind = try forStatement()
            case .if: kind = try ifStatement()
            case .print: kind = try printStatement()
            case .load: kind = try loadStatement()
            case .save: kind = try saveStatement()
            case .open: kind = try openStatement()
            case .alias: kind = try aliasStatement()
            case .run: kind = try runStatement()
            case .set: kind = try setStatement()
            case .explain: kind = try explainStatement()
            case nil: kind = try pipelineStatement()
            }
        }
        return Statement(kind, span(from: start))
    }

    // PipelineStatement ::= Pipeline
    private mutating func pipelineStatement() throws(Failure) -> Statement.Kind { .pipeline(try pipeline()) }

    // LetStatement ::= 'let' NewName '=' Pipeline
    private mutating func letStatement() throws(Failure) -> Statement.Kind {
        advance()
        let name = try newName("a name", like: "let rel = rut / spx")
        try equals(mend: "= rut / spx")
        return .letValue(name, try pipeline())
    }

    // DefStatement ::= 'def' NewName '(' (NewName (',' NewName)*)? ')' '=' Expression
    private mutating func defStatement() throws(Failure) -> Statement.Kind {
        advance()
        let name = try newName("a name", like: "def rel(a, b) = a / b")
        guard at(.leftParen) else { throw expected("`(` and the parameters", mend: "(a)") }
        let parameters = try bracketed(.rightParen) { parser throws(Failure) in try parser.parameters() }
        try equals(mend: "= rut")
        return .define(name, parameters, try expression())
    }

    private mutating func parameters() throws(Failure) -> [Name] {
        var names: [Name] = []
        if at(.rightParen) { return names }
        repeat {
            names.append(try newName("a parameter's name", like: "def rel(a, b) = a / b"))
        } while take(.comma)
        return names
    }

    // ParamStatement ::= 'param' NewName ':' WORD ('=' (DateValue | Expression))? TEXT?
    private mutating func paramStatement() throws(Failure) -> Statement.Kind {
        advance()
        let example = "param leader: symbol = rut \"the one to test\""
        let name = try newName("a name", like: example)
        guard take(.colon) else { throw expected("`:` and a kind", mend: ": symbol = rut", between: ":") }
        guard let kind = wordName() else {
            throw expected("a kind such as symbol, number or date", mend: "symbol", between: "symbol")
        }
        var value: Expression?
        if at(.equal) {
            need = Need(
                at: current.span, message: "`=` needs something after it", insertion: "rut", continues: true)
            advanceOpen()
            value = try kind.text == "date" ? dateOrExpression() : expression()
        }
        return .parameter(name, kind: kind, value: value, doc: optionalText()?.value)
    }

    // AssertStatement ::= 'assert' Expression Clause* TEXT?
    private mutating func assertStatement() throws(Failure) -> Statement.Kind {
        let condition = try operand(behind: advance(), "a condition", insertion: "rut over spx")
        let clauses = try clauses()
        return .assert(condition, clauses, message: optionalText()?.value)
    }

    // ForStatement ::= 'for' NewName 'in' Sum Block
    private mutating func forStatement() throws(Failure) -> Statement.Kind {
        advance()
        let name = try newName("a name", like: "for s in mag7 { return s ytd }")
        guard let word = take(word: "in") else {
            throw expected("`in` and a group", mend: "in {rut, spx}", between: "in")
        }
        need = Need(at: word.span, message: "`in` needs a group after it", insertion: "{rut, spx}")
        let group = try sum()
        return .loop(name, group, try block())
    }

    // IfStatement ::= 'if' Expression Clause* Block ('else' (IfStatement | Block))?
    private mutating func ifStatement() throws(Failure) -> Statement.Kind {
        let word = advance()
        let condition = try operand(behind: word, "a condition", insertion: "rut over spx")
        let clauses = try clauses()
        let body = try block()
        guard at(word: "else") else {
            try refuseElseBelow()
            return .branch(condition, clauses, body, otherwise: nil)
        }
        advance()
        guard at(word: "if") else { return .branch(condition, clauses, body, otherwise: try block()) }
        let start = current
        let inner = try nested(start.span) { parser throws(Failure) in try parser.ifStatement() }
        return .branch(condition, clauses, body, otherwise: [Statement(inner, span(from: start))])
    }

    /// `else` on its own line would be the name of a series; nobody means that.
    private func refuseElseBelow() throws(Failure) {
        guard current.kind == .newline else { return }
        var index = position
        while lexemes[index].kind == .newline { index += 1 }
        guard lexemes[index].kind == .word("else") else { return }
        throw failure(
            .unexpected, lexemes[index].span, "`else` goes on the line of the `}` before it",
            [.init("example", "if rut over spx { print \"ahead\" } else { print \"behind\" }")])
    }

    // Block ::= '{' Statements '}'
    private mutating func block() throws(Failure) -> [Statement] {
        guard at(.leftBrace) else { throw blockMissing() }
        guard nesting < Limits.nesting else { throw tooNested(current.span) }
        let opening = advance()
        let outer = (brackets, blocks, nesting)
        blocks += 1
        nesting += 1
        defer { (brackets, blocks, nesting) = outer }
        brackets = 0
        let statements = statements()
        guard at(.rightBrace) else { throw blockUnclosed(opening) }
        brackets = 0
        advance()
        return statements
    }

    private func blockMissing() -> Failure {
        isAtStop ? expected("`{` and statements", mend: "{ print rut }") : stray(wanted: "`{`")
    }

    private func blockUnclosed(_ opening: Lexeme) -> Failure {
        var failure = failure(
            .unclosed, opening.span, "this `{` is not closed", [.init("expected", "a `}` at the end")])
        failure.isEnd = current.kind == .end
        return failure
    }

    // PrintStatement ::= 'print' Expression (',' Expression)*
    private mutating func printStatement() throws(Failure) -> Statement.Kind {
        .print(try expressions(behind: advance(), "a value", insertion: "rut"))
    }

    // ExplainStatement ::= 'explain' Pipeline
    private mutating func explainStatement() throws(Failure) -> Statement.Kind {
        let word = advance()
        need = Need(at: word.span, message: "`explain` needs a query after it", insertion: "streak rut over spx")
        return .explain(try pipeline())
    }

    private mutating func equals(mend: String) throws(Failure) {
        guard at(.equal) else { throw expected("`=` and a value", mend: mend, between: "=") }
        need = Need(at: current.span, message: "`=` needs something after it", insertion: "rut", continues: true)
        advanceOpen()
    }

    // NewName ::= WORD - ('_' | 'it' | SpecialWord)
    mutating func newName(_ wanted: String, like example: String) throws(Failure) -> Name {
        guard case .word(let text) = current.kind else {
            var failure = expected(wanted)
            failure.diagnostic.advice = [.init("example", example)]
            throw failure
        }
        if text == "_" || text == "it" || SpecialWord(rawValue: text) != nil {
            throw failure(
                .reserved, current.span, "`\(text)` is a word of the language and cannot be a name",
                [.init("example", example)])
        }
        return Name(text, advance().span)
    }

    mutating func wordName() -> Name? {
        guard case .word(let text) = current.kind else { return nil }
        return Name(text, advance().span)
    }

    mutating func optionalText() -> Text? {
        guard case .text(let value) = current.kind else { return nil }
        return Text(value, advance().span)
    }
}
