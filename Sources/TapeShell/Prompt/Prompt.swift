import Glibc
import Tape

/// `tape` alone: the prompt on a terminal; the same reading without a word of its own where standard input is none.
func startPrompt(_ shared: SharedOptions) -> ExitStatus {
    let runner = Runner(shared)
    let status = runner.prepare()
    guard status == .ok else { return status }
    guard isatty(STDIN_FILENO) == 1 else { return readPlainly(runner) }
    return .ok
}

/// Reads statements to the end of standard input. An error does not end the reading, as it would not at the prompt,
/// but the program ends with the first one's status.
func readPlainly(_ runner: Runner) -> ExitStatus {
    let reader = PlainReader()
    var status = ExitStatus.ok
    var statement = ""
    reading: while true {
        switch reader.next() {
        case .interrupted: return .interrupted
        case .end:
            break reading
        case .text(let line):
            statement += statement.isEmpty ? withoutPrompt(line) : "\n" + withoutPrompt(line)
            if isBlank(statement) || runner.session.isIncomplete(statement) { continue }
            let outcome = runner.run(Source(statement))
            statement = ""
            if status == .ok { status = outcome.status }
            if outcome.quits || outcome.status == .interrupted { return status }
        }
    }
    if !isBlank(statement) {
        let outcome = runner.run(Source(statement))
        if status == .ok { status = outcome.status }
    }
    return status
}
func isBlank(_ text: String) -> Bool { text.utf8.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) } }
func withoutPrompt(_ line: String) -> String { line }
