import TapeStore
import TapeSyntax
import TapeTime

/// Changes: last value ÷ base value − 1, with the days of both.
extension Why {
    func change() throws(EngineError) -> Answer {
        let answer = try ReturnVerb.answer(request)
        let nodes = request.expandedSubjects()
        let frame = try request.frame(Array(nodes.prefix(1)))
        let window = try request.plan.windowWithData(on: frame)
        guard let table = answer.table else { return answer }
        var rows = (0..<table.rowCount).map { ShownRow(table: table, index: $0) }
        if let row {
            guard let symbol = row.text("symbol") else { throw notNamed("symbol") }
            rows = rows.filter { one in
                one.text("symbol") == symbol && (row.text("bucket") == nil || one.text("bucket") == row.text("bucket"))
                    && (row.day("from") == nil || one.day("from") == row.day("from"))
            }
        }
        let unit = table.column("base")?.unit ?? .price
        let sentences = rows.map { row -> String in
            let name = (row.text("symbol") ?? "").uppercased()
            guard let base = row.number("base"), let last = row.number("last"), let from = row.day("from"),
                let to = row.day("to")
            else { return "\(name): a value is missing, so there is no change." }
            return "\(name): \(Why.quotient((last, Day(to)), (base, Day(from)), unit))."
        }
        return finish(sentences, nil, frame, window, nodes)
    }

    /// Each level against the newest close.
    func target() throws(EngineError) -> Answer {
        let member = member
        let subject = member.map { request.subjects[0].forMember($0) } ?? request.subjects[0]
        let operands = request.operands.map { node in member.map { node.forMember($0) } ?? node }
        let frame = try request.frame([subject])
        let window = try request.plan.windowWithData(on: frame)
        let evaluator = request.evaluator(frame, window)
        let values = try evaluator.series(subject)
        // The last known close.
        let place = values.lastIndex { !$0.isNaN } ?? values.count - 1
        let (last, day) = (values[place], Day(frame.days[place]))
        var headline: [String] = []
        for operand in operands {
            let level = try evaluator.series(operand).last ?? .nan
            if let row, let shown = row.number("level"), shown != level { continue }
            let change = last > 0 ? level / last - 1 : .nan
            headline.append(
                "\(Phrases.name(subject)): \(Format.value(level, subject.unit)) ÷ \(Format.value(last, subject.unit)) on \(day) − 1 = \(Format.percent(change))."
            )
        }
        return finish(headline, nil, frame, window, [subject])
    }

    /// One drawdown, from its peak to its recovery.
    func fall() throws(EngineError) -> Answer {
        let nodes = request.expandedSubjects()
        let shown = row ?? first
        let symbol = shown?.text("symbol")
        let node = nodes.first { Phrases.columnName($0) == symbol } ?? nodes[0]
        let frame = try request.frame([node])
        let window = try request.plan.windowWithData(on: frame)
        let values = try request.evaluator(frame, window).series(node)
        let start = window.base ?? window.range.lowerBound
        let range = start..<window.range.upperBound
        // One subject at or below zero puts the whole table in points.
        let inPoints =
            shown.flatMap { $0.table.column("depth") }.map { $0.unit != .percent }
            ?? DrawdownVerb.areInPoints(values, range)
        let falls = DrawdownVerb.falls(values, range, inPoints: inPoints)
        if let row, row.day("peak") == nil { throw notNamed("peak") }
        guard let peak = shown?.day("peak"), let fall = falls.first(where: { frame.days[$0.peak] == peak }) else {
            return finish([Meaning.sentence(request)], nil, frame, window, [node])
        }
        func at(_ index: Int) -> (value: Double, day: Day) { (values[index], Day(frame.days[index])) }
        let arithmetic =
            inPoints
            ? "\(Format.value(values[fall.trough], node.unit)) on \(at(fall.trough).day) − \(Format.value(values[fall.peak], node.unit)) on \(at(fall.peak).day) = \(Format.value(fall.depth, node.unit)) points"
            : Why.quotient(at(fall.trough), at(fall.peak), node.unit)
        var headline = ["\(Phrases.name(node)): \(arithmetic)."]
        if let recovery = fall.recovery {
            headline.append(
                "Recovered on \(at(recovery).day) at \(Format.value(values[recovery], node.unit)), \(Format.count(recovery - fall.peak, frame.frequency.unitWord)) after the peak."
            )
        } else {
            headline.append(
                "Still open: no later close is at or above the peak's, \(Format.count(fall.end - fall.peak, frame.frequency.unitWord)) on."
            )
        }
        let rows = Array(fall.peak...fall.end)
        let table = Table([
            TableColumn("session", .dates(rows.map { frame.days[$0] })),
            TableColumn(Phrases.columnName(node), unit: node.unit, .numbers(rows.map { values[$0] })),
            TableColumn(
                "below_peak", unit: inPoints ? node.unit : .percent,
                .numbers(
                    rows.map { inPoints ? values[$0] - values[fall.peak] : values[$0] / values[fall.peak] - 1 })),
        ])
        var answer = finish(headline, table, frame, window, [node])
        answer.showsNewestRows = false
        return answer
    }

