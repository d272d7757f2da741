/// The verbs that answer with values: changes, statistics, ranks, drawdowns.
extension PlainAnswers {
    // MARK: Changes

    private struct Change {
        var bucket: String?
        var order = 0
        /// None for an expression.
        var name: String?
        var from: Int
        var to: Int
        var base: Double?
        var last: Double?
        var change: Double? {
            guard let base, let last, base > 0 else { return nil }
            return last / base - 1
        }
    }

    func returns(_ items: [Numbers]) throws -> [PlainColumn] {
        let named = items.filter { $0.members == nil }
        // All end on the newest session that all have.
        let shared = named.isEmpty ? nil : try evaluator(named)
        let newest = shared.map { ($0.under ?? $0).days.last! } ?? Int.max
        var rows: [Change] = []
        var refusal: Refusal?
        var isTaken = !named.isEmpty
        for item in items {
            if let members = item.members {
                do {
                    rows += try perMember(members, [], []) { name, evaluator, window in
                        let found = changes(.symbol(name), name, evaluator, window)
                        if found.isEmpty, clauses.bucket == nil { throw Refusal.tooFew }
                        return found
                    }.flatMap { $0 }
                    isTaken = true
                } catch let error as Refusal {
                    refusal = refusal ?? error
                }
            } else {
                let own = try evaluator([item], cut: newest)
                let found = changes(item, item.isSymbol ? item.text : nil, own, try window(own))
                if found.isEmpty, clauses.bucket == nil { throw Refusal.tooFew }
                rows += found
            }
        }
        if rows.isEmpty, clauses.bucket == nil || !isTaken { throw refusal ?? .tooFew }
        if clauses.bucket != nil {
            rows = rows.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
                .map(\.element)
        }
        let columns = [
            PlainColumn("symbol", .texts(rows.map(\.name))), PlainColumn("from", .dates(rows.map(\.from))),
            PlainColumn("to", .dates(rows.map(\.to))), PlainColumn("base", .numbers(rows.map(\.base))),
            PlainColumn("last", .numbers(rows.map(\.last))), PlainColumn("change", .numbers(rows.map(\.change))),
        ]
        return clauses.bucket == nil ? columns : [PlainColumn("bucket", .texts(rows.map(\.bucket)))] + columns
    }

    private func changes(
        _ item: Numbers, _ name: String?, _ evaluator: PlainEvaluator, _ window: Window
    ) -> [Change] {
        let values = evaluator.values(item)
        /// A session without a value is skipped; one value alone is not a change.
        func row(_ from: Int, _ to: Int) -> Change? {
            guard let last = (0...to).last(where: { values[$0] != nil }) else { return nil }
            let base = (0...from).last { values[$0] != nil } ?? (0...to).first { values[$0] != nil }!
            guard base < last else { return nil }
            return Change(
                name: name, from: evaluator.days[base], to: evaluator.days[last], base: values[base],
                last: values[last])
        }
        guard let bucket = clauses.bucket else { return [row(window.start, window.last)].compactMap { $0 } }
        var rows: [Change] = []
        for (place, part) in buckets(Array(window.bars), evaluator).enumerated() {
            let bars = part.bars
            let before = max(0, bars[0] - 1)
            guard var one = row(place == 0 ? window.base ?? before : before, bars.last!) else { continue }
            one.bucket = part.label
            one.order = PlainAnswers.bucket(bucket, evaluator.days[bars[0]], evaluator.days).order
            rows.append(one)
        }
        return rows
    }

    func mean(_ values: [Double]) -> Double? { values.isEmpty ? nil : exactSum(values) / Double(values.count) }

    func median(_ values: [Double]) -> Double? {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return nil }
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    // MARK: Statistics

    func aggregate(_ verb: String, _ numbers: Numbers) throws -> [PlainColumn] {
        typealias Row = (name: String, bucket: String?, value: PlainColumn.Figure, n: Int)
        func rows(_ name: String, _ evaluator: PlainEvaluator, _ window: Window) throws -> [Row] {
            let values = evaluator.values(numbers)
            let judged = window.bars.filter { index in
                values[index] != nil && (clauses.filter.map { evaluator.truths($0)[index] == true } ?? true)
            }
            if judged.isEmpty, clauses.filter == nil { throw Refusal.tooFew }
            return buckets(judged, evaluator).map { label, bars in
                let values = bars.map { values[$0]! }
                let size = values.map { abs($0) }.max() ?? 0
                let value = statistic(verb, values)
                return (name, label, verb == "stdev" ? spread(value, of: size) : .value(value), bars.count)
            }
        }
        let members = groupIn(numbers)
        let all: [Row]
        if let members {
            all = try perMember(members, [numbers], []) { try rows($0, $1, $2) }.flatMap { $0 }
        } else {
            let evaluator = try evaluator([numbers])
            all = try rows("", evaluator, try window(evaluator))
        }
        var columns: [PlainColumn] = []
        if members != nil { columns.append(PlainColumn("symbol", .texts(all.map(\.name)))) }
        if clauses.bucket != nil { columns.append(PlainColumn("bucket", .texts(all.map(\.bucket)))) }
        return columns + [
            PlainColumn(verb, .figures(all.map(\.value))), PlainColumn("n", .numbers(all.map { Double($0.n) })),
        ]
    }

