import CLibEdit
import Tape
import TapeReport
import TapeSystem

/// Writes answers and diagnostics, in colour where that is possible.
final class Console {
    /// Whether to use colour and emphasis on standard output and standard error.
    let colorsAnswers: Bool
    let colorsDiagnostics: Bool
    /// The file that queries and answers are also written to (`log to "file"`).
    var log: String?
    /// Whether an answer longer than the screen goes to the pager: only at the prompt.
    var pages = false
    /// Called for each answer longer than the screen.
    var isPagerWanted: () -> Bool = { true }
    let settings = ShellSettings()
    private let progress: ProgressLine?

    init(_ choice: ColorChoice = .auto, progress: ProgressLine? = nil) {
        self.progress = progress
        colorsAnswers = Console.colors(choice, STDOUT_FILENO)
        colorsDiagnostics = Console.colors(choice, STDERR_FILENO)
    }

    private static func colors(_ choice: ColorChoice, _ file: Int32) -> Bool {
        switch choice {
        case .always: true
        case .never: false
        case .auto: isatty(file) == 1 && environment("NO_COLOR") == nil && !hasDumbTerminal
        }
    }

    /// `TERM=dumb` or no `TERM`: the terminal takes only letters and line ends.
    static var hasDumbTerminal: Bool {
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

    /// Wraps the lines of a text to the terminal's width; wrapped lines keep the indent of the first.
    static func fitted(_ text: String) -> String {
        guard let width else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard line.utf8.count > width else { return String(line) }
            let blanks = line.prefix { $0 == " " }
            let lines = wrapText(String(line.dropFirst(blanks.count)), width: max(width - blanks.count, 20))
            return lines.map { blanks + $0 }.joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// Shows a whole answer, in the pager if it does not fit the screen.
    func show(_ text: String) {
        if pages, isPagerWanted(), let size = Console.windowSize,
            Pager.isNeeded(for: text, columns: size.columns, rows: size.rows)
        {
            progress?.clear()
            if settings.pager.show(text) { return writeLog(text) }
        }
        printAnswer(text)
    }

    /// Prints an answer, or part of one. If the reader has closed the pipe, as `head` does, the program ends quietly.
    func printAnswer(_ text: String) {
        progress?.clear()
        writeLog(text)
        do {
            try Files.writeAll(STDOUT_FILENO, Array(text.utf8))
        } catch {
            if errno == EPIPE { exit(ExitStatus.ok.rawValue) }
            printMessage("tape: cannot write the answer: \(error.reason)\n")
            exit(ExitStatus.failed.rawValue)
        }
    }

    /// Writes to the log only, if there is one. A log that cannot be written is turned off.
    func writeLog(_ text: String) {
        guard let path = log else { return }
        do {
            try Files.append(path, Array(withoutEscapes(text).utf8))
        } catch {
            log = nil
            printError("cannot write `\(path)`: \(error.reason); the log is now off")
        }
    }

    /// Writes a diagnostic or progress to standard error. If that is closed, the error is ignored.
    func printMessage(_ text: String) {
        progress?.clear()
        Console.writeError(text)
    }

    static func writeError(_ text: String) {
        _ = try? Files.writeAll(STDERR_FILENO, Array(text.utf8))
    }

    /// Prints notes and timings, dimmed.
    func printNote(_ text: String) {
        printMessage(colorsDiagnostics ? "\u{1B}[2m\(text)\u{1B}[0m\n" : text + "\n")
    }

    /// Reports an error in the command line or in a file it names.
    func printError(_ text: String) {
        printMessage((colorsDiagnostics ? "\u{1B}[1;31merror\u{1B}[0m: " : "error: ") + text + "\n")
    }
}

/// The text without its escape sequences.
func withoutEscapes(_ text: some StringProtocol) -> String {
    var plain = String.UnicodeScalarView()
    var isEscape = false
    for scalar in text.unicodeScalars {
        if scalar == "\u{1B}" { isEscape = true }
        if !isEscape { plain.append(scalar) }
        if isEscape, scalar != "[", scalar != "\u{1B}", scalar.value >= 0x40 { isEscape = false }
    }
    return String(plain)
}
