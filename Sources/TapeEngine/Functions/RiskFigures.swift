/// The figures of risk and reward, each as one number over the query's window or rolling over n returns.
///
/// As a number, missing returns are left out. Rolling, a window that holds a missing return is missing.
extension Risk {
    private static func returns(_ call: borrowing Call) -> [Double] { Shape.change(call.series(0), sessions: 1) }

    /// The returns less the risk-free rate of a period.
    private static func excess(_ returns: [Double], _ call: borrowing Call) -> [Double] {
        let rate = call.riskFreePerPeriod
        return Shape.mapped(returns) { $0 - rate }
    }

    static func volatility(_ call: borrowing Call) -> Value {
        let year = call.periodsPerYear.squareRoot()
        guard call.has(1) else { return .finite(deviation(call.windowReturns(0), floor: 1) * year) }
        let n = call.whole(1)
        return .column(
            Shape.mapped(Rolling.moments(returns(call), n, floor: 1).squares) { Moment.deviation($0, n) * year })
    }

    static func sharpe(_ call: borrowing Call) -> Value {
        let year = call.periodsPerYear
        guard call.has(1) else {
            let excess = excess(call.windowReturns(0), call)
            return .finite(sharpe(mean: Sum.mean(excess), deviation: deviation(excess, floor: 1), periodsPerYear: year))
        }
        let n = call.whole(1)
        let moments = Rolling.moments(excess(returns(call), call), n, floor: 1)
        return .column(
            Shape.combined(moments.mean, moments.squares) {
                sharpe(mean: $0, deviation: Moment.deviation($1, n), periodsPerYear: year)
            })
    }

    static func sortino(_ call: borrowing Call) -> Value {
        let year = call.periodsPerYear
        guard call.has(1) else {
            return .finite(sortino(excess(call.windowReturns(0), call), periodsPerYear: year))
        }
        let excess = excess(returns(call), call)
        let downside = Rolling.mean(Shape.mapped(excess) { $0 < 0 ? $0 * $0 : $0 * 0 }, call.whole(1))
        return .column(
            Shape.combined(Rolling.mean(excess, call.whole(1)), downside) {
                sortino(mean: $0, downside: $1, periodsPerYear: year)
            })
    }

    static func growth(_ call: borrowing Call) -> Value {
        guard call.has(1) else { return .finite(windowGrowth(call)) }
        return .column(rollingGrowth(call, call.whole(1)))
    }

    private static func windowGrowth(_ call: borrowing Call) -> Double {
        let (values, places) = call.windowLevels()
        guard let first = places.first, let last = places.last else { return .nan }
        return growth(
            from: values[0], to: values[values.count - 1], days: Int(call.days[last]) - Int(call.days[first]),
            least: call.whole(2))
    }

    private static func rollingGrowth(_ call: borrowing Call, _ n: Int) -> [Double] {
        let values = call.series(0)
        var out = Rolling.missing(values.count)
        guard n < values.count else { return out }
        for index in n..<values.count {
            let span = Int(call.days[index]) - Int(call.days[index - n])
            out[index] = growth(from: values[index - n], to: values[index], days: span, least: call.whole(2))
        }
        return out
    }

    static func deepestDrawdown(_ call: borrowing Call) -> Value {
        guard call.has(1) else { return .finite(Drawdown.deepest(call.windowLevels().values)) }
        return .column(Drawdown.deepest(call.series(0), call.whole(1) &+ 1))
    }

    static func drawdown(_ call: borrowing Call) -> Value {
        .column(call.has(1) ? Drawdown.series(call.series(0), call.whole(1)) : Drawdown.series(call.series(0)))
    }

    static func ulcer(_ call: borrowing Call) -> Value {
        guard call.has(1) else { return .finite(Drawdown.ulcer(call.windowLevels().values)) }
        return .column(Ulcer.rolling(call.series(0), call.whole(1)))
    }

