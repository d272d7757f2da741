import TestSupport

/// Adjusted prices: a second close, and bars that are scaled with it.
extension PlainMarket {
    /// Gives some symbols of some markets closes with dividends, and reads some of these markets on that basis.
    mutating func addAdjusted(_ random: inout SeededRandom) {
        guard random.chance(0.25) else { return }
        isAdjusted = random.chance(0.6)
        let isForAll = random.chance(0.7)
        for index in instruments.indices where instruments[index].columns["close"] != nil {
            guard isForAll || random.chance(0.5) else { continue }
            let missing = random.chance(0.7) ? 0 : 0.05
            let days = instruments[index].days
            // Halves and quarters: scaling by them is exact.
            let first = Int.random(in: 0...days.count, using: &random)
            let second = Int.random(in: 0...days.count, using: &random)
            for (place, day) in days.enumerated() {
                guard let close = instruments[index].columns["close"]![day] else { continue }
                let factor = (place < first ? 0.5 : 1) * (place < second ? 0.75 : 1)
                if random.chance(missing) { continue }
                instruments[index].columns["adjclose", default: [:]][day] = close * factor
                for name in ["open", "high", "low"] where close != 0 {
                    guard let price = instruments[index].columns[name]?[day] else { continue }
                    instruments[index].columns["scaled \(name)", default: [:]][day] = price * factor
                }
            }
            if instruments[index].columns["adjclose"] == nil { instruments[index].columns["adjclose"] = [:] }
        }
    }

    /// Whether a bare symbol is its adjusted close.
    func isAdjusted(_ symbol: String) -> Bool { isAdjusted && self[symbol].columns["adjclose"] != nil }

    /// The column that a symbol, or a field of it, means.
    func column(_ symbol: String, _ field: String?) -> String {
        let instrument = self[symbol]
        guard isAdjusted(symbol) else { return field ?? instrument.main }
        switch field {
        case nil: return "adjclose"
        case "open", "high", "low":
            // A bar without a price that could be scaled.
            let scaled = "scaled \(field!)"
            return instrument.columns[scaled] == nil ? "none" : scaled
        default: return field!
        }
    }
}

extension PlainAnswers {
    /// The symbols that are read on the adjusted basis, in order.
    var onBasis: [String] {
        var symbols: Set<String> = []
        func collect(_ part: any Named, _ members: [String]) {
            switch part {
            case Numbers.symbol(let name): symbols.insert(name)
            case Numbers.field(let name, let field):
                if ["open", "high", "low"].contains(field) { symbols.insert(name) }
            case Numbers.it: symbols.formUnion(members)
            case Numbers.basket(let members), Numbers.group(let members): symbols.formUnion(members)
            case Numbers.share(let members, let says): collect(says, members)
            default: break
            }
            for inner in part.parts { collect(inner, members) }
        }
        switch query.ask {
        case .streak(let says), .odds(let says), .when(let says), .count(let says), .first(let says), .last(let says),
            .longest(let says):
            collect(says, [])
        case .returns(let items), .study(let items), .show(let items), .drawdown(let items), .correlate(let items),
            .figure(_, let items), .figureOf(_, _, let items):
            for item in items { collect(item, []) }
        case .compare(let left, let right):
            collect(left, [])
            collect(right, [])
        case .aggregate(_, let numbers), .bare(let numbers): collect(numbers, [])
        case .rank(let members, let numbers): collect(numbers, members)
        case .breadth(let members, let says): collect(says ?? .moves(.group(members), "up", by: nil), members)
        }
        for says in [clauses.filter, clauses.after].compactMap({ $0 }) { collect(says, []) }
        return symbols.filter { market.isAdjusted($0) }.sorted()
    }
}

/// Rates: a change in percent is relative to the rate's level, and a note says so.
extension PlainAnswers {
    fileprivate func rate(_ numbers: Numbers) -> [String] {
        if case .symbol(let name) = numbers, market[name].isRate { return [name] }
        return []
    }

    var relativeRates: [String] {
        func collect(_ says: Says) -> [String] {
            switch says {
            case .over(let left, let right, _, _): rate(left) + rate(right) + inside(says)
            case .moves(let numbers, _, .some(let by)): (by.hasSuffix("%") ? rate(numbers) : []) + inside(says)
            case .both(let left, let right), .either(let left, let right): collect(left) + collect(right)
            case .not(let inner): collect(inner)
            default: inside(says)
            }
        }
        func inside(_ part: any Named) -> [String] {
            // The gain of a rate since the base is relative to its level.
            let gained = if case .cumulative(let inner, false) = part as? Numbers { rate(inner) } else { [String]() }
            return gained + part.parts.flatMap { ($0 as? Says).map(collect) ?? inside($0) }
        }
        var rates: [String] = []
        switch query.ask {
        case .streak(let says), .odds(let says), .when(let says), .count(let says), .first(let says), .last(let says),
            .longest(let says):
            rates = collect(says)
        case .returns(let items), .study(let items), .drawdown(let items), .correlate(let items),
            .figure(_, let items), .figureOf(_, _, let items):
            rates = items.flatMap { inside($0) + rate($0) }
        case .show(let items): rates = items.flatMap { inside($0) }
        case .compare(let left, let right): rates = rate(left) + rate(right) + inside(left) + inside(right)
        case .aggregate(_, let numbers), .bare(let numbers), .rank(_, let numbers): rates = inside(numbers)
        case .breadth(_, let says): rates = says.map(collect) ?? []
        }
        rates += [clauses.filter, clauses.after].compactMap { $0 }.flatMap(collect)
        return Set(rates).sorted()
    }
}
