import Tape
import TapeSystem
import Testing

@testable import TapeShell

/// How the editor handles texts: pastes, candidates, cells.
@Suite struct TextTests {
    init() {
        // The system gives the width of a character, which depends on the locale.
        setlocale(LC_CTYPE, "C.UTF-8")
    }

    @Test(
        arguments: [
            ("one", "one"), ("a\r\nb\rc\n", "a\nb\nc"), ("\n\n", ""), ("a\tb", "a    b"),
            ("a\u{1B}[31mb\u{7}", "a[31mb"),
            ("tape> one\nanswer\ntape> two\n", "one\ntwo"),
            ("    tape> streak rut over\n      ... spx\n    RUT …\n\n    tape> help", "streak rut over\nspx\nhelp"),
            ("tape> one\n  ... two\nnot\n  ... three", "one\ntwo"), ("tape>", ""), ("tape>x", "tape>x"),
            ("# tape> no prompt", "# tape> no prompt"),
        ])
    func cleansPastes(text: String, wanted: String) {
        #expect(PastedText.clean(text) == wanted)
        #expect(PastedText.clean(wanted) == wanted)
    }

    @Test(arguments: [("tape> x", "x"), ("  tape>  x", " x"), ("x tape> y", "x tape> y"), ("tape>", "")])
    func passesOverTheTypedPrompt(line: String, wanted: String) {
        #expect(PastedText.withoutPrompt(line) == wanted)
    }

    @Test(arguments: [
        (["streak", "stdev"], "st"), (["a"], "a"), (["a", "b"], ""), (["über", "übel"], "übe"), ([], ""),
    ])
    func findsTheCommonPrefix(texts: [String], prefix: String) {
        #expect(CompletionList.commonPrefix(texts) == prefix)
    }

    func candidates(_ count: Int) -> [Completions.Candidate] {
        (0..<count).map { .init("word\($0)", "a note that is rather long and says what number \($0) is about") }
    }

    @Test(arguments: [20, 40, 80, 200], [1, 5, 20, 21, 100, 500])
    func listsFit(columns: Int, count: Int) {
        for rows in [1, 2, 5, 20] {
            let lines = CompletionList.lines(candidates(count), columns: columns, rows: rows, color: false)
            #expect(lines.count <= rows && !lines.isEmpty)
            #expect(lines.allSatisfy { ScreenLayout.width($0) <= columns }, "\(lines)")
            #expect(lines[0].hasPrefix("word0"))
        }
    }

    @Test func aListSaysWhatIsLeftOut() {
        let lines = CompletionList.lines(candidates(500), columns: 40, rows: 10, color: false)
        #expect(lines.count == 10)
        let shown = lines.dropLast().joined(separator: " ").split(separator: " ").count
        #expect(lines.last == "… and \(500 - shown) more")
    }

    @Test func notesStandInAColumn() {
        let lines = CompletionList.lines(
            [.init("since", "window"), .init("市場", "two wide ones"), .init("x", "")], columns: 30, rows: 5, color: false
        )
        #expect(lines == ["since  window", "市場   two wide ones", "x"])
    }

    @Test(arguments: [("abc", 5, "abc"), ("abcdef", 5, "abcd…"), ("市場x", 4, "市…"), ("a", 0, "")])
    func cutsByCells(text: String, cells: Int, wanted: String) {
        #expect(ScreenLayout.cut(text, to: cells) == wanted)
    }

    @Test func placesFollowTheMargin() {
        // A prompt of 6 cells, 10 columns: four characters end the row, and the cursor goes to the next.
        let layout = ScreenLayout(promptWidth: 6, Array("abcde\nf".unicodeScalars), columns: 10)
        #expect(
            layout.places.map { [$0.row, $0.column] } == [
                [0, 6], [0, 7], [0, 8], [0, 9], [1, 0], [1, 1], [2, 0], [2, 1],
            ])
        // A wide character that does not fit leaves a blank.
        let wide = ScreenLayout(promptWidth: 6, Array("abc市d".unicodeScalars), columns: 10)
        #expect(wide.places.map { [$0.row, $0.column] } == [[0, 6], [0, 7], [0, 8], [1, 0], [1, 2], [1, 3]])
        #expect(!ScreenLayout(promptWidth: 6, ["\t"], columns: 10).isPlain)
    }
}
