import TapeSystem
import Testing

@testable import TapeShell

/// The prompt on a pseudo-terminal: typed keys in, the screen out.
@Suite(.serialized) struct PromptTests {
    let home = ScratchFolder()

    func prompt(
        columns: Int = 80, rows: Int = 24, _ environment: [String: String] = [:],
        _ arguments: [String] = ["--no-config"]
    ) -> PseudoTerminal {
        let terminal = PseudoTerminal(
            arguments, columns: columns, rows: rows, home: home, environment: environment)
        terminal.wait(forLine: "tape>")
        return terminal
    }

    func leave(_ terminal: PseudoTerminal) {
        terminal.wait(forLine: "tape>")
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)
        #expect(terminal.screen.unknown.isEmpty, "\(terminal.screen.unknown)")
        #expect(!terminal.screen.takesBracketedPaste)
    }

    @Test(arguments: [40, 80, 200])
    func answersAndLeaves(columns: Int) {
        let terminal = prompt(columns: columns)
        #expect(terminal.screen.text.contains("help"))
        terminal.type("print \"hello\"\r")
        terminal.wait(for: "\nhello\n")
        terminal.wait(forLine: "tape>")
        leave(terminal)
        #expect(terminal.screen.row == terminal.screen.lines.count)
    }

    @Test func greetsInTwoLines() {
        let terminal = prompt(columns: 120)
        #expect(terminal.screen.lines.count == 3, "\(terminal.screen.text)")
        leave(terminal)
    }

    @Test(arguments: ["quit", "exit", " exit "])
    func leavesByAWord(word: String) {
        let terminal = prompt()
        terminal.type(word + "\r")
        #expect(terminal.end() == 0)
    }

    @Test func emptyLinesDoNothing() {
        let terminal = prompt()
        terminal.type("\r  \r\r")
        terminal.settle()
        #expect(terminal.screen.lines.suffix(4) == ["tape>", "tape>", "tape>", "tape>"])
        leave(terminal)
    }

    @Test func errorsDoNotEndIt() {
        let terminal = prompt()
        terminal.type("streak rutt over spx\r")
        terminal.wait(for: "error T0")
        terminal.type("print \"on\"\r")
        terminal.wait(for: "\non\n")
        leave(terminal)
    }

    // MARK: Editing

    @Test func editsTheLine() {
        let terminal = prompt()
        terminal.type("print \"xbc\"\u{1B}[D\u{1B}[D\u{1B}[D\u{7F}a\r")
        terminal.wait(for: "\nabc\n")
        terminal.type("rint \"ome\"\u{1B}[Hp\u{1B}[F\u{1B}[D\u{1B}[D\u{1B}[D\u{1B}[Dh\u{1B}[F\r")
        terminal.wait(for: "\nhome\n")
        terminal.type("print \"del\"\u{1B}[D\u{1B}[D\u{1B}[3~\u{1B}[D\u{1B}[D\u{1}\u{5}\r")
        terminal.wait(for: "\nde\n")
        leave(terminal)
    }

    @Test func goesByWords() {
        let terminal = prompt()
        terminal.type("print \"two words\"\u{1B}[1;5D\u{1B}[1;5Dbig \r")
        terminal.wait(for: "\nbig two words\n")
        terminal.type("print \"last one\"\u{1B}b\u{1B}d\r")
        terminal.wait(for: "print \"last \"")
        leave(terminal)
    }

    @Test func undoesChanges() {
        let terminal = prompt()
        terminal.type("print one two\u{17}")
        terminal.wait(forLine: "tape> print one")
        terminal.type("\u{1F}")
        terminal.wait(forLine: "tape> print one two")
        terminal.type("\u{1F}\u{1F}\u{1F}\u{1F}\u{1F}\u{1F}\u{1F}\u{1F}")
        terminal.wait(forLine: "tape>")
        leave(terminal)
    }

    @Test(arguments: [20, 40, 80])
    func takesUnicode(columns: Int) {
        let terminal = prompt(columns: columns)
        terminal.type("print \"größer 市場 🙂x\"\u{1B}[D\u{1B}[D\u{7F}\r")
        terminal.wait(for: "\ngrößer 市場 x\n")
        leave(terminal)
    }

    @Test(arguments: [40, 80, 200])
    func wrapsLongLines(columns: Int) {
        let terminal = prompt(columns: columns, rows: 30)
        let long = (1...60).map { "w\($0)" }.joined(separator: " ")
        terminal.type("print \"\(long)\"")
        terminal.settle()
        let typed = terminal.screen.lines.drop { !$0.hasPrefix("tape>") }.joined()
        #expect(typed.filter { $0 != " " } == "tape>print\"\(long)\"".filter { $0 != " " })
        terminal.type("\u{1}\u{5}\r")
        terminal.settle()
        #expect(terminal.screen.text.filter { !$0.isWhitespace }.contains(long.filter { $0 != " " } + "tape>"))
        leave(terminal)
    }

    // MARK: Inputs of several lines

    @Test(arguments: [40, 80, 200])
    func continuesWhatIsIncomplete(columns: Int) {
        let terminal = prompt(columns: columns, rows: 120)
        terminal.type("streak rut over\r")
        terminal.wait(forLine: "  ...")
        terminal.type("spx since 1990\r")
        terminal.wait(for: "14 consecutive")
        terminal.wait(forLine: "tape>")
        #expect(terminal.screen.text.contains("tape> streak rut over\n  ... spx since 1990\n"))
        // It comes back as one input, in which Up goes to the first line.
        terminal.type("\u{1B}[A")
        terminal.wait(forLine: "  ... spx since 1990")
        #expect(terminal.screen.lines.suffix(2) == ["tape> streak rut over", "  ... spx since 1990"])
        terminal.type("\u{1B}[A")
        terminal.wait(forLine: "tape> streak rut over")
        terminal.type("\u{3}")
        terminal.wait(forLine: "tape>")
        leave(terminal)
    }

    @Test func anEmptyLineSendsTheIncomplete() {
        let terminal = prompt()
        terminal.type("streak rut over\r")
        terminal.wait(forLine: "  ...")
        terminal.type("\r")
        terminal.wait(for: "error T0")
        leave(terminal)
    }

    @Test func backspaceJoinsLines() {
        let terminal = prompt()
        terminal.type("print \"a\"\u{1B}\r")
        terminal.wait(forLine: "  ...")
        terminal.type("\u{7F}")
        terminal.wait(forLine: "tape> print \"a\"")
        #expect(terminal.screen.lines.last == "tape> print \"a\"")
        terminal.type("\u{3}")
        leave(terminal)
    }

    // MARK: Ctrl-C, Ctrl-D

    @Test func interruptClearsTheLine() {
        let terminal = prompt()
        terminal.type("print \"never")
        terminal.wait(forLine: "tape> print \"never")
        terminal.type("\u{3}")
        terminal.wait(forLine: "tape>")
        #expect(terminal.screen.text.contains("never^C\n"))
        terminal.type("print \"then\"\r")
        terminal.wait(for: "\nthen\n")
        leave(terminal)
    }

    @Test func interruptStopsAQuery() {
        let terminal = prompt()
        terminal.type(SlowQuery.text + "\r")
        terminal.settle(300)
        terminal.type("\u{3}")
        terminal.wait(for: "interrupted")
        terminal.wait(forLine: "tape>")
        terminal.type("print \"alive\"\r")
        terminal.wait(for: "\nalive\n")
        leave(terminal)
    }

    @Test func controlDDeletesInALine() {
        let terminal = prompt()
        terminal.type("print \"ab\"\u{1B}[D\u{1B}[D\u{4}\r")
        terminal.wait(for: "\na\n")
        leave(terminal)
    }

    // MARK: History

    @Test func historyOutlivesTheProgram() {
        let first = prompt()
        first.type("print \"one\"\r")
        first.wait(for: "\none\n")
        first.type("print \"two\"\rprint \"two\"\r")
        first.wait(for: "two\ntape>")
        leave(first)
        let second = prompt()
        second.type("\u{1B}[A")
        second.wait(forLine: "tape> print \"two\"")
        second.type("\u{1B}[A")
        second.wait(forLine: "tape> print \"one\"")
        second.type("\u{1B}[B\u{1B}[B")
        second.wait(forLine: "tape>")
        leave(second)
    }

    @Test func upFindsWhatBeginsAlike() {
        let terminal = prompt()
        for word in ["print 1", "help", "print 2", "symbols"] { terminal.type(word + "\r") }
        terminal.settle()
        terminal.type("pr\u{1B}[A")
        terminal.wait(forLine: "tape> print 2")
        terminal.type("\u{1B}[A")
        terminal.wait(forLine: "tape> print 1")
        terminal.type("\u{1B}[B\u{1B}[B")
        terminal.wait("what was typed") { $0.lines.last!.hasPrefix("tape> pr") && $0.column == 8 }
        terminal.type("\u{3}")
        leave(terminal)
    }

    @Test(arguments: [SIGKILL, SIGHUP, SIGTERM])
    func historySurvives(signal: Int32) {
        let first = prompt()
        first.type("print \"kept\"\r")
        first.wait(for: "\nkept\n")
        first.wait(forLine: "tape>")
        first.signal(signal)
        _ = first.end()
        let second = prompt()
        second.type("\u{1B}[A")
        second.wait(forLine: "tape> print \"kept\"")
        second.type("\u{3}")
        leave(second)
    }

    @Test func historySurvivesAHangUp() {
        let first = prompt()
        first.type("print \"kept\"\r")
        first.wait(for: "\nkept\n")
        first.hangUp()
        _ = first.end()
        let second = prompt()
        second.type("\u{1B}[A")
        second.wait(forLine: "tape> print \"kept\"")
        second.type("\u{3}")
        leave(second)
    }

    // MARK: Search

    @Test func controlRSearches() {
        let terminal = prompt()
        for word in ["print \"größe\"", "print \"b\"", "help"] { terminal.type(word + "\r") }
        terminal.settle()
        terminal.type("\u{12}grö")
        terminal.wait(forLine: "search `grö`: print \"größe\"")
        terminal.type("\u{7F}\u{7F}\u{7F}print")
        terminal.wait(forLine: "search `print`: print \"b\"")
        terminal.type("\u{12}")
        terminal.wait(forLine: "search `print`: print \"größe\"")
        terminal.type("\u{13}")
        terminal.wait(forLine: "search `print`: print \"b\"")
        terminal.type("\u{1B}[F!")
        terminal.wait(forLine: "tape> print \"b\"!")
        terminal.type("\u{3}")
        terminal.wait(forLine: "tape>")
        terminal.type("\u{12}zzz")
        terminal.wait(for: "no such entry `zzz`:")
        terminal.type("\u{7}")
        terminal.wait(forLine: "tape>")
        terminal.type("\u{12}rö\r")
        terminal.wait(for: "tape> print \"größe\"\ngröße\n")
        leave(terminal)
    }

    // MARK: Paste

    @Test func aPasteOfSeveralLinesWaitsForEnter() {
        let terminal = prompt()
        terminal.wait("bracketed paste") { $0.takesBracketedPaste }
        terminal.type("\u{1B}[200~print \"a\"\rprint\t\"b\"\n\u{1B}[201~")
        terminal.wait(forLine: "  ... print    \"b\"")
        #expect(!terminal.screen.text.contains("\na\n"))
        terminal.type("\r")
        terminal.wait(for: "\na\nb\n")
        leave(terminal)
    }

    @Test func aPastedSessionIsAskedAgain() {
        let terminal = prompt()
        let session = ["tape> print \"first\"", "first", "tape> print \"second\"", "second"]
        terminal.type("\u{1B}[200~" + session.map { "    \($0)\n" }.joined() + "\u{1B}[201~\r")
        terminal.wait(for: "\nfirst\nsecond\n")
        terminal.wait(forLine: "tape>")
        #expect(terminal.screen.text.contains("tape> print \"first\"\n  ... print \"second\"\nfirst\n"))
        leave(terminal)
    }

    @Test func aTypedPromptIsPassedOver() {
        let terminal = prompt()
        terminal.type("tape> print \"plain\"\r")
        terminal.wait(for: "\nplain\n")
        leave(terminal)
    }

    // MARK: Completion

    @Test func tabCompletes() {
        let terminal = prompt()
        terminal.type("stre\t")
        terminal.wait(forLine: "tape> streak")
        terminal.type(" rut over spx sin\t1990\r")
        terminal.wait(for: "14 consecutive")
        leave(terminal)
    }

    @Test func theOnlyCandidateGetsABlank() {
        let terminal = prompt()
        terminal.type("descr\t")
        terminal.wait("the word and a blank") { $0.lines.last == "tape> describe" && $0.column == 15 }
        terminal.type("rut.hi\t")
        terminal.wait(forLine: "tape> describe rut.high")
        terminal.type("\u{3}")
        leave(terminal)
    }

    @Test(arguments: [40, 80, 200])
    func tabListsWhatIsPossible(columns: Int) {
        let terminal = prompt(columns: columns)
        terminal.type("st\t")
        terminal.settle()
        let list = terminal.screen.lines.drop { !$0.hasPrefix("tape>") }.dropFirst()
        #expect(list.contains { $0.hasPrefix("streak  ") })
        #expect(list.contains { $0.hasPrefix("stdev   ") })
        #expect(terminal.screen.column == 8)
        // The list disappears with the next key, and the line stays in its place.
        terminal.type("r")
        terminal.wait("a screen without the list") { screen in
            screen.lines.last!.hasPrefix("tape> str") && !screen.text.contains("stdev")
        }
        terminal.type("\u{3}")
        leave(terminal)
    }

    // MARK: Terminals

    @Test func resizesKeepTheLine() {
        let terminal = prompt(columns: 80)
        terminal.type("print \"one two three four five six seven\"")
        terminal.settle()
        terminal.resize(columns: 60, rows: 24)
        terminal.settle()
        terminal.type("\u{1}\u{5}\r")
        terminal.wait(for: "\none two three four five six seven\n")
        leave(terminal)
    }

    @Test func aDumbTerminalGetsPlainText() {
        let terminal = prompt(["TERM": "dumb"])
        terminal.type("print \"plain\"\r")
        terminal.wait(for: "plain\ntape>")
        terminal.type("streak rut over\r")
        terminal.wait(forLine: "  ...")
        terminal.type("\u{3}")
        terminal.wait(forLine: "tape>")
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)
        #expect(!terminal.raw.contains(0x1B))
    }

    @Test func anUnknownTerminalGetsPlainText() {
        let terminal = prompt(["TERM": "no-such-terminal"])
        terminal.type("print \"plain\"\r")
        terminal.wait(for: "plain\ntape>")
        #expect(!terminal.screen.text.contains("No entry"))
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)
    }

    @Test func withoutColourNothingIsColoured() {
        let terminal = prompt(["NO_COLOR": "1"])
        terminal.type("print \"grey\"\r")
        terminal.wait(for: "\ngrey\n")
        leave(terminal)
        let text = String(decoding: terminal.raw, as: UTF8.self)
        #expect(!text.contains("\u{1B}[1;36m") && !text.contains("\u{1B}[2m"))
    }

    @Test func thePromptIsColoured() {
        let terminal = prompt()
        #expect(terminal.screen.style(of: "tape>") == "1;36")
        terminal.type("x")
        terminal.wait(forLine: "tape> x")
        #expect(terminal.screen.style(of: "x") != "1;36")
        terminal.type("\u{3}")
        leave(terminal)
    }

    @Test(arguments: ["C", "POSIX"])
    func worksWithoutALocale(name: String) {
        let terminal = prompt(["LANG": name])
        terminal.type("print \"größe\"\r")
        terminal.wait(for: "\ngröße\n")
        leave(terminal)
    }

    // MARK: Settings of the user

    @Test func viKeysOfAnEditrcWork() {
        _ = home.file(".editrc", "bind -v\n")
        let terminal = prompt()
        terminal.type("print \"ac\"\u{1B}")
        terminal.settle()
        terminal.type("hib\u{1B}")
        terminal.settle()
        terminal.type("A\r")
        terminal.wait(for: "\nabc\n")
        terminal.type("\u{1B}")
        terminal.settle()
        terminal.type("kA!\u{7F}\r")
        terminal.wait(for: "\nabc\ntape> print \"abc\"\nabc\n")
        terminal.type("stre\t")
        terminal.wait(forLine: "tape> streak")
        terminal.type("\u{3}")
        terminal.wait(forLine: "tape>")
        terminal.type("\u{1B}[A")
        terminal.wait(forLine: "tape> print \"abc\"")
        terminal.type("\u{3}")
        leave(terminal)
    }

    @Test func viSearchesTheHistory() {
        _ = home.file(".editrc", "bind -v\n")
        let terminal = prompt()
        for word in ["print \"a\"", "print \"b\""] { terminal.type(word + "\r") }
        terminal.wait(for: "\nb\n")
        terminal.type("\u{1B}")
        terminal.settle()
        terminal.type("/\"a\r")
        terminal.settle()
        terminal.type("\r")
        terminal.wait(for: "\nb\ntape> print \"a\"\na\n")
        leave(terminal)
    }

    @Test func ownBindingsOfAnEditrcWork() {
        _ = home.file(".editrc", "tape:bind ^X tape-undo\ntape:bind ^R ed-clear-screen\n")
        let terminal = prompt()
        terminal.type("print one \u{18}")
        terminal.wait(forLine: "tape> print one")
        terminal.type("\u{12}")
        terminal.settle()
        #expect(terminal.screen.row == 0)
        terminal.type("\u{3}")
        leave(terminal)
    }

    @Test func theStartUpFileIsRun() {
        mkdir(home.path + "/.config", 0o755)
        mkdir(home.path + "/.config/tape", 0o755)
        _ = home.file(".config/tape/rc.tape", "print \"from the start-up file\"\n")
        let terminal = prompt([:], [])
        #expect(terminal.screen.text.contains("from the start-up file\n"))
        leave(terminal)
        let bare = prompt([:], ["--no-config"])
        #expect(!bare.screen.text.contains("from the start-up file"))
        leave(bare)
    }

    @Test func controlZAndBack() {
        // A separate shell, so that job control works.
        let terminal = PseudoTerminal(
            ["-i"], home: home, environment: ["PS1": "$ ", "TAPE": builtProgram, "ENV": ""], program: "/bin/sh")
        terminal.wait(forLine: "$")
        terminal.type("\"$TAPE\" --no-config\r")
        terminal.wait(forLine: "tape>")
        terminal.type("print \"ba")
        terminal.wait(forLine: "tape> print \"ba")
        terminal.type("\u{1A}")
        terminal.wait("the shell") { $0.lines.last == "$" }
        terminal.type("fg\r")
        terminal.wait(forLine: "tape> print \"ba")
        terminal.type("ck\"\r")
        terminal.wait(for: "\nback\n")
        terminal.type("\u{4}")
        terminal.wait("the shell") { $0.lines.last == "$" }
        terminal.type("exit\r")
        _ = terminal.end()
    }
}
