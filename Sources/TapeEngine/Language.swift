import TapeSyntax

/// The words that a session knows: those the parser reads, the engine answers and `help` lists.
package final class Language: Sendable {
    package let verbs: Verbs
    private let implementations: [any VerbImplementation.Type]

    init(verbs: [any VerbImplementation.Type]) {
        self.verbs = Verbs(verbs.map { $0.verb })
        implementations = verbs
    }

    func implementation(of verb: Verb) -> any VerbImplementation.Type {
        implementations.first { $0.verb === verb }!
    }

    package static let standard = Language(verbs: standardVerbs)

    /// In the order in which `help` lists them.
    static let standardVerbs: [any VerbImplementation.Type] = [
        StreakVerb.self, OddsVerb.self, SummaryVerb.self, WhenVerb.self, CountVerb.self, FirstVerb.self,
        LastVerb.self, ReturnVerb.self, CompareVerb.self, ShowVerb.self, MeanVerb.self, MedianVerb.self,
        SumVerb.self, MinVerb.self, MaxVerb.self, StdevVerb.self, RankVerb.self, BreadthVerb.self,
        DrawdownVerb.self, TargetVerb.self, CorrelateVerb.self, PlotVerb.self, DescribeVerb.self,
    ]
}

// MARK: Texts in the standard language

package func parse(_ source: Source) -> ParseResult { parse(source, Language.standard.verbs) }

package func parseExpression(_ source: Source) -> (Expression?, [Diagnostic]) {
    parseExpression(source, Language.standard.verbs)
}

package func format(_ source: Source) -> (text: String?, diagnostics: [Diagnostic]) {
    format(source, Language.standard.verbs)
}
