import TapeEngine

/// The answer as a self-contained web page: headline, chart, table, notes and the query.
public func renderHTML(_ answer: Answer, precision: Int = 2) -> String {
    var body: [String] = []
    let title = answer.headline.first ?? answer.chart?.title ?? answer.query
    if !answer.headline.isEmpty {
        body.append("<h1>\(prose(answer.headline[0]))</h1>")
        for sentence in answer.headline.dropFirst() { body.append("<p class=\"lead\">\(prose(sentence))</p>") }
    }
    if let chart = answer.chart {
        let drawing = chartDrawing(chart, above: [], below: [], precision: precision)
        body.append("<figure>\n\(drawing)\n</figure>")
    }
    if let bars = answer.bars {
        body.append("<figure>\n\(barDrawing(bars, above: [], below: [], precision: precision))\n</figure>")
    }
    if let table = answer.table, !table.columns.isEmpty {
        if let first = answer.namedTables.first { body.append("<h2>\(markup(first.name))</h2>") }
        body.append(tableElement(answer.shown(table), precision: precision))
        if let remainder = answer.remainder(of: table) { body.append("<p class=\"more\">\(prose(remainder))</p>") }
        for further in answer.namedTables.dropFirst() {
            body.append("<h2>\(markup(further.name))</h2>")
            body.append(tableElement(further.table, precision: precision))
        }
    }
    if !answer.notes.isEmpty {
        let items = answer.notes.map { "<li>\(prose($0.text))</li>" }.joined(separator: "\n")
        body.append("<ul>\n\(items)\n</ul>")
    }
    let asOf = answer.asOf.map { " · as of \($0.text)" } ?? ""
    body.append("<footer><code>\(markup(answer.query))</code>\(markup(asOf))</footer>")
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(markup(title))</title>
        <style>
        \(sheet)
        </style>
        </head>
        <body>
        <main>
        \(body.joined(separator: "\n"))
        </main>
        </body>
        </html>

        """
}

/// A sentence with text between backticks as code, and with dates kept on one line.
private func prose(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { return markup(text) }
    return parts.enumerated().map { index, part in
        if index % 2 == 1 { return "<code>\(markup(String(part)))</code>" }
        return part.split(separator: " ", omittingEmptySubsequences: false).map { word in
            let hasDate = word.utf8.contains(UInt8(ascii: "-")) && word.utf8.contains { (0x30...0x39).contains($0) }
            return hasDate ? "<span class=\"date\">\(markup(String(word)))</span>" : markup(String(word))
        }.joined(separator: " ")
    }.joined()
}

private let sheet = """
    body { margin: 0; background: #fff; color: \(Ink.text); font: 16px/1.5 \(Ink.face); }
    main { max-width: 860px; margin: 0 auto; padding: 32px 24px; }
    h1 { font-size: 24px; line-height: 1.3; margin: 0 0 8px; }
    h2 { font-size: 16px; margin: 24px 0 0; }
    .lead { font-size: 18px; margin: 0 0 8px; }
    figure { margin: 24px 0; }
    figure svg { max-width: 100%; height: auto; }
    .scroll { overflow-x: auto; margin: 24px 0 8px; }
    table { border-collapse: collapse; font-size: 15px; font-variant-numeric: tabular-nums; }
    th { color: \(Ink.soft); font-weight: 500; border-bottom: 1px solid \(Ink.axis); vertical-align: bottom; }
    th, td { text-align: left; padding: 5px 14px 5px 0; white-space: nowrap; }
    td { border-bottom: 1px solid \(Ink.grid); }
    th.number, td.number { text-align: right; }
    .date { white-space: nowrap; }
    .gain { color: \(Ink.gain); }
    .loss { color: \(Ink.loss); }
    .missing, .more, ul, footer { color: \(Ink.soft); }
    .more, ul, footer { font-size: 14px; }
    ul { padding-left: 18px; }
    footer { margin-top: 24px; border-top: 1px solid \(Ink.grid); padding-top: 12px; }
    """

private func tableElement(_ table: Table, precision: Int) -> String {
    let heads = table.columns.map { column in
        let number = column.kind == .number ? " class=\"number\"" : ""
        return "<th\(number) scope=\"col\">\(markup(heading(column.name, ascii: false)))</th>"
    }
    func restWidth(_ cell: Cell) -> Int { cell.wholeWidth.map { displayWidth(cell.text) - $0 } ?? 0 }
    let columns = table.columns.map { column in
        let all = cells(column, rows: table.rowCount, precision: precision, ascii: false)
        let rest = all.map(restWidth).max() ?? 0
        return all.map { cell -> String in
            var classes = column.kind == .number ? ["number"] : []
            switch cell.look {
            case .gain: classes.append("gain")
            case .loss: classes.append("loss")
            case .dim: classes.append("missing")
            default: break
            }
            // Invisible digits after a number with fewer decimals align the decimal points.
            let behind = String(repeating: "\u{2007}", count: max(0, rest - restWidth(cell)))
            let attribute = classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\""
            return "<td\(attribute)>\(markup(cell.text) + behind)</td>"
        }
    }
    var lines = ["<div class=\"scroll\">", "<table>", "<thead><tr>\(heads.joined())</tr></thead>", "<tbody>"]
    for row in 0..<table.rowCount {
        lines.append("<tr>" + columns.map { row < $0.count ? $0[row] : "<td></td>" }.joined() + "</tr>")
    }
    return (lines + ["</tbody>", "</table>", "</div>"]).joined(separator: "\n")
}
