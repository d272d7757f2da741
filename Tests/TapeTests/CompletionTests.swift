import TapeEngine
import TapeSample
import TestSupport
import Testing

@testable import Tape
import TapeSyntax

/// The suggestions of Tab: only what is valid at the cursor, each with a short description.
@Suite struct CompletionTests {
    private let session = sampleSession()

    private func offered(_ text: String) -> [String] {
        session.completions(text, at: text.utf8.count).candidates.map(\.text)
    }

    private static let places: [(text: String, wanted: [String], unwanted: [String])] = [
        ("stre", ["streak", "streak("], ["since"]),
        ("streak rut ", ["over", "under", "up", "at", "crosses"], ["by", "with", "as", "streak", "spx"]),
        ("streak rut over ", ["spx", "mag7", "sma("], ["since", "over"]),
        (
            "streak rut over spx ", ["since", "weekly", "as", "where", "top", "by", "and"],
            ["next", "after", "over", "with"]
        ),
        ("streak rut over spx by ", ["0.5%"], ["year", "spx"]),
        ("streak rut over spx since ", ["today", "2020"], ["spx", "weekly"]),
        ("streak rut over spx since 1990 ", ["until", "top"], ["since", "last", "ytd", "in"]),
        ("count rut up ", ["by", "since"], ["next"]),
        ("count rut up by ", ["year", "month of year"], ["spx", "0.5%"]),
        ("count rut up by month ", ["of year", "since"], ["of week"]),
        ("return rut, ", ["spx", "mag7"], ["since"]),
        ("return rut next ", ["3m"], ["spx"]),
        ("return rut next 1m, ", ["3m"], ["spx"]),
        ("return rut from 2020 ", ["to"], ["since"]),
        ("return rut from 2020 to ", ["today"], ["spx"]),
        ("return rut as ", ["of"], ["csv"]),
        ("compare rut ", ["with"], ["since", "spx"]),
        ("rank ", ["mag7", "sp500"], ["rut", "rsi(", "sort"]),
        ("rank mag7 ", ["by"], ["since"]),
        ("rank mag7 by ", ["it", "rsi("], ["year"]),
        ("breadth mag7 ", ["it", "not", "ytd"], ["rut", "over"]),
        ("streak rut at ", ["high", "low", "52w", "intraday"], ["spx", "at"]),
        ("streak rut at 52w ", ["high", "low"], ["spx"]),
        ("streak rut crosses ", ["above", "below"], ["spx", "over"]),
        ("for s in ", ["mag7"], ["rut"]),
        ("for s in mag7 { ", ["streak", "print"], ["since"]),
        ("for s in mag7 { return s ", ["ytd"], ["over"]),
        ("if rut up { print 1 } ", ["else"], ["since"]),
        ("print 1; ", ["streak"], ["since"]),
        ("print 1\ncou", ["count"], []),
        ("# stre", [], ["streak"]),
        ("print \"stre", [], ["streak"]),
        ("streak rut over spx | ", ["where", "sort", "save", "as"], ["since"]),
        ("streak rut over spx | sort ", ["by"], ["length"]),
        ("streak rut over spx | sort by ", ["length", "spread", "rut", "spx"], ["desc", "aapl"]),
        ("streak rut over spx | sort by length ", ["desc"], ["length", "up"]),
        ("streak rut over spx | as ", ["csv", "json"], ["of"]),
        ("show rsi(", ["s: ", "n: ", "rut"], ["since"]),
        ("show rsi(rut, ", ["n: "], ["s: "]),
        ("show rsi(n: 14, ", ["s: "], ["n: "]),
        ("rut.", ["high", "close"], ["rut"]),
        ("rank mag7 by it.", ["high"], []),
        ("set ", ["precision", "price"], ["spx", "over"]),
        ("set calendar ", ["nyse", "none"], ["ytd"]),
        ("help str", ["streak"], []),
        ("timing ", ["on", "off"], ["over"]),
        ("functions ", ["windows", "risk"], ["over"]),
        ("load rut ", ["from"], ["over"]),
        ("load rut from \"x.csv\" ", ["dates"], ["since"]),
        ("load rut from \"x.csv\" dates ", ["dmy"], []),
        ("save ", ["market"], ["rut"]),
        ("$sp", ["$spx"], ["spx"]),
        ("`sp", ["`spx`"], []),
    ]

