import Synchronization
import TapeStore
import TapeSyntax
import TapeSystem
import TapeTime

/// One member of a group on the frame of its query.
struct MemberView {
    let symbol: String
    let frame: Frame
    let window: Window
    let evaluator: Evaluator
    /// What the answer says about the window: the same for all members with the same sessions.
    let notes: [Note]
}

/// The frames of a group's members, one after the other. Many members share the same sessions, so a frame
/// made for one serves the next: only the member's own column is replaced.
///
/// One thread uses it.
final class MemberFrames {
    private let request: ResolvedQuery
    private let nodes: [Node]
    let members: Membership
    /// The other symbols of the query.
    private let fixed: [String]
    /// The frame of only these, which most members can share.
    private let shared: Frame?
    /// By axis, where a member on it begins on the shared frame.
    private var places: [Place]
    private var windows: [Judged?]
    /// The frame of the last member that cannot share one.
    private var own: (axis: Int, frequency: CalendarUnit?, frame: Frame)?

    private enum Place {
        case unknown
        case at(Int)
        case apart
    }

    private struct Judged {
        var window: Window
        var notes: [Note]
    }

    init(_ request: ResolvedQuery, _ nodes: [Node], _ members: Membership) {
        self.request = request
        self.nodes = nodes
        self.members = members
        fixed = request.symbols(read: nodes).binding
        shared = fixed.isEmpty ? nil : try? request.frame(nodes)
        places = [Place](repeating: .unknown, count: members.axes.count)
        windows = [Judged?](repeating: nil, count: members.axes.count)
    }

    /// A member with its window; throws what a query on it alone would throw.
    func view(_ index: Int) throws(EngineError) -> MemberView {
        let (frame, isKept) = try frame(index)
        let judged = try judged(index, frame, isKept: isKept)
        let symbol = members.symbols[index]
        return MemberView(
            symbol: symbol, frame: frame, window: judged.window,
            evaluator: request.evaluator(frame, judged.window, member: symbol), notes: judged.notes)
    }

    private func judged(_ index: Int, _ frame: Frame, isKept: Bool) throws(EngineError) -> Judged {
        let axis = members.axisOf[index]
        if isKept, let known = windows[axis] { return known }
        let window = try request.plan.windowWithData(on: frame)
        let judged = Judged(window: window, notes: request.notes(frame, window))
        if isKept { windows[axis] = judged }
        return judged
    }

    /// The member's frame, and whether its sessions are the same for all members on its axis.
    private func frame(_ index: Int) throws(EngineError) -> (Frame, isKept: Bool) {
        let symbol = members.symbols[index]
        guard let instrument = members.instruments[index], !fixed.contains(symbol) else {
            return (try request.frame(nodes, member: symbol), false)
        }
        try request.environment.checkInterrupt()
        let axis = members.axisOf[index]
        if let shared {
            if case .unknown = places[axis] { places[axis] = shared.place(of: instrument).map { .at($0) } ?? .apart }
            if case .at(let place) = places[axis], shared.takes(instrument) {
                shared.bind(symbol, instrument, at: place)
                return (shared, true)
            }
        }
        if let own, own.axis == axis, own.frequency == instrument.frequency, own.frame.takes(instrument) {
            own.frame.bind(symbol, instrument, at: nil)
            return (own.frame, true)
        }
        let frame = try request.frame(nodes, member: symbol)
        guard frame.held.isEmpty else { return (frame, false) }
        own = (axis, instrument.frequency, frame)
        frame.memberIs(symbol)
        return (frame, true)
    }
}

extension ResolvedQuery {
    /// A group's members, found.
    func membership(_ members: [String]) throws(EngineError) -> Membership {
        do throws(StoreError) {
            return try environment.market.members(members)
        } catch {
            throw EngineError(error, query.span)
        }
    }

    /// From this many members on, a second thread is worth waking.
    private static let fewestForThreads = 32
    /// The number of members taken at a time.
    private static let batch = 16

