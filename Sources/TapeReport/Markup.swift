/// The text escaped for an XML or HTML element or attribute. Control characters, which XML does not allow, become
/// blanks.
func markup(_ text: String) -> String {
    var out: [UInt8] = []
    for scalar in plainText(text, ascii: false).unicodeScalars where scalar.value != 0xFFFE && scalar.value != 0xFFFF {
        switch scalar {
        case "&": out.append(contentsOf: "&amp;".utf8)
        case "<": out.append(contentsOf: "&lt;".utf8)
        case ">": out.append(contentsOf: "&gt;".utf8)
        case "\"": out.append(contentsOf: "&quot;".utf8)
        default: out.append(contentsOf: String(scalar).utf8)
        }
    }
    return String(decoding: out, as: UTF8.self)
}

/// A coordinate of a drawing, in tenths. Drawings are at most a few thousand units large.
func coordinate(_ value: Double) -> String {
    let tenths = Int((max(-1e6, min(1e6, value)) * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let rest = abs(tenths) % 10
    return "\(sign)\(abs(tenths) / 10)" + (rest == 0 ? "" : ".\(rest)")
}

/// The approximate width of the text in a sans-serif font of that size. The font depends on the reader's system: these
/// are the widths of a wide one, so that nothing leaves the drawing.
func textWidth(_ text: String, size: Double, bold: Bool = false) -> Double {
    var ems = 0.0
    for character in text {
        switch character {
        case " ", ".", ",", ":", ";", "'", "|", "!", "(", ")", "[", "]", "i", "j", "l", "I", "f", "t", "/": ems += 0.37
        case "m", "w", "M", "W", "%", "→", "…", "@": ems += 0.92
        case "+", "-", "<", ">", "=", "~": ems += character == "-" ? 0.37 : 0.84
        case "A"..."Z": ems += 0.72
        default: ems += columns(of: character) == 2 ? 1.05 : 0.62
        }
    }
    return ems * size * (bold ? 1.12 : 1)
}

/// The text broken at blanks into lines no wider than the space.
func wrapText(_ text: String, room: Double, size: Double, bold: Bool) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
        let longer = line.isEmpty ? String(word) : line + " " + word
        if line.isEmpty || textWidth(longer, size: size, bold: bold) <= room {
            line = longer
        } else {
            lines.append(line)
            line = String(word)
        }
    }
    return line.isEmpty ? lines : lines + [line]
}

/// The colours shared by drawings and pages. Those of lines are Okabe and Ito's, which suit every kind of colour
/// vision, with the strongest pair first.
enum Ink {
    static let text = "#1a1a1a"
    static let soft = "#666666"
    static let grid = "#e3e3e3"
    static let axis = "#8a8a8a"
    static let gain = "#0b62a4"
    static let loss = "#b8500a"
    static let lines = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#7a6a00", "#56b4e9"]
    static let face = "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
}
