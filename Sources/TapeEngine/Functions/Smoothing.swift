/// Recursive means: each value moves the mean a fixed part of the way.
///
/// All ignore missing sessions: the first n present values seed the mean, a missing session
/// is missing in the result, and the next value continues from the last mean.
enum Smoothing {
    /// The exponential mean with the weight 2 ÷ (n + 1).
    static func exponential(_ values: [Double], _ n: Int) -> [Double] {
        run(values, n, weight: 2 / (Double(n) + 1))
    }

    /// Wilder's mean: (n − 1 times the last mean + value) ÷ n.
    static func wilder(_ values: [Double], _ n: Int) -> [Double] {
        run(values, n, weight: 1 / Double(n))
    }

    private static func run(_ values: [Double], _ n: Int, weight: Double) -> [Double] {
        var out = Rolling.missing(values.count)
        guard n >= 1, n <= values.count else { return out }
        let x = values.span
        var result = out.mutableSpan
        var mean = SeededMean(n, weight: weight)
        for index in 0..<values.count {
            let value = x[index]
            if value.isNaN { continue }
            result[index] = mean.add(value)
        }
        return out
    }
}

/// A recursive mean that starts from the simple mean of its first n values and is missing before.
struct SeededMean {
    private let n: Int
    private let weight: Double
    private var seen = 0
    private var seed = CompensatedSum()
    private var mean = Double.nan

    init(_ n: Int, weight: Double) {
        self.n = n
        self.weight = weight
    }

    init(wilder n: Int) { self.init(n, weight: 1 / Double(n)) }

    @inline(__always)
    mutating func add(_ value: Double) -> Double {
        if seen >= n {
            mean += (value - mean) * weight
            return mean
        }
        seed.add(value)
        seen &+= 1
        if seen == n { mean = seed.divided(by: Double(n)) }
        return mean
    }
}
