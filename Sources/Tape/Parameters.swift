import TapeEngine
import TapeSyntax

/// A `param` line of a script: what the command line may say.
package struct ScriptParameter: Sendable {
    package let name: String
    /// `symbol`, `number`, `date` …
    package let kind: String
    /// The value where nothing is said, in its canonical text; nil where the command line has to say it.
    package let standard: String?
    package let doc: String?
}

extension Session {
    /// The kinds a parameter may have, with what is looked for in its value.
    package static let parameterKinds: [(name: String, words: String, example: String)] = [
        ("symbol", "a symbol", "rut"), ("group", "a group", "{rut, spx}"), ("number", "a number", "14"),
        ("percent", "a percentage", "5%"), ("date", "a date", "2026-01-22"), ("duration", "a duration", "3m"),
        ("text", "a text", "\"a title\""), ("series", "a series", "rut / spx"),
        ("condition", "a condition", "rut over spx"),
    ]

    /// The parameters that a script asks for, in their order; none where it does not parse.
    package static func scriptParameters(_ source: Source) -> [ScriptParameter] {
        parse(source).script.statements.compactMap { statement in
            guard case .parameter(let name, let kind, let value, let doc) = statement.kind else { return nil }
            return ScriptParameter(
                name: name.text, kind: kind.text, standard: value.map { Printer.text($0) }, doc: doc)
        }
    }

    func parameter(
        _ name: Name, _ kind: Name, _ value: Expression?, _ doc: String?, _ source: Source
    ) throws(Stop) {
        guard let (_, wanted, example) = Session.parameterKinds.first(where: { $0.name == kind.text }) else {
            throw .failed(
                Diagnostic(
                    .wrongKind, kind.span, "a parameter is no `\(kind.text)`",
                    [.init("kinds", Session.parameterKinds.map(\.name).joined(separator: ", "))]), source)
        }
        if let text = parameters[name.text] {
            scope[name.text] = .node(try given(text, name, kind.text, wanted, example))
            return
        }
        guard let value else {
            throw .failed(
                Diagnostic(
                    .missingParameter, name.span, "the script wants `--\(name.text)`\(doc.map { ": \($0)" } ?? "")",
                    [.init("give it", "tape run script.tape --\(name.text) …")]), source)
        }
        let node = try resolved(value, kind.text, source)
        guard Self.fits(node, kind.text) else {
            throw .failed(
                Diagnostic(
                    .wrongKind, value.span, "\(wanted) is wanted here, and `\(node.label)` is \(node.kind.words)",
                    [.init("like", "param \(name.text): \(kind.text) = \(example)")]), source)
        }
        scope[name.text] = .node(node)
    }

    /// What the command line says, read as the kind asks; the error names the option.
    private func given(
        _ text: String, _ name: Name, _ kind: String, _ wanted: String, _ example: String
    ) throws(Stop) -> Node {
        // Blanks and braces would not pass a shell without quotes.
        let quoted = example.contains(" ") ? "'\(example)'" : example
        let advice = [Diagnostic.Advice("like", "--\(name.text) \(quoted)")]
        let option = Source(text, name: "--\(name.text)")
        let all = SourceSpan(0, option.bytes.count)
        if kind == "text" { return Node(op: .text(text), kind: .text, unit: .number, span: all, label: "\"\(text)\"") }
        // A ticker that is also a word of the language is still a ticker here.
        if kind == "symbol", let key = market.key(for: text) { return Node.symbol(key, all) }
        guard !text.allSatisfy(\.isWhitespace) else {
            throw .failed(
                Diagnostic(.missingParameter, all, "\(wanted) is wanted here, and nothing is given", advice), option)
        }
        let (expression, diagnostics) = parseExpression(option, language.verbs)
        guard let expression, diagnostics.isEmpty else {
            throw .failed(
                diagnostics.first ?? Diagnostic(.missingOperand, all, "\(wanted) is wanted here", advice), option)
        }
        let node = try resolved(expression, kind, option)
        guard Self.fits(node, kind) else {
            throw .failed(
                Diagnostic(.wrongKind, all, "\(wanted) is wanted here, and `\(text)` is \(node.kind.words)", advice),
                option)
        }
        return node
    }

    private func resolved(_ expression: Expression, _ kind: String, _ source: Source) throws(Stop) -> Node {
        do throws(EngineError) {
            if kind == "date" { return Node.date(try Engine.date(expression, environment), expression.span) }
            return try Engine.resolve(expression, environment)
        } catch {
            throw .failed(error.diagnostic, source)
        }
    }

    private static func fits(_ node: Node, _ kind: String) -> Bool {
        switch kind {
        case "symbol": node.isSymbol
        case "group": node.kind == .group
        case "number": node.kind == .number
        case "percent": node.kind == .number && (node.unit == .percent || node.unit == .points || node.unit == .number)
        case "date": node.kind == .date
        case "duration": node.kind == .duration
        case "text": node.kind == .text
        case "series": node.kind == .series || node.kind == .number
        default: node.kind == .condition || node.kind == .flag
        }
    }
}
