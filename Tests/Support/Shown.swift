import Tape
import TapeSample

/// The files that the documents mention, so that their examples can be run.
package enum DocumentFiles {
    package static func host() -> TestHost {
        TestHost(files: [
            "prices.csv": prices(from: "2025-12-31", count: 16), "old.csv": prices(from: "1990-01-02", count: 8),
            "young.csv": prices(from: "2020-01-02", count: 8),
            "two-readings.csv": "Date,Close\n03/04/2025,10\n04/05/2025,11\n05/06/2025,12\n",
            "letter.txt": "Dear reader,\nthere is no price in here.\n", "script.tape": "return rut ytd\n",
            "itself.tape": "run \"itself.tape\"\n",
        ])
    }

    private static func prices(from first: String, count: Int) -> String {
        let fields = first.split(separator: "-").map { Int($0) ?? 1 }
        var day = Day(year: fields[0], month: fields[1], day: fields[2]).number
        var text = "Date,Open,High,Low,Close,Volume\n"
        for row in 0..<count {
            while [6, 7].contains(Day(day).weekday) { day += 1 }
            let close = 100 + Double(row) * 0.5
            text += "\(Day(day).text),\(close - 0.25),\(close + 0.5),\(close - 0.5),\(close),\(1000 + row)\n"
            day += 1
        }
        return text
    }
}

/// A session for running what the documents show. What saves the whole market runs on a small one: the sample's 500
/// stocks would have to be made up first.
package func documentSession(for text: String, sample: Market) -> Session {
    let session = promptSession(text.contains("save market") ? Market() : sample, DocumentFiles.host())
    if session.market.isEmpty { _ = session.run(Source("load \"prices.csv\"")) { _ in } }
    return session
}

/// The code of the error that running the text on the sample ends with; nil if there is no error.
package func errorCode(_ text: String, in session: Session? = nil) -> DiagnosticCode? {
    let session = session ?? documentSession(for: text, sample: SampleMarket.make())
    switch session.run(Source(text), emit: { _ in }) {
    case .finished, .quit: return nil
    case .interrupted: return .interrupted
    case .failed(let diagnostics, _): return diagnostics[0].code
    case .assertFailed(let diagnostic, _): return diagnostic.code
    }
}
