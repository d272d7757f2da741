import TapeStore
import TapeSyntax
import TapeTime

/// `return S, S…`: the change over the window, one row per subject. With `next`, an event study.
enum ReturnVerb: VerbImplementation {
    static let verb = Verb(
        "return", .list, of: .series, clauses: .reading + [.bucket, .after, .next, .apart],
        traits: [.fromBase, .ofChange, .answersOneRowPerSubject], question: .amount,
        signature: "return S, S…",
        doc: "the change over the window, one row per subject; with next and after, an event study",
        examples: ["return rut, spx ytd", "return rut, spx from 2025-12-31 to 2026-01-22"],
        notes: [
            "A span (ytd, in may 1996, since 2020) starts from the last close before it, and so does `in DAY`; `since DAY` and `from DAY` start from that day's own close. Every row shows the base's date and value.",
            "`next 1m, 3m after COND` makes an event study: every event, mean, median, best, worst, share up, and the same over any session for comparison.",
            "With a group in COND each member has its own events, and their outcomes are pooled: `return mag7, spx next 1m after streak(mag7 over spx) reaches 5`.",
        ],
        seeAlso: ["next", "after", "ytd", "change"],
        columns: ["symbol", "from", "to", "base", "last", "change"])

    static func meaning(_ request: ResolvedQuery) -> String {
        let names = Meaning.names(request)
        guard !request.plan.next.isEmpty else {
            return "The change of \(names), value ÷ base − 1\(Meaning.bucket(request))"
        }
        let spans = request.plan.next.map(\.label).joined(separator: ", ")
        let after = request.plan.after.map { Meaning.condition($0) } ?? ""
        return
            "The change of \(names) over the next \(spans) after each event, where an event is the first \(request.barWord) of a run on which \(after)"
    }

    static func outcome(_ answer: Answer, _ request: ResolvedQuery) -> String? {
        request.plan.next.isEmpty ? nil : answer.headline.first ?? ""
    }

    static func figure(_ request: ResolvedQuery) -> String? { request.plan.next.isEmpty ? "change" : nil }

    static func answer(_ request: ResolvedQuery) throws(EngineError) -> Answer {
        if !request.plan.next.isEmpty { return try EventStudy.answer(request) }
        if let after = request.plan.after {
            throw EngineError(
                .clauseNotTaken, after.span, "`after` needs a `next` clause: how far to look ahead",
                [.init("example", "return rut next 1m, 3m after streak(rut over spx) reaches 10")])
        }
        let parts = request.subjects.indices.map { request.expanded($0) }
        let named = named(parts)
        var rows: [Row] = []
        var notes: [Note] = []
        var frame: Frame?
        var byName: [String: [Row]] = [:]
        if !named.isEmpty {
            let shared = try request.frame(named)
            frame = shared
            for node in named {
                let own = try self.frame(of: node, among: named, shared, request)
                let window = try request.plan.windowWithData(on: own)
                let evaluator = request.evaluator(own, window)
                let name = Phrases.columnName(node)
                notes += (request.notes(own, window) + before(window, own, name)).filter { !notes.contains($0) }
                byName[node.label] = try self.rows(request, node, name, evaluator, window, &notes)
            }
        }
        var headline: [String] = []
        var refused: MemberNotes?
        for (place, part) in parts.enumerated() {
            var found: [Row]
            let name: String
            switch part {
            case .itself(let node):
                for var row in byName[node.label] ?? [] {
                    row.subject = place
                    rows.append(row)
                }
                continue
            case .members(let members, let group):
                name = group
                found = try overGroup(request, request.subjects[place], members, &notes, &refused)
            case .expressions(let nodes, let group):
                name = group
                found = try ofEach(request, nodes, &notes, &refused)
            }
            for index in found.indices { found[index].subject = place }
            rows += found
            if request.plan.bucket == nil, found.count > 1 {
                let changes = found.map(\.change).filter { !$0.isNaN }
                let mean = changes.reduce(0, +) / Double(changes.count)
                headline.append(
                    "The mean change of the \(Format.count(changes.count, "member")) of \(name): \(Format.percent(mean, precision: request.precision))."
                )
                notes += unequal(found)
            }
            if case .members(let members, _) = part, !notes.contains(where: { $0.code == "spans" }) {
                notes += try ended(request, members, found)
            }
        }
        if rows.isEmpty, named.isEmpty { try refused?.checkAny(request) }
        if request.plan.bucket == nil { headline += ends(rows, request) }
        var unfit: [String] = []
        for row in rows where row.base <= 0 && !unfit.contains(row.symbol.uppercased()) {
            unfit.append(row.symbol.uppercased())
        }
        notes += ResolvedQuery.belowZeroNote(unfit)
        if let bucket = request.plan.bucket {
            notes += cutFront(rows, bucket)
            rows = ordered(rows)
        }
        var answer = request.answer(
            headline: headline, table: table(rows, request), notes: notes, frame: frame, displayRows: 40)
        answer.working = ReturnWorking(request: request, rows: rows)
        return answer
    }

