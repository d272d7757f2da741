import TapeEngine
import TapeSyntax

/// A `param` line of a script: an argument that the command line may set.
package struct ScriptParameter: Sendable {
    package let name: String
    /// `symbol`, `number`, `date` …
    package let kind: String
    /// The default value in canonical form; nil if the command line must set it.
    package let defaultValue: String?
    package let doc: String?
}

extension Session {
    /// The parameters of a script, in order; none if it does not parse.
    package static func scriptParameters(_ source: Source) -> [ScriptParameter] {
        parse(source).script.statements.compactMap { statement in
            guard case .parameter(let name, let kind, let value, let doc) = statement.kind else { return nil }
            return ScriptParameter(
                name: name.text, kind: kind.text, defaultValue: value.map { Printer.text($0) }, doc: doc)
        }
    }

    func parameter(
        _ name: Name, _ kind: Name, _ value: Expression?, _ doc: String?, _ source: Source
    ) throws(Stop) {
        let kind = try engine(source) { () throws(EngineError) in try tables.parameterKind(kind) }
        if let text = parameters[name.text] {
            scope[name.text] = .node(try given(text, name, kind))
            return
        }
        guard let value else {
            throw .failed(
                Diagnostic(
                    .missingParameter, name.span, "the script needs `--\(name.text)`\(doc.map { ": \($0)" } ?? "")",
                    [.init("usage", "tape run script.tape --\(name.text) …")]), source)
        }
        scope[name.text] = .node(
            try engine(source) { () throws(EngineError) in try Session.defaultValue(value, name, kind, environment) })
    }

    /// The default value of a `param` line.
    static func defaultValue(
        _ value: Expression, _ name: Name, _ kind: ParameterKind, _ environment: Environment
    ) throws(EngineError) -> Node {
        let node = try resolved(value, kind, environment)
        if kind.accepts(node) { return node }
        throw EngineError(
            .wrongKind, value.span, "`\(name.text)` must be \(kind.words), but `\(node.label)` is \(node.kind.words)",
            [.init("example", "param \(name.text): \(kind.name) = \(kind.example)")])
    }

    /// The value of the command line, read as its kind; the error names the option.
    private func given(_ text: String, _ name: Name, _ kind: ParameterKind) throws(Stop) -> Node {
        // Blanks and braces need quotes in a shell.
        let quoted = kind.example.contains(" ") ? "'\(kind.example)'" : kind.example
        let advice = [Diagnostic.Advice("example", "--\(name.text) \(quoted)")]
        let option = Source(text, name: "--\(name.text)")
        let all = SourceSpan(0, option.bytes.count)
        if kind.read == .text {
            return Node(op: .text(text), kind: .text, unit: .number, span: all, label: "\"\(text)\"")
        }
        // A ticker that is also a keyword is still a ticker here.
        if kind.read == .symbol, let key = market.key(for: text) { return Node.symbol(key, all) }
        guard !text.allSatisfy(\.isWhitespace) else {
            throw .failed(
                Diagnostic(.missingParameter, all, "`--\(name.text)` must be \(kind.words), but it is empty", advice),
                option
            )
        }
        let (expression, diagnostics) = parseExpression(option, language.vocabulary)
        guard let expression, diagnostics.isEmpty else {
            throw .failed(
                diagnostics.first ?? Diagnostic(.missingOperand, all, "`--\(name.text)` must be \(kind.words)", advice),
                option)
        }
        let node = try engine(option) { () throws(EngineError) in try Self.resolved(expression, kind, environment) }
        guard kind.accepts(node) else {
            throw .failed(
                Diagnostic(
                    .wrongKind, all, "`--\(name.text)` must be \(kind.words), but `\(text)` is \(node.kind.words)",
                    advice),
                option)
        }
        return node
    }

    private static func resolved(
        _ expression: Expression, _ kind: ParameterKind, _ environment: Environment
    ) throws(EngineError) -> Node {
        if kind.read == .date { return Node.date(try Engine.date(expression, environment), expression.span) }
        return try Engine.resolve(expression, environment)
    }
}
