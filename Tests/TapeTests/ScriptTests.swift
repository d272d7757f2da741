import Tape
import TapeEngine
import TapeSample
import TapeSyntax
import TestSupport
import Testing

/// The scripts of `Tests/Scripts`, each with what it prints beside it (`x.out`), and where text rounds with its answers in
/// JSON (`x.json`). `TAPE_ACCEPT=1 swift test --filter ScriptTests` writes what is printed now.
@Suite struct ScriptTests {
    static let sample = SampleMarket.make()

    static func session(_ head: ScriptHead) -> Session {
        if let files = head.data { return marketSession(files, in: "data", host: Scripts.host()) }
        return head.market.map { marketSession($0) } ?? Session(market: sample, host: Scripts.host())
    }

    static func needsMarket(_ script: String) -> Bool { ScriptHead(Scripts.text(script)).market != nil }

    @Test(arguments: Scripts.all().filter { !needsMarket($0) })
    func sample(_ script: String) throws { try run(script) }

    @Test(
        .enabled(if: Places.hasMarket, "the folder of real prices is not here"),
        arguments: Scripts.all().filter { needsMarket($0) })
    func realPrices(_ script: String) throws { try run(script) }

    private func run(_ script: String) throws {
        let text = Scripts.text(script)
        let head = ScriptHead(text)
        let printed =
            head.isEachLine
            ? transcriptOfLines(text, session: { Self.session(head) })
            : transcript(text, in: Self.session(head), name: script)
        try compare(printed, with: script.dropLast(5) + ".out", script)
        if head.isEachLine { return }
        try compareJSON(text, head, script)
        // What was parsed and printed again gives the same answers.
        let result = parse(Source(text))
        if result.diagnostics.isEmpty, !printed.contains("error T") {
            let reprinted = transcript(Printer.text(result.script), in: Self.session(head), name: script)
            #expect(reprinted == printed, "\(script) printed and parsed again differs")
        }
        if head.data != nil {
            // So does a market that was saved and opened, on another number of threads.
            let session = Self.session(head)
            let words = "save market \"kept.trip\"; open \"kept.trip\"; set threads 3"
            guard case .finished = session.run(Source(words), emit: { _ in }) else {
                Issue.record("\(script): the market could not be saved and opened")
                return
            }
            let opened = transcript(text, in: session, name: script)
            #expect(opened == printed, "\(script) differs on the market that was saved and opened")
        }
    }

    private func compare(_ printed: String, with path: String, _ script: String) throws {
        let path = Scripts.folder + "/" + path
        if Environment.accepts {
            Files.write(path, printed)
        } else {
            let expected = try #require(Files.text(path), "no expected output: run with TAPE_ACCEPT=1 and read it")
            #expect(printed == expected, "\(script) prints something else")
        }
    }

    /// Only where there is such a file: an empty one is filled when outputs are accepted.
    private func compareJSON(_ text: String, _ head: ScriptHead, _ script: String) throws {
        let path = Scripts.folder + "/" + script.dropLast(5) + ".json"
        guard let expected = Files.text(path) else { return }
        var answers: [String] = []
        _ = Self.session(head).run(Source(text, name: script)) { output in
            guard case .answer(let answer) = output else { return }
            answers.append(String(render(answer, Style(format: .json)).dropLast()))
        }
        // A row a line.
        let printed = "[\n" + answers.joined(separator: ",\n").replacing("},{", with: "},\n{") + "\n]\n"
        if Environment.accepts {
            Files.write(path, printed)
        } else {
            let isEqual = try StrictJSON.read(printed).isEqual(to: try StrictJSON.read(expected), within: 1e-12)
            #expect(isEqual, "\(script) answers something else:\n\(printed)")
        }
    }
}

enum Environment {
    static var accepts: Bool { environmentValue("TAPE_ACCEPT") == "1" }
}
