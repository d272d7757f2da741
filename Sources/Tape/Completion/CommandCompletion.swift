import TapeEngine
import TapeStore
import TapeSyntax

/// Completes what follows a statement word, and file names in texts.
extension Session {
    /// Nil for any other statement.
    func commandWords(_ first: String, _ rest: [String], _ typed: String) -> [Completions.Candidate]? {
        switch first {
        case "set": return settings(rest)
        case "help": return rest.isEmpty ? helpTopics() : []
        case "timing":
            return rest.isEmpty ? [.init("on", "show how long each answer took"), .init("off", "turn it off")] : []
        case "log": return log(rest)
        case "functions": return rest.isEmpty ? families() : []
        case "run", "watch": return rest.isEmpty ? files("", first) : []
        case "open": return rest.isEmpty ? files("", first) : []
        case "save":
            if rest.isEmpty { return [.init("market", "all loaded data, in one file")] }
            return rest.count == 1 ? files("", first) : []
        case "load": return load(rest)
        case "history", "edit", "quit", "groups", "why", "symbols", "lesson", "cases": return []
        case "alias":
            return rest.count == 1 ? [.init("=", "the symbol to rename")] : rest.count == 2 ? nil : []
        case "let" where rest.isEmpty, "def" where rest.isEmpty, "for" where rest.isEmpty: return []
        case "param": return parameter(rest)
        default: return nil
        }
    }

    private func settings(_ rest: [String]) -> [Completions.Candidate] {
        if rest.isEmpty { return settingEntries.map { .init($0.name, "\($0.doc); \($0.read(self)) now") } }
        guard rest.count == 1, let entry = settingEntries.first(where: { $0.name == rest[0] }) else { return [] }
        return entry.choices.map { .init($0, entry.values) }
    }

    private func log(_ rest: [String]) -> [Completions.Candidate] {
        if rest.isEmpty { return [.init("to", "the log file"), .init("off", "turn it off")] }
        return rest == ["to"] ? files("", "log") : []
    }

    private func load(_ rest: [String]) -> [Completions.Candidate] {
        switch rest.last {
        case nil: return files("", "load")
        case "from": return files("", "load")
        case "dates":
            return [
                .init("dmy", "22/01/2026"), .init("mdy", "01/22/2026"), .init("ymd", "2026/01/22"),
            ]
        case "as": return Measure.allCases.map { .init($0.rawValue, "the kind of values") }
        case "calendar":
            return [
                .init("everyday", "every day of the week, as coins trade"), .init("weekdays", "Monday to Friday"),
                .init("nyse", "the New York Stock Exchange's"),
            ]
        case let last?:
            let options: [Completions.Candidate] = [
                .init("dates", "the order of day, month and year"), .init("as", "the kind of values"),
                .init("calendar", "its trading days"),
            ]
            if last.hasPrefix("\"") || rest.contains(where: { $0.hasPrefix("\"") }) {
                return options.filter { !rest.contains($0.text) }
            }
            return rest.count == 1 ? [.init("from", "the file with the symbol's prices")] : []
        }
    }

    private func parameter(_ rest: [String]) -> [Completions.Candidate]? {
        if rest.last == ":" {
            return tables.parameterKinds.map { .init($0.name, $0.words) }
        }
        return rest.contains("=") ? nil : []
    }

    /// Every word with a help page, verbs first.
    private func helpTopics() -> [Completions.Candidate] {
        verbWords + wordTable.all.map { .init($0.word, $0.doc) }
            + language.functions.all.map { .init($0.name, $0.doc) } + settingEntries.map { .init($0.name, $0.doc) }
    }

    private func families() -> [Completions.Candidate] {
        var families: [String] = []
        for entry in language.functions.all where !families.contains(entry.family) { families.append(entry.family) }
        return families.map { family in
            let names = language.functions.all.filter { $0.family == family }.map(\.name).prefix(4)
            return .init(
                family.contains(" ") ? "\"\(family.lowercased())\"" : family.lowercased(),
                names.joined(separator: ", ") + " …")
        }
    }

    // MARK: Arguments

