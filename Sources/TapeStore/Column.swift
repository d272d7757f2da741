/// One number a session. NaN is the one missing value; infinities never enter.
///
/// A class, so that a column is shared between markets, `as of` views and queries, and never copied.
public final class Column: Sendable {
    private let values: [Double]

    public init(_ values: [Double]) { self.values = values }

    public var count: Int { values.count }

    /// The whole column at once. Nothing reads elements across the module line one by one: that costs sevenfold.
    @inlinable
    public func read<R, E: Error>(_ body: (Span<Double>) throws(E) -> R) throws(E) -> R {
        try body(storage.span)
    }

    @usableFromInline var storage: [Double] { values }
}

/// The sessions a series lives on, ascending and without doubles. Equal axes are one object (`Market` sees to it), so
/// that two series on the same sessions are known to be aligned by comparing identities.
public final class Axis: Sendable {
    /// Day numbers, see `Day`.
    public let days: [Int32]

    /// - Precondition: ascending, no day twice (the importer has sorted and folded).
    public init(_ days: [Int32]) { self.days = days }

    public var count: Int { days.count }
    public var first: Day? { days.first.map { Day($0) } }
    public var last: Day? { days.last.map { Day($0) } }

    /// The number of sessions before the day: the index of the first session on or after it.
    public func lowerBound(_ day: Day) -> Int { Axis.partition(days) { $0 < day.number } }

    /// The number of sessions up to and including the day.
    public func upperBound(_ day: Day) -> Int { Axis.partition(days) { $0 <= day.number } }

    /// How many leading days the test holds for.
    private static func partition(_ days: [Int32], _ holds: (Int32) -> Bool) -> Int {
        var low = 0
        var high = days.count
        while low < high {
            let middle = (low + high) / 2
            if holds(days[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
