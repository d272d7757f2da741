import Tape
import TapeEngine
import TapeSyntax
import TapeSystem

/// Reads a script from a file, or from standard input for `-`.
///
/// Reads at most one byte more than a script may have, so that the session can report that it is too long.
func readScript(_ path: String) throws(FileFailure) -> Source {
    if path == "-" {
        return Source(
            bytes: try Files.readAll(STDIN_FILENO, expected: 0, limit: Limits.sourceBytes), name: "standard input")
    }
    return Source(bytes: try Files.readStart(path, limit: Limits.sourceBytes), name: path)
}

/// Reads the scripts one after the other. One that cannot be read is reported, and the others are still read.
private func eachScript(
    _ paths: [String], _ console: Console, _ body: (String, Source) -> ExitStatus
) -> ExitStatus {
    var status = ExitStatus.ok
    for path in paths {
        do throws(FileFailure) {
            let outcome = body(path, try readScript(path))
            if status == .ok { status = outcome }
        } catch {
            if Signals.isInterrupted { return .interrupted }
            console.printError("cannot read `\(path)`: \(error.reason)")
            status = .failed
        }
    }
    return status
}

/// Whether a query was typed in place of a script's name.
private func isQuery(_ path: String) -> Bool {
    let isWord = Language.standard.verbs[path.lowercased()] != nil || path.contains(" ")
    return unsafe isWord && access(path, F_OK) != 0
}

/// `tape run FILE …`
func runScript(_ path: String, _ arguments: [String], _ shared: SharedOptions) -> ExitStatus {
    let runner = Runner(shared)
    if isQuery(path) {
        let query = ([path] + arguments).joined(separator: " ")
        runner.console.printError("cannot read `\(path)`: no such script. To run a query: tape -c '\(query)'")
        return .failed
    }
    return eachScript([path], runner.console) { _, source in
        do throws(ScriptArguments.Misuse) {
            let given = try ScriptArguments(arguments, of: source)
            if given.asksForHelp {
                runner.console.printAnswer(given.help(path))
                return .ok
            }
            runner.session.parameters = given.values
            return runner.runAll([source])
        } catch {
            runner.console.printError(error.message)
            return .wrongUse
        }
    }
}

/// `tape check FILE…`
func checkScripts(_ paths: [String], _ shared: SharedOptions) -> ExitStatus {
    let runner = Runner(shared)
    let status = runner.prepare()
    guard status == .ok else { return status }
    return eachScript(paths, runner.console) { _, source in
        let diagnostics = runner.session.check(source)
        runner.show(diagnostics, in: source)
        return diagnostics.isEmpty ? .ok : .failed
    }
}

/// `tape fmt [--check] FILE…`
func formatScripts(_ paths: [String], onlyChecks: Bool, _ shared: SharedOptions) -> ExitStatus {
    let runner = Runner(shared)
    let console = runner.console
    guard runner.set(readingMarket: false) else { return .wrongUse }
    return eachScript(paths, console) { path, source in
        let (text, diagnostics) = format(source)
        guard let text else {
            runner.show(diagnostics, in: source)
            return .failed
        }
        let bytes = Array(text.utf8)
        if onlyChecks {
            guard bytes != source.bytes else { return .ok }
            console.printAnswer("\(path)\n")
            return .failed
        }
        if path == "-" {
            console.printAnswer(text)
            return .ok
        }
        guard bytes != source.bytes else { return .ok }
        if shared.safe {
            console.printError(FileHost.accessDisabled)
            return .failed
        }
        do throws(FileFailure) {
            try Files.write(path, bytes)
            return .ok
        } catch {
            console.printError("cannot write `\(path)`: \(error.reason)")
            return .failed
        }
    }
}
