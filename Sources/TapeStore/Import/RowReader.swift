import TapeTime

/// Reads the rows of a file whose layout is known.
///
/// Most fields are plain: digits and a point up to the next delimiter. They are read in place; all others go through
/// `RecordSplitter` and `NumberReader`.
@safe
struct RowReader {
    private struct Step {
        enum Kind { case skip, date, symbol, title, number }

        var kind = Kind.skip
        /// The value of the layout that the number belongs to.
        var value = 0
    }

    private let layout: FileLayout
    private let delimiter: UInt8
    private let isPartedByBlanks: Bool
    private let splitter: RecordSplitter
    /// What to do with each field, up to the last one needed.
    private let steps: [Step]
    private let point: UInt8
    private let powers = DigitWord.powers
    private let wholePowers = DigitWord.wholePowers
    private let width: Int
    private var numbers: NumberReader
    private var parsed: ParsedRows
    private let workspace: ImportWorkspace
    private let scratch: RowScratch
    /// The number of rows in the scratch, and its memory: kept here because the loop needs them for each row.
    private var count = 0
    private var values: UnsafeMutablePointer<Double>
    private var dates: UnsafeMutablePointer<Int32>
    private var stride: Int

    /// The number of fields in the row without a number.
    private var gaps = 0
    /// Fields of the row that are not numbers: they count only if the line is a row.
    private var oddities: [(value: Int, line: Int, text: String)] = []
    /// Counted from where reading began.
    private var line = 0
    private var symbols = SymbolTable()
    /// The symbol whose rows are in the scratch.
    private var currentSymbol = -1
    /// By symbol, if the symbols of a file are interleaved; empty if each one's rows are together.
    private var scratchBySymbol: [RowScratch] = []

    /// The orders of day, month and year that no date contradicts so far.
    private var possibleOrders = DateOrder.allCases

    /// The month of the last date written as `2026-01-22`: its first eight bytes, its first day, its length.
    private var monthKey: UInt64 = 0
    private var monthStart: Int32 = 0
    private var monthLength: UInt8 = 0

    init(_ layout: FileLayout, _ workspace: ImportWorkspace) {
        self.layout = layout
        self.workspace = workspace
        delimiter = layout.delimiter
        isPartedByBlanks = layout.delimiter == ASCII.blank
        splitter = RecordSplitter(delimiter: layout.delimiter)
        point = layout.style.decimalComma ? ASCII.comma : ASCII.point
        numbers = NumberReader(style: layout.style)
        width = layout.values.count
        parsed = ParsedRows(width: width)
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
    /// - Precondition: the last byte is a line end, so that no loop over a field passes the end.
    mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
        precondition(unsafe bytes.isEmpty || bytes[bytes.count - 1] == ASCII.newline)
        var position = 0
        while position < bytes.count {
            if unsafe bytes[position] == ASCII.newline {
                line += 1
                position += 1
            } else {
                position = unsafe readRow(bytes, from: position)
            }
        }
    }

    /// Returns the rows read.
    mutating func finish() -> ParsedRows {
        stow()
        for (symbol, rows) in scratchBySymbol.enumerated() where rows.count > 0 {
            parsed.symbols[symbol].segments.append(rows.take(rows.count, workspace))
        }
        parsed.keys = symbols.keys
        parsed.lineCount = line
        return parsed
    }

