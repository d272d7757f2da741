import Tape
import TapeSystem

/// Why a file could not be read or written, in words: `no such file or folder`.
struct FileFailure: Error, Equatable {
    var reason: String

    init(_ reason: String) { self.reason = reason }

    /// The words for an error number of the system; a rare one keeps the system's words.
    init(number: Int32) {
        switch number {
        case ENOENT: reason = "no such file or folder"
        case ENOTDIR: reason = "part of its path is a file, not a folder"
        case EISDIR: reason = "it is a folder, not a file"
        case EACCES, EPERM: reason = "permission denied"
        case ENOSPC, EDQUOT: reason = "the disk is full"
        case EROFS: reason = "the disk is read-only"
        case ENAMETOOLONG: reason = "its name is too long"
        case ELOOP: reason = "its links form a loop"
        case EMFILE, ENFILE: reason = "too many files are open"
        case EINTR: reason = "it was interrupted"
        case EIO: reason = "the disk reported an error"
        default: reason = unsafe String(cString: strerror(number)).lowercased()
        }
    }
}

/// File operations on the system's own calls.
enum Files {
    /// The largest file that is read; a larger one would fill the memory before it could be refused.
    static let sizeLimit = 2 << 30

    /// The whole file or pipe, of at most `limit` bytes.
    static func read(_ path: String, limit: Int = sizeLimit) throws(FileFailure) -> [UInt8] {
        let bytes = try readStart(path, limit: limit)
        guard bytes.count <= limit else {
            throw FileFailure("it must be at most \(limit >> 20) MB")
        }
        return bytes
    }

