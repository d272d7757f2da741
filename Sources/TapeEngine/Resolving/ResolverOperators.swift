import TapeStore
import TapeSyntax

/// Operators and comparisons: kinds, units and price bases that fit together.
extension Resolver {
    mutating func binary(
        _ op: BinaryOperator, _ left: Expression, _ right: Expression, _ span: SourceSpan, _ label: String
    ) throws(EngineError) -> Node {
        try refuseGlued(op, left, right)
        switch op {
        case .add, .subtract, .multiply, .divide:
            var first = try series(left)
            var second = try series(right)
            if op == .add || op == .subtract {
                if first.unit == .rate, second.unit.isFraction { second = second.inPercentPoints }
                if second.unit == .rate, first.unit.isFraction { first = first.inPercentPoints }
            }
            let kind: Kind = first.kind == .number && second.kind == .number ? .number : .series
            // A rate divided by a hundred is the fraction that a percentage is.
            let isFraction = first.unit == .rate && second.isNumber(op == .divide ? 100 : op == .multiply ? 0.01 : nil)
            var unit = isFraction ? .share : Resolver.unit(op, first.unit, second.unit)
            // Half of a count may not be whole.
            if unit == .count, op == .divide || ![first, second].allSatisfy(\.isWhole) { unit = .number }
            return Node(op: .arithmetic(op, first, second), kind: kind, unit: unit, span: span, label: label)
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
            return try compare(op, left, right, span, label)
        case .and, .or:
            let first = try condition(left)
            let second = try condition(right)
            let kind: Kind = first.kind == .flag && second.kind == .flag ? .flag : .condition
            return Node(op: .logical(op, first, second), kind: kind, unit: .number, span: span, label: label)
        }
    }

    /// `btc-usd` without spaces, where a symbol of that name is loaded too, may mean either.
    private func refuseGlued(_ op: BinaryOperator, _ left: Expression, _ right: Expression) throws(EngineError) {
        guard let first = Resolver.lastName(left), let second = Resolver.firstName(right),
            first.span.upper + op.rawValue.utf8.count == second.span.lower,
            let key = environment.market.key(for: first.text + op.rawValue + second.text),
            isKnown(first.text), isKnown(second.text)
        else { return }
        let span = first.span.joined(second.span)
        let apart = "\(first.text) \(op.rawValue) \(second.text)"
        throw EngineError(
            .unknownSymbol, span,
            "`\(first.text)\(op.rawValue)\(second.text)` is a symbol here, but may also mean `\(apart)`",
            [.init("the symbol", "`\(key)`"), .init("both", apart)])
    }

