import TapeSyntax
import Testing

@Suite struct RoundTripTests {
    @Test func everySampleReadsAndPrintsTheSame() {
        for line in Samples.lines { expectRoundTrip(line) }
    }
}

/// The text reads without errors, its print reads to an equal tree, and printing that changes nothing.
func expectRoundTrip(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let first = parse(Source(text))
    #expect(first.diagnostics.map(\.message) == [], "\(text)", sourceLocation: sourceLocation)
    let printed = Printer.text(first.script)
    let second = parse(Source(printed))
    #expect(second.diagnostics.map(\.message) == [], "\(printed)", sourceLocation: sourceLocation)
    #expect(outline(first.script) == outline(second.script), "\(text)\n\(printed)", sourceLocation: sourceLocation)
    #expect(Printer.text(second.script) == printed, sourceLocation: sourceLocation)
}
