/// The canonical form of a script: one statement per line, comments and single blank lines kept. Idempotent.
///
/// - Returns: the text with a final newline; nil and the reasons where the script does not parse.
package func format(_ source: Source, _ vocabulary: Vocabulary) -> (text: String?, diagnostics: [Diagnostic]) {
    let result = parse(source, vocabulary)
    guard result.diagnostics.isEmpty else { return (nil, result.diagnostics) }
    var formatter = Formatter(source)
    formatter.write(result.script.statements, upTo: source.bytes.count, indent: 0)
    return (formatter.text, [])
}

private struct Formatter {
    private let source: Source
    private let comments: [SourceSpan]
    private var nextComment = 0
    /// Where the last thing written ended in the source.
    private var position = 0
    private var lines: [String] = []

    init(_ source: Source) {
        self.source = source
        comments = tokenize(source).filter { $0.kind == .comment }.map(\.span)
    }

    var text: String { lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n" }

    mutating func write(_ statements: [Statement], upTo end: Int, indent: Int) {
        for statement in statements {
            writeComments(before: statement.span.lower, indent)
            keepBlankLine(before: statement.span.lower)
            write(statement, indent)
            position = max(position, statement.span.upper)
            writeTrailingComment()
        }
        writeComments(before: end, indent)
    }

    private mutating func write(_ statement: Statement, _ indent: Int) {
        let blanks = String(repeating: " ", count: indent)
        guard hasComment(in: statement.span) else {
            lines.append(blanks + Printer.text(statement, indent: indent))
            return
        }
        switch statement.kind {
        case .loop(_, _, let body):
            let head = Printer.text(Statement(emptied(statement.kind), statement.span), indent: indent)
            writeBlock(head, body, statement.span.upper - 1, indent)
            lines.append(blanks + "}")
        case .branch(_, _, let body, let otherwise):
            let head = Printer.text(Statement(emptied(statement.kind), statement.span), indent: indent)
            writeBlock(head, body, otherwise?.first?.span.lower ?? statement.span.upper - 1, indent)
            if let otherwise {
                lines.append(blanks + "} else {")
                begin(otherwise, statement.span.upper - 1)
                write(otherwise, upTo: statement.span.upper - 1, indent: indent + 4)
            }
            lines.append(blanks + "}")
        default:
            // A comment in the middle of a statement goes before it.
            writeComments(before: statement.span.upper, indent, keepsBlankLines: false)
            lines.append(blanks + Printer.text(statement, indent: indent))
        }
    }

    /// The opened `head {`, and what is inside.
    private mutating func writeBlock(_ head: String, _ body: [Statement], _ end: Int, _ indent: Int) {
        let open = head.hasSuffix("{}") ? String(head.dropLast()) : head
        lines.append(String(repeating: " ", count: indent) + open)
        begin(body, end)
        write(body, upTo: end, indent: indent + 4)
    }

    /// A block begins without a blank line, at its first statement or the comment before it.
    private mutating func begin(_ block: [Statement], _ end: Int) {
        let comment = nextComment < comments.count ? comments[nextComment].lower : end
        position = max(position, min(block.first?.span.lower ?? end, comment))
    }

    private func emptied(_ kind: Statement.Kind) -> Statement.Kind {
        switch kind {
        case .loop(let name, let group, _): .loop(name, group, [])
        case .branch(let condition, let clauses, _, _): .branch(condition, clauses, [], otherwise: nil)
        default: kind
        }
    }

    private func hasComment(in span: SourceSpan) -> Bool {
        comments[nextComment...].contains { $0.lower >= span.lower && $0.upper <= span.upper }
    }

    private mutating func writeComments(before end: Int, _ indent: Int, keepsBlankLines: Bool = true) {
        while nextComment < comments.count, comments[nextComment].lower < end {
            let comment = comments[nextComment]
            if keepsBlankLines { keepBlankLine(before: comment.lower) }
            lines.append(String(repeating: " ", count: indent) + trimmed(source.text(comment)))
            position = max(position, comment.upper)
            nextComment += 1
        }
    }

    /// A comment on the line where the statement ends stays there.
    private mutating func writeTrailingComment() {
        guard nextComment < comments.count, comments[nextComment].lower >= position,
            !hasNewline(position, comments[nextComment].lower)
        else { return }
        let comment = comments[nextComment]
        lines[lines.count - 1] += "  " + trimmed(source.text(comment))
        position = comment.upper
        nextComment += 1
    }

    /// One blank line where the source has one or more.
    private mutating func keepBlankLine(before offset: Int) {
        guard position < offset, !lines.isEmpty, lines.last != "" else { return }
        let newlines = source.bytes[position..<offset].count { $0 == 0x0A }
        if newlines > 1 { lines.append("") }
    }

    private func hasNewline(_ lower: Int, _ upper: Int) -> Bool {
        lower < upper && source.bytes[lower..<upper].contains(0x0A)
    }

    private func trimmed(_ text: String) -> String {
        var text = text
        while let last = text.last, last == " " || last == "\t" || last == "\r" { text.removeLast() }
        return text
    }
}
