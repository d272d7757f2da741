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

/// A line with each of its tokens deleted, doubled, swapped with the one before it, and replaced by others.
func mutants(of line: String) -> [String] {
    let replacements = [
        "over", "since", "(", ")", "{", "}", "|", ",", "5", "rut", "\"t\"", "not", "2026-13", "by", "=",
    ]
    let words = tokenize(Source(line)).filter { $0.kind != .comment }.map { Source(line).text($0.span) }
    var found: [String] = []
    for index in words.indices {
        var deleted = words
        deleted.remove(at: index)
        found.append(joined(deleted))
        var doubled = words
        doubled.insert(words[index], at: index)
        found.append(joined(doubled))
        if index > 0 {
            var swapped = words
            swapped.swapAt(index, index - 1)
            found.append(joined(swapped))
        }
        for replacement in replacements {
            var replaced = words
            replaced[index] = replacement
            found.append(joined(replaced))
        }
    }
    return found
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
    var words = tokenize(Source(line)).filter { $0.kind != .comment }.map { Source(line).text($0.span) }
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
    return joined(words)
}

/// Words with blanks between them, save in front of a call's bracket and around a field's dot.
private func joined(_ words: [String]) -> String {
    var text = ""
    for word in words {
        let isGlued = word == "." || text.hasSuffix(".") || word == "(" && text.last?.isLetter == true
        text += isGlued || text.isEmpty ? word : " \(word)"
    }
    return text
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
