import TapeSystem

/// Risk figures over a window, from the returns after its base.
extension PlainAnswers {
    static let ofOne = [
        "vol", "maxdd", "best", "worst", "cagr", "sharpe", "sortino", "skew", "kurt", "var", "cvar", "ulcer",
    ]
    static let ofTwo = ["corr", "beta", "hitrate", "te", "upcap", "downcap", "alpha", "ir"]
    /// Of these the levels count, the base's included; of all others the returns.
    private static let ofLevels = ["maxdd", "cagr", "ulcer"]

    func figure(_ name: String, _ items: [Numbers]) throws -> [PlainColumn] {
        let evaluator = try evaluator(items)
        let window = try window(evaluator)
        guard clauses.bucket == nil else {
            let parts = bucketWindows(evaluator, window)
            return [
                PlainColumn("bucket", .texts(parts.map(\.label))),
                PlainColumn("value", .figures(parts.map { stated(name, figure(name, items, evaluator, $0.window)) })),
                PlainColumn("n", .numbers(parts.map { Double($0.window.bars.count) })),
            ]
        }
        let value = figure(name, items, evaluator, window)
        return [PlainColumn(nil, .texts([nil])), PlainColumn("value", .figures([stated(name, value)]))]
    }

    private func figure(
        _ name: String, _ items: [Numbers], _ evaluator: PlainEvaluator, _ window: Window
    ) -> Double? {
        items.count == 1
            ? figure(
                name, items[0], evaluator,
                Self.ofLevels.contains(name) ? Array(window.start..<window.bars.upperBound) : judgedReturns(window))
            : figure(name, items[0], items[1], evaluator, judgedReturns(window))
    }

    /// The parts of the window by bucket: each starts from the bar before its first, the first one from the window's
    /// base.
    private func bucketWindows(_ evaluator: PlainEvaluator, _ window: Window) -> [(label: String?, window: Window)] {
        buckets(Array(window.bars), evaluator).map { label, bars in
            let base = bars[0] == window.bars.lowerBound ? window.base : bars[0] - 1
            return (label, Window(bars: bars[0]..<bars.last! + 1, base: base))
        }
    }

    /// `mean vol(aa) by year`: on each bar of a bucket the figure of the whole bucket.
    func figureOf(_ verb: String, _ name: String, _ items: [Numbers]) throws -> [PlainColumn] {
        let evaluator = try evaluator(items)
        let window = try window(evaluator)
        let rows = bucketWindows(evaluator, window).compactMap { label, part in
            figure(name, items, evaluator, part).map { (label, $0, part.bars.count) }
        }
        if rows.isEmpty { throw Refusal.tooFew }
        return [
            PlainColumn("bucket", .texts(rows.map(\.0))),
            PlainColumn(verb, .figures(rows.map { stated(name, $0.1) })),
            PlainColumn("n", .numbers(rows.map { Double($0.2) })),
        ]
    }

    /// Each bar of the window is judged by its own return, starting from the bar before the first.
    func judgedReturns(_ window: Window) -> [Int] {
        Array(max(0, window.bars.lowerBound - 1)..<window.bars.upperBound)
    }

