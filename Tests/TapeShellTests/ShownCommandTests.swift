import Glibc
import TestSupport
import Testing

/// Every command that README and the manual page show is run as it stands, in a folder that has what they speak of.
@Suite struct ShownCommandTests {
    /// Lines of code that begin with `tape `, and those in the middle of a sentence.
    private static func commands(ofPage page: String) -> [String] {
        var found: [String] = []
        var isFenced = false
        for line in page.split(separator: "\n") {
            if line.hasPrefix("```") { isFenced.toggle() }
            if isFenced { continue }
            if line.hasPrefix("    tape ") {
                found.append(String(line.dropFirst(4)))
            } else {
                for (index, piece) in line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
                where !index.isMultiple(of: 2) && piece.hasPrefix("tape ")
                    && !piece.hasPrefix("tape run pair.tape --help")
                {
                    found.append(String(piece))
                }
            }
        }
        return found
    }

    private static func commands(ofManual page: String) -> [String] {
        let examples = page.split(separator: ".SH EXAMPLES").dropFirst().joined()
        return examples.replacing("\\-", with: "-").split(separator: "\n").filter {
            $0.hasPrefix("tape ")
        }.map(String.init)
    }

    static let commands: [String] =
        commands(ofPage: Files.text(Places.package + "/README.md") ?? "")
        + commands(ofManual: Files.text(Places.package + "/Examples/tape.1") ?? "")

    /// What is read out of the documents is checked too, lest a change of their form empties the test.
    @Test func commandsAreFound() {
        #expect(Self.commands.count >= 11, "\(Self.commands)")
        #expect(Self.commands.contains { $0.hasPrefix("tape run Examples/") })
        #expect(Self.commands.contains { $0.contains("> returns.csv") })
    }

    @Test(arguments: commands)
    func runs(command: String) {
        let folder = ScratchFolder()
        let quoted = "'\(folder.path)'"
        let preparation = """
            set -e
            cd \(quoted)
            mkdir bin prices
            ln -s "$TAPE" bin/tape
            cp -R '\(Places.package)/Examples' Examples
            for s in rut spx aapl amzn googl meta msft nvda tsla; do
                "$TAPE" --format csv -c "show $s.close since 2025" 2> /dev/null | sed '1s/.*/Date,Close/' > prices/$s.csv
            done
            cp prices/rut.csv RUT.csv
            cp prices/spx.csv SPX.csv
            "$TAPE" --data prices/ -c 'save market "all.tape"' > /dev/null 2>&1
            PATH="$PWD/bin:$PATH"
            set +e
            """
        let run = shell(preparation + "\n" + command + " < /dev/null\n")
        withExtendedLifetime(folder) {}
        #expect(run.status == 0, "\(command): \(run.errors)")
        #expect(!run.errors.contains("error"), "\(command): \(run.errors)")
    }
}
