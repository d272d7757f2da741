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
        case .auto: isatty(file) == 1 && environment("NO_COLOR") == nil && !Terminal.isDumb
        }
    }

    /// Wraps the lines of a text to the terminal's width; wrapped lines keep the indent of the first.
    static func fitted(_ text: String) -> String {
        guard let width = Terminal.width else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard line.utf8.count > width else { return String(line) }
            let blanks = line.prefix { $0 == " " }
            let lines = wrapText(String(line.dropFirst(blanks.count)), width: max(width - blanks.count, 20))
            return lines.map { blanks + $0 }.joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// Shows a whole answer, in the pager if it does not fit the screen.
    func show(_ text: String) {
        if pages, isPagerWanted(), let size = Terminal.windowSize,
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
        Terminal.writeError(text)
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
