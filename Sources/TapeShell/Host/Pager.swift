import Tape
import TapeReport
import TapeSystem

/// Shows an answer longer than the screen in a pager, as `git` and `psql` do.
struct Pager {
    enum Choice: Equatable {
        /// `$PAGER`, else `less`, else `more`, the first that exists.
        case auto
        case off
        case command(String)
    }

    var choice = Choice.auto

    init() {}

    /// From `set pager`, where a command of several words is quoted.
    init(_ text: String) {
        let command =
            text.count > 1 && text.hasPrefix("\"") && text.hasSuffix("\"") ? text.dropFirst().dropLast() : text[...]
        switch command.lowercased() {
        case "auto", "on", "": choice = .auto
        case "off", "none": choice = .off
        default: choice = .command(String(command))
        }
    }

    /// The text that `set` shows.
    var text: String {
        switch choice {
        case .auto: "auto"
        case .off: "off"
        case .command(let command): command
        }
    }

    /// Whether a text is too long to fit above the next prompt.
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

    /// Shows the text; false without a pager or if it could not be started.
    func show(_ text: String) -> Bool {
        guard let command else { return false }
        var variables: [(name: String, value: String)] = []
        // Keep colours, skip the pager for short text, leave the text on the screen, and show how to quit.
        if environment("LESS") == nil { variables.append(("LESS", "FRXPsSpace next page, q quits?e (END).$")) }
        if environment("MORE") == nil { variables.append(("MORE", "-d")) }
        // Answers are UTF-8 in any locale.
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
