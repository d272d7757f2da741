import Testing

@testable import TapeShell

/// The built program without a terminal: what goes to standard output and standard error, and how it ends.
@Suite struct CommandLineTests {
    let folder = ScratchFolder()

    // MARK: -c

    @Test func answersAQuery() {
        let run = tape(["-c", "streak rut over spx since 1990"])
        #expect(run.status == 0)
        #expect(run.output.contains("14 consecutive sessions, 2026-01-02"))
        #expect(run.output.contains("1996-05-07"))
        #expect(run.errors == "")
    }

    @Test func answersSeveralInOrder() {
        let run = tape(["-c", "print \"one\"", "-c", "print \"two\"; print \"three\""])
        #expect(run == Finished(status: 0, output: "one\ntwo\nthree\n", errors: ""))
    }

    @Test func aBlankLineSetsTablesApart() {
        let two = tape(["-c", "print 1", "-c", "return rut ytd", "-c", "return spx ytd"])
        let first = tape(["-c", "return rut ytd"])
        let second = tape(["-c", "return spx ytd"])
        #expect(two.output.hasSuffix(first.output + "\n" + second.output))
    }

    @Test func whatWasAnsweredBeforeAnErrorStays() {
        let run = tape(["-c", "print \"before\"", "-c", "streak rutt over spx", "-c", "print \"after\""])
        #expect(run.status == 1)
        #expect(run.output == "before\n")
        #expect(run.errors.hasPrefix("error T0201"))
        #expect(run.errors.contains("~~~~"))
    }

    @Test func statesMayBeSharedBetweenQueries() {
        #expect(tape(["-c", "let x = \"kept\"", "-c", "print x"]).output == "kept\n")
    }

    // MARK: Ends

    @Test(
        arguments: [
            (["-c", "print 1"], 0), (["--version"], 0), (["--help"], 0), (["run", "--help"], 0), (["help", "fmt"], 0),
            (["-c", "streak rut over"], 1), (["-c", "streak rut under zzz"], 1), (["no-such-file.tape"], 1),
            (["--data", "/no/such/folder", "-c", "print 1"], 1),
            (["--bogus"], 2), (["-c"], 2), (["--format", "xml", "-c", "print 1"], 2), (["run"], 2), (["check"], 2),
            (["--threads", "0", "-c", "print 1"], 2), (["--color", "blue"], 2),
            (["-c", "assert 1 > 2 \"no longer\""], 3), (["-c", "assert 2 > 1"], 0),
        ] as [([String], Int32)])
    func endsWith(arguments: [String], status: Int32) {
        let run = tape(arguments)
        #expect(run.status == status, "\(run.output)\(run.errors)")
        #expect((status == 0) == run.errors.isEmpty)
        if status != 0 { #expect(run.output == "") }
    }

    @Test func aWrongCommandLineSaysHow() {
        let run = tape(["--formt", "csv"])
        #expect(run.errors.contains("Unknown option '--formt'"))
        #expect(run.errors.contains("--format"))
    }

    @Test func aFailedAssertSaysItsMessage() {
        #expect(tape(["-c", "assert 1 > 2 \"no longer the record\""]).errors.contains("no longer the record"))
    }

    @Test func anInterruptEndsAQuery() {
        let script = folder.file("slow.tape", SlowQuery.text)
        let run = shell("\"$TAPE\" \(script) & sleep 0.5; kill -INT $!; wait $!")
        #expect(run.status == 130)
        #expect(run.errors.contains("interrupted"))
    }

    // MARK: Scripts

    @Test func runsAScript() {
        let script = folder.file("s.tape", "# a comment\nprint \"from a file\"\n")
        let expected = Finished(status: 0, output: "from a file\n", errors: "")
        #expect(tape(["run", script]) == expected)
        #expect(tape([script]) == expected)
        #expect(tape(["-"], input: "print \"from a file\"") == expected)
        #expect(tape(["run", "-"], input: "print \"from a file\"\n") == expected)
    }

    @Test func runsAScriptByItsFirstLine() {
        let link = folder.path + "/tape"
        let script = folder.file("s.tape", "#!/usr/bin/env tape\nprint \"by its first line\"\n")
        let run = shell("ln -s \"$TAPE\" \(link); chmod +x \(script); PATH=\(folder.path):$PATH \(script)")
        #expect(run == Finished(status: 0, output: "by its first line\n", errors: ""))
    }

    @Test func aScriptIsParsedWholeBeforeItRuns() {
        let script = folder.file("s.tape", "print \"first\"\nstreak rut over\n")
        let run = tape([script])
        #expect(run.status == 1)
        #expect(run.output == "")
        #expect(run.errors.contains("s.tape:2:"))
    }

    @Test func aScriptTakesItsParameters() {
        let script = folder.file("s.tape", "param n: number = 2 \"how many\"\nparam s: symbol = rut\nprint n, s\n")
        #expect(tape([script]).output.hasPrefix("2"))
        #expect(tape([script, "--n", "5"]).output.hasPrefix("5"))
        #expect(tape(["run", script, "--n=7", "--s", "spx"]).output.contains("SPX"))
        let wrong = tape([script, "--m", "5"])
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("unknown parameter `m`") && wrong.errors.contains("--n, --s"))
        #expect(tape([script, "--n"]).status == 2)
        #expect(tape([script, "five"]).status == 2)
        let help = tape([script, "--help"])
        #expect(help.status == 0)
        #expect(help.output.contains("--n NUMBER") && help.output.contains("how many (2 if not given)"))
    }

