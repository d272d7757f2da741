/// Cuts a text into tokens, over bytes. It always reaches the end; what is not a token is reported and put into it
/// with a stand-in value, so that the parser goes on after it.
struct Lexer {
    let source: Source
    let bytes: [UInt8]
    var position = 0
    var lexemes: [Lexeme] = []
    /// At most `Limits.diagnostics`; `errorCount` counts them all.
    var diagnostics: [Diagnostic] = []
    var errorCount = 0
    /// Where something was left out of the stream or took the rest of its line, so that the words around it do not fit.
    var disturbances: [Int] = []

    init(_ source: Source) {
        self.source = source
        self.bytes = source.bytes
    }

    mutating func run() {
        lexemes.reserveCapacity(bytes.count / 4 + 1)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        while position < bytes.count { next() }
        lexemes.append(Lexeme(kind: .end, span: SourceSpan(bytes.count, bytes.count), isGlued: false, isBad: false))
    }

    /// The byte at an offset from the position; 0 after the end, a byte that no token has.
    func peek(_ offset: Int = 0) -> UInt8 {
        let index = position + offset
        return index < bytes.count ? bytes[index] : 0
    }

    var isGlued: Bool { lexemes.last.map { $0.span.upper == position } ?? false }

    mutating func add(_ kind: Lexeme.Kind, from start: Int, isBad: Bool = false) {
        let glued = lexemes.last.map { $0.span.upper == start } ?? false
        if kind == .invalid { disturbances.append(start) }
        lexemes.append(Lexeme(kind: kind, span: SourceSpan(start, position), isGlued: glued, isBad: isBad))
    }

    mutating func report(
        _ code: DiagnosticCode, _ span: SourceSpan, _ message: String, _ advice: [Diagnostic.Advice] = []
    ) {
        errorCount += 1
        if diagnostics.count < Limits.diagnostics { diagnostics.append(Diagnostic(code, span, message, advice)) }
    }

    mutating func next() {
        let start = position
        let byte = bytes[position]
        switch byte {
        case 0x20, 0x09, 0x0D:
            position += 1
        case 0x0A:
            position += 1
            add(.newline, from: start)
        case 0x23:
            comment()
        case 0x22:
            text()
        case 0x60:
            quotedSymbol()
        case 0x24 where Byte.isLetter(peek(1)) || Byte.isDigit(peek(1)):
            position += 1
            while Byte.isLetter(peek()) || Byte.isDigit(peek()) { position += 1 }
            add(.exact(String(decoding: bytes[(start + 1)..<position], as: UTF8.self)), from: start)
        case 0x2E where Byte.isDigit(peek(1)) && !(isGlued && lexemes.last?.endsName == true):
            number()
        case 0x2E, 0x5E:
            markedSymbol()
        default:
            if Byte.isDigit(byte) {
                number()
            } else if Byte.isNameStart(byte) {
                while Byte.isNamePart(peek()) { position += 1 }
                add(.word(Byte.lowered(bytes[start..<position])), from: start)
            } else {
                mark()
            }
        }
    }

    /// `#` to the end of the line; a first line `#!` is one too.
    private mutating func comment() {
        let start = position
        while position < bytes.count, bytes[position] != 0x0A { position += 1 }
        if position < bytes.count, bytes[position - 1] == 0x0D { position -= 1 }
        add(.comment, from: start)
    }

    /// `"…"` on one line; `""` inside is one quote.
    private mutating func text() {
        let start = position
        position += 1
        var value: [UInt8] = []
        while position < bytes.count, bytes[position] != 0x0A {
            if bytes[position] == 0x22 {
                position += 1
                if peek() != 0x22 {
                    add(.text(decoded(value, start)), from: start)
                    return
                }
            }
            value.append(bytes[position])
            position += 1
        }
        if position < bytes.count, bytes[position - 1] == 0x0D { position -= 1 }
        report(
            .unclosedText, SourceSpan(start, position), "this text has no closing quote on its line",
            [.init("expected", "a second `\"` after the last character of the text")])
        disturbances.append(start)
        add(.text(""), from: start, isBad: true)
    }

