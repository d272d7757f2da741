import TapeTime

/// The errors for a token that cannot follow the complete text before it.
extension Parser {
    func stray(wanted: String) -> Failure {
        let shown = source.excerpt(current.span)
        switch current.kind {
        case .end, .newline, .mark(.semicolon):
            return expected(wanted)
        case .mark(.rightParen), .mark(.rightBracket), .mark(.rightBrace):
            return failure(.unexpected, current.span, "unmatched `\(shown)`", [.init("expected", wanted)])
        case .mark(.leftParen) where followsName:
            var failure = failure(.unexpected, current.span, "a call has no space between its name and `(`")
            failure.diagnostic.span = SourceSpan(previous.lower, current.span.upper)
            failure.replacement = "\(source.text(previous))("
            failure.fallback = .init("example", "\(source.text(previous))(…)")
            return failure
        case .mark(.leftBrace):
            return strayBlock(wanted)
        case .word("not"):
            return strayNot()
        case .word(let word):
            return strayWord(word, shown, wanted)
        case .symbol where source.bytes[current.span.lower] == UInt8(ascii: "."):
            var failure = failure(.unexpected, current.span, "a field's dot comes right after the name")
            failure.diagnostic.span = SourceSpan(previous.upper, current.span.upper)
            failure.replacement = shown
            failure.fallback = .init("example", "rut\(shown)")
            return failure
        default:
            var failure = failure(.unexpected, current.span, "unexpected `\(shown)`")
            failure.fallback = .init("expected", wanted)
            if beginsOperand(current) { failure.insertion = (previous.upper, ",") }
            if failure.insertion == nil { failure.diagnostic.advice = [.init("expected", wanted)] }
            return failure
        }
    }

    private var followsName: Bool {
        guard position > 0, case .word = lexemes[position - 1].kind else { return false }
        guard case .word(let opening) = lexemes[statementStart].kind else { return true }
        return Command(rawValue: opening) == nil
    }

    /// A block without its head: mostly `if(` written without a space, which is the function.
    private func strayBlock(_ wanted: String) -> Failure {
        let first = lexemes[statementStart]
        guard case .word(let word) = first.kind, StatementWord(rawValue: word) != nil, statementStart + 1 < position,
            isGluedParen(lexemes[statementStart + 1])
        else {
            return failure(.unexpected, current.span, "unexpected block", [.init("expected", wanted)])
        }
        let span = SourceSpan(first.span.lower, lexemes[statementStart + 1].span.upper)
        var failure = failure(.unexpected, span, "`\(word)(` is a call; the statement has a space after `\(word)`")
        failure.replacement = "\(word) ("
        failure.fallback = .init("example", "if rut over spx { print \"ahead\" }")
        return failure
    }

    private func strayNot() -> Failure {
        var failure = failure(.unexpected, current.span, "`not` goes before the whole condition")
        let start = lexemes[statementStart]
        if case .word(let word) = start.kind, verbs[word] == nil {
            failure.fallback = .init("example", "not rut up")
        } else {
            failure.fallback = .init("example", "\(text(start)) not rut up")
        }
        failure.diagnostic.advice = failure.fallback.map { [$0] } ?? []
        return failure
    }

