import TapeStore
import TapeSyntax

/// `first COND` and `last COND`: the session, and how long ago; over a group, one row a member in order of date.
enum FirstLastVerb {
    static func answer(_ request: Request) throws(EngineError) -> Answer {
        if let group = request.group { return try overGroup(request, group.members) }
        let scan = try Judged(request)
        let isFirst = request.query.verb == .first
        let found = isFirst ? scan.held.first : scan.held.last
        let ago = found.map { sessionsAgo($0, scan) }
        let (subject, predicate) = Phrases.parts(scan.condition)
        let headline: String
        if let found, let ago {
            let on = scan.unit == "session" ? "on" : "in the \(scan.unit) to"
            let when = "\(on) \(scan.day(found)), \(agoText(ago, scan.unit))"
            headline = "\(subject) \(isFirst ? "first" : "last") \(predicate) \(when)."
        } else if scan.judged.isEmpty {
            headline = request.nothingLeft(scan.frame)
        } else {
            headline = "\(subject) \(predicate) on none of \(Format.count(scan.judged.count, scan.unit)) judged."
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
        return request.answer(
            headline: [headline], table: Table(columns), notes: scan.notes(request), frame: scan.frame)
    }

    /// Bars from then to the newest one that is counted: not to one whose period is not over.
    private static func sessionsAgo(_ index: Int, _ scan: Judged) -> Int {
        scan.frame.days.count - (scan.window.leftOutPartial == nil ? 1 : 2) - index
    }

    private static func agoText(_ count: Int, _ unit: String) -> String {
        count == 0 ? "the newest \(unit)" : "\(Format.count(count, unit)) ago"
    }

    private static func overGroup(_ request: Request, _ members: [String]) throws(EngineError) -> Answer {
        let (found, notes) = try request.memberRows(members, [request.subjects[0]]) {
            (view) throws(EngineError) -> (symbol: String, day: Int32?, ago: Double) in
            let scan = try Judged(request, view)
            guard let index = request.query.verb == .first ? scan.held.first : scan.held.last else {
                return (view.symbol, nil, .nan)
            }
            return (view.symbol, view.frame.days[index], Double(sessionsAgo(index, scan)))
        }
        let never = found.filter { $0.day == nil }.map(\.symbol)
        var rows = found.compactMap { row in row.day.map { (symbol: row.symbol, day: $0, ago: row.ago) } }
        rows.sort { ($0.day, $0.symbol) < ($1.day, $1.symbol) }
        let all = rows.map(\.symbol) + never
        let table = Table([
            TableColumn("symbol", .texts(all)),
            TableColumn("session", .dates(rows.map(\.day) + never.map { _ in TableColumn.missingDate })),
            TableColumn("ago", unit: .count, .numbers(rows.map(\.ago) + never.map { _ in .nan })),
        ])
        var headline: [String] = []
        if let first = rows.first, request.query.verb == .first {
            let (subject, predicate) = Phrases.parts(request.subjects[0], member: first.symbol)
            headline = ["\(subject) was the first of the \(all.count): it \(predicate) on \(Day(first.day))."]
        } else if rows.isEmpty {
            headline = ["It held for none of the \(all.count)."]
        }
        return request.answer(headline: headline, table: table, notes: notes.notes, frame: nil, displayRows: 30)
    }
}
