import Tape
import TapeSyntax

/// What must stand under an answer.
extension PlainAnswers {
    struct Told: Equatable, CustomStringConvertible {
        /// Sessions left out, by symbol.
        var dropped: [String: Int] = [:]
        var held: Set<String> = []
        var ties = 0
        var partial = false
        var newest = false

        var description: String {
            "dropped \(dropped.sorted { $0.key < $1.key }), held \(held.sorted()), ties \(ties), partial \(partial), newest \(newest)"
        }

        init() {}

        /// As told under an answer.
        init(_ notes: [Note]) {
            for note in notes {
                let words = note.text.split(separator: " ").map { $0.replacing(",", with: "") }
                switch note.code {
                case "dropped": dropped[words[3].lowercased()] = Int(words[0])
                case "held": held.insert(words[0].lowercased())
                case "ties": ties = Int(words[0]) ?? -1
                case "partial": partial = true
                case "newest": newest = true
                default: break
                }
            }
        }
    }

    /// What the oracle would tell; nil where the answer is made of several.
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
        let named = Set(binding).map { market[$0] }
        let makers = named.filter { $0.period == sessions.period }
        let filters = [clauses.filter, clauses.after]
        for filter in filters.compactMap({ $0 }) { filter.symbols(&binding, &loose) }
        told.held = Set(binding.map { market[$0] }.filter { $0.period.rank > sessions.period.rank }.map(\.symbol))
        // Between the bar before the window, or the common start, and its last bar.
        let first = window.bars.lowerBound
        let from = max(
            makers.map { $0.days[0] }.max() ?? 0, first > 0 ? evaluator.days[first - 1] + 1 : 0)
        for maker in makers where !evaluator.isSparse || maker.isSparse {
            let lost = maker.days.filter {
                $0 >= from && $0 <= evaluator.days[window.last] && !sessions.days.contains($0)
            }
            if !lost.isEmpty { told.dropped[maker.symbol] = lost.count }
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
        if case .returns = query.ask, let bucket = clauses.bucket {
            let period: Period = ["year": .yearly, "quarter": .quarterly, "month": .monthly, "week": .weekly][bucket]!
            // A last bucket that is cut short says so too.
            told.partial = told.partial || market.isPartial(period, evaluator.days[window.last])
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

    /// Slow series beside faster ones: of one row, since each stands on its own.
    private func held(_ item: Numbers) -> [String] {
        var binding: [String] = []
        var loose: [String] = []
        item.symbols(&binding, &loose)
        let fastest = (binding + loose).map { market[$0].period.rank }.min() ?? 0
        return binding.filter { market[$0].period.rank > fastest }
    }

    private func ties(_ left: Numbers, _ right: Numbers, _ evaluator: PlainEvaluator, _ window: Window) -> Int {
        let (a, b) = (evaluator.returns(left), evaluator.returns(right))
        return window.bars.filter { bar in
            let isTie = a[bar] != nil && a[bar] == b[bar]
            return isTie && (clauses.filter.map { evaluator.truths($0)[bar] == true } ?? true)
        }.count
    }

    /// The last day the window was written with.
    var writtenEnd: Int? {
        switch clauses.frame {
        case .until(let when), .inside(let when), .between(_, let when, _): when.last
        default: nil
        }
    }
}
