import TapeStore
import TapeSyntax
import TestSupport
import Testing

@testable import Tape
@testable import TapeEngine

/// `why` of a row shows the figures of the row, for every verb, and finds the row after any pipe.
@Suite struct WorkingTests {
    /// A query, and the columns whose figures appear in the working as in the row.
    private struct Case: CustomTestStringConvertible {
        let query: String
        let shown: [String]

        init(_ query: String, _ shown: String...) {
            self.query = query
            self.shown = shown
        }

        var testDescription: String { query }
    }

    private static let cases: [Case] = [
        Case("streak rut over spx since 2025-06", "length", "from", "to"),
        Case("streak rut up weekly since 2025 where spx up", "length", "from", "to"),
        Case("odds rut over spx since 2020", "length", "reached", "went_on", "share"),
        Case("odds mag7 over spx since 2024", "symbol", "reached", "share"),
        Case("when rut over spx ytd", "session", "rut", "spx"),
        Case("when mag7 up 3% ytd", "session", "symbol", "mag7"),
        Case("when rut at 52w high since 2025-12", "session", "rut"),
        Case("count rut over spx by month in 2025", "held", "judged"),
        Case("count rut > first_value(rut) by quarter in 2025", "held", "judged"),
        Case("count mag7 up by year since 2024 where spx down", "symbol", "held", "judged"),
        Case("first {rut, spx, ndx} at high in 2026", "session", "symbol"),
        Case("last rut down 1% in 2025", "session"),
        Case("return rut, spx, vix ytd", "symbol", "from", "to", "base", "last", "change"),
        Case("return rut, mag7 by quarter in 2025", "symbol", "from", "to", "base", "last", "change"),
        Case("return rsi(mag7, 14), mag7 since 2025-12-01", "from", "to", "base", "last", "change"),
        Case("return rut, spx next 1w, 1m after rut up 2% since 2025", "event", "rut 1w", "rut 1m", "spx 1w", "spx 1m"),
        Case("return mag7 next 1w after mag7 up 5% since 2025", "event", "symbol", "mag7 1w"),
        Case(
            "return rut, spx next 1w, 1m after rut up 2% since 2025 | table statistics", "symbol", "next", "best",
            "worst"),
        Case("compare mag7 with spx in 2025", "symbol", "from", "to", "return"),
        Case("show rut, sma(rut, 3), rut up ytd", "session", "rut", "sma(rut, 3)"),
        Case("show ret(rut) where spx up ytd", "session", "ret(rut)"),
        Case("plot rut, spx ytd", "session", "rut", "spx"),
        Case("mean ret(rut) by day of week ytd", "bucket", "mean", "n"),
        Case("mean ret(mag7) by month in 2025 where spx up", "symbol", "bucket", "mean", "n"),
        Case("median rut by week ytd", "median"),
        Case("sum ret(rut) by month in 2025", "bucket", "sum"),
        Case("min rut by month in 2025", "bucket", "min"),
        Case("max mag7 ytd", "symbol", "max"),
        Case("stdev ret(rut) by quarter in 2025", "bucket", "stdev"),
        Case("rank mag7 by rsi(it, 14)", "symbol", "rsi(it, 14)", "session"),
        Case("rank mag7 by maxdd(it) ytd", "symbol", "maxdd(it)", "session"),
        Case("drawdown rut, spx in 2025", "depth", "peak", "trough", "recovery"),
        Case("drawdown mag7 since 2025-06", "symbol", "depth", "peak", "trough"),
        Case("target rut to 2861, 3000, sma(rut, 50)", "level", "change"),
        Case("target mag7 to 100, 500", "symbol", "level", "change"),
        Case("summary mag7", "symbol"),
        Case("maxdd(mag7) in 2025", "symbol", "value"),
        Case("maxdd(rut) by quarter in 2025", "value"),
        Case("rsi(mag7, 14)", "symbol", "session", "value"),
        Case("describe mag7"),
        Case("breadth mag7 wtd"),
        Case("correlate rut, spx, ndx ytd", "symbol"),
    ]

    private let session = sampleSession()

