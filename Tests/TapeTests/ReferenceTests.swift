import Tape
import TapeEngine
import TapeSyntax
import TestSupport
import Testing

@Suite struct ReferenceTests {
    /// `TAPE_ACCEPT=1 swift test --filter ReferenceTests` rewrites them.
    @Test(arguments: References.all().map(\.name)) func isCurrent(_ name: String) throws {
        let wanted = try #require(References.all().first { $0.name == name }).text
        let path = Places.package + "/Grammar/" + name
        if Environment.accepts {
            Files.write(path, wanted)
            return
        }
        let found = try #require(Files.text(path), "no Grammar/\(name): run with TAPE_ACCEPT=1")
        #expect(
            found == wanted,
            "Grammar/\(name) is not what the tables say: run with TAPE_ACCEPT=1 and read the difference")
    }

    @Test func everyWordIsHighlighted() throws {
        let grammar = try #require(Files.text(Places.package + "/Grammar/tape.tmLanguage.json"))
        let words =
            Language.standard.verbs.names + Language.standard.clauses.names + Language.standard.stages.names
            + StatementWord.allCases.map(\.rawValue) + Command.allCases.map(\.rawValue)
            + ConditionWord.allCases.map(\.rawValue) + FunctionTable.entries.map(\.name)
        for word in words { #expect(grammar.contains(word), "\(word)") }
    }
}
