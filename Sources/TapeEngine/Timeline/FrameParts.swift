import TapeStore
import TapeSyntax
import TapeTime

/// A part of a query that reads other symbols than the whole has its own sessions: a record, an average or a change is
/// computed on all sessions of the symbols it names, and read at the sessions of the query.
extension Frame {
    /// What frames are made from.
    struct Origin {
        let market: Market
        let settings: Settings
        let span: SourceSpan
    }

    /// The sessions of some symbols, and for each bar of the query the bar of these that is read there.
    struct Part {
        /// The symbols that make the sessions, then those of baskets and shares.
        let binding: [String]
        let loose: [String]
        let frame: Frame
        /// Below zero where nothing is known.
        let rows: [Int32]

        var symbols: [String] { binding + loose }

        /// The query's window on these sessions: its own base, but nothing before all of the query's data has begun.
        func window(
            _ plan: QueryClauses?, beside other: Frame, _ judged: Range<Int>
        ) -> (range: Range<Int>, start: Int) {
            let axis = Axis(frame.days)
            let begin = Day(other.days.indices.contains(other.commonStart) ? other.days[other.commonStart] : 0)
            let lowest = axis.lowerBound(other.frequency.start(of: begin))
            // `last 10d` is counted on the sessions of the query, and a period refused for having no close before it is
            // the query's, not this part's.
            if let plan, !plan.countsSessions, let own = try? plan.window(on: frame) {
                let lower = max(own.range.lowerBound, lowest)
                let range = lower..<max(lower, own.range.upperBound)
                return (range, own.base.flatMap { $0 >= lowest ? $0 : nil } ?? lower)
            }
            guard let one = judged.first, let last = judged.last else { return (0..<frame.days.count, 0) }
            let lower = axis.lowerBound(Day(other.days[one]))
            let upper = max(lower, axis.upperBound(Day(other.days[last])))
            return (lower..<upper, lower > lowest ? lower - 1 : lower)
        }

        /// Its slow series, which are held forward on the sessions of the query.
        func held(beside other: Frame) -> [(symbol: String, frequency: CalendarUnit)] {
            let isSlow = frame.base == nil && frame.frequency > (other.base ?? other).frequency
            let slow = isSlow ? frame.makers.map { ($0.symbol, $0.barUnit) } : frame.held
            return slow.filter { one in !other.held.contains { $0.symbol == one.0 } }
        }

        func read(_ value: Value) -> Value {
            switch value {
            case .series(let values): .series(rows.map { $0 < 0 ? .nan : values[Int($0)] })
            case .condition(let truths): .condition(rows.map { $0 < 0 ? .missing : truths[Int($0)] })
            default: value
            }
        }
    }

    /// The part that reads these symbols; nil where they have the same sessions here.
    func part(_ binding: [String], _ loose: [String]) throws(EngineError) -> Part? {
        let wanted = binding + loose
        guard !wanted.isEmpty, let origin, let end = (base ?? self).days.last else { return nil }
        if wanted.allSatisfy({ hasOwnSessions($0) }) { return nil }
        if isMade(of: binding, beside: loose) { return nil }
        if let known = parts.first(where: { $0.binding == binding && $0.loose == loose }) { return known }
        var made = try Frame(
            market: origin.market, binding: binding, loose: loose, through: Day(end), settings: origin.settings,
            at: origin.span)
        if made.frequency > (base ?? self).frequency, made.frequency < frequency {
            // A series that is slower than the sessions but faster than these bars is held on the sessions below them.
            if wanted.allSatisfy({ has($0) }) { return nil }
            made = try Frame(
                market: origin.market, binding: makers.map(\.symbol) + binding,
                loose: looseSymbols + loose, through: Day(end), settings: origin.settings, at: origin.span)
        }
        // Whether the newest bar is over is asked of what is loaded, as it is here.
        made.today = today
        if made.frequency < frequency { made = Frame(made, bars: frequency) }
        let part = Part(binding: binding, loose: loose, frame: made, rows: rows(of: made))
        parts.append(part)
        return part
    }

    func forgetParts(of symbol: String, from place: Int = 0) {
        guard place < parts.count else { return }
        parts = parts[..<place] + parts[place...].filter { !$0.symbols.contains(symbol) }
    }

    /// Whether all data of a node is here as on its own sessions, up to the newest.
    func isWhole(_ node: Node, member: String?, through cut: Day?) -> Bool {
        var symbols: [String] = []
        node.collectSymbols(into: &symbols)
        node.collectLooseSymbols(into: &symbols)
        if node.readsMember, let member { symbols.append(member) }
        let newest = (base ?? self).days.last
        return symbols.allSatisfy { symbol in
            guard hasOwnSessions(symbol), let axis = instrument(symbol)?.axis else { return false }
            let count = cut.map { axis.upperBound($0) } ?? axis.count
            return count > 0 && axis.days[count - 1] == newest
        }
    }

