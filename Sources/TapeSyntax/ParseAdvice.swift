/// Examples made from the user's own words.
extension Parser {
    /// The statement with the missing words put in, where that parses; else the example of its verb.
    func example(for failure: Failure) -> String? {
        let start = lexemes[statementStart].span.lower
        let words = SourceSpan(start, statementStop(from: start))
        if words.upper - words.lower <= Limits.exampleBytes {
            if let (offset, inserted) = failure.insertion, offset >= start, offset <= words.upper {
                let candidate = inserting(inserted, at: offset, in: words)
                if let mended = readable(candidate) { return mended }
            }
            if let replacement = failure.replacement {
                let span = failure.diagnostic.span
                let before = source.text(SourceSpan(start, span.lower))
                let candidate = "\(before)\(replacement)\(source.text(SourceSpan(span.upper, words.upper)))"
                if let mended = readable(candidate) { return mended }
            }
        }
        guard case .word(let word) = lexemes[statementStart].kind else { return nil }
        return verbs[word]?.examples.first
    }

    /// The statement joined to the line above it, where that parses: a clause that was put on its own line.
    var joinedToLineAbove: String? {
        var end = statementStart - 1
        while end >= 0, lexemes[end].kind == .newline { end -= 1 }
        guard end >= 0, end < statementStart - 1 else { return nil }
        var first = end
        while first > 0, lexemes[first - 1].kind != .newline, lexemes[first - 1].kind != .mark(.semicolon) {
            first -= 1
        }
        let above = source.text(SourceSpan(lexemes[first].span.lower, lexemes[end].span.upper))
        let start = lexemes[statementStart].span.lower
        let clause = source.text(SourceSpan(start, statementStop(from: start)))
        guard above.utf8.count + clause.utf8.count < Limits.exampleBytes else { return nil }
        return readable("\(above) \(clause)")
    }

    /// Where the statement's words end: at the end of its line, of its block, or before its comment.
    private func statementStop(from start: Int) -> Int {
        var end = position
        var braces = 0
        loop: while end < lexemes.count - 1 {
            switch lexemes[end].kind {
            case .newline, .mark(.semicolon): break loop
            case .mark(.leftBrace): braces += 1
            case .mark(.rightBrace):
                braces -= 1
                if braces < 0, blocks > 0 { break loop }
            default: break
            }
            end += 1
        }
        return end > 0 && lexemes[end - 1].span.upper >= start ? lexemes[end - 1].span.upper : start
    }

    private func inserting(_ words: String, at offset: Int, in span: SourceSpan) -> String {
        let before = source.text(SourceSpan(span.lower, offset))
        let after = source.text(SourceSpan(offset, span.upper))
        let opens = before.last.map { "([{.".contains($0) } ?? false
        let glues = words.first.map { ",:".contains($0) } ?? false
        let needsBlank = after.first.map { !" ,:;)]}.\t".contains($0) } ?? false
        return before + (opens || glues ? "" : " ") + words + (needsBlank ? " " : "") + after
    }

    /// The text with its open brackets closed, where it is then one statement without errors.
    private func readable(_ text: String) -> String? {
        guard !text.utf8.contains(0x0A), !text.utf8.contains(0x23) else { return nil }
        var candidate = text
        for _ in 0..<4 {
            guard var trial = Parser(Source(candidate), vocabulary, advises: false) else { return nil }
            let statements = trial.script()
            if trial.diagnostics.isEmpty { return statements.count == 1 ? candidate : nil }
            guard trial.isIncomplete, let closing = trial.closing else { return nil }
            candidate += closing
        }
        return nil
    }

    /// The partner of the innermost bracket that is still open.
    private var closing: String? {
        var open: [String] = []
        for lexeme in lexemes {
            switch lexeme.kind {
            case .mark(.leftParen): open.append(")")
            case .mark(.leftBracket): open.append("]")
            case .mark(.leftBrace): open.append("}")
            case .mark(.rightParen), .mark(.rightBracket), .mark(.rightBrace): _ = open.popLast()
            default: break
            }
        }
        return open.last
    }
}
