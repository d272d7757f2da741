import TapeStore
import TapeSyntax
import TapeTime

/// The one axis of all series of a query, and the instruments' columns on it.
///
/// An instrument joins the axis at its own first session; from then on a session belongs to the axis only if every
/// instrument that has joined has it. So returns are taken between common sessions, while what a symbol did before the
/// others began stays visible to its look-backs, records and warm-up. The axis ends with the newest session that all have.
/// Series that are weekly or slower make no sessions: their value takes effect at the first session after its
/// period has ended, and holds. Members of baskets and shares make none either: without a session they are missing.
final class Frame {
    let days: [Int32]
    let frequency: CalendarUnit
    /// The calendar of the sessions: when a period is over.
    let calendar: TradingCalendar
    private let sessionsPerYear: Double
    /// Index of the first session that all instruments that make the sessions have.
    private(set) var commonStart: Int
    /// By instrument that makes the sessions: those it has within the common time that another lacks.
    let dropped: [(symbol: String, days: [Int32])]
    /// The instruments whose sessions make the axis.
    private(set) var makers: [Instrument]
    /// Slow series that were held forward, by symbol.
    let held: [(symbol: String, frequency: CalendarUnit)]
    /// The daily frame under the bars, and each bar's sessions in it.
    let base: Frame?
    let bars: [Range<Int>]

    /// The axis whose first sessions these are; nil where sessions of several were merged.
    private let axis: Axis?
    private var slots: [Slot] = []
    /// A symbol's slot, used once a linear search over the slots is slower.
    private var places: [String: Int] = [:]
    /// The slot that the members of a group take in turn, and where the others' common sessions begin.
    private var memberPlace: Int?
    private let othersStart: Int
    private let price: String
    /// The source of frames on other sessions, see `FrameParts`; nil for a frame without data.
    let origin: Origin?
    /// Frames of the sessions of parts of the query.
    var parts: [Part] = []
    /// Whether every symbol has all its own sessions here.
    private var hasOwnSessions = true
    /// The newest day that is loaded, or `as of`, where that is known.
    var today: Day?
    /// Whether a filter reads symbols that are not here.
    var isAskedOfOthers = false
    /// Where a span from each bar leads.
    lazy var spans = Spans(days, frequency, newestDay: (base ?? self).days.last)
    /// Where look-aheads end, see `forwardEnds`.
    var aheads: [LookAhead: [Int]] = [:]

    struct LookAhead: Hashable {
        let span: CalendarSpan
        let newest: Int
    }

    /// An instrument on the axis, and what has been read and computed of it so far.
    private struct Slot {
        let symbol: String
        let instrument: Instrument
        var gather: Gather
        /// Whether all its sessions up to the newest are here, one after the other.
        var hasOwnSessions = true
        /// Whether it makes no sessions here, like members of baskets.
        var isLoose = false
        /// Whether it makes the sessions and is in a basket too.
        var isBoth = false
        var columns: [(name: String, values: [Double])] = []
        var returns: [(name: String, values: [Double])] = []
        /// Open, high and low on the adjusted basis.
        var scaled: [(name: String, column: Column)] = []
    }

    /// How an instrument's rows map to the axis.
    enum Gather {
        /// Row r is at index r + offset.
        case offset(Int)
        /// The row of each session, or −1.
        case rows([Int32])
    }

