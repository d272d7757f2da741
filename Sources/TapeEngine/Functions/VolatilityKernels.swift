/// Estimators of volatility from each session's range, one summand per session: their mean is the variance of a period.
enum RangeVolatility {
    /// ln(high ÷ low)² ÷ (4 ln 2)
    static func parkinson(_ bars: Bars) -> [Double] {
        terms(bars.high, bars.low) { $0 * $0 / (4 * Mathematics.logarithm(2)) }
    }

    /// ½ ln(high ÷ low)² − (2 ln 2 − 1) ln(close ÷ open)²
    static func garmanKlass(_ bars: Bars, _ open: [Double]) -> [Double] {
        let ranges = terms(bars.high, bars.low) { $0 * $0 / 2 }
        let bodies = terms(bars.close, open) { $0 * $0 * (2 * Mathematics.logarithm(2) - 1) }
        return Shape.combined(ranges, bodies) { $0 - $1 }
    }

    /// The parts of the estimator of Yang and Zhang, per session.
    struct Components {
        /// ln(open ÷ previous close)
        var overnight: [Double]
        /// ln(close ÷ open)
        var day: [Double]
        /// Rogers and Satchell's term, which a drift does not bias.
        var drifting: [Double]
    }

    static func components(_ bars: Bars, _ open: [Double]) -> Components {
        let rise = terms(bars.high, open) { $0 }
        let fall = terms(bars.low, open) { $0 }
        let day = terms(bars.close, open) { $0 }
        var drifting = rise
        for index in drifting.indices {
            drifting[index] = rise[index] * (rise[index] - day[index]) + fall[index] * (fall[index] - day[index])
        }
        return Components(overnight: terms(open, Shape.lag(bars.close, 1)) { $0 }, day: day, drifting: drifting)
    }

    /// The weight of the day's variance that minimises the variance of Yang and Zhang's estimator for n periods.
    static func dayWeight(_ n: Int) -> Double {
        let ratio = (Double(n) + 1) / (Double(n) - 1)
        return 0.34 / (1.34 + ratio)
    }

    /// A figure of the logarithm of a quotient; missing unless both are positive.
    private static func terms(_ above: [Double], _ below: [Double], _ figure: (Double) -> Double) -> [Double] {
        var out = Rolling.missing(above.count)
        for index in out.indices where above[index] > 0 && below[index] > 0 {
            out[index] = figure(Mathematics.logarithm(above[index] / below[index]))
        }
        return out
    }
}
