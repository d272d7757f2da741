import TapeSyntax
import TestSupport
import Testing

/// Sentences made from the grammar file are read, printed and read again to the same tree.
@Suite struct SentenceTests {
    /// The number of sentences; `TAPE_SENTENCES=100000` sets another one.
    private static let wanted = environmentValue("TAPE_SENTENCES").flatMap { Int($0) } ?? 20_000

    @Test func sentencesOfTheGrammarAreRead() {
        let seed = freshSeed()
        let wanted = SentenceTests.wanted
        var sentences = Sentences(GrammarTests.grammar, seed: seed)
        var recogniser = Recogniser(GrammarTests.grammar)
        let starts = [
            "Statement", "Pipeline", "Query", "Query", "BreadthQuery", "SetStatement", "ValueQuery", "Script",
        ]
        var kept = 0
        var made = 0
        while kept < wanted, made < wanted * 3 {
            let text = sentences.sentence(starts[made % starts.count])
            made += 1
            let result = parse(Source(text))
            let codes = Set(result.diagnostics.map(\.code))
            if !codes.isEmpty {
                // A constraint of the file, or two adjacent tokens that are read as a different one, make it a
                // different text.
                let isMeant = !codes.isSubset(of: SentenceTests.valueCodes) && recogniser.accepts(text) == true
                #expect(!isMeant, "seed \(seed): \(text)\n\(rendered(text))")
                continue
            }
            kept += 1
            sentences.keep()
            if let fault = roundTripFault(result.script) { Issue.record("seed \(seed): \(text)\n\(fault)") }
        }
        #expect(kept == wanted, "of \(made)")
        let productions = GrammarTests.grammar.productions.map(\.name).filter { !isOutside($0) }
        for name in productions { #expect(sentences.uses(of: name) >= 100, "\(name)") }
        if let rarest = productions.min(by: { sentences.uses(of: $0) < sentences.uses(of: $1) }), wanted > 20_000 {
            print("\(kept) sentences of \(productions.count) productions, seed \(seed);")
            print("the rarest, \(rarest), stood in them \(sentences.uses(of: rarest)) times")
        }
    }

    private static let valueCodes: Set<DiagnosticCode> = [.twiceClause, .badDate, .badDuration]

    /// The difference after printing and parsing again; nil if there is no difference.
    private func roundTripFault(_ script: Script) -> String? {
        let printed = Printer.text(script)
        let again = parse(Source(printed))
        guard again.diagnostics.isEmpty else { return rendered(printed) }
        guard outline(again.script) == outline(script) else { return "another tree: \(printed)" }
        let twice = Printer.text(again.script)
        return twice == printed ? nil : "another print: \(printed)\n\(twice)"
    }

    /// What a statement does not use.
    private func isOutside(_ name: String) -> Bool {
        ["SpecialWord", "Verb", "Keyword", "COMMENT", "DIGITS"].contains(name)
    }
}
