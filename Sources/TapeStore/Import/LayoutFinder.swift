import TapeSystem

/// Finds the layout of a file from its content.
struct LayoutFinder {
    let path: String

    static let delimiters: [UInt8] = [ASCII.comma, UInt8(ascii: ";"), ASCII.tab, UInt8(ascii: "|"), ASCII.blank]

    /// - Parameters:
    ///   - bytes: the file's content, or its beginning, ending with a whole line.
    ///   - total: the size of the whole file.
    func find(_ bytes: Span<UInt8>, total: Int) throws(StoreError) -> FileLayout {
        var readings: [(sample: FirstLines, dates: DateColumn)] = []
        for delimiter in Self.delimiters where delimiter == ASCII.comma || FirstLines.contains(delimiter, bytes) {
            let sample = FirstLines(bytes, delimiter: delimiter)
            guard let dates = DateColumn.find(in: sample, bytes) else { continue }
            readings.append((sample, dates))
        }
        guard let (sample, dates) = Self.best(readings, bytes) else { throw nothingFound(bytes) }
        var data = sample.rows[dates.firstRow...]
        // Other lists have a date here and there; a price file has one in most lines.
        guard dates.count * 2 > data.count else { throw nothingFound(bytes) }
        let firstRow = Header.firstDataRow(above: dates.firstRow, in: sample, bytes, dateField: dates.field)
        data = sample.rows[firstRow...]
        var header = Header(above: firstRow, in: sample, bytes, dateField: dates.field)
        let width = Self.usualWidth(data)
        header.alignLeft(to: width, dateField: dates.field)

        var layout = FileLayout(
            delimiter: sample.delimiter, dateField: dates.field, bareDate: dates.bare,
            dataStart: sample.rows[firstRow].start, dataLine: sample.rows[firstRow].line)
        let columns = FieldSurvey(
            data, bytes, width: width, dateField: dates.field, delimiter: sample.delimiter)
        layout.style = columns.style
        let names = ColumnRoles(header: header, survey: columns, dateField: dates.field)
        names.fill(&layout)
        if layout.values.isEmpty {
            throw Refusal.noColumns(
                path: path, line: layout.dataLine,
                found: "the file has dates but no column of numbers")
        }
        if let words = names.holdingWords(layout) {
            throw Refusal.noColumns(
                path: path, line: header.line ?? layout.dataLine,
                found: "the file looks like a list of holdings or trades, with columns such as \(words)")
        }
        Self.estimateRows(&layout, data, bytes, total: total)
        layout.format = FormatName.of(layout, header: header.names, firstDate: text(bytes, dates.first))
        return layout
    }

    /// The reading with the most numbers next to its dates; the first of equals.
    private static func best(
        _ readings: [(sample: FirstLines, dates: DateColumn)], _ bytes: Span<UInt8>
    ) -> (sample: FirstLines, dates: DateColumn)? {
        guard readings.count > 1 else { return readings.first }
        var best: (reading: Int, weight: DateColumn.Weight)?
        for (index, reading) in readings.enumerated() {
            let weight = reading.dates.weight(in: reading.sample, bytes)
            if let best, best.weight >= weight { continue }
            best = (index, weight)
        }
        return best.map { readings[$0.reading] }
    }

    /// Estimates from the first rows how many there are and whether symbols are interleaved.
    private static func estimateRows(
        _ layout: inout FileLayout, _ rows: ArraySlice<FirstLines.Row>, _ bytes: Span<UInt8>, total bytesInAll: Int
    ) {
        guard let first = rows.first, let last = rows.last else { return }
        let length = max(1, (last.start - first.start) / max(1, rows.count - 1))
        let total = (bytesInAll - first.start) / length + 64
        layout.estimatedRows = total
        layout.expectedRows = layout.symbolField == nil ? total : min(total, 16_384)
        guard let field = layout.symbolField else { return }
        var changes = 0
        var before = ""
        for row in rows where field < row.fields.count {
            let symbol = text(bytes, row.fields[field])
            if symbol != before { changes += 1 }
            before = symbol
        }
        layout.isInterleaved = changes > 2 && changes * 8 > rows.count
    }

    /// The error for a file without a column of dates, with what its first lines contain.
    private func nothingFound(_ bytes: Span<UInt8>) -> StoreError {
        let sample = FirstLines(bytes, delimiter: ASCII.newline)
        guard let first = sample.rows.first, let field = first.fields.first else {
            return Refusal.noColumns(path: path, line: 1, found: "the file is blank")
        }
        let shown = excerpt(bytes, field)
        let comma = FirstLines(bytes, delimiter: ASCII.comma)
        let named = comma.rows.first.map { row in
            row.fields.contains { ColumnName.isDate(ColumnName.normalized(text(bytes, $0))) }
        }
        if named == true, sample.rows.count == 1 {
            return Refusal.noColumns(
                path: path, line: first.line, found: "the file has a header, `\(shown)`, but no rows")
        }
        return Refusal.noColumns(
            path: path, line: first.line, found: "no column of dates, starting at `\(shown)`")
    }

