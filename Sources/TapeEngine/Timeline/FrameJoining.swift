import TapeStore
import TapeSyntax
import TapeTime

/// How the sessions of several instruments become one axis.
extension Frame {
    struct Joined {
        var days: [Int32] = []
        /// The axis whose first days these are.
        var axis: Axis?
        var commonStart = 0
        var dropped: [(symbol: String, days: [Int32])] = []
        var gathers: [String: Gather] = [:]
    }

    static func join(
        _ makers: [Instrument], through cut: Day?, at span: SourceSpan
    ) throws(EngineError) -> Joined {
        var end = Int32.max
        for instrument in makers {
            let count = cut.map { instrument.axis.upperBound($0) } ?? instrument.axis.count
            guard count > 0 else {
                throw EngineError(
                    .noData, span,
                    "\(instrument.symbol.uppercased()) has no session\(cut.map { " up to \($0)" } ?? "")",
                    [.init("loaded", "\(instrument.symbol) \(describeSpan(instrument))")])
            }
            end = min(end, instrument.axis.days[count - 1])
        }
        // A symbol that begins after another has ended shares nothing with it.
        guard makers.allSatisfy({ $0.axis.days[0] <= end }) else { throw noCommon(makers, at: span) }
        // One shared axis, or axes that are stretches of one: nothing to merge.
        let longest = makers.max { $0.axis.count < $1.axis.count }!
        var joined = Joined()
        var allRuns = true
        for instrument in makers {
            guard let offset = offset(of: instrument.axis, in: longest.axis, through: end) else {
                allRuns = false
                break
            }
            joined.gathers[instrument.symbol] = .offset(offset)
            joined.commonStart = max(joined.commonStart, offset)
        }
        if allRuns {
            let count = longest.axis.upperBound(Day(end))
            joined.axis = longest.axis
            joined.days = count == longest.axis.count ? longest.axis.days : Array(longest.axis.days[..<count])
            guard joined.commonStart < count else { throw noCommon(makers, at: span) }
            return joined
        }
        return try merge(makers, through: end, at: span)
    }

    /// Where the whole axis (up to the end) is a contiguous run of the other's sessions: the offset.
    private static func offset(of axis: Axis, in other: Axis, through end: Int32) -> Int? {
        if axis === other { return 0 }
        let offset = other.lowerBound(axis.first!)
        let count = axis.upperBound(Day(end))
        let otherCount = other.upperBound(Day(end))
        guard offset + count == otherCount else { return nil }
        return axis.days[..<count] == other.days[offset..<otherCount] ? offset : nil
    }

    private static func merge(
        _ makers: [Instrument], through end: Int32, at span: SourceSpan
    ) throws(EngineError) -> Joined {
        let axes = makers.map { $0.axis.days }
        let counts = makers.map { $0.axis.upperBound(Day(end)) }
        let firsts = axes.map { $0[0] }
        let commonFirst = firsts.max()!
        var joined = Joined()
        var rows = [[Int32]](repeating: [], count: makers.count)
        var dropped = [[Int32]](repeating: [], count: makers.count)
        var cursor = [Int](repeating: 0, count: makers.count)
        var commonStart: Int?
        while true {
            var day = Int32.max
            for index in makers.indices where cursor[index] < counts[index] {
                day = min(day, axes[index][cursor[index]])
            }
            if day == Int32.max { break }
            var everyoneHas = true
            for index in makers.indices where firsts[index] <= day {
                if cursor[index] >= counts[index] || axes[index][cursor[index]] != day { everyoneHas = false }
            }
            if everyoneHas {
                if commonStart == nil, day >= commonFirst { commonStart = joined.days.count }
                joined.days.append(day)
            }
            for index in makers.indices {
                let has = cursor[index] < counts[index] && axes[index][cursor[index]] == day
                if everyoneHas { rows[index].append(has ? Int32(cursor[index]) : -1) }
                if has {
                    if !everyoneHas, day >= commonFirst { dropped[index].append(day) }
                    cursor[index] += 1
                }
            }
        }
        guard let commonStart else { throw noCommon(makers, at: span) }
        joined.commonStart = commonStart
        for index in makers.indices {
            joined.gathers[makers[index].symbol] = .rows(rows[index])
            if !dropped[index].isEmpty { joined.dropped.append((makers[index].symbol, dropped[index])) }
        }
        return joined
    }

