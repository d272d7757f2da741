import TapeStore
import TapeSyntax
import TapeTime

/// `compare S with S`: a stat sheet of one subject against the other, over the same sessions. Every figure is the function of that name.
enum CompareVerb: VerbImplementation {
    static let verb = Verb(
        "compare", .pair, of: .series, clauses: [.window, .asOf, .frequency, .partial],
        traits: [.fromBase, .takesSymbolsTogether, .annualised, .ofChange], question: .amount,
        signature: "compare S with S",
        doc: "a stat sheet of one against the other: return, volatility, Sharpe, drawdown, beta, capture, hit rate",
        examples: ["compare rut with spx since 2020", "compare rut with spx weekly since 2015"],
        notes: [
            "The first is measured against the second: beta, capture and hit rate are the first's. Ratios use 252 sessions a year; `set riskfree 4%` sets the rate they are measured from."
        ],
        seeAlso: ["beta", "correlate", "maxdd"],
        columns: ["statistic"], groupColumns: ["symbol", "from", "to", "return", "beta"])

    static func meaning(_ request: ResolvedQuery) -> String {
        "A stat sheet of the \(request.frequency.adjective) returns of \(Meaning.names(request)) against those of \(Phrases.name(request.operands[0]))"
    }

    static func answer(_ request: ResolvedQuery) throws(EngineError) -> Answer {
        if let group = request.group { return try overGroup(request, group.members) }
        let found = try Comparison(request, member: nil)
        let nodes = found.nodes
        let spread = found.changes[0] - found.changes[1]
        let verb = spread > 0 ? "beat" : (spread < 0 ? "trailed" : "matched")
        let bars = Format.count(found.judged.count, found.frame.frequency.unitWord)
        let by = spread == 0 ? "" : " by \(Format.unsignedPoints(abs(spread), precision: request.precision))"
        let headline =
            "\(Phrases.name(nodes[0])) \(verb) \(Phrases.name(nodes[1]))\(by) over \(bars), "
            + "\(found.from) → \(found.to)."
        var answer = request.answer(
            headline: spread.isNaN ? [] : [headline],
            table: try found.sheet().table(nodes.map { Phrases.columnName($0) }),
            notes: found.notes(request), frame: found.frame, nodes: nodes)
        answer.working = Figures(request: request)
        return answer
    }

    /// The figures of each member against the one on the right, one row per member, over the sessions that both have.
    private static func overGroup(_ request: ResolvedQuery, _ members: [String]) throws(EngineError) -> Answer {
        var rows: [(symbol: String, found: Comparison, sheet: Sheet)] = []
        var notes = MemberNotes()
        for member in members {
            let row = try notes.attempt(
                member,
                { () throws(EngineError) -> (Comparison, Sheet) in
                    let found = try Comparison(request, member: member)
                    return (found, try found.sheet())
                })
            guard let (found, sheet) = row else { continue }
            notes.add(found.notes(request))
            rows.append((member, found, sheet))
        }
        try notes.checkAny(request)
        notes.ended = request.ended(try request.membership(members))
        var columns = [
            TableColumn("symbol", .texts(rows.map(\.symbol))),
            TableColumn("from", .dates(rows.map(\.found.from.number))),
            TableColumn("to", .dates(rows.map(\.found.to.number))),
        ]
        for (index, figure) in rows[0].sheet.rows.enumerated() {
            let name = String(figure.name.lowercased().map { $0 == " " ? "_" : $0 })
            columns.append(TableColumn(name, unit: figure.unit, .numbers(rows.map { $0.sheet.rows[index].first })))
        }
        let other = Phrases.name(request.operands[0])
        // A member that ended early is compared over another time than the others.
        let whole = rows.filter { !notes.hasEnded($0.symbol) }
        let ahead = whole.count { $0.found.changes[0] > $0.found.changes[1] }
        let areAlike = whole.allSatisfy { $0.found.from == whole[0].found.from && $0.found.to == whole[0].found.to }
        let span =
            areAlike
            ? whole.first.map { ", \($0.found.from) → \($0.found.to)" } ?? ""
            : ", each over the sessions that both have"
        let sentence =
            whole.isEmpty
            ? "None of the \(Format.count(rows.count)) has data to the end of the window."
            : "\(Format.count(ahead)) of \(Format.count(whole.count)) beat \(other)\(span)."
        var answer = request.answer(
            headline: [sentence], table: Table(columns),
            notes: notes.notes(
                request, rows.map(\.symbol), ended: "compared only until then and not counted in the sentence"),
            frame: nil, displayRows: 30)
        answer.working = Figures(request: request, members: rows.map(\.symbol))
        return answer
    }

