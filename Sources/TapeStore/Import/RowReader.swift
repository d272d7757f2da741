/// Reads the rows of a file whose layout is known.
///
/// Most fields are plain: digits and a point up to the next delimiter. They are read where they stand; whatever looks
/// otherwise goes through `RecordSplitter` and `NumberReader`.
@safe
struct RowReader {
    private struct Step {
        enum Kind { case skip, date, symbol, title, number }

        var kind = Kind.skip
        /// The layout's value a number goes to.
        var value = 0
    }

    private let layout: Layout
    private let delimiter: UInt8
    private let splitter: RecordSplitter
    /// What to do with each field up to the last that matters.
    private let steps: [Step]
    private let point: UInt8
    private let powers = NearestDouble.powers
    private let width: Int
    private var numbers: NumberReader
    private var harvest: RowHarvest
    private let workspace: ImportWorkspace
    private let scratch: RowScratch
    /// The number of rows that stand in the scratch, and its memory: kept here because the loop asks for them each row.
    private var count = 0
    private var values: UnsafeMutablePointer<Double>
    private var dates: UnsafeMutablePointer<Int32>
    private var stride: Int

    /// Fields of the row that are no numbers: they count once it is known that the line is a row.
    private var oddities: [(value: Int, line: Int, text: String)] = []
    /// Counted from where the reading began.
    private var line = 0
    private var symbols = SymbolTable()
    /// The symbol whose rows the scratch holds.
    private var currentSymbol = -1
    /// By symbol, where the symbols of a file take turns row by row; empty where each one's rows stand together.
    private var turns: [RowScratch] = []

    /// The orders of day, month and year that no date so far contradicts.
    private var possibleOrders = DateOrder.allCases

    /// The month of the last date written as `2026-01-22`: its first eight bytes, its first day, its length.
    private var monthKey: UInt64 = 0
    private var monthStart: Int32 = 0
    private var monthLength: UInt8 = 0

    init(_ layout: Layout, _ workspace: ImportWorkspace) {
        self.layout = layout
        self.workspace = workspace
        delimiter = layout.delimiter
        splitter = RecordSplitter(delimiter: layout.delimiter)
        point = layout.style.decimalComma ? Byte.comma : Byte.point
        numbers = NumberReader(style: layout.style)
        width = layout.values.count
        harvest = RowHarvest(width: width)
        scratch = workspace.scratch(width: width, capacity: min(layout.expectedRows, RowScratch.mostRows))
        unsafe values = scratch.values
        unsafe dates = scratch.dates
        stride = scratch.capacity
        let fields = layout.values.map(\.field) + [layout.dateField, layout.symbolField ?? 0, layout.titleField ?? 0]
        var steps = Array(repeating: Step(), count: (fields.max() ?? 0) + 1)
        steps[layout.dateField].kind = .date
        if let field = layout.symbolField { steps[field].kind = .symbol }
        if let field = layout.titleField { steps[field].kind = .title }
        for (index, value) in layout.values.enumerated() { steps[value.field] = Step(kind: .number, value: index) }
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
        for (symbol, rows) in turns.enumerated() where rows.count > 0 {
            harvest.symbols[symbol].segments.append(rows.take(rows.count, workspace))
        }
        harvest.keys = symbols.keys
        harvest.lineCount = line
        return harvest
    }

    private mutating func readRow(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        var date: WrittenDate?
        var present = 0
        var title: Field?
        // A file without a column of symbols has one, the first.
        var symbol = layout.symbolField == nil ? 0 : -1
        var fieldCount = 0
        let rowLine = line
        if count == stride { stow() }
        let slot = unsafe values + count
        reading: for index in 0..<steps.count {
            let step = steps[index]
            if delimiter == Byte.blank {
                while unsafe bytes[position] == Byte.blank { position &+= 1 }
            }
            switch step.kind {
            case .skip: position = unsafe skipField(bytes, position)
            case .date: date = unsafe readDate(bytes, &position)
            case .symbol: symbol = unsafe readSymbol(bytes, &position)
            case .title:
                let field = unsafe splitter.field(bytes.span, at: position, lines: &line)
                title = field.content
                position = field.end
            case .number:
                let value = unsafe readNumber(bytes, &position, step.value)
                unsafe slot[step.value * stride] = value
                present &+= value.isNaN ? 0 : 1
            }
            fieldCount &+= 1
            // A field ends at its delimiter, at the line's end or at the carriage return before it.
            guard position < bytes.count, unsafe bytes[position] == delimiter else { break reading }
            position &+= 1
        }
        position = unsafe endOfLine(bytes, position)
        harvest.rowCount &+= 1
        if !oddities.isEmpty {
            if date != nil { noteOddities() }
            oddities.removeAll(keepingCapacity: true)
        }
        guard let date else { return position }
        guard present > 0, symbol >= 0 else {
            if present > 0 { harvest.noSymbol.add(line: rowLine) } else { harvest.emptyRows.add(line: rowLine) }
            return position
        }
        if present < width || fieldCount < steps.count {
            unsafe noteGaps(slot, fieldCount: fieldCount, line: rowLine)
        }
        if symbol != currentSymbol { select(symbol) }
        if let title, harvest.symbols[symbol].title == nil {
            harvest.symbols[symbol].title = unsafe text(bytes.span, title)
        }
        unsafe dates[count] = date.bits
        if layout.takesTurns {
            turns[symbol].append(rowAt: count, of: scratch)
        } else {
            count &+= 1
        }
        return position
    }

