import TapeStore
import TapeSyntax

/// The answer of an event study: the claims as sentences, the events with their outcomes, and the statistics of both.
enum EventAnswer {
    /// With fewer events than this a mean says little, and a note warns of it.
    private static let smallSample = 10
    /// How many claims become sentences; the table has them all.
    private static let mostClaims = 4

    static let eventsName = "events"
    static let statisticsName = "statistics"

    static func answer(
        _ study: EventStudy.Study, _ parts: [(symbol: String?, outcomes: EventStudy.Outcomes)], _ given: [Note],
        frame: Frame?, around: ([OutcomeTally.Middle]) throws(EngineError) -> [[[Double]]]
    ) throws(EngineError) -> Answer {
        let request = study.request
        let bases = (0..<study.columnCount).map { column in
            parts.reduce(into: OutcomeTally()) { $0.add($1.outcomes.base[column]) }
        }
        let middles = bases.map(\.middle)
        let found = try around(middles)
        let events = parts.indices.flatMap { part in
            parts[part].outcomes.events.indices.map { (part: part, event: $0) }
        }.sorted { a, b in
            let days = (parts[a.part].outcomes.events[a.event], parts[b.part].outcomes.events[b.event])
            return days.0 != days.1 ? days.0 < days.1 : (a.part, a.event) < (b.part, b.event)
        }
        let figures = (0..<study.columnCount).map { column in
            Figures(
                events.map { parts[$0.part].outcomes.followed[column][$0.event] }, bases[column],
                median: middles[column].median(found.flatMap { $0[column] }))
        }
        var columns = [
            TableColumn("event", .dates(events.map { parts[$0.part].outcomes.events[$0.event] }))
        ]
        if request.group != nil { columns.append(TableColumn("symbol", .texts(events.map { parts[$0.part].symbol }))) }
        for (index, figure) in figures.enumerated() {
            let (node, horizon) = study.column(index)
            columns.append(
                TableColumn(
                    "\(Phrases.columnName(node)) \(horizon.label)", unit: .percent, .numbers(figure.outcomes)))
        }
        var answer = request.answer(
            headline: sentences(study, parts, figures), table: Table(columns),
            notes: given + notes(study, parts.map(\.outcomes), figures), frame: frame, displayRows: 20,
            nodes: study.nodes + [study.after])
        answer.presentation.showsNewestRows = request.plan.rows == nil
        answer.tableName = eventsName
        let members = parts.map { (symbol: $0.symbol, events: $0.outcomes.events) }
        answer.working = EventWorking(request: request, parts: members, rows: .events(events))
        var further = NamedTable(statisticsName, statistics(study, figures))
        further.working = EventWorking(request: request, parts: members, rows: .statistics)
        answer.furtherTables = [further]
        return answer
    }

    /// What followed the events and any session, for one subject and look-ahead.
    private struct Figures {
        /// By event; missing where it is not known.
        let outcomes: [Double]
        let known: [Double]
        let ups: Int
        let base: OutcomeTally
        let baseMedian: Double

        init(_ outcomes: [Double], _ base: OutcomeTally, median: Double) {
            self.outcomes = outcomes
            known = outcomes.filter { !$0.isNaN }
            ups = known.count { $0 > 0 }
            self.base = base
            baseMedian = median
        }

        var shareUp: Double { known.isEmpty ? .nan : Double(ups) / Double(known.count) }
    }

    private static func statistics(_ study: EventStudy.Study, _ figures: [Figures]) -> Table {
        let about = figures.indices.map { study.column($0) }
        func numbers(_ name: String, _ unit: Unit, _ value: (Figures) -> Double) -> TableColumn {
            TableColumn(name, unit: unit, .numbers(figures.map(value)))
        }
        return Table([
            TableColumn("symbol", .texts(about.map { Phrases.columnName($0.node) })),
            TableColumn("next", .texts(about.map(\.horizon.label))),
            numbers("n", .count) { Double($0.known.count) },
            numbers("mean", .percent) { Sum.mean($0.known) },
            numbers("median", .percent) { Statistics.median($0.known) },
            numbers("share_up", .share) { $0.shareUp },
            numbers("best", .percent) { $0.known.max() ?? .nan },
            numbers("worst", .percent) { $0.known.min() ?? .nan },
            numbers("any_n", .count) { Double($0.base.count) },
            numbers("any_mean", .percent) { $0.base.mean },
            numbers("any_median", .percent) { $0.baseMedian },
            numbers("any_share_up", .share) { $0.base.shareUp },
        ])
    }

    // MARK: The sentences

