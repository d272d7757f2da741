/// Where the learner stands: nowhere, at an exercise of a lesson, or at a case, whose query or verdict is awaited.
struct Tutor {
    enum Place: Equatable {
        /// Lesson and exercise, from 0.
        case lesson(Int, Int)
        case query(Int)
        case verdict(Int)
    }

    var place: Place?
    /// How many hints were shown at this place.
    var hints = 0
    /// Read from the host when it is first wanted.
    var progress: Progress?
    /// What the line that is running has given so far; nil where nobody looks.
    var outcome: Outcome?

    var exercise: Exercise? {
        switch place {
        case .lesson(let lesson, let exercise)?: Curriculum.lessons[lesson].exercises[exercise]
        case .query(let number)?: Curriculum.cases[number].exercise
        default: nil
        }
    }
}

extension Session {
    var progress: Progress {
        if let known = tutor.progress { return known }
        let read = Progress(host.kept(Progress.file).map { String(decoding: $0, as: UTF8.self) } ?? "")
        tutor.progress = read
        return read
    }

    private func advance(_ change: (inout Progress) -> Void) {
        var changed = progress
        change(&changed)
        guard changed != tutor.progress else { return }
        tutor.progress = changed
        host.keep(Progress.file, Array(changed.text.utf8))
    }

    // MARK: Moving

    /// Shows the place and waits there. Names that its exercise speaks of are made where they are missing.
    func go(to place: Tutor.Place?, _ emit: (Output) -> Void, behind opening: [String] = []) {
        tutor.place = place
        tutor.hints = 0
        var parts = opening
        if let place { parts.append(TutorPage.text(place)) }
        if !parts.isEmpty { emit(.text(parts.joined(separator: "\n\n"))) }
    }

    /// The first exercise of a lesson that is not behind, or its first one where all are. One that goes on from a line that has
    /// to be typed again begins there.
    func start(lesson: Int, _ emit: (Output) -> Void) {
        let exercises = Curriculum.lessons[lesson].exercises
        var next = progress.isDone(lesson) ? 0 : progress.lessons[lesson]
        let needs = exercises[next].needs
        if let last = needs.last, !isMade(last) {
            if let saving = exercises.firstIndex(where: { $0.isSaving && needs.contains($0.solution) }) {
                next = saving
            } else {
                for line in needs { _ = runQuietly(line) }
            }
        }
        go(to: .lesson(lesson, next), emit, behind: [TutorPage.head(lesson)])
    }

    /// Whether the name that the line makes is there.
    private func isMade(_ line: String) -> Bool {
        guard let statement = parse(Source(line)).script.statements.first else { return true }
        return switch statement.kind {
        case .letValue(let name, _), .define(let name, _, _): scope[name.text] != nil
        case .load(let name?, _, _): market.key(for: name.text) != nil
        default: false
        }
    }

    /// To the next exercise, lesson or case, in their order.
    func goOn(_ emit: (Output) -> Void, behind opening: [String] = []) {
        switch tutor.place {
        case .lesson(let lesson, let exercise)?:
            if exercise + 1 < Curriculum.lessons[lesson].exercises.count {
                go(to: .lesson(lesson, exercise + 1), emit, behind: opening)
            } else {
                go(to: nil, emit, behind: opening + [TutorPage.afterLesson(lesson, progress)])
            }
        case .query(let number)?, .verdict(let number)?:
            let next = (1..<Curriculum.cases.count).lazy.map { (number + $0) % Curriculum.cases.count }
                .first { !self.progress.cases.contains($0 + 1) }
            if let next {
                go(to: .query(next), emit, behind: opening)
            } else {
                go(to: nil, emit, behind: opening + ["That was the last case: the casebook is closed."])
            }
        case nil: break
        }
    }

    // MARK: Checking

