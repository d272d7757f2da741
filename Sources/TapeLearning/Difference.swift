import Tape
import TapeEngine
import TapeStore
import TapeSyntax
import TapeTime

/// Describes how a learner's line differs from the task, without giving the solution away.
struct Difference {
    let session: Session
    let exercise: Exercise
    let script: Script
    let found: Outcome
    let wanted: Outcome
    /// What the solution is about, where the exercise's own names are defined.
    let facts: (Script) -> QueryFacts?

    /// One or two sentences, the most important first.
    var sentences: [String] {
        switch exercise.goal {
        case .makes(let probe, let name): [names(name, probe)]
        case .prints(let day): [prints(day)]
        case .saves(let name): saves(name)
        case .answers:
            found.answers.count == wanted.answers.count
                ? ["The number of answers is right, but not all of their values are."]
                : [
                    "The task asks for \(Format.count(wanted.answers.count, "answer")), and your line gave \(found.answers.count)."
                ]
        case .answer(let columns, let rows, _): answers(columns, rows)
        }
    }

    // MARK: Names, words and files

    private func names(_ name: String, _ probe: String) -> String {
        let isThere = session.scope[name] != nil || session.market.key(for: name) != nil
        guard isThere else { return "There is no `\(name)` yet, and the name matters: a later task uses it." }
        guard let made = found.probed, let asked = wanted.probed else {
            return "`\(name)` exists, but it cannot be used as the task needs it: `\(probe)` has no answer."
        }
        guard let value = lastNumber(made), let other = lastNumber(asked) else {
            return "`\(name)` means something else."
        }
        return "`\(name)` exists, but with different values: the last is \(value) and should be \(other)."
    }

    private func lastNumber(_ answer: Answer) -> String? {
        for column in (answer.table?.columns ?? []).reversed() {
            if case .numbers(let values) = column.values, let value = values.last(where: { !$0.isNaN }) {
                return Format.plain(value, column.unit)
            }
        }
        return nil
    }

    private func prints(_ day: String) -> String {
        guard let word = wanted.printed.first else { return "" }
        guard !found.printed.isEmpty else { return "Nothing was printed." }
        guard found.printed == wanted.printed else {
            return "It printed “\(found.printed.joined(separator: " "))”; today it should print “\(word)”."
        }
        let other = wanted.printedThen.first ?? ""
        return "The word is right today. But as of \(day) the line should print “\(other)”, and it does not."
    }

    private func saves(_ name: String) -> [String] {
        guard !found.savedFiles.isEmpty else {
            return ["No file was written: the line needs a | followed by a stage."]
        }
        guard found.savedFiles.contains(name) else {
            return ["It is saved, but as \(found.savedFiles[0]): the next task needs \(name)."]
        }
        return answers([], nil)
    }

    // MARK: Queries

    private func answers(_ columns: [String], _ rows: Int?) -> [String] {
        let solution = parse(Source(exercise.solution), session.language.vocabulary).script
        guard let asked = facts(solution) else { return [] }
        guard let typed = session.facts(script) else {
            return ["The task asks for a query, and this line is not one."]
        }
        let differences = Self.differences(typed, asked)
        return differences.isEmpty ? table(columns, rows) : Array(differences.prefix(2))
    }

    static func differences(_ typed: QueryFacts, _ asked: QueryFacts) -> [String] {
        var found: [String] = []
        if typed.verb != asked.verb { found.append(verb(typed, asked)) }
        if Set(typed.symbols) != Set(asked.symbols) {
            found.append("It is about \(names(typed.symbols)); the question is about \(names(asked.symbols)).")
        }
        if typed.newest != asked.newest, let there = typed.newest, let here = asked.newest {
            found.append("It uses what was known on \(there); the question is as of \(here).")
        }
        if typed.frequency != asked.frequency {
            found.append(
                "It counts in \(typed.frequency.unitWord)s; the question is about \(asked.frequency.unitWord)s.")
        } else if typed.newest == asked.newest, typed.judged != asked.judged, let there = typed.judged,
            let here = asked.judged
        {
            let looked = typed.isAllHistory ? "all of history" : span(there)
            let meant = asked.isAllHistory ? "all of history" : span(here)
            found.append("It looks at \(looked); the question is about \(meant).")
        }
        if typed.bucket != asked.bucket {
            found.append(
                asked.bucket.map { "The task asks for one answer for each \($0.text)." }
                    ?? "The task asks for one answer for everything, not one for each \(typed.bucket?.text ?? "part").")
        }
        return found
    }

    private static func verb(_ typed: QueryFacts, _ asked: QueryFacts) -> String {
        guard let verb = typed.verb else { return "The task asks for a verb, not for a value alone." }
        guard asked.verb != nil else { return "`\(verb.name)` is not needed: the task asks for the value itself." }
        return "`\(verb.name)` gives something else: \(verb.doc)."
    }

    private static func names(_ symbols: [String]) -> String {
        symbols.isEmpty ? "no symbol" : Format.names(symbols.map { $0.uppercased() }, most: 4)
    }

    private static func span(_ days: ClosedRange<Day>) -> String {
        days.lowerBound == days.upperBound ? "\(days.lowerBound)" : "\(days.lowerBound) → \(days.upperBound)"
    }

    /// The verb, symbols and sessions are right, but the answer is not.
    private func table(_ columns: [String], _ rows: Int?) -> [String] {
        guard let made = found.answers.last?.table, let asked = wanted.answers.last?.table else {
            return ["The answer is of a different kind than the task asks for."]
        }
        if rows == nil, made.rowCount != asked.rowCount {
            return [
                "The symbols and the sessions are right, but the answer has \(Format.count(made.rowCount, "row")), not \(asked.rowCount)."
            ]
        }
        for name in columns.isEmpty ? asked.columns.map(\.name) : columns where made.column(name) == nil {
            return ["The answer has no `\(name)`: something else was computed."]
        }
        if let made = found.answers.last, let asked = wanted.answers.last,
            Outcome.matches(made, asked, columns, rows, anyOrder: true)
        {
            return ["The rows are right, but not in the order that the task asks for."]
        }
        return ["The symbols and the sessions are right; check the rest of the line: words, numbers, order."]
    }
}

extension Session {
    /// What the last query in the script is about, including queries in blocks.
    func facts(_ script: Script) -> QueryFacts? {
        for statement in script.statements.reversed() {
            switch statement.kind {
            case .pipeline(let pipeline):
                if let facts = try? Engine.facts(pipeline, environment) { return facts }
            case .branch(_, _, let body, _), .loop(_, _, let body):
                if let facts = facts(Script(statements: body)) { return facts }
            default: continue
            }
        }
        return nil
    }
}