    func compare(_ left: Numbers, _ right: Numbers) throws -> [PlainColumn] {
        let evaluator = try evaluator([left, right])
        let window = try window(evaluator)
        let (a, b) = (evaluator.values(left), evaluator.values(right))
        // Both are measured between the same sessions: the last ones, before the window and in it, on which both have a
        // value.
        let both = a.indices.filter { a[$0] != nil && b[$0] != nil }
        guard
            let start = both.last(where: { $0 <= window.start }) ?? both.first(where: { $0 < window.bars.upperBound }),
            let end = both.last(where: { $0 < window.bars.upperBound }), end > start + 1
        else { throw Refusal.tooFew }
        let bars = Array(start...end)
        func change(_ numbers: Numbers) -> Double? {
            let values = evaluator.values(numbers)
            return evaluator.growth(values[start], values[end])
        }
        let names = [
            ("return", ""), ("annualised return", "cagr"), ("annualised volatility", "vol"), ("Sharpe ratio", "sharpe"),
            ("Sortino ratio", "sortino"), ("deepest drawdown", "maxdd"), ("best", "best"), ("worst", "worst"),
            ("hit rate", "hitrate"), ("correlation", "corr"), ("beta", "beta"), ("alpha", "alpha"),
            ("up capture", "upcap"), ("down capture", "downcap"), ("tracking error", "te"), ("information ratio", "ir"),
        ]
        func column(_ numbers: Numbers, isFirst: Bool) -> [PlainColumn.Figure] {
            names.enumerated().map { row, name in
                if row == 0 { return .value(change(numbers)) }
                if row > 7, !isFirst { return .value(nil) }
                let function = name.1
                return stated(
                    function,
                    row <= 7
                        ? figure(function, numbers, evaluator, bars)
                        : figure(function, left, right, evaluator, bars))
            }
        }
        return [
            PlainColumn("statistic", .texts(names.map(\.0))), PlainColumn(nil, .figures(column(left, isFirst: true))),
            PlainColumn(nil, .figures(column(right, isFirst: false))),
        ]
    }

    /// From each of the bars to the next.
    func returns(_ numbers: Numbers, _ bars: [Int], _ evaluator: PlainEvaluator) -> [Double?] {
        let values = evaluator.values(numbers)
        return zip(bars, bars.dropFirst()).map { evaluator.growth(values[$0], values[$1]) }
    }

    /// The returns of a basket of one and of its only member differ by rounding. Means nearly cancel where a price ends where it
    /// began: what rounding leaves of them is multiplied by the bars of a year, and divided by a deviation that is no less than
    /// what an eighth of a price makes.
    private func stated(_ name: String, _ value: Double?) -> PlainColumn.Figure {
        switch name {
        case "te": return spread(value, of: 1)
        case "sharpe", "sortino", "ir", "alpha", "skew", "kurt":
            return value.map { .near($0, within: 1e-9 * max(1, abs($0))) } ?? .value(nil)
        default: return .value(value)
        }
    }

    private func periodsPerYear(_ evaluator: PlainEvaluator) -> Double {
        if evaluator.isSparse, let first = evaluator.days.first, let last = evaluator.days.last, first < last {
            // For a sparse series, the number of its dates: eight meetings per year.
            return Double(evaluator.days.count - 1) * 365.25 / Double(last - first)
        }
        return [evaluator.market.isEveryDay ? 365 : 252, 52, 12, 4, 1][evaluator.period.rank]
    }

    private func figure(
        _ name: String, _ numbers: Numbers, _ evaluator: PlainEvaluator, _ bars: [Int]
    ) -> Double? {
        let returns = returns(numbers, bars, evaluator).compactMap { $0 }
        switch name {
        case "vol": return statistic("stdev", returns).map { $0 * periodsPerYear(evaluator).squareRoot() }
        case "best": return returns.max()
        case "worst": return returns.min()
        case "cagr":
            let known = bars.filter { evaluator.values(numbers)[$0] != nil }
            guard let first = known.first, let last = known.last, let base = evaluator.values(numbers)[first],
                let end = evaluator.values(numbers)[last], base > 0, end > 0
            else { return nil }
            let days = evaluator.days[last] - evaluator.days[first]
            return days < 360 ? nil : pow(end / base, 365.25 / Double(days)) - 1
        case "sharpe":
            guard let mean = mean(returns), let deviation = deviation(returns) else { return nil }
            return periodsPerYear(evaluator).squareRoot() * mean / deviation
        case "sortino":
            guard let mean = mean(returns) else { return nil }
            let downside = (exactSum(returns.map { $0 < 0 ? $0 * $0 : 0 }) / Double(returns.count)).squareRoot()
            return downside > 2e-14 ? periodsPerYear(evaluator).squareRoot() * mean / downside : nil
        case "skew", "kurt":
            let n = Double(returns.count)
            guard n > (name == "skew" ? 2 : 3), deviation(returns) != nil, let mean = mean(returns) else { return nil }
            func moment(_ power: Int) -> Double {
                exactSum(returns.map { value in (0..<power).reduce(1) { product, _ in product * (value - mean) } })
            }
            let square = moment(2)
            if name == "skew" {
                return n * (n - 1).squareRoot() / (n - 2) * moment(3) / (square * square.squareRoot())
            }
            return (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * n * moment(4) / (square * square) - 3 * (n - 1))
        case "var": return fifthPercent(returns)
        case "cvar": return fifthPercent(returns).flatMap { bound in mean(returns.filter { $0 <= bound }) }
        default:
            let values = bars.compactMap { evaluator.values(numbers)[$0] }
            guard values.count > 1, values[0] > 0, values.allSatisfy({ $0 >= 0 }) else { return nil }
            let falls = values.indices.map { values[$0] / values[0...$0].max()! - 1 }
            if name == "maxdd" { return falls.min() }
            return (exactSum(falls.map { $0 * $0 }) / Double(values.count - 1)).squareRoot()
        }
    }

