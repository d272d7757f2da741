import TapeTime

/// The sessions of a series, ascending and without duplicates. `Market` keeps equal axes as one object, so that
/// comparing identities shows whether two series are aligned.
package final class Axis: Sendable {
    /// Day numbers, see `Day`.
    package let days: [Int32]

    /// - Precondition: ascending, no day twice (the importer sorts and merges).
    package init(_ days: [Int32]) { self.days = days }

    package var count: Int { days.count }
    package var first: Day? { days.first.map { Day($0) } }
    package var last: Day? { days.last.map { Day($0) } }

    /// The number of sessions before the day: the index of the first session on or after it.
    package func lowerBound(_ day: Day) -> Int { days.partitioningIndex { $0 >= day.number } }

    /// The number of sessions up to and including the day.
    package func upperBound(_ day: Day) -> Int { days.partitioningIndex { $0 > day.number } }
}
