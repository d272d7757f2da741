/// A file that is open for reading, piece by piece and from any thread.
///
/// Its bytes are copied out rather than mapped: a download that writes to a price file while it is loaded must not end
/// the program.
public protocol OpenFile: Sendable {
    /// The number of bytes it had when it was opened.
    var count: Int { get }
    /// Puts the file's bytes from `offset` on into the buffer from `start` on, as many as there are and have room.
    ///
    /// - Returns: how many; 0 at the file's end.
    func read(at offset: Int, into buffer: inout [UInt8], from start: Int) throws(StoreError) -> Int
}

/// Bytes that are in memory already, as an open file.
public struct HeldFile: OpenFile {
    let bytes: [UInt8]

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    public var count: Int { bytes.count }

    public func read(at offset: Int, into buffer: inout [UInt8], from start: Int) throws(StoreError) -> Int {
        guard offset < bytes.count else { return 0 }
        let length = min(bytes.count - offset, buffer.count - start)
        buffer.replaceSubrange(start..<start + length, with: bytes[offset..<offset + length])
        return length
    }
}
