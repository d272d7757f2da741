import Synchronization
import Tape
import TapeEngine

/// The host of the command line and the prompt: the files of this machine, and Ctrl-C.
final class FileHost: Host {
    static let accessDisabled = "file access is disabled by --safe"

    private let refuses = Atomic<Bool>(false)

    /// Disables file access from now on (`--safe`). Files named on the command line have already been read.
    func refuseFiles() { refuses.store(true, ordering: .relaxed) }

    /// The files read and their state before reading, while they are recorded (`watch`).
    private let reads = Mutex<[String: Files.Stamp?]?>(nil)

    /// The files that the work reads.
    func recordingReads(_ work: () -> Void) -> [String: Files.Stamp?] {
        reads.withLock { $0 = [:] }
        work()
        return reads.withLock { stamps in
            defer { stamps = nil }
            return stamps ?? [:]
        }
    }

    /// Records the state before reading, so that a change during the reading is noticed.
    private func noteRead(_ path: String) {
        reads.withLock { stamps in
            if stamps != nil, stamps?[path] == nil { stamps?[path] = .some(Files.stamp(path)) }
        }
    }

    func read(_ path: String) throws(StoreError) -> [UInt8] {
        try refuse(path, .unreadable)
        noteRead(path)
        do {
            return try Files.read(path)
        } catch {
            throw StoreError(.unreadable, file: path, error.reason)
        }
    }

    func file(_ path: String) throws(StoreError) -> any OpenFile {
        try refuse(path, .unreadable)
        noteRead(path)
        do {
            if let file = try DiskFile(path) { return file }
            return HeldFile(try Files.read(path))
        } catch {
            throw StoreError(.unreadable, file: path, error.reason)
        }
    }

    func list(_ path: String) -> [String]? {
        guard !refuses.load(ordering: .relaxed), let names = Files.list(path) else { return nil }
        // A folder changes when a file is added or removed.
        noteRead(path)
        return names
    }

    func write(_ path: String, _ bytes: [UInt8]) throws(StoreError) {
        try refuse(path, .unwritable)
        do {
            try Files.write(path, bytes)
        } catch {
            throw StoreError(.unwritable, file: path, error.reason)
        }
    }

    func map(_ path: String) throws(StoreError) -> MappedBytes {
        try refuse(path, .unreadable)
        noteRead(path)
        do {
            return try Files.map(path)
        } catch {
            throw StoreError(.unreadable, file: path, error.reason)
        }
    }

    func write(_ path: String, pieces body: Pieces) throws(StoreError) {
        try refuse(path, .unwritable)
        var refusal: StoreError?
        do throws(FileFailure) {
            try Files.write(path) { (file) throws(FileFailure) in
                do throws(StoreError) {
                    try body { (piece) throws(StoreError) in
                        do throws(FileFailure) {
                            try Files.writeAll(file, piece)
                        } catch {
                            throw StoreError(.unwritable, file: path, error.reason)
                        }
                    }
                } catch {
                    refusal = error
                    throw FileFailure(error.message)
                }
            }
        } catch {
            throw refusal ?? StoreError(.unwritable, file: path, error.reason)
        }
    }

    /// Kept next to the history. If it cannot be saved, no error is shown.
    func kept(_ name: String) -> [UInt8]? {
        guard !refuses.load(ordering: .relaxed), let path = statePath(name) else { return nil }
        return try? Files.read(path)
    }

    func keep(_ name: String, _ bytes: [UInt8]) {
        guard !refuses.load(ordering: .relaxed), let path = statePath(name) else { return }
        try? Files.makeFolder(Files.split(path).folder)
        try? Files.write(path, bytes)
    }

    private func statePath(_ name: String) -> String? {
        History.usualPath.map { Files.split($0).folder + "/" + name }
    }

    var isInterrupted: Bool { Signals.isInterrupted }

    let progressLine = ProgressLine()

    func progress(_ work: Work, _ done: Int, of total: Int) { progressLine.note(work, done, of: total) }

    func size(_ path: String) -> Int? { refuses.load(ordering: .relaxed) ? nil : Files.size(path) }

    private let start = ContinuousClock.now

    var elapsed: Duration? { ContinuousClock.now - start }

    private func refuse(_ path: String, _ kind: StoreError.Kind) throws(StoreError) {
        guard refuses.load(ordering: .relaxed) else { return }
        throw StoreError(kind, file: path, FileHost.accessDisabled)
    }
}