    private func strayWord(_ word: String, _ shown: String, _ wanted: String) -> Failure {
        if vocabulary.clauses[word] != nil { return strayClause(shown) }
        if verbs.opensStatement(word), brackets == 0,
            nearest(word, among: ConditionWord.allCases.map(\.rawValue), limit: 1).isEmpty
        {
            let isEnd = wanted == Parser.statementEnd
            return failure(
                .unexpected, current.span, "`\(shown)` begins a new statement",
                [.init("expected", isEnd ? "a new line or `;` before it" : "\(wanted) before it")])
        }
        if position > 0, lexemes[position - 1].isNumber,
            let unit = nearest(word, among: CalendarUnit.words, limit: 1).first,
            unit != word
        {
            return failure(.badDuration, current.span, "`\(shown)` is not a length of time", [.init("nearest", unit)])
        }
        let isOutside = inStage || brackets > 0
        let known =
            ConditionWord.allCases.map(\.rawValue) + (isOutside ? [] : vocabulary.clauses.names)
            + (inStage ? ["asc", "desc"] : [])
        let code: DiagnosticCode = isOutside ? .unexpected : .unknownClause
        var failure = failure(
            code, current.span, isOutside ? "unexpected `\(shown)`" : "unknown clause `\(shown)`")
        if let usual = Usage.instead[word], known.contains(usual) || usual.contains(" ") {
            failure.diagnostic.message = "unknown word `\(shown)`"
            failure.diagnostic.advice = [.init("nearest", usual)]
            return failure
        }
        if known.contains(word) {
            failure.diagnostic.message = "unexpected `\(shown)`: the text before it is complete"
            failure.diagnostic.advice = [.init("expected", wanted)]
            return failure
        }
        let near = nearest(word, among: known, limit: 2)
        if !near.isEmpty {
            failure.diagnostic.message = "unknown word `\(shown)`"
            failure.diagnostic.advice = [.init("nearest", near.joined(separator: ", "))]
            return failure
        }
        if inStage, brackets == 0 {
            failure.diagnostic.advice = [.init("expected", "`|` and another stage, or the end of the line")]
            return failure
        }
        failure.insertion = (previous.upper, ",")
        failure.fallback = .init("expected", wanted)
        return failure
    }

    static let statementEnd = "the end of the statement"

    private func strayClause(_ shown: String) -> Failure {
        let place = inStage ? "before the first `|`" : "outside the brackets"
        var example = "streak rut over spx since 1990 | top 5"
        if !inStage, case .word(let word) = lexemes[statementStart].kind, let verb = verbs[word] {
            example = verb.examples[0]
        }
        return failure(
            .unexpected, current.span, "`\(shown)` is a clause: put it \(place)", [.init("example", example)])
    }

    // MARK: Openings

    /// A word in front of a subject that is not a verb.
    func notAStatement(_ word: String) -> Failure {
        let openings = verbs.openings
        let shown = source.excerpt(current.span)
        var failure = failure(.notAStatement, current.span, "unknown verb or statement `\(shown)`")
        if vocabulary.clauses[word] != nil {
            failure.diagnostic.message = "`\(shown)` begins a clause; a statement begins with a verb"
            if let whole = joinedToLineAbove {
                failure.diagnostic.message = "`\(shown)` begins a clause, which belongs on the line of its query"
                failure.diagnostic.advice = [.init("example", whole)]
                return failure
            }
        } else if let usual = Usage.instead[word], openings.contains(usual) {
            failure.diagnostic.advice = [.init("nearest", usual)]
        } else {
            let near = nearest(word, among: openings, limit: 2)
            if !near.isEmpty { failure.diagnostic.advice = [.init("nearest", near.joined(separator: ", "))] }
        }
        // A ticker of three letters resembles some verb; it is as likely that the verb is missing.
        if failure.diagnostic.advice.isEmpty || word.utf8.count < 4 { failure.diagnostic.advice.append(Parser.anyForm) }
        return failure
    }

    /// Something else is found where a stage is expected.
    func badStage(_ word: String) -> Failure {
        let stages = vocabulary.stages.names
        let shown = source.excerpt(current.span)
        let expected = Diagnostic.Advice("expected", stages.joined(separator: ", "))
        if vocabulary.clauses[word] != nil {
            return failure(
                .badStage, current.span, "`\(shown)` is a clause: put it before the first `|`", [expected])
        }
        let usual = Usage.instead[word].flatMap { usual in stages.contains { usual.hasPrefix($0) } ? usual : nil }
        let near = usual ?? nearest(word, among: stages, limit: 1).first
        return failure(
            .badStage, current.span, "unknown pipe stage `\(shown)`",
            [near.map { .init("nearest", $0) } ?? expected])
    }
}
