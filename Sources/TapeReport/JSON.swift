import TapeEngine
import TapeStore
import TapeTime

/// One JSON object on one line: query, headline, columns, rows, notes and asOf. Several tables are all under `tables`,
/// the first also in `columns` and `rows`.
func jsonText(_ answer: Answer) -> String {
    let table = answer.dataTable ?? Table([])
    var out: [UInt8] = []
    func put(_ text: String) { out.append(contentsOf: text.utf8) }
    put("{\"query\":")
    appendString(answer.query, to: &out)
    put(",\"headline\":")
    appendText(answer.headlineText, to: &out)
    put(",")
    appendTable(table, to: &out)
    let tables = answer.namedTables
    for (index, named) in tables.enumerated() {
        put(index == 0 ? ",\"tables\":[{\"name\":" : ",{\"name\":")
        appendString(named.name, to: &out)
        put(",")
        appendTable(named.table, to: &out)
        put("}")
    }
    if !tables.isEmpty { put("]") }
    put(",\"notes\":[")
    for (index, note) in answer.notes.enumerated() {
        put(index == 0 ? "{\"code\":" : ",{\"code\":")
        appendString(note.code, to: &out)
        put(",\"text\":")
        appendString(note.text, to: &out)
        put("}")
    }
    put("],\"asOf\":")
    appendText(answer.asOf?.text, to: &out)
    put("}\n")
    return String(decoding: out, as: UTF8.self)
}

/// The members `columns` and `rows` of a table.
private func appendTable(_ table: Table, to out: inout [UInt8]) {
    let names = uniqueNames(table.columns)
    func put(_ text: String) { out.append(contentsOf: text.utf8) }
    put("\"columns\":[")
    for (index, column) in table.columns.enumerated() {
        put(index == 0 ? "{\"name\":" : ",{\"name\":")
        appendString(names[index], to: &out)
        put(",\"kind\":\"\(column.kind.rawValue)\",\"unit\":")
        let hasUnit = column.kind == .number && column.unit != .number
        appendText(hasUnit ? column.unit.rawValue : nil, to: &out)
        put("}")
    }
    put("],\"rows\":[")
    let keys = names.map(keyBytes)
    for row in 0..<table.rowCount {
        if row > 0 { put(",") }
        appendRow(table, row, keys, to: &out)
    }
    put("]")
}

/// One JSON object per row, one per line; an answer without a table is the same single object as in JSON.
func ndjsonText(_ answer: Answer) -> String {
    guard let table = answer.dataTable, !table.columns.isEmpty else { return jsonText(answer) }
    let keys = uniqueNames(table.columns).map(keyBytes)
    var out: [UInt8] = []
    for row in 0..<table.rowCount {
        appendRow(table, row, keys, to: &out)
        out.append(0x0A)
    }
    return String(decoding: out, as: UTF8.self)
}

/// The names of the columns, with a number after a repeated one, because the members of an object must be distinct.
private func uniqueNames(_ columns: [TableColumn]) -> [String] {
    var taken: Set<String> = []
    return columns.map { column in
        var name = column.name
        var count = 1
        while !taken.insert(name).inserted {
            count += 1
            name = "\(column.name) \(count)"
        }
        return name
    }
}

private func keyBytes(_ name: String) -> [UInt8] {
    var out: [UInt8] = []
    appendString(name, to: &out)
    out.append(UInt8(ascii: ":"))
    return out
}

private func appendRow(_ table: Table, _ row: Int, _ keys: [[UInt8]], to out: inout [UInt8]) {
    out.append(UInt8(ascii: "{"))
    for (index, column) in table.columns.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        out.append(contentsOf: keys[index])
        appendValue(column, row, to: &out)
    }
    out.append(UInt8(ascii: "}"))
}

private func appendValue(_ column: TableColumn, _ row: Int, to out: inout [UInt8]) {
    var text: String?
    if row < column.count {
        switch column.values {
        case .numbers(let values):
            text = values[row].isFinite ? exactNumber(values[row]) : nil
        case .dates(let values):
            text = values[row] == TableColumn.missingDate ? nil : "\"\(Day(values[row]).text)\""
        case .texts(let values):
            appendText(values[row], to: &out)
            return
        case .flags(let values):
            text = values[row].map { $0 ? "true" : "false" }
        }
    }
    out.append(contentsOf: (text ?? "null").utf8)
}

private func appendText(_ text: String?, to out: inout [UInt8]) {
    if let text {
        appendString(text, to: &out)
    } else {
        out.append(contentsOf: "null".utf8)
    }
}

/// A JSON string. Control characters are escaped, and also U+2028 and U+2029, which end a line in JavaScript.
private func appendString(_ text: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x22: out.append(contentsOf: "\\\"".utf8)
        case 0x5C: out.append(contentsOf: "\\\\".utf8)
        case 0x0A: out.append(contentsOf: "\\n".utf8)
        case 0x0D: out.append(contentsOf: "\\r".utf8)
        case 0x09: out.append(contentsOf: "\\t".utf8)
        case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029:
            let digits = String(scalar.value, radix: 16)
            out.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
        default: out.append(contentsOf: String(scalar).utf8)
        }
    }
    out.append(UInt8(ascii: "\""))
}
