import TapeStore
import TapeSyntax
import TapeTime

/// `target S to N, N…`: the change from the last close to each level.
enum TargetVerb: VerbImplementation {
    static let verb = Verb(
        "target", .target, of: .series, clauses: [.asOf], traits: [.ofNewest, .ofChange], question: .amount,
        signature: "target S to N, N…",
        doc: "the change from the last close to each level",
        examples: ["target rut to 2861, 3000, 3126", "target spx to 7000 as of 2026-01-15"],
        notes: ["It starts from the last close as of the query's day."],
        seeAlso: ["at", "value"],
        columns: ["symbol", "level", "change"])

    static func meaning(_ request: ResolvedQuery) -> String {
        "The change from the newest close of \(Meaning.names(request)) to each level"
    }

    static func answer(_ request: ResolvedQuery) throws(EngineError) -> Answer {
        let subject = request.subjects[0]
        var standings: [Standing]
        var notes: [Note] = []
        var frame: Frame?
        if let group = request.group {
            let (found, told) = try request.memberRows(group.members, [subject] + request.operands) {
                (view) throws(EngineError) in
                try standing(request, view.frame, view.symbol)
            }
            standings = found
            notes = told.notes(request, group.members, ended: "measured from then")
        } else {
            let own = try request.frame([subject] + request.operands)
            standings = [try standing(request, own, nil)]
            frame = own
        }
        var symbols: [String] = []
        var levels: [Double] = []
        var changes: [Double] = []
        var bases: [String] = []
        for standing in standings {
            let name = Phrases.name(subject, member: standing.member)
            let level = Format.value(standing.last, subject.unit, precision: request.precision)
            bases.append("\(name) is at \(level) on \(standing.day).")
            for target in standing.targets {
                symbols.append(Phrases.columnName(subject, member: standing.member))
                levels.append(target)
                changes.append(Shape.change(target, from: standing.last))
            }
        }
        let table = Table([
            TableColumn("symbol", .texts(symbols)), TableColumn("level", unit: subject.unit, .numbers(levels)),
            TableColumn("change", unit: .percent, .numbers(changes)),
        ])
        let unfit = standings.filter { $0.last <= 0 }.map { Phrases.name(subject, member: $0.member) }
        var answer = request.answer(
            headline: bases, table: table, notes: notes + ResolvedQuery.belowZeroNote(unfit), frame: frame)
        answer.working = Levels(request: request, standings: standings)
        return answer
    }

    /// Each level against the newest close.
    private struct Levels: Working {
        let request: ResolvedQuery
        /// In table order; the table has one row per target.
        let standings: [Standing]

        func why(_ asked: AskedRow) throws(EngineError) -> Answer {
            let count = request.operands.count
            let standing = standings[(asked.shown ?? 0) / count]
            let targets = asked.row.map { [standing.targets[$0 % count]] } ?? standing.targets
            let subject = request.subjects[0].forMember(standing.member)
            let sentences = targets.map { level in
                let change = Shape.change(level, from: standing.last)
                let last = Close(standing.last, standing.day).text(subject.unit)
                return
                    "\(Phrases.name(subject)): \(Format.value(level, subject.unit)) ÷ \(last) − 1 = \(Format.percent(change))."
            }
            let nodes = [subject] + request.operands.map { $0.forMember(standing.member) }
            let frame = try request.frame(nodes)
            return request.working(sentences, nil, frame, try request.plan.windowWithData(on: frame), nodes)
        }
    }

    private struct Standing {
        var member: String?
        var day: Day
        var last: Double
        var targets: [Double]
    }

    private static func standing(
        _ request: ResolvedQuery, _ frame: Frame, _ member: String?
    ) throws(EngineError) -> Standing {
        let evaluator = request.evaluator(frame, 0..<frame.days.count, member: member)
        let end = frame.days.count
        var values = try evaluator.series(request.subjects[0], on: end - 1..<end)
        if values[end - 1].isNaN { values = try evaluator.series(request.subjects[0], on: 0..<end) }
        var targets: [Double] = []
        for operand in request.operands { targets.append(try level(operand, evaluator)) }
        // The last known close.
        let last = (values.start..<end).last { !values[$0].isNaN } ?? end - 1
        return Standing(
            member: member, day: Day(frame.days[last]), last: values[last], targets: targets)
    }

    /// A level is a number, or a series' newest value.
    private static func level(_ node: Node, _ evaluator: Evaluator) throws(EngineError) -> Double {
        if case .number(let value) = try evaluator.value(node, at: evaluator.frame.days.count - 1) { return value }
        return .nan
    }
}
