import TestSupport
import Testing

/// The files of a module depend on each other in one direction. A file depends on another where it uses a type or a free
/// function that is declared there. Members are not counted: a type and its extensions may use each other.
struct FileCycleTests {
    @Test func noFilesOfAModuleNeedEachOther() throws {
        let modules = Places.package + "/Sources"
        var count = 0
        // The files of the engine still need each other: its language, its queries and its verbs are one knot.
        for module in (Files.list(modules) ?? []).sorted() where !module.hasSuffix(".md") && module != "TapeEngine" {
            let files = try swiftFiles(modules + "/" + module)
            count += files.count
            for cycle in FileGraph(files).cycles { Issue.record("\(module): \(cycle)") }
        }
        #expect(count > 180)
    }

    private func swiftFiles(_ folder: String) throws -> [(String, String)] {
        try (Files.list(folder) ?? []).flatMap { name throws -> [(String, String)] in
            let path = folder + "/" + name
            guard name.hasSuffix(".swift") else { return name.contains(".") ? [] : try swiftFiles(path) }
            return [(String(name.dropLast(6)), try #require(Files.text(path)))]
        }
    }

    @Test func aCycleIsFoundAndExtensionsAreNone() {
        let low = ("Low", "struct Low { let other: High? }  // High")
        let high = ("High", "struct High { let text = \"Low\" }")
        #expect(FileGraph([low, high]).cycles.isEmpty)
        let back = ("High", "struct High { let text = \"\\(Low(other: nil))\" }")
        #expect(FileGraph([low, back]).cycles == ["High → Low (Low) → High (High)"])
        let member = ("LowMembers", "extension Low { func read() -> Part { Part() } }\nstruct Part {}")
        let user = ("Low", "struct Low { func all() { Part() } }")
        #expect(FileGraph([user, member]).cycles.isEmpty)
        let hidden = ("High", "private struct Low {}\nfunc make(low: Int) -> Low { Low() }")
        #expect(FileGraph([low, hidden]).cycles.isEmpty)
        let call = ("High", "struct High { func run() { lower() } }")
        let free = ("Low", "func lower() -> High { High() }")
        #expect(FileGraph([free, call]).cycles == ["High → Low (lower) → High (High)"])
    }
}

/// The words of Swift text, without comments and the plain parts of texts, in the order in which they occur.
private struct SwiftWords {
    struct Word {
        let text: String
        /// Open braces, brackets and parentheses before it.
        let depth: Int
        /// The character before it where no blank lies between, and the next one behind it.
        let before: UInt8
        let after: UInt8
    }

    private(set) var words: [Word] = []
    private let bytes: [UInt8]
    private var place = 0
    private var depth = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
        readCode(until: nil)
    }

    private func byte(_ offset: Int) -> UInt8 { place + offset < bytes.count ? bytes[place + offset] : 0 }

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    /// Reads to the parenthesis that closes an interpolation, or to the end.
    private mutating func readCode(until closing: UInt8?) {
        let start = depth
        while place < bytes.count {
            switch byte(0) {
            case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"):
                while place < bytes.count, byte(0) != UInt8(ascii: "\n") { place += 1 }
            case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"):
                while place < bytes.count, !(byte(0) == UInt8(ascii: "*") && byte(1) == UInt8(ascii: "/")) {
                    place += 1
                }
                place += 2
            case UInt8(ascii: "\""): readText()
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                place += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                if depth == start, byte(0) == closing { return }
                depth -= 1
                place += 1
            case let first where SwiftWords.isPart(first):
                let start = place
                while SwiftWords.isPart(byte(0)) { place += 1 }
                var next = place
                while next < bytes.count, bytes[next] == UInt8(ascii: " ") { next += 1 }
                words.append(
                    Word(
                        text: String(decoding: bytes[start..<place], as: UTF8.self), depth: depth,
                        before: start > 0 ? bytes[start - 1] : 0, after: next < bytes.count ? bytes[next] : 0))
            default: place += 1
            }
        }
    }

    private mutating func readText() {
        let isLong = byte(1) == UInt8(ascii: "\"") && byte(2) == UInt8(ascii: "\"")
        let quotes = isLong ? 3 : 1
        place += quotes
        while place < bytes.count {
            if byte(0) == UInt8(ascii: "\\") {
                place += 2
                if bytes[place - 1] == UInt8(ascii: "(") {
                    readCode(until: UInt8(ascii: ")"))
                    place += 1
                }
            } else if (0..<quotes).allSatisfy({ byte($0) == UInt8(ascii: "\"") }) {
                place += quotes
                return
            } else {
                place += 1
            }
        }
    }
}

/// Which files of a module use names that other files of it declare.
private struct FileGraph {
    private let files: [String]
    /// By file: the files it uses, each with one of the names.
    private var uses: [[Int: String]]

