import TapeSample
import TapeStore
import TapeSyntax
import TapeTime
import TestSupport
import Testing

@testable import Tape
@testable import TapeEngine
@testable import TapeReport

/// One of each addition that `.github/CONTRIBUTING.md` describes, except the verb, which is in `FixtureTests`.
private enum Fixtures {
    static let decade = ClauseWord(
        "decade", .window, .date, signature: "decade D", doc: "window: ten years from the start of D",
        notes: ["A clause of the tests."], examples: ["count rut over spx decade 1990"], insertion: "1990")

    static let decadeEffect = ClauseEffect(decade) { clause, plan, resolver, _ throws(EngineError) in
        let span = try resolver.dateSpan(clause.operands[0])
        plan.since = span
        plan.until = DateSpan(.year, of: span.first + 9 * 366)
        plan.mark(clause, "decade \(span.text)")
    }

    static let reverse = StageWord(
        "reverse", .word, signature: "reverse", doc: "the rows in reverse order",
        notes: ["A stage of the tests."], examples: ["return mag7 ytd | reverse"])

    static let reverseEffect = StageEffect(reverse) { stage, work throws(EngineError) in
        let table = try work.table(for: stage)
        work.standing = nil
        work.answer.table = table.selecting(Array((0..<table.rowCount).reversed()))
    }

    static let twice = FunctionEntry(
        "twice", family: "Values", [.subject], .series, .like(0), lookBack: .ownBar, doc: "every value doubled",
        formula: "2 S", example: "twice(rut)"
    ) { call in .series(call.series(0).map { $0 * 2 }) }

    static let size = OutputFormat(
        "size", ending: "size", "the number of rows", leavesOutNotes: true
    ) { answer, _ in
        "\(answer.table?.rowCount ?? 0) rows\n"
    }

    static let decimals = SettingEntry(
        name: "decimals", values: "0 to 10", doc: "a setting of the tests", choices: ["3"],
        read: { "\($0.settings.precision)" },
        change: { session, text in
            guard let places = Int(text), (0...10).contains(places) else { return .wanted("a number from 0 to 10") }
            return .to { session.settings.precision = places }
        })

    static let even = ParameterKind(name: "even", words: "an even number", example: "2") { node in
        if case .number(let value) = node.op { value.remainder(dividingBy: 2) == 0 } else { false }
    }

    static let language = Language(
        clauses: ClauseEffect.standard + [decadeEffect], stages: StageEffect.standard + [reverseEffect],
        functions: FunctionTable.entries + [twice])

    static let tables = SessionTables(
        formats: OutputFormat.all + [size], settings: Session.settingEntries + [decimals],
        parameterKinds: ParameterKind.all + [even])
}

/// The cost of a new clause, stage, function, format, setting or parameter kind: with only its row and what it does,
/// every part of the program knows it.
@Suite struct FixtureWordTests {
    private let host = TestHost()
    private let session: Session

    init() {
        session = Session(
            market: SampleMarket.make(), host: host, language: Fixtures.language, tables: Fixtures.tables)
    }

    private func said(_ text: String) -> String { transcript(text, in: session) }

