import Testing

@testable import TapeShell

/// The tutor on a terminal: it fits, it reacts, and it remembers.
@Suite(.serialized) struct LessonTests {
    let home = ScratchFolder()

    func prompt(columns: Int) -> PseudoTerminal {
        let terminal = PseudoTerminal(["--no-config"], columns: columns, rows: 60, home: home)
        terminal.wait(forLine: "tape>")
        return terminal
    }

    @Test(arguments: [40, 80, 200])
    func teachesAndRemembers(columns: Int) {
        let terminal = prompt(columns: columns)
        terminal.type("lesson 1\r")
        terminal.wait(for: "Task 1 of 5")
        terminal.wait(forLine: "tape>")
        terminal.type("hint\r")
        terminal.wait(for: "Hint 1 of 2")
        terminal.wait(forLine: "tape>")
        terminal.type("next\r")
        terminal.wait(for: "Task 2 of 5")
        terminal.wait(forLine: "tape>")
        terminal.type("return rut ytd\r")
        terminal.wait(for: "Not quite.")
        terminal.wait(forLine: "tape>")
        terminal.type("return rut, spx ytd\r")
        terminal.wait(for: "Right.")
        terminal.wait(for: "Task 3 of 5")
        terminal.wait(forLine: "tape>")
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)

        let later = prompt(columns: columns)
        later.type("lesson list\r")
        later.wait(for: "1/5")
        later.wait(forLine: "tape>")
        later.type("cases 4\r")
        later.wait(for: "Case 4 of 20")
        later.wait(forLine: "tape>")
        later.type("return rut last 1d\r")
        later.wait(for: "The tape says: +0.76%.")
        later.wait(forLine: "tape>")
        later.type("holds\r")
        later.wait(for: "It holds.")
        later.wait(forLine: "tape>")
        later.type("\u{4}")
        #expect(later.end() == 0)
    }

    /// A lesson's prompt fits any terminal, and the log has only the answers.
    @Test func noPagerOpensInALesson() {
        let log = home.path + "/log.txt"
        let terminal = PseudoTerminal(
            ["--no-config"], columns: 80, rows: 24, home: home, environment: ["PAGER": "sed s/^/paged:/"])
        terminal.wait(forLine: "tape>")
        terminal.type("log to \"\(log)\"\r")
        for (line, answer) in [
            ("lesson 1", "Task 1 of 5"), ("return rut ytd", "+9.54%"), ("help drawdown", "drawdown S"),
            ("streak rut over spx", "Task 2 of 5"), ("return rut, spx by month since 2022", "Not quite"),
        ] {
            terminal.wait(forLine: "tape>")
            terminal.type(line + "\r")
            terminal.wait(for: answer)
        }
        terminal.wait(forLine: "tape>")
        #expect(!String(decoding: terminal.raw, as: UTF8.self).contains("paged:"))
        terminal.type("lesson quit\r")
        terminal.wait(for: "Closed.")
        terminal.wait(forLine: "tape>")
        terminal.type("return rut, spx by month since 2022; _\r")
        terminal.wait(for: "paged:")
        terminal.wait(forLine: "tape>")
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)
        let parts = (readText(log) ?? "").split(separator: "tape> return rut ytd\n")
        #expect(parts.count == 2 && parts[1].split(separator: "tape> ")[0].contains("+9.54%"))
        #expect(parts.last?.split(separator: "tape> ")[0].contains("Not quite") == false)
    }
}
