/// The input as the user sees it, and the cursor in it, counted in Unicode scalars.
struct EditedText: Equatable {
    var scalars: [Unicode.Scalar]
    var cursor: Int

    init(_ text: String = "") {
        scalars = Array(text.unicodeScalars)
        cursor = scalars.count
    }

    init(scalars: [Unicode.Scalar], cursor: Int) {
        self.scalars = scalars
        self.cursor = min(max(0, cursor), scalars.count)
    }

    var text: String { EditedText.string(scalars[...]) }

    var isAtEnd: Bool { cursor == scalars.count }

    /// The cursor as a UTF-8 offset.
    var cursorOffset: Int { EditedText.string(scalars[..<cursor]).utf8.count }

    static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    mutating func insert(_ text: String) {
        let more = Array(text.unicodeScalars)
        scalars.insert(contentsOf: more, at: cursor)
        cursor += more.count
    }

    /// Replaces a range of UTF-8 offsets and puts the cursor after it. A range outside the text changes nothing.
    mutating func replace(_ range: Range<Int>, with text: String) {
        let bytes = Array(self.text.utf8)
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return }
        let before = String(decoding: bytes[..<range.lowerBound], as: UTF8.self)
        let after = String(decoding: bytes[range.upperBound...], as: UTF8.self)
        self = EditedText(before + text + after)
        cursor = (before + text).unicodeScalars.count
    }

    /// Inserts the candidates' common prefix, unless it is shorter than what is there.
    mutating func complete(_ range: Range<Int>, with text: String) {
        if text.utf8.count >= range.count { replace(range, with: text) }
    }

    /// The start of the line the cursor is in, and its end.
    var line: Range<Int> {
        let lower = scalars[..<cursor].lastIndex(of: "\n").map { $0 + 1 } ?? 0
        let upper = scalars[cursor...].firstIndex(of: "\n") ?? scalars.count
        return lower..<upper
    }

    /// Moves to the same column of the line above or below; false if there is no such line.
    mutating func moveUp() -> Bool {
        let line = line
        guard line.lowerBound > 0 else { return false }
        let column = cursor - line.lowerBound
        cursor = line.lowerBound - 1
        let above = self.line
        cursor = min(above.lowerBound + column, above.upperBound)
        return true
    }

    mutating func moveDown() -> Bool {
        let line = line
        guard line.upperBound < scalars.count else { return false }
        let column = cursor - line.lowerBound
        cursor = line.upperBound + 1
        let below = self.line
        cursor = min(below.lowerBound + column, below.upperBound)
        return true
    }

    /// Moves to the start of the line, then of the input.
    mutating func moveHome() { cursor = cursor == line.lowerBound ? 0 : line.lowerBound }

    mutating func moveEnd() { cursor = cursor == line.upperBound ? scalars.count : line.upperBound }

    /// Moves by one visible character, which may be several scalars.
    mutating func moveLeft() { cursor -= previousCharacter }

    mutating func moveRight() { cursor += nextCharacter }

    mutating func deleteBackward() {
        let count = previousCharacter
        scalars.removeSubrange(cursor - count..<cursor)
        cursor -= count
    }

    mutating func deleteForward() {
        scalars.removeSubrange(cursor..<cursor + nextCharacter)
    }

    private var previousCharacter: Int {
        EditedText.string(scalars[..<cursor]).last?.unicodeScalars.count ?? 0
    }

    private var nextCharacter: Int {
        EditedText.string(scalars[cursor...]).first?.unicodeScalars.count ?? 0
    }
}

/// How the input is held in libedit's buffer: after every line end come blanks as wide as the prompt, where the editor
/// paints the continuation prompt.
struct Indentation {
    let width: Int

    func indented(_ plain: EditedText) -> EditedText {
        var scalars: [Unicode.Scalar] = []
        var cursor = plain.cursor
        for (index, scalar) in plain.scalars.enumerated() {
            scalars.append(scalar)
            guard scalar == "\n" else { continue }
            scalars += repeatElement(" ", count: width)
            if index < plain.cursor { cursor += width }
        }
        return EditedText(scalars: scalars, cursor: cursor)
    }

    func plain(_ indented: EditedText) -> EditedText {
        let blanks = marks(indented.scalars)
        let scalars = zip(indented.scalars, blanks).filter { !$0.1 }.map(\.0)
        return EditedText(scalars: scalars, cursor: blanks[..<indented.cursor].count { !$0 })
    }

    /// Says for each character whether it is a blank of the indentation.
    func marks(_ indented: [Unicode.Scalar]) -> [Bool] {
        var blanksLeft = 0
        return indented.map { scalar in
            let isIndentation = blanksLeft > 0 && scalar == " "
            blanksLeft = scalar == "\n" ? width : isIndentation ? blanksLeft - 1 : 0
            return isIndentation
        }
    }
}
