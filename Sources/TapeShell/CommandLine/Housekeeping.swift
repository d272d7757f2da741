import Tape
import TapeSystem

/// The commands of the program rather than the language: `timing`, `history`, `edit`, `log`, `watch`.
extension Runner {
    func perform(_ command: Command, _ words: [String]) {
        switch command {
        case .timing: setTiming(words)
        case .history: showHistory(words)
        case .log: setLog(words)
        case .edit: edit()
        case .watch: watch(words)
        default: break
        }
    }

    /// Reports why a command failed; the exit status will be a failure.
    private func refuse(_ reason: String) {
        hasRefused = true
        console.printError(reason)
    }

    /// Whether files may be used; reports an error under `--safe`.
    private func allowsFiles() -> Bool {
        if shared.safe { refuse(FileHost.accessDisabled) }
        return !shared.safe
    }

    private func setTiming(_ words: [String]) {
        switch words.first?.lowercased() {
        case "on": showsTiming = true
        case "off": showsTiming = false
        case nil: break
        default:
            refuse("`timing` must be `on` or `off`")
            return
        }
        console.printAnswer("timing is \(showsTiming ? "on" : "off")\n")
    }

    /// Shows the newest entries with their numbers: 20 unless a count is given.
    private func showHistory(_ words: [String]) {
        let all = entries()
        let count = words.first.flatMap { Int($0) } ?? 20
        for (index, entry) in all.enumerated().suffix(max(0, count)) {
            console.printAnswer("\(index + 1)  \(entry.split(separator: "\n").joined(separator: "\n   "))\n")
        }
    }

    /// `log to "file"` also appends queries and answers to a file; `log off` stops that.
    private func setLog(_ words: [String]) {
        if words.first?.lowercased() == "off" {
            console.log = nil
            console.printAnswer("the log is off\n")
            return
        }
        guard words.count == 2, words[0].lowercased() == "to" else {
            console.printAnswer(
                console.log.map { "the log goes to `\($0)`; `log off` stops it\n" }
                    ?? "the log is off; to start one: log to \"session.txt\"\n")
            return
        }
        guard allowsFiles() else { return }
        do {
            try Files.append(words[1], [])
            console.log = words[1]
            console.printAnswer("the log goes to `\(words[1])`\n")
        } catch {
            refuse("cannot write `\(words[1])`: \(error.reason)")
        }
    }

    /// Opens the last entry in the user's editor, then runs the edited text.
    private func edit() {
        guard allowsFiles() else { return }
        guard isatty(STDIN_FILENO) == 1 else {
            refuse("`edit` needs a terminal")
            return
        }
        let editor = environment("VISUAL") ?? environment("EDITOR") ?? "vi"
        guard let words = Child.words(editor) else {
            refuse("$VISUAL or $EDITOR must be a program with its arguments, without shell syntax, not `\(editor)`")
            return
        }
        let last = entries().last { !$0.hasPrefix("edit") && !$0.hasPrefix("history") } ?? ""
        let path: String
        do {
            path = try Files.temporary("tape-", ".tape", Array((last + "\n").utf8))
        } catch {
            refuse("cannot write a file for the editor: \(error.reason)")
            return
        }
        defer { unsafe unlink(path) }
        do {
            guard Child.run(words + [path]) == 0 else {
                refuse("`\(editor)` failed, so nothing is run")
                return
            }
            var text = String(decoding: try Files.read(path), as: UTF8.self)
            while text.last?.isWhitespace ?? false { text.removeLast() }
            if text.isEmpty || text == last { return }
            console.printAnswer(text + "\n")
            remember(text)
            _ = run(Source(text))
        } catch {
            refuse("cannot edit `\(path)`: \(error.reason)")
        }
    }

    /// Runs a script, then runs it again whenever it or a file it read changes, until Ctrl-C.
    private func watch(_ words: [String]) {
        guard allowsFiles() else { return }
        guard let path = words.first, words.count == 1 else {
            refuse("`watch` needs a script: watch \"streak-watch.tape\"")
            return
        }
        while true {
            let read = recordingReads { _ = run(Source("run \(quoted(path))")) }
            let others = read.keys.count { $0 != path }
            console.printNote("watching \(path)\(others > 0 ? " and \(others) more" : ""); Ctrl-C stops it")
            while read.allSatisfy({ Files.stamp($0.key) == $0.value }) {
                if Signals.isInterrupted { return }
                usleep(200_000)
            }
        }
    }
}
