import TapeStore
import TapeSyntax
import TapeTime

/// `first COND` and `last COND`: one of the sessions on which it held.
protocol FindingVerb: VerbImplementation {
    /// Picks one of the bars on which it held.
    static func found(_ held: [Int]) -> Int?

    /// Whether the first row is the answer over a group; then the headline names its member.
    static var namesFirstOfGroup: Bool { get }
}

extension FindingVerb {
    static func answer(_ request: ResolvedQuery) throws(EngineError) -> Answer {
        if let group = request.group { return try overGroup(request, group.members) }
        let scan = try Judged(request)
        let found = found(scan.held)
        let sessions = request.sessionCount(scan.frame, scan.window)
        let ago = found.map { sessions.ago(scan.frame.days[$0]) }
        let (subject, predicate) = Phrases.parts(scan.condition)
        let headline: String
        if let found, let ago {
            let on = scan.unit == "session" ? "on" : "in the \(scan.unit) to"
            let when = "\(on) \(scan.day(found)), \(agoText(ago, scan.unit, isPast: scan.isPast))"
            // `RUT last rose on …`, `RUT did not rise, last on …`
            let what = predicate.hasPrefix("did not ") ? "\(predicate), \(verb.name)" : "\(verb.name) \(predicate)"
            headline = "\(subject) \(what) \(when)\(whereWords(request))."
        } else if scan.judged.isEmpty {
            headline = request.nothingLeft(scan.frame)
        } else {
            headline =
                "\(subject) \(predicate) on none of \(Format.count(scan.judged.count, scan.unit))\(request.filterWords)."
        }
        var columns = [
            TableColumn("session", .dates(found.map { [scan.frame.days[$0]] } ?? [])),
            TableColumn("ago", unit: .count, .numbers(ago.map { [Double($0)] } ?? [])),
        ]
        for subject in Phrases.subjects(scan.condition) {
            let shown = try subject.values(scan.evaluator)
            columns.append(
                TableColumn(
                    subject.name, unit: subject.isReturn ? .percent : subject.node.unit,
                    .numbers(found.map { [shown[$0]] } ?? [])))
        }
        var answer = request.answer(
            headline: [headline], table: Table(columns), notes: scan.notes(request), frame: scan.frame)
        let day = found.map { scan.frame.days[$0] }
        answer.working = JudgedWorking(
            request: request, row: { _ in .init(bars: day.map { .session($0) } ?? .all) }, isOfOneRow: true)
        return answer
    }

    /// Sessions that `where` leaves out are not candidates.
    private static func whereWords(_ request: ResolvedQuery) -> String {
        request.plan.filter.map {
            ", of the \(request.frequency.unitWord)s \(request.frequency.onWhich) \(Phrases.clause($0))"
        } ?? ""
    }

    private static func agoText(_ count: Int, _ unit: String, isPast: Bool) -> String {
        if isPast {
            return count == 0
                ? "the last \(unit) of the window" : "\(Format.count(count, unit)) before the window's end"
        }
        return count == 0 ? "the newest \(unit)" : "\(Format.count(count, unit)) ago"
    }

    /// All rows of a table count the same sessions: those of the member that reaches the window's end and has most of them.
    private static func sessions(
        _ request: ResolvedQuery, _ members: [String], _ ended: [String: Day]
    ) throws(EngineError) -> (count: SessionCount, whose: String?)? {
        let found = try request.membership(members)
        let day = request.lastDay
        func reach(_ index: Int) -> (isThere: Int, last: Int32, count: Int, place: Int) {
            guard let axis = found.instruments[index]?.axis, let day else { return (0, Int32.min, 0, -index) }
            let last = min(axis.last ?? day, day).number
            return (ended[members[index]] == nil ? 1 : 0, last, axis.upperBound(day), -index)
        }
        let order = members.indices.sorted { reach($0) > reach($1) }
        for index in order {
            guard let frame = try? request.frame([request.subjects[0]], member: members[index]),
                let window = try? request.plan.windowWithData(on: frame)
            else { continue }
            let axes = found.axes.count
            let areAlike = found.areTails || axes < 2
            return (request.sessionCount(frame, window), areAlike ? nil : members[index])
        }
        return nil
    }

    private static func overGroup(_ request: ResolvedQuery, _ members: [String]) throws(EngineError) -> Answer {
        let (found, notes) = try request.memberRows(members, [request.subjects[0]]) {
            (view) throws(EngineError) -> (symbol: String, day: Int32?) in
            let scan = try Judged(request, view)
            guard let index = Self.found(scan.held) else {
                return (view.symbol, nil)
            }
            return (view.symbol, view.frame.days[index])
        }
        let counted = try sessions(request, found.map(\.symbol), notes.ended)
        let never = found.filter { $0.day == nil }.map(\.symbol)
        var rows = found.compactMap { row in row.day.map { (symbol: row.symbol, day: $0) } }
        rows.sort { ($0.day, $0.symbol) < ($1.day, $1.symbol) }
        let agos = rows.map { row in counted.map { Double($0.count.ago(row.day)) } ?? .nan }
        let all = rows.map(\.symbol) + never
        let table = Table([
            TableColumn("symbol", .texts(all)),
            TableColumn("session", .dates(rows.map(\.day) + never.map { _ in TableColumn.missingDate })),
            TableColumn("ago", unit: .count, .numbers(agos + never.map { _ in .nan })),
        ])
        var headline: [String] = []
        if let first = rows.first, namesFirstOfGroup {
            let (subject, predicate) = Phrases.parts(request.subjects[0], member: first.symbol)
            let tied = rows.prefix { $0.day == first.day }.map { $0.symbol.uppercased() }
            headline =
                tied.count == 1
                ? [
                    "\(subject) was the first of the \(Format.count(all.count)): it \(predicate) on \(Day(first.day))\(whereWords(request))."
                ]
                : [
                    "\(Format.count(tied.count)) of the \(Format.count(all.count)) were first, all on \(Day(first.day))\(whereWords(request)): \(Format.names(tied, most: 10))."
                ]
        } else if rows.isEmpty {
            headline = [
                "It held for none of the \(Format.count(all.count))\(request.filterWords.isEmpty ? "" : " on a session" + request.filterWords)."
            ]
        }
        var told = notes.notes(request, all, ended: "judged only until then")
        if let whose = counted?.whose, !rows.isEmpty {
            told.append(Note("ago", "`ago` counts the sessions of \(whose.uppercased()) to the end of the window."))
        }
        var answer = request.answer(headline: headline, table: table, notes: told, frame: nil, displayRows: 30)
        let days = rows.map(\.day)
        answer.working = JudgedWorking(
            request: request,
            row: { .init(member: all[$0], bars: $0 < days.count ? .session(days[$0]) : .all) }, isOfOneRow: true)
        return answer
    }
}