    @Test func theProgramsOptionsBehindAScriptAreTheScripts() {
        let script = folder.file("s.tape", "print 1\n")
        let run = tape([script, "--format", "csv"])
        #expect(run.status == 2)
        #expect(run.errors.contains("unknown parameter `format`"))
        #expect(run.errors.contains("before the script: tape --format … run FILE"))
    }

    @Test func aMissingScriptIsExplained() {
        let run = tape(["nothing.tape"])
        #expect(run.errors == "error: cannot read `nothing.tape`: no such file or folder\n")
        #expect(tape([folder.path]).errors.contains("it is a folder, not a file"))
    }

    @Test func aQueryWithoutItsOptionIsExplained() {
        let run = tape(["streak", "rut", "over", "spx"])
        #expect(run.status == 1)
        #expect(run.errors.contains("tape -c 'streak rut over spx'"))
    }

    @Test func checksScripts() {
        let good = folder.file("good.tape", "streak rut over spx\n")
        let bad = folder.file("bad.tape", "print 1\nstreak rut over\n")
        #expect(tape(["check", good]) == Finished(status: 0, output: "", errors: ""))
        let run = tape(["check", bad, good, folder.path + "/none.tape"])
        #expect(run.status == 1)
        #expect(run.output == "")
        #expect(run.errors.contains("bad.tape:2:") && run.errors.contains("none.tape"))
        #expect(!run.errors.contains("good.tape"))
    }

    @Test func formatsScripts() {
        let text = "STREAK rut   OVER spx\n"
        let script = folder.file("s.tape", text)
        let check = tape(["fmt", "--check", script])
        #expect(check.status == 1)
        #expect(check.output == script + "\n")
        #expect(readText(script) == text)
        #expect(tape(["fmt", script]).status == 0)
        #expect(readText(script) == "streak rut over spx\n")
        #expect(tape(["fmt", "--check", script]) == Finished(status: 0, output: "", errors: ""))
        #expect(tape(["fmt", "-"], input: text).output == "streak rut over spx\n")
        let broken = folder.file("b.tape", "streak rut over\n")
        #expect(tape(["fmt", broken]).status == 1)
        #expect(readText(broken) == "streak rut over\n")
    }

    // MARK: Options

    @Test func optionsStandBeforeAndBehind() {
        let script = folder.file("s.tape", "return rut ytd\n")
        let expected = tape(["--format", "csv", "run", script])
        #expect(expected.status == 0 && expected.output.hasPrefix("symbol,"))
        #expect(tape(["run", "--format", "csv", script]) == expected)
        #expect(tape(["--format=csv", script]) == expected)
        #expect(tape(["-c", "return rut ytd", "--format", "csv"]) == expected)
        #expect(tape(["--format", "csv", "-c", "return rut ytd"]) == expected)
        #expect(tape(["check", script, "--no-config"]).status == 0)
        #expect(tape(["--no-config", "check", script]).status == 0)
    }

    @Test func notesOfDataFormatsGoToStandardError() {
        for format in ["csv", "tsv"] {
            let run = tape(["--format", format, "-c", "return rut ytd"])
            #expect(!run.output.contains("ample"))
            #expect(run.errors.contains("ample data"))
        }
        #expect(tape(["--format", "json", "-c", "return rut ytd"]).errors == "")
    }