    /// Yearly growth over the deepest drawdown.
    static func calmar(_ call: borrowing Call) -> Value {
        guard call.has(1) else {
            let deepest = Drawdown.deepest(call.windowLevels().values)
            return .finite(deepest < -Residue.share ? windowGrowth(call) / -deepest : .nan)
        }
        let deepest = Drawdown.deepest(call.series(0), call.whole(1) &+ 1)
        return .column(
            Shape.combined(rollingGrowth(call, call.whole(1)), deepest) { $1 < -Residue.share ? $0 / -$1 : .nan })
    }

    // MARK: Shape of the returns

    static func skewness(_ call: borrowing Call) -> Value {
        guard call.has(1) else { return .finite(PowerSums(of: call.windowReturns(0)).skewness) }
        return .column(Rolling.skewness(returns(call), call.whole(1)))
    }

    static func kurtosis(_ call: borrowing Call) -> Value {
        guard call.has(1) else { return .finite(PowerSums(of: call.windowReturns(0)).kurtosis) }
        return .column(Rolling.kurtosis(returns(call), call.whole(1)))
    }

    static func valueAtRisk(_ call: borrowing Call) -> Value {
        guard call.has(1) else { return .finite(valueAtRisk(call.windowReturns(0).sorted())) }
        return .column(Rolling.quantile(returns(call), call.whole(1), tail))
    }

    static func shortfall(_ call: borrowing Call) -> Value {
        guard call.has(1) else { return .finite(shortfall(call.windowReturns(0).sorted())) }
        return .column(Rolling.tailMean(returns(call), call.whole(1), tail))
    }

    static func best(_ call: borrowing Call) -> Value {
        guard call.has(1) else { return .finite(call.windowReturns(0).max() ?? .nan) }
        return .column(Rolling.extreme(returns(call), call.whole(1), highest: true))
    }

    static func worst(_ call: borrowing Call) -> Value {
        guard call.has(1) else { return .finite(call.windowReturns(0).min() ?? .nan) }
        return .column(Rolling.extreme(returns(call), call.whole(1), highest: false))
    }

    // MARK: Gains against losses

    /// The sum of returns above the threshold over the sum of those below it.
    static func omega(_ call: borrowing Call) -> Value {
        let threshold = call.number(2)
        return gainsOverLosses(call) { $0 - threshold }
    }

    static func profitFactor(_ call: borrowing Call) -> Value { gainsOverLosses(call) { $0 } }

    private static func gainsOverLosses(_ call: borrowing Call, _ measure: (Double) -> Double) -> Value {
        guard call.has(1) else {
            let values = call.windowReturns(0).map(measure)
            let losses = -Sum.of(values.filter { $0 < 0 })
            return .finite(
                losses > 0 && !Residue.isAll(ofSum: losses, values.count)
                    ? Sum.of(values.filter { $0 > 0 }) / losses : .nan)
        }
        let n = call.whole(1)
        let values = Shape.mapped(returns(call), measure)
        return .column(
            Shape.combined(
                Rolling.sum(masked(values, where: values, .rises), call.whole(1)),
                Rolling.sum(masked(values, where: values, .falls), call.whole(1))
            ) { $1 < 0 && !Residue.isAll(ofSum: $1, n) ? $0 / -$1 : .nan })
    }

    /// The mean gain over the mean loss.
    static func payoff(_ call: borrowing Call) -> Value {
        guard call.has(1) else {
            let values = call.windowReturns(0)
            let loss = Sum.mean(values.filter { $0 < 0 })
            return .finite(Residue.isAll(ofSum: loss, 1) ? .nan : Sum.mean(values.filter { $0 > 0 }) / -loss)
        }
        let values = returns(call)
        let gain = meanOf(values, where: values, .rises, call.whole(1))
        let loss = meanOf(values, where: values, .falls, call.whole(1))
        return .column(Shape.combined(gain, loss) { Residue.isAll(ofSum: $1, 1) ? .nan : $0 / -$1 })
    }

