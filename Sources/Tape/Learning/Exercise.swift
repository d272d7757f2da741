/// Something to find out, checked by what the learner's line gives and not by how it is written.
public struct Exercise: Sendable {
    /// What of the result counts.
    public enum Goal: Sendable {
        /// One of the answers has the columns of the solution's with the same values: those that are named, or all; over the first
        /// so many rows, or over all.
        case answer([String] = [], rows: Int? = nil)
        /// All answers in their order, as from a loop.
        case answers
        /// What was printed.
        case prints
        /// Afterwards this query gives the same: a name means the right thing.
        case makes(String)
        /// A file was written from the answer.
        case saves
    }

    /// What is to be known for it, in sentences.
    public let lead: String
    /// What is asked.
    public let task: String
    public let goal: Goal
    /// One line that does it.
    public let solution: String
    /// From vague to plain.
    public let hints: [String]
    /// What the answer shows, said when it is right.
    public let moral: String
    /// Lines that come before it, for names that it speaks of.
    public let needs: [String]

    init(
        _ lead: String, task: String, _ solution: String, goal: Goal = .answer(), hints: [String], moral: String,
        needs: [String] = []
    ) {
        self.lead = lead
        self.task = task
        self.goal = goal
        self.solution = solution
        self.hints = hints
        self.moral = moral
        self.needs = needs
    }
}

extension Exercise {
    var isSaving: Bool {
        if case .saves = goal { return true }
        return false
    }
}

public struct Lesson: Sendable {
    public let title: String
    public let exercises: [Exercise]
}

/// A sentence that was published, to be checked: first the query, then the verdict.
public struct Case: Sendable {
    public enum Verdict: String, Sendable, CaseIterable {
        case holds, fails, unclear

        var words: String {
            switch self {
            case .holds: "it holds"
            case .fails: "it fails"
            case .unclear: "it cannot be told"
            }
        }
    }

    /// As it was printed, with its day.
    public let headline: String
    public let exercise: Exercise
    public let verdict: Verdict
    /// Why, said when the verdict is right.
    public let reason: String
}

/// What one line of the learner's, or of the solution, gave.
struct Outcome {
    var answers: [Answer] = []
    var printed: [String] = []
    var savedFiles = 0
    /// The answer to what the goal asks afterwards.
    var probed: Answer?

    /// Whether it gives what the goal asks for, where `wanted` is what the solution gave.
    func meets(_ goal: Exercise.Goal, _ wanted: Outcome) -> Bool {
        switch goal {
        case .answer(let columns, let rows):
            guard let solution = wanted.answers.last else { return false }
            return answers.contains { Self.matches($0, solution, columns, rows) }
        case .answers:
            return !wanted.answers.isEmpty && answers.count == wanted.answers.count
                && zip(answers, wanted.answers).allSatisfy { Self.matches($0, $1, [], nil) }
        case .prints: return !wanted.printed.isEmpty && printed == wanted.printed
        case .makes:
            guard let probed, let solution = wanted.probed else { return false }
            return Self.matches(probed, solution, ["value"], nil) || Self.matches(probed, solution, [], nil)
        case .saves:
            guard let answer = answers.last, let solution = wanted.answers.last else { return false }
            return savedFiles > 0 && Self.matches(answer, solution, [], nil)
        }
    }

    private static func matches(_ found: Answer, _ wanted: Answer, _ names: [String], _ rows: Int?) -> Bool {
        guard let table = wanted.table ?? wanted.chart.map({ $0.asTable }),
            let other = found.table ?? found.chart.map({ $0.asTable })
        else { return false }
        let count = min(rows ?? table.rowCount, table.rowCount)
        guard count > 0, rows == nil ? other.rowCount == count : other.rowCount >= count else { return false }
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

extension Chart {
    /// The first line's sessions and every line's values.
    fileprivate var asTable: Table {
        Table(
            [TableColumn("session", .dates(lines.first?.days ?? []))]
                + lines.map { TableColumn($0.name, unit: unit, .numbers($0.values)) })
    }
}
