/// Count, mean and sums of the second, third and fourth powers of deviations, which can be joined without returning to
/// the values.
///
/// Source: Pébay, "Formulas for Robust, One-Pass Parallel Computation of Covariances and Arbitrary-Order Statistical
/// Moments", 2008, equations 3.1 and 2.1.
struct PowerSums {
    var count = 0.0
    var mean = 0.0
    var second = 0.0
    var third = 0.0
    var fourth = 0.0

    init() {}

    /// One value.
    init(_ value: Double) {
        count = 1
        mean = value
    }

    mutating func add(_ other: PowerSums) {
        if count == 0 {
            self = other
            return
        }
        if other.count == 0 { return }
        let total = count + other.count
        let gap = other.mean - mean
        let step = gap / total
        let weight = count * other.count * step
        let (a, b) = (count, other.count)
        fourth +=
            other.fourth + weight * gap * step * step * (a * a - a * b + b * b)
            + 6 * step * step * (a * a * other.second + b * b * second) + 4 * step * (a * other.third - b * third)
        third += other.third + weight * gap * step * (a - b) + 3 * step * (a * other.second - b * second)
        second += other.second + weight * gap
        mean += step * b
        count = total
    }

    /// The second powers of returns, with zero for a mere rounding error.
    private var spread: Double { Residue.cleaned(second, count, mean: mean, floor: 1) }

    /// The sample's skewness, corrected for its size (G1 of Joanes and Gill 1998); missing under 3 values or without spread.
    var skewness: Double {
        guard count >= 3, spread > 0 else { return .nan }
        let root = second.squareRoot()
        return count * (count - 1).squareRoot() / (count - 2) * (third / root / root / root)
    }

    /// The sample's excess kurtosis, corrected for its size (G2 of Joanes and Gill 1998); missing under 4 values or without spread.
    var kurtosis: Double {
        guard count >= 4, spread > 0 else { return .nan }
        let ratio = fourth / second / second
        return (count - 1) / ((count - 2) * (count - 3)) * ((count + 1) * count * ratio - 3 * (count - 1))
    }

    /// For all the values at once: the deviations from their mean.
    init(of values: [Double]) {
        count = Double(values.count)
        mean = Sum.mean(values)
        var sums = (CompensatedSum(), CompensatedSum(), CompensatedSum())
        for value in values {
            let deviation = value - mean
            let square = deviation * deviation
            sums.0.add(square)
            sums.1.add(square * deviation)
            sums.2.add(square * square)
        }
        second = sums.0.value
        third = sums.1.value
        fourth = sums.2.value
    }
}

extension Rolling {
    static func skewness(_ values: [Double], _ n: Int) -> [Double] { powers(values, n, fourth: false) }

    static func kurtosis(_ values: [Double], _ n: Int) -> [Double] { powers(values, n, fourth: true) }

    private static func powers(_ values: [Double], _ n: Int, fourth: Bool) -> [Double] {
        let count = values.count
        var out = missing(count)
        guard n >= 1, n <= count else { return out }
        var tails = [PowerSums](repeating: PowerSums(), count: n)
        var start = 0
        while start < count {
            if start > 0 {
                var tail = PowerSums()
                for back in 1..<max(n, 1) {
                    tail.add(PowerSums(values[start &- back]))
                    tails[back] = tail
                }
            }
            var head = PowerSums()
            for offset in 0..<min(n, count &- start) {
                head.add(PowerSums(values[start &+ offset]))
                let back = n &- 1 &- offset
                if start == 0 && back > 0 { continue }
                var window = head
                window.add(tails[back])
                out[start &+ offset] = fourth ? window.kurtosis : window.skewness
            }
            start &+= n
        }
        return out
    }
}
