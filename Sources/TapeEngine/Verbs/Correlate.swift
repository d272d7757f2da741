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

    static func meaning(_ request: ResolvedQuery) -> String {
        "Pearson's correlation of the \(request.frequency.adjective) returns of \(Meaning.names(request))"
    }

    /// The pairs with the highest and the lowest correlation, where each pair has one and the two print differently.
    private static func ends(_ matrix: [[Double]], _ names: [String], _ request: ResolvedQuery) -> String {
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

    static func answer(_ request: ResolvedQuery) throws(EngineError) -> Answer {
        let found = try Returns(request)
        let (nodes, frame, window, judged) = (found.nodes, found.frame, found.window, found.judged)
        var returns = found.columns
        let isComplete = found.isComplete
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
        var answer = request.answer(
            headline: headline, table: Table(columns),
            notes: request.notes(frame, window) + request.historyNote(frame, window)
                + (try request.belowZeroNote(
                    nodes, request.evaluator(frame, window).aligned, over: judged.lowerBound - 1..<judged.upperBound))
                + (request.plan.filter == nil ? [] : [request.filteredNote(judged.count - complete, frame)]),
            frame: frame,
            displayRows: 40,
            nodes: nodes)
        answer.working = Pairs(request: request)
        return answer
    }

    /// The returns of all subjects on the bars of the window.
    private struct Returns {
        let nodes: [Node]
        let frame: Frame
        let window: Window
        let judged: Range<Int>
        /// One column per subject, with one value per judged bar.
        let columns: [[Double]]
        /// For each judged bar, whether all have a return there and it passes `where`.
        let isComplete: [Bool]

        init(_ request: ResolvedQuery) throws(EngineError) {
            nodes = request.expandedSubjects()
            frame = try request.frame(nodes)
            window = try request.plan.windowWithData(on: frame)
            let evaluator = request.evaluator(frame, window)
            // Each session of the window is judged by its return, the first day of `since DAY` too; the first session
            // that all have has no return.
            let first = max(window.range.lowerBound, frame.commonStart + 1)
            judged = first..<max(first, window.range.upperBound)
            var columns: [[Double]] = []
            for node in nodes {
                try request.environment.checkInterrupt()
                columns.append(try evaluator.aligned.returns(node, over: judged))
            }
            self.columns = columns
            var isComplete = Correlation.complete(columns, judged.count)
            if let filter = try request.filter(evaluator) {
                for place in isComplete.indices where filter[judged.lowerBound + place] != .yes {
                    isComplete[place] = false
                }
            }
            self.isComplete = isComplete
        }

        /// The places of the judged bars that are complete.
        var complete: [Int] { isComplete.indices.filter { isComplete[$0] } }

        func bars(_ places: [Int]) -> [Int] { places.map { judged.lowerBound + $0 } }
    }

    /// The returns behind the correlations.
    private struct Pairs: Working {
        let request: ResolvedQuery

        func judged(_ member: String?) throws(EngineError) -> JudgedBars? {
            let found = try Returns(request)
            return JudgedBars(found.bars(found.complete), on: found.frame)
        }

        func why(_ asked: AskedRow) throws(EngineError) -> Answer {
            let found = try Returns(request)
            let places = found.complete
            let bars = found.bars(places)
            var table = Table([TableColumn("session", .dates(bars.map { found.frame.days[$0] }))])
            for (node, column) in zip(found.nodes, found.columns) {
                table.columns.append(
                    TableColumn(
                        "\(Phrases.columnName(node)) change", unit: .percent, .numbers(places.map { column[$0] })))
            }
            let returns = Format.count(places.count, "\(found.frame.frequency.adjective) return")
            return request.working(
                [
                    Meaning.sentence(request),
                    "r = Σ (a − ā)(b − b̄) ÷ √(Σ (a − ā)² × Σ (b − b̄)²) over \(returns).",
                ], table, found.frame, found.window, found.nodes, judged: JudgedBars(bars, on: found.frame))
        }
    }
}
