import TapeEngine
import TapeStore

/// Lines of SVG, stacked from top to bottom on a page of fixed width.
struct Drawing {
    let width: Double
    var bottom = 0.0
    private var body: [String] = []

    init(width: Double) { self.width = width }

    mutating func add(_ element: String) { body.append(element) }

    /// Adds text on its baseline; `end` puts the end of the text at x instead of its start.
    mutating func text(
        _ text: String, x: Double, y: Double, size: Double, ink: String = Ink.text, bold: Bool = false,
        anchor: String = "start"
    ) {
        let weight = bold ? " font-weight=\"600\"" : ""
        let place = anchor == "start" ? "" : " text-anchor=\"\(anchor)\""
        add(
            "<text x=\"\(coordinate(x))\" y=\"\(coordinate(y))\" font-size=\"\(coordinate(size))\" "
                + "fill=\"\(ink)\"\(weight)\(place)>\(markup(text))</text>")
    }

    /// Adds wrapped text below what is there.
    mutating func paragraph(_ text: String, size: Double, ink: String = Ink.text, bold: Bool = false, margin: Double) {
        for line in wrapText(text, room: width - 2 * margin, size: size, bold: bold) {
            bottom += size * 1.35
            self.text(line, x: margin, y: bottom, size: size, ink: ink, bold: bold)
        }
    }

    mutating func rule(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, ink: String, width: Double = 1) {
        add(
            "<line x1=\"\(coordinate(x1))\" y1=\"\(coordinate(y1))\" x2=\"\(coordinate(x2))\" y2=\"\(coordinate(y2))\" "
                + "stroke=\"\(ink)\" stroke-width=\"\(coordinate(width))\"/>")
    }

    func finished(title: String) -> String {
        let size = "\(coordinate(width)) \(coordinate(bottom))"
        return
            ([
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(size)\" width=\"\(coordinate(width))\" "
                    + "height=\"\(coordinate(bottom))\" font-family=\"\(Ink.face)\" role=\"img\">",
                "<title>\(markup(title))</title>",
                "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
            ] + body + ["</svg>"]).joined(separator: "\n")
    }
}
