import TapeStore
import TapeSyntax
import TapeTime

/// `summary S`: one page on a subject.
enum SummaryVerb: VerbImplementation {
    static let verb = Verb(
        "summary", .one, of: .symbol, clauses: [.asOf], traits: [.ofNewest, .annualised, .ofChange], question: .amount,
        signature: "summary S",
        doc: "one page on a symbol: last, returns, 52-week range, drawdown, volatility, RSI, running streak, records",
        examples: ["summary rut", "summary spx as of 2020-03-23"],
        seeAlso: ["describe", "plot", "drawdown"],
        columns: ["statistic", "value"], groupColumns: ["symbol", "session", "last", "change", "ytd"])

    static func meaning(_ request: ResolvedQuery) -> String {
        "One page on \(Meaning.names(request))"
    }

    static func answer(_ request: ResolvedQuery) throws(EngineError) -> Answer {
        let node = request.subjects[0]
        guard node.kind == .series else {
            throw EngineError(
                .wrongKind, node.span, "`summary` takes a subject, but `\(node.label)` is \(node.kind.words)",
                [.init("example", "summary rut")])
        }
        if let group = request.group { return try overGroup(request, group.members) }
        let (page, frame, _) = try self.page(request, node)
        let whole = Window(range: 0..<frame.days.count)
        // The page has up or down in words.
        var figures = TableColumn(
            "value", .numbers(page.rows.map { $0.column == "streak" ? $0.value.magnitude : $0.value }))
        figures.rowUnits = page.rows.map(\.unit)
        let table = Table([TableColumn("statistic", .texts(page.rows.map(\.name))), figures])
        let full = node.reference.flatMap { reference -> String? in
            if case .symbol(let key) = reference { return frame.instrument(key)?.name }
            return nil
        }
        let name = Phrases.name(node) + (full.map { ", \($0)" } ?? "")
        let headline =
            "\(name): \(Format.value(page.rows[0].value, node.unit, precision: request.precision)) on \(Day(frame.days[frame.days.count - 1])), \(Format.percent(page.rows[1].value, precision: request.precision)) on the \(frame.frequency.unitWord)."
        var answer = request.answer(
            headline: [headline], table: table,
            notes: request.notes(frame, whole)
                + (try request.belowZeroNote([node], request.evaluator(frame, whole), over: whole.range)),
            frame: frame)
        answer.working = PageWorking(request: request)
        return answer
    }

    /// One row per member, with the figures of its page in columns.
    private static func overGroup(_ request: ResolvedQuery, _ members: [String]) throws(EngineError) -> Answer {
        var rows: [(symbol: String, page: Page, day: Int32)] = []
        var notes = MemberNotes()
        for member in members {
            let node = request.subjects[0].forMember(member)
            let found = try notes.attempt(member, { () throws(EngineError) in try self.page(request, node) })
            guard let (page, frame, _) = found else { continue }
            rows.append((member, page, frame.days[frame.days.count - 1]))
        }
        try notes.checkAny(request)
        var columns = [
            TableColumn("symbol", .texts(rows.map(\.symbol))), TableColumn("session", .dates(rows.map(\.day))),
        ]
        for (index, figure) in rows[0].page.rows.enumerated() {
            columns.append(
                TableColumn(figure.column, unit: figure.unit, .numbers(rows.map { $0.page.rows[index].value })))
        }
        var answer = request.answer(table: Table(columns), notes: notes.notes, frame: nil, displayRows: 30)
        answer.working = PageWorking(request: request, members: rows.map(\.symbol))
        return answer
    }

    fileprivate static func page(
        _ request: ResolvedQuery, _ node: Node
    ) throws(EngineError) -> (page: Page, frame: Frame, values: [Double]) {
        let frame = try request.frame([node])
        let evaluator = request.evaluator(frame, 0..<frame.days.count)
        let values = try evaluator.series(node)
        guard let last = values.last, let newest = frame.days.last.map({ Day($0) }) else {
            throw EngineError(.noData, node.span, "`\(node.label)` has no value")
        }
        // The page is that of the last known close.
        if last.isNaN, let place = values.lastIndex(where: { !$0.isNaN }) {
            var earlier = request
            earlier.plan.asOf = Day(frame.days[place])
            return try page(earlier, node)
        }
        let known = Shape.lastKnown(values)
        var page = Page()
        page.add("last", "last", node.unit, last, .last)
        page.addChange("change on the session", "change", known, from: values.count - 2)
        for (name, column, span) in spans {
            // A month before a monthly value is the value before it; a week before it has no value.
            let isTooShort = frame.spans.cuts(span)
            let base = isTooShort ? -1 : frame.spans.before(values.count - 1, span)
            page.addChange("return, \(name)", column, known, from: base)
        }
        page.addChange(
            "return, year to date", "ytd", known,
            from: Axis(frame.days).upperBound(CalendarUnit.year.start(of: newest) - 1) - 1)
        addRange(&page, values, frame, node.unit)
        page.add("deepest drawdown", "drawdown", .percent, try evaluator.figure("maxdd", [values]), .function("maxdd"))
        let sessions = SummaryVerb.sessionsOfYear(frame)
        let year = request.evaluator(frame, max(0, values.count - sessions)..<values.count)
        page.add(
            "volatility, \(sessions) sessions", "volatility", .share, try year.figure("vol", [values]), .function("vol")
        )
        page.add("RSI, 14", "rsi", .number, try evaluator.figure("rsi", [values]), .function("rsi"))
        addStreak(&page, values, frame)
        let closes = values.filter { !$0.isNaN }
        page.add(
            "record closes, total", "records", .count, Double(Kernel.records(closes).count { $0 == .yes }),
            .records(of: closes.count))
        return (page, frame, values)
    }

