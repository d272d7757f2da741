import CLibEdit
import Tape
import TapeReport
import TapeSystem

/// Where answers and diagnostics go, and how they may look there.
final class Console {
    /// Whether standard output and standard error take colour and emphasis.
    let colorsAnswers: Bool
    let colorsDiagnostics: Bool
    /// The file that gets what is asked and answered as well (`log to "file"`).
    var log: String?
    /// Whether an answer that is longer than the screen goes to the pager: at the prompt alone.
    var pages = false
    /// Asked at each answer that is longer than the screen.
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

    /// `TERM=dumb`, or no word on the terminal at all: letters and line ends, nothing else.
    static var hasDumbTerminal: Bool {
        let kind = environment("TERM")
        return kind == nil || kind == "dumb"
    }

    /// The columns of the terminal behind standard output; nil where there is none.
    static var width: Int? { windowSize?.columns }

    static var windowSize: (columns: Int, rows: Int)? {
        var columns: Int32 = 0
        var rows: Int32 = 0
        guard unsafe tape_window_size(STDOUT_FILENO, &columns, &rows) == 0, columns > 0 else { return nil }
        return (Int(columns), Int(rows))
    }

    /// A text whose lines are no longer than the terminal is wide: what must go on the next line goes as far to the
    /// right as the first.
    static func fitted(_ text: String) -> String {
        guard let width else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard line.utf8.count > width else { return String(line) }
            let blanks = line.prefix { $0 == " " }
            let lines = wrapText(String(line.dropFirst(blanks.count)), width: max(width - blanks.count, 20))
            return lines.map { blanks + $0 }.joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// A whole answer: by the pager where the screen is too small for it.
    func show(_ text: String) {
        if pages, isPagerWanted(), let size = Console.windowSize,
            Pager.isNeeded(for: text, columns: size.columns, rows: size.rows)
        {
            progress?.clear()
            if settings.pager.show(text) { return note(text) }
        }
        answer(text)
    }

    /// An answer, or a part of one. A reader that has gone away, like `head`, ends the program quietly: it has what it
    /// wanted.
    func answer(_ text: String) {
        progress?.clear()
        note(text)
        do {
            try Files.writeAll(STDOUT_FILENO, Array(text.utf8))
        } catch {
            if errno == EPIPE { exit(ExitStatus.ok.rawValue) }
            say("tape: the answer could not be written: \(error.reason)\n")
            exit(ExitStatus.failed.rawValue)
        }
    }

    /// Into the log alone, if there is one: a log that cannot be written ends.
    func note(_ text: String) {
        guard let path = log else { return }
        do {
            try Files.append(path, Array(withoutEscapes(text).utf8))
        } catch {
            log = nil
            complain("cannot write `\(path)`: \(error.reason); the log is off")
        }
    }

    /// A diagnostic or progress, for standard error. Where that is closed there is no one left to tell.
    func say(_ text: String) {
        progress?.clear()
        Console.writeError(text)
    }

    static func writeError(_ text: String) {
        _ = try? Files.writeAll(STDERR_FILENO, Array(text.utf8))
    }

    /// What may be overlooked: notes, timings.
    func sayDimmed(_ text: String) {
        say(colorsDiagnostics ? "\u{1B}[2m\(text)\u{1B}[0m\n" : text + "\n")
    }

    /// A mistake of the command line or of a file it names.
    func complain(_ text: String) {
        say((colorsDiagnostics ? "\u{1B}[1;31merror\u{1B}[0m: " : "error: ") + text + "\n")
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
