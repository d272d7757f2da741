import Tape
import TapeEngine
import TapeSample
import TapeSyntax
import TestSupport
import Testing

/// The scripts of `Tests/Scripts`, each with its output next to it (`x.out`), and if the text is rounded, with its
/// answers in JSON (`x.json`). `TAPE_ACCEPT=1 swift test --filter ScriptTests` rewrites them with the current output.
@Suite struct ScriptTests {
    static let sample = SampleMarket.make()

    static func session(_ head: ScriptHead) -> Session {
        if let files = head.data { return marketSession(files, in: "data", host: Scripts.host()) }
        return head.market.map { marketSession($0) } ?? promptSession(sample, Scripts.host())
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
        // The canonical form gives the same answers.
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

    /// Only if the file exists: an empty one is filled when outputs are accepted.
    private func compareJSON(_ text: String, _ head: ScriptHead, _ script: String) throws {
        let path = Scripts.folder + "/" + script.dropLast(5) + ".json"
        guard let expected = Files.text(path) else { return }
        var answers: [String] = []
        _ = Self.session(head).run(Source(text, name: script)) { output in
            guard case .answer(let answer) = output else { return }
            answers.append(String(render(answer, Style(format: .json)).dropLast()))
        }
        // One row per line.
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

/// Everything in the language has a script.
@Suite struct ScriptCoverageTests {
    static let texts = Scripts.all().map { ($0, Scripts.text($0)) }

    @Test func thereAreSixHundredEvaluations() {
        let count = ScriptCoverageTests.texts.reduce(0) { $0 + Scripts.evaluations($1.1) }
        #expect(count >= 600, "\(count)")
    }

    /// The folder of a word has a script that uses the word.
    private func expectFolder(_ folder: String, with word: String) {
        let lines = Scripts.lines(under: folder).filter { !$0.hasPrefix("#") }
        let words = lines.flatMap { line in
            line.split { !($0.isLetter || $0 == "_") }.map { $0.lowercased() }
        }
        #expect(words.contains(word), "no script in \(folder) has `\(word)`")
    }

    @Test func everyVerbHasAFolder() {
        for verb in Language.standard.verbs.names { expectFolder("verbs/\(verb)", with: verb) }
    }

    @Test func everyClauseHasAFolder() {
        let names: [ClauseWord: String] = [.as: "as-of", .including: "including-partial"]
        for word in Language.standard.clauses.all {
            expectFolder("clauses/\(names[word] ?? word.name)", with: word.name)
        }
        for bucket in Bucket.allCases {
            let folder = "clauses/by/" + bucket.text.replacing(" ", with: "-") + ".tape"
            #expect(Scripts.all(under: "clauses/by").contains(folder), "no script by \(bucket.text)")
        }
    }

    @Test func everyConditionHasAFolder() {
        let words: [ConditionWord] = [
            .over, .under, .up, .down, .flat, .above, .below, .at, .crosses, .reaches, .between, .and, .or, .not,
        ]
        for word in words { expectFolder("conditions/\(word.rawValue)", with: word.rawValue) }
        // The others occur within these.
        let inner: Set<ConditionWord> = [.by, .to, .with, .high, .low, .intraday]
        #expect(Set(words).union(inner) == Set(ConditionWord.allCases))
    }

    @Test func everyStageHasAFolder() {
        for stage in Language.standard.stages.names { expectFolder("pipes/\(stage)", with: stage) }
    }

    /// The prompt's own commands print nothing in a script: Tests/TapeShellTests has them.
    @Test func everyStatementHasAFolder() {
        for word in StatementWord.allCases { expectFolder("statements/\(word.rawValue)", with: word.rawValue) }
        let prompt: Set<Command> = [.history, .edit, .log, .watch, .timing]
        for command in Command.allCases where !prompt.contains(command) {
            expectFolder("statements/\(command.rawValue)", with: command.rawValue)
        }
    }

    @Test func everyFunctionIsCalled() {
        let lines = Scripts.lines(under: "functions").filter { !$0.hasPrefix("#") }
        let text = lines.joined(separator: "\n")
        for entry in FunctionTable.entries {
            #expect(text.contains("\(entry.name)("), "no script in functions calls `\(entry.name)`")
        }
    }

    /// Codes that no text of a script can cause: `ErrorTests` has them.
    @Test func everyCodeIsInTheFolderOfItsFamily() {
        let folders = [
            "T01": "syntax", "T02": "names", "T03": "kinds", "T04": "data", "T05": "files", "T06": "limits",
            "T07": "running",
        ]
        for code in DiagnosticCode.allCases where !ErrorTests.outside.contains(code) {
            let folder = "errors/" + (folders[String(code.rawValue.prefix(3))] ?? "")
            let printed = Scripts.all(under: folder).map { Scripts.text(String($0.dropLast(5)) + ".out") }.joined()
            #expect(printed.contains("error \(code.rawValue)"), "\(code.rawValue) \(code) is not in \(folder)")
        }
    }
}
