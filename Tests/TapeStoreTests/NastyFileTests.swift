import TapeTime
import Testing

@testable import TapeStore

/// Malformed files.
@Suite struct NastyFileTests {
    @Test("A file that does not hold prices is refused with what it is and what was expected")
    func refused() throws {
        let cases: [(text: String, found: String, line: Int?)] = [
            ("", "empty", nil),
            ("  \r\n\n \t\n", "blank", nil),
            ("<!DOCTYPE html>\n<html><body>2026-01-20,5</body></html>", "web page", 1),
            ("\n\n<html>", "web page", 3),
            ("<?xml version=\"1.0\"?><a/>", "web page", 1),
            ("{\"prices\": [1, 2]}", "JSON", 1),
            ("[[1, 2]]", "JSON", 1),
            ("PK\u{3}\u{4}zip", "spreadsheet", nil),
            ("%PDF-1.7", "PDF", nil),
            ("Date,Open,High,Low,Close\n", "a header, `Date,Open,High,Low,Close`, but no rows", 1),
            ("just one word", "no column of dates", 1),
            ("one\ntwo\nthree", "no column of dates", 1),
            ("a,b\n1,2\n3,4\n", "no column of dates", 1),
            ("Date,Note\n2026-01-20,hello\n2026-01-21,world\n", "no column of numbers", 2),
            ("2026-01-20\n2026-01-21\n", "no column of numbers", 1),
            (
                """
                iShares Russell 2000 ETF
                Fund Holdings as of,"Jan 20, 2026"
                Inception Date,"May 22, 2000"
                Shares Outstanding,"280,000,000.00"

                Ticker,Name,Sector,Market Value,Weight (%),Price
                BE,BLOOM ENERGY CORP,Industrials,"1,000,000.00",0.9,100.1
                CRDO,CREDO,Information Technology,"900,000.00",0.8,150.5
                FN,FABRINET,Information Technology,"800,000.00",0.7,450.5
                IONQ,IONQ,Information Technology,"700,000.00",0.6,45.5

                """, "no column of dates", 1
            ),
            (
                """
                date,fund,company,ticker,cusip,shares,market value ($),weight (%)
                01/20/2026,ARKK,TESLA INC,TSLA,88160R101,"2,000","900,000","10.1"
                01/20/2026,ARKK,ROKU INC,ROKU,77543R102,"1,000","90,000","5.1"
                """, "holdings", 1
            ),
        ]
        for (text, found, line) in cases {
            let error = try #require(refusal(text, as: "dir/f.csv"), "\(found) was loaded")
            guard case .notPrices = error.kind else {
                Issue.record("\(error)")
                continue
            }
            #expect(error.file == "dir/f.csv")
            #expect(error.message.contains(found), "\(error.message)")
            #expect(error.message.contains("a price file has"))
            #expect(error.line == line)
        }
    }

    @Test func binary() throws {
        let zero = try #require(refusal([1, 2, 0, 3, 4, 10]))
        #expect(zero.message.contains("binary: byte 3"))
        #expect(refusal([0x1F, 0x8B, 8, 0, 0])?.advice?.contains("gunzip") == true)
        var inside = Array("Date,Close\n2026-01-20,1\n2026-01-21,2\n".utf8)
        inside[20] = 0
        #expect(refusal(inside)?.message.contains("binary: byte 21") == true)
        #expect(refusal(inside)?.line == 2)
    }

    @Test("Newest first is sorted; a date twice is merged or replaced, and counted")
    func order() throws {
        let loaded = try load("Date,Close\n2026-01-22,3\n2026-01-20,1\n2026-01-21,2\n")
        #expect(loaded.days == ["2026-01-20", "2026-01-21", "2026-01-22"])
        #expect(loaded.closes == [1, 2, 3])
        #expect(loaded.remarks == ["The lines were not in date order (one goes back) and were sorted."])

        let twice = try load("Date,Close,Open\n2026-01-20,1,7\n2026-01-21,2,\n2026-01-21,2,\n2026-01-20,5,8\n")
        #expect(twice.days == ["2026-01-20", "2026-01-21"])
        #expect(twice.closes == [5, 2])
        #expect(twice.values["open"] == [8, nil])
        #expect(
            twice.remarks == [
                "2 values of `open` missing (lines 3 and 4).",
                "The lines were not in date order (one goes back) and were sorted.",
                "1 line with a repeated date and the same values merged.",
                "1 line replaced by a later one with the same date and other values.",
            ])

