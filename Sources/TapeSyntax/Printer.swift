/// The canonical text of a tree: one space between words, as few brackets as the grammar allows, Tape's words and
/// plain names in lower case. Parsing it gives an equal tree, apart from spans.
package enum Printer {
    package static func text(_ script: Script) -> String { lines(script.statements, indent: 0) }

    package static func text(_ statement: Statement) -> String { text(statement, indent: 0) }

    package static func text(_ pipeline: Pipeline) -> String {
        var parts: [String]
        switch pipeline.source {
        case .query(let query): parts = [text(query)]
        case .expression(let expression, let clauses):
            parts = [words([opening(expression)] + clauses.map { text($0) })]
        }
        parts += pipeline.stages.map { text($0) }
        return parts.joined(separator: " | ")
    }

    package static func text(_ query: Query) -> String {
        var parts = [query.verb.name]
        switch query.verb.shape {
        case .condition, .one, .list:
            parts.append(list(query.subjects, .disjunction))
        case .pair:
            parts += [list(query.subjects, .sum), "with", list(query.operands, .sum)]
        case .rank:
            parts += [list(query.subjects, .sum), "by", list(query.operands, .sum)]
        case .target:
            parts += [list(query.subjects, .sum), "to", list(query.operands, .sum)]
        case .breadth:
            parts.append(list(query.subjects, .sum))
            parts += query.operands.map { condition($0) }
        }
        return words(parts + query.clauses.map { text($0) })
    }

    /// A condition after a group begins with `it`, `not` or a bracket.
    private static func condition(_ expression: Expression) -> String {
        let text = text(expression)
        let opensRight =
            text == "it" || text.hasPrefix("(") || ["it ", "it.", "it[", "not "].contains { text.hasPrefix($0) }
        return opensRight ? text : "(\(text))"
    }

    package static func text(_ clause: Clause) -> String {
        let operands = clause.operands
        switch clause.word.shape {
        case .word: return clause.word.name
        case .date: return "\(clause.word.name) \(dateValue(operands[0]))"
        case .range: return "\(clause.word.name) \(dateValue(operands[0])) to \(dateValue(operands[1]))"
        case .asOf: return "\(clause.word.name) of \(dateValue(operands[0]))"
        case .length, .lengths, .rows: return "\(clause.word.name) \(list(operands, .sum))"
        case .condition: return "\(clause.word.name) \(text(operands[0]))"
        case .bucket: return "\(clause.word.name) \(clause.bucket?.text ?? "")"
        case .partial: return "\(clause.word.name) partial"
        }
    }

    package static func text(_ stage: Stage) -> String {
        let word = stage.word.name
        switch stage.argument {
        case .nothing: return word
        case .expression(let operand):
            return "\(word) \(stage.word.shape == .condition ? text(operand) : text(operand, at: .sum))"
        case .order(let key, let descending): return "\(word) by \(text(key, at: .sum))\(descending ? " desc" : "")"
        case .names(let names):
            let joint = stage.word.shape == .rename ? " to " : ", "
            return "\(word) \(names.map { text($0) }.joined(separator: joint))"
        case .text(let path): return "\(word) \(quoted(path.value))"
        }
    }

    // MARK: Names and values

    /// `ticker`, `$ON`, `` `BRK.B` ``
    static func text(_ name: Name) -> String {
        guard name.exact else { return name.text }
        // A column's label with a symbol in backticks is read as a call again.
        if name.text.utf8.contains(0x60) { return name.text }
        let isPlain = !name.text.isEmpty && name.text.utf8.allSatisfy { Byte.isLetter($0) || Byte.isDigit($0) }
        return isPlain ? "$\(name.text)" : "`\(name.text)`"
    }

    /// In double quotes, with the quotes inside doubled.
    static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            if scalar == "\"" { text.unicodeScalars.append(scalar) }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }

    /// The shortest text that gives the same number.
    static func text(_ number: Double) -> String {
        if let whole = Int(exactly: number), abs(number) < 1e15, !(number == 0 && number.sign == .minus) {
            return "\(whole)"
        }
        return "\(number)"
    }

    static func text(_ date: DateLiteral) -> String {
        switch date {
        case .year(let year): padded(year, 4)
        case .quarter(let year, let quarter): "\(padded(year, 4))Q\(quarter)"
        case .month(let year, let month): "\(padded(year, 4))-\(padded(month, 2))"
        case .day(let year, let month, let day): "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        case .today: "today"
        case .yesterday: "yesterday"
        }
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = "\(number)"
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    static func words(_ parts: [String]) -> String { parts.joined(separator: " ") }

    static func list(_ expressions: [Expression], _ level: Level) -> String {
        expressions.map { text($0, at: level) }.joined(separator: ", ")
    }
}