    /// A deviation of values of this size, or `.rounding` if they differ only by rounding.
    func spread(_ deviation: Double?, of size: Double) -> PlainColumn.Figure {
        let rounding = 1e-13 * size
        return deviation.map { $0 < rounding } ?? false ? .rounding(below: rounding) : .value(deviation)
    }

    /// A group as the subject itself, or as the argument of `ret`.
    func groupIn(_ numbers: Numbers) -> [String]? {
        if case .ret(let inner) = numbers { return inner.members }
        return numbers.members
    }

    func statistic(_ verb: String, _ values: [Double]) -> Double? {
        switch verb {
        case "mean": return mean(values)
        case "median": return median(values)
        case "sum": return values.isEmpty ? nil : exactSum(values)
        case "min": return values.min()
        case "max": return values.max()
        default:
            guard values.count > 1, let mean = mean(values) else { return nil }
            return (exactSum(values.map { ($0 - mean) * ($0 - mean) }) / Double(values.count - 1)).squareRoot()
        }
    }

    func show(_ items: [Numbers]) throws -> [PlainColumn] {
        let nodes = items.flatMap { item in item.members?.map { Numbers.symbol($0) } ?? [item] }
        let evaluator = try evaluator(nodes)
        let window = try window(evaluator)
        let bars = window.bars.filter { index in clauses.filter.map { evaluator.truths($0)[index] == true } ?? true }
        return [PlainColumn("session", .dates(bars.map { evaluator.days[$0] }))]
            + nodes.map { node in
                let values = evaluator.own(node)
                return PlainColumn(nil, .numbers(bars.map { values[$0] }))
            }
    }

    func correlate(_ items: [Numbers]) throws -> [PlainColumn] {
        let evaluator = try evaluator(items)
        let window = try window(evaluator)
        let bars = judgedReturns(window)
        let returns = items.map { self.returns($0, bars, evaluator) }
        let complete = returns[0].indices.filter { bar in returns.allSatisfy { $0[bar] != nil } }
        if complete.count < 2 { throw Refusal.tooFew }
        let samples = returns.map { column in complete.map { column[$0]! } }
        func pearson(_ a: [Double], _ b: [Double]) -> Double? {
            let (meanA, meanB) = (mean(a)!, mean(b)!)
            let both = exactSum(zip(a, b).map { ($0 - meanA) * ($1 - meanB) })
            let spread =
                (exactSum(a.map { ($0 - meanA) * ($0 - meanA) }) * exactSum(b.map { ($0 - meanB) * ($0 - meanB) }))
                .squareRoot()
            return spread > 0 ? both / spread : nil
        }
        return [PlainColumn("symbol", .texts(items.map(\.text)))]
            + samples.indices.map { index in
                PlainColumn(
                    items[index].text,
                    .numbers(
                        samples.indices.map { row in
                            // A return that does not vary has no correlation, not even with itself.
                            pearson(samples[row], samples[index]).map { row == index ? 1 : $0 }
                        }))
            }
    }

    // MARK: Groups

    func rank(_ members: [String], _ numbers: Numbers) throws -> [PlainColumn] {
        typealias Row = (name: String, value: Double?, day: Int)
        let all = try perMember(members, [numbers], []) { name, evaluator, window -> Row in
            (name, evaluator.values(numbers)[window.last], evaluator.days[window.last])
        }
        let newest = all.map(\.day).max()
        let rows = all.filter { $0.value != nil && reaches(newest!, $0.day, $0.name) }.sorted {
            $0.value! != $1.value! ? $0.value! > $1.value! : $0.name < $1.name
        }
        return [
            PlainColumn("rank", .numbers(sharedRanks(rows.map { $0.value! }))),
            PlainColumn("symbol", .texts(rows.map(\.name))), PlainColumn(nil, .numbers(rows.map(\.value))),
            PlainColumn("session", .dates(rows.map(\.day))),
        ]
    }

