import TapeTime

/// The order in which a file writes the parts of its dates.
package enum DateOrder: String, Sendable, CaseIterable {
    case dmy, mdy, ymd
}

/// A date as written in a file: a day, or three numbers whose order only the whole column can show.
struct WrittenDate: Equatable {
    /// A day number; or, from `openMark` on, three packed numbers.
    var bits: Int32

    private static let openMark: Int32 = 1 << 30
    private static let shortMark: Int32 = 1 << 29

    init(bits: Int32) { self.bits = bits }
    init(_ day: Day) { bits = day.number }

    /// A day from its parts; nil if it does not exist.
    init?(year: Int, month: Int, day: Int) {
        guard Day.isValid(year: year, month: month, day: day) else { return nil }
        self.init(Day(year: year, month: month, day: day))
    }

    /// Three numbers in written order; nil if no order makes them a date.
    init?(_ first: Int, _ second: Int, _ third: Int, shortYear: Bool) {
        guard (0...99).contains(first), (1...31).contains(second), (0...9999).contains(third) else { return nil }
        let mark = Self.openMark | (shortYear ? Self.shortMark : 0)
        bits = mark | Int32(first) << 19 | Int32(second) << 14 | Int32(third)
        guard DateOrder.allCases.contains(where: { day(in: $0) != nil }) else { return nil }
    }

    /// Whether the order must be found from the column.
    var isOpen: Bool { bits >= Self.openMark }

    /// The day in an order; nil if it is not a date in that order.
    func day(in order: DateOrder) -> Day? {
        guard isOpen else { return Day(bits) }
        let first = Int(bits >> 19) & 0x7F
        let second = Int(bits >> 14) & 0x1F
        let third = Int(bits) & 0x3FFF
        let isShort = bits & Self.shortMark != 0
        let parts: (year: Int, month: Int, day: Int)
        switch order {
        case .dmy: parts = (third, second, first)
        case .mdy: parts = (third, first, second)
        case .ymd:
            guard isShort else { return nil }
            parts = (first, second, third)
        }
        let year = isShort ? DateText.century(parts.year) : parts.year
        guard Day.isValid(year: year, month: parts.month, day: parts.day) else { return nil }
        return Day(year: year, month: parts.month, day: parts.day)
    }
}

/// Reads dates as files write them. A time and zone after a date are ignored: the date is the session's.
enum DateText {
    /// The year of two digits: 00 to 69 are 2000 to 2069, 70 to 99 are 1970 to 1999.
    static func century(_ year: Int) -> Int { year < 70 ? 2000 + year : 1900 + year }

    /// Reads a date that is recognisable by itself: `2026-01-22`, `2026/1/22`, `20260122`, `22.01.2026`, `1/22/26`,
    /// `Jan 22, 2026`, `22-Jan-2026`, `2026-01`, `2026Q1`, each optionally followed by a time and a zone.
    static func read(_ bytes: Span<UInt8>, _ field: Field) -> WrittenDate? {
        var scanner = Scanner(field)
        guard let date = scanner.date(bytes), scanner.endsWithTime(bytes) else { return nil }
        return date
    }

    /// Reads a date that is a bare number of the given meaning.
    static func read(_ bytes: Span<UInt8>, _ field: Field, as shape: BareDate) -> WrittenDate? {
        guard let number = wholeNumber(bytes, field) else { return nil }
        switch shape {
        case .month: return WrittenDate(year: number / 100, month: number % 100, day: 1)
        case .year: return (1...9999).contains(number) ? WrittenDate(Day(year: number, month: 1, day: 1)) : nil
        case .epoch(let unitsADay):
            let day = number >= 0 ? number / unitsADay : (number - unitsADay + 1) / unitsADay
            guard abs(day) < 2_900_000 else { return nil }
            return WrittenDate(Day(Int32(day)))
        case .serial:
            // Spreadsheets count from 1899-12-30.
            return (1...2_900_000).contains(number) ? WrittenDate(Day(year: 1899, month: 12, day: 30) + number) : nil
        }
    }

    /// A number of up to 19 digits, ignoring its fraction, which is a time of day.
    static func wholeNumber(_ bytes: Span<UInt8>, _ field: Field) -> Int? {
        var position = field.start
        let negative = position < field.end && bytes[position] == ASCII.minus
        if negative { position += 1 }
        var number = 0
        var count = 0
        while position < field.end, ASCII.isDigit(bytes[position]), count < 19 {
            let (tens, isOver) = number.multipliedReportingOverflow(by: 10)
            let (sum, isMore) = tens.addingReportingOverflow(Int(bytes[position] &- ASCII.zero))
            guard !isOver, !isMore else { return nil }
            number = sum
            count += 1
            position += 1
        }
        if position < field.end, bytes[position] == ASCII.point {
            position += 1
            while position < field.end, ASCII.isDigit(bytes[position]) { position += 1 }
        }
        guard count > 0, position == field.end else { return nil }
        return negative ? -number : number
    }
}

