import TapeEngine

/// The result of one line, of the learner or of the solution.
struct Outcome {
    var answers: [Answer] = []
    var printed: [String] = []
    /// The text printed as of the goal's other day.
    var printedThen: [String] = []
    var savedFiles: [String] = []
    /// The answer to the goal's query that runs afterwards.
    var probed: Answer?

    /// Whether it meets the goal.
    /// - Parameter wanted: the result of the solution.
    func meets(_ goal: Exercise.Goal, _ wanted: Outcome) -> Bool {
        switch goal {
        case .answer(let columns, let rows, let anyOrder):
            guard let solution = wanted.answers.last else { return false }
            return answers.contains { Self.matches($0, solution, columns, rows, anyOrder: anyOrder) }
        case .answers:
            return !wanted.answers.isEmpty && answers.count == wanted.answers.count
                && zip(answers, wanted.answers).allSatisfy { Self.matches($0, $1) }
        case .prints:
            return !wanted.printed.isEmpty && printed == wanted.printed && printedThen == wanted.printedThen
        case .makes:
            guard let probed, let solution = wanted.probed else { return false }
            return Self.matches(probed, solution)
        case .saves(let name):
            guard let answer = answers.last, let solution = wanted.answers.last else { return false }
            return savedFiles.contains(name) && Self.matches(answer, solution)
        }
    }

    static func matches(
        _ found: Answer, _ wanted: Answer, _ names: [String] = [], _ rows: Int? = nil, anyOrder: Bool = false
    ) -> Bool {
        guard var table = wanted.comparable, var other = found.comparable else { return false }
        let count = min(rows ?? table.rowCount, table.rowCount)
        guard count > 0, rows == nil ? other.rowCount == count : other.rowCount >= count else { return false }
        if anyOrder {
            table = table.inOrderOfSymbols
            other = other.inOrderOfSymbols
        }
        let columns = names.isEmpty ? table.columns : names.compactMap { table.column($0) }
        guard !columns.isEmpty else { return false }
        // A column of the same name must match. If the answer has no column of that name, any column may match.
        return columns.allSatisfy { column in
            (other.column(column.name).map { [$0] } ?? other.columns).contains { equal($0, column, count) }
        }
    }

    /// Whether the first values are equal; numbers up to the rounding of a different order of arithmetic.
    private static func equal(_ left: TableColumn, _ right: TableColumn, _ count: Int) -> Bool {
        switch (left.values, right.values) {
        case (.numbers(let a), .numbers(let b)):
            return zip(a.prefix(count), b.prefix(count)).allSatisfy { x, y in
                x.isNaN ? y.isNaN : abs(x - y) <= 1e-9 * max(1, abs(y))
            }
        case (.dates(let a), .dates(let b)): return a.prefix(count) == b.prefix(count)
        case (.texts(let a), .texts(let b)): return a.prefix(count) == b.prefix(count)
        case (.flags(let a), .flags(let b)): return a.prefix(count) == b.prefix(count)
        default: return false
        }
    }
}

extension Answer {
    /// The table, or for a chart the sessions of the first line and the values of every line.
    fileprivate var comparable: Table? {
        if let table { return table }
        return chart.map { chart in
            Table(
                [TableColumn("session", .dates(chart.lines.first?.days ?? []))]
                    + chart.lines.map { TableColumn($0.name, unit: chart.unit, .numbers($0.values)) })
        }
    }
}

extension Table {
    /// The rows sorted by symbol, within each bucket if there are buckets.
    fileprivate var inOrderOfSymbols: Table {
        guard case .texts(let symbols)? = column("symbol")?.values else { return self }
        var buckets: [String?] = Array(repeating: nil, count: symbols.count)
        if case .texts(let found)? = column("bucket")?.values { buckets = found }
        let keys = symbols.indices.map { [buckets[$0] ?? "", symbols[$0] ?? ""] }
        return selecting(symbols.indices.sorted { keys[$0].lexicographicallyPrecedes(keys[$1]) })
    }
}
