import TapeSyntax
import Testing

@Suite struct ErrorTests {
    /// Each line, with all its diagnostics.
    @Test func everyErrorIsDrawnAsPinned() {
        for (line, drawing) in ErrorTests.pinned {
            #expect(rendered(line) == drawing)
        }
        #expect(ErrorTests.pinned.count > 150)
    }

    /// The example in an error is itself free of errors.
    @Test func everyExampleReads() {
        for (line, _) in ErrorTests.pinned {
            for advice in parse(Source(line)).diagnostics.flatMap(\.advice) where advice.label == "example" {
                let result = parse(Source(advice.text))
                #expect(result.diagnostics.isEmpty && !result.script.statements.isEmpty, "\(advice.text) for \(line)")
            }
        }
    }

    @Test func everySyntaxErrorIsPinned() {
        let drawn = Set(ErrorTests.pinned.flatMap { parse(Source($0.line)).diagnostics.map(\.code) })
        let syntax = Set(DiagnosticCode.allCases.filter { $0.rawValue.hasPrefix("T01") })
        #expect(drawn.isSuperset(of: syntax))
        #expect(drawn.subtracting(syntax) == [.reserved, .emptyGroup])
    }

    static let pinned: [(line: String, drawing: String)] = {
        var pairs: [(line: String, drawing: String)] = []
        for line in (Drawings.tokens + "\n" + Drawings.statements + "\n" + Drawings.queries).split(separator: "\n") {
            if line.hasPrefix("> ") {
                pairs.append((String(line.dropFirst(2)), ""))
            } else if let last = pairs.indices.last {
                pairs[last].drawing += (pairs[last].drawing.isEmpty ? "" : "\n") + line
            }
        }
        return pairs
    }()
}

/// Lines with all their diagnostics as text; a line begins with `> `.
enum Drawings {}
