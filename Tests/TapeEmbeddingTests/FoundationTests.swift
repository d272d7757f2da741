import Foundation
import Tape
import TapeSample
import Testing

/// This target is compiled like a separate program: it sees only public declarations. It imports Foundation and Tape,
/// and every name that both declare is written here without its module.
@Suite struct FoundationTests {
    @Test func namesDoNotCollide() throws {
        let session: Session = Session(market: SampleMarket.make())
        let answer: Answer = try session.answer("return rut, spx ytd")
        let table: Table = try #require(answer.table)
        let column: Table.Column = try #require(table.column("change"))
        let unit: Table.Unit = column.unit
        #expect(unit == .percent && column.kind == .number && table.rowCount == 2)
        let notes: [Note] = answer.notes
        #expect(notes.contains { $0.code == "sample" })
        // Names in Foundation that Tape's inner modules use too.
        let length: Unit = UnitLength.meters
        #expect(length.symbol == "m")
        let adding = #Expression<Int, Int> { $0 + 1 }
        #expect(try adding.evaluate(1) == 2)
        let day: Day = try #require(Day(text: "2026-01-22"))
        let instant: Date = Date(timeIntervalSince1970: Double(day.number) * 86_400)
        #expect(instant.formatted(.iso8601.year().month().day()) == day.text)
    }

    @Test func errorsAreValues() throws {
        let session = Session(market: SampleMarket.make())
        #expect {
            try session.answer("streak rutt over spx")
        } throws: { error in
            let error = error as? TapeError
            let diagnostic: Diagnostic? = error?.diagnostics.first
            return diagnostic?.code == DiagnosticCode.unknownSymbol && error?.description.contains("rutt") == true
        }
    }

    /// Members of Tape's public types are visible although they are declared in modules that a program does not import.
    @Test func membersAreInSight() throws {
        var market: Market = Market()
        let days = try (12...16).map { try #require(Day(text: "2026-01-\($0)")) }
        market.add(Instrument(symbol: "Fund", name: "House fund", days: days, close: [1, 2, 3, 4, 5]))
        #expect(market.listings.map(\.symbol) == ["fund"] && market.newest == days.last)
        let session = Session(market: market)
        let answer = try session.answer("return fund from 2026-01-12 to 2026-01-16")
        #expect(answer.table?.numbers("change") == [4] && answer.table?.dates("to") == [days[4]])
        #expect(render(answer, Style(format: .csv)).hasPrefix("symbol,"))
    }
}
