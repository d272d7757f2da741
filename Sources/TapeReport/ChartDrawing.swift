import TapeEngine
import TapeStore

/// A line chart in SVG: title, span of days, a scale at round values, dates along the foot, each line named at its end.
func chartDrawing(_ chart: Chart, above: [String], below: [String], precision: Int) -> String {
    let margin = 24.0
    var drawing = Drawing(width: 760)
    drawing.bottom = 14
    drawing.paragraph(chart.title, size: 19, bold: true, margin: margin)
    drawing.bottom += 3
    for sentence in above { drawing.paragraph(sentence, size: 14, margin: margin) }
    if let values = ValueScale(chart, ticks: 6), let days = DayScale(chart, ticks: 8) {
        drawing.paragraph("\(days.first.text) → \(days.last.text)", size: 13, ink: Ink.soft, margin: margin)
        let frame = Frame(
            chart, values, days, top: drawing.bottom + 22, width: drawing.width, margin: margin, precision)
        frame.drawScales(in: &drawing)
        for index in chart.lines.indices.reversed() { frame.draw(chart.lines[index], index, in: &drawing) }
        frame.drawNames(in: &drawing)
        drawing.bottom = frame.bottom + 34 + frame.legendHeight
    } else {
        drawing.paragraph("no values to draw", size: 13, ink: Ink.soft, margin: margin)
    }
    for text in below { drawing.paragraph(text, size: 11, ink: Ink.soft, margin: margin) }
    drawing.bottom += 18
    return drawing.finished(title: chart.title)
}

/// The area in which the lines are drawn.
private struct Frame {
    let values: ValueScale
    let days: DayScale
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double
    /// The space for a legend under the dates, if the names are not at the ends of the lines.
    let legendHeight: Double
    private let names: [String]
    private let ends: [Double?]
    private let margin: Double

    private static let nameSize = 13.0
    private static let legendLine = 20.0

    init(
        _ chart: Chart, _ values: ValueScale, _ days: DayScale, top: Double, width: Double, margin: Double,
        _ precision: Int
    ) {
        self.values = values
        self.days = days
        self.margin = margin
        self.top = top
        bottom = top + 300
        let labelRoom = values.ticks.map { textWidth(values.label($0), size: 12) }.max() ?? 0
        left = margin + labelRoom + 10
        let last = chart.lines.map { line in line.values.last { $0.isFinite } }
        names = chart.lines.indices.map { index in
            let value = last[index].map { Format.value($0, chart.unit, precision: precision) } ?? "no values"
            return chart.lines.count == 1 ? value : "\(chart.lines[index].name) \(value)"
        }
        let nameRoom = names.map { textWidth($0, size: Self.nameSize, bold: true) }.max() ?? 0
        let isCrowded = nameRoom > 220 || names.count > 12
        right = width - margin - (isCrowded ? 0 : nameRoom + 10)
        legendHeight = isCrowded ? Double(names.count) * Self.legendLine : 0
        let height = bottom - top
        ends = last.map { value in value.map { top + (1 - values.fraction($0)) * height } }
    }

    private func x(_ day: Int32) -> Double { left + days.fraction(day) * (right - left) }
    private func y(_ value: Double) -> Double { bottom - values.fraction(value) * (bottom - top) }

    func drawScales(in drawing: inout Drawing) {
        for tick in values.ticks {
            let isZero = abs(tick) < (values.high - values.low) * 1e-9
            drawing.rule(left, y(tick), right, y(tick), ink: isZero ? Ink.axis : Ink.grid)
            drawing.text(
                values.label(tick), x: left - 8, y: y(tick) + 4, size: 12, ink: Ink.soft, anchor: "end")
        }
        drawing.rule(left, bottom, right, bottom, ink: Ink.axis)
        var free = -Double.infinity
        for tick in days.ticks {
            let at = x(tick.day.number)
            let half = textWidth(tick.label, size: 12) / 2
            guard at - half > free + 8, at + half < drawing.width - margin / 2 else { continue }
            free = at + half
            drawing.rule(at, bottom, at, bottom + 5, ink: Ink.axis)
            drawing.text(tick.label, x: at, y: bottom + 20, size: 12, ink: Ink.soft, anchor: "middle")
        }
    }

    /// Draws a line, broken where values are missing. If several sessions fall on one point of the page, only the
    /// first, last, highest and lowest are drawn: more cannot be seen.
    func draw(_ line: Chart.Line, _ index: Int, in drawing: inout Drawing) {
        let ink = Ink.lines[index % Ink.lines.count]
        let dash = index < Ink.lines.count ? "" : " stroke-dasharray=\"5 3\""
        var path = ""
        var bucket: [(x: Double, y: Double)] = []
        var isPenDown = false
        func flush() {
            guard let first = bucket.first, let last = bucket.last else { return }
            var chosen = [first]
            if bucket.count > 2 {
                let low = bucket.indices.max { bucket[$0].y < bucket[$1].y } ?? 0
                let high = bucket.indices.min { bucket[$0].y < bucket[$1].y } ?? 0
                for at in [min(low, high), max(low, high)] where at > 0 && at < bucket.count - 1 {
                    chosen.append(bucket[at])
                }
            }
            if bucket.count > 1 { chosen.append(last) }
            for point in chosen {
                path += "\(isPenDown ? "L" : "M")\(coordinate(point.x)) \(coordinate(point.y))"
                isPenDown = true
            }
            bucket.removeAll(keepingCapacity: true)
        }
        for at in 0..<min(line.days.count, line.values.count) {
            guard line.values[at].isFinite else {
                flush()
                // A single point is drawn as a dot by the round ends of a line of zero length.
                if isPenDown { path += "h0" }
                isPenDown = false
                continue
            }
            let point = (x: x(line.days[at]), y: y(line.values[at]))
            if let first = bucket.first, abs(first.x - point.x) >= 0.5 { flush() }
            bucket.append(point)
        }
        flush()
        guard !path.isEmpty else { return }
        drawing.add(
            "<path d=\"\(path)h0\" fill=\"none\" stroke=\"\(ink)\" stroke-width=\"2\" stroke-linejoin=\"round\" "
                + "stroke-linecap=\"round\"\(dash)/>")
    }

    /// Draws the names with the last values, each at its line's end, moved apart if lines end close together.
    func drawNames(in drawing: inout Drawing) {
        guard legendHeight == 0 else {
            for (index, name) in names.enumerated() {
                let at = bottom + 34 + (Double(index) + 0.5) * Self.legendLine
                drawing.rule(left, at - 4, left + 22, at - 4, ink: Ink.lines[index % Ink.lines.count], width: 3)
                drawing.text(name, x: left + 30, y: at, size: Self.nameSize)
            }
            return
        }
        var placed = ends.map { $0 ?? bottom }
        let order = placed.indices.sorted { (placed[$0], $0) < (placed[$1], $1) }
        let apart = 17.0
        var next = top
        for index in order {
            placed[index] = max(placed[index], next)
            next = placed[index] + apart
        }
        var limit = bottom
        for index in order.reversed() {
            placed[index] = min(placed[index], limit)
            limit = placed[index] - apart
        }
        for index in names.indices {
            drawing.text(
                names[index], x: right + 8, y: placed[index] + 4.5, size: Self.nameSize,
                ink: Ink.lines[index % Ink.lines.count], bold: true)
        }
    }
}
