import TestSupport

/// Makes random queries that a market can be asked.
struct SentenceMaker {
    let market: PlainMarket
    var random: SeededRandom

    private let daily: [String]
    private let slow: [String]
    private let rates: [String]
    private let sparse: [String]
    private let barred: [String]
    private let adjusted: [String]
    private let firstDay: Int
    private let lastDay: Int

    init(_ market: PlainMarket, _ random: SeededRandom) {
        self.market = market
        self.random = random
        daily = market.daily.map(\.symbol)
        rates = market.instruments.filter(\.isRate).map(\.symbol)
        sparse = market.instruments.filter(\.isSparse).map(\.symbol)
        slow = market.instruments.filter { $0.period != .daily }.map(\.symbol)
        barred = market.daily.filter { $0.columns["high"] != nil }.map(\.symbol)
        adjusted = market.daily.filter { $0.columns["adjclose"] != nil }.map(\.symbol)
        firstDay = market.daily.map { $0.days[0] }.min()!
        lastDay = market.daily.map { $0.days.last! }.max()!
    }

    private mutating func chance(_ probability: Double) -> Bool { random.chance(probability) }
    private mutating func whole(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    private mutating func pick<T>(_ items: [T]) -> T { items[whole(0...items.count - 1)] }

    // MARK: Queries

    mutating func query() -> Query {
        var query = Query(ask: ask(), clauses: Clauses())
        addClauses(&query)
        return query
    }

    private mutating func ask() -> Ask {
        switch whole(0...27) {
        case 0...3: return .streak(says(grouped: chance(0.2)))
        case 4: return .odds(says(grouped: chance(0.2)))
        case 5...6: return .when(says(grouped: chance(0.2)))
        case 7...9: return .count(says(grouped: chance(0.2)))
        case 10: return .first(says(grouped: chance(0.3)))
        case 11: return .last(says(grouped: chance(0.3)))
        case 12...14: return .returns(subjects(groups: true))
        case 15...16:
            return .study(subjects(groups: false))
        case 17...18:
            let numbers: Numbers = chance(0.15) ? .ret(.group(members())) : self.numbers(2)
            return .aggregate(pick(["mean", "median", "sum", "min", "max", "stdev"]), series(numbers))
        case 19:
            let items = (0...whole(0...2)).map { _ in series(numbers(3)) }
            return .show(items.map { chance(0.15) ? .cumulative($0, rebased: chance(0.5)) : $0 })
        case 20: return .rank(members(), memberNumbers())
        case 21: return .breadth(members(), chance(0.5) ? says(2, it: true) : nil)
        case 22: return .drawdown([series(numbers(1))])
        case 25...26:
            let isOfOne = chance(0.5)
            let name = pick(isOfOne ? PlainAnswers.ofOne : PlainAnswers.ofTwo)
            let items = isOfOne ? [series(numbers(1))] : [series(numbers(1)), series(numbers(0))]
            return chance(0.2) ? .figureOf(pick(["mean", "median", "min", "max"]), name, items) : .figure(name, items)
        case 27: return .compare(series(numbers(1)), series(numbers(0)))
        case 23: return chance(0.5) ? .longest(says(2)) : .bare(series(numbers(2)))
        default: return .correlate((0...whole(1...2)).map { _ in Numbers.symbol(pick(daily)) })
        }
    }

    private mutating func subjects(groups: Bool) -> [Numbers] {
        (0...whole(0...2)).map { _ in groups && chance(0.2) ? .group(members()) : series(numbers(1)) }
    }

    private mutating func members() -> [String] {
        let kept = daily.filter { _ in random.chance(0.7) }
        return kept.isEmpty ? [daily[0]] : kept
    }

    /// A series, for places where a number is refused.
    private mutating func series(_ numbers: Numbers) -> Numbers {
        if !rates.isEmpty, chance(0.08) { return .symbol(pick(rates)) }
        if !sparse.isEmpty, chance(0.08) { return .symbol(pick(sparse)) }
        var binding: [String] = []
        var loose: [String] = []
        numbers.symbols(&binding, &loose)
        let holdsGroup = { if case .ret(let inner) = numbers { return inner.members != nil } else { return false } }()
        return binding.isEmpty && loose.isEmpty && !holdsGroup ? .symbol(pick(daily)) : numbers
    }

    // MARK: Clauses

    private mutating func addClauses(_ query: inout Query) {
        var clauses = Clauses()
        if chance(0.7) { clauses.frame = frame() }
        if chance(0.25) { clauses.asOf = whole(firstDay...lastDay + 3) }
        if chance(0.3) { clauses.period = period(query) }
        if let period = clauses.period, period != .daily, chance(0.3) { clauses.partial = true }
        let running = ["year", "quarter", "month", "week"]
        switch query.ask {
        case .count, .aggregate:
            if chance(0.35) { clauses.bucket = pick(running + ["month of year", "day of week"]) }
            if chance(0.25) { clauses.filter = says(1) }
        case .returns, .figure:
            if chance(0.3) { clauses.bucket = pick(running) }
        case .figureOf: clauses.bucket = pick(running)
        case .streak, .odds, .when, .first, .last, .show:
            if chance(0.2) { clauses.filter = says(1) }
        case .study:
            // On bars as often as on sessions, with spans that hold them.
            if chance(0.3), period(query) != nil {
                clauses.period = pick([.weekly, .weekly, .monthly, .monthly, .quarterly, .yearly])
                clauses.partial = chance(0.3)
            }
            let bar = clauses.period ?? .daily
            clauses.after = says(bar == .daily ? 2 : whole(0...2))
            clauses.next = (0...whole(0...1)).map { _ in span(of: bar) }
            if chance(0.3) { clauses.apart = span(of: bar) }
        default: break
        }
        switch query.ask {
        case .streak: if chance(0.1) { clauses.top = pick([1, 3, -2]) }
        case .when, .show: if chance(0.1) { clauses.top = pick([1, 3]) }
        default: break
        }
        // Something judged on one session takes no start.
        switch (query.ask, clauses.frame) {
        case (.rank, .all), (.rank, .until), (.bare, .all), (.bare, .until), (.breadth(_, .some), .all),
            (.breadth(_, .some), .until):
            break
        case (.rank, _), (.bare, _), (.breadth(_, .some), _): clauses.frame = .all
        default: break
        }
        query.clauses = clauses
        // Refused, as is a look-back of one bar: spans shorter than the bar (T0105). A few of them will do.
        if let period = clauses.period, period != .daily, chance(0.9), isSplit(query.text, period) {
            query.clauses.period = nil
            query.clauses.partial = false
        }
        // Bars of sparse series, and annualised figures from them, have separate tests.
        if query.namesAny(sparse) {
            query.clauses.period = nil
            query.clauses.partial = false
        }
    }

    private func isSplit(_ text: String, _ period: Period) -> Bool {
        let words = text.split { " ,()".contains($0) }
        for (index, word) in words.enumerated() {
            guard let unit = word.last, let rank = ["d", "w", "m", "q", "y"].firstIndex(of: unit),
                let count = Int(word.dropLast())
            else { continue }
            if rank < period.rank || rank == period.rank && count == 1 && index > 0 && words[index - 1] == "at" {
                return true
            }
        }
        return false
    }

    private mutating func frame() -> Frame {
        switch whole(0...7) {
        case 0...1: return .since(when())
        case 2: return .until(when())
        case 3...4:
            let (a, b) = (when(), when())
            return a.first <= b.last ? .between(a, b, spelled: chance(0.3)) : .between(b, a, spelled: false)
        case 5: return .inside(when())
        case 6: return .last(span())
        default: return .toDate(pick([.weekly, .monthly, .quarterly, .yearly]))
        }
    }

    private mutating func when() -> When {
        let day = whole(firstDay - 30...lastDay + 10)
        let date = Almanac.dates[day]
        let text = Almanac.text(day)
        func span(_ text: String, _ period: Period) -> When {
            When(
                text: text, first: Almanac.firstDay(of: period, day), last: Almanac.lastDay(of: period, day),
                isDay: false)
        }
        switch whole(0...6) {
        case 0: return span("\(date.year)", .yearly)
        case 1: return span("\(date.year)Q\((date.month + 2) / 3)", .quarterly)
        case 2: return span(String(text.prefix(7)), .monthly)
        default: return When(text: text, first: day, last: day, isDay: true)
        }
    }

    private mutating func span() -> Span {
        let unit = pick(["d", "d", "d", "w", "m", "m", "q", "y"] as [Character])
        return Span(
            count: unit == "d" ? whole(1...25) : unit == "w" ? whole(1...6) : unit == "m" ? whole(1...4) : 1, unit: unit
        )
    }

    /// A span that bars are no longer than.
    private mutating func span(of bar: Period) -> Span {
        let units: [Character] = ["w", "w", "m", "m", "q", "y"]
        switch bar {
        case .daily: return span()
        case .weekly: return Span(count: whole(1...5), unit: pick(units))
        case .monthly: return Span(count: whole(1...4), unit: pick(["m", "m", "q", "y"]))
        case .quarterly: return Span(count: whole(1...3), unit: pick(["q", "q", "y"]))
        case .yearly: return Span(count: whole(1...2), unit: "y")
        }
    }

    /// A look-back of one session contains only the judged session.
    private mutating func lookBack() -> Span {
        var span = span()
        if span.unit == "d", span.count == 1 { span.count = 2 }
        return span
    }

    /// A frequency slower than the data's.
    private mutating func period(_ query: Query) -> Period? {
        var binding: [String] = []
        var loose: [String] = []
        switch query.ask {
        case .rank, .breadth: break
        case .streak(let says), .odds(let says), .when(let says), .count(let says), .first(let says), .last(let says),
            .longest(let says):
            says.symbols(&binding, &loose)
            loose += says.members ?? []
        case .returns(let items), .study(let items), .show(let items), .drawdown(let items), .correlate(let items),
            .figure(_, let items), .figureOf(_, _, let items):
            for item in items {
                item.symbols(&binding, &loose)
                loose += item.members ?? []
            }
        case .compare(let left, let right):
            left.symbols(&binding, &loose)
            right.symbols(&binding, &loose)
        case .aggregate(_, let numbers), .bare(let numbers):
            numbers.symbols(&binding, &loose)
            if case .ret(let inner) = numbers { loose += inner.members ?? [] }
        }
        // If only slow series define the axis, or are part of the subjects, it is not changed.
        let all = binding.map { market[$0].period.rank } + (loose.isEmpty ? [] : [0])
        if all.contains(where: { $0 > 0 }), !all.contains(0) { return nil }
        switch query.ask {
        case .returns(let items) where items.contains { isSlow($0) }: return nil
        case .study(let items) where items.contains { isSlow($0) }: return nil
        default: break
        }
        return pick([.daily, .weekly, .weekly, .weekly, .monthly, .monthly, .quarterly, .yearly])
    }

    private func isSlow(_ numbers: Numbers) -> Bool {
        var binding: [String] = []
        var loose: [String] = []
        numbers.symbols(&binding, &loose)
        return binding.contains { slow.contains($0) }
    }

    // MARK: Conditions

    private mutating func says(grouped: Bool) -> Says {
        guard grouped else { return says(3) }
        let group = Numbers.group(members())
        switch whole(0...4) {
        case 0...1: return .over(group, .symbol(pick(daily)), by: nil, under: chance(0.5))
        case 2: return .moves(group, pick(["up", "down", "flat"]), by: nil)
        case 3: return .extreme(group, high: chance(0.5), chance(0.5) ? lookBack() : nil, intraday: false)
        default: return .both(.moves(group, "up", by: nil), .compares("<", .symbol(pick(daily)), numbers(1)))
        }
    }

    mutating func says(_ depth: Int, it: Bool = false) -> Says {
        func subject(_ maker: inout SentenceMaker) -> Numbers {
            it && maker.chance(0.7) ? .it : maker.numbers(depth > 2 ? 1 : 0, exact: true)
        }
        if !it, !rates.isEmpty, chance(0.12) { return ofRate(pick(rates)) }
        if !it, !sparse.isEmpty, chance(0.12) { return ofSparse(pick(sparse)) }
        let margins = ["0.5%", "25bp", "1%", "0.25", "5%", "0%"]
        switch whole(0...(depth > 1 ? 15 : 11)) {
        case 0...3:
            let by: String? = chance(0.25) ? pick(margins) : nil
            return .over(subject(&self), subject(&self), by: by, under: chance(0.5))
        case 4: return .moves(subject(&self), pick(["up", "down", "flat"]), by: nil)
        case 5:
            // The move of a percentage is a difference.
            let moved = subject(&self)
            let isPercent = ["ret(", "change(", "share("].contains { moved.text.contains($0) }
            return .moves(moved, pick(["up", "down"]), by: isPercent ? nil : pick(["1%", "50bp", "2.5%"]))
        case 6:
            let intraday = chance(0.3) && !barred.isEmpty && !it
            let subject: Numbers = intraday ? .symbol(pick(barred)) : subject(&self)
            return .extreme(subject, high: chance(0.5), chance(0.5) ? lookBack() : nil, intraday: intraday)
        case 7: return .level(subject(&self), above: chance(0.5), numbers(1, exact: true))
        case 8: return .crosses(subject(&self), above: chance(0.5), numbers(1, exact: true))
        case 9: return .reaches(.streak(says(max(0, depth - 2), it: it)), .number(Double(whole(1...3))))
        case 10: return .compares(pick(["=", "!=", "<", "<=", ">", ">="]), subject(&self), numbers(1, exact: true))
        case 11:
            let value = subject(&self)
            return .between(
                value, value.isSymbol ? .sma(value, whole(1...4)) : .lag(value, 1), .number(Double(whole(10...200))))
        case 12...13: return .both(says(depth - 1, it: it), says(depth - 2, it: it))
        case 14: return .either(says(depth - 1, it: it), says(depth - 2, it: it))
        default: return .not(says(depth - 1, it: it))
        }
    }

    private mutating func ofRate(_ name: String) -> Says {
        let rate = Numbers.symbol(name)
        switch whole(0...6) {
        case 0...2: return .moves(rate, pick(["up", "down"]), by: pick(["12.5bp", "25bp", "50bp", "5%", "10%"]))
        case 3: return .moves(rate, pick(["up", "down", "flat"]), by: nil)
        case 4: return .level(rate, above: chance(0.5), .number(Double(whole(0...24)) / 4))
        case 5: return .extreme(rate, high: chance(0.5), chance(0.5) ? lookBack() : nil, intraday: false)
        default: return .over(rate, .symbol(pick(daily)), by: nil, under: chance(0.5))
        }
    }

    private mutating func ofSparse(_ name: String) -> Says {
        let value = Numbers.symbol(name)
        switch whole(0...2) {
        case 0: return .moves(value, pick(["up", "down", "flat"]), by: nil)
        case 1: return .level(value, above: chance(0.5), .number(pick([0.5, 1, 2])))
        default: return .compares(pick(["=", ">="]), value, .number(pick([1, 2])))
        }
    }

    // MARK: Numbers

    private mutating func memberNumbers() -> Numbers {
        switch whole(0...4) {
        case 0: return .it
        case 1: return .change(.it, span())
        case 2: return .sma(.it, whole(2...6))
        case 3: return .arithmetic("/", .it, .symbol(pick(daily)))
        default: return .ret(.it)
        }
    }

    /// In conditions, only numbers that are the same to the last bit in any order of computation.
    mutating func numbers(_ depth: Int, exact: Bool = false) -> Numbers {
        if depth == 0 || chance(0.35) {
            if !slow.isEmpty, chance(0.12) { return .symbol(pick(slow)) }
            if !barred.isEmpty, chance(0.12) { return .field(pick(barred), pick(["open", "high", "low", "volume"])) }
            if !adjusted.isEmpty, chance(0.15) {
                return .field(pick(adjusted), pick(["close", "adjclose", "adjclose"]))
            }
            return .symbol(pick(daily))
        }
        let inner = numbers(depth - 1, exact: exact)
        let plain = exact ? Numbers.symbol(pick(daily)) : inner
        switch whole(0...18) {
        case 0: return .arithmetic(pick(["+", "-", "*", "/"]), inner, numbers(depth - 1, exact: exact))
        case 1: return .arithmetic("/", inner, numbers(0))
        case 2: return .arithmetic(pick(["+", "-", "*"]), inner, .number(pick([0.5, 2, 100])))
        case 3: return .negated(inner)
        case 4: return .lag(inner, whole(1...5))
        case 5...6: return .ret(inner)
        case 7: return .change(inner, span())
        case 8: return .sma(plain, whole(1...12))
        case 9: return .highest(inner, whole(1...12))
        case 10: return .lowest(inner, whole(1...12))
        case 11: return .lesser(inner, numbers(0))
        case 12: return .greater(inner, numbers(0))
        case 13: return .size(inner)
        case 14: return .chosen(says(0), inner, numbers(0))
        case 15: return .streak(says(1))
        case 16: return .since(says(1))
        case 17:
            return chance(0.6)
                ? .slower(pick([.weekly, .monthly, .quarterly, .yearly]), dailyOnly(inner))
                : .share(members(), says(1, it: true))
        default: return .basket(members())
        }
    }

    /// A slower frequency of a slow series may be refused, and is refused for spans in days (T0105).
    private mutating func dailyOnly(_ numbers: Numbers) -> Numbers {
        let isRefused = isSlow(numbers) || ["change(", " at "].contains { numbers.text.contains($0) }
        return isRefused ? .symbol(pick(daily)) : numbers
    }
}

extension Query {
    fileprivate func namesAny(_ symbols: [String]) -> Bool { symbols.contains { text.contains($0) } }
}