    /// The working of a row of the last answer, printed in full.
    private func why(_ row: Int) throws -> (text: String, answer: Answer) {
        var working = try Engine.why(try #require(session.lastAnswer), row: row)
        working.presentation.displayRows = nil
        return (render(working, Style(format: .table)).lowercased(), working)
    }

    private func text(_ column: TableColumn, _ row: Int) -> String? {
        switch column.values {
        case .numbers(let values):
            values[row].isNaN ? nil : Format.value(values[row], column.rowUnits?[row] ?? column.unit)
        case .dates(let days): days[row] == TableColumn.missingDate ? nil : Day(days[row]).text
        case .texts(let texts): texts[row] == "open" ? "still open" : texts[row]?.lowercased()
        case .flags: nil
        }
    }

    @Test(arguments: cases) private func theFiguresOfARowStandInItsWorking(_ one: Case) throws {
        let table = try #require(try session.answer(one.query).table)
        for row in 0..<table.rowCount {
            let working = try why(row + 1).text
            for name in one.shown {
                let column = try #require(table.column(name), "\(one.query) has no column \(name)")
                guard let text = text(column, row) else { continue }
                #expect(working.contains(text), "row \(row + 1): \(name) \(text) is not in\n\(working)")
            }
        }
    }

    @Test func everyVerbHasACase() {
        let verbs = Set(Self.cases.compactMap { $0.query.split(separator: " ").first.map(String.init) })
        for verb in Language.standard.verbs.names { #expect(verbs.contains(verb), "no case has `\(verb)`") }
    }

    /// After `bottom`, `select` or `sort`, each row is still the same row of the answer, whatever columns are left.
    @Test(arguments: cases) private func aRowKeepsItsWorkingBehindAPipe(_ one: Case) throws {
        let table = try #require(try session.answer(one.query).table)
        let count = table.rowCount
        let rows = Array(Set([0, 1, count / 2, count - 1].filter { (0..<count).contains($0) })).sorted()
        let expected = try rows.map { try why($0 + 1).text }
        let last = try #require(table.columns.last)
        let number = table.columns.last { $0.kind == .number }
        let select = " | select `\(last.name)`"
        func check(_ stages: String, _ place: (Int) -> Int) throws {
            _ = try session.answer(one.query + stages)
            for (row, text) in zip(rows, expected) {
                #expect(try why(place(row) + 1).text == text, "row \(row + 1) after\(stages)")
            }
        }
        try check(select) { $0 }
        try check(" | bottom \(max(count, 1))" + select) { $0 }
        if let number, case .numbers(let values) = number.values {
            let order = (0..<count).sorted { a, b in
                if values[a].isNaN || values[b].isNaN {
                    return values[b].isNaN && (!values[a].isNaN || a < b)
                }
                return values[a] != values[b] ? values[a] < values[b] : a < b
            }
            try check(" | sort by `\(number.name)`" + select) { order.firstIndex(of: $0)! }
        }
    }

    /// The changes of a run follow from its first and last close in the working.
    @Test(arguments: ["streak rut over spx since 2024", "streak {rut} over spx since 2025"])
    func theChangesOfARunAreThoseOfItsCloses(_ query: String) throws {
        let table = try #require(try session.answer(query).table)
        guard case .numbers(let lengths) = table.column("length")?.values else { return }
        for row in 0..<table.rowCount {
            let sheet = try #require(try why(row + 1).answer.table)
            guard case .flags(let holds) = sheet.column("holds")?.values else { return }
            let last = try #require(holds.lastIndex(of: true))
            #expect(holds.count { $0 == true } == Int(lengths[row]) || table.column("rut") == nil)
            for name in ["rut", "spx"] {
                guard case .numbers(let closes) = sheet.column(name)?.values,
                    case .numbers(let changes) = table.column(name)?.values
                else { continue }
                #expect(abs(closes[last] / closes[0] - 1 - changes[row]) < 1e-12)
            }
        }
    }

    /// The members counted are the members listed.
    @Test func breadthCountsTheMembersOfItsWorking() throws {
        for query in [
            "breadth mag7 wtd", "breadth mag7 it up", "breadth sp500 ytd", "breadth mag7 it up where it > 300",
        ] {
            let table = try #require(try session.answer(query).table)
            guard case .numbers(let judged) = table.column("judged")?.values else { continue }
            let sheet = try #require(try why(1).answer.table)
            #expect(sheet.rowCount == Int(judged[0]), "\(query)")
        }
    }

    /// The correlation follows from the returns in its working.
    @Test func theReturnsOfACorrelationGiveIt() throws {
        let table = try #require(try session.answer("correlate rut, spx since 2025 where vix < 20").table)
        let sheet = try #require(try why(1).answer.table)
        guard case .numbers(let a) = sheet.column("rut change")?.values,
            case .numbers(let b) = sheet.column("spx change")?.values,
            case .numbers(let shown) = table.column("spx")?.values
        else {
            Issue.record("columns are missing")
            return
        }
        let (meanA, meanB) = (a.reduce(0, +) / Double(a.count), b.reduce(0, +) / Double(b.count))
        var (ab, aa, bb) = (0.0, 0.0, 0.0)
        for (x, y) in zip(a, b) {
            ab += (x - meanA) * (y - meanB)
            aa += (x - meanA) * (x - meanA)
            bb += (y - meanB) * (y - meanB)
        }
        #expect(abs(ab / (aa * bb).squareRoot() - shown[0]) < 1e-12)
    }

    /// An answer keeps no other answers: the names of the session are not part of its working.
    @Test func aWorkingHoldsNoOtherAnswer() throws {
        _ = try session.answer("streak rut over spx since 2025")
        _ = try session.answer("_ | top 3")
        let working = try #require(try session.answer("when rut up ytd").working)
        #expect(working.request.environment.scope.names.isEmpty)
    }
}
