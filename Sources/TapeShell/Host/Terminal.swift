import CLibEdit
import Tape
import TapeSystem

/// The terminal of standard output and standard error.
enum Terminal {
    /// `TERM=dumb` or no `TERM`: the terminal takes only letters and line ends.
    static var isDumb: Bool {
        let kind = environment("TERM")
        return kind == nil || kind == "dumb"
    }

    /// The width of the terminal on standard output; nil without a terminal.
    static var width: Int? { windowSize?.columns }

    static var windowSize: (columns: Int, rows: Int)? {
        var columns: Int32 = 0
        var rows: Int32 = 0
        guard unsafe tape_window_size(STDOUT_FILENO, &columns, &rows) == 0, columns > 0 else { return nil }
        return (Int(columns), Int(rows))
    }

    /// Writes to standard error; nothing can be done if that fails.
    static func writeError(_ text: String) {
        _ = try? Files.writeAll(STDERR_FILENO, Array(text.utf8))
    }

    static func write(_ text: String) {
        guard !text.isEmpty else { return }
        _ = try? Files.writeAll(STDOUT_FILENO, Array(text.utf8))
    }
}
