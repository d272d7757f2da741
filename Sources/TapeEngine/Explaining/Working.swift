import TapeStore
import TapeSyntax
import TapeTime

/// What an answer was computed from. The answer carries it, and `why` shows it: the resolved query, and for each row
/// of the table the few facts that say what the row is about. Sessions and values are read again when they are asked
/// for.
protocol Working: Sendable {
    var request: Request { get }

    /// The sessions, values and comparisons behind one row, or behind what the headline speaks of.
    func why(_ asked: AskedRow) throws(EngineError) -> Answer

    /// The bars that were judged, of a group for one member; nil where all bars of the window were.
    func judged(_ member: String?) throws(EngineError) -> JudgedBars?
}

extension Working {
    func judged(_ member: String?) throws(EngineError) -> JudgedBars? { nil }
}

/// The row that `why` is about, by its place in the table as the verb made it.
struct AskedRow {
    /// Nil where none was asked for.
    var row: Int?
    /// The first row shown; nil where there is none.
    var first: Int?

    /// The row asked for, else the first one.
    var shown: Int? { row ?? first }
}

/// How many bars were judged, and the first and last of them.
struct JudgedBars {
    let count: Int
    /// Nil where there are none.
    let days: ClosedRange<Day>?

    init(count: Int, first: Int?, last: Int?, on frame: Frame) {
        self.count = count
        days = first.flatMap { first in last.map { Day(frame.days[first])...Day(frame.days[$0]) } }
    }

    init(_ bars: [Int], on frame: Frame) {
        self.init(count: bars.count, first: bars.first, last: bars.last, on: frame)
    }
}

extension Engine {
    /// The sessions and the arithmetic behind an answer, or behind one row of it.
    ///
    /// - Parameter row: from 1, in the answer's table as it is; nil for what the headline speaks of.
    package static func why(_ answer: Answer, row: Int?) throws(EngineError) -> Answer {
        let table = answer.table ?? Table([])
        var asked = AskedRow(first: table.rowCount > 0 ? table.place(of: 0) : nil)
        if let row {
            guard row >= 1, row <= table.rowCount else {
                throw EngineError(
                    .tooFewBars, SourceSpan(0, 0),
                    "there is no row \(row): the answer has \(Format.count(table.rowCount, "row"))",
                    [.init("like", "why 1")])
            }
            guard let place = table.place(of: row - 1) else {
                throw EngineError(
                    .badStage, SourceSpan(0, 0), "row \(row) is made of several rows of the answer",
                    [.init("like", "return rut by month since 2024; why 2")])
            }
            asked.row = place
        }
        guard let working = answer.working else {
            throw EngineError(
                .noData, SourceSpan(0, 0), "`why` explains the answer to a query, and this is a list",
                [.init("like", "streak rut over spx since 1990")])
        }
        return try working.why(asked)
    }
}

extension Request {
    /// An answer of `why`, with what was read and which rules were applied as notes.
    func working(
        _ headline: [String], _ table: Table?, _ frame: Frame, _ window: Window, _ nodes: [Node],
        judged: JudgedBars? = nil
    ) -> Answer {
        // The rows asked for were the answer's, not those behind it.
        var request = self
        request.plan.rows = nil
        request.group = nil
        var answer = request.answer(
            headline: headline, table: table,
            notes: Rules.steps(request, frame, window, nodes, judged: judged).map { Note("rule", $0) },
            frame: frame, displayRows: 30, nodes: nodes)
        answer.query = "why"
        answer.presentation.showsNewestRows = true
        return answer
    }

    /// An answer of `why` where nothing was computed over sessions.
    func sentence(_ more: String = "") -> Answer {
        Answer(query: "why", headline: [Meaning.sentence(self) + more])
    }
}

extension Node {
    /// The node as it is for the member, where there is one.
    func told(_ member: String?) -> Node { member.map { forMember($0) } ?? self }

    /// The series it is made of, each once, and itself.
    func collectParts(into nodes: inout [Node]) {
        for child in children where child.kind == .series { child.collectParts(into: &nodes) }
        if !nodes.contains(where: { $0.label == label }) { nodes.append(self) }
    }

    /// The formulas of the functions that the nodes call.
    static func formulas(_ nodes: [Node]) -> [String] {
        nodes.compactMap { node in
            guard case .call(let entry, _) = node.op else { return nil }
            return "\(entry.name): \(entry.formula)."
        }
    }
}

/// A value and its day, as the arithmetic of a change shows them.
struct Close {
    var value: Double
    var day: Day

    init(_ value: Double, _ day: Day) {
        self.value = value
        self.day = day
    }

    func text(_ unit: Unit) -> String { "\(Format.value(value, unit)) on \(day)" }

    /// `2,718.77 on 2026-01-22 ÷ 2,481.91 on 2025-12-31 − 1 = +9.54%`
    func change(from base: Close, _ unit: Unit) -> String {
        let change = base.value > 0 ? value / base.value - 1 : .nan
        return "\(text(unit)) ÷ \(base.text(unit)) − 1 = \(Format.percent(change))"
    }
}
