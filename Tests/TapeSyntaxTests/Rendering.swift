import TapeSyntax

/// The errors of a text as shown to the user: message, line, underline, advice.
func rendered(_ text: String) -> String {
    let source = Source(text)
    return parse(source).diagnostics.map { diagnostic in
        let line = source.line(at: diagnostic.span.lower)
        let before = source.text(SourceSpan(line.lower, diagnostic.span.lower)).count
        let marked = source.text(SourceSpan(diagnostic.span.lower, min(diagnostic.span.upper, line.upper))).count
        let blanks = String(repeating: " ", count: before)
        let underline = String(repeating: "~", count: max(1, marked))
        var lines = ["error \(diagnostic.code.rawValue): \(diagnostic.message)"]
        lines.append("  \(source.text(line))")
        lines.append("  \(blanks)\(underline)")
        lines += diagnostic.advice.map { "  \($0.label): \($0.text)" }
        return lines.joined(separator: "\n")
    }.joined(separator: "\n")
}
