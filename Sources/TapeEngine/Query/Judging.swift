import TapeStore
import TapeSyntax

/// A window in which nothing can be judged: an error with the reason or, where `where` left nothing, the answer.
extension ResolvedQuery {
    /// Refused where the expression has no value on any bar of the window: there are too few bars for it.
    func checkJudged(_ judged: Int, _ node: Node, _ frame: Frame, _ window: Window) throws(EngineError) {
        guard judged == 0, plan.filter == nil, !window.range.isEmpty else { return }
        throw EngineError(
            .tooFewBars, node.span, "`\(node.label)` has no value on any \(frame.frequency.unitWord) of the window",
            [.init("the data", tooFew(node, frame, window) ?? "a value it needs is missing on each")])
    }

    /// `sma(meta, 200)` looks back 200 sessions, and there are 30; nil where that is not the reason.
    func tooFew(_ node: Node, _ frame: Frame, _ window: Window) -> String? {
        guard let wanted = node.barsWanted else { return nil }
        let have = window.range.upperBound - frame.commonStart
        guard have <= wanted else { return nil }
        // A window of returns or changes needs one bar more than it has values.
        let most = Format.count(wanted, frame.frequency.unitWord)
        return
            "it needs \(have < wanted ? "\(most) or more" : "more than \(most)"), and there \(have == 1 ? "is" : "are") \(Format.count(have))"
    }

    /// Members that `where` leaves out on the session in question.
    func memberFilterNotes(_ count: Int) -> [Note] {
        guard count > 0 else { return [] }
        return [Note("filtered", "\(Format.count(count, "member")) filtered out by `where`.")]
    }

    /// Whether `where` leaves a member out on the window's last session.
    func isLeftOut(_ view: MemberView) throws(EngineError) -> Bool {
        let last = view.window.range.upperBound - 1
        guard let filter = try filter(view.evaluator.over(last..<last + 1)) else { return false }
        return filter[0] != .yes
    }

    /// Refused where `where` leaves no member that has data.
    func checkLeft(_ taken: Int, _ filtered: Int) throws(EngineError) {
        guard filtered > 0, filtered == taken, let filter = plan.filter else { return }
        throw EngineError(
            .noData, filter.span, "no member of \(group?.name ?? "the group") is left: `\(filter.label)` holds for none"
        )
    }

    /// The sentence where `where` left no bar of the window.
    func nothingLeft(_ frame: Frame) -> String {
        "No \(frame.frequency.unitWord) is judged: `\(plan.filter?.label ?? "where")` held on none."
    }
}

extension Node {
    /// The most bars that a call or look-back in it needs at once; nil where each bar is judged alone.
    var barsWanted: Int? {
        var most = children.compactMap(\.barsWanted).max()
        func take(_ count: Int) { most = max(most ?? 0, count) }
        switch op {
        case .call(let entry, let arguments):
            for (parameter, argument) in zip(entry.parameters, arguments) {
                if case .whole = parameter.kind, case .number(let value) = argument?.op, let count = Int(exactly: value)
                {
                    take(entry.barsWanted(count))
                } else if case .duration(let span) = argument?.op, span.unit == .day {
                    take(span.count)
                }
            }
        case .extreme(_, _, let lookBack?, _):
            if case .duration(let span) = lookBack.op, span.unit == .day { take(span.count) }
        case .move, .over, .crosses, .reaches: take(1)
        default: break
        }
        return most
    }
}
