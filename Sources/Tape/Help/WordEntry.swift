import TapeEngine
import TapeSyntax

/// One word of the language, for `help`, completion, the reference pages and the highlighters.
package struct WordEntry: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case clause, stage, statement, command, condition, function, value, topic
    }

    /// A table of the session, listed at the end of the entry.
    enum List: Sendable { case verbs, parameterKinds, formats, endings }

    package let word: String
    package let kind: Kind
    /// `since D`
    package let signature: String
    /// One line without a full stop.
    package let doc: String
    /// More about it, one paragraph per entry.
    package private(set) var more: [String]
    private let list: List?
    /// At most three lines that run on the sample market as typed.
    package let examples: [String]
    /// What completion adds to a text to test whether the word is allowed there; empty if the word alone is enough.
    package let sample: String

    init(
        _ kind: Kind, _ word: String, _ signature: String, _ doc: String, _ more: [String] = [],
        examples: [String], sample: String = "", list: List? = nil
    ) {
        self.kind = kind
        self.word = word
        self.signature = signature
        self.doc = doc
        self.more = more
        self.examples = examples
        self.sample = sample.isEmpty ? word : sample
        self.list = list
    }

    /// The entry with the session's list.
    func listing(_ language: Language, _ tables: SessionTables) -> WordEntry {
        var entry = self
        switch list {
        case .verbs: entry.more.append(language.verbs.names.joined(separator: " · ") + ".")
        case .parameterKinds:
            entry.more.append("Kinds: \(tables.parameterKinds.map(\.name).joined(separator: ", ")).")
        case .formats:
            let formats = tables.formats.printed.map { "\($0.name) (\($0.doc))" }
            entry.more.append("Formats: \(formats.joined(separator: "; ")).")
        case .endings:
            entry.more.append("Endings: \(tables.formats.endings). Data files carry every row and every digit.")
        case nil: break
        }
        return entry
    }
}

/// All words that are neither verbs nor plain functions, one list per kind.
package struct WordTable: Sendable {
    package let clauses: [WordEntry]
    package let stages: [WordEntry]
    package let statements: [WordEntry]
    package let topics: [WordEntry]

    init(_ language: Language, _ tables: SessionTables) {
        clauses = language.clauses.all.map { word in
            WordEntry(
                .clause, word.name, word.signature, word.doc, word.notes, examples: word.examples, sample: word.sample)
        }
        stages = language.stages.all.map { word in
            let list: WordEntry.List? =
                switch word.shape {
                case .file: .endings
                case .format: .formats
                default: nil
                }
            return WordEntry(
                .stage, word.name, "| \(word.signature)", word.doc, word.notes, examples: word.examples,
                sample: word.sample, list: list
            ).listing(language, tables)
        }
        statements = WordTable.statements.map { $0.listing(language, tables) }
        topics = WordTable.topics.map { $0.listing(language, tables) }
    }

    package static let standard = WordTable(.standard, .standard)

    /// In the order in which `help` lists them.
    package var all: [WordEntry] {
        clauses + WordTable.conditions + stages + statements + WordTable.commands + WordTable.engineFunctions
            + WordTable.values + topics
    }
}
