import TapeStore
import TapeSyntax
import TapeTime

/// `breadth GROUP [COND]`: plain, by the change over the window; with a condition, judged at the window's last session.
enum BreadthVerb: VerbImplementation {
    static let verb = Verb(
        "breadth", .breadth, of: .value, clauses: [.window, .asOf, .frequency, .filter, .partial],
        traits: [.ofNewest, .fromBase], question: .members,
        signature: "breadth GROUP [COND]",
        doc: "how many of the members were up, down, unchanged, or met the condition on `it`",
        examples: ["breadth {rut, spx} ytd", "breadth {rut, spx} it at 52w high ytd"],
        notes: [
            "Without a condition it counts the members that rose and fell over the window; with one, those that met it at the window's last session."
        ],
        seeAlso: ["rank", "share", "it"],
        columns: ["group", "judged", "members"])

    static func meaning(_ request: ResolvedQuery) -> String {
        let group = request.group?.name ?? "the group"
        return request.operands.first.map {
            "For how many members of \(group) \(Meaning.condition($0)) at the window's last \(request.barWord)"
        } ?? "How many members of \(group) are above, below and at their base at the window's last \(request.barWord)"
    }

    static func answer(_ request: ResolvedQuery) throws(EngineError) -> Answer {
        let (members, name) = request.group!
        return request.operands.isEmpty
            ? try byChange(request, members, name) : try byCondition(request, members, name, request.operands[0])
    }

    /// The members that `where` leaves.
    private static func kept(_ request: ResolvedQuery) -> String {
        request.plan.filter.map { " where `\($0.label)`" } ?? ""
    }

    /// A member's change, or the reason why it is missing.
    private struct Change {
        var symbol: String
        var from: Int32
        var to: Int32
        var change: Double
        var base = Double.nan
        var last = Double.nan
        /// It has no close before the window, since its history begins later.
        var beganLater: Day?
    }

    private static func byChange(_ request: ResolvedQuery, _ members: [String], _ name: String) throws(EngineError)
        -> Answer
    {
        let it = Node.member(request.query.span)
        let (found, notes) = try request.memberRows(members, []) {
            (view) throws(EngineError) -> Change? in
            if try request.isLeftOut(view) { return nil }
            let days = view.frame.days
            let (last, base) = ends(request, view.window)
            var values = try view.evaluator.series(it, on: (base ?? last)..<last + 1)
            if base ?? -1 < view.frame.commonStart || values[values.start].isNaN {
                values = try view.evaluator.series(it, on: days.indices)
            }
            var row = Change(symbol: view.symbol, from: days[last], to: days[last], change: .nan)
            // The close before the window is the last known one.
            var start = base ?? -1
            while start >= view.frame.commonStart, values[start].isNaN { start -= 1 }
            guard start >= view.frame.commonStart else {
                row.beganLater = days.indices.first { !values[$0].isNaN }.map { Day(days[$0]) }
                return row
            }
            (row.from, row.change) = (days[start], values[last] - values[start])
            (row.base, row.last) = (values[start], values[last])
            return row
        }
        let changes = found.compactMap { $0 }
        let filtered = found.count - changes.count
        try request.checkLeft(notes.taken, filtered)
        let (to, there) = atOneSession(request, changes, to: \.to, \.symbol)
        let told = there.filter { !$0.change.isNaN }
        guard let from = told.map(\.from).min() else {
            throw EngineError(
                .noData, request.query.span,
                "no member of \(name) has a close before the window and on its last session")
        }
        let up = told.count { $0.change > 0 }
        let down = told.count { $0.change < 0 }
        let unchanged = told.count - up - down
        let headline =
            "Of \(Format.count(told.count)) in \(name)\(kept(request)), \(Format.count(up)) rose, \(Format.count(down)) fell, \(Format.count(unchanged)) \(unchanged == 1 ? "was" : "were") unchanged, \(Day(from)) → \(Day(to))."
        let table = Table(
            [TableColumn("group", .texts([name]))]
                + numbers([
                    ("up", up), ("down", down), ("unchanged", unchanged), ("judged", told.count),
                    ("members", members.count),
                ]))
        var answer = request.answer(
            headline: [headline], table: table,
            notes: notes.notes + request.memberFilterNotes(filtered) + untold(request, changes, there, Day(to)),
            frame: nil, nodes: [it])
        answer.working = MemberChanges(request: request, members: told, notes: notes.notes)
        return answer
    }

