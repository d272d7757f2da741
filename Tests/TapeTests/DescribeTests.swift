import Tape
import TapeStore
import TapeSyntax
import TestSupport
import Testing

/// What is loaded, against the calendar of the exchange.
@Suite struct DescribeTests {
    private func facts(_ days: [String], _ settings: String = "") throws -> [String: String] {
        var market = Market()
        let axis = Axis(days.map { Day(text: $0)!.number })
        market.add(
            Instrument(
                symbol: "aa", name: nil, axis: axis, columns: [("close", Column(days.map { _ in 1 }))],
                mainColumn: "close", frequency: .day, provenance: Provenance(file: nil, format: "test")))
        let session = Session(market: market)
        _ = session.run(Source(settings)) { _ in }
        let answer = try session.answer("describe aa")
        return Dictionary(uniqueKeysWithValues: zip(answer.texts("property"), answer.texts("value")))
    }

    @Test func missingAndSurplusSessionsAreTold() throws {
        let days = ["2026-01-14", "2026-01-15", "2026-01-19", "2026-01-21", "2026-01-22"]
        let found = try facts(days)
        #expect(found["missing against the NYSE calendar"] == "2: 2026-01-16, 2026-01-20")
        #expect(found["not in the NYSE calendar"] == "1: 2026-01-19")
        let whole = try facts(["2026-01-16", "2026-01-20"])
        #expect(whole["missing against the NYSE calendar"] == "none" && whole["not in the NYSE calendar"] == "none")
        let other = try facts(days, "set calendar none")
        #expect(other["missing against the NYSE calendar"] == nil && other["sessions"] == "5")
    }
}
