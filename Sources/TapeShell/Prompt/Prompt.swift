import Tape
import TapeEngine
import TapeSyntax
import TapeSystem

/// `tape` alone: the prompt on a terminal; the same reading without a word of its own where standard input is none.
func startPrompt(_ shared: SharedOptions) -> ExitStatus {
    let runner = Runner(shared)
    let status = runner.prepare()
    guard status == .ok else { return status }
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return readPlainly(runner) }
    Signals.installForPrompt()
    runner.isConversation = true
    // A pager is a program, and from most of them one can start others.
    runner.console.pages = !Console.hasDumbTerminal && !shared.safe
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
    // As a shell counts the end by a signal, which was caught only to leave the terminal whole.
    if signal != 0 { exit(128 + signal) }
    return .ok
}

/// Reads statements to the end of standard input. An error does not end the reading, as it would not at the prompt,
/// but the program ends with the first one's status.
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

/// The conversation on a terminal.
final class Prompt {
    private let runner: Runner
    private let history: History

    init(_ runner: Runner) {
        self.runner = runner
        history = History(path: runner.shared.safe ? nil : History.usualPath)
    }

    /// What is loaded, and the way on.
    func greet() {
        runner.console.answer(
            Console.fitted(
                """
                Tape \(programVersion) · \(loaded())
                Try `streak rut over spx since 1990` or `help`. Tab completes, Ctrl-D leaves.

                """))
    }

    private func loaded() -> String {
        let listings = runner.session.market.listings
        guard let first = listings.map(\.first).min(), let last = listings.map(\.last).max() else {
            return "nothing loaded · load \"FILE\" brings prices"
        }
        if runner.opensSample {
            return "\(listings.count) sample symbols to \(last.text) · load \"FILE\" brings your own"
        }
        let named = listings.map(\.symbol).joined(separator: ", ")
        let symbols = listings.count > 4 ? "\(listings.count) symbols" : named
        return "\(symbols), \(first.text) → \(last.text)"
    }

    /// `rc.tape` in the folder for settings, where there is one: what it says holds for this prompt.
    func runStartUpFile() {
        let folder = environment("XDG_CONFIG_HOME") ?? environment("HOME").map { $0 + "/.config" }
        guard let folder, case let path = folder + "/tape/rc.tape", unsafe access(path, F_OK) == 0 else { return }
        do {
            _ = runner.run(try readScript(path))
        } catch {
            runner.console.complain("cannot read `\(path)`: \(error.reason)")
        }
    }

    func converse() {
        if let trouble = history.trouble { runner.console.sayDimmed("what is typed is not kept: \(trouble)") }
        let guide = EditorGuide(
            isIncomplete: runner.session.isIncomplete,
            completions: { [session = runner.session] in session.completions($0, at: $1) },
            unknownNames: { [session = runner.session] in unknownNames($0, in: session) })
        if !Console.hasDumbTerminal,
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
                runner.console.note(PastedText.prompt + text + "\n")
                if isExit(text) { return }
                Signals.forgetInterrupt()
                runner.startsAnew()
                if runner.run(Source(text)).quits { return }
            }
        }
    }

    /// What people type to leave other programs. `quit` is a word of the language, `exit` is not.
    private func isExit(_ text: String) -> Bool {
        text.filter { !$0.isWhitespace }.lowercased() == "exit"
    }

    /// The prompt on a terminal that has no cursor to move: the terminal's own line editing.
    private func readOnDumbTerminal() -> () -> LineEditor.Line {
        let reader = PlainReader()
        let console = runner.console
        let session = runner.session
        return {
            console.answer(PastedText.prompt)
            let line = reader.nextInput(
                isIncomplete: session.isIncomplete, betweenLines: { console.answer(PastedText.continuation) })
            if line == .interrupted { Signals.forgetInterrupt() }
            if line == .end || line == .interrupted { console.answer("\n") }
            return line
        }
    }
}

/// The names in an input that are not known, as ranges of UTF-8 offsets. An input that is not whole yet is looked at
/// with what it may need behind it.
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
