import TapeEngine
import TapeSyntax

/// One word of the language, for `help`, completion, the reference pages and the highlighters.
package struct WordEntry: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case clause, stage, statement, command, condition, function, value, topic
    }

    package let word: String
    package let kind: Kind
    /// `since D`
    package let signature: String
    /// One line without a full stop.
    package let doc: String
    /// More about it, one paragraph per entry.
    package let more: [String]
    /// At most three lines that run on the sample market as typed.
    package let examples: [String]
    /// What completion adds to a text to test whether the word is allowed there; empty if the word alone is enough.
    package let sample: String

    init(
        _ kind: Kind, _ word: String, _ signature: String, _ doc: String, _ more: [String] = [],
        examples: [String], sample: String = ""
    ) {
        self.kind = kind
        self.word = word
        self.signature = signature
        self.doc = doc
        self.more = more
        self.examples = examples
        self.sample = sample.isEmpty ? word : sample
    }

    static func table(_ entries: [WordEntry]) -> [String: WordEntry] {
        var table: [String: WordEntry] = [:]
        for entry in entries { table[entry.word] = entry }
        return table
    }
}

/// All words that are neither verbs nor plain functions, one list per kind.
package enum WordTable {
    /// All of them, in the order in which `help` lists them.
    package static let all: [WordEntry] =
        clauses + conditions + stages + statements + commands + engineFunctions + values + topics

    static let clauseTable = WordEntry.table(clauses)
    static let stageTable = WordEntry.table(stages)
    static let statementTable = WordEntry.table(statements)
    static let commandTable = WordEntry.table(commands)
}

extension ClauseWord {
    package var entry: WordEntry { WordTable.clauseTable[rawValue]! }
}

extension StageWord {
    package var entry: WordEntry { WordTable.stageTable[rawValue]! }
}

extension StatementWord {
    package var entry: WordEntry { WordTable.statementTable[rawValue]! }
}

extension Command {
    package var entry: WordEntry { WordTable.commandTable[rawValue]! }
}