    /// - Parameters:
    ///   - binding: the symbols whose sessions make the axis.
    ///   - loose: the symbols that are gathered where they have data.
    ///   - through: the newest day that exists for this query.
    init(
        market: Market, binding: [String], loose: [String], through cut: Day?, settings: Settings, at span: SourceSpan
    ) throws(EngineError) {
        var found: [String: Instrument] = [:]
        for symbol in binding + loose where found[symbol] == nil {
            guard let instrument = try Frame.open(symbol, market, at: span) else {
                throw EngineError(.unknownSymbol, span, "the symbol `\(symbol)` no longer exists")
            }
            found[symbol] = instrument
        }
        var seen: Set<String> = []
        let bound = binding.filter { seen.insert($0).inserted }.compactMap { found[$0] }
        let unbound = loose.compactMap { found[$0] }
        let fastest = (bound + unbound).map(\.barUnit).min()
        let axisMakers = bound.filter { $0.barUnit == fastest }
        let slow = bound.filter { $0.barUnit != fastest }
        price = settings.price
        let calendars = (axisMakers.isEmpty ? unbound : axisMakers).map(\.calendar)
        let known = axisMakers.isEmpty ? TradingCalendar.union(calendars) : TradingCalendar.common(calendars)
        calendar = settings.calendar == .none ? .none : known
        sessionsPerYear = known.sessionsPerYear
        frequency = fastest ?? .day
        base = nil
        bars = []
        makers = axisMakers
        held = slow.map { ($0.symbol, $0.barUnit) }

        let joined: Joined
        if axisMakers.isEmpty {
            // Only slow series with baskets and shares, or none: the sessions are those of the members.
            joined = Frame.union(unbound.filter { $0.barUnit == fastest }, through: cut)
        } else {
            joined = try Frame.join(axisMakers, through: cut, at: span)
        }
        days = joined.days
        axis = joined.axis
        commonStart = joined.commonStart
        othersStart = joined.commonStart
        dropped = joined.dropped
        origin = Origin(market: market, settings: settings, span: span)
        var gathers = joined.gathers
        for instrument in slow {
            gathers[instrument.symbol] = .rows(Frame.holdForward(instrument, onto: joined.days))
        }
        for symbol in loose where gathers[symbol] == nil {
            gathers[symbol] = Frame.pick(found[symbol]!.axis, onto: joined.days)
        }
        let end = joined.days.last
        take(
            (bound.map(\.symbol) + loose.filter { seen.insert($0).inserted }).enumerated().map { place, symbol in
                let instrument = found[symbol]!
                return Slot(
                    symbol: symbol, instrument: instrument, gather: gathers[symbol]!,
                    hasOwnSessions: instrument.barUnit == fastest
                        && gathers[symbol]!.isWhole(instrument.axis, through: end),
                    isLoose: place >= bound.count, isBoth: place < bound.count && loose.contains(symbol))
            })
    }

    private func take(_ slots: [Slot]) {
        self.slots = slots
        hasOwnSessions = slots.allSatisfy(\.hasOwnSessions)
        guard slots.count > 8 else { return }
        for (place, slot) in slots.enumerated() { places[slot.symbol] = place }
    }

    private static func open(
        _ symbol: String, _ market: Market, at span: SourceSpan
    ) throws(EngineError) -> Instrument? {
        do throws(StoreError) {
            return try market.opened(symbol)
        } catch {
            throw EngineError(error, span)
        }
    }

    /// No data at all.
    init() {
        days = []
        frequency = .day
        calendar = .none
        sessionsPerYear = TradingCalendar.nyse.sessionsPerYear
        commonStart = 0
        dropped = []
        makers = []
        held = []
        base = nil
        bars = []
        axis = nil
        othersStart = 0
        price = "close"
        origin = nil
    }

    // MARK: Bars

    /// Bars of calendar spans over a daily frame, each labelled with its last session.
    init(_ base: Frame, bars frequency: CalendarUnit) {
        precondition(base.base == nil, "bars are built from sessions")
        var bars: [Range<Int>] = []
        var labels: [Int32] = []
        var start = 0
        while start < base.days.count {
            let end = frequency.end(of: Day(base.days[start])).number
            var next = start + 1
            while next < base.days.count, base.days[next] <= end { next += 1 }
            bars.append(start..<next)
            labels.append(base.days[next - 1])
            start = next
        }
        self.base = base
        self.bars = bars
        self.days = labels
        self.frequency = frequency
        calendar = base.calendar
        sessionsPerYear = base.sessionsPerYear
        dropped = base.dropped
        makers = base.makers
        held = base.held
        price = base.price
        origin = base.origin
        axis = nil
        othersStart = 0
        commonStart = Frame.firstBar(bars, after: base.commonStart)
        memberPlace = base.memberPlace
        today = base.today
        take(
            base.slots.map {
                Slot(
                    symbol: $0.symbol, instrument: $0.instrument, gather: $0.gather,
                    hasOwnSessions: $0.hasOwnSessions, isLoose: $0.isLoose, isBoth: $0.isBoth)
            })
    }

