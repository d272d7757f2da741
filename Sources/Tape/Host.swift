import TapeStore

/// All effects come in here: an engine has no file, clock or output of its own.
public protocol Host: Sendable {
    /// The whole file.
    func read(_ path: String) throws(StoreError) -> [UInt8]
    /// The file for reading piece by piece, so that a long one is never in memory as a whole.
    func file(_ path: String) throws(StoreError) -> any OpenFile
    /// The names in a folder, sorted; nil where the path is no folder.
    func list(_ path: String) -> [String]?
    /// Writes the file whole or not at all.
    func write(_ path: String, _ bytes: [UInt8]) throws(StoreError)
    /// The file's bytes where they stand, so that only what is used of them is read.
    func map(_ path: String) throws(StoreError) -> MappedBytes
    /// Writes the file whole or not at all from pieces that `body` hands over one after the other.
    func write(_ path: String, pieces body: Pieces) throws(StoreError)
    /// What the program itself kept under the name, such as the progress in the lessons; nil where there is nothing.
    func kept(_ name: String) -> [UInt8]?
    /// Keeps it for the next time, as far as that can be done.
    func keep(_ name: String, _ bytes: [UInt8])
    /// Asked once a batch in every long loop; true ends the query with `T0702`.
    var isInterrupted: Bool { get }
    /// Told in long work, once a batch and from any thread, how much of it is done, in whatever the work counts: a host may show it.
    func progress(_ work: Work, _ done: Int, of total: Int)
    /// The file's length in bytes; nil where it is not known.
    func size(_ path: String) -> Int?
    /// A clock that only runs forward, for `timing` and `explain`; nil where the host keeps none.
    var elapsed: Duration? { get }
}

/// What takes long.
public enum Work: String, Sendable {
    /// In a word that a progress line may show.
    case loading, saving, scanning
}

/// Calls what it is given with one piece of a file after the other.
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

/// No files at all: for embedders that hand over a market and read answers.
public struct NoHost: Host {
    /// A host for any number of sessions.
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
