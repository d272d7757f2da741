/// One verb: all that is said of it. The parser, `help`, completion, the reference pages and the highlighters read this;
/// how it answers stands beside it, in its file under `TapeEngine/Verbs`.
public final class Verb: Sendable {
    /// What the verb is about, as an error and completion say it.
    public enum Operand: Sendable {
        case condition
        /// A symbol alone, such as `rut`.
        case symbol
        /// Prices or a series: never a condition.
        case series
        /// Any value; in a list a condition too.
        case value
    }

    /// What the notes, rules and explanations of a query must know of its verb.
    public struct Traits: OptionSet, Sendable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// Asked about the newest session, where no window is named.
        public static let ofNewest = Traits(rawValue: 1)
        /// Measures from the window's base.
        public static let fromBase = Traits(rawValue: 2)
        /// Looks at its symbols on the sessions common to all, on longer bars too.
        public static let takesSymbolsTogether = Traits(rawValue: 4)
        /// Gives figures a year, for which the sessions of a year count.
        public static let annualised = Traits(rawValue: 8)
        /// Says by how much something changed, relative to its level.
        public static let ofChange = Traits(rawValue: 16)
        /// Its rows are sessions in order of date, so none of them is the lowest.
        public static let listsSessions = Traits(rawValue: 32)
        /// One row, where neither a group nor a bucket asks for more.
        public static let answersOneRow = Traits(rawValue: 64)
        /// Columns of its table bear the names of its subjects.
        public static let namesSubjects = Traits(rawValue: 128)
    }

    /// What one wants to know, as the overview of `help` groups the verbs.
    public enum Question: String, Sendable, CaseIterable {
        case duration = "How long, how often"
        case amount = "How much"
        case members = "Who"
        case values = "Values"
    }

    public let name: String
    public let shape: VerbShape
    public let operand: Operand
    public let clauses: [ClauseKind]
    public let traits: Traits
    public let question: Question
    /// `streak COND`
    public let signature: String
    /// One line, no full stop: what it answers.
    public let doc: String
    /// Two queries that run on the sample as they stand.
    public let examples: [String]
    /// What `help` says beside the line: a paragraph each.
    public let notes: [String]
    /// Words that lead on from here.
    public let seeAlso: [String]
    /// The columns that its answer has whatever it is asked.
    public let columns: [String]
    /// The same where it is asked of a group.
    public let groupColumns: [String]

    public init(
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
    public static func == (left: Verb, right: Verb) -> Bool { left === right || left.name == right.name }

    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// What stands between a verb and its clauses.
public enum VerbShape: Sendable {
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
    public static let judging: [ClauseKind] = [.window, .asOf, .frequency, .filter, .partial, .rows]
    /// Of verbs that read values where they stand: nothing is judged, so nothing is filtered.
    public static let reading: [ClauseKind] = [.window, .asOf, .frequency, .partial, .rows]
    /// Of verbs that give one row, or one a member: there is nothing to cut.
    public static let finding: [ClauseKind] = [.window, .asOf, .frequency, .filter, .partial]
}

/// The verbs that a text may use, in the order in which `help` lists them.
public struct Verbs: Sendable {
    public let all: [Verb]
    private let named: [String: Verb]

    public init(_ all: [Verb]) {
        self.all = all
        named = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }
    }

    public subscript(_ word: String) -> Verb? { named[word] }

    public var names: [String] { all.map(\.name) }

    /// Whether the word begins a statement: a verb, a statement word or a command.
    func opensStatement(_ word: String) -> Bool {
        named[word] != nil || StatementWord(rawValue: word) != nil || Command(rawValue: word) != nil
    }

    /// The words that begin statements.
    public var openings: [String] {
        names + StatementWord.allCases.map(\.rawValue) + Command.allCases.map(\.rawValue)
    }
}
