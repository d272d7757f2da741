/// Why a statement could not be read on; the statement's loop reports it and goes on behind the statement.
struct Failure: Error {
    var diagnostic: Diagnostic
    /// Words that would mend the statement where they are put in, so that an example can be made of the user's own words.
    var insertion: (offset: Int, words: String)?
    /// The words that would mend it in place of the diagnostic's.
    var replacement: String?
    /// What helps where no example can be made.
    var fallback: Diagnostic.Advice?
    /// What is wrong is only that the text stops.
    var isEnd = false
}

/// What an operand is needed for.
struct Need {
    var at: SourceSpan
    var message: String
    /// An operand that would do.
    var insertion: String
    /// A line that stops here is continued on the next.
    var continues = false
}

extension Parser {
    func failure(
        _ code: DiagnosticCode, _ span: SourceSpan, _ message: String, _ advice: [Diagnostic.Advice] = []
    ) -> Failure {
        Failure(diagnostic: Diagnostic(code, span, message, advice))
    }

    /// Reports without giving the statement up. Where the lexer left something out of the statement, that is the cause.
    mutating func report(_ failure: Failure) {
        let start = lexemes[statementStart].span.lower
        let end = max(current.span.upper, failure.diagnostic.span.upper)
        if disturbances.contains(where: { $0 >= start && $0 <= end }) { return }
        var diagnostic = failure.diagnostic
        if diagnostic.advice.isEmpty, advises {
            diagnostic.advice = [example(for: failure).map { .init("like", $0) } ?? failure.fallback ?? Parser.anyForm]
        }
        diagnostics.append(diagnostic)
        if !failure.isEnd { onlyEnded = false }
    }

    private static let anyForm = Diagnostic.Advice("like", "streak rut over spx since 1990")

    func tooDeep(_ span: SourceSpan) -> Failure {
        failure(
            .tooDeep, span, "this is nested more than \(Limits.height) levels deep",
            [.init("like", "let part = rut / spx, and then part in its place")])
    }

    func missingOperand() -> Failure {
        var failure = failure(.missingOperand, need.at, need.message)
        failure.insertion = (need.at.upper, need.insertion)
        failure.fallback = .init("like", "\(clipped(source.text(need.at))) \(need.insertion)")
        failure.isEnd = current.kind == .end && need.continues
        return failure
    }

    /// Something else stands where `wanted` should.
    func expected(_ wanted: String, insertion: String? = nil) -> Failure {
        var failure = failure(
            .unexpected, here, "\(found) stands where \(wanted) should", [])
        if isAtStop { failure.diagnostic.message = "\(wanted) is missing behind `\(source.text(previous))`" }
        failure.fallback = .init("expected", wanted)
        if let insertion {
            failure.insertion = (previous.upper, insertion)
        } else {
            failure.diagnostic.advice = [.init("expected", wanted)]
        }
        return failure
    }

    var isAtStop: Bool {
        switch current.kind {
        case .end, .newline, .mark(.semicolon): true
        default: false
        }
    }

    /// The current token as a message names it.
    var found: String {
        switch current.kind {
        case .end: "the end of the text"
        case .newline: "the end of the line"
        default: "`\(clipped(text(current)))`"
        }
    }

    func clipped(_ text: String) -> String { text.utf8.count > 40 ? "\(text.prefix(30))…" : text }

    /// A bracket without its partner, or something inside it that should not be there.
    func unclosed(_ opening: Lexeme, _ mark: Mark) -> Failure {
        let isEnd = current.kind == .end
        let closes: Bool
        switch current.kind {
        case .mark(.rightParen), .mark(.rightBrace), .mark(.rightBracket), .mark(.semicolon), .mark(.bar): closes = true
        default: closes = isEnd || startsNewStatement
        }
        if closes {
            var failure = failure(
                .unclosed, opening.span, "this `\(text(opening))` is not closed",
                [.init("expected", "a `\(mark.rawValue)` \(isEnd ? "at the end" : "before \(found)")")])
            failure.isEnd = isEnd
            return failure
        }
        return stray(wanted: mark == .rightBracket ? "`]`" : "`,` or `\(mark.rawValue)`")
    }

    /// Whether a line begins here that can only be a statement of its own.
    var startsNewStatement: Bool {
        guard position > 0, lexemes[position - 1].kind == .newline, let word, opensStatement(word) else { return false }
        return !(peek().kind == .mark(.leftParen) && peek().isGlued)
    }