    /// For each bar here, the other frame's bar that is known then.
    func rows(of other: Frame) -> [Int32] {
        if other.frequency > frequency || (other.base == nil && base != nil) {
            return Frame.heldRows(other.days, other.frequency, onto: days)
        }
        guard frequency != .day else { return Frame.sameRows(other.days, onto: days) }
        // Bars are matched by period: their labels are the last sessions of each.
        return Frame.sameRows(
            other.days.map { frequency.end(of: Day($0)).number }, onto: days.map { frequency.end(of: Day($0)).number })
    }
}

extension Frame {
    /// The bar that contains a day, with its sessions from there on; nil where the bar has no earlier ones.
    func bar(cutBy day: Int32?) -> (index: Int, sessions: Range<Int>)? {
        guard let base, let day else { return nil }
        let first = Axis(base.days).lowerBound(Day(day))
        guard let index = bars.firstIndex(where: { $0.upperBound > first }), bars[index].lowerBound < first else {
            return nil
        }
        return (index, first..<bars[index].upperBound)
    }

    /// A symbol's column combined with others whose common sessions begin on a day: the bar that contains that
    /// day is made of the sessions from there on.
    func column(
        _ symbol: String, _ name: String?, on stretch: Range<Int>, from day: Int32?
    ) throws(StoreError) -> [Double]? {
        guard var values = try column(symbol, name, on: stretch) else { return nil }
        guard let (index, sessions) = bar(cutBy: day), stretch.contains(index) else { return values }
        values[index - stretch.lowerBound] = try base?.bars(symbol, name, [sessions])?[0] ?? .nan
        return values
    }

    /// The symbol whose first session cuts off earlier sessions of the others.
    var latecomer: (symbol: String, others: [String])? {
        guard !isSparse else { return nil }
        let firsts = makers.map { (symbol: $0.symbol, first: $0.axis.days[0]) }
        guard let late = firsts.max(by: { $0.first < $1.first }) else { return nil }
        let others = firsts.filter { $0.first < late.first }.map(\.symbol)
        return others.isEmpty ? nil : (late.symbol, others)
    }
}

extension Evaluator {
    /// Over the same bars, with the values that a comparison of the query's symbols takes.
    var aligned: Evaluator {
        var other = self
        other.alignedFrom = frame.beginning.number
        return other
    }

    /// The same for the symbols of a part of the query. What looks back is computed separately.
    func aligned(as node: Node) -> Evaluator {
        if case .logical = node.op { return self }
        if case .not = node.op { return self }
        guard alignedFrom == nil || node.looksBack else { return self }
        var other = self
        other.alignedFrom = frame.base.map { $0.beginning(of: node, member: member) ?? .min } ?? .min
        return other
    }

    /// The values of an `if` from where every symbol in it has begun: it reads one side at a time, but has no value
    /// while the other does not exist yet.
    func begun(_ values: [Double], _ node: Node) -> [Double] {
        guard table == nil, let begin = (frame.base ?? frame).beginning(of: node, member: member) else { return values }
        var values = values
        for index in values.indices.prefix(while: { frame.days[bars.lowerBound + $0] < begin }) { values[index] = .nan }
        return values
    }
}

extension Frame.Gather {
    /// Whether all sessions of an axis up to a day are gathered, one after the other.
    func isWhole(_ axis: Axis, through end: Int32?) -> Bool {
        guard case .rows(let rows) = self else { return true }
        guard let end, let first = rows.firstIndex(where: { $0 >= 0 }) else { return false }
        let count = axis.upperBound(Day(end))
        // A series that has ended has no sessions of its own after its last.
        guard first + count == rows.count else { return false }
        return (0..<count).allSatisfy { rows[first + $0] == Int32($0) }
    }
}

extension Node {
    /// Whether its value depends on more than the values of its operands on the same bar.
    var looksBack: Bool {
        switch op {
        case .over, .move, .extreme, .crosses, .reaches, .inFrequency, .basket, .share: true
        case .call(let entry, _): !entry.isPointwise
        default: false
        }
    }
}

extension Node {
    /// A comparison, difference or correlation of several symbols: it is made on the sessions they have in common.
    var takesSymbolsTogether: Bool {
        switch op {
        case .not, .logical: return children.contains(where: \.takesSymbolsTogether)
        // The longest run of a condition combines no more symbols than the condition does.
        case .call where kind == .number && !children.isEmpty && children.allSatisfy { $0.kind == .condition }:
            return children.contains(where: \.takesSymbolsTogether)
        default:
            var symbols: [String] = []
            collectSymbols(into: &symbols)
            return symbols.count + (readsMember ? 1 : 0) > 1
        }
    }
}
