import Synchronization

/// A group's members in a market and their axes, kept because a query over thousands of members would otherwise look
/// them up again each time.
package final class Membership: Sendable {
    package let symbols: [String]
    /// The instruments in the order of the symbols; nil if unknown.
    package let instruments: [Instrument?]
    /// The distinct axes of the members, in order of occurrence.
    package let axes: [Axis]
    /// By member, the index of its axis; −1 without an instrument.
    package let axisOf: [Int]
    /// The indices of the members, grouped by axis, so that work for an axis is shared.
    package let byAxis: [Int]
    /// The index of the longest axis; −1 without one.
    package let longest: Int
    /// By axis, where it begins in the longest one, if it is a tail of it; else nil.
    package let tails: [Int?]
    /// Whether all end on the same session as the longest.
    package let areTails: Bool
    /// Whether all have the same frequency and calendar.
    package let haveOneFrequency: Bool
    package let hasSample: Bool
    private let main = Mutex<[String: MainNumbers]>([:])

    init(_ symbols: [String], _ instruments: [Instrument?]) {
        self.symbols = symbols
        self.instruments = instruments
        var places: [ObjectIdentifier: Int] = [:]
        var axes: [Axis] = []
        axisOf = instruments.map { instrument in
            guard let axis = instrument?.axis else { return -1 }
            if let known = places[ObjectIdentifier(axis)] { return known }
            places[ObjectIdentifier(axis)] = axes.count
            axes.append(axis)
            return axes.count - 1
        }
        self.axes = axes
        var groups = [[Int]](repeating: [], count: axes.count + 1)
        for (member, axis) in axisOf.enumerated() { groups[axis + 1].append(member) }
        byAxis = groups.flatMap { $0 }
        let longest = axes.indices.max { axes[$0].count < axes[$1].count }
        self.longest = longest ?? -1
        tails = axes.map { axis in
            guard let longest, axis.isTail(of: axes[longest]) else { return nil }
            return axes[longest].count - axis.count
        }
        areTails = tails.allSatisfy { $0 != nil }
        haveOneFrequency =
            Set(instruments.map { $0?.frequency }).count == 1 && Set(instruments.map { $0?.calendar }).count == 1
        hasSample = instruments.contains { $0?.provenance.isSample ?? false }
    }

    /// The columns of the members' bare symbols on a price basis, looked up once.
    package func main(on price: String) throws(StoreError) -> MainNumbers {
        if let known = main.withLock({ $0[price] }) { return known }
        let found = try MainNumbers(instruments.map { $0.flatMap { $0.column($0.meantColumn(on: price)) } })
        main.withLock { $0[price] = found }
        return found
    }
}

/// The columns of a group's members, for reading one number of each.
@safe
package final class MainNumbers: Sendable {
    private let held: [StoredNumbers?]
    /// Pointers, because going from member to column to numbers would take longer than reading.
    nonisolated(unsafe) private let starts: [UnsafePointer<Double>?]
    private let counts: [Int]

    init(_ columns: [Column?]) throws(StoreError) {
        for column in columns { try column?.check() }
        held = columns.map { $0?.numbers }
        unsafe starts = held.map { unsafe $0?.numbers }
        counts = held.map { $0?.count ?? 0 }
    }

    /// Whether the member has such a column.
    package func has(_ member: Int) -> Bool { held[member] != nil }

    /// Each member's number on a session; missing without that session.
    ///
    /// - Parameter firsts: by member, the session its column begins with.
    package func numbers(on session: Int, startingAt firsts: [Int]) -> [Double] {
        counts.indices.map { member in
            let row = session - firsts[member]
            guard row >= 0, row < counts[member], let start = unsafe starts[member] else { return .nan }
            return unsafe start[row]
        }
    }
}

extension Instrument {
    /// The column that a bare symbol means: the price basis, if the instrument has it.
    package func meantColumn(on price: String) -> String {
        mainColumn == "close" && column(price) != nil ? price : mainColumn
    }
}

extension Axis {
    /// Whether these sessions are a tail of the other's.
    package func isTail(of other: Axis) -> Bool { self === other || isRun(of: other, at: other.count - count, count) }

    /// Whether the first `length` sessions equal the other's from a place on.
    package func isRun(of other: Axis, at place: Int, _ length: Int) -> Bool {
        guard place >= 0, length <= count, place + length <= other.count else { return false }
        var differences: Int32 = 0
        let (own, others) = (days, other.days)
        let (left, right) = (own.span, others.span)
        for index in 0..<length { differences |= left[index] ^ right[place &+ index] }
        return differences == 0
    }
}
