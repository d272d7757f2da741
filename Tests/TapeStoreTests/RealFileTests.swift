import TapeTime
import Testing

@testable import TapeStore

/// The real files are read again here in the simplest possible way: by splitting lines at one character.
@Suite("Real price files", .enabled(if: MarketFolder.isThere, "needs ../shared/market"))
struct RealFileTests {
    /// The format of a file, written down by hand.
    struct Look: Sendable {
        var delimiter: Character = ","
        var skip = 1
        var date = 0
        var close: Int
        var columns: [String]
        var symbol: String?
        var readDate: @Sendable (String) -> Day? = RealFileTests.isoDate
    }

    @Sendable static func isoDate(_ text: String) -> Day? { date(text, "-", 0, 1, 2) }

    static func date(_ text: String, _ mark: Character, _ year: Int, _ month: Int, _ day: Int) -> Day? {
        let parts = text.split(separator: mark).compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        return Day(year: parts[year] < 100 ? 2000 + parts[year] : parts[year], month: parts[month], day: parts[day])
    }

    static let bars = ["open", "high", "low", "close"]
    static let yahoo = Look(close: 4, columns: bars + ["adjclose", "volume"])
    static let looks: [String: Look] = [
        "alphavantage_daily": Look(close: 4, columns: bars + ["volume"]),
        "fred_old_dot": Look(close: 1, columns: ["sp500"]),
        "investing_com": Look(
            close: 1, columns: ["close", "open", "high", "low", "change"], readDate: { date($0, "/", 2, 0, 1) }),
        "nasdaq_com": Look(
            close: 1, columns: ["close", "volume", "open", "high", "low"], readDate: { date($0, "/", 2, 0, 1) }),
        "quandl_long": Look(
            date: 1, close: 5,
            columns: bars + [
                "volume", "exdividend", "splitratio", "adjopen", "adjhigh", "adjlow", "adjclose", "adjvolume",
            ], symbol: "aapl"),
        "semicolon": Look(delimiter: ";", close: 4, columns: bars + ["adjclose", "volume"]),
        "stooq_pl": Look(close: 4, columns: bars + ["volume"]),
        "wsj": Look(close: 4, columns: bars, readDate: { date($0, "/", 2, 0, 1) }),
        "yahoo_download": yahoo,
        "yfinance_multiheader": Look(
            skip: 3, close: 1, columns: ["close", "high", "low", "open", "volume"], symbol: "rut"),
        "yyyymmdd_integer_dates": Look(
            close: 4, columns: bars + ["volume"],
            readDate: { text in Int(text).map { Day(year: $0 / 10000, month: $0 / 100 % 100, day: $0 % 100) } }),
    ]

    /// Closes by day; lines without a number are left out; of two lines with the same date, the later wins.
    static func plain(_ bytes: [UInt8], _ look: Look) -> [Day: Double] {
        var text = String(decoding: bytes, as: UTF8.self)
        if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
        var closes: [Day: Double] = [:]
        for line in text.split(whereSeparator: \.isNewline).dropFirst(look.skip) {
            var fields: [String] = []
            if line.contains("\"") {
                fields = line.dropFirst().dropLast().components(separatedBy: "\",\"")
            } else {
                fields = line.split(separator: look.delimiter, omittingEmptySubsequences: false).map(String.init)
            }
            let close = fields[look.close].filter { $0 != "$" && $0 != "," && $0 != " " }
            guard let value = Double(close) else { continue }
            guard let day = look.readDate(fields[look.date]) else {
                Issue.record("no date in \(line)")
                continue
            }
            closes[day] = value
        }
        return closes
    }

    static func check(_ file: String, _ look: Look, symbol: String) throws {
        let bytes = MarketFolder.bytes(file)
        let instruments = try PriceFile.read(bytes, path: file)
        #expect(instruments.count == 1)
        let instrument = try #require(instruments.first)
        #expect(instrument.symbol == symbol)
        #expect(instrument.columns.map(\.name) == look.columns)
        let expected = plain(bytes, look)
        #expect(expected.count > 20)
        #expect(instrument.axis.count == expected.count)
        let column = try #require(instrument.column(instrument.mainColumn))
        let closes = column.read { values in values.indices.map { values[$0] } }
        let different = zip(instrument.axis.days, closes).first { expected[Day($0)] != $1 }
        #expect(different == nil)
        #expect(instrument.frequency == .day)
    }

    @Test("Every file of formats/", arguments: MarketFolder.files(in: "formats"))
    func formats(_ file: String) throws {
        let stem = String(file.dropFirst("formats/".count).dropLast(".csv".count))
        let look = try #require(Self.looks[stem], "a new file: say how it is written")
        try Self.check(file, look, symbol: look.symbol ?? stem)
    }

    @Test("Every file of stocks/", arguments: MarketFolder.files(in: "stocks"))
    func stocks(_ file: String) throws {
        let stem = file.dropFirst("stocks/".count).dropLast(".csv".count)
        try Self.check(file, Self.yahoo, symbol: stem.lowercased())
    }

    @Test("The indexes", arguments: MarketFolder.files(in: ""))
    func indexes(_ file: String) throws {
        try Self.check(
            file, Look(close: 4, columns: Self.bars + ["volume"]), symbol: file.dropLast(".csv".count).lowercased())
    }

    @Test("The calendar has exactly the sessions of the S&P 500 since 1970")
    func calendar() throws {
        let instrument = try #require(try PriceFile.read(MarketFolder.bytes("SPX.csv"), path: "SPX.csv").first)
        let (missing, surplus) = TradingCalendar.nyse.differences(of: instrument.axis.days)
        #expect(missing == [])
        #expect(surplus == [])
        let last = try #require(instrument.axis.last)
        let since = Day(year: 1987, month: 1, day: 1)
        let sessions = Array(instrument.axis.days[instrument.axis.lowerBound(since)...])
        #expect(sessions.count > 9000)
        let isSame = TradingCalendar.nyse.sessions(from: since, through: last) == sessions
        #expect(isSame)
    }
}
