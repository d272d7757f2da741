import TapeShell
import Testing

/// A small model of a terminal's screen: enough to see what a person would see.
struct Screen: CustomStringConvertible {
    let columns: Int
    let rows: Int
    /// One text per cell: a character with its combining marks; empty after a wide character.
    private(set) var cells: [[String]]
    /// The style parameters each cell was written with.
    private(set) var styles: [[String]]
    private(set) var row = 0
    private(set) var column = 0
    private var waitsToWrap = false
    private var inserts = false
    private var style = ""
    private var saved = (row: 0, column: 0)
    private var pending: [UInt8] = []
    /// Sequences that the model does not know: a test that meets one says so.
    private(set) var unknown: [String] = []
    private(set) var takesBracketedPaste = false
    private(set) var beeps = 0

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
        styles = Array(repeating: Array(repeating: "", count: columns), count: rows)
    }

    /// The lines without the blanks at their ends and without the empty ones at the bottom.
    var lines: [String] {
        var lines = cells.map { row in
            var text = row.joined()
            while text.last == " " { text.removeLast() }
            return text
        }
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    var text: String { lines.joined(separator: "\n") }

    var description: String { text }

    /// The style of the first cell of a text on the screen, looked for from the bottom.
    func style(of text: String) -> String? {
        for row in (0..<rows).reversed() {
            let line = cells[row]
            for start in 0..<columns where line[start...].joined().hasPrefix(text) { return styles[row][start] }
        }
        return nil
    }

    mutating func feed(_ bytes: [UInt8]) {
        pending += bytes
        while let used = step() { pending.removeFirst(used) }
    }

    /// Handles the first waiting item and returns how many bytes it took; nil if more must come first.
    private mutating func step() -> Int? {
        guard let first = pending.first else { return nil }
        if first == 0x1B { return escape() }
        if first < 0x20 || first == 0x7F {
            control(first)
            return 1
        }
        let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard pending.count >= length else { return nil }
        for scalar in String(decoding: pending[..<length], as: UTF8.self).unicodeScalars { put(scalar) }
        return length
    }

    private mutating func control(_ byte: UInt8) {
        switch byte {
        case 0x0D: move(row, 0)
        case 0x0A: lineFeed()
        case 0x08: move(row, column - 1)
        case 0x09: move(row, min(columns - 1, (column / 8 + 1) * 8))
        case 0x07: beeps += 1
        default: unknown.append("control \(byte)")
        }
    }

    private mutating func move(_ newRow: Int, _ newColumn: Int) {
        row = max(0, min(rows - 1, newRow))
        column = max(0, min(columns - 1, newColumn))
        waitsToWrap = false
    }

    private mutating func lineFeed() {
        waitsToWrap = false
        if row < rows - 1 {
            row += 1
        } else {
            cells.removeFirst()
            styles.removeFirst()
            cells.append(blankRow)
            styles.append(Array(repeating: "", count: columns))
        }
    }

    private var blankRow: [String] { Array(repeating: " ", count: columns) }

    private mutating func put(_ scalar: Unicode.Scalar) {
        let width = Screen.width(scalar)
        if width == 0 {
            if column > 0 { cells[row][column - (waitsToWrap ? 0 : 1)].unicodeScalars.append(scalar) }
            return
        }
        if waitsToWrap || column + width > columns {
            column = 0
            lineFeed()
        }
        if inserts {
            cells[row].insert(contentsOf: repeatElement(" ", count: width), at: column)
            cells[row].removeLast(width)
            styles[row].insert(contentsOf: repeatElement("", count: width), at: column)
            styles[row].removeLast(width)
        }
        cells[row][column] = String(scalar)
        styles[row][column] = style
        if width == 2 {
            cells[row][column + 1] = ""
            styles[row][column + 1] = style
        }
        column += width
        if column >= columns {
            column = columns - 1
            waitsToWrap = true
        }
    }

    /// The widths that matter here: combining marks, East Asian and emoji.
    static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60: 2
        case 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF: 2
        default: 1
        }
    }

    private mutating func escape() -> Int? {
        guard pending.count >= 2 else { return nil }
        switch pending[1] {
        case UInt8(ascii: "["): break
        case UInt8(ascii: "7"):
            saved = (row, column)
            return 2
        case UInt8(ascii: "8"):
            move(saved.row, saved.column)
            return 2
        case UInt8(ascii: "M"):
            move(row - 1, column)
            return 2
        case UInt8(ascii: "("): return pending.count >= 3 ? 3 : nil
        case UInt8(ascii: "="), UInt8(ascii: ">"): return 2
        default:
            unknown.append("escape \(pending[1])")
            return 2
        }
        guard let end = pending[2...].firstIndex(where: { (0x40...0x7E).contains($0) }) else { return nil }
        sequence(String(decoding: pending[2..<end], as: UTF8.self), pending[end])
        return end + 1
    }

    private mutating func sequence(_ parameters: String, _ final: UInt8) {
        let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
        let first = numbers.first.flatMap { $0 }
        let count = max(1, first ?? 1)
        switch UnicodeScalar(final) {
        case "A": move(row - count, column)
        case "B": move(row + count, column)
        case "C": move(row, column + count)
        case "D": move(row, column - count)
        case "G": move(row, count - 1)
        case "d": move(count - 1, column)
        case "H", "f": move(count - 1, (numbers.count > 1 ? numbers[1] ?? 1 : 1) - 1)
        case "J": eraseScreen(first ?? 0)
        case "K": eraseLine(first ?? 0)
        case "X": blank(column..<min(columns, column + count))
        case "P":
            let gone = min(count, columns - column)
            cells[row].removeSubrange(column..<column + gone)
            cells[row] += repeatElement(" ", count: gone)
            styles[row].removeSubrange(column..<column + gone)
            styles[row] += repeatElement("", count: gone)
        case "@":
            let new = min(count, columns - column)
            cells[row].insert(contentsOf: repeatElement(" ", count: new), at: column)
            cells[row].removeLast(new)
            styles[row].insert(contentsOf: repeatElement("", count: new), at: column)
            styles[row].removeLast(new)
        case "L": shiftLines(count, down: true)
        case "M": shiftLines(count, down: false)
        case "m": style = parameters == "0" || parameters.isEmpty ? "" : parameters
        case "h", "l": mode(parameters, isOn: final == UInt8(ascii: "h"))
        default: unknown.append("[\(parameters)\(UnicodeScalar(final))")
        }
    }

    private mutating func mode(_ name: String, isOn: Bool) {
        switch name {
        case "4": inserts = isOn
        case "?2004": takesBracketedPaste = isOn
        case "?1", "?25", "?7", "?12", "?1034": break
        default: unknown.append("mode \(name)")
        }
    }

    private mutating func blank(_ range: Range<Int>) {
        for index in range {
            cells[row][index] = " "
            styles[row][index] = ""
        }
    }

    private mutating func eraseLine(_ how: Int) {
        waitsToWrap = false
        blank(how == 0 ? column..<columns : how == 1 ? 0..<column + 1 : 0..<columns)
    }

    private mutating func eraseScreen(_ how: Int) {
        let keptRow = row
        if how == 0 {
            eraseLine(0)
            for below in row + 1..<max(rows, row + 1) { clear(below) }
        } else {
            for any in 0..<(how == 1 ? row : rows) { clear(any) }
            if how == 1 { eraseLine(1) }
        }
        row = keptRow
    }

    private mutating func clear(_ index: Int) {
        cells[index] = blankRow
        styles[index] = Array(repeating: "", count: columns)
    }

    private mutating func shiftLines(_ count: Int, down: Bool) {
        for _ in 0..<min(count, rows - row) {
            cells.remove(at: down ? rows - 1 : row)
            styles.remove(at: down ? rows - 1 : row)
            cells.insert(blankRow, at: down ? row : rows - 1)
            styles.insert(Array(repeating: "", count: columns), at: down ? row : rows - 1)
        }
    }
}