    /// `` `BRK.B` ``
    private mutating func quotedSymbol() {
        let start = position
        position += 1
        while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x60 { position += 1 }
        guard peek() == 0x60 else {
            if position < bytes.count, bytes[position - 1] == 0x0D { position -= 1 }
            report(
                .unclosedText, SourceSpan(start, position), "this symbol has no closing backtick on its line",
                [.init("example", "`BRK.B`")])
            disturbances.append(start)
            add(.exact("_"), from: start, isBad: true)
            return
        }
        position += 1
        let name = decoded(Array(bytes[(start + 1)..<(position - 1)]), start)
        if name.isEmpty {
            report(
                .badCharacter, SourceSpan(start, position), "no symbol between these backticks",
                [.init("example", "`BRK.B`")])
        }
        add(.exact(name), from: start, isBad: name.isEmpty)
    }

    private mutating func decoded(_ value: [UInt8], _ start: Int) -> String {
        if let text = String(validating: value, as: UTF8.self) { return text }
        report(
            .badCharacter, SourceSpan(start, position), "this text is not UTF-8",
            [.init("expected", "a file saved as UTF-8 text")])
        return String(decoding: value, as: UTF8.self)
    }

    /// `.` right after a name is a field's dot; `.` and `^` right before a letter begin a symbol.
    private mutating func markedSymbol() {
        let start = position
        let isDot = bytes[position] == 0x2E
        let glued = isGlued
        let afterName = glued && lexemes.last?.endsName == true
        position += 1
        if isDot, afterName {
            add(.mark(.dot), from: start)
        } else if Byte.isLetter(peek()), isDot || !(afterName || glued && lexemes.last?.isNumber == true) {
            while Byte.isLetter(peek()) || Byte.isDigit(peek()) || peek() == 0x5F { position += 1 }
            add(.symbol(Byte.lowered(bytes[start..<position])), from: start)
        } else {
            let span = SourceSpan(start, position)
            if isDot {
                report(
                    .badCharacter, span, "unexpected `.`",
                    [.init("expected", "rut.high for a field, .SPX for a symbol, 0.5 for a number")])
            } else {
                report(.badCharacter, span, "`^` is not an operator", [.init("example", "pow(rut, 2)")])
            }
            add(.invalid, from: start, isBad: true)
        }
    }

    private mutating func mark() {
        let start = position
        if let (foreign, ours, example) = Lexer.foreign(peek(), peek(1)) {
            position += 2
            report(
                .badCharacter, SourceSpan(start, position), "`\(foreign)` is not valid here: write \(ours)",
                [.init("example", example)])
            add(.invalid, from: start, isBad: true)
        } else if let (mark, length) = Lexer.mark(peek(), peek(1)) {
            position += length
            add(.mark(mark), from: start)
        } else {
            badCharacter()
        }
    }

    private static func mark(_ byte: UInt8, _ next: UInt8) -> (Mark, Int)? {
        let isEqualNext = next == UInt8(ascii: "=")
        return switch byte {
        case UInt8(ascii: "("): (.leftParen, 1)
        case UInt8(ascii: ")"): (.rightParen, 1)
        case UInt8(ascii: "{"): (.leftBrace, 1)
        case UInt8(ascii: "}"): (.rightBrace, 1)
        case UInt8(ascii: "["): (.leftBracket, 1)
        case UInt8(ascii: "]"): (.rightBracket, 1)
        case UInt8(ascii: ","): (.comma, 1)
        case UInt8(ascii: ";"): (.semicolon, 1)
        case UInt8(ascii: ":"): (.colon, 1)
        case UInt8(ascii: "|"): (.bar, 1)
        case UInt8(ascii: "="): (.equal, 1)
        case UInt8(ascii: "!") where isEqualNext: (.notEqual, 2)
        case UInt8(ascii: "<"): isEqualNext ? (.lessOrEqual, 2) : (.less, 1)
        case UInt8(ascii: ">"): isEqualNext ? (.greaterOrEqual, 2) : (.greater, 1)
        case UInt8(ascii: "+"): (.plus, 1)
        case UInt8(ascii: "-"): (.minus, 1)
        case UInt8(ascii: "*"): (.star, 1)
        case UInt8(ascii: "/"): (.slash, 1)
        default: nil
        }
    }

    /// Operators of other languages, with what Tape writes instead.
    private static func foreign(_ byte: UInt8, _ next: UInt8) -> (String, ours: String, example: String)? {
        switch (byte, next) {
        case (UInt8(ascii: "="), UInt8(ascii: "=")): ("==", "`=`", "when rut.close = rut.high")
        case (UInt8(ascii: "<"), UInt8(ascii: ">")): ("<>", "`!=`", "when rut.close != rut.high")
        case (UInt8(ascii: "&"), UInt8(ascii: "&")): ("&&", "`and`", "when rut up and spx down")
        case (UInt8(ascii: "|"), UInt8(ascii: "|")): ("||", "`or`", "when rut up or spx up")
        case (UInt8(ascii: "*"), UInt8(ascii: "*")): ("**", "`pow(a, b)`", "pow(rut, 2)")
        case (UInt8(ascii: "/"), UInt8(ascii: "/")): ("//", "`#` before a comment", "rut / spx  # a comment")
        default: nil
        }
    }

