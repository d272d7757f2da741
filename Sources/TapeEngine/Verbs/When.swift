import TapeStore
import TapeSyntax
import TapeTime

/// `when COND`: the sessions on which it held, with the subjects' values.
enum WhenVerb: VerbImplementation {
    static let verb = Verb(
        "when", .condition, of: .condition, clauses: .judging, traits: [.listsSessions, .namesSubjects],
        question: .duration,
        signature: "when COND",
        doc: "the sessions on which COND held, with the subjects' values",
        examples: ["when rut at 52w high ytd", "when rut up 3% since 2020"],
        notes: ["One row per session, oldest first. `count` gives only the number."],
        seeAlso: ["count", "first", "conditions"],
        columns: ["session"], groupColumns: ["session", "symbol"])

    static func meaning(_ request: ResolvedQuery) -> String {
        "The \(request.barWord)s on which \(Meaning.condition(request.subjects[0]))"
    }

    static func outcome(_ answer: Answer, _ request: ResolvedQuery) -> String? {
        let rows = answer.table?.rowCount ?? 0
        return "Found \(Format.count(rows, "row")), oldest first."
    }

    static func answer(_ request: ResolvedQuery) throws(EngineError) -> Answer {
        if let group = request.group { return try overGroup(request, group.members) }
        let scan = try Judged(request)
        let table = try self.table(scan)
        var answer = request.answer(
            headline: [scan.sentence(request)], table: table, notes: scan.notes(request), frame: scan.frame,
            displayRows: 20)
        answer.presentation.showsNewestRows = request.plan.rows == nil
        let (days, held) = (scan.frame.days, scan.held)
        answer.working = JudgedWorking(request: request) { .init(bars: .session(days[held[$0]])) }
        return answer
    }

    private static func table(_ scan: Judged) throws(EngineError) -> Table {
        var columns = [TableColumn("session", .dates(scan.held.map { scan.frame.days[$0] }))]
        for subject in Phrases.subjects(scan.condition, member: scan.member) {
            let shown = try subject.values(scan.evaluator)
            columns.append(
                TableColumn(
                    subject.name, unit: subject.isReturn ? .percent : subject.node.unit,
                    .numbers(scan.held.map { shown[$0] })))
        }
        return Table(columns)
    }

    /// A member's sessions on which it held, with its own values.
    private struct MemberRow {
        var symbol: String
        var unit: String
        var days: [Int32] = []
        /// By subject.
        var values: [[Double]] = []
        var judged: (first: Int32, last: Int32)?
    }

    /// The sessions of all members in order, with the member's own values.
    private static func overGroup(_ request: ResolvedQuery, _ members: [String]) throws(EngineError) -> Answer {
        let condition = request.subjects[0]
        let subjects = Phrases.subjects(condition)
        let (found, notes) = try request.memberRows(members, [condition]) { (view) throws(EngineError) -> MemberRow in
            let scan = try Judged(request, view)
            var row = MemberRow(symbol: view.symbol, unit: scan.unit)
            if let first = scan.judged.first, let last = scan.judged.last {
                row.judged = (view.frame.days[first], view.frame.days[last])
            }
            guard !scan.held.isEmpty else { return row }
            row.days = scan.held.map { view.frame.days[$0] }
            for subject in subjects {
                let shown = try subject.values(scan.evaluator)
                row.values.append(scan.held.map { shown[$0] })
            }
            return row
        }
        var rows = found.flatMap { member in
            member.days.indices.map { place in
                (day: member.days[place], symbol: member.symbol, values: member.values.map { $0[place] })
            }
        }
        rows.sort { ($0.day, $0.symbol) < ($1.day, $1.symbol) }
        var table = Table([
            TableColumn("session", .dates(rows.map(\.day))), TableColumn("symbol", .texts(rows.map(\.symbol))),
        ])
        for (index, subject) in subjects.enumerated() {
            table.columns.append(
                TableColumn(
                    subject.name, unit: subject.isReturn ? .percent : subject.node.unit,
                    .numbers(rows.map { $0.values[index] })))
        }
        let judged = found.compactMap(\.judged)
        var span = ""
        if let first = judged.map(\.first).min(), let last = judged.map(\.last).max() {
            span = ", \(Day(first)) → \(Day(last))"
        }
        let held = found.count { !$0.days.isEmpty }
        let unit = found.first?.unit ?? "session"
        let headline =
            "`\(condition.label)` held for \(Format.count(held)) of \(Format.count(notes.taken)), \(unit == "session" ? "on" : "in") a total of \(Format.count(rows.count, unit))\(request.filterWords)\(span)."
        var answer = request.answer(
            headline: [headline], table: table,
            notes: notes.notes(request, found.map(\.symbol), ended: "judged only until then"), frame: nil,
            displayRows: 20
        )
        answer.presentation.showsNewestRows = request.plan.rows == nil
        let made = rows
        answer.working = JudgedWorking(request: request) { row in
            .init(member: made[row].symbol, bars: .session(made[row].day))
        }
        return answer
    }
}

