import Tape
import TapeStore
import TapeSyntax
import TapeTime
import TestSupport
import Testing

/// Answers over groups do not depend on the number of threads, for any kind of members; and a cancelled query
/// stops on all of them.
@Suite struct ThreadTests {
    /// 120 symbols: some begin late, some end early, some lack sessions or have a value missing, one is flat, two are
    /// weekly or begin in the last week; and a benchmark.
    static func market(_ random: inout SeededRandom) -> Market {
        var market = Market()
        let days = TradingCalendar.nyse.sessions(
            from: Day(year: 2022, month: 1, day: 3), through: Day(year: 2026, month: 1, day: 22))
        func add(_ symbol: String, _ sessions: [Int32], _ frequency: CalendarUnit = .day) {
            var level = 20 + 100 * Double.random(in: 0...1, using: &random)
            var closes: [Double] = []
            for _ in sessions {
                // Coarse prices, so that there are ties and equal ranks.
                level = max(1, level * (1 + Double.random(in: -0.03...0.031, using: &random)))
                closes.append((level * 4).rounded() / 4)
            }
            if symbol == "m7" { closes = closes.map { _ in 50 } }
            if symbol.hasSuffix("3") { closes[closes.count / 2] = .nan }
            market.add(
                Instrument(
                    symbol: symbol, name: nil, axis: Axis(sessions),
                    columns: [
                        ("high", Column(closes.map { $0 + 1 })), ("low", Column(closes.map { $0 - 0.5 })),
                        ("close", Column(closes)),
                    ], mainColumn: "close", frequency: frequency,
                    provenance: Provenance(file: nil, format: "test")))
        }
        add("bench", days)
        var members: [String] = []
        for index in 0..<120 {
            let symbol = "m\(index)"
            members.append(symbol)
            switch index % 10 {
            case 1: add(symbol, Array(days.dropFirst(Int.random(in: 1..<days.count - 300, using: &random))))
            case 2: add(symbol, Array(days.dropLast(Int.random(in: 1..<300, using: &random))))
            case 4: add(symbol, days.filter { _ in !random.chance(0.01) })
            case 5 where index == 5: add(symbol, Array(days.suffix(4)))
            case 6 where index == 6: add(symbol, days.filter { Day($0).weekday == 5 }, .week)
            default: add(symbol, days)
            }
        }
        market.setGroup("all", members: members)
        return market
    }

    static let clauses = [
        "", " since 2023", " in 2024", " last 3 months", " ytd", " since 2023-03-15", " as of 2025-06-30",
        " weekly since 2023", " monthly",
    ]

    static let queries =
        [
            "streak all over bench", "streak bench under all", "streak all > sma(all, 20)", "streak all up 1%",
            "odds all over bench", "when all at 52w high", "count all over bench", "first all at high",
            "last all up 2%", "return all", "mean ret(all)", "median all - bench", "stdev ret(all)",
            "rank all by return(it, 3m)", "rank all by rsi(it, 14)", "rank all by -change(it, 20d) * 2 top 7",
            "rank all by it / bench", "rank all by maxdd(it)", "breadth all", "breadth all it at 3m high",
            "breadth all it over bench", "drawdown all",
        ].flatMap { query in clauses.map { query + $0 } } + [
            "count all over bench by year", "return all by year", "mean ret(all) by month of year",
            "streak all over bench where bench up since 2023", "rank all by return(it, 1m) bottom 5",
            "target all to 100, 200", "correlate all since 2024", "correlate m0, m1, m7, bench",
            "return all, bench next 5d, 1m after streak(all over bench) reaches 3",
            "return all next 1w after all up 2% apart 5d since 2024",
            "return all ytd | sort by change desc | top 9", "return all ytd | sort by change | top 9",
        ]

    @Test func answersDoNotDependOnThreads() {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        let market = Self.market(&random)
        func said(_ query: String, _ threads: Int) -> String {
            let session = Session(market: market)
            _ = session.run(Source("set threads \(threads)")) { _ in }
            do {
                return render(try session.answer(query), Style(format: .json))
            } catch {
                return "\(error)"
            }
        }
        var answered = 0
        for query in Self.queries {
            let one = said(query, 1)
            if one.hasPrefix("{") { answered += 1 }
            #expect(said(query, 2) == one, "\(query), seed \(seed)")
            #expect(said(query, 5) == one, "\(query), seed \(seed)")
        }
        #expect(answered > Self.queries.count * 3 / 4, "seed \(seed)")
    }

    /// The first rows of a sort are those of the whole sort.
    @Test func theFirstOfASortAreTheFirst() throws {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        let session = Session(market: Self.market(&random))
        for order in ["", " desc"] {
            let all = try session.answer("return all last 3d | sort by change\(order)").texts("symbol")
            for count in [0, 1, 5, 64, 65, 200] {
                let some = try session.answer("return all last 3d | sort by change\(order) | top \(count)")
                #expect(some.texts("symbol") == Array(all.prefix(count)), "seed \(seed)")
            }
        }
        let all = try session.answer("rank all by round(return(it, 2d), 2)").texts("symbol")
        #expect(
            try session.answer("rank all by round(return(it, 2d), 2) top 9").texts("symbol") == Array(all.prefix(9)))
    }

    @Test(arguments: [1, 2, 8]) func allThreadsStop(_ threads: Int) {
        var random = SeededRandom(1)
        let host = TestHost()
        host.isInterrupted = true
        let session = Session(market: Self.market(&random), host: host)
        _ = session.run(Source("set threads \(threads)")) { _ in }
        for query in ["streak all over bench", "rank all by rsi(it, 14)", "correlate all since 2024", "return all ytd"]
        {
            #expect(throws: TapeError.self) { try session.answer(query) }
        }
    }
}