    func breadth(_ members: [String], _ says: Says?) throws -> [PlainColumn] {
        if let says {
            typealias Row = (name: String, truth: Bool?, day: Int)
            let all = try perMember(members, [], [says]) { name, evaluator, window -> Row in
                (name, evaluator.truths(says)[window.last], evaluator.days[window.last])
            }
            let newest = all.map(\.day).max()
            let told = all.filter { reaches(newest!, $0.day, $0.name) }.compactMap(\.truth)
            let held = told.filter { $0 }.count
            return [
                PlainColumn("group", .texts([nil])), PlainColumn("held", .numbers([Double(held)])),
                PlainColumn("judged", .numbers([Double(told.count)])),
                PlainColumn("members", .numbers([Double(members.count)])),
                PlainColumn("share", .numbers([told.isEmpty ? nil : Double(held) / Double(told.count)])),
            ]
        }
        typealias Row = (name: String, move: Double?, day: Int)
        let all = try perMember(members, [], []) { name, evaluator, window -> Row in
            let values = evaluator.values(.symbol(name))
            var base = window.base
            // Without a window: the newest session against the one before.
            if case .all = clauses.frame { base = window.last > 0 ? window.last - 1 : nil }
            guard let base, let before = values[...base].lazy.compactMap({ $0 }).last, let last = values[window.last]
            else { return (name, nil, evaluator.days[window.last]) }
            return (name, last - before, evaluator.days[window.last])
        }
        let newest = all.map(\.day).max()
        let moves = all.filter { reaches(newest!, $0.day, $0.name) }.compactMap(\.move)
        if moves.isEmpty { throw Refusal.noData }
        return [
            PlainColumn("group", .texts([nil])),
            PlainColumn("up", .numbers([Double(moves.filter { $0 > 0 }.count)])),
            PlainColumn("down", .numbers([Double(moves.filter { $0 < 0 }.count)])),
            PlainColumn("unchanged", .numbers([Double(moves.filter { $0 == 0 }.count)])),
            PlainColumn("judged", .numbers([Double(moves.count)])),
            PlainColumn("members", .numbers([Double(members.count)])),
        ]
    }

    /// Whether the value of a member on its last session still holds on the newest session of any member.
    func reaches(_ newest: Int, _ day: Int, _ name: String) -> Bool {
        day == newest || !market.hasSession(name, after: day, through: newest)
    }

    // MARK: Falls

    func drawdown(_ items: [Numbers]) throws -> [PlainColumn] {
        typealias Fall = (name: String, depth: Double, peak: Int, trough: Int, recovery: Int?, sessions: Int)
        var falls: [Fall] = []
        let nodes = items.flatMap { item in item.members?.map { Numbers.symbol($0) } ?? [item] }
        // A fraction is meaningless if a value can be zero or below: then all drawdowns are differences.
        let inPoints = try nodes.contains { node in
            let evaluator = try evaluator([node])
            let window = try window(evaluator)
            return evaluator.values(node)[window.start...window.last].contains { $0.map { $0 <= 0 } ?? false }
        }
        for node in nodes {
            let evaluator = try evaluator([node])
            let window = try window(evaluator)
            let values = evaluator.values(node)
            let bars = (window.start...window.last).filter { values[$0] != nil }
            var place = 0
            while place < bars.count {
                let peak = bars[place]
                let later = bars[(place + 1)...]
                let recovery = later.first { values[$0]! >= values[peak]! }
                let below = later.prefix { values[$0]! < values[peak]! }
                if let trough = below.min(by: { values[$0]! < values[$1]! }) {
                    let depth = inPoints ? values[trough]! - values[peak]! : values[trough]! / values[peak]! - 1
                    let day = evaluator.days
                    falls.append(
                        (
                            node.text, depth, day[peak], day[trough], recovery.map { day[$0] },
                            below.count
                        ))
                }
                place = recovery.map { bars.firstIndex(of: $0)! } ?? bars.count
            }
        }
        falls.sort { $0.depth != $1.depth ? $0.depth < $1.depth : $0.peak > $1.peak }
        var columns = [
            PlainColumn("rank", .numbers(sharedRanks(falls.map(\.depth)))),
            PlainColumn("depth", .numbers(falls.map(\.depth))), PlainColumn("peak", .dates(falls.map(\.peak))),
            PlainColumn("trough", .dates(falls.map(\.trough))),
            PlainColumn("recovery", .texts(falls.map { $0.recovery.map { Almanac.text($0) } ?? "open" })),
            PlainColumn("under_water", .numbers(falls.map { Double($0.sessions) })),
        ]
        if nodes.count > 1 { columns.insert(PlainColumn("symbol", .texts(falls.map(\.name))), at: 1) }
        return columns
    }

    func bare(_ numbers: Numbers) throws -> [PlainColumn] {
        let evaluator = try evaluator([numbers])
        let window = try window(evaluator)
        return [
            PlainColumn(nil, .texts([nil])), PlainColumn("session", .dates([evaluator.days[window.last]])),
            PlainColumn("value", .numbers([evaluator.values(numbers)[window.last]])),
        ]
    }
}
