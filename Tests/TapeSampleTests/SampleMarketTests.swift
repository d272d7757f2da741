import TapeSample
import TapeStore
import TapeTime
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
        let names = [
            ("^RUT", "rut"), (".RUT", "rut"), ("^GSPC", "spx"), (".SPX", "spx"), ("^SPX", "spx"), ("^NDX", "ndx"),
            ("^DJI", "dji"), (".DJI", "dji"), ("^VIX", "vix"), (".INX", "spx"),
        ]
        for (name, symbol) in names {
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
        for symbol in ["spx", "ndx"] { #expect(History(symbol).days == expected) }
        for listing in History.market.listings where listing.symbol != "fedfunds" {
            #expect(listing.last.text == "2026-01-22")
            #expect(expected.contains(listing.first.text), "\(listing.symbol)")
        }
        for symbol in ["dji", "iwm", "vix", "nvda", "bexo"] {
            let days = History(symbol).days
            #expect(days == Array(expected.suffix(days.count)))
        }
    }

    /// The named symbols and every tenth member of `sp500`.
    @Test func barsAreConsistent() throws {
        let market = History.market
        let members = try #require(market.group("sp500"))
        let named = market.listings.map(\.symbol).filter { !members.contains($0) && $0 != "fedfunds" }
        #expect(named.count == 16)
        for symbol in named + stride(from: 0, to: 500, by: 10).map({ members[$0] }) {
            let instrument = try #require(market.instrument(symbol))
            let columns = try ["open", "high", "low", "close", "volume"].map {
                History.values(try #require(instrument.column($0)))
            }
            for column in columns { #expect(column.count == instrument.axis.count) }
            var wrong: [String] = []
            for index in 0..<instrument.axis.count {
                let (open, high, low, close) = (
                    columns[0][index], columns[1][index], columns[2][index], columns[3][index]
                )
                let volume = columns[4][index]
                var good = low > 0 && low <= min(open, close) && max(open, close) <= high
                for price in [open, high, low, close] { good = good && isQuoted(price) }
                if !good || volume < 0 || volume != volume.rounded() {
                    wrong.append(Day(instrument.axis.days[index]).text)
                }
            }
            #expect(wrong.isEmpty, "\(symbol)")
        }
    }

    /// Two decimals, or four under five dollars: the printed number is the exact number.
    private func isQuoted(_ price: Double) -> Bool {
        price >= 5 ? (price * 100).rounded() / 100 == price : (price * 10_000).rounded() / 10_000 == price
    }

    /// The same bytes on every machine and in every version: an intended change of the sample changes this too.
    @Test func theSampleIsTheSameEverywhere() throws {
        let members = try #require(History.market.group("sp500"))
        let named = History.market.listings.map(\.symbol).filter { !members.contains($0) }
        #expect(try hash(["rut", "spx"]) == 7_170_400_075_603_399_046)
        #expect(try hash(named) == 14_767_216_117_041_730_068)
        #expect(try hash(stride(from: 0, to: 500, by: 25).map { members[$0] }) == 10_327_935_336_191_032_937)
    }

    /// FNV-1a over the bits of all values of all columns.
    private func hash(_ symbols: [String]) throws -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for symbol in symbols {
            for (_, column) in try #require(History.market.instrument(symbol)).columns {
                for value in History.values(column) { hash = (hash ^ value.bitPattern) &* 0x100_0000_01B3 }
            }
        }
        return hash
    }
}
