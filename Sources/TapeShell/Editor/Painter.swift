/// Draws over libedit's picture while a key is waited for: colours, the continuation prompt, ghost text, a list below
/// the input.
///
/// Only cells that libedit considers blank are painted, and they are blanked again before a key is passed on, so that
/// its incremental drawing stays correct.
struct Painter {
    /// What is shown in addition to libedit's own picture.
    struct Picture: Equatable {
        var input: [Unicode.Scalar] = []
        var cursor = 0
        /// The parameters of an escape sequence for each character, such as `1;36`, or nothing.
        var styles: [String] = []
        /// Where each continuation prompt is: the index of the first blank after a line end.
        var marks: [Int] = []
        var ghost = ""
        var list: [String] = []
    }

    let promptWidth: Int
    let columns: Int
    let rows: Int
    let color: Bool
    /// What is painted now and must be blanked before libedit continues.
    private var painted: (wanted: Picture, picture: Picture, layout: ScreenLayout)?

    init(promptWidth: Int, columns: Int, rows: Int, color: Bool) {
        self.promptWidth = promptWidth
        self.columns = columns
        self.rows = rows
        self.color = color
    }

    /// The lines available for a list below an input of that many rows.
    func roomForList(below inputRows: Int) -> Int { max(0, rows - inputRows - 1) }

    func layout(_ input: [Unicode.Scalar]) -> ScreenLayout {
        ScreenLayout(promptWidth: promptWidth, input, columns: columns)
    }

    /// The bytes that replace the painted picture with another one, if they differ.
    mutating func repaint(_ picture: Picture) -> String {
        if let painted, painted.wanted == picture { return "" }
        return unpaint() + paint(picture)
    }

    /// The bytes that draw the picture without moving the cursor.
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
        shown.ghost = ScreenLayout.cut(picture.ghost, to: columns - layout.end.column - 1)
        if !shown.ghost.isEmpty {
            pen.move(to: layout.end)
            pen.write(dimmed(shown.ghost), width: ScreenLayout.width(shown.ghost))
        }
        if !picture.list.isEmpty {
            pen.move(to: layout.end)
            for line in picture.list { pen.writeLineBelow(line) }
        }
        pen.move(to: layout.places[picture.cursor])
        painted = (picture, shown, layout)
        return pen.output
    }

    /// The bytes that blank what libedit considers blank. With `keepsInput` the continuation prompts stay, because the
    /// input is finished.
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
            pen.move(to: ScreenLayout.Place(row: layout.end.row + 1, column: 0))
            pen.output += "\u{1B}[J"
        }
        pen.move(to: layout.places[picture.cursor])
        return pen.output
    }

    /// The bytes that move the cursor to a new line below the input, with a word at the end of the input.
    mutating func leave(_ input: [Unicode.Scalar], cursor: Int, saying word: String) -> String {
        let clearing = unpaint(keepsInput: true)
        let layout = layout(input)
        var pen = Pen(at: layout.places[cursor])
        pen.move(to: layout.end)
        return clearing + pen.output + word + "\r\n"
    }

    /// Forgets what is painted, because something else has moved the cursor.
    mutating func forget() { painted = nil }

    /// Draws the whole input again: libedit loses the end of a row when an insertion makes the row wrap.
    private func paintInput(_ picture: Picture, _ layout: ScreenLayout, _ pen: inout Pen) {
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
                width += max(0, ScreenLayout.width(picture.input[index]))
                index += 1
            }
            if !run.isEmpty {
                // At the margin the text flows on, so that the terminal treats the rows as one line when its width
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

/// Writes at places relative to the cursor, since its absolute position is unknown.
private struct Pen {
    var output = ""
    private var place: ScreenLayout.Place

    init(at place: ScreenLayout.Place) { self.place = place }

    mutating func move(to target: ScreenLayout.Place) {
        if target == place { return }
        if target.row < place.row { output += "\u{1B}[\(place.row - target.row)A" }
        if target.row > place.row { output += "\u{1B}[\(target.row - place.row)B" }
        output += "\r"
        if target.column > 0 { output += "\u{1B}[\(target.column)C" }
        place = target
    }

    /// Whether the next character reaches the place by itself, because the row is full.
    mutating func flows(to target: ScreenLayout.Place, _ columns: Int) -> Bool {
        guard place.column == columns, target == ScreenLayout.Place(row: place.row + 1, column: 0) else { return false }
        place = target
        return true
    }

    /// Writes text that fits its row. After the last column the terminal may delay wrapping until the next move.
    mutating func write(_ text: String, width: Int) {
        output += text
        place.column += width
    }

    /// Writes a line below everything so far; the screen scrolls if needed.
    mutating func writeLineBelow(_ line: String) {
        output += "\r\n" + line
        place = ScreenLayout.Place(row: place.row + 1, column: Int.max)
    }
}
