import Tape
import TapeSyntax

/// `lesson` and `cases`: what follows the word moves through them.
extension Tutor: Companion {
    package func saved(_ path: String) { outcome?.savedFiles.append(path) }

    /// What follows `lesson` or `cases`, with a word on each.
    enum Move: String, CaseIterable {
        case list, hint, solution, next, quit
        case holds, fails, unclear

        var verdict: Case.Verdict? { Case.Verdict(rawValue: rawValue) }

        static func all(_ command: Command) -> [Move] {
            allCases.filter { command == .cases || $0.verdict == nil }
        }

        var note: String {
            switch self {
            case .list: "what there is, and what is done"
            case .hint: "a hint, up to three"
            case .solution: "shows a line that does it"
            case .next: "goes on without it"
            case .quit: "closes it; where you are is kept"
            case .holds: "verdict: the sentence is right"
            case .fails: "verdict: the sentence is wrong"
            case .unclear: "verdict: the figures alone cannot tell"
            }
        }

        /// May be typed alone while something is open: `list` and `quit` mean other things there.
        var standsAlone: Bool { self != .list && self != .quit }
    }

    /// The word of the tutor that stands alone on the line, as the command it is short for; nil where it is none, or where a name
    /// of the same spelling is there.
    package func expansion(of source: Source) -> Source? {
        guard let place, source.bytes.count <= 16 else { return nil }
        let word = String(decoding: source.bytes, as: UTF8.self).lowercased().filter { !$0.isWhitespace }
        guard let move = Move(rawValue: word), move.standsAlone, Move.all(place.command).contains(move),
            session.scope[word] == nil, session.market.key(for: word) == nil
        else { return nil }
        return Source("\(place.command.rawValue) \(word)")
    }

    /// What may follow `lesson` or `cases`, numbers last; nil behind anything else.
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

    /// The tutor's words that may be typed alone here.
    package var shortWords: [Completions.Candidate] {
        guard let place else { return [] }
        return Move.all(place.command).filter { expansion(of: Source($0.rawValue)) != nil }
            .map { .init($0.rawValue, $0.note) }
    }

    /// What `help` says of lessons and cases, for where the learner stands.
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
            ways.append(("lesson", "learn it here: seven lessons of four minutes"))
        } else if done < Curriculum.lessons.count {
            ways.append(("lesson", "goes on where you were: \(done) of \(Curriculum.lessons.count) are done"))
        }
        let solved = progress.cases.count
        ways.append(
            (
                "cases",
                solved == 0
                    ? "twenty published headlines: do they hold?"
                    : "headlines to verify: \(solved) of \(Curriculum.cases.count) are judged"
            ))
        return ways
    }

    package func perform(
        _ command: Command, _ words: [Text], _ span: SourceSpan, _ emit: (Output) -> Void
    ) throws(Diagnostic) {
        guard practiceMarket != nil || disturbances.isEmpty || place != nil else {
            throw Diagnostic(
                .noData, span, "the lessons and cases are on the sample market, which is not at hand here",
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
                "`\(command.rawValue)` takes a number from 1 to \(count), or a word of its own",
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
            let way = "`\(command.rawValue)` goes on where you were, `\(command.rawValue) list` lists them."
            emit(.text(TutorPage.fitted("No \(what) is open: \(way)", textWidth)))
            return
        }
        switch move {
        case .list: break
        case .hint: hint(place, emit)
        case .solution: solution(place, emit)
        case .next: goOn(emit)
        case .quit: go(to: nil, emit, behind: ["Closed. `\(command.rawValue)` goes on from here."])
        case .holds, .fails, .unclear: if let verdict = move.verdict { judge(verdict, emit) }
        }
    }

    /// `lesson` and `cases` alone: on to what is not done; the list where all is, and before the very first.
    private func goOn(with command: Command, _ emit: (Output) -> Void) {
        if let place, place.command == command { return go(to: place, emit, behind: head(place)) }
        let isFirst = command == .lesson ? progress.lessons.allSatisfy(\.isEmpty) : progress.cases.isEmpty
        let next = command == .lesson ? progress.nextLesson() : progress.nextCase()
        if isFirst || next == nil { emit(.text(TutorPage.list(command, progress, width: textWidth))) }
        guard let next else { return }
        if isFirst { emit(.text("")) }
        if command == .lesson { start(lesson: next, emit) } else { open(case: next, emit) }
    }

    private func head(_ place: Tutor.Place) -> [String] {
        if case .lesson(let lesson, _) = place { return [TutorPage.head(lesson, width: textWidth)] }
        return []
    }

    private func hint(_ place: Tutor.Place, _ emit: (Output) -> Void) {
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

    private func solution(_ place: Tutor.Place, _ emit: (Output) -> Void) {
        if let exercise {
            emit(.text("Type this, and look at what it says:\n\n    \(exercise.solution)"))
        } else if case .verdict(let number) = place {
            emit(.text("    \(Curriculum.cases[number].verdict.rawValue)"))
        }
    }
}
