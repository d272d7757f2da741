/// What the tutor says.
enum TutorPage {
    static func head(_ lesson: Int) -> String {
        let item = Curriculum.lessons[lesson]
        return "Lesson \(lesson + 1) of \(Curriculum.lessons.count): \(item.title)"
    }

    static func text(_ place: Tutor.Place) -> String {
        switch place {
        case .lesson(let lesson, let exercise):
            let item = Curriculum.lessons[lesson].exercises[exercise]
            let count = Curriculum.lessons[lesson].exercises.count
            return fitted(item.lead) + "\n\n" + fitted("\(exercise + 1)/\(count)  \(item.task)", hanging: 5)
        case .query(let number):
            let item = Curriculum.cases[number]
            return "Case \(number + 1) of \(Curriculum.cases.count)\n\n" + fitted("“\(item.headline)”") + "\n\n"
                + fitted(item.exercise.task)
        case .verdict:
            return fitted(
                "And the sentence? Type `cases holds`, `cases fails`, or `cases unclear` where the figures alone cannot tell."
            )
        }
    }

    static func right(_ moral: String) -> String { fitted("Right. \(moral)") }

    static func notYet(_ place: Tutor.Place, isTurnedBack: Bool) -> String {
        let command = name(of: place)
        let clock = isTurnedBack ? " (`set as_of` is on: `set as_of none` shows all of the tape again.)" : ""
        return fitted(
            "Not yet. `\(command) hint` helps, `\(command) solution` shows it, `\(command) next` goes on.\(clock)")
    }

    static func hint(_ place: Tutor.Place, _ text: String, _ number: Int, of count: Int) -> String {
        fitted("Hint \(number) of \(count): \(text)")
    }

    static func solution(_ exercise: Exercise) -> String { "  \(exercise.solution)" }

    static func afterLesson(_ lesson: Int, _ progress: Progress) -> String {
        let done = "That was lesson \(lesson + 1)."
        guard let next = progress.nextLesson else {
            return fitted("\(done) All of them are behind you: `cases` is a casebook of headlines to check.")
        }
        return fitted(
            "\(done) `lesson` goes on with lesson \(next + 1), \(Curriculum.lessons[next].title.loweredFirst); "
                + "where you are is kept.")
    }

    static func lessons(_ progress: Progress) -> String {
        let rows = Curriculum.lessons.enumerated().map { place, lesson in
            let done = progress.lessons[place]
            let state = done == 0 ? "" : progress.isDone(place) ? "done" : "\(done) of \(lesson.exercises.count)"
            return "  \(place + 1)  " + padded(lesson.title, 36) + state
        }
        return "Seven lessons of about four minutes each:\n\n" + rows.map(trimmed).joined(separator: "\n")
            + "\n\n`lesson` goes on where you were, `lesson 3` begins the third."
    }

    static func cases(_ progress: Progress) -> String {
        let rows = Curriculum.cases.enumerated().map { place, item in
            let number = place + 1
            let mark = progress.cases.contains(number) ? "solved  " : "        "
            let head = "  " + (number < 10 ? " " : "") + "\(number)  \(mark)"
            return HelpPage.list([(head, item.headline)], wide: 14)
        }
        return fitted(
            "What was printed, to be checked on the tape: `cases 1` opens a case, `cases` goes on with the next.")
            + "\n\n" + rows.joined(separator: "\n")
    }

    static func name(of place: Tutor.Place) -> String {
        if case .lesson = place { return Command.lesson.rawValue }
        return Command.cases.rawValue
    }

    private static func fitted(_ text: String, hanging: Int = 0) -> String {
        wrapText(text, width: HelpPage.width, indent: hanging).joined(separator: "\n")
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    private static func trimmed(_ text: String) -> String {
        var text = text
        while text.last == " " { text.removeLast() }
        return text
    }
}

extension String {
    fileprivate var loweredFirst: String { prefix(1).lowercased() + dropFirst() }
}
