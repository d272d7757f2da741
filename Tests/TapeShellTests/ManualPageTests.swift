import TestSupport
import Testing

/// The manual page is written by hand: it must have everything that `--help` lists.
@Suite struct ManualPageTests {
    @Test func namesEveryOptionAndCommand() throws {
        let page = try #require(Files.text(Places.package + "/Examples/tape.1")).replacing("\\-", with: "-")
        var isListed = false
        var found = 0
        for line in tape(["--help"]).output.split(separator: "\n") {
            if line.hasPrefix("OPTIONS") || line.hasPrefix("SUBCOMMANDS") { isListed = true }
            guard isListed, line.hasPrefix("  "), let word = line.split(separator: " ").first else { continue }
            let name = String(word.filter { $0 != "," })
            guard line.dropFirst(2).first != " ", name != "See" else { continue }
            found += 1
            #expect(page.contains(name), "the page lacks \(name)")
        }
        #expect(found >= 14)
        #expect(page.contains("Tape \(tape(["--version"]).output.split(separator: "\n")[0])"))
    }
}
