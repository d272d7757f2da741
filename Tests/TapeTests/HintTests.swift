import Tape
import TestSupport
import Testing

/// What an error advises to type can be typed.
@Suite struct HintTests {
    /// Every line of the error scripts, and mutants of lines that run.
    private static let lines: [String] = {
        let folder = Places.package + "/Tests/Scripts/errors"
        var lines: [String] = []
        for file in Files.list(folder) ?? [] where file.hasSuffix(".tape") {
            lines += (Files.text("\(folder)/\(file)") ?? "").split(separator: "\n").map(String.init)
        }
        lines += [
            "rank sp500 ytd", "rank mag7", "rank mag7 rsi(it, 14)", "compare rut since 2020", "compare aapl",
            "return aapl 2020-2025", "streak aapl", "return aapl last 3", "show aapl.foo", "target aapl", "breadth",
            "aapl ytd", "return(it)", "rank mag7 by return(it)", "return mag7 top 2.5", "streak aapl over",
            "count aapl by year", "return aapl where aapl up", "summary aapl ytd", "mag7 top 2", "show brk-b",
            "golden cross spx", "best day rut", "rut vs spx", "vol rut last 1y", "sma rut 200",
        ]
        let right = Verb.entries.flatMap(\.examples)
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

    @Test func everyHintRuns() {
        let session = sampleSession()
        var tried: [String: String] = [:]
        for line in HintTests.lines {
            for diagnostic in session.check(Source(line)) {
                for advice in diagnostic.advice where advice.label == "like" || advice.label == "write" {
                    if tried[advice.text] == nil { tried[advice.text] = line }
                }
            }
        }
        #expect(tried.count > 100)
        for (hint, line) in tried {
            let found = session.check(Source(hint))
            let isOfTheLine = found.first.map { [.unknownSymbol, .unknownName].contains($0.code) } ?? false
            #expect(found.isEmpty || isOfTheLine, "`\(line)` advises `\(hint)`: \(found.first?.message ?? "")")
            guard !hint.contains("\"") else { continue }
            let ending = sampleSession().run(Source(hint)) { _ in }
            guard case .failed(let diagnostics, _) = ending else { continue }
            // Names that only the line itself gives are not there in a session of its own.
            let code = diagnostics[0].code
            let isOfData = code == .noData || code == .tooFewBars || code == .unknownName || code == .unknownSymbol
            #expect(isOfData, "`\(line)` advises `\(hint)`: \(diagnostics[0].message)")
        }
    }

    /// In the reader's symbols, and where an example's are not loaded in those that are.
    @Test func hintsSpeakOfTheReadersSymbols() {
        let session = sampleSession()
        #expect(hints("streak aapl", session) == ["streak aapl up"])
        #expect(hints("rank sp500 ytd", session).allSatisfy { $0.contains("rank sp500 by") })
        #expect(hints("return aapl 2020-2025", session) == ["return aapl from 2020 to 2025"])
        let other = marketSession(["RUT.csv"])
        #expect(hints("compare rut", other).allSatisfy { other.check(Source($0)).isEmpty })
    }

    private func hints(_ line: String, _ session: Session) -> [String] {
        session.check(Source(line)).flatMap(\.advice).filter { $0.label == "like" }.map(\.text)
    }
}
