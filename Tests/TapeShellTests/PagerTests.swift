import TapeSystem
import Testing

@testable import TapeShell

/// Answers that are longer than the screen, and `_`, which shows them uncut.
@Suite(.serialized) struct PagerTests {
    let home = ScratchFolder()

    /// A pager that shows what it got in brackets and waits for a key, so that a test sees when it runs.
    private func pager() -> String {
        let path = home.file(
            "pager", "#!/bin/sh\necho '<<<'\ncat\necho '>>>'\nread answer < /dev/tty\necho left by $answer\n")
        chmod(path, 0o755)
        return path
    }

    private func prompt(
        columns: Int = 80, rows: Int = 12, _ environment: [String: String], _ arguments: [String] = ["--no-config"]
    ) -> PseudoTerminal {
        let terminal = PseudoTerminal(
            arguments, columns: columns, rows: rows, home: home, environment: environment)
        terminal.wait(forLine: "tape>")
        return terminal
    }

    private func leave(_ terminal: PseudoTerminal) {
        terminal.wait(forLine: "tape>")
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)
    }

    @Test(arguments: [40, 80, 200])
    func aLongAnswerIsPaged(columns: Int) {
        let terminal = prompt(columns: columns, rows: 40, ["PAGER": pager()])
        terminal.type("symbols\r")
        terminal.wait(for: ">>>")
        let text = String(decoding: terminal.raw, as: UTF8.self)
        #expect(text.contains("<<<\r\n"))
        // Every row, and the colours.
        #expect(text.contains("\u{1B}["))
        #expect(terminal.screen.text.contains("zuzu"))
        terminal.type("q\r")
        terminal.wait(for: "left by q\ntape>")
        terminal.type("print \"on\"\r")
        terminal.wait(for: "\non\n")
        leave(terminal)
    }

    @Test func whatFitsIsNot() {
        let terminal = prompt(rows: 60, ["PAGER": pager()])
        terminal.type("symbols mu\rhelp count\rstreak rut over spx since 1990\r")
        terminal.wait(for: "14 consecutive")
        leave(terminal)
        #expect(!String(decoding: terminal.raw, as: UTF8.self).contains("<<<"))
    }

    @Test func theSettingDecides() {
        let own = pager()
        let terminal = prompt(["PAGER": own])
        terminal.type("set pager off\rsymbols\r")
        terminal.wait(forLine: "tape>")
        terminal.type("set pager\r")
        terminal.wait(for: "pager is off")
        #expect(!String(decoding: terminal.raw, as: UTF8.self).contains("<<<"))
        terminal.type("set pager \"tr a-y A-Y\"\rsymbols\r")
        terminal.wait(for: "zUzU      ")
        terminal.type("set pager auto\rsymbols\r")
        terminal.wait(for: ">>>")
        terminal.type("\r")
        leave(terminal)
    }

    /// A new user can find out how to leave it.
    @Test(arguments: ["less", "more"].filter { access("/usr/bin/\($0)", X_OK) == 0 })
    func thePagerSaysHowToLeaveIt(program: String) {
        let terminal = prompt(["PAGER": program])
        terminal.type("symbols\r")
        terminal.wait("the way out") { screen in
            screen.lines.last.map { $0.contains("q quits") || $0.contains("'q' to quit") } ?? false
        }
        terminal.type("q")
        leave(terminal)
    }

    @Test func aPagerThatIsNotThereHarmsNothing() {
        let terminal = prompt(["PAGER": "/no/such/pager"])
        terminal.type("symbols\r")
        terminal.wait(for: "zuzu")
        leave(terminal)
    }

    @Test func aPagerThatIsLeftEarlyHarmsNothing() {
        // The part that it does not read is more than a pipe holds.
        let terminal = prompt(["PAGER": "head -n 2"])
        terminal.type("show rut, spx since 1990\r")
        terminal.wait(forLine: "tape>")
        terminal.type("_\r")
        terminal.wait(forLine: "tape>")
        terminal.type("print \"on\"\r")
        terminal.wait(for: "\non\n")
        leave(terminal)
    }

    @Test func aPagerThatIsKilledLeavesTheTerminalWhole() {
        let script = home.file("cruel", "#!/bin/sh\nstty raw -echo < /dev/tty\nkill -9 $$\n")
        chmod(script, 0o755)
        let terminal = prompt(["PAGER": script])
        terminal.type("symbols\r")
        terminal.wait(forLine: "tape>")
        terminal.type("print \"whole\"\r")
        terminal.wait(for: "\nwhole\n")
        leave(terminal)
    }

    @Test func controlCInThePagerIsThePagersOwn() {
        let script = home.file(
            "deaf",
            "#!/bin/sh\ntrap 'exit 0' INT\ncat > /dev/null\necho ready\nwhile :; do read answer < /dev/tty; done\n")
        chmod(script, 0o755)
        let terminal = prompt(["PAGER": script])
        terminal.type("symbols; print \"the rest\"\r")
        terminal.wait(for: "ready")
        terminal.type("\u{3}")
        terminal.wait(for: "the rest")
        leave(terminal)
    }

    @Test func noPagerWithoutATerminal() {
        let result = tape(["-c", "symbols"], environment: ["PAGER": "echo paged; cat"])
        #expect(!result.output.contains("paged"))
        #expect(result.output.split(separator: "\n").count > 500)
    }

    @Test func heightIsCountedInRowsOfTheScreen() {
        #expect(!Pager.isNeeded(for: "a\nb\nc\n", columns: 10, rows: 4))
        #expect(Pager.isNeeded(for: "a\nb\nc\nd\n", columns: 10, rows: 4))
        #expect(Pager.isNeeded(for: "a\n0123456789012345678901234\n", columns: 10, rows: 4))
        #expect(
            !Pager.isNeeded(
                for: "\u{1B}[1;36m0123456789\u{1B}[0m\n\u{1B}[2m0123456789\u{1B}[0m\n", columns: 10, rows: 3))
        #expect(Pager.isNeeded(for: "市場市場市場\nb\n", columns: 10, rows: 3))
    }

    // MARK: Uncut

    @Test func theLastAnswerIsShownUncut() {
        let terminal = prompt(rows: 100, [:])
        terminal.type("streak rut over spx since 2020\r")
        terminal.wait(for: "more rows: `_` shows all")
        let cut = terminal.screen.lines.count
        terminal.type("_\r")
        terminal.wait("all rows") { $0.lines.count > cut + 30 && $0.lines.last == "tape>" }
        leave(terminal)
        let answered = String(decoding: terminal.raw, as: UTF8.self)
        #expect(answered.split(separator: "shows all").count == 2)
    }

    @Test func aListIsAnAnswerToo() {
        let terminal = prompt(rows: 60, [:])
        terminal.type("symbols russell\r_ | select symbol\r")
        terminal.wait(for: "\nsymbol\n")
        leave(terminal)
    }
}