    struct Row {
        var bucket: String?
        var key = 0
        var symbol: String
        var from: Int32
        var to: Int32
        var base: Double
        var last: Double
        var unit: Unit
        /// The index of the query's subject, and of its expression if the subject has several.
        var subject = 0
        var part = 0

        var change: Double { Shape.change(last, from: base) }
    }

    /// The subjects that are not groups.
    static func named(_ parts: [Expansion]) -> [Node] {
        parts.compactMap { if case .itself(let node) = $0 { node } else { nil } }
    }

    /// Each row uses its own sessions; they share the newest session.
    static func frame(
        of node: Node, among named: [Node], _ shared: Frame, _ request: ResolvedQuery
    ) throws(EngineError) -> Frame {
        named.count == 1 ? shared : try request.frame([node], through: shared)
    }

    /// The highest and the lowest of several changes over one stretch; empty if the stretches differ or there is a tie.
    private static func ends(_ rows: [Row], _ request: ResolvedQuery) -> [String] {
        guard let first = rows.first, rows.count > 1,
            rows.allSatisfy({ $0.from == first.from && $0.to == first.to && !$0.change.isNaN }),
            let high = rows.max(by: { $0.change < $1.change }), let low = rows.min(by: { $0.change < $1.change }),
            rows.count(where: { $0.change == high.change }) == 1, rows.count(where: { $0.change == low.change }) == 1
        else { return [] }
        func words(_ row: Row) -> String {
            "\(row.symbol.uppercased()) (\(Format.percent(row.change, precision: request.precision)))"
        }
        return [
            "The highest change is that of \(words(high)), the lowest that of \(words(low)), \(Day(first.from)) → \(Day(first.to))."
        ]
    }

    /// Given where the changes behind a mean are not over one stretch.
    private static func unequal(_ rows: [Row]) -> [Note] {
        let judged = rows.filter { !$0.change.isNaN }
        guard let from = judged.map(\.from).min(), let to = judged.map(\.to).max() else { return [] }
        let others = judged.filter { $0.from != from || $0.to != to }
        guard !others.isEmpty else { return [] }
        let named = others.sorted { ($0.to, $0.from, $0.symbol) < ($1.to, $1.from, $1.symbol) }.map { row in
            let ends = [
                row.from == from ? nil : "from \(Day(row.from))", row.to == to ? nil : "to \(Day(row.to))",
            ]
            return "\(row.symbol.uppercased()) (\(ends.compactMap { $0 }.joined(separator: " ")))"
        }
        return [
            Note(
                "spans",
                "The mean mixes spans: \(Format.count(others.count)) of the \(Format.count(judged.count)) \(others.count == 1 ? "does" : "do") not cover all of \(Day(from)) → \(Day(to)): \(Format.names(named, most: 5))."
            )
        ]
    }

    private static func ended(_ request: ResolvedQuery, _ members: [String], _ rows: [Row]) throws(EngineError)
        -> [Note]
    {
        let ended = request.ended(try request.membership(members))
        guard !ended.isEmpty else { return [] }
        let shown = Set(rows.map(\.symbol))
        let gone = members.filter(shown.contains).compactMap { symbol in ended[symbol].map { (symbol: symbol, day: $0) }
        }
        return request.endedNote(gone.sorted { ($0.day, $0.symbol) < ($1.day, $1.symbol) }, "measured only until then")
    }

    /// Given where a symbol's first bucket starts from a close inside it. The rows of a symbol are in order.
    private static func cutFront(_ rows: [Row], _ bucket: Bucket) -> [Note] {
        guard let unit = bucket.running else { return [] }
        var seen: Set<String> = []
        let cut = rows.filter { seen.insert($0.symbol).inserted && Day($0.from) >= unit.start(of: Day($0.to)) }
        return Buckets.cutFront(cut.map { ($0.symbol, Day($0.from)) }, unit)
    }

