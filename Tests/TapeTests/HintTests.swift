import TapeEngine
import Tape
import TapeSyntax
import TestSupport
import Testing

/// The advice of an error can be typed as shown.
@Suite struct HintTests {
    /// Every line of the error scripts, and mutants of lines that run.
    private static let lines: [String] = {
        var lines = Scripts.lines(under: "errors")
        lines += [
            "rank sp500 ytd", "rank mag7", "rank mag7 rsi(it, 14)", "compare rut since 2020", "compare aapl",
            "return aapl 2020-2025", "streak aapl", "return aapl last 3", "show aapl.foo", "target aapl", "breadth",
            "aapl ytd", "return(it)", "rank mag7 by return(it)", "return mag7 top 2.5", "streak aapl over",
            "count aapl by year", "return aapl where aapl up", "summary aapl ytd", "mag7 top 2", "show brk-b",
            "golden cross spx", "best day rut", "rut vs spx", "vol rut last 1y", "sma rut 200",
        ]
        let right = Language.standard.verbs.all.flatMap(\.examples)
        let words = ["", "by", "ytd", "top 2.5", "it", "mag7", "since", "5", "\"x\"", "over spx", "| sort by 5", ","]
        for line in right {
            let parts = line.split(separator: " ").map(String.init)
            for place in parts.indices {
                for word in words {
                    var mutant = parts
                    mutant[place] = word
                    lines.append(mutant.filter { !$0.isEmpty }.joined(separator: " "))
                }
            }
            for word in words where !word.isEmpty { lines.append("\(line) \(word)") }
        }
        return lines
    }()

    /// Lines whose errors only show when they run: their data, their stages, their settings.
    private static let runLines = [
        "correlate rut, spx last 1d", "corr(rut, spx) last 1d", "show rut since 2030", "streak rut up until 1950",
        "show rut | sort by 5", "show rut | sort by zz", "show rut | where rut", "show rut | select zz",
        "show rut | rename zz to yy", "show rut | rename rut to session", "show rut | top 2.5", "show rut | as nothing",
        "show rut | save \"x.nothing\"", "show rut | table statistics", "summary rut | plot",
        "return rut next 1m after rut up | table zz",
        "return rut next 1m after rut up since 2025 | where rut_1m > 0", "show rut, ret(rut) | sort by ret(spx)",
        "count vol(spx) > 20% by year", "mean maxdd(rut)", "sum maxdd(rut) by year", "mean maxdd(rut) by month of year",
        "when rut at 13w high quarterly", "last 5d weekly", "show rut last 5d weekly", "show rut last 3d monthly",
        "compare rut with spx until 1980", "target rut to -5", "target rut to 0", "plot rut until 1950",
        "drawdown rut until 1950", "rank mag7 by zz(it)", "rank mag7 by maxdd(rut)",
        "breadth mag7 it above 5 until 1950",
        "set precision 99", "set price zz", "set width 3", "lesson 99", "help zzzz", "run \"none\"", "open \"none\"",
        "load \"none.csv\"", "load rut from \"none.csv\" calendar zz", "why 9", "symbols zzz", "print zz",
        "assert rut > 5", "if rut up { print 1 }", "for x in rut { print x }", "explain show zz", "describe zz",
        "summary rut as of 1950-01-01", "show rsi(rut, 0)", "show rsi(rut, 2.5)", "show rut weekly daily",
        "return rut next 1d after rut up weekly", "show fedfunds daily", "show fedfunds last 1d", "show rut[1950]",
    ]

    private static let labels: Set<String> = ["example", "write", "rolling", "alone", "ask it alone"]

    @Test func everyHintRuns() {
        let session = sampleSession()
        var tried: [String: String] = [:]
        func collect(_ diagnostics: [Diagnostic], _ line: String) {
            for advice in diagnostics.flatMap(\.advice) where HintTests.labels.contains(advice.label) {
                if tried[advice.text] == nil { tried[advice.text] = line }
            }
        }
        for line in HintTests.lines { collect(session.check(Source(line)), line) }
        #expect(tried.count > 100)
        for line in HintTests.runLines {
            let ending = sampleSession().run(Source(line)) { _ in }
            guard case .failed(let diagnostics, _) = ending else { continue }
            collect(diagnostics, line)
            // The text after a different label is not a query.
            for advice in diagnostics.flatMap(\.advice) where !HintTests.labels.contains(advice.label) {
                let first = advice.text.split(separator: " ").first.map(String.init) ?? ""
                let isQuery =
                    Language.standard.verbs[first] != nil && advice.text.contains(" ") && !advice.text.contains(",")
                #expect(!isQuery, "`\(line)`: \(advice.label): \(advice.text)")
            }
        }
        for (hint, line) in tried {
            let found = session.check(Source(hint))
            let isOfTheLine = found.first.map { [.unknownSymbol, .unknownName].contains($0.code) } ?? false
            #expect(found.isEmpty || isOfTheLine, "`\(line)` advises `\(hint)`: \(found.first?.message ?? "")")
            guard !hint.contains("\"") else { continue }
            let ending = sampleSession().run(Source(hint)) { _ in }
            guard case .failed(let diagnostics, _) = ending else { continue }
            // Names that only the line itself defines do not exist in a separate session.
            let code = diagnostics[0].code
            let isOfData = code == .noData || code == .tooFewBars || code == .unknownName || code == .unknownSymbol
            #expect(isOfData, "`\(line)` advises `\(hint)`: \(diagnostics[0].message)")
        }
    }

    /// In the reader's symbols; if an example's symbols are not loaded, in those that are.
    @Test func hintsSpeakOfTheReadersSymbols() {
        let session = sampleSession()
        #expect(hints("streak aapl", session) == ["streak aapl up"])
        #expect(hints("rank sp500 ytd", session).allSatisfy { $0.contains("rank sp500 by") })
        #expect(hints("return aapl 2020-2025", session) == ["return aapl from 2020 to 2025"])
        let other = marketSession(["whole.csv"], in: Scripts.folder + "/data")
        #expect(hints("compare whole", other).allSatisfy { other.check(Source($0)).isEmpty })
    }

    private func hints(_ line: String, _ session: Session) -> [String] {
        session.check(Source(line)).flatMap(\.advice).filter { $0.label == "example" }.map(\.text)
    }
}
