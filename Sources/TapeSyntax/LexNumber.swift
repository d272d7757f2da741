import TapeTime

extension Lexer {
    /// Everything that begins with a digit: numbers, percents, glued durations and dates.
    mutating func number() {
        let start = position
        if isYear(at: start), peek(4) == 0x2D, Byte.isDigit(peek(5)) {
            dashedDate()
        } else if isYear(at: start), peek(4) | 0x20 == 0x71, Byte.isDigit(peek(5)) {
            quarterDate()
        } else {
            plainNumber()
        }
    }

    /// Whether exactly four digits begin here.
    private func isYear(at start: Int) -> Bool {
        guard start + 4 <= bytes.count else { return false }
        for index in start..<(start + 4) where !Byte.isDigit(bytes[index]) { return false }
        return start + 4 == bytes.count || !Byte.isDigit(bytes[start + 4]) && bytes[start + 4] != 0x5F
    }

    /// `2026-01` or `2026-01-22`
    private mutating func dashedDate() {
        let start = position
        position += 4
        while Byte.isNamePart(peek()) || peek() == 0x2D && Byte.isDigit(peek(1)) { position += 1 }
        let parts = bytes[start..<position].split(separator: 0x2D, omittingEmptySubsequences: false)
        let numbers = parts.map { whole($0) }
        var date: DateLiteral?
        if parts.allSatisfy({ $0.count == 2 || $0.startIndex == start }), !numbers.contains(nil) {
            if numbers.count == 2 { date = .month(numbers[0]!, numbers[1]!) }
            if numbers.count == 3 { date = .day(numbers[0]!, numbers[1]!, numbers[2]!) }
        }
        if numbers.count == 2, !numbers.contains(nil), parts.allSatisfy({ $0.count == 4 }) {
            // Two years mean a span.
            let span = SourceSpan(start, position)
            let years = parts.map { String(decoding: $0, as: UTF8.self) }
            report(
                .badDate, span, "`\(source.excerpt(span))` is not a date",
                [.init("example", "from \(years[0]) to \(years[1])")])
            add(.date(.standIn), from: start, isBad: true)
            return
        }
        finishDate(date, from: start, advice: "2026-01-22, or 2026-01 for the month; subtraction needs spaces")
    }

    /// `2026Q1`
    private mutating func quarterDate() {
        let start = position
        position += 5
        while Byte.isNamePart(peek()) { position += 1 }
        let quarter = position == start + 6 ? whole(bytes[(start + 5)..<position]) : nil
        let date = quarter.map { DateLiteral.quarter(whole(bytes[start..<(start + 4)]) ?? 0, $0) }
        finishDate(date, from: start, advice: "2026Q1, with a quarter from 1 to 4")
    }

    private mutating func finishDate(_ date: DateLiteral?, from start: Int, advice: String) {
        if let date, date.fault == nil {
            add(.date(date), from: start)
            return
        }
        let span = SourceSpan(start, position)
        let message = date?.fault ?? "`\(source.excerpt(span))` is not a date"
        let near = date?.nearestDate.map { Printer.text($0) }
        report(.badDate, span, message, [near.map { .init("nearest", $0) } ?? .init("expected", advice)])
        add(.date(.standIn), from: start, isBad: true)
    }

    /// The value of up to nine digits; nil for anything else.
    private func whole(_ digits: ArraySlice<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.count <= 9 else { return nil }
        var value = 0
        for digit in digits {
            guard Byte.isDigit(digit) else { return nil }
            value = value * 10 + Int(digit - 0x30)
        }
        return value
    }

    /// `2_861`, `0.5`, `.5`, `1e6`, and a suffix: `%`, `bp`, `d`, `w`, `m`, `q`, `y`
    private mutating func plainNumber() {
        let start = position
        var wellFormed = digits()
        var isWhole = true
        if peek() == 0x2E, Byte.isDigit(peek(1)) {
            isWhole = false
            position += 1
            wellFormed = digits() && wellFormed
        }
        if peek() | 0x20 == 0x65 {
            let signed = peek(1) == 0x2B || peek(1) == 0x2D
            if Byte.isDigit(peek(signed ? 2 : 1)) {
                isWhole = false
                position += signed ? 2 : 1
                wellFormed = digits() && wellFormed
            }
        }
        let text = String(decoding: bytes[start..<position].filter { $0 != 0x5F }, as: UTF8.self)
        let value = Double(text) ?? .infinity
        let unit = position
        if peek() == 0x25 {
            position += 1
        } else {
            while Byte.isNamePart(peek()) || peek() == 0x2E && Byte.isDigit(peek(1)) { position += 1 }
        }
        let suffix = Byte.lowered(bytes[unit..<position])
        guard wellFormed, value.isFinite else {
            badNumber(start, wellFormed ? "is too large for a number" : "is not a number")
            return
        }
        finish(start, value, isWhole: isWhole, text, suffix)
    }

    private mutating func finish(_ start: Int, _ value: Double, isWhole: Bool, _ text: String, _ suffix: String) {
        switch suffix {
        case "":
            add(.number(value), from: start)
        case "%", "bp":
            add(.percent(value, basisPoints: suffix == "bp"), from: start)
        default:
            guard let unit = CalendarUnit(letter: suffix) else {
                badSuffix(start, text, suffix)
                return
            }
            let count = isWhole ? Int(text) : nil
            if let fault = CalendarUnit.fault(count) {
                let span = SourceSpan(start, position)
                report(.badDuration, span, "`\(source.excerpt(span))` \(fault)", [.init("example", "3\(suffix)")])
                add(.duration(CalendarSpan(1, unit)), from: start, isBad: true)
            } else {
                add(.duration(CalendarSpan(count ?? 1, unit)), from: start)
            }
        }
    }

