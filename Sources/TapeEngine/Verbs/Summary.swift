import TapeStore
import TapeSyntax

/// `summary S`: one page on a subject.
enum SummaryVerb {
    static func answer(_ request: Request) throws(EngineError) -> Answer {
        let node = request.subjects[0]
        guard node.kind == .series, request.group == nil else {
            throw EngineError(
                .wrongKind, node.span, "`summary` takes one subject, and `\(node.label)` is \(node.kind.words)",
                [.init("like", "summary rut")])
        }
        let frame = try request.frame([node])
        let evaluator = request.evaluator(frame, 0..<frame.days.count)
        let values = try evaluator.series(node)
        guard let last = values.last, let newest = frame.days.last.map({ Day($0) }) else {
            throw EngineError(.noData, node.span, "`\(node.label)` has no value")
        }
        var page = Page()
        page.add("last", node.unit, last)
        page.add("change on the session", .percent, Kernel.returns(values).last ?? .nan)
        for (name, length, unit) in spans {
            page.add(
                "return, \(name)", .percent, change(values, frame, before: Shape.earlier(newest, length, unit)))
        }
        page.add(
            "return, year to date", .percent, change(values, frame, before: CalendarSpan.year.start(of: newest) - 1))
        addRange(&page, values, frame, newest, node.unit)
        page.add("deepest drawdown", .percent, try evaluator.figure("maxdd", [values]))
        let year = request.evaluator(frame, max(0, values.count - 252)..<values.count)
        page.add("volatility, 252 sessions", .share, try year.figure("vol", [values]))
        page.add("RSI, 14", .number, try evaluator.figure("rsi", [values]))
        addStreak(&page, values, frame)
        let closes = values.filter { !$0.isNaN }
        page.add("record closes in all", .count, Double(Kernel.records(closes).count { $0 == .yes }))
        var figures = TableColumn("value", .numbers(page.rows.map(\.value)))
        figures.rowUnits = page.rows.map(\.unit)
        let table = Table([TableColumn("statistic", .texts(page.rows.map(\.name))), figures])
        let full = node.reference.flatMap { reference -> String? in
            if case .symbol(let key) = reference { return frame.instrument(key).name }
            return nil
        }
        let name = Phrases.name(node) + (full.map { ", \($0)" } ?? "")
        let headline =
            "\(name): \(Format.value(last, node.unit)) on \(newest), \(Format.percent(page.rows[1].value)) on the session."
        return request.answer(headline: [headline], table: table, notes: [], frame: frame)
    }

    private struct Page {
        var rows: [(name: String, unit: Unit, value: Double)] = []
        mutating func add(_ name: String, _ unit: Unit, _ value: Double) { rows.append((name, unit, value)) }
    }

    private static let spans: [(String, Int, DurationUnit)] = [
        ("1 week", 1, .week), ("1 month", 1, .month), ("3 months", 3, .month), ("6 months", 6, .month),
        ("1 year", 1, .year), ("3 years", 3, .year), ("5 years", 5, .year),
    ]

    /// From the last close on or before the day; missing where history does not reach it.
    private static func change(_ values: [Double], _ frame: Frame, before day: Day) -> Double {
        let index = Axis(frame.days).upperBound(day) - 1
        guard index >= 0, values[index] > 0, let last = values.last else { return .nan }
        return last / values[index] - 1
    }

    private static func addRange(_ page: inout Page, _ values: [Double], _ frame: Frame, _ newest: Day, _ unit: Unit) {
        let first = Axis(frame.days).upperBound(Shape.earlier(newest, 52, .week))
        let year = values[first...].filter { !$0.isNaN }
        page.add("52-week high (close)", unit, year.max() ?? .nan)
        page.add("52-week low (close)", unit, year.min() ?? .nan)
        let high = values.filter { !$0.isNaN }.max() ?? .nan
        page.add("below the record close", .percent, high > 0 ? (values.last ?? .nan) / high - 1 : .nan)
    }

    /// The running row of rising or falling sessions.
    private static func addStreak(_ page: inout Page, _ values: [Double], _ frame: Frame) {
        for move in [Move.up, .down] {
            let scan = RunScan(
                Kernel.moves(values, move), filter: nil, days: frame.days, window: 0..<values.count,
                isDaily: frame.frequency == .daily)
            if let run = scan.present {
                page.add("sessions in a row \(move.rawValue)", .count, Double(run.length))
            }
        }
    }
}
