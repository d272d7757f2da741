import TapeStore
import TapeSyntax
import TapeTime

/// Calls of functions from the table, of the evaluator's own functions, and of those that a `def` names.
extension Resolver {
    mutating func call(
        _ name: Name, _ given: [Argument], _ span: SourceSpan, _ label: String
    ) throws(EngineError) -> Node {
        if case .function(let parameters, let body, let scope) = environment.scope[name.text] {
            return try userCall(name, parameters, body, scope, given, span, label)
        }
        if let frequency = CalendarUnit(adjective: name.text) {
            let node = try only(given, of: name, "an expression", span)
            let inner = try series(node)
            return Node(op: .inFrequency(frequency, inner), kind: .series, unit: inner.unit, span: span, label: label)
        }
        switch name.text {
        case "basket":
            let members = try groupMembers(try only(given, of: name, "a group", span)).members
            return Node(op: .basket(members), kind: .series, unit: .price, span: span, label: label)
        case "members":
            let (members, group) = try groupMembers(try only(given, of: name, "a group", span))
            return Node(op: .group(members, name: group), kind: .group, unit: .number, span: span, label: label)
        case "share": return try share(name, given, span, label)
        case "loaded": return try loaded(given, span, label)
        default: break
        }
        let functions = environment.language.functions
        guard let entry = functions[name.text] else {
            let known = functions.all.map(\.name) + FunctionTable.engineNames + environment.scope.names
            if calling.contains(name.text) {
                throw EngineError(
                    .recursive, name.span, "`\(name.text)` calls itself; functions cannot be recursive",
                    [.init("example", "def \(name.text)(s) = s / sma(s, 50)")])
            }
            if case .node(let bound) = environment.scope[name.text] {
                throw EngineError(
                    .wrongKind, name.span, "`\(name.text)` is \(bound.kind.words) and takes no arguments",
                    [.init("example", "def \(name.text)(s) = s / sma(s, 50)")])
            }
            let close = nearest(name.text, among: known, limit: 2)
            let isSpokenOf = functions.all.contains { $0.doc.contains(name.text) }
            throw EngineError(
                .unknownFunction, name.span, "unknown function `\(name.text)`",
                close.isEmpty
                    ? [.init("see", isSpokenOf ? "functions \(name.text)" : "functions")]
                    : [.init("nearest", close.map(signature).joined(separator: ", "))])
        }
        return try tableCall(entry, name, given, span, label)
    }

    func signature(_ name: String) -> String { environment.language.functions[name]?.signature ?? name }

    func only(
        _ given: [Argument], of name: Name, _ wanted: String, _ span: SourceSpan
    ) throws(EngineError) -> Expression {
        guard given.count == 1 else {
            throw EngineError(
                .wrongArguments, span, "`\(name.text)` takes one argument, \(wanted), but \(given.count) are given",
                [
                    .init(
                        "example",
                        CalendarUnit(adjective: name.text) == nil ? "\(name.text)({aapl, msft})" : "\(name.text)(rut)")
                ])
        }
        return given[0].value
    }

    mutating func share(
        _ name: Name, _ given: [Argument], _ span: SourceSpan, _ label: String
    ) throws(EngineError) -> Node {
        guard given.count == 2 else {
            throw EngineError(
                .wrongArguments, span, "`share` takes a group and a condition on `it`",
                [.init("example", "share(mag7, it at 52w high)")])
        }
        let members = try groupMembers(given[0].value).members
        let outer = (memberAllowed, memberUnit)
        (memberAllowed, memberUnit) = (true, memberUnit(members))
        defer { (memberAllowed, memberUnit) = outer }
        let inner = try condition(given[1].value)
        try checkVaries(inner)
        return Node(op: .share(members, inner), kind: .series, unit: .share, span: span, label: label)
    }