    /// Whether a word or number is valid alone, so that the reading with an operator makes sense.
    private func isKnown(_ text: String) -> Bool {
        environment.market.key(for: text) != nil || environment.market.group(text) != nil
            || environment.scope[text] != nil || text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// The name that ends the text of an expression, unless it is delimited.
    private static func lastName(_ expression: Expression) -> Name? {
        switch expression.kind {
        // Backticks close a name; `$` only begins one.
        case .name(let name): name.exact && name.span.upper - name.span.lower > name.text.utf8.count + 1 ? nil : name
        case .binary(_, _, let right): lastName(right)
        case .negate(let value): lastName(value)
        default: nil
        }
    }

    /// The name, or the whole number of a contract such as `es-1`, that begins the text of an expression.
    private static func firstName(_ expression: Expression) -> Name? {
        switch expression.kind {
        case .name(let name): return name.exact ? nil : name
        case .number(let value):
            guard let whole = Int(exactly: value) else { return nil }
            let text = String(whole)
            return text.utf8.count == expression.span.upper - expression.span.lower ? Name(text, expression.span) : nil
        case .binary(_, let left, _): return firstName(left)
        case .field(let base, _): return firstName(base)
        case .index(let base, _): return firstName(base)
        default: return nil
        }
    }

    mutating func compare(
        _ op: BinaryOperator, _ left: Expression, _ right: Expression, _ span: SourceSpan, _ label: String
    ) throws(EngineError) -> Node {
        var first = try resolve(left)
        var second: Node
        if let text = textBeside(first, right) { second = text } else { second = try resolve(right) }
        // Compared with a date, a bare number is a year.
        if first.kind == .dates || first.kind == .date, second.kind == .number { second = try dateOrDay(right) }
        if second.kind == .dates || second.kind == .date, first.kind == .number { first = try dateOrDay(left) }
        let isText = [Kind.texts, .text].contains(first.kind) && [Kind.texts, .text].contains(second.kind)
        let isDate = [Kind.dates, .date].contains(first.kind) && [Kind.dates, .date].contains(second.kind)
        let isTruth =
            [Kind.condition, .flag].contains(first.kind) && [Kind.condition, .flag].contains(second.kind)
            && (op == .equal || op == .notEqual)
        if !isText, !isDate, !isTruth {
            if first.kind == .texts {
                throw wrongKind(second, wanted: "a text", advice: .init("example", "\"\(second.label)\""))
            }
            first = try asSeries(first)
            second = try asSeries(second)
            try checkBases(first, second)
            (first, second) = try aligned(first, second)
        }
        let scalar: [Kind] = [.number, .flag, .text, .date]
        let kind: Kind = scalar.contains(first.kind) && scalar.contains(second.kind) ? .flag : .condition
        return Node(op: .compare(op, first, second), kind: kind, unit: .number, span: span, label: label)
    }

    /// In a pipe a bare word compared with a column of texts is the text: `where state = running`.
    func textBeside(_ column: Node, _ expression: Expression) -> Node? {
        guard column.kind == .texts, let table, case .name(let name) = expression.kind, table.column(name.text) == nil
        else { return nil }
        return Node(
            op: .text(name.text), kind: .text, unit: .number, span: expression.span, label: Printer.text(expression))
    }

    func truthKind(_ nodes: [Node]) -> Kind {
        nodes.allSatisfy { $0.kind == .number } ? .flag : .condition
    }

    /// The unit that arithmetic gives: differences of percentages are points, quotients of prices are ratios.
    static func unit(_ op: BinaryOperator, _ left: Unit, _ right: Unit) -> Unit {
        let isPercent: (Unit) -> Bool = { $0 == .percent || $0 == .share || $0 == .points }
        switch op {
        case .add, .subtract:
            if isPercent(left), isPercent(right) { return op == .subtract || left == .points ? .points : .percent }
            if left == right { return left }
            if right == .number { return left }
            return left == .number ? right : .number
        case .multiply:
            if left == .number || left == .ratio { return right }
            if right == .number || right == .ratio { return left }
            if left == .price, isPercent(right) { return .price }
            if right == .price, isPercent(left) { return .price }
            return .number
        case .divide:
            if left == .price, right == .price { return .ratio }
            return right == .number || right == .ratio ? left : .number
        default: return .number
        }
    }

    /// Close and adjusted close are two different things.
    func checkBases(_ left: Node, _ right: Node) throws(EngineError) {
        let first = bases(left)
        let second = bases(right)
        guard first.count == 1, second.count == 1, let a = first.first, let b = second.first, a != b else { return }
        // Where both sides name their column, no setting changes either of them.
        let isMoved = readsBasis(left) || readsBasis(right)
        let other = environment.settings.price == "close" ? "adjclose" : "close"
        throw EngineError(
            .mixedBases, right.span, "`\(left.label)` is on \(a) and `\(right.label)` on \(b): two price bases",
            [
                .init(
                    "fix",
                    isMoved ? "set price \(other), or the same field on both sides" : "the same field on both sides")
            ])
    }

    /// Whether a column in it follows `set price`.
    private func readsBasis(_ node: Node) -> Bool {
        var symbols: [String] = []
        node.collectOnBasis(into: &symbols)
        return !symbols.isEmpty || node.readsMemberOnBasis
    }

    func bases(_ node: Node) -> Set<String> {
        if case .column(let reference, let name) = node.op {
            switch name {
            case "close", "adjclose": return [name!]
            case nil, "open", "high", "low": break
            default: return []
            }
            let price = environment.settings.price
            switch reference {
            case .symbol(let key):
                guard let instrument = environment.market.instrument(key), instrument.mainColumn == "close" else {
                    return []
                }
                return [instrument.meantColumn(on: price)]
            case .member:
                // The basis of a member is certain where there is only one, or where the members are known.
                guard price != "close" else { return ["close"] }
                let members = group?.members ?? []
                return Set(members.compactMap { environment.market.instrument($0)?.meantColumn(on: price) })
            }
        }
        // An indicator of bars reads the whole bar of its symbol, whose bare name is its argument.
        return node.children.reduce(into: []) { $0.formUnion(bases($1)) }
    }
}
