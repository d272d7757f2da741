import Tape
import TapeStore
import TapeSyntax
import TapeTime
import TestSupport
import Testing

/// Runs found by a plain walk over dictionaries, on thousands of random markets with gaps, ties and missing closes.
@Suite struct StreakOracleTests {
    typealias Prices = [Int32: Double]

    struct Found: Equatable, CustomStringConvertible {
        var length: Int
        var from: Int32
        var to: Int32
        var running: Bool
        var clipped: Bool

        var description: String {
            "\(length) \(Day(from))→\(Day(to))\(running ? " running" : "")\(clipped ? " clipped" : "")"
        }
    }

    // MARK: The oracle

    /// Sessions that both have; the return of each between those next to each other.
    static func oracle(_ a: Prices, _ b: Prices, window: ClosedRange<Int32>, under: Bool) -> [Found] {
        let common = a.keys.filter { b[$0] != nil }.sorted()
        var verdicts: [(day: Int32, holds: Bool, holeBefore: Bool)] = []
        var hole = false
        for (previous, day) in zip(common, common.dropFirst()) {
            if day - previous > 10 { hole = true }
            let closes = [a[previous]!, a[day]!, b[previous]!, b[day]!]
            if closes.contains(where: \.isNaN) { continue }
            let first = closes[1] / closes[0] - 1
            let second = closes[3] / closes[2] - 1
            verdicts.append((day, under ? first < second : first > second, hole))
            hole = false
        }
        var runs: [[Int]] = []
        for index in verdicts.indices where verdicts[index].holds {
            let continues = index > 0 && verdicts[index - 1].holds && !verdicts[index].holeBefore
            if continues { runs[runs.count - 1].append(index) } else { runs.append([index]) }
        }
        let inside = verdicts.indices.filter { window.contains(verdicts[$0].day) }
        guard let newest = inside.last else { return [] }
        return runs.compactMap { run in
            let judged = run.filter { window.contains(verdicts[$0].day) }
            guard let first = judged.first, let last = judged.last else { return nil }
            return Found(
                length: judged.count, from: verdicts[first].day, to: verdicts[last].day, running: last == newest,
                clipped: judged.count < run.filter { $0 <= last }.count || (run.first == 0 && !verdicts[0].holeBefore))
        }.sorted { $0.length != $1.length ? $0.length > $1.length : $0.from > $1.from }
    }

    // MARK: Markets

    static func market(_ random: inout SeededRandom) -> (Prices, Prices) {
        var day = Day(year: 2019, month: 12, day: 2)
        var a: Prices = [:]
        var b: Prices = [:]
        var closes = (100.0, 100.0)
        let sessions = Int.random(in: 3...120, using: &random)
        let steps = [0.99, 1.0, 1.0, 1.01, 1.02, 0.98]
        for _ in 0..<sessions {
            if random.chance(0.02) { day = day + Int.random(in: 8...14, using: &random) }
            repeat { day = day + 1 } while day.weekday > 5
            let move = steps.randomElement(using: &random)!
            closes.0 *= move
            closes.1 *= random.chance(0.4) ? move : steps.randomElement(using: &random)!
            // Whole cents make exact ties likely if both start at the same price.
            if random.chance(0.3) { closes = (closes.0.rounded(), closes.0.rounded()) }
            if !random.chance(0.05) { a[day.number] = random.chance(0.03) ? .nan : closes.0 }
            if !random.chance(0.05) { b[day.number] = random.chance(0.03) ? .nan : closes.1 }
        }
        // Both end together: the data of neither has ended before the other's.
        a[day.number] = a[day.number] ?? closes.0
        b[day.number] = b[day.number] ?? closes.1
        return (a, b)
    }

    static func instrument(_ symbol: String, _ prices: Prices) -> Instrument {
        let days = prices.keys.sorted()
        return Instrument(
            symbol: symbol, name: nil, axis: Axis(days), columns: [("close", Column(days.map { prices[$0]! }))],
            mainColumn: "close", frequency: .day, provenance: Provenance(file: nil, format: "test"))
    }

    static func rows(_ answer: Answer) -> [Found] {
        guard let table = answer.table, case .numbers(let lengths) = table.column("length")?.values,
            case .dates(let from) = table.column("from")?.values, case .dates(let to) = table.column("to")?.values,
            case .texts(let states) = table.column("state")?.values,
            case .flags(let clipped) = table.column("clipped")?.values
        else { return [] }
        return lengths.indices.map {
            Found(
                length: Int(lengths[$0]), from: from[$0], to: to[$0], running: states[$0] == "running",
                clipped: clipped[$0] ?? false)
        }
    }

    @Test func agreesOnRandomMarkets() throws {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        var compared = 0
        for round in 0..<4_000 {
            let (a, b) = Self.market(&random)
            guard !a.isEmpty, !b.isEmpty else { continue }
            var market = Market()
            market.add(Self.instrument("a", a))
            market.add(Self.instrument("b", b))
            let session = Session(market: market)
            let all = a.keys.filter { b[$0] != nil }.sorted()
            guard let first = all.first, let last = all.last else { continue }
            let low = Int32.random(in: first...last, using: &random)
            let high = Int32.random(in: low...last, using: &random)
            let under = random.chance(0.5)
            let windowed = random.chance(0.7)
            let clause = windowed ? " from \(Day(low)) to \(Day(high))" : ""
            let query = "streak a \(under ? "under" : "over") b\(clause)"
            let expected = Self.oracle(a, b, window: windowed ? low...high : first...last, under: under)
            let answer: Answer
            do throws(TapeError) {
                answer = try session.answer(query)
            } catch {
                // A window without any common session is refused, and one in which no return can be judged; only these.
                let isEmpty = !all.contains { (low...high).contains($0) }
                let code = error.diagnostics[0].code
                #expect(
                    code == .noData && isEmpty || code == .tooFewBars && expected.isEmpty,
                    "seed \(seed), round \(round): \(query)")
                continue
            }
            compared += 1
            #expect(Self.rows(answer) == expected, "seed \(seed), round \(round): \(query)")
            if Self.rows(answer) != expected { return }
        }
        #expect(compared > 3_000)
    }
}
