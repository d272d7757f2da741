import TapeEngine
import TapeReport
import TapeSyntax

/// The texts of the tutor, wrapped to the terminal's width.
enum TutorPage {
    static func head(_ lesson: Int, width: Int) -> String {
        fitted("Lesson \(lesson + 1) of \(Curriculum.lessons.count): \(Curriculum.lessons[lesson].title)", width)
    }

    static func text(_ place: TutorPlace, _ readied: [String], width: Int) -> String {
        switch place {
        case .lesson(let lesson, let exercise):
            let item = Curriculum.lessons[lesson].exercises[exercise]
            let count = Curriculum.lessons[lesson].exercises.count
            let parts = [item.lead] + (readied.isEmpty ? [] : [readied.joined(separator: " ")])
            return parts.map { fitted($0, width) + "\n\n" }.joined()
                + fitted("Task \(exercise + 1) of \(count): \(item.task)", width)
        case .query(let number):
            let item = Curriculum.cases[number]
            let head = "Case \(number + 1) of \(Curriculum.cases.count): \(item.title)"
            return fitted(head, width) + "\n\n" + quoted(item, width) + "\n\n" + fitted(item.exercise.task, width)
        case .verdict(let number):
            return quoted(Curriculum.cases[number], width) + "\n\n"
                + fitted(
                    "Is the sentence true? Type `holds` or `fails`, or `unclear` if the figures alone do not decide.",
                    width)
        }
    }

    /// `> “…” 22 January 2026`
    private static func quoted(_ item: Case, _ width: Int) -> String {
        wrapText("“\(item.headline)” (\(item.printed))", width: width - 4).map { "    " + $0 }.joined(separator: "\n")
    }

    static func right(_ moral: String, width: Int) -> String { fitted("Right. \(moral)", width) }

    /// The difference and how to continue; brief at first, with all options from the third miss on.
    static func notYet(_ sentences: [String], misses: Int, width: Int) -> String {
        let ways =
            misses < 3
            ? "`hint` helps." : "`hint` helps, `solution` shows a line that solves it, `next` skips it."
        return fitted((["Not quite."] + sentences + [ways]).joined(separator: " "), width)
    }

    /// The comment on a line that was answered without one.
    static func unsaid(_ sentences: [String], width: Int) -> String {
        fitted((["Your last line is not the answer yet."] + sentences).joined(separator: " "), width)
    }

    static func otherVerdict(_ verdict: Case.Verdict, _ item: Case, width: Int) -> String {
        let doubt =
            switch verdict {
            case .holds: "Do the figures confirm both halves of the sentence?"
            case .fails:
                "Which figure of the sentence is wrong? A rounded figure is not, and neither is one that cannot be known."
            case .unclear: "You have the figures that the sentence needs. What do they say?"
            }
        return fitted("Look again. \(doubt) `hint` shows both side by side.", width)
    }

    static func sideBySide(_ item: Case, width: Int) -> String {
        fitted("The sentence: “\(item.headline)”", width, hanging: 4) + "\n"
            + fitted("The tape: \(item.exercise.moral)", width, hanging: 4)
    }

    static func hint(_ text: String, _ number: Int, of count: Int, width: Int) -> String {
        fitted("Hint \(number) of \(count): \(text)", width)
    }

    // MARK: Ends and lists

    static func afterLesson(_ lesson: Int, _ progress: Progress, width: Int) -> String {
        let missing = Curriculum.lessons[lesson].exercises.count - progress.lessons[lesson].count
        let done = "That was lesson \(lesson + 1)."
        let open =
            missing == 0
            ? "" : " \(Format.count(missing, "exercise")) of it skipped: `lesson \(lesson + 1)` goes back."
        guard let next = progress.nextLesson(after: lesson) else {
            return fitted("\(done) You have finished all seven. `cases` is next: headlines to check.", width)
        }
        guard next != lesson else { return fitted(done + open, width) }
        let title = Curriculum.lessons[next].title
        let name = "\(title.prefix(1).lowercased())\(title.dropFirst())"
        return fitted(
            "\(done)\(open) Next is lesson \(next + 1), \(name): type `lesson \(next + 1)`, now or another day.",
            width)
    }

    static func afterCases(_ progress: Progress, width: Int) -> String {
        let open = Curriculum.cases.count - progress.cases.count
        return fitted(
            open == 0
                ? "That was the last case, and you have solved them all. `help` lists what else you can do."
                : "That was the last case. \(Format.count(open, "case")) skipped: `cases list` shows which.",
            width)
    }

    static func list(_ command: Command, _ progress: Progress, width: Int) -> String {
        command == .lesson ? lessons(progress, width) : cases(progress, width)
    }

    private static func lessons(_ progress: Progress, _ width: Int) -> String {
        let rows = Curriculum.lessons.enumerated().map { place, lesson in
            row(place, lesson.title, state(progress.lessons[place].count, of: lesson.exercises.count))
        }
        return fitted("Seven lessons of about four minutes each, on the sample market.", width) + "\n\n"
            + rows.joined(separator: "\n") + "\n\n"
            + fitted(
                """
                `lesson` continues where you stopped, `lesson 3` starts the third. In a lesson, type the line that you think answers \
                the task; `hint`, `solution` and `next` help, and `lesson quit` closes it. Everything else works as usual.
                """, width)
    }

    private static func state(_ solved: Int, of count: Int) -> String {
        solved == 0 ? "" : solved == count ? "done" : "\(solved)/\(count)"
    }

    private static func cases(_ progress: Progress, _ width: Int) -> String {
        let rows = Curriculum.cases.enumerated().map { place, item in
            row(place, item.title, progress.cases.contains(place + 1) ? "done" : "")
        }
        return fitted(
            """
            Sentences published about the market in December 2025 and January 2026. For each one, find the figures with a query, \
            then say whether it holds, fails or is unclear.
            """, width) + "\n\n" + inColumns(rows, width) + "\n\n"
            + fitted("`cases` continues with the next, `cases 10` opens the tenth, `cases quit` closes it.", width)
    }

    /// In two columns if there is room, so that the list fits on one screen.
    private static func inColumns(_ rows: [String], _ width: Int) -> String {
        guard width >= 80 else { return rows.joined(separator: "\n") }
        let half = (rows.count + 1) / 2
        return (0..<half).map { place in
            guard place + half < rows.count else { return rows[place] }
            return rows[place] + String(repeating: " ", count: 40 - rows[place].count) + rows[place + half]
        }.joined(separator: "\n")
    }

    private static func row(_ place: Int, _ title: String, _ state: String) -> String {
        let number = (place < 9 ? "  " : " ") + "\(place + 1)  "
        return state.isEmpty
            ? number + title : number + title + String(repeating: " ", count: max(1, 30 - title.count)) + state
    }

    static func fitted(_ text: String, _ width: Int, hanging: Int = 0) -> String {
        wrapText(text, width: width, indent: hanging).joined(separator: "\n")
    }
}
