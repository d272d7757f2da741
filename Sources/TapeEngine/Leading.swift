extension Array {
    /// Above this the rest is sorted with them.
    private static var mostKept: Int { 64 }

    /// Sorted, or the first so many of that: of thousands of rows a few are found without putting all in order.
    ///
    /// - Parameter isBefore: An order in which no two elements are equal.
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