    /// Given where the close that a change starts from is much older than the window's first session.
    private static func oldBase(_ row: Row, _ first: Int32, _ frame: Frame) -> Note? {
        // Bars are as far apart as their periods.
        let begin = frame.frequency.start(of: Day(first)).number
        let end = frame.frequency.end(of: Day(row.from)).number
        guard begin - end > RunKernel.widestGap else { return nil }
        return Note(
            "old-base",
            "\(row.symbol.uppercased()) has no close shortly before \(Day(first)): the change starts from the close of \(Day(row.from))."
        )
    }

    /// Members are taken one by one, each over its own sessions.
    private static func overGroup(
        _ request: ResolvedQuery, _ subject: Node, _ members: [String], _ notes: inout [Note],
        _ refused: inout MemberNotes?
    ) throws(EngineError) -> [Row] {
        var anchored = request
        anchored.plan.anchor = try request.anchor(members, [])
        let request = anchored
        let found = try request.membership(members)
        let it = Node.member(subject.span)
        let section = request.plan.bucket == nil ? try CrossSection(request, [], found) : nil
        var quick: [Row?] = []
        // One close does not make a change.
        if let section, let base = section.window.base, base < section.window.range.upperBound - 1 {
            quick = try self.rows(section, base, it)
        }
        let others = quick.isEmpty ? Array(members.indices) : members.indices.filter { quick[$0] == nil }
        var rest = try request.eachMember(found, [], only: others) {
            (view) throws(EngineError) -> (rows: [Row], notes: [Note]) in
            var notes = view.notes
            let rows = try self.rows(request, it, view.symbol, view.evaluator, view.window, &notes)
            return (rows, notes)
        }.makeIterator()
        var rows: [Row] = []
        rows.reserveCapacity(members.count)
        var told = MemberNotes()
        for member in members.indices {
            if !quick.isEmpty, let row = quick[member] {
                rows.append(row)
            } else if let result = rest.next(), let taken = try told.take(members[member], result) {
                rows += taken.rows
                told.add(taken.notes)
            }
        }
        if rows.isEmpty, refused == nil || told.taken > 0 { refused = told }
        notes += told.notes.filter { !notes.contains($0) }
        return rows
    }

    /// The same for an expression of each member.
    private static func ofEach(
        _ request: ResolvedQuery, _ nodes: [Node], _ notes: inout [Note], _ refused: inout MemberNotes?
    ) throws(EngineError) -> [Row] {
        var request = request
        request.plan.anchor = request.anchor(ofEach: nodes)
        var rows: [Row] = []
        var told = MemberNotes()
        for (part, node) in nodes.enumerated() {
            let symbol = Phrases.columnName(node)
            var local: [Note] = []
            let found = try told.attempt(
                symbol,
                { () throws(EngineError) -> [Row] in
                    let frame = try request.frame([node])
                    let window = try request.plan.windowWithData(on: frame)
                    local += request.notes(frame, window)
                    return try self.rows(request, node, symbol, request.evaluator(frame, window), window, &local)
                })
            for var row in found ?? [] {
                row.part = part
                rows.append(row)
            }
            told.add(local)
        }
        if rows.isEmpty, refused == nil || told.taken > 0 { refused = told }
        notes += told.notes.filter { !notes.contains($0) }
        return rows
    }

    /// One row for each member that has both ends of the window.
    private static func rows(_ section: CrossSection, _ base: Int, _ it: Node) throws(EngineError) -> [Row?] {
        let last = section.window.range.upperBound - 1
        let (from, to) = (section.days[base], section.days[last])
        let bases = section.values(at: base)
        let values = section.values(at: last)
        return section.members.symbols.indices.map { member in
            // A session without a close is handled separately.
            guard section.isTold[member], !bases[member].isNaN, !values[member].isNaN else { return nil }
            return Row(
                symbol: section.members.symbols[member], from: from, to: to, base: bases[member],
                last: values[member], unit: it.unit)
        }
    }

    private static func before(_ window: Window, _ frame: Frame, _ name: String) -> [Note] {
        guard window.isBeforeHistory, window.base == nil, !window.range.isEmpty else { return [] }
        return [
            Note(
                "base",
                "\(name.uppercased()) begins on \(frame.beginning), inside the window: its change starts from that day's close."
            )
        ]
    }

