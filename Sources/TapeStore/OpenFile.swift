/// A file that is open for reading, piece by piece and from any thread.
///
/// Its bytes are copied out rather than mapped: a download that changes a price file while it is loaded must not crash
/// the program.
public protocol OpenFile: Sendable {
    /// The number of bytes when it was opened.
    var count: Int { get }
    /// The stamp of the file when it was opened; nil for a pipe, for example.
    var stamp: FileStamp? { get }
    /// Copies the file's bytes from `offset` on into the buffer from `start` on, as many as fit.
    ///
    /// - Returns: the number of bytes; 0 at the file's end.
    func read(at offset: Int, into buffer: inout [UInt8], from start: Int) throws(StoreError) -> Int
}

extension OpenFile {
    /// Nil.
    public var stamp: FileStamp? { nil }
}

/// Bytes in memory, as an open file.
public struct HeldFile: OpenFile {
    let bytes: [UInt8]
    /// The stamp given with the bytes.
    public let stamp: FileStamp?

    /// Makes a file of bytes, with a stamp.
    public init(_ bytes: [UInt8], stamp: FileStamp? = nil) {
        self.bytes = bytes
        self.stamp = stamp
    }

    /// The number of bytes.
    public var count: Int { bytes.count }

    /// Copies from the bytes; never fails.
    public func read(at offset: Int, into buffer: inout [UInt8], from start: Int) throws(StoreError) -> Int {
        guard offset < bytes.count else { return 0 }
        let length = min(bytes.count - offset, buffer.count - start)
        buffer.replaceSubrange(start..<start + length, with: bytes[offset..<offset + length])
        return length
    }
}
