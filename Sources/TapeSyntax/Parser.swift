/// The statements of a text, and its errors.
package struct ParseResult: Sendable {
    /// The statements that were understood. Where there are diagnostics, the text must not be run.
    package var script: Script
    /// In the order of the text, at most `Limits.diagnostics`.
    package var diagnostics: [Diagnostic]
    /// The text ends inside brackets or after a token that needs a right side, and nothing else is wrong: a prompt
    /// asks for another line.
    package var isIncomplete: Bool
    /// How many errors there are beyond those in `diagnostics`.
    package var unreported: Int

    package init(script: Script, diagnostics: [Diagnostic], isIncomplete: Bool, unreported: Int = 0) {
        self.script = script
        self.diagnostics = diagnostics
        self.isIncomplete = isIncomplete
        self.unreported = unreported
    }
}

/// Reads a whole text. It always ends and never traps; what it could not read is in the diagnostics, one per cause.
package func parse(_ source: Source, _ vocabulary: Vocabulary) -> ParseResult {
    guard var parser = Parser(source, vocabulary) else {
        let size = "\(Limits.sourceBytes >> 20) MB"
        let whole = SourceSpan(0, min(1, source.bytes.count))
        let tooLong = Diagnostic(
            .tooLong, whole, "this text is longer than the \(size) that a script may have",
            [.init("example", "load \"prices.csv\"")])
        return ParseResult(script: Script(statements: []), diagnostics: [tooLong], isIncomplete: false)
    }
    let statements = parser.script()
    return ParseResult(
        script: Script(statements: statements), diagnostics: parser.reported, isIncomplete: parser.isIncomplete,
        unreported: max(0, parser.errorCount - Limits.diagnostics))
}

/// Reads one expression and nothing else, for tests.
package func parseExpression(_ source: Source, _ vocabulary: Vocabulary) -> (Expression?, [Diagnostic]) {
    guard var parser = Parser(source, vocabulary) else { return (nil, parse(source, vocabulary).diagnostics) }
    let expression = parser.loneExpression()
    return (expression, parser.reported)
}

/// Recursive descent over the tokens: one function per production of `Grammar/tape.ebnf`, whose text is above it.
struct Parser {
    let source: Source
    let vocabulary: Vocabulary
    /// Without comments; the last one is `.end`.
    let lexemes: [Lexeme]
    var position = 0
    /// Open `(`, `[` and group braces: inside them a newline is a space.
    var brackets = 0
    /// The depth of nested productions: guards the stack of the parser itself.
    var nesting = 0
    /// Open blocks.
    var blocks = 0
    var statementCount = 0
    /// The first `Limits.diagnostics` of the lexer and of the parser; `errorCount` counts them all.
    var diagnostics: [Diagnostic] = []
    var errorCount: Int
    /// Where the lexer left something out, ascending.
    let disturbances: [Int]
    /// Whether the only error is that the text stops.
    var onlyEnded: Bool
    var endReported = false
    /// What the next operand is for, so that its absence is reported there.
    var need = Need(at: SourceSpan(0, 0), message: "something is missing here", insertion: "rut")
    /// Where the current statement begins, in tokens.
    var statementStart = 0
    /// `it` is the member of a group here, not a ticker.
    var bindsMember = false
    /// In a pipe stage there are no clauses, so clause words are columns.
    var inStage = false
    /// In the group of `breadth`, a condition may come right after the operand.
    var beforeCondition = false
    /// Off while advice is tried out.
    let advises: Bool

    init?(_ source: Source, _ vocabulary: Vocabulary, advises: Bool = true) {
        guard source.bytes.count <= Limits.sourceBytes else { return nil }
        var lexer = Lexer(source)
        lexer.run()
        self.source = source
        self.vocabulary = vocabulary
        lexer.lexemes.removeAll { $0.kind == .comment || $0.kind == .invalid }
        self.lexemes = lexer.lexemes
        self.diagnostics = lexer.diagnostics
        self.errorCount = lexer.errorCount
        self.disturbances = lexer.disturbances
        self.onlyEnded = lexer.diagnostics.isEmpty
        self.advises = advises
    }

    /// All diagnostics in the order of the text, cut to the limit.
    var reported: [Diagnostic] {
        let sorted = diagnostics.enumerated().sorted { left, right in
            (left.element.span.lower, left.offset) < (right.element.span.lower, right.offset)
        }
        return sorted.prefix(Limits.diagnostics).map(\.element)
    }

    var isIncomplete: Bool { !diagnostics.isEmpty && onlyEnded }

    // MARK: Looking

    var verbs: Verbs { vocabulary.verbs }

    var current: Lexeme { lexemes[position] }

    /// The token `distance` after the current one, newlines skipped where they are spaces.
    func peek(_ distance: Int = 1) -> Lexeme {
        var index = position
        for _ in 0..<distance {
            index = min(index + 1, lexemes.count - 1)
            while brackets > 0, lexemes[index].kind == .newline { index += 1 }
        }
        return lexemes[index]
    }

    /// The lower-cased word at the current token.
    var word: String? {
        if case .word(let text) = current.kind { return text }
        return nil
    }

    func at(_ mark: Mark) -> Bool { current.kind == .mark(mark) }

    func at(word text: String) -> Bool { word == text }

    /// The current token's span, or the one before it where the text or line ends here.
    var here: SourceSpan {
        switch current.kind {
        case .end, .newline: previous
        default: current.span
        }
    }

    var previous: SourceSpan { position > 0 ? lexemes[position - 1].span : SourceSpan(0, 0) }

    func span(from start: Lexeme) -> SourceSpan {
        SourceSpan(start.span.lower, max(start.span.upper, lastConsumed))
    }

    /// The end of the token read last.
    private var lastConsumed: Int {
        var index = position - 1
        while index >= 0, lexemes[index].kind == .newline { index -= 1 }
        return index >= 0 ? lexemes[index].span.upper : 0
    }

    func text(_ lexeme: Lexeme) -> String { source.text(lexeme.span) }

    // MARK: Moving

    @discardableResult
    mutating func advance() -> Lexeme {
        let lexeme = current
        if position < lexemes.count - 1 { position += 1 }
        if brackets > 0 { skipNewlines() }
        return lexeme
    }

    mutating func skipNewlines() {
        while current.kind == .newline { position += 1 }
    }

    /// Moves past an operator, comma or bar; the line may break after it.
    @discardableResult
    mutating func advanceOpen() -> Lexeme {
        let lexeme = advance()
        skipNewlines()
        return lexeme
    }

    mutating func take(_ mark: Mark) -> Bool {
        guard at(mark) else { return false }
        advance()
        return true
    }

    mutating func take(word text: String) -> Lexeme? {
        guard at(word: text) else { return nil }
        return advance()
    }

    /// Moves past the closing bracket; a newline after it counts again.
    mutating func close(_ mark: Mark, of opening: Lexeme) throws(Failure) {
        guard at(mark) else { throw unclosed(opening, mark) }
        brackets -= 1
        advance()
    }

    /// Runs one level deeper, at most `Limits.nesting`.
    mutating func nested<Result>(
        _ span: SourceSpan, _ body: (inout Parser) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard nesting < Limits.nesting else { throw tooNested(span) }
        nesting += 1
        defer { nesting -= 1 }
        return try body(&self)
    }
}
