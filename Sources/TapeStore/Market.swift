import Synchronization
import TapeTime

/// What is known of an instrument before it is built.
public struct Listing: Sendable {
    /// In lower case.
    public var symbol: String
    /// What it is called, such as `Russell 2000`, where that is known.
    public var name: String?
    /// Its oldest session.
    public var first: Day
    /// Its newest session.
    public var last: Day

    package init(symbol: String, name: String?, first: Day, last: Day) {
        self.symbol = symbol
        self.name = name
        self.first = first
        self.last = last
    }
}

/// Instruments that are made when they are first asked for: the sample market, a mapped snapshot.
package protocol InstrumentSource: Sendable {
    /// All that it has, in any order.
    var listings: [Listing] { get }
    var count: Int { get }
    /// The first session of any of them, and the newest.
    var span: (first: Day, last: Day)? { get }
    /// By a symbol in lower case.
    func listing(_ symbol: String) -> Listing?
    /// Called at most once a symbol; the market keeps what it gets. Throws where a snapshot is damaged.
    func make(_ symbol: String) throws(StoreError) -> Instrument?
}

/// The price store: instruments by symbol, their aliases, and groups of them.
///
/// A value: a load builds a new market and replaces the old one when all went well, so a failed load harms nothing.
public struct Market: Sendable {
    private var instruments: [String: Instrument] = [:]
    /// Asked where `instruments` has nothing, the newest first.
    private var sources: [Source] = []
    private var aliasTargets: [String: String] = [:]
    private var groupMembers: [String: [String]] = [:]
    private var axes: [AxisKey: [Axis]] = [:]
    private var found = Found()
    /// The newest session of all instruments; nil where there is none.
    public private(set) var newest: Day?

    /// A market of nothing.
    public init() {}

    private struct AxisKey: Hashable {
        var count: Int
        var first: Int32
        var last: Int32
        /// A hash of all days, so that the thousands of axes of one length and span are not compared one by one.
        var digest: UInt64
    }

    /// A source with what it has made so far, for all copies of the market.
    private final class Source: Sendable {
        let origin: any InstrumentSource
        private let made = Mutex<[String: Lazy]>([:])

        init(_ origin: any InstrumentSource) { self.origin = origin }

        /// Symbols are made one beside the other, so that threads need not wait for each other's.
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

    /// All symbols with what is known of them, in alphabetical order.
    public var listings: [Listing] {
        var all = instruments.values.compactMap { $0.listing }
        var seen = Set(instruments.keys)
        for source in sources.reversed() {
            all += source.origin.listings.filter { !seen.contains($0.symbol) }
            if sources.count > 1 { seen.formUnion(source.origin.listings.map(\.symbol)) }
        }
        return all.sorted { $0.symbol < $1.symbol }
    }

    /// What is known of a symbol, given in lower case; nil where there is none.
    public func listing(_ symbol: String) -> Listing? {
        if let instrument = instruments[symbol] { return instrument.listing }
        for source in sources.reversed() {
            if let listing = source.origin.listing(symbol) { return listing }
        }
        return nil
    }

    private func has(_ symbol: String) -> Bool { instruments[symbol] != nil || source(of: symbol) != nil }

    private func source(of symbol: String) -> Source? { sources.last { $0.origin.listing(symbol) != nil } }

    /// The key a name stands for: itself where it is a symbol, else its alias' target. Any case; a leading `^`, `.` or
    /// `$` is tried without. A well-known index that is loaded under another of its names is found last: `spx` and
    /// `^GSPC` are one.
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

    /// The instrument a symbol or alias names, built now if it was not yet; nil where there is none, or where a
    /// snapshot is damaged (`opened` says how).
    public func instrument(_ name: String) -> Instrument? { try? opened(name) }

    /// The instrument a symbol or alias names, built now if it was not yet.
    package func opened(_ name: String) throws(StoreError) -> Instrument? {
        if let instrument = instruments[name] { return instrument }
        guard let key = key(for: name) else { return nil }
        if let instrument = instruments[key] { return instrument }
        return try source(of: key)?.get(key)
    }

    /// A group's members with their axes. The same list of the same market is looked up once.
    package func members(_ symbols: [String]) throws(StoreError) -> Membership {
        if let known = found[symbols] { return known }
        var instruments: [Instrument?] = []
        instruments.reserveCapacity(symbols.count)
        for symbol in symbols { instruments.append(try opened(symbol)) }
        let members = Membership(symbols, instruments)
        found[symbols] = members
        return members
    }

    /// The groups asked for last: a lookup of thousands of symbols takes longer than what is asked of them.
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

    /// How many symbols there are, and from when to when. Quick for a market that was just opened.
    package var extent: (symbols: Int, first: Day?, last: Day?) {
        if instruments.isEmpty, sources.count == 1 {
            return (sources[0].origin.count, sources[0].origin.span?.first, newest)
        }
        let all = listings
        return (all.count, all.map(\.first).min(), newest)
    }

    /// Adds an instrument or replaces the one of the same symbol. Its axis becomes the market's own where an equal one
    /// is known.
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
        // A shorter history in the place of the newest one takes the newest session with it.
        if let replaced, replaced == newest, axis.last != newest { newest = listings.map(\.last).max() }
    }

    /// Adds all that a source has; its symbols replace those of the same name.
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

    /// Of every sixteenth day: where one axis lacks a day of the other, all places behind it differ.
    private static func digest(_ days: [Int32]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for place in stride(from: 0, to: days.count, by: 16) {
            hash = (hash ^ UInt64(UInt32(bitPattern: days[place]))) &* 0x100_0000_01B3
        }
        return hash
    }

    /// Both in any case; the target is a symbol or another alias.
    public mutating func setAlias(_ name: String, to target: String) {
        found = Found()
        aliasTargets[name.lowercased()] = key(for: target) ?? target.lowercased()
    }

    /// The symbol that each alias means, both in lower case.
    public var aliases: [String: String] { aliasTargets }

    /// The members of a named group, in their given order, as keys; nil where there is no such group.
    public func group(_ name: String) -> [String]? { groupMembers[name.lowercased()] }

    /// The members of each named group, by its name in lower case.
    public var groups: [String: [String]] { groupMembers }

    /// Makes a group or replaces the one of the same name. Names and members in any case; a member need not
    /// be loaded yet.
    public mutating func setGroup(_ name: String, members: [String]) {
        groupMembers[name.lowercased()] = members.map { $0.lowercased() }
    }
}
