import ArgumentParser
import Tape
import TapeSystem

let programVersion = "0.1.0"

/// The `tape` program.
package func runTape() -> Never {
    Signals.install()
    Session.keepFreedMemory()
    let words = Array(CommandLine.arguments.dropFirst())
    PlainCommandLine(words)?.perform()
    let arguments = ArgumentOrder.arrange(words)
    do {
        var command = try TapeCommand.parseAsRoot(arguments)
        if let command = command as? any ShellCommand { exit(command.perform().rawValue) }
        try command.run()
        exit(ExitStatus.ok.rawValue)
    } catch {
        let message = TapeCommand.fullMessage(for: error)
        let isWrong = TapeCommand.exitCode(for: error) != .success
        if !message.isEmpty {
            if isWrong { Console().printMessage(message + "\n") } else { Console().printAnswer(message + "\n") }
        }
        exit(isWrong ? ExitStatus.wrongUse.rawValue : ExitStatus.ok.rawValue)
    }
}
