import Tape
import TapeSyntax

/// The notes that must be under an answer.
extension PlainAnswers {
    struct Told: Equatable, CustomStringConvertible {
        /// Symbols with the number of their left-out sessions: `rut 3`.
        var dropped: Set<String> = []
        var held: Set<String> = []
        var ties = 0
        var partial = false
        var newest = false

        var description: String {
            "dropped \(dropped.sorted()), held \(held.sorted()), ties \(ties), partial \(partial), newest \(newest)"
        }

        init() {}

        /// As printed under an answer.
        init(_ notes: [Note]) {
            for note in notes {
                let words = note.text.split(separator: " ").map { $0.replacing(",", with: "") }
                switch note.code {
                case "dropped": dropped.insert("\(words[3].lowercased()) \(words[0])")
                case "held": held.insert(words[0].lowercased())
                case "ties": ties = Int(words[0]) ?? -1
                case "partial": partial = true
                case "newest": newest = true
                default: break
                }
            }
        }
    }

    /// The notes that the oracle expects; nil if the answer has several parts.
    func told() throws -> Told? {
        var numbers: [Numbers] = []
        var conditions: [Says] = []
        switch query.ask {
        case .streak(let says), .odds(let says), .when(let says), .count(let says), .first(let says), .last(let says),
            .longest(let says):
            conditions = [says]
        case .returns(let items), .show(let items), .correlate(let items), .drawdown(let items),
            .figure(_, let items), .figureOf(_, _, let items):
            numbers = items
        case .aggregate(_, let item), .bare(let item): numbers = [item]
        case .compare(let left, let right): numbers = [left, right]
        // A study has several sets of sessions.
        case .rank, .breadth, .study: return nil
        }
        guard conditions.allSatisfy({ $0.members == nil }), numbers.allSatisfy({ groupIn($0) == nil }) else {
            return nil
        }
        let evaluator = try evaluator(numbers, conditions)
        let window = try window(evaluator)
        let sessions = evaluator.under ?? evaluator
        var told = Told()
        var binding: [String] = []
        var loose: [String] = []
        for item in numbers { item.symbols(&binding, &loose) }
        for item in conditions { item.symbols(&binding, &loose) }
        let read = clauses.filter.map { leaves($0) } ?? []
        for leaf in read { leaf.symbols(&binding, &loose) }
        told.held = Set(binding.filter { market[$0].period.rank > sessions.period.rank } + read.flatMap { held($0) })
        if case .returns(let items) = query.ask {
            // Each row has its own sessions, which end with the newest that all have.
            for item in items {
                let own = try self.evaluator([item], cut: items.count > 1 ? sessions.days.last! : Int.max)
                told.dropped.formUnion(dropped([item], [], own, try self.window(own)))
            }
        } else {
            told.dropped = dropped(numbers, conditions, evaluator, window)
        }
        if case .streak(.over(let left, let right, nil, _)) = query.ask {
            told.ties = ties(left, right, evaluator, window)
        }
        if case .odds(.over(let left, let right, nil, _)) = query.ask {
            told.ties = ties(left, right, evaluator, window)
        }
        let label = evaluator.days.last!
        told.partial =
            evaluator.under != nil && isNewestPartial(evaluator) && writtenEnd.map { $0 >= label } ?? true
        if let bucket = runningBucket {
            // A last bucket that goes on says so too, of several rows each row's own.
            var rows = [evaluator]
            if case .returns(let items) = query.ask {
                rows = try items.map { try self.evaluator([$0], cut: items.count > 1 ? sessions.days.last! : Int.max) }
            }
            for row in rows where hasBar(row, behind: try self.window(row).last, in: bucket) { told.partial = true }
        }
        if case .returns(let items) = query.ask { told.held = Set(items.flatMap { held($0) }) }
        let newest = market.instruments.compactMap { $0.days.last { $0 <= clauses.asOf ?? Int.max } }.max()!
        var isOfEarlierPeriod = false
        if case .toDate(let period) = clauses.frame {
            isOfEarlierPeriod = Almanac.lastDay(of: period, sessions.days.last!) < Almanac.lastDay(of: period, newest)
        }
        told.newest = (ended(evaluator) != nil || isOfEarlierPeriod) && sessions.days.last! < newest
        return told
    }