    /// The number of fields in most rows.
    private static func usualWidth(_ rows: ArraySlice<FirstLines.Row>) -> Int {
        var counts: [Int: Int] = [:]
        for row in rows { counts[row.fields.count, default: 0] += 1 }
        return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
    }
}

/// The column with the dates.
struct DateColumn {
    var field: Int
    /// The first row of data, as an index into the rows.
    var firstRow: Int
    /// How many rows have a date in it.
    var count: Int
    var bare: BareDate?
    /// The first date as written.
    var first: Field

    /// Dates are searched only in this many fields.
    private static let mostFields = 64

    static func find(in sample: FirstLines, _ bytes: Span<UInt8>) -> DateColumn? {
        var counts: [Int] = []
        for row in sample.rows {
            for (index, field) in row.fields.prefix(mostFields).enumerated() {
                if index >= counts.count { counts.append(0) }
                if !field.isEmpty, DateText.read(bytes, field) != nil { counts[index] += 1 }
            }
        }
        let hinted = hintedFields(sample, bytes)
        if let most = counts.max(), most > 0 {
            // A column named as a date has priority over one that only looks like it.
            let named = hinted.first { $0 < counts.count && counts[$0] * 2 > most }
            guard let field = named ?? counts.firstIndex(of: most) else { return nil }
            return column(field, nil, sample, bytes)
        }
        for field in hinted.isEmpty ? [0] : hinted {
            var likely: BareDate?
            for row in sample.rows where field < row.fields.count && likely == nil {
                likely = DateText.wholeNumber(bytes, row.fields[field]).flatMap { BareDate(likely: $0) }
            }
            // Without a header, only a number as large as a time stamp can be a date.
            if hinted.isEmpty, case .epoch = likely {} else if hinted.isEmpty { continue }
            if let likely, let found = column(field, likely, sample, bytes) { return found }
        }
        return nil
    }

    /// The fields that one of the first rows names as a date.
    private static func hintedFields(_ sample: FirstLines, _ bytes: Span<UInt8>) -> [Int] {
        for row in sample.rows.prefix(20) {
            // Programs that write an index of dates often omit its name.
            if row.fields.count > 1, row.fields[0].isEmpty { return [0] }
            let fields = row.fields.indices.filter { index in
                let field = row.fields[index]
                // A date itself is not a column name.
                return !field.isEmpty && field.end - field.start <= 40 && !ASCII.isDigit(bytes[field.start])
                    && ColumnName.isDate(ColumnName.normalized(text(bytes, field)))
            }
            if !fields.isEmpty { return fields }
        }
        return []
    }

    private static func column(
        _ field: Int, _ bare: BareDate?, _ sample: FirstLines, _ bytes: Span<UInt8>
    ) -> DateColumn? {
        var found: DateColumn?
        for (index, row) in sample.rows.enumerated() where field < row.fields.count {
            let written = row.fields[field]
            guard isDate(written, bare, bytes) else { continue }
            var column = found ?? DateColumn(field: field, firstRow: index, count: 0, bare: bare, first: written)
            column.count += 1
            found = column
        }
        return found
    }

    private static func isDate(_ written: Field, _ bare: BareDate?, _ bytes: Span<UInt8>) -> Bool {
        if written.isEmpty { return false }
        return (bare.map { DateText.read(bytes, written, as: $0) } ?? DateText.read(bytes, written)) != nil
    }

    typealias Weight = (rows: Int, numbers: Int)

    /// How many dates have a number next to them, and how many numbers there are.
    func weight(in sample: FirstLines, _ bytes: Span<UInt8>) -> Weight {
        var weight = Weight(0, 0)
        var numbers = NumberReader(style: NumberStyle())
        var commaNumbers = NumberReader(style: NumberStyle(decimalComma: true))
        for row in sample.rows where field < row.fields.count && Self.isDate(row.fields[field], bare, bytes) {
            var count = 0
            for (other, written) in row.fields.enumerated() where other != field && !written.isEmpty {
                switch (numbers.read(bytes, written), commaNumbers.read(bytes, written)) {
                case (.value, _), (_, .value): count += 1
                default: break
                }
            }
            if count > 0 { weight.rows += 1 }
            weight.numbers += count
        }
        return weight
    }
}
