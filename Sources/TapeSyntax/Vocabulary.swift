/// The words that begin a part of a query: the parser reads them, errors list them.
package struct Vocabulary: Sendable {
    package let verbs: Verbs
    package let clauses: Clauses
    package let stages: Stages

    package init(verbs: Verbs, clauses: Clauses, stages: Stages) {
        self.verbs = verbs
        self.clauses = clauses
        self.stages = stages
    }
}

/// Limits on everything that a text can make grow, with the reasons.
package enum Limits {
    /// A tree higher than this could overflow the stack in evaluation and when it is freed.
    package static let height = 200
    /// Brackets within brackets and blocks within blocks: the parser uses stack for each, some 16 KB in a debug build.
    package static let nesting = 100
    /// One script's size in bytes: a larger one is a data file given by mistake.
    package static let sourceBytes = 4 << 20
    /// One script's statements, so that a generated file cannot exhaust memory.
    package static let statements = 100_000
    /// A duration's count of units: more sessions than any history has, and small enough to be added to a date.
    package static let durationCount = 1_000_000
    /// A statement longer than this is not shown again as an example of how to fix it.
    package static let exampleBytes = 160
    /// Scripts that run scripts: deeper is a loop.
    package static let scriptDepth = 16
    /// The parts of an expression with definitions expanded: definitions that use each other twice double it each time.
    package static let nodes = 10_000
    /// Functions that call functions: deeper is a loop.
    package static let callDepth = 32
    /// Threads that one query may use: more only get in each other's way.
    package static let threads = 256
    /// Errors shown of one text; the rest are counted.
    package static let diagnostics = 20
}
