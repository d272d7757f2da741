import TapeStore
import TapeSyntax
import TapeTime

/// Figures of many sessions: means, correlations, stat sheets, the page of a symbol.
extension Why {
    /// The values behind the number, or behind the bucket of the row.
    func aggregate(_ verb: any AggregateVerb.Type) throws(EngineError) -> Answer {
        let member = member
        let node = member.map { request.subjects[0].forMember($0) } ?? request.subjects[0]
        let frame = try request.frame([node], member: member)
        let window = try request.plan.windowWithData(on: frame)
        let evaluator = request.evaluator(frame, window, member: member)
        let values = try request.bucketed(node, frame, window, evaluator) { (own) throws(EngineError) in
            try own.series(node)
        }
        let filter = try request.filter(evaluator)
        var judged = window.range.filter { index in !values[index].isNaN && (filter.map { $0[index] == .yes } ?? true) }
        var name = ""
        if let bucket = request.plan.bucket, let label = row?.text("bucket") ?? first?.text("bucket") {
            let groups = Buckets(bucket, days: frame.days, indices: judged).groups
            judged = groups.first { $0.label == label }?.indices ?? []
            name = " of \(label)"
        }
        let taken = judged.map { values[$0] }
        let result = verb.figure(of: taken, isFraction: request.subjects[0].unit.isFraction)
        let bars = Format.count(taken.count, frame.frequency.unitWord)
        let arithmetic = verb.arithmetic(
            AggregateWorking(
                values: taken, days: judged.map { Day(frame.days[$0]) }, result: result, unit: node.unit,
                resultUnit: verb.unit(request.subjects[0].unit), bars: bars))
        let table = Table([
            TableColumn("session", .dates(judged.map { frame.days[$0] })),
            TableColumn(Phrases.columnName(node), unit: node.unit, .numbers(taken)),
        ])
        var parts: [Node] = []
        Why.collect(node, into: &parts)
        return finish(
            ["\(Phrases.name(node))\(name): \(arithmetic)."] + Why.formulas(parts), table, frame, window, [node])
    }

    /// The returns behind a correlation.
    func correlation() throws(EngineError) -> Answer {
        let nodes = request.expandedSubjects()
        let frame = try request.frame(nodes)
        let window = try request.plan.windowWithData(on: frame)
        let first = max(window.range.lowerBound, frame.commonStart + 1)
        let (table, judged) = try returns(nodes, frame, window, from: first)
        let headline = [
            Meaning.sentence(request),
            "r = Σ (a − ā)(b − b̄) ÷ √(Σ (a − ā)² × Σ (b − b̄)²) over \(Format.count(judged, "\(frame.frequency.adjective) return")).",
        ]
        return finish(headline, table, frame, window, nodes)
    }

    /// The returns behind a stat sheet, the change of both sides, and the formula of the figure in question.
    func comparison() throws(EngineError) -> Answer {
        let member = member
        let nodes = [member.map { request.subjects[0].forMember($0) } ?? request.subjects[0], request.operands[0]]
        let frame = try request.frame(nodes)
        let window = try request.plan.windowWithData(on: frame)
        let evaluator = request.evaluator(frame, window)
        let (start, end) = (window.base ?? window.range.lowerBound, window.range.upperBound - 1)
        var headline: [String] = []
        for node in nodes {
            let values = try evaluator.aligned.series(node)
            let ends = ((values[end], Day(frame.days[end])), (values[start], Day(frame.days[start])))
            headline.append("\(Phrases.name(node)): \(Why.quotient(ends.0, ends.1, node.unit)).")
        }
        if let figure = row?.text("statistic"), let name = CompareVerb.function(of: figure),
            let entry = FunctionTable.named(name)
        {
            headline = ["\(figure): \(entry.formula)."]
        }
        return finish(headline, try returns(nodes, frame, window, from: start + 1).table, frame, window, nodes)
    }

    /// Each subject's return on the bars from the first that is judged, on which all have one.
    private func returns(
        _ nodes: [Node], _ frame: Frame, _ window: Window, from start: Int
    ) throws(EngineError) -> (table: Table, count: Int) {
        let evaluator = request.evaluator(frame, window)
        var columns: [[Double]] = []
        for node in nodes { columns.append(try evaluator.aligned.returns(node)) }
        let filter = try request.filter(evaluator)
        let rows = (start..<max(start, window.range.upperBound)).filter { index in
            columns.allSatisfy { !$0[index].isNaN } && (filter.map { $0[index] == .yes } ?? true)
        }
        var table = Table([TableColumn("session", .dates(rows.map { frame.days[$0] }))])
        for (node, values) in zip(nodes, columns) {
            table.columns.append(
                TableColumn(
                    "\(Phrases.columnName(node)) change", unit: .percent, .numbers(rows.map { values[$0] })))
        }
        return (table, rows.count)
    }

    /// The figures of a page: returns with their base, the others with their formula.
    func page() throws(EngineError) -> Answer {
        let member = member
        let node = member.map { request.subjects[0].forMember($0) } ?? request.subjects[0]
        let frame = try request.frame([node])
        let window = Window(range: 0..<frame.days.count)
        let values = try request.evaluator(frame, window).series(node)
        guard let last = values.last, let newest = frame.days.last.map({ Day($0) }) else {
            return Answer(query: "why", headline: [Meaning.sentence(request)])
        }
        let axis = Axis(frame.days)
        var lines: [(name: String, text: String)] = []
        func add(_ name: String, from index: Int) {
            guard index >= 0 else { return }
            lines.append((name, Why.quotient((last, newest), (values[index], Day(frame.days[index])), node.unit)))
        }
        if values.count > 1 { add("change on the session", from: values.count - 2) }
        for (name, _, span) in SummaryVerb.spans where !frame.spans.cuts(span) {
            add("return, \(name)", from: frame.spans.before(values.count - 1, span))
        }
        add("return, year to date", from: axis.upperBound(CalendarUnit.year.start(of: newest) - 1) - 1)
        for (name, function) in [
            ("deepest drawdown", "maxdd"), ("volatility, \(SummaryVerb.sessionsOfYear(frame)) sessions", "vol"),
            ("RSI, 14", "rsi"),
        ] {
            lines.append((name, FunctionTable.named(function)?.formula ?? ""))
        }
        if let figure = row?.text("statistic") {
            let found = lines.filter { $0.name == figure }
            lines = found.isEmpty ? lines : found
        }
        return finish(lines.map { "\($0.name): \($0.text)." }, nil, frame, window, [node])
    }
}
