import TapeEngine
import TapeStore

/// The answer as a drawing, in SVG: its chart, or else its table; the headline above, the notes below.
public func renderSVG(_ answer: Answer, precision: Int = 2) -> String {
    if let chart = answer.chart {
        let below = answer.notes.map(\.text)
        return chartDrawing(chart, above: answer.headline, below: below, precision: precision) + "\n"
    }
    if let bars = answer.bars {
        return barDrawing(bars, above: answer.headline, below: answer.notes.map(\.text), precision: precision) + "\n"
    }
    return tableDrawing(answer, precision: precision) + "\n"
}

/// The table as a drawing: numbers on the right, aligned on their decimal points.
private func tableDrawing(_ answer: Answer, precision: Int) -> String {
    let margin = 24.0
    let size = 14.0
    let all = answer.dataTable ?? Table([])
    let table = answer.shown(all)
    let rows = table.rowCount
    let columns = table.columns.map { DrawnColumn($0, rows: rows, precision: precision, size: size) }
    let natural = columns.reduce(2 * margin) { $0 + $1.width + DrawnColumn.gap } - DrawnColumn.gap
    var drawing = Drawing(width: max(480, natural))
    drawing.bottom = 14
    for (index, sentence) in answer.headline.enumerated() {
        drawing.paragraph(sentence, size: index == 0 ? 17 : 14, bold: index == 0, margin: margin)
    }
    if !columns.isEmpty {
        drawing.bottom += 28
        var x = margin
        for column in columns {
            column.drawHead(in: &drawing, x: x)
            x += column.width + DrawnColumn.gap
        }
        let right = x - DrawnColumn.gap
        drawing.bottom += 8
        drawing.rule(margin, drawing.bottom, right, drawing.bottom, ink: Ink.axis)
        for row in 0..<rows {
            drawing.bottom += 22
            x = margin
            for column in columns {
                column.draw(row, in: &drawing, x: x)
                x += column.width + DrawnColumn.gap
            }
            drawing.rule(margin, drawing.bottom + 7, right, drawing.bottom + 7, ink: Ink.grid)
        }
        drawing.bottom += 12
        if let remainder = answer.remainder(of: all) {
            drawing.paragraph(remainder, size: 12, ink: Ink.soft, margin: margin)
        }
    }
    drawing.bottom += 6
    for note in answer.notes { drawing.paragraph(note.text, size: 12, ink: Ink.soft, margin: margin) }
    drawing.bottom += 18
    return drawing.finished(title: answer.headlineText ?? answer.query)
}

/// One column of a drawn table.
private struct DrawnColumn {
    static let gap = 26.0

    let head: String
    let cells: [Cell]
    let isNumber: Bool
    let size: Double
    let width: Double
    private let rest: Double

    init(_ column: TableColumn, rows: Int, precision: Int, size: Double) {
        head = heading(column.name, ascii: false)
        isNumber = column.kind == .number
        cells = TapeReport.cells(column, rows: rows, precision: precision, ascii: false).map { cell in
            // A drawing has no fixed width, but a long text would push everything else out of view.
            column.kind == .text ? Cell(cutText(cell.text, to: 60, ascii: false), look: cell.look) : cell
        }
        self.size = size
        let parts = cells.map(Self.parts)
        let whole = parts.map { textWidth($0.whole, size: size) }.max() ?? 0
        rest = parts.map { textWidth($0.rest, size: size) }.max() ?? 0
        width = max(whole + rest, textWidth(head, size: size))
    }

    private static func parts(_ cell: Cell) -> (whole: String, rest: String) {
        guard let whole = cell.wholeWidth else { return (cell.text, "") }
        return (String(cell.text.prefix(whole)), String(cell.text.dropFirst(whole)))
    }

    func drawHead(in drawing: inout Drawing, x: Double) {
        drawing.text(
            head, x: isNumber ? x + width : x, y: drawing.bottom, size: size - 1, ink: Ink.soft,
            anchor: isNumber ? "end" : "start")
    }

    func draw(_ row: Int, in drawing: inout Drawing, x: Double) {
        guard row < cells.count else { return }
        let cell = cells[row]
        let ink: String
        switch cell.look {
        case .gain: ink = Ink.gain
        case .loss: ink = Ink.loss
        case .dim: ink = Ink.soft
        default: ink = Ink.text
        }
        guard isNumber else {
            drawing.text(cell.text, x: x, y: drawing.bottom, size: size, ink: ink)
            return
        }
        let (whole, rest) = Self.parts(cell)
        let point = x + width - self.rest
        drawing.text(whole, x: point, y: drawing.bottom, size: size, ink: ink, anchor: "end")
        if !rest.isEmpty { drawing.text(rest, x: point, y: drawing.bottom, size: size, ink: ink) }
    }
}
