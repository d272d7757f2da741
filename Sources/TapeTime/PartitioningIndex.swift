extension RandomAccessCollection {
    /// The index of the first element that passes the test, or the end if none does. A binary search: from that element
    /// on, all elements must pass.
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