    /// Characters that come with a paste from a document or another language, with what Tape writes instead.
    private static func lookalike(_ character: String) -> (ours: String, example: String)? {
        switch character {
        case "–", "—", "−": ("a plain `-`", "rut.high - rut.low")
        case "≥": ("`>=`", "when rsi(rut, 14) >= 70")
        case "≤": ("`<=`", "when rsi(rut, 14) <= 30")
        case "≠": ("`!=`", "when rut.close != rut.high")
        case "×": ("`*`", "rut * 2")
        case "÷", "\\": ("`/`", "rut / spx")
        case "!": ("`not`", "when not rut up")
        case "&": ("`and`", "when rut up and spx down")
        case "%": ("it right after a number", "when rut up 5%")
        case "$": ("it right before a ticker", "streak $RUT over spx")
        default: nil
        }
    }

    /// `'…'` and `“…”`: text, but in other quotes. One report for both of them.
    private mutating func otherQuotes(from start: Int) {
        let inside = position
        var scan = position
        while scan < bytes.count, bytes[scan] != 0x0A {
            position = scan
            if Lexer.isOtherQuote(nextCharacter()) {
                let value = source.text(SourceSpan(inside, scan))
                report(
                    .badCharacter, SourceSpan(start, position), "text needs straight double quotes",
                    [.init("example", Printer.quoted(value))])
                add(.text(value), from: start, isBad: true)
                return
            }
            scan = position
        }
        position = inside
        report(
            .badCharacter, SourceSpan(start, position), "text needs straight double quotes",
            [.init("example", "\"runs.csv\"")])
        add(.invalid, from: start, isBad: true)
    }

    private static func isOtherQuote(_ character: String) -> Bool {
        switch character {
        case "“", "”", "„", "‘", "’", "'", "«", "»": true
        default: false
        }
    }

    /// A character that is not part of the language: one report for a run of them.
    private mutating func badCharacter() {
        let start = position
        if bytes[position...].starts(with: [0xC2, 0xA0]) {
            // A no-break space counts as a space: nobody can see the difference.
            position += 2
            return
        }
        let character = nextCharacter()
        if Lexer.isOtherQuote(character) {
            otherQuotes(from: start)
            return
        }
        if let (ours, example) = Lexer.lookalike(character) {
            let span = SourceSpan(start, position)
            report(.badCharacter, span, "`\(character)` is not valid here: write \(ours)", [.init("example", example)])
        } else {
            reportForeign(from: start)
        }
        add(.invalid, from: start, isBad: true)
    }

    private mutating func reportForeign(from start: Int) {
        while position < bytes.count, bytes[position] >= 0x80 || bytes[position] < 0x20, !Lexer.isSpace(peek()) {
            let before = position
            let character = nextCharacter()
            if character == "\u{A0}" || Lexer.isOtherQuote(character) || Lexer.lookalike(character) != nil {
                position = before
                break
            }
        }
        let shown = String(validating: bytes[start..<position], as: UTF8.self)
        let isVisible = shown.map { text in !text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } }
        let found = isVisible == true ? "`\(shown ?? "")` is" : "an invisible character here is"
        report(
            .badCharacter, SourceSpan(start, position), "\(found) not part of the language",
            [.init("expected", "plain letters; a ticker with other characters needs backticks")])
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// Moves past one UTF-8 character and returns it; a stray byte counts as a character.
    private mutating func nextCharacter() -> String {
        let start = position
        let lead = bytes[position]
        let length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        position += 1
        while position < bytes.count, position - start < length, bytes[position] & 0xC0 == 0x80 { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }
}

extension Lexeme {
    var isNumber: Bool {
        switch kind {
        case .number, .percent, .duration: true
        default: false
        }
    }
}

/// Every token of the text in order. The spans do not overlap, and between them are only spaces.
package func tokenize(_ source: Source) -> [Token] {
    var lexer = Lexer(source)
    lexer.run()
    return lexer.lexemes.compactMap { lexeme in
        guard let kind = lexeme.tokenKind else { return nil }
        return Token(kind, lexeme.span)
    }
}
