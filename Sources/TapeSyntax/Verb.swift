/// One verb and all facts about it. The parser, `help`, completion, the reference pages and the highlighters read this;
/// how it answers is in its file under `TapeEngine/Verbs`.
package final class Verb: LanguageWord {
    /// What the verb takes, as errors and completion say it.
    package enum Operand: Sendable {
        case condition
        /// A symbol alone, such as `rut`.
        case symbol
        /// Prices or a series: never a condition.
        case series
        /// Any value; in a list a condition too.
        case value
    }

    /// What the notes, rules and explanations of a query must know about its verb.
    package struct Traits: OptionSet, Sendable {
        package let rawValue: Int
        package init(rawValue: Int) { self.rawValue = rawValue }

        /// Written out: the standard library's generic code for option sets took a fiftieth of the program's start.
        package init(arrayLiteral traits: Traits...) { rawValue = traits.reduce(0) { $0 | $1.rawValue } }

        /// About the newest session, where no window is named.
        package static let ofNewest = Traits(rawValue: 1)
        /// Measures from the window's base.
        package static let fromBase = Traits(rawValue: 2)
        /// Reads its symbols on the sessions common to all, on longer bars too.
        package static let takesSymbolsTogether = Traits(rawValue: 4)
        /// Gives annualised figures, which depend on the number of sessions in a year.
        package static let annualised = Traits(rawValue: 8)
        /// Gives a change relative to the level.
        package static let ofChange = Traits(rawValue: 16)
        /// Its rows are sessions in order of date, so there is no lowest row.
        package static let listsSessions = Traits(rawValue: 32)
        /// One row, unless a group or a bucket asks for more.
        package static let answersOneRow = Traits(rawValue: 64)
        /// Columns of its table are named after its subjects.
        package static let namesSubjects = Traits(rawValue: 128)
        /// One row for each subject, unless a bucket or `next` asks for more.
        package static let answersOneRowPerSubject = Traits(rawValue: 256)
    }

    /// The question a verb answers: the groups of the overview in `help`.
    package enum Question: String, Sendable, CaseIterable {
        case duration = "How long, how often"
        case amount = "How much"
        case members = "Who"
        case values = "Values"
    }

    package let name: String
    package let shape: VerbShape
    package let operand: Operand
    package let clauses: [ClauseKind]
    package let traits: Traits
    package let question: Question
    /// `streak COND`
    package let signature: String
    /// One line, no full stop: what it answers.
    package let doc: String
    /// Two queries that run on the sample as written.
    package let examples: [String]
    /// What `help` adds to the line: one paragraph each.
    package let notes: [String]
    /// Related words.
    package let seeAlso: [String]
    /// The columns that its answer always has.
    package let columns: [String]
    /// The same for a group.
    package let groupColumns: [String]

    package init(
        _ name: String, _ shape: VerbShape, of operand: Operand, clauses: [ClauseKind], traits: Traits = [],
        question: Question, signature: String, doc: String, examples: [String], notes: [String] = [],
        seeAlso: [String] = [], columns: [String], groupColumns: [String]? = nil
    ) {
        self.name = name
        self.shape = shape
        self.operand = operand
        self.clauses = clauses
        self.traits = traits
        self.question = question
        self.signature = signature
        self.doc = doc
        self.examples = examples
        self.notes = notes
        self.seeAlso = seeAlso
        self.columns = columns
        self.groupColumns = groupColumns ?? columns
    }
}

extension Verb: Hashable {
    package static func == (left: Verb, right: Verb) -> Bool { left === right || left.name == right.name }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// What comes between a verb and its clauses.
package enum VerbShape: Sendable {
    /// One condition.
    case condition
    /// One expression.
    case one
    /// One or more expressions between commas.
    case list
    /// `S with S`
    case pair
    /// `GROUP by E`
    case rank
    /// `GROUP [COND]`
    case breadth
    /// `S to N, N…`
    case target
}

extension [ClauseKind] {
    /// Of verbs that judge bars one by one.
    package static let judging: [ClauseKind] = [.window, .asOf, .frequency, .filter, .partial, .rows]
    /// Of verbs that only read values: nothing is judged, so nothing is filtered.
    package static let reading: [ClauseKind] = [.window, .asOf, .frequency, .partial, .rows]
    /// Of verbs that give one row, or one per member: there is nothing to cut.
    package static let finding: [ClauseKind] = [.window, .asOf, .frequency, .filter, .partial]
}

package typealias Verbs = WordList<Verb>

extension Verbs {
    /// Whether the word begins a statement: a verb, a statement word or a command.
    package func opensStatement(_ word: String) -> Bool {
        self[word] != nil || StatementWord(rawValue: word) != nil || Command(rawValue: word) != nil
    }

    /// The words that begin statements.
    package var openings: [String] {
        names + StatementWord.allCases.map(\.rawValue) + Command.allCases.map(\.rawValue)
    }
}
