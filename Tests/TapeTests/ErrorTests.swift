import Tape
import TapeSample
import TestSupport
import Testing

/// The errors that no line of a script can raise; the others stand in `Tests/Scripts/errors`.
@Suite struct ErrorTests {
    /// Codes that only something outside of the text brings about.
    static let outside: Set<DiagnosticCode> = [.emptyGroup, .interrupted, .tooLong, .tooMuch]

    @Test func everyCodeIsPinned() {
        let folder = Places.package + "/Tests/Scripts/errors"
        let printed = (Files.list(folder) ?? []).filter { $0.hasSuffix(".out") }
            .compactMap { Files.text("\(folder)/\($0)") }.joined()
        for code in DiagnosticCode.allCases where !Self.outside.contains(code) {
            #expect(printed.contains("error \(code.rawValue)"), "\(code.rawValue) \(code) is in no script")
        }
    }

    /// An embedder may name a group that has no members.
    @Test func emptyGroup() {
        var market = SampleMarket.make()
        market.setGroup("nobody", members: [])
        let printed = transcript("return nobody ytd", in: Session(market: market))
        #expect(
            printed == """
                error T0406: the group has no members
                  return nobody ytd
                         ~~~~~~
                  like: {rut, spx}

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
        let text = String(repeating: "#", count: Limits.sourceBytes + 1)
        guard case .failed(let diagnostics, _) = sampleSession().run(Source(text), emit: { _ in }) else {
            Issue.record("a text over the limit was read")
            return
        }
        #expect(diagnostics.map(\.code) == [.tooLong])
    }
}