    /// The first bar that ends after a session's place.
    private static func firstBar(_ bars: [Range<Int>], after place: Int) -> Int {
        let bar = bars.partitioningIndex { $0.upperBound > place }
        return bar < bars.count ? bar : 0
    }

    /// Whether the newest bar's period has sessions left, by its calendar. If data has ended, its period is over
    /// once later periods have begun.
    var isNewestPartial: Bool { days.last.map { isPartial(Day($0)) } ?? false }

    /// The same for any bar, by its label.
    func isPartial(_ label: Day) -> Bool {
        let day = max(label, today ?? label)
        return day <= frequency.end(of: label) && calendar.hasSessions(after: day, in: frequency)
    }

    /// The days from the first on that all of them have.
    var commonDays: [Int32] { Array(days[commonStart...]) }

    /// The first session that all of them have, whatever the bars.
    var beginning: Day {
        let sessions = base ?? self
        return Day(sessions.days[sessions.commonStart])
    }

    /// Bars per year, for annualising. A sparse series' dates are counted: meetings are eight per year.
    var periodsPerYear: Double {
        if let perYear = frequency.perYear { return perYear }
        // Dates of one symbol before the others began are not common.
        guard isSparse, days.indices.contains(commonStart), let last = days.last, days[commonStart] < last else {
            return sessionsPerYear
        }
        return Double(days.count - 1 - commonStart) * 365.25 / Double(last - days[commonStart])
    }

    /// Whether the sessions are the dates of a sparse series, such as expiries.
    var isSparse: Bool { makers.contains(where: \.isSparse) }

    /// Whether a wide distance between sessions is a gap rather than usual.
    var hasSessionsDaily: Bool { frequency == .day && !isSparse }

    // MARK: One member of a group after the other

    /// Where a member would begin on these sessions, if it has all of them from there on; nil where its sessions
    /// differ, so that it needs its own frame.
    func place(of instrument: Instrument) -> Int? {
        if let base { return base.place(of: instrument) }
        guard let axis, let end = days.last, takes(instrument) else { return nil }
        if instrument.axis === axis { return 0 }
        let length = instrument.axis.upperBound(Day(end))
        let place = days.count - length
        guard length > 0, instrument.axis.isRun(of: axis, at: place, length) else { return nil }
        return place
    }

    /// Whether the instrument's sessions are as far apart as these.
    func takes(_ instrument: Instrument) -> Bool {
        let sessions = base ?? self
        return sessions.frequency == instrument.barUnit
            && sessions.isSparse == instrument.isSparse
            && sessions.sessionsPerYear == instrument.calendar.sessionsPerYear
            && (sessions.calendar == .none || sessions.calendar == instrument.calendar)
    }

    /// The symbol is the member, which another may replace.
    func memberIs(_ symbol: String) {
        base?.memberIs(symbol)
        memberPlace = place(symbol)
        guard let place = memberPlace, slots[place].isBoth else { return }
        // It stays in the basket when another member takes its place.
        slots.append(slots[place])
        slots[place].isLoose = true
        memberPlace = slots.count - 1
    }

    /// Puts a member where the last one was, or next to the others.
    ///
    /// - Parameter offset: where it begins; nil where it has the same axis as the member before it.
    func bind(_ symbol: String, _ instrument: Instrument, at offset: Int?) {
        base?.bind(symbol, instrument, at: offset)
        let place = memberPlace ?? slots.count
        let gather = offset.map { Gather.offset($0) } ?? slots[place].gather
        let isWhole = offset != nil || slots[place].hasOwnSessions
        let slot = Slot(symbol: symbol, instrument: instrument, gather: gather, hasOwnSessions: isWhole)
        if place < slots.count {
            let last = slots[place].symbol
            makers = makers.map { $0.symbol == last ? instrument : $0 }
            forgetParts(of: last)
            slots[place] = slot
            places[last] = places.isEmpty ? nil : slots.firstIndex { $0.symbol == last }
        } else {
            slots.append(slot)
        }
        if !places.isEmpty { places[symbol] = place }
        memberPlace = place
        if let base {
            commonStart = Frame.firstBar(bars, after: base.commonStart)
        } else if let offset {
            commonStart = max(othersStart, offset)
        }
    }

