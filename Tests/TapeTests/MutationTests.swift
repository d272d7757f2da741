import Tape
import TapeSample
import TestSupport
import Testing

/// Every statement the documents show with each of its tokens deleted, doubled, swapped and replaced, and then run: it
/// ends in an answer or in a diagnostic. `TAPE_MUTANTS=all` (`Tests/Fuzz/mutants.sh`) runs every one, else a sample is
/// run.
@Suite struct MutationTests {
    private static let sample = SampleMarket.make()

    @Test func mutantsAnswerOrAreExplained() {
        let seed = freshSeed()
        let runsAll = environmentValue("TAPE_MUTANTS") == "all"
        var generator = SeededRandom(seed)
        var count = 0
        var answered = 0
        for statement in Documents.statements {
            let all = mutants(of: statement.text, replacements: anyTokens + anyOperands)
            let chosen = runsAll ? all : [all.randomElement(using: &generator) ?? ""]
            for mutant in chosen {
                // A crash leaves no report: the script that runs all of them reads the last text here.
                if let path = environmentValue("TAPE_MUTANT_FILE") { Files.write(path, statement.script(mutant)) }
                if run(statement.script(mutant), "\(statement.place), seed \(seed)") { answered += 1 }
                count += 1
            }
        }
        #expect(answered * 20 > count && answered < count, "\(answered) of \(count) are answered, seed \(seed)")
        if runsAll { print("\(count) mutants run, \(answered) answered") }
    }

    /// Whether it was answered. No query may take longer than the deadline, which is many times what any needs.
    private func run(_ text: String, _ note: String) -> Bool {
        let host = DeadlineHost(DocumentFiles.host())
        let needsFew = text.contains("save market")
        let session = promptSession(needsFew ? Market() : Self.sample, host)
        if needsFew { _ = session.run(Source("load \"prices.csv\"")) { _ in } }
        var printed = ""
        let ending = session.run(Source(text)) { output in
            switch output {
            case .answer(let answer): printed += render(answer, Style(width: 100))
            case .text(let text): printed += text
            case .command, .quit: break
            }
        }
        #expect(!printed.contains("nan") || !printed.split(separator: " ").contains("nan"), "\(text): \(note)")
        switch ending {
        case .finished, .quit: return true
        case .interrupted: Issue.record("it goes on and on: \(text): \(note)")
        case .failed(let diagnostics, let source):
            #expect(!diagnostics.isEmpty, "\(text): \(note)")
            for diagnostic in diagnostics { check(diagnostic, source, "\(text): \(note)") }
        case .assertFailed(let diagnostic, let source): check(diagnostic, source, "\(text): \(note)")
        }
        return false
    }

    private func check(_ diagnostic: Diagnostic, _ source: Source, _ note: String) {
        let span = diagnostic.span
        #expect(span.lower >= 0 && span.lower <= span.upper && span.upper <= source.bytes.count, "\(note)")
        #expect(!diagnostic.message.isEmpty && !diagnostic.message.hasSuffix("."), "\(diagnostic.message) \(note)")
        for word in ["Optional(", "Swift", "nil", "fatal"] {
            #expect(!diagnostic.message.contains(word), "\(diagnostic.message) \(note)")
        }
    }
}

/// Interrupts a run that takes too long.
private final class DeadlineHost: Host {
    private let files: TestHost
    private let start = ContinuousClock.now

    init(_ files: TestHost) { self.files = files }

    func read(_ path: String) throws(StoreError) -> [UInt8] { try files.read(path) }
    func list(_ path: String) -> [String]? { files.list(path) }
    func write(_ path: String, _ bytes: [UInt8]) throws(StoreError) { try files.write(path, bytes) }
    var isInterrupted: Bool { ContinuousClock.now - start > .seconds(60) }
}
