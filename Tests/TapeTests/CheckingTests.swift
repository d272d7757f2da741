import Tape
import TapeEngine
import TapeSample
import TapeSyntax
import TestSupport
import Testing

/// `check` reports the errors that running a text would give, as far as they do not depend on data.
@Suite struct CheckingTests {
    private static let sample = SampleMarket.make()

    private func session() -> Session { Session(market: Self.sample, host: DocumentFiles.host()) }

    /// The same first error, in the same place.
    @Test(arguments: [
        "let x = streak rut over spx\nlet y = $x", "let x = streak rut over spx\nlet y = `x`", "let it = 3",
        "let _ = 3",
        "def sma(s) = s", "def it(s) = s", "set precision 99", "set nothing 1", "set threads 500", "set threads 0",
        "set price high", "set riskfree 4", "set calendar mars", "set as_of never", "param n: nothing = 1",
        "param n: number = rut", "param g: group = 1", "param d: date = rut", "alias x = nothing",
        "streak rut over spx | as xml", "let x = return rut ytd | as xml", "return rut ytd | save \"x.doc\"",
        "if rut up { set precision 99 }", "let x = streak rut over spx\nx since 2020",
        "let n = last_value(rut) weekly since vol(rut)",
    ])
    func saysWhatRunningSays(_ text: String) throws {
        guard case .failed(let ran, _) = session().run(Source(text), emit: { _ in }) else {
            Issue.record("it runs: \(text)")
            return
        }
        let checked = try #require(session().check(Source(text)).first, "\(text)")
        #expect(checked.code == ran[0].code && checked.span == ran[0].span && checked.message == ran[0].message)
    }

    /// A text that runs gives no errors.
    @Test(arguments: [
        "let x = streak rut over spx\nlet y = x\ny | where length > 10", "let d = 2026-01-15\nset as_of d",
        "set as_of yesterday", "set threads auto; set threads 1; set threads 256",
        "alias small = rut\nreturn small ytd",
        "param n: number = 5\nparam p: percent = 2%\nparam d: date = may 1996\nparam t: text = \"a\"",
        "return rut ytd | as csv | save \"x.CSV\"", "load \"prices.csv\"\nset as_of 2026-01-15",
    ])
    func isSilentWhereItRuns(_ text: String) {
        #expect(session().check(Source(text)).isEmpty)
        if case .failed(let diagnostics, _) = session().run(Source(text), emit: { _ in }) {
            Issue.record("\(text): \(diagnostics[0].message)")
        }
    }

    @Test func nothingIsChanged() {
        let session = session()
        #expect(session.check(Source("set precision 5; set threads 7; let x = 3; alias y = rut")).isEmpty)
        #expect(session.settings.precision == 2 && session.settings.threads == 0)
        #expect(session.market.key(for: "y") == nil)
        #expect(!session.check(Source("x + 1")).isEmpty)
    }

    /// Statements of the documents with one token replaced: if running rejects the words, names or kinds, `check` does
    /// too.
    @Test func refusesWhatRunningRefusesForItsWords() {
        let seed = freshSeed()
        var generator = SeededRandom(seed)
        var refused = 0
        // Errors in a stage's columns need the table, and the statements that a statement depends on take long to run
        // again.
        for statement in Documents.statements where statement.prelude.isEmpty && !statement.text.contains("|") {
            let mutant = mutants(of: statement.text, replacements: anyTokens + anyOperands)
                .randomElement(using: &generator)
            guard let mutant, !mutant.contains("save market") else { continue }
            let source = Source(mutant)
            // Wrong words are rejected immediately; the test does not wait for an answer.
            let brief = Session(market: Self.sample, host: BriefHost())
            guard case .failed(let ran, _) = brief.run(source, emit: { _ in }), isOfWords(ran[0]) else {
                continue
            }
            refused += 1
            #expect(!session().check(source).isEmpty, "\(mutant): \(ran[0].message), seed \(seed)")
        }
        #expect(refused > 100, "seed \(seed)")
    }

    /// Text, names and kinds, except that a query names no symbol: that only shows when it looks for sessions.
    private func isOfWords(_ found: Diagnostic) -> Bool {
        ["T01", "T02", "T03"].contains(found.code.rawValue.prefix(3)) && !found.message.contains("names no")
    }
}

/// Interrupts a run that takes longer than a rejection.
private final class BriefHost: Host {
    private let files = DocumentFiles.host()
    private let start = ContinuousClock.now

    func read(_ path: String) throws(StoreError) -> [UInt8] { try files.read(path) }
    func list(_ path: String) -> [String]? { files.list(path) }
    func write(_ path: String, _ bytes: [UInt8]) throws(StoreError) { try files.write(path, bytes) }
    var isInterrupted: Bool { ContinuousClock.now - start > .milliseconds(200) }
}
