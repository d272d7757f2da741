import Tape
import TapeEngine
import TapeStore
import TapeSyntax
import TapeTime

/// Teaches at a session's prompt: shows a step of a lesson or a case, checks the lines typed there, and moves on.
package final class Tutor {
    /// The session at which it teaches. The session owns the tutor, so the reference back is unowned.
    unowned let session: Session
    /// Makes the sample market for lessons and cases when other prices are open. Nil: they only work when it is open.
    let practiceMarket: (() -> Market)?

    /// Where the learner is; nil where nothing is open.
    var place: TutorPlace?
    /// The numbers of hints shown and of wrong answers given at this place.
    var hints = 0
    var misses = 0
    /// How the last line differed from the task, if that was not shown yet: `hint` shows it.
    var unsaid: [String] = []
    /// The lesson was done before, so all of it is repeated.
    var isRepeating = false
    /// Read from the host on first use.
    private var knownProgress: Progress?
    /// The state of the session that was set aside for the lesson.
    var desk: Desk?
    /// The result so far of the running line; nil while nothing is collected.
    var outcome: Outcome?

    var exercise: Exercise? {
        switch place {
        case .lesson(let lesson, let exercise)?: Curriculum.lessons[lesson].exercises[exercise]
        case .query(let number)?: Curriculum.cases[number].exercise
        default: nil
        }
    }

    var progress: Progress {
        if let knownProgress { return knownProgress }
        let read = Progress(session.host.kept(Progress.file).map { String(decoding: $0, as: UTF8.self) } ?? "")
        knownProgress = read
        return read
    }

    func advance(_ change: (inout Progress) -> Void) {
        var changed = progress
        change(&changed)
        guard changed != knownProgress else { return }
        knownProgress = changed
        session.host.keep(Progress.file, Array(changed.text.utf8))
    }

    init(_ session: Session, practiceMarket: (() -> Market)?) {
        self.session = session
        self.practiceMarket = practiceMarket
    }

    /// Adds a tutor to the session: `lesson` and `cases` are its commands.
    @discardableResult
    package static func join(_ session: Session, practiceMarket: (() -> Market)? = nil) -> Tutor {
        let tutor = Tutor(session, practiceMarket: practiceMarket)
        session.companion = tutor
        return tutor
    }

    /// Whether a lesson or a case is open.
    package var isTeaching: Bool { place != nil }
}

extension Tutor {
    /// The width in columns of the tutor's text.
    var textWidth: Int { min(80, max(20, session.columns ?? 80)) }

    // MARK: Moving

    /// Shows the place and waits there; nil ends the lesson. Missing names that the exercise uses are defined.
    func go(to place: TutorPlace?, _ emit: (Output) -> Void, after opening: [String] = []) {
        self.place = place
        hints = 0
        misses = 0
        unsaid = []
        var parts = opening
        if let place {
            var readied: [String] = []
            if let exercise { readied = ready(exercise) }
            parts.append(TutorPage.text(place, readied, width: textWidth))
        } else if let back = layDesk() {
            parts.append(back)
        }
        if !parts.isEmpty { emit(.text(parts.joined(separator: "\n\n"))) }
    }

    /// Prepares the names that the exercise needs; the learner must write files. Returns sentences that say so.
    private func ready(_ exercise: Exercise) -> [String] {
        var sentences: [String] = []
        var missing: [String] = []
        for line in exercise.needs {
            guard let maker = Curriculum.maker(of: line) else { continue }
            switch maker.goal {
            case .saves(let name):
                if (try? session.host.read(name)) == nil { missing.append(line) }
            case .makes(let probe, let name):
                if isMade(maker, probe) { continue }
                if missing.isEmpty, case .finished = runQuietly(line) {
                    sentences.append("`\(name)` is already defined: `\(line)`.")
                } else {
                    missing.append(line)
                }
            default: continue
            }
        }
        if !missing.isEmpty {
            sentences.append(
                "First type the lines you skipped: \(missing.map { "`\($0)`" }.joined(separator: ", then ")).")
        }
        return sentences
    }

    private func isMade(_ exercise: Exercise, _ probe: String) -> Bool {
        guard let found = probed(probe), let wanted = wanted(exercise).probed else { return false }
        return Outcome.matches(found, wanted)
    }

    /// Starts at the first unsolved exercise of a lesson, or at the first one if all are solved.
    func start(lesson: Int, _ emit: (Output) -> Void) {
        isRepeating = progress.isDone(lesson)
        let next = progress.nextExercise(lesson) ?? 0
        var opening = [TutorPage.head(lesson, width: textWidth)]
        if let cleared = clearDesk(for: foreignNames(lesson)) { opening.append(TutorPage.fitted(cleared, textWidth)) }
        go(to: .lesson(lesson, next), emit, after: opening)
    }

