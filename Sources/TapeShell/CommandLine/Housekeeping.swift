import Tape
import TapeSystem

/// The commands that are the program's own affair rather than the language's: `timing`, `history`, `edit`, `log`,
/// `watch`.
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

    /// Says why a command cannot do what it was asked; the program will end with a failure.
    private func refuse(_ reason: String) {
        hasRefused = true
        console.complain(reason)
    }

    /// False, and said so, under `--safe`.
    private func reachesFiles() -> Bool {
        if shared.safe { refuse(FileHost.outOfReach) }
        return !shared.safe
    }

    private func setTiming(_ words: [String]) {
        switch words.first?.lowercased() {
        case "on": showsTiming = true
        case "off": showsTiming = false
        case nil: break
        default:
            refuse("`timing` is `on` or `off`")
            return
        }
        console.answer("timing is \(showsTiming ? "on" : "off")\n")
    }

    /// The newest entries with their numbers: twenty, or as many as asked.
    private func showHistory(_ words: [String]) {
        let all = entries()
        let count = words.first.flatMap { Int($0) } ?? 20
        for (index, entry) in all.enumerated().suffix(max(0, count)) {
            console.answer("\(index + 1)  \(entry.split(separator: "\n").joined(separator: "\n   "))\n")
        }
    }

    /// `log to "file"` writes what is asked and answered to the end of a file as well; `log off` ends that.
    private func setLog(_ words: [String]) {
        if words.first?.lowercased() == "off" {
            console.log = nil
            console.answer("the log is off\n")
            return
        }
        guard words.count == 2, words[0].lowercased() == "to" else {
            console.answer(
                console.log.map { "the log goes to `\($0)`; `log off` ends it\n" }
                    ?? "there is no log: log to \"session.txt\"\n")
            return
        }
        guard reachesFiles() else { return }
        do {
            try Files.append(words[1], [])
            console.log = words[1]
            console.answer("the log goes to `\(words[1])`\n")
        } catch {
            refuse("cannot write `\(words[1])`: \(error.reason)")
        }
    }

    /// Opens the last entry in the user's editor, and runs what comes back.
    private func edit() {
        guard reachesFiles() else { return }
        guard isatty(STDIN_FILENO) == 1 else {
            refuse("`edit` opens an editor, and needs a terminal for it")
            return
        }
        let editor = environment("VISUAL") ?? environment("EDITOR") ?? "vi"
        guard let words = Child.words(editor) else {
            refuse("`\(editor)` is no program with its arguments, and no shell reads it: see $VISUAL and $EDITOR")
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
                refuse("`\(editor)` did not end well, so nothing is run")
                return
            }
            var text = String(decoding: try Files.read(path), as: UTF8.self)
            while text.last?.isWhitespace ?? false { text.removeLast() }
            if text.isEmpty || text == last { return }
            console.answer(text + "\n")
            remember(text)
            _ = run(Source(text))
        } catch {
            refuse("cannot edit `\(path)`: \(error.reason)")
        }
    }

    /// Runs a script, and again whenever it or a file it read changes, until Ctrl-C.
    private func watch(_ words: [String]) {
        guard reachesFiles() else { return }
        guard let path = words.first, words.count == 1 else {
            refuse("`watch` takes a script: watch \"streak-watch.tape\"")
            return
        }
        while true {
            let read = recordingReads { _ = run(Source("run \(quoted(path))")) }
            let others = read.keys.count { $0 != path }
            console.sayDimmed("watching \(path)\(others > 0 ? " and \(others) more" : ""); Ctrl-C ends it")
            while read.allSatisfy({ Files.stamp($0.key) == $0.value }) {
                if Signals.isInterrupted { return }
                usleep(200_000)
            }
        }
    }
}
