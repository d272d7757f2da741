import Tape
import TapeReport
import TapeSystem

/// Shows an answer that is longer than the screen by a program for that, as `git` and `psql` do.
struct Pager {
    enum Choice: Equatable {
        /// `$PAGER`, else `less`, else `more`, whichever there is.
        case auto
        case off
        case command(String)
    }

    var choice = Choice.auto

    init() {}

    /// As `set pager` has it, where a command of several words stands in quotes.
    init(_ text: String) {
        let command =
            text.count > 1 && text.hasPrefix("\"") && text.hasSuffix("\"") ? text.dropFirst().dropLast() : text[...]
        switch command.lowercased() {
        case "auto", "on", "": choice = .auto
        case "off", "none": choice = .off
        default: choice = .command(String(command))
        }
    }

    /// As `set` shows it.
    var text: String {
        switch choice {
        case .auto: "auto"
        case .off: "off"
        case .command(let command): command
        }
    }

    /// Whether a text is too long to be seen whole above the next prompt.
    static func isNeeded(for text: String, columns: Int, rows: Int) -> Bool {
        guard columns > 0, rows > 0, text.utf8.count >= rows else { return false }
        var used = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(text.hasSuffix("\n") ? 1 : 0)
        {
            used += max(1, (displayWidth(withoutEscapes(line)) + columns - 1) / columns)
            if used >= rows { return true }
        }
        return false
    }

    /// Shows the text; false where there is no pager, or it could not be started.
    func show(_ text: String) -> Bool {
        guard let command else { return false }
        var variables: [(name: String, value: String)] = []
        // Colours as they are, no pager for what fits, what was read stays on the screen, and a line that says how to
        // leave.
        if environment("LESS") == nil { variables.append(("LESS", "FRXPsSpace goes on, q leaves?e (END).$")) }
        if environment("MORE") == nil { variables.append(("MORE", "-d")) }
        // Answers are UTF-8, whatever the locale.
        if environment("LESSCHARSET") == nil { variables.append(("LESSCHARSET", "utf-8")) }
        return Child.run(command, input: text, variables: variables) != nil
    }

    /// The program with its arguments.
    private var command: [String]? {
        switch choice {
        case .off: return nil
        case .command(let command): return Child.words(command)
        case .auto:
            if let set = unsafe getenv("PAGER") { return Child.words(unsafe String(cString: set)) }
            return ["less", "more"].first { Pager.isProgram($0) }.map { [$0] }
        }
    }

    private static func isProgram(_ name: String) -> Bool {
        let folders = environment("PATH")?.split(separator: ":") ?? ["/usr/bin", "/bin"]
        return folders.contains { unsafe access("\($0)/\(name)", X_OK) == 0 }
    }
}
