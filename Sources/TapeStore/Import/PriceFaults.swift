import TapeSystem
import TapeTime

/// Reports odd prices of one file, which are kept unchanged.
struct PriceFaults {
    private let days: [Int32]
    private let columns: [(name: String, column: Column)]

    static func remarks(_ days: [Int32], _ columns: [(name: String, column: Column)]) -> [String] {
        let faults = PriceFaults(days: days, columns: columns)
        return faults.bars() + faults.volume() + faults.splits()
    }

    private func column(_ name: String) -> Column? { columns.first { $0.name == name }?.column }

    // MARK: Bars

    private func bars() -> [String] {
        guard let high = column("high"), let low = column("low") else { return [] }
        var remarks: [String] = []
        // A price rounded or adjusted separately may be slightly outside.
        let hair = 1e-6
        func isCrossed(_ high: Double, _ low: Double) -> Bool { high < low - hair * abs(low) }
        note(&remarks, places(high, low, high) { high, low, _ in isCrossed(high, low) }, "a high below the low")
        for name in ["open", "close"] {
            guard let price = column(name) else { continue }
            // With high and low in the wrong order, nothing is between them.
            let outside = places(price, low, high) { price, low, high in
                (price > high + hair * abs(high) || price < low - hair * abs(low)) && !isCrossed(high, low)
            }
            note(&remarks, outside, "\(name == "open" ? "an open" : "a close") outside low and high")
        }
        return remarks
    }

    private func volume() -> [String] {
        guard let volume = column("volume") else { return [] }
        var remarks: [String] = []
        note(&remarks, places(volume, volume, volume) { value, _, _ in value < 0 }, "a volume below zero")
        return remarks
    }

    private func note(_ remarks: inout [String], _ places: [Int], _ what: String) {
        guard !places.isEmpty else { return }
        let sessions = counted(places.count, "session")
        remarks.append("\(sessions) \(places.count == 1 ? "has" : "have") \(what): \(named(places)).")
    }

    private func named(_ places: [Int]) -> String {
        places.prefix(3).map { Day(days[$0]).text }.joined(separator: ", ") + (places.count > 3 ? ", …" : "")
    }

    /// Comparisons with a missing value are false.
    @inline(__always)
    private func places(
        _ first: Column, _ second: Column, _ third: Column, where isOdd: (Double, Double, Double) -> Bool
    ) -> [Int] {
        first.read { first in
            second.read { second in
                third.read { third in
                    var found: [Int] = []
                    for index in first.indices where isOdd(first[index], second[index], third[index]) {
                        found.append(index)
                    }
                    return found
                }
            }
        }
    }

    // MARK: Splits

    /// Jumps of the close explained by a split: from the file's column of splits if it has one, else from the ratio of
    /// the jump, only in files of bars, since a rate may double.
    private func splits() -> [String] {
        guard let close = column("close"), close.count > 1 else { return [] }
        let told = columns.first { Self.splitNames.contains($0.name) }?.column
        guard told != nil || (column("open") != nil && column("volume") != nil) else { return [] }
        let found = close.read { close in told?.read { jumps(close, told: $0) } ?? jumps(close, open: column("open")) }
        guard !found.isEmpty else { return [] }
        let listed = found.prefix(3).map { jump in
            "\(Self.ratio(jump.ratio)) on \(Day(days[jump.place]).text) (\(Self.percent(jump.change)))"
        }
        let more = found.count > 3 ? " and \(found.count - 3) more" : ""
        let what =
            told != nil
            ? "The close is not adjusted for \(found.count == 1 ? "a split" : "splits")"
            : "The close jumps by the ratio of \(found.count == 1 ? "a split" : "splits")"
        let wayOut = column("adjclose") == nil ? "" : "; `set price adjclose` uses the adjusted close"
        return ["\(what): \(listed.joined(separator: ", "))\(more)\(wayOut)."]
    }

    private typealias Jump = (place: Int, ratio: Double, change: Double)

    /// Splits of the file's column where the close jumps: it is closer to the split price than to the old one.
    private func jumps(_ close: Span<Double>, told: Span<Double>) -> [Jump] {
        var jumps: [Jump] = []
        for index in 1..<close.count {
            let ratio = told[index]
            // Rows without a split have 0 or 1.
            guard ratio > 0, ratio != 1, ratio.isFinite, let step = step(close, index) else { continue }
            guard abs(log(ratio)) > 0.1, abs(log(step * ratio)) < abs(log(step)) else { continue }
            jumps.append((index, ratio, step - 1))
        }
        return jumps
    }

    /// The close against the last one before it, where both are positive.
    private func step(_ close: Span<Double>, _ index: Int) -> Double? {
        var before = index - 1
        while before > 0, close[before].isNaN { before -= 1 }
        return close[before] > 0 && close[index] > 0 ? close[index] / close[before] : nil
    }

    /// Overnight jumps by a usual ratio of splits or reverse splits, allowing for a day's move of the price.
    private func jumps(_ close: Span<Double>, open: Column?) -> [Jump] {
        var jumps: [Jump] = []
        for index in 1..<close.count {
            let ratio = close[index - 1] / close[index]
            guard ratio > 1.9 || ratio < 0.27, close[index] > 0, close[index - 1] > 0 else { continue }
            let known = ratio > 1 ? Self.splits : Self.merges.map { 1 / $0 }
            guard let likely = known.first(where: { abs(log(ratio / $0)) < 0.05 }) else { continue }
            let opening = open?.read { $0[index] } ?? .nan
            guard abs(log(close[index - 1] / opening / likely)) < 0.05 else { continue }
            jumps.append((index, likely, close[index] / close[index - 1] - 1))
        }
        return jumps
    }

    private static let splits: [Double] = [2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 50, 100]
    /// Prices also double without a reverse split.
    private static let merges: [Double] = [4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100]

    static let splitNames: Set<String> = [
        "stock_splits", "stock_split", "splits", "split", "split_ratio", "split_factor", "split_coefficient",
    ]

    /// `4:1`, `3:2`, `1:10`.
    private static func ratio(_ value: Double) -> String {
        for below in 1...20 {
            let above = value * Double(below)
            if abs(above - above.rounded()) < 1e-6 * above, above.rounded() >= 1 {
                return "\(Int(above.rounded())):\(below)"
            }
        }
        let inverse = (1 / value).rounded()
        return inverse > 1 && abs(inverse * value - 1) < 1e-6 ? "1:\(Int(inverse))" : "\(value):1"
    }

    /// `-74.2%`, as in answers.
    private static func percent(_ change: Double) -> String {
        let tenths = Int((abs(change) * 1000).rounded())
        return "\(change < 0 ? "-" : "+")\(tenths / 10).\(tenths % 10)%"
    }
}
