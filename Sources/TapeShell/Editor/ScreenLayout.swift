import CLibEdit

/// Where libedit puts the prompt and each character of the input on a screen of a given width.
///
/// It follows libedit's own rules, so that what is drawn over its picture hits the same cells: a character that reaches
/// the margin moves the cursor to the next row at once, and a wide one that does not fit leaves a blank.
struct ScreenLayout: Equatable {
    struct Place: Equatable {
        var row: Int
        var column: Int
    }

    /// One place per character, and one for the end of the input.
    private(set) var places: [Place] = []
    /// False if the input contains something that libedit draws differently, such as a tab.
    private(set) var isPlain = true

    init(promptWidth: Int, _ input: [Unicode.Scalar], columns: Int) {
        var pen = Place(row: 0, column: 0)
        for _ in 0..<promptWidth { ScreenLayout.advance(&pen, 1, columns) }
        places.reserveCapacity(input.count + 1)
        for scalar in input {
            if scalar == "\n" {
                places.append(pen)
                pen = Place(row: pen.row + 1, column: 0)
                continue
            }
            let width = ScreenLayout.width(scalar)
            if width < 0 { isPlain = false }
            if pen.column + max(0, width) > columns { pen = Place(row: pen.row + 1, column: 0) }
            places.append(pen)
            ScreenLayout.advance(&pen, max(0, width), columns)
        }
        places.append(pen)
    }

    var end: Place { places[places.count - 1] }

    var rows: Int { end.row + 1 }

    private static func advance(_ pen: inout Place, _ width: Int, _ columns: Int) {
        pen.column += width
        if pen.column >= columns { pen = Place(row: pen.row + 1, column: 0) }
    }

    /// The cells a character takes; negative if it is not printable.
    static func width(_ scalar: Unicode.Scalar) -> Int {
        if (0x20..<0x7F).contains(scalar.value) { return 1 }
        return Int(wcwidth(wchar_t(bitPattern: scalar.value)))
    }

    /// The cells a text takes in one row.
    static func width(_ text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + max(0, width($1)) }
    }

    /// The text cut to a number of cells, ending with `…` if shortened.
    static func cut(_ text: String, to cells: Int) -> String {
        if width(text) <= cells { return text }
        var result = ""
        var used = 0
        for character in text {
            let wide = width(String(character))
            if used + wide > cells - 1 { break }
            result.append(character)
            used += wide
        }
        return cells > 0 ? result + "…" : ""
    }
}