    /// Does the same for each member of a group, on as many threads as the settings allow. Results are in the order of
    /// the members, in whatever order the threads finish.
    ///
    /// - Parameter places: the members to take, ascending; nil for all.
    func eachMember<T: Sendable>(
        _ members: Membership, _ nodes: [Node], only places: [Int]? = nil,
        _ body: @Sendable (MemberView) throws(EngineError) -> T
    ) throws(EngineError) -> [Result<T, EngineError>] {
        let order = places ?? members.byAxis
        guard !order.isEmpty else { return [] }
        let results = UnsafeMutableBufferPointer<Result<T, EngineError>?>.allocate(capacity: members.symbols.count)
        unsafe results.initialize(repeating: nil)
        defer {
            unsafe results.deinitialize()
            unsafe results.deallocate()
        }
        nonisolated(unsafe) let slots = unsafe results
        let batches = (order.count + ResolvedQuery.batch - 1) / ResolvedQuery.batch
        let threads = order.count < ResolvedQuery.fewestForThreads ? 1 : min(environment.threads, batches)
        let isCalledOff = Atomic<Bool>(false)
        Workers.share(batches, threads, prepare: { MemberFrames(self, nodes, members) }) { frames, batch in
            guard !isCalledOff.load(ordering: .relaxed) else { return }
            // Batches are taken in order, by whichever thread is free.
            environment.progress(batch * ResolvedQuery.batch, order.count)
            for index in order[batch * ResolvedQuery.batch..<min(order.count, (batch + 1) * ResolvedQuery.batch)] {
                do throws(EngineError) {
                    unsafe slots[index] = .success(try body(try frames.view(index)))
                } catch {
                    unsafe slots[index] = .failure(error)
                    if error.diagnostic.code == .interrupted { isCalledOff.store(true, ordering: .relaxed) }
                }
            }
        }
        return (places ?? Array(results.indices)).map { unsafe slots[$0] ?? .failure(.interrupted) }
    }

    /// The result of each member of a group, and the notes: members without data are left out and counted.
    func memberRows<T: Sendable>(
        _ symbols: [String], _ nodes: [Node], _ body: @Sendable (MemberView) throws(EngineError) -> T
    ) throws(EngineError) -> (rows: [T], notes: MemberNotes) {
        let found = try eachMember(try membership(symbols), nodes) {
            (view) throws(EngineError) -> (T, [Note], front: Day?, back: (day: Int32, notes: [Note])?) in
            let last = view.window.range.last.map { view.frame.days[$0] }
            return (
                try body(view), view.notes, cutFront(view.frame, view.window)?.day,
                last.map { ($0, cutBackNote(view.frame, view.window)) }
            )
        }
        var rows: [T] = []
        rows.reserveCapacity(found.count)
        var notes = MemberNotes()
        for (symbol, result) in zip(symbols, found) {
            guard let (row, told, front, back) = try notes.take(symbol, result) else { continue }
            notes.add(told)
            if let front { notes.cutFront.append((symbol, front)) }
            if let back, back.day > notes.cutBack?.day ?? Int32.min { notes.cutBack = back }
            rows.append(row)
        }
        try notes.checkAny(self)
        notes.ended = ended(try membership(symbols))
        notes.bucket = plan.bucket?.running
        return (rows, notes)
    }

    /// The symbols that make a query's sessions, each once, and those of baskets and shares.
    func symbols(read nodes: [Node]) -> (binding: [String], loose: [String]) {
        symbols(reading: nodes)
    }

    func symbols(reading nodes: [Node]) -> (binding: [String], loose: [String]) {
        var binding: [String] = []
        var loose: [String] = []
        for node in nodes {
            node.collectSymbols(into: &binding)
            node.collectLooseSymbols(into: &loose)
        }
        return (binding, loose)
    }

