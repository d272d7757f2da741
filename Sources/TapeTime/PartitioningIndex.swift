extension RandomAccessCollection {
    /// The first place from which on the test holds; the end where it holds nowhere. Found by halves, so the elements have to
    /// stand in an order in which the test, once it holds, holds to the end.
    ///
    /// The name and the contract are those of swift-algorithms.
    @inlinable
    package func partitioningIndex(where belongsBehind: (Element) throws -> Bool) rethrows -> Index {
        var low = startIndex
        var left = count
        while left > 0 {
            let half = left / 2
            let middle = index(low, offsetBy: half)
            if try belongsBehind(self[middle]) {
                left = half
            } else {
                low = index(after: middle)
                left -= half + 1
            }
        }
        return low
    }
}
