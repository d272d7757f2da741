/// A sum in two doubles: the rounding error of the running total is kept separately, so that many summands, or
/// summands of very different size, lose no precision that a double could show.
///
/// Source: Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", 1974; the exact error of
/// one addition by Knuth, The Art of Computer Programming 2, 4.2.2.
struct CompensatedSum {
    var total = 0.0
    var carry = 0.0

    @inline(__always)
    mutating func add(_ value: Double) {
        let next = total + value
        let taken = next - total
        carry += (total - (next - taken)) + (value - taken)
        total = next
    }

    @inline(__always)
    mutating func add(_ other: CompensatedSum) {
        add(other.total)
        carry += other.carry
    }

    var value: Double { total + carry }

    /// The sum divided by a count, so that the mean of equal values is that value exactly.
    @inline(__always)
    func divided(by count: Double) -> Double {
        let part = 1 / count
        // A first quotient, a digit or two short, is corrected by the error of its product with the count.
        let quotient = total * part
        let product = quotient * count
        let error = CompensatedSum.productError(quotient, count, product)
        let correction = (((total - product) - error) + carry) * part
        // Without a branch, so that several can be divided at once.
        return quotient + (correction.magnitude < .infinity ? correction : 0)
    }

    /// The rounding error of `product = left * right` (Dekker 1971, with Veltkamp's splitting).
    @inline(__always)
    private static func productError(_ left: Double, _ right: Double, _ product: Double) -> Double {
        let splitter = 134_217_729.0
        let leftScaled = splitter * left
        let leftHigh = leftScaled - (leftScaled - left)
        let leftLow = left - leftHigh
        let rightScaled = splitter * right
        let rightHigh = rightScaled - (rightScaled - right)
        let rightLow = right - rightHigh
        return leftLow * rightLow - (((product - leftHigh * rightHigh) - leftLow * rightHigh) - leftHigh * rightLow)
    }
}

/// Sums over a few values or a whole window.
enum Sum {
    static func of(_ values: [Double]) -> Double {
        var sum = CompensatedSum()
        for value in values { sum.add(value) }
        return sum.value
    }

    /// The arithmetic mean; missing where there is no value.
    static func mean(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return .nan }
        var sum = CompensatedSum()
        for value in values { sum.add(value) }
        return sum.divided(by: Double(values.count))
    }
}