    /// Runs a line of the learner's and looks at what it gave.
    func runTaught(_ script: Script, _ source: Source, _ emit: (Output) -> Void) -> Ending {
        guard let exercise = tutor.exercise, let place = tutor.place else { return run(script, source, emit) }
        tutor.outcome = Outcome()
        var isAnswer = false
        let ending = run(script, source) { output in
            switch output {
            case .answer(let answer):
                tutor.outcome?.answers.append(answer)
                isAnswer = true
            case .text(let text): tutor.outcome?.printed.append(text)
            case .command, .quit: break
            }
            emit(output)
        }
        let outcome = tutor.outcome
        tutor.outcome = nil
        // A command of the tutor's own has moved on, and what failed is no answer yet.
        guard case .finished = ending, tutor.place == place, var outcome, !isCommand(script) else { return ending }
        complete(&outcome, exercise)
        if outcome.meets(exercise.goal, wanted(exercise)) {
            pass(place, emit)
        } else if isAnswer || isNaming(script) {
            emit(.text(TutorPage.notYet(place, isTurnedBack: asOf != nil)))
        }
        return ending
    }

    private func pass(_ place: Tutor.Place, _ emit: (Output) -> Void) {
        switch place {
        case .lesson(let lesson, let exercise):
            advance { $0.lessons[lesson] = max($0.lessons[lesson], exercise + 1) }
            goOn(emit, behind: [TutorPage.right(Curriculum.lessons[lesson].exercises[exercise].moral)])
        case .query(let number):
            go(to: .verdict(number), emit, behind: [TutorPage.right(Curriculum.cases[number].exercise.moral)])
        case .verdict: break
        }
    }

    /// The learner's verdict on a case whose query was found.
    func judge(_ verdict: Case.Verdict, _ emit: (Output) -> Void) {
        guard case .verdict(let number)? = tutor.place else {
            emit(.text("Find the figures first: `cases hint` helps."))
            return
        }
        let item = Curriculum.cases[number]
        guard verdict == item.verdict else {
            emit(.text("Look again: does the figure say what the sentence says, all of it?"))
            return
        }
        advance { $0.cases.insert(number + 1) }
        goOn(emit, behind: [TutorPage.right("\(item.verdict.words.asSentence) \(item.reason)")])
    }

    /// Lines of lists, help and the tutor itself are no attempts.
    private func isCommand(_ script: Script) -> Bool {
        script.statements.allSatisfy { statement in
            if case .command = statement.kind { return true }
            return false
        }
    }

    private func isNaming(_ script: Script) -> Bool {
        script.statements.contains { statement in
            switch statement.kind {
            case .letValue, .define, .load, .print, .branch, .loop: true
            default: false
            }
        }
    }

    /// What the solution gives on the same prices, in a session of its own.
    private func wanted(_ exercise: Exercise) -> Outcome {
        let scratch = Session(market: market, host: MemoryHost())
        for line in exercise.needs { _ = scratch.runQuietly(line) }
        scratch.tutor.outcome = Outcome()
        let ending = scratch.run(Source(exercise.solution)) { output in
            switch output {
            case .answer(let answer): scratch.tutor.outcome?.answers.append(answer)
            case .text(let text): scratch.tutor.outcome?.printed.append(text)
            case .command, .quit: break
            }
        }
        guard case .finished = ending, var outcome = scratch.tutor.outcome else { return Outcome() }
        scratch.complete(&outcome, exercise)
        return outcome
    }

    /// What a line leaves behind beside its outputs.
    private func complete(_ outcome: inout Outcome, _ exercise: Exercise) {
        if case .makes(let probe) = exercise.goal { outcome.probed = probed(probe) }
        // Of a saved answer only a sentence is shown.
        if outcome.savedFiles > 0, let lastAnswer { outcome.answers.append(lastAnswer) }
    }

    private func probed(_ query: String) -> Answer? {
        let before = (lastAnswer, lastQuery)
        defer { (lastAnswer, lastQuery) = before }
        return try? answer(query)
    }

    private func runQuietly(_ line: String) -> Ending {
        run(parse(Source(line)).script, Source(line)) { _ in }
    }
}
