/// Definitions written down literally, sharing no code with what they check.
enum Plain {
    /// Small sizes first, so that a plain sum is as good as it gets.
    static func sum(_ values: [Double]) -> Double { values.sorted { abs($0) < abs($1) }.reduce(0, +) }

    static func mean(_ values: [Double]) -> Double {
        Set(values).count == 1 ? values[0] : sum(values) / Double(values.count)
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// Σ (A − mean)(B − mean)
    static func products(_ one: [Double], _ two: [Double]) -> Double {
        let (left, right) = (mean(one), mean(two))
        return sum(zip(one, two).map { ($0 - left) * ($1 - right) })
    }

    static func deviation(_ values: [Double]) -> Double {
        values.count < 2 ? .nan : (products(values, values) / Double(values.count - 1)).squareRoot()
    }

    /// The EMA of the existing values, put back in their places.
    static func exponential(_ values: [Double], _ n: Int) -> [Double] {
        recursive(values, n, 2 / Double(n + 1))
    }

    static func wilder(_ values: [Double], _ n: Int) -> [Double] { recursive(values, n, 1 / Double(n)) }

    private static func recursive(_ values: [Double], _ n: Int, _ weight: Double) -> [Double] {
        var out = values.map { _ in Double.nan }
        let present = values.indices.filter { !values[$0].isNaN }
        guard present.count >= n else { return out }
        var level = mean(present[..<n].map { values[$0] })
        out[present[n - 1]] = level
        for index in present[n...] {
            level = weight * values[index] + (1 - weight) * level
            out[index] = level
        }
        return out
    }

    /// Simple returns where both values exist and the base is positive.
    static func returns(_ values: [Double]) -> [Double] {
        values.indices.map { index in
            index > 0 && values[index - 1] > 0 ? values[index] / values[index - 1] - 1 : .nan
        }
    }

    /// The quantile at (n − 1) × share among the ordered values.
    static func quantile(_ values: [Double], _ share: Double) -> Double {
        let sorted = values.sorted()
        let place = Double(sorted.count - 1) * share
        let below = Int(place)
        guard below + 1 < sorted.count else { return sorted[below] }
        return sorted[below] * (1 - (place - Double(below))) + sorted[below + 1] * (place - Double(below))
    }
}

extension Plain {
    /// The natural logarithm by its series: ln x = 2 artanh((x − 1) ÷ (x + 1)), after halving x into the range around
    /// 1.
    static func logarithm(_ value: Double) -> Double {
        var (rest, halvings) = (value, 0.0)
        while rest > 1.5 { (rest, halvings) = (rest / 2, halvings + 1) }
        while rest < 0.75 { (rest, halvings) = (rest * 2, halvings - 1) }
        let ratio = (rest - 1) / (rest + 1)
        var (sum, power, k) = (0.0, ratio, 1.0)
        while abs(power) > 1e-20 {
            sum += power / k
            power *= ratio * ratio
            k += 2
        }
        return 2 * sum + halvings * 0.693147180559945309
    }

    /// A positive number to a power: e to the exponent times the logarithm, by its series.
    static func power(_ base: Double, _ exponent: Double) -> Double {
        let argument = exponent * logarithm(base)
        // The series of a negative argument cancels.
        if argument < 0 { return 1 / power(base, -exponent) }
        var (sum, term, k) = (1.0, 1.0, 1.0)
        while abs(term) > 1e-20 {
            term *= argument / k
            sum += term
            k += 1
        }
        return sum
    }
}
