import TapeEngine

/// The answer as a terminal shows it: the sentences, the chart, the table, the notes.
func terminalText(_ answer: Answer, _ style: Style) -> String {
    let paint = Paint(color: style.color)
    var blocks: [[String]] = []
    if !answer.headline.isEmpty {
        let sentences = answer.headline.flatMap {
            wrapText(plainText($0, ascii: style.ascii), width: style.width)
        }
        blocks.append(sentences.map { paint($0, .bold) })
        if answer.presentation.recent.count > 2 {
            let width = min(60, style.width ?? 60)
            blocks[blocks.count - 1].append(sparkline(answer.presentation.recent, width: width, ascii: style.ascii))
        }
    }
    if style.drawings, !answer.presentation.verdicts.isEmpty {
        blocks.append(verdictStrip(answer.presentation.verdicts, style))
    }
    if let bars = answer.bars { blocks.append(terminalBars(bars, style)) }
    if let chart = answer.chart { blocks.append(terminalChart(chart, style)) }
    // A chart shows its own values; the table behind it is for files and pipes.
    if let table = answer.table, answer.chart == nil, answer.bars == nil, !table.columns.isEmpty {
        let shown = answer.shown(table)
        var lines = tableHeading(answer.namedTables.first, paint)
        lines += tableLines(shown, rows: shown.rowCount, style, isHeat: answer.presentation.isHeatTable)
        if let remainder = answer.remainder(of: table, uncut: style.uncut) {
            let text = plainText(remainder, ascii: style.ascii)
            lines += wrapText(text, width: style.width, indent: 2).map { paint($0, .dim) }
        }
        blocks.append(lines)
        for further in answer.namedTables.dropFirst() {
            blocks.append(
                tableHeading(further, paint) + tableLines(further.table, rows: further.table.rowCount, style))
        }
    }
    blocks.append(noteLines(answer, style))
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
}

/// The heading of one of several tables.
private func tableHeading(_ table: NamedTable?, _ paint: Paint) -> [String] {
    table.map { [paint($0.name, .bold)] } ?? []
}

private func noteLines(_ answer: Answer, _ style: Style) -> [String] {
    let paint = Paint(color: style.color)
    return answer.notes.flatMap { note in
        wrapText("note: " + plainText(note.text, ascii: style.ascii), width: style.width, indent: 6)
    }.map { paint($0, .dim) }
}

/// One column laid out: its heading, its cells, and the width of each part.
private struct ColumnLayout {
    var name: String
    var head: [String]
    var cells: [Cell]
    var isNumber: Bool
    var isText: Bool
    /// Whether each row has its own unit, as in a stat sheet.
    let isMixed: Bool
    var width: Int

    /// The width before and after the decimal point, over all cells.
    var whole = 0
    var rest = 0

    init(_ column: TableColumn, rows: Int, _ style: Style) {
        name = heading(column.name, ascii: style.ascii)
        head = [name]
        cells = TapeReport.cells(column, rows: rows, precision: style.precision, ascii: style.ascii)
        isNumber = column.kind == .number
        isText = column.kind == .text
        isMixed = column.rowUnits != nil
        for cell in cells {
            let front = cell.wholeWidth ?? 0
            whole = max(whole, front)
            rest = max(rest, displayWidth(cell.text) - front)
        }
        width = max(whole + rest, displayWidth(name))
    }

    var contentWidth: Int { whole + rest }

    /// Wraps the heading, no wider than its longest word or the cells.
    mutating func stackHead() {
        let longestWord = name.split(separator: " ").map { displayWidth(String($0)) }.max() ?? 0
        width = max(contentWidth, longestWord)
        head = wrapText(name, width: width)
    }

    /// Aligns numbers of different units on the right instead of on their points, which takes less space.
    mutating func alignRight() {
        cells = cells.map { cell in Cell(cell.text, look: cell.look, wholeWidth: displayWidth(cell.text)) }
        whole = cells.map { $0.wholeWidth ?? 0 }.max() ?? 0
        rest = 0
        width = max(whole, head.map(displayWidth).max() ?? 0)
    }

    func headLine(_ index: Int, of count: Int) -> String {
        let at = index - (count - head.count)
        let text = at >= 0 ? head[at] : ""
        return isNumber ? leftPadded(text, to: width) : padded(text, to: width)
    }

    /// The cell padded to the column's width, with decimal points aligned.
    func line(_ row: Int, _ paint: Paint, ascii: Bool) -> String {
        guard row < cells.count else { return String(repeating: " ", count: width) }
        let cell = cells[row]
        let text = isText ? cutText(cell.text, to: width, ascii: ascii) : cell.text
        let size = displayWidth(text)
        let front = cell.wholeWidth.map { width - rest - $0 } ?? 0
        let back = width - front - size
        return String(repeating: " ", count: max(0, front)) + paint(text, cell.look)
            + String(repeating: " ", count: max(0, back))
    }
}

