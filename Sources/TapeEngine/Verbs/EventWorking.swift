import TapeStore
import TapeSyntax

/// The closes behind the outcomes of an event study.
struct EventWorking: Working {
    let request: ResolvedQuery
    /// The events of each member. Without a group there is one part, whose symbol is nil.
    let parts: [(symbol: String?, events: [Int32])]
    let rows: Rows

    /// The subject of a row: one event, or the statistics of one subject and one look-ahead over all events.
    enum Rows {
        case events([(part: Int, event: Int)])
        case statistics
    }

    func judged(_ member: String?) throws(EngineError) -> JudgedBars? {
        try study(of: member).found.judged
    }

    func why(_ asked: AskedRow) throws(EngineError) -> Answer {
        var part = 0
        var day: Int32?
        var column: Int?
        switch rows {
        case .events(let events):
            if let shown = asked.shown {
                part = events[shown].part
                if asked.row != nil { day = parts[part].events[events[shown].event] }
            }
        case .statistics: column = asked.row
        }
        let symbol = request.group.map { parts.isEmpty ? $0.members[0] : parts[part].symbol ?? $0.members[0] }
        let (study, place, found) = try study(of: symbol)
        let (frame, window) = (place.frame, place.window)
        let events = found.events.filter { day == nil || frame.days[$0] == day }
        var outcomes: [Outcome] = []
        try study.forEachColumn(place) { index, subject, values, known, ends in
            if let column, column != index { return }
            let (node, horizon) = study.column(index)
            for event in events {
                var outcome = Outcome(subject: Phrases.columnName(node), next: horizon.label, from: frame.days[event])
                if let index = subject.index(of: event) {
                    outcome.base = values[index]
                    if ends[index] >= 0 {
                        outcome.to = subject.frame.days[ends[index]]
                        outcome.last = known[ends[index]]
                    }
                }
                outcomes.append(outcome)
            }
        }
        var headline = [
            "An event is the first \(frame.frequency.unitWord) of a run on which \(Meaning.condition(study.after)): \(Format.count(found.events.count)) of them."
        ]
        if let group = request.group, let symbol, case .statistics = rows {
            headline.insert(
                "The figures are of the changes of all \(Format.count(group.members.count, "member")) of \(group.name); below are those of \(symbol.uppercased()).",
                at: 0)
        }
        let unit = study.nodes.count == 1 ? study.nodes[0].unit : .price
        return study.request.working(
            headline, Outcome.table(outcomes, unit), frame, window, study.nodes + [study.after], judged: found.judged)
    }

    /// The study of one member of the group, or of the whole query if it has no group.
    private func study(of member: String?) throws(EngineError) -> (
        study: EventStudy.Study, place: EventStudy.Place, found: (events: [Int], judged: JudgedBars)
    ) {
        var one = request
        if let group = request.group { one = try EventStudy.request(request, of: member ?? group.members[0], group) }
        guard let after = one.plan.after else { preconditionFailure("an event study has events") }
        let study = EventStudy.Study(request: one, after: after, nodes: one.expandedSubjects())
        let place = try study.place()
        let verdicts = try place.evaluator.verdicts(after)
        let filter = try one.filter(place.evaluator)
        let judged = verdicts.judged(place.window.range, filter)
        let bars = JudgedBars(
            count: judged.reduce(0) { $0 + $1.count }, first: judged.first?.first, last: judged.last?.last,
            on: place.frame)
        return (study, place, (study.events(verdicts, filter, place).events, bars))
    }

    private struct Outcome {
        var subject: String
        var next: String
        var from: Int32
        var base = Double.nan
        var to = TableColumn.missingDate
        var last = Double.nan

        static func table(_ outcomes: [Outcome], _ unit: Unit) -> Table {
            Table(
                [
                    TableColumn("symbol", .texts(outcomes.map(\.subject))),
                    TableColumn("next", .texts(outcomes.map(\.next))),
                ] + TableColumn.changes(outcomes, unit, from: \.from, base: \.base, to: \.to, last: \.last))
        }
    }
}
