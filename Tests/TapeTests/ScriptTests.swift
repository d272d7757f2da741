import Tape
import TapeEngine
import TapeSample
import TapeSyntax
import TestSupport
import Testing

/// Scripts in `Tests/Scripts`, each with what it prints beside it (`x.tape`, `x.out`). A first line `# market: RUT.csv SPX.csv` runs
/// it on real prices, where they are there; a first line `# data: aa.csv` runs it on small files of `Tests/Scripts/data` alone; a first line `# each line` runs each line in a session of its own. `TAPE_ACCEPT=1 swift test --filter ScriptTests` writes what is printed now.
@Suite struct ScriptTests {
    static let folder = Places.package + "/Tests/Scripts"

    static var scripts: [String] {
        func walk(_ path: String) -> [String] {
            (Files.list(path) ?? []).flatMap { name -> [String] in
                let full = path + "/" + name
                if name.hasSuffix(".tape") { return [full] }
                return Files.list(full) == nil ? [] : walk(full)
            }
        }
        return walk(folder).map { String($0.dropFirst(folder.count + 1)) }
    }

    static func market(_ text: String) -> [String]? { files(text, behind: "# market:") }

    private static func files(_ text: String, behind words: String) -> [String]? {
        guard let first = text.split(separator: "\n").first, first.hasPrefix(words) else { return nil }
        return first.dropFirst(words.count).split(separator: " ").map(String.init)
    }

    static let sample = SampleMarket.make()

    static func session(_ text: String) -> Session {
        if let files = files(text, behind: "# data:") { return marketSession(files, in: folder + "/data") }
        return market(text).map { marketSession($0) } ?? sampleSession()
    }

    static func needsMarket(_ script: String) -> Bool {
        market(Files.text(folder + "/" + script) ?? "") != nil
    }

    @Test(arguments: scripts.filter { !needsMarket($0) })
    func sample(_ script: String) throws { try run(script) }

    @Test(
        .enabled(if: Places.hasMarket, "the folder of real prices is not here"),
        arguments: scripts.filter { needsMarket($0) })
    func realPrices(_ script: String) throws { try run(script) }

    private func run(_ script: String) throws {
        let text = try #require(Files.text(Self.folder + "/" + script))
        let isEachLine = text.hasPrefix("# each line\n")
        let printed =
            isEachLine
            ? transcriptOfLines(text, session: { Session(market: Self.sample, host: DocumentFiles.host()) })
            : transcript(text, in: Self.session(text), name: script)
        let expectedPath = Self.folder + "/" + script.dropLast(5) + ".out"
        if Environment.accepts {
            Files.write(expectedPath, printed)
            return
        }
        let expected = try #require(Files.text(expectedPath), "no expected output: run with TAPE_ACCEPT=1 and read it")
        #expect(printed == expected, "\(script) prints something else")
        if isEachLine { return }
        // What was parsed and printed again gives the same answers.
        let result = parse(Source(text))
        if result.diagnostics.isEmpty {
            let again = Printer.text(result.script)
            let reprinted = transcript(again, in: Self.session(text), name: script)
            if !printed.contains("error T") {
                #expect(reprinted == expected, "\(script) printed and parsed again differs")
            }
        }
    }
}

enum Environment {
    static var accepts: Bool { environmentValue("TAPE_ACCEPT") == "1" }
}
