/// One column of an answer; no name if the name is an expression's text.
struct PlainColumn {
    enum Cells {
        case numbers([Double?])
        case dates([Int?])
        case texts([String?])
        case flags([Bool?])
        /// Numbers, some of which are not computed here.
        case figures([Figure])
    }

    enum Figure {
        case value(Double?)
        /// What is left if everything cancels except the rounding of the values: only its size matters, not its digits.
        case rounding(below: Double)
        /// A figure of sums that nearly cancel: how far the rounding of the values can move it.
        case near(Double, within: Double)
    }

    var name: String?
    var cells: Cells

    init(_ name: String?, _ cells: Cells) {
        self.name = name
        self.cells = cells
    }
}

/// Answers a query row by row.
struct PlainAnswers {
    let market: PlainMarket
    let query: Query
    private let memory = Memory()

    /// Results computed for the answer are used for its sentences and notes.
    private final class Memory {
        var evaluators: [String: PlainEvaluator] = [:]
    }

    init(market: PlainMarket, query: Query) {
        self.market = market
        self.query = query
    }

    var clauses: Clauses { query.clauses }

    func answer() throws -> [PlainColumn] {
        switch query.ask {
        case .streak(let says): return try streak(says)
        case .odds(let says): return try odds(says)
        case .when(let says): return try when(says)
        case .count(let says): return try count(says)
        case .first(let says): return try firstOrLast(says, isFirst: true)
        case .last(let says): return try firstOrLast(says, isFirst: false)
        case .returns(let items): return try returns(items)
        case .study(let items): return try study(items)
        case .aggregate(let verb, let numbers): return try aggregate(verb, numbers)
        case .show(let items): return try show(items)
        case .rank(let members, let numbers): return try rank(members, numbers)
        case .breadth(let members, let says): return try breadth(members, says)
        case .drawdown(let items): return try drawdown(items)
        case .correlate(let items): return try correlate(items)
        case .longest(let says): return try longest(says)
        case .bare(let numbers): return try bare(numbers)
        case .figure(let name, let items): return try figure(name, items)
        case .figureOf(let verb, let name, let items): return try figureOf(verb, name, items)
        case .compare(let left, let right): return try compare(left, right)
        }
    }

    // MARK: Sessions and windows

    /// The sessions of the subjects; a filter adds none.
    func evaluator(
        _ numbers: [Numbers], _ says: [Says] = [], member: String? = nil, cut: Int = Int.max
    ) throws -> PlainEvaluator {
        let key = "\(numbers.map(\.text)) \(says.map(\.text)) \(member ?? "") \(cut)"
        if let known = memory.evaluators[key] { return known }
        var binding: [String] = []
        var loose: [String] = []
        for item in numbers { item.symbols(&binding, &loose) }
        for item in says { item.symbols(&binding, &loose) }
        if let member { binding.append(member) }
        if let period = clauses.period, clauses.spans.contains(where: { period.cuts($0) }) { throw Refusal.badSpan }
        let sessions = try PlainEvaluator(
            market, binding: binding, loose: loose, cut: min(cut, clauses.asOf ?? Int.max), member: member)
        let period = clauses.period ?? sessions.period
        let evaluator = period == sessions.period ? sessions : PlainEvaluator(sessions, period)
        // For a study, only the sessions of the events count.
        if case .last(let span) = clauses.frame, !query.isStudy, evaluator.cuts(span) { throw Refusal.badSpan }
        if binding.contains(where: { market[$0].period == .daily && market[$0].days[0] > sessions.days.last! }) {
            throw Refusal.noData
        }
        let parts = numbers.map { $0 as any Named } + says
        for part in parts { try evaluator.check(part) }
        for part in parts { try evaluator.checkSpans(part) }
        if let filter = clauses.filter {
            try evaluator.checkFilter(filter)
            try evaluator.checkSpans(filter)
        }
        memory.evaluators[key] = evaluator
        return evaluator
    }

    /// The bars that are judged, and the one a change over them starts from.
    struct Window {
        var bars: Range<Int>
        var base: Int?
        var start: Int { base ?? bars.lowerBound }
        var last: Int { bars.upperBound - 1 }
    }

    /// The newest session of a group, and the sessions of the member that has it and has most of them: what a member that
    /// stopped earlier is measured against.
    typealias Anchor = (day: Int, days: [Int])