    fileprivate struct Page {
        /// The figure's name on a page, and its column in a group's table.
        var rows: [(name: String, column: String, unit: Unit, value: Double, origin: Origin)] = []

        mutating func add(_ name: String, _ column: String, _ unit: Unit, _ value: Double, _ origin: Origin) {
            rows.append((name, column, unit, value, origin))
        }

        /// Missing where history does not reach back that far.
        mutating func addChange(_ name: String, _ column: String, _ values: [Double], from index: Int) {
            var change = Double.nan
            if index >= 0, let last = values.last { change = Shape.change(last, from: values[index]) }
            add(name, column, .percent, change, .change(from: index))
        }
    }

    /// What a figure was computed from, for `why`.
    fileprivate enum Origin {
        case last
        /// The bar of the base.
        case change(from: Int)
        case function(String)
        /// The bar since which the close is the highest or lowest.
        case highest(from: Int)
        case lowest(from: Int)
        case belowHighest
        case run(Run?)
        /// The number of closes.
        case records(of: Int)
    }

    static let spans: [(String, String, CalendarSpan)] = [
        ("1 week", "return_1w", .init(1, .week)), ("1 month", "return_1m", .init(1, .month)),
        ("3 months", "return_3m", .init(3, .month)), ("6 months", "return_6m", .init(6, .month)),
        ("1 year", "return_1y", .init(1, .year)), ("3 years", "return_3y", .init(3, .year)),
        ("5 years", "return_5y", .init(5, .year)),
    ]

    /// The number of sessions in a year's volatility.
    static func sessionsOfYear(_ frame: Frame) -> Int { frame.hasSessionsDaily ? Int(frame.periodsPerYear) : 252 }

    private static func addRange(_ page: inout Page, _ values: [Double], _ frame: Frame, _ unit: Unit) {
        let first = frame.spans.before(values.count - 1, CalendarSpan(52, .week)) + 1
        let year = values[first...].filter { !$0.isNaN }
        page.add("52-week high (close)", "high_52w", unit, year.max() ?? .nan, .highest(from: first))
        page.add("52-week low (close)", "low_52w", unit, year.min() ?? .nan, .lowest(from: first))
        let high = values.filter { !$0.isNaN }.max() ?? .nan
        page.add(
            "below the record close", "below_record", .percent, Shape.change(values.last ?? .nan, from: high),
            .belowHighest)
    }

    /// The current run of rising sessions, or of falling ones as a negative number.
    private static func addStreak(_ page: inout Page, _ values: [Double], _ frame: Frame) {
        var count = 0
        var present: Run?
        for move in [Move.up, .down] {
            let scan = RunScan(
                .each(Kernel.moves(values, move)), filter: nil, days: frame.days, window: 0..<values.count,
                isDaily: frame.hasSessionsDaily)
            if let run = scan.present {
                count = move == .up ? run.length : -run.length
                present = run
            }
        }
        let name = count == 0 ? "sessions in a row up or down" : "sessions in a row \(count > 0 ? "up" : "down")"
        page.add(name, "streak", .count, Double(count), .run(present))
    }
}

/// The figures of a page: returns with their base, the others with their formula or their close.
private struct PageWorking: Working {
    let request: ResolvedQuery
    /// The member of each row, over a group; otherwise the rows are the figures.
    var members: [String] = []

    func why(_ asked: AskedRow) throws(EngineError) -> Answer {
        let node = request.subjects[0].forMember(members.isEmpty ? nil : members[asked.shown ?? 0])
        let (page, frame, values) = try SummaryVerb.page(request, node)
        var lines: [String] = []
        for (index, row) in page.rows.enumerated() {
            if members.isEmpty, let asked = asked.row {
                guard index == asked else { continue }
            } else {
                // For the whole page, only computed figures are explained; the others are themselves closes.
                switch row.origin {
                case .change, .function: break
                case .last, .highest, .lowest, .belowHighest, .run, .records: continue
                }
                if row.value.isNaN { continue }
            }
            lines.append("\(row.name): \(text(row.origin, row.value, values, frame, node.unit)).")
        }
        return request.working(lines, nil, frame, Window(range: 0..<frame.days.count), [node])
    }

    private func text(
        _ origin: SummaryVerb.Origin, _ value: Double, _ values: [Double], _ frame: Frame, _ unit: Unit
    ) -> String {
        func close(_ index: Int) -> Close {
            // The last known close.
            let known = values[...index].lastIndex { !$0.isNaN } ?? index
            return Close(values[known], Day(frame.days[known]))
        }
        func day(of value: Double, from first: Int) -> Close {
            close(values.indices.last { $0 >= first && values[$0] == value } ?? values.count - 1)
        }
        let last = close(values.count - 1)
        switch origin {
        case .last: return last.text(unit)
        case .change(let base):
            return base < 0 ? "there is no close that far back" : last.change(from: close(base), unit)
        case .function(let name): return FunctionTable.named(name)?.formula ?? ""
        case .highest(let first):
            return "\(day(of: value, from: first).text(unit)), the highest close since \(Day(frame.days[first]))"
        case .lowest(let first):
            return "\(day(of: value, from: first).text(unit)), the lowest close since \(Day(frame.days[first]))"
        case .belowHighest:
            let highest = values.filter { !$0.isNaN }.max() ?? .nan
            return last.change(from: day(of: highest, from: 0), unit)
        case .run(let run):
            guard let run else { return "the last close equals the one before" }
            return
                "\(Format.count(run.length)), \(Day(frame.days[run.first])) → \(Day(frame.days[run.last]))"
        case .records(let count):
            return "\(Format.count(Int(value))) of \(Format.count(count, "close")) are above every earlier one"
        }
    }
}
