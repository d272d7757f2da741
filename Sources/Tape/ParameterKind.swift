import TapeEngine
import TapeSyntax

/// A kind that a `param` line may name. The table `all` is read by the check of defaults and of what the command line says, by
/// completion and by messages: a new kind is one more row there.
struct ParameterKind: Sendable {
    let name: String
    /// What is looked for, as a message says it.
    let words: String
    let example: String
    /// Whether a resolved value is of this kind.
    let accepts: @Sendable (Node) -> Bool
    /// How a value is read; nil where it is resolved as any expression is.
    var read: Reading?

    enum Reading {
        /// A symbol stands before a word of the language.
        case symbol
        /// A date is settled at once: `may 1996` is a span.
        case date
        /// What the command line says is taken as it stands, without quotes.
        case text
    }

    static let all: [ParameterKind] = [
        .init(name: "symbol", words: "a symbol", example: "rut", accepts: { $0.isSymbol }, read: .symbol),
        .init(name: "group", words: "a group", example: "{rut, spx}") { $0.kind == .group },
        .init(name: "number", words: "a number", example: "14") { $0.kind == .number },
        .init(name: "percent", words: "a percentage", example: "5%") {
            $0.kind == .number && [.percent, .points, .number].contains($0.unit)
        },
        .init(name: "date", words: "a date", example: "2026-01-22", accepts: { $0.kind == .date }, read: .date),
        .init(name: "duration", words: "a duration", example: "3m") { $0.kind == .duration },
        .init(name: "text", words: "a text", example: "\"a title\"", accepts: { $0.kind == .text }, read: .text),
        .init(name: "series", words: "a series", example: "rut / spx") { $0.kind == .series || $0.kind == .number },
        .init(name: "condition", words: "a condition", example: "rut over spx") {
            $0.kind == .condition || $0.kind == .flag
        },
    ]
}
