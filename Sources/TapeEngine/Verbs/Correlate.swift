import TapeStore
import TapeSyntax

/// `correlate S, S…`: the matrix of Pearson's correlation of the period returns, over common sessions.
enum CorrelateVerb {
    static func answer(_ request: Request) throws(EngineError) -> Answer {
        let nodes = request.expandedSubjects()
        let frame = try request.frame(nodes)
        let window = try request.plan.windowWithData(on: frame)
        let evaluator = request.evaluator(frame, window)
        // Each session of the window is judged by its own return, the first day of `since DAY` too; at the first session that
        // all have there is none.
        let first = max(window.range.lowerBound, frame.commonStart + 1)
        let judged = first..<max(first, window.range.upperBound)
        var returns: [[Double]] = []
        for node in nodes {
            try request.environment.checkInterrupt()
            returns.append(try evaluator.aligned.returns(node, over: judged))
        }
        var isComplete = Correlation.complete(returns, judged.count)
        let filter = try request.filter(evaluator)
        if let filter {
            for place in isComplete.indices where filter[judged.lowerBound + place] != .yes {
                isComplete[place] = false
            }
        }
        let complete = isComplete.count { $0 }
        guard complete > 1 else {
            throw EngineError(
                .tooFewBars, request.query.span,
                "a correlation needs 2 returns that all have, and the window has \(complete)",
                [.init("like", "correlate rut, spx weekly since 2020")])
        }
        if complete < judged.count {
            returns = returns.map { column in (0..<judged.count).compactMap { isComplete[$0] ? column[$0] : nil } }
        }
        let matrix = try Correlation.matrix(returns, request.environment)
        let names = nodes.map { Phrases.columnName($0) }
        var columns = [TableColumn("symbol", .texts(names))]
        for (index, name) in names.enumerated() {
            columns.append(TableColumn(name, unit: .ratio, .numbers(matrix[index])))
        }
        var headline: [String] = []
        if names.count == 2 {
            let bars = Format.count(complete, "\(frame.frequency.rawValue) return")
            let both = "\(names[0].uppercased()) and \(names[1].uppercased())"
            let flat = names.indices.filter { matrix[$0][$0].isNaN }.map { names[$0].uppercased() }
            headline = [
                flat.isEmpty
                    ? "The correlation of \(both) over \(bars): \(Format.ratio(matrix[0][1]))."
                    : "\(both) have no correlation over \(bars): those of \(flat.joined(separator: " and ")) do not vary."
            ]
        } else {
            headline = ["Over \(Format.count(complete, "\(frame.frequency.rawValue) return"))."]
        }
        return request.answer(
            headline: headline, table: Table(columns),
            notes: request.notes(frame, window) + request.historyNote(frame, window)
                + (filter == nil ? [] : [request.filteredNote(judged.count - complete, frame)]),
            frame: frame,
            displayRows: 40,
            nodes: nodes)
    }
}
