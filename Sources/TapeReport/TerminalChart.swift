import TapeEngine
import TapeStore

/// A line chart for a terminal: braille dots, four per character height and two per width; in ASCII one mark per line.
/// Missing values leave gaps.
func terminalChart(_ chart: Chart, _ style: Style) -> [String] {
    let paint = Paint(color: style.color)
    let width = max(20, min(style.width ?? 80, 120))
    let rows = max(8, min(24, width / 5))
    var lines = wrapText(plainText(chart.title, ascii: style.ascii), width: style.width).map { paint($0, .bold) }
    guard let values = ValueScale(chart, ticks: rows / 2), let days = DayScale(chart, ticks: width / 12) else {
        return lines + ["no values to draw"]
    }
    let span = plainText("\(days.first.text) → \(days.last.text)", ascii: style.ascii)
    lines += wrapText(span, width: style.width).map { paint($0, .dim) }
    let labels = values.ticks.map { values.label($0) }
    let left = labels.map(displayWidth).max() ?? 0
    let ends = LineEnds(chart, values, rows: rows, room: width / 3, style)
    let plotWidth = max(8, width - left - 3 - (ends.width > 0 ? ends.width + 1 : 0))
    var canvas = Canvas(columns: plotWidth, rows: rows, ascii: style.ascii)
    for index in chart.lines.indices.reversed() {
        canvas.draw(chart.lines[index], as: index, values, days, patterned: !style.color)
    }
    func rowOf(_ value: Double) -> Int { Canvas.row(of: values.fraction(value), rows: rows, ascii: style.ascii) }
    let zero = values.low < 0 && values.high > 0 ? rowOf(0) : nil
    for row in 0..<rows {
        let tick = values.ticks.indices.first { rowOf(values.ticks[$0]) == row }
        let axis = style.ascii ? (tick == nil ? " |" : " +") : (tick == nil ? " │" : " ┤")
        let line =
            paint(leftPadded(tick.map { labels[$0] } ?? "", to: left) + axis, .dim)
            + canvas.text(row, isZero: row == zero, paint)
        let end = ends.text(row, paint)
        lines.append(end.isEmpty ? trimmed(line) : line + " " + end)
    }
    lines += dayAxis(days, indent: left + 1, columns: plotWidth, ascii: style.ascii).map { paint($0, .dim) }
    return lines + ends.legend(width: style.width, paint)
}

/// The looks of the lines, in order; a seventh line looks like the first.
private let lineLooks: [Look] = [.gain, .loss, .line3, .line4, .line5, .line6]
private let lineMarks = ["*", "+", "o", "x", "#", "@"]

private func dayAxis(_ days: DayScale, indent: Int, columns: Int, ascii: Bool) -> [String] {
    var rule = [String](repeating: ascii ? "-" : "─", count: columns)
    var labels = ""
    for tick in days.ticks {
        let at = Int((days.fraction(tick.day.number) * Double(columns - 1)).rounded())
        // A label begins at its tick, except at the right edge, and is omitted if it would touch the one before.
        let start = max(0, min(at, columns - tick.label.utf8.count))
        guard labels.isEmpty || start >= labels.utf8.count + 2 else { continue }
        rule[at] = ascii ? "+" : "┬"
        labels += String(repeating: " ", count: start - labels.utf8.count) + tick.label
    }
    let margin = String(repeating: " ", count: indent)
    let corner = ascii ? "+" : "└"
    return [margin + corner + rule.joined()] + (labels.isEmpty ? [] : [margin + " " + labels])
}

/// The names of the lines with their last values: at the ends of the lines if there is room, else under the chart.
private struct LineEnds {
    private var labels: [(index: Int, text: String)] = []
    private var rowOfLabel: [Int] = []
    private let ascii: Bool
    private let isPatterned: Bool
    /// The width of the labels on the right; 0 if they are below.
    let width: Int

    init(_ chart: Chart, _ values: ValueScale, rows: Int, room: Int, _ style: Style) {
        ascii = style.ascii
        isPatterned = !style.color
        var wanted: [Int] = []
        for (index, line) in chart.lines.enumerated() {
            let last = line.values.last { $0.isFinite }
            let value = last.map { Format.value($0, chart.unit, precision: style.precision) }
            let name = plainText(line.name, ascii: style.ascii)
            let text = value.map { chart.lines.count == 1 ? $0 : "\(name) \($0)" } ?? "\(name) (no values)"
            labels.append((index, text))
            wanted.append(last.map { Canvas.row(of: values.fraction($0), rows: rows, ascii: style.ascii) } ?? rows - 1)
        }
        let widest = labels.map { displayWidth($0.text) + 2 }.max() ?? 0
        guard widest <= room, labels.count <= rows / 2 else {
            width = 0
            return
        }
        width = widest
        rowOfLabel = Self.apart(wanted, rows: rows)
    }

    /// Rows as close as possible to the wanted ones, each used once.
    private static func apart(_ wanted: [Int], rows: Int) -> [Int] {
        let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
        var placed = wanted
        var next = 0
        for index in order {
            placed[index] = max(wanted[index], next)
            next = placed[index] + 1
        }
        var limit = rows - 1
        for index in order.reversed() {
            placed[index] = min(placed[index], limit)
            limit = placed[index] - 1
        }
        return placed
    }

    func text(_ row: Int, _ paint: Paint) -> String {
        guard let label = rowOfLabel.firstIndex(of: row) else { return "" }
        return paint(entry(labels[label]), look(labels[label]))
    }

    func legend(width: Int?, _ paint: Paint) -> [String] {
        guard rowOfLabel.isEmpty else { return [] }
        return labels.flatMap { label in
            wrapText(entry(label), width: width, indent: 2).map { paint($0, look(label)) }
        }
    }

