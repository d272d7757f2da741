/// How often something was met, and where first.
struct Tally {
    static let linesKept = 3

    private(set) var count = 0
    private(set) var lines: [Int] = []
    /// The first thing met, as it is written.
    private(set) var example: String?

    mutating func add(line: Int) {
        count += 1
        if lines.count < Self.linesKept { lines.append(line) }
    }

    mutating func add(line: Int, example: @autoclosure () -> String) {
        if count == 0 { self.example = example() }
        add(line: line)
    }

    /// `lines 3, 17 and 40`, with `first` in front where there were more.
    var place: String {
        let list = lines.map(String.init)
        guard let last = list.last else { return "" }
        guard list.count > 1 else { return "line \(last)" }
        return (count > list.count ? "first in lines " : "lines ") + list.dropLast().joined(separator: ", ")
            + " and \(last)"
    }
}

/// The rows of one symbol in the order of the file.
struct SymbolRows {
    var symbol: String?
    var title: String?
    /// See `WrittenDate`.
    var dates: [Int32] = []
    /// Row by row, as many numbers a row as the layout has values; NaN is missing.
    var values: [Double] = []
}

/// What the rows of a file came to.
struct RowHarvest {
    var symbols: [SymbolRows] = []
    /// By the layout's values.
    var missing: [Tally]
    var notNumbers: [Tally]
    var badDates = Tally()
    var emptyRows = Tally()
    var shortRows = Tally()
    /// Dates that say their order only together, and for each order the first line that contradicts it.
    var openDates = Tally()
    var contradictions: [DateOrder: (line: Int, text: String)] = [:]
    var rowCount = 0
}

/// Reads the rows of a file whose layout is known.
///
/// Most fields are plain: digits and a point up to the next delimiter. They are read where they stand; whatever looks
/// otherwise goes through `RecordSplitter` and `NumberReader`.
struct RowReader {
    private enum Step {
        case skip, date, symbol, title
        case number(Int)
    }

    private let layout: Layout
    private let splitter: RecordSplitter
    /// What to do with each field up to the last that matters.
    private let steps: [Step]
    private let point: UInt8
    private var numbers: NumberReader
    private(set) var harvest: RowHarvest

    private var line: Int
    private var row: [Double]
    private var current = SymbolRows()
    private var currentIndex = -1
    private var symbolIndex: [String: Int] = [:]
    private var symbolText: [UInt8] = []

    /// The month of the last date written as `2026-01-22`: its first eight bytes, its first day, its length.
    private var monthKey: UInt64 = 0
    private var monthStart: Int32 = 0
    private var monthLength: UInt8 = 0

    init(_ layout: Layout) {
        self.layout = layout
        splitter = RecordSplitter(delimiter: layout.delimiter)
        point = layout.style.decimalComma ? Byte.comma : Byte.point
        numbers = NumberReader(style: layout.style)
        harvest = RowHarvest(
            missing: Array(repeating: Tally(), count: layout.values.count),
            notNumbers: Array(repeating: Tally(), count: layout.values.count))
        line = layout.dataLine
        row = Array(repeating: .nan, count: layout.values.count)
        let fields = layout.values.map(\.field) + [layout.dateField, layout.symbolField ?? 0, layout.titleField ?? 0]
        var steps = Array(repeating: Step.skip, count: (fields.max() ?? 0) + 1)
        steps[layout.dateField] = .date
        if let field = layout.symbolField { steps[field] = .symbol }
        if let field = layout.titleField { steps[field] = .title }
        for (index, value) in layout.values.enumerated() { steps[value.field] = .number(index) }
        self.steps = steps
    }

