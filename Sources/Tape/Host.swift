import TapeStore

/// All side effects go through a host: the engine itself has no files, clock or output.
public protocol Host: Sendable {
    /// The whole file.
    func read(_ path: String) throws(StoreError) -> [UInt8]
    /// Opens the file for reading in pieces, so that a long one is never wholly in memory.
    func file(_ path: String) throws(StoreError) -> any OpenFile
    /// The names in a folder, sorted; nil if the path is not a folder.
    func list(_ path: String) -> [String]?
    /// Writes the file whole or not at all.
    func write(_ path: String, _ bytes: [UInt8]) throws(StoreError)
    /// Maps the file's bytes, so that only the parts used are read.
    func map(_ path: String) throws(StoreError) -> MappedBytes
    /// Writes the file whole or not at all, from pieces that `body` supplies one after the other.
    func write(_ path: String, pieces body: Pieces) throws(StoreError)
    /// What the program saved under the name, such as the progress in the lessons; nil if nothing was saved.
    func kept(_ name: String) -> [UInt8]?
    /// Saves it for the next time, if possible.
    func keep(_ name: String, _ bytes: [UInt8])
    /// Checked once per batch in every long loop; true ends the query with `T0702`.
    var isInterrupted: Bool { get }
    /// Called during long work, once per batch and from any thread, with how much is done, in units of the work: a host
    /// may show it.
    func progress(_ work: Work, _ done: Int, of total: Int)
    /// The file's length in bytes; nil if unknown.
    func size(_ path: String) -> Int?
    /// A clock that never goes back, for `timing` and `explain`; nil without one.
    var elapsed: Duration? { get }
}

/// A kind of long work.
public enum Work: String, Sendable {
    /// The word that a progress line may show.
    case loading, saving, scanning
}

/// Passes one piece of a file after the other to `put`.
public typealias Pieces = (_ put: ([UInt8]) throws(StoreError) -> Void) throws(StoreError) -> Void

extension Host {
    public var elapsed: Duration? { nil }

    public func file(_ path: String) throws(StoreError) -> any OpenFile { HeldFile(try read(path)) }

    public func progress(_ work: Work, _ done: Int, of total: Int) {}

    public func size(_ path: String) -> Int? { nil }

    public func kept(_ name: String) -> [UInt8]? { nil }

    public func keep(_ name: String, _ bytes: [UInt8]) {}

    public func map(_ path: String) throws(StoreError) -> MappedBytes { MappedBytes(copying: try read(path)) }

    public func write(_ path: String, pieces body: Pieces) throws(StoreError) {
        var bytes: [UInt8] = []
        try body { (piece) throws(StoreError) in bytes += piece }
        try write(path, bytes)
    }
}

/// A host without files, for embedders that supply a market and read answers.
public struct NoHost: Host {
    /// Makes a host, which may serve any number of sessions.
    public init() {}

    public func read(_ path: String) throws(StoreError) -> [UInt8] {
        throw StoreError(.unreadable, file: path, "this session has no access to files")
    }

    public func list(_ path: String) -> [String]? { nil }

    public func write(_ path: String, _ bytes: [UInt8]) throws(StoreError) {
        throw StoreError(.unwritable, file: path, "this session has no access to files")
    }

    public var isInterrupted: Bool { false }
}