    /// The mean of the last n values over the sessions on which the driver rose (or fell); missing without them.
    private static func meanOf(_ values: [Double], where driver: [Double], _ part: Part, _ n: Int) -> [Double] {
        Shape.combined(
            Rolling.sum(masked(values, where: driver, part), n), Rolling.sum(marks(driver, part), n)
        ) { $1 > 0 ? $0 / $1 : .nan }
    }
}

/// Figures of one series against another: the second is the market, or benchmark.
extension Risk {
    private static func returns(_ index: Int, _ call: borrowing Call) -> [Double] {
        Shape.change(call.series(index), sessions: 1)
    }

    private static func active(_ call: borrowing Call) -> [Double] {
        Shape.combined(returns(0, call), returns(1, call)) { $0 - $1 }
    }

    private static func activeInWindow(_ call: borrowing Call) -> [Double] {
        let pairs = call.windowPairs()
        return Shape.combined(pairs.left, pairs.right) { $0 - $1 }
    }

    static func beta(_ call: borrowing Call) -> Value {
        guard call.has(2) else { return .finite(PairSquares(call.windowPairs()).slope) }
        return .column(Rolling.regression(returns(0, call), on: returns(1, call), call.whole(2), floors: (1, 1)))
    }

    static func alpha(_ call: borrowing Call) -> Value {
        let (rate, year) = (call.riskFreePerPeriod, call.periodsPerYear)
        guard call.has(2) else {
            let squares = PairSquares(call.windowPairs())
            return .finite((squares.leftMean - rate - squares.slope * (squares.rightMean - rate)) * year)
        }
        let moments = Rolling.pairMoments(returns(0, call), returns(1, call), call.whole(2), floors: (1, 1))
        var out = moments.products
        for index in out.indices {
            let slope = moments.rightSquares[index] > 0 ? out[index] / moments.rightSquares[index] : .nan
            out[index] = (moments.leftMean[index] - rate - slope * (moments.rightMean[index] - rate)) * year
        }
        return .column(out)
    }

    static func correlation(_ call: borrowing Call) -> Value {
        guard call.has(2) else {
            let squares = PairSquares(call.windowPairs())
            return .finite(Moment.correlation(squares.products, squares.left, squares.right))
        }
        return .column(Rolling.correlation(returns(0, call), returns(1, call), call.whole(2), floors: (1, 1)))
    }

    static func trackingError(_ call: borrowing Call) -> Value {
        let year = call.periodsPerYear.squareRoot()
        guard call.has(2) else { return .finite(deviation(activeInWindow(call), floor: 1) * year) }
        let n = call.whole(2)
        return .column(
            Shape.mapped(Rolling.moments(active(call), n, floor: 1).squares) { Moment.deviation($0, n) * year })
    }

    static func informationRatio(_ call: borrowing Call) -> Value {
        let year = call.periodsPerYear
        guard call.has(2) else {
            let active = activeInWindow(call)
            return .finite(sharpe(mean: Sum.mean(active), deviation: deviation(active, floor: 1), periodsPerYear: year))
        }
        let n = call.whole(2)
        let moments = Rolling.moments(active(call), n, floor: 1)
        return .column(
            Shape.combined(moments.mean, moments.squares) {
                sharpe(mean: $0, deviation: Moment.deviation($1, n), periodsPerYear: year)
            })
    }

    static func upCapture(_ call: borrowing Call) -> Value { capture(call, .rises) }

    static func downCapture(_ call: borrowing Call) -> Value { capture(call, .falls) }