    /// Whether daily sessions of the range are so far apart that a run ends between them.
    func hasGap(_ range: Range<Int>) -> Bool {
        gaps.contains { range.lowerBound < $0 && $0 < range.upperBound }
    }

    /// Each session that follows a gap.
    private lazy var gaps: [Int] = {
        guard hasSessionsDaily, RunScan.hasGap(days, days.indices) else { return [] }
        return days.indices.dropFirst().filter { days[$0] &- days[$0 - 1] > RunKernel.widestGap }
    }()

    // MARK: Columns

    private func place(_ symbol: String) -> Int? {
        places.isEmpty ? slots.firstIndex { $0.symbol == symbol } : places[symbol]
    }

    /// A symbol's instrument, here or read by a filter; nil where it is not loaded.
    func instrument(_ symbol: String) -> Instrument? {
        place(symbol).map { slots[$0].instrument } ?? origin?.market.instrument(symbol)
    }

    var symbols: [String] { slots.map(\.symbol) }

    /// Whether each part of a query can be computed here.
    var livesAlone: Bool { hasOwnSessions && !isAskedOfOthers }

    func has(_ symbol: String) -> Bool { place(symbol) != nil }

    /// Whether a symbol has a session up to the newest here, as far as is known.
    func hasBegun(_ symbol: String) -> Bool {
        guard let place = place(symbol), let last = days.last else { return true }
        return slots[place].instrument.axis.days[0] <= last
    }

    /// Whether a symbol's own sessions are further apart than the bars here.
    func isFaster(than symbol: String) -> Bool { instrument(symbol).map { $0.barUnit > frequency } ?? false }

    /// The members of baskets and shares here.
    var looseSymbols: [String] { slots.filter(\.isLoose).map(\.symbol) }

    /// Whether the sessions here are those of these symbols, and no other is here.
    func isMade(of binding: [String], beside loose: [String]) -> Bool {
        let wanted = binding + loose
        return wanted.allSatisfy { has($0) }
            && slots.allSatisfy { wanted.contains($0.symbol) && ($0.isLoose || binding.contains($0.symbol)) }
            && binding.allSatisfy { symbol in slots.contains { $0.symbol == symbol && !$0.isLoose } }
    }

    /// Whether the symbol is here with all its own sessions.
    func hasOwnSessions(_ symbol: String) -> Bool { place(symbol).map { slots[$0].hasOwnSessions } ?? false }

    /// The column a bare symbol means here: the price basis where the instrument has it.
    func mainColumn(_ symbol: String) -> String { instrument(symbol)?.meantColumn(on: price) ?? price }

    /// A symbol's column on the axis; nil where it has no column of that name.
    func column(_ symbol: String, _ name: String?) throws(StoreError) -> [Double]? {
        guard let place = place(symbol) else { return nil }
        let name = name ?? slots[place].instrument.meantColumn(on: price)
        if let known = slots[place].columns.first(where: { $0.name == name }) { return known.values }
        let values: [Double]
        if let base {
            guard let made = try base.bars(symbol, name, bars) else { return nil }
            values = made
        } else {
            guard let column = try stored(place, name) else { return nil }
            values = Frame.gather(column, slots[place].gather, on: days.indices)
        }
        slots[place].columns.append((name, values))
        return values
    }

    /// The part of a column on some bars, made without the rest.
    func column(_ symbol: String, _ name: String?, on stretch: Range<Int>) throws(StoreError) -> [Double]? {
        guard stretch.count < days.count else { return try column(symbol, name) }
        guard let place = place(symbol) else { return nil }
        let name = name ?? slots[place].instrument.meantColumn(on: price)
        if let known = slots[place].columns.first(where: { $0.name == name }) { return Array(known.values[stretch]) }
        if let base { return try base.bars(symbol, name, Array(bars[stretch])) }
        return try stored(place, name).map { Frame.gather($0, slots[place].gather, on: stretch) }
    }