    private mutating func readRow(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        var date: WrittenDate?
        var title: Field?
        // A file without a column of symbols has one symbol, the first.
        var symbol = layout.symbolField == nil ? 0 : -1
        var fieldCount = 0
        let rowLine = line
        gaps = 0
        if count == stride { stow() }
        let slot = unsafe values + count
        reading: for index in 0..<steps.count {
            let step = steps[index]
            if isPartedByBlanks {
                while unsafe bytes[position] == ASCII.blank { position &+= 1 }
            }
            switch step.kind {
            case .skip: position = unsafe skipField(bytes, position)
            case .date: (date, position) = unsafe readDate(bytes, at: position)
            case .symbol: (symbol, position) = unsafe readSymbol(bytes, at: position)
            case .title:
                let field = unsafe splitter.field(bytes.span, at: position, lines: &line)
                title = field.content
                position = field.end
            case .number:
                let number = unsafe readNumber(bytes, at: position, step.value)
                unsafe slot[step.value &* stride] = number.value
                position = number.end
            }
            fieldCount &+= 1
            // A field ends at its delimiter, at the line's end or at the carriage return before it.
            guard position < bytes.count, unsafe bytes[position] == delimiter else { break reading }
            position &+= 1
        }
        position = unsafe endOfLine(bytes, position)
        parsed.rowCount &+= 1
        if !oddities.isEmpty {
            if date != nil { noteOddities() }
            oddities.removeAll(keepingCapacity: true)
        }
        guard let date else { return position }
        let present =
            gaps == 0 && fieldCount == steps.count ? width : unsafe numbersPresent(slot, fieldCount: fieldCount)
        guard present > 0, symbol >= 0 else {
            if present > 0 { parsed.noSymbol.add(line: rowLine) } else { parsed.emptyRows.add(line: rowLine) }
            return position
        }
        if present < width || fieldCount < steps.count {
            unsafe noteGaps(slot, fieldCount: fieldCount, line: rowLine)
        }
        if symbol != currentSymbol { select(symbol) }
        if let title, parsed.symbols[symbol].title == nil {
            parsed.symbols[symbol].title = unsafe text(bytes.span, title)
        }
        unsafe dates[count] = date.bits
        if layout.isInterleaved {
            scratchBySymbol[symbol].append(rowAt: count, of: scratch)
        } else {
            count &+= 1
        }
        return position
    }

    private mutating func noteOddities() {
        for oddity in oddities { parsed.notNumbers[oddity.value].add(line: oddity.line, example: oddity.text) }
    }

    /// The number of values in an incomplete row.
    private func numbersPresent(_ slot: UnsafeMutablePointer<Double>, fieldCount: Int) -> Int {
        var present = 0
        for step in steps[..<fieldCount] where step.kind == .number {
            present += unsafe slot[step.value * stride].isNaN ? 0 : 1
        }
        return present
    }

    /// Counts the missing numbers of a row, and fills in the fields that it lacks.
    private mutating func noteGaps(_ slot: UnsafeMutablePointer<Double>, fieldCount: Int, line rowLine: Int) {
        if fieldCount < steps.count {
            parsed.shortRows.add(line: rowLine)
            for step in steps[fieldCount...] where step.kind == .number { unsafe slot[step.value * stride] = .nan }
        }
        for index in 0..<width where unsafe slot[index * stride].isNaN { parsed.missing[index].add(line: rowLine) }
    }

    /// Makes a symbol the current one. The row just read is stored after the rows of the symbol before.
    private mutating func select(_ symbol: Int) {
        let keyed = layout.symbolField != nil
        while parsed.symbols.count <= symbol {
            let index = parsed.symbols.count
            parsed.symbols.append(SymbolRows(symbol: keyed ? symbols.keys[index] : nil))
            if layout.isInterleaved { scratchBySymbol.append(RowScratch(width: width, capacity: 64)) }
        }
        let row = count
        stow()
        if row > 0 {
            for column in 0..<width { unsafe values[column * stride] = values[column * stride + row] }
        }
        currentSymbol = symbol
    }

    /// Moves the rows in the scratch to their symbol.
    private mutating func stow() {
        guard currentSymbol >= 0, count > 0 else { return }
        parsed.symbols[currentSymbol].segments.append(scratch.take(count, workspace))
        count = 0
    }

    /// A number of up to eight digits, a point and up to eight digits, like almost all.
    @inline(__always)
    private mutating func readNumber(
        _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ index: Int
    ) -> (value: Double, end: Int) {
        // Eight bytes are read at a time; the last numbers of the text are read byte by byte.
        guard start &+ Self.longestPlainNumber <= bytes.count else {
            return unsafe readOddNumber(bytes, at: start, index)
        }
        let whole = unsafe DigitWord(bytes, at: start)
        var end = start &+ whole.count
        guard whole.count > 0 else { return unsafe readLongNumber(bytes, at: start, index) }
        if unsafe bytes[end] == point {
            let fraction = unsafe DigitWord(bytes, at: end &+ 1)
            end &+= 1 &+ fraction.count
            let mantissa = whole.value &* (unsafe wholePowers[unchecked: fraction.count]) &+ fraction.value
            guard fraction.count > 0, mantissa < 1 << 52, unsafe endsField(bytes, end) else {
                return unsafe readLongNumber(bytes, at: start, index)
            }
            // Both operands are exact, so the operation rounds only once; see `NearestDouble`.
            return (Self.double(mantissa) / (unsafe powers[unchecked: fraction.count]), end)
        }
        guard unsafe endsField(bytes, end) else { return unsafe readLongNumber(bytes, at: start, index) }
        return (Self.double(whole.value), end)
    }