    func window(_ evaluator: PlainEvaluator, _ anchor: Anchor? = nil) throws -> Window {
        let days = evaluator.days
        let sessions = (evaluator.under ?? evaluator).days
        let isStale = anchor.map { $0.day > sessions.last! } ?? false
        let newest = isStale ? anchor!.day : sessions.last!
        var end = days.count
        if leavesOutNewest(evaluator) { end -= 1 }
        // Dates around a bar's label, and how a change finds its base.
        var first = Int.min
        var last = Int.max
        var ownClose = false
        var hasBase = true
        switch clauses.frame {
        case .all: hasBase = false
        case .since(let when): (first, ownClose) = (when.first, when.isDay)
        case .until(let when): (last, hasBase) = (when.last, false)
        case .between(let from, let to, _): (first, last, ownClose) = (from.first, to.last, from.isDay)
        case .inside(let when): (first, last) = (when.first, when.last)
        case .last(let span) where span.unit == "d":
            if isStale || evaluator.under != nil {
                let counted = isStale ? anchor!.days.filter { $0 <= newest } : sessions
                if counted.count > span.count { first = counted[counted.count - 1 - span.count] + 1 }
            } else if end > span.count {
                first = days[end - span.count]
            }
        case .last(let span) where evaluator.under != nil || evaluator.period != .daily:
            // From the end of the newest bar that counts, from any member.
            let ends = (isStale ? anchor!.days : sessions).map { Almanac.lastDay(of: evaluator.period, $0) }
            let over =
                evaluator.under != nil && !clauses.partial && isPartial(evaluator.period, newest)
                ? ends.last { $0 < ends.last! } : ends.last
            guard let over else { break }
            let edge = evaluator.edge(span, from: over)
            first = evaluator.lastBar(by: edge).map { Almanac.lastDay(of: evaluator.period, days[$0]) + 1 } ?? Int.min
        case .last(let span): first = Almanac.earlier(newest, span.count, span.unit) + 1
        case .toDate(let period):
            first = Almanac.firstDay(of: period, newest)
            if !days.indices.contains(where: { days[$0] < first }) {
                throw Refusal.beforeHistory
            }
        }
        let judged = days.indices.filter {
            $0 < end && days[$0] >= first && days[$0] <= last
        }
        guard let low = judged.first, let high = judged.last else { throw Refusal.noData }
        evaluator.stretch = PlainEvaluator.Stretch(first: first, ownClose: ownClose, hasBase: hasBase)
        let usable = evaluator.stretch.base(on: days).flatMap { $0 <= high ? $0 : nil }
        return Window(bars: low..<high + 1, base: usable)
    }

    func isJudged(_ evaluator: PlainEvaluator, _ truths: [Bool?], _ index: Int) -> Bool {
        truths[index] != nil && (clauses.filter.map { evaluator.truths($0)[index] == true } ?? true)
    }

    func judged(_ says: Says, _ evaluator: PlainEvaluator, _ window: Window) -> [Int] {
        let truths = evaluator.truths(says)
        return window.bars.filter { isJudged(evaluator, truths, $0) }
    }

    /// Refused where the condition has no value on any bar of the window, and not because `where` left none.
    func judgedOrRefused(_ says: Says, _ evaluator: PlainEvaluator, _ window: Window) throws -> [Int] {
        let found = judged(says, evaluator, window)
        if found.isEmpty, clauses.filter == nil { throw Refusal.tooFew }
        return found
    }

    /// The members that have data, each with its result.
    func perMember<T>(
        _ members: [String], _ numbers: [Numbers], _ says: [Says], _ body: (String, PlainEvaluator, Window) throws -> T?
    ) throws -> [T] {
        var refusals: [(member: String, refusal: Refusal)] = []
        var evaluators: [(String, PlainEvaluator)] = []
        for member in members {
            do {
                evaluators.append((member, try evaluator(numbers, says, member: member)))
            } catch let error as Refusal {
                refusals.append((member, error))
            }
        }
        var anchor: Anchor?
        for (_, evaluator) in evaluators {
            let days = (evaluator.under ?? evaluator).days
            let isNewer = anchor.map { ($0.day, $0.days.count) < (days.last!, days.count) } ?? true
            if isNewer { anchor = (days.last!, days) }
        }
        var found: [T] = []
        for (member, evaluator) in evaluators {
            do {
                if let value = try body(member, evaluator, try window(evaluator, anchor)) { found.append(value) }
            } catch let error as Refusal {
                refusals.append((member, error))
            }
        }
        // If no member has data, the first one's reason is given.
        if found.isEmpty, let first = members.first(where: { member in refusals.contains { $0.member == member } }) {
            throw refusals.first { $0.member == first }!.refusal
        }
        return found
    }

