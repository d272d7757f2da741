import TapeStore
import TapeSyntax

/// `rank GROUP by E`: the members in order of E's value on the window's last session; those without one are left out.
enum RankVerb {
    static func answer(_ request: Request) throws(EngineError) -> Answer {
        let (members, _) = request.group!
        let node = request.operands[0]
        var rows: [(symbol: String, value: Double, day: Int32)] = []
        var notes = MemberNotes()
        for member in members {
            let found = try notes.attempt(
                member,
                { () throws(EngineError) -> (Double, Int32) in
                    let frame = try request.frame([node], member: member)
                    let window = try request.plan.windowWithData(on: frame)
                    let last = window.range.upperBound - 1
                    switch try request.evaluator(frame, window, member: member).evaluate(node) {
                    case .number(let value): return (value, frame.days[last])
                    case .series(let values): return (values[last], frame.days[last])
                    default: return (.nan, frame.days[last])
                    }
                })
            if let (value, day) = found { rows.append((member, value, day)) }
        }
        try notes.checkAny(request)
        // All are ranked on one session: a value of long ago is not compared with one of today.
        let newest = rows.map(\.day).max()
        rows = rows.filter { $0.day == newest && !$0.value.isNaN }
        rows.sort { $0.value != $1.value ? $0.value > $1.value : $0.symbol < $1.symbol }
        let table = Table([
            TableColumn("rank", unit: .count, .numbers(rows.indices.map { Double($0 + 1) })),
            TableColumn("symbol", .texts(rows.map(\.symbol))),
            TableColumn(node.label, unit: node.unit, .numbers(rows.map(\.value))),
            TableColumn("session", .dates(rows.map(\.day))),
        ])
        var all = notes.notes
        let without = notes.taken - rows.count
        if without > 0 {
            all.append(
                Note(
                    "left-out",
                    "\(Format.count(without, "member")) without a value of \(node.label)\(newest.map { " on \(Day($0))" } ?? ""), left out."
                ))
        }
        return request.answer(table: table, notes: all, frame: nil, displayRows: 20)
    }
}
