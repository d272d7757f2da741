import TapeEngine

/// What one line of the learner's, or of the solution, gave.
struct Outcome {
    var answers: [Answer] = []
    var printed: [String] = []
    /// What was printed as of the goal's other day.
    var printedThen: [String] = []
    var savedFiles: [String] = []
    /// The answer to what the goal asks afterwards.
    var probed: Answer?

    /// Whether it gives what the goal asks for, where `wanted` is what the solution gave.
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
        // A column of the same name has to be the one; where names differ, as they may, any column will do.
        return columns.allSatisfy { column in
            (other.column(column.name).map { [$0] } ?? other.columns).contains { equal($0, column, count) }
        }
    }

    /// Whether the first values are the same; numbers as far as arithmetic in another order allows.
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
    /// The table, or the first line's sessions and every line's values.
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
    /// Within each bucket, where there are any, the rows in order of their symbols.
    fileprivate var inOrderOfSymbols: Table {
        guard case .texts(let symbols)? = column("symbol")?.values else { return self }
        var buckets: [String?] = Array(repeating: nil, count: symbols.count)
        if case .texts(let found)? = column("bucket")?.values { buckets = found }
        let keys = symbols.indices.map { [buckets[$0] ?? "", symbols[$0] ?? ""] }
        return selecting(symbols.indices.sorted { keys[$0].lexicographicallyPrecedes(keys[$1]) })
    }
}