/// A condition judged session by session over the query's window, for one subject.
struct Judged {
    let condition: Node
    let frame: Frame
    let window: Window
    let member: String?
    let evaluator: Evaluator
    /// Indices of the bars on which it held, oldest first.
    let held: [Int]
    /// Indices of the bars on which it could be judged.
    let judged: [Int]
    /// The verdict on each bar of the window.
    let truths: Stretch<Truth>

    init(_ request: ResolvedQuery, member: String? = nil) throws(EngineError) {
        let frame = try request.frame([request.subjects[0]], member: member)
        let window = try request.plan.windowWithData(on: frame)
        try self.init(request, frame, window, request.evaluator(frame, window, member: member), member: member)
    }

    init(_ request: ResolvedQuery, _ view: MemberView) throws(EngineError) {
        try self.init(request, view.frame, view.window, view.evaluator, member: view.symbol)
    }

    private init(
        _ request: ResolvedQuery, _ frame: Frame, _ window: Window, _ evaluator: Evaluator, member: String?
    ) throws(EngineError) {
        condition = request.subjects[0]
        self.member = member
        self.frame = frame
        self.window = window
        self.evaluator = evaluator
        truths = try request.bucketed(condition, frame, window, evaluator) { (own) throws(EngineError) in
            try own.condition(request.subjects[0])
        }
        let filter = try request.filter(evaluator, on: window.range)
        let truths = truths
        judged = window.range.filter { index in
            truths[index] != .missing && (filter.map { $0[index] == .yes } ?? true)
        }
        held = judged.filter { truths[$0] == .yes }
        try request.checkJudged(judged.count, condition, frame, window)
    }

    var unit: String { frame.frequency.unitWord }

    /// A window that ends in the past says nothing about now.
    var isPast: Bool { window.range.upperBound < window.newestFinished(frame) }

    func day(_ index: Int) -> Day { Day(frame.days[index]) }

    /// `RUT closed at a record high on 8 of 14 sessions, 2026-01-02 → 2026-01-22.`
    func sentence(_ request: ResolvedQuery) -> String {
        let what = Phrases.clause(condition, member: member)
        guard let first = judged.first, let last = judged.last else {
            return request.nothingLeft(frame)
        }
        if judged.count == 1 {
            return held.isEmpty
                ? "\(Phrases.negated(condition, member: member)) on \(day(first))." : "\(what) on \(day(first))."
        }
        return
            "\(what) \(unit == "session" ? "on" : "in") \(Format.count(held.count)) of \(Format.count(judged.count, unit))\(request.filterWords), \(day(first)) → \(day(last))."
    }

    func notes(_ request: ResolvedQuery) -> [Note] {
        var notes = request.notes(frame, window)
        // The first bars of a history cannot be judged: they have nothing before them.
        let leading = (judged.first ?? window.range.upperBound) - window.range.lowerBound
        if leading > 0, request.plan.filter == nil, window.range.lowerBound == frame.commonStart,
            let first = judged.first
        {
            notes.append(
                Note(
                    "first",
                    "History begins \(frame.beginning); the first \(unit) that can be judged is \(day(first))."))
        }
        let missing = window.range.count - judged.count - (notes.last?.code == "first" ? leading : 0)
        if missing > 0, request.plan.filter == nil {
            notes.append(
                Note("not-judged", "\(Format.count(missing, unit)) could not be judged: a value is missing there."))
        }
        if missing > 0, request.plan.filter != nil {
            notes.append(request.filteredNote(missing, frame))
        }
        return notes
    }
}