/// What the bare numbers in a column of dates mean.
enum BareDate: Equatable {
    case year
    /// `202601`.
    case month
    /// Seconds, milliseconds, microseconds or nanoseconds since 1970, by the number of units in a day.
    case epoch(unitsADay: Int)
    /// A spreadsheet's day number.
    case serial

    /// The meaning of a number of this size; nil if it is unlikely to be a date.
    init?(likely number: Int) {
        switch abs(number) {
        case 1500...2200 where number > 0: self = .year
        case 150_001...220_012 where number > 0 && (1...12).contains(number % 100): self = .month
        case 10_000...80_000 where number > 0: self = .serial
        case 10_000_000..<100_000_000_000: self = .epoch(unitsADay: 86_400)
        case 100_000_000_000..<100_000_000_000_000: self = .epoch(unitsADay: 86_400_000)
        case 100_000_000_000_000..<100_000_000_000_000_000: self = .epoch(unitsADay: 86_400_000_000)
        case 100_000_000_000_000_000...: self = .epoch(unitsADay: 86_400_000_000_000)
        default: return nil
        }
    }
}

/// Scans one date.
private struct Scanner {
    var position: Int
    let end: Int

    init(_ field: Field) {
        position = field.start
        end = field.end
    }

    mutating func date(_ bytes: Span<UInt8>) -> WrittenDate? {
        skipWeekday(bytes)
        guard position < end else { return nil }
        if ASCII.isLetter(bytes[position]) { return wordFirst(bytes) }
        guard let (first, digits) = number(bytes) else { return nil }
        switch digits {
        case 1, 2: return dayFirst(bytes, first)
        case 4: return yearFirst(bytes, first)
        case 8: return day(first / 10000, first / 100 % 100, first % 100)
        case 14:
            let date = first / 1_000_000
            return day(date / 10000, date / 100 % 100, date % 100)
        default: return nil
        }
    }

