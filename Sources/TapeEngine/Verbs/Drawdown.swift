import TapeStore
import TapeSyntax
import TapeTime

/// `drawdown S`: the deepest drawdowns of the closes, from a peak to the trough before the peak is reached again.
enum DrawdownVerb: VerbImplementation {
    static let verb = Verb(
        "drawdown", .list, of: .series, clauses: .reading, traits: [.fromBase, .ofChange], question: .amount,
        signature: "drawdown S",
        doc: "the deepest drawdowns of the closes: depth, peak, trough, recovery",
        examples: ["drawdown rut since 1990 top 5", "drawdown rut, spx since 2020"],
        notes: ["It uses closes. A drawdown that has not recovered has the recovery `open`."],
        seeAlso: ["dd", "maxdd", "summary"],
        columns: ["rank", "depth", "peak", "trough", "recovery", "under_water"])

    static func meaning(_ request: ResolvedQuery) -> String {
        "The drawdowns of \(Meaning.names(request)) from a peak to the lowest close before the peak is reached again, deepest first"
    }

    static func outcome(_ answer: Answer, _ request: ResolvedQuery) -> String? {
        let rows = answer.table?.rowCount ?? 0
        return "Found \(Format.count(rows, "drawdown")), deepest first."
    }

    static func orderedBy(_ request: ResolvedQuery) -> [String] { ["depth"] }

    static func answer(_ request: ResolvedQuery) throws(EngineError) -> Answer {
        var found: [Falls] = []
        var notes: [Note] = []
        var frame: Frame?
        var isOne = request.subjects.count == 1
        for index in request.subjects.indices {
            let nodes: [Node]
            switch request.expanded(index) {
            case .members(let members, _):
                isOne = false
                let it = Node.member(request.subjects[index].span)
                let (each, told) = try request.memberRows(members, []) { (view) throws(EngineError) in
                    Falls(view.symbol, view.frame, view.window, try view.evaluator.series(it), it.unit, (index, 0))
                }
                found += each
                notes += told.notes.filter { !notes.contains($0) }
                continue
            case .expressions(let each, _):
                nodes = each
                isOne = false
            case .itself(let node):
                nodes = [node]
            }
            for (part, node) in nodes.enumerated() {
                let own = try request.frame([node])
                frame = own
                let window = try request.plan.windowWithData(on: own)
                notes += (request.notes(own, window) + request.historyNote(own, window)).filter { !notes.contains($0) }
                let values = try request.evaluator(own, window).series(node)
                found.append(Falls(Phrases.columnName(node), own, window, values, node.unit, (index, part)))
            }
        }
        let inPoints = found.contains(where: \.isBelowZero)
        var rows = found.flatMap { $0.rows(inPoints: inPoints) }
        let unit = !inPoints ? .percent : found.count == 1 ? found[0].unit : Unit.price
        if inPoints {
            let names = found.filter(\.isBelowZero).map { $0.symbol.uppercased() }
            notes.append(
                Note(
                    "points",
                    "\(Format.names(names, most: 5)) \(names.count == 1 ? "has" : "have") a value at or below zero here, so drawdowns are in points, not in percent."
                ))
        }
        rows.sort { $0.depth != $1.depth ? $0.depth < $1.depth : $0.peak > $1.peak }
        var columns = [
            TableColumn("rank", unit: .count, .numbers(rows.map(\.depth).sharedRanks)),
            TableColumn("depth", unit: unit, .numbers(rows.map(\.depth))),
            TableColumn("peak", .dates(rows.map(\.peak))),
            TableColumn("trough", .dates(rows.map(\.trough))),
            TableColumn("recovery", .texts(rows.map { $0.recovery.map { Day($0).text } ?? "open" })),
            TableColumn("under_water", unit: .count, .numbers(rows.map { Double($0.underWater) })),
        ]
        if !isOne { columns.insert(TableColumn("symbol", .texts(rows.map(\.symbol))), at: 1) }
        var headline: [String] = []
        if let deepest = rows.first {
            let end = deepest.recovery.map { "recovered on \(Day($0))" } ?? "still open"
            let depth =
                inPoints
                ? "\(Format.value(deepest.depth, unit, precision: request.precision)) points"
                : Format.percent(deepest.depth, precision: request.precision)
            headline = [
                "The deepest drawdown of \(deepest.symbol.uppercased()): \(depth), \(Day(deepest.peak)) → \(Day(deepest.trough)), \(end)."
            ]
        } else {
            headline = ["No close in the window is below an earlier one."]
        }
        var answer = request.answer(
            headline: headline, table: Table(columns), notes: notes, frame: isOne ? frame : nil, displayRows: 10)
        answer.working = DrawdownWorking(request: request, rows: rows, inPoints: inPoints)
        return answer
    }

    struct Row {
        var symbol: String
        /// The index of the query's subject, and of its expression if the subject has several.
        var subject: Int
        var part: Int
        var depth: Double
        var peak: Int32
        var trough: Int32
        var recovery: Int32?
        var underWater: Int
    }

    /// The data of one subject: whether drawdowns are fractions or differences is decided when all are known.
    private struct Falls {
        var symbol: String
        var unit: Unit
        private let subject: Part
        private let place: (subject: Int, part: Int)

