import TapeStore
import TapeSyntax

/// `correlate S, S…`: the matrix of Pearson's correlation of the period returns, over common sessions.
enum CorrelateVerb {
    static func answer(_ request: Request) throws(EngineError) -> Answer {
        let nodes = request.expandedSubjects()
        let frame = try request.frame(nodes)
        let window = try request.plan.windowWithData(on: frame)
        let evaluator = request.evaluator(frame, window)
        var returns: [[Double]] = []
        for node in nodes { returns.append(Kernel.returns(try evaluator.series(node))) }
        // The base itself has no return in the window.
        let judged = ((window.base ?? window.range.lowerBound) + 1)..<window.range.upperBound
        let complete = judged.filter { index in returns.allSatisfy { !$0[index].isNaN } }
        guard complete.count > 1 else {
            throw EngineError(
                .tooFewBars, request.query.span,
                "a correlation needs 2 returns that all have, and the window has \(complete.count)",
                [.init("like", "correlate rut, spx weekly since 2020")])
        }
        let samples = returns.map { column in complete.map { column[$0] } }
        let names = nodes.map { Phrases.columnName($0) }
        var columns = [TableColumn("symbol", .texts(names))]
        for (index, name) in names.enumerated() {
            columns.append(
                TableColumn(
                    name, unit: .ratio,
                    .numbers(
                        samples.indices.map { $0 == index ? 1 : Statistics.correlation(samples[$0], samples[index]) })))
        }
        var headline: [String] = []
        if names.count == 2 {
            let value = Statistics.correlation(samples[0], samples[1])
            headline = [
                "The correlation of \(names[0].uppercased()) and \(names[1].uppercased()) over \(Format.count(complete.count, "\(frame.frequency.rawValue) return")): \(Format.ratio(value))."
            ]
        } else {
            headline = ["Over \(Format.count(complete.count, "\(frame.frequency.rawValue) return"))."]
        }
        return request.answer(
            headline: headline, table: Table(columns), notes: request.notes(frame, window), frame: frame,
            displayRows: 40,
            nodes: nodes)
    }
}