    @Test func loadsData() {
        let prices = (1...9).map { "2024-01-0\($0),\($0 + 100),\($0 + 101),\($0 + 99),\($0 + 100),1000" }
        let csv = "Date,Open,High,Low,Close,Volume\n" + prices.joined(separator: "\n") + "\n"
        _ = folder.file("abc.csv", csv)
        let quoted = folder.file("d\"ef.csv", csv)
        let run = tape(["--data", folder.path + "/abc.csv", "-c", "last abc up"])
        #expect(run.status == 0)
        #expect(run.output.contains("2024-01-09"))
        #expect(tape(["--data", folder.path, "-c", "describe abc", "--format", "json"]).status == 0)
        #expect(tape(["--data", quoted, "-c", "symbols"]).status == 0)
        // Without mentioning it, the sample is not loaded.
        #expect(tape(["--data", folder.path + "/abc.csv", "-c", "describe rut"]).status == 1)
    }

    @Test func missingDataIsExplained() {
        let run = tape(["--data", "/no/such.csv", "-c", "print 1"])
        #expect(run.errors.contains("/no/such.csv: no such file or folder"))
        #expect(!run.errors.contains("errno"))
    }

    @Test func safeRefusesFiles() {
        let csv = folder.file("abc.csv", "Date,Close\n2024-01-02,1\n2024-01-03,2\n")
        let target = folder.path + "/out.csv"
        let load = tape(["--safe", "-c", "load \"\(csv)\""])
        #expect(load.status == 1 && load.errors.contains("--safe"))
        let save = tape(["--safe", "-c", "return rut ytd | save \"\(target)\""])
        #expect(save.status == 1 && save.errors.contains("--safe"))
        #expect(readText(target) == nil)
        // Files named on the command line are read.
        #expect(tape(["--safe", "--data", csv, "-c", "describe abc"]).status == 0)
        #expect(tape(["-c", "return rut ytd | save \"\(target)\""]).status == 0)
        #expect(readText(target)?.hasPrefix("symbol,") == true)
    }

    @Test func asOfHidesWhatCameLater() {
        let run = tape(["--as-of", "2026-01-15", "-c", "streak rut over spx since 1990"])
        #expect(run.output.contains("10 consecutive"))
    }

    /// The user did not type the statement that an option becomes: the error names the option.
    @Test(
        arguments: [
            (["--threads", "500"], 2, "`--threads` must be auto or 1–256, not 500"),
            (["--threads", "257"], 2, "`--threads` must be"), (["--threads", "two"], 2, "`--threads` must be"),
            (["--as-of", "never"], 2, "`--as-of` must be a day such as `2026-01-15`, or `none`, not never"),
            (["--format", "xml"], 2, "`--format` must be one of table, line, csv"),
            (["--format", "svg"], 2, "`--format` must be one of table, line, csv"),
            (["--data", "/no/such.csv"], 1, "  --data /no/such.csv\n         ~~~~~~~~~~~~\n"),
            (["--market", "/no/such.tape"], 1, "  --market /no/such.tape\n           ~~~~~~~~~~~~~\n"),
        ] as [([String], Int32, String)])
    func errorsOfOptionsNameTheOption(options: [String], status: Int32, words: String) {
        let run = tape(options + ["-c", "print 1"])
        #expect(run.status == status && run.output == "")
        #expect(run.errors.contains(words), "\(run.errors)")
        for statement in ["set threads", "set as_of", "set format", "load \"/", "open \"/"] {
            #expect(!run.errors.contains(statement), "\(run.errors)")
        }
    }

    /// An option and its setting have the same limits.
    @Test(arguments: [("0", false), ("1", true), ("256", true), ("257", false), ("auto", true), ("x", false)])
    func threadsHaveOneLimit(value: String, isRight: Bool) {
        #expect((tape(["--threads", value, "-c", "print 1"]).status == 0) == isRight)
        #expect((tape(["-c", "set threads \(value)"]).status == 0) == isRight)
    }

    @Test func theFormatIsASettingToo() {
        let query = "return rut ytd"
        let csv = tape(["--format", "csv", "-c", query])
        #expect(csv.output.hasPrefix("symbol,"))
        #expect(tape(["-c", "set format csv", "-c", query]) == csv)
        #expect(tape(["-c", "set format csv; set format table", "-c", query]).output == tape(["-c", query]).output)
        #expect(tape(["-c", "set format xml"]).errors.contains("`format` must be one of table, line, csv"))
        #expect(tape(["--format", "json", "-c", "set format"]).output.hasPrefix("format is json"))
    }