    func opensStatement(_ word: String) -> Bool {
        Verb(rawValue: word) != nil || StatementWord(rawValue: word) != nil || Command(rawValue: word) != nil
    }

    // MARK: Examples of the user's own words

    /// The statement with the missing words put in, where that reads; else the example of its verb.
    private func example(for failure: Failure) -> String? {
        let start = lexemes[statementStart].span.lower
        var end = position
        while end < lexemes.count - 1, lexemes[end].kind != .newline, lexemes[end].kind != .mark(.semicolon) {
            end += 1
        }
        let stop = lexemes[end].span.lower
        let words = source.text(SourceSpan(start, stop))
        if words.utf8.count <= 160, !words.contains("\n"), !words.contains("#") {
            var candidates: [String] = []
            if let (offset, inserted) = failure.insertion, offset >= start, offset <= stop {
                let before = source.text(SourceSpan(start, offset))
                let gap = inserted.hasPrefix(",") ? "" : " "
                candidates.append("\(before)\(gap)\(inserted)\(source.text(SourceSpan(offset, stop)))")
            }
            if let replacement = failure.replacement {
                let span = failure.diagnostic.span
                let before = source.text(SourceSpan(start, span.lower))
                candidates.append("\(before)\(replacement)\(source.text(SourceSpan(span.upper, stop)))")
            }
            for candidate in candidates {
                let trimmed = Parser.trimmed(candidate)
                guard var trial = Parser(Source(trimmed), advises: false) else { continue }
                let statements = trial.script()
                if trial.diagnostics.isEmpty, statements.count == 1 { return trimmed }
            }
        }
        guard case .word(let word) = lexemes[statementStart].kind else { return nil }
        return Verb(rawValue: word)?.entry.examples.first
    }

    private static func trimmed(_ text: String) -> String {
        var scalars = Substring(text)
        while let last = scalars.last, last == " " || last == "\t" || last == "\r" || last == "\r\n" {
            scalars.removeLast()
        }
        return String(scalars)
    }
}

extension Parser {
    /// Something follows a complete expression that cannot follow one.
    func stray(wanted: String) -> Failure {
        let shown = clipped(text(current))
        switch current.kind {
        case .end, .newline: return expected(wanted)
        case .mark(.rightParen), .mark(.rightBracket), .mark(.rightBrace):
            return failure(.unexpected, current.span, "this `\(shown)` closes nothing", [.init("expected", wanted)])
        case .mark(.leftParen) where followsWord:
            return failure(
                .unexpected, current.span, "a call has no blank between its name and `(`",
                [.init("like", "\(source.text(previous))(…)")])
        case .word(let word):
            return strayWord(word, shown, wanted)
        default:
            var failure = failure(.unexpected, current.span, "`\(shown)` has no place here")
            failure.fallback = .init("expected", wanted)
            if beginsOperand(current) {
                failure.insertion = (previous.upper, ",")
            } else {
                failure.diagnostic.advice = [.init("expected", wanted)]
            }
            return failure
        }
    }

    private var followsWord: Bool {
        guard position > 0, case .word = lexemes[position - 1].kind else { return false }
        return true
    }

    private func strayWord(_ word: String, _ shown: String, _ wanted: String) -> Failure {
        if ClauseWord(rawValue: word) != nil {
            let place = inStage ? "before the first `|`" : "outside of brackets"
            return failure(
                .unexpected, current.span, "`\(shown)` is a clause and stands \(place)",
                [.init("like", "streak rut over spx since 1990 | top 5")])
        }
        let known =
            (inStage || brackets > 0 ? [] : ClauseWord.allCases.map(\.rawValue))
            + ConditionWord.allCases.map(\.rawValue)
        let near = nearest(word, among: known, limit: 2)
        if !near.isEmpty {
            return failure(
                .unknownClause, current.span, "`\(shown)` is no word of the language here",
                [.init("nearest", near.joined(separator: ", "))])
        }
        let code: DiagnosticCode = inStage || brackets > 0 ? .unexpected : .unknownClause
        var failure = failure(
            code, current.span, code == .unknownClause ? "`\(shown)` is no clause" : "`\(shown)` has no place here")
        failure.insertion = (previous.upper, ",")
        failure.fallback = .init("expected", wanted)
        return failure
    }
}