    /// A whole number below 2⁵² as a double: put into the low bits of 2⁵², which is then subtracted. The processor's
    /// own conversion would wait for the previous content of its register, the quotient of the number before.
    @inline(__always)
    private static func double(_ whole: UInt64) -> Double { Double(bitPattern: 0x4330_0000_0000_0000 | whole) - 0x1p52 }

    /// A number of up to nineteen digits, with a sign or without.
    @inline(never)
    private mutating func readLongNumber(
        _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ index: Int
    ) -> (value: Double, end: Int) {
        let negative = unsafe bytes[start] == ASCII.minus
        var position = negative ? start + 1 : start
        var mantissa: UInt64 = 0
        var digits = unsafe readDigits(bytes, &position, &mantissa)
        var fraction = 0
        if unsafe bytes[position] == point {
            position += 1
            fraction = unsafe readDigits(bytes, &position, &mantissa)
            digits += fraction
        }
        guard digits > 0, digits <= 19, unsafe endsField(bytes, position),
            let value = NearestDouble.value(mantissa, exponent: -fraction)
        else { return unsafe readOddNumber(bytes, at: start, index) }
        return (negative ? -value : value, position)
    }

    /// A sign, twice two words of digits, the point, and one word read ahead.
    private static let longestPlainNumber = 64

    /// Appends the digits that begin at the position to the mantissa, up to two words of them; the other reader handles
    /// more.
    /// - Returns: the number of digits.
    @inline(__always)
    private func readDigits(
        _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ mantissa: inout UInt64
    ) -> Int {
        let start = position
        for _ in 0..<2 {
            let word = unsafe DigitWord(bytes, at: position)
            guard word.count > 0 else { break }
            mantissa = mantissa &* (unsafe wholePowers[unchecked: word.count]) &+ word.value
            position += word.count
        }
        return position - start
    }

    /// Any other field where a number is expected; a field that is not a number is missing.
    @inline(never)
    private mutating func readOddNumber(
        _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ index: Int
    ) -> (value: Double, end: Int) {
        let fieldLine = line
        let field = unsafe splitter.field(bytes.span, at: start, lines: &line)
        switch unsafe numbers.read(bytes.span, field.content) {
        case .value(let value): return (value, field.end)
        case .missing: break
        case .notANumber: unsafe oddities.append((index, fieldLine, excerpt(bytes.span, field.content)))
        }
        gaps += 1
        return (.nan, field.end)
    }

    @inline(__always)
    private mutating func readDate(
        _ bytes: UnsafeBufferPointer<UInt8>, at start: Int
    ) -> (date: WrittenDate?, end: Int) {
        if start &+ 11 <= bytes.count, unsafe endsField(bytes, start &+ 10),
            unsafe Self.monthKey(bytes, start) == monthKey || enterMonth(bytes, at: start)
        {
            let tens = unsafe bytes[start &+ 8] &- ASCII.zero
            let ones = unsafe bytes[start &+ 9] &- ASCII.zero
            if tens <= 3, ones <= 9 {
                let day = tens &* 10 &+ ones
                if day >= 1, day <= monthLength {
                    return (WrittenDate(bits: monthStart &+ Int32(day) &- 1), start &+ 10)
                }
            }
        }
        return unsafe readOddDate(bytes, at: start)
    }