    // MARK: Runs

    struct Run {
        var bars: [Int]
        /// Bars of the run before the window.
        var before: Int
        var beginsWithHistory: Bool
        var isRunning: Bool
        var length: Int { bars.count }
        var isClipped: Bool { before > 0 || beginsWithHistory }
    }

    /// All maximal runs of judged bars, cut to the window; oldest first.
    func runs(_ says: Says, _ evaluator: PlainEvaluator, _ window: Window) -> [Run] {
        let truths = evaluator.truths(says)
        let common = 0..<window.bars.upperBound
        let judged = common.filter { isJudged(evaluator, truths, $0) }
        var whole: [[Int]] = []
        var previous: Int?
        for index in judged {
            if truths[index] == true {
                let broken = previous.map { last in
                    truths[last] == false || (last + 1...index).contains { evaluator.hasHole(before: $0) }
                }
                if broken ?? true { whole.append([index]) } else { whole[whole.count - 1].append(index) }
            }
            previous = index
        }
        // History begins with a run if nothing before it could have ended it: no judged bar, no gap.
        func beginsWithHistory(_ run: [Int]) -> Bool {
            run[0] == judged.first
                && !(common.lowerBound...run[0]).dropFirst().contains { evaluator.hasHole(before: $0) }
        }
        return whole.compactMap { run in
            let inside = run.filter { window.bars.contains($0) }
            guard !inside.isEmpty else { return nil }
            return Run(
                bars: inside, before: run.count - inside.count, beginsWithHistory: beginsWithHistory(run),
                isRunning: inside.last == judged.last)
        }
    }

    func ranked(_ runs: [Run]) -> [Run] {
        runs.sorted { $0.length != $1.length ? $0.length > $1.length : $0.bars[0] > $1.bars[0] }
    }

    func streak(_ says: Says) throws -> [PlainColumn] {
        if let members = says.members { return try streakOver(members, says) }
        let evaluator = try evaluator([], [says])
        let window = try window(evaluator)
        _ = try judgedOrRefused(says, evaluator, window)
        let runs = ranked(runs(says, evaluator, window))
        let days = evaluator.days
        /// From the query's session before the run; for comparisons, between common sessions.
        func change(_ numbers: Numbers, _ run: Run, isOwn: Bool = false) -> Double? {
            let here = isOwn ? evaluator.own(numbers) : evaluator.values(numbers)
            guard let last = here[run.bars.last!] else { return nil }
            guard run.bars[0] > 0 else { return evaluator.growth(evaluator.valueBeforeAll(numbers), last) }
            return evaluator.growth(here[run.bars[0] - 1], last)
        }
        var columns = [
            PlainColumn("rank", .numbers(sharedRanks(runs.map(\.length)))),
            PlainColumn("length", .numbers(runs.map { Double($0.length) })),
            PlainColumn("from", .dates(runs.map { days[$0.bars[0]] })),
            PlainColumn("to", .dates(runs.map { days[$0.bars.last!] })),
        ]
        if case .over(let left, let right, _, _) = says {
            let a = runs.map { change(left, $0) }
            let b = runs.map { change(right, $0) }
            let spread = zip(a, b).map { a, b in a.flatMap { a in b.map { a - $0 } } }
            columns += [
                PlainColumn(nil, .numbers(a)), PlainColumn(nil, .numbers(b)), PlainColumn("spread", .numbers(spread)),
            ]
        } else {
            var names: [String] = []
            var loose: [String] = []
            says.symbols(&names, &loose)
            for (index, name) in names.enumerated() where names.firstIndex(of: name) == index {
                columns.append(PlainColumn(name, .numbers(runs.map { change(.symbol(name), $0, isOwn: true) })))
            }
        }
        columns.append(
            PlainColumn("state", .texts(runs.map { $0.isRunning && ended(evaluator) == nil ? "running" : "ended" })))
        columns.append(PlainColumn("clipped", .flags(runs.map(\.isClipped))))
        return columns
    }