    /// Where the members' windows end: on the newest session that any of them has, counted on the sessions of the one that has
    /// most of them. Nil where they all end on the same session.
    func anchor(_ members: [String], _ nodes: [Node]) throws(EngineError) -> Anchor? {
        let found = try membership(members)
        guard found.axes.count > 1 else { return nil }
        // Members that end with the longest member all end together.
        if found.areTails { return nil }
        var newest: [Int32] = []
        let frames = MemberFrames(self, nodes, found)
        for index in members.indices {
            // A frame never ends after its member and never has more sessions, so most frames do not have to be made.
            guard let axis = found.instruments[index]?.axis else { continue }
            let count = plan.asOf.map { axis.upperBound($0) } ?? axis.count
            let most = (count > 0 ? axis.days[count - 1] : Int32.min, count)
            guard most > (newest.last ?? Int32.min, newest.count), let days = frames.sessions(index) else { continue }
            if (days.last ?? Int32.min, days.count) > (newest.last ?? Int32.min, newest.count) { newest = days }
        }
        return newest.isEmpty ? nil : Anchor(days: newest)
    }
}

extension MemberFrames {
    /// The sessions below a member's bars, from where all that is read has begun; nil where it has none.
    fileprivate func sessions(_ index: Int) -> [Int32]? {
        guard let frame = try? frame(index).0 else { return nil }
        return (frame.base ?? frame).commonDays
    }
}

/// Collects what happens while a group's members are taken one by one: those without data are left out and counted.
struct MemberNotes {
    private(set) var left: [String] = []
    /// Members on whose own bars a span of the query cannot be measured, and the error of each.
    private var coarse: [(symbol: String, reason: String)] = []
    private(set) var taken = 0
    /// Those whose data has ended, with their last sessions.
    var ended: [String: Day] = [:]
    /// Those whose first bucket is incomplete, with the session it begins with.
    var cutFront: [(symbol: String, day: Day)] = []
    /// What is said of the last bucket, by those that reach furthest.
    var cutBack: (day: Int32, notes: [Note])?
    var bucket: CalendarUnit?
    private var gathered: [Note] = []
    private var firstError: EngineError?

    mutating func attempt<T>(_ member: String, _ body: () throws(EngineError) -> T) throws(EngineError) -> T? {
        do {
            let value = try body()
            taken += 1
            return value
        } catch {
            if error.diagnostic.code == .badDuration {
                coarse.append((member, error.diagnostic.message))
            } else {
                guard error.diagnostic.code.isLackOfData else { throw error }
                left.append(member)
            }
            if firstError == nil { firstError = error }
            return nil
        }
    }

    /// Of the members' notes only the shared ones are given, once.
    mutating func add(_ notes: [Note]) {
        for note in notes where ["partial", "held", "old-base"].contains(note.code) {
            if !gathered.contains(note) { gathered.append(note) }
        }
    }

    func checkAny(_ request: ResolvedQuery) throws(EngineError) {
        if taken == 0, let firstError { throw firstError }
    }

    func hasEnded(_ member: String) -> Bool { ended[member] != nil }

    /// - Parameters:
    ///   - members: those that the answer is about.
    ///   - consequence: `left out of the current runs`
    func notes(_ request: ResolvedQuery, _ members: [String], ended consequence: String) -> [Note] {
        let gone = members.compactMap { symbol in ended[symbol].map { (symbol: symbol, day: $0) } }
        return notes + request.endedNote(gone.sorted { ($0.day, $0.symbol) < ($1.day, $1.symbol) }, consequence)
    }

    var notes: [Note] {
        var gathered = gathered + (bucket.map { Buckets.cutFront(cutFront, $0) } ?? []) + (cutBack?.notes ?? [])
        if let reason = coarse.first?.reason {
            let named = Format.names(coarse.map { $0.symbol.uppercased() }, most: 5)
            gathered.append(
                Note("left-out", "\(Format.count(coarse.count, "member")) left out, since \(reason): \(named)."))
        }
        guard !left.isEmpty else { return gathered }
        let named = Format.names(left.map { $0.uppercased() }, most: 5)
        return gathered + [
            Note("left-out", "\(Format.count(left.count, "member")) without data here, left out: \(named).")
        ]
    }
}

extension MemberNotes {
    /// The result of one member, or nothing where it has no data.
    mutating func take<T>(_ member: String, _ result: Result<T, EngineError>) throws(EngineError) -> T? {
        try attempt(member) { () throws(EngineError) in try result.get() }
    }
}
