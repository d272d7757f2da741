/// The tree as nested lists, without spans: what tests compare and `explain` may show.
package func outline(_ script: Script) -> String {
    script.statements.map { outline($0) }.joined(separator: "\n")
}

package func outline(_ statement: Statement) -> String {
    switch statement.kind {
    case .pipeline(let pipeline): outline(pipeline)
    case .letValue(let name, let pipeline): node("let", [outline(name), outline(pipeline)])
    case .define(let name, let parameters, let body):
        node("def", [outline(name), node("parameters", parameters.map { outline($0) }), outline(body)])
    case .parameter(let name, let kind, let value, let doc):
        node("param", [outline(name), outline(kind), value.map { outline($0) } ?? "-", optional(doc)])
    case .assert(let condition, let clauses, let message):
        node("assert", [outline(condition)] + clauses.map { outline($0) } + [optional(message)])
    case .loop(let name, let group, let body): node("for", [outline(name), outline(group), block(body)])
    case .branch(let condition, let clauses, let body, let otherwise):
        node(
            "if",
            [outline(condition)] + clauses.map { outline($0) } + [block(body), otherwise.map { block($0) } ?? "-"])
    case .print(let values): node("print", values.map { outline($0) })
    case .load(let name, let path, let options):
        node(
            "load",
            [name.map { outline($0) } ?? "-", quoted(path.value)]
                + options.all.map { "(\($0.word) \(outline($0.value)))" })
    case .saveMarket(let path): node("save-market", [quoted(path.value)])
    case .open(let path): node("open", [quoted(path.value)])
    case .alias(let name, let target): node("alias", [outline(name), outline(target)])
    case .run(let path): node("run", [quoted(path.value)])
    case .set(let name, let value): node("set", [name.map { outline($0) } ?? "-", optional(value?.value)])
    case .command(let command, let words): node(command.rawValue, words.map { quoted($0.value) })
    case .explain(let pipeline): node("explain", [outline(pipeline)])
    }
}

package func outline(_ pipeline: Pipeline) -> String {
    let source =
        switch pipeline.source {
        case .query(let query):
            node(
                query.verb.name,
                [
                    node("subjects", query.subjects.map { outline($0) }),
                    node("operands", query.operands.map { outline($0) }),
                ]
                    + query.clauses.map { outline($0) })
        case .expression(let expression, let clauses):
            clauses.isEmpty ? outline(expression) : node("value", [outline(expression)] + clauses.map { outline($0) })
        }
    return pipeline.stages.isEmpty ? source : node("pipe", [source] + pipeline.stages.map { outline($0) })
}

package func outline(_ clause: Clause) -> String {
    node(clause.word.name, clause.operands.map { outline($0) } + (clause.bucket.map { [quoted($0.text)] } ?? []))
}

package func outline(_ stage: Stage) -> String {
    switch stage.argument {
    case .nothing: node(stage.word.name, [])
    case .expression(let operand): node(stage.word.name, [outline(operand)])
    case .order(let key, let descending): node(stage.word.name, [outline(key)] + (descending ? ["desc"] : []))
    case .names(let names): node(stage.word.name, names.map { outline($0) })
    case .text(let text): node(stage.word.name, [quoted(text.value)])
    }
}

package func outline(_ expression: Expression) -> String {
    switch expression.kind {
    case .number(let value): "\(value)"
    case .percent(let value, let points): "\(value)\(points ? "bp" : "%")"
    case .text(let value): quoted(value)
    case .date(let date): "date:\(Printer.text(date))"
    case .duration(let span): span.text
    case .truth(let value): value ? ":true" : ":false"
    case .missing: ":missing"
    case .member: ":it"
    case .name(let name): outline(name)
    case .group(let members): node("group", members.map { outline($0) })
    case .call(let name, let arguments):
        node(
            "call",
            [outline(name)]
                + arguments.map { ($0.label.map { label in "\(outline(label)): " } ?? "") + outline($0.value) })
    case .field(let base, let name): node("field", [outline(base), outline(name)])
    case .index(let base, let date): node("index", [outline(base), outline(date)])
    case .negate(let operand): node("negate", [outline(operand)])
    case .not(let operand): node("not", [outline(operand)])
    case .binary(let kind, let left, let right): node(kind.rawValue, [outline(left), outline(right)])
    case .between(let value, let low, let high): node("between", [outline(value), outline(low), outline(high)])
    case .over(let left, let right, let margin, let isUnder):
        node(isUnder ? "under" : "over", [outline(left), outline(right)] + (margin.map { [outline($0)] } ?? []))
    case .move(let operand, let move, let amount):
        node(move.rawValue, [outline(operand)] + (amount.map { [outline($0)] } ?? []))
    case .level(let left, let isAbove, let right): node(isAbove ? "above" : "below", [outline(left), outline(right)])
    case .extreme(let operand, let extreme, let lookBack, let intraday):
        node(
            intraday ? "at-intraday-\(extreme.rawValue)" : "at-\(extreme.rawValue)",
            [outline(operand)] + (lookBack.map { [outline($0)] } ?? []))
    case .crosses(let left, let above, let right):
        node(above ? "crosses-above" : "crosses-below", [outline(left), outline(right)])
    case .reaches(let left, let right): node("reaches", [outline(left), outline(right)])
    }
}

private func outline(_ name: Name) -> String { name.exact ? "$\(quoted(name.text))" : name.text }

private func node(_ head: String, _ parts: [String]) -> String { "(\(([head] + parts).joined(separator: " ")))" }

private func block(_ statements: [Statement]) -> String { node("block", statements.map { outline($0) }) }

private func optional(_ text: String?) -> String { text.map { quoted($0) } ?? "-" }

private func quoted(_ text: String) -> String { Printer.quoted(text) }