/// The table in lines that fit the width. It tries in turn: unchanged; wrapped headings; numbers of mixed units aligned
/// right; one blank between columns instead of two; texts cut; transposed, with rows side by side; finally each row as
/// a block of names and values. Numbers are never cut.
func tableLines(_ table: Table, rows: Int, _ style: Style, isHeat: Bool = false) -> [String] {
    var layouts = table.columns.map { ColumnLayout($0, rows: rows, style) }
    if isHeat { shade(&layouts, table) }
    var gap = 2
    guard let width = style.width else { return grid(layouts, rows: rows, gap: gap, style) }
    func total() -> Int { layouts.reduce(gap * (layouts.count - 1)) { $0 + $1.width } }
    if total() > width {
        for index in layouts.indices { layouts[index].stackHead() }
    }
    if total() > width {
        for index in layouts.indices where layouts[index].isMixed { layouts[index].alignRight() }
    }
    if total() > width { gap = 1 }
    if total() > width {
        for index in layouts.indices where layouts[index].isText {
            let least = min(layouts[index].width, max(12, layouts[index].head.map(displayWidth).max() ?? 0))
            layouts[index].width = max(least, layouts[index].width - max(0, total() - width))
        }
    }
    if total() <= width { return grid(layouts, rows: rows, gap: gap, style) }
    return turned(layouts, rows: rows, width: width, style) ?? records(layouts, rows: rows, width: width, style)
}

/// Shades each number by its size: up to a third of the largest, up to two thirds, more.
private func shade(_ layouts: inout [ColumnLayout], _ table: Table) {
    let columns = table.columns.map { column -> [Double] in
        if case .numbers(let values) = column.values { return values }
        return []
    }
    guard let largest = columns.joined().filter(\.isFinite).map(\.magnitude).max(), largest > 0 else { return }
    for (index, values) in columns.enumerated() {
        for row in 0..<min(values.count, layouts[index].cells.count) where values[row].isFinite && values[row] != 0 {
            let step = min(2, Int(values[row].magnitude / largest * 3))
            let looks: [Look] = values[row] > 0 ? [.warm1, .warm2, .warm3] : [.cold1, .cold2, .cold3]
            layouts[index].cells[row].look = looks[step]
        }
    }
}

/// The table transposed: figures for a few subjects, as many side by side as fit. Nil if not even two fit, and for a
/// single row, which is a block of names and values.
private func turned(_ layouts: [ColumnLayout], rows: Int, width: Int, _ style: Style) -> [String]? {
    guard rows > 1 else { return nil }
    let nameWidth = layouts.map { displayWidth($0.name) }.max() ?? 0
    let widths = (0..<rows).map { row in
        layouts.map { row < $0.cells.count ? displayWidth($0.cells[row].text) : 0 }.max() ?? 0
    }
    // Each part takes rows until the next one would not fit.
    var sheets: [Range<Int>] = []
    var start = 0
    var used = nameWidth
    var widest = 0
    for row in 0..<rows {
        if used + 2 + widths[row] > width, row > start {
            sheets.append(start..<row)
            (start, used) = (row, nameWidth)
        }
        used += 2 + widths[row]
        widest = max(widest, used)
    }
    sheets.append(start..<rows)
    guard widest <= width, sheets[0].count > 1, sheets.count <= 6 else { return nil }
    let paint = Paint(color: style.color)
    var lines: [String] = []
    for sheet in sheets {
        if !lines.isEmpty { lines.append("") }
        for layout in layouts {
            var line = paint(padded(layout.name, to: nameWidth), .dim)
            for row in sheet where row < layout.cells.count {
                let cell = layout.cells[row]
                line += "  " + leftPadded("", to: widths[row] - displayWidth(cell.text)) + paint(cell.text, cell.look)
            }
            lines.append(line)
        }
    }
    return lines
}

private func grid(_ layouts: [ColumnLayout], rows: Int, gap: Int, _ style: Style) -> [String] {
    let paint = Paint(color: style.color)
    let gap = String(repeating: " ", count: gap)
    var lines: [String] = []
    let headLines = layouts.map { $0.head.count }.max() ?? 0
    for index in 0..<headLines {
        let text = layouts.map { $0.headLine(index, of: headLines) }.joined(separator: gap)
        // The rule under the header is an underline if the terminal has one, else a separate line.
        let isLast = index == headLines - 1
        lines.append(style.color ? paint(text, isLast ? .header : .dim) : trimmed(text))
    }
    if !style.color {
        lines.append(layouts.map { String(repeating: style.ascii ? "-" : "─", count: $0.width) }.joined(separator: gap))
    }
    for row in 0..<rows {
        lines.append(trimmed(layouts.map { $0.line(row, paint, ascii: style.ascii) }.joined(separator: gap)))
    }
    return lines
}

private func records(_ layouts: [ColumnLayout], rows: Int, width: Int, _ style: Style) -> [String] {
    let paint = Paint(color: style.color)
    let nameWidth = min(layouts.map { displayWidth($0.name) }.max() ?? 0, max(1, width / 2 - 2))
    var lines: [String] = []
    for row in 0..<rows {
        if row > 0 { lines.append("") }
        for layout in layouts where row < layout.cells.count {
            let cell = layout.cells[row]
            let name = cutText(layout.name, to: nameWidth, ascii: style.ascii)
            let label = padded(name + ":", to: nameWidth + 1)
            let room = width - nameWidth - 2
            if displayWidth(cell.text) <= room {
                lines.append(trimmed(paint(label, .dim) + " " + paint(cell.text, cell.look)))
            } else if layout.isText {
                let text = cutText(cell.text, to: max(1, room), ascii: style.ascii)
                lines.append(trimmed(paint(label, .dim) + " " + paint(text, cell.look)))
            } else {
                lines.append(paint(trimmed(label), .dim))
                lines.append(paint(cell.text, cell.look))
            }
        }
    }
    return lines
}
