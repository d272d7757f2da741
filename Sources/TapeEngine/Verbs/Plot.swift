import TapeStore
import TapeSyntax
import TapeTime

/// `plot E, E…`: a chart of the window's sessions on one scale. Prices of several symbols are rebased
/// to 100 at the window's base, where they then begin.
enum PlotVerb: VerbImplementation {
    static let verb = Verb(
        "plot", .list, of: .series, clauses: [.window, .asOf, .frequency, .partial], traits: .fromBase,
        question: .values,
        signature: "plot E, E…",
        doc: "a chart; prices of several symbols are rebased to the window's start",
        examples: ["plot rut / spx since 2015", "plot rut, spx ytd"],
        notes: [
            "All lines share one scale. Prices of several symbols are rebased to 100 at the window's base, and the title says so; lines of one symbol (`plot rut, sma(rut, 50)`), and lines that are not prices (`rsi`, returns), keep their values. `| save \"x.svg\"` saves the picture."
        ],
        seeAlso: ["show", "save"],
        columns: ["session"])

    static func meaning(_ request: ResolvedQuery) -> String {
        "A chart of \(Meaning.names(request))"
    }

    static func answer(_ request: ResolvedQuery) throws(EngineError) -> Answer {
        let nodes = request.expandedSubjects()
        let frame = try request.frame(nodes)
        let window = try request.plan.windowWithData(on: frame)
        let evaluator = request.evaluator(frame, window)
        let subjects = pricesOfSeveral(nodes)
        let start = subjects == nil ? window.range.lowerBound : window.base ?? window.range.lowerBound
        let span = start..<window.range.upperBound
        let days = Array(frame.days[span])
        var lines: [Chart.Line] = []
        for node in nodes {
            lines.append(
                Chart.Line(name: Phrases.name(node), days: days, values: try evaluator.over(span).series(node)))
        }
        let names = lines.map(\.name).joined(separator: ", ")
        var title = names
        var said: @Sendable (Int) -> String? = { _ in nil }
        if let subjects, let bases = bases(nodes, lines, subjects) {
            let drawn = lines
            said = { row in
                zip(drawn, bases).map { line, base in
                    let value = Format.value(line.values[row], .price)
                    let start = Close(base.value, Day(days[base.at])).text(.price)
                    return
                        "\(line.name): \(value) ÷ \(start) × 100 = \(Format.value(line.values[row] / base.value * 100, .number))."
                }.joined(separator: " ")
            }
            for (index, base) in bases.enumerated() {
                lines[index].values = lines[index].values.map { $0 / base.value * 100 }
            }
            title += ", rebased to 100 on \(Day(days[0]))"
            var later: [String] = []
            for base in bases where base.at > 0 {
                let words = "\(base.name) on \(Day(days[base.at]))"
                if !later.contains(words) { later.append(words) }
            }
            if !later.isEmpty { title += " (\(later.joined(separator: ", ")))" }
        }
        let isRebased = title != names
        let unfit =
            isRebased || subjects == nil
            ? [] : lines.filter { $0.values.first { $0.isFinite }.map { $0 <= 0 } ?? false }.map(\.name)
        let isOfOneUnit = nodes.allSatisfy { $0.unit == nodes[0].unit }
        var columns = [TableColumn("session", .dates(days))]
        for (node, line) in zip(nodes, lines) {
            let unit = isRebased ? .number : node.unit
            columns.append(TableColumn(Phrases.columnName(node), unit: unit, .numbers(line.values)))
        }
        let unit: Unit = isRebased || !isOfOneUnit ? .number : nodes[0].unit
        var notes = request.notes(frame, window) + request.historyNote(frame, window)
        if !unfit.isEmpty {
            let verb = unfit.count == 1 ? "begins" : "begin"
            notes.append(
                Note(
                    "not-rebased",
                    "Not rebased to 100: \(Format.names(unfit, most: 3)) \(verb) at or below zero, where growth is undefined."
                ))
        }
        if start < window.range.lowerBound {
            notes.append(Note("base", "The first point, \(Day(days[0])), is the base: the close before the window."))
        }
        var answer = request.answer(
            table: Table(columns), chart: Chart(title: title, unit: unit, lines: lines), notes: notes,
            frame: frame, nodes: nodes)
        answer.working = ValuesWorking(request: request) { [said] in .init(day: days[$0], sentence: said($0)) }
        return answer
    }

    private struct Base {
        var name: String
        var at: Int
        var value: Double
    }

    /// The symbols of each line, where all are prices but of different symbols: prices of one cannot be compared
    /// with those of another. Nil where the lines can share a scale unchanged.
    private static func pricesOfSeveral(_ nodes: [Node]) -> [Set<String>]? {
        guard nodes.allSatisfy({ [.price, .ratio].contains($0.unit) && $0.kind == .series }) else { return nil }
        let subjects = nodes.map { node in
            var symbols: [String] = []
            node.collectSymbols(into: &symbols)
            node.collectLooseSymbols(into: &symbols)
            return Set(symbols)
        }
        return Set(subjects).count > 1 ? subjects : nil
    }

    /// The divisor of each line; nil where one begins at zero or below, where growth is undefined.
    ///
    /// Lines of the same symbols, such as a price and its average, keep their proportions: they are divided by
    /// one number.
    private static func bases(_ nodes: [Node], _ lines: [Chart.Line], _ subjects: [Set<String>]) -> [Base]? {
        var bases: [Base] = []
        for subject in subjects {
            // The plain price sets the base: an average begins later.
            let group = nodes.indices.filter { subjects[$0] == subject }
            let leader = group.first { nodes[$0].isSymbol } ?? group[0]
            let values = lines[leader].values
            let at = values.firstIndex { $0.isFinite } ?? 0
            if values[at] <= 0 { return nil }
            bases.append(Base(name: lines[leader].name, at: at, value: values[at]))
        }
        return bases
    }
}
