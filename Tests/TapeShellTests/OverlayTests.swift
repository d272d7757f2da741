import Testing

@testable import TapeShell

/// Drawing over libedit's output changes only colours: random keys give the same screen with and without colours.
@Suite(.serialized) struct OverlayTests {
    /// None of them begins a word of the language, because ghost text is only shown with colours.
    private static let keys = [
        "7", "8.5", "é", "市", "🙂", "(", ")", " ", ",", "# ", "\"é\"", "7 + ", "\u{1B}[D", "\u{1B}[D", "\u{1B}[C",
        "\u{1B}[H",
        "\u{1B}[F", "\u{1B}[A", "\u{1B}[B", "\u{1B}[3~", "\u{7F}", "\u{7F}", "\u{17}", "\u{19}", "\u{B}", "\u{14}",
        "\u{1F}",
        "\u{1B}[1;5D", "\u{1B}[1;5C", "\u{1B}\r", "\u{1B}[200~é市\n 77 \u{1B}[201~", "777 888 999 ", "\t",
    ]

    @Test(arguments: [20, 33, 60], [2, 3, 5, 124] as [UInt64])
    func coloursChangeNothingElse(columns: Int, seed: UInt64) {
        let home = ScratchFolder()
        let coloured = PseudoTerminal(["--no-config"], columns: columns, rows: 40, home: home)
        let plain = PseudoTerminal(
            ["--no-config"], columns: columns, rows: 40, home: home, environment: ["NO_COLOR": "1"])
        for terminal in [coloured, plain] { terminal.wait(forLine: "tape>") }
        var random = SeededGenerator(seed: seed)
        var typed: [String] = []
        for _ in 0..<4 {
            for _ in 0..<12 {
                let key = Self.keys.randomElement(using: &random)!
                typed.append(key)
                for terminal in [coloured, plain] {
                    terminal.type(key)
                    // One key at a time, so that each is drawn.
                    terminal.settle(2)
                }
            }
            for terminal in [coloured, plain] { terminal.settle(150) }
            let place = "seed \(seed), \(columns) columns, keys \(typed)"
            #expect(coloured.screen.lines == plain.screen.lines, "\(place)")
            #expect(
                coloured.screen.row == plain.screen.row && coloured.screen.column == plain.screen.column, "\(place)")
            #expect(coloured.screen.unknown.isEmpty)
        }
        // Drawn from scratch at the top of a cleared screen it is the same.
        let input = coloured.screen.lines.drop { !$0.hasPrefix("tape>") }
        coloured.type("\u{C}")
        coloured.wait("the input at the top") { $0.lines.first?.hasPrefix("tape>") == true }
        coloured.settle(20)
        #expect(coloured.screen.lines == Array(input), "seed \(seed), \(columns) columns, keys \(typed)")
    }

    @Test func wordsHaveTheirColours() {
        let terminal = PseudoTerminal(["--no-config"], columns: 100, home: ScratchFolder())
        terminal.wait(forLine: "tape>")
        terminal.type("count rutt up 1% and rsi(spx, 14) < 30 since 1990 # a remark")
        terminal.wait("an underline") { $0.style(of: "rutt") == "4;31" }
        #expect(terminal.screen.style(of: "count") == "1")
        #expect(terminal.screen.style(of: "up 1") == "35")
        #expect(terminal.screen.style(of: "1%") == "36")
        #expect(terminal.screen.style(of: "rsi") == "34")
        #expect(terminal.screen.style(of: "spx") == "")
        #expect(terminal.screen.style(of: "since") == "35")
        #expect(terminal.screen.style(of: "1990 ") == "36")
        #expect(terminal.screen.style(of: "# a") == "2")
        terminal.type("\u{3}")
    }

    /// In an incomplete statement, wrong names are underlined too.
    @Test(arguments: ["streak rutt over ", "rank mag7 by rsi(rutt, ", "compare rutt ", "count rutt over spx by "])
    func anUnfinishedInputIsLookedAt(text: String) {
        let terminal = PseudoTerminal(["--no-config"], columns: 100, home: ScratchFolder())
        terminal.wait(forLine: "tape>")
        terminal.type(text)
        terminal.wait("an underline") { $0.style(of: "rutt") == "4;31" }
        terminal.type("\u{3}")
    }

    @Test func aTickerThatIsAWordHasNoColour() {
        let terminal = PseudoTerminal(["--no-config"], home: ScratchFolder())
        terminal.wait(forLine: "tape>")
        terminal.type("streak low over on since 1990")
        terminal.settle()
        #expect(terminal.screen.style(of: "low over") != "35")
        #expect(terminal.screen.style(of: "over on") == "35")
        #expect(terminal.screen.style(of: "on since") != "35")
        #expect(terminal.screen.style(of: "since") == "35")
        terminal.type("\u{3}")
    }

    // MARK: Ghost text

    @Test func theGhostOfAnOlderEntryIsAccepted() {
        let terminal = PseudoTerminal(["--no-config"], home: ScratchFolder())
        terminal.wait(forLine: "tape>")
        terminal.type("print \"one two\"\r")
        terminal.wait(for: "\none two\n")
        terminal.type("pri")
        terminal.wait(forLine: "tape> print \"one two\"")
        #expect(terminal.screen.column == 9)
        #expect(terminal.screen.style(of: "nt \"one") == "2")
        terminal.type("\u{1B}[1;5C")
        terminal.wait("the first word") { $0.column == 11 }
        terminal.type("\u{1B}[C\r")
        // The first answer is on the screen already: wait for the second, and for the prompt after it.
        terminal.wait("the second answer") { $0.lines.count { $0 == "one two" } == 2 }
        terminal.wait(forLine: "tape>")
        // Ghost text that is not accepted is not sent.
        terminal.type("print")
        terminal.wait(forLine: "tape> print \"one two\"")
        terminal.type("\r")
        terminal.wait(for: "tape> print\n")
        // After the error: before the prompt, the end of input is the terminal's, not the program's.
        terminal.wait(forLine: "tape>")
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)
    }

    @Test func theGhostOfTheOnlyWordIsAccepted() {
        let terminal = PseudoTerminal(["--no-config"], home: ScratchFolder())
        terminal.wait(forLine: "tape>")
        terminal.type("descr")
        terminal.wait(forLine: "tape> describe")
        #expect(terminal.screen.column == 11)
        terminal.type("\u{1B}[C")
        terminal.wait("the cursor behind the word") { $0.column == 14 }
        terminal.type("\u{3}")
    }

    @Test func noGhostWithoutColour() {
        let terminal = PseudoTerminal(["--no-config"], home: ScratchFolder(), environment: ["NO_COLOR": "1"])
        terminal.wait(forLine: "tape>")
        terminal.type("descr")
        terminal.settle(200)
        #expect(terminal.screen.lines.last == "tape> descr")
        terminal.type("\u{3}")
    }

    @Test func aGhostEndsAtTheMargin() {
        let terminal = PseudoTerminal(["--no-config"], columns: 30, home: ScratchFolder())
        terminal.wait(forLine: "tape>")
        terminal.type("print \"a rather long line that is wrapped\"\r")
        terminal.wait("the prompt again") { $0.lines.count > 8 && $0.lines.last == "tape>" }
        terminal.type("pri")
        terminal.settle()
        #expect(terminal.screen.lines.last == "tape> print \"a rather long l…")
        terminal.type("x")
        terminal.wait(forLine: "tape> prix")
        terminal.type("\u{3}")
    }
}
