extension Array {
    /// Above this, everything is sorted.
    private static var mostKept: Int { 64 }

    /// The elements sorted, or only the first few: a few of thousands of rows are found without sorting all.
    ///
    /// - Parameter isBefore: an order in which no two elements are equal.
    func leading(_ wanted: Int?, _ isBefore: (Element, Element) -> Bool) -> [Element] {
        guard let wanted, wanted <= Self.mostKept, wanted < count else { return sorted(by: isBefore) }
        var kept: [Element] = []
        kept.reserveCapacity(wanted + 1)
        for element in self {
            if kept.count == wanted {
                guard let last = kept.last, isBefore(element, last) else { continue }
                kept.removeLast()
            }
            let place = kept.firstIndex { isBefore(element, $0) } ?? kept.count
            kept.insert(element, at: place)
        }
        return kept
    }
}

extension Array where Element: Equatable {
    /// The ranks of sorted values: equal ones share a rank, and the next is skipped (1, 2, 2, 4).
    var sharedRanks: [Double] {
        var ranks: [Double] = []
        ranks.reserveCapacity(count)
        for index in indices {
            ranks.append(index > 0 && self[index] == self[index - 1] ? ranks[index - 1] : Double(index + 1))
        }
        return ranks
    }
}