    private func look(_ label: (index: Int, text: String)) -> Look { lineLooks[label.index % lineLooks.count] }

    private func entry(_ label: (index: Int, text: String)) -> String {
        let strokes = ["━", "┅", "╍", "┉", "═", "╌"]
        let at = label.index % lineLooks.count
        return (ascii ? lineMarks[at] : strokes[isPatterned ? at : 0]) + " " + label.text
    }
}

/// A grid of dots that prints as characters.
private struct Canvas {
    let columns: Int
    let rows: Int
    let ascii: Bool
    private let dotsAcross: Int
    private let dotsDown: Int
    /// The dots of each character, as bits of a braille character, and the line that drew last in it.
    private var dots: [UInt32]
    private var owner: [Int]

    init(columns: Int, rows: Int, ascii: Bool) {
        self.columns = columns
        self.rows = rows
        self.ascii = ascii
        dotsAcross = ascii ? columns : columns * 2
        dotsDown = ascii ? rows : rows * 4
        dots = [UInt32](repeating: 0, count: columns * rows)
        owner = [Int](repeating: 0, count: columns * rows)
    }

    private static func dotRow(_ fraction: Double, of dotsDown: Int) -> Int {
        Int(((1 - fraction) * Double(dotsDown - 1)).rounded())
    }

    /// The row of characters for a fraction of the height.
    static func row(of fraction: Double, rows: Int, ascii: Bool) -> Int {
        ascii ? dotRow(fraction, of: rows) : dotRow(fraction, of: rows * 4) / 4
    }

    mutating func draw(_ line: Chart.Line, as index: Int, _ values: ValueScale, _ days: DayScale, patterned: Bool) {
        var previous: (x: Int, y: Int)?
        // Strokes are measured along the line, so that steep and flat parts have the same density.
        var length = 0
        for at in 0..<min(line.days.count, line.values.count) {
            guard line.values[at].isFinite else {
                previous = nil
                continue
            }
            let x = Int((days.fraction(line.days[at]) * Double(dotsAcross - 1)).rounded())
            let point = (x: x, y: Self.dotRow(values.fraction(line.values[at]), of: dotsDown))
            join(previous ?? point, point, index, patterned, &length)
            previous = point
        }
    }

    /// Draws a straight line, both ends included.
    private mutating func join(
        _ from: (x: Int, y: Int), _ to: (x: Int, y: Int), _ index: Int, _ patterned: Bool, _ length: inout Int
    ) {
        let steps = max(abs(to.x - from.x), abs(to.y - from.y))
        for step in 0...steps {
            let part = steps == 0 ? 0 : Double(step) / Double(steps)
            let x = Int((Double(from.x) + part * Double(to.x - from.x)).rounded())
            let y = Int((Double(from.y) + part * Double(to.y - from.y)).rounded())
            if !patterned || ascii || Self.isInked(length + step, index) { set(x, y, index) }
        }
        length += steps
    }

    /// Without colour the lines differ in their strokes: solid, dotted, dashed and so on.
    private static func isInked(_ length: Int, _ index: Int) -> Bool {
        switch index % 6 {
        case 0: true
        case 1: length % 3 == 0
        case 2: length % 7 < 4
        case 3: length % 8 < 4 || length % 8 == 6
        case 4: length % 12 < 9
        default: length % 5 == 0
        }
    }

    private mutating func set(_ x: Int, _ y: Int, _ index: Int) {
        let cell = ascii ? y * columns + x : y / 4 * columns + x / 2
        let bits: [UInt32] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
        dots[cell] |= ascii ? 1 : bits[y % 4 * 2 + x % 2]
        owner[cell] = index
    }

    /// One row of characters, in the looks of their lines; the zero line fills empty cells.
    func text(_ row: Int, isZero: Bool, _ paint: Paint) -> String {
        var out = ""
        var run = ""
        var runLook: Look?
        for column in 0..<columns {
            let cell = row * columns + column
            let isEmpty = dots[cell] == 0
            let look: Look? = isEmpty ? (isZero ? .dim : nil) : lineLooks[owner[cell] % lineLooks.count]
            if look != runLook {
                out += paint(run, runLook)
                run = ""
                runLook = look
            }
            if isEmpty {
                run += isZero ? (ascii ? "." : "┄") : " "
            } else if ascii {
                run += lineMarks[owner[cell] % lineMarks.count]
            } else if let scalar = Unicode.Scalar(0x2800 + dots[cell]) {
                run.unicodeScalars.append(scalar)
            }
        }
        return out + paint(run, runLook)
    }
}

/// The values as one line of at most `width` characters, each the mean of its share of the values. Missing values leave
/// blanks.
package func sparkline(_ values: [Double], width: Int, ascii: Bool) -> String {
    let count = min(width, values.count)
    guard count > 0 else { return "" }
    var means: [Double] = []
    for index in 0..<count {
        // In units of the whole, so that the products stay small.
        let from = index * (values.count / count) + index * (values.count % count) / count
        let next = index + 1
        let to = next * (values.count / count) + next * (values.count % count) / count
        let present = values[from..<to].filter(\.isFinite)
        means.append(present.reduce(0) { $0 + $1 / Double(present.count) })
        if present.isEmpty { means[index] = .nan }
    }
    let finite = means.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return String(repeating: " ", count: count) }
    let levels = Array(ascii ? "_.-~=+*#" : "▁▂▃▄▅▆▇█")
    let range = high / 2 - low / 2
    return String(
        means.map { mean -> Character in
            guard mean.isFinite else { return " " }
            guard range > 0 else { return levels[levels.count / 2 - 1] }
            let part = (mean / 2 - low / 2) / range
            return levels[max(0, min(levels.count - 1, Int(part * Double(levels.count))))]
        })
}
