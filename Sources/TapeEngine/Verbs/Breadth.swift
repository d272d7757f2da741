import TapeStore
import TapeSyntax

/// `breadth GROUP [COND]`: plain, by the change over the window; with a condition, judged at the window's last session.
enum BreadthVerb {
    static func answer(_ request: Request) throws(EngineError) -> Answer {
        let (members, name) = request.group!
        return request.operands.isEmpty
            ? try byChange(request, members, name) : try byCondition(request, members, name, request.operands[0])
    }

    private static func byChange(_ request: Request, _ members: [String], _ name: String) throws(EngineError) -> Answer
    {
        var counts = (up: 0, down: 0, unchanged: 0)
        var notes = MemberNotes()
        var span: (from: Int32, to: Int32)?
        for member in members {
            let node = Node.symbol(member, request.query.span)
            let change = try notes.attempt(
                member,
                { () throws(EngineError) -> Double in
                    let frame = try request.frame([node])
                    let window = try request.plan.windowWithData(on: frame)
                    let values = try request.evaluator(frame, window.range).series(node)
                    let (last, base) = ends(request, window)
                    guard let base, values[base] > 0 else {
                        throw EngineError(
                            .noData, request.query.span, "\(member.uppercased()) has no close before the window")
                    }
                    span = span ?? (frame.days[base], frame.days[last])
                    return values[last] - values[base]
                })
            guard let change else { continue }
            if change > 0 { counts.up += 1 } else if change < 0 { counts.down += 1 } else { counts.unchanged += 1 }
        }
        try notes.checkAny(request)
        let judged = notes.taken
        let dates = span.map { ", \(Day($0.from)) → \(Day($0.to))" } ?? ""
        let headline =
            "Of \(judged) in \(name), \(counts.up) rose, \(counts.down) fell, \(counts.unchanged) \(counts.unchanged == 1 ? "was" : "were") unchanged\(dates)."
        let table = Table(
            [TableColumn("group", .texts([name]))]
                + numbers([
                    ("up", counts.up), ("down", counts.down), ("unchanged", counts.unchanged), ("judged", judged),
                    ("members", members.count),
                ]))
        return request.answer(headline: [headline], table: table, notes: notes.notes, frame: nil)
    }

    /// Without a window: the newest session against the one before.
    private static func ends(_ request: Request, _ window: Window) -> (last: Int, base: Int?) {
        let last = window.range.upperBound - 1
        if case .all = request.plan.window { return (last, last > 0 ? last - 1 : nil) }
        return (last, window.base)
    }

    private static func byCondition(
        _ request: Request, _ members: [String], _ name: String, _ condition: Node
    ) throws(EngineError) -> Answer {
        var held = 0
        var judged = 0
        var names: [String] = []
        var day: Int32?
        var notes = MemberNotes()
        for member in members {
            let truth = try notes.attempt(
                member,
                { () throws(EngineError) -> Truth in
                    let frame = try request.frame([condition], member: member)
                    let window = try request.plan.windowWithData(on: frame)
                    let last = window.range.upperBound - 1
                    day = max(day ?? Int32.min, frame.days[last])
                    return try request.evaluator(frame, window.range, member: member).condition(condition)[last]
                })
            guard let truth, truth != .missing else { continue }
            judged += 1
            if truth == .yes {
                held += 1
                names.append(member)
            }
        }
        try notes.checkAny(request)
        let on = day.map { " on \(Day($0))" } ?? ""
        let listed = names.isEmpty ? "" : ": \(Format.names(names.map { $0.uppercased() }, most: 10))"
        let headline = "`\(condition.label)` held for \(held) of \(judged) in \(name)\(on)\(listed)."
        let share = judged > 0 ? Double(held) / Double(judged) : .nan
        let table = Table(
            [TableColumn("group", .texts([name]))]
                + numbers([("held", held), ("judged", judged), ("members", members.count)])
                + [TableColumn("share", unit: .share, .numbers([share]))])
        return request.answer(headline: [headline], table: table, notes: notes.notes, frame: nil)
    }

    private static func numbers(_ pairs: [(String, Int)]) -> [TableColumn] {
        pairs.map { TableColumn($0.0, unit: .count, .numbers([Double($0.1)])) }
    }
}
