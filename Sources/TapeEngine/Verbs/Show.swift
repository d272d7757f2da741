import TapeStore
import TapeSyntax
import TapeTime

/// `show E, E…`: values session by session.
enum ShowVerb: VerbImplementation {
    static let verb = Verb(
        "show", .list, of: .value, clauses: .judging, traits: [.listsSessions, .namesSubjects], question: .values,
        signature: "show E, E…",
        doc: "values session by session",
        examples: ["show rut, rut / spx last 10d", "show rut, rsi(rut, 14) weekly last 3 months"],
        notes: ["`| plot` draws a chart, `| save \"x.csv\"` writes a file."],
        seeAlso: ["plot", "functions"],
        columns: ["session"])

    static func meaning(_ request: ResolvedQuery) -> String {
        let names = Meaning.names(request)
        let isNumber = request.subjects.allSatisfy { $0.kind == .number }
        return isNumber ? "The number \(names)" : "The values of \(names), \(request.barWord) by \(request.barWord)"
    }

    static func answer(_ request: ResolvedQuery) throws(EngineError) -> Answer {
        let nodes = request.expandedSubjects()
        let frame = try request.frame(nodes)
        let window = try request.plan.windowWithData(on: frame)
        let evaluator = request.evaluator(frame, window)
        let filter = try request.filter(evaluator, on: window.range)
        let rows = window.range.filter { index in filter.map { $0[index] == .yes } ?? true }
        var columns = [TableColumn("session", .dates(rows.map { frame.days[$0] }))]
        var settling: [Note] = []
        for node in nodes {
            if node.kind == .condition {
                let truths = try evaluator.condition(node, on: window.range)
                columns.append(
                    TableColumn(node.label, .flags(rows.map { truths[$0] == .missing ? nil : truths[$0] == .yes })))
            } else {
                let values = try evaluator.series(node, on: window.range)
                settling += request.settling(node, values, frame, window)
                var column = TableColumn(Phrases.columnName(node), unit: node.unit, .numbers(rows.map { values[$0] }))
                if let settled = node.settledFrom(frame), rows.first.map({ $0 < settled }) ?? false {
                    column.unsettled = rows.map { $0 < settled }
                }
                columns.append(column)
            }
        }
        let notes = request.notes(frame, window) + request.historyNote(frame, window) + settling
        var answer = request.answer(table: Table(columns), notes: notes, frame: frame, displayRows: 20)
        answer.presentation.showsNewestRows = true
        let days = frame.days
        answer.working = ValuesWorking(request: request) { .init(day: days[rows[$0]]) }
        return answer
    }
}

extension ResolvedQuery {
    /// The effect of an expression's warm-up: no value where there are fewer bars than it looks back over; a
    /// value that is still settling where it rests on fewer than ten times the bars of a recursive indicator.
    func settling(_ node: Node, _ values: Stretch<Double>, _ frame: Frame, _ window: Window) -> [Note] {
        guard window.range.contains(where: { !values[$0].isNaN }) else {
            guard let reason = tooFew(node, frame, window) else { return [] }
            return [Note("too-few", "`\(node.label)` has no value here: \(reason).")]
        }
        guard let bars = node.settlesAfter, let first = window.range.first, first - frame.commonStart < bars else {
            return []
        }
        let last = min(window.range.upperBound, frame.commonStart + bars) - 1
        return [
            Note(
                "unsettled",
                "~ \(node.label) up to \(Day(frame.days[last])) rests on fewer than \(bars) \(frame.frequency.unitWord)s and is still settling."
            )
        ]
    }
}

extension Node {
    /// The first bar on which it has settled; nil where it is always settled.
    func settledFrom(_ frame: Frame) -> Int? { settlesAfter.map { frame.commonStart + $0 } }

    /// How many bars its recursive indicators need: ten times their length.
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
