import TapeSyntax
import Testing

@Suite struct MutationTests {
    /// Deletes, duplicates, swaps and replaces each token of every sample.
    @Test func everyMutationReadsOrIsExplained() {
        let replacements = [
            "over", "since", "(", ")", "{", "}", "|", ",", "5", "rut", "\"t\"", "not", "2026-13", "by", "=",
        ]
        var count = 0
        for line in Samples.lines {
            let tokens = tokenize(Source(line)).filter { $0.kind != .comment }
            let words = tokens.map { Source(line).text($0.span) }
            for index in words.indices {
                var mutants: [[String]] = []
                var deleted = words
                deleted.remove(at: index)
                mutants.append(deleted)
                var doubled = words
                doubled.insert(words[index], at: index)
                mutants.append(doubled)
                if index > 0 {
                    var swapped = words
                    swapped.swapAt(index, index - 1)
                    mutants.append(swapped)
                }
                for replacement in replacements {
                    var replaced = words
                    replaced[index] = replacement
                    mutants.append(replaced)
                }
                for mutant in mutants {
                    expectReadOrExplained(joined(mutant))
                    count += 1
                }
            }
        }
        #expect(count > 10_000)
    }

    @Test func bytesOfAnyKindNeverTrap() {
        var generator = Random(seed: 20_260_122)
        let pieces = Samples.lines.flatMap { line in tokenize(Source(line)).map { Source(line).text($0.span) } }
        for _ in 0..<3_000 {
            let length = Int.random(in: 0..<60, using: &generator)
            let soup = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            _ = parse(Source(bytes: soup, name: nil))
            let words = (0..<length).map { _ in pieces.randomElement(using: &generator) ?? "" }
            expectReadOrExplained(words.joined(separator: Bool.random(using: &generator) ? " " : ""))
        }
    }
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
func expectReadOrExplained(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let result = parse(Source(text))
    if result.diagnostics.isEmpty {
        expectRoundTrip(text, sourceLocation: sourceLocation)
        return
    }
    for diagnostic in result.diagnostics {
        let isInside =
            diagnostic.span.lower >= 0 && diagnostic.span.upper <= text.utf8.count && !diagnostic.span.isEmpty
        #expect(isInside, "\(diagnostic.message) in \(text)", sourceLocation: sourceLocation)
        #expect(!diagnostic.advice.isEmpty, "\(diagnostic.message) in \(text)", sourceLocation: sourceLocation)
    }
}

/// A small generator with a seed, so that a failure can be run again.
struct Random: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
