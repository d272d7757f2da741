import Glibc
import Tape
import TapeSample
import TapeSyntax

/// A session with the command line's data and settings, and the way its outputs reach the reader.
final class Runner {
    let session: Session
    let console: Console
    let shared: SharedOptions
    let opensSample: Bool
    private let host = FileHost()
    private var spacing = OutputSpacing()
    /// Whether each text is followed by how long it took.
    var showsTiming: Bool
    /// Whether someone is at the prompt, where the next line can ask on.
    var isConversation = false
    /// What was entered at the prompt, oldest first, and the way to add to it.
    var entries: () -> [String] = { [] }
    var remember: (String) -> Void = { _ in }

    /// Whether a command of the running text could not do what it was asked.
    var hasRefused = false

    init(_ shared: SharedOptions) {
        self.shared = shared
        showsTiming = shared.timing
        console = Console(shared.color, progress: host.progressLine)
        opensSample = shared.data.isEmpty && shared.market == nil
        session = Session(market: opensSample ? SampleMarket.make() : Market(), host: host)
        session.programSettings = console.settings.entries
        session.practiceMarket = SampleMarket.make
        // Whoever learns the first query need not learn a pager too.
        console.isPagerWanted = { [session] in !session.isTeaching }
    }

    /// Opens and loads what the command line names and applies its settings, by the statements anyone could type.
    func prepare() -> ExitStatus {
        var statements = shared.data.map { "load \(quoted($0))" }
        if let market = shared.market { statements.insert("open \(quoted(market))", at: 0) }
        if let asOf = shared.asOf { statements.append("set as_of \(asOf)") }
        if let threads = shared.threads { statements.insert("set threads \(threads)", at: 0) }
        for statement in statements {
            let ending = session.run(Source(statement)) { output in
                if case .answer(let answer) = output {
                    for note in answer.notes where note.code != "shown" { console.sayDimmed(note.text) }
                }
            }
            host.progressLine.clear()
            let status = report(ending)
            guard status == .ok else { return status }
        }
        if shared.safe {
            host.refuseFiles()
            console.settings.programsMayBeNamed(.underSafe)
        }
        return .ok
    }

    /// A path as a text of the language, in which a quote is written twice.
    func quoted(_ path: String) -> String {
        "\"" + path.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    func recordingReads(_ work: () -> Void) -> [String: Files.Stamp?] { host.recordingReads(work) }

    /// Prepares, then runs the texts in order up to the first that fails.
    func runAll(_ sources: [Source]) -> ExitStatus {
        var status = prepare()
        for source in sources where status == .ok {
            let outcome = run(source)
            status = outcome.status
            if outcome.quits { break }
        }
        return status
    }

    /// The next answer is the first of its own: nothing is to be set off from.
    func startsAnew() { spacing = OutputSpacing() }

    /// Runs one text: answers to standard output as they are made, then what went wrong to standard error.
    func run(_ source: Source) -> (status: ExitStatus, quits: Bool) {
        let start = ContinuousClock.now
        session.columns = Console.width
        // What runs another text (`edit`, `watch`) goes on afterwards.
        let hadRefused = hasRefused
        hasRefused = false
        defer { hasRefused = hadRefused }
        let ending = session.run(source, emit: show)
        host.progressLine.clear()
        if showsTiming { console.sayDimmed("took \(milliseconds(ContinuousClock.now - start))") }
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
        let format = answer.format ?? shared.format ?? .table
        let style = Style(
            format: format, width: Console.width, color: console.colorsAnswers, precision: session.settings.precision,
            ascii: console.settings.usesASCII, drawings: Console.width != nil, uncut: isConversation ? "_" : nil)
        let isForPeople = format == .table || format == .markdown
        let needsBlank = spacing.needsBlank(before: .answer(answer)) && isForPeople
        console.show((needsBlank ? "\n" : "") + render(answer, style))
        if [.csv, .tsv, .ndjson].contains(format) { answer.notes.forEach { console.sayDimmed($0.text) } }
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
            console.sayDimmed("interrupted")
            return .interrupted
        }
    }

    func show(_ diagnostics: [Diagnostic], in source: Source) {
        let style = Style(
            width: Console.width, color: console.colorsDiagnostics, ascii: console.settings.usesASCII)
        if !diagnostics.isEmpty { console.say(render(diagnostics, in: source, style)) }
    }
}
