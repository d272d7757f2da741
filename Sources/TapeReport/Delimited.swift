import TapeEngine
import TapeStore
import TapeTime

/// Comma- or tab-separated values as in RFC 4180, with `\n` line ends: the column names, then every row. Numbers are
/// unrounded, percentages are fractions, dates ISO, truth values `true` and `false`; a missing value is empty, an empty
/// text is `""`.
///
/// Headline and notes are left out, so that the text is only data; an answer with only a headline is one column of that
/// name.
func delimitedText(_ answer: Answer, delimiter: UInt8) -> String {
    let headline = TableColumn("headline", .texts(answer.headline))
    guard let table = answer.dataTable ?? (answer.headline.isEmpty ? nil : Table([headline])) else { return "" }
    guard !table.columns.isEmpty else { return "" }
    var out: [UInt8] = []
    for (index, column) in table.columns.enumerated() {
        if index > 0 { out.append(delimiter) }
        appendField(column.name, delimiter, to: &out)
    }
    out.append(0x0A)
    for row in 0..<table.rowCount {
        let start = out.count
        for (index, column) in table.columns.enumerated() {
            if index > 0 { out.append(delimiter) }
            appendValue(column, row, delimiter, to: &out)
        }
        // An empty line would be skipped by readers, but a row of one missing value is a row.
        if out.count == start { out.append(contentsOf: [0x22, 0x22]) }
        out.append(0x0A)
    }
    return String(decoding: out, as: UTF8.self)
}

private func appendValue(_ column: TableColumn, _ row: Int, _ delimiter: UInt8, to out: inout [UInt8]) {
    guard row < column.count else { return }
    switch column.values {
    case .numbers(let values):
        if values[row].isFinite { out.append(contentsOf: exactNumber(values[row]).utf8) }
    case .dates(let values):
        if values[row] != TableColumn.missingDate { out.append(contentsOf: Day(values[row]).text.utf8) }
    case .texts(let values):
        if let text = values[row] { appendField(text, delimiter, to: &out) }
    case .flags(let values):
        if let flag = values[row] { out.append(contentsOf: (flag ? "true" : "false").utf8) }
    }
}

private func appendField(_ text: String, _ delimiter: UInt8, to out: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    let mustQuote = text.isEmpty || text.utf8.contains { $0 == quote || $0 == delimiter || $0 == 0x0A || $0 == 0x0D }
    guard mustQuote else {
        out.append(contentsOf: text.utf8)
        return
    }
    out.append(quote)
    for byte in text.utf8 {
        if byte == quote { out.append(quote) }
        out.append(byte)
    }
    out.append(quote)
}

/// The shortest decimal that reads back as the same double; a whole number without `.0`, zero without a sign.
func exactNumber(_ value: Double) -> String {
    if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 { return String(whole) }
    return value.description
}
