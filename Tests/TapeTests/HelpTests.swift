import Tape
import TapeEngine
import TapeSample
import TapeSyntax
import TestSupport
import Testing

@Suite struct HelpTests {
    static let market = SampleMarket.make()

    static func session() -> Session { promptSession(market, DocumentFiles.host()) }

    /// The words of the prompt: the session does not implement them.
    static let promptWords: Set<String> = [

        Command.history.rawValue, Command.edit.rawValue, Command.log.rawValue, Command.watch.rawValue,
        Command.timing.rawValue,
    ]

    @Test func everyWordHasItsRow() {
        for word in StatementWord.allCases {
            #expect(WordTable.standard.statements.contains { $0.word == word.rawValue }, "\(word)")
        }
        for word in Command.allCases { #expect(WordTable.commands.contains { $0.word == word.rawValue }, "\(word)") }
        // These are part of other conditions and are explained with them.
        let inner: Set<ConditionWord> = [.by, .to, .with, .high, .low, .intraday]
        for word in ConditionWord.allCases where !inner.contains(word) {
            #expect(WordTable.conditions.contains { $0.word == word.rawValue }, "\(word)")
        }
        for name in FunctionTable.engineNames {
            #expect(WordTable.engineFunctions.contains { $0.word == name }, "\(name)")
        }
        #expect(WordTable.engineFunctions.count == FunctionTable.engineNames.count)
    }

    @Test func rowsAreWellFormed() {
        for entry in WordTable.standard.all {
            #expect(!entry.doc.isEmpty && !entry.doc.hasSuffix("."), "\(entry.word)")
            #expect(!entry.signature.isEmpty, "\(entry.word)")
            #expect((1...(entry.kind == .topic ? 5 : 3)).contains(entry.examples.count), "\(entry.word)")
        }
        for phrase in Phrasebook.phrases {
            #expect(!phrase.says.isEmpty && !phrase.note.hasSuffix("."), "\(phrase.query)")
        }
    }

    static let examples: [String] = {
        var lines =
            Language.standard.verbs.all.flatMap(\.examples)
            + WordTable.standard.all.filter { !promptWords.contains($0.word) }.flatMap(\.examples)
        lines += FunctionTable.entries.map(\.example) + Phrasebook.phrases.map(\.query)
        lines += Session.settingEntries.map { "set \($0.name) \($0.choices[0])" }
        var seen: Set<String> = []
        return lines.filter { seen.insert($0).inserted }
    }()

    /// Each is run in a separate session, as a reader would type it.
    @Test(arguments: examples) func exampleRuns(_ example: String) {
        let code = errorCode(example, in: documentSession(for: example, sample: Self.market))
        #expect(code == nil, "\(example): \(code?.rawValue ?? "")")
    }

    @Test func everyTopicHasAPage() {
        let session = Self.session()
        let some = session.market.listings.prefix(3).map(\.symbol)
        let codes = DiagnosticCode.allCases.map(\.rawValue)
        let members = Set(session.market.listings.map(\.symbol))
        for topic in session.topics + codes where !members.contains(topic) || some.contains(topic) {
            let page = text("help \(topic == "missing" ? "missing" : topic)", session)
            #expect(!page.isEmpty, "\(topic)")
            for line in page.split(separator: "\n", omittingEmptySubsequences: false) where line.count > 80 {
                Issue.record("help \(topic) is wider than 80 columns: \(line)")
            }
            let opening = page.split(separator: "\n\n").first.map { $0.split(separator: "\n") } ?? []
            #expect(opening.count <= 5 || !opening[0].hasPrefix("    "), "\(topic) opens with more than five examples")
        }
    }

    @Test func searchFindsWhatNewspapersSay() {
        let session = Self.session()
        for phrase in Phrasebook.phrases {
            for said in phrase.says {
                let found = text("help \"\(said)\"", session)
                #expect(found.contains(phrase.query) || found.hasPrefix("    "), "\(said) finds nothing")
            }
        }
        #expect(text("help \"winning streak\"", session).hasPrefix("    streak rut over spx since 1990"))
        #expect(errorCode("help \"zzzz qqqq\"", in: session) == .unknownName)
        #expect(errorCode("help T0999", in: session) == .unknownName)
    }

    @Test func helpKnowsWhatWasNamed() {
        let session = Self.session()
        _ = session.run(
            Source("let ratio = rut / spx; let few = {rut, spx}; def twice(a) = a * 2; let runs = streak rut up"),
            emit: { _ in })
        #expect(text("help ratio", session).contains("rut / spx"))
        #expect(text("help few", session).contains("rut, spx"))
        #expect(text("help twice", session).contains("twice(a)"))
        #expect(text("help runs", session).contains("runs | top 3"))
    }

    @Test(arguments: DiagnosticCode.allCases) func articleShowsItsError(_ code: DiagnosticCode) {
        let article = code.article
        #expect(!article.title.hasSuffix(".") && article.text.hasSuffix("."))
        if !article.wrong.isEmpty {
            #expect(
                errorCode(article.wrong, in: documentSession(for: article.wrong, sample: Self.market)) == code,
                "\(article.wrong)")
        }
        if !article.right.isEmpty {
            #expect(
                errorCode(article.right, in: documentSession(for: article.right, sample: Self.market)) == nil,
                "\(article.right)")
        }
    }

    private func text(_ line: String, _ session: Session) -> String {
        var page = ""
        _ = session.run(Source(line)) { output in
            if case .text(let text) = output { page += text }
        }
        return page
    }
}