    /// The sample's deviation of returns; none where they differ by their rounding alone.
    private func deviation(_ returns: [Double]) -> Double? {
        guard let mean = mean(returns), let deviation = statistic("stdev", returns) else { return nil }
        return deviation > 2e-14 * (1 + abs(mean)) ? deviation : nil
    }

    /// The 5 % quantile, linear between two of the ordered returns.
    private func fifthPercent(_ returns: [Double]) -> Double? {
        let sorted = returns.sorted()
        guard !sorted.isEmpty else { return nil }
        let place = Double(sorted.count - 1) * 0.05
        let below = Int(place)
        guard below + 1 < sorted.count else { return sorted[below] }
        return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
    }

    private func figure(
        _ name: String, _ left: Numbers, _ right: Numbers, _ evaluator: PlainEvaluator, _ bars: [Int]
    ) -> Double? {
        let (a, b) = (returns(left, bars, evaluator), returns(right, bars, evaluator))
        let both = a.indices.filter { a[$0] != nil && b[$0] != nil }
        let (first, second) = (both.map { a[$0]! }, both.map { b[$0]! })
        guard !both.isEmpty else { return nil }
        switch name {
        case "alpha":
            let spread = products(second, second)
            guard both.count > 1, spread > 0, let mean = mean(first), let market = self.mean(second) else { return nil }
            return periodsPerYear(evaluator) * (mean - products(first, second) / spread * market)
        case "ir":
            let active = zip(first, second).map { $0 - $1 }
            guard let mean = mean(active), let deviation = deviation(active) else { return nil }
            return periodsPerYear(evaluator).squareRoot() * mean / deviation
        case "hitrate": return Double(zip(first, second).filter { $0 > $1 }.count) / Double(both.count)
        case "te":
            return statistic("stdev", zip(first, second).map { $0 - $1 })
                .map { $0 * periodsPerYear(evaluator).squareRoot() }
        case "upcap", "downcap":
            let kept = both.indices.filter { name == "upcap" ? second[$0] > 0 : second[$0] < 0 }
            return kept.isEmpty ? nil : exactSum(kept.map { first[$0] }) / exactSum(kept.map { second[$0] })
        case "beta":
            let spread = products(second, second)
            return both.count > 1 && spread > 0 ? products(first, second) / spread : nil
        default: return both.count > 1 ? pearson(first, second) : nil
        }
    }

    /// The sum of the products of both sides' distances from their means.
    private func products(_ a: [Double], _ b: [Double]) -> Double {
        let (meanA, meanB) = (mean(a)!, mean(b)!)
        return exactSum(zip(a, b).map { ($0 - meanA) * ($1 - meanB) })
    }

    func pearson(_ a: [Double], _ b: [Double]) -> Double? {
        let spread = products(a, a).squareRoot() * products(b, b).squareRoot()
        return spread > 0 ? products(a, b) / spread : nil
    }
}
