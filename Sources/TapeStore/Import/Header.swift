/// The rows above the data.
struct Header {
    /// The names of the columns, as written; empty if the file has no header.
    private(set) var names: [String] = []
    /// The symbols of a second header row, by field, if there is one.
    private(set) var symbols: [String]?
    /// The line number of the names.
    private(set) var line: Int?

    /// Takes the rows directly above the first row of data that are as wide as a header can be.
    init(above firstRow: Int, in sample: FirstLines, _ bytes: Span<UInt8>, dateField: Int) {
        let width = sample.rows[firstRow].fields.count
        var rows: [(line: Int, cells: [String])] = []
        for row in sample.rows[..<firstRow].reversed() {
            guard row.fields.count >= 2, row.fields.count >= width - 1, rows.count < 4 else { break }
            rows.append((row.line, row.fields.map { text(bytes, $0) }))
        }
        rows.reverse()
        // `Date,,,` below the names is only the name of the index.
        let filled = rows.filter { row in
            row.cells.enumerated().contains { $0.offset != dateField && !$0.element.isEmpty }
        }
        guard let last = filled.last else { return }
        let chosen = filled.max { Self.knownNames($0.cells) < Self.knownNames($1.cells) } ?? last
        let hasKnown = Self.knownNames(chosen.cells) > 0
        let main = hasKnown ? chosen : last
        names = main.cells
        line = main.line
        guard hasKnown, filled.count >= 2 else { return }
        let others = filled.filter { $0.line != main.line && Self.isSymbolRow($0.cells, names: main.cells, dateField) }
        if let row = others.last { symbols = Self.filledRight(row.cells, dateField: dateField) }
    }

    /// The first row of data, which may have an invalid date, such as 2024-02-30, or no date: after the names of the
    /// columns there is no preamble, so a row that looks like those below is one of them.
    static func firstDataRow(above firstDated: Int, in sample: FirstLines, _ bytes: Span<UInt8>, dateField: Int) -> Int
    {
        var first = firstDated
        while first > 0, isData(sample.rows[first - 1], in: sample, below: first - 1, bytes, dateField) { first -= 1 }
        return first
    }

    private static func isData(
        _ row: FirstLines.Row, in sample: FirstLines, below: Int, _ bytes: Span<UInt8>, _ dateField: Int
    ) -> Bool {
        guard dateField < row.fields.count else { return false }
        var numbers = NumberReader(style: NumberStyle())
        var commaNumbers = NumberReader(style: NumberStyle(decimalComma: true))
        func isNumber(_ field: Field) -> Bool {
            if field.isEmpty { return false }
            switch (numbers.read(bytes, field), commaNumbers.read(bytes, field)) {
            case (.value, _), (_, .value): return true
            default: return false
            }
        }
        guard row.fields.enumerated().contains(where: { $0.offset != dateField && isNumber($0.element) }) else {
            return false
        }
        let written = row.fields[dateField]
        let digits = (written.start..<written.end).count { ASCII.isDigit(bytes[$0]) }
        if digits >= 4, digits < written.end - written.start || digits == 8 { return true }
        // No date at all: accepted only below the names of the columns.
        guard written.isEmpty || NumberReader.isMissing(bytes, written) else { return false }
        return sample.rows[..<below].contains { above in
            above.fields.count >= row.fields.count - 1 && knownNames(above.fields.map { text(bytes, $0) }) > 0
                && above.fields.indices.contains(dateField)
                && ColumnName.isDate(ColumnName.normalized(text(bytes, above.fields[dateField])))
        }
    }

    /// Some programs write no name for the first column: then the header has one field less and is shifted to the left.
    mutating func alignLeft(to width: Int, dateField: Int) {
        guard names.count == width - 1, symbols == nil else { return }
        let namedDate = names.firstIndex { ColumnName.isDate(ColumnName.normalized($0)) }
        if namedDate == nil || namedDate == dateField - 1 { names.insert("", at: 0) }
    }

    private static func knownNames(_ cells: [String]) -> Int {
        cells.reduce(0) { $0 + (ColumnName.canonical(ColumnName.normalized($1)) == nil ? 0 : 1) }
    }

    /// A row of symbols is marked in its first cell (`Ticker`), or has a word for every named column.
    private static func isSymbolRow(_ cells: [String], names: [String], _ dateField: Int) -> Bool {
        guard dateField < cells.count else { return false }
        let label = ColumnName.normalized(cells[dateField])
        if ColumnName.isSymbol(label) { return true }
        // Below `Date,Close` a row without a label has units; below `,Close` it has symbols.
        guard label.isEmpty, cells.count == names.count, !ColumnName.isDate(ColumnName.normalized(names[dateField]))
        else {
            return false
        }
        return cells.indices.contains { $0 != dateField && !cells[$0].isEmpty }
    }

    /// Merged cells leave the following cells blank: they mean the same symbol.
    private static func filledRight(_ cells: [String], dateField: Int) -> [String] {
        var filled = cells
        for index in filled.indices where index > dateField + 1 && filled[index].isEmpty {
            filled[index] = filled[index - 1]
        }
        return filled
    }
}

