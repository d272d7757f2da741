import Synchronization

/// A file's bytes: mapped by a host, or a copy if it cannot map. They are released with the last column that uses them.
///
/// If another program truncates the file while it is mapped, the system ends this one; replacing the file, as `save
/// market` does, is safe.
@safe
public final class MappedBytes: Sendable {
    nonisolated(unsafe) let start: UnsafeRawPointer
    /// The number of bytes.
    public let count: Int
    private let fetch: @Sendable (Range<Int>) -> Void
    private let release: @Sendable () -> Void

    /// - Parameters:
    ///   - start: at least 8-byte aligned, readable for `count` bytes until `release` is called.
    ///   - fetch: receives the range about to be read, so that only these bytes are read from the disk.
    @unsafe
    public init(
        start: UnsafeRawPointer, count: Int, fetch: @escaping @Sendable (Range<Int>) -> Void = { _ in },
        release: @escaping @Sendable () -> Void
    ) {
        unsafe self.start = start
        self.count = count
        self.fetch = fetch
        self.release = release
    }

    /// A copy of the bytes.
    public convenience init(copying bytes: [UInt8]) { unsafe self.init(copying: bytes.span.bytes) }

    init(copying bytes: RawSpan) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.byteCount, 1), alignment: 64)
        unsafe bytes.withUnsafeBytes { unsafe buffer.copyMemory(from: $0) }
        unsafe start = UnsafeRawPointer(buffer.baseAddress!)
        count = bytes.byteCount
        fetch = { _ in }
        nonisolated(unsafe) let held = unsafe buffer
        release = { unsafe held.deallocate() }
    }

    deinit { release() }

    /// Announces that a range, checked against `count`, is about to be read.
    func expect(_ range: Range<Int>) { fetch(range) }

    /// The bytes of a range, checked against `count`.
    func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "the range must have been checked")
        return unsafe UnsafeRawBufferPointer(start: start + range.lowerBound, count: range.count)
    }
}
