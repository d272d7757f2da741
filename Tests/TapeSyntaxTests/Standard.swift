import TapeEngine
import TapeSyntax

/// The verbs have their rows in the engine; everything else that is parsed here is TapeSyntax's own.
let standard = Language.standard.verbs

private let vocabulary = Language.standard.vocabulary

func parse(_ source: Source) -> ParseResult { parse(source, vocabulary) }

func parseExpression(_ source: Source) -> (Expression?, [Diagnostic]) { parseExpression(source, vocabulary) }

func format(_ source: Source) -> (text: String?, diagnostics: [Diagnostic]) { format(source, vocabulary) }
