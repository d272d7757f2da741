import Testing

@testable import TapeShell

@Suite struct EditedTextTests {
    /// A text with its cursor written as `|`.
    func edited(_ text: String) -> EditedText {
        let scalars = Array(text.unicodeScalars)
        let cursor = scalars.firstIndex(of: "|")!
        return EditedText(scalars: scalars.filter { $0 != "|" }, cursor: cursor)
    }

    func shown(_ edited: EditedText) -> String {
        EditedText.string(edited.scalars[..<edited.cursor]) + "|" + EditedText.string(edited.scalars[edited.cursor...])
    }

    @Test(
        arguments: [
            ("ab|c", "a|c"), ("|abc", "|abc"), ("ae\u{301}|", "a|"), ("👨‍👩‍👧|x", "|x"), ("a\n|b", "a|b"),
        ])
    func deletesBackward(before: String, after: String) {
        var text = edited(before)
        text.deleteBackward()
        #expect(shown(text) == after)
    }

    @Test(arguments: [("a|bc", "a|c"), ("abc|", "abc|"), ("|e\u{301}x", "|x"), ("a|\nb", "a|b")])
    func deletesForward(before: String, after: String) {
        var text = edited(before)
        text.deleteForward()
        #expect(shown(text) == after)
    }

    @Test(
        arguments: [
            ("one\ntwo|", "one|\ntwo"), ("longer\nab|", "lo|nger\nab"), ("a\nlong|er", "a|\nlonger"), ("\nx|", "|\nx"),
        ])
    func movesUp(before: String, after: String) {
        var text = edited(before)
        let moved1 = text.moveUp()
        #expect(moved1)
        #expect(shown(text) == after)
        let moved2 = text.moveUp()
        #expect(!moved2)
    }

    @Test(arguments: [("on|e\ntwo", "one\ntw|o"), ("longer|\nab", "longer\nab|"), ("|\n", "\n|")])
    func movesDown(before: String, after: String) {
        var text = edited(before)
        let moved3 = text.moveDown()
        #expect(moved3)
        #expect(shown(text) == after)
        let moved4 = text.moveDown()
        #expect(!moved4)
    }

    @Test(arguments: [("a b|", "a |b"), ("rut.high|", "rut.|high"), ("one  |", "|one  "), ("|x", "|x")])
    func movesByWordsLeft(before: String, after: String) {
        var text = edited(before)
        text.moveWordLeft()
        #expect(shown(text) == after)
    }

    @Test(arguments: [("|a b", "a| b"), ("a| bc", "a bc|"), ("x|", "x|"), ("|  ä1_ y", "  ä1_| y")])
    func movesByWordsRight(before: String, after: String) {
        var text = edited(before)
        text.moveWordRight()
        #expect(shown(text) == after)
    }

    @Test func homeAndEndGoByLinesFirst() {
        var text = edited("one\ntw|o\nthree")
        text.moveHome()
        #expect(shown(text) == "one\n|two\nthree")
        text.moveHome()
        #expect(shown(text) == "|one\ntwo\nthree")
        text.moveEnd()
        #expect(shown(text) == "one|\ntwo\nthree")
        text.moveEnd()
        #expect(shown(text) == "one\ntwo\nthree|")
    }

    @Test func replacesByBytes() {
        var text = edited("größe ru| over")
        text.replace(8..<10, with: "rut")
        #expect(shown(text) == "größe rut| over")
        text.replace(0..<99, with: "x")
        #expect(shown(text) == "größe rut| over")
        #expect(text.cursorOffset == 11)
    }

    @Test(arguments: ["", "one", "one\ntwo", "a\n\nb\n", "a\n  b", "ü\n市"])
    func indentationComesAndGoes(text: String) {
        let indentation = Indentation(width: 6)
        for cursor in 0...text.unicodeScalars.count {
            let plain = EditedText(scalars: Array(text.unicodeScalars), cursor: cursor)
            let indented = indentation.indented(plain)
            #expect(indentation.plain(indented).cursor == cursor)
            // Leading blanks beyond the width of the indentation cannot be distinguished from it, so they stay.
            #expect(indentation.plain(indented) == plain)
        }
    }

    @Test func halfAnIndentationIsStillOne() {
        let indentation = Indentation(width: 6)
        #expect(shown(indentation.plain(edited("a\n   |b"))) == "a\n|b")
    }

    @Test func typingIsUndoneByWords() {
        var log = UndoLog()
        var text = EditedText()
        for scalar in "one two".unicodeScalars {
            text.insert(String(scalar))
            log.note(text)
        }
        let state5 = log.back()?.text
        #expect(state5 == "one ")
        let state6 = log.back()?.text
        #expect(state6 == "one")
        while let state = log.back() { text = state }
        #expect(text.text == "")
    }

    @Test func theUndoLogIsBounded() {
        var log = UndoLog()
        for index in 0..<UndoLog.limit * 2 { log.note(EditedText("\(index) ")) }
        var count = 0
        while log.back() != nil { count += 1 }
        #expect(count == UndoLog.limit - 1)
    }
}
