/// The sessions of the symbols that a part of a query names, or bars over them, and the values on them: each computed
/// from its definition, looking back as far as needed, one row at a time. A part that looks back and names
/// other symbols is computed on their sessions, and read here.
final class PlainEvaluator {
    let market: PlainMarket
    /// Dates of the bars: a bar has the date of its last session.
    let days: [Int]
    let period: Period
    /// The sessions under the bars, and each bar's sessions.
    let under: PlainEvaluator?
    let bars: [[Int]]
    let member: String?
    let cut: Int
    /// Whose sessions these are: those of the symbols, or of any of the members if no symbol is named.
    let binding: Set<String>
    let loose: Set<String>
    let heldForward: Set<String>
    /// Whether sessions from before all have begun are here.
    let isJoining: Bool
    /// The query's window, and the bar that changes over it start from.
    var stretch = Stretch() { didSet { start = stretch.start(on: days, notBefore: days[0]) } }
    private(set) var start = 0
    private var known: [String: [Double?]] = [:]
    var verdicts: [String: [Bool?]] = [:]
    private var others: [String: PlainEvaluator?] = [:]

    // MARK: Sessions

    /// The first day of a window, and how a change over it finds its base.
    struct Stretch {
        var first = Int.min
        /// The close of the first day itself is the base, not the one before.
        var ownClose = false
        var hasBase = false

        func base(on days: [Int]) -> Int? {
            hasBase ? days.lastIndex { ownClose ? $0 <= first : $0 < first } : nil
        }

        /// The base, or the first bar of the window.
        func start(on days: [Int], notBefore begin: Int) -> Int {
            if let base = base(on: days), days[base] >= begin { return base }
            return days.firstIndex { $0 >= first && $0 >= begin } ?? 0
        }
    }

    /// The sessions that all symbols have; slow series among faster ones make none.
    ///
    /// - Parameter isJoining: those, too, from before the last of them has begun that all which had begun have.
    init(
        _ market: PlainMarket, binding: [String], loose: [String], cut: Int, member: String?, isJoining: Bool = false
    ) throws {
        self.market = market
        self.member = member
        self.cut = cut
        self.binding = Set(binding)
        self.loose = Set(loose)
        self.isJoining = isJoining
        under = nil
        bars = []
        let named = Set(binding).map { market[$0] }
        let fastest = (named + loose.map { market[$0] }).map(\.period.rank).min()!
        let makers = named.filter { $0.period.rank == fastest }
        heldForward = Set(named.filter { $0.period.rank != fastest }.map(\.symbol))
        period = Period.allCases[fastest]
        guard !makers.isEmpty else {
            // Only slow series with baskets and shares: the sessions of the members.
            days = Set(loose.flatMap { market[$0].days }).filter { $0 <= cut }.sorted()
            if days.isEmpty { throw Refusal.noData }
            return
        }
        if makers.contains(where: { $0.days[0] > cut }) { throw Refusal.noData }
        days = Set(makers.flatMap(\.days)).sorted().filter { day in
            day <= cut && makers.allSatisfy { isJoining && day < $0.days[0] || $0.days.contains(day) }
        }
        if days.isEmpty { throw Refusal.noCommon }
    }

    /// The same sessions for a member of a share.
    init(_ other: PlainEvaluator, as member: String) {
        market = other.market
        self.member = member
        cut = other.cut
        binding = other.binding
        loose = other.loose
        heldForward = other.heldForward
        isJoining = other.isJoining
        under = other.under
        period = other.period
        bars = other.bars
        days = other.days
    }

    /// Bars of a calendar period over sessions.
    init(_ sessions: PlainEvaluator, _ period: Period) {
        market = sessions.market
        member = sessions.member
        cut = sessions.cut
        binding = sessions.binding
        loose = sessions.loose
        heldForward = sessions.heldForward
        isJoining = sessions.isJoining
        under = sessions
        self.period = period
        var bars: [[Int]] = []
        var last = Int.min
        for (index, day) in sessions.days.enumerated() {
            let first = Almanac.firstDay(of: period, day)
            if first == last { bars[bars.count - 1].append(index) } else { bars.append([index]) }
            last = first
        }
        self.bars = bars
        days = bars.map { sessions.days[$0.last!] }
    }

    var isDaily: Bool { period == .daily }

    /// Whether the sessions are the dates of a sparse series.
    var isSparse: Bool { makers.contains { market[$0].isSparse } }

    /// The symbols whose sessions these are; empty if members together define them.
    var makers: [String] { binding.filter { !heldForward.contains($0) }.sorted() }

