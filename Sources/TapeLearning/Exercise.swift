/// Something to find out, checked by what the learner's line gives and not by how it is written.
package struct Exercise: Sendable {
    /// What of the result counts.
    package enum Goal: Sendable {
        /// One of the answers has the columns of the solution's with the same values: those that are named, or all; over the first
        /// so many rows, or over all; in any order where the subjects' order was not asked for.
        case answer([String] = [], rows: Int? = nil, anyOrder: Bool = false)
        /// All answers, in their order, as from a loop.
        case answers
        /// What is printed, now and as of another day: a word that is only typed off does not change with the day.
        case prints(alsoOn: String)
        /// Afterwards this query gives the same: the name means the right thing.
        case makes(String, asked: String)
        /// The answer went to a file of this name.
        case saves(String)
    }

    /// What is to be known for it, in sentences.
    package let lead: String
    /// What is asked.
    package let task: String
    package let goal: Goal
    /// One line that does it.
    package let solution: String
    /// From vague to plain, three at the most.
    package let hints: [String]
    /// What the answer shows, said when it is right.
    package let moral: String
    /// Lines that come before it, for names that it speaks of.
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

/// A sentence that was published, to be checked: first the query, then the verdict.
package struct Case: Sendable {
    package enum Verdict: String, Sendable, CaseIterable {
        case holds, fails, unclear

        var words: String {
            switch self {
            case .holds: "It holds."
            case .fails: "It fails."
            case .unclear: "It cannot be told."
            }
        }
    }

    /// A few words, for the list.
    package let title: String
    /// As it was printed.
    package let headline: String
    /// Its day: `22 January 2026`.
    package let printed: String
    package let exercise: Exercise
    package let verdict: Verdict
    /// Why, said when the verdict is right.
    package let reason: String

    /// The exercise's moral is what the tape says, the figures without a judgement.
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