    /// Digits with single `_` between them; false where a `_` is elsewhere. An exponent or fraction needs a digit.
    private mutating func digits() -> Bool {
        var wellFormed = true
        var afterDigit = false
        while Byte.isDigit(peek()) || peek() == 0x5F {
            if peek() == 0x5F, !afterDigit || !Byte.isDigit(peek(1)) { wellFormed = false }
            afterDigit = peek() != 0x5F
            position += 1
        }
        return wellFormed
    }

    /// A number with a suffix that means nothing.
    private mutating func badSuffix(_ start: Int, _ text: String, _ suffix: String) {
        let example: String
        switch suffix {
        case "bps", "basispoints": example = "\(text)bp"
        case "pct", "percent": example = "\(text)%"
        default:
            guard let unit = CalendarUnit.all.first(where: { suffix.hasPrefix($0.rawValue) || $0.short(suffix) }) else {
                badNumber(start, "is not a number")
                return
            }
            let span = SourceSpan(start, position)
            let shown = source.excerpt(span)
            report(
                .badDuration, span, "`\(shown)` is not a duration: write a letter without a space, a word with one",
                [.init("example", "\(text)\(unit.letter)")])
            add(.duration(CalendarSpan(1, unit)), from: start, isBad: true)
            return
        }
        let span = SourceSpan(start, position)
        report(.badNumber, span, "`\(source.excerpt(span))` is not a number", [.init("example", example)])
        add(.number(1), from: start, isBad: true)
    }

    private mutating func badNumber(_ start: Int, _ fault: String) {
        let span = SourceSpan(start, position)
        let text = source.excerpt(span)
        let looksLikeDate = text.split(separator: ".").count == 3
        report(
            looksLikeDate ? .badDate : .badNumber, span, "`\(text)` \(looksLikeDate ? "is not a date" : fault)",
            [
                looksLikeDate
                    ? .init("example", "2026-01-22")
                    : .init("expected", "14, 0.5, 2_861, 1e6, 5%, 25bp, 14d, 3w, 3m, 2q or 1y")
            ])
        add(.number(1), from: start, isBad: true)
    }
}

extension CalendarUnit {
    /// The unit that a word names: `sessions`, `days`, `month` …
    init?(word: String) {
        switch word {
        case "day", "days", "session", "sessions": self = .day
        case "week", "weeks": self = .week
        case "month", "months": self = .month
        case "quarter", "quarters": self = .quarter
        case "year", "years": self = .year
        default: return nil
        }
    }

    /// In the order in which a misspelt unit is compared.
    static let all: [CalendarUnit] = [.month, .week, .year, .quarter, .day]

    /// Whether a word is a usual short form of the unit.
    func short(_ word: String) -> Bool {
        switch self {
        case .day: word.hasPrefix("session") || word == "ds"
        case .week: word.hasPrefix("wk")
        case .month: word == "mo" || word == "mos" || word == "mon" || word.hasPrefix("mth")
        case .quarter: word.hasPrefix("qtr")
        case .year: word.hasPrefix("yr")
        }
    }

    /// The words that units are written as.
    static let words = [
        "sessions", "days", "weeks", "months", "quarters", "years", "session", "day", "week", "month", "quarter",
        "year",
    ]

    /// What is wrong with a count of units, or nil; a nil count is not a whole number.
    static func fault(_ count: Int?) -> String? {
        guard let count else { return "is not a duration: the count must be a whole number" }
        if count < 1 { return "is not a duration: the count must be at least 1" }
        if count > Limits.durationCount { return "is longer than any history" }
        return nil
    }
}

extension DateLiteral {
    /// Why there is no such date, nil where there is one.
    var fault: String? {
        switch self {
        case .today, .yesterday: nil
        case .year(let year): DateLiteral.fault(year)
        case .quarter(let year, let quarter):
            DateLiteral.fault(year) ?? ((1...4).contains(quarter) ? nil : "there is no quarter \(quarter)")
        case .month(let year, let month):
            DateLiteral.fault(year) ?? ((1...12).contains(month) ? nil : "there is no month \(month)")
        case .day(let year, let month, let day):
            DateLiteral.month(year, month).fault ?? DateLiteral.fault(year, month, day)
        }
    }

    /// A placeholder for a date that does not exist.
    static let standIn = DateLiteral.day(2000, 1, 3)

    /// The last day of the month where only the day is wrong.
    var nearestDate: DateLiteral? {
        guard case .day(let year, let month, let day) = self, DateLiteral.month(year, month).fault == nil, day > 28
        else {
            return nil
        }
        return (28...31).reversed().map { DateLiteral.day(year, month, $0) }.first { $0.fault == nil }
    }

    private static func fault(_ year: Int) -> String? {
        (1...9999).contains(year) ? nil : "there is no year \(year)"
    }

    private static func fault(_ year: Int, _ month: Int, _ day: Int) -> String? {
        let days = Day.daysIn(month: month, year: year)
        if (1...days).contains(day) { return nil }
        return "\(DateLiteral.monthName(month)) \(year) has \(days) days"
    }

    private static let monthNames = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]

    private static func monthName(_ month: Int) -> String {
        let name = monthNames[month - 1]
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    /// 1 to 12 for `jan` or `january`; nil for any other word.
    static func month(named word: String) -> Int? {
        monthNames.firstIndex { $0 == word || word.count == 3 && $0.hasPrefix(word) }.map { $0 + 1 }
    }
}