    /// The sum of returns over that of the benchmark, on the sessions on which the benchmark rose (or fell).
    private static func capture(_ call: borrowing Call, _ part: Part) -> Value {
        guard call.has(2) else {
            let pairs = call.windowPairs()
            let own = Sum.of(masked(pairs.left, where: pairs.right, part))
            let benchmark = Sum.of(masked(pairs.right, where: pairs.right, part))
            return .finite(Residue.isAll(ofSum: benchmark, pairs.right.count) ? .nan : own / benchmark)
        }
        let (own, benchmark) = (returns(0, call), returns(1, call))
        let n = call.whole(2)
        return .column(
            Shape.combined(
                Rolling.sum(masked(own, where: benchmark, part), call.whole(2)),
                Rolling.sum(masked(benchmark, where: benchmark, part), call.whole(2))
            ) { Residue.isAll(ofSum: $1, n) ? .nan : $0 / $1 })
    }

    /// The share of sessions on which the first's return was greater.
    static func hitRate(_ call: borrowing Call) -> Value {
        guard call.has(2) else { return .finite(Sum.mean(marks(activeInWindow(call), .rises))) }
        // The comparison is of the returns themselves, as in `over`: their difference has the same sign.
        return .column(Rolling.mean(marks(active(call), .rises), call.whole(2)))
    }
}

/// Annualised volatility from the range of the sessions.
extension Risk {
    private static func yearly(_ variances: [Double], _ year: Double) -> [Double] {
        Shape.mapped(variances) { ($0 * year).squareRoot() }
    }

    private static func ofRange(_ terms: [Double], _ call: borrowing Call) -> Value {
        guard call.has(1) else {
            let inside = call.window.clamped(to: terms.indices).compactMap { terms[$0].isNaN ? nil : terms[$0] }
            return .finite((Sum.mean(inside) * call.periodsPerYear).squareRoot())
        }
        return .column(yearly(Rolling.mean(terms, call.whole(1)), call.periodsPerYear))
    }

    static func parkinson(_ call: borrowing Call) -> Value { ofRange(RangeVolatility.parkinson(call.bars(0)), call) }

    static func garmanKlass(_ call: borrowing Call) throws(EngineError) -> Value {
        ofRange(RangeVolatility.garmanKlass(call.bars(0), try call.open()), call)
    }

    static func yangZhang(_ call: borrowing Call) throws(EngineError) -> Value {
        let parts = RangeVolatility.components(call.bars(0), try call.open())
        guard call.has(1) else {
            let inside = call.window.clamped(to: parts.day.indices).filter {
                !(parts.overnight[$0] + parts.day[$0] + parts.drifting[$0]).isNaN
            }
            guard inside.count >= 2 else { return .number(.nan) }
            let overnight = squares(inside.map { parts.overnight[$0] }) / Double(inside.count - 1)
            let day = squares(inside.map { parts.day[$0] }) / Double(inside.count - 1)
            let weight = RangeVolatility.dayWeight(inside.count)
            let variance = overnight + weight * day + (1 - weight) * Sum.mean(inside.map { parts.drifting[$0] })
            return .finite((variance * call.periodsPerYear).squareRoot())
        }
        let n = call.whole(1)
        let weight = RangeVolatility.dayWeight(n)
        var out = Rolling.moments(parts.overnight, n, floor: 1).squares
        let day = Rolling.moments(parts.day, n, floor: 1).squares
        let drifting = Rolling.mean(parts.drifting, n)
        for index in out.indices {
            out[index] = (out[index] + weight * day[index]) / Double(n - 1) + (1 - weight) * drifting[index]
        }
        return .column(yearly(out, call.periodsPerYear))
    }
}

extension Call {
    /// A column that this function needs.
    private func needed(_ column: [Double]?, _ name: String) throws(EngineError) -> [Double] {
        if let column { return column }
        throw EngineError(
            .noData, span, "`\(entry.name)` needs the \(name) column, which this symbol does not have")
    }

    func open() throws(EngineError) -> [Double] { try needed(bars(0).open, "open") }

    func volume() throws(EngineError) -> [Double] { try needed(bars(0).volume, "volume") }
}
