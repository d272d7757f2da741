import TapeEngine
import TapeStore
import TapeTime

/// One formatted value of a table.
struct Cell {
    var text: String
    var look: Look?
    /// The width before the decimal point, or of a number without one; nil for text.
    var wholeWidth: Int?

    init(_ text: String, look: Look? = nil, wholeWidth: Int? = nil) {
        self.text = text
        self.look = look
        self.wholeWidth = wholeWidth
    }
}

/// The first values of a column, formatted.
func cells(_ column: TableColumn, rows: Int, precision: Int, ascii: Bool) -> [Cell] {
    let missing = ascii ? "-" : Format.missing
    let count = max(0, min(rows, column.count))
    switch column.values {
    case .numbers(let values):
        return values[0..<count].enumerated().map { row, value in
            let unit = column.unit(ofRow: row)
            let isSigned = unit == .percent || unit == .points
            guard value.isFinite else { return Cell(missing, look: .dim, wholeWidth: 1) }
            let isSettling = column.unsettled.map { row < $0.count && $0[row] } ?? false
            let text = (isSettling ? "~" : "") + Format.value(value, unit, precision: precision)
            let look: Look? = !isSigned ? nil : text.hasPrefix("+") ? .gain : text.hasPrefix("-") ? .loss : nil
            return Cell(text, look: look, wholeWidth: wholeWidth(text))
        }
    case .dates(let values):
        return values[0..<count].map { value in
            value == TableColumn.missingDate ? Cell(missing, look: .dim) : Cell(Day(value).text)
        }
    case .texts(let values):
        return values[0..<count].map { value in
            guard let value else { return Cell(missing, look: .dim) }
            return Cell(plainText(value, ascii: ascii))
        }
    case .flags(let values):
        return values[0..<count].map { value in
            guard let value else { return Cell(missing, look: .dim) }
            return Cell(value ? "yes" : "no", look: value ? nil : .dim)
        }
    }
}

extension TableColumn {
    /// The unit of the row's value: its own in a table of mixed units, else the column's.
    fileprivate func unit(ofRow row: Int) -> Unit {
        guard let rowUnits, row < rowUnits.count else { return unit }
        return rowUnits[row]
    }
}

/// The width before a number's alignment point: its decimal point, else the end of its digits.
private func wholeWidth(_ text: String) -> Int {
    var width = 0
    for byte in text.utf8 {
        let isWhole = (0x30...0x39).contains(byte) || byte == UInt8(ascii: ",")
        if isWhole || (width < 2 && byte == UInt8(ascii: "-")) || (width == 0 && byte == UInt8(ascii: "~"))
            || (width == 0 && (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")))
        {
            width += 1
        } else {
            break
        }
    }
    return width
}

/// A column's name as a heading: underscores in a plain name become blanks; an expression is unchanged.
func heading(_ name: String, ascii: Bool) -> String {
    let isName = name.utf8.allSatisfy { byte in
        byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
            || (0x41...0x5A).contains(byte)
    }
    guard isName else { return plainText(name, ascii: ascii) }
    return String(decoding: name.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
}
