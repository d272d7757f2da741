/// Puts the words of the command line into the order the parser reads: subcommand, its options, files, and what belongs
/// to the script.
///
/// Options may stand before and after the subcommand; a file name alone means `run`; what follows a script's name is
/// the script's own, even `--help`, and comes behind a `--` here.
enum ArgumentOrder {
    /// The options that are followed by a value.
    static let valued = Set(["-c"] + OptionRow.all.filter { $0.value != nil }.map { "--\($0.name)" })
    static let subcommands: Set<String> = ["run", "check", "fmt", "help"]

    static func arrange(_ arguments: [String]) -> [String] {
        // Requests for a shell's completion script and the like are the parser's own affair.
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

    /// The options up to the first word that is none, and the rest from that word on. `-` is a name: standard input.
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