    @Test(arguments: places)
    func offersWhatIsLegal(text: String, wanted: [String], unwanted: [String]) {
        let found = offered(text)
        for word in wanted { #expect(found.contains(word), "\(word) behind `\(text)`") }
        for word in unwanted { #expect(!found.contains(word), "\(word) behind `\(text)`") }
        #expect(Set(found).count == found.count, "twice behind `\(text)`")
    }

    /// At each word of every example of the language, its first letter brings the word.
    @Test func offersEveryWordOfTheExamples() {
        let examples = Language.standard.verbs.all.flatMap(\.examples) + WordTable.standard.all.flatMap(\.examples)
        var looked = 0
        for example in examples {
            let source = Source(example)
            let tokens = tokenize(source)
            var known: Set<String> = []
            for (index, token) in tokens.enumerated() where token.kind == .word {
                let word = source.text(token.span).lowercased()
                // Names that the example itself defines, and the free words of commands such as `symbols` and `help`.
                let before = index > 0 ? source.text(tokens[index - 1].span).lowercased() : ""
                if ["let", "def", "param", "alias", "for", "help", "symbols", "load"].contains(before) {
                    known.insert(word)
                    continue
                }
                if known.contains(word) || example.contains("def ") { continue }
                // What is only known by running the text, words to search for, and the months after a day.
                if before == "functions" || example.contains("_") || example.contains("runs |") || word == "gain"
                    || example.contains("22 jan")
                {
                    continue
                }
                let end = token.span.lower + 1
                let found = session.completions(String(example.utf8.prefix(end))!, at: end).candidates.map(\.text)
                looked += 1
                #expect(
                    found.contains { $0 == word || $0 == word + "(" || $0 == word + ": " || $0.hasPrefix(word + " ") },
                    "`\(word)` at \(end) of `\(example)`")
            }
        }
        #expect(looked > 300)
    }

    @Test func everyCandidateHasAWordOnIt() {
        for text in ["", "streak ", "streak rut ", "streak rut over spx ", "set ", "help ", "streak rut up | ", "s"] {
            let found = session.completions(text, at: text.utf8.count).candidates
            // For hundreds of symbols the notes are left out.
            if text.isEmpty || text == "streak " { continue }
            for candidate in found { #expect(!candidate.note.isEmpty, "`\(candidate.text)` behind `\(text)`") }
        }
        let symbol = session.completions("streak ru", at: 9).candidates.first { $0.text == "rut" }
        #expect(symbol?.note == "Russell 2000, 1987-09-10 → 2026-01-22")
    }

    @Test func namesOfTheSessionAreOffered() {
        _ = session.run(Source("let ratio = rut / spx; def spread(a, b) = ret(a) - ret(b); let runs = streak rut up")) {
            _ in
        }
        #expect(offered("show rat") == ["ratio"])
        #expect(offered("mean spread(").contains("a: "))
        #expect(offered("mean spread(rut, ").contains("b: "))
        #expect(!offered("mean spread(rut, ").contains("a: "))
        #expect(offered("runs | sort by ").contains("length"))
    }

    /// The columns that completion offers are those of the answers.
    @Test(arguments: Language.standard.verbs.all)
    func knownColumnsExist(verb: Verb) throws {
        let ofOne = verb.examples[0]
        // `where` takes no group.
        let ofGroup = (ofOne.split(separator: " where ").first.map(String.init) ?? ofOne)
            .replacing("rut over spx", with: "mag7 up").replacing("ret(spx)", with: "ret(mag7)")
            .replacing("{rut, spx}", with: "mag7").replacing("rut, spx", with: "mag7").replacing("rut", with: "mag7")
        for (query, known) in [(ofOne, verb.columns), (ofGroup, verb.groupColumns)] where !known.isEmpty {
            let names = try #require(try session.answer(query).table).columns.map(\.name)
            for column in known { #expect(names.contains(column), "\(query): \(column) in \(names)") }
        }
    }

    @Test func filesAreOffered() {
        let host = Shelf()
        let session = Session(market: Market(), host: host)
        func files(_ text: String) -> [String] {
            session.completions(text, at: text.utf8.count).candidates.map(\.text)
        }
        #expect(files("run ") == ["\"one.tape\"", "\"prices/"])
        #expect(files("run \"o") == ["one.tape\""])
        #expect(files("watch \"") == ["one.tape\"", "prices/"])
        #expect(files("load \"") == ["prices/", "rut.csv\""])
        #expect(files("load rut from \"prices/") == ["prices/spx.txt\""])
        #expect(files("open \"").contains("one.tape\""))
        #expect(files("streak rut up | save \"r") == ["rut.csv\""])
        #expect(files("print \"r").isEmpty)
        // A mark that is already there is not inserted again.
        let closed = "load \"ru\""
        #expect(session.completions(closed, at: closed.utf8.count - 1).candidates.map(\.text) == ["rut.csv"])
    }

    private struct Shelf: Host {
        func read(_ path: String) throws(StoreError) -> [UInt8] { [] }
        func list(_ path: String) -> [String]? {
            [".": ["notes.md", "one.tape", "prices", "rut.csv"], "prices/": ["more.doc", "spx.txt"], "prices": []][path]
        }
        func write(_ path: String, _ bytes: [UInt8]) throws(StoreError) {}
        var isInterrupted: Bool { false }
    }

    /// Under ten milliseconds with ten thousand symbols: a lookup touches those that fit and the way to them, not the
    /// others.
    @Test func aLookupAmongTenThousandSymbolsIsShort() {
        var market = Market()
        for number in 0..<10_000 {
            let digits = String(number)
            let symbol = "s" + String(repeating: "0", count: 5 - digits.count) + digits
            market.add(Instrument(symbol: symbol, name: nil, days: [Day(1), Day(2)], close: [1, 2]))
        }
        let session = Session(market: market)
        let found = session.completions("streak s0123", at: 12).candidates
        #expect(found.map(\.text) == (0..<10).map { "s0123\($0)" })
        #expect(session.symbolIndex.touched < 40)
        // Without a letter, all of them are offered, without notes.
        #expect(session.completions("streak ", at: 7).candidates.count > 10_000)
    }

    @Test func anyTextIsTaken() {
        let pieces = [
            "streak", " ", "rut", "over", "(", ")", "{", "}", "\"", "|", ",", "since", "1990", "#", "\n", ";", "for",
            "in", "é",
            "rsi(", ".", "by", "top", "$", "`", ":", "n", "if", "else", "-", "at", "52w", "load", "set", "市", "[", "]",
            "as",
        ]
        let seed = freshSeed()
        var random = SeededRandom(seed)
        for _ in 0..<300 {
            var text = ""
            for _ in 0..<Int.random(in: 0..<20, using: &random) {
                text += pieces.randomElement(using: &random)! + (Bool.random(using: &random) ? " " : "")
            }
            let cursor = Int.random(in: 0...text.utf8.count, using: &random)
            let found = session.completions(text, at: cursor)
            #expect(found.range.upperBound <= text.utf8.count, "seed \(seed): \(cursor) of `\(text)`")
        }
    }
}
