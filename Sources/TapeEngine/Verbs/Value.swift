import TapeStore
import TapeSyntax
import TapeTime

/// A bare expression: for a series its newest value, change and recent course; for a number the number.
enum BareExpression {
    static func answer(
        _ expression: Expression, _ clauses: [Clause], text: String, environment: Environment
    ) throws(EngineError) -> Answer {
        let request = try Engine.request(expression, clauses, text: text, groupAllowed: true, environment)
        let node = request.subjects[0]
        if let bucket = request.plan.bucket { return try byBucket(request, node, bucket) }
        if let group = request.group { return try members(request, node, group.members) }
        var answer: Answer
        switch (node.kind, node.op) {
        case (.series, _), (.condition, _), (.number, _), (.flag, _), (_, .call): answer = try value(request, node)
        default: answer = plain(request, node)
        }
        let said = node.kind == .number ? answer.headline.first : nil
        var day: Int32?
        if case .dates(let days) = answer.table?.column("session")?.values { day = days.first }
        answer.working = ValuesWorking(request: request) { [day] _ in .init(day: day, sentence: said) }
        return answer
    }

    /// A figure of the window in each calendar bucket; over a group, for each member.
    private static func byBucket(_ request: ResolvedQuery, _ node: Node, _ bucket: Bucket) throws(EngineError) -> Answer
    {
        guard node.kind == .number, node.holdsFigureOfWindow else {
            let clause = request.query.clauses.first { $0.word.kind == .bucket }
            throw EngineError(
                .clauseNotTaken, clause?.span ?? node.span,
                "`by \(bucket.text)` after a bare expression needs one that is a number, such as maxdd(spx)",
                [.init("example", "maxdd(spx) by year")])
        }
        @Sendable func rows(_ frame: Frame, _ window: Window, _ member: String?) throws(EngineError) -> [(
            String?, Int, String, Double, Int
        )] {
            var rows: [(String?, Int, String, Double, Int)] = []
            for (place, part) in try request.bucketWindows(bucket, frame, window).enumerated() {
                try request.environment.checkInterrupt()
                let value = try request.evaluator(frame, part.window, member: member).number(node)
                rows.append((member, place, part.label, value, part.window.range.count))
            }
            return rows
        }
        var found: [(symbol: String?, place: Int, bucket: String, value: Double, n: Int)] = []
        var notes: [Note]
        var own: Frame?
        if let group = request.group {
            let (members, told) = try request.memberRows(group.members, [node]) { (view) throws(EngineError) in
                try rows(view.frame, view.window, view.symbol)
            }
            found = members.flatMap { $0 }
            notes = told.notes
        } else {
            let frame = try request.frame([node])
            let window = try request.plan.windowWithData(on: frame)
            found = try rows(frame, window, nil)
            notes =
                request.notes(frame, window) + request.historyNote(frame, window) + request.cutFrontNote(frame, window)
                + request.cutBackNote(frame, window)
            own = frame
        }
        var columns = [
            TableColumn("bucket", .texts(found.map(\.bucket))),
            TableColumn("value", unit: node.unit, .numbers(found.map(\.value))),
            TableColumn("n", unit: .count, .numbers(found.map { Double($0.n) })),
        ]
        if request.group != nil { columns.insert(TableColumn("symbol", .texts(found.map(\.symbol))), at: 0) }
        var answer = request.answer(table: Table(columns), notes: notes, frame: own, displayRows: 60)
        let made = found
        answer.working = ValuesWorking(request: request) { row in
            let value = Format.value(made[row].value, node.unit)
            return .init(
                member: made[row].symbol, bucket: made[row].place,
                sentence: "\(node.label) of \(made[row].bucket) is \(value).")
        }
        return answer
    }

    /// Things without sessions: a date, a duration, a group, a text.
    private static func plain(_ request: ResolvedQuery, _ node: Node) -> Answer {
        switch node.op {
        case .date(let span):
            let days = span.isDay ? "" : ": \(span.first) → \(span.last)"
            return request.answer(headline: [span.text + days], frame: nil)
        case .text(let text): return request.answer(headline: [text], frame: nil)
        case .group(let members, _):
            let known = members.map { request.environment.market.listing($0) }
            let table = Table([
                TableColumn("symbol", .texts(members)), TableColumn("name", .texts(known.map { $0?.name })),
                TableColumn("first", .dates(known.map { $0?.first.number ?? TableColumn.missingDate })),
                TableColumn("last", .dates(known.map { $0?.last.number ?? TableColumn.missingDate })),
            ])
            return request.answer(
                headline: ["\(Format.count(members.count, "member"))."], table: table, frame: nil, displayRows: 30)
        default: return request.answer(headline: [node.label], frame: nil)
        }
    }

