import Tape
import TapeEngine
import TapeStore
import TapeSyntax
import TapeTime

/// Teaches at a session's prompt: shows a place of a lesson or case, looks at what is typed there, and moves on.
package final class Tutor {
    /// An exercise of a lesson, or a case, whose query or verdict is awaited.
    enum Place: Equatable {
        /// Lesson and exercise, from 0.
        case lesson(Int, Int)
        case query(Int)
        case verdict(Int)

        /// The command whose words move on from here.
        var command: Command {
            if case .lesson = self { return .lesson }
            return .cases
        }
    }

    /// The session that is taught at; it keeps the tutor, which therefore does not keep it.
    unowned let session: Session
    /// Makes the sample market that lessons and cases are on, for where other prices are open. Nil: they are only where it is open.
    let practiceMarket: (() -> Market)?

    /// Where the learner is; nil where nothing is open.
    var place: Place?
    /// How many hints were shown at this place, and how many answers were not the one.
    var hints = 0
    var misses = 0
    /// In what the last line differs that was no answer and about which nothing was said: `hint` says it.
    var unsaid: [String] = []
    /// The lesson was done before, so that all of it is gone through again.
    var isRepeating = false
    /// Read from the host when it is first wanted.
    private var knownProgress: Progress?
    /// What was put aside for the lesson.
    var desk: Desk?
    /// What the line that is running has given so far; nil where nobody looks.
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

    /// Has a tutor at the session's prompt: `lesson` and `cases` are its commands.
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
    /// The columns that what the tutor says is fitted to.
    var textWidth: Int { min(80, max(20, session.columns ?? 80)) }

    // MARK: Moving

    /// Shows the place and waits there; nowhere ends the lesson. Names that the exercise speaks of are made where they are missing.
    func go(to place: Tutor.Place?, _ emit: (Output) -> Void, behind opening: [String] = []) {
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

    /// What the exercise needs: names are made, a file is the learner's to write. The sentences that say so.
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
                    sentences.append("`\(name)` is there already: `\(line)`.")
                } else {
                    missing.append(line)
                }
            default: continue
            }
        }
        if !missing.isEmpty {
            sentences.append(
                "First type what was passed over: \(missing.map { "`\($0)`" }.joined(separator: ", then ")).")
        }
        return sentences
    }

    private func isMade(_ exercise: Exercise, _ probe: String) -> Bool {
        guard let found = probed(probe), let wanted = wanted(exercise).probed else { return false }
        return Outcome.matches(found, wanted)
    }

    /// The first exercise of a lesson that is not solved, or its first one where all are.
    func start(lesson: Int, _ emit: (Output) -> Void) {
        isRepeating = progress.isDone(lesson)
        let next = progress.nextExercise(lesson) ?? 0
        var opening = [TutorPage.head(lesson, width: textWidth)]
        if let cleared = clearDesk(for: foreignNames(lesson)) { opening.append(TutorPage.fitted(cleared, textWidth)) }
        go(to: .lesson(lesson, next), emit, behind: opening)
    }

    /// Names that a lesson makes and that mean something else here.
    private func foreignNames(_ lesson: Int) -> [String] {
        Curriculum.lessons[lesson].exercises.compactMap { exercise in
            guard case .makes(let probe, let name) = exercise.goal, session.scope[name] != nil, !isMade(exercise, probe)
            else {
                return nil
            }
            return name
        }
    }

    func open(case number: Int, _ emit: (Output) -> Void, behind opening: [String] = []) {
        var opening = opening
        if let cleared = clearDesk() { opening.append(TutorPage.fitted(cleared, textWidth)) }
        go(to: .query(number), emit, behind: opening)
    }

    /// To the next exercise, lesson or case, in their order.
    func goOn(_ emit: (Output) -> Void, behind opening: [String] = []) {
        switch place {
        case .lesson(let lesson, let exercise)?:
            let count = Curriculum.lessons[lesson].exercises.count
            let following = exercise + 1 < count ? exercise + 1 : nil
            if let next = isRepeating ? following : progress.nextExercise(lesson, after: exercise) {
                go(to: .lesson(lesson, next), emit, behind: opening)
            } else {
                go(to: nil, emit, behind: opening + [TutorPage.afterLesson(lesson, progress, width: textWidth)])
            }
        case .query(let number)?, .verdict(let number)?:
            if let next = progress.nextCase(after: number), next != number {
                go(to: .query(next), emit, behind: opening)
            } else {
                go(to: nil, emit, behind: opening + [TutorPage.afterCases(progress, width: textWidth)])
            }
        case nil: break
        }
    }

    // MARK: Checking

    /// Runs a line of the learner's and looks at what it gave.
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
        // A command of the tutor's own has moved on, and what failed is no answer yet.
        guard case .finished = ending, self.place == place, var given = collected, isAttempt(script) else {
            return ending
        }
        complete(&given, exercise, script)
        let wanted = wanted(exercise)
        // An answer ends with a blank line of its own.
        let gap = endsInText ? "\n" : ""
        if given.meets(exercise.goal, wanted) {
            pass(place, gap, emit)
        } else {
            var sentences: [String] = []
            if case let changed = disturbances, !changed.isEmpty {
                sentences = ["What the text does not know of: \(changed.joined(separator: ", "))."]
            }
            sentences +=
                Difference(tutor: self, exercise: exercise, script: script, found: given, wanted: wanted).sentences
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

    private func pass(_ place: Tutor.Place, _ gap: String, _ emit: (Output) -> Void) {
        switch place {
        case .lesson(let lesson, let exercise):
            advance { $0.lessons[lesson].insert(exercise + 1) }
            let moral = Curriculum.lessons[lesson].exercises[exercise].moral
            goOn(emit, behind: [gap + TutorPage.right(moral, width: textWidth)])
        case .query(let number):
            let figures = Curriculum.cases[number].exercise.moral
            go(
                to: .verdict(number), emit,
                behind: [gap + TutorPage.right("The tape says: \(figures)", width: textWidth)])
        case .verdict: break
        }
    }

    /// The learner's verdict on a case whose query was found.
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
        goOn(emit, behind: [TutorPage.right("\(item.verdict.words) \(item.reason)", width: textWidth)])
    }

    /// Lines of lists, settings, help and the tutor itself are no attempts; nor is a name given on the way to an answer.
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

    /// Whether a line that is not the answer tries to be it, and is to be judged: any other query is answered as always.
    ///
    /// It tries where it makes a name or prints, if that is the task, and else where it has the verb and a symbol of the
    /// solution.
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
            let solution = parse(Source(exercise.solution), session.language.verbs).script
            guard !Set(verbs(script.statements)).isDisjoint(with: verbs(solution.statements)) else { return false }
            guard let typed = session.facts(script), let asked = withScratch(exercise, { $0.session.facts(solution) }),
                !asked.symbols.isEmpty
            else {
                return true
            }
            return !Set(typed.symbols).isDisjoint(with: asked.symbols)
        }
    }

    /// The verbs of the queries, those in blocks included; nil for an expression alone.
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

    /// What the solution gives on the same prices, in a session of its own.
    private func wanted(_ exercise: Exercise) -> Outcome {
        let source = Source(exercise.solution)
        let script = parse(source, session.language.verbs).script
        return withScratch(exercise) { scratch in
            var outcome = scratch.outcome(of: script, source)
            scratch.complete(&outcome, exercise, script)
            return outcome
        }
    }

    /// Hands the body a tutor at a session like a new one on these prices, in which the exercise's names are there.
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

    /// What running the script here gives.
    private func outcome(of script: Script, _ source: Source) -> Outcome {
        _ = collecting { collect in session.run(script, source, collect) }
        defer { outcome = nil }
        return outcome ?? Outcome()
    }

    /// Hands the body what notes each output.
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

    /// What a line leaves behind beside its outputs.
    private func complete(_ outcome: inout Outcome, _ exercise: Exercise, _ script: Script) {
        switch exercise.goal {
        case .makes(let probe, _): outcome.probed = probed(probe)
        case .prints(let day): outcome.printedThen = printed(script, on: day)
        // Of a saved answer only a sentence is shown.
        case .saves:
            if !outcome.savedFiles.isEmpty, let lastAnswer = session.lastAnswer { outcome.answers.append(lastAnswer) }
        case .answer, .answers: break
        }
    }

    private func probed(_ query: String) -> Answer? {
        let before = (session.lastAnswer, session.lastQuery)
        defer { (session.lastAnswer, session.lastQuery) = before }
        return try? session.answer(query)
    }

    /// What the line prints as of another day, with the names that are there.
    private func printed(_ script: Script, on day: String) -> [String] {
        withScratch { scratch in
            scratch.session.scope = session.scope
            scratch.session.asOf = Day(text: day)
            return scratch.outcome(of: script, Source("")).printed
        }
    }

    private func runQuietly(_ line: String) -> Ending {
        let source = Source(line)
        return session.run(parse(source, session.language.verbs).script, source) { _ in }
    }
}

extension Curriculum {
    /// The exercise that a line solves.
    static func maker(of line: String) -> Exercise? {
        lessons.lazy.flatMap(\.exercises).first { $0.solution == line }
    }
}
