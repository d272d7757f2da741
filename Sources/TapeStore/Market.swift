import Synchronization
import TapeTime

/// A source of instruments made on first use: the sample market, a mapped snapshot.
package protocol InstrumentSource: Sendable {
    /// All its instruments, in any order.
    var listings: [Listing] { get }
    var count: Int { get }
    /// The first and the newest session of all of them.
    var span: (first: Day, last: Day)? { get }
    /// The listing of a symbol in lower case.
    func listing(_ symbol: String) -> Listing?
    /// Called at most once per symbol; the market keeps the result. Throws if a snapshot is damaged.
    func make(_ symbol: String) throws(StoreError) -> Instrument?
}

/// The price store: instruments by symbol, their aliases, and groups of them.
///
/// A value type: a load builds a new market, which replaces the old one on success, so a failed load changes nothing.
public struct Market: Sendable {
    private var instruments: [String: Instrument] = [:]
    /// Used for symbols not in `instruments`, the newest first.
    private var sources: [Source] = []
    private var aliasTargets: [String: String] = [:]
    private var groupMembers: [String: [String]] = [:]
    private var axes: [AxisKey: [Axis]] = [:]
    private var found = Found()
    /// The newest session of all instruments; nil without any.
    public private(set) var newest: Day?

    /// An empty market.
    public init() {}

    private struct AxisKey: Hashable {
        var count: Int
        var first: Int32
        var last: Int32
        /// A hash of the days, which avoids comparing thousands of axes of one length and span one by one.
        var digest: UInt64
    }

    /// A source with the instruments made so far, shared by all copies of the market.
    private final class Source: Sendable {
        let origin: any InstrumentSource
        private let made = Mutex<[String: Lazy]>([:])

        init(_ origin: any InstrumentSource) { self.origin = origin }

        /// Each symbol is made separately, so that threads do not wait for each other.
        private final class Lazy: Sendable {
            let made = Mutex<Instrument?>(nil)
        }

        func get(_ symbol: String) throws(StoreError) -> Instrument? {
            let lazy = made.withLock { known in
                if let lazy = known[symbol] { return lazy }
                let lazy = Lazy()
                known[symbol] = lazy
                return lazy
            }
            return try lazy.made.withLock { (slot) throws(StoreError) in
                if slot == nil { slot = try origin.make(symbol) }
                return slot
            }
        }
    }

    /// The listings of all symbols, in alphabetical order.
    public var listings: [Listing] {
        var all = instruments.values.compactMap { $0.listing }
        var seen = Set(instruments.keys)
        for source in sources.reversed() {
            all += source.origin.listings.filter { !seen.contains($0.symbol) }
            if sources.count > 1 { seen.formUnion(source.origin.listings.map(\.symbol)) }
        }
        return all.sorted { $0.symbol < $1.symbol }
    }

    /// The listing of a symbol given in lower case; nil if unknown.
    public func listing(_ symbol: String) -> Listing? {
        if let instrument = instruments[symbol] { return instrument.listing }
        for source in sources.reversed() {
            if let listing = source.origin.listing(symbol) { return listing }
        }
        return nil
    }

    private func has(_ symbol: String) -> Bool { instruments[symbol] != nil || source(of: symbol) != nil }

    private func source(of symbol: String) -> Source? { sources.last { $0.origin.listing(symbol) != nil } }

    /// The key for a name: itself if it is a symbol, else its alias' target. Ignores case; a name with a leading `^`,
    /// `.` or `$` is also tried without it. A well-known index loaded under another name is found last: `spx` and
    /// `^GSPC` are the same.
    package func key(for name: String) -> String? {
        var lower = name.lowercased()
        while true {
            if has(lower) { return lower }
            if let target = aliasTargets[lower], has(target) { return target }
            guard let mark = lower.first, mark == "^" || mark == "." || mark == "$" else { break }
            lower.removeFirst()
        }
        return WellKnown.otherNames(of: lower).first { has($0) }
    }

    /// The instrument for a symbol or alias, built now if needed; nil if unknown or if a snapshot is damaged (`opened`
    /// throws the reason).
    public func instrument(_ name: String) -> Instrument? { try? opened(name) }

    /// The instrument for a symbol or alias, built now if needed.
    package func opened(_ name: String) throws(StoreError) -> Instrument? {
        if let instrument = instruments[name] { return instrument }
        guard let key = key(for: name) else { return nil }
        if let instrument = instruments[key] { return instrument }
        return try source(of: key)?.get(key)
    }

