import Tape
import TapeEngine
import TapeSample
import TapeSyntax
import TapeSystem
import TestSupport
import Testing

/// The saved scripts in `Examples/`, each with the output of `tape run` next to it. `TAPE_ACCEPT=1` rewrites the
/// outputs.
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

    /// The verdict of the newsroom check on each sentence, by its number.
    private func verdicts(_ session: Session) throws -> [Int: String] {
        let text = try #require(Files.text("\(Self.folder)/newsroom-check.tape"))
        let printed = transcript(text, in: session, width: nil)
        #expect(!printed.contains("error T"), "\(printed)")
        var verdicts: [Int: String] = [:]
        var number = 0
        for line in printed.split(separator: "\n") {
            if let dot = line.firstIndex(of: "."), let claim = Int(line[..<dot]) { number = claim }
            if line.hasPrefix("   It ") { verdicts[number] = String(line.dropFirst("   It ".count)) }
            if line.hasPrefix("   From the 15th it ") { verdicts[number] = String(line.dropFirst(3)) }
        }
        #expect(number == 24)
        return verdicts
    }

    @Test func newsroomCheckOnTheSample() throws {
        let verdicts = try verdicts(sampleSession())
        for claim in [1, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14, 15, 17, 19, 20, 21, 23] {
            #expect(verdicts[claim] == "holds.", "\(claim)")
        }
        for claim in [2, 16] { #expect(verdicts[claim] == "fails.", "\(claim)") }
        #expect(verdicts[10] == "From the 15th it fails, from the 16th it holds.")
        for claim in [18, 22, 24] { #expect(verdicts[claim]?.hasPrefix("is unclear") == true, "\(claim)") }
    }

    /// The same script on real prices: sentences that they can decide are decided, and the script runs to its end.
    @Test(.enabled(if: Places.hasMarket, "the folder of real prices is not here"))
    func newsroomCheckOnRealPrices() throws {
        let verdicts = try verdicts(marketSession())
        for claim in [1, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14, 19, 20, 21] {
            #expect(verdicts[claim] == "holds.", "\(claim)")
        }
        #expect(verdicts[2] == "fails.")
        for claim in [10, 12, 15, 16, 17, 18, 22, 23, 24] {
            #expect(verdicts[claim]?.hasPrefix("is unclear") == true, "\(claim)")
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

/// The program in `Examples/Embedding` is built with the tests, and prints the output saved next to it.
@Suite struct EmbeddingTests {
    @Test func printsWhatStandsBesideIt() throws {
        let bundle = try #require(
            CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments.first)
        let folder = bundle.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let pipe = try #require(unsafe popen("\(folder)/EmbeddingExample", "r"))
        var printed: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while case let count = unsafe fread(&chunk, 1, chunk.count, pipe), count > 0 { printed += chunk[..<count] }
        #expect(unsafe pclose(pipe) == 0)
        let text = String(decoding: printed, as: UTF8.self)
        let path = ExampleTests.folder + "/Embedding/main.out"
        if Environment.accepts {
            Files.write(path, text)
            return
        }
        #expect(text == Files.text(path))
    }

    @Test func daysAreReadFromText() {
        #expect(Day(text: "2026-01-22") == Day(year: 2026, month: 1, day: 22))
        for text in ["", "2026", "2026-1-22", "2026-02-30", "2026-01-22 ", "20a6-01-22", "+026-01-22"] {
            #expect(Day(text: text) == nil, "\(text)")
        }
    }

    @Test func columnsAreReadByTheirKind() throws {
        let table = try #require(try sampleSession().answer("return rut, spx ytd").table)
        #expect(table.texts("symbol") == ["rut", "spx"])
        #expect(table.dates("from") == [Day(text: "2025-12-31"), Day(text: "2025-12-31")])
        #expect(table.numbers("change")?.count == 2)
        #expect(table.numbers("symbol") == nil)
        #expect(table.texts("nothing") == nil)
    }
}
