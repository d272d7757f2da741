/// Conditions, each judged on the sessions of the symbols it names and read at the query's.
extension PlainEvaluator {
    func truths(_ says: Says) -> [Bool?] {
        let text = says.text
        if let found = verdicts[text] { return found }
        let truths: [Bool?]
        if !says.isJoined {
            let place = place(says)
            let own = place.map { place in place === self ? days.indices.map { verdict(says, $0) } : place.truths(says)
            }
            truths = days.indices.map { t in place.flatMap { bar(of: $0, t) }.flatMap { own![$0] } }
        } else {
            truths = days.indices.map { verdict(says, $0) }
        }
        verdicts[text] = truths
        return truths
    }

    private func verdict(_ says: Says, _ t: Int) -> Bool? {
        switch says {
        case .over(let left, let right, let by, let under):
            guard let a = growth(at(left, t - 1), at(left, t)), let b = growth(at(right, t - 1), at(right, t))
            else { return nil }
            let (winner, loser) = under ? (b, a) : (a, b)
            return by.map { winner - loser - fraction($0) > rounding(a, b, 1) } ?? (winner > loser)
        case .moves(let numbers, let word, let by):
            guard let now = at(numbers, t), let before = at(numbers, t - 1) else { return nil }
            guard let by else { return word == "up" ? now > before : word == "down" ? now < before : now == before }
            if by.hasSuffix("bp"), isRate(numbers) {
                // Basis points of a rate are points of it.
                let points = Double(by.dropLast(2))! / 100
                return (word == "up" ? now - before : before - now) >= points - rounding(before, now, 0)
            }
            guard let growth = growth(before, now) else { return nil }
            return (word == "up" ? growth : -growth) >= fraction(by) - rounding(growth, growth, 1)
        case .level(let left, let above, let right): return compare(above ? ">" : "<", at(left, t), at(right, t))
        case .extreme(let numbers, let high, let span, let intraday): return extreme(numbers, high, span, intraday, t)
        case .crosses(let left, let above, let right):
            return joined(
                compare(above ? ">" : "<", at(left, t), at(right, t)),
                compare(above ? "<=" : ">=", at(left, t - 1), at(right, t - 1))
            ) { $0 && $1 }
        case .reaches(let left, let right):
            return joined(compare(">=", at(left, t), at(right, t)), compare("<", at(left, t - 1), at(right, t - 1))) {
                $0 && $1
            }
        case .compares(let op, let left, let right): return compare(op, at(left, t), at(right, t))
        case .between(let value, let low, let high):
            return joined(compare(">=", at(value, t), at(low, t)), compare("<=", at(value, t), at(high, t))) {
                $0 && $1
            }
        case .both(let left, let right): return joined(truths(left)[t], truths(right)[t]) { $0 && $1 }
        case .either(let left, let right): return joined(truths(left)[t], truths(right)[t]) { $0 || $1 }
        case .not(let inner): return truths(inner)[t].map { !$0 }
        }
    }

    /// How far the larger of two numbers may be off by the rounding of prices alone; of returns one is added to it.
    private func rounding(_ a: Double, _ b: Double, _ added: Double) -> Double { 2e-14 * (max(abs(a), abs(b)) + added) }

    /// Whether it is a rate itself.
    private func isRate(_ numbers: Numbers) -> Bool {
        if case .symbol(let name) = numbers { return market[name].isRate }
        return false
    }

    private func joined(_ a: Bool?, _ b: Bool?, _ body: (Bool, Bool) -> Bool) -> Bool? {
        guard let a, let b else { return nil }
        return body(a, b)
    }

    private func compare(_ op: String, _ a: Double?, _ b: Double?) -> Bool? {
        guard let a, let b else { return nil }
        switch op {
        case "<": return a < b
        case "<=": return a <= b
        case ">": return a > b
        case ">=": return a >= b
        case "=": return a == b
        default: return a != b
        }
    }

    /// `0.5%`, `25bp`, or bare percent points.
    private func fraction(_ text: String) -> Double {
        if text.hasSuffix("bp") { return Double(text.dropLast(2))! / 10_000 }
        return Double(text.hasSuffix("%") ? String(text.dropLast()) : text)! / 100
    }

    private func extreme(_ numbers: Numbers, _ high: Bool, _ span: Span?, _ intraday: Bool, _ t: Int) -> Bool? {
        var subject = numbers
        if intraday {
            switch numbers {
            case .symbol(let name): subject = .field(name, high ? "high" : "low")
            default: subject = .field(member!, high ? "high" : "low")
            }
        }
        let values = values(subject)
        guard let now = values[t] else { return nil }
        func beats(_ others: [Double]) -> Bool { others.allSatisfy { high ? now > $0 : now < $0 } }
        guard let span else {
            let earlier = values[..<t].compactMap { $0 }
            return !earlier.isEmpty && beats(earlier)
        }
        // The newest bar outside the span: history must have a value there.
        let edge = base(span, t)
        guard edge >= 0, values[...edge].contains(where: { $0 != nil }) else { return nil }
        let others = values[(edge + 1)..<t].compactMap { $0 }
        return others.isEmpty ? nil : beats(others)
    }
}
