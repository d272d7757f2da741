import TapeSyntax

/// A diagnostic for people: code and message, the source with the wrong words underlined, and advice. Ends with a
/// newline.
///
/// A source with a name gets file, line and column. A line longer than the width is shown in part, around the words; of
/// words on several lines the first line is shown; a missing word is marked with one `~`.
public func render(_ diagnostic: Diagnostic, in source: Source, _ style: Style) -> String {
    let paint = Paint(color: style.color)
    let span = shownSpan(diagnostic.span, in: source)
    var place = ""
    if let name = source.name {
        place = " in \(plainText(name, ascii: style.ascii))"
        if !source.bytes.isEmpty {
            let (line, column) = source.position(span.lower)
            place += ":\(line):\(column)"
        }
    }
    let head = "error \(diagnostic.code.rawValue)\(place): "
    let message = plainText(diagnostic.message, ascii: style.ascii)
    var lines = wrapText(head + message, width: style.width, indent: 2)
    if style.color, lines[0].hasPrefix(head) {
        lines[0] = paint(String(head.dropLast()), .error) + " " + lines[0].dropFirst(head.count)
    }
    if !source.bytes.isEmpty {
        let excerpt = Excerpt(source, span, columns: max(16, (style.width ?? 120) - 2), ascii: style.ascii)
        lines.append("  " + excerpt.text)
        lines.append("  " + String(repeating: " ", count: excerpt.start) + paint(excerpt.underline, .error))
    }
    for advice in diagnostic.advice {
        // Not wrapped, because it is often a query to copy.
        let label = plainText(advice.label, ascii: style.ascii)
        lines.append("  " + paint(label + ":", .dim) + " " + plainText(advice.text, ascii: style.ascii))
    }
    return lines.joined(separator: "\n") + "\n"
}

/// Several diagnostics of one source, with a blank line between them.
public func render(_ diagnostics: [Diagnostic], in source: Source, _ style: Style) -> String {
    diagnostics.map { render($0, in: source, style) }.joined(separator: "\n")
}

/// The span on one line of the text: the first of its lines; after the end of the text, the end of the last word.
private func shownSpan(_ span: SourceSpan, in source: Source) -> SourceSpan {
    let count = source.bytes.count
    var lower = max(0, min(span.lower, count))
    let line = source.line(at: lower)
    var upper = max(lower, min(span.upper, line.upper))
    // A carriage return before the line end is not part of the line.
    if upper > lower, source.bytes[upper - 1] == 0x0D { upper -= 1 }
    guard upper == lower, !source.bytes[lower...].contains(where: { !isBlank($0) }) else {
        return SourceSpan(lower, upper)
    }
    var end = lower
    while end > 0, isBlank(source.bytes[end - 1]) { end -= 1 }
    // One blank stays between the last word and the mark, if the line has one.
    if end < lower, source.bytes[end] == 0x20 || source.bytes[end] == 0x09 { end += 1 }
    if end > 0 { lower = end }
    return SourceSpan(lower, lower)
}

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

/// A displayed line of source, and the place of the mark under it.
private struct Excerpt {
    var text: String
    var start: Int
    var underline: String

    init(_ source: Source, _ span: SourceSpan, columns: Int, ascii: Bool) {
        let line = source.line(at: span.lower)
        var end = max(span.upper, line.upper)
        if end > span.upper, source.bytes[end - 1] == 0x0D { end -= 1 }
        var before = Self.shown(source.text(SourceSpan(line.lower, span.lower)), from: 0, ascii)
        var within = Self.shown(source.text(span), from: displayWidth(before), ascii)
        var after = Self.shown(
            source.text(SourceSpan(span.upper, end)), from: displayWidth(before) + displayWidth(within), ascii)
        let mark = ascii ? "..." : "…"
        let markWidth = displayWidth(mark)
        // The mark takes at least one column.
        if displayWidth(before) + max(displayWidth(within) + displayWidth(after), 1) > columns {
            within = cutText(within, to: max(1, columns - 2 * markWidth), ascii: ascii)
            let room = columns - max(1, displayWidth(within))
            // A third of the remaining width shows the text before; what one side does not need goes to the other.
            let ahead = min(displayWidth(after), room - room / 3)
            if displayWidth(before) > room - ahead {
                before = mark + tailText(before, columns: max(0, room - ahead - markWidth))
            }
            let left = room - displayWidth(before)
            if displayWidth(after) > left {
                after = left > markWidth ? headText(after, columns: left - markWidth) + mark : ""
            }
        }
        text = before + within + after
        while text.last == " " { text.removeLast() }
        start = displayWidth(before)
        underline = String(repeating: "~", count: max(1, displayWidth(within)))
    }

    /// The text with tab stops at every fourth column and without other control characters.
    private static func shown(_ text: String, from column: Int, _ ascii: Bool) -> String {
        guard text.utf8.contains(0x09) else { return plainText(text, ascii: ascii) }
        var out = ""
        var at = column
        for part in text.split(separator: "\t", omittingEmptySubsequences: false).enumerated() {
            if part.offset > 0 {
                let blanks = 4 - at % 4
                out += String(repeating: " ", count: blanks)
                at += blanks
            }
            let piece = plainText(String(part.element), ascii: ascii)
            out += piece
            at += displayWidth(piece)
        }
        return out
    }
}
