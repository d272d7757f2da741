import TapeStore
import TapeSyntax

/// `plot E, E…`: a chart of the window's sessions. Several prices are rebased to 100 at the window's base, with which they then
/// begin.
enum PlotVerb {
    static func answer(_ request: Request) throws(EngineError) -> Answer {
        let nodes = request.expandedSubjects()
        let frame = try request.frame(nodes)
        let window = try request.plan.windowWithData(on: frame)
        let evaluator = request.evaluator(frame, window)
        let rebased =
            nodes.count > 1 && nodes.allSatisfy { [.price, .ratio, .number].contains($0.unit) && $0.kind == .series }
        let start = rebased ? window.base ?? window.range.lowerBound : window.range.lowerBound
        let span = start..<window.range.upperBound
        let days = Array(frame.days[span])
        var lines: [Chart.Line] = []
        for node in nodes {
            var values = Array(try evaluator.series(node)[span])
            if rebased, let base = values.first(where: { $0 > 0 }) { values = values.map { $0 / base * 100 } }
            lines.append(Chart.Line(name: Phrases.name(node), days: days, values: values))
        }
        let unit: Unit = rebased ? .number : nodes[0].unit
        let names = lines.map(\.name).joined(separator: ", ")
        let title = rebased ? "\(names), rebased to 100 on \(Day(days[0]))" : names
        var columns = [TableColumn("session", .dates(days))]
        for (node, line) in zip(nodes, lines) {
            columns.append(TableColumn(Phrases.columnName(node), unit: unit, .numbers(line.values)))
        }
        var notes = request.notes(frame, window) + request.historyNote(frame, window)
        if start < window.range.lowerBound {
            notes.append(Note("base", "The first point, \(Day(days[0])), is the base: the close before the window."))
        }
        return request.answer(
            table: Table(columns), chart: Chart(title: title, unit: unit, lines: lines), notes: notes,
            frame: frame, nodes: nodes)
    }
}
