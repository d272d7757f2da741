/// What is made of a text that was copied from somewhere else.
enum PastedText {
    static let prompt = "tape> "
    /// What stands before the further lines of one input; as wide as the prompt.
    static let continuation = "  ... "

    /// A pasted text as it goes into the input: line ends made one kind, blanks for tabs, no control characters, no
    /// line end at its end.
    ///
    /// Where it is a piece of a session, with `tape> ` before what was asked, only what was asked is kept.
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

    /// The lines behind prompts, and the continuation lines that follow them.
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

    /// The rest of a line that begins with a mark, blanks before it allowed; nil where it does not.
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