    /// The members one by one, with how each was counted.
    func breadth() throws(EngineError) -> Answer {
        let members = request.group?.members ?? []
        var rows: [(symbol: String, from: Int32, base: Double, to: Int32, last: Double, truth: Truth)] = []
        var notes = MemberNotes()
        var place: (frame: Frame, window: Window, nodes: [Node])?
        for member in members {
            let node = Node.symbol(member, request.query.span)
            let condition = request.operands.first
            _ = try notes.attempt(
                member,
                { () throws(EngineError) in
                    let frame = try request.frame(condition.map { [$0] } ?? [node], member: member)
                    let window = try request.plan.windowWithData(on: frame)
                    let evaluator = request.evaluator(frame, window, member: member)
                    let values = try evaluator.series(node)
                    if let filter = try request.filter(evaluator), filter[window.range.upperBound - 1] != .yes {
                        return
                    }
                    let (last, base) = BreadthVerb.ends(request, window)
                    let truth = try condition.map { (node) throws(EngineError) in try evaluator.condition(node)[last] }
                    place = place ?? (frame, window, condition.map { [$0.forMember(member)] } ?? [node])
                    rows.append(
                        (
                            member, base.map { frame.days[$0] } ?? TableColumn.missingDate,
                            base.map { values[$0] } ?? .nan, frame.days[last], values[last], truth ?? .missing
                        ))
                })
        }
        try notes.checkAny(request)
        var columns = [TableColumn("symbol", .texts(rows.map(\.symbol)))]
        if request.operands.isEmpty {
            rows.sort { $0.last / $0.base > $1.last / $1.base }
            columns = [
                TableColumn("symbol", .texts(rows.map(\.symbol))), TableColumn("from", .dates(rows.map(\.from))),
                TableColumn("base", unit: .price, .numbers(rows.map(\.base))),
                TableColumn("to", .dates(rows.map(\.to))),
                TableColumn("last", unit: .price, .numbers(rows.map(\.last))),
                TableColumn(
                    "change", unit: .percent, .numbers(rows.map { $0.base > 0 ? $0.last / $0.base - 1 : .nan })),
            ]
        } else {
            columns += [
                TableColumn("session", .dates(rows.map(\.to))),
                TableColumn("last", unit: .price, .numbers(rows.map(\.last))),
                TableColumn("holds", .flags(rows.map { $0.truth == .missing ? nil : $0.truth == .yes })),
            ]
        }
        guard let place else { return Answer(query: "why", headline: [Meaning.sentence(request)]) }
        var answer = finish([Meaning.sentence(request)], Table(columns), place.frame, place.window, place.nodes)
        answer.notes += notes.notes
        answer.showsNewestRows = false
        return answer
    }
}
