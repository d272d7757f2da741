import Synchronization

/// One number per session. NaN is the only missing value; infinities never occur.
///
/// A class, so that a column is shared between markets, `as of` views and queries, and never copied. Its numbers are in
/// memory, in a mapped snapshot, or made when first read.
package final class Column: Sendable {
    package let count: Int
    private let stored: StoredNumbers?
    private let deferred: Deferred?

    /// A column with a copy of these numbers, one per session.
    package convenience init(_ values: [Double]) { self.init(StoredNumbers(copying: values)) }

    /// A column whose numbers are made when first read.
    ///
    /// - Precondition: `make` returns exactly `count` numbers.
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

    /// A column of numbers that no longer change.
    convenience init(_ block: NumberBlock) { self.init(StoredNumbers(block)) }

    /// The whole column at once. Reading single elements across modules would cost seven times as much.
    @inlinable
    package func read<R, E: Error>(_ body: (Span<Double>) throws(E) -> R) throws(E) -> R { try numbers.read(body) }

    @usableFromInline var numbers: StoredNumbers { stored ?? deferred!.numbers }

    /// Verifies the checksum of a column in a snapshot, once. Call it before the first `read` to report an error;
    /// otherwise a damaged file gives wrong numbers, but never a crash.
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
