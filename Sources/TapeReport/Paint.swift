/// A style of terminal text.
///
/// Gains are blue and losses orange: a pair that red-green colour-blind people can tell apart; each also has its sign.
/// Both have contrast on black and on white.
enum Look: String {
    case bold = "1"
    case dim = "2"
    case header = "2;4"
    case gain = "38;5;32"
    case loss = "38;5;166"
    case error = "1;38;5;166"
    case line2 = "38;5;172"
    case line3 = "38;5;35"
    case line4 = "38;5;169"
    case line5 = "38;5;74"
    case line6 = "38;5;142"
    // The shades of a heat table, from faint to full: blue and orange again, the text black or white on them.
    case warm1 = "38;5;16;48;5;153"
    case warm2 = "38;5;16;48;5;75"
    case warm3 = "38;5;231;48;5;25"
    case cold1 = "38;5;16;48;5;223"
    case cold2 = "38;5;16;48;5;215"
    case cold3 = "38;5;231;48;5;130"
}

/// Puts looks on text where the style has colour, and nowhere else.
struct Paint {
    var color: Bool

    func callAsFunction(_ text: String, _ look: Look?) -> String {
        guard color, let look, !text.isEmpty else { return text }
        return "\u{1B}[\(look.rawValue)m\(text)\u{1B}[0m"
    }
}
