import Synchronization

/// What is known of an instrument before it is built.
public struct Listing: Sendable {
    /// In lower case.
    public var symbol: String
    public var name: String?
    public var first: Day
    public var last: Day

    public init(symbol: String, name: String?, first: Day, last: Day) {
        self.symbol = symbol
        self.name = name
        self.first = first
        self.last = last
    }
}

/// Instruments that are made when they are first asked for: the sample market, a mapped snapshot.
public protocol InstrumentSource: Sendable {
    var listings: [Listing] { get }
    /// Called at most once a symbol; the market keeps what it gets.
    func make(_ symbol: String) -> Instrument?
}

/// The price store: instruments by symbol, their aliases, and groups of them.
///
/// A value: a load builds a new market and replaces the old one when all went well, so a failed load harms nothing.
public struct Market: Sendable {
    private var instruments: [String: Entry] = [:]
    private var aliasTargets: [String: String] = [:]
    private var groupMembers: [String: [String]] = [:]
    private var axes: [AxisKey: [Axis]] = [:]
    /// The newest session of all instruments; nil where there is none.
    public private(set) var newest: Day?

    public init() {}

    private enum Entry: Sendable {
        case built(Instrument)
        case pending(Listing, Lazy)
    }

    private struct AxisKey: Hashable {
        var count: Int
        var first: Int32
        var last: Int32
        /// A hash of all days, so that the thousands of axes of one length and span are not compared one by one.
        var digest: UInt64
    }

    /// A source's instrument, built once for all copies of the market.
    private final class Lazy: Sendable {
        let source: any InstrumentSource
        let symbol: String
        let built = Mutex<Instrument?>(nil)

        init(source: any InstrumentSource, symbol: String) {
            self.source = source
            self.symbol = symbol
        }

        func get() -> Instrument? {
            built.withLock { slot in
                if slot == nil { slot = source.make(symbol) }
                return slot
            }
        }
    }

    /// All symbols with what is known of them, in alphabetical order.
    public var listings: [Listing] {
        instruments.keys.sorted().compactMap { listing($0) }
    }

    public func listing(_ symbol: String) -> Listing? {
        switch instruments[symbol] {
        case .built(let instrument):
            guard let first = instrument.axis.first, let last = instrument.axis.last else { return nil }
            return Listing(symbol: symbol, name: instrument.name, first: first, last: last)
        case .pending(let listing, _): return listing
        case nil: return nil
        }
    }

    /// The key a name stands for: itself where it is a symbol, else its alias' target. Any case; a leading `^`, `.` or
    /// `$` is tried without. A well-known index that is loaded under another of its names is found last: `spx` and
    /// `^GSPC` are one.
    public func key(for name: String) -> String? {
        var lower = name.lowercased()
        while true {
            if instruments[lower] != nil { return lower }
            if let target = aliasTargets[lower], instruments[target] != nil { return target }
            guard let mark = lower.first, mark == "^" || mark == "." || mark == "$" else { break }
            lower.removeFirst()
        }
        return WellKnown.otherNames(of: lower).first { instruments[$0] != nil }
    }

    /// The instrument a symbol or alias names, built now if it was not yet.
    public func instrument(_ name: String) -> Instrument? {
        guard let key = key(for: name), let entry = instruments[key] else { return nil }
        switch entry {
        case .built(let instrument): return instrument
        case .pending(_, let lazy): return lazy.get()
        }
    }

    public var isEmpty: Bool { instruments.isEmpty }

    /// Adds an instrument or replaces the one of the same symbol. Its axis becomes the market's own where an equal one is known.
    public mutating func add(_ instrument: Instrument) {
        let axis = intern(instrument.axis)
        let replaced = listing(instrument.symbol)?.last
        defer {
            noteNewest(instrument.symbol)
            // A shorter history in the place of the newest one takes the newest session with it.
            if let replaced, replaced == newest { newest = instruments.keys.compactMap { listing($0)?.last }.max() }
        }
        guard axis !== instrument.axis else {
            instruments[instrument.symbol] = .built(instrument)
            return
        }
        instruments[instrument.symbol] = .built(
            Instrument(
                symbol: instrument.symbol, name: instrument.name, axis: axis, columns: instrument.columns,
                mainColumn: instrument.mainColumn, frequency: instrument.frequency, provenance: instrument.provenance))
    }

    public mutating func add(_ source: any InstrumentSource) {
        for listing in source.listings {
            instruments[listing.symbol] = .pending(listing, Lazy(source: source, symbol: listing.symbol))
            noteNewest(listing.symbol)
        }
    }

    private mutating func noteNewest(_ symbol: String) {
        guard let last = listing(symbol)?.last else { return }
        newest = newest.map { max($0, last) } ?? last
    }

    private mutating func intern(_ axis: Axis) -> Axis {
        guard let first = axis.days.first, let last = axis.days.last else { return axis }
        let key = AxisKey(count: axis.count, first: first, last: last, digest: Self.digest(axis.days))
        if let known = axes[key]?.first(where: { $0 === axis || $0.days == axis.days }) { return known }
        axes[key, default: []].append(axis)
        return axis
    }

    private static func digest(_ days: [Int32]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for day in days { hash = (hash ^ UInt64(UInt32(bitPattern: day))) &* 0x100_0000_01B3 }
        return hash
    }

    /// Both in any case; the target is a symbol or another alias.
    public mutating func setAlias(_ name: String, to target: String) {
        aliasTargets[name.lowercased()] = key(for: target) ?? target.lowercased()
    }

    public var aliases: [String: String] { aliasTargets }

    /// The members of a named group, in their given order, as keys; nil where there is no such group.
    public func group(_ name: String) -> [String]? { groupMembers[name.lowercased()] }

    public var groups: [String: [String]] { groupMembers }

    public mutating func setGroup(_ name: String, members: [String]) {
        groupMembers[name.lowercased()] = members.map { $0.lowercased() }
    }
}
