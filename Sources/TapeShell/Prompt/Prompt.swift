import Tape
import TapeEngine
import TapeSyntax
import TapeSystem

/// Starts the prompt on a terminal. Without a terminal, reads statements without a prompt.
func startPrompt(_ shared: SharedOptions) -> ExitStatus {
    let runner = Runner(shared)
    let status = runner.prepare()
    guard status == .ok else { return status }
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return readPlainly(runner) }
    Signals.installForPrompt()
    runner.isConversation = true
    // Most pagers can start other programs.
    runner.console.pages = !Terminal.isDumb && !shared.safe
    let place: ShellSettings.Naming = shared.safe ? .underSafe : .atThePrompt
    let prompt = Prompt(runner)
    prompt.greet()
    if !shared.noConfig {
        if !shared.safe { runner.console.settings.programsMayBeNamed(.inStartUpFile) }
        prompt.runStartUpFile()
    }
    runner.console.settings.programsMayBeNamed(place)
    prompt.converse()
    let signal = Signals.ending.load(ordering: .relaxed)
    // The exit status of a signal as shells count it; the signal was caught only to restore the terminal.
    if signal != 0 { exit(128 + signal) }
    return .ok
}

/// Reads statements until standard input ends. As at the prompt, an error does not stop the reading, but the program
/// exits with the status of the first error.
private func readPlainly(_ runner: Runner) -> ExitStatus {
    let reader = PlainReader()
    var status = ExitStatus.ok
    while true {
        switch reader.nextInput(isIncomplete: runner.session.isIncomplete) {
        case .interrupted: return .interrupted
        case .end: return status
        case .text(let text):
            let outcome = runner.run(Source(text))
            if status == .ok { status = outcome.status }
            if outcome.quits { return status }
            if outcome.status == .interrupted { return .interrupted }
        }
    }
}

/// The interactive prompt on a terminal.
final class Prompt {
    private let runner: Runner
    private let history: History

    init(_ runner: Runner) {
        self.runner = runner
        history = History(path: runner.shared.safe ? nil : History.usualPath)
    }

    /// Greets with what is loaded and how to continue.
    func greet() {
        runner.console.printAnswer(
            Console.fitted(
                """
                Tape \(programVersion) · \(loaded())
                Try `streak rut over spx since 1990` or `help`. Tab completes, Ctrl-D quits.

                """))
    }

    private func loaded() -> String {
        let listings = runner.session.market.listings
        guard let first = listings.map(\.first).min(), let last = listings.map(\.last).max() else {
            return "nothing loaded · load \"FILE\" to add prices"
        }
        if runner.opensSample {
            return "\(listings.count) sample symbols to \(last.text) · load \"FILE\" to add your own"
        }
        let named = listings.map(\.symbol).joined(separator: ", ")
        let symbols = listings.count > 4 ? "\(listings.count) symbols" : named
        return "\(symbols), \(first.text) → \(last.text)"
    }

    /// Runs `rc.tape` from the settings folder, if it exists; its settings apply to this prompt.
    func runStartUpFile() {
        let folder = environment("XDG_CONFIG_HOME") ?? environment("HOME").map { $0 + "/.config" }
        guard let folder, case let path = folder + "/tape/rc.tape", unsafe access(path, F_OK) == 0 else { return }
        do {
            _ = runner.run(try readScript(path))
        } catch {
            runner.console.printError("cannot read `\(path)`: \(error.reason)")
        }
    }

    func converse() {
        if let trouble = history.trouble { runner.console.printNote("the history is not saved: \(trouble)") }
        let guide = EditorGuide(
            vocabulary: runner.session.language.vocabulary, isIncomplete: runner.session.isIncomplete,
            completions: { [session = runner.session] in session.completions($0, at: $1) },
            unknownNames: { [session = runner.session] in unknownNames($0, in: session) })
        if !Terminal.isDumb,
            let editor = LineEditor(
                guide: guide, history: history, color: runner.console.colorsAnswers,
                readsBindings: !runner.shared.safe)
        {
            converse(reading: editor.readLine, remembering: editor.remember)
        } else {
            converse(reading: readOnDumbTerminal(), remembering: history.add)
        }
    }

    private func converse(
        reading readLine: () -> LineEditor.Line, remembering remember: @escaping (String) -> Void
    ) {
        runner.entries = { [history] in history.entries }
        runner.remember = remember
        while Signals.ending.load(ordering: .relaxed) == 0 {
            switch readLine() {
            case .end: return
            case .interrupted: continue
            case .text(let typed):
                let text = PastedText.withoutPrompt(typed)
                if isBlank(text) { continue }
                remember(text)
                runner.console.writeLog(PastedText.prompt + text + "\n")
                if isExit(text) { return }
                Signals.forgetInterrupt()
                runner.resetSpacing()
                if runner.run(Source(text)).quits { return }
            }
        }
    }

    /// What people type to quit other programs. `quit` is a word of the language, `exit` is not.
    private func isExit(_ text: String) -> Bool {
        text.filter { !$0.isWhitespace }.lowercased() == "exit"
    }

    /// The prompt on a terminal without cursor movement, with the terminal's own line editing.
    private func readOnDumbTerminal() -> () -> LineEditor.Line {
        let reader = PlainReader()
        let console = runner.console
        let session = runner.session
        return {
            console.printAnswer(PastedText.prompt)
            let line = reader.nextInput(
                isIncomplete: session.isIncomplete, betweenLines: { console.printAnswer(PastedText.continuation) })
            if line == .interrupted { Signals.forgetInterrupt() }
            if line == .end || line == .interrupted { console.printAnswer("\n") }
            return line
        }
    }
}

/// The unknown names in an input, as ranges of UTF-8 offsets. An incomplete input is checked with possible completions
/// added.
func unknownNames(_ text: String, in session: Session) -> [Range<Int>] {
    let unknown: Set<DiagnosticCode> = [.unknownSymbol, .unknownFunction, .unknownName, .unknownField]
    let length = text.utf8.count
    let source = Source(text)
    let marks = tokenize(source).filter { $0.kind == .mark }.map { source.text($0.span) }
    let open = marks.count { $0 == "(" } - marks.count { $0 == ")" }
    let closers = String(repeating: ")", count: max(0, min(open, Limits.nesting)))
    for tail in ["", " 1", " 1 up", " up", " year", " with 1", " by 1", " to 1"] {
        for whole in open > 0 ? [text + tail + closers, text + closers + tail] : [text + tail] {
            let source = Source(whole)
            guard parse(source).diagnostics.isEmpty else { continue }
            return session.check(source).filter { unknown.contains($0.code) && $0.span.upper <= length }
                .map { $0.span.lower..<max($0.span.lower, $0.span.upper) }
        }
    }
    return []
}
