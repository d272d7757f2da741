import TapeSyntax
import TapeTime

/// Evaluation of only the bars wanted. A node's operands are computed on these bars and on the earlier ones it looks
/// back at; along the tree the look-backs add up.
///
/// A value is the same whichever bars are asked for: values are summed in blocks counted from the axis's first bar, and
/// a value that depends on all earlier bars is computed from the first one.
extension Evaluator {
    /// The same over other bars.
    func over(_ bars: Range<Int>) -> Evaluator {
        var other = self
        other.bars = bars
        return other
    }

    /// The value of an expression on one bar.
    func value(_ node: Node, at bar: Int) throws(EngineError) -> Value {
        switch try over(bar..<bar + 1).evaluate(node) {
        case .series(let values): .number(values[0])
        case .condition(let truths): .flag(truths[0])
        case let value: value
        }
    }

    /// Values on some bars, indexed by the bar.
    func series(_ node: Node, on bars: Range<Int>) throws(EngineError) -> Stretch<Double> {
        Stretch(start: bars.lowerBound, values: try over(bars).series(node))
    }

    func condition(_ node: Node, on bars: Range<Int>) throws(EngineError) -> Stretch<Truth> {
        Stretch(start: bars.lowerBound, values: try over(bars).condition(node))
    }

    var isWhole: Bool { table != nil || bars.count == frame.days.count }

    /// A node on the bars wanted, computed on these and the ones it looks back at.
    func reached(_ node: Node) throws(EngineError) -> Value {
        guard !isWhole else { return try computed(node) }
        let reach = reach(node)
        guard reach != bars else { return try computed(node) }
        return try over(reach).computed(node).cut(to: bars, from: reach)
    }

    /// The bars wanted and those before them that a node looks back at.
    private func reach(_ node: Node) -> Range<Int> {
        let all = frame.days.indices
        guard let first = bars.first else { return bars }
        switch node.lookBack {
        case .bars(let count, let block):
            let start = max(0, first - count)
            return start - start % block..<bars.upperBound
        case .span(let span): return max(0, frame.spans.before(first, span))..<bars.upperBound
        case .queryWindow:
            guard !window.isEmpty, window.upperBound <= all.upperBound else { return all }
            let before = window.lowerBound - 1
            return max(0, min(before, start ?? before))..<window.upperBound
        case .all: return all
        }
    }

    /// Whether the bar that a calendar span leads back to has a value. If not, the last value before it is used, which
    /// may be before the bars that are computed.
    func isReached(_ values: [Double]) -> Bool { bars.lowerBound == 0 || !(values.first?.isNaN ?? false) }
}

/// The part of a column on consecutive bars, indexed by the bar.
struct Stretch<Element> {
    let start: Int
    let values: [Element]

    var bars: Range<Int> { start..<start + values.count }

    subscript(bar: Int) -> Element { values[bar - start] }

    subscript(bars: Range<Int>) -> ArraySlice<Element> {
        values[bars.lowerBound - start..<bars.upperBound - start]
    }
}

extension Value {
    /// The part of a column on some of the bars it was computed on.
    func cut(to bars: Range<Int>, from all: Range<Int>) -> Value {
        guard bars != all else { return self }
        let part = bars.lowerBound - all.lowerBound..<bars.upperBound - all.lowerBound
        switch self {
        case .series(let values): return .series(Array(values[part]))
        case .condition(let truths): return .condition(Array(truths[part]))
        default: return self
        }
    }
}

extension Node {
    /// How far before a bar it looks at its operands.
    enum Reach {
        /// A number of bars, and the length of the blocks in which values are summed.
        case bars(Int, block: Int)
        case span(CalendarSpan)
        case queryWindow
        case all
    }

    var lookBack: Reach {
        switch op {
        case .over, .move, .crosses, .reaches: return .bars(1, block: 1)
        case .extreme(_, _, let lookBack, _):
            if case .duration(let span)? = lookBack?.op { return .span(span) }
            return .all
        case .inFrequency, .basket: return .all
        case .call(let entry, let arguments): return entry.lookBack(of: arguments, givesNumber: kind == .number)
        default: return .bars(0, block: 1)
        }
    }
}

extension FunctionEntry {
    fileprivate func lookBack(of arguments: [Node?], givesNumber: Bool) -> Node.Reach {
        switch lookBack {
        case .ownBar: return .bars(0, block: 1)
        case .queryWindow: return .queryWindow
        case .all, .smoothedAgain: return .all
        case .span:
            for case .duration(let span)? in arguments.lazy.map(\.?.op) { return .span(span) }
            return .all
        case .bars(let count, let blocks):
            if givesNumber { return .queryWindow }
            let whole = zip(parameters, arguments).compactMap { parameter, argument -> Int? in
                guard case .whole = parameter.kind, case .number(let value)? = argument?.op else { return nil }
                return Int(exactly: value)
            }
            return count(whole).map { .bars($0, block: blocks(whole)) } ?? .all
        }
    }
}
