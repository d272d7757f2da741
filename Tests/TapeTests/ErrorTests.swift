import Tape
import TapeSample
import TapeSyntax
import TestSupport
import Testing

/// The errors that no line of a script can raise; the others are in `Tests/Scripts/errors`.
@Suite struct ErrorTests {
    /// Codes that only something outside the text can cause.
    static let outside: Set<DiagnosticCode> = [.interrupted, .tooLong]

    /// An embedder may name a group that has no members.
    @Test func emptyGroup() {
        var market = SampleMarket.make()
        market.setGroup("nobody", members: [])
        let printed = transcript("return nobody ytd", in: Session(market: market))
        #expect(
            printed == """
                error T0406: this group has no members
                  return nobody ytd
                         ~~~~~~
                  example: return {rut, spx} ytd

                """)
    }

    @Test func interrupted() {
        let host = TestHost()
        host.isInterrupted = true
        let session = Session(market: SampleMarket.make(), host: host)
        guard case .interrupted = session.run(Source("streak rut over spx"), emit: { _ in }) else {
            Issue.record("the query went on")
            return
        }
    }

    @Test func tooLong() {
        func printed(_ text: String) -> String { transcript(text, in: sampleSession(), width: 80) }
        #expect(
            printed(String(repeating: "#", count: Limits.sourceBytes + 1)) == """
                error T0602: this text is longer than the 4 MB that a script may have
                  #############################################################################…
                  ~
                  example: load "prices.csv"

                """)
        #expect(
            printed(String(repeating: "rut\n", count: Limits.statements + 1)) == """
                error T0602: this script has more than 100000 statements
                  rut
                  ~~~
                  example: run "part.tape"

                """)
    }

    /// Every code has an article with a wrong form and a right one.
    @Test(arguments: DiagnosticCode.allCases) func everyCodeHasItsArticle(
        _ code: DiagnosticCode
    ) throws {
        var page = ""
        _ = sampleSession().run(Source("help \(code.rawValue)")) { output in
            if case .text(let text) = output { page += text }
        }
        #expect(page.hasPrefix("\(code.rawValue): \(code.article.title)\n"))
        let lines = page.split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("  wrong  ") }, "\(page)")
        #expect(lines.contains { $0.hasPrefix("  right  ") }, "\(page)")
        #expect(code.article.wrong.isEmpty != code.article.scene.isEmpty, "one of the two")
    }

    /// All errors of a script are reported, one per cause; beyond the limit they are counted. The same applies to a
    /// script that another runs.
    @Test func independentErrorsAreAllTold() {
        let wrong = "show\nprint 1\nstreak rut over\nfor s in {rut} {\n  return rut sinse 1990\n  count\n}\n"
        let codes = ["T0107", "T0107", "T0109", "T0107"]
        func found(_ text: String, in session: Session) -> [String] {
            transcript(text, in: session).split(separator: "\n").filter { $0.hasPrefix("error ") }
                .map { String($0.dropFirst(6).prefix(5)) }
        }
        #expect(found(wrong, in: sampleSession()) == codes)
        let host = TestHost(files: ["wrong.tape": wrong])
        #expect(found("run \"wrong.tape\"", in: Session(market: SampleMarket.make(), host: host)) == codes)
        let many = transcript(String(repeating: "show\n", count: Limits.diagnostics + 7), in: sampleSession())
        #expect(many.split(separator: "\n").count { $0.hasPrefix("error ") } == Limits.diagnostics)
        #expect(many.hasSuffix("  not shown: 7 more errors\n"))
    }
}