    /// A help page as one line, without its line breaks.
    private func help(_ word: String) -> String {
        said("help \(word)").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func offered(_ text: String) -> [String] {
        session.completions(text, at: text.utf8.count).candidates.map(\.text)
    }

    private func formatted(_ text: String) -> String? { format(Source(text), Fixtures.language.vocabulary).text }

    private func texts(_ query: String, _ column: String) throws -> [String?] {
        guard case .texts(let texts)? = try session.answer(query).table?.column(column)?.values else { return [] }
        return texts
    }

    // MARK: A clause

    @Test func aClauseIsAnswered() throws {
        let answer = try session.answer(Fixtures.decade.examples[0])
        let same = try session.answer("count rut over spx from 1990 to 1999")
        let style = Style(format: .csv)
        #expect(render(answer, style) == render(same, style))
        #expect(said("explain count rut over spx decade 1990").contains("decade 1990"))
        #expect(said("count rut over spx decade 1990; why").contains("1999-12-31"))
        #expect(said("count rut over spx decade 1990 as of 1995-12-29").contains("1995-12-29"))
    }

    @Test func everyPartKnowsTheClause() {
        #expect(help("decade").contains("A clause of the tests."))
        #expect(help("decade").contains("Works with nearly every verb."))
        #expect(help("\"ten years\"").contains("decade D"))
        #expect(session.topics.contains("decade"))
        #expect(offered("count rut up dec").contains("decade"))
        #expect(offered("count rut up decade ").contains("2020"))
        #expect(!offered("count rut up decade 1990 ").contains("since"))
        #expect(!offered("describe rut ").contains("decade"))
        #expect(formatted("count RUT up DECADE  1990") == "count rut up decade 1990\n")
        #expect(formatted("(decade) + 1") == "decade + 1\n")
        #expect(session.check(Source("count rut up decade 1990")).isEmpty)
    }

    @Test func errorsKnowTheClause() {
        #expect(said("count rut up decde 1990").contains("nearest: decade"))
        #expect(said("count rut up decade").contains("count rut up decade 1990"))
        #expect(said("count rut up decade 1990 ytd").contains("`decade 1990`"))
        #expect(said("describe rut decade 1990").contains("does not take `decade 1990`"))
        #expect(said("decade 1990").contains("begins a clause"))
        #expect(said("return mag7 ytd | decade 1990").contains("is a clause"))
    }

    // MARK: A stage

    @Test func aStageIsAnswered() throws {
        let symbols = try texts("return mag7 ytd", "symbol")
        #expect(symbols.count == 7)
        #expect(try texts("return mag7 ytd | reverse", "symbol") == symbols.reversed())
        #expect(try texts("return mag7 ytd | reverse | top 1", "symbol") == [symbols[6]])
        #expect(said("explain return mag7 ytd | reverse").contains("Then `reverse`"))
    }

    @Test func everyPartKnowsTheStage() {
        #expect(help("reverse").contains("A stage of the tests."))
        #expect(session.topics.contains("reverse"))
        #expect(offered("return mag7 ytd | rev").contains("reverse"))
        #expect(formatted("return mag7 ytd|REVERSE|top 1") == "return mag7 ytd | reverse | top 1\n")
        #expect(said("return mag7 ytd | revrse").contains("nearest: reverse"))
        #expect(said("return mag7 ytd | 5").contains("as, reverse"))
        #expect(session.check(Source("return mag7 ytd | reverse")).isEmpty)
    }

    // MARK: A function

    @Test func aFunctionIsAnswered() throws {
        #expect(said("print last_value(twice(rut)) = 2 * last_value(rut)").contains("true"))
        #expect(said("show twice(rut) last 2d; why").contains("twice(rut)"))
        #expect(said("explain show twice(rut) last 2d").contains("twice(rut)"))
    }

    @Test func everyPartKnowsTheFunction() {
        #expect(help("twice").contains("Formula: 2 S."))
        #expect(said("functions twice").contains("every value doubled"))
        #expect(help("\"every value\"").contains("twice(S)"))
        #expect(session.topics.contains("twice"))
        #expect(offered("show twi").contains("twice("))
        #expect(offered("show twice(").contains("s: "))
        #expect(said("show twise(rut)").contains("twice(S)"))
        #expect(said("def twice(a) = a + 1").contains("is already a built-in function"))
        #expect(References.functions(Fixtures.language, comparison: "").contains("### `twice(S)`"))
    }

    // MARK: An output format

    @Test func everyPartKnowsTheFormat() {
        #expect(said("return mag7 ytd | as size") == "7 rows\n")
        #expect(said("return mag7 ytd | save \"runs.size\"").contains("runs.size"))
        #expect(host.written["runs.size"].map { String(decoding: $0, as: UTF8.self) } == "7 rows\n")
        #expect(help("as").contains("size (the number of rows)"))
        #expect(help("save").contains("html, size"))
        #expect(offered("return mag7 ytd | as ").contains("size"))
        #expect(said("return mag7 ytd | as seize").contains("markdown, size"))
        #expect(said("return mag7 ytd | save \"runs.doc\"").contains("html, size"))
        #expect(session.check(Source("return mag7 ytd | as size")).isEmpty)
    }

    // MARK: A setting

    @Test func everyPartKnowsTheSetting() {
        #expect(said("set decimals 4; set decimals").contains("decimals is 4: a setting of the tests."))
        #expect(session.settings.precision == 4)
        #expect(said("set decimals 11").contains("`decimals` must be a number from 0 to 10, not 11"))
        #expect(said("set decimols 3").contains("nearest: decimals"))
        #expect(help("decimals").contains("A setting of the tests."))
        #expect(said("set").contains("decimals"))
        #expect(offered("set dec").contains("decimals"))
        #expect(offered("set decimals ").contains("3"))
        #expect(!session.check(Source("set decimals 11")).isEmpty)
    }

    // MARK: A parameter kind

    @Test func everyPartKnowsTheKindOfParameter() {
        #expect(said("param n: even = 4; print n").contains("4"))
        #expect(said("param n: even = 3").contains("must be an even number"))
        #expect(said("param n: odd = 3").contains("condition, even"))
        #expect(offered("param n: ").contains("even"))
        #expect(help("param").contains("condition, even."))
        #expect(!session.check(Source("param n: even = 3")).isEmpty)
    }

    // MARK: Pages and editors

    @Test func theReferencePageKnowsThem() {
        let page = References.verbs(session)
        for heading in ["### `decade D`", "### `| reverse`", "| `decimals` |"] {
            #expect(page.contains(heading), "\(heading)")
        }
        for text in ["size (the number of rows)", "condition, even"] { #expect(page.contains(text), "\(text)") }
    }

    @Test func theEditorFilesKnowThem() {
        for (name, text) in References.editorFiles(Fixtures.language) {
            for word in ["decade", "reverse", "twice"] { #expect(text.contains(word), "\(word) in \(name)") }
        }
    }

    // MARK: The shipped tables

    @Test func otherSessionsDoNotKnowThem() {
        let plain = sampleSession()
        for text in [
            "count rut up decade 1990", "return mag7 ytd | reverse", "show twice(rut)", "return mag7 ytd | as size",
            "set decimals 3", "param n: even = 4",
        ] {
            #expect(!plain.check(Source(text)).isEmpty, "\(text)")
        }
    }
}