    /// The names of the arguments not given yet in the current call.
    func argumentNames(_ place: CompletionPlace) -> [Completions.Candidate] {
        guard let (name, given) = place.call, given.isEmpty || given.last == "," else { return [] }
        // Commas inside closed brackets do not count.
        var position = 0
        var depth = 0
        var named: Set<String> = []
        for (index, word) in given.enumerated() {
            if ["(", "[", "{"].contains(word) { depth += 1 }
            if [")", "]", "}"].contains(word) { depth -= 1 }
            guard depth == 0 else { continue }
            if word == "," { position += 1 }
            if word == ":", index > 0 { named.insert(given[index - 1]) }
        }
        // Unnamed arguments come first, in order.
        position -= named.count
        if case .function(let parameters, _, _) = scope[name] {
            return parameters.map(\.text).dropFirst(max(0, position)).filter { !named.contains($0) }
                .map { .init($0 + ": ", "argument of \(name)") }
        }
        guard let entry = language.functions[name] else { return [] }
        return entry.parameters.dropFirst(max(0, position)).filter { !named.contains($0.name.lowercased()) }.map {
            .init($0.name.lowercased() + ": ", Self.words(for: $0))
        }
    }

    private static func words(for parameter: FunctionEntry.Parameter) -> String {
        let kind =
            switch parameter.kind {
            case .series: "a series"
            case .bars: "a symbol with its bars"
            case .condition: "a condition"
            case .whole(let range): "a whole number, at least \(range.lowerBound)"
            case .number: "a number"
            case .duration: "a span, such as 3m"
            case .date: "a date"
            case .group: "a group"
            case .text: "a text"
            }
        if let value = parameter.default {
            return kind + ", \(Int(exactly: value).map { "\($0)" } ?? "\(value)") if not given"
        }
        return parameter.optional ? kind + ", optional" : kind
    }

    // MARK: Files

    /// Inside a text: the files for the word before it.
    func files(_ place: CompletionPlace, from quote: Int, to end: Int, _ bytes: [UInt8]) -> Completions {
        let typed = String(decoding: bytes[quote..<end], as: UTF8.self)
        let word = place.words.last ?? ""
        let opener = word == "from" || word == "load" ? "load" : word == "market" ? "save" : word
        let taker = word == "to" ? place.words.first ?? "" : opener
        guard ["run", "watch", "load", "open", "save", "log"].contains(taker) else {
            return Completions(range: end..<end, candidates: [])
        }
        // The opening quotation mark is already there.
        let isClosed = end < bytes.count && bytes[end] == UInt8(ascii: "\"")
        let found = files(typed, taker).map { candidate in
            var text = String(candidate.text.dropFirst())
            if isClosed, text.hasSuffix("\"") { text.removeLast() }
            return Completions.Candidate(text, candidate.note)
        }
        return Completions(range: quote..<end, candidates: found)
    }

    /// The files and folders whose path begins with what was typed, in quotation marks that stay open after a folder.
    private func files(_ typed: String, _ taker: String) -> [Completions.Candidate] {
        let slash = typed.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { String(typed[...$0]) } ?? ""
        let begun = slash.map { String(typed[typed.index(after: $0)...]) } ?? typed
        guard let names = host.list(folder.isEmpty ? "." : folder) else { return [] }
        let endings: [String]? =
            switch taker {
            case "run", "watch": [".tape"]
            case "load": PriceFile.endings
            default: nil
            }
        var found: [Completions.Candidate] = []
        for name in names where name.hasPrefix(begun) && found.count < Self.mostFiles {
            let path = folder + name
            let fits = endings.map { $0.contains { name.lowercased().hasSuffix($0) } } ?? name.contains(".")
            if !fits, host.list(path) != nil {
                found.append(.init("\"\(path)/", "folder"))
            } else if fits || endings == nil {
                found.append(.init("\"\(path)\"", taker == "load" ? "prices" : taker == "run" ? "script" : "file"))
            }
        }
        return found
    }

    /// A folder with thousands of files is not listed in full: typing another letter narrows it.
    private static let mostFiles = 500
}