    private func streakOver(_ members: [String], _ says: Says) throws -> [PlainColumn] {
        typealias Row = (name: String, present: Run?, longest: Run?, days: [Int], isEnded: Bool)
        var rows = try perMember(members, [], [says]) { name, evaluator, window -> Row in
            _ = try self.judgedOrRefused(says, evaluator, window)
            let runs = self.runs(says, evaluator, window)
            // A member is also not in a current run if the data of the other side has ended.
            let isEnded = self.end(of: name) != nil || self.ended(evaluator) != nil
            return (
                name, runs.last.flatMap { $0.isRunning && !isEnded ? $0 : nil }, self.ranked(runs).first,
                evaluator.days, isEnded
            )
        }
        rows.sort { a, b in
            let left = (a.isEnded ? -1 : a.present?.length ?? 0, a.longest?.length ?? 0)
            let right = (b.isEnded ? -1 : b.present?.length ?? 0, b.longest?.length ?? 0)
            return left == right ? a.name < b.name : left > right
        }
        return [
            PlainColumn("symbol", .texts(rows.map(\.name))),
            PlainColumn("length", .numbers(rows.map { $0.isEnded ? nil : Double($0.present?.length ?? 0) })),
            PlainColumn("from", .dates(rows.map { row in row.present.map { row.days[$0.bars[0]] } })),
            PlainColumn("longest", .numbers(rows.map { Double($0.longest?.length ?? 0) })),
            PlainColumn("longest_from", .dates(rows.map { row in row.longest.map { row.days[$0.bars[0]] } })),
            PlainColumn("longest_to", .dates(rows.map { row in row.longest.map { row.days[$0.bars.last!] } })),
        ]
    }

    private func odds(_ says: Says) throws -> [PlainColumn] {
        if let members = says.members { return try oddsOver(members, says) }
        let evaluator = try evaluator([], [says])
        let window = try window(evaluator)
        _ = try judgedOrRefused(says, evaluator, window)
        let over = runs(says, evaluator, window).filter { !$0.isRunning && !$0.isClipped }.map(\.length)
        let lengths = Array(1..<(over.max() ?? 0) + 1)
        func reached(_ length: Int) -> Double { Double(over.filter { $0 >= length }.count) }
        return [
            PlainColumn("length", .numbers(lengths.map { Double($0) })),
            PlainColumn("runs", .numbers(lengths.map { length in Double(over.filter { $0 == length }.count) })),
            PlainColumn("reached", .numbers(lengths.map { reached($0) })),
            PlainColumn("went_on", .numbers(lengths.map { reached($0 + 1) })),
            PlainColumn("share", .numbers(lengths.map { reached($0 + 1) / reached($0) })),
        ]
    }

    func longest(_ says: Says) throws -> [PlainColumn] {
        let evaluator = try evaluator([], [says])
        let window = try window(evaluator)
        let runs = runs(says, evaluator, window)
        let any = !judged(says, evaluator, window).isEmpty
        return [
            PlainColumn("expression", .texts([nil])),
            PlainColumn("value", .numbers([any ? Double(runs.map(\.length).max() ?? 0) : nil])),
        ]
    }

    // MARK: Sessions on which a condition held

    /// The columns shown with a condition: returns for `over`, values for all else, each once.
    private func subjects(_ says: Says) -> [(numbers: Numbers, isReturn: Bool, part: Says)] {
        switch says {
        case .over(let left, let right, _, _): return [(left, true, says), (right, true, says)]
        case .moves(.symbol(let name), _, .some(let by)) where market[name].isRate && by.hasSuffix("bp"):
            // The rate, and its move in points.
            let rate = Numbers.symbol(name)
            return [(rate, false, says), (.arithmetic("-", rate, .lag(rate, 1)), false, says)]
        case .moves(let numbers, _, let by): return [(numbers, by != nil, says)]
        case .extreme(let numbers, let high, _, let intraday):
            if intraday, case .symbol(let name) = numbers {
                return [(.field(name, high ? "high" : "low"), false, says)]
            }
            return [(numbers, false, says)]
        case .level(let left, _, let right), .compares(_, let left, let right), .crosses(let left, _, let right),
            .reaches(let left, let right):
            return [(left, false, says), (right, false, says)]
        case .between(let value, _, _): return [(value, false, says)]
        case .not(let inner): return subjects(inner)
        case .both(let left, let right), .either(let left, let right): return subjects(left) + subjects(right)
        }
    }

