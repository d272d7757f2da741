import TapeStore
import TapeSyntax

/// Rates with percentages: a rate is in percent points, so compared with it 4 % is 4 and 25bp are 0.25.
extension Resolver {
    /// Two sides that are compared, added or crossed; a percentage next to a rate is turned into its points.
    func aligned(_ left: Node, _ right: Node) throws(EngineError) -> (Node, Node) {
        if left.unit == .rate, right.unit.isFraction { return (left.withoutResidue, right.inPercentPoints) }
        if right.unit == .rate, left.unit.isFraction { return (left.inPercentPoints, right.withoutResidue) }
        try checkRelative(left, right)
        try checkRelative(right, left)
        return (left, right)
    }

    /// Basis points of a rate are points: a change relative to its level is something else.
    private func checkRelative(_ change: Node, _ points: Node) throws(EngineError) {
        guard points.isBasisPoints, case .call(let entry, let arguments) = change.op, change.unit == .percent,
            entry.unit.isFraction, let rate = arguments.first.flatMap({ $0 }), rate.unit == .rate
        else { return }
        throw EngineError(
            .wrongKind, change.span,
            "`\(change.label)` is relative to the rate's level, but `\(points.label)` of a rate are points",
            [.init("example", "diff(\(rate.label)) <= \(points.label)")])
    }

    /// How a move is measured. For a rate, basis points and plain numbers are points, a percentage is relative to its
    /// level; for any other fraction basis points are points too.
    func moveAmount(_ amount: Node, of value: Node) -> Node {
        guard value.unit == .rate else { return amount }
        var amount = amount
        if amount.unit == .points { return amount.inPercentPoints }
        if amount.unit == .number { amount.unit = .rate }
        return amount
    }

    /// The unit of a group's members: all must have that of the first.
    func memberUnit(_ members: [String]) -> Unit {
        guard let first = members.first, mainUnit(first) == .rate, members.allSatisfy({ mainUnit($0) == .rate }) else {
            return .price
        }
        return .rate
    }
}

extension Node {
    /// A literal such as `25bp`, its sign included.
    var isBasisPoints: Bool {
        switch op {
        case .number: unit == .points
        case .negate(let inner): inner.isBasisPoints
        default: false
        }
    }

    /// Whether a move by this amount is a difference rather than a change relative to the level.
    static func movesInPoints(_ value: Node, by amount: Node) -> Bool {
        amount.unit == .rate || (value.unit.isFraction && amount.unit == .points)
    }

    /// A fraction as percent points: 0.0025 is 0.25.
    var inPercentPoints: Node {
        var node = self
        switch op {
        // Rounded, so that 0.0035 becomes exactly 0.35.
        case .number(let value): node.op = .number(Shape.rounded(value * 100, digits: 12))
        case .negate(let inner): node.op = .negate(inner.inPercentPoints)
        default:
            let hundred = Node(op: .number(100), kind: .number, unit: .number, span: span, label: "100")
            node = Node(op: .arithmetic(.multiply, self, hundred), kind: kind, unit: .rate, span: span, label: label)
        }
        node.unit = .rate
        return node
    }

    /// A difference of rates to nine decimals: 4.33 − 4.08 is exactly 0.25.
    var withoutResidue: Node {
        guard !isColumn, kind == .series, let round = FunctionTable.named("round") else { return self }
        let digits = Node(op: .number(9), kind: .number, unit: .number, span: span, label: "9")
        return Node(op: .call(round, [self, digits]), kind: kind, unit: unit, span: span, label: label)
    }

    /// The change of a value from the bar before it.
    var difference: Node {
        guard let entry = FunctionTable.named("diff") else { return self }
        let one = Node(op: .number(1), kind: .number, unit: .number, span: span, label: "1")
        return Node(op: .call(entry, [self, one]), kind: .series, unit: unit, span: span, label: "diff(\(label))")
    }

    /// The rates whose changes it gives relative to their level.
    func collectRelativeRates(into labels: inout [String]) {
        func add(_ node: Node) { if node.unit == .rate, !labels.contains(node.label) { labels.append(node.label) } }
        switch op {
        case .over(let left, let right, _, _):
            add(left)
            add(right)
        case .move(let value, _, let amount?) where amount.unit.isFraction && amount.unit != .points: add(value)
        case .call(let entry, let arguments)
        where entry.family == "Risk" || entry.family != "Windows" && entry.unit.isFraction:
            for case let argument? in arguments { add(argument) }
        default: break
        }
        for child in children { child.collectRelativeRates(into: &labels) }
    }
}

extension FunctionEntry.UnitRule {
    var isFraction: Bool {
        if case .fixed(let unit) = self { return unit.isFraction }
        return false
    }
}

extension ResolvedQuery {
    /// Given where a rate's change is shown relative to its level.
    func rateNote(_ nodes: [Node]) -> Note? {
        var labels: [String] = []
        for node in nodes { node.collectRelativeRates(into: &labels) }
        if query.verb.traits.contains(.ofChange) {
            for node in subjects + operands where node.unit == .rate && !labels.contains(node.label) {
                labels.append(node.label)
            }
        }
        guard !labels.isEmpty else { return nil }
        let names = Format.names(labels.map { environment.market.key(for: $0) == nil ? $0 : $0.uppercased() }, most: 5)
        return Note(
            "rate",
            "\(names) \(labels.count == 1 ? "is a rate" : "are rates"): a change in % is relative to its level (from 4.00 to 4.25 is +6.25%). In points: `diff(…)`, `up 25bp`."
        )
    }
}
