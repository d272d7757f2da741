/// A task. The result of the learner's line is checked, not its wording.
package struct Exercise: Sendable {
    /// Which part of the result counts.
    package enum Goal: Sendable {
        /// One of the answers has the same values as the solution in the named columns (or all), over the first `rows` rows
        /// (or all), and in any order if the task does not ask for an order of the subjects.
        case answer([String] = [], rows: Int? = nil, anyOrder: Bool = false)
        /// All answers in order, as from a loop.
        case answers
        /// The printed text, now and as of another day: a word that is just printed does not change with the day.
        case prints(alsoOn: String)
        /// Afterwards, this query gives the same result: the name has the right meaning.
        case makes(String, asked: String)
        /// The answer was saved to a file of this name.
        case saves(String)
    }

    /// What the learner has to know for it, in sentences.
    package let lead: String
    /// The question.
    package let task: String
    package let goal: Goal
    /// One line that solves it.
    package let solution: String
    /// From vague to specific, at most three.
    package let hints: [String]
    /// What the answer shows; printed when the line is right.
    package let moral: String
    /// Lines that must run first, for the names that it uses.
    package let needs: [String]

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

package struct Lesson: Sendable {
    package let title: String
    package let exercises: [Exercise]
}

/// A published sentence to check: first the query, then the verdict.
package struct Case: Sendable {
    package enum Verdict: String, Sendable, CaseIterable {
        case holds, fails, unclear

        var words: String {
            switch self {
            case .holds: "It holds."
            case .fails: "It fails."
            case .unclear: "It is unclear."
            }
        }
    }

    /// A short title, for the list.
    package let title: String
    /// The published sentence.
    package let headline: String
    /// Its date: `22 January 2026`.
    package let printed: String
    package let exercise: Exercise
    package let verdict: Verdict
    /// Why; printed when the verdict is right.
    package let reason: String

    /// - Parameter tape: the figures without a verdict; the exercise's moral.
    init(
        _ title: String, _ headline: String, _ printed: String, task: String, _ solution: String, goal: Exercise.Goal,
        hints: [String],
        tape: String, _ verdict: Verdict, _ reason: String
    ) {
        self.title = title
        self.headline = headline
        self.printed = printed
        exercise = Exercise("", task: task, solution, goal: goal, hints: hints, moral: tape)
        self.verdict = verdict
        self.reason = reason
    }
}
