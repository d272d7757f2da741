import TapeStore
import TapeSyntax

/// `return S… next 1m, 3m after COND`: what followed each event, and what follows any session.
enum EventStudy {
    /// With fewer events than this a mean says little, and a note says so.
    private static let smallSample = 10

    static func answer(_ request: Request) throws(EngineError) -> Answer {
        guard let after = request.plan.after else {
            throw EngineError(
                .clauseNotTaken, request.plan.span, "`next` wants to know after what: an `after` clause",
                [.init("like", "return rut next 1m, 3m after streak(rut over spx) reaches 10")])
        }
        let nodes = request.expandedSubjects()
        let frame = try request.frame(nodes)
        let window = try request.plan.windowWithData(on: frame)
        let evaluator = request.evaluator(frame, window)
        let truths = try evaluator.condition(after)
        let filter = try request.filter(evaluator)
        let judged = window.range.filter { index in
            truths[index] != .missing && (filter.map { $0[index] == .yes } ?? true)
        }
        let events = apart(eventsOf(truths, filter, frame, window.range), request, frame)
        var columns = [TableColumn("event", .texts(events.map { Day(frame.days[$0]).text } + summaryLabels))]
        // What is not over is no outcome either.
        let newest = frame.days.count - (window.leftOutPartial == nil ? 1 : 2)
        var incomplete = 0
        var fewest = events.count
        for node in nodes {
            let values = try evaluator.series(node)
            for horizon in request.plan.next {
                let ends = forwardEnds(horizon.length, horizon.unit, frame.days, newest: newest)
                let outcomes = events.map { forward(values, $0, ends[$0]) }
                let base = judged.map { forward(values, $0, ends[$0]) }
                incomplete = max(incomplete, outcomes.count { $0.isNaN })
                fewest = min(fewest, outcomes.count { !$0.isNaN })
                let stats = summary(outcomes, base)
                var column = TableColumn(
                    "\(Phrases.columnName(node)) \(horizon.label)", unit: .percent, .numbers(outcomes + stats))
                column.rowUnits = outcomes.map { _ in .percent } + summaryUnits
                columns.append(column)
            }
        }
        var notes = request.notes(frame, window) + request.historyNote(frame, window)
        if incomplete > 0 {
            notes.append(
                Note(
                    "incomplete",
                    "\(Format.count(incomplete, "event")) too new for the longest look ahead: left out of its figures.")
            )
        }
        if fewest < smallSample {
            notes.append(
                Note(
                    "small",
                    "The sample is small: \(Format.count(fewest, "event")) at the least. Do not lean on the means."))
        }
        let headline =
            "\(after.label): \(Format.count(events.count, "event")), \(Day(frame.days[window.range.lowerBound])) → \(Day(frame.days[window.range.upperBound - 1]))."
        var answer = request.answer(
            headline: [headline], table: Table(columns), notes: notes, frame: frame,
            displayRows: 20 + summaryLabels.count,
            nodes: nodes + [after])
        // The summary stands at the end.
        answer.showsNewestRows = true
        return answer
    }

    private static let summaryLabels = [
        "mean", "median", "best", "worst", "share up", "n", "any session: mean", "any session: median",
        "any session: share up", "any session: n",
    ]
    private static let summaryUnits: [Unit] = [
        .percent, .percent, .percent, .percent, .share, .count, .percent, .percent, .share, .count,
    ]

    private static func summary(_ outcomes: [Double], _ base: [Double]) -> [Double] {
        let known = outcomes.filter { !$0.isNaN }
        let all = base.filter { !$0.isNaN }
        return [
            Sum.mean(known), Statistics.median(known), known.max() ?? .nan, known.min() ?? .nan, shareUp(known),
            Double(known.count), Sum.mean(all), Statistics.median(all), shareUp(all), Double(all.count),
        ]
    }

    private static func shareUp(_ values: [Double]) -> Double {
        values.isEmpty ? .nan : Double(values.count { $0 > 0 }) / Double(values.count)
    }

    /// One event a run: its first judged session, which of a run that began before the window lies before the window.
    static func eventsOf(
        _ truths: [Truth], _ filter: [Truth]?, _ frame: Frame, _ window: Range<Int>
    ) -> [Int] {
        RunScan(
            truths, filter: filter, days: frame.days, window: window, start: frame.commonStart,
            isDaily: frame.frequency == .daily
        ).runs.filter { !$0.beganBefore }.map(\.first)
    }

    /// Events nearer to the last one kept than `apart` fall out.
    static func apart(_ events: [Int], _ request: Request, _ frame: Frame) -> [Int] {
        guard let (length, unit) = request.plan.apart else { return events }
        var kept: [Int] = []
        for event in events {
            if let last = kept.last {
                if unit == .day, event - last < length { continue }
                if unit != .day, Shape.earlier(Day(frame.days[event]), length, unit) < Day(frame.days[last]) {
                    continue
                }
            }
            kept.append(event)
        }
        return kept
    }

    /// For each bar the last one on or before the same day so much later; −1 where that day is after the newest session.
    static func forwardEnds(_ length: Int, _ unit: DurationUnit, _ days: [Int32], newest: Int) -> [Int] {
        if unit == .day { return days.indices.map { $0 + length <= newest ? $0 + length : -1 } }
        guard newest >= 0 else { return days.map { _ in -1 } }
        var cursor = 0
        return days.indices.map { index in
            let edge = later(Day(days[index]), length, unit)
            guard edge.number <= days[newest] else { return -1 }
            cursor = max(cursor, index)
            while cursor + 1 <= newest, days[cursor + 1] <= edge.number { cursor += 1 }
            return cursor
        }
    }

    private static func later(_ day: Day, _ length: Int, _ unit: DurationUnit) -> Day {
        Shape.earlier(day, -length, unit)
    }

    private static func forward(_ values: [Double], _ index: Int, _ end: Int) -> Double {
        guard end >= 0, values[index] > 0 else { return .nan }
        return values[end] / values[index] - 1
    }
}
