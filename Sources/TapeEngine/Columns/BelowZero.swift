import TapeStore
import TapeSyntax

/// A change in percent needs a base above zero. Where a result is missing because a value is at or below zero, the
/// answer says so: a dash alone would not give the reader the reason.
extension ResolvedQuery {
    static func belowZeroNote(_ all: [String]) -> [Note] {
        let names = all.enumerated().filter { !all[..<$0.offset].contains($0.element) }.map(\.element)
        guard !names.isEmpty else { return [] }
        return [
            Note(
                "below-zero",
                "\(Format.names(names, most: 5)) \(names.count == 1 ? "has" : "have") values at or below zero here: a percentage change from them has no meaning."
            )
        ]
    }

    /// Which of the series whose changes a verb measures have a value at or below zero on any of these bars.
    func belowZeroNote(
        _ nodes: [Node], _ evaluator: Evaluator, over bars: Range<Int>, member: String? = nil
    ) throws(EngineError) -> [Note] {
        var names: [String] = []
        for node in nodes where node.kind == .series && !node.unit.isFraction {
            let values = try evaluator.series(node)
            let name = Phrases.name(node, member: member)
            if values[bars].contains(where: { $0 <= 0 }), !names.contains(name) { names.append(name) }
        }
        return ResolvedQuery.belowZeroNote(names)
    }

    /// Which of the percentage changes inside an expression are missing in the window for that reason.
    func belowZeroNote(_ frame: Frame, _ window: Window) -> [Note] {
        guard group == nil, !window.range.isEmpty else { return [] }
        var changes: [(whole: Node, parts: [Node])] = []
        for node in subjects + operands + [plan.filter, plan.after].compactMap({ $0 }) {
            node.collectChanges(into: &changes)
        }
        guard !changes.isEmpty else { return [] }
        let evaluator = evaluator(frame, window)
        let bars = 0..<window.range.upperBound
        var names: [String] = []
        for (whole, parts) in changes {
            for part in parts where !part.readsMember {
                // What cannot be evaluated alone is refused, with its reason, where the answer is made.
                guard let values = try? evaluator.series(part), values[bars].contains(where: { $0 <= 0 }),
                    let isMissing = try? isMissing(whole, beside: values, evaluator, window), isMissing
                else { continue }
                let name = Phrases.name(part)
                if !names.contains(name) { names.append(name) }
            }
        }
        return ResolvedQuery.belowZeroNote(names)
    }

    /// Whether a change is missing where there is a value.
    private func isMissing(
        _ change: Node, beside values: [Double], _ evaluator: Evaluator, _ window: Window
    ) throws(EngineError) -> Bool {
        let bars = window.range
        return switch try evaluator.evaluate(change) {
        case .series(let found): bars.contains { found[$0].isNaN && !values[$0].isNaN }
        case .condition(let found): bars.contains { found[$0] == .missing && !values[$0].isNaN }
        // A figure of the window leaves out the changes that are missing.
        case .number(let found):
            found.isNaN || ((window.base ?? bars.lowerBound)..<bars.upperBound).contains { values[$0] <= 0 }
        default: false
        }
    }
}

extension Node {
    /// Every percentage change in it, with the series whose change it is.
    fileprivate func collectChanges(into changes: inout [(whole: Node, parts: [Node])]) {
        switch op {
        // What each member is asked is answered member by member.
        case .share: return
        case .over(let left, let right, _, _): changes.append((self, [left, right]))
        case .move(let value, _, let amount?) where !Node.movesInPoints(value, by: amount):
            changes.append((self, [value]))
        case .call(let entry, let arguments) where entry.traits.contains(.ofChanges):
            let parts = arguments.compactMap { $0 }.filter { $0.kind == .series }
            if !parts.isEmpty { changes.append((self, parts)) }
        default: break
        }
        for child in children { child.collectChanges(into: &changes) }
    }
}

extension Node {
    /// One figure of the risk family over the whole window.
    var isRiskFigure: Bool {
        if case .call(let entry, _) = op { return kind == .number && entry.family == "Risk" }
        return false
    }
}

extension TableColumn {
    /// A change is missing in it.
    var lacksChange: Bool {
        guard unit == .percent, case .numbers(let values) = values else { return false }
        return values.contains(where: \.isNaN)
    }
}
