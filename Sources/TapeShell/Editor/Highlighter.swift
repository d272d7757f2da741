import Tape
import TapeEngine
import TapeSyntax

/// Finds the role of each piece of the input, for its colour. It uses only the tokens and the rule that a word in
/// operand position is a name, because input seldom parses while it is being typed.
struct Highlighter {
    enum Role: Equatable {
        /// The verb or word that begins a statement.
        case opening
        /// A word of a condition, a clause or a pipe.
        case keyword
        case function
        /// A number, date or duration.
        case constant
        case text
        case comment

        /// The parameters of its escape sequence. No two differ only in red and green.
        var style: String {
            switch self {
            case .opening: "1"
            case .keyword: "35"
            case .function: "34"
            case .constant: "36"
            case .text: "33"
            case .comment: "2"
            }
        }
    }

    /// Errors are underlined, which needs no colour.
    static let unknownStyle = "4;31"

    private enum Place {
        /// At the start of a statement.
        case start
        /// At the start of a pipe stage.
        case stage
        case operand
        /// After an operand: words are words of the language.
        case tail
    }

    private let source: Source
    private let vocabulary: Vocabulary
    private let tokens: [Token]
    private var place = Place.start
    /// For each open brace, whether it opens a block.
    private var blocks: [Bool] = []
    private var roles: [(span: SourceSpan, role: Role)] = []

    /// The pieces with a role, in order.
    static func roles(_ text: String, _ vocabulary: Vocabulary) -> [(span: SourceSpan, role: Role)] {
        var highlighter = Highlighter(Source(text), vocabulary)
        highlighter.run()
        return highlighter.roles
    }

    private init(_ source: Source, _ vocabulary: Vocabulary) {
        self.source = source
        self.vocabulary = vocabulary
        tokens = tokenize(source)
    }

    private mutating func run() {
        for index in tokens.indices {
            let token = tokens[index]
            switch token.kind {
            case .comment: note(token, .comment)
            case .text:
                note(token, .text)
                place = .tail
            case .number, .percent, .date, .duration:
                note(token, .constant)
                place = .tail
            case .symbol, .invalid: place = .tail
            case .newline: if place == .tail { place = .start }
            case .mark: read(mark: source.text(token.span))
            case .word: read(word: source.text(token.span).lowercased(), at: index)
            }
        }
    }

    private mutating func note(_ token: Token, _ role: Role) { roles.append((token.span, role)) }

    private mutating func read(mark: String) {
        switch mark {
        case ";": place = .start
        case "|": place = .stage
        case ")", "]": place = .tail
        case "{":
            // In operand position it opens a group, else a block.
            blocks.append(place == .tail)
            place = place == .tail ? .start : .operand
        case "}": place = blocks.popLast() ?? true ? .start : .tail
        // Fields and the parts of a name.
        case ".": place = .tail
        default: place = .operand
        }
    }

    private mutating func read(word: String, at index: Int) {
        let token = tokens[index]
        let next = index + 1 < tokens.count ? tokens[index + 1] : nil
        let isCall = next.map { $0.span.lower == token.span.upper && source.text($0.span) == "(" } ?? false
        if isCall {
            note(token, .function)
            place = .operand
            return
        }
        switch place {
        case .start:
            guard vocabulary.verbs.opensStatement(word) || word == "else" else {
                return readOperand(word, token, next)
            }
            note(token, .opening)
            place = word == "else" ? .tail : .operand
        case .stage:
            let stage = vocabulary.stages[word]
            if stage != nil { note(token, .keyword) }
            place = stage?.shape == .sort ? .tail : .operand
        case .operand: readOperand(word, token, next)
        case .tail: readTail(word, token)
        }
    }

    private mutating func readOperand(_ word: String, _ token: Token, _ next: Token?) {
        if word == SpecialWord.not.rawValue {
            note(token, .keyword)
            place = .operand
        } else if SpecialWord(rawValue: word) != nil {
            note(token, .constant)
            place = .tail
        } else if vocabulary.clauses[word] != nil, isArgument(next) {
            // A clause word followed by its argument is the clause; the operand before it is missing.
            note(token, .keyword)
            place = .operand
        } else if ["high", "low", "intraday"].contains(word), follows("at", or: "intraday", token) {
            note(token, .keyword)
            place = .tail
        } else {
            place = .tail
        }
    }

    private func isArgument(_ token: Token?) -> Bool {
        switch token?.kind {
        case .number, .date, .duration, .percent: true
        default: false
        }
    }

    private func follows(_ first: String, or second: String, _ token: Token) -> Bool {
        guard let index = tokens.firstIndex(of: token), index > 0 else { return false }
        let before = source.text(tokens[index - 1].span).lowercased()
        return before == first || before == second || tokens[index - 1].kind == .duration
    }

    /// The words that need nothing after them, besides the clauses of one word.
    private static let complete: Set<String> = ["up", "down", "flat", "partial", "high", "low", "desc", "asc"]
    /// The words that may follow an operand, besides those of the language's tables.
    private static let joining: Set<String> = [
        "of", "desc", "asc", "partial", "day", "month", "year", "week", "quarter", "dates",
    ]

    private mutating func readTail(_ word: String, _ token: Token) {
        let isKeyword =
            ConditionWord(rawValue: word) != nil || vocabulary.clauses[word] != nil
            || Highlighter.joining.contains(word)
        guard isKeyword else { return }
        note(token, .keyword)
        let isComplete = Highlighter.complete.contains(word) || vocabulary.clauses[word]?.shape == .word
        if !isComplete { place = .operand }
    }
}