    private static func sentences(
        _ study: EventStudy.Study, _ parts: [(symbol: String?, outcomes: EventStudy.Outcomes)], _ figures: [Figures]
    ) -> [String] {
        let request = study.request
        let count = parts.reduce(0) { $0 + $1.outcomes.events.count }
        let among = request.group.map { " among \(Format.count(parts.count, "member")) of \($0.name)" } ?? ""
        let what = Phrases.clause(study.after) + request.filterWords
        var window = ""
        if let from = parts.map(\.outcomes.window.lowerBound).min(),
            let to = parts.map(\.outcomes.window.upperBound).max()
        {
            window = ", \(from) → \(to)"
        }
        let events = count == 0 ? "no event" : Format.count(count, "event")
        let first = "\(what): \(events)\(among)\(window)."
        guard count > 0 else { return [first] }
        return [first] + figures.indices.prefix(mostClaims).map { claim(study, $0, figures[$0], of: count) }
    }

    /// `After 7 such events RUT was higher 1 year later in 3 (42.86%; any session 68.00%), on average by -6.34% (any session
    /// +10.00%).`
    private static func claim(_ study: EventStudy.Study, _ index: Int, _ figures: Figures, of count: Int) -> String {
        let (node, horizon) = study.column(index)
        let request = study.request
        func percent(_ value: Double) -> String { Format.percent(value, precision: request.precision) }
        func share(_ value: Double) -> String { Format.share(value, precision: request.precision) }
        let isMember: Bool
        if case .column(.member, nil) = node.op { isMember = true } else { isMember = false }
        let name = isMember ? "the member" : Phrases.name(node)
        let bar = request.frequency.unitWord
        let unit = horizon.length.unit == .day ? bar : horizon.length.unit.rawValue
        let ahead = Format.count(horizon.length.count, unit)
        let known = figures.known.count
        guard known > 0 else {
            return
                "What \(name) did \(ahead) later is not known for \(count == 1 ? "the one event" : "any of these events")."
        }
        let any = figures.base.count == 0 ? nil : "any \(bar)"
        let mean = Sum.mean(figures.known)
        let anyMean = any.map { " (\($0) \(percent(figures.base.mean)))" } ?? ""
        if known == 1 {
            let which = count == 1 ? "" : " whose outcome is known"
            return "After the one such event\(which) \(name) had changed by \(percent(mean)) \(ahead) later\(anyMean)."
        }
        let anyShare = any.map { "; \($0) \(share(figures.base.shareUp))" } ?? ""
        return
            "After \(Format.count(known)) such events \(name) was higher \(ahead) later in \(Format.count(figures.ups)) (\(share(figures.shareUp))\(anyShare)), on average by \(percent(mean))\(anyMean)."
    }

    // MARK: The notes

    private static func notes(
        _ study: EventStudy.Study, _ outcomes: [EventStudy.Outcomes], _ figures: [Figures]
    ) -> [Note] {
        func total(_ count: (EventStudy.Outcomes) -> Int) -> Int { outcomes.reduce(0) { $0 + count($1) } }
        let bar = study.request.frequency.unitWord
        let (begun, held, before) = (total(\.begun), total(\.held), total(\.begunBefore))
        let events = total(\.events.count)
        var notes: [Note] = []
        if held > begun {
            notes.append(
                Note(
                    "runs",
                    "Events are the first \(bar) of each run: \(Format.count(begun)) of \(Format.count(held, bar)) on which it held."
                ))
        }
        if before > 0 {
            notes.append(
                Note(
                    "before",
                    before == 1
                        ? "1 run began before the window and is not an event."
                        : "\(Format.count(before, "run")) began before the window and are not events."))
        }
        if begun > events {
            let left = begun - events
            notes.append(
                Note(
                    "apart",
                    "\(Format.count(left, "run")) that began closer to an event than `apart` allows \(left == 1 ? "is not an event" : "are not events")."
                ))
        }
        for (index, node) in study.nodes.enumerated() {
            let column = index * study.request.plan.next.count
            let lacking = total { $0.lacking[column] }
            guard lacking > 0 else { continue }
            notes.append(
                Note(
                    "without",
                    "\(Format.count(lacking)) of \(Format.count(events, "event")) without \(Phrases.name(node)), which has no session or no value above zero there."
                ))
        }
        let open = figures.indices.map { column in total { $0.open[column] } }.max() ?? 0
        if open > 0 {
            notes.append(
                Note(
                    "incomplete",
                    "\(Format.count(open, "event")) \(open == 1 ? "is" : "are") too recent for the longest look-ahead and left out of its figures."
                ))
        }
        if let fewest = figures.map(\.known.count).min(), fewest < smallSample, events > 0 {
            notes.append(
                Note(
                    "small", "Small sample (\(Format.count(fewest, "event"))): treat the means with caution."))
        }
        return notes
    }
}
