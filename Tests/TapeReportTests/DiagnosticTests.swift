import TapeReport
import TapeSyntax
import TestSupport
import Testing

@Suite("Diagnostics as text")
struct DiagnosticTests {
    private func span(_ words: String, in text: String) -> SourceSpan {
        let bytes = Array(text.utf8)
        let wanted = Array(words.utf8)
        for start in 0...(bytes.count - wanted.count) where Array(bytes[start..<(start + wanted.count)]) == wanted {
            return SourceSpan(start, start + wanted.count)
        }
        return SourceSpan(0, 0)
    }

    private func rendered(
        _ text: String, _ words: String, _ message: String = "wrong", name: String? = nil, width: Int? = nil
    ) -> String {
        let source = Source(text, name: name)
        return render(Diagnostic(.unexpected, span(words, in: text), message), in: source, Style(width: width))
    }

    @Test("As the language's page shows them")
    func asDocumented() {
        let unknown = Source("streak rutt over spx since 1990")
        let first = Diagnostic(
            .unknownSymbol, SourceSpan(7, 11), "unknown symbol `rutt`",
            [.init("nearest", "rut (Russell 2000, 1987-09-10 → 2026-01-22)")])
        #expect(
            render(first, in: unknown, Style(width: 80)) == """
                error T0201: unknown symbol `rutt`
                  streak rutt over spx since 1990
                         ~~~~
                  nearest: rut (Russell 2000, 1987-09-10 → 2026-01-22)

                """)
        let missing = Source("let a = 1\n\nstreak rut over since 1990\n", name: "streak.tape")
        let second = Diagnostic(
            .missingOperand, SourceSpan(22, 26), "`over` needs something after it",
            [.init("example", "streak rut over spx since 1990")])
        #expect(
            render([second, first], in: missing, Style(width: 80)) == """
                error T0107 in streak.tape:3:12: `over` needs something after it
                  streak rut over since 1990
                             ~~~~
                  example: streak rut over spx since 1990

                error T0201 in streak.tape:1:8: unknown symbol `rutt`
                  let a = 1
                         ~~
                  nearest: rut (Russell 2000, 1987-09-10 → 2026-01-22)

                """)
    }

    @Test("Marks are measured in columns: wide characters, combining ones, tabs")
    func columns() {
        #expect(rendered("streak 日本 over spx", "日本") == "error T0106: wrong\n  streak 日本 over spx\n         ~~~~\n")
        #expect(rendered("show e\u{301}t, x", "x") == "error T0106: wrong\n  show e\u{301}t, x\n           ~\n")
        #expect(rendered("\tshow\tx", "x") == "error T0106: wrong\n      show    x\n              ~\n")
        #expect(rendered("show \u{1B}[1m x", "x") == "error T0106: wrong\n  show  [1m x\n            ~\n")
    }

    @Test("A span over lines is cut to the first; a place without words is one mark")
    func lines() {
        #expect(rendered("let a = (1 +\n 2", "(1 +\n 2") == "error T0106: wrong\n  let a = (1 +\n          ~~~~\n")
        #expect(rendered("let a = (1 +\r\n 2", "(1 +\r\n") == "error T0106: wrong\n  let a = (1 +\n          ~~~~\n")
        func at(_ offset: Int, _ text: String, name: String? = nil) -> String {
            render(
                Diagnostic(.unexpected, SourceSpan(offset, offset), "wrong"), in: Source(text, name: name), Style())
        }
        #expect(at(3, "x +") == "error T0106: wrong\n  x +\n     ~\n")
        #expect(at(4, "x + ") == "error T0106: wrong\n  x +\n      ~\n")
        #expect(at(6, "x +\n\n\n", name: "f") == "error T0106 in f:1:4: wrong\n  x +\n     ~\n")
        #expect(at(99, "x", name: "f") == "error T0106 in f:1:2: wrong\n  x\n   ~\n")
        #expect(at(-5, "x") == "error T0106: wrong\n  x\n  ~\n")
        #expect(at(0, "") == "error T0106: wrong\n")
        #expect(at(0, "", name: "f.tape") == "error T0106 in f.tape: wrong\n")
        #expect(at(0, "\n\n") == "error T0106: wrong\n  \n  ~\n")
    }

    @Test("A long line is shown around the words, a long span in part")
    func windows() {
        let long = String(repeating: "rut or ", count: 40) + "foo" + String(repeating: " or spx", count: 40)
        let text = rendered(long, "foo", width: 60)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[1].hasPrefix("  …") && lines[1].hasSuffix("…"))
        #expect(displayWidth(String(lines[1])) <= 60)
        let mark = lines[2].prefix { $0 == " " }.count
        #expect(lines[1].dropFirst(mark).hasPrefix("foo"))
        #expect(lines[2].dropFirst(mark) == "~~~")
        let start = rendered(long, "rut or rut", width: 40).split(separator: "\n")
        #expect(start[1].hasPrefix("  rut or rut or") && start[1].hasSuffix("…"))
        let whole = rendered(long, long, width: 40).split(separator: "\n")
        #expect(displayWidth(String(whole[1])) <= 40 && whole[1].hasSuffix("…"))
        #expect(displayWidth(String(whole[2])) <= 40)
    }

    @Test("The message is wrapped at words, advice is left to be copied")
    func wrapping() {
        let source = Source("streak rut over")
        let diagnostic = Diagnostic(
            .missingOperand, SourceSpan(11, 15), "`over` needs something after it",
            [.init("example", "streak rut over spx since 1990 as of 2026-01-22")])
        #expect(
            render(diagnostic, in: source, Style(width: 30)) == """
                error T0107: `over` needs
                  something after it
                  streak rut over
                             ~~~~
                  example: streak rut over spx since 1990 as of 2026-01-22

                """)
        let colored = render(diagnostic, in: source, Style(width: 80, color: true))
        #expect(stripped(colored) == render(diagnostic, in: source, Style(width: 80)))
        #expect(colored.hasPrefix("\u{1B}[1;38;5;166merror T0107:\u{1B}[0m `over`"))
    }

    @Test("Random bytes and spans never trap, and the mark stays on the line")
    func random() {
        let seed = freshSeed()
        var random = SplitMix(seed)
        let pieces: [[UInt8]] = [
            [0x0A], [0x0D, 0x0A], [0x09], [0x20], [0xFF], [0xC3], Array("日".utf8), Array("e\u{301}".utf8),
            Array("rut over spx".utf8), [0xF0, 0x9F], Array("👩‍👩‍👧".utf8), [0x1B],
        ]
        for step in 0..<3000 {
            var bytes: [UInt8] = []
            for _ in 0..<(random.next() % 30) { bytes += pieces[Int(random.next() % UInt64(pieces.count))] }
            let lower = Int(random.next() % UInt64(bytes.count + 4)) - 2
            let upper = lower + Int(random.next() % 12) - 2
            let width = 20 + Int(random.next() % 60)
            let diagnostic = Diagnostic(.unexpected, SourceSpan(lower, upper), "wrong")
            let text = render(
                diagnostic, in: Source(bytes: bytes, name: nil), Style(width: width, ascii: random.next() % 2 == 0))
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            #expect(lines.count == (bytes.isEmpty ? 2 : 4), "seed \(seed) step \(step)")
            for line in lines { #expect(displayWidth(line) <= width, "seed \(seed) step \(step): \(line)") }
            if !bytes.isEmpty { #expect(lines[2].contains("~"), "seed \(seed) step \(step)") }
        }
    }
}
