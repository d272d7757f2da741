import Tape
import TapeSyntax

/// The commands `lesson` and `cases`; the word after them says where to go.
extension Tutor: Companion {
    package func saved(_ path: String) { outcome?.savedFiles.append(path) }

    /// The words that can follow `lesson` or `cases`, with a short description of each.
    enum Move: String, CaseIterable {
        case list, hint, solution, next, quit
        case holds, fails, unclear

        var verdict: Case.Verdict? { Case.Verdict(rawValue: rawValue) }

        static func all(_ command: Command) -> [Move] {
            allCases.filter { command == .cases || $0.verdict == nil }
        }

        var note: String {
            switch self {
            case .list: "everything, with your progress"
            case .hint: "a hint, up to three"
            case .solution: "shows a line that solves it"
            case .next: "skips it"
            case .quit: "closes it; your progress is saved"
            case .holds: "verdict: the sentence is right"
            case .fails: "verdict: the sentence is wrong"
            case .unclear: "verdict: the figures alone do not decide"
            }
        }

        /// Whether it may be typed alone while something is open; `list` and `quit` alone have other meanings.
        var canBeTypedAlone: Bool { self != .list && self != .quit }
    }

    /// If the line is just one of the tutor's words, the full command; nil if it is not, or if a name of that spelling
    /// is defined.
    package func expansion(of source: Source) -> Source? {
        guard let place, source.bytes.count <= 16 else { return nil }
        let word = String(decoding: source.bytes, as: UTF8.self).lowercased().filter { !$0.isWhitespace }
        guard let move = Move(rawValue: word), move.canBeTypedAlone, Move.all(place.command).contains(move),
            session.scope[word] == nil, session.market.key(for: word) == nil
        else { return nil }
        return Source("\(place.command.rawValue) \(word)")
    }

    /// What can follow `lesson` or `cases`, numbers last; nil after anything else.
    package func words(after text: String) -> [Completions.Candidate]? {
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
        let statement = line.split(separator: ";", omittingEmptySubsequences: false).last ?? ""
        let words = statement.split(separator: " ")
        guard statement.last == " ", let command = words.first.flatMap({ Command(rawValue: $0.lowercased()) }),
            command == .lesson || command == .cases
        else { return nil }
        guard words.count == 1 else { return [] }
        let titles = command == .lesson ? Curriculum.lessons.map(\.title) : Curriculum.cases.map(\.title)
        return Move.all(command).map { .init($0.rawValue, $0.note) }
            + titles.enumerated().map { .init("\($0.offset + 1)", $0.element) }
    }

    /// The tutor's words that can be typed alone here.
    package var shortWords: [Completions.Candidate] {
        guard let place else { return [] }
        return Move.all(place.command).filter { expansion(of: Source($0.rawValue)) != nil }
            .map { .init($0.rawValue, $0.note) }
    }

    /// What `help` says about lessons and cases at the learner's current place.
    package var ways: [(String, String)] {
        var ways: [(String, String)] = []
        switch place {
        case .lesson(let lesson, let exercise)?:
            ways.append(("hint, solution, next", "you are at task \(exercise + 1) of lesson \(lesson + 1)"))
        case .query(let number)?: ways.append(("hint, solution, next", "you are at case \(number + 1)"))
        case .verdict(let number)?: ways.append(("holds, fails, unclear", "your verdict on case \(number + 1)"))
        case nil: break
        }
        let done = progress.lessons.indices.count { progress.isDone($0) }
        if progress.lessons.allSatisfy(\.isEmpty) {
            ways.append(("lesson", "learn Tape here: seven lessons of four minutes"))
        } else if done < Curriculum.lessons.count {
            ways.append(("lesson", "continues where you stopped: \(done) of \(Curriculum.lessons.count) are done"))
        }
        let solved = progress.cases.count
        ways.append(
            (
                "cases",
                solved == 0
                    ? "twenty published headlines: are they true?"
                    : "headlines to check: \(solved) of \(Curriculum.cases.count) are done"
            ))
        return ways
    }

