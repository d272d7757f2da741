import Tape
import TapeEngine
import TapeSyntax
import TapeSample

/// The scripts of `Tests/Scripts`; the README there says how they are written.
package enum Scripts {
    package static let folder = Places.package + "/Tests/Scripts"

    /// Every script, or those under one folder, as paths within `Tests/Scripts`.
    package static func all(under part: String = "") -> [String] {
        func walk(_ path: String) -> [String] {
            (Files.list(folder + "/" + path) ?? []).flatMap { name -> [String] in
                let inner = path.isEmpty ? name : path + "/" + name
                return name.hasSuffix(".tape") ? [inner] : walk(inner)
            }
        }
        return walk(part)
    }

    package static func text(_ path: String) -> String { Files.text(folder + "/" + path) ?? "" }

    /// The lines of all scripts under a folder.
    package static func lines(under part: String) -> [String] {
        all(under: part).flatMap { text($0).split(separator: "\n").map(String.init) }
    }

    /// Reads the files in `Tests/Scripts`, and the few files that exist only in the documents.
    package static func host() -> TestHost {
        let host = DocumentFiles.host()
        host.root = folder
        return host
    }

    /// How many statements of a script have an answer or an error to compare: queries and statements that print. A line
    /// of a script that is run line by line counts once.
    package static func evaluations(_ text: String) -> Int {
        if ScriptHead(text).isEachLine {
            return text.split(separator: "\n").count { !$0.hasPrefix("#") }
        }
        let read = parse(Source(text))
        return read.diagnostics.isEmpty ? evaluations(read.script.statements) : 1
    }

    private static func evaluations(_ statements: [Statement]) -> Int {
        statements.reduce(0) { count, statement in
            switch statement.kind {
            case .pipeline, .assert, .print, .explain, .command: count + 1
            case .loop(_, _, let body): count + evaluations(body)
            case .branch(_, _, let body, let otherwise): count + evaluations(body) + evaluations(otherwise ?? [])
            default: count
            }
        }
    }
}

/// The settings in the comments at the top of a script.
package struct ScriptHead {
    /// Files of `Tests/Scripts/data` that are loaded first, in place of the sample.
    package var data: [String]?
    /// Files of real prices that are loaded first, in place of the sample.
    package var market: [String]?
    /// Whether each line is run in a separate session.
    package var isEachLine = false

    package init(_ text: String) {
        for line in text.split(separator: "\n") {
            guard line.hasPrefix("#") else { return }
            if line == "# each line" { isEachLine = true }
            data = ScriptHead.files(line, behind: "# data:") ?? data
            market = ScriptHead.files(line, behind: "# market:") ?? market
        }
    }

    private static func files(_ line: Substring, behind words: String) -> [String]? {
        guard line.hasPrefix(words) else { return nil }
        return line.dropFirst(words.count).split(separator: " ").map(String.init)
    }
}
