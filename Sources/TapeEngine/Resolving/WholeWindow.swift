import TapeStore
import TapeSyntax

/// Figures of the whole window, such as `vol(spx)`: one number, which does not vary over sessions and which
/// each calendar bucket computes over its own sessions.
extension Node {
    /// Whether it reads data, a symbol's or a member's.
    private var readsColumns: Bool {
        switch op {
        case .column, .basket, .share: true
        default: children.contains { $0.readsColumns }
        }
    }

    /// A call that gives one number for all its sessions.
    private var isOfWindow: Bool {
        guard case .call(let entry, _) = op, kind == .number, !entry.isPointwise else { return false }
        return readsColumns
    }

    /// Whether it contains a figure of the whole window.
    var holdsFigureOfWindow: Bool { isOfWindow || children.contains { $0.holdsFigureOfWindow } }

    /// The first condition in it with one answer for all sessions; allowed for literals and parameters, not for data.
    var unvarying: Node? {
        if kind == .flag { return readsColumns ? self : nil }
        for child in children {
            if let found = child.unvarying { return found }
        }
        return nil
    }

    /// The text with each figure of the window in its rolling form; nil where one has no such form.
    var rolling: String? {
        guard isOfWindow, case .call(let entry, let arguments) = op else {
            var text = label
            for child in children where child.holdsFigureOfWindow {
                guard let inner = child.rolling else { return nil }
                text = text.replacing(child.label, with: inner)
            }
            return text
        }
        if entry.traits.contains(.newest) { return arguments.first?.map(\.label) }
        guard case .numberUnlessGiven(let wanted) = entry.result else { return nil }
        var parts: [String] = []
        var isNamed = false
        for (parameter, argument) in zip(entry.parameters, arguments) {
            if parameter.name == wanted {
                parts.append("\(Node.rollingBars(entry))")
            } else if let argument, !argument.isNumber(parameter.default) || parameter.default == nil {
                parts.append(isNamed ? "\(parameter.name): \(argument.label)" : argument.label)
                continue
            }
            // An argument after an omitted parameter is given by name.
            isNamed = true
        }
        return "\(entry.name)(\(parts.joined(separator: ", ")))"
    }

    /// A month of sessions; a year for figures that need at least a year.
    private static func rollingBars(_ entry: FunctionEntry) -> Int {
        entry.parameters.contains { $0.default == Double(Risk.leastDays) } ? 252 : 20
    }
}

extension Resolver {
    /// Refuses a condition that does not vary over sessions, alone or inside another.
    func checkVaries(_ condition: Node) throws(EngineError) {
        guard let flat = condition.unvarying else { return }
        let advice: Diagnostic.Advice =
            flat.rolling.map { .init("rolling", $0) } ?? .init("ask it alone", flat.label)
        throw EngineError(
            .unvarying, flat.span, "`\(flat.label)` is one answer for the whole window and does not vary over sessions",
            [advice])
    }
}

extension ResolvedQuery {
    /// The windows of the query's calendar buckets, in order: each starts from the close before its first bar, the first one
    /// from the base of the query's window.
    func bucketWindows(
        _ bucket: Bucket, _ frame: Frame, _ window: Window
    ) throws(EngineError) -> [(label: String, window: Window)] {
        guard bucket.running != nil else {
            throw EngineError(
                .wrongKind, query.span,
                "a figure over a stretch of sessions cannot be computed `by \(bucket.text)`: these sessions are not consecutive",
                [.init("expected", "by year, by quarter, by month or by week")])
        }
        return Buckets(bucket, days: frame.days, indices: window.range).groups.map { group in
            let (first, last) = (group.indices[0], group.indices[group.indices.count - 1])
            let base = first == window.range.lowerBound ? window.base : first - 1
            return (group.label, Window(range: first..<last + 1, base: base))
        }
    }

    /// A column over the window; with buckets, its figures of the window are those of each bucket.
    func bucketed<Element>(
        _ node: Node, _ frame: Frame, _ window: Window, _ evaluator: Evaluator,
        _ column: (Evaluator) throws(EngineError) -> [Element]
    ) throws(EngineError) -> Stretch<Element> {
        var values: [Element] = []
        if let bucket = plan.bucket, node.holdsFigureOfWindow {
            for part in try bucketWindows(bucket, frame, window) {
                try environment.checkInterrupt()
                let own = self.evaluator(frame, part.window, member: evaluator.member)
                values += try column(own.over(part.window.range))
            }
        } else {
            values = try column(evaluator.over(window.range))
        }
        return Stretch(start: window.range.lowerBound, values: values)
    }
}