    package func perform(
        _ command: Command, _ words: [Text], _ span: SourceSpan, _ emit: (Output) -> Void
    ) throws(Diagnostic) {
        guard practiceMarket != nil || disturbances.isEmpty || place != nil else {
            throw Diagnostic(
                .noData, span, "the lessons and cases need the sample market, which is not available here",
                [.init("start", "tape, without --data and --market")])
        }
        let count = command == .lesson ? Curriculum.lessons.count : Curriculum.cases.count
        guard let word = words.first else { return goOn(with: command, emit) }
        if let number = Int(word.value), words.count == 1, (1...count).contains(number) {
            if command == .lesson { start(lesson: number - 1, emit) } else { open(case: number - 1, emit) }
            return
        }
        let moves = Move.all(command)
        guard words.count == 1, let move = Move(rawValue: word.value.lowercased()), moves.contains(move) else {
            throw Diagnostic(
                .unknownArgument, word.span.joined(words[words.count - 1].span),
                "`\(command.rawValue)` takes a number from 1 to \(count) or one of its words",
                [.init("words", moves.map(\.rawValue).joined(separator: ", "))])
        }
        follow(move, command, emit)
    }

    private func follow(_ move: Move, _ command: Command, _ emit: (Output) -> Void) {
        if move == .list {
            emit(.text(TutorPage.list(command, progress, width: textWidth)))
            return
        }
        guard let place, place.command == command else {
            let what = command == .lesson ? "lesson" : "case"
            let way = "`\(command.rawValue)` continues where you stopped, `\(command.rawValue) list` lists them."
            emit(.text(TutorPage.fitted("No \(what) is open: \(way)", textWidth)))
            return
        }
        switch move {
        case .list: break
        case .hint: hint(place, emit)
        case .solution: solution(place, emit)
        case .next: goOn(emit)
        case .quit: go(to: nil, emit, after: ["Closed. `\(command.rawValue)` continues from here."])
        case .holds, .fails, .unclear: if let verdict = move.verdict { judge(verdict, emit) }
        }
    }

    /// `lesson` and `cases` alone: go to the first one not done; show the list if all are done, and before the very first.
    private func goOn(with command: Command, _ emit: (Output) -> Void) {
        if let place, place.command == command { return go(to: place, emit, after: head(place)) }
        let isFirst = command == .lesson ? progress.lessons.allSatisfy(\.isEmpty) : progress.cases.isEmpty
        let next = command == .lesson ? progress.nextLesson() : progress.nextCase()
        if isFirst || next == nil { emit(.text(TutorPage.list(command, progress, width: textWidth))) }
        guard let next else { return }
        if isFirst { emit(.text("")) }
        if command == .lesson { start(lesson: next, emit) } else { open(case: next, emit) }
    }

    private func head(_ place: TutorPlace) -> [String] {
        if case .lesson(let lesson, _) = place { return [TutorPage.head(lesson, width: textWidth)] }
        return []
    }

    private func hint(_ place: TutorPlace, _ emit: (Output) -> Void) {
        guard let exercise else {
            if case .verdict(let number) = place {
                emit(.text(TutorPage.sideBySide(Curriculum.cases[number], width: textWidth)))
            }
            return
        }
        let number = min(hints, exercise.hints.count - 1)
        hints = number + 1
        let hint = TutorPage.hint(exercise.hints[number], number + 1, of: exercise.hints.count, width: textWidth)
        let unsaid = unsaid.isEmpty ? "" : TutorPage.unsaid(unsaid, width: textWidth) + "\n"
        self.unsaid = []
        emit(.text(unsaid + hint))
    }

    private func solution(_ place: TutorPlace, _ emit: (Output) -> Void) {
        if let exercise {
            emit(.text("Type this, and look at the answer:\n\n    \(exercise.solution)"))
        } else if case .verdict(let number) = place {
            emit(.text("    \(Curriculum.cases[number].verdict.rawValue)"))
        }
    }
}