    /// As they were judged: on the sessions of their part of the condition.
    private func shown(_ says: Says, _ evaluator: PlainEvaluator, _ bars: [Int]) -> [PlainColumn] {
        var seen: Set<String> = []
        return subjects(says).compactMap { numbers, isReturn, part in
            if numbers.isConstant { return nil }
            let key = numbers.text + (isReturn ? " return" : "")
            guard seen.insert(key).inserted else { return nil }
            let values = evaluator.reading(part) { isReturn ? $0.returns(numbers) : $0.values(numbers) }
            return PlainColumn(nil, .numbers(bars.map { values[$0] }))
        }
    }

    private func when(_ says: Says) throws -> [PlainColumn] {
        if let members = says.members {
            typealias Row = (day: Int, name: String, values: [Double?])
            var width = 0
            let rows = try perMember(members, [], [says]) { name, evaluator, window -> [Row] in
                let truths = evaluator.truths(says)
                let held = try judgedOrRefused(says, evaluator, window).filter { truths[$0] == true }
                let columns = shown(says, evaluator, held).map { column -> [Double?] in
                    if case .numbers(let values) = column.cells { return values }
                    return []
                }
                width = columns.count
                return held.enumerated().map { place, bar in (evaluator.days[bar], name, columns.map { $0[place] }) }
            }.flatMap { $0 }.sorted { ($0.day, $0.name) < ($1.day, $1.name) }
            return [
                PlainColumn("session", .dates(rows.map(\.day))), PlainColumn("symbol", .texts(rows.map(\.name))),
            ] + (0..<width).map { place in PlainColumn(nil, .numbers(rows.map { $0.values[place] })) }
        }
        let evaluator = try evaluator([], [says])
        let truths = evaluator.truths(says)
        let held = try judgedOrRefused(says, evaluator, try window(evaluator)).filter { truths[$0] == true }
        return [PlainColumn("session", .dates(held.map { evaluator.days[$0] }))] + shown(says, evaluator, held)
    }

    private func firstOrLast(_ says: Says, isFirst: Bool) throws -> [PlainColumn] {
        func found(_ evaluator: PlainEvaluator, _ window: Window) throws -> Int? {
            let truths = evaluator.truths(says)
            let held = try judgedOrRefused(says, evaluator, window).filter { truths[$0] == true }
            return isFirst ? held.first : held.last
        }
        if let members = says.members {
            typealias Row = (name: String, day: Int?)
            let rows = try perMember(members, [], [says]) { name, evaluator, window -> Row in
                let index = try found(evaluator, window)
                return (name, index.map { evaluator.days[$0] })
            }
            let counted = counted(rows.map(\.name), says)
            let ordered =
                rows.filter { $0.day != nil }.sorted { ($0.day!, $0.name) < ($1.day!, $1.name) }
                + rows.filter { $0.day == nil }
            return [
                PlainColumn("symbol", .texts(ordered.map(\.name))), PlainColumn("session", .dates(ordered.map(\.day))),
                PlainColumn(
                    "ago",
                    .numbers(
                        ordered.map { row in
                            row.day.flatMap { day in counted.map { ago(day, $0.evaluator, $0.window) } }
                        })),
            ]
        }
        let evaluator = try evaluator([], [says])
        let window = try window(evaluator)
        let bars = try found(evaluator, window).map { [$0] } ?? []
        return [
            PlainColumn("session", .dates(bars.map { evaluator.days[$0] })),
            PlainColumn("ago", .numbers(bars.map { ago(evaluator.days[$0], evaluator, window) })),
        ] + shown(says, evaluator, bars)
    }

    /// Whether the newest bar's period goes on, on the last day that is loaded.
    func isNewestPartial(_ evaluator: PlainEvaluator) -> Bool { isPartial(evaluator.period, evaluator.days.last!) }

    private func isPartial(_ period: Period, _ label: Int) -> Bool {
        let day = max(label, loaded)
        return day <= Almanac.lastDay(of: period, label) && market.isPartial(period, day)
    }

    func leavesOutNewest(_ evaluator: PlainEvaluator) -> Bool {
        evaluator.under != nil && !clauses.partial && isNewestPartial(evaluator)
    }
}

extension Numbers {
    var isSymbol: Bool {
        if case .symbol = self { return true }
        return false
    }

    /// A number that is the same at every session.
    var isConstant: Bool {
        switch self {
        case .number: true
        case .negated(let inner), .size(let inner): inner.isConstant
        case .arithmetic(_, let left, let right), .lesser(let left, let right), .greater(let left, let right):
            left.isConstant && right.isConstant
        default: false
        }
    }
}
