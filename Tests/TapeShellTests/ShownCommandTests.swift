import Tape
import TapeEngine
import TapeSyntax
import TapeSystem
import TestSupport
import Testing

/// Runs every command that README, the manual page, Grammar and Examples show, unchanged, in a folder that has the
/// files they mention: shell commands, lines after a prompt, and statements in the middle of a sentence.
@Suite struct ShownCommandTests {
    /// Lines of code that begin with `tape `, and those in the middle of a sentence. `FILE` means a script.
    private static func commands(ofPage page: String) -> [String] {
        var found: [String] = []
        for line in lines(page) where line.hasPrefix("    tape ") { found.append(String(line.dropFirst(4))) }
        // The name of a subcommand alone is not a command.
        found += spans(page).filter { $0.hasPrefix("tape ") && !["tape fmt", "tape check", "tape run"].contains($0) }
        return found.map { $0.replacing("FILE", with: "Examples/pair.tape") }
    }

    /// The lines outside of fences.
    private static func lines(_ page: String) -> [Substring] {
        var isFenced = false
        return page.split(separator: "\n").filter { line in
            if line.hasPrefix("```") { isFenced.toggle() }
            return !isFenced
        }
    }

    /// The texts in backticks in a sentence; a table shows the forms of words.
    private static func spans(_ page: String) -> [String] {
        lines(page).filter { !$0.hasPrefix("|") && !$0.hasPrefix("    ") }.flatMap { line in
            line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
                .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
        }
    }

    private static func commands(ofManual page: String) -> [String] {
        let plain = page.replacing("\\-", with: "-").split(separator: "\n")
        return plain.filter { $0.hasPrefix("tape ") && !$0.hasPrefix("tape - ") }.map(String.init)
            + plain.filter { $0.hasPrefix(".B tape run FILE") }
            .map { String($0.dropFirst(3)).replacing("FILE", with: "Examples/pair.tape") }
    }

    /// The commands in the comments of the example scripts, to be run in the scripts' folder.
    private static let commandsOfExamples: [String] = {
        var found: [String] = []
        let folder = Places.package + "/Examples"
        for name in Files.list(folder) ?? [] where name.hasSuffix(".tape") {
            let text = Files.text(folder + "/" + name) ?? ""
            for line in text.split(separator: "\n") where line.hasPrefix("#") {
                guard let start = [" tape --", " tape run "].compactMap({ line.firstRange(of: $0)?.lowerBound }).min()
                else { continue }
                // The alternative after a failed command is not tested.
                found.append("cd Examples;" + String(line[start...].split(separator: "||")[0]))
            }
        }
        return found
    }()

    static let commands: [String] =
        commands(ofPage: Files.text(Places.package + "/README.md") ?? "")
        + commands(ofPage: Files.text(Places.package + "/Grammar/README.md") ?? "")
        + commands(ofManual: Files.text(Places.package + "/Examples/tape.1") ?? "") + commandsOfExamples

    /// The statements in README: lines after `tape>`, and statements in a sentence.
    static let statements: [String] = {
        let page = Files.text(Places.package + "/README.md") ?? ""
        let typed = page.split(separator: "\n").compactMap { line -> String? in
            let line = line.drop { $0 == " " }
            return line.hasPrefix("tape> ") ? String(line.dropFirst(6)) : nil
        }
        let words = Set(Command.allCases.map(\.rawValue) + StatementWord.allCases.map(\.rawValue) + ["_"])
        let inSentences = spans(page).filter { span in
            // An editor and a watched script need a user; a word in capitals is a placeholder.
            let first = span.split(separator: " ").first.map(String.init) ?? ""
            return words.contains(first) && !["edit", "watch"].contains(first) && !span.contains("TOPIC")
                && parse(Source(span)).diagnostics.isEmpty
        }
        return typed + inSentences
    }()

