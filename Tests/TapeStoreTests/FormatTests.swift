import TapeTime
import Testing

@testable import TapeStore

/// Samples of each vendor's download, with the same three sessions where possible.
@Suite struct FormatTests {
    static let days = ["2026-01-20", "2026-01-21", "2026-01-22"]
    static let closes: [Double?] = [6796.86, 6875.62, 6913.35]

    static let samples: [(name: String, text: String)] = [
        (
            "Yahoo download",
            """
            Date,Open,High,Low,Close,Adj Close,Volume
            2026-01-20,6865.24,6871.17,6789.05,6796.86,6796.86,5866430000
            2026-01-21,6821.68,6910.39,6806.18,6875.62,6875.62,5968350000
            2026-01-22,6908.36,6934.85,6896.14,6913.35,6913.35,5180030000

            """
        ),
        (
            "yfinance, one header row, time and zone",
            """
            Date,Open,High,Low,Close,Volume,Dividends,Stock Splits
            2026-01-20 00:00:00-05:00,6865.24,6871.17,6789.05,6796.86,5866430000,0.0,0.0
            2026-01-21 00:00:00-05:00,6821.68,6910.39,6806.18,6875.62,5968350000,0.0,0.0
            2026-01-22 00:00:00-05:00,6908.36,6934.85,6896.14,6913.35,5180030000,0.0,0.0
            """
        ),
        (
            "yfinance, three header rows",
            """
            Price,Close,High,Low,Open,Volume
            Ticker,^GSPC,^GSPC,^GSPC,^GSPC,^GSPC
            Date,,,,,
            2026-01-20,6796.86,6871.17,6789.05,6865.24,5866430000
            2026-01-21,6875.62,6910.39,6806.18,6821.68,5968350000
            2026-01-22,6913.35,6934.85,6896.14,6908.36,5180030000
            """
        ),
        (
            "Stooq, English",
            """
            Date,Open,High,Low,Close,Volume
            2026-01-20,6865.24,6871.17,6789.05,6796.86,3323431170
            2026-01-21,6821.68,6910.39,6806.18,6875.62,3381177911
            2026-01-22,6908.36,6934.85,6896.14,6913.35,2934593333
            """
        ),
        (
            "Stooq, Polish, with accents",
            """
            Data,Otwarcie,Najwyższy,Najniższy,Zamknięcie,Wolumen
            2026-01-20,6865.24,6871.17,6789.05,6796.86,3323431170
            2026-01-21,6821.68,6910.39,6806.18,6875.62,3381177911
            2026-01-22,6908.36,6934.85,6896.14,6913.35,2934593333
            """
        ),
        (
            "Stooq, angle brackets",
            """
            <TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>
            ^SPX,D,20260120,000000,6865.24,6871.17,6789.05,6796.86,3323431170,0
            ^SPX,D,20260121,000000,6821.68,6910.39,6806.18,6875.62,3381177911,0
            ^SPX,D,20260122,000000,6908.36,6934.85,6896.14,6913.35,2934593333,0
            """
        ),
        (
            "FRED",
            """
            observation_date,SP500
            2026-01-19,.
            2026-01-20,6796.86
            2026-01-21,6875.62
            2026-01-22,6913.35
            2026-01-23,
            """
        ),
        (
            "Nasdaq.com",
            """
            Date,Close/Last,Volume,Open,High,Low
            01/22/2026,$6913.35,--,$6908.36,$6934.85,$6896.14
            01/21/2026,$6875.62,--,$6821.68,$6910.39,$6806.18
            01/20/2026,$6796.86,--,$6865.24,$6871.17,$6789.05
            """
        ),
        (
            "Investing.com",
            """
            \u{FEFF}"Date","Price","Open","High","Low","Vol.","Change %"
            "01/22/2026","6,913.35","6,908.36","6,934.85","6,896.14","1.2M","0.55%"
            "01/21/2026","6,875.62","6,821.68","6,910.39","6,806.18","987.65K","1.16%"
            "01/20/2026","6,796.86","6,865.24","6,871.17","6,789.05","1.03B","-2.06%"
            """
        ),
        (
            "Investing.com, German",
            """
            \u{FEFF}"Datum","Zuletzt","Eröffn.","Hoch","Tief","Vol.","+/- %"
            "22.01.2026","6.913,35","6.908,36","6.934,85","6.896,14","","0,55%"
            "21.01.2026","6.875,62","6.821,68","6.910,39","6.806,18","","1,16%"
            "20.01.2026","6.796,86","6.865,24","6.871,17","6.789,05","","-2,06%"
            """
        ),
        (
            "MarketWatch",
            """
            Date,Open,High,Low,Close,Volume
            01/22/2026,"6,908.36","6,934.85","6,896.14","6,913.35","2,934,593,333"
            01/21/2026,"6,821.68","6,910.39","6,806.18","6,875.62","3,381,177,911"
            01/20/2026,"6,865.24","6,871.17","6,789.05","6,796.86","3,323,431,170"
            """
        ),
        (
            "WSJ",
            """
            Date, Open, High, Low, Close
            01/22/26, 6908.36, 6934.85, 6896.14, 6913.35
            01/21/26, 6821.68, 6910.39, 6806.18, 6875.62
            01/20/26, 6865.24, 6871.17, 6789.05, 6796.86
            """
        ),
        (
            "Alpha Vantage, adjusted",
            """
            timestamp,open,high,low,close,adjusted_close,volume,dividend_amount,split_coefficient
            2026-01-22,6908.36,6934.85,6896.14,6913.35,6913.35,5180030000,0.0000,1.0
            2026-01-21,6821.68,6910.39,6806.18,6875.62,6875.62,5968350000,0.0000,1.0
            2026-01-20,6865.24,6871.17,6789.05,6796.86,6796.86,5866430000,0.0000,1.0
            """
        ),
        (
            "Alpha Vantage, numbered",
            """
            date,1. open,2. high,3. low,4. close,5. volume
            2026-01-22,6908.36,6934.85,6896.14,6913.35,5180030000
            2026-01-21,6821.68,6910.39,6806.18,6875.62,5968350000
            2026-01-20,6865.24,6871.17,6789.05,6796.86,5866430000
            """
        ),
        (
            "Tiingo",
            """
            date,close,high,low,open,volume,adjClose,adjHigh,adjLow,adjOpen,adjVolume,divCash,splitFactor
            2026-01-20T00:00:00.000Z,6796.86,6871.17,6789.05,6865.24,58664,6796.86,6871.17,6789.05,6865.24,58664,0.0,1.0
            2026-01-21T00:00:00.000Z,6875.62,6910.39,6806.18,6821.68,59683,6875.62,6910.39,6806.18,6821.68,59683,0.0,1.0
            2026-01-22T00:00:00.000Z,6913.35,6934.85,6896.14,6908.36,51800,6913.35,6934.85,6896.14,6908.36,51800,0.0,1.0
            """
        ),
        (
            "Quandl long",
            """
            ,ticker,date,open,high,low,close,volume
            0,SPX,2026-01-20,6865.24,6871.17,6789.05,6796.86,58664
            1,SPX,2026-01-21,6821.68,6910.39,6806.18,6875.62,59683
            2,SPX,2026-01-22,6908.36,6934.85,6896.14,6913.35,51800
            """
        ),
        (
            "CRSP",
            """
            PERMNO,date,TICKER,COMNAM,PRC,VOL,RET
            84398,20260120,SPX,S & P 500,6796.86,58664,-0.020597
            84398,20260121,SPX,S & P 500,6875.62,59683,0.011588
            84398,20260122,SPX,S & P 500,6913.35,51800,C
            """
        ),
        (
            "semicolons and decimal commas",
            """
            Datum;Erster;Hoch;Tief;Schlusskurs;Volumen
            2026-01-20;6.865,24;6.871,17;6.789,05;6.796,86;58.664
            2026-01-21;6.821,68;6.910,39;6.806,18;6.875,62;59.683
            2026-01-22;6.908,36;6.934,85;6.896,14;6.913,35;51.800
            """
        ),
        (
            "tabs, day first",
            "Date\tOpen\tHigh\tLow\tClose\n22.01.2026\t6908,36\t6934,85\t6896,14\t6913,35\n"
                + "21.01.2026\t6821,68\t6910,39\t6806,18\t6875,62\n20.01.2026\t6865,24\t6871,17\t6789,05\t6796,86\n"
        ),
        (
            "R, row names without a name above them",
            """
            "Date","Open","High","Low","Close"
            "1","2026-01-20",6865.24,6871.17,6789.05,6796.86
            "2","2026-01-21",6821.68,6910.39,6806.18,6875.62
            "3","2026-01-22",6908.36,6934.85,6896.14,6913.35
            """
        ),
        (
            "no header",
            """
            2026-01-20,6865.24,6871.17,6789.05,6796.86,58664
            2026-01-21,6821.68,6910.39,6806.18,6875.62,59683
            2026-01-22,6908.36,6934.85,6896.14,6913.35,51800
            """
        ),
        (
            "no header, symbol first",
            """
            SPX,20260120,6865.24,6871.17,6789.05,6796.86,58664
            SPX,20260121,6821.68,6910.39,6806.18,6875.62,59683
            SPX,20260122,6908.36,6934.85,6896.14,6913.35,51800
            """
        ),
        (
            "month names, quoted",
            """
            Date,Open,High,Low,Close*,Adj Close**,Volume
            "Jan 22, 2026","6,908.36","6,934.85","6,896.14","6,913.35","6,913.35","5,180,030,000"
            "Jan 21, 2026","6,821.68","6,910.39","6,806.18","6,875.62","6,875.62","5,968,350,000"
            "Jan 20, 2026","6,865.24","6,871.17","6,789.05","6,796.86","6,796.86","5,866,430,000"
            """
        ),
        (
            "month names between hyphens",
            """
            Date,Open,High,Low,Close,Volume
            22-Jan-26,6908.36,6934.85,6896.14,6913.35,-
            21-Jan-26,6821.68,6910.39,6806.18,6875.62,-
            20-Jan-26,6865.24,6871.17,6789.05,6796.86,-
            """
        ),
        (
            "clock in twelve hours",
            """
            Date,Close
            1/20/2026 4:00:00 PM,6796.86
            1/21/2026 4:00:00 PM,6875.62
            1/22/2026 4:00:00 PM,6913.35
            """
        ),
        (
            "seconds since 1970",
            """
            time,open,high,low,close
            1768867200,6865.24,6871.17,6789.05,6796.86
            1768953600,6821.68,6910.39,6806.18,6875.62
            1769040000,6908.36,6934.85,6896.14,6913.35
            """
        ),
        (
            "milliseconds since 1970, letters for names",
            """
            v,vw,o,c,h,l,t,n
            58664,6830.1,6865.24,6796.86,6871.17,6789.05,1768885200000,11
            59683,6860.1,6821.68,6875.62,6910.39,6806.18,1768971600000,12
            51800,6915.1,6908.36,6913.35,6934.85,6896.14,1769058000000,13
            """
        ),
        (
            "a title, empty lines and a source line around the data",
            """
            S&P 500 Index, daily
            Downloaded by the desk

            Date,Open,High,Low,Close
            2026-01-20,6865.24,6871.17,6789.05,6796.86

            2026-01-21,6821.68,6910.39,6806.18,6875.62
            2026-01-22,6908.36,6934.85,6896.14,6913.35
            Source: the exchange
            """
        ),
        (
            "words with delimiters and line ends inside",
            #"""
            Date,Close,Note
            2026-01-20,6796.86,"tariffs, again
            and a second line"
            2026-01-21,6875.62,"a ""framework"""
            2026-01-22,6913.35,
            """#
        ),
        (
            "bars",
            """
            Date|Open|High|Low|Close
            2026/01/20|6865.24|6871.17|6789.05|6796.86
            2026/01/21|6821.68|6910.39|6806.18|6875.62
            2026/01/22|6908.36|6934.85|6896.14|6913.35
            """
        ),
        (
            "quantmod",
            """
            "Index","SPX.Open","SPX.High","SPX.Low","SPX.Close","SPX.Volume","SPX.Adjusted"
            2026-01-20,6865.24,6871.17,6789.05,6796.86,58664,6796.86
            2026-01-21,6821.68,6910.39,6806.18,6875.62,59683,6875.62
            2026-01-22,6908.36,6934.85,6896.14,6913.35,51800,6913.35
            """
        ),
        (
            "a terminal's export with its own lines first",
            """
            Security,SPX Index
            Start Date,01/20/2026
            End Date,01/22/2026
            Period,D

            Date,PX_OPEN,PX_HIGH,PX_LOW,PX_LAST
            01/20/2026,6865.24,6871.17,6789.05,6796.86
            01/21/2026,6821.68,6910.39,6806.18,6875.62
            01/22/2026,6908.36,6934.85,6896.14,6913.35
            """
        ),
        (
            "no header, time behind the date",
            """
            2026.01.20,00:00,6865.24,6871.17,6789.05,6796.86,58664
            2026.01.21,00:00,6821.68,6910.39,6806.18,6875.62,59683
            2026.01.22,00:00,6908.36,6934.85,6896.14,6913.35,51800
            """
        ),
        (
            "no header, milliseconds",
            """
            1768867200000,6865.24,6871.17,6789.05,6796.86,58664.5
            1768953600000,6821.68,6910.39,6806.18,6875.62,59683.5
            1769040000000,6908.36,6934.85,6896.14,6913.35,51800.5
            """
        ),
        (
            "a spreadsheet's day numbers",
            """
            Date,Close
            46042.6666666667,6796.86
            46043.6666666667,6875.62
            46044.6666666667,6913.35
            """
        ),
        (
            "a row of units",
            """
            Date,Close,Volume
            ,USD,shares
            2026-01-20,6796.86,58664
            2026-01-21,6875.62,59683
            2026-01-22,6913.35,51800
            """
        ),
        (
            "the same columns again in the middle",
            """
            Date,Close
            2026-01-20,6796.86
            2026-01-21,6875.62
            Date,Close
            2026-01-22,6913.35
            """
        ),
        (
            "two columns of dates",
            """
            DATE,TIME PERIOD,Index level (IDX.D.SPX)
            2026-01-20,20 Jan 2026,6796.86
            2026-01-21,21 Jan 2026,6875.62
            2026-01-22,22 Jan 2026,6913.35
            """
        ),
        (
            "trailing delimiters",
            """
            Date,Open,High,Low,Close,
            2026-01-20,6865.24,6871.17,6789.05,6796.86,
            2026-01-21,6821.68,6910.39,6806.18,6875.62,
            2026-01-22,6908.36,6934.85,6896.14,6913.35,
            """
        ),
    ]

    @Test("Every vendor's file gives the same sessions and closes", arguments: samples.map(\.name))
    func vendor(_ name: String) throws {
        let text = try #require(Self.samples.first { $0.name == name }).text
        for version in [text, text.replacing("\n", with: "\r\n"), text.replacing("\n", with: "\r")] {
            // A line end inside a quoted field does not end the line.
            let loaded = try load(version)
            #expect(loaded.days == Self.days)
            #expect(loaded.closes == Self.closes)
            for bar in ["open", "high", "low"] where loaded.columns.contains(bar) {
                let expected: [String: [Double?]] = [
                    "open": [6865.24, 6821.68, 6908.36], "high": [6871.17, 6910.39, 6934.85],
                    "low": [6789.05, 6806.18, 6896.14],
                ]
                #expect(loaded.values[bar] == expected[bar])
            }
        }
    }

    @Test("Columns get the same names for all vendors")
    func columnNames() throws {
        func columns(_ name: String) throws -> [String] {
            try load(try #require(Self.samples.first { $0.name == name }).text).columns
        }
        let bars = ["open", "high", "low", "close"]
        #expect(try columns("Yahoo download") == bars + ["adjclose", "volume"])
        #expect(
            try columns("yfinance, one header row, time and zone") == bars + ["volume", "dividends", "stock_splits"])
        #expect(try columns("Stooq, Polish, with accents") == bars + ["volume"])
        #expect(try columns("Stooq, angle brackets") == bars + ["volume", "openint"])
        #expect(try columns("FRED") == ["sp500"])
        #expect(try columns("Investing.com") == ["close", "open", "high", "low", "volume", "change"])
        #expect(try columns("Investing.com, German") == ["close", "open", "high", "low", "column7"])
        #expect(
            try columns("Alpha Vantage, adjusted") == bars + [
                "adjclose", "volume", "dividend_amount", "split_coefficient",
            ])
        #expect(try columns("Alpha Vantage, numbered") == bars + ["volume"])
        #expect(try columns("CRSP") == ["permno", "close", "volume", "ret"])
        #expect(try columns("month names, quoted") == bars + ["adjclose", "volume"])
        #expect(
            try columns("milliseconds since 1970, letters for names") == [
                "volume", "vw", "open", "close", "high", "low", "n",
            ])
        #expect(try columns("words with delimiters and line ends inside") == ["close"])
        #expect(try columns("quantmod") == bars + ["volume", "adjclose"])
        #expect(try columns("a terminal's export with its own lines first") == bars)
        #expect(try columns("no header, time behind the date") == bars + ["volume"])
        #expect(try columns("no header, milliseconds") == bars + ["volume"])
        #expect(try columns("two columns of dates") == ["index_level_idx_d_spx"])
        #expect(try columns("no header") == bars + ["volume"])
    }

    @Test("Suffixes of size and percent are exact")
    func suffixes() throws {
        let text = try #require(Self.samples.first { $0.name == "Investing.com" }).text
        let loaded = try load(text)
        #expect(loaded.values["volume"] == [1_030_000_000, 987_650, 1_200_000])
        #expect(loaded.values["change"] == [-0.0206, 0.0116, 0.0055])
    }

    @Test("Automatic decisions are reported")
    func remarks() throws {
        func remarks(_ name: String) throws -> [String] {
            try load(try #require(Self.samples.first { $0.name == name }).text).remarks
        }
        #expect(try remarks("Yahoo download") == [])
        #expect(
            try remarks("seconds since 1970") == [
                "The dates are time stamps; they were read as days in UTC."
            ])
        #expect(
            try remarks("no header") == [
                "The file has no header; its columns were read as open, high, low, close, volume."
            ])
        #expect(
            try remarks("FRED") == ["2 lines with a date but no value left out (lines 2 and 6)."])
        #expect(
            try remarks("the same columns again in the middle") == ["1 line with `Date` as a date left out (line 4)."])
    }

    @Test("Symbols come from the file's name, a column or a second header row")
    func symbols() throws {
        func symbol(_ path: String) throws -> String { try load("Date,Close\n2026-01-20,1\n", as: path).symbol }
        #expect(try symbol("^RUT.csv") == "rut")
        #expect(try symbol("data/.SPX.csv") == "spx")
        #expect(try symbol("data/$ON.TXT") == "on")
        #expect(try symbol("BRK.B.csv") == "brk.b")
        #expect(try symbol("C:\\prices\\BF-B.csv") == "bf-b")
        #expect(try symbol("rut_d.csv") == "rut_d")
        #expect(try symbol("^.csv") == "^")
        #expect(try symbol(".csv") == "csv")
        #expect(try load("Date,Close\n2026-01-20,1\n", as: "^RUT.csv", symbol: "R2K").symbol == "r2k")

        let long = "date,symbol,close\n2026-01-20,AAPL,1\n2026-01-20,MSFT,2\n2026-01-21,AAPL,3\n2026-01-21,MSFT,4\n"
        let all = try loadAll(long)
        #expect(all.map(\.symbol) == ["aapl", "msft"])
        #expect(all.map(\.closes) == [[1, 3], [2, 4]])
        #expect(try load(long, symbol: "MSFT").closes == [2, 4])
        #expect(refusal(long, symbol: "nvda")?.message.contains("2 symbols (aapl, msft)") == true)

        let kaggle = "date,open,high,low,close,volume,Name\n2026-01-20,1,1,1,1,5,AAL\n2026-01-20,2,2,2,2,5,^ZION\n"
        #expect(try loadAll(kaggle).map(\.symbol) == ["aal", "zion"])

        let named = "Symbol,Name,Date,Close\nMMM,\"3M, Company\",2026-01-20,1\nABT,Abbott,2026-01-20,1\n"
        #expect(try loadAll(named).map(\.name) == ["3M, Company", "Abbott"])
    }

    @Test("Several tickers in columns are several instruments")
    func tickersInColumns() throws {
        let byField = """
            Price,Close,Close,Volume,Volume
            Ticker,IWM,SPY,IWM,SPY
            Date,,,,
            2026-01-20,260.1,680.5,10,20
            2026-01-21,,690.5,,30
            2026-01-22,270.1,,40,50
            """
        let all = try loadAll(byField)
        #expect(all.map(\.symbol) == ["iwm", "spy"])
        #expect(all.map(\.columns) == [["close", "volume"], ["close", "volume"]])
        #expect(all[0].days == ["2026-01-20", "2026-01-22"])
        #expect(all[1].closes == [680.5, 690.5, nil])

        let merged = """
            Ticker,IWM,,SPY,
            Price,Open,Close,Open,Close
            Date,,,,
            2026-01-20,260.1,261,680.5,681
            """
        #expect(try loadAll(merged).map(\.closes) == [[261], [681]])

        let dotted = "Date,AAPL.Close,BRK.B.Close,AAPL.Adjusted\n2026-01-20,1,2,3\n"
        #expect(try loadAll(dotted).map(\.symbol) == ["aapl", "brk.b"])
        #expect(try loadAll(dotted).map(\.columns) == [["close", "adjclose"], ["close"]])

        let unlabelled = """
            ,Adj Close,Adj Close,Close,Close
            ,IWM,SPY,IWM,SPY
            Date,,,,
            2026-01-20,260.1,261,680.5,681
            """
        #expect(try loadAll(unlabelled).map(\.columns) == [["adjclose", "close"], ["adjclose", "close"]])
    }

    @Test("The distance between dates gives the frequency")
    func frequency() throws {
        func frequency(_ dates: [String]) throws -> CalendarUnit? {
            try load("DATE,X\n" + dates.map { "\($0),1.5\n" }.joined()).frequency
        }
        #expect(try frequency(["2026-01-20", "2026-01-21", "2026-01-22", "2026-01-30"]) == .day)
        #expect(try frequency(["2026-01-02", "2026-01-09", "2026-01-16", "2026-01-23"]) == .week)
        #expect(try frequency(["2026-01-01", "2026-02-01", "2026-03-01"]) == .month)
        #expect(try frequency(["2025-10", "2025-11", "2025-12"]) == .month)
        #expect(try frequency(["2025-01-01", "2025-04-01", "2025-07-01"]) == .quarter)
        #expect(try frequency(["2025Q1", "2025Q2", "2025Q3"]) == .quarter)
        #expect(try frequency(["2023", "2024", "2025"]) == .year)
        #expect(try frequency(["2025-01-01"]) == .day)
    }
}