    /// A setting that is an option is automatically in the table of options.
    @Test func settingsAreOptions() {
        let names = OptionRow.all.map(\.name)
        #expect(Set(names).count == names.count)
        for setting in ["as-of", "threads", "format"] { #expect(names.contains(setting)) }
        #expect(!names.contains("precision"))
        // Shells complete the values of the setting.
        #expect(tape(["--generate-completion-script", "fish"]).output.contains("ndjson"))
    }

    @Test func timingGoesToStandardError() {
        let run = tape(["--timing", "-c", "print \"x\""])
        #expect(run.output == "x\n")
        #expect(run.errors.hasPrefix("took ") && run.errors.hasSuffix(" ms\n"))
    }

    // MARK: Standard input

    @Test func readsPlainlyFromAPipe() {
        let run = tape([], input: "print \"a\"\n\nprint (1 +\n2)\nstreak rutt over spx\nprint \"b\"")
        #expect(run.output.hasPrefix("a\n3") && run.output.hasSuffix("\nb\n"))
        #expect(run.errors.hasPrefix("error T0201"))
        #expect(run.status == 1)
    }

    @Test func quitEndsTheReading() {
        #expect(tape([], input: "print \"x\"\r\nquit\nprint 2\n") == Finished(status: 0, output: "x\n", errors: ""))
    }

    @Test func anEndInTheMiddleIsAnError() {
        let run = tape([], input: "print (1 +")
        #expect(run.status == 1)
        #expect(run.errors.hasPrefix("error T01"))
    }

    @Test func answersComeAsTheyAreMade() {
        // The second line is only sent when the first has been answered.
        let pipe = folder.path + "/pipe"
        let line = """
            mkfifo \(pipe); exec 3<>\(pipe); "$TAPE" <\(pipe) >\(folder.path)/out 3<&- &
            echo 'print "one"' >&3
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
              [ -s \(folder.path)/out ] && break; sleep 0.2
            done
            cat \(folder.path)/out; echo quit >&3; wait
            """
        #expect(shell(line).output == "one\n")
    }

    // MARK: Pipes and colour

    @Test func aBrokenPipeEndsQuietly() {
        let line = """
            { i=0; while [ $i -lt 3000 ]; do echo 'print "0123456789012345678901234567890123456789"'; i=$((i+1)); done; } \
            | { "$TAPE"; echo "$?" >\(folder.path)/status; } | head -n 1
            """
        let run = shell(line)
        #expect(run.output == "0123456789012345678901234567890123456789\n")
        #expect(run.errors == "")
        #expect(readText(folder.path + "/status") == "0\n")
    }

    @Test func aFullDiskIsAnError() {
        let run = shell("\"$TAPE\" -c 'print 1' >/dev/full")
        #expect(run.status == 1)
        #expect(run.errors.contains("the disk is full"))
    }

    @Test func nothingIsColouredInAPipe() {
        let run = tape(["-c", "return rut ytd", "-c", "rutt"])
        #expect(!run.output.contains("\u{1B}") && !run.errors.contains("\u{1B}"))
    }

    @Test func colourIsForced() {
        let run = tape(["--color", "always", "-c", "return rut ytd", "-c", "rutt"])
        #expect(run.output.contains("\u{1B}["))
        #expect(run.errors.contains("\u{1B}["))
    }

    @Test(
        arguments: [
            ([:], [], true), (["NO_COLOR": "1"], [], false), (["NO_COLOR": ""], [], true),
            (["TERM": "dumb"], [], false),
            (["NO_COLOR": "1"], ["--color", "always"], true), ([:], ["--color", "never"], false),
        ] as [([String: String], [String], Bool)])
    func aTerminalIsColoured(environment: [String: String], arguments: [String], colours: Bool) {
        let terminal = PseudoTerminal(arguments + ["-c", "return rut ytd"], home: folder, environment: environment)
        #expect(terminal.end() == 0)
        terminal.settle(20)
        #expect(terminal.raw.contains(0x1B) == colours)
    }

    @Test(arguments: [40, 80, 200])
    func tablesFitTheTerminal(columns: Int) {
        let terminal = PseudoTerminal(
            ["-c", "streak rut over spx since 1990"], columns: columns, rows: 300, home: folder,
            environment: ["NO_COLOR": "1"])
        #expect(terminal.end() == 0)
        let lines = String(decoding: terminal.raw, as: UTF8.self).split(separator: "\r\n")
        #expect(lines.contains { $0.contains("1996-05-07") })
        #expect(lines.allSatisfy { $0.count <= columns })
    }
}
