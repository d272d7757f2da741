import Tape

/// How Tab shows and inserts the candidates.
enum CompletionList {
    /// The longest common prefix of the candidates.
    static func commonPrefix(_ texts: [String]) -> String {
        guard var prefix = texts.first.map({ Array($0) }) else { return "" }
        for text in texts.dropFirst() {
            let count = zip(prefix, text).prefix { $0 == $1 }.count
            prefix.removeLast(prefix.count - count)
        }
        return String(prefix)
    }

    /// Whether a blank follows the only candidate: not if an argument or the rest of a path comes next.
    static func takesBlank(_ text: String) -> Bool {
        guard let last = text.last else { return false }
        return !"(./\"`".contains(last)
    }

    /// The candidates in at most `rows` lines of at most `columns` cells; the last line says how many are left out.
    ///
    /// One per line with its note if they fit, else in columns without notes.
    static func lines(_ candidates: [Completions.Candidate], columns: Int, rows: Int, color: Bool) -> [String] {
        guard columns > 4, rows > 0 else { return [] }
        if candidates.count <= rows { return notedLines(candidates, columns, color) }
        let texts = candidates.map { ScreenLayout.cut($0.text, to: columns - 1) }
        let cell = (texts.map { ScreenLayout.width($0) }.max() ?? 1) + 2
        let across = max(1, (columns + 1) / cell)
        let needed = (texts.count + across - 1) / across
        let shownRows = needed <= rows ? needed : max(1, rows - 1)
        var lines = (0..<shownRows).map { row in
            let inRow = stride(from: row, to: min(texts.count, shownRows * across), by: shownRows).map { texts[$0] }
            return inRow.dropLast().map { padded($0, to: cell) }.joined() + (inRow.last ?? "")
        }
        let left = texts.count - min(texts.count, shownRows * across)
        if left > 0, rows > 1 { lines.append(dimmed("… and \(left) more", color)) }
        return lines
    }

    private static func notedLines(
        _ candidates: [Completions.Candidate], _ columns: Int, _ color: Bool
    ) -> [String] {
        let widest = candidates.map { ScreenLayout.width($0.text) }.max() ?? 0
        let cell = min(widest, columns / 2) + 2
        return candidates.map { candidate in
            let text = ScreenLayout.cut(candidate.text, to: cell - 2)
            guard !candidate.note.isEmpty else { return text }
            return padded(text, to: cell) + dimmed(ScreenLayout.cut(candidate.note, to: columns - cell - 1), color)
        }
    }

    private static func padded(_ text: String, to cells: Int) -> String {
        text + String(repeating: " ", count: max(0, cells - ScreenLayout.width(text)))
    }

    private static func dimmed(_ text: String, _ color: Bool) -> String {
        color ? "\u{1B}[2m\(text)\u{1B}[0m" : text
    }
}
