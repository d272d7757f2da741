import Synchronization
import Tape
import TapeStore

/// Files in memory, so that trying a solution writes nothing to disk.
final class MemoryHost: Host {
    private let files = Mutex<[String: [UInt8]]>([:])

    func read(_ path: String) throws(StoreError) -> [UInt8] {
        guard let bytes = files.withLock({ $0[path] }) else {
            throw StoreError(.unreadable, file: path, "there is no such file")
        }
        return bytes
    }

    func list(_ path: String) -> [String]? { nil }

    func write(_ path: String, _ bytes: [UInt8]) throws(StoreError) { files.withLock { $0[path] = bytes } }

    var isInterrupted: Bool { false }
}
