/// Plain statistics of values without missing ones; missing where they are too few.
enum Statistics {
    /// Summed with Neumaier's compensation, so that large and small values do not lose each other.
    static func sum(_ values: some Sequence<Double>) -> Double {
        var total = 0.0
        var lost = 0.0
        for value in values {
            let next = total + value
            lost += abs(total) >= abs(value) ? (total - next) + value : (value - next) + total
            total = next
        }
        return total + lost
    }

    static func mean(_ values: [Double]) -> Double { values.isEmpty ? .nan : sum(values) / Double(values.count) }

    /// The middle value, or the mean of the two in the middle.
    static func median(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return .nan }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// The sample's: divided by n − 1.
    static func deviation(_ values: [Double]) -> Double {
        guard values.count > 1 else { return .nan }
        let mean = mean(values)
        return (sum(values.map { ($0 - mean) * ($0 - mean) }) / Double(values.count - 1)).squareRoot()
    }

    static func covariance(_ a: [Double], _ b: [Double]) -> Double {
        guard a.count > 1, a.count == b.count else { return .nan }
        let (meanA, meanB) = (mean(a), mean(b))
        return sum(zip(a, b).map { ($0 - meanA) * ($1 - meanB) }) / Double(a.count - 1)
    }

    static func correlation(_ a: [Double], _ b: [Double]) -> Double {
        let spread = deviation(a) * deviation(b)
        return spread > 0 ? max(-1, min(1, covariance(a, b) / spread)) : .nan
    }
}
