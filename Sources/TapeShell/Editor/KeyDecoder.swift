/// A key from the terminal.
enum Key: Equatable {
    /// A character, or a control key by its code.
    case character(Unicode.Scalar)
    case up, down, left, right
    case home, end, delete
    case wordLeft, wordRight
    /// Alt-Enter: a line end that does not send the input.
    case newline
    /// The text of a bracketed paste.
    case pasted(String)
    /// Escape followed by a character.
    case meta(Unicode.Scalar)
    /// An escape sequence without a name here, whole.
    case unknown([UInt8])
}

/// Turns the terminal's bytes into keys: UTF-8, escape sequences, bracketed paste.
struct KeyDecoder {
    private var bytes: [UInt8] = []
    private var start = 0

    /// Why there is no key yet.
    enum Outcome: Equatable {
        case key(Key)
        case empty
        /// A sequence has begun that may already be complete: if nothing follows within a moment, `settle` says what it
        /// was.
        case unsettled
        /// The end mark of a paste has not arrived yet.
        case unfinishedPaste
    }

    private static let pasteStart: [UInt8] = Array("\u{1B}[200~".utf8)
    private static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)
    private static let escape: UInt8 = 0x1B

    mutating func feed(_ more: [UInt8]) {
        if start > 0 {
            bytes.removeFirst(start)
            start = 0
        }
        bytes += more
    }

    mutating func next() -> Outcome {
        guard let first = peek(0) else { return .empty }
        if first == KeyDecoder.escape { return nextEscape() }
        let length = KeyDecoder.length(of: first)
        guard start + length <= bytes.count else { return .unsettled }
        return take(length)
    }

    /// What the bytes mean if no more come: a lone escape, or a broken character.
    mutating func settle() -> Key? {
        guard let first = peek(0) else { return nil }
        start += 1
        return .character(first == KeyDecoder.escape ? "\u{1B}" : "\u{FFFD}")
    }

    private func peek(_ offset: Int) -> UInt8? {
        start + offset < bytes.count ? bytes[start + offset] : nil
    }

    private static func length(of first: UInt8) -> Int {
        switch first {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 1
        }
    }

    private mutating func take(_ length: Int) -> Outcome {
        defer { start += length }
        let text = String(decoding: bytes[start..<start + length], as: UTF8.self)
        guard text.unicodeScalars.count == 1, let scalar = text.unicodeScalars.first else {
            return .key(.character("\u{FFFD}"))
        }
        // The codes 0x80 to 0x9F are not characters; the editor uses them for its own actions.
        return .key(.character((0x80...0x9F).contains(scalar.value) ? "\u{FFFD}" : scalar))
    }

    private mutating func nextEscape() -> Outcome {
        guard let second = peek(1) else { return .unsettled }
        switch second {
        case UInt8(ascii: "["): return nextControlSequence()
        case UInt8(ascii: "O"):
            guard let third = peek(2) else { return .unsettled }
            start += 3
            return .key(KeyDecoder.named[third] ?? .unknown([KeyDecoder.escape, second, third]))
        case 0x0D, 0x0A:
            start += 2
            return .key(.newline)
        case KeyDecoder.escape:
            start += 1
            return .key(.character("\u{1B}"))
        default:
            let length = KeyDecoder.length(of: second)
            guard start + 1 + length <= bytes.count else { return .unsettled }
            start += 1
            guard case .key(.character(let scalar)) = take(length) else { return .empty }
            if scalar == "b" { return .key(.wordLeft) }
            if scalar == "f" { return .key(.wordRight) }
            return .key(.meta(scalar))
        }
    }

    /// Keys by the final letter of `ESC [` and `ESC O` sequences.
    private static let named: [UInt8: Key] = [
        UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right, UInt8(ascii: "D"): .left,
        UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end,
    ]

    /// Keys by the number of `ESC [ N ~` sequences.
    private static let numbered: [String: Key] = [
        "1": .home, "7": .home, "4": .end, "8": .end, "3": .delete,
    ]

    /// No terminal sends a longer sequence; without a limit a lost final byte would swallow the typing.
    private static let longestSequence = 32

    private mutating func nextControlSequence() -> Outcome {
        var index = 2
        while let byte = peek(index), !(0x40...0x7E).contains(byte), index < KeyDecoder.longestSequence { index += 1 }
        guard let final = peek(index) else { return .unsettled }
        let sequence = Array(bytes[start...start + index])
        if sequence == KeyDecoder.pasteStart { return nextPaste() }
        start += index + 1
        let parameters = String(decoding: sequence[2..<index], as: UTF8.self)
        if final == UInt8(ascii: "~") { return .key(KeyDecoder.numbered[parameters] ?? .unknown(sequence)) }
        guard let key = KeyDecoder.named[final] else { return .key(.unknown(sequence)) }
        if parameters.isEmpty { return .key(key) }
        // With Ctrl or Alt the arrows move by words; other modifiers change nothing.
        if key == .left { return .key(.wordLeft) }
        if key == .right { return .key(.wordRight) }
        return .key(key)
    }

    private mutating func nextPaste() -> Outcome {
        let content = start + KeyDecoder.pasteStart.count
        let end = KeyDecoder.pasteEnd
        var index = content
        while index + end.count <= bytes.count {
            if bytes[index] == KeyDecoder.escape, bytes[index..<index + end.count].elementsEqual(end) {
                let text = String(decoding: bytes[content..<index], as: UTF8.self)
                start = index + end.count
                return .key(.pasted(text))
            }
            index += 1
        }
        return .unfinishedPaste
    }
}