    /// Checks that commands were found, so that a change in the documents' form cannot empty the test.
    @Test func commandsAreFound() {
        #expect(Self.commands.count >= 11, "\(Self.commands)")
        #expect(Self.commands.contains { $0.hasPrefix("tape run Examples/") })
        #expect(Self.commands.contains { $0.contains("> returns.csv") })
        #expect(Self.commands.contains { $0.contains("newsroom-check.tape") })
        #expect(Self.commands.contains("tape run Examples/pair.tape --help"))
        #expect(Self.statements.count >= 20, "\(Self.statements)")
        #expect(Self.statements.contains("_ | where length > 5") && Self.statements.contains("lesson"))
    }

    /// The shell scripts named in README exist, are executable and parse; running them would take minutes.
    @Test func scriptsOfTheShellAreThere() {
        let page = Files.text(Places.package + "/README.md") ?? ""
        var names = page.split { !$0.isLetter && !"/.-".contains($0) }.map(String.init).filter { $0.hasSuffix(".sh") }
        #expect(names.contains("Examples/package.sh") && names.contains("Tests/run.sh") && names.count >= 4, "\(names)")
        names += (Files.list(Places.package + "/Examples") ?? []).filter { $0.hasSuffix(".sh") }.map {
            "Examples/\($0)"
        }
        for name in Set(names) {
            let path = "\(Places.package)/\(name)"
            #expect(shell("bash -n '\(path)'") == Finished(status: 0, output: "", errors: ""), "\(name)")
            #expect(access(path, X_OK) == 0 || name.hasSuffix("prepare.sh"), "\(name)")
        }
    }

    /// A folder with the files that the documents mention.
    private static func prepared(_ folder: ScratchFolder) -> String {
        """
        set -e
        cd '\(folder.path)'
        mkdir bin prices
        ln -s "$TAPE" bin/tape
        cp -R '\(Places.package)/Examples' Examples
        for s in rut spx aapl amzn googl meta msft nvda tsla; do
            "$TAPE" --format csv -c "show $s.open, $s.high, $s.low, $s.close since 1987" 2> /dev/null |
                sed '1s/.*/Date,Open,High,Low,Close/' > prices/$s.csv
        done
        cp prices/rut.csv RUT.csv
        cp prices/spx.csv SPX.csv
        cp prices/rut.csv 'Russell 2000.csv'
        printf 'Date,Close\\n03/04/2025,10\\n04/05/2025,11\\n05/06/2025,12\\n' > f.csv
        cp prices/rut.csv prices.csv
        cp RUT.csv SPX.csv Examples/
        cp -R prices Examples/prices
        "$TAPE" --data prices/ -c 'save market "all.tape"' > /dev/null 2>&1
        PATH="$PWD/bin:$PATH"
        set +e

        """
    }

    @Test(arguments: commands)
    func runs(command: String) {
        let folder = ScratchFolder()
        let run = shell(Self.prepared(folder) + command + " < /dev/null\n")
        withExtendedLifetime(folder) {}
        #expect(run.status == 0, "\(command): \(run.errors)")
        #expect(!run.errors.contains("error"), "\(command): \(run.errors)")
    }

    /// All in one run, each in a separate session after a first query.
    @Test func statementsRun() {
        let folder = ScratchFolder()
        let lines = Self.statements.map { statement in
            "echo '\(statement)'; tape -c 'streak rut over spx since 1990' -c '\(statement)' >out 2>&1 || { cat out; false; }"
        }
        let run = shell(Self.prepared(folder) + "set -e\n" + lines.map { $0 + "\n" }.joined())
        withExtendedLifetime(folder) {}
        #expect(run.status == 0, "\(run.output)\(run.errors)")
    }

    /// The answer at the top of README matches the program's, as far as it is shown.
    @Test func theFirstAnswerIsTheOneShown() throws {
        let page = try #require(Files.text(Places.package + "/README.md"))
        let block = try #require(page.split(separator: "```\n").first { $0.hasPrefix("tape> ") })
        let lines = block.split(separator: "\n").map(String.init)
        let query = String(lines[0].dropFirst(6))
        func flat(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        let said = flat(tape(["-c", query]).output)
        for line in lines.dropFirst() where line != "…" { #expect(said.contains(flat(line)), "\(line)") }
    }
}
