import Tape

/// The arguments after a script's name on the command line, matched with the script's `param` lines.
struct ScriptArguments {
    /// The values by parameter name.
    private(set) var values: [String: String] = [:]
    /// Whether `--help` was given: list the parameters, run nothing.
    private(set) var asksForHelp = false

    struct Misuse: Error {
        var message: String
    }

    private let parameters: [ScriptParameter]

    /// Reads the parameters from the script's text. A text that does not parse has no parameters; running it shows why.
    init(_ words: [String], of source: Source) throws(Misuse) {
        parameters = Session.scriptParameters(source)
        var index = 0
        while index < words.count {
            let word = words[index]
            index += 1
            if word == "--help" || word == "-h" {
                asksForHelp = true
                continue
            }
            guard word.hasPrefix("--") else {
                throw Misuse(message: "a script's arguments must be --NAME VALUE, not `\(word)`. \(list)")
            }
            let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = parts.first.map(String.init) ?? ""
            guard parameters.contains(where: { $0.name == name }) else {
                let isOwn = ArgumentOrder.valued.contains("--\(name)")
                let advice = isOwn ? " Tape's own options come before the script: tape --\(name) … run FILE." : ""
                throw Misuse(message: "unknown parameter `\(name)`. \(list)\(advice)")
            }
            if parts.count == 2 {
                values[name] = String(parts[1])
            } else if index < words.count {
                values[name] = words[index]
                index += 1
            } else {
                throw Misuse(message: "`--\(name)` needs a value")
            }
        }
    }

    private var list: String {
        guard !parameters.isEmpty else { return "The script has no parameters." }
        return "The script has " + parameters.map { "--\($0.name)" }.joined(separator: ", ") + "."
    }

    /// What `tape run FILE --help` prints.
    func help(_ path: String) -> String {
        guard !parameters.isEmpty else { return "\(path) has no parameters.\n" }
        let heads = parameters.map { "  --\($0.name) \($0.kind.uppercased())" }
        let width = heads.map(\.count).max() ?? 0
        let lines = zip(heads, parameters).map { head, parameter in
            let usual = parameter.defaultValue.map { "(\($0) if not given)" }
            let words = [parameter.doc, usual].compactMap { $0 }.joined(separator: " ")
            return head + String(repeating: " ", count: width - head.count + 2) + words + "\n"
        }
        return "Usage: tape run \(path) [--NAME VALUE …]\n\n" + lines.joined()
    }
}
