import TapeStore
import TapeSyntax

/// Event studies: the closes that outcomes were computed from.
extension Why {
    /// One event by its day (and member), one line of the statistics by its subject and look ahead, or all of them.
    func event() throws(EngineError) -> Answer {
        guard let after = request.plan.after else { return try EventStudy.answer(request) }
        if let row, row.day("event") == nil, row.text("next") == nil { throw notNamed("event") }
        if let group = request.group {
            // An event belongs to one member; a figure of the statistics to all members.
            let isOfAll = row != nil && row?.day("event") == nil
            let symbol = (isOfAll ? nil : row?.text("symbol") ?? first?.text("symbol")) ?? group.members[0]
            let one = try EventStudy.request(request, of: symbol, group)
            var answer = try Why(request: one, row: isOfAll ? nil : row, first: first).event()
            if isOfAll {
                answer.headline.insert(
                    "The figures are of the changes of all \(Format.count(group.members.count, "member")) of \(group.name); below are those of \(symbol.uppercased()).",
                    at: 0)
            }
            return answer
        }
        let study = EventStudy.Study(request: request, after: after, nodes: request.expandedSubjects())
        let place = try study.place()
        let (frame, window) = (place.frame, place.window)
        let found = study.events(
            try place.evaluator.verdicts(after), try request.filter(place.evaluator), place)
        let day = row?.day("event")
        let events = day.map { day in found.events.filter { frame.days[$0] == day } } ?? found.events
        var outcomes: [Outcome] = []
        try study.forEachColumn(place) { column, subject, values, known, ends in
            let (node, horizon) = study.column(column)
            if let next = row?.text("next"), next != horizon.label { return }
            if day == nil, let symbol = row?.text("symbol"), symbol != Phrases.columnName(node) { return }
            for event in events {
                var outcome = Outcome(
                    subject: Phrases.columnName(node), next: horizon.label, from: frame.days[event])
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
        let headline = [
            "An event is the first \(frame.frequency.unitWord) of a run on which \(Meaning.condition(after)): \(Format.count(found.events.count)) of them."
        ]
        let unit = study.nodes.count == 1 ? study.nodes[0].unit : .price
        return finish(headline, Outcome.table(outcomes, unit), frame, window, study.nodes + [after])
    }

    private struct Outcome {
        var subject: String
        var next: String
        var from: Int32
        var base = Double.nan
        var to = TableColumn.missingDate
        var last = Double.nan

        static func table(_ outcomes: [Outcome], _ unit: Unit) -> Table {
            Table([
                TableColumn("symbol", .texts(outcomes.map(\.subject))),
                TableColumn("next", .texts(outcomes.map(\.next))),
                TableColumn("from", .dates(outcomes.map(\.from))),
                TableColumn("base", unit: unit, .numbers(outcomes.map(\.base))),
                TableColumn("to", .dates(outcomes.map(\.to))),
                TableColumn("last", unit: unit, .numbers(outcomes.map(\.last))),
                TableColumn(
                    "change", unit: .percent,
                    .numbers(outcomes.map { $0.base > 0 ? $0.last / $0.base - 1 : .nan })),
            ])
        }
    }
}
