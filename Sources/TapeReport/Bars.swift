import TapeEngine

/// The most bars drawn: more are hard to compare.
private let mostBars = 60

extension BarChart {
    /// From the lowest to the highest value, including zero; nil if no row has a value.
    fileprivate var scale: (low: Double, high: Double)? {
        let finite = values.prefix(mostBars).filter(\.isFinite)
        guard let low = finite.min(), let high = finite.max() else { return nil }
        return (min(low, 0), max(high, 0))
    }

    fileprivate var count: Int { min(labels.count, values.count, mostBars) }

    fileprivate var remainder: String? {
        labels.count > mostBars
            ? "… \(Format.count(labels.count - mostBars)) more rows: `| top \(mostBars)` selects the rows to draw" : nil
    }
}

/// One bar per row for a terminal: name, bar from the zero line, value. Bars are drawn to an eighth of a character, in
/// ASCII to a whole one.
func terminalBars(_ chart: BarChart, _ style: Style) -> [String] {
    let paint = Paint(color: style.color)
    var lines = wrapText(plainText(chart.title, ascii: style.ascii), width: style.width).map { paint($0, .bold) }
    guard let scale = chart.scale else { return lines + ["no values to draw"] }
    let labels = chart.labels.prefix(chart.count).map { plainText($0, ascii: style.ascii) }
    let texts = chart.values.prefix(chart.count).map { value in
        value.isFinite
            ? Format.value(value, chart.unit, precision: style.precision) : (style.ascii ? "-" : Format.missing)
    }
    let width = max(20, min(style.width ?? 80, 120))
    let textWidth = texts.map(displayWidth).max() ?? 0
    // A bar has at least four columns; the names get the remaining space, up to half the width.
    let nameWidth = max(1, min(labels.map(displayWidth).max() ?? 0, width / 2, width - textWidth - 8))
    let room = max(4, width - nameWidth - textWidth - 4)
    let range = scale.high - scale.low
    let left = range > 0 ? Int((Double(room) * (0 - scale.low) / range).rounded()) : 0
    for index in 0..<chart.count {
        let value = chart.values[index]
        let share = value.isFinite && range > 0 ? abs(value) / range : 0
        let isNegative = value < 0
        // The zero line is on a whole character, so a bar is cut to its side of it.
        let drawn =
            isNegative
            ? barText(min((share * Double(room)).rounded(.up), Double(left)), ascii: style.ascii)
            : barText(min(share * Double(room), Double(room - left)), ascii: style.ascii)
        let size = displayWidth(drawn)
        let before = isNegative ? max(0, left - size) : left
        let after = max(0, (isNegative ? left : room) - before - size) + (isNegative ? room - left : 0)
        let name = padded(cutText(labels[index], to: nameWidth, ascii: style.ascii), to: nameWidth)
        lines.append(
            name + "  " + String(repeating: " ", count: before) + paint(drawn, isNegative ? .loss : .gain)
                + String(repeating: " ", count: after) + "  " + leftPadded(texts[index], to: textWidth))
    }
    if let remainder = chart.remainder {
        lines += wrapText(plainText(remainder, ascii: style.ascii), width: style.width, indent: 2).map {
            paint($0, .dim)
        }
    }
    return lines
}

/// A bar of a length in characters; a value other than zero shows at least the thinnest part.
private func barText(_ length: Double, ascii: Bool) -> String {
    if ascii { return String(repeating: "#", count: max(length > 0 ? 1 : 0, Int(length.rounded()))) }
    let eighths = max(length > 0 ? 1 : 0, Int((length * 8).rounded()))
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
}

/// The newest verdicts in a row: a bar where the condition was true, a dot where false, a blank where missing.
func verdictStrip(_ verdicts: [Bool?], _ style: Style) -> [String] {
    let paint = Paint(color: style.color)
    let room = min(verdicts.count, max(10, (style.width ?? 80) - 2))
    let shown = verdicts.suffix(room)
    var line = ""
    var run = ""
    var look: Look?
    for verdict in shown {
        let mark = verdict == nil ? " " : (verdict == true ? (style.ascii ? "|" : "┃") : (style.ascii ? "." : "·"))
        let own: Look? = verdict == true ? .gain : .dim
        if own != look {
            line += paint(run, look)
            (run, look) = ("", own)
        }
        run += mark
    }
    line += paint(run, look)
    return [line, paint("the last \(shown.count), oldest first", .dim)]
}

/// The same in SVG: names on the left, bars from the zero line, values at their ends.
func barDrawing(_ chart: BarChart, above: [String], below: [String], precision: Int) -> String {
    let margin = 24.0
    let size = 13.0
    let pitch = 24.0
    var drawing = Drawing(width: 760)
    drawing.bottom = 14
    drawing.paragraph(chart.title, size: 19, bold: true, margin: margin)
    drawing.bottom += 3
    for sentence in above { drawing.paragraph(sentence, size: 14, margin: margin) }
    if let scale = chart.scale {
        let texts = chart.values.prefix(chart.count).map { value in
            value.isFinite ? Format.value(value, chart.unit, precision: precision) : Format.missing
        }
        let names = chart.labels.prefix(chart.count).map { textWidth($0, size: size) }.max() ?? 0
        let figures = texts.map { textWidth($0, size: size) }.max() ?? 0
        let left = margin + min(names, 260) + 12 + (scale.low < 0 ? figures + 8 : 0)
        let right = drawing.width - margin - (scale.high > 0 ? figures + 8 : 0)
        let range = scale.high - scale.low
        func x(_ value: Double) -> Double { range > 0 ? left + (value - scale.low) / range * (right - left) : left }
        let top = drawing.bottom + 14
        for index in 0..<chart.count {
            let value = chart.values[index]
            let middle = top + (Double(index) + 0.5) * pitch
            drawing.text(chart.labels[index], x: margin, y: middle + 4.5, size: size)
            if value.isFinite {
                let (start, end) = (min(x(0), x(value)), max(x(0), x(value)))
                drawing.add(
                    "<rect x=\"\(coordinate(start))\" y=\"\(coordinate(middle - 8))\" "
                        + "width=\"\(coordinate(max(1, end - start)))\" "
                        + "height=\"16\" fill=\"\(value < 0 ? Ink.loss : Ink.gain)\"/>"
                )
            }
            let isLeft = value < 0
            drawing.text(
                texts[index], x: value.isFinite ? (isLeft ? x(value) - 8 : x(value) + 8) : x(0) + 8, y: middle + 4.5,
                size: size, ink: Ink.soft, anchor: isLeft ? "end" : "start")
        }
        drawing.bottom = top + Double(chart.count) * pitch
        drawing.rule(x(0), top, x(0), drawing.bottom, ink: Ink.axis)
        drawing.bottom += 12
        if let remainder = chart.remainder { drawing.paragraph(remainder, size: 12, ink: Ink.soft, margin: margin) }
    } else {
        drawing.paragraph("no values to draw", size: 13, ink: Ink.soft, margin: margin)
    }
    for text in below { drawing.paragraph(text, size: 11, ink: Ink.soft, margin: margin) }
    drawing.bottom += 18
    return drawing.finished(title: chart.title)
}
