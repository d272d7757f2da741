import TapeSyntax

/// How one verb answers. One file per verb, and a line in `Language.standard`.
protocol VerbImplementation: Sendable {
    /// All facts about it.
    static var verb: Verb { get }

    /// The answer, with its working; without one, `why` shows the values used.
    static func answer(_ request: ResolvedQuery) throws(EngineError) -> Answer

    /// What is asked, as the beginning of a sentence that continues with the window.
    static func meaning(_ request: ResolvedQuery) -> String

    /// The result, as the last step of `explain`; nil for the number of rows.
    static func outcome(_ answer: Answer, _ request: ResolvedQuery) -> String?

    /// The column by which `top` sorts the table, where the verb has not sorted it.
    static func figure(_ request: ResolvedQuery) -> String?

    /// The columns by which the table is sorted when it is cut; empty where it is in order of date or length of run.
    static func orderedBy(_ request: ResolvedQuery) -> [String]
}

extension VerbImplementation {
    static func outcome(_ answer: Answer, _ request: ResolvedQuery) -> String? { nil }
    static func figure(_ request: ResolvedQuery) -> String? { nil }
    static func orderedBy(_ request: ResolvedQuery) -> [String] { figure(request).map { [$0] } ?? [] }
}
