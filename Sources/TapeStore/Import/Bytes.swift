/// The bytes a price file's text is made of, by name.
enum Byte {
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

    /// The ASCII capital as a small letter; every other byte as it is.
    @inline(__always)
    static func lower(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte }
}

/// Where a field's content stands: without its quotes and without blanks around it.
struct Field {
    var start: Int
    var end: Int
    var isEmpty: Bool { start >= end }
}

/// Splits a file's text into records and fields, minding quotes. A value of its own for the few lines that are looked
/// at before the layout is known and for those that the quick way through a row cannot read.
///
/// Blanks part fields as words are parted: any number of them does it once.
struct RecordSplitter {
    /// A quote that is not closed within so many bytes is a quotation mark and not the beginning of a field: one stray
    /// mark must not swallow a file.
    static let longestQuotedField = 65_536

    var delimiter: UInt8

    /// Reads the record that begins at `start` into `fields`.
    /// - Returns: where the next record begins, and how many line ends lie before it.
    func split(_ bytes: Span<UInt8>, from start: Int, into fields: inout [Field]) -> (next: Int, lines: Int) {
        fields.removeAll(keepingCapacity: true)
        var position = start
        var lines = 0
        while true {
            if delimiter == Byte.blank {
                while position < bytes.count, bytes[position] == Byte.blank { position += 1 }
            }
            let field = self.field(bytes, at: position, lines: &lines)
            fields.append(field.content)
            position = field.end
            guard position < bytes.count else { return (position, lines) }
            let byte = bytes[position]
            position += 1
            if byte == Byte.newline { return (position, lines + 1) }
        }
    }

    /// The content of the field that begins at a position, and where its delimiter or line end stands.
    func field(_ bytes: Span<UInt8>, at start: Int, lines: inout Int) -> (content: Field, end: Int) {
        var position = start
        while position < bytes.count, bytes[position] != delimiter, Byte.isBlank(bytes[position]) { position += 1 }
        if position < bytes.count, bytes[position] == Byte.quote,
            let closing = closingQuote(bytes, after: position)
        {
            let content = trimmed(bytes, Field(start: position + 1, end: closing))
            for index in position..<closing where bytes[index] == Byte.newline { lines += 1 }
            return (content, plainEnd(bytes, from: closing + 1))
        }
        let end = plainEnd(bytes, from: position)
        return (trimmed(bytes, Field(start: position, end: end)), end)
    }

    private func plainEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var position = start
        while position < bytes.count, bytes[position] != delimiter, bytes[position] != Byte.newline { position += 1 }
        return position
    }

    /// The mark that closes a quoted field: the first that is not doubled and has nothing behind it but the field's
    /// end.
    private func closingQuote(_ bytes: Span<UInt8>, after opening: Int) -> Int? {
        var position = opening + 1
        let limit = min(bytes.count, opening + Self.longestQuotedField)
        while position < limit {
            if bytes[position] == Byte.quote {
                guard position + 1 < bytes.count else { return position }
                let next = bytes[position + 1]
                if next == delimiter || next == Byte.newline || Self.isPadding(next) { return position }
                if next == Byte.quote { position += 1 }
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
        Byte.isBlank(byte) || byte == Byte.carriageReturn || byte == Byte.newline
    }
}

/// A field's text; bytes that are no UTF-8 are replaced, doubled quotes are one.
func text(_ bytes: Span<UInt8>, _ field: Field) -> String {
    var copy: [UInt8] = []
    copy.reserveCapacity(max(0, field.end - field.start))
    var index = field.start
    while index < field.end {
        copy.append(bytes[index])
        if bytes[index] == Byte.quote, index + 1 < field.end, bytes[index + 1] == Byte.quote { index += 1 }
        index += 1
    }
    return String(decoding: copy, as: UTF8.self)
}

/// A field's text as a message shows it: at most 40 characters, control characters as blanks.
func excerpt(_ bytes: Span<UInt8>, _ field: Field) -> String {
    let shown = Field(start: field.start, end: min(field.end, field.start + 160))
    let plain = text(bytes, shown).unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : Character($0) }
    return plain.count <= 40 ? String(plain) : String(plain.prefix(39)) + "…"
}

/// Whether a field reads as an ASCII word in any case. The word is given in lower case.
func matches(_ bytes: Span<UInt8>, _ field: Field, _ word: StaticString) -> Bool {
    guard field.end - field.start == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { letters in
        for index in 0..<letters.count where unsafe Byte.lower(bytes[field.start + index]) != letters[index] {
            return false
        }
        return true
    }
}