    /// Members that are not counted, each with its reason.
    private static func untold(_ request: ResolvedQuery, _ changes: [Change], _ there: [Change], _ to: Day) -> [Note] {
        let reached = Set(there.map(\.symbol))
        let late = there.compactMap { row in row.beganLater.map { (symbol: row.symbol, day: $0) } }
        var notes = request.absentNote(
            changes.filter { !reached.contains($0.symbol) }.map { ($0.symbol, Day($0.to)) }, on: to)
        if !late.isEmpty {
            let sorted = late.sorted { ($0.day, $0.symbol) < ($1.day, $1.symbol) }
            notes.append(
                Note(
                    "began-later",
                    "\(Format.count(late.count, "member")) \(late.count == 1 ? "has" : "have") no close before the window, left out; the first: \(ResolvedQuery.dated(sorted))."
                ))
        }
        return notes
            + request.lackingNote(
                there.filter { $0.change.isNaN && $0.beganLater == nil }.map(\.symbol), "a close on \(to)")
    }

    /// The window's last session is the newest that any member has; a member whose calendar had one since cannot
    /// be counted there.
    private static func atOneSession<T>(
        _ request: ResolvedQuery, _ members: [T], to day: (T) -> Int32, _ symbol: (T) -> String
    ) -> (day: Int32, there: [T]) {
        let last = members.map(day).max() ?? Int32.min
        return (last, members.filter { request.reaches(last, from: day($0), symbol($0)) })
    }

    /// Without a window: the newest session against the one before.
    static func ends(_ request: ResolvedQuery, _ window: Window) -> (last: Int, base: Int?) {
        let last = window.range.upperBound - 1
        if case .all = request.plan.window { return (last, last > 0 ? last - 1 : nil) }
        return (last, window.base)
    }

    private static func byCondition(
        _ request: ResolvedQuery, _ members: [String], _ name: String, _ condition: Node
    ) throws(EngineError) -> Answer {
        let (all, notes) = try request.memberRows(members, [condition]) {
            (view) throws(EngineError) -> (symbol: String, day: Int32, truth: Truth)? in
            if try request.isLeftOut(view) { return nil }
            let last = view.window.range.upperBound - 1
            let truth = try view.evaluator.condition(condition, on: last..<last + 1)[last]
            return (view.symbol, view.frame.days[last], truth)
        }
        let found = all.compactMap { $0 }
        let filtered = all.count - found.count
        try request.checkLeft(notes.taken, filtered)
        let (day, there) = atOneSession(request, found, to: \.day, \.symbol)
        let told = there.filter { $0.truth != .missing }
        let reached = Set(there.map(\.symbol))
        let names = told.filter { $0.truth == .yes }.map { $0.symbol.uppercased() }
        let held = names.count
        let judged = told.count
        let listed = names.isEmpty ? "" : ": \(Format.names(names, most: 10))"
        let headline =
            "`\(condition.label)` held for \(Format.count(held)) of \(Format.count(judged)) in \(name)\(kept(request)) on \(Day(day))\(listed)."
        let share = judged > 0 ? Double(held) / Double(judged) : .nan
        let table = Table(
            [TableColumn("group", .texts([name]))]
                + numbers([("held", held), ("judged", judged), ("members", members.count)])
                + [TableColumn("share", unit: .share, .numbers([share]))])
        var answer = request.answer(
            headline: [headline], table: table,
            notes: notes.notes + request.memberFilterNotes(filtered)
                + request.absentNote(
                    found.filter { !reached.contains($0.symbol) }.map { ($0.symbol, Day($0.day)) }, on: Day(day))
                + request.lackingNote(
                    there.filter { $0.truth == .missing }.map(\.symbol),
                    "a verdict on `\(condition.label)` on \(Day(day))")
                + startNote(request, condition, day),
            frame: nil)
        answer.working = MemberVerdicts(request: request, members: told, notes: notes.notes)
        return answer
    }

