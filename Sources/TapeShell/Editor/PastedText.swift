/// Cleans text that was copied from elsewhere.
enum PastedText {
    static let prompt = "tape> "
    /// The prompt of an input's further lines; as wide as the first prompt.
    static let continuation = "  ... "

    /// A pasted text ready for the input: uniform line ends, blanks for tabs, no control characters, no final line end.
    ///
    /// If it is copied from a session, only the lines after `tape> ` are kept, without that prompt.
    static func clean(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\r": scalars.append("\n")
            case "\n": if previous != "\r" { scalars.append("\n") }
            case "\t": scalars.append(contentsOf: "    ".unicodeScalars)
            default: if scalar.properties.generalCategory != .control { scalars.append(scalar) }
            }
            previous = scalar
        }
        var lines = String(scalars).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.contains(where: { withoutMark($0, prompt) != nil }) { lines = asked(lines) }
        while let last = lines.last, isBlank(last) { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    /// The lines with a prompt and the continuation lines after them.
    private static func asked(_ lines: [String]) -> [String] {
        var kept: [String] = []
        var continues = false
        for line in lines {
            if let query = withoutMark(line, prompt) {
                kept.append(query)
                continues = true
            } else if continues, let more = withoutMark(line, continuation) {
                kept.append(more)
            } else {
                continues = false
            }
        }
        return kept
    }

    /// A typed line without the prompt that was pasted with it.
    static func withoutPrompt(_ line: String) -> String { withoutMark(line, prompt) ?? line }

    /// The rest of a line after the mark, which blanks may precede; nil without the mark.
    private static func withoutMark(_ line: String, _ mark: String) -> String? {
        let wanted = mark.drop { $0 == " " }.dropLast()
        let begun = line.drop { $0 == " " }
        guard begun.hasPrefix(wanted) else { return nil }
        let rest = begun.dropFirst(wanted.count)
        guard let blank = rest.first else { return "" }
        return blank == " " ? String(rest.dropFirst()) : nil
    }
}

func isBlank(_ text: some StringProtocol) -> Bool { text.allSatisfy(\.isWhitespace) }
