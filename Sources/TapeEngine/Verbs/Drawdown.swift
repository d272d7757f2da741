import TapeStore
import TapeSyntax

/// `drawdown S`: the deepest falls of the closes from a peak to the trough before the peak is reached again.
enum DrawdownVerb {
    static func answer(_ request: Request) throws(EngineError) -> Answer {
        var falls: [(symbol: String, fall: Fall, days: [Int32])] = []
        var notes: [Note] = []
        var frame: Frame?
        let nodes = request.expandedSubjects()
        for node in nodes {
            let own = try request.frame([node])
            frame = own
            let window = try request.plan.windowWithData(on: own)
            notes += request.notes(own, window).filter { !notes.contains($0) }
            let values = try request.evaluator(own, window).series(node)
            let start = window.base ?? window.range.lowerBound
            let name = Phrases.columnName(node)
            falls += self.falls(values, start..<window.range.upperBound).map { (name, $0, own.days) }
        }
        falls.sort {
            $0.fall.depth != $1.fall.depth
                ? $0.fall.depth < $1.fall.depth : $0.days[$0.fall.peak] > $1.days[$1.fall.peak]
        }
        var columns = [
            TableColumn("rank", unit: .count, .numbers(falls.indices.map { Double($0 + 1) })),
            TableColumn("depth", unit: .percent, .numbers(falls.map(\.fall.depth))),
            TableColumn("peak", .dates(falls.map { $0.days[$0.fall.peak] })),
            TableColumn("trough", .dates(falls.map { $0.days[$0.fall.trough] })),
            TableColumn(
                "recovery", .texts(falls.map { row in row.fall.recovery.map { Day(row.days[$0]).text } ?? "open" })),
            TableColumn("under_water", unit: .count, .numbers(falls.map { Double($0.fall.end - $0.fall.peak) })),
        ]
        if nodes.count > 1 { columns.insert(TableColumn("symbol", .texts(falls.map(\.symbol))), at: 1) }
        var headline: [String] = []
        if let deepest = falls.first {
            let fall = deepest.fall
            let end = fall.recovery.map { "won back on \(Day(deepest.days[$0]))" } ?? "still open"
            headline = [
                "The deepest fall of \(deepest.symbol.uppercased()): \(Format.percent(fall.depth)), \(Day(deepest.days[fall.peak])) → \(Day(deepest.days[fall.trough])), \(end)."
            ]
        } else {
            headline = ["No close in the window lies below an earlier one."]
        }
        return request.answer(
            headline: headline, table: Table(columns), notes: notes, frame: nodes.count == 1 ? frame : nil,
            displayRows: 10,
            nodes: nodes)
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
