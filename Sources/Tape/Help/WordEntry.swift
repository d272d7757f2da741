/// One word of the language as `help`, completion, the reference pages and the highlighters know it.
public struct WordEntry: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case clause, stage, statement, command, condition, function, value, topic
    }

    public let word: String
    public let kind: Kind
    /// `since D`
    public let signature: String
    /// One line, no full stop.
    public let doc: String
    /// What else is to be known, a paragraph each.
    public let more: [String]
    /// At most three lines that run on the sample as typed.
    public let examples: [String]
    /// What completion tries behind a text to see whether the word could stand there; empty where the word alone does.
    public let sample: String

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

/// All words that are neither verbs nor plain functions, a list a kind.
public enum WordTable {
    /// In the order in which `help` lists them.
    public static let all: [WordEntry] =
        clauses + conditions + stages + statements + commands + engineFunctions + values + topics

    static let clauseTable = WordEntry.table(clauses)
    static let stageTable = WordEntry.table(stages)
    static let statementTable = WordEntry.table(statements)
    static let commandTable = WordEntry.table(commands)
}

extension ClauseWord {
    public var entry: WordEntry { WordTable.clauseTable[rawValue]! }
}

extension StageWord {
    public var entry: WordEntry { WordTable.stageTable[rawValue]! }
}

extension StatementWord {
    public var entry: WordEntry { WordTable.statementTable[rawValue]! }
}

extension Command {
    public var entry: WordEntry { WordTable.commandTable[rawValue]! }
}
