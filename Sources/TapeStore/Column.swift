import Synchronization

/// One number a session. NaN is the one missing value; infinities never enter.
///
/// A class, so that a column is shared between markets, `as of` views and queries, and never copied. Its numbers are held
/// in memory, stand in a mapped snapshot and are used there, or are made when they are first read.
public final class Column: Sendable {
    public let count: Int
    @usableFromInline let mapped: MappedNumbers?
    private let values: [Double]
    private let deferred: Deferred?

    public init(_ values: [Double]) {
        self.values = values
        count = values.count
        mapped = nil
        deferred = nil
    }

    /// A column whose numbers are made when they are first read.
    ///
    /// - Precondition: `make` gives as many numbers as `count` says.
    public init(count: Int, _ make: @escaping @Sendable () -> [Double]) {
        self.count = count
        values = []
        mapped = nil
        deferred = Deferred(make)
    }

    init(_ mapped: MappedNumbers) {
        self.mapped = mapped
        count = mapped.count
        values = []
        deferred = nil
    }

    /// A column of numbers that nobody writes any more.
    convenience init(_ block: NumberBlock) { self.init(MappedNumbers(block)) }

    /// The whole column at once. Nothing reads elements across the module line one by one: that costs sevenfold.
    @inlinable
    public func read<R, E: Error>(_ body: (Span<Double>) throws(E) -> R) throws(E) -> R {
        if let mapped { return try mapped.read(body) }
        return try body(storage.span)
    }

    @usableFromInline var storage: [Double] { deferred?.values ?? values }

    /// Verifies the checksum of a column in a snapshot, once. Whoever is to show an error asks before the first `read`;
    /// without it a damaged file gives wrong numbers, but never a crash.
    public func check() throws(StoreError) { try mapped?.check() }

    private final class Deferred: Sendable {
        private let make: @Sendable () -> [Double]
        private let made = Mutex<[Double]?>(nil)

        init(_ make: @escaping @Sendable () -> [Double]) { self.make = make }

        var values: [Double] {
            made.withLock { slot in
                if let known = slot { return known }
                let values = make()
                slot = values
                return values
            }
        }
    }
}