    private static func noCommon(_ makers: [Instrument], at span: SourceSpan) -> EngineError {
        let names = makers.map { $0.symbol.uppercased() }.joined(separator: ", ")
        return EngineError(
            .noCommonSessions, span, "\(names) have no session in common",
            makers.map { .init("loaded", "\($0.symbol) \(describeSpan($0))") })
    }

    static func describeSpan(_ instrument: Instrument) -> String {
        guard let first = instrument.axis.first, let last = instrument.axis.last else { return "without sessions" }
        return "\(first) → \(last)"
    }

    /// All sessions that any member has.
    static func union(_ members: [Instrument], through cut: Day?) -> Joined {
        var joined = Joined()
        guard var days = members.first?.axis.days else { return joined }
        var known: [Axis] = [members[0].axis]
        for member in members.dropFirst() where !known.contains(where: { $0 === member.axis }) {
            known.append(member.axis)
            days = mergeUnion(days, member.axis.days)
        }
        if let cut { days.removeLast(days.count - Axis(days).upperBound(cut)) }
        joined.days = days
        return joined
    }

    private static func mergeUnion(_ left: [Int32], _ right: [Int32]) -> [Int32] {
        var merged: [Int32] = []
        merged.reserveCapacity(max(left.count, right.count))
        var at = 0
        var other = 0
        while at < left.count || other < right.count {
            let a = at < left.count ? left[at] : Int32.max
            let b = other < right.count ? right[other] : Int32.max
            merged.append(min(a, b))
            if a <= b { at += 1 }
            if b <= a { other += 1 }
        }
        return merged
    }

    static func pick(_ axis: Axis, onto days: [Int32]) -> Gather { .rows(sameRows(axis.days, onto: days)) }

    /// For each day the row of the same day, or −1.
    static func sameRows(_ own: [Int32], onto days: [Int32]) -> [Int32] {
        var rows = [Int32](repeating: -1, count: days.count)
        var cursor = 0
        for index in days.indices {
            while cursor < own.count, own[cursor] < days[index] { cursor += 1 }
            if cursor < own.count, own[cursor] == days[index] { rows[index] = Int32(cursor) }
        }
        return rows
    }

    static func holdForward(_ instrument: Instrument, onto days: [Int32]) -> [Int32] {
        heldRows(instrument.axis.days, instrument.barUnit, onto: days)
    }

    /// The newest row whose period had ended before each session; −1 where that period is more than two periods old: a
    /// series that has ended is not held forward forever.
    static func heldRows(_ own: [Int32], _ unit: CalendarUnit, onto days: [Int32]) -> [Int32] {
        let ends = unit == .day ? own : own.map { unit.end(of: Day($0)).number }
        let expiries = own.map { unit == .day ? .max : Frame.holdsThrough(Day($0), unit).number }
        var rows = [Int32](repeating: -1, count: days.count)
        var cursor = 0
        for index in days.indices {
            while cursor < own.count, ends[cursor] < days[index] { cursor += 1 }
            if cursor > 0, days[index] <= expiries[cursor - 1] { rows[index] = Int32(cursor) - 1 }
        }
        return rows
    }

    /// The last day on which the value of a period counts as current: the end of the second period after it.
    static func holdsThrough(_ day: Day, _ unit: CalendarUnit) -> Day {
        unit.end(of: unit.end(of: unit.end(of: day) + 1) + 1)
    }
}
