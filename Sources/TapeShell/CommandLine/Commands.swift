import ArgumentParser
import Tape
import TapeSyntax

/// A command that returns the program's exit status.
protocol ShellCommand: ParsableCommand {
    func perform() -> ExitStatus
}

struct TapeCommand: ShellCommand {
    static let configuration = CommandConfiguration(
        commandName: "tape",
        abstract: "Ask questions of market prices.",
        usage: """
            tape [options]                       the prompt
            tape [options] -c 'QUERY' …          answer and exit
            tape [options] [run] FILE [--NAME VALUE …]
            tape [options] check FILE…
            tape [options] fmt [--check] FILE…
            """,
        discussion: """
            Without --data or --market, a sample market is open, so you can query at once:

              tape -c 'streak rut over spx since 1990'

            FILE is a saved script; - is standard input. Everything after a script's name is passed to the script.
            Exit status: 0 success, 1 a wrong query or bad data, 2 a wrong command line, \
            3 a failed assert, 130 Ctrl-C.
            """,
        version: programVersion,
        subcommands: [RunCommand.self, CheckCommand.self, FormatCommand.self])

    @Option(
        name: .short, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Answer this query and exit; may be repeated.", valueName: "query"))
    var c: [String] = []

    @OptionGroup var shared: ParsedOptions

    func perform() -> ExitStatus {
        guard c.isEmpty else {
            return Runner(shared.values).runAll(c.map { Source($0) })
        }
        return startPrompt(shared.values)
    }
}

struct RunCommand: ShellCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a saved script; - is standard input.",
        usage: "tape run [options] FILE [--NAME VALUE …]",
        discussion: "tape run FILE --help lists the script's parameters.")

    @OptionGroup var shared: ParsedOptions

    @ArgumentParser.Argument(help: ArgumentHelp("The script.", valueName: "file"), completion: .file())
    var file: String

    @ArgumentParser.Argument(help: ArgumentHelp("The script's own arguments: --NAME VALUE.", valueName: "arguments"))
    var arguments: [String] = []

    func perform() -> ExitStatus { runScript(file, arguments, shared.values) }
}

struct CheckCommand: ShellCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check scripts for errors without running them.",
        usage: "tape check [options] FILE…")

    @OptionGroup var shared: ParsedOptions

    @ArgumentParser.Argument(
        help: ArgumentHelp("The scripts; - is standard input.", valueName: "file"), completion: .file())
    var files: [String]

    func perform() -> ExitStatus { checkScripts(files, shared.values) }
}

struct FormatCommand: ShellCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt", abstract: "Rewrite scripts in their canonical form.",
        usage: "tape fmt [--check] FILE…")

    @OptionGroup var shared: ParsedOptions

    @Flag(name: .long, help: "Only list the scripts not in canonical form; the exit status is 1 if there are any.")
    var check = false

    @ArgumentParser.Argument(
        help: ArgumentHelp("The scripts; - formats standard input to standard output.", valueName: "file"),
        completion: .file())
    var files: [String]

    func perform() -> ExitStatus { formatScripts(files, onlyChecks: check, shared.values) }
}