    /// The file's bytes, or the first `limit` + 1 of a longer file.
    static func readStart(_ path: String, limit: Int) throws(FileFailure) -> [UInt8] {
        let file = System.open(expandingHome(path), O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileFailure(number: errno) }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw FileFailure(number: errno) }
        if status.st_mode & S_IFMT == S_IFDIR { throw FileFailure(number: EISDIR) }
        let size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
        return try readAll(file, expected: min(size, limit), limit: limit)
    }

    /// The number of bytes read between two checks for Ctrl-C.
    private static let batch = 4 << 20

    /// The bytes of an open file, or the first `limit` + 1 of a longer one.
    static func readAll(_ file: Int32, expected: Int, limit: Int) throws(FileFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(expected + 1)
        var failure: FileFailure?
        var isAtEnd = false
        while !isAtEnd, failure == nil, bytes.count <= limit {
            let room = min(max(bytes.capacity - bytes.count, 1 << 16), limit + 1 - bytes.count)
            let chunk = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                while count < room, !isAtEnd, failure == nil {
                    let got = unsafe System.read(file, buffer.baseAddress! + count, min(room - count, batch))
                    count += max(0, got)
                    if got == 0 { isAtEnd = true }
                    if got < 0, errno != EINTR { failure = FileFailure(number: errno) }
                    if Signals.isInterrupted { failure = FileFailure(number: EINTR) }
                }
            }
            if bytes.isEmpty, chunk.count >= expected { bytes = chunk } else { bytes += chunk }
        }
        if let failure { throw failure }
        return bytes
    }

    /// The file's bytes, mapped; what cannot be mapped, such as a pipe, is read.
    static func map(_ path: String) throws(FileFailure) -> MappedBytes {
        let file = System.open(expandingHome(path), O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileFailure(number: errno) }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw FileFailure(number: errno) }
        let count = Int(status.st_size)
        guard status.st_mode & S_IFMT == S_IFREG, count > 0 else { return MappedBytes(copying: try read(path)) }
        guard let start = unsafe mmap(nil, count, PROT_READ, MAP_SHARED, file, 0), unsafe start != MAP_FAILED else {
            throw FileFailure(number: errno)
        }
        nonisolated(unsafe) let mapped = unsafe start
        // A query reads scattered columns: the system should not read ahead around them.
        unsafe madvise(mapped, count, MADV_RANDOM)
        let page = sysconf(Int32(_SC_PAGESIZE))
        return unsafe MappedBytes(
            start: mapped, count: count,
            fetch: { range in
                let first = range.lowerBound / page * page
                unsafe madvise(mapped + first, range.upperBound - first, MADV_WILLNEED)
            },
            release: { unsafe _ = munmap(mapped, count) })
    }

    /// The names in a folder, sorted by their bytes, without hidden ones; nil if the path is not a folder.
    static func list(_ path: String) -> [String]? {
        guard let folder = unsafe opendir(expandingHome(path)) else { return nil }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Writes the file whole or not at all: writes a temporary file in the same folder, syncs it, renames it, and syncs
    /// the folder.
    ///
    /// A link is followed; a pipe or device is written to directly.
    static func write(_ path: String, _ bytes: [UInt8], mode: mode_t = 0o666) throws(FileFailure) {
        try write(path, mode: mode) { (file) throws(FileFailure) in try writeAll(file, bytes) }
    }

    /// The same with a closure that writes to the open file.
    static func write(
        _ path: String, mode: mode_t = 0o666, _ body: (_ file: Int32) throws(FileFailure) -> Void
    ) throws(FileFailure) {
        let target = resolvingLinks(expandingHome(path))
        var status = stat()
        let exists = unsafe stat(target, &status) == 0
        if exists, status.st_mode & S_IFMT == S_IFDIR { throw FileFailure(number: EISDIR) }
        if exists, status.st_mode & S_IFMT != S_IFREG {
            let file = System.open(target, O_WRONLY | O_CLOEXEC)
            guard file >= 0 else { throw FileFailure(number: errno) }
            defer { close(file) }
            return try body(file)
        }
        let (folder, name) = split(target)
        let temporary = folder + "/." + name + ".\(getpid()).part"
        let file = System.open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard file >= 0 else { throw FileFailure(number: errno) }
        do throws(FileFailure) {
            defer { close(file) }
            if exists { fchmod(file, status.st_mode & 0o7777) }
            try body(file)
            guard fsync(file) == 0 else { throw FileFailure(number: errno) }
            guard unsafe rename(temporary, target) == 0 else { throw FileFailure(number: errno) }
        } catch {
            unsafe _ = unlink(temporary)
            throw error
        }
        syncFolder(folder)
    }

    /// Writes a new private file to the temporary folder, under an unpredictable name, and returns its path.
    static func temporary(_ start: String, _ end: String, _ bytes: [UInt8]) throws(FileFailure) -> String {
        var name = Array(((environment("TMPDIR") ?? "/tmp") + "/\(start)XXXXXX\(end)").utf8CString)
        let file = unsafe mkstemps(&name, Int32(end.utf8.count))
        guard file >= 0 else { throw FileFailure(number: errno) }
        defer { close(file) }
        let path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        do throws(FileFailure) {
            try writeAll(file, bytes)
        } catch {
            unsafe _ = unlink(path)
            throw error
        }
        return path
    }

    static func writeAll(_ file: Int32, _ bytes: [UInt8]) throws(FileFailure) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe System.write(file, buffer.baseAddress! + written, buffer.count - written)
            }
            if count < 0, errno != EINTR { throw FileFailure(number: errno) }
            written += max(0, count)
        }
    }

    /// Appends to a file, which is created if missing.
    static func append(_ path: String, _ bytes: [UInt8]) throws(FileFailure) {
        let file = System.open(expandingHome(path), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw FileFailure(number: errno) }
        defer { close(file) }
        try writeAll(file, bytes)
    }

    /// The length of a regular file in bytes; nil otherwise.
    static func size(_ path: String) -> Int? {
        var status = stat()
        guard unsafe stat(expandingHome(path), &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_size)
    }

    /// A file's state, to detect changes.
    struct Stamp: Equatable {
        var seconds: Int
        var nanoseconds: Int
        var size: Int
        var number: UInt
    }

    /// The file's state; nil without a file.
    static func stamp(_ path: String) -> Stamp? {
        var status = stat()
        guard unsafe stat(expandingHome(path), &status) == 0 else { return nil }
        return Stamp(
            seconds: Int(status.modified.tv_sec), nanoseconds: Int(status.modified.tv_nsec), size: Int(status.st_size),
            number: UInt(status.st_ino))
    }

    /// Creates a folder and its parents, private to the user.
    static func makeFolder(_ path: String) throws(FileFailure) {
        var status = stat()
        if unsafe stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else { throw FileFailure(number: ENOTDIR) }
            return
        }
        let (parent, _) = split(path)
        if parent != path, parent != "." { try makeFolder(parent) }
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw FileFailure(number: errno) }
    }

    static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
        let folder = String(path[..<slash])
        return (folder.isEmpty ? "/" : folder, String(path[path.index(after: slash)...]))
    }

    /// Expands `~/prices` as a shell would; at the prompt no shell has done so.
    static func expandingHome(_ path: String) -> String {
        guard path == "~" || path.hasPrefix("~/"), let home = environment("HOME") else { return path }
        return home + path.dropFirst()
    }

    private static func resolvingLinks(_ path: String) -> String {
        guard let resolved = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    private static func syncFolder(_ folder: String) {
        let file = System.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { return }
        fsync(file)
        close(file)
    }
}

/// An environment variable; nil if it is unset or empty.
func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
}
