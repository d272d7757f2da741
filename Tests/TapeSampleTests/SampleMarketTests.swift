import TapeSample
import TapeStore
import Testing

struct SampleMarketTests {
    @Test func everyInstrumentIsMarkedAsSampleAndListedAsItIs() {
        for listing in History.market.listings {
            let instrument = History.market.instrument(listing.symbol)
            #expect(instrument?.provenance.isSample == true)
            #expect(instrument?.axis.first == listing.first, "\(listing.symbol)")
            #expect(instrument?.axis.last == listing.last, "\(listing.symbol)")
            #expect(instrument?.name == listing.name)
        }
    }

    @Test func vendorsNamesFindTheirIndex() {
        for (name, symbol) in [("^RUT", "rut"), (".RUT", "rut"), ("^GSPC", "spx"), (".SPX", "spx"), ("^SPX", "spx")] {
            #expect(History.market.key(for: name) == symbol)
        }
    }

    @Test func indexesTradeOnEverySessionOfTheExchange() {
        var expected: [String] = []
        var day = Day(year: 1987, month: 9, day: 10)
        while day.text <= "2026-01-22" {
            if TradingCalendar.nyse.isSession(day) { expected.append(day.text) }
            day = day + 1
        }
        #expect(expected.count == 9_665)
        #expect(History("rut").days == expected)
        #expect(History("spx").days == expected)
    }

    @Test func barsAreConsistent() {
        for listing in History.market.listings {
            guard let instrument = History.market.instrument(listing.symbol), instrument.frequency == .daily else {
                continue
            }
            let columns = ["open", "high", "low", "close", "volume"].map { name in
                instrument.column(name).map { History.values($0) } ?? []
            }
            var wrong = columns.contains { $0.count != instrument.axis.count } ? 1 : 0
            guard wrong == 0 else {
                Issue.record("\(listing.symbol) lacks a column")
                continue
            }
            for index in 0..<instrument.axis.count {
                let (open, high, low, close) = (
                    columns[0][index], columns[1][index], columns[2][index], columns[3][index]
                )
                let volume = columns[4][index]
                let ordered = low > 0 && low <= min(open, close) && max(open, close) <= high
                let quoted = [open, high, low, close].allSatisfy { ($0 * 100).rounded() / 100 == $0 }
                if !ordered || !quoted || volume < 0 || volume != volume.rounded() { wrong += 1 }
            }
            #expect(wrong == 0, "\(listing.symbol)")
        }
    }

    /// The same bytes on every machine and in every version: whoever means to change the sample changes this too.
    @Test func closesAreTheSameEverywhere() {
        #expect(hash(["rut", "spx"]) == 5_242_760_225_651_863_028)
    }

    private func hash(_ symbols: [String]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for symbol in symbols {
            for close in History(symbol).closes { hash = (hash ^ close.bitPattern) &* 0x100_0000_01B3 }
        }
        return hash
    }
}
