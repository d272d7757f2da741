/// Which symbols have ended: their own calendar has a session inside the window after their last one.
extension PlainMarket {
    private enum Rhythm { case everyday, exchange, unknown }

    /// The calendar of the market's instruments; the setting may turn it off.
    private var rhythm: Rhythm { !knowsCalendar ? .unknown : isEveryDay ? .everyday : .exchange }

    /// Whether these sessions, the whole history of a series, would have had one after its last up to a day.
    func hasSession(_ days: [Int], _ period: Period, after last: Int, through day: Int) -> Bool {
        guard last < day else { return false }
        if period != .daily {
            var end = Almanac.lastDay(of: period, last)
            for _ in 0..<2 { end = Almanac.lastDay(of: period, end + 1) }
            return end < day
        }
        if day - last > 10 { return true }
        switch rhythm {
        case .everyday: return true
        case .unknown: return false
        case .exchange: return (last + 1...day).contains { Almanac.isOpen($0) }
        }
    }

    func hasSession(_ symbol: String, after last: Int, through day: Int) -> Bool {
        !self[symbol].isSparse && hasSession(self[symbol].days, self[symbol].period, after: last, through: day)
    }

    /// How many sessions, or periods, a series would have had after a day.
    func sessions(_ days: [Int], after last: Int, through day: Int, _ period: Period) -> Int {
        guard last < day else { return 0 }
        if period != .daily {
            var count = 0
            var start = Almanac.lastDay(of: period, last) + 1
            while start <= day {
                count += 1
                start = Almanac.lastDay(of: period, start) + 1
            }
            return count
        }
        return rhythm == .everyday
            ? day - last
            : (last + 1...day).filter { knowsCalendar ? Almanac.isOpen($0) : Almanac.weekday($0) < 6 }.count
    }
}

extension PlainAnswers {
    /// The last day that is loaded, or `as of`.
    var loaded: Int { market.instruments.compactMap { newest(of: $0.days) }.max() ?? Int.min }

    /// The last of these days that the query may use.
    private func newest(of days: [Int]) -> Int? { days.last { $0 <= clauses.asOf ?? Int.max } }

    /// The last day the query may use; for bars, the end of the newest period that counts.
    var lastDay: Int {
        var day = loaded
        switch clauses.frame {
        case .until(let when), .inside(let when), .between(_, let when, _): day = min(day, when.last)
        default: break
        }
        guard let period = clauses.period, period != .daily, !clauses.partial, market.knowsCalendar,
            Almanac.isPartial(period, day)
        else { return day }
        return Almanac.firstDay(of: period, day) - 1
    }

    /// The symbol's last session, if it has ended.
    func end(of symbol: String) -> Int? {
        // The dates of a sparse series do not predict the next one.
        guard !market[symbol].isSparse, let last = newest(of: market[symbol].days) else { return nil }
        return last < lastDay && market.hasSession(symbol, after: last, through: lastDay) ? last : nil
    }

    /// Which of the symbols that define the sessions ended first; no name if members together define them.
    func ended(_ evaluator: PlainEvaluator) -> (symbol: String?, day: Int)? {
        let makers = evaluator.makers
        guard !makers.isEmpty else {
            let days = (evaluator.under ?? evaluator).days
            let last = days.last!
            return market.hasSession(days, .daily, after: last, through: lastDay) ? (nil, last) : nil
        }
        return makers.compactMap { name in end(of: name).map { (Optional(name), $0) } }
            .min { ($0.1, $0.0!) < ($1.1, $1.0!) }
    }

    /// Sessions from a day to the end of the window.
    func ago(_ day: Int, _ evaluator: PlainEvaluator, _ window: Window) -> Double {
        let isBars = clauses.period.map { $0 != .daily } ?? false
        let period = isBars ? clauses.period! : .daily
        let edge = Almanac.lastDay(of: period, day)
        var later = 0
        if let (symbol, last) = ended(evaluator) {
            later = market.sessions(
                symbol.map { market[$0].days } ?? evaluator.days, after: last, through: lastDay, period)
        }
        return Double(evaluator.days[..<window.bars.upperBound].filter { $0 > edge }.count + later)
    }

    /// The rows of a group count on the sessions of the member that reaches the window's end and has most of them.
    func counted(_ members: [String], _ says: Says) -> (evaluator: PlainEvaluator, window: Window, name: String)? {
        func reach(_ name: String) -> (Int, Int, Int) {
            let days = market[name].days
            return (end(of: name) == nil ? 1 : 0, min(days.last!, lastDay), days.filter { $0 <= lastDay }.count)
        }
        let ordered = members.enumerated().sorted { a, b in
            let (left, right) = (reach(a.element), reach(b.element))
            return left == right ? a.offset < b.offset : left > right
        }
        for (_, name) in ordered {
            if let evaluator = try? evaluator([], [says], member: name), let window = try? window(evaluator) {
                return (evaluator, window, name)
            }
        }
        return nil
    }

    /// Equal values share a rank.
    func sharedRanks<T: Equatable>(_ values: [T]) -> [Double] {
        values.map { Double(values.firstIndex(of: $0)! + 1) }
    }
}
