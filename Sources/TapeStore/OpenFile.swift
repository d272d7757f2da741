/// A file that is open for reading, piece by piece and from any thread.
///
/// Its bytes are copied out rather than mapped: a download that writes to a price file while it is loaded must not end
/// the program.
public protocol OpenFile: Sendable {
    /// The number of bytes it had when it was opened.
    var count: Int { get }
    /// Of the file when it was opened; nil where there is none, such as for a pipe.
    var stamp: FileStamp? { get }
    /// Puts the file's bytes from `offset` on into the buffer from `start` on, as many as there are and have room.
    ///
    /// - Returns: how many; 0 at the file's end.
    func read(at offset: Int, into buffer: inout [UInt8], from start: Int) throws(StoreError) -> Int
}

extension OpenFile {
    /// Nil.
    public var stamp: FileStamp? { nil }
}

/// Bytes that are in memory already, as an open file.
public struct HeldFile: OpenFile {
    let bytes: [UInt8]
    /// What was given with the bytes.
    public let stamp: FileStamp?

    /// The bytes as a file, with the stamp it is to have.
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
