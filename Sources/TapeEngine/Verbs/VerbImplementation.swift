import TapeSyntax

/// How one verb answers. A file a verb, and a line in `Language.standard`.
protocol VerbImplementation: Sendable {
    /// All that is said of it.
    static var verb: Verb { get }

    static func answer(_ request: Request) throws(EngineError) -> Answer

    /// The sessions, values and comparisons behind the answer or one row of it.
    static func why(_ why: Why) throws(EngineError) -> Answer

    /// What is asked, as the beginning of a sentence that goes on with the window.
    static func meaning(_ request: Request) -> String

    /// What came of it, as the last step of `explain`; nil for the number of rows.
    static func outcome(_ answer: Answer, _ request: Request) -> String?

    /// The column that `top` puts the table in order of, where the verb has not done so itself.
    static func figure(_ request: Request) -> String?

    /// The columns by which the table stands in order when it is cut; none where it is in order of date or length of run.
    static func orderedBy(_ request: Request) -> [String]
}

extension VerbImplementation {
    static func outcome(_ answer: Answer, _ request: Request) -> String? { nil }
    static func figure(_ request: Request) -> String? { nil }
    static func orderedBy(_ request: Request) -> [String] { figure(request).map { [$0] } ?? [] }
}