    /// Names that a lesson defines and that mean something else in the session.
    private func foreignNames(_ lesson: Int) -> [String] {
        Curriculum.lessons[lesson].exercises.compactMap { exercise in
            guard case .makes(let probe, let name) = exercise.goal, session.scope[name] != nil, !isMade(exercise, probe)
            else {
                return nil
            }
            return name
        }
    }

    func open(case number: Int, _ emit: (Output) -> Void, after opening: [String] = []) {
        var opening = opening
        if let cleared = clearDesk() { opening.append(TutorPage.fitted(cleared, textWidth)) }
        go(to: .query(number), emit, after: opening)
    }

    /// Goes to the next exercise, lesson or case.
    func goOn(_ emit: (Output) -> Void, after opening: [String] = []) {
        switch place {
        case .lesson(let lesson, let exercise)?:
            let count = Curriculum.lessons[lesson].exercises.count
            let following = exercise + 1 < count ? exercise + 1 : nil
            if let next = isRepeating ? following : progress.nextExercise(lesson, after: exercise) {
                go(to: .lesson(lesson, next), emit, after: opening)
            } else {
                go(to: nil, emit, after: opening + [TutorPage.afterLesson(lesson, progress, width: textWidth)])
            }
        case .query(let number)?, .verdict(let number)?:
            if let next = progress.nextCase(after: number), next != number {
                go(to: .query(next), emit, after: opening)
            } else {
                go(to: nil, emit, after: opening + [TutorPage.afterCases(progress, width: textWidth)])
            }
        case nil: break
        }
    }

    // MARK: Checking

    /// Runs a line of the learner and checks its result.
    package func run(_ script: Script, _ source: Source, _ emit: (Output) -> Void) -> Ending {
        guard let exercise, let place else { return session.run(script, source, emit) }
        var endsInText = false
        let ending = collecting { collect in
            session.run(script, source) { output in
                collect(output)
                if case .text = output { endsInText = true } else { endsInText = false }
                emit(output)
            }
        }
        let collected = outcome
        outcome = nil
        // Skip the check if one of the tutor's commands has moved on, or if the line failed.
        guard case .finished = ending, self.place == place, var given = collected, isAttempt(script) else {
            return ending
        }
        complete(&given, exercise, script)
        let wanted = wanted(exercise)
        // An answer already ends with a blank line.
        let gap = endsInText ? "\n" : ""
        if given.meets(exercise.goal, wanted) {
            pass(place, gap, emit)
        } else {
            var sentences: [String] = []
            if case let changed = disturbances, !changed.isEmpty {
                sentences = ["The lesson does not expect: \(changed.joined(separator: ", "))."]
            }
            sentences +=
                Difference(
                    session: session, exercise: exercise, script: script, found: given, wanted: wanted,
                    facts: { solution in self.withScratch(exercise) { $0.session.facts(solution) } }
                ).sentences
            unsaid = []
            guard resembles(script, exercise) else {
                unsaid = sentences
                return ending
            }
            misses += 1
            emit(.text(gap + TutorPage.notYet(sentences, misses: misses, width: textWidth)))
        }
        return ending
    }

    private func pass(_ place: TutorPlace, _ gap: String, _ emit: (Output) -> Void) {
        switch place {
        case .lesson(let lesson, let exercise):
            advance { $0.lessons[lesson].insert(exercise + 1) }
            let moral = Curriculum.lessons[lesson].exercises[exercise].moral
            goOn(emit, after: [gap + TutorPage.right(moral, width: textWidth)])
        case .query(let number):
            let figures = Curriculum.cases[number].exercise.moral
            go(
                to: .verdict(number), emit,
                after: [gap + TutorPage.right("The tape says: \(figures)", width: textWidth)])
        case .verdict: break
        }
    }

    /// Checks the learner's verdict on a case whose query is solved.
    func judge(_ verdict: Case.Verdict, _ emit: (Output) -> Void) {
        guard case .verdict(let number)? = place else {
            emit(.text("Find the figures first: `hint` helps."))
            return
        }
        let item = Curriculum.cases[number]
        guard verdict == item.verdict else {
            emit(.text(TutorPage.otherVerdict(verdict, item, width: textWidth)))
            return
        }
        advance { $0.cases.insert(number + 1) }
        goOn(emit, after: [TutorPage.right("\(item.verdict.words) \(item.reason)", width: textWidth)])
    }

    /// Lists, settings, help and the tutor's own commands are not attempts; nor is naming something along the way.
    private func isAttempt(_ script: Script) -> Bool {
        var isNaming = false
        var isAnswering = false
        for statement in script.statements {
            switch statement.kind {
            case .command, .set, .explain, .alias, .open, .saveMarket, .parameter, .assert: continue
            case .letValue, .define, .load: isNaming = true
            case .print, .branch, .loop, .run: (isNaming, isAnswering) = (true, true)
            case .pipeline: isAnswering = true
            }
        }
        guard case .makes? = exercise?.goal else { return isAnswering }
        return isNaming || isAnswering
    }