    /// Whether symbols or groups of these names exist: the one place where a name may be unknown, so it is a text.
    private func loaded(_ given: [Argument], _ span: SourceSpan, _ label: String) throws(EngineError) -> Node {
        let example = Diagnostic.Advice("example", "loaded(\"iwm\", \"qqq\")")
        var areThere = true
        for argument in given {
            guard case .text(let name) = argument.value.kind else {
                throw EngineError(
                    .wrongKind, argument.value.span, "`loaded` takes names of symbols and groups in quotes", [example])
            }
            if environment.market.key(for: name) == nil, environment.market.group(name) == nil { areThere = false }
        }
        guard !given.isEmpty else { throw EngineError(.wrongArguments, span, "`loaded` needs a name", [example]) }
        return Node(op: .truth(areThere), kind: .flag, unit: .number, span: span, label: label)
    }

    mutating func userCall(
        _ name: Name, _ parameters: [Name], _ body: Expression, _ scope: Scope, _ given: [Argument],
        _ span: SourceSpan, _ label: String
    ) throws(EngineError) -> Node {
        guard !calling.contains(name.text), calling.count < Limits.callDepth else {
            throw EngineError(
                .recursive, name.span, "`\(name.text)` calls itself; functions cannot be recursive",
                [.init("example", "def \(name.text)(s) = s / sma(s, 50)")])
        }
        let slots = try place(given, parameters.map(\.text), name, span)
        var bound: [String: Node] = [:]
        for (index, parameter) in parameters.enumerated() {
            guard let argument = slots[index] else {
                throw EngineError(
                    .wrongArguments, span, "`\(name.text)` needs `\(parameter.text)`\(given.isEmpty ? "" : " too")",
                    [.init("takes", "\(name.text)(\(parameters.map(\.text).joined(separator: ", ")))")])
            }
            bound[parameter.text] = try resolve(argument)
        }
        var inner = Environment(
            market: environment.market, settings: environment.settings, scope: scope, asOf: environment.asOf,
            isInterrupted: environment.isInterrupted, progress: environment.progress)
        inner.scope = scope
        var resolver = Resolver(environment: inner, today: today)
        resolver.memberAllowed = memberAllowed
        resolver.memberUnit = memberUnit
        resolver.groupAllowed = groupAllowed
        resolver.group = group
        resolver.arguments = bound
        resolver.calling = calling + [name.text]
        do {
            var node = try resolver.resolve(body)
            group = resolver.group
            node.span = span
            node.label = label
            return node
        } catch {
            // Spans inside the definition point into another text, so the error is shown at the call.
            var diagnostic = error.diagnostic
            diagnostic.span = span
            // For nested definitions the innermost is named, where the error is.
            if !diagnostic.message.hasPrefix("in `") { diagnostic.message = "in `\(name.text)`: " + diagnostic.message }
            throw EngineError(diagnostic)
        }
    }

    /// Arguments by position, then by name.
    func place(
        _ given: [Argument], _ parameters: [String], _ name: Name, _ span: SourceSpan
    ) throws(EngineError) -> [Expression?] {
        var slots = [Expression?](repeating: nil, count: parameters.count)
        var position = 0
        for argument in given {
            if let label = argument.label {
                guard let index = parameters.firstIndex(of: label.text) else {
                    throw EngineError(
                        .unknownArgument, label.span, "`\(name.text)` has no argument `\(label.text)`",
                        [.init("arguments", parameters.joined(separator: ", "))])
                }
                guard slots[index] == nil else {
                    throw EngineError(
                        .wrongArguments, label.span, "`\(label.text)` is given twice",
                        [.init("takes", signature(name.text))])
                }
                slots[index] = argument.value
            } else {
                guard position < parameters.count, slots[position] == nil else {
                    throw EngineError(
                        .wrongArguments, argument.value.span,
                        parameters.isEmpty
                            ? "`\(name.text)` takes no argument"
                            : "`\(name.text)` takes only \(parameters.count == 1 ? "one argument" : "\(parameters.count) arguments")",
                        [.init("takes", signature(name.text))])
                }
                slots[position] = argument.value
                position += 1
            }
        }
        return slots
    }

