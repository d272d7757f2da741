import TapeSystem
import Testing

@testable import TapeShell

/// The other features of the prompt: `timing`, `history`, `edit`, `log`, `watch`, `set`, lists, and failures around it.
@Suite(.serialized) struct HousekeepingTests {
    let home = ScratchFolder()

    private func prompt(
        columns: Int = 80, rows: Int = 40, _ environment: [String: String] = [:], home other: ScratchFolder? = nil
    ) -> PseudoTerminal {
        let terminal = PseudoTerminal(
            ["--no-config"], columns: columns, rows: rows, home: other ?? home, environment: environment)
        terminal.wait(forLine: "tape>")
        return terminal
    }

    private func leave(_ terminal: PseudoTerminal) {
        terminal.wait(forLine: "tape>")
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)
        #expect(terminal.screen.unknown.isEmpty, "\(terminal.screen.unknown)")
    }

    @Test(arguments: [40, 80, 200])
    func timingIsTold(columns: Int) {
        let terminal = prompt(columns: columns)
        terminal.type("timing on\rprint \"a\"\r")
        terminal.wait(for: "\na\ntook ")
        terminal.type("timing off\rprint \"b\"\r")
        terminal.wait(for: "\nb\ntape>")
        leave(terminal)
    }

    @Test(arguments: [40, 80, 200])
    func listsAreThere(columns: Int) {
        let terminal = prompt(columns: columns)
        terminal.type("symbols russell\r")
        terminal.wait(for: "1987-09-10")
        terminal.type("groups\r")
        terminal.wait(for: "mag7")
        terminal.type("functions wilder\r")
        terminal.wait(for: "rsi(")
        terminal.type("set\r")
        terminal.wait(for: "precision")
        terminal.type("set prec\t4\rset precision\r")
        terminal.wait(for: "precision is 4")
        leave(terminal)
    }

    @Test func historyIsListed() {
        let terminal = prompt()
        terminal.type("print \"a\"\rprint \"b\"\rhistory 2\r")
        terminal.wait(for: "2  print \"b\"\n3  history 2\ntape>")
        leave(terminal)
    }

    @Test func theEditorsTextIsRun() {
        let editor = home.file("editor", "#!/bin/sh\ncat \"$1\" > \"$HOME/before\"\necho 'print \"edited\"' > \"$1\"\n")
        chmod(editor, 0o755)
        let terminal = prompt(["EDITOR": editor])
        terminal.type("print \"first\"\redit\r")
        terminal.wait(for: "\nprint \"edited\"\nedited\ntape>")
        #expect(readText(home.path + "/before") == "print \"first\"\n")
        // It is in the history too.
        terminal.type("\u{1B}[A")
        terminal.wait(forLine: "tape> print \"edited\"")
        terminal.type("\u{3}")
        leave(terminal)
    }

    @Test func anEditorThatFailsRunsNothing() {
        let terminal = prompt(["VISUAL": "false"])
        terminal.type("print \"first\"\redit\r")
        terminal.wait(for: "failed, so nothing is run")
        leave(terminal)
    }

    @Test func theLogGetsWhatIsAskedAndAnswered() {
        let terminal = prompt()
        let path = home.path + "/session.txt"
        terminal.type("log to \"\(path)\"\rprint \"kept\"\rlog off\rprint \"lost\"\r")
        terminal.wait(for: "\nlost\n")
        leave(terminal)
        let log = readText(path) ?? ""
        #expect(log.contains("tape> print \"kept\"\nkept\n"))
        #expect(!log.contains("lost") && !log.contains("\u{1B}"))
    }

    @Test func aWatchedScriptRunsAgain() {
        let data = home.file("x.csv", "Date,Close\n2026-01-20,10\n2026-01-21,11\n")
        let script = home.file("s.tape", "load x from \"x.csv\"\nprint \"x stands at\", last_value(x)\n")
        let terminal = prompt()
        terminal.type("watch \"\(script)\"\r")
        terminal.wait(for: "x stands at 11")
        terminal.wait(for: "Ctrl-C stops it")
        // A file that the script reads.
        _ = home.file("x.csv", "Date,Close\n2026-01-20,10\n2026-01-21,12\n2026-01-22,13\n")
        terminal.wait(for: "x stands at 13")
        _ = home.file("s.tape", "print \"another script\"\n")
        terminal.wait(for: "another script")
        // A script with errors is still watched.
        _ = home.file("s.tape", "print over\n")
        terminal.wait(for: "error T0")
        _ = home.file("s.tape", "print \"mended\"\n")
        terminal.wait(for: "mended")
        terminal.type("\u{3}")
        terminal.wait(forLine: "tape>")
        terminal.type("print \"on\"\r")
        terminal.wait(for: "\non\n")
        leave(terminal)
        #expect(readText(data) != nil)
    }

    // MARK: Long work

    @Test func aLoadIsInterruptedAndChangesNothing() {
        // Reading a pipe without a writer never ends.
        let pipe = home.path + "/pipe"
        mkfifo(pipe, 0o600)
        let terminal = prompt()
        terminal.type("load rut from \"\(pipe)\"\r")
        // The pipe is empty once it is being read. (Open for both, so that the pipe is never without a reader.)
        let writer = open(pipe, O_RDWR)
        let row = Array("Date,Close\n2026-01-21,1\n".utf8)
        write(writer, row, row.count)
        terminal.wait("the reading") { _ in
            var waiting: Int32 = 0
            return ioctl(writer, UInt(FIONREAD), &waiting) == 0 && waiting == 0
        }
        terminal.type("\u{3}")
        terminal.wait(for: "interrupted")
        close(writer)
        terminal.type("symbols russell\r")
        terminal.wait(for: "1987-09-10  2026-01-22")
        leave(terminal)
    }

    @Test func aLongLoadTellsHowFarItIs() {
        let rows = (0..<20_000).map { number in
            let (year, rest) = (1800 + number / 336, number % 336)
            return "\(year)-\(two(rest / 28 + 1))-\(two(rest % 28 + 1)),\(number).25,\(number).5,\(number).125\n"
        }.joined()
        // Long enough for the line to show up, and never read to its end here.
        let path = home.path + "/long.csv"
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        let head = Array("Date,High,Low,Close\n".utf8)
        write(file, head, head.count)
        let block = Array(rows.utf8)
        for _ in 0..<60 { write(file, block, block.count) }
        close(file)
        let terminal = prompt()
        terminal.type("load \"\(path)\"\r")
        terminal.wait("how far it is") { screen in
            screen.lines.last.map { $0.hasPrefix("loading ") && $0.contains("%, ") && $0.hasSuffix(" left") } ?? false
        }
        terminal.type("\u{3}")
        terminal.wait(for: "interrupted\ntape>")
        #expect(!terminal.screen.text.contains("loading"))
        terminal.type("symbols s5\r")
        terminal.wait(for: "No symbol contains")
        leave(terminal)
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    @Test func progressIsSaidInWords() {
        func text(_ done: Int, _ milliseconds: Int) -> String {
            ProgressLine.text(.loading, done, 100, .milliseconds(milliseconds))
        }
        #expect(text(0, 700) == "loading 0%")
        #expect(text(25, 1000) == "loading 25%, 4 s left")
        #expect(text(99, 1000) == "loading 99%, 1 s left")
        #expect(text(1, 60_000) == "loading 1%, 100 min left")
        #expect(text(130, 1000) == "loading 100%, 1 s left")
        #expect(ProgressLine.text(.scanning, 1, .max, .seconds(1)).hasPrefix("scanning 0%, "))
    }

    // MARK: Failures around the prompt

    @Test func twoPromptsShareTheHistory() {
        let (first, second) = (prompt(), prompt())
        first.type("print \"from one\"\r")
        first.wait(for: "\nfrom one\n")
        second.type("print \"from two\"\r")
        second.wait(for: "\nfrom two\n")
        leave(first)
        leave(second)
        let third = prompt()
        third.type("\u{1B}[A")
        third.wait(forLine: "tape> print \"from two\"")
        third.type("\u{1B}[A")
        third.wait(forLine: "tape> print \"from one\"")
        third.type("\u{3}")
        leave(third)
    }

    @Test func aHomeThatCannotBeWrittenIsSaid() {
        let terminal = prompt(["HOME": "/dev/null"])
        #expect(terminal.screen.text.contains("the history is not saved"))
        terminal.type("print \"a\"\r")
        terminal.wait(for: "\na\n")
        terminal.type("\u{1B}[A")
        terminal.wait(forLine: "tape> print \"a\"")
        terminal.type("\u{3}")
        leave(terminal)
    }

    @Test func garbageInTheHistoryHarmsNothing() {
        for folder in ["/.local", "/.local/state", "/.local/state/tape"] { mkdir(home.path + folder, 0o700) }
        let path = home.path + "/.local/state/tape/history"
        let file = open(path, O_WRONLY | O_CREAT, 0o600)
        let bytes: [UInt8] = [0, 0xFF, 0xFE, 0x1B, 0x5B, 0x41, 0x0A, 0x5C, 0x0A, 0xC3, 0x0A, 0x09, 0x80, 0x0A, 0x78]
        write(file, bytes, bytes.count)
        close(file)
        let terminal = prompt()
        terminal.type("\u{1B}[A\u{1B}[A\u{1B}[A\u{1B}[A\u{1B}[A\u{3}")
        terminal.wait(forLine: "tape>")
        terminal.type("print \"a\"\r")
        terminal.wait(for: "\na\n")
        terminal.type("\u{12}x")
        terminal.wait(for: "search `x`: x")
        terminal.type("\u{7}")
        leave(terminal)
    }

    @Test func aHugePasteIsTaken() {
        let terminal = prompt()
        let line = "print \"0123456789012345678901234567890123456789\"\n"
        terminal.type("\u{1B}[200~" + String(repeating: line, count: 3_000) + "print \"the last\"\u{1B}[201~")
        terminal.wait(for: "the last")
        terminal.type("\u{3}")
        terminal.wait(forLine: "tape>")
        terminal.type("print \"on\"\r")
        terminal.wait(for: "\non\n")
        terminal.wait(forLine: "tape>")
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)
    }
}
