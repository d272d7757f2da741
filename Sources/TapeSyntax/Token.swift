import TapeTime

/// One token of a text, for highlighting, completion and formatting. Blanks are not tokens; comments and newlines are.
package struct Token: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case word, number, percent, date, duration, text
        /// `^RUT`, `.SPX`, `$ON`, `` `BRK.B` ``
        case symbol
        /// An operator or a bracket, comma, colon, semicolon, bar or dot.
        case mark
        case comment, newline
        /// Something that is not a token of the language; `parse` says why.
        case invalid
    }

    package var kind: Kind
    package var span: SourceSpan

    package init(_ kind: Kind, _ span: SourceSpan) {
        self.kind = kind
        self.span = span
    }
}

/// The operators and punctuation.
enum Mark: String, CaseIterable {
    case leftParen = "("
    case rightParen = ")"
    case leftBrace = "{"
    case rightBrace = "}"
    case leftBracket = "["
    case rightBracket = "]"
    case comma = ","
    case semicolon = ";"
    case colon = ":"
    case bar = "|"
    case dot = "."
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case plus = "+"
    case minus = "-"
    case star = "*"
    case slash = "/"
}

/// A token with its value, as the parser reads it.
struct Lexeme {
    enum Kind: Equatable {
        /// Lower-cased.
        case word(String)
        /// `^RUT` and `.SPX`, lower-cased with their mark.
        case symbol(String)
        /// `$ON` and `` `BRK.B` `` as written, without their marks.
        case exact(String)
        case number(Double)
        case percent(Double, basisPoints: Bool)
        case date(DateLiteral)
        case duration(CalendarSpan)
        case text(String)
        case mark(Mark)
        case comment
        case newline
        case invalid
        case end
    }

    var kind: Kind
    var span: SourceSpan
    /// Not separated by a space from the token before it.
    var isGlued: Bool
    /// The lexer has reported it; the value is a stand-in, so that the parser finds the errors after it.
    var isBad: Bool

    var tokenKind: Token.Kind? {
        if isBad { return .invalid }
        return switch kind {
        case .word: .word
        case .symbol, .exact: .symbol
        case .number: .number
        case .percent: .percent
        case .date: .date
        case .duration: .duration
        case .text: .text
        case .mark: .mark
        case .comment: .comment
        case .newline: .newline
        case .invalid: .invalid
        case .end: nil
        }
    }

    /// Whether a `.` or `^` right after it joins two parts of one name.
    var endsName: Bool {
        switch kind {
        case .word, .symbol, .exact, .mark(.rightParen), .mark(.rightBracket), .mark(.rightBrace): true
        default: false
        }
    }
}

/// ASCII classes, on bytes.
enum Byte {
    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
    static func isNameStart(_ byte: UInt8) -> Bool { isLetter(byte) || byte == 0x5F }
    static func isNamePart(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte == 0x5F }

    /// The text of the bytes with ASCII capitals in lower case.
    static func lowered(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
