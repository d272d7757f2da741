extension Printer {
    /// A block that fits on one line with its head is printed there.
    private static let lineWidth = 100

    static func lines(_ statements: [Statement], indent: Int) -> String {
        let blanks = String(repeating: " ", count: indent)
        return statements.map { blanks + text($0, indent: indent) }.joined(separator: "\n")
    }

    static func text(_ statement: Statement, indent: Int) -> String {
        switch statement.kind {
        case .pipeline(let pipeline): return text(pipeline)
        case .letValue(let name, let pipeline): return "let \(text(name)) = \(text(pipeline))"
        case .define(let name, let parameters, let body):
            return "def \(text(name))(\(parameters.map { text($0) }.joined(separator: ", "))) = \(text(body))"
        case .parameter(let name, let kind, let value, let doc):
            let isDate = kind.text == "date"
            let standard = value.map { " = \(isDate && level($0) == .primary ? dateValue($0) : text($0))" } ?? ""
            return "param \(text(name)): \(text(kind))\(standard)" + (doc.map { " \(quoted($0))" } ?? "")
        case .assert(let condition, let clauses, let message):
            let parts = ["assert", text(condition)] + clauses.map { text($0) }
            return words(parts + (message.map { [quoted($0)] } ?? []))
        case .loop(let name, let group, let body):
            let head = "for \(text(name)) in \(text(group, at: .sum)) "
            return oneLine(head, body, nil, indent) ?? head + block(body, indent)
        case .branch(let condition, let clauses, let body, let otherwise):
            return branch(condition, clauses, body, otherwise, indent)
        case .print(let values): return "print \(list(values, .disjunction))"
        case .load(let name, let path, let options):
            return "load " + (name.map { "\(text($0)) from " } ?? "") + quoted(path.value)
                + options.all.map { " \($0.word) \(text($0.value))" }.joined()
        case .saveMarket(let path): return "save market \(quoted(path.value))"
        case .open(let path): return "open \(quoted(path.value))"
        case .alias(let name, let target):
            return "alias \(text(name)) = \(target.exact ? quoted(target.text) : text(target))"
        case .run(let path): return "run \(quoted(path.value))"
        case .set(let name, let value):
            return words(["set"] + (name.map { [text($0)] } ?? []) + (value.map { [$0.value] } ?? []))
        case .command(let command, let arguments):
            return words([command.rawValue] + arguments.map { commandWord($0.value) })
        case .explain(let pipeline): return "explain \(text(pipeline))"
        }
    }

    private static func branch(
        _ condition: Expression, _ clauses: [Clause], _ body: [Statement], _ otherwise: [Statement]?, _ indent: Int
    ) -> String {
        let head = words(["if", text(condition)] + clauses.map { text($0) }) + " "
        if let line = oneLine(head, body, otherwise, indent) { return line }
        let first = head + block(body, indent)
        guard let otherwise else { return first }
        if otherwise.count == 1, case .branch = otherwise[0].kind {
            return "\(first) else \(text(otherwise[0], indent: indent))"
        }
        return "\(first) else \(block(otherwise, indent))"
    }

    private static func block(_ body: [Statement], _ indent: Int) -> String {
        guard !body.isEmpty else { return "{}" }
        return "{\n\(lines(body, indent: indent + 4))\n\(String(repeating: " ", count: indent))}"
    }

    private static func oneLine(
        _ head: String, _ body: [Statement], _ otherwise: [Statement]?, _ indent: Int
    ) -> String? {
        guard let first = inner(body) else { return nil }
        var line = "\(head)\(first)"
        if let otherwise {
            guard let second = inner(otherwise) else { return nil }
            line += " else \(second)"
        }
        return line.utf8.count + indent <= lineWidth ? line : nil
    }

    private static func inner(_ body: [Statement]) -> String? {
        guard let only = body.first else { return "{}" }
        guard body.count == 1 else { return nil }
        switch only.kind {
        case .loop, .branch: return nil
        default: return "{ \(text(only, indent: 0)) }"
        }
    }

    /// A command's word as written where it is one token, else in quotes.
    private static func commandWord(_ value: String) -> String {
        let tokens = tokenize(Source(value))
        let standing: Set<Token.Kind> = [.word, .symbol, .number, .percent, .date, .duration]
        guard tokens.count == 1, tokens[0].span == SourceSpan(0, value.utf8.count), standing.contains(tokens[0].kind)
        else {
            return quoted(value)
        }
        return value
    }
}
