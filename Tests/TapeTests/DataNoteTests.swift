import Tape
import TapeStore
import TapeSyntax
import TestSupport
import Testing

/// Notes on oddities in the data of a query.
@Suite struct DataNoteTests {
    /// A price on each of the days, rising by one.
    private func instrument(_ symbol: String, _ days: [Int32]) -> Instrument {
        Instrument(
            symbol: symbol, name: nil, axis: Axis(days),
            columns: [("close", Column(days.indices.map { Double(100 + $0) }))], mainColumn: "close",
            frequency: .day, provenance: Provenance(file: nil, format: "test"))
    }

    private func session(_ axes: [String: [Int32]]) -> Session {
        var market = Market()
        for (symbol, days) in axes.sorted(by: { $0.key < $1.key }) { market.add(instrument(symbol, days)) }
        return Session(market: market)
    }

    private let start = Day(year: 2024, month: 1, day: 1).number

    @Test func calendarsThatHardlyMeetAreTold() throws {
        // One has every third day, the other has the days between and every sixth.
        let all = (0..<60).map { start + Int32($0) }
        let some = session([
            "aa": all.filter { ($0 - start) % 3 == 0 },
            "bb": all.filter { ($0 - start) % 6 == 0 || ($0 - start) % 3 != 0 },
        ])
        let answer = try some.answer("show aa, bb")
        #expect(answer.notes.contains { $0.code == "calendars" && $0.text.contains("only 10 of BB") })
        let same = session(["aa": all, "bb": all.filter { $0 != start + 9 }])
        #expect(!(try same.answer("show aa, bb")).notes.contains { $0.code == "calendars" })
    }

    @Test func aDayBehindTheDataIsTold() throws {
        let one = session(["aa": (0..<10).map { start + Int32($0) }])
        #expect(try one.answer("aa as of 2030-01-01").notes.contains { $0.code == "as-of" })
        #expect(!(try one.answer("aa as of 2024-01-10")).notes.contains { $0.code == "as-of" })
    }

    @Test func anOldGroupIsTold() throws {
        let days = (0..<10).map { start + Int32($0) }
        let some = session(["aa": Array(days.prefix(5)), "bb": Array(days.prefix(5)), "cc": days])
        for query in ["count {aa, bb} up", "rank {aa, bb} by it", "breadth {aa, bb}", "rsi({aa, bb}, 2)"] {
            #expect(try some.answer(query).notes.contains { $0.code == "newest" }, "\(query)")
        }
        #expect(!(try some.answer("count {aa, cc} up")).notes.contains { $0.code == "newest" })
        // A cut before the newest day of all hides that of the group too.
        #expect(!(try some.answer("count {aa, bb} up as of 2024-01-03")).notes.contains { $0.code == "newest" })
    }
}
