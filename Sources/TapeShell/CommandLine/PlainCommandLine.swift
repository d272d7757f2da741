import Glibc
import Tape
import TapeSyntax

/// The command lines that are typed most, read without the parser: that one takes longer to begin than a query to answer.
///
/// Whatever is not plain is left to the parser, which knows help, mistakes and every other way of writing: no command
/// line means something else here than there.
struct PlainCommandLine: Equatable {
    enum Task: Equatable {
        /// Without queries, the prompt.
        case answer([String])
        case run(String, [String])
    }

    private(set) var options = SharedOptions()
    private(set) var task = Task.answer([])

    init(_ task: Task, _ options: SharedOptions) {
        self.task = task
        self.options = options
    }

    /// Nil where the parser has to read it.
    init?(_ words: [String]) {
        var queries: [String] = []
        var rest = words[...]
        while let word = rest.first, word.hasPrefix("-"), word != "-" {
            rest.removeFirst()
            if set(word) { continue }
            guard let value = rest.popFirst(), !value.hasPrefix("-") else { return nil }
            if word == "-c" { queries.append(value) } else if !set(word, value) { return nil }
        }
        task = .answer(queries)
        guard let name = rest.first else { return }
        rest.removeFirst()
        guard queries.isEmpty else { return nil }
        if name != "run" {
            guard !ArgumentOrder.subcommands.contains(name) else { return nil }
            task = .run(name, Array(rest))
            return
        }
        guard let script = rest.popFirst(), script == "-" || !script.hasPrefix("-") else { return nil }
        task = .run(script, Array(rest))
    }

    /// Sets an option without a value; false where it is none.
    private mutating func set(_ flag: String) -> Bool {
        switch flag {
        case "--no-config": options.noConfig = true
        case "--safe": options.safe = true
        case "--timing": options.timing = true
        default: return false
        }
        return true
    }

    private mutating func set(_ option: String, _ value: String) -> Bool {
        switch option {
        case "--data": options.data.append(value)
        case "--market": options.market = value
        case "--as-of": options.asOf = value
        case "--format":
            guard let format = OutputFormat(rawValue: value) else { return false }
            options.format = format
        case "--color":
            guard let color = ColorChoice(rawValue: value) else { return false }
            options.color = color
        case "--threads":
            guard let threads = Int(value), ParsedOptions.threadCounts.contains(threads) else { return false }
            options.threads = threads
        default: return false
        }
        return true
    }

    func perform() -> Never {
        switch task {
        case .answer(let queries) where queries.isEmpty: exit(startPrompt(options).rawValue)
        case .answer(let queries):
            let runner = Runner(options)
            let status = runner.runAll(queries.map { Source($0) })
            // The system takes back a market faster than it is taken apart here.
            withExtendedLifetime(runner) { exit(status.rawValue) }
        case .run(let script, let arguments): exit(runScript(script, arguments, options).rawValue)
        }
    }
}
