import TapeStore
import TapeSyntax
import TapeTime

/// `rank GROUP by E`: the members in order of E's value on the window's last session; those without one are left out.
enum RankVerb: VerbImplementation {
    static let verb = Verb(
        "rank", .rank, of: .series, clauses: [.window, .asOf, .frequency, .filter, .rows, .partial], traits: .ofNewest,
        question: .members,
        signature: "rank GROUP by E",
        doc: "the members of a group in order of E; `it` is the member",
        examples: ["rank {rut, spx} by return(it, 3m)", "rank {rut, spx} by rsi(it, 14) top 1"],
        notes: ["Members without a value are left out, and a note names them."],
        seeAlso: ["breadth", "it", "groups"],
        columns: ["rank", "symbol"])

    static func meaning(_ request: ResolvedQuery) -> String {
        "The members of \(request.group?.name ?? "the group") in order of \(request.operands[0].label) on the newest \(request.barWord), largest first"
    }

    static func outcome(_ answer: Answer, _ request: ResolvedQuery) -> String? {
        let rows = answer.table?.rowCount ?? 0
        return "Ranked \(Format.count(rows, "member"))."
    }

    static func orderedBy(_ request: ResolvedQuery) -> [String] { [request.operands[0].label] }

    private struct Standing {
        var member: Int
        var value: Double
        var day: Int32
    }

    static func answer(_ request: ResolvedQuery) throws(EngineError) -> Answer {
        let members = try request.membership(request.group!.members)
        let node = request.operands[0]
        var taken: [Standing] = []
        var others = Array(members.symbols.indices)
        if let section = try CrossSection(request, [node], members), let values = try section.evaluate(node) {
            let day = section.days[section.window.range.upperBound - 1]
            taken.reserveCapacity(values.count)
            for member in values.indices where section.isTold[member] {
                taken.append(Standing(member: member, value: values[member], day: day))
            }
            others.removeAll { section.isTold[$0] }
        }
        let found = try request.eachMember(members, [node], only: others) {
            (view) throws(EngineError) -> (value: Double, day: Int32)? in
            if try request.isLeftOut(view) { return nil }
            let last = view.window.range.upperBound - 1
            let day = view.frame.days[last]
            if case .number(let value) = try view.evaluator.value(node, at: last) { return (value, day) }
            return (.nan, day)
        }
        var notes = MemberNotes()
        var filtered = 0
        for (member, result) in zip(others, found) {
            guard let standing = try notes.take(members.symbols[member], result) else { continue }
            if let (value, day) = standing {
                taken.append(Standing(member: member, value: value, day: day))
            } else {
                filtered += 1
            }
        }
        if taken.isEmpty { try notes.checkAny(request) }
        try request.checkLeft(notes.taken, filtered)
        // All are ranked on one session: an old value is not compared with today's.
        let newest = taken.lazy.map(\.day).max()
        let isThere = { (one: Standing) in
            newest.map { request.reaches($0, from: one.day, members.symbols[one.member]) } ?? false
        }
        let judged = taken.filter { !$0.value.isNaN && isThere($0) }
        let wanted = request.plan.rows.flatMap { $0.fromEnd ? nil : $0.count }
        let rows = judged.leading(wanted) { a, b in
            a.value != b.value ? a.value > b.value : members.symbols[a.member] < members.symbols[b.member]
        }
        let table = Table([
            TableColumn("rank", unit: .count, .numbers(rows.map(\.value).sharedRanks)),
            TableColumn("symbol", .texts(rows.map { members.symbols[$0.member] })),
            TableColumn(node.label, unit: node.unit, .numbers(rows.map(\.value))),
            TableColumn("session", .dates(rows.map(\.day))),
        ])
        var all = notes.notes
        if let last = rows.last, wanted != nil {
            // The table holds only the wanted rows: those after the cut are counted here.
            let equals = { (standing: Standing) in standing.value == last.value }
            all += TieNote.of(judged.count(where: equals) - rows.count(where: equals), [node.label])
        }
        all += request.memberFilterNotes(filtered)
        if let newest, judged.count < taken.count {
            let absent = taken.filter { !isThere($0) }
            all += request.absentNote(
                absent.map { (members.symbols[$0.member], Day($0.day)) }, on: Day(newest))
            all += request.lackingNote(
                taken.filter { $0.value.isNaN && isThere($0) }.map { members.symbols[$0.member] },
                "a value of \(node.label) on \(Day(newest))")
        }
        // The end that is asked for; if several share it, none is named alone.
        let isLowest = request.plan.rows?.fromEnd ?? false
        var headline: [String] = []
        if let end = isLowest ? rows.last : rows.first, let newest, judged.count > 1,
            judged.count(where: { $0.value == end.value }) == 1
        {
            let name = members.symbols[end.member].uppercased()
            let what = if case .column(.member, nil) = node.op { "value" } else { node.label }
            let value = Format.value(end.value, node.unit, precision: request.precision)
            headline = [
                "Of \(Format.count(judged.count)) in \(request.group!.name)\(request.plan.filter.map { " where `\($0.label)`" } ?? ""), \(name) has the \(isLowest ? "lowest" : "highest") \(what) on \(Day(newest)): \(value)."
            ]
        }
        var answer = request.answer(headline: headline, table: table, notes: all, frame: nil, displayRows: 20)
        answer.working = ValuesWorking(request: request) { row in
            let value = Format.value(rows[row].value, node.unit)
            return .init(
                member: members.symbols[rows[row].member],
                sentence: node.kind == .number ? "\(node.label) is \(value) on \(Day(rows[row].day))." : nil)
        }
        return answer
    }
}