    /// Whether a wrong line is an attempt at the task, so that it gets a comment; any other query is just answered.
    ///
    /// It is an attempt if it makes a name or prints, when that is the task; otherwise if it has the verb and a symbol of
    /// the solution.
    private func resembles(_ script: Script, _ exercise: Exercise) -> Bool {
        switch exercise.goal {
        case .makes:
            return script.statements.contains {
                switch $0.kind {
                case .letValue, .define, .load: true
                default: false
                }
            }
        case .prints:
            return script.statements.contains {
                switch $0.kind {
                case .print, .branch: true
                default: false
                }
            }
        case .answer, .answers, .saves:
            let solution = parse(Source(exercise.solution), session.language.vocabulary).script
            guard !Set(verbs(script.statements)).isDisjoint(with: verbs(solution.statements)) else { return false }
            guard let typed = session.facts(script), let asked = withScratch(exercise, { $0.session.facts(solution) }),
                !asked.symbols.isEmpty
            else {
                return true
            }
            return !Set(typed.symbols).isDisjoint(with: asked.symbols)
        }
    }

    /// The verbs of the queries, including those in blocks; nil for an expression alone.
    private func verbs(_ statements: [Statement]) -> [Verb?] {
        statements.flatMap { statement -> [Verb?] in
            switch statement.kind {
            case .pipeline(let pipeline):
                if case .query(let query) = pipeline.source { return [query.verb] }
                return [nil]
            case .loop(_, _, let body): return verbs(body)
            case .branch(_, _, let body, let otherwise): return verbs(body + (otherwise ?? []))
            default: return []
            }
        }
    }

    /// The result of the solution on the same prices, in a separate session.
    private func wanted(_ exercise: Exercise) -> Outcome {
        let source = Source(exercise.solution)
        let script = parse(source, session.language.vocabulary).script
        return withScratch(exercise) { scratch in
            var outcome = scratch.outcome(of: script, source)
            scratch.complete(&outcome, exercise, script)
            return outcome
        }
    }

    /// Calls the body with a tutor in a fresh session on these prices, with the exercise's names defined.
    func withScratch<R>(_ exercise: Exercise, _ body: (Tutor) -> R) -> R {
        withScratch { scratch in
            for line in exercise.needs { _ = scratch.runQuietly(line) }
            return body(scratch)
        }
    }

    private func withScratch<R>(_ body: (Tutor) -> R) -> R {
        let session = Session(market: session.market, host: MemoryHost())
        let tutor = Tutor(session, practiceMarket: nil)
        session.companion = tutor
        return withExtendedLifetime(session) { body(tutor) }
    }

    /// The result of running the script here.
    private func outcome(of script: Script, _ source: Source) -> Outcome {
        _ = collecting { collect in session.run(script, source, collect) }
        defer { outcome = nil }
        return outcome ?? Outcome()
    }

    /// Calls the body with a function that records each output.
    private func collecting(_ body: (_ collect: (Output) -> Void) -> Ending) -> Ending {
        outcome = Outcome()
        return body { output in
            switch output {
            case .answer(let answer): outcome?.answers.append(answer)
            case .text(let text): outcome?.printed.append(text)
            case .command, .quit: break
            }
        }
    }

    /// Adds the effects of a line other than its outputs.
    private func complete(_ outcome: inout Outcome, _ exercise: Exercise, _ script: Script) {
        switch exercise.goal {
        case .makes(let probe, _): outcome.probed = probed(probe)
        case .prints(let day): outcome.printedThen = printed(script, on: day)
        // A saved answer is not among the outputs, only a sentence about it.
        case .saves:
            if !outcome.savedFiles.isEmpty, let lastAnswer = session.lastAnswer { outcome.answers.append(lastAnswer) }
        case .answer, .answers: break
        }
    }

    private func probed(_ query: String) -> Answer? {
        let before = session.lastAnswer
        defer { session.lastAnswer = before }
        return try? session.answer(query)
    }

    /// What the line prints as of another day, with the same names defined.
    private func printed(_ script: Script, on day: String) -> [String] {
        withScratch { scratch in
            scratch.session.scope = session.scope
            scratch.session.asOf = Day(text: day)
            return scratch.outcome(of: script, Source("")).printed
        }
    }

    private func runQuietly(_ line: String) -> Ending {
        let source = Source(line)
        return session.run(parse(source, session.language.vocabulary).script, source) { _ in }
    }
}

extension Curriculum {
    /// The exercise with this line as its solution.
    static func maker(of line: String) -> Exercise? {
        lessons.lazy.flatMap(\.exercises).first { $0.solution == line }
    }
}