    /// Whether nothing follows, or a time of day with any zone.
    mutating func endsWithTime(_ bytes: Span<UInt8>) -> Bool {
        let start = position
        while position < end, bytes[position] == ASCII.blank || bytes[position] == ASCII.comma { position += 1 }
        if position < end, ASCII.lower(bytes[position]) == UInt8(ascii: "t") { position += 1 }
        guard position < end else { return true }
        if position == start {
            // Without a blank, only a zone may follow: `2026-01-22Z`, `2026-01-22+01:00`.
            guard ASCII.lower(bytes[position]) == UInt8(ascii: "z") || bytes[position] == ASCII.plus else {
                return false
            }
        } else {
            guard let (clock, digits) = number(bytes) else { return false }
            let hasColon = digits <= 2 && position < end && bytes[position] == UInt8(ascii: ":")
            let isHour = digits <= 2 ? clock < 24 : digits == 4 ? clock < 2400 : clock < 240_000
            guard isHour, hasColon || digits == 4 || digits == 6 else { return false }
        }
        while position < end {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: ":"), ASCII.point, ASCII.plus, ASCII.minus, ASCII.blank, UInt8(ascii: "/"),
                UInt8(ascii: "_"), UInt8(ascii: "["), UInt8(ascii: "]"):
                break
            default: guard ASCII.isDigit(byte) || ASCII.isLetter(byte) else { return false }
            }
            position += 1
        }
        return true
    }

    /// `2026-01-22`, `2026-Jan-22`, `2026-01`, `2026Q1`, `2026-Q1`.
    private mutating func yearFirst(_ bytes: Span<UInt8>, _ year: Int) -> WrittenDate? {
        guard position < end else { return nil }
        let mark = bytes[position]
        if let date = quarter(bytes, year) { return date }
        guard isSeparator(mark) else { return nil }
        position += 1
        if let date = quarter(bytes, year) { return date }
        let month: Int
        if let (number, digits) = number(bytes) {
            guard digits <= 2 else { return nil }
            month = number
        } else {
            guard let named = monthName(bytes) else { return nil }
            month = named
        }
        guard position < end, bytes[position] == mark else {
            // A year and a month without a day.
            return mark == ASCII.minus && position == end ? day(year, month, 1) : nil
        }
        position += 1
        guard let (last, digits) = number(bytes), digits <= 2 else { return nil }
        return day(year, month, last)
    }

    /// `22.01.2026`, `1/22/26`, `22-Jan-2026`, `22 January 26`.
    private mutating func dayFirst(_ bytes: Span<UInt8>, _ first: Int) -> WrittenDate? {
        skipOrdinal(bytes)
        guard position < end else { return nil }
        let mark = bytes[position]
        if isSeparator(mark) { position += 1 }
        skipBlanks(bytes)
        if let month = monthName(bytes) {
            skipMarks(bytes)
            guard let year = year(bytes) else { return nil }
            return day(year, month, first)
        }
        guard isSeparator(mark), let (second, secondDigits) = number(bytes), secondDigits <= 2 else { return nil }
        guard position < end, bytes[position] == mark else { return nil }
        position += 1
        skipBlanks(bytes)
        guard let (third, digits) = number(bytes), digits == 2 || digits == 4 else { return nil }
        return WrittenDate(first, second, third, shortYear: digits == 2)
    }

    /// `Jan 22, 2026`, `January 2026`, `Q1 2026`.
    private mutating func wordFirst(_ bytes: Span<UInt8>) -> WrittenDate? {
        if ASCII.lower(bytes[position]) == UInt8(ascii: "q"), position + 1 < end, ASCII.isDigit(bytes[position + 1]) {
            let quarter = Int(bytes[position + 1] &- ASCII.zero)
            position += 2
            skipMarks(bytes)
            guard let (year, digits) = number(bytes), digits == 4, (1...4).contains(quarter) else { return nil }
            return day(year, quarter * 3 - 2, 1)
        }
        guard let month = monthName(bytes) else { return nil }
        skipMarks(bytes)
        guard let (first, digits) = number(bytes) else { return nil }
        if digits == 4 { return day(first, month, 1) }
        guard digits <= 2 else { return nil }
        skipOrdinal(bytes)
        skipMarks(bytes)
        guard let year = year(bytes) else { return nil }
        return day(year, month, first)
    }

    private mutating func quarter(_ bytes: Span<UInt8>, _ year: Int) -> WrittenDate? {
        guard position + 1 < end, ASCII.lower(bytes[position]) == UInt8(ascii: "q") else { return nil }
        let quarter = Int(bytes[position + 1] &- ASCII.zero)
        guard (1...4).contains(quarter) else { return nil }
        position += 2
        return day(year, quarter * 3 - 2, 1)
    }

    private mutating func year(_ bytes: Span<UInt8>) -> Int? {
        guard let (number, digits) = number(bytes) else { return nil }
        switch digits {
        case 2: return DateText.century(number)
        case 4: return number
        default: return nil
        }
    }

    private func day(_ year: Int, _ month: Int, _ day: Int) -> WrittenDate? {
        WrittenDate(year: year, month: month, day: day)
    }

    private mutating func number(_ bytes: Span<UInt8>) -> (value: Int, digits: Int)? {
        let start = position
        var value = 0
        while position < end, position - start < 15, ASCII.isDigit(bytes[position]) {
            value = value * 10 + Int(bytes[position] &- ASCII.zero)
            position += 1
        }
        return position > start ? (value, position - start) : nil
    }

    private func isSeparator(_ byte: UInt8) -> Bool {
        byte == ASCII.minus || byte == UInt8(ascii: "/") || byte == ASCII.point || byte == ASCII.blank
    }

    private mutating func skipBlanks(_ bytes: Span<UInt8>) {
        while position < end, ASCII.isBlank(bytes[position]) { position += 1 }
    }

    /// Skips the marks between the parts of a date with a month's name.
    private mutating func skipMarks(_ bytes: Span<UInt8>) {
        while position < end, isSeparator(bytes[position]) || bytes[position] == ASCII.comma { position += 1 }
    }

    private mutating func skipOrdinal(_ bytes: Span<UInt8>) {
        guard position + 2 <= end, ASCII.isLetter(bytes[position]) else { return }
        let suffix = Field(start: position, end: position + 2)
        let follows = position + 2 < end ? bytes[position + 2] : ASCII.blank
        guard !ASCII.isLetter(follows) else { return }
        if matches(bytes, suffix, "st") || matches(bytes, suffix, "nd") || matches(bytes, suffix, "rd")
            || matches(bytes, suffix, "th")
        {
            position += 2
        }
    }

    private mutating func skipWeekday(_ bytes: Span<UInt8>) {
        let word = wordEnd(bytes)
        guard word - position >= 3 else { return }
        let prefix = Field(start: position, end: position + 3)
        let names: [StaticString] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        guard names.contains(where: { matches(bytes, prefix, $0) }) else { return }
        position = word
        skipMarks(bytes)
    }

    /// The month whose English name, or at least its first three letters, is here.
    private mutating func monthName(_ bytes: Span<UInt8>) -> Int? {
        let word = wordEnd(bytes)
        guard word - position >= 3 else { return nil }
        let key =
            UInt32(ASCII.lower(bytes[position])) << 16 | UInt32(ASCII.lower(bytes[position + 1])) << 8
            | UInt32(ASCII.lower(bytes[position + 2]))
        guard let index = Self.monthKeys.firstIndex(of: key) else { return nil }
        let name = Field(start: position, end: word)
        // `Sept` is between the three-letter form and the full name.
        guard word - position == 3 || matches(bytes, name, Self.months[index]) || matches(bytes, name, "sept") else {
            return nil
        }
        position = word
        return index + 1
    }

    private static let months: [StaticString] = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
    /// The first three letters of each month as one number.
    private static let monthKeys: [UInt32] = months.map { name in
        name.withUTF8Buffer { unsafe UInt32($0[0]) << 16 | UInt32($0[1]) << 8 | UInt32($0[2]) }
    }

    private func wordEnd(_ bytes: Span<UInt8>) -> Int {
        var index = position
        while index < end, ASCII.isLetter(bytes[index]) { index += 1 }
        return index
    }
}
