import TapeSystem

/// The entered lines, oldest first, kept in a file that several prompts may share.
///
/// Each entry is appended at once, so nothing is lost however the program ends. The file is cut to size in one atomic
/// write when it reaches twice the limit.
final class History {
    private(set) var entries: [String] = []
    private let path: String?
    private let limit: Int
    /// Why entries are not saved, once saving has failed.
    private(set) var trouble: String?

    static let usualLimit = 10_000
    /// A longer entry is kept for this session only: it is data, not a query.
    static let longestEntry = 64 << 10

    /// With a nil `path` nothing is kept beyond this session.
    init(path: String?, limit: Int = usualLimit) {
        self.path = path
        self.limit = limit
        guard let path else { return }
        do throws(FileFailure) {
            try Files.makeFolder(Files.split(path).folder)
            try load(path)
        } catch {
            trouble = error.reason
        }
    }

    /// `$XDG_STATE_HOME/tape/history`, by default `~/.local/state/tape/history`; nil without a home folder.
    static var usualPath: String? {
        if let folder = environment("XDG_STATE_HOME"), folder.hasPrefix("/") { return folder + "/tape/history" }
        return environment("HOME").map { $0 + "/.local/state/tape/history" }
    }

    /// Adds an entry, unless it repeats the one before.
    func add(_ entry: String) {
        guard entry != entries.last else { return }
        entries.append(entry)
        if entries.count > 2 * limit { entries.removeFirst(entries.count - limit) }
        guard let path, trouble == nil, entry.utf8.count <= History.longestEntry else { return }
        do throws(FileFailure) {
            try append(History.encode(entry), path)
        } catch {
            trouble = error.reason
        }
    }

    /// The newest entry before `index` that passes the test.
    func newest(before index: Int, where test: (String) -> Bool) -> Int? {
        entries[..<min(index, entries.count)].lastIndex(where: test)
    }

    /// The oldest entry after `index` that passes the test.
    func oldest(after index: Int, where test: (String) -> Bool) -> Int? {
        guard index + 1 < entries.count else { return nil }
        return entries[(index + 1)...].firstIndex(where: test)
    }

    // One entry per line of the file, with a line end written as `\n` and a backslash as `\\`.

    static func encode(_ entry: String) -> String {
        var line = ""
        for scalar in entry.unicodeScalars {
            switch scalar {
            case "\\": line += "\\\\"
            case "\n": line += "\\n"
            default: line.unicodeScalars.append(scalar)
            }
        }
        return line
    }

    static func decode(_ line: ArraySlice<UInt8>) -> String {
        let backslash = UInt8(ascii: "\\")
        guard line.contains(backslash) else { return String(decoding: line, as: UTF8.self) }
        var entry: [UInt8] = []
        var isEscaped = false
        for byte in line {
            if isEscaped {
                entry.append(byte == UInt8(ascii: "n") ? UInt8(ascii: "\n") : byte)
                isEscaped = false
            } else if byte == backslash {
                isEscaped = true
            } else {
                entry.append(byte)
            }
        }
        return String(decoding: entry, as: UTF8.self)
    }

    /// The history never grows beyond this; a larger file is not ours.
    private static let largestFile = 256 << 20

    private func load(_ path: String) throws(FileFailure) {
        guard unsafe access(path, F_OK) == 0 else { return }
        entries = try History.read(path)
        if entries.count > 2 * limit { try cutFile(path) }
        if entries.count > limit { entries.removeFirst(entries.count - limit) }
    }

    private static func read(_ path: String) throws(FileFailure) -> [String] {
        let bytes = try Files.read(path, limit: largestFile)
        var entries: [String] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let entry = decode(line)
            if entry != entries.last { entries.append(entry) }
        }
        return entries
    }

    private func append(_ line: String, _ path: String) throws(FileFailure) {
        let file = try openLocked(path)
        defer { close(file) }
        // A line cut short by a full disk must not run into this one.
        var last: UInt8 = 0x0A
        let size = lseek(file, 0, SEEK_END)
        if size > 0 { unsafe _ = pread(file, &last, 1, size - 1) }
        try Files.writeAll(file, Array(((last == 0x0A ? "" : "\n") + line + "\n").utf8))
    }

    private func cutFile(_ path: String) throws(FileFailure) {
        let file = try openLocked(path)
        defer { close(file) }
        // Read again under the lock: another prompt may have added entries.
        let kept = try History.read(path).suffix(limit).map { History.encode($0) + "\n" }.joined()
        try Files.write(path, Array(kept.utf8), mode: 0o600)
    }

    /// Opens and locks the file that has the name now: the opened one may have been replaced while waiting for the
    /// lock.
    private func openLocked(_ path: String) throws(FileFailure) -> Int32 {
        while true {
            let file = System.open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
            guard file >= 0 else { throw FileFailure(number: errno) }
            flock(file, LOCK_EX)
            var status = stat()
            guard unsafe fstat(file, &status) == 0 else {
                defer { close(file) }
                throw FileFailure(number: errno)
            }
            if status.st_nlink > 0 { return file }
            close(file)
        }
    }
}