    mutating func tableCall(
        _ entry: FunctionEntry, _ name: Name, _ given: [Argument], _ span: SourceSpan, _ label: String
    ) throws(EngineError) -> Node {
        let slots = try place(given, entry.parameters.map { $0.name.lowercased() }, name, span)
        var nodes: [Node?] = []
        for (index, parameter) in entry.parameters.enumerated() {
            guard let expression = slots[index] else {
                guard parameter.optional else {
                    throw EngineError(
                        .wrongArguments, span,
                        "`\(name.text)` needs `\(parameter.name)`\(given.isEmpty ? "" : " too")",
                        [.init("example", example(entry, name.text))])
                }
                nodes.append(
                    parameter.default.map {
                        Node(op: .number($0), kind: .number, unit: .number, span: span, label: "\($0)")
                    })
                continue
            }
            nodes.append(try argument(expression, parameter, entry, name.text))
        }
        var unit: Unit =
            switch entry.unit {
            case .fixed(let unit): unit
            case .like(let index): nodes[index]?.unit ?? .number
            case .mean(let index):
                nodes[index].map { $0.unit == .count ? .number : $0.unit } ?? .number
            case .common(let left, let right): commonUnit(nodes[left], nodes[right])
            }
        if case .mean = entry.unit, unit == .percent, entry.name.hasSuffix("stdev") { unit = .share }
        return Node(op: .call(entry, nodes), kind: resultKind(entry, nodes), unit: unit, span: span, label: label)
    }

    /// The common unit of two values, as in a sum.
    private func commonUnit(_ left: Node?, _ right: Node?) -> Unit {
        guard let left, let right else { return .number }
        let unit = Resolver.unit(.add, left.unit, right.unit)
        return unit == .count && !(left.isWhole && right.isWhole) ? .number : unit
    }

    func resultKind(_ entry: FunctionEntry, _ nodes: [Node?]) -> Kind {
        switch entry.result {
        case .series:
            // Arithmetic of plain numbers stays a number: `round(2.5)`, `max(1, 2)`.
            let plain = nodes.allSatisfy { $0.map { $0.kind == .number || $0.kind == .flag } ?? true }
            return plain && entry.isPointwise ? .number : .series
        case .condition: return .condition
        case .number: return .number
        case .date: return .date
        case .group: return .group
        case .text: return .text
        case .numberUnlessGiven(let parameter):
            let index = entry.parameters.firstIndex { $0.name == parameter }
            return index.flatMap { nodes[$0] } == nil ? .number : .series
        }
    }

    /// With the name that was written, `return(…)` or `change(…)`, and on the member where one is bound.
    private func example(_ entry: FunctionEntry, _ written: String) -> String {
        let arguments = entry.example.drop { $0 != "(" }
        guard entry.example.hasPrefix("\(entry.name)(") else { return entry.example }
        return written + (memberAllowed && arguments.hasPrefix("(rut") ? "(it" + arguments.dropFirst(4) : arguments)
    }

    mutating func argument(
        _ expression: Expression, _ parameter: FunctionEntry.Parameter, _ entry: FunctionEntry, _ written: String
    ) throws(EngineError) -> Node {
        switch parameter.kind {
        case .series: return try series(expression)
        case .bars:
            let node = try series(expression)
            guard node.reference != nil else {
                throw EngineError(
                    .wrongKind, node.span, "`\(written)` reads highs and lows, so it takes a symbol",
                    [.init("example", example(entry, written))])
            }
            return node
        case .condition: return try condition(expression)
        case .whole(let range):
            let node = try resolve(expression)
            guard case .number(let value) = node.op, node.kind == .number, let whole = Int(exactly: value) else {
                throw EngineError(
                    .notWhole, node.span, "`\(parameter.name)` of `\(written)` must be a whole number of bars",
                    [.init("example", example(entry, written))])
            }
            guard range.contains(whole) else {
                throw EngineError(
                    .wrongArguments, node.span,
                    "`\(parameter.name)` of `\(written)` must be from \(range.lowerBound) to \(range.upperBound)",
                    [.init("example", example(entry, written))])
            }
            return node
        case .number:
            let node = try resolve(expression)
            guard node.kind == .number else { throw wrongKind(node, wanted: "a number") }
            return node
        case .duration: return try duration(expression)
        case .date: return try dateOrDay(expression)
        case .group:
            let node = try resolve(expression)
            guard node.kind == .group else { throw wrongKind(node, wanted: "a group") }
            return node
        case .text:
            let node = try resolve(expression)
            guard node.kind == .text else { throw wrongKind(node, wanted: "a text in quotes") }
            return node
        }
    }
}