    /// A group's members with their axes. The same list in the same market is looked up once.
    package func members(_ symbols: [String]) throws(StoreError) -> Membership {
        if let known = found[symbols] { return known }
        var instruments: [Instrument?] = []
        instruments.reserveCapacity(symbols.count)
        for symbol in symbols { instruments.append(try opened(symbol)) }
        let members = Membership(symbols, instruments)
        found[symbols] = members
        return members
    }

    /// The groups used last: looking up thousands of symbols takes longer than the query itself.
    private final class Found: Sendable {
        private let groups = Mutex<[Membership]>([])
        private static let limit = 8

        subscript(symbols: [String]) -> Membership? {
            get { groups.withLock { groups in groups.first { $0.symbols == symbols } } }
            set {
                guard let newValue else { return }
                groups.withLock { groups in
                    if groups.count == Found.limit { groups.removeFirst() }
                    groups.append(newValue)
                }
            }
        }
    }

    /// Whether it has no instrument at all.
    public var isEmpty: Bool { instruments.isEmpty && sources.allSatisfy { $0.origin.count == 0 } }

    /// The number of symbols and their date range. Quick for a market that was just opened.
    package var extent: (symbols: Int, first: Day?, last: Day?) {
        if instruments.isEmpty, sources.count == 1 {
            return (sources[0].origin.count, sources[0].origin.span?.first, newest)
        }
        let all = listings
        return (all.count, all.map(\.first).min(), newest)
    }

    /// Adds an instrument or replaces the one of the same symbol. Its axis is replaced by an equal one of the market.
    public mutating func add(_ instrument: Instrument) {
        let axis = intern(instrument.axis)
        let replaced = listing(instrument.symbol)?.last
        found = Found()
        instruments[instrument.symbol] =
            axis === instrument.axis
            ? instrument
            : Instrument(
                symbol: instrument.symbol, name: instrument.name, axis: axis, columns: instrument.columns,
                mainColumn: instrument.mainColumn, frequency: instrument.frequency, calendar: instrument.calendar,
                provenance: instrument.provenance, measure: instrument.measure)
        note(axis.last)
        // If a shorter history replaces the newest one, the newest session changes.
        if let replaced, replaced == newest, axis.last != newest { newest = listings.map(\.last).max() }
    }

    /// Adds all symbols of a source, which replace those of the same name.
    package mutating func add(_ source: any InstrumentSource) {
        found = Found()
        let known = newest
        var isReplaced = false
        for symbol in instruments.keys where source.listing(symbol) != nil {
            instruments[symbol] = nil
            isReplaced = true
        }
        sources.append(Source(source))
        note(source.span?.last)
        if isReplaced || sources.count > 1, newest == known { newest = listings.map(\.last).max() }
    }

    private mutating func note(_ last: Day?) {
        guard let last else { return }
        newest = newest.map { max($0, last) } ?? last
    }

    private mutating func intern(_ axis: Axis) -> Axis {
        guard let first = axis.days.first, let last = axis.days.last else { return axis }
        let key = AxisKey(count: axis.count, first: first, last: last, digest: Self.digest(axis.days))
        if let known = axes[key]?.first(where: { $0 === axis || $0.days == axis.days }) { return known }
        axes[key, default: []].append(axis)
        return axis
    }

    /// A hash of every sixteenth day: if one axis lacks a day, all later places differ.
    private static func digest(_ days: [Int32]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for place in stride(from: 0, to: days.count, by: 16) {
            hash = (hash ^ UInt64(UInt32(bitPattern: days[place]))) &* 0x100_0000_01B3
        }
        return hash
    }

    /// Sets an alias, ignoring case; the target is a symbol or another alias.
    public mutating func setAlias(_ name: String, to target: String) {
        found = Found()
        aliasTargets[name.lowercased()] = key(for: target) ?? target.lowercased()
    }

    /// The symbol for each alias, both in lower case.
    public var aliases: [String: String] { aliasTargets }

    /// The members of a named group, in order, as keys; nil if unknown.
    public func group(_ name: String) -> [String]? { groupMembers[name.lowercased()] }

    /// The members of each named group, by its name in lower case.
    public var groups: [String: [String]] { groupMembers }

    /// Adds a group or replaces the one of the same name, ignoring case. A member may be loaded later.
    public mutating func setGroup(_ name: String, members: [String]) {
        groupMembers[name.lowercased()] = members.map { $0.lowercased() }
    }
}
