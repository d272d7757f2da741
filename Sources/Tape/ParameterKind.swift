import TapeEngine
import TapeSyntax

/// A kind that a `param` line may name. The checks of defaults and command-line values, completion and messages read
/// the table `all`: a new kind is one more row there.
struct ParameterKind: Sendable {
    let name: String
    /// The kind in words, for messages.
    let words: String
    let example: String
    /// Whether a resolved value is of this kind.
    let accepts: @Sendable (Node) -> Bool
    /// How a value is read; nil if it is resolved like any expression.
    var read: Reading?

    enum Reading {
        /// A symbol goes before a word of the language.
        case symbol
        /// A date is read at once: `may 1996` is a span.
        case date
        /// The command line's value is taken unchanged, without quotes.
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
