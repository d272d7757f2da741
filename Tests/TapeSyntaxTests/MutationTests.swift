import TapeSyntax
import TestSupport
import Testing

@Suite struct MutationTests {
    @Test func everyMutationReadsOrIsExplained() {
        var count = 0
        for line in Samples.lines {
            for mutant in mutants(of: line) {
                expectReadOrExplained(mutant)
                count += 1
            }
        }
        #expect(count > 10_000)
    }

    /// The texts in the documents: each mutant if `TAPE_MUTANTS` is `all`, otherwise some of them.
    @Test func mutationsOfTheDocumentsReadOrAreExplained() {
        let seed = freshSeed()
        var generator = SeededRandom(seed)
        for statement in Documents.statements {
            let all = mutants(of: statement.text)
            let chosen = Mutations.runsAll ? all : (0..<8).compactMap { _ in all.randomElement(using: &generator) }
            for mutant in chosen { expectReadOrExplained(mutant, "seed \(seed)") }
        }
    }

    @Test func bytesOfAnyKindNeverTrap() {
        let seed = freshSeed()
        var generator = SeededRandom(seed)
        let pieces = Samples.lines.flatMap { line in tokenize(Source(line)).map { Source(line).text($0.span) } }
        for _ in 0..<3_000 {
            let length = Int.random(in: 0..<60, using: &generator)
            let soup = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            _ = parse(Source(bytes: soup, name: nil))
            let words = (0..<length).map { _ in pieces.randomElement(using: &generator) ?? "" }
            expectReadOrExplained(words.joined(separator: generator.chance(0.5) ? " " : ""), "seed \(seed)")
        }
    }
}

enum Mutations {
    /// The long runs of `Tests/Fuzz` take every mutant, a plain run a sample.
    static let runsAll = environmentValue("TAPE_MUTANTS") == "all"
}

/// A line with up to four random changes of its tokens.
func scrambled(_ line: String, _ generator: inout SeededRandom) -> String {
    let others = [
        "over", "under", "since", "last", "from", "to", "in", "as", "of", "by", "at", "it", "not", "and", "or", "up",
        "high",
        "may", "year", "with", "between", "where", "top", "desc", "rut", "a", "if", "let", "show", "breadth", "5",
        "2020", "3m",
        "5%", "22", "months", "2026-01", "\"t\"", "$ON", "^RUT", "(", ")", "{", "}", "[", "]", "|", ",", ".", ":", "=",
        "-", "+",
        "<", ";",
    ]
    var words = wordsOfTokens(line)
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let index = Int.random(in: 0...words.count, using: &generator)
        let word = others.randomElement(using: &generator) ?? "a"
        if index == words.count || generator.chance(0.4) {
            words.insert(word, at: index)
        } else if generator.chance(0.5) {
            words[index] = word
        } else {
            words.remove(at: index)
        }
    }
    return joinedTokens(words)
}

/// Either there are diagnostics inside the text, or the text round-trips.
func expectReadOrExplained(
    _ text: String, _ note: String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
    let result = parse(Source(text))
    if result.diagnostics.isEmpty {
        expectRoundTrip(text, sourceLocation: sourceLocation)
        return
    }
    for diagnostic in result.diagnostics {
        let isInside =
            diagnostic.span.lower >= 0 && diagnostic.span.upper <= text.utf8.count && !diagnostic.span.isEmpty
        #expect(isInside, "\(diagnostic.message) in \(text) \(note)", sourceLocation: sourceLocation)
        #expect(!diagnostic.advice.isEmpty, "\(diagnostic.message) in \(text) \(note)", sourceLocation: sourceLocation)
    }
}
