import TapeSample
import TapeSyntax
import TestSupport
import Testing

@testable import Tape
@testable import TapeEngine

/// A verb that is added as `.github/CONTRIBUTING.md` describes: one file, and one line in a `Language`.
enum NewestVerb: VerbImplementation {
    static let verb = Verb(
        "newest", .one, of: .series, clauses: [.window, .asOf, .frequency], question: .values,
        signature: "newest S",
        doc: "the newest value of S in the window",
        examples: ["newest rut", "newest spx in 2020"],
        notes: ["A verb of the tests."], seeAlso: ["show"],
        columns: ["session", "value"])

    static func meaning(_ request: ResolvedQuery) -> String { "The newest value of \(Meaning.names(request))" }

    static func answer(_ request: ResolvedQuery) throws(EngineError) -> Answer {
        let node = request.subjects[0]
        let frame = try request.frame([node])
        let window = try request.plan.windowWithData(on: frame)
        let last = window.range.upperBound - 1
        let value = try request.evaluator(frame, window).series(node)[last]
        let table = Table([
            TableColumn("session", .dates([frame.days[last]])),
            TableColumn("value", unit: node.unit, .numbers([value])),
        ])
        return request.answer(
            headline: ["\(Phrases.name(node)): \(Format.value(value, node.unit))."], table: table,
            notes: request.notes(frame, window), frame: frame)
    }
}

/// The cost of a new verb: with only its row and its file, every part of the program knows it.
@Suite struct FixtureTests {
    private let session = Session(
        market: SampleMarket.make(), host: TestHost(),
        language: Language(verbs: Language.standardVerbs + [NewestVerb.self]))

    private func said(_ text: String) -> String { transcript(text, in: session) }

    private func offered(_ text: String) -> [String] {
        session.completions(text, at: text.utf8.count).candidates.map(\.text)
    }

    @Test func aVerbAnswersItsExamples() throws {
        for example in NewestVerb.verb.examples {
            let table = try #require(try session.answer(example).table)
            #expect(table.columns.map(\.name) == NewestVerb.verb.columns)
            #expect(table.rowCount == 1)
        }
        #expect(try session.answer("newest rut | where value > 0").table?.rowCount == 1)
    }

    @Test func helpKnowsTheVerb() {
        #expect(said("help newest").contains("The newest value of S in the window."))
        #expect(said("help newest").contains("A verb of the tests."))
        #expect(said("help").contains("newest"))
        #expect(session.topics.contains("newest"))
    }

    @Test func completionKnowsTheVerb() {
        #expect(offered("newe").contains("newest"))
        #expect(offered("newest rut ").contains("since"))
        #expect(!offered("newest rut ").contains("by"))
        #expect(!offered("newest rut ").contains("over"))
        #expect(offered("newest rut | sort by ").contains("value"))
    }

    @Test func explainAndWhyKnowTheVerb() {
        #expect(said("explain newest rut").contains("The newest value of RUT"))
        #expect(said("newest rut; why").contains("The newest value of RUT"))
    }

    @Test func errorsAndTextsKnowTheVerb() {
        #expect(said("newst rut").contains("newest"))
        #expect(said("newest rut by year").contains("`newest` does not take `by year`"))
        #expect(said("newest").contains("newest ret(rut)"))
        #expect(session.check(Source("newest rut since 2020")).isEmpty)
        let vocabulary = session.language.vocabulary
        #expect(format(Source("NEWEST  rut"), vocabulary).text == "newest rut\n")
        // A name with that word at the start of a statement keeps its brackets.
        #expect(format(Source("(newest) + 1"), vocabulary).text == "(newest) + 1\n")
    }

    @Test func otherSessionsDoNotKnowIt() {
        #expect(Language.standard.verbs["newest"] == nil)
        #expect(throws: TapeError.self) { try sampleSession().answer("newest rut") }
    }
}
