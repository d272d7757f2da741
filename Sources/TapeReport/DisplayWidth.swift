/// The terminal columns of a text: two for a wide East Asian character or an emoji, zero for a combining mark. For text
/// without control characters (see `plainText`).
package func displayWidth(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    var width = 0
    for character in text { width += columns(of: character) }
    return width
}

/// The columns of one character. A joined emoji sequence and a flag are as wide as one emoji.
func columns(of character: Character) -> Int {
    var width = 0
    var isJoined = false
    for scalar in character.unicodeScalars {
        switch scalar.value {
        case 0x200D: isJoined = true
        case 0xFE0F: width = max(width, 2)
        case 0x1F3FB...0x1F3FF where width > 0: break
        default:
            if !isJoined { width += columns(of: scalar) }
            isJoined = false
        }
    }
    return width
}

/// The columns of one scalar by itself, after Unicode's East Asian Width (wide and fullwidth count two).
private func columns(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch value {
    case 0x1160...0x11FF, 0xD7B0...0xD7FF: return 0
    case 0x1F1E6...0x1F1FF: return 1
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
        0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF,
        0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x2FFFD, 0x30000...0x3FFFD:
        return 2
    default: return scalar.properties.isEmojiPresentation ? 2 : 1
    }
}

/// The text made safe to print on one line: control characters, line ends and marks of writing direction become blanks,
/// so that no name from a file can control the terminal. In ASCII mode, characters get their usual ASCII spelling, else
/// `?`.
func plainText(_ text: String, ascii: Bool) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: out.append(" ")
        case 0x20...0x7E: out.append(scalar)
        default:
            if !ascii {
                out.append(scalar)
            } else if let spelling = asciiSpelling(scalar) {
                out.append(contentsOf: spelling.unicodeScalars)
            } else {
                // A combining mark is dropped; any other character becomes `?`.
                if columns(of: scalar) > 0 { out.append("?") }
            }
        }
    }
    return String(out)
}

private func asciiSpelling(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "→": "->"
    case "←": "<-"
    case "–", "—", "−", "‐", "‑": "-"
    case "…": "..."
    case "·", "•": "*"
    case "×": "x"
    case "÷": "/"
    case "≥": ">="
    case "≤": "<="
    case "≠": "!="
    case "≈": "~"
    case "±": "+-"
    case "‘", "’": "'"
    case "“", "”", "„": "\""
    case "\u{A0}", "\u{202F}", "\u{2009}": " "
    default: nil
    }
}

/// The text cut to a width, ending with `…` if shortened.
func cutText(_ text: String, to width: Int, ascii: Bool) -> String {
    guard displayWidth(text) > width else { return text }
    let mark = ascii ? "..." : "…"
    let room = width - displayWidth(mark)
    guard room > 0 else { return String(mark.prefix(max(0, width))) }
    return headText(text, columns: room) + mark
}

/// As many of the first characters as fit the width.
func headText(_ text: String, columns room: Int) -> String {
    var used = 0
    var out = ""
    for character in text {
        used += columns(of: character)
        if used > room { break }
        out.append(character)
    }
    return out
}

/// As many of the last characters as fit the width.
func tailText(_ text: String, columns room: Int) -> String {
    var used = 0
    var out: [Character] = []
    for character in text.reversed() {
        used += columns(of: character)
        if used > room { break }
        out.append(character)
    }
    return String(out.reversed())
}

/// The text broken at blanks into lines of at most `width` columns; a wider word is split. All lines but the first are
/// indented. Without a width, one line.
package func wrapText(_ text: String, width: Int?, indent: Int = 0) -> [String] {
    guard let width, displayWidth(text) > width else { return [text] }
    let hanging = String(repeating: " ", count: indent < width ? indent : 0)
    var lines: [String] = []
    var line = ""
    var used = 0
    var isFresh = true
    for word in unbroken(text, width: width) {
        var rest = word
        var wordWidth = displayWidth(rest)
        if !isFresh, used + 1 + wordWidth <= width {
            line += " " + rest
            used += 1 + wordWidth
            continue
        }
        if !isFresh {
            lines.append(line)
            line = hanging
            used = hanging.utf8.count
        }
        while used + wordWidth > width {
            // At least one character, so that the loop ends for a wide character in a narrow space.
            var head = headText(rest, columns: width - used)
            if head.isEmpty { head = String(rest.prefix(1)) }
            rest.removeFirst(head.count)
            if rest.isEmpty {
                rest = head
                break
            }
            lines.append(line + head)
            line = hanging
            used = hanging.utf8.count
            wordWidth = displayWidth(rest)
        }
        line += rest
        used += wordWidth
        isFresh = false
    }
    lines.append(line)
    return lines
}

/// The words of the text. Text between backticks, mostly a query, is one word if it fits on a line.
private func unbroken(_ text: String, width: Int) -> [String] {
    let words = text.split(separator: " ").map(String.init)
    var out: [String] = []
    var at = 0
    while at < words.count {
        var end = at + 1
        if !hasClosedCode(words[at]) {
            while end < words.count, hasClosedCode(words[end]) { end += 1 }
            end += 1
        }
        let joined = words[at..<min(end, words.count)].joined(separator: " ")
        if end <= words.count, displayWidth(joined) <= width {
            out.append(joined)
            at = end
        } else {
            out.append(words[at])
            at += 1
        }
    }
    return out
}

/// Whether the word closes each backtick that it opens.
private func hasClosedCode(_ word: String) -> Bool { word.utf8.count { $0 == UInt8(ascii: "`") } % 2 == 0 }

/// The text padded with blanks on the right to the width.
func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - displayWidth(text)))
}

/// The text padded with blanks on the left to the width.
func leftPadded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - displayWidth(text))) + text
}
