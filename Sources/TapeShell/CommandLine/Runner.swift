import Tape
import TapeLearning
import TapeSample
import TapeSyntax
import TapeSystem

/// Runs a session with the command line's data and settings, and shows its output.
final class Runner {
    let session: Session
    let console: Console
    let shared: SharedOptions
    let opensSample: Bool
    private let host = FileHost()
    private var spacing = OutputSpacing()
    /// Whether to show how long each text took.
    var showsTiming: Bool
    /// Whether someone is at the prompt, where `_` can query the last answer.
    var isConversation = false
    /// What was entered at the prompt, oldest first; and the function that adds to it.
    var entries: () -> [String] = { [] }
    var remember: (String) -> Void = { _ in }

    /// Whether a command of the running text failed.
    var hasRefused = false

    init(_ shared: SharedOptions) {
        self.shared = shared
        showsTiming = shared.timing
        console = Console(shared.color, progress: host.progressLine)
        opensSample = shared.data.isEmpty && shared.market == nil
        session = Session(market: opensSample ? SampleMarket.make() : Market(), host: host)
        session.programSettings = console.settings.entries
        let tutor = Tutor.join(session, practiceMarket: SampleMarket.make)
        // A beginner should not have to learn a pager too.
        console.isPagerWanted = { !tutor.isTeaching }
    }

    /// Applies the settings and opens and loads the files of the command line.
    func prepare() -> ExitStatus {
        guard set(readingMarket: false) else { return .wrongUse }
        var files = shared.data.map { (option: "--data", statement: "load", path: $0) }
        if let market = shared.market { files.insert(("--market", "open", market), at: 0) }
        for (option, statement, path) in files {
            let ending = session.run(Source("\(statement) \(quoted(path))")) { output in
                if case .answer(let answer) = output {
                    for note in answer.notes where note.code != "shown" { console.printNote(note.text) }
                }
            }
            host.progressLine.clear()
            let status = report(ending.told(of: "\(option) \(path)", from: option.utf8.count + 1))
            guard status == .ok else { return status }
        }
        guard set(readingMarket: true) else { return .wrongUse }
        if shared.safe {
            host.refuseFiles()
            console.settings.programsMayBeNamed(.underSafe)
        }
        return .ok
    }

    /// Applies the settings of the command line; reports a wrong value and returns false. A day is checked against the
    /// prices.
    func set(readingMarket: Bool) -> Bool {
        guard !shared.settings.isEmpty else { return true }
        for entry in session.settingEntries where entry.readsMarket == readingMarket {
            guard let value = shared.settings[entry.name] else { continue }
            if let complaint = session.setOption(entry, value) {
                console.printError(complaint)
                return false
            }
        }
        return true
    }

    /// A path as a string of the language, with quotes doubled.
    func quoted(_ path: String) -> String {
        "\"" + path.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    func recordingReads(_ work: () -> Void) -> [String: Files.Stamp?] { host.recordingReads(work) }

    /// Prepares, then runs the texts in order until one fails.
    func runAll(_ sources: [Source]) -> ExitStatus {
        var status = prepare()
        for source in sources where status == .ok {
            let outcome = run(source)
            status = outcome.status
            if outcome.quits { break }
        }
        return status
    }

    /// Omits the blank line before the next answer.
    func resetSpacing() { spacing = OutputSpacing() }

    /// Runs one text: prints answers as they are made, then errors to standard error.
    func run(_ source: Source) -> (status: ExitStatus, quits: Bool) {
        let start = ContinuousClock.now
        session.columns = Terminal.width
        // `edit` and `watch` run another text and continue afterwards.
        let hadRefused = hasRefused
        hasRefused = false
        defer { hasRefused = hadRefused }
        let ending = session.run(source, emit: show)
        host.progressLine.clear()
        if showsTiming { console.printNote("took \(milliseconds(ContinuousClock.now - start))") }
        let refusal: ExitStatus = hasRefused ? .failed : .ok
        if case .quit = ending { return (refusal, true) }
        let status = report(ending)
        return (status == .ok ? refusal : status, false)
    }

    private func milliseconds(_ duration: Duration) -> String {
        let microseconds = duration.components.seconds * 1_000_000 + duration.components.attoseconds / 1_000_000_000_000
        let fraction = String(microseconds % 1000)
        return "\(microseconds / 1000)." + String(repeating: "0", count: 3 - fraction.utf8.count) + fraction + " ms"
    }

    private func show(_ output: Output) {
        switch output {
        case .answer(let answer): show(answer)
        case .text(let text):
            console.show((spacing.needsBlank(before: output) ? "\n" : "") + Console.fitted(text) + "\n")
        case .command(let command, let words): perform(command, words)
        case .quit: break
        }
    }

    private func show(_ answer: Answer) {
        let format = answer.format ?? console.settings.format
        let style = Style(
            format: format, width: Terminal.width, color: console.colorsAnswers, precision: session.settings.precision,
            ascii: console.settings.usesASCII, drawings: Terminal.width != nil, uncut: isConversation ? "_" : nil)
        let needsBlank = spacing.needsBlank(before: .answer(answer)) && format.isForPeople
        console.show((needsBlank ? "\n" : "") + render(answer, style))
        if format.leavesOutNotes { answer.notes.forEach { console.printNote($0.text) } }
    }

    private func report(_ ending: Ending) -> ExitStatus {
        switch ending {
        case .finished, .quit: return .ok
        case .failed(let diagnostics, let source):
            show(diagnostics, in: source)
            return .failed
        case .assertFailed(let diagnostic, let source):
            show([diagnostic], in: source)
            return .assertFailed
        case .interrupted:
            console.printNote("interrupted")
            return .interrupted
        }
    }

    func show(_ diagnostics: [Diagnostic], in source: Source) {
        let style = Style(
            width: Terminal.width, color: console.colorsDiagnostics, ascii: console.settings.usesASCII)
        if !diagnostics.isEmpty { console.printMessage(render(diagnostics, in: source, style)) }
    }
}

extension Ending {
    /// Reports an error in an option in the words that were typed, since the statement run for it was never typed.
    /// - Parameter start: where the option's value begins in those words.
    fileprivate func told(of option: String, from start: Int) -> Ending {
        guard case .failed(var diagnostics, _) = self else { return self }
        for index in diagnostics.indices { diagnostics[index].span = SourceSpan(start, option.utf8.count) }
        return .failed(diagnostics, Source(option))
    }
}