    /// The value of each member on its newest session of the window.
    private static func members(_ request: ResolvedQuery, _ node: Node, _ members: [String]) throws(EngineError)
        -> Answer
    {
        var rows: [(symbol: String, day: Int32, value: Value)] = []
        var notes = MemberNotes()
        for member in members {
            let found = try notes.attempt(
                member,
                { () throws(EngineError) -> (Int32, Value) in
                    let frame = try request.frame([node], member: member)
                    let window = try request.plan.windowWithData(on: frame)
                    let last = window.range.upperBound - 1
                    let value = try request.evaluator(frame, window, member: member).value(node, at: last)
                    return (frame.days[last], value)
                })
            if let found { rows.append((member, found.0, found.1)) }
        }
        try notes.checkAny(request)
        let values: TableColumn
        if node.kind == .condition || node.kind == .flag {
            values = TableColumn(
                "value",
                .flags(
                    rows.map { row in
                        if case .flag(let truth) = row.value, truth != .missing { return truth == .yes }
                        return nil
                    }))
        } else {
            values = TableColumn(
                "value", unit: node.unit,
                .numbers(
                    rows.map { row in
                        if case .number(let number) = row.value { return number }
                        return .nan
                    }))
        }
        let table = Table([
            TableColumn("symbol", .texts(rows.map(\.symbol))), TableColumn("session", .dates(rows.map(\.day))), values,
        ])
        var answer = request.answer(table: table, notes: notes.notes, frame: nil, displayRows: 30)
        let made = rows
        answer.working = ValuesWorking(request: request) { row in
            guard case .number(let value) = made[row].value, node.kind == .number else {
                return .init(member: made[row].symbol, day: made[row].day)
            }
            return .init(
                member: made[row].symbol, sentence: "\(node.label) is \(Format.value(value, node.unit)).")
        }
        return answer
    }

    private static func value(_ request: ResolvedQuery, _ node: Node) throws(EngineError) -> Answer {
        guard request.readsData(node) else { return try constant(request, node) }
        let frame = try request.frame([node])
        let window = try request.plan.windowWithData(on: frame)
        let evaluator = request.evaluator(frame, window)
        let last = window.range.upperBound - 1
        // A value is that of the newest session, with its change from the one before; a figure is of the whole window.
        var spoken = window
        if node.kind == .series || node.kind == .condition {
            spoken.range = max(window.range.lowerBound, last - 1)..<window.range.upperBound
            spoken.base = nil
        }
        let notes = request.notes(frame, spoken)
        let day = Day(frame.days[last])
        // Besides its value, a series shows its window and its newest values.
        let shown = node.kind == .series ? min(window.range.lowerBound, max(0, last - 59)) : last
        switch try evaluator.over(shown..<last + 1).evaluate(node) {
        case .number(let number):
            let table = Table([
                TableColumn("expression", .texts([node.label])),
                TableColumn("value", unit: node.unit, .numbers([number])),
            ])
            let judged = Format.count(window.range.count, frame.frequency.unitWord)
            let words =
                number.isNaN
                ? "has no value over \(judged), \(Day(frame.days[window.range.lowerBound])) → \(day)"
                : "is \(Format.plain(number, node.unit, precision: request.precision))"
                    + (node.isRiskFigure
                        ? " over \(judged), \(Day(frame.days[window.range.lowerBound])) → \(day)" : "")
            return request.answer(
                headline: ["\(node.label) \(words)."], table: table, notes: notes, frame: frame)
        case .series(let column):
            let values = Stretch(start: shown, values: column)
            var answer = series(request, node, values, window, frame, notes)
            let line = Chart.Line(
                name: Phrases.name(node), days: Array(frame.days[window.range]), values: Array(values[window.range]))
            answer.presentation.course = Chart(title: Phrases.name(node), unit: node.unit, lines: [line])
            let recent = values[max(0, last - 59)..<last + 1]
            if recent.contains(where: \.isFinite) { answer.presentation.recent = Array(recent) }
            return answer
        case .condition(let truths):
            let truth = truths[0]
            let words = truth == .missing ? "cannot be judged" : (truth == .yes ? "true" : "false")
            let table = Table([
                TableColumn("expression", .texts([node.label])), TableColumn("session", .dates([frame.days[last]])),
                TableColumn("value", .flags([truth == .missing ? nil : truth == .yes])),
            ])
            return request.answer(
                headline: ["`\(node.label)` on \(day): \(words)."], table: table, notes: notes, frame: frame)
        case .flag(let truth): return flag(request, node, truth, frame)
        case .date(let day):
            let words = day.number == TableColumn.missingDate ? "never" : day.text
            let table = Table([
                TableColumn("expression", .texts([node.label])), TableColumn("value", .dates([day.number])),
            ])
            return request.answer(headline: ["\(node.label) is \(words)."], table: table, notes: notes, frame: frame)
        case .text(let words):
            return request.answer(headline: ["\(node.label): \(words)."], notes: notes, frame: frame)
        default: return request.answer(headline: [node.label], frame: frame)
        }
    }