        /// What is needed to measure the drawdowns again in points.
        private struct Part {
            var frame: [Int32]
            var values: [Double]
            var range: Range<Int>
        }

        init(
            _ symbol: String, _ frame: Frame, _ window: Window, _ values: [Double], _ unit: Unit,
            _ place: (subject: Int, part: Int)
        ) {
            self.symbol = symbol
            self.place = place
            self.unit = unit
            let range = (window.base ?? window.range.lowerBound)..<window.range.upperBound
            subject = Part(frame: frame.days, values: values, range: range)
            isBelowZero = areInPoints(values, range)
        }

        let isBelowZero: Bool

        func rows(inPoints: Bool) -> [Row] {
            let days = subject.frame
            return falls(subject.values, subject.range, inPoints: inPoints).map { fall in
                Row(
                    symbol: symbol, subject: place.subject, part: place.part, depth: fall.depth,
                    peak: days[fall.peak], trough: days[fall.trough],
                    recovery: fall.recovery.map { days[$0] }, underWater: fall.underWater)
            }
        }
    }

    struct Fall {
        /// A fraction, or the difference where a value of the window is zero or below.
        var depth: Double
        var peak: Int
        var trough: Int
        var recovery: Int?
        /// The recovery, or the last bar of an open one.
        var end: Int
        /// The bars after the peak whose close was below it.
        var underWater: Int
    }

    /// A fraction of a peak is meaningless where values can be zero or below: then all drawdowns are differences.
    static func areInPoints(_ values: [Double], _ range: Range<Int>) -> Bool {
        range.contains { values[$0] <= 0 }
    }

    /// From each peak to the first close at or above it.
    static func falls(_ values: [Double], _ range: Range<Int>, inPoints: Bool) -> [Fall] {
        var found: [Fall] = []
        var peak: Int?
        var trough: Int?
        var below = 0
        func end(_ recovery: Int?) {
            guard let top = peak, let low = trough else { return }
            found.append(
                Fall(
                    depth: inPoints ? values[low] - values[top] : values[low] / values[top] - 1, peak: top, trough: low,
                    recovery: recovery, end: recovery ?? range.upperBound - 1, underWater: below))
        }
        for index in range where !values[index].isNaN {
            if let top = peak, values[index] < values[top] {
                below += 1
                if trough.map({ values[index] < values[$0] }) ?? true { trough = index }
            } else {
                end(index)
                peak = index
                trough = nil
                below = 0
            }
        }
        end(nil)
        return found
    }
}

/// One drawdown, from its peak to its recovery.
struct DrawdownWorking: Working {
    let request: ResolvedQuery
    /// In table order.
    let rows: [DrawdownVerb.Row]
    let inPoints: Bool

    func why(_ asked: AskedRow) throws(EngineError) -> Answer {
        guard let row = asked.shown.map({ rows[$0] }) else {
            let node = request.expandedSubjects()[0]
            let frame = try request.frame([node])
            return request.working(
                [Meaning.sentence(request)], nil, frame, try request.plan.windowWithData(on: frame), [node])
        }
        let node: Node
        switch request.expanded(row.subject) {
        case .itself(let subject): node = subject
        case .members: node = Node.symbol(row.symbol, request.query.span)
        case .expressions(let nodes, _): node = nodes[row.part]
        }
        let frame = try request.frame([node])
        let window = try request.plan.windowWithData(on: frame)
        let values = try request.evaluator(frame, window).series(node)
        let axis = Axis(frame.days)
        let (peak, trough) = (axis.lowerBound(Day(row.peak)), axis.lowerBound(Day(row.trough)))
        let recovery = row.recovery.map { axis.lowerBound(Day($0)) }
        let end = recovery ?? window.range.upperBound - 1
        func close(_ index: Int) -> Close { Close(values[index], Day(frame.days[index])) }
        let arithmetic =
            inPoints
            ? "\(close(trough).text(node.unit)) − \(close(peak).text(node.unit)) = \(Format.value(row.depth, node.unit)) points"
            : close(trough).change(from: close(peak), node.unit)
        var headline = ["\(Phrases.name(node)): \(arithmetic)."]
        if let recovery {
            headline.append(
                "Recovered on \(close(recovery).day) at \(Format.value(values[recovery], node.unit)), \(Format.count(recovery - peak, frame.frequency.unitWord)) after the peak."
            )
        } else {
            headline.append(
                "Still open: no later close is at or above the peak's, \(Format.count(end - peak, frame.frequency.unitWord)) on."
            )
        }
        let bars = Array(peak...end)
        let table = Table([
            TableColumn("session", .dates(bars.map { frame.days[$0] })),
            TableColumn(Phrases.columnName(node), unit: node.unit, .numbers(bars.map { values[$0] })),
            TableColumn(
                "below_peak", unit: inPoints ? node.unit : .percent,
                .numbers(bars.map { inPoints ? values[$0] - values[peak] : values[$0] / values[peak] - 1 })),
        ])
        var answer = request.working(headline, table, frame, window, [node])
        answer.presentation.showsNewestRows = false
        return answer
    }
}
