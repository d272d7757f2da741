import TapeSyntax

/// The words that a session knows: those the parser reads, the engine answers and `help` lists.
package final class Language: Sendable {
    package let vocabulary: Vocabulary
    private let implementations: [any VerbImplementation.Type]
    private let clauseEffects: [ClauseEffect]
    private let stageEffects: [StageEffect]
    /// Nil for the standard functions, whose table is built on first use.
    private let givenFunctions: Functions?

    init(
        verbs: [any VerbImplementation.Type] = standardVerbs, clauses: [ClauseEffect] = ClauseEffect.standard,
        stages: [StageEffect] = StageEffect.standard, functions: [FunctionEntry]? = nil
    ) {
        implementations = verbs
        clauseEffects = clauses
        stageEffects = stages
        givenFunctions = functions.map { Functions($0) }
        vocabulary = Vocabulary(
            verbs: Verbs(verbs.map { $0.verb }), clauses: Clauses(clauses.map(\.word)),
            stages: Stages(stages.map(\.word)))
    }

    package var verbs: Verbs { vocabulary.verbs }
    package var clauses: Clauses { vocabulary.clauses }
    package var stages: Stages { vocabulary.stages }
    package var functions: Functions { givenFunctions ?? .standard }

    func implementation(of verb: Verb) -> any VerbImplementation.Type {
        implementations.first { $0.verb === verb }!
    }

    func effect(of word: ClauseWord) -> ClauseEffect { clauseEffects.first { $0.word === word }! }

    func effect(of word: StageWord) -> StageEffect { stageEffects.first { $0.word === word }! }

    package static let standard = Language()

    /// In the order in which `help` lists them.
    static let standardVerbs: [any VerbImplementation.Type] = [
        StreakVerb.self, OddsVerb.self, SummaryVerb.self, WhenVerb.self, CountVerb.self, FirstVerb.self,
        LastVerb.self, ReturnVerb.self, CompareVerb.self, ShowVerb.self, MeanVerb.self, MedianVerb.self,
        SumVerb.self, MinVerb.self, MaxVerb.self, StdevVerb.self, RankVerb.self, BreadthVerb.self,
        DrawdownVerb.self, TargetVerb.self, CorrelateVerb.self, PlotVerb.self, DescribeVerb.self,
    ]
}

// MARK: Texts in the standard language

package func parse(_ source: Source) -> ParseResult { parse(source, Language.standard.vocabulary) }

package func parseExpression(_ source: Source) -> (Expression?, [Diagnostic]) {
    parseExpression(source, Language.standard.vocabulary)
}

package func format(_ source: Source) -> (text: String?, diagnostics: [Diagnostic]) {
    format(source, Language.standard.vocabulary)
}
