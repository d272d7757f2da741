import TapeStore
import TapeSyntax

/// `drawdown S`: the deepest falls of the closes from a peak to the trough before the peak is reached again.
enum DrawdownVerb {
    static func answer(_ request: Request) throws(EngineError) -> Answer {
        var rows: [Row] = []
        var notes: [Note] = []
        var frame: Frame?
        var isOne = request.subjects.count == 1
        for index in request.subjects.indices {
            let nodes: [Node]
            switch request.expanded(index) {
            case .members(let members, _):
                isOne = false
                let it = Node.member(request.subjects[index].span)
                let (found, told) = try request.memberRows(members, []) { (view) throws(EngineError) in
                    self.rows(view.symbol, view.frame, view.window, try view.evaluator.series(it))
                }
                rows += found.flatMap { $0 }
                notes += told.notes.filter { !notes.contains($0) }
                continue
            case .expressions(let each, _):
                nodes = each
                isOne = false
            case .itself(let node):
                nodes = [node]
            }
            for node in nodes {
                let own = try request.frame([node])
                frame = own
                let window = try request.plan.windowWithData(on: own)
                notes += (request.notes(own, window) + request.historyNote(own, window)).filter { !notes.contains($0) }
                let values = try request.evaluator(own, window).series(node)
                rows += self.rows(Phrases.columnName(node), own, window, values)
            }
        }
        rows.sort { $0.depth != $1.depth ? $0.depth < $1.depth : $0.peak > $1.peak }
        var columns = [
            TableColumn("rank", unit: .count, .numbers(rows.indices.map { Double($0 + 1) })),
            TableColumn("depth", unit: .percent, .numbers(rows.map(\.depth))),
            TableColumn("peak", .dates(rows.map(\.peak))),
            TableColumn("trough", .dates(rows.map(\.trough))),
            TableColumn("recovery", .texts(rows.map { $0.recovery.map { Day($0).text } ?? "open" })),
            TableColumn("under_water", unit: .count, .numbers(rows.map { Double($0.underWater) })),
        ]
        if !isOne { columns.insert(TableColumn("symbol", .texts(rows.map(\.symbol))), at: 1) }
        var headline: [String] = []
        if let deepest = rows.first {
            let end = deepest.recovery.map { "won back on \(Day($0))" } ?? "still open"
            headline = [
                "The deepest fall of \(deepest.symbol.uppercased()): \(Format.percent(deepest.depth, precision: request.precision)), \(Day(deepest.peak)) → \(Day(deepest.trough)), \(end)."
            ]
        } else {
            headline = ["No close in the window lies below an earlier one."]
        }
        return request.answer(
            headline: headline, table: Table(columns), notes: notes, frame: isOne ? frame : nil, displayRows: 10)
    }

    private struct Row {
        var symbol: String
        var depth: Double
        var peak: Int32
        var trough: Int32
        var recovery: Int32?
        var underWater: Int
    }

    private static func rows(_ symbol: String, _ frame: Frame, _ window: Window, _ values: [Double]) -> [Row] {
        let start = window.base ?? window.range.lowerBound
        return falls(values, start..<window.range.upperBound).map { fall in
            Row(
                symbol: symbol, depth: fall.depth, peak: frame.days[fall.peak], trough: frame.days[fall.trough],
                recovery: fall.recovery.map { frame.days[$0] }, underWater: fall.end - fall.peak)
        }
    }

    struct Fall {
        var depth: Double
        var peak: Int
        var trough: Int
        var recovery: Int?
        /// The recovery, or the last bar of an open one.
        var end: Int
    }

    /// From each peak to the first close at or above it.
    static func falls(_ values: [Double], _ range: Range<Int>) -> [Fall] {
        var found: [Fall] = []
        var peak: Int?
        var trough: Int?
        for index in range where !values[index].isNaN {
            guard let top = peak else {
                peak = index
                continue
            }
            if values[index] >= values[top] {
                if let low = trough {
                    found.append(
                        Fall(depth: values[low] / values[top] - 1, peak: top, trough: low, recovery: index, end: index))
                }
                peak = index
                trough = nil
            } else if trough.map({ values[index] < values[$0] }) ?? true {
                trough = index
            }
        }
        if let top = peak, let low = trough {
            found.append(
                Fall(
                    depth: values[low] / values[top] - 1, peak: top, trough: low, recovery: nil,
                    end: range.upperBound - 1))
        }
        // Nothing falls from zero or below, nor by more than there was.
        return found.filter { values[$0.peak] > 0 && values[$0.trough] >= 0 }
    }
}
