/// Plain statistics of values without missing ones; missing where there are too few.
enum Statistics {
    /// The middle value, or the mean of the two in the middle.
    static func median(_ values: [Double]) -> Double { median(values, above: 0, of: values.count) }

    /// The same for more values than are given.
    ///
    /// - Parameters:
    ///   - values: those around the middle, in any order.
    ///   - below: how many of the others are below them.
    ///   - count: how many values there are in total.
    static func median(_ values: [Double], above below: Int, of count: Int) -> Double {
        guard count > 0 else { return .nan }
        var parted = values
        let middle = count / 2 - below
        select(middle, of: &parted)
        let upper = parted[middle]
        guard count % 2 == 0, let lower = parted[..<middle].max() else { return upper }
        return (lower + upper) / 2
    }

    /// Moves the value of a rank to its place, with no greater ones before it and no lesser ones after it.
    ///
    /// Source: Hoare, "Algorithm 65: find", Communications of the ACM, 1961.
    private static func select(_ rank: Int, of values: inout [Double]) {
        var (low, high) = (0, values.count - 1)
        while low < high {
            let pivot = values[rank]
            var (left, right) = (low, high)
            while left <= right {
                while values[left] < pivot { left += 1 }
                while values[right] > pivot { right -= 1 }
                guard left <= right else { break }
                values.swapAt(left, right)
                left += 1
                right -= 1
            }
            if right < rank { low = left }
            if left > rank { high = right }
        }
    }
}