    /// The change of both sides, the returns that go into the figures, and the formula of the figure in question.
    private struct Figures: Working {
        let request: ResolvedQuery
        /// The member of each row, over a group; otherwise the rows are the figures.
        var members: [String] = []

        func judged(_ member: String?) throws(EngineError) -> JudgedBars? {
            let found = try Comparison(request, member: member)
            return JudgedBars(Array(found.judged), on: found.frame)
        }

        func why(_ asked: AskedRow) throws(EngineError) -> Answer {
            let found = try Comparison(request, member: members.isEmpty ? nil : members[asked.shown ?? 0])
            var headline = found.quotients
            if members.isEmpty, let row = asked.row, row > 0 {
                // The first figure is the change itself.
                let (figure, name) = (own + against)[row - 1]
                headline = FunctionTable.named(name).map { ["\(figure): \($0.formula)."] } ?? headline
            }
            return request.working(
                headline, try found.returns(), found.frame, found.window, found.nodes,
                judged: JudgedBars(Array(found.judged), on: found.frame))
        }
    }

    /// Both sides over the window, on the sessions they share.
    private struct Comparison {
        let nodes: [Node]
        let frame: Frame
        let window: Window
        /// The bars whose returns are compared: the base itself has no return.
        let judged: Range<Int>
        /// Both sides' change over the window.
        let changes: [Double]
        private let columns: [[Double]]
        private let aligned: Evaluator
        private let evaluator: Evaluator

        init(_ request: ResolvedQuery, member: String?) throws(EngineError) {
            let subject = request.subjects[0]
            nodes = [subject.forMember(member), request.operands[0]]
            frame = try request.frame(nodes)
            window = try request.plan.windowWithData(on: frame)
            let aligned = request.evaluator(frame, window).aligned
            let columns = [try aligned.series(nodes[0]), try aligned.series(nodes[1])]
            // The last known closes, where a session has none.
            func last(_ place: Int, above lowest: Int) -> Int {
                var place = place
                while place > lowest, columns.contains(where: { $0[place].isNaN }) { place -= 1 }
                return place
            }
            var start = last(window.base ?? window.range.lowerBound, above: frame.commonStart)
            while start + 1 < window.range.upperBound, columns.contains(where: { $0[start].isNaN }) { start += 1 }
            let end = last(window.range.upperBound - 1, above: start)
            judged = (start + 1)..<max(start + 1, end + 1)
            guard judged.count > 1 else {
                throw EngineError(
                    .tooFewBars, request.query.span,
                    "a comparison needs 2 common returns, but the window has \(judged.count)",
                    [.init("example", "compare rut with spx since 2020")])
            }
            evaluator = request.evaluator(frame, judged)
            changes = columns.map { Shape.change($0[end], from: $0[start]) }
            self.columns = columns
            self.aligned = aligned
        }

        var from: Day { Day(frame.days[judged.lowerBound - 1]) }
        var to: Day { Day(frame.days[judged.upperBound - 1]) }

        /// Both sides' change over the window, as arithmetic.
        var quotients: [String] {
            zip(nodes, columns).map { node, values in
                let last = Close(values[judged.upperBound - 1], to)
                let base = Close(values[judged.lowerBound - 1], from)
                return "\(Phrases.name(node)): \(last.change(from: base, node.unit))."
            }
        }

        /// The returns of both sides, on the bars where both have one.
        func returns() throws(EngineError) -> Table {
            let returns = [try aligned.returns(nodes[0]), try aligned.returns(nodes[1])]
            let bars = judged.filter { bar in !returns.contains { $0[bar].isNaN } }
            var table = Table([TableColumn("session", .dates(bars.map { frame.days[$0] }))])
            for (node, values) in zip(nodes, returns) {
                table.columns.append(
                    TableColumn(
                        "\(Phrases.columnName(node)) change", unit: .percent, .numbers(bars.map { values[$0] })))
            }
            return table
        }

        func notes(_ request: ResolvedQuery) -> [Note] {
            request.notes(frame, window) + request.historyNote(frame, window)
                + ResolvedQuery.belowZeroNote(
                    nodes.indices.filter { place in
                        (judged.lowerBound - 1..<judged.upperBound).contains { columns[place][$0] <= 0 }
                    }.map { Phrases.name(nodes[$0]) })
        }

        func sheet() throws(EngineError) -> Sheet {
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
            return sheet
        }
    }

    /// The figures of each side alone.
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
    /// A function of the table over whole columns and this window, other arguments at their defaults: the number, or a
    /// series' newest value.
    func figure(_ name: String, _ columns: [[Double]]) throws(EngineError) -> Double {
        let entry = entry(name)
        let arguments = entry.parameters.enumerated().map { (index, parameter) -> Value? in
            index < columns.count ? .series(columns[index]) : parameter.default.map { .number($0) }
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
