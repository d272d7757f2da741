/// Plain statistics of values without missing ones; missing where they are too few.
enum Statistics {
    /// The middle value, or the mean of the two in the middle.
    static func median(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return .nan }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// Pearson's, of pairs; missing where a side does not vary.
    static func correlation(_ a: [Double], _ b: [Double]) -> Double {
        guard a.count > 1, a.count == b.count else { return .nan }
        let (meanA, meanB) = (Sum.mean(a), Sum.mean(b))
        let products = Sum.of(zip(a, b).map { ($0 - meanA) * ($1 - meanB) })
        let spread = (Risk.squares(a) * Risk.squares(b)).squareRoot()
        return spread > 0 ? max(-1, min(1, products / spread)) : .nan
    }
}
