import Tape
import TapeEngine
import TapeSyntax

/// What the documents show: the examples of README, Grammar, `help` and Examples, and the lines that must run.
package enum Documents {
    /// A statement, with the definitions before it that it may use.
    package struct Statement: Sendable {
        package let text: String
        package let prelude: String
        /// The file or table that contains it.
        package let place: String

        /// What is run to see what the statement does, or its replacement.
        package func script(_ text: String? = nil) -> String {
            prelude.isEmpty ? text ?? self.text : prelude + "\n" + (text ?? self.text)
        }
    }

    /// Each statement once.
    package static let statements: [Statement] = {
        var seen: Set<String> = []
        return texts.flatMap { statements(of: $0.text, $0.place) }.filter { seen.insert($0.script()).inserted }
    }()

    /// Whole texts, to be run unchanged.
    static var texts: [(text: String, place: String)] {
        var texts: [(String, String)] = []
        for page in ["README.md", "Grammar/README.md", "Grammar/meanings.md"] {
            texts += blocks(Files.text(Places.package + "/" + page) ?? "").map { ($0, page) }
        }
        texts += scripts("Examples") + scripts("Tests/Scripts/language")
        texts += Language.standard.verbs.all.flatMap { entry in entry.examples.map { ($0, "verbs") } }
        texts += WordTable.standard.all.flatMap { entry in entry.examples.map { ($0, "words") } }
        texts += FunctionTable.entries.map { ($0.example, "functions") }
        texts += Phrasebook.phrases.map { ($0.query, "phrasebook") }
        texts += DiagnosticCode.allCases.map { ($0.article.right, "errors") }
        return texts
    }

    private static func scripts(_ folder: String) -> [(String, String)] {
        (Files.list(Places.package + "/" + folder) ?? []).filter { $0.hasSuffix(".tape") }.map {
            (Files.text("\(Places.package)/\(folder)/\($0)") ?? "", "\(folder)/\($0)")
        }
    }

    /// The code blocks of a page that are marked as Tape.
    package static func blocks(_ page: String) -> [String] {
        var blocks: [String] = []
        var block: [Substring]?
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "```tape" {
                block = []
            } else if line == "```" {
                block.map { blocks.append($0.joined(separator: "\n")) }
                block = nil
            } else {
                block?.append(line)
            }
        }
        return blocks
    }

    private static func statements(of text: String, _ place: String) -> [Statement] {
        let source = Source(text)
        var prelude: [String] = []
        return parse(source).script.statements.map { statement in
            let words = source.text(statement.span)
            defer {
                switch statement.kind {
                case .letValue, .define, .parameter, .alias, .load: prelude.append(words)
                default: break
                }
            }
            return Statement(text: words, prelude: prelude.joined(separator: "\n"), place: place)
        }
    }
}
