import TapeEngine

/// One line per answer, for scripts and alerts: the headline; without one, a line per row, each value as `name=value`.
/// Names and values with blanks are quoted; numbers never contain blanks.
func lineText(_ answer: Answer, _ style: Style) -> String {
    if let headline = answer.headlineText { return plainText(headline, ascii: style.ascii) + "\n" }
    guard let table = answer.dataTable else { return "" }
    let names = table.columns.map { quoted(plainText($0.name, ascii: style.ascii)) }
    let columns = table.columns.map { column in
        cells(column, rows: table.rowCount, precision: style.precision, ascii: style.ascii).map { cell in
            column.kind == .number ? String(cell.text.filter { $0 != " " }) : quoted(cell.text)
        }
    }
    var out = ""
    for row in 0..<table.rowCount {
        for (index, column) in columns.enumerated() where row < column.count {
            if index > 0 { out += " " }
            out += "\(names[index])=\(column[row])"
        }
        out += "\n"
    }
    return out
}

private func quoted(_ text: String) -> String {
    let isPlain =
        !text.isEmpty && !text.utf8.contains { $0 == 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "=") }
    guard !isPlain else { return text }
    var out = "\""
    for character in text {
        if character == "\"" || character == "\\" { out += "\\" }
        out.append(character)
    }
    return out + "\""
}