        let newestFirst = try load("Date,Close\n2026-01-21,4\n2026-01-21,3\n2026-01-20,1\n")
        #expect(newestFirst.closes == [1, 3])
    }

    @Test("Values that are not numbers are missing, and counted with their lines")
    func missing() throws {
        let loaded = try load(
            """
            Date,Open,Close
            2026-01-12,1,1
            2026-01-13,abc,2
            2026-01-14,NaN,3
            2026-01-15,inf,4
            2026-01-16,N/A,5
            2026-01-20,#N/A,6
            2026-01-21,1e999,7
            2026-01-22,,
            nonsense,1,1
            2026-02-30,1,1
            2026-01-23
            2026-01-26,9,9,9,9
            """)
        #expect(loaded.days.last == "2026-01-26")
        #expect(loaded.closes == [1, 2, 3, 4, 5, 6, 7, 9])
        #expect(loaded.values["open"] == [1, nil, nil, nil, nil, nil, nil, 9])
        #expect(
            loaded.remarks == [
                "2 lines with `nonsense` as a date left out (lines 10 and 11).",
                "2 lines with a date but no value left out (lines 9 and 12).",
                "3 values of `open` not a number, such as `abc` (lines 3, 5 and 8).",
                "6 values of `open` missing (first in lines 3, 4 and 5).",
            ])
    }

    @Test("More rows than the first ones suggest, for one symbol and for several interleaved")
    func manyRows() throws {
        var text = "Date,Symbol,Close,Note\n"
        var day = Day(year: 2000, month: 1, day: 1)
        for row in 0..<6000 {
            let note = row < 250 ? String(repeating: "n", count: 400) : ""
            text += "\(day),A,\(row).25,\(note)\n"
            day = day + 1
        }
        let single = try load(text.replacing(",A,", with: ",").replacing("Symbol,", with: ""))
        #expect(single.closes == (0..<6000).map { Double($0) + 0.25 })
        #expect(try load(text).closes == single.closes)

        var turns = "Date,Symbol,Close\n"
        day = Day(year: 2000, month: 1, day: 1)
        for row in 0..<700 {
            for (index, symbol) in ["A", "B", "\"C,D\""].enumerated() where row % (index + 1) == 0 {
                turns += "\(day),\(symbol),\(row)\(index)\n"
            }
            day = day + 1
        }
        let all = try loadAll(turns)
        #expect(all.map(\.symbol) == ["a", "b", "c,d"])
        for (index, one) in all.enumerated() {
            #expect(one.closes == stride(from: 0, to: 700, by: index + 1).map { Double($0 * 10 + index) })
        }

        let again = try loadAll("Date,Symbol,Close\n2026-01-21,A,2\n2026-01-22,A,3\n2026-01-20,B,9\n2026-01-20,A,1\n")
        #expect(again.map(\.closes) == [[1, 2, 3], [9]])
    }

    @Test func strangePrices() throws {
        let loaded = try load("Date,Open,Close\n2026-01-20,0,-1\n2026-01-21,2,1\n2026-01-22,3,0\n")
        #expect(loaded.closes == [-1, 1, 0])
        #expect(
            loaded.remarks == ["1 value of `open` is zero or less.", "2 values of `close` are zero or less."])
        let rates = try load("DATE,DGS10\n2026-01-20,-0.5\n2026-01-21,0\n")
        #expect(rates.remarks == [])
    }

    @Test("A lone quotation mark and a long line swallow nothing")
    func quotes() throws {
        let stray = try load("Date,Close,Note\n2026-01-20,1,\"unclosed\n2026-01-21,2,5\" screen\n2026-01-22,3,ok\n")
        #expect(stray.closes == [1, 2, 3] || stray.closes == [1, 3])
        let long = String(repeating: "x", count: 1_000_000)
        #expect(try load("Date,Close,Note\n2026-01-20,1,\(long)\n2026-01-21,2,y\n").closes == [1, 2])
        #expect(refusal(long)?.message.contains("…") == true)
        #expect(try load("Date,Close\n\"2026-01-20\",\"1\"\n2026-01-21,2").closes == [1, 2])
    }

    @Test("Several rows per day are refused unless a column has their symbols")
    func severalRows() throws {
        let bars = (0..<20).map { "2026-01-\($0 / 5 + 20) 10:0\($0 % 5):00,\($0 + 1)\n" }.joined()
        let error = try #require(refusal("Date,Close\n" + bars))
        #expect(error.message.contains("intraday bars"))
        let panel =
            "country,note,year,rate\n"
            + (0..<12).map { "\(["Chile", "Peru", "Cuba"][$0 % 3]),n\($0),\(2000 + $0 / 3),\($0).5\n" }.joined()
        let all = try loadAll(panel)
        #expect(all.map(\.symbol) == ["chile", "peru", "cuba"])
        #expect(all[1].days == ["2000-01-01", "2001-01-01", "2002-01-01", "2003-01-01"])
        #expect(all[1].closes == [1.5, 4.5, 7.5, 10.5])
    }

    @Test("A list of companies is not a price file; a day's prices of many symbols are")
    func lists() throws {
        let list = "Symbol,Security,Date added,CIK\nMMM,3M,1957-03-04,66740\nAOS,A. O. Smith,2017-07-26,91142\n"
        #expect(refusal(list)?.message.contains("one line per symbol and no column of prices") == true)
        let day = "Symbol,Date,Open,High,Low,Close\nMMM,2026-01-22,1,1,1,1\nAOS,2026-01-22,2,2,2,2\n"
        #expect(try loadAll(day).map(\.closes) == [[1], [2]])
    }

    @Test func rowsWithoutSymbol() throws {
        let all = try loadAll("Date,Close,Symbol\n2026-01-20,1\n2026-01-21,2,A\n2026-01-21,3,\n2026-01-22,4,A\n")
        #expect(all.map(\.symbol) == ["a"])
        #expect(all[0].closes == [2, 4])
        #expect(all[0].remarks == ["2 lines without a symbol left out (lines 2 and 4)."])
    }

    @Test func otherEncodings() throws {
        let text = "Date\tClose\r\n2026-01-21\t1.5\r\n2026-01-22\t2.5\r\n"
        var little: [UInt8] = [0xFF, 0xFE]
        var big: [UInt8] = [0xFE, 0xFF]
        for unit in text.utf16 {
            little += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            big += [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        }
        for bytes in [little, big, little + [0]] {
            let instrument = try #require(try PriceFile.read(bytes, path: "u.txt").first)
            #expect(Loaded(instrument).closes == [1.5, 2.5])
        }
        #expect(refusal([0xFF, 0xFE])?.message.contains("empty") == true)
        // The header of a code page that is not UTF-8.
        let polish =
            Array("Data,Otwarcie,Najwy".utf8) + [0xBF] + Array("szy,Najni".utf8) + [0xBF]
            + Array("szy,Zamkni".utf8) + [0xEA] + Array("cie\n2026-01-22,1,2,3,4\n".utf8)
        let instrument = try #require(try PriceFile.read(polish, path: "p.csv").first)
        #expect(instrument.columns.map(\.name) == ["open", "high", "low", "close"])
    }

    @Test("Columns separated by blanks, months as numbers, a first column without a name")
    func otherLayouts() throws {
        let blanks = try load("2026-01-20   1.5   10\n2026-01-21  12.5    9\n")
        #expect(blanks.closes == [1.5, 12.5])
        let factors = try load(",Mkt-RF,SMB\n202511,  1.25, -0.50\n202512, -0.75,  0.10\n\n Copyright\n")
        #expect(factors.days == ["2025-11-01", "2025-12-01"])
        #expect(factors.columns == ["mkt_rf", "smb"])
        #expect(factors.frequency == .month)
    }

    @Test("Empty columns are left out, with a note")
    func emptyColumns() throws {
        let loaded = try load("Date,Close,Volume\n2026-01-20,1,\n2026-01-21,2,--\n")
        #expect(loaded.columns == ["close"])
        #expect(loaded.remarks == ["The column `volume` is empty and was left out."])
    }

    @Test("Without a close the first column is what a bare symbol means")
    func mainColumn() throws {
        #expect(try load("Date,Open,Adj Close\n2026-01-20,1,2\n").main == "adjclose")
        let wide = try load("Date,AAPL,C,V\n2026-01-20,1,2,3\n")
        #expect(wide.columns == ["aapl", "c", "v"])
        #expect(wide.main == "aapl")
        #expect(wide.remarks == ["The file has no close; a bare symbol means its first column, `aapl`."])
        let both = try load("Date,Price,Close,Close\n2026-01-20,1,2,3\n")
        #expect(both.columns == ["price", "close", "close_2"])
        #expect(both.main == "close")
    }

    @Test("Random bytes, and price files with random bytes in them, never trap", arguments: 0..<40)
    func soup(_ round: Int) {
        var random = Generator(seed: UInt64(20_260_122 + round))
        let texts = FormatTests.samples.map { Array($0.text.utf8) }
        let alphabet = Array("0123456789,;\t|\n\r\"'.-/:$%()eKMB <>ABCxyz\u{FEFF}é\0".utf8)
        for _ in 0..<40 {
            var bytes: [UInt8]
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                bytes = (0..<Int.random(in: 0..<400, using: &random)).map { _ in .random(in: 0...255, using: &random) }
            case 1:
                bytes = (0..<Int.random(in: 0..<600, using: &random)).map { _ in alphabet.randomElement(using: &random)!
                }
            default:
                bytes = texts.randomElement(using: &random)!
                for _ in 0..<Int.random(in: 1..<12, using: &random) where !bytes.isEmpty {
                    let index = Int.random(in: 0..<bytes.count, using: &random)
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0: bytes.remove(at: index)
                    case 1: bytes.insert(alphabet.randomElement(using: &random)!, at: index)
                    case 2: bytes[index] = alphabet.randomElement(using: &random)!
                    default: bytes.removeSubrange(index..<min(bytes.count, index + 30))
                    }
                }
            }
            guard let instruments = try? PriceFile.read(bytes, path: "soup.csv") else { continue }
            for instrument in instruments {
                let days = instrument.axis.days
                let ascends = zip(days, days.dropFirst()).allSatisfy { $0 < $1 }
                #expect(ascends, "seed \(20_260_122 + round)")
                #expect(!instrument.symbol.isEmpty)
                #expect(instrument.column(instrument.mainColumn) != nil)
                for (_, column) in instrument.columns {
                    #expect(column.count == days.count)
                    let isClean = column.read { values in !values.indices.contains { values[$0].isInfinite } }
                    #expect(isClean, "seed \(20_260_122 + round)")
                }
            }
        }
    }
}

/// A small generator whose seed a failing test can print (SplitMix64).
struct Generator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