    /// The first bar where history begins inside its period: nothing is measured from it. The history of several begins with the
    /// last of them, whether or not the others have that session.
    private(set) lazy var partialFront: Int? = {
        guard let under, !days.isEmpty else { return nil }
        let first = makers.map { market[$0].days[0] }.max() ?? under.days[0]
        let start = Almanac.firstDay(of: period, first)
        guard let bar = days.firstIndex(where: { Almanac.firstDay(of: period, $0) == start }) else { return nil }
        // A slower reading that begins inside the bar follows another one of the same bar.
        if under.period != .daily { return Almanac.firstDay(of: under.period, first) > start ? bar : nil }
        return (start..<first).contains { market.isSession($0) } ? bar : nil
    }()

    /// The last day of a bar's period; of sessions the day itself.
    func end(of bar: Int) -> Int { isDaily ? days[bar] : Almanac.lastDay(of: period, days[bar]) }

    /// The bar that contains a day; for sessions, the day's own.
    func bar(at day: Int) -> Int? {
        under == nil
            ? days.firstIndex(of: day)
            : days.firstIndex { Almanac.firstDay(of: period, $0) == Almanac.firstDay(of: period, day) }
    }

    /// The day a span back (or, if negative, forward) from a bar; for bars, between the ends of calendar periods.
    func edge(_ span: Span, _ t: Int, sign: Int = 1) -> Int {
        isDaily
            ? Almanac.earlier(days[t], sign * span.count, span.unit)
            : edge(span, from: Almanac.lastDay(of: period, days[t]), sign: sign)
    }

    /// The day a span before the end of a bar.
    func edge(_ span: Span, from end: Int, sign: Int = 1) -> Int {
        let edge = Almanac.earlier(end, sign * span.count, span.unit)
        return period.rank > 1 && span.unit != "w" ? Almanac.lastDay(of: .monthly, edge) : edge
    }

    /// The last bar that is over by a day.
    func lastBar(by edge: Int) -> Int? {
        days.lastIndex { Almanac.lastDay(of: period, $0) <= edge }
    }

    /// More than ten calendar days between this session and the one before.
    func hasHole(before index: Int) -> Bool { isDaily && !isSparse && index > 0 && days[index] - days[index - 1] > 10 }

    // MARK: The sessions of other symbols

    /// The evaluator for a part that names these symbols; itself if they are its own. Nil if they share no session.
    func place(_ part: Named, for name: String? = nil) -> PlainEvaluator? {
        var binding: [String] = []
        var loose: [String] = []
        part.symbols(&binding, &loose)
        if part.usesMember, let member = name ?? member { binding.append(member) }
        if binding.isEmpty, loose.isEmpty { return self }
        let isOwn = Set(binding) == self.binding && (!makers.isEmpty || Set(loose) == self.loose)
        if isOwn, name == nil || name == member { return self }
        let key = "\(Set(binding).sorted()) \(Set(loose).sorted()) \(name ?? member ?? "")"
        if let found = others[key] {
            found?.take(stretch, from: self)
            return found
        }
        // Nothing is newer than the newest session of the query.
        let sessions = try? PlainEvaluator(
            market, binding: binding, loose: loose, cut: (under ?? self).days.last!, member: name ?? member)
        var made = sessions.map { $0.period.rank < period.rank ? PlainEvaluator($0, period) : $0 }
        if let under, let slow = sessions, slow.period.rank > under.period.rank, slow.period.rank < period.rank {
            // Slower than the sessions and faster than these bars: it is held on the sessions below them, and looks back on all
            // there are.
            if isJoining, binding.allSatisfy({ self.binding.contains($0) }) { return self }
            made =
                (try? PlainEvaluator(
                    market, binding: makers + binding, loose: Array(self.loose) + loose, cut: under.days.last!,
                    member: name ?? member, isJoining: true)).map { PlainEvaluator($0, period) }
        }
        made?.take(stretch, from: self)
        others[key] = made
        return made
    }

    /// The same window on its own sessions, but nothing before all symbols of the query have begun.
    private func take(_ stretch: Stretch, from other: PlainEvaluator) {
        self.stretch = stretch
        start = stretch.start(on: days, notBefore: Almanac.firstDay(of: other.period, other.days[0]))
    }

    /// The index of the other evaluator's bar to read at this one's bar; for a slower one, its newest reading whose
    /// period is over.
    func bar(of other: PlainEvaluator, _ t: Int) -> Int? {
        if other === self { return t }
        if other.under != nil {
            let first = Almanac.firstDay(of: period, days[t])
            return other.days.firstIndex { Almanac.firstDay(of: period, $0) == first }
        }
        if other.period.rank > (under ?? self).period.rank { return newest(other.days, other.period, days[t]) }
        return other.days.firstIndex(of: days[t])
    }

