/// Puts the command line into the order the parser expects: subcommand, its options, files, then the script's own
/// arguments.
///
/// Options may come before or after the subcommand; a file name alone means `run`; everything after a script's name
/// belongs to the script, even `--help`, and is placed after a `--` here.
enum ArgumentOrder {
    /// Options that take a value.
    static let valued = Set(["-c"] + OptionRow.all.filter { $0.value != nil }.map { "--\($0.name)" })
    static let subcommands: Set<String> = ["run", "check", "fmt", "help"]

    static func arrange(_ arguments: [String]) -> [String] {
        // Requests for a shell's completion script and similar options are left to the parser.
        if let first = arguments.first,
            first.hasPrefix("--generate-") || first.hasPrefix("--experimental-") || first == "---completion"
        {
            return arguments
        }
        let (before, rest) = splitAtName(arguments)
        guard let name = rest.first else { return before }
        if name == "run" {
            let (options, script) = splitAtName(Array(rest.dropFirst()))
            return ["run"] + before + options + behindDashes(script)
        }
        if subcommands.contains(name) { return [name] + before + rest.dropFirst() }
        return ["run"] + before + behindDashes(rest)
    }

    private static func behindDashes(_ words: [String]) -> [String] {
        words.isEmpty ? [] : ["--"] + words
    }

    /// Splits before the first word that is not an option. `-` counts as a name: standard input.
    private static func splitAtName(_ words: [String]) -> (options: [String], rest: [String]) {
        var index = 0
        while index < words.count {
            let word = words[index]
            if word == "--" { return (Array(words[..<index]), Array(words[(index + 1)...])) }
            if word == "-" || !word.hasPrefix("-") { break }
            index += valued.contains(word) ? 2 : 1
        }
        let end = min(index, words.count)
        return (Array(words[..<end]), Array(words[end...]))
    }
}
