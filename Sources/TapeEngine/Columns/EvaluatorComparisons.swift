import TapeSyntax
import TapeTime

/// `=`, `<` and similar: of numbers, conditions, dates and texts.
extension Evaluator {
    func compare(_ op: BinaryOperator, _ left: Node, _ right: Node) throws(EngineError) -> Value {
        if left.kind == .texts || right.kind == .texts || left.kind == .text {
            return .condition(compareTexts(op, left, right))
        }
        if left.kind == .condition || left.kind == .flag {
            let pairs = (try condition(left), try condition(right))
            let truths = zip(pairs.0, pairs.1).map { (a, b) -> Truth in
                if a == .missing || b == .missing { return .missing }
                return (a == b) == (op == .equal) ? .yes : .no
            }
            return left.kind == .flag && right.kind == .flag ? .flag(truths.first ?? .missing) : .condition(truths)
        }
        if left.kind == .dates || right.kind == .dates || left.kind == .date || right.kind == .date {
            return try compareDates(op, left, right)
        }
        switch (try evaluate(left), try evaluate(right)) {
        case (.number(let a), .number(let b)): return .flag(Kernel.compare(op, [a], [b])[0])
        case (.series(let a), .series(let b)): return .condition(Kernel.compare(op, a, b))
        case (.series(let a), .number(let b)):
            return .condition(Kernel.compare(op, a, [Double](repeating: b, count: a.count)))
        case (.number(let a), .series(let b)):
            return .condition(Kernel.compare(op, [Double](repeating: a, count: b.count), b))
        default: return .flag(.missing)
        }
    }

    /// A date column against a date: a year or month is the whole span, so `from = 1996` matches any day of it.
    private func compareDates(_ op: BinaryOperator, _ left: Node, _ right: Node) throws(EngineError) -> Value {
        func bounds(_ node: Node) throws(EngineError) -> (low: [Double], high: [Double]) {
            if case .date(let span) = node.op {
                return (
                    [Double](repeating: Double(span.first.number), count: max(count, 1)),
                    [Double](repeating: Double(span.last.number), count: max(count, 1))
                )
            }
            if case .date(let day) = try evaluate(node) {
                let values = [Double](repeating: Double(day.number), count: max(count, 1))
                return (values, values)
            }
            let values = try series(node)
            return (values, values)
        }
        let a = try bounds(left)
        let b = try bounds(right)
        let truths: [Truth]
        switch op {
        case .less: truths = Kernel.compare(.less, a.high, b.low)
        case .lessOrEqual: truths = Kernel.compare(.lessOrEqual, a.low, b.high)
        case .greater: truths = Kernel.compare(.greater, a.low, b.high)
        case .greaterOrEqual: truths = Kernel.compare(.greaterOrEqual, a.high, b.low)
        default:
            let inside = Kernel.logical(
                .and, Kernel.compare(.greaterOrEqual, a.high, b.low), Kernel.compare(.lessOrEqual, a.low, b.high))
            truths = op == .equal ? inside : Kernel.not(inside)
        }
        let plain = left.kind != .dates && right.kind != .dates
        return plain ? .flag(truths.first ?? .missing) : .condition(truths)
    }

    private func compareTexts(_ op: BinaryOperator, _ left: Node, _ right: Node) -> [Truth] {
        func texts(_ node: Node) -> [String?] {
            switch node.op {
            case .text(let text): return [String?](repeating: text, count: count)
            case .tableColumn(let index):
                if case .texts(let values) = table!.columns[index].values { return values }
                return []
            default: return []
            }
        }
        return zip(texts(left), texts(right)).map { a, b in
            guard let a = a?.lowercased(), let b = b?.lowercased() else { return .missing }
            let holds =
                switch op {
                case .equal: a == b
                case .notEqual: a != b
                case .less: a < b
                case .lessOrEqual: a <= b
                case .greater: a > b
                default: a >= b
                }
            return holds ? .yes : .no
        }
    }
}
