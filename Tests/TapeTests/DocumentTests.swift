import Tape
import TapeSample
import TestSupport
import Testing

/// The Tape code in README and Grammar runs unchanged; `help`, Examples and the scripts have their own tests.
@Suite struct DocumentTests {
    private static let sample = SampleMarket.make()

    @Test(arguments: [
        "README.md", "Grammar/README.md", "Grammar/meanings.md", "Grammar/verbs.md", "Grammar/functions.md",
        "Grammar/errors.md",
    ])
    func blocksRun(_ page: String) throws {
        let text = try #require(Files.text(Places.package + "/" + page))
        let blocks = Documents.blocks(text)
        #expect(!blocks.isEmpty || page == "Grammar/README.md")
        for block in blocks {
            for line in block.split(separator: "\n").map(String.init) where !livesAtThePrompt(line) {
                let code = errorCode(line, in: documentSession(for: line, sample: Self.sample))
                #expect(code == nil, "\(page): \(line): \(code?.rawValue ?? "")")
            }
        }
    }

    private func livesAtThePrompt(_ line: String) -> Bool {
        HelpTests.promptWords.contains(String(line.prefix { $0 != " " }))
    }
}
