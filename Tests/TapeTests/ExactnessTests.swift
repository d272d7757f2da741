import Tape
import TapeStore
import TapeSyntax
import TestSupport
import Testing

/// Long histories do not drift, small differences are not lost, and cancellation loses no digit that a double can hold.
@Suite struct ExactnessTests {
    static let steps = 100_000

    private func session(_ columns: [(String, [Double])]) -> Session {
        var market = Market()
        let axis = Axis((0..<columns[0].1.count).map { Int32($0) })
        for (symbol, prices) in columns {
            market.add(
                Instrument(
                    symbol: symbol, name: nil, axis: axis, columns: [("close", Column(prices))], mainColumn: "close",
                    frequency: .day, provenance: Provenance(file: nil, format: "test")))
        }
        return Session(market: market)
    }

    private static func walk(_ seed: UInt64) -> [Double] {
        var random = SeededRandom(seed)
        var price = 1000.0
        return (0..<steps).map { _ in
            price *= 1 + Double.random(in: -0.01...0.01, using: &random)
            return price
        }
    }

    /// Windows of many lengths, far down a history, against sums of their own values alone.
    @Test func rollingWindowsDoNotDrift() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var prices = Self.walk(seed)
        // One huge value early must leave nothing behind.
        prices[500] = 1e15
        let session = session([("aa", prices)])
        let answer = try session.answer("show sma(aa, 7), sma(aa, 200), rsum(aa, 1000), rstdev(aa, 50), rmax(aa, 300)")
        func column(_ index: Int) -> [Double] { answer.column(index + 1) }
        var random = SeededRandom(seed)
        for _ in 0..<200 {
            let t = Int.random(in: 2_000..<Self.steps, using: &random)
            func window(_ n: Int) -> [Double] { Array(prices[(t - n + 1)...t]) }
            func near(_ found: Double, _ wanted: Double) -> Bool { abs(found - wanted) <= 1e-12 * abs(wanted) }
            let mean = exactSum(window(50)) / 50
            let deviation = (exactSum(window(50).map { ($0 - mean) * ($0 - mean) }) / 49).squareRoot()
            #expect(near(column(0)[t], exactSum(window(7)) / 7), "seed \(seed), sma 7 at \(t)")
            #expect(near(column(1)[t], exactSum(window(200)) / 200), "seed \(seed), sma 200 at \(t)")
            #expect(near(column(2)[t], exactSum(window(1000))), "seed \(seed), rsum at \(t)")
            #expect(near(column(3)[t], deviation), "seed \(seed), rstdev at \(t)")
            #expect(column(4)[t] == window(300).max(), "seed \(seed), rmax at \(t)")
        }
    }

    /// A basket of one member compounds a hundred thousand returns and still equals that member.
    @Test func compoundingDoesNotDrift() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        let prices = Self.walk(seed)
        let session = session([("aa", prices)])
        let level = try session.answer("show basket({aa})").column(1)
        for t in stride(from: 0, to: Self.steps, by: 997) {
            let wanted = 100 * prices[t] / prices[0]
            #expect(abs(level[t] - wanted) <= 1e-12 * wanted, "seed \(seed), \(t)")
        }
        #expect(try session.answer("return aa").numbers("change") == [prices[Self.steps - 1] / prices[0] - 1])
    }

    @Test func longRunsAreCountedWhole() throws {
        let rising = (0..<Self.steps).map { Double($0 + 1) }
        let session = session([("aa", rising), ("bb", rising.map { _ in 1 })])
        let answer = try session.answer("streak aa over bb")
        #expect(answer.numbers("length") == [Double(Self.steps - 1)])
        #expect(try session.answer("longest(aa up)").numbers("value") == [Double(Self.steps - 1)])
        #expect(try session.answer("count aa at high").numbers("held") == [Double(Self.steps - 1)])
    }

    /// The last bit decides; equal bits are a tie.
    @Test func smallestDifferences() throws {
        let session = session([
            ("aa", [1, 1.0.nextUp, 2, 3]), ("bb", [1, 1, 2 * 1.0.nextDown.nextDown, 1.5]), ("cc", [0.5, 0.5, 1, 1.5]),
        ])
        #expect(try session.answer("show aa over bb").table?.flags(1) == [nil, true, false, true])
        // One is twice the other: the same returns to the last bit.
        #expect(try session.answer("when ret(aa) = ret(cc)").days("session") == ["1970-01-04"])
        #expect(try session.answer("streak aa over cc").numbers("length") == [1])
        #expect(try session.answer("count aa up").numbers("held") == [3])
    }

    @Test func cancellationLosesNothing() throws {
        let session = session([
            ("aa", [1e16, 1, -1e16, 3]), ("bb", [1e9, 1e9 + 1, 1e9, 1e9 + 1]), ("cc", [1e308, 1e308, 1e308, 1e308]),
        ])
        #expect(try session.answer("sum aa").numbers("sum") == [4])
        #expect(try session.answer("mean aa").numbers("mean") == [1])
        #expect(try session.answer("stdev bb").numbers("stdev") == [(1.0 / 3).squareRoot()])
        // What overflows is missing, never infinite.
        #expect(try session.answer("show cc + cc").column(1).allSatisfy(\.isNaN))
        #expect(try session.answer("sum cc").numbers("sum").allSatisfy(\.isNaN))
        for verb in ["mean", "median", "stdev"] {
            #expect(try session.answer("\(verb) cc").numbers(verb).allSatisfy { !$0.isInfinite })
        }
        let grown = self.session([("dd", [1e-200, 1e200, 1e200]), ("ee", [1, 2, 1])])
        #expect(try grown.answer("return dd").numbers("change").allSatisfy(\.isNaN))
        #expect(try grown.answer("count dd over ee").numbers("judged") == [1])
        #expect(try grown.answer("count ret(dd) > ret(ee)").numbers("judged") == [1])
    }
}

extension Table {
    func flags(_ index: Int) -> [Bool?] {
        if columns.indices.contains(index), case .flags(let flags) = columns[index].values { return flags }
        return []
    }
}
