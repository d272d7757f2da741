import Tape
import TapeSyntax
import TapeSystem

/// Reads the most common command lines without the parser, which takes longer to start than a query takes to answer.
///
/// Everything else is left to the parser, which knows help, errors and all other spellings. A command line means the
/// same here as there.
struct PlainCommandLine: Equatable {
    enum Task: Equatable {
        /// Without queries, starts the prompt.
        case answer([String])
        case run(String, [String])
    }

    private(set) var options = SharedOptions()
    private(set) var task = Task.answer([])

    init(_ task: Task, _ options: SharedOptions) {
        self.task = task
        self.options = options
    }

    /// Nil if the parser must read it.
    init?(_ words: [String]) {
        var queries: [String] = []
        var rest = words[...]
        while let word = rest.first, word.hasPrefix("-"), word != "-" {
            rest.removeFirst()
            let row = OptionRow.typed(word)
            if let row, row.value == nil {
                row.keep(&options, "")
                continue
            }
            guard let value = rest.popFirst(), !value.hasPrefix("-") else { return nil }
            if word == "-c" {
                queries.append(value)
            } else {
                guard let row, row.accepts(value) else { return nil }
                row.keep(&options, value)
            }
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

    func perform() -> Never {
        switch task {
        case .answer(let queries) where queries.isEmpty: exit(startPrompt(options).rawValue)
        case .answer(let queries):
            let runner = Runner(options)
            let status = runner.runAll(queries.map { Source($0) })
            // The system frees a market faster at exit than its deinitialisers would.
            withExtendedLifetime(runner) { exit(status.rawValue) }
        case .run(let script, let arguments): exit(runScript(script, arguments, options).rawValue)
        }
    }
}