    /// The newest reading whose period is over, unless two more periods are over too.
    private func newest(_ readings: [Int], _ period: Period, _ day: Int) -> Int? {
        guard let found = readings.lastIndex(where: { Almanac.lastDay(of: period, $0) < day }) else { return nil }
        var end = Almanac.lastDay(of: period, readings[found])
        for _ in 0..<2 { end = Almanac.lastDay(of: period, end + 1) }
        return end < day ? nil : found
    }

    // MARK: Columns

    private func read(_ symbol: String, _ field: String?, _ index: Int) -> Double? {
        let instrument = market[symbol]
        let column = instrument.columns[market.column(symbol, field)] ?? [:]
        if let under {
            let values = bars[index].compactMap { under.read(symbol, field, $0) }
            switch field {
            case "open": return values.first
            case "high": return values.max()
            case "low": return values.min()
            case "volume": return values.isEmpty ? nil : values.reduce(0, +)
            default: return values.last
            }
        }
        if heldForward.contains(symbol) {
            return newest(instrument.days, instrument.period, days[index]).flatMap { column[instrument.days[$0]] }
        }
        return column[days[index]]
    }

    // MARK: Numbers

    func values(_ numbers: Numbers) -> [Double?] {
        let text = numbers.text
        if let found = known[text] { return found }
        let values: [Double?]
        if numbers.looksBack, place(numbers) !== self {
            values = own(numbers)
        } else if case .basket(let members) = numbers {
            values = basket(members)
        } else {
            values = days.indices.map { index in value(numbers, index).flatMap { $0.isFinite ? $0 : nil } }
        }
        known[text] = values
        return values
    }

    /// The returns between consecutive sessions of this evaluator, regardless of the numbers' own sessions.
    func returns(_ numbers: Numbers) -> [Double?] {
        days.indices.map { growth(at(numbers, $0 - 1), at(numbers, $0)) }
    }

    /// The values on the numbers' own sessions, read here.
    func own(_ numbers: Numbers) -> [Double?] {
        guard let place = place(numbers) else { return days.map { _ in nil } }
        // What it has gained since the base of a window here, it has gained on the value held there.
        if case .cumulative = numbers, place.period.rank > period.rank {
            return days.indices.map { value(numbers, $0) }
        }
        let own = place.values(numbers)
        return days.indices.map { bar(of: place, $0).flatMap { own[$0] } }
    }

    /// Values computed on the sessions of a part of the condition, read here.
    func reading(_ part: Says, _ body: (PlainEvaluator) -> [Double?]) -> [Double?] {
        guard let place = place(part) else { return days.map { _ in nil } }
        let own = body(place)
        return days.indices.map { bar(of: place, $0).flatMap { own[$0] } }
    }

    /// The value on the session before the first common one: the symbols that have begun by then are already combined.
    func valueBeforeAll(_ numbers: Numbers) -> Double? {
        let own = makers.map { market[$0].days }
        let begin = Almanac.firstDay(of: period, days[0])
        let earlier = Set(own.joined()).filter { day in
            day < begin && own.allSatisfy { $0[0] > day || $0.contains(day) }
        }
        guard let day = earlier.max(), let place = place(numbers) else { return nil }
        let index: Int?
        if place.under != nil {
            let first = Almanac.firstDay(of: period, day)
            index = place.days.firstIndex { Almanac.firstDay(of: period, $0) == first }
        } else if place.period.rank > (under ?? self).period.rank {
            index = newest(place.days, place.period, day)
        } else {
            index = place.days.firstIndex(of: day)
        }
        return index.flatMap { place.values(numbers)[$0] }
    }

    func at(_ numbers: Numbers, _ index: Int) -> Double? { index < 0 ? nil : values(numbers)[index] }