    /// The returns of a symbol's column, computed once.
    func returns(_ symbol: String, _ name: String?) throws(StoreError) -> [Double]? {
        guard let place = place(symbol) else { return nil }
        let name = name ?? slots[place].instrument.meantColumn(on: price)
        if let known = slots[place].returns.first(where: { $0.name == name }) { return known.values }
        let count = days.count
        var returns = try inPlace(symbol, name) { Kernel.returns($0, from: $1, over: 0..<count) }
        if returns == nil { returns = try column(symbol, name).map(Kernel.returns) }
        guard let returns else { return nil }
        slots[place].returns.append((name, returns))
        return returns
    }

    /// A symbol's column in place, with the index its numbers begin at; nil where they are not contiguous.
    func inPlace<R>(
        _ symbol: String, _ name: String?, _ body: (Span<Double>, Int) -> R
    ) throws(StoreError) -> R? {
        guard base == nil, let place = place(symbol), case .offset(let offset) = slots[place].gather,
            let column = try stored(place, name ?? slots[place].instrument.meantColumn(on: price))
        else { return nil }
        return column.read { body($0, offset) }
    }

    /// An instrument's column on the price basis: the one place where open, high and low are scaled with the close.
    private func stored(_ place: Int, _ name: String) throws(StoreError) -> Column? {
        let instrument = slots[place].instrument
        guard let column = instrument.column(name) else { return nil }
        guard instrument.isScaled(name, on: price) else {
            try column.check()
            return column
        }
        if let known = slots[place].scaled.first(where: { $0.name == name }) { return known.column }
        guard let scaled = try instrument.scaled(column) else { return nil }
        slots[place].scaled.append((name, scaled))
        return scaled
    }

    private static func gather(_ column: Column, _ gather: Gather, on stretch: Range<Int>) -> [Double] {
        column.read { source in
            unsafe [Double](unsafeUninitializedCapacity: stretch.count) { target, filled in
                filled = stretch.count
                switch gather {
                case .offset(let offset):
                    // The row of the stretch's first bar; negative if the column begins later.
                    let first = stretch.lowerBound - offset
                    let begin = min(max(-first, 0), stretch.count)
                    let end = max(min(source.count - first, stretch.count), begin)
                    for index in 0..<begin { unsafe target[index] = .nan }
                    for index in begin..<end { unsafe target[index] = source[index &+ first] }
                    for index in end..<stretch.count { unsafe target[index] = .nan }
                case .rows(let rows):
                    for index in 0..<stretch.count {
                        let row = rows[stretch.lowerBound &+ index]
                        unsafe target[index] = row >= 0 ? source[Int(row)] : .nan
                    }
                }
            }
        }
    }

    /// Bars of a column on this frame; nil where the symbol has no column of that name.
    func bars(_ symbol: String, _ name: String?, _ bars: [Range<Int>]) throws(StoreError) -> [Double]? {
        guard let place = place(symbol) else { return nil }
        let name = name ?? slots[place].instrument.meantColumn(on: price)
        guard let column = try stored(place, name) else { return nil }
        // Where rows are contiguous, the bars are made from them in place.
        if case .offset(let offset) = slots[place].gather {
            return column.read { Frame.aggregate($0, offset, name, bars) }
        }
        let values = try self.column(symbol, name) ?? []
        return Frame.aggregate(values.span, 0, name, bars)
    }

    /// Open: the first; high, low: the extremes; volume: the sum; others: the last value of the bar's sessions.
    ///
    /// - Parameter offset: the session at which the values begin.
    private static func aggregate(_ values: Span<Double>, _ offset: Int, _ name: String, _ bars: [Range<Int>])
        -> [Double]
    {
        guard ["open", "high", "low", "volume"].contains(name) else {
            return bars.map { bar in
                var index = min(bar.upperBound - offset, values.count) - 1
                while index >= max(bar.lowerBound - offset, 0) {
                    if !values[index].isNaN { return values[index] }
                    index -= 1
                }
                return .nan
            }
        }
        return bars.map { bar in
            var result = Double.nan
            let first = max(bar.lowerBound - offset, 0)
            for index in first..<max(first, min(bar.upperBound - offset, values.count)) {
                let value = values[index]
                if value.isNaN { continue }
                if result.isNaN {
                    result = value
                    continue
                }
                switch name {
                case "open": break
                case "high": result = max(result, value)
                case "low": result = min(result, value)
                default: result += value
                }
            }
            return result
        }
    }
}
