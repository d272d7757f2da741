import TapeSystem
import Testing

@testable import TapeShell

/// Under `--safe` no file is touched and no program is started; and no script names a program, with or without it.
@Suite(.serialized) struct SafeTests {
    let home = ScratchFolder()

    /// A program that leaves a trace under any name.
    private func tracer() -> String {
        let path = home.file("tracer", "#!/bin/sh\n: > \"$HOME/pwned\"\ncat > /dev/null\n")
        chmod(path, 0o755)
        return path
    }

    private var isTraced: Bool { access(home.path + "/pwned", F_OK) == 0 }

    private func prompt(_ arguments: [String], _ environment: [String: String] = [:]) -> PseudoTerminal {
        let terminal = PseudoTerminal(arguments, columns: 160, rows: 12, home: home, environment: environment)
        terminal.wait(forLine: "tape>")
        return terminal
    }

    private func leave(_ terminal: PseudoTerminal) {
        terminal.type("print \"the end\"\r")
        terminal.wait(for: "\nthe end\n")
        terminal.wait(forLine: "tape>")
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)
    }

    @Test func noProgramIsStartedAtTheSafePrompt() {
        let tracer = tracer()
        let variables = ["PAGER": tracer, "EDITOR": tracer, "VISUAL": tracer]
        let terminal = prompt(["--safe", "--no-config"], variables)
        terminal.type("symbols\r")
        terminal.wait(for: "zuzu")
        terminal.type("set pager \"\(tracer)\"\r")
        terminal.wait(for: "disabled by --safe")
        terminal.type("symbols\r")
        terminal.wait(forLine: "tape>")
        for refused in ["edit", "watch \"s.tape\"", "log to \"\(home.path)/log\"", "run \"s.tape\""] {
            terminal.type("print \"next\"; \(refused)\r")
            terminal.wait(for: "disabled by --safe")
            terminal.wait(forLine: "tape>")
        }
        terminal.type("set pager off\rset pager\r")
        terminal.wait(for: "pager is off")
        leave(terminal)
        #expect(!isTraced)
        #expect(access(home.path + "/log", F_OK) != 0)
        // Neither a history nor a folder for it.
        #expect(access(home.path + "/.local", F_OK) != 0)
    }

    @Test func noKeyOpensAnEditorAtTheSafePrompt() {
        _ = home.file(".editrc", "bind -v\n")
        let folder = home.path + "/bin"
        mkdir(folder, 0o755)
        rename(tracer(), folder + "/vi")
        let terminal = prompt(["--safe", "--no-config"], ["PATH": folder + ":/usr/bin:/bin"])
        // In libedit's vi mode Escape and `v` open the line in an editor.
        terminal.type("print 1\u{1B}")
        usleep(300_000)
        terminal.type("v")
        usleep(500_000)
        #expect(!isTraced)
    }

    @Test func noScriptNamesAPager() {
        let tracer = tracer()
        let script = home.file("s.tape", "set pager \"\(tracer)\"\n")
        let terminal = prompt(["--no-config"], ["PAGER": ""])
        terminal.type("run \"\(script)\"\r")
        terminal.wait(for: "not in a script")
        terminal.type("symbols\r")
        terminal.wait(forLine: "tape>")
        leave(terminal)
        #expect(!isTraced)
        for arguments in [["run", script], ["-c", "set pager \"\(tracer)\""], ["-c", "run \"\(script)\""]] {
            let run = tape(arguments)
            #expect(run.status == 1 && run.errors.contains("not in a script"), "\(arguments)")
        }
        #expect(tape([], input: "set pager less\n").status == 1)
        #expect(tape(["-c", "set pager off; set pager auto"]).status == 0)
    }

    @Test func theStartUpFileNamesAPagerButNoScriptItRuns() {
        let tracer = tracer()
        for folder in ["/.config", "/.config/tape"] { mkdir(home.path + folder, 0o700) }
        let inner = home.file("inner.tape", "set pager \"\(tracer)\"\n")
        _ = home.file(".config/tape/rc.tape", "set pager \"tail -n 3\"\nrun \"\(inner)\"\n")
        let terminal = prompt([], ["PAGER": ""])
        #expect(terminal.screen.text.contains("not in a script"))
        terminal.type("set pager\r")
        terminal.wait(for: "pager is tail -n 3")
        leave(terminal)
        #expect(!isTraced)
    }

    @Test(arguments: ["log to \"out.txt\"", "edit", "watch \"s.tape\"", "load \"x.csv\"", "save market \"m.tape\""])
    func aRefusedStatementFails(statement: String) {
        let run = tape(["--safe", "--no-config", "-c", statement])
        #expect(run.status == 1 && run.errors.contains("disabled by --safe"))
        #expect(tape(["--safe"], input: statement + "\nprint 1\n").status == 1)
        #expect(access("out.txt", F_OK) != 0)
    }

    @Test func commandsThatCannotBeDoneFail() {
        for statement in ["timing maybe", "edit", "watch", "log to \"/no/such/folder/log\""] {
            #expect(tape(["-c", statement]).status == 1, "\(statement)")
        }
    }

    @Test func formattingRewritesNothing() {
        let script = home.file("s.tape", "print    1\n")
        let run = tape(["--safe", "fmt", script])
        #expect(run.status == 1 && run.errors.contains("--safe"))
        #expect(readText(script) == "print    1\n")
    }

    // MARK: Programs as lists of arguments

    @Test func aCommandIsReadAsWords() {
        #expect(Child.words("less -R") == ["less", "-R"])
        #expect(Child.words("  a\t'b c' \"d;e\"''f ") == ["a", "b c", "d;ef"])
        #expect(Child.words("a ''") == ["a", ""])
        for wrong in ["", "  ", "''", "a; b", "a | b", "a 'b", "$HOME/a", "a `b`", "a > b", "a & b"] {
            #expect(Child.words(wrong) == nil, "\(wrong)")
        }
    }

    @Test func noShellReadsThePager() {
        let trace = home.path + "/pwned"
        for command in ["touch \(trace); cat", "cat $(touch \(trace))"] {
            let terminal = prompt(["--no-config"], ["PAGER": command])
            terminal.type("symbols\r")
            terminal.wait(for: "zuzu")
            terminal.type("set pager \"\(command)\"\r")
            terminal.wait(for: "without shell syntax")
            leave(terminal)
            #expect(!isTraced)
        }
    }

    // MARK: Standard input

    @Test func pricesThroughAPipeMayBeLong() {
        // More than one part of a long file; each part is read separately.
        let line =
            "awk 'BEGIN { print \"Date,Close,Note\"; for (i = 0; i < 5000; i++) printf \"%d-%02d-%02d,%d.5,%4000d\\n\", "
            + "1950 + i / 336, i % 336 / 28 + 1, i % 28 + 1, i + 1, 0 }'"
        let run = shell(line + " | $TAPE --data /dev/stdin -c 'describe stdin'")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("5,000") || run.output.contains("5000"), "\(run.output)")
    }
}