    /// The sessions that some of the symbols lack, by symbol: from the close that the first session of the window is
    /// judged against to its written end, as long as all have begun and none has ended.
    private func dropped(
        _ numbers: [Numbers], _ conditions: [Says], _ evaluator: PlainEvaluator, _ window: Window
    ) -> Set<String> {
        let parts = numbers.map { $0 as any Named } + conditions + (clauses.filter.map { [$0] } ?? [])
        // On bars each symbol has its own, unless they are compared.
        let isCompared =
            switch query.ask {
            case .compare, .correlate: true
            case .figure, .figureOf: evaluator.makers.count > 1
            default: parts.contains { $0.takesTogether }
            }
        if evaluator.under != nil, !isCompared { return [] }
        let sessions = (evaluator.under ?? evaluator).days
        let makers = evaluator.makers.map { market[$0] }
        let first = window.bars.lowerBound
        var from = sessions[0]
        switch clauses.frame {
        case .all, .until: break
        case .since(let when), .between(let when, _, _), .inside(let when): from = max(from, when.first)
        case .last, .toDate: if first > 0 { from = evaluator.days[first] }
        }
        if first > 0 { from = max(sessions[0], min(from, evaluator.days[first - 1])) }
        var through = makers.compactMap { $0.days.last { $0 <= evaluator.cut } }.min() ?? sessions.last!
        if let end = writtenEnd, end < evaluator.days.last! {
            through = min(through, max(end, evaluator.days[window.last]))
        }
        return Set(
            makers.filter { !evaluator.isSparse || $0.isSparse }.compactMap { maker in
                let lost = maker.days.filter { $0 >= from && $0 <= through && !sessions.contains($0) }
                return lost.isEmpty ? nil : "\(maker.symbol) \(lost.count)"
            })
    }

    /// Slow series with faster ones: for one row, since each row is separate.
    private func held(_ item: Named) -> [String] {
        var binding: [String] = []
        var loose: [String] = []
        item.symbols(&binding, &loose)
        let fastest = (binding + loose).map { market[$0].period.rank }.min() ?? 0
        return binding.filter { market[$0].period.rank > fastest }
    }

    /// The parts of a condition.
    private func leaves(_ says: Says) -> [Says] {
        says.isJoined ? says.parts.compactMap { $0 as? Says }.flatMap { leaves($0) } : [says]
    }

    private func ties(_ left: Numbers, _ right: Numbers, _ evaluator: PlainEvaluator, _ window: Window) -> Int {
        let (a, b) = (evaluator.returns(left), evaluator.returns(right))
        return window.bars.filter { bar in
            let isTie = a[bar] != nil && a[bar] == b[bar]
            return isTie && (clauses.filter.map { evaluator.truths($0)[bar] == true } ?? true)
        }.count
    }

    /// The bucket of the query, unless it is a seasonal one.
    var runningBucket: Period? {
        clauses.bucket.flatMap { ["year": .yearly, "quarter": .quarterly, "month": .monthly, "week": .weekly][$0] }
    }

    /// Whether a bar has earlier ones in its bucket, by the calendar.
    func hasBar(_ evaluator: PlainEvaluator, before bar: Int, in bucket: Period) -> Bool {
        let begin = Almanac.firstDay(of: evaluator.period, evaluator.days[bar])
        return labels(evaluator, around: bar, in: bucket).contains { $0 < begin }
    }

    /// The same of later ones.
    func hasBar(_ evaluator: PlainEvaluator, behind bar: Int, in bucket: Period) -> Bool {
        let label = evaluator.days[bar]
        // Of dates of a series' own others may come as long as days do.
        if evaluator.isSparse, loaded < Almanac.lastDay(of: bucket, label) { return true }
        let end = Almanac.lastDay(of: evaluator.period, label)
        return labels(evaluator, around: bar, in: bucket).contains { $0 > end }
    }

    /// The days of a bucket on which the calendar has, or ends, a bar; where there is no calendar, those of the data.
    private func labels(_ evaluator: PlainEvaluator, around bar: Int, in bucket: Period) -> [Int] {
        let label = evaluator.days[bar]
        let days = Almanac.firstDay(of: bucket, label)...Almanac.lastDay(of: bucket, label)
        if evaluator.isSparse || !market.knowsCalendar { return evaluator.days.filter { days.contains($0) } }
        switch (evaluator.under ?? evaluator).period {
        case .daily:
            return days.filter { day in
                let end = Almanac.lastDay(of: evaluator.period, day)
                return market.isSession(day) && (day == end || !(day + 1...end).contains { market.isSession($0) })
            }
        // A weekly series has a value on the same day of each week.
        case .weekly where evaluator.under == nil: return days.filter { ($0 - label) % 7 == 0 }
        default: return days.map { $0 }
        }
    }

    /// The last day the window was written with.
    var writtenEnd: Int? {
        switch clauses.frame {
        case .until(let when), .inside(let when), .between(_, let when, _): when.last
        default: nil
        }
    }
}