    private func value(_ numbers: Numbers, _ t: Int) -> Double? {
        switch numbers {
        case .symbol(let name): return read(name, nil, t)
        case .field(let name, let field): return read(name, field, t)
        case .it, .group: return read(member!, nil, t)
        case .number(let value): return value
        case .arithmetic(let op, let left, let right):
            guard let a = at(left, t), let b = at(right, t) else { return nil }
            return op == "+" ? a + b : op == "-" ? a - b : op == "*" ? a * b : a / b
        case .negated(let inner): return at(inner, t).map { -$0 }
        case .lag(let inner, let n): return at(inner, t - n)
        case .ret(let inner): return growth(at(inner, t - 1), at(inner, t))
        case .change(let inner, let span):
            // The last value a span before.
            let base = base(span, t)
            guard base >= 0, base != partialFront else { return nil }
            if span.unit == "d" { return growth(at(inner, base), at(inner, t)) }
            let known = (0...base).last { $0 != partialFront && at(inner, $0) != nil }
            return growth(known.flatMap { at(inner, $0) }, at(inner, t))
        case .sma(let inner, let n):
            guard let window = window(inner, n, t) else { return nil }
            return exactSum(window) / Double(n)
        case .highest(let inner, let n): return window(inner, n, t)?.max()
        case .lowest(let inner, let n): return window(inner, n, t)?.min()
        case .lesser(let left, let right):
            guard let a = at(left, t), let b = at(right, t) else { return nil }
            return b < a ? b : a
        case .greater(let left, let right):
            guard let a = at(left, t), let b = at(right, t) else { return nil }
            return b > a ? b : a
        case .size(let inner): return at(inner, t).map { $0 < 0 ? -$0 : $0 }
        case .chosen(let says, let left, let right):
            guard let holds = truths(says)[t] else { return nil }
            return holds ? at(left, t) : at(right, t)
        case .streak(let says): return streak(truths(says), t)
        case .since(let says):
            let truths = truths(says)
            guard truths[t] != nil, let last = (0...t).last(where: { truths[$0] == true }) else { return nil }
            return Double(t - last)
        case .slower(let slower, let inner): return completed(slower, inner, t)
        case .cumulative(let inner, let rebased):
            // From the base's value, or the first one after it.
            guard let base = values(inner)[start...].lazy.compactMap({ $0 }).first, base > 0, let now = at(inner, t)
            else { return nil }
            return rebased ? now / base * 100 : now / base - 1
        case .basket: return nil
        case .share(let members, let says):
            let votes = members.compactMap { name -> Bool? in
                guard let place = place(says, for: name) else { return nil }
                return bar(of: place, t).flatMap { place.truths(says)[$0] }
            }
            return votes.isEmpty ? nil : Double(votes.filter { $0 }.count) / Double(votes.count)
        }
    }

    /// Value ÷ base − 1; missing if the base is zero or negative.
    func growth(_ base: Double?, _ value: Double?) -> Double? {
        guard let base, let value, base > 0, (value / base).isFinite else { return nil }
        return value / base - 1
    }

    /// The bar a change over the span starts from; −1 if history does not reach back that far.
    func base(_ span: Span, _ t: Int) -> Int {
        if span.unit == "d" { return max(-1, t - span.count) }
        return lastBar(by: edge(span, t)) ?? -1
    }

    private func window(_ inner: Numbers, _ n: Int, _ t: Int) -> [Double]? {
        guard t >= n - 1 else { return nil }
        let all = values(inner)[(t - n + 1)...t].compactMap { $0 }
        return all.count == n ? all : nil
    }

    private func streak(_ truths: [Bool?], _ t: Int) -> Double? {
        guard truths[0...t].contains(where: { $0 != nil }) else { return nil }
        var length = 0.0
        for index in (0...t).reversed() {
            if truths[index] == false { break }
            if truths[index] == true { length += 1 }
            if hasHole(before: index) { break }
        }
        return length
    }

    /// The value of the newest bar of the slower period that is over at the end of this session.
    private func completed(_ slower: Period, _ inner: Numbers, _ t: Int) -> Double? {
        if slower == period { return at(inner, t) }
        if let under { return under.at(.slower(slower, inner), bars[t].last!) }
        let slow = slowBars(slower)
        let over = slow.days.indices.last { index in
            // Its last session is this one and the exchange does not open again, or it lies in an earlier period.
            slow.days[index] == days[t] && !market.isPartial(slower, days[t])
                || Almanac.lastDay(of: slower, slow.days[index]) < days[t]
        }
        return over.flatMap { slow.values(inner)[$0] }
    }

    private var slowEvaluators: [Period: PlainEvaluator] = [:]

    func slowBars(_ slower: Period) -> PlainEvaluator {
        if let known = slowEvaluators[slower] { return known }
        let made = PlainEvaluator(self, slower)
        slowEvaluators[slower] = made
        return made
    }

    // MARK: Members

    /// Each session the level grows by the mean of the returns of the members that have one; 100 at the start.
    private func basket(_ members: [String]) -> [Double?] {
        var level = 100.0
        var begun = false
        return days.indices.map { t in
            var returns: [Double] = []
            var present = false
            for name in members {
                guard let value = read(name, nil, t) else { continue }
                present = true
                if let last = (0..<t).last(where: { read(name, nil, $0) != nil }),
                    let growth = growth(read(name, nil, last), value)
                {
                    returns.append(growth)
                }
            }
            begun = begun || present
            if !returns.isEmpty { level *= 1 + returns.reduce(0, +) / Double(returns.count) }
            return present ? level : nil
        }
    }
}

/// A compensated sum: the rounding error of each addition is added to the next.
func exactSum(_ values: [Double]) -> Double {
    var sum = 0.0
    var lost = 0.0
    for value in values {
        let next = sum + value
        lost += abs(sum) < abs(value) ? sum - (next - value) : value - (next - sum)
        sum = next
    }
    return sum + lost
}
