import Tape
import TapeStore
import TapeSyntax
import TapeTime
import TestSupport
import Testing

/// The exchange's calendar three ways: the store's, the oracle's own, and the real sessions.
@Suite struct AlmanacTests {
    @Test func storeAndOracleAgree() {
        let first = Almanac.number(1988, 1, 1)
        for day in first..<Almanac.number(2044, 12, 31) {
            let stored = Day(Int32(day))
            #expect(TradingCalendar.nyse.isSession(stored) == Almanac.isOpen(day), "\(stored)")
            #expect(stored.text == Almanac.text(day) && stored.weekday == Almanac.weekday(day))
        }
        for day in stride(from: first, to: Almanac.number(2030, 1, 1), by: 3) {
            for (period, span) in [
                (Period.weekly, CalendarUnit.week), (.monthly, .month), (.quarterly, .quarter), (.yearly, .year),
            ] {
                let stored = Day(Int32(day))
                #expect(Int(span.start(of: stored).number) == Almanac.firstDay(of: period, day), "\(stored)")
                #expect(Int(span.end(of: stored).number) == Almanac.lastDay(of: period, day), "\(stored)")
                #expect(
                    TradingCalendar.nyse.hasSessions(after: stored, in: span) == Almanac.isPartial(period, day),
                    "\(stored)")
            }
        }
    }

    @Test(.enabled(if: Places.hasMarket, "the folder of real prices is not here"))
    func theExchangeWasOpenWhenTheAlmanacSays() throws {
        let answer = try marketSession(["SPX.csv"]).answer("show spx since 1988")
        guard case .dates(let days) = answer.table?.column("session")?.values else {
            Issue.record("no sessions")
            return
        }
        let wanted = (Int(days[0])...Int(days[days.count - 1])).filter { Almanac.isOpen($0) }
        #expect(days.map { Int($0) } == wanted)
        #expect(Almanac.text(wanted[0]) == "1988-01-04")
    }
}
