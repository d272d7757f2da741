import TapeStore
import TapeSyntax

/// `compare S with S`: a stat sheet of one subject against the other, over the same sessions. Every figure is the function of that name.
enum CompareVerb {
    static func answer(_ request: Request) throws(EngineError) -> Answer {
        let nodes = [request.subjects[0], request.operands[0]]
        let frame = try request.frame(nodes)
        let window = try request.plan.windowWithData(on: frame)
        let start = window.base ?? window.range.lowerBound
        let end = window.range.upperBound - 1
        // The returns of the window: the base itself has none.
        let judged = (start + 1)..<(end + 1)
        guard judged.count > 1 else {
            throw EngineError(
                .tooFewBars, request.query.span,
                "a comparison needs 2 returns that both have, and the window has \(judged.count)",
                [.init("like", "compare rut with spx since 2020")])
        }
        let evaluator = request.evaluator(frame, judged)
        let columns = [try evaluator.series(nodes[0]), try evaluator.series(nodes[1])]
        let changes = columns.map { $0[start] > 0 ? $0[end] / $0[start] - 1 : .nan }
        var sheet = Sheet()
        sheet.add("return", .percent, changes[0], changes[1])
        for (name, function) in own {
            sheet.add(
                name, evaluator.unit(of: function), try evaluator.figure(function, [columns[0]]),
                try evaluator.figure(function, [columns[1]]))
        }
        for (name, function) in against {
            sheet.add(name, evaluator.unit(of: function), try evaluator.figure(function, columns), .nan)
        }
        let spread = changes[0] - changes[1]
        let verb = spread > 0 ? "beat" : (spread < 0 ? "trailed" : "matched")
        let bars = Format.count(judged.count, frame.frequency.unitWord)
        let headline =
            "\(Phrases.name(nodes[0])) \(verb) \(Phrases.name(nodes[1])) by \(Format.unsignedPoints(abs(spread))) over \(bars), "
            + "\(Day(frame.days[start])) → \(Day(frame.days[end]))."
        return request.answer(
            headline: [headline], table: sheet.table(nodes.map { Phrases.columnName($0) }),
            notes: request.notes(frame, window),
            frame: frame, nodes: nodes)
    }

    /// The figures of each side by itself.
    private static let own = [
        ("annualised return", "cagr"), ("annualised volatility", "vol"), ("Sharpe ratio", "sharpe"),
        ("Sortino ratio", "sortino"), ("deepest drawdown", "maxdd"), ("best", "best"), ("worst", "worst"),
    ]

    /// The figures of the first side against the second.
    private static let against = [
        ("hit rate", "hitrate"), ("correlation", "corr"), ("beta", "beta"), ("alpha", "alpha"), ("up capture", "upcap"),
        ("down capture", "downcap"), ("tracking error", "te"), ("information ratio", "ir"),
    ]

    private struct Sheet {
        var rows: [(name: String, unit: Unit, first: Double, second: Double)] = []

        mutating func add(_ name: String, _ unit: Unit, _ first: Double, _ second: Double) {
            rows.append((name, unit, first, second))
        }

        func table(_ names: [String]) -> Table {
            var left = TableColumn(names[0], .numbers(rows.map(\.first)))
            var right = TableColumn(names[1], .numbers(rows.map(\.second)))
            left.rowUnits = rows.map(\.unit)
            right.rowUnits = rows.map(\.unit)
            return Table([TableColumn("statistic", .texts(rows.map(\.name))), left, right])
        }
    }
}

extension Evaluator {
    /// A function of the table over whole columns and this window, its other arguments at their standard values: the number, or a
    /// series' newest value.
    func figure(_ name: String, _ columns: [[Double]]) throws(EngineError) -> Double {
        let entry = entry(name)
        let arguments = entry.parameters.enumerated().map { (index, parameter) -> Value? in
            index < columns.count ? .series(columns[index]) : parameter.standard.map { .number($0) }
        }
        let call = Call(
            entry: entry, arguments: arguments, days: frame.days, window: window, periodsPerYear: frame.periodsPerYear,
            riskFree: environment.settings.riskFree, span: SourceSpan(0, 0))
        switch try entry.evaluate(call) {
        case .number(let value): return value
        case .series(let values): return values.last ?? .nan
        default: return .nan
        }
    }

    func unit(of name: String) -> Unit {
        if case .fixed(let unit) = entry(name).unit { return unit }
        return .number
    }

    private func entry(_ name: String) -> FunctionEntry {
        guard let entry = FunctionTable.named(name) else { preconditionFailure("`\(name)` is in the function table") }
        return entry
    }
}
