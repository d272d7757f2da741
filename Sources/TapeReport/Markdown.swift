import TapeEngine

/// Markdown: the headline as a paragraph, the table with its row of alignments, the notes as a list.
func markdownText(_ answer: Answer, _ style: Style) -> String {
    var blocks: [String] = []
    if let headline = answer.headlineText {
        blocks.append(escaped(plainText(headline, ascii: style.ascii)))
    }
    if let table = answer.dataTable, !table.columns.isEmpty {
        if let first = answer.namedTables.first { blocks.append("**\(escaped(first.name))**") }
        blocks.append(pipeTable(answer.shown(table), style))
        if let remainder = answer.remainder(of: table) { blocks.append(plainText(remainder, ascii: style.ascii)) }
        for further in answer.namedTables.dropFirst() {
            blocks += ["**\(escaped(further.name))**", pipeTable(further.table, style)]
        }
    }
    if !answer.notes.isEmpty {
        blocks.append(
            answer.notes.map { "- " + escaped(plainText($0.text, ascii: style.ascii)) }.joined(separator: "\n"))
    }
    return blocks.isEmpty ? "" : blocks.joined(separator: "\n\n") + "\n"
}

private func pipeTable(_ table: Table, _ style: Style) -> String {
    let columns = table.columns.map { column -> [String] in
        let isNumber = column.kind == .number
        let head = escaped(heading(column.name, ascii: style.ascii))
        let body = cells(column, rows: table.rowCount, precision: style.precision, ascii: style.ascii).map { cell in
            isNumber ? cell.text : escaped(cell.text)
        }
        // Columns are padded, so that the text also reads as a table before rendering.
        let width = max(3, displayWidth(head), body.map(displayWidth).max() ?? 0)
        let rule = isNumber ? String(repeating: "-", count: width - 1) + ":" : String(repeating: "-", count: width)
        return ([head] + [rule] + body).map { isNumber ? leftPadded($0, to: width) : padded($0, to: width) }
    }
    var lines: [String] = []
    for row in 0..<(table.rowCount + 2) {
        lines.append("| " + columns.map { row < $0.count ? $0[row] : "" }.joined(separator: " | ") + " |")
    }
    return lines.joined(separator: "\n")
}

/// The text with Markdown's special characters escaped. Backticks are kept: Tape's sentences use them as Markdown does.
private func escaped(_ text: String) -> String {
    var out = ""
    var isCode = false
    for character in text {
        if character == "`" { isCode.toggle() }
        switch character {
        case "|": out += "\\|"
        case "\\", "*", "_", "[", "]", "<", ">", "#":
            out += isCode ? String(character) : "\\" + String(character)
        default: out.append(character)
        }
    }
    return out
}
