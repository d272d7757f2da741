import TapeEngine
import TapeSyntax

/// The verbs have their rows in the engine; everything else that is parsed here is TapeSyntax's own.
let standard = Language.standard.verbs

func parse(_ source: Source) -> ParseResult { parse(source, standard) }

func parseExpression(_ source: Source) -> (Expression?, [Diagnostic]) { parseExpression(source, standard) }

func format(_ source: Source) -> (text: String?, diagnostics: [Diagnostic]) { format(source, standard) }