    /// Reads rows up to the end of the bytes.
    /// - Precondition: the last byte is a line end, so that no loop over a field runs beyond it.
    mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
        precondition(unsafe bytes.isEmpty || bytes[bytes.count - 1] == Byte.newline)
        var position = 0
        while position < bytes.count {
            if unsafe bytes[position] == Byte.newline {
                line += 1
                position += 1
            } else {
                position = unsafe readRow(bytes, from: position)
            }
        }
    }

    /// Hands over what was read.
    mutating func finish() -> RowHarvest {
        stow()
        currentIndex = -1
        return harvest
    }

    private mutating func readRow(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        var date: WrittenDate?
        var present = 0
        var title: Field?
        var fieldCount = 0
        let rowLine = line
        for index in row.indices { row[index] = .nan }
        reading: for step in steps {
            fieldCount += 1
            switch step {
            case .skip: position = unsafe skipField(bytes, position)
            case .date: date = unsafe readDate(bytes, &position)
            case .symbol: unsafe readSymbol(bytes, &position)
            case .title:
                let field = unsafe splitter.field(bytes.span, at: position, lines: &line)
                title = field.content
                position = field.end
            case .number(let index):
                let value = unsafe readNumber(bytes, &position, index)
                row[index] = value
                if !value.isNaN { present += 1 }
            }
            // A field ends at its delimiter, at the line's end or at the carriage return before it.
            guard position < bytes.count, unsafe bytes[position] == layout.delimiter else { break reading }
            position += 1
            if layout.delimiter == Byte.blank {
                while position < bytes.count, unsafe bytes[position] == Byte.blank { position += 1 }
            }
        }
        position = unsafe endOfLine(bytes, position)
        keep(date, present: present, fieldCount: fieldCount, line: rowLine) {
            title.map { unsafe text(bytes.span, $0) }
        }
        return position
    }

    /// Adds the row to its symbol's, or counts why not.
    private mutating func keep(
        _ date: WrittenDate?, present: Int, fieldCount: Int, line rowLine: Int, title: () -> String?
    ) {
        harvest.rowCount += 1
        guard let date else { return }
        guard present > 0 else {
            harvest.emptyRows.add(line: rowLine)
            return
        }
        if fieldCount < steps.count { harvest.shortRows.add(line: rowLine) }
        if present < row.count {
            for index in row.indices where row[index].isNaN { harvest.missing[index].add(line: rowLine) }
        }
        if currentIndex < 0 { select(symbol: nil) }
        if layout.titleField != nil, current.title == nil { current.title = title() }
        current.dates.append(date.bits)
        current.values.append(contentsOf: row)
    }

    private mutating func readNumber(
        _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ index: Int
    ) -> Double {
        var cursor = position
        let negative = unsafe bytes[cursor] == Byte.minus
        if negative { cursor += 1 }
        let start = cursor
        var mantissa: UInt64 = 0
        while true {
            let digit = unsafe bytes[cursor] &- Byte.zero
            guard digit <= 9 else { break }
            mantissa = mantissa &* 10 &+ UInt64(digit)
            cursor += 1
        }
        var digits = cursor - start
        var fraction = 0
        if unsafe bytes[cursor] == point, point != layout.delimiter {
            cursor += 1
            let first = cursor
            while true {
                let digit = unsafe bytes[cursor] &- Byte.zero
                guard digit <= 9 else { break }
                mantissa = mantissa &* 10 &+ UInt64(digit)
                cursor += 1
            }
            fraction = cursor - first
            digits += fraction
        }
        if digits > 0, digits <= 19, unsafe endsField(bytes, cursor),
            let value = NearestDouble.value(mantissa, exponent: -fraction)
        {
            position = cursor
            return negative ? -value : value
        }
        let fieldLine = line
        let field = unsafe splitter.field(bytes.span, at: position, lines: &line)
        position = field.end
        switch unsafe numbers.read(bytes.span, field.content) {
        case .value(let value): return value
        case .missing: return .nan
        case .notANumber:
            unsafe harvest.notNumbers[index].add(line: fieldLine, example: excerpt(bytes.span, field.content))
            return .nan
        }
    }

    private mutating func readDate(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> WrittenDate? {
        let start = position
        if start + 11 <= bytes.count, unsafe endsField(bytes, start + 10) {
            let key = unsafe UnsafeRawPointer(bytes.baseAddress! + start).loadUnaligned(as: UInt64.self)
            let tens = unsafe bytes[start + 8] &- Byte.zero
            let ones = unsafe bytes[start + 9] &- Byte.zero
            if key == monthKey, tens <= 3, ones <= 9 {
                let day = tens * 10 + ones
                if day >= 1, day <= monthLength {
                    position = start + 10
                    return WrittenDate(bits: monthStart + Int32(day) - 1)
                }
            }
        }
        let fieldLine = line
        let field = unsafe splitter.field(bytes.span, at: start, lines: &line)
        position = field.end
        let content = field.content
        let date: WrittenDate?
        if let bare = layout.bareDate {
            date = unsafe DateText.read(bytes.span, content, as: bare)
        } else {
            date = unsafe DateText.read(bytes.span, content)
        }
        guard let date else {
            if !content.isEmpty || position == start {
                unsafe harvest.badDates.add(line: fieldLine, example: excerpt(bytes.span, content))
            }
            return nil
        }
        if date.isOpen {
            unsafe weigh(date, line: fieldLine, bytes.span, content)
        } else if content.end - content.start == 10, content.start == start {
            unsafe rememberMonth(bytes, start, date)
        }
        return date
    }

    /// Keeps the month of a date written as `2026-01-22`, so that the next ones in it take no arithmetic.
    private mutating func rememberMonth(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ date: WrittenDate) {
        for offset in [0, 1, 2, 3, 5, 6, 8, 9] {
            guard unsafe Byte.isDigit(bytes[start + offset]) else { return }
        }
        guard unsafe bytes[start + 7] == bytes[start + 4], let day = date.day(in: .ymd) else { return }
        let (year, month, _) = day.civil
        unsafe monthKey = UnsafeRawPointer(bytes.baseAddress! + start).loadUnaligned(as: UInt64.self)
        monthStart = Day(year: year, month: month, day: 1).number
        monthLength = UInt8(Day.daysIn(month: month, year: year))
    }

    /// Notes what an open date says about the order of day, month and year.
    private mutating func weigh(_ date: WrittenDate, line: Int, _ bytes: Span<UInt8>, _ field: Field) {
        harvest.openDates.add(line: line, example: excerpt(bytes, field))
        for order in DateOrder.allCases where harvest.contradictions[order] == nil && date.day(in: order) == nil {
            harvest.contradictions[order] = (line, excerpt(bytes, field))
        }
    }

    private mutating func readSymbol(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) {
        let known = symbolText.count
        if known > 0, position + known < bytes.count, unsafe endsField(bytes, position + known) {
            var index = 0
            while index < known, unsafe bytes[position + index] == symbolText[index] { index += 1 }
            if index == known {
                position += known
                return
            }
        }
        let start = position
        let field = unsafe splitter.field(bytes.span, at: position, lines: &line)
        position = field.end
        select(symbol: unsafe text(bytes.span, field.content))
        symbolText.removeAll(keepingCapacity: true)
        if field.content.start == start {
            for index in start..<field.content.end { unsafe symbolText.append(bytes[index]) }
        }
    }

    /// Makes a symbol's rows the ones that grow.
    private mutating func select(symbol: String?) {
        let key = symbol.map { SymbolText.key($0) ?? "" } ?? ""
        if let index = symbolIndex[key] {
            guard index != currentIndex else { return }
            stow()
            currentIndex = index
            current = SymbolRows()
            swap(&current, &harvest.symbols[index])
            return
        }
        stow()
        currentIndex = harvest.symbols.count
        symbolIndex[key] = currentIndex
        harvest.symbols.append(SymbolRows())
        current = SymbolRows(symbol: symbol == nil ? nil : key)
    }

    private mutating func stow() {
        guard currentIndex >= 0 else { return }
        swap(&current, &harvest.symbols[currentIndex])
    }

    private func endsField(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
        let byte = unsafe bytes[position]
        if byte == layout.delimiter || byte == Byte.newline { return true }
        return unsafe byte == Byte.carriageReturn && position + 1 < bytes.count && bytes[position + 1] == Byte.newline
    }

    private mutating func skipField(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        if unsafe bytes[start] == Byte.quote || bytes[start] == Byte.blank {
            return unsafe splitter.field(bytes.span, at: start, lines: &line).end
        }
        var position = start
        while unsafe bytes[position] != layout.delimiter && bytes[position] != Byte.newline { position += 1 }
        return position
    }

    /// The beginning of the next line: quotes may hide line ends on the way.
    private mutating func endOfLine(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        var position = start
        while position < bytes.count {
            let byte = unsafe bytes[position]
            if byte == Byte.newline {
                line += 1
                return position + 1
            }
            if byte == Byte.quote {
                position = unsafe splitter.field(bytes.span, at: position, lines: &line).end
            } else {
                position += 1
            }
        }
        return position
    }
}