    private static func series(
        _ request: ResolvedQuery, _ node: Node, _ values: Stretch<Double>, _ window: Window, _ frame: Frame,
        _ notes: [Note]
    ) -> Answer {
        let last = window.range.upperBound - 1
        let day = Day(frame.days[last])
        let value = values[last]
        let isSettling = node.settledFrom(frame).map { last < $0 } ?? false
        var sentence =
            "\(Phrases.name(node)) is \(isSettling ? "~" : "")\(Format.value(value, node.unit, precision: request.precision)) on \(day)"
        if value.isNaN {
            sentence = "\(Phrases.name(node)) has no value on \(day)"
        } else if last > 0, !values[last - 1].isNaN {
            let before = values[last - 1]
            let isLevel = node.unit == .price || node.unit == .ratio
            let isRate = node.unit == .rate
            let change =
                isLevel && before > 0
                ? Format.percent(value / before - 1, precision: request.precision)
                : isRate
                    ? Format.points((value - before) / 100, precision: request.precision)
                    : (value >= before ? "+" : "")
                        + Format.value(
                            value - before, node.unit == .percent || node.unit == .share ? .points : node.unit,
                            precision: request.precision)
            let clean = change.hasPrefix("++") ? String(change.dropFirst()) : change
            sentence += ", \(value == before ? "as" : "\(clean) from") the \(frame.frequency.unitWord) before"
        }
        var columns = [
            TableColumn("session", .dates([frame.days[last]])),
            TableColumn("value", unit: node.unit, .numbers([value])),
        ]
        if isSettling { columns[1].unsettled = [true] }
        if case .column(.symbol(let key), nil) = node.op {
            columns.insert(TableColumn("symbol", .texts([key])), at: 0)
        } else {
            columns.insert(TableColumn("expression", .texts([node.label])), at: 0)
        }
        let unsettled = request.settling(node, values, frame, Window(range: last..<(last + 1), base: nil))
        return request.answer(headline: [sentence + "."], table: Table(columns), notes: notes + unsettled, frame: frame)
    }

    private static func flag(_ request: ResolvedQuery, _ node: Node, _ truth: Truth, _ frame: Frame?) -> Answer {
        let words = truth == .missing ? "cannot be judged" : (truth == .yes ? "true" : "false")
        let table = Table([
            TableColumn("expression", .texts([node.label])),
            TableColumn("value", .flags([truth == .missing ? nil : truth == .yes])),
        ])
        return request.answer(headline: ["`\(node.label)`: \(words)."], table: table, frame: frame)
    }

    /// An expression of numbers only needs no data.
    private static func constant(_ request: ResolvedQuery, _ node: Node) throws(EngineError) -> Answer {
        let evaluator = Evaluator(
            frame: Frame.empty, member: nil, window: 0..<0, environment: request.environment)
        switch try evaluator.evaluate(node) {
        case .number(let number):
            let table = Table([
                TableColumn("expression", .texts([node.label])),
                TableColumn("value", unit: node.unit, .numbers([number])),
            ])
            return request.answer(
                headline: [Format.plain(number, node.unit, precision: request.precision)], table: table, frame: nil)
        case .flag(let truth): return flag(request, node, truth, nil)
        case .text(let words): return request.answer(headline: ["\(node.label): \(words)."], frame: nil)
        default:
            throw EngineError(
                .wrongKind, node.span, "`\(node.label)` names no symbol, so it has no sessions",
                [.init("example", "rsi(rut, 14)")])
        }
    }
}