    // MARK: The working

    /// The members that were counted, with the change of each.
    private struct MemberChanges: Working {
        let request: ResolvedQuery
        let members: [Change]
        let notes: [Note]

        func why(_ asked: AskedRow) throws(EngineError) -> Answer {
            let rows = members.sorted { $0.last / $0.base > $1.last / $1.base }
            let table = Table(
                [TableColumn("symbol", .texts(rows.map(\.symbol)))]
                    + TableColumn.changes(rows, .price, from: \.from, base: \.base, to: \.to, last: \.last))
            let first = members[0].symbol
            return try BreadthVerb.working(self, first, Node.symbol(first, request.query.span), table, notes)
        }
    }

    /// The members that were counted, with the verdict on each.
    private struct MemberVerdicts: Working {
        let request: ResolvedQuery
        let members: [(symbol: String, day: Int32, truth: Truth)]
        let notes: [Note]

        /// Only the last session of the window.
        func judged(_ member: String?) throws(EngineError) -> JudgedBars? {
            let frame = try request.frame([request.operands[0]], member: member)
            let last = try request.plan.windowWithData(on: frame).range.upperBound - 1
            return JudgedBars([last], on: frame)
        }

        func why(_ asked: AskedRow) throws(EngineError) -> Answer {
            let it = Node.member(request.query.span)
            let condition = request.operands[0]
            // If no member could be judged, there are no members to show.
            guard let first = members.first?.symbol else { return request.sentence() }
            let closes = try request.memberRows(members.map(\.symbol), [condition]) {
                (view) throws(EngineError) in try view.evaluator.series(it)[view.window.range.upperBound - 1]
            }.rows
            let table = Table([
                TableColumn("symbol", .texts(members.map(\.symbol))),
                TableColumn("session", .dates(members.map(\.day))),
                TableColumn("last", unit: .price, .numbers(closes)),
                TableColumn("holds", .flags(members.map { $0.truth == .yes })),
            ])
            return try BreadthVerb.working(self, first, condition.forMember(first), table, notes)
        }
    }

    private static func working(
        _ working: some Working, _ member: String, _ node: Node, _ table: Table, _ notes: [Note]
    ) throws(EngineError) -> Answer {
        let request = working.request
        let frame = try request.frame([node], member: member)
        var answer = request.working(
            [Meaning.sentence(request)], table, frame, try request.plan.windowWithData(on: frame), [node],
            judged: try working.judged(member))
        answer.notes += notes
        answer.presentation.showsNewestRows = false
        return answer
    }

    /// Given where the window has a start, which a condition on the last session does not need.
    private static func startNote(_ request: ResolvedQuery, _ condition: Node, _ day: Int32) -> [Note] {
        switch request.plan.window {
        case .all, .between(nil, _): return []
        default:
            guard !condition.looksOverWindow, !(request.plan.filter?.looksOverWindow ?? false) else { return [] }
            return [
                Note(
                    "window",
                    "The condition is judged on \(Day(day)) alone: the start of `\(request.plan.windowText)` changes nothing."
                )
            ]
        }
    }

    private static func numbers(_ pairs: [(String, Int)]) -> [TableColumn] {
        pairs.map { TableColumn($0.0, unit: .count, .numbers([Double($0.1)])) }
    }
}