    /// The first eight bytes of a date such as `2026-01-22`.
    @inline(__always)
    private static func monthKey(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> UInt64 {
        unsafe UnsafeRawPointer(bytes.baseAddress! + start).loadUnaligned(as: UInt64.self)
    }

    /// Remembers the month of a date written as `2026-01-22`, so that later dates in it need no arithmetic.
    /// - Returns: false if the date is written differently.
    @inline(never)
    private mutating func enterMonth(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        let separator = unsafe bytes[start + 4]
        guard separator == ASCII.minus || separator == UInt8(ascii: "/") || separator == ASCII.point,
            separator != delimiter, unsafe bytes[start + 7] == separator, layout.bareDate == nil
        else { return false }
        var number = 0
        for offset in [0, 1, 2, 3, 5, 6] {
            let byte = unsafe bytes[start + offset]
            guard ASCII.isDigit(byte) else { return false }
            number = number * 10 + Int(byte &- ASCII.zero)
        }
        let (year, month) = number.quotientAndRemainder(dividingBy: 100)
        guard Day.isValid(year: year, month: month, day: 1) else { return false }
        unsafe monthKey = Self.monthKey(bytes, start)
        monthStart = Day(year: year, month: month, day: 1).number
        monthLength = UInt8(Day.daysIn(month: month, year: year))
        return true
    }

    @inline(never)
    private mutating func readOddDate(
        _ bytes: UnsafeBufferPointer<UInt8>, at start: Int
    ) -> (date: WrittenDate?, end: Int) {
        let fieldLine = line
        let field = unsafe splitter.field(bytes.span, at: start, lines: &line)
        let content = field.content
        let date: WrittenDate?
        if let bare = layout.bareDate {
            date = unsafe DateText.read(bytes.span, content, as: bare)
        } else {
            date = unsafe DateText.read(bytes.span, content)
        }
        guard let date else {
            unsafe parsed.badDates.add(line: fieldLine, example: excerpt(bytes.span, content))
            return (nil, field.end)
        }
        if date.isOpen {
            unsafe weigh(date, line: fieldLine, bytes.span, content)
        }
        return (date, field.end)
    }

    /// Records what an ambiguous date shows about the order of day, month and year.
    private mutating func weigh(_ date: WrittenDate, line: Int, _ bytes: Span<UInt8>, _ field: Field) {
        parsed.openDates += 1
        if parsed.doubtful == nil, date.day(in: .dmy) != date.day(in: .mdy) {
            parsed.doubtful = (date, line, excerpt(bytes, field))
        }
        for order in possibleOrders where date.day(in: order) == nil {
            parsed.contradictions[order] = (line, excerpt(bytes, field))
            possibleOrders.removeAll { $0 == order }
        }
    }

    @inline(__always)
    private mutating func readSymbol(
        _ bytes: UnsafeBufferPointer<UInt8>, at start: Int
    ) -> (symbol: Int, end: Int) {
        if let known = unsafe symbols.expected(after: currentSymbol, bytes, at: start, delimiter: delimiter) {
            return known
        }
        return unsafe readOtherSymbol(bytes, at: start)
    }

    @inline(never)
    private mutating func readOtherSymbol(
        _ bytes: UnsafeBufferPointer<UInt8>, at start: Int
    ) -> (symbol: Int, end: Int) {
        let field = unsafe splitter.field(bytes.span, at: start, lines: &line)
        guard !field.content.isEmpty else { return (-1, field.end) }
        // The bytes compared with the next rows include quotes and blanks.
        let written = unsafe Array(bytes[start..<field.end])
        let text = unsafe text(bytes.span, field.content)
        return (symbols.index(of: text, field: written, after: currentSymbol), field.end)
    }

    @inline(__always)
    private func endsField(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
        let byte = unsafe bytes[position]
        if byte == delimiter || byte == ASCII.newline { return true }
        return unsafe byte == ASCII.carriageReturn && bytes[position &+ 1] == ASCII.newline
    }

    private mutating func skipField(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        if unsafe bytes[start] == ASCII.quote || bytes[start] == ASCII.blank {
            return unsafe splitter.field(bytes.span, at: start, lines: &line).end
        }
        var position = start
        while unsafe bytes[position] != delimiter && bytes[position] != ASCII.newline { position &+= 1 }
        return position
    }

    /// The beginning of the next line; line ends in quotes are skipped.
    @inline(__always)
    private mutating func endOfLine(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        var position = start
        while position < bytes.count {
            let byte = unsafe bytes[position]
            if byte == ASCII.newline {
                line &+= 1
                return position &+ 1
            }
            if byte == ASCII.quote {
                position = unsafe splitter.field(bytes.span, at: position, lines: &line).end
            } else {
                position &+= 1
            }
        }
        return position
    }
}
