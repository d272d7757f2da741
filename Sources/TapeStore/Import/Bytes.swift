/// Names for the bytes in a price file's text.
enum ASCII {
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let tab = UInt8(ascii: "\t")
    static let blank = UInt8(ascii: " ")
    static let quote = UInt8(ascii: "\"")
    static let comma = UInt8(ascii: ",")
    static let point = UInt8(ascii: ".")
    static let minus = UInt8(ascii: "-")
    static let plus = UInt8(ascii: "+")
    static let zero = UInt8(ascii: "0")

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }

    @inline(__always)
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

    @inline(__always)
    static func isBlank(_ byte: UInt8) -> Bool { byte == blank || byte == tab }

    /// An ASCII capital in lower case; any other byte unchanged.
    @inline(__always)
    static func lower(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte }
}

/// The range of a field's content, without its quotes and surrounding blanks.
struct Field {
    var start: Int
    var end: Int
    var isEmpty: Bool { start >= end }
}

/// Splits a file's text into records and fields, respecting quotes. Used for the few lines examined before the layout
/// is known, and for lines that the fast path cannot read.
///
/// As a delimiter, any number of blanks counts once.
struct RecordSplitter {
    /// A quote that is not closed within this many bytes is a plain quotation mark: one stray mark must not swallow a
    /// file.
    static let longestQuotedField = 65_536

    var delimiter: UInt8

    /// Reads the record that begins at `start` into `fields`.
    /// - Returns: where the next record begins, and how many line ends precede it.
    func split(_ bytes: Span<UInt8>, from start: Int, into fields: inout [Field]) -> (next: Int, lines: Int) {
        fields.removeAll(keepingCapacity: true)
        var position = start
        var lines = 0
        while true {
            if delimiter == ASCII.blank {
                while position < bytes.count, bytes[position] == ASCII.blank { position += 1 }
            }
            let field = self.field(bytes, at: position, lines: &lines)
            fields.append(field.content)
            position = field.end
            guard position < bytes.count else { return (position, lines) }
            let byte = bytes[position]
            position += 1
            if byte == ASCII.newline { return (position, lines + 1) }
        }
    }

    /// The content of the field that begins at a position, and the position of its delimiter or line end.
    func field(_ bytes: Span<UInt8>, at start: Int, lines: inout Int) -> (content: Field, end: Int) {
        var position = start
        while position < bytes.count, bytes[position] != delimiter, ASCII.isBlank(bytes[position]) { position += 1 }
        if position < bytes.count, bytes[position] == ASCII.quote,
            let closing = closingQuote(bytes, after: position)
        {
            let content = trimmed(bytes, Field(start: position + 1, end: closing))
            for index in position..<closing where bytes[index] == ASCII.newline { lines += 1 }
            return (content, plainEnd(bytes, from: closing + 1))
        }
        let end = plainEnd(bytes, from: position)
        return (trimmed(bytes, Field(start: position, end: end)), end)
    }

    private func plainEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var position = start
        while position < bytes.count, bytes[position] != delimiter, bytes[position] != ASCII.newline { position += 1 }
        return position
    }

    /// The quote that closes a quoted field: the first that is not doubled and is followed by the field's end.
    private func closingQuote(_ bytes: Span<UInt8>, after opening: Int) -> Int? {
        var position = opening + 1
        let limit = min(bytes.count, opening + Self.longestQuotedField)
        while position < limit {
            if bytes[position] == ASCII.quote {
                guard position + 1 < bytes.count else { return position }
                let next = bytes[position + 1]
                if next == delimiter || next == ASCII.newline || Self.isPadding(next) { return position }
                if next == ASCII.quote { position += 1 }
            }
            position += 1
        }
        return nil
    }

    private func trimmed(_ bytes: Span<UInt8>, _ field: Field) -> Field {
        var field = field
        while field.start < field.end, Self.isPadding(bytes[field.start]) { field.start += 1 }
        while field.start < field.end, Self.isPadding(bytes[field.end - 1]) { field.end -= 1 }
        return field
    }

    private static func isPadding(_ byte: UInt8) -> Bool {
        ASCII.isBlank(byte) || byte == ASCII.carriageReturn || byte == ASCII.newline
    }
}

/// A field's text; invalid UTF-8 is replaced, doubled quotes become one.
func text(_ bytes: Span<UInt8>, _ field: Field) -> String {
    var copy: [UInt8] = []
    copy.reserveCapacity(max(0, field.end - field.start))
    var index = field.start
    while index < field.end {
        copy.append(bytes[index])
        if bytes[index] == ASCII.quote, index + 1 < field.end, bytes[index + 1] == ASCII.quote { index += 1 }
        index += 1
    }
    return String(decoding: copy, as: UTF8.self)
}

/// A field's text for messages: at most 40 characters, control characters as blanks.
func excerpt(_ bytes: Span<UInt8>, _ field: Field) -> String {
    let shown = Field(start: field.start, end: min(field.end, field.start + 160))
    let plain = text(bytes, shown).unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : Character($0) }
    return plain.count <= 40 ? String(plain) : String(plain.prefix(39)) + "…"
}

/// Whether a field equals an ASCII word, ignoring case. The word is given in lower case.
func matches(_ bytes: Span<UInt8>, _ field: Field, _ word: StaticString) -> Bool {
    guard field.end - field.start == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { letters in
        for index in 0..<letters.count where unsafe ASCII.lower(bytes[field.start + index]) != letters[index] {
            return false
        }
        return true
    }
}
