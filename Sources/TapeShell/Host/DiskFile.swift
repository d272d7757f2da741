import Tape
import TapeSystem

/// A regular file, open for reading until the last reference goes.
final class DiskFile: OpenFile {
    private let path: String
    private let file: Int32
    let count: Int
    let stamp: FileStamp?

    /// Nil if it is not a regular file, such as a pipe, which can only be read from start to end.
    init?(_ path: String) throws(FileFailure) {
        let file = System.open(Files.expandingHome(path), O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileFailure(number: errno) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else {
            let failure = FileFailure(number: errno)
            close(file)
            throw failure
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(file)
            return nil
        }
        self.path = path
        self.file = file
        count = Int(status.st_size)
        let modified = status.modified
        stamp = FileStamp(bytes: count, modified: Int(modified.tv_sec) * 1_000_000_000 + Int(modified.tv_nsec))
    }

    deinit { close(file) }

    func read(at offset: Int, into buffer: inout [UInt8], from start: Int) throws(StoreError) -> Int {
        let room = buffer.count - start
        while true {
            let got = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe pread(file, bytes.baseAddress! + start, room, offset)
            }
            if got >= 0 { return got }
            let number = errno
            // Signals that end the work are checked between the pieces.
            guard number == EINTR else { throw StoreError(.unreadable, file: path, FileFailure(number: number).reason) }
        }
    }
}
