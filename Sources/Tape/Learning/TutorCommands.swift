/// `lesson` and `cases`: what follows the word moves through them.
extension Session {
    func teach(
        _ command: Command, _ words: [Text], _ statement: Statement, _ source: Source, _ emit: (Output) -> Void
    ) throws(Stop) {
        guard market.instrument("rut")?.provenance.isSample == true, market.group("mag7") != nil else {
            throw .failed(
                Diagnostic(
                    .noData, statement.span, "the lessons and cases are on the sample, and other prices are open here",
                    [.init("start", "tape, without --data and --market")]), source)
        }
        let isLesson = command == .lesson
        let count = isLesson ? Curriculum.lessons.count : Curriculum.cases.count
        guard let word = words.first else {
            if isLesson { goOnWithLessons(emit) } else { goOnWithCases(emit) }
            return
        }
        if let number = Int(word.value), words.count == 1, (1...count).contains(number) {
            if isLesson { start(lesson: number - 1, emit) } else { go(to: .query(number - 1), emit) }
            return
        }
        guard words.count == 1, let move = Move(rawValue: word.value.lowercased()),
            move.verdict == nil || !isLesson
        else {
            let known = Move.allCases.filter { $0.verdict == nil || !isLesson }.map(\.rawValue).joined(separator: ", ")
            throw .failed(
                Diagnostic(
                    .unknownArgument, word.span.joined(words[words.count - 1].span),
                    "`\(command.rawValue)` takes a number from 1 to \(count), or a word of its own",
                    [.init("words", known)]),
                source)
        }
        follow(move, command, emit)
    }

    /// What follows `lesson` or `cases`.
    enum Move: String, CaseIterable {
        case list, hint, solution, next, quit
        case holds, fails, unclear

        var verdict: Case.Verdict? { Case.Verdict(rawValue: rawValue) }
    }

    private func follow(_ move: Move, _ command: Command, _ emit: (Output) -> Void) {
        let isLesson = command == .lesson
        if move == .list {
            emit(.text(isLesson ? TutorPage.lessons(progress) : TutorPage.cases(progress)))
            return
        }
        guard let place = tutor.place, TutorPage.name(of: place) == command.rawValue else {
            emit(
                .text(
                    isLesson
                        ? "No lesson is open: `lesson` goes on, `lesson list` lists them."
                        : "No case is open: `cases` goes on, `cases list` lists them."))
            return
        }
        switch move {
        case .hint: hint(place, emit)
        case .solution: solution(place, emit)
        case .next: goOn(emit)
        case .quit:
            tutor.place = nil
            emit(.text("Closed; `\(command.rawValue)` goes on from here."))
        default: if let verdict = move.verdict { judge(verdict, emit) }
        }
    }

    private func goOnWithLessons(_ emit: (Output) -> Void) {
        guard let next = progress.nextLesson else {
            emit(.text(TutorPage.lessons(progress)))
            return
        }
        if progress == Progress() { emit(.text(TutorPage.lessons(progress))) }
        start(lesson: next, emit)
    }

    private func goOnWithCases(_ emit: (Output) -> Void) {
        guard let next = progress.nextCase else {
            emit(.text(TutorPage.cases(progress)))
            return
        }
        if progress.cases.isEmpty { emit(.text(TutorPage.cases(progress))) }
        go(to: .query(next), emit)
    }

    private func hint(_ place: Tutor.Place, _ emit: (Output) -> Void) {
        guard let exercise = tutor.exercise else {
            emit(.text("The figures are on the tape above: does the sentence say the same?"))
            return
        }
        let number = min(tutor.hints, exercise.hints.count - 1)
        tutor.hints = number + 1
        emit(.text(TutorPage.hint(place, exercise.hints[number], number + 1, of: exercise.hints.count)))
    }

    private func solution(_ place: Tutor.Place, _ emit: (Output) -> Void) {
        if let exercise = tutor.exercise {
            emit(.text(TutorPage.solution(exercise)))
        } else if case .verdict(let number) = place {
            emit(.text("  cases \(Curriculum.cases[number].verdict.rawValue)"))
        }
    }
}