    private static let kinds: Set = ["struct", "class", "enum", "protocol", "actor", "typealias", "func", "let", "var"]
    private static let modifiers: Set = [
        "public", "package", "internal", "private", "fileprivate", "final", "indirect", "static", "unsafe",
        "nonisolated", "Sendable", "unchecked", "safe", "discardableResult", "inline", "__always", "never", "frozen",
    ]

    init(_ sources: [(name: String, text: String)]) {
        files = sources.map(\.name)
        uses = sources.map { _ in [:] }
        let texts = sources.map { SwiftWords($0.text).words }
        var owners: [String: Set<Int>] = [:]
        for (file, words) in texts.enumerated() {
            for name in FileGraph.declared(words) { owners[name, default: []].insert(file) }
        }
        for (file, words) in texts.enumerated() {
            let extended = Set(zip(words, words.dropFirst()).filter { $0.0.text == "extension" }.map(\.1.text))
            let hidden = FileGraph.declared(words, hidden: true)
            var last = ""
            for word in words {
                defer { last = word.text }
                guard let owner = owners[word.text], owner.count == 1, let other = owner.first, other != file,
                    !extended.contains(word.text), !hidden.contains(word.text), word.before != UInt8(ascii: "."),
                    last != "func", last != "case", last != "let", last != "var"
                else { continue }
                let isType = word.text.first!.isUppercase
                if isType || word.after == UInt8(ascii: "(") { uses[file][other] = uses[file][other] ?? word.text }
            }
        }
    }

    /// The names that a file declares for others, or those that it keeps to itself.
    private static func declared(_ words: [SwiftWords.Word], hidden: Bool = false) -> Set<String> {
        var names: Set<String> = []
        var isHidden = false
        var last = ""
        for word in words {
            defer { last = word.text }
            if word.depth == 0 {
                if kinds.contains(last), word.text != "func", isHidden == hidden { names.insert(word.text) }
                if word.text == "private" || word.text == "fileprivate" { isHidden = true }
                if !kinds.contains(word.text), !modifiers.contains(word.text) { isHidden = false }
            }
        }
        return names
    }

    /// One cycle of each knot of files, as a path with the names that lead on.
    var cycles: [String] {
        var found: [String] = []
        var done: Set<Int> = []
        for start in files.indices.sorted(by: { files[$0] < files[$1] }) where !done.contains(start) {
            guard let path = shortestWay(from: start) else { continue }
            done.formUnion(path)
            var text = files[start]
            for (here, next) in zip(path, path.dropFirst() + [start]) {
                text += " → \(files[next]) (\(uses[here][next]!))"
            }
            found.append(text)
        }
        return found
    }

    /// The shortest way from a file back to itself.
    private func shortestWay(from start: Int) -> [Int]? {
        var before: [Int: Int] = [:]
        var queue = [start]
        var next = 0
        while next < queue.count {
            let here = queue[next]
            next += 1
            for other in uses[here].keys.sorted() {
                if other == start {
                    var path = [here]
                    while path[0] != start { path.insert(before[path[0]]!, at: 0) }
                    return path
                }
                if before[other] == nil {
                    before[other] = here
                    queue.append(other)
                }
            }
        }
        return nil
    }
}
