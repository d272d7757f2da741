import TapeStore
import TapeSyntax
import TapeTime

/// What an answer was computed from. The answer keeps it, and `why` shows it: the resolved query, and for each row of
/// the table the few facts that identify its subject. Sessions and values are read again when `why` needs them.
protocol Working: Sendable {
    var request: ResolvedQuery { get }

    /// The sessions, values and comparisons behind one row, or behind the headline.
    func why(_ asked: AskedRow) throws(EngineError) -> Answer

    /// The judged bars, for one member if the query has a group; nil if all bars of the window were judged.
    func judged(_ member: String?) throws(EngineError) -> JudgedBars?
}

extension Working {
    func judged(_ member: String?) throws(EngineError) -> JudgedBars? { nil }
}

/// The row that `why` explains, by its place in the verb's own table.
struct AskedRow {
    /// Nil if `why` names no row.
    var row: Int?
    /// The first row shown; nil if the table is empty.
    var first: Int?

    /// The row that `why` names, or else the first one.
    var shown: Int? { row ?? first }
}

/// How many bars were judged, and the first and last of them.
struct JudgedBars {
    let count: Int
    /// Nil if no bar was judged.
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
    /// - Parameter row: from 1, in the answer's table as shown; nil to explain the headline.
    package static func why(_ answer: Answer, row: Int?) throws(EngineError) -> Answer {
        let table = answer.table ?? Table([])
        var asked = AskedRow(first: table.rowCount > 0 ? table.place(of: 0) : nil)
        if let row {
            guard row >= 1, row <= table.rowCount else {
                throw EngineError(
                    .tooFewBars, SourceSpan(0, 0),
                    "no row \(row): the answer has \(Format.count(table.rowCount, "row"))",
                    [.init("example", "why 1")])
            }
            guard let place = table.place(of: row - 1) else {
                throw EngineError(
                    .badStage, SourceSpan(0, 0), "row \(row) combines several rows of the answer",
                    [.init("example", "return rut by month since 2024; why 2")])
            }
            asked.row = place
        }
        guard let working = answer.working else {
            throw EngineError(
                .noData, SourceSpan(0, 0), "`why` explains the answer to a query, but this is a list",
                [.init("example", "streak rut over spx since 1990")])
        }
        return try working.why(asked)
    }
}

extension ResolvedQuery {
    /// The answer of `why`, with what was read and which rules were applied as notes.
    func working(
        _ headline: [String], _ table: Table?, _ frame: Frame, _ window: Window, _ nodes: [Node],
        judged: JudgedBars? = nil
    ) -> Answer {
        // The rows requested were the answer's, not those behind it.
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

    /// The answer of `why` if nothing was computed over sessions.
    func sentence(_ more: String = "") -> Answer {
        Answer(query: "why", headline: [Meaning.sentence(self) + more])
    }
}

extension Node {
    /// Adds the series that it is computed from, each once, and itself.
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
        "\(text(unit)) ÷ \(base.text(unit)) − 1 = \(Format.percent(Shape.change(value, from: base.value)))"
    }
}

extension TableColumn {
    /// The columns `from`, `base`, `to`, `last` and `change` of changes.
    static func changes<Row>(
        _ rows: [Row], _ unit: Unit, from: (Row) -> Int32, base: (Row) -> Double, to: (Row) -> Int32,
        last: (Row) -> Double
    ) -> [TableColumn] {
        [
            TableColumn("from", .dates(rows.map(from))), TableColumn("base", unit: unit, .numbers(rows.map(base))),
            TableColumn("to", .dates(rows.map(to))), TableColumn("last", unit: unit, .numbers(rows.map(last))),
            TableColumn("change", unit: .percent, .numbers(rows.map { Shape.change(last($0), from: base($0)) })),
        ]
    }
}
