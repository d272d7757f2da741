import ArgumentParser
import Tape
import TapeSyntax

extension OutputFormat: ExpressibleByArgument {}

enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never
}

/// What the command line says besides what to do.
struct SharedOptions: Equatable {
    var data: [String] = []
    var market: String?
    var format: OutputFormat?
    var color = ColorChoice.auto
    var asOf: String?
    var noConfig = false
    var safe = false
    var threads: Int?
    var timing = false
}

/// The options that stand before or behind any subcommand.
struct ParsedOptions: ParsableArguments {
    @Option(
        name: .long, help: ArgumentHelp("Load prices from a file or folder; may be repeated.", valueName: "path"),
        completion: .file())
    var data: [String] = []

    @Option(
        name: .long, help: ArgumentHelp("Open a saved market.", valueName: "file"), completion: .file())
    var market: String?

    @Option(name: .long, help: "How answers are written (default: table).")
    var format: OutputFormat?

    @Option(name: .long, help: "Colour in the answers.")
    var color: ColorChoice = .auto

    @Option(name: .long, help: ArgumentHelp("Answer as of that session: nothing later exists.", valueName: "date"))
    var asOf: String?

    @Flag(name: .long, help: "Leave out the start-up file of the prompt.")
    var noConfig = false

    @Flag(name: .long, help: "No query reaches a file.")
    var safe = false

    @Option(name: .long, help: ArgumentHelp("Work with at most that many threads.", valueName: "n"))
    var threads: Int?

    @Flag(name: .long, help: "Say how long each text took.")
    var timing = false

    var values: SharedOptions {
        SharedOptions(
            data: data, market: market, format: format, color: color, asOf: asOf, noConfig: noConfig, safe: safe,
            threads: threads, timing: timing)
    }

    static let threadCounts = 1...1024

    mutating func validate() throws {
        if let threads, !Self.threadCounts.contains(threads) {
            throw ValidationError("--threads takes a number from 1 to 1024, not \(threads)")
        }
    }
}
