/// Draws over libedit's picture while a key is waited for: colours, the continuation prompt, ghost text, a list below
/// the input.
///
/// Only what libedit takes for blank cells gets other characters, and those are blank again before a key goes on to
/// libedit, so that its own drawing of differences stays right.
struct Painter {
    /// What is to be seen besides libedit's own picture.
    struct Picture: Equatable {
        var input: [Unicode.Scalar] = []
        var cursor = 0
        /// The parameters of an escape sequence for each character, such as `1;36`, or nothing.
        var styles: [String] = []
        /// Where each continuation prompt stands: the index of the first blank after a line end.
        var marks: [Int] = []
        var ghost = ""
        var list: [String] = []
    }

    let promptWidth: Int
    let columns: Int
    let rows: Int
    let color: Bool
    /// What the cells hold that must be blank before libedit goes on.
    private var painted: (wanted: Picture, picture: Picture, layout: Layout)?

    init(promptWidth: Int, columns: Int, rows: Int, color: Bool) {
        self.promptWidth = promptWidth
        self.columns = columns
        self.rows = rows
        self.color = color
    }

    /// The lines a list may have below an input of so many rows.
    func roomForList(below inputRows: Int) -> Int { max(0, rows - inputRows - 1) }

    func layout(_ input: [Unicode.Scalar]) -> Layout {
        Layout(promptWidth: promptWidth, input, columns: columns)
    }

    /// The bytes that put a picture in the place of the one that is painted, if it is another.
    mutating func repaint(_ picture: Picture) -> String {
        if let painted, painted.wanted == picture { return "" }
        return unpaint() + paint(picture)
    }

    /// The bytes that draw the picture, the cursor staying where it is.
    mutating func paint(_ picture: Picture) -> String {
        let layout = layout(picture.input)
        guard layout.isPlain, layout.rows < rows else { return "" }
        var pen = Pen(at: layout.places[picture.cursor])
        if picture.styles.count == picture.input.count { paintInput(picture, layout, &pen) }
        for mark in picture.marks where mark < picture.input.count {
            pen.move(to: layout.places[mark])
            pen.write(dimmed(PastedText.continuation), width: promptWidth)
        }
        var shown = picture
        shown.ghost = Layout.cut(picture.ghost, to: columns - layout.end.column - 1)
        if !shown.ghost.isEmpty {
            pen.move(to: layout.end)
            pen.write(dimmed(shown.ghost), width: Layout.width(shown.ghost))
        }
        if !picture.list.isEmpty {
            pen.move(to: layout.end)
            for line in picture.list { pen.writeLineBelow(line) }
        }
        pen.move(to: layout.places[picture.cursor])
        painted = (picture, shown, layout)
        return pen.output
    }

    /// The bytes that blank what libedit takes for blank. With `keepsInput` the continuation prompts stay, for the
    /// input is done with.
    mutating func unpaint(keepsInput: Bool = false) -> String {
        guard let (_, picture, layout) = painted else { return "" }
        painted = nil
        var pen = Pen(at: layout.places[picture.cursor])
        if !keepsInput {
            for mark in picture.marks where mark < picture.input.count {
                pen.move(to: layout.places[mark])
                pen.write(String(repeating: " ", count: promptWidth), width: promptWidth)
            }
        }
        if !picture.ghost.isEmpty {
            pen.move(to: layout.end)
            pen.output += "\u{1B}[K"
        }
        if !picture.list.isEmpty {
            pen.move(to: Layout.Place(row: layout.end.row + 1, column: 0))
            pen.output += "\u{1B}[J"
        }
        pen.move(to: layout.places[picture.cursor])
        return pen.output
    }

    /// The bytes that take the cursor from the input to the start of a fresh line below it, with a word at the end of
    /// the input.
    mutating func leave(_ input: [Unicode.Scalar], cursor: Int, saying word: String) -> String {
        let clearing = unpaint(keepsInput: true)
        let layout = layout(input)
        var pen = Pen(at: layout.places[cursor])
        pen.move(to: layout.end)
        return clearing + pen.output + word + "\r\n"
    }

    /// The screen's own cursor has been moved by something else: nothing painted is left to be taken back.
    mutating func forget() { painted = nil }

    /// Draws the input again as a whole: libedit loses the end of a row where something put in before it makes the row
    /// wrap.
    private func paintInput(_ picture: Picture, _ layout: Layout, _ pen: inout Pen) {
        var index = 0
        while index < picture.input.count {
            let style = picture.styles[index]
            let place = layout.places[index]
            var run = String.UnicodeScalarView()
            var width = 0
            while index < picture.input.count, picture.styles[index] == style, layout.places[index].row == place.row,
                picture.input[index] != "\n"
            {
                run.append(picture.input[index])
                width += max(0, Layout.width(picture.input[index]))
                index += 1
            }
            if !run.isEmpty {
                // Over the margin the text flows on, so that the terminal knows the rows for one line when its width
                // changes.
                if !pen.flows(to: place, columns) { pen.move(to: place) }
                pen.write(style.isEmpty ? String(run) : "\u{1B}[\(style)m\(String(run))\u{1B}[0m", width: width)
            }
            if index < picture.input.count, picture.input[index] == "\n" {
                pen.move(to: layout.places[index])
                pen.output += "\u{1B}[K"
                index += 1
            }
        }
        pen.move(to: layout.end)
        pen.output += "\u{1B}[J"
    }

    private func dimmed(_ text: String) -> String { color ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
}

/// Writes at places relative to the cursor's own, which is all that is known of the screen.
private struct Pen {
    var output = ""
    private var place: Layout.Place

    init(at place: Layout.Place) { self.place = place }

    mutating func move(to target: Layout.Place) {
        if target == place { return }
        if target.row < place.row { output += "\u{1B}[\(place.row - target.row)A" }
        if target.row > place.row { output += "\u{1B}[\(target.row - place.row)B" }
        output += "\r"
        if target.column > 0 { output += "\u{1B}[\(target.column)C" }
        place = target
    }

    /// Whether the next character gets to the place by itself, because the row is full.
    mutating func flows(to target: Layout.Place, _ columns: Int) -> Bool {
        guard place.column == columns, target == Layout.Place(row: place.row + 1, column: 0) else { return false }
        place = target
        return true
    }

    /// Text that stays within its row. After the last column the terminal may wait to wrap, which the next move ends.
    mutating func write(_ text: String, width: Int) {
        output += text
        place.column += width
    }

    /// A line below everything so far, for which the screen scrolls where it must.
    mutating func writeLineBelow(_ line: String) {
        output += "\r\n" + line
        place = Layout.Place(row: place.row + 1, column: Int.max)
    }
}
