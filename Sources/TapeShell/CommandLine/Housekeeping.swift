import Glibc
import Tape

/// The commands that are the program's own affair rather than the language's: `timing`, `history`, `edit`, `log`, `watch`.
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

    private func setTiming(_ words: [String]) {
        switch words.first?.lowercased() {
        case "on": showsTiming = true
        case "off": showsTiming = false
        case nil: break
        default:
            console.complain("`timing` is `on` or `off`")
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
        if shared.safe {
            console.complain("files are out of reach here, for `tape` was started with --safe")
            return
        }
        do {
            try Files.append(words[1], [])
            console.log = words[1]
            console.answer("the log goes to `\(words[1])`\n")
        } catch {
            console.complain("cannot write `\(words[1])`: \(error.reason)")
        }
    }

    /// Opens the last entry in the user's editor, and runs what comes back.
    private func edit() {
        guard isatty(STDIN_FILENO) == 1, !shared.safe else {
            console.complain("`edit` opens an editor, and needs a terminal and files for it")
            return
        }
        let path = (environment("TMPDIR") ?? "/tmp") + "/tape-\(getpid()).tape"
        let last = entries().last { !$0.hasPrefix("edit") && !$0.hasPrefix("history") } ?? ""
        do {
            try Files.write(path, Array((last + "\n").utf8))
            defer { unsafe unlink(path) }
            let editor = environment("VISUAL") ?? environment("EDITOR") ?? "vi"
            guard Child.run("\(editor) \"$1\"", argument: path) == 0 else {
                console.complain("`\(editor)` did not end well, so nothing is run")
                return
            }
            let text = String(decoding: try Files.read(path), as: UTF8.self)
            if isBlank(text) || text == last + "\n" { return }
            console.answer(text)
            remember(text)
            _ = run(Source(text))
        } catch {
            console.complain("cannot edit `\(path)`: \(error.reason)")
        }
    }

    /// Runs a script, and again whenever it or a file it read changes, until Ctrl-C.
    private func watch(_ words: [String]) {
        guard let path = words.first, words.count == 1 else {
            console.complain("`watch` takes a script: watch \"streak-watch.tape\"")
            return
        }
        while true {
            let read = recordingReads { _ = run(Source("run \(quoted(path))")) }
            let files = Set(read + [path])
            let stamps = files.map { Files.changeTime($0) }
            console.sayDimmed(
                "watching \(files.count == 1 ? path : "\(path) and \(files.count - 1) more"); Ctrl-C ends it")
            while files.map({ Files.changeTime($0) }) == stamps {
                if Signals.isInterrupted { return }
                usleep(200_000)
            }
        }
    }
}