    private static func rows(
        _ request: ResolvedQuery, _ node: Node, _ symbol: String, _ evaluator: Evaluator, _ window: Window,
        _ notes: inout [Note]
    ) throws(EngineError) -> [Row] {
        let values = try evaluator.series(node)
        let days = evaluator.frame.days
        let start = evaluator.frame.commonStart
        /// From the last known close up to the base to the last known one in the window; nil where they are the same.
        func row(_ base: Int, _ last: Int) -> Row? {
            var (base, last) = (max(base, start), last)
            while base > start, values[base].isNaN { base -= 1 }
            while last > base, values[last].isNaN { last -= 1 }
            guard last > base else { return nil }
            if values[base].isNaN { base = values[base...last].firstIndex { !$0.isNaN } ?? last }
            guard last > base else { return nil }
            return Row(
                symbol: symbol, from: days[base], to: days[last], base: values[base], last: values[last],
                unit: node.unit)
        }
        guard let bucket = request.plan.bucket else {
            let from = window.base ?? window.range.lowerBound
            guard let row = row(from, window.range.upperBound - 1) else {
                throw oneClose(request, symbol, values, days, window)
            }
            if window.base != nil, let note = oldBase(row, days[window.range.lowerBound], evaluator.frame) {
                notes.append(note)
            }
            return [row]
        }
        guard bucket.running != nil else { throw seasonal(request, node) }
        var rows: [Row] = []
        for (place, group) in Buckets(bucket, days: days, indices: window.range).groups.enumerated() {
            // The first bucket starts from the window's own base; the others from the close before them.
            var base = group.indices[0] - 1
            if place == 0, let given = window.base { base = given }
            if base < start { base = group.indices[0] }
            guard var one = row(base, group.indices[group.indices.count - 1]) else { continue }
            one.bucket = group.label
            one.key = group.key
            if base < group.indices[0], evaluator.frame.base == nil,
                let note = oldBase(one, days[group.indices[0]], evaluator.frame)
            {
                notes.append(note)
            }
            rows.append(one)
        }
        notes += request.cutBackNote(evaluator.frame, window).filter { !notes.contains($0) }
        return rows
    }

    private static func oneClose(
        _ request: ResolvedQuery, _ symbol: String, _ values: [Double], _ days: [Int32], _ window: Window
    ) -> EngineError {
        let closes = values.indices.prefix(window.range.upperBound).filter { !values[$0].isNaN }
        let has = closes.last.map { "has only one here, that of \(Day(days[$0]))" } ?? "has none here"
        let earlier = closes.dropLast().last.map {
            [Diagnostic.Advice("example", "return \(symbol) since \(Day(days[$0]))")]
        }
        return EngineError(
            .tooFewBars, request.plan.windowSpan ?? request.query.span,
            "a change needs two closes, but \(symbol.uppercased()) \(has)", earlier ?? [])
    }

    private static func seasonal(_ request: ResolvedQuery, _ node: Node) -> EngineError {
        EngineError(
            .clauseNotTaken, request.plan.span, "over a seasonal bucket only the mean of the changes has a meaning",
            [.init("example", "mean ret(\(node.label)) by month of year")])
    }

    private static func ordered(_ rows: [Row]) -> [Row] {
        rows.enumerated().sorted { ($0.element.key, $0.offset) < ($1.element.key, $1.offset) }.map(\.element)
    }

    /// The unit of all rows; a price if they differ.
    static func unit(_ rows: [Row]) -> Unit {
        let first = rows.first?.unit ?? .price
        return rows.allSatisfy { $0.unit == first } ? first : .price
    }

    private static func table(_ rows: [Row], _ request: ResolvedQuery) -> Table {
        let unit = unit(rows)
        var columns = [
            TableColumn("symbol", .texts(rows.map(\.symbol))), TableColumn("from", .dates(rows.map(\.from))),
            TableColumn("to", .dates(rows.map(\.to))), TableColumn("base", unit: unit, .numbers(rows.map(\.base))),
            TableColumn("last", unit: unit, .numbers(rows.map(\.last))),
            TableColumn("change", unit: .percent, .numbers(rows.map(\.change))),
        ]
        if request.plan.bucket != nil { columns.insert(TableColumn("bucket", .texts(rows.map(\.bucket))), at: 0) }
        return Table(columns)
    }
}
