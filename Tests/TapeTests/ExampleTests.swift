import Tape
import TapeSample
import TestSupport
import Testing

/// The saved scripts in `Examples/`, each with what `tape run` prints beside it. `TAPE_ACCEPT=1` writes that anew.
@Suite struct ExampleTests {
    static let folder = Places.package + "/Examples"
    static let scripts = (Files.list(folder) ?? []).filter { $0.hasSuffix(".tape") }

    @Test func thereAreEnough() { #expect(Self.scripts.count >= 12) }

    @Test(arguments: scripts) func printsWhatStandsBesideIt(_ script: String) throws {
        let text = try #require(Files.text("\(Self.folder)/\(script)"))
        let printed = transcript(text, in: sampleSession(), name: script, width: nil)
        let path = "\(Self.folder)/\(script.dropLast(5)).out"
        if Environment.accepts {
            Files.write(path, printed)
            return
        }
        #expect(
            printed == Files.text(path),
            "\(script) prints something else: run with TAPE_ACCEPT=1 and read the difference")
        #expect(!printed.contains("error T"))
    }

    @Test(arguments: scripts) func isCheckedAndCanonical(_ script: String) throws {
        let text = try #require(Files.text("\(Self.folder)/\(script)"))
        let found = sampleSession().check(Source(text, name: script))
        #expect(found.isEmpty, "\(script): \(found.first?.message ?? "")")
        #expect(format(Source(text)).text == text, "tape fmt Examples/\(script)")
    }

    /// The same script on real prices: what can be told there is told, and nothing else stops it.
    @Test(.enabled(if: Places.hasMarket, "the folder of real prices is not here"))
    func newsroomCheckOnRealPrices() throws {
        let text = try #require(Files.text("\(Self.folder)/newsroom-check.tape"))
        let printed = transcript(text, in: marketSession(), width: nil)
        #expect(!printed.contains("error T"), "\(printed)")
        var verdicts: [Int: String] = [:]
        var number = 0
        for line in printed.split(separator: "\n") {
            if let dot = line.firstIndex(of: "."), let claim = Int(line[..<dot]) { number = claim }
            if line.hasPrefix("   It ") { verdicts[number] = String(line.dropFirst("   It ".count)) }
        }
        for claim in [1, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14, 19, 20] { #expect(verdicts[claim] == "holds.", "\(claim)") }
        #expect(verdicts[2] == "fails.")
        for claim in [10, 12, 15, 16, 17, 18, 21, 22] {
            #expect(verdicts[claim]?.hasPrefix("cannot be told") == true, "\(claim)")
        }
    }

    /// A parameter reaches the script as the command line would give it.
    @Test func parametersReachTheScript() throws {
        let text = try #require(Files.text("\(Self.folder)/pair.tape"))
        let session = sampleSession()
        session.parameters = ["leader": "iwm", "benchmark": "spy", "start": "2024"]
        let printed = transcript(text, in: session, width: nil)
        #expect(printed.hasPrefix("IWM "))
        #expect(printed.contains("2023-12-29"), "the base of the window is the close before 2024")
        session.parameters = ["leader": "nobody"]
        #expect(transcript(text, in: session, width: nil).contains("error T0201"))
    }
}