    private mutating func noteOddities() {
        for oddity in oddities { harvest.notNumbers[oddity.value].add(line: oddity.line, example: oddity.text) }
    }

    /// Counts the numbers a row lacks, and fills up the fields that it has not.
    private mutating func noteGaps(_ slot: UnsafeMutablePointer<Double>, fieldCount: Int, line rowLine: Int) {
        if fieldCount < steps.count {
            harvest.shortRows.add(line: rowLine)
            for step in steps[fieldCount...] where step.kind == .number { unsafe slot[step.value * stride] = .nan }
        }
        for index in 0..<width where unsafe slot[index * stride].isNaN { harvest.missing[index].add(line: rowLine) }
    }

    /// Makes a symbol's rows the ones that grow. The row just read stands behind the rows of the symbol before.
    private mutating func select(_ symbol: Int) {
        let keyed = layout.symbolField != nil
        while harvest.symbols.count <= symbol {
            let index = harvest.symbols.count
            harvest.symbols.append(SymbolRows(symbol: keyed ? symbols.keys[index] : nil))
            if layout.takesTurns { turns.append(RowScratch(width: width, capacity: 64)) }
        }
        let row = count
        stow()
        if row > 0 {
            for column in 0..<width { unsafe values[column * stride] = values[column * stride + row] }
        }
        currentSymbol = symbol
    }

    /// Hands the rows in the scratch to their symbol.
    private mutating func stow() {
        guard currentSymbol >= 0, count > 0 else { return }
        harvest.symbols[currentSymbol].segments.append(scratch.take(count, workspace))
        count = 0
    }

    @inline(__always)
    private mutating func readNumber(
        _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ index: Int
    ) -> Double {
        // Eight bytes at a time are looked at; the last numbers of the text are read byte by byte.
        guard position &+ Self.longestPlainNumber <= bytes.count else {
            return unsafe readOddNumber(bytes, &position, index)
        }
        var cursor = position
        let negative = unsafe bytes[cursor] == Byte.minus
        if negative { cursor &+= 1 }
        let start = cursor
        var mantissa: UInt64 = 0
        unsafe Self.readDigits(bytes, &cursor, &mantissa)
        var digits = cursor &- start
        var fraction = 0
        if unsafe bytes[cursor] == point {
            cursor &+= 1
            let first = cursor
            unsafe Self.readDigits(bytes, &cursor, &mantissa)
            fraction = cursor &- first
            digits &+= fraction
        }
        guard digits > 0, digits <= 19, unsafe endsField(bytes, cursor) else {
            return unsafe readOddNumber(bytes, &position, index)
        }
        // Both operands are exact, so that the one operation rounds once; see `NearestDouble`.
        if mantissa <= 1 << 53 {
            position = cursor
            let value = Double(mantissa) / powers[fraction]
            return negative ? -value : value
        }
        guard let value = NearestDouble.value(mantissa, exponent: -fraction) else {
            return unsafe readOddNumber(bytes, &position, index)
        }
        position = cursor
        return negative ? -value : value
    }

    /// A sign, twice three words of digits, the point, and a word to look at.
    private static let longestPlainNumber = 64

    /// Appends the digits that begin at the cursor to the mantissa, up to three words of them: more than 19 are for the
    /// other reader anyway.
    @inline(__always)
    private static func readDigits(
        _ bytes: UnsafeBufferPointer<UInt8>, _ cursor: inout Int, _ mantissa: inout UInt64
    ) {
        for _ in 0..<3 {
            let word = unsafe DigitWord(bytes, at: cursor)
            let count = word.digitCount
            if count > 0 { mantissa = mantissa &* DigitWord.powers[count] &+ word.value(of: count) }
            cursor &+= count
            if count < 8 { return }
        }
    }

