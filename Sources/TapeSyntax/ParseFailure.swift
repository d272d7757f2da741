import TapeTime

/// Why a statement could not be read; the statement's loop reports it and goes on after it. The contents are boxed,
/// because every production of the parser reserves room for a failure on the stack.
@dynamicMemberLookup
struct Failure: Error {
    struct Contents {
        var diagnostic: Diagnostic
        /// Words that would fix the statement if inserted, so that an example can be made from the user's own words.
        var insertion: (offset: Int, words: String)?
        /// The words that would fix it in place of the diagnostic's.
        var replacement: String?
        /// The advice where no example can be made.
        var fallback: Diagnostic.Advice?
        /// The only error is that the text stops.
        var isEnd = false
    }

    private indirect enum Box {
        case contents(Contents)
    }

    private var box: Box

    init(diagnostic: Diagnostic) { box = .contents(Contents(diagnostic: diagnostic)) }

    subscript<Value>(dynamicMember path: WritableKeyPath<Contents, Value>) -> Value {
        get {
            switch box {
            case .contents(let contents): contents[keyPath: path]
            }
        }
        set {
            switch box {
            case .contents(var contents):
                contents[keyPath: path] = newValue
                box = .contents(contents)
            }
        }
    }
}

/// What an operand is needed for.
struct Need {
    var at: SourceSpan
    var message: String
    /// An operand that would do.
    var insertion: String
    /// A line that stops here continues on the next.
    var continues = false
}

extension Parser {
    func failure(
        _ code: DiagnosticCode, _ span: SourceSpan, _ message: String, _ advice: [Diagnostic.Advice] = []
    ) -> Failure {
        Failure(diagnostic: Diagnostic(code, span, message, advice))
    }

    /// Reports without giving up the statement. Where the lexer left something out of the statement, that is the cause.
    mutating func report(_ failure: Failure) {
        let start = lexemes[statementStart].span.lower
        let end = max(peek().span.upper, failure.diagnostic.span.upper)
        if isDisturbed(from: start, to: end) || isTold(failure.diagnostic.span) { return }
        if failure.isEnd {
            // The end of the text is one cause, however many brackets it leaves open.
            if endReported { return }
            endReported = true
        }
        errorCount += 1
        if !failure.isEnd { onlyEnded = false }
        guard diagnostics.count < 2 * Limits.diagnostics else { return }
        var diagnostic = failure.diagnostic
        if diagnostic.advice.isEmpty, advises {
            diagnostic.advice = [
                example(for: failure).map { .init("example", $0) } ?? failure.fallback ?? Parser.anyForm
            ]
        }
        diagnostics.append(diagnostic)
    }

    /// Whether the lexer has already reported this very word: it is valid nowhere.
    private func isTold(_ span: SourceSpan) -> Bool {
        lexemes[max(0, position - 1)...position].contains { $0.isBad && $0.span == span }
    }

    /// Whether the lexer left something out between the offsets.
    private func isDisturbed(from start: Int, to end: Int) -> Bool {
        let next = disturbances.partitioningIndex { $0 >= start }
        return next < disturbances.count && disturbances[next] <= end
    }

    static let anyForm = Diagnostic.Advice("example", "streak rut over spx since 1990")

    func tooDeep(_ span: SourceSpan) -> Failure {
        failure(
            .tooDeep, span, "this expression is more than \(Limits.height) levels high",
            [.init("fix", "let part = rut / spx, and then part in its place")])
    }

    func tooNested(_ span: SourceSpan) -> Failure {
        failure(
            .tooDeep, span, "brackets and blocks are nested more than \(Limits.nesting) deep",
            [.init("fix", "let part = rut / spx, and then part in its place")])
    }

    func missingOperand() -> Failure {
        var failure = failure(.missingOperand, need.at, need.message)
        failure.insertion = (need.at.upper, need.insertion)
        failure.fallback = .init("example", "\(source.excerpt(need.at)) \(need.insertion)")
        failure.isEnd = current.kind == .end && need.continues
        return failure
    }

    /// Something else is found instead of `wanted`, or nothing. `mend` are the words to add at the end of a line,
    /// `between` those to insert before what was found.
    func expected(_ wanted: String, mend: String? = nil, between: String? = nil) -> Failure {
        let message =
            isAtStop
            ? "`\(source.excerpt(previous))` should be followed by \(wanted)"
            : "expected \(wanted), found \(found)"
        var failure = failure(.unexpected, here, message)
        failure.fallback = .init("expected", wanted)
        failure.isEnd = current.kind == .end && brackets > 0
        if isAtStop {
            failure.insertion = mend.map { (previous.upper, $0) }
        } else {
            failure.insertion = between.map { (previous.upper, $0) }
            failure.replacement = between
        }
        return failure
    }

    var isAtClause: Bool { word.flatMap { vocabulary.clauses[$0] } != nil }

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
        default: "`\(source.excerpt(current.span))`"
        }
    }

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
        guard position > 0, lexemes[position - 1].kind == .newline, let word, verbs.opensStatement(word) else {
            return false
        }
        return !(peek().kind == .mark(.leftParen) && peek().isGlued)
    }
}