/// What the first rows contain, field by field.
struct FieldSurvey {
    struct Tally {
        var numbers = 0
        var missing = 0
        var words = 0
        /// Words with a letter, so not `16:00`.
        var lettered = 0
        var whole = 0
        /// Whole numbers that count up by one from row to row.
        var counting = 0
        var distinct: Set<String> = []
        var longest = 0
    }

    private(set) var fields: [Tally]
    private(set) var style = NumberStyle()
    let rowCount: Int
    /// The number of rows in which the first four columns of numbers fit open, high, low, close.
    private(set) var ordered = 0

    init(_ rows: ArraySlice<FirstLines.Row>, _ bytes: Span<UInt8>, width: Int, dateField: Int, delimiter: UInt8) {
        fields = Array(repeating: Tally(), count: width)
        rowCount = rows.count
        style = Self.findStyle(rows, bytes, dateField: dateField, delimiter: delimiter)
        var numbers = NumberReader(style: style)
        var counters = [Int?](repeating: nil, count: width)
        var values: [Double] = []
        for row in rows {
            values.removeAll(keepingCapacity: true)
            for (index, field) in row.fields.prefix(width).enumerated() where index != dateField {
                switch numbers.read(bytes, field) {
                case .value(let value):
                    fields[index].numbers += 1
                    values.append(value)
                    let whole = Int(exactly: value)
                    if whole != nil { fields[index].whole += 1 }
                    if let whole, let before = counters[index], whole == before &+ 1 { fields[index].counting += 1 }
                    counters[index] = whole
                case .missing: fields[index].missing += 1
                case .notANumber:
                    fields[index].words += 1
                    if Self.hasLetter(bytes, field) { fields[index].lettered += 1 }
                    fields[index].longest = max(fields[index].longest, field.end - field.start)
                    if fields[index].distinct.count < 1000 { fields[index].distinct.insert(text(bytes, field)) }
                }
            }
            if values.count >= 4, values[1] >= max(values[0], values[3]), values[2] <= min(values[0], values[3]) {
                ordered += 1
            }
        }
    }

    private static func hasLetter(_ bytes: Span<UInt8>, _ field: Field) -> Bool {
        for index in field.start..<field.end where ASCII.isLetter(bytes[index]) || bytes[index] >= 128 { return true }
        return false
    }

    /// Whether `,` or `.` is the decimal mark, from unambiguous numbers: two different separators, a repeated one, or
    /// one not followed by three digits.
    private static func findStyle(
        _ rows: ArraySlice<FirstLines.Row>, _ bytes: Span<UInt8>, dateField: Int, delimiter: UInt8
    ) -> NumberStyle {
        var pointVotes = 0
        var commaVotes = 0
        var doubtfulCommas = 0
        for row in rows {
            for (index, field) in row.fields.enumerated() where index != dateField && !field.isEmpty {
                guard let marks = Marks(bytes, field) else { continue }
                switch marks.reading {
                case .decimalPoint: pointVotes += 1
                case .decimalComma: commaVotes += 1
                case .doubtfulComma: doubtfulCommas += 1
                case .doubtfulPoint, .plain: break
                }
            }
        }
        // `1,085` alone is a thousand in most files, but a fraction if semicolons separate the fields, because the
        // comma is used for decimals.
        let isDoubtful = commaVotes == 0 && pointVotes == 0 && doubtfulCommas > 0
        let isComma = commaVotes > pointVotes || (isDoubtful && delimiter == UInt8(ascii: ";"))
        return NumberStyle(decimalComma: isComma)
    }

    /// The separators of one number.
    private struct Marks {
        enum Reading { case decimalPoint, decimalComma, doubtfulComma, doubtfulPoint, plain }

        var reading: Reading

        init?(_ bytes: Span<UInt8>, _ field: Field) {
            var commas = 0
            var points = 0
            var last: UInt8 = 0
            var behind = 0
            var digits = 0
            for index in field.start..<field.end {
                let byte = bytes[index]
                if ASCII.isDigit(byte) {
                    behind += 1
                    digits += 1
                } else if byte == ASCII.comma || byte == ASCII.point {
                    if byte == ASCII.comma { commas += 1 } else { points += 1 }
                    last = byte
                    behind = 0
                } else if ASCII.isLetter(byte), digits == 0 {
                    return nil
                }
            }
            guard digits > 0 else { return nil }
            switch (commas, points) {
            case (0, 0): reading = .plain
            case (1..., 1...): reading = last == ASCII.comma ? .decimalComma : .decimalPoint
            case (2..., 0), (0, 2...):
                // Anything but groups of three is a date or a version.
                guard behind == 3 else { return nil }
                reading = commas > 0 ? .decimalPoint : .decimalComma
            case (1, 0): reading = behind == 3 ? .doubtfulComma : .decimalComma
            default: reading = behind == 3 ? .doubtfulPoint : .decimalPoint
            }
        }
    }
}
