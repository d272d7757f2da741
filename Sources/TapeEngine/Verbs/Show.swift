import TapeStore
import TapeSyntax

/// `show E, E…`: values session by session.
enum ShowVerb {
    static func answer(_ request: Request) throws(EngineError) -> Answer {
        let nodes = request.expandedSubjects()
        let frame = try request.frame(nodes)
        let window = try request.plan.windowWithData(on: frame)
        let evaluator = request.evaluator(frame, window)
        let filter = try request.filter(evaluator)
        let rows = window.range.filter { index in filter.map { $0[index] == .yes } ?? true }
        var columns = [TableColumn("session", .dates(rows.map { frame.days[$0] }))]
        var notes = request.notes(frame, window)
        for node in nodes {
            if node.kind == .condition {
                let truths = try evaluator.condition(node)
                columns.append(
                    TableColumn(node.label, .flags(rows.map { truths[$0] == .missing ? nil : truths[$0] == .yes })))
            } else {
                let values = try evaluator.series(node)
                notes += request.settling(node, values, frame, window)
                columns.append(
                    TableColumn(Phrases.columnName(node), unit: node.unit, .numbers(rows.map { values[$0] })))
            }
        }
        var answer = request.answer(
            table: Table(columns), notes: notes, frame: frame, displayRows: 20)
        answer.showsNewestRows = true
        return answer
    }
}

extension Request {
    /// A group among the subjects of a list stands for its members.
    func expandedSubjects() -> [Node] {
        subjects.flatMap { node -> [Node] in
            guard case .group(let members, _) = node.op else { return [node] }
            return members.map {
                Node.symbol($0, node.span)
            }
        }
    }

    /// What an expression's warm-up does to the window: no value at all where fewer bars are there than it looks back over; a value
    /// that is still settling where fewer than ten times the bars of a recursive indicator stand behind it.
    func settling(_ node: Node, _ values: [Double], _ frame: Frame, _ window: Window) -> [Note] {
        let unit = frame.frequency.unitWord
        guard window.range.contains(where: { !values[$0].isNaN }) else {
            let have = window.range.upperBound - frame.commonStart
            guard let need = node.looksBack, need > have else { return [] }
            return [
                Note(
                    "too few",
                    "`\(node.label)` has no value here: it looks back over \(Format.count(need, unit)), and there \(have == 1 ? "is" : "are") \(Format.count(have))."
                )
            ]
        }
        guard let bars = node.settlesAfter, let first = window.range.first, first - frame.commonStart < bars else {
            return []
        }
        let last = min(window.range.upperBound, frame.commonStart + bars) - 1
        return [
            Note(
                "unsettled",
                "~ \(node.label) up to \(Day(frame.days[last])) has fewer than \(bars) \(unit)s behind it and is still settling."
            )
        ]
    }
}

extension Node {
    /// How many bars the longest of its windows looks back over.
    var looksBack: Int? {
        var most = children.compactMap(\.looksBack).max()
        if case .call(let entry, let arguments) = op {
            for (parameter, argument) in zip(entry.parameters, arguments) {
                guard case .whole(let range) = parameter.kind, range.upperBound == FunctionEntry.Parameter.longest,
                    case .number(let value) = argument?.op, let length = Int(exactly: value)
                else { continue }
                most = max(most ?? 0, length)
            }
        }
        return most
    }

    /// How many bars its recursive indicators want behind them: ten times their length.
    var settlesAfter: Int? {
        var most = children.compactMap(\.settlesAfter).max()
        if case .call(let entry, let arguments) = op, entry.settles > 0 {
            for argument in arguments {
                guard case .number(let value) = argument?.op, let length = Int(exactly: value), length > 0 else {
                    continue
                }
                most = max(most ?? 0, entry.settles * min(length, 1_000_000))
                break
            }
        }
        return most
    }
}
