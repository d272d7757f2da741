import TapeStore

/// Figures of risk and reward over one stretch of returns.
enum Risk {
    /// The share of returns below the value at risk: a level of 95 %.
    static let tail = 0.05

    /// The sample deviation, with zero for a mere rounding error, see `Residue`.
    static func deviation(_ values: [Double], floor: Double) -> Double {
        guard values.count >= 2 else { return .nan }
        let squares = Residue.cleaned(squares(values), Double(values.count), mean: Sum.mean(values), floor: floor)
        return Moment.deviation(squares, values.count)
    }

    /// The sum of squared deviations from the mean.
    static func squares(_ values: [Double]) -> Double {
        let mean = Sum.mean(values)
        var sum = CompensatedSum()
        for value in values { sum.add((value - mean) * (value - mean)) }
        return sum.value
    }

    static func sharpe(mean: Double, deviation: Double, periodsPerYear: Double) -> Double {
        deviation > 0 ? mean / deviation * periodsPerYear.squareRoot() : .nan
    }

    /// The mean excess return over the root of the mean square of its negative part.
    static func sortino(_ excess: [Double], periodsPerYear: Double) -> Double {
        let downside = Sum.mean(excess.map { $0 < 0 ? $0 * $0 : 0 })
        return sortino(mean: Sum.mean(excess), downside: downside, periodsPerYear: periodsPerYear)
    }

    /// - Parameter downside: the mean square of the negative returns; where it is only rounding there is no downside.
    static func sortino(mean: Double, downside: Double, periodsPerYear: Double) -> Double {
        guard !Residue.isAll(ofMeanSquare: downside, mean: mean, floor: 1) else { return .nan }
        return sharpe(mean: mean, deviation: downside.squareRoot(), periodsPerYear: periodsPerYear)
    }

    /// The days of a year, for growth rates.
    static let daysPerYear = 365.25
    /// The days between two sessions that are a year apart, where both ends fall before closed days: after 2000-09-15 the
    /// last session within a year was 2001-09-10.
    static let leastDays = 360

    /// Compound yearly growth between two values; missing over fewer days than the least, and unless both are positive.
    static func growth(from base: Double, to last: Double, days: Int, least: Int) -> Double {
        guard base > 0, last > 0, days > 0, days >= least else { return .nan }
        return Mathematics.power(last / base, daysPerYear / Double(days)) - 1
    }

    static func valueAtRisk(_ sorted: [Double]) -> Double {
        guard !sorted.isEmpty else { return .nan }
        let cut = Quantile(sorted.count, tail)
        return cut.between(sorted[cut.lower], sorted[cut.upper])
    }

    static func shortfall(_ sorted: [Double]) -> Double {
        let bound = valueAtRisk(sorted)
        return Sum.mean(Array(sorted.prefix { $0 <= bound }))
    }

    /// Returns of two series over the same sessions.
    struct Pairs {
        var left: [Double] = []
        var right: [Double] = []
    }

    /// Sums of squares and products of deviations over one stretch.
    struct PairSquares {
        var leftMean: Double
        var rightMean: Double
        var left: Double
        var right: Double
        var products: Double

        /// - Parameter floors: 1 for returns, 0 for plain values, see `Residue.error`.
        init(_ pairs: Pairs, floors: (left: Double, right: Double) = (1, 1)) {
            let count = Double(pairs.left.count)
            leftMean = Sum.mean(pairs.left)
            rightMean = Sum.mean(pairs.right)
            left = Residue.cleaned(Risk.squares(pairs.left), count, mean: leftMean, floor: floors.left)
            right = Residue.cleaned(Risk.squares(pairs.right), count, mean: rightMean, floor: floors.right)
            var sum = CompensatedSum()
            for index in pairs.left.indices {
                sum.add((pairs.left[index] - leftMean) * (pairs.right[index] - rightMean))
            }
            products = sum.value
        }

        var slope: Double { right > 0 ? products / right : .nan }
    }

    /// Keeps the first column where the second meets the test, 0 elsewhere; missing where either is missing.
    enum Part { case rises, falls }

    static func masked(_ values: [Double], where driver: [Double], _ part: Part) -> [Double] {
        var out = Rolling.missing(values.count)
        for index in out.indices where !driver[index].isNaN && !values[index].isNaN {
            let kept = part == .rises ? driver[index] > 0 : driver[index] < 0
            out[index] = kept ? values[index] : 0
        }
        return out
    }

    /// 1 where the value is above zero, else 0 (or the same below zero).
    static func marks(_ values: [Double], _ part: Part) -> [Double] {
        masked([Double](repeating: 1, count: values.count), where: values, part)
    }
}

extension Call {
    /// The returns of the series at the index on the judged sessions, missing ones left out.
    func windowReturns(_ index: Int) -> [Double] {
        let returns = Shape.change(series(index), sessions: 1)
        return judged.compactMap { returns[$0].isNaN ? nil : returns[$0] }
    }

    /// The returns of the first two series on the judged sessions, on the sessions on which both have one.
    func windowPairs() -> Risk.Pairs {
        let left = Shape.change(series(0), sessions: 1)
        let right = Shape.change(series(1), sessions: 1)
        var pairs = Risk.Pairs()
        for index in judged where !(left[index] + right[index]).isNaN {
            pairs.left.append(left[index])
            pairs.right.append(right[index])
        }
        return pairs
    }

    private var judged: Range<Int> { window.clamped(to: days.indices) }

    /// The present values of the first series over the window and its base, with their sessions.
    func windowLevels() -> (values: [Double], places: [Int]) {
        let values = series(0)
        let places = windowWithBase.filter { !values[$0].isNaN }
        return (places.map { values[$0] }, places)
    }

    /// The risk-free rate of one period: the year's, divided by the periods of a year.
    var riskFreePerPeriod: Double { riskFree / periodsPerYear }
}