    @inline(never)
    private mutating func readOddNumber(
        _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ index: Int
    ) -> Double {
        let fieldLine = line
        let field = unsafe splitter.field(bytes.span, at: position, lines: &line)
        position = field.end
        switch unsafe numbers.read(bytes.span, field.content) {
        case .value(let value): return value
        case .missing: return .nan
        case .notANumber:
            unsafe oddities.append((index, fieldLine, excerpt(bytes.span, field.content)))
            return .nan
        }
    }

    @inline(__always)
    private mutating func readDate(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> WrittenDate? {
        let start = position
        if start &+ 11 <= bytes.count, unsafe endsField(bytes, start &+ 10) {
            let key = unsafe Self.monthKey(bytes, start)
            let tens = unsafe bytes[start &+ 8] &- Byte.zero
            let ones = unsafe bytes[start &+ 9] &- Byte.zero
            if key == monthKey, tens <= 3, ones <= 9 {
                let day = tens &* 10 &+ ones
                if day >= 1, day <= monthLength {
                    position = start &+ 10
                    return WrittenDate(bits: monthStart &+ Int32(day) &- 1)
                }
            }
        }
        return unsafe readOddDate(bytes, &position)
    }

    @inline(never)
    private mutating func readOddDate(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> WrittenDate? {
        let start = position
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
            unsafe harvest.badDates.add(line: fieldLine, example: excerpt(bytes.span, content))
            return nil
        }
        if date.isOpen {
            unsafe weigh(date, line: fieldLine, bytes.span, content)
        } else if content.end - content.start == 10, content.start == start {
            unsafe rememberMonth(bytes, start, date)
        }
        return date
    }

    /// The first eight bytes of a date such as `2026-01-22`.
    @inline(__always)
    private static func monthKey(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> UInt64 {
        unsafe UnsafeRawPointer(bytes.baseAddress! + start).loadUnaligned(as: UInt64.self)
    }

    /// Keeps the month of a date written as `2026-01-22`, so that the next ones in it take no arithmetic.
    private mutating func rememberMonth(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ date: WrittenDate) {
        for offset in [0, 1, 2, 3, 5, 6, 8, 9] {
            guard unsafe Byte.isDigit(bytes[start + offset]) else { return }
        }
        guard unsafe bytes[start + 7] == bytes[start + 4], let day = date.day(in: .ymd) else { return }
        let (year, month, _) = day.civil
        unsafe monthKey = Self.monthKey(bytes, start)
        monthStart = Day(year: year, month: month, day: 1).number
        monthLength = UInt8(Day.daysIn(month: month, year: year))
    }

    /// Notes what an open date says about the order of day, month and year.
    private mutating func weigh(_ date: WrittenDate, line: Int, _ bytes: Span<UInt8>, _ field: Field) {
        harvest.openDates += 1
        if harvest.doubtful == nil, date.day(in: .dmy) != date.day(in: .mdy) {
            harvest.doubtful = (date, line, excerpt(bytes, field))
        }
        for order in possibleOrders where date.day(in: order) == nil {
            harvest.contradictions[order] = (line, excerpt(bytes, field))
            possibleOrders.removeAll { $0 == order }
        }
    }

    @inline(__always)
    private mutating func readSymbol(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Int {
        if let known = unsafe symbols.expected(after: currentSymbol, bytes, at: position, delimiter: delimiter) {
            position = known.end
            return known.symbol
        }
        return unsafe readOtherSymbol(bytes, &position)
    }

    @inline(never)
    private mutating func readOtherSymbol(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Int {
        let start = position
        let field = unsafe splitter.field(bytes.span, at: position, lines: &line)
        position = field.end
        guard !field.content.isEmpty else { return -1 }
        // Quotes and blanks are part of what the next rows are compared with.
        let written = unsafe Array(bytes[start..<field.end])
        return symbols.index(of: unsafe text(bytes.span, field.content), field: written, after: currentSymbol)
    }

    @inline(__always)
    private func endsField(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
        let byte = unsafe bytes[position]
        if byte == delimiter || byte == Byte.newline { return true }
        return unsafe byte == Byte.carriageReturn && bytes[position &+ 1] == Byte.newline
    }

    private mutating func skipField(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        if unsafe bytes[start] == Byte.quote || bytes[start] == Byte.blank {
            return unsafe splitter.field(bytes.span, at: start, lines: &line).end
        }
        var position = start
        while unsafe bytes[position] != delimiter && bytes[position] != Byte.newline { position &+= 1 }
        return position
    }

    /// The beginning of the next line: quotes may hide line ends on the way.
    @inline(__always)
    private mutating func endOfLine(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        var position = start
        while position < bytes.count {
            let byte = unsafe bytes[position]
            if byte == Byte.newline {
                line &+= 1
                return position &+ 1
            }
            if byte == Byte.quote {
                position = unsafe splitter.field(bytes.span, at: position, lines: &line).end
            } else {
                position &+= 1
            }
        }
        return position
    }
}
