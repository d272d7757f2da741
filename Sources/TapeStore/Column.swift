import Synchronization

/// One number a session. NaN is the one missing value; infinities never enter.
///
/// A class, so that a column is shared between markets, `as of` views and queries, and never copied. Its
/// numbers are held in memory, stand in a mapped snapshot and are used there, or are made when they are first read.
package final class Column: Sendable {
    package let count: Int
    private let stored: StoredNumbers?
    private let deferred: Deferred?

    /// A column of these numbers, one a session, which are copied.
    package convenience init(_ values: [Double]) { self.init(StoredNumbers(copying: values)) }

    /// A column whose numbers are made when they are first read.
    ///
    /// - Precondition: `make` gives as many numbers as `count` says.
    package init(count: Int, _ make: @escaping @Sendable () -> [Double]) {
        self.count = count
        stored = nil
        deferred = Deferred(make)
    }

    init(_ stored: StoredNumbers) {
        self.stored = stored
        count = stored.count
        deferred = nil
    }

    /// A column of numbers that nobody writes any more.
    convenience init(_ block: NumberBlock) { self.init(StoredNumbers(block)) }

    /// The whole column at once. Nothing reads elements across the module line one by one: that costs sevenfold.
    @inlinable
    package func read<R, E: Error>(_ body: (Span<Double>) throws(E) -> R) throws(E) -> R { try numbers.read(body) }

    @usableFromInline var numbers: StoredNumbers { stored ?? deferred!.numbers }

    /// Verifies the checksum of a column in a snapshot, once. Whoever is to show an error asks before the first `read`;
    /// without it a damaged file gives wrong numbers, but never a crash.
    package func check() throws(StoreError) { try stored?.check() }

    private final class Deferred: Sendable {
        private let make: @Sendable () -> [Double]
        private let made = Mutex<StoredNumbers?>(nil)

        init(_ make: @escaping @Sendable () -> [Double]) { self.make = make }

        var numbers: StoredNumbers {
            made.withLock { slot in
                if let known = slot { return known }
                let numbers = StoredNumbers(copying: make())
                slot = numbers
                return numbers
            }
        }
    }
}
