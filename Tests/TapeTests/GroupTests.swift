import Tape
import TapeStore
import TapeSyntax
import TestSupport
import Testing

/// Members of a group that stopped trading, joined late or lack a value.
@Suite struct GroupTests {
    /// Sessions of January 2026: aa trades to the end, bb stopped on the 16th, cc in December, dd begins on the 21st
    /// and has no value on the 22nd.
    static var session: Session {
        var market = Market()
        let exchange = TradingCalendar.nyse
        func add(_ symbol: String, _ first: Day, _ last: Day, gap: Day? = nil, _ price: (Int) -> Double) {
            let days = exchange.sessions(from: first, through: last)
            let prices = days.indices.map { Day(days[$0]) == gap ? .nan : price($0) }
            market.add(
                Instrument(
                    symbol: symbol, name: nil, axis: Axis(days), columns: [("close", Column(prices))],
                    mainColumn: "close", frequency: .day, provenance: Provenance(file: nil, format: "test")))
        }
        let december = Day(year: 2025, month: 12, day: 1)
        let newest = Day(year: 2026, month: 1, day: 22)
        add("aa", december, newest) { 100 + Double($0) }
        add("bb", december, Day(year: 2026, month: 1, day: 16)) { 100 + Double($0) }
        add("cc", december, Day(year: 2025, month: 12, day: 19)) { 100 + Double($0) }
        add("dd", Day(year: 2026, month: 1, day: 20), newest, gap: newest) { 50 - Double($0) }
        market.setGroup("all", members: ["aa", "bb", "cc", "dd"])
        return Session(market: market)
    }

    /// A week is that of the group, not the last one in which a member traded.
    @Test func theWeekIsTheGroups() throws {
        let answer = try Self.session.answer("breadth all wtd")
        #expect(answer.numbers("up") == [1] && answer.numbers("judged") == [1] && answer.numbers("members") == [4])
        #expect(answer.notes.contains { $0.text.hasPrefix("3 members without data here") })
        let rows = try Self.session.answer("return all ytd")
        #expect(rows.texts("symbol") == ["aa", "bb"])
        #expect(rows.days("to") == ["2026-01-22", "2026-01-16"])
        let days = try Self.session.answer("return all last 5d")
        #expect(days.texts("symbol") == ["aa", "bb", "dd"])
        #expect(days.days("from") == ["2026-01-14", "2026-01-14", "2026-01-20"])
    }

    @Test func conditionsAreJudgedOnOneSession() throws {
        let answer = try Self.session.answer("breadth all it up")
        #expect(answer.numbers("held") == [1] && answer.numbers("judged") == [1] && answer.numbers("share") == [1])
        #expect(answer.headline[0].contains("on 2026-01-22"))
        let left = answer.notes.map(\.text).joined()
        #expect(["BB", "CC", "DD"].allSatisfy { left.contains($0) }, "\(answer.notes.map(\.text))")
        let earlier = try Self.session.answer("breadth all it up as of 2026-01-16")
        #expect(earlier.numbers("held") == [2] && earlier.numbers("judged") == [2])
        let rank = try Self.session.answer("rank all by it")
        #expect(rank.texts("symbol") == ["aa"])
    }

    /// A closed window does not depend on who traded while it was open.
    @Test func closedWindowsAreTakenAsTheyAre() throws {
        let answer = try Self.session.answer("return all in dec 2025")
        #expect(answer.texts("symbol") == ["aa", "bb", "cc"])
        #expect(answer.days("to") == ["2025-12-31", "2025-12-31", "2025-12-19"])
        let gone = try Self.session.answer("count all up in jan 2026")
        #expect(gone.texts("symbol") == ["aa", "bb", "dd"])
        #expect(gone.notes.contains { $0.code == "left-out" && $0.text.contains("CC") })
    }

    /// A session without a value is not counted at all, not even as unchanged.
    @Test func aMissingCloseIsNotUnchanged() throws {
        let answer = try Self.session.answer("breadth {aa, dd}")
        #expect(answer.numbers("unchanged") == [0] && answer.numbers("judged") == [1])
    }
}
