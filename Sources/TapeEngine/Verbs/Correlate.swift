import TapeStore
import TapeSyntax
import TapeTime

/// `correlate S, S…`: the matrix of Pearson's correlation of the period returns, over common sessions.
enum CorrelateVerb: VerbImplementation {
    static let verb = Verb(
        "correlate", .list, of: .series, clauses: [.window, .asOf, .frequency, .filter, .partial],
        traits: [.takesSymbolsTogether, .ofChange], question: .members,
        signature: "correlate S, S…",
        doc: "the correlation matrix of the period returns",
        examples: ["correlate rut, spx weekly since 2020", "correlate rut, spx ytd"],
        notes: ["It uses returns, on the sessions common to all."],
        seeAlso: ["corr", "compare"],
        columns: ["symbol"])

    static func meaning(_ request: Request) -> String {
        "Pearson's correlation of the \(request.frequency.adjective) returns of \(Meaning.names(request))"
    }

    static func why(_ why: Why) throws(EngineError) -> Answer { try why.correlation() }

    /// The pairs with the highest and the lowest correlation, where each pair has one and the two print differently.
    private static func ends(_ matrix: [[Double]], _ names: [String], _ request: Request) -> String {
        var pairs: [(names: String, value: Double)] = []
        for left in names.indices {
            for right in names.indices where right > left {
                pairs.append(("\(names[left].uppercased()) and \(names[right].uppercased())", matrix[left][right]))
            }
        }
        guard !pairs.contains(where: { $0.value.isNaN }), let high = pairs.max(by: { $0.value < $1.value }),
            let low = pairs.min(by: { $0.value < $1.value }), Format.ratio(high.value) != Format.ratio(low.value)
        else { return "" }
        return
            ": highest for \(high.names) (\(Format.ratio(high.value))), lowest for \(low.names) (\(Format.ratio(low.value)))"
    }

    static func answer(_ request: Request) throws(EngineError) -> Answer {
        let nodes = request.expandedSubjects()
        let frame = try request.frame(nodes)
        let window = try request.plan.windowWithData(on: frame)
        let evaluator = request.evaluator(frame, window)
        // Each session of the window is judged by its return, the first day of `since DAY` too; the first session that
        // all have has no return.
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
                "a correlation needs 2 common returns, but the window has \(complete)",
                [.init("example", "correlate rut, spx weekly since 2020")])
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
        let span = "\(Day(frame.days[judged.lowerBound])) → \(Day(frame.days[judged.upperBound - 1]))"
        let sessions = request.filterWords.isEmpty ? "" : " of \(frame.frequency.unitWord)s\(request.filterWords)"
        let bars = Format.count(complete, "\(frame.frequency.adjective) return") + "\(sessions), \(span)"
        if names.count == 2 {
            let both = "\(names[0].uppercased()) and \(names[1].uppercased())"
            let flat = names.indices.filter { matrix[$0][$0].isNaN }.map { names[$0].uppercased() }
            headline = [
                flat.isEmpty
                    ? "The correlation of \(both) over \(bars): \(Format.ratio(matrix[0][1]))."
                    : "\(both) have no correlation over \(bars): the returns of \(flat.joined(separator: " and ")) do not vary."
            ]
        } else {
            headline = ["Over \(bars)\(ends(matrix, names, request))."]
        }
        return request.answer(
            headline: headline, table: Table(columns),
            notes: request.notes(frame, window) + request.historyNote(frame, window)
                + (try request.belowZeroNote(nodes, evaluator.aligned, over: first - 1..<judged.upperBound))
                + (filter == nil ? [] : [request.filteredNote(judged.count - complete, frame)]),
            frame: frame,
            displayRows: 40,
            nodes: nodes)
    }
}
