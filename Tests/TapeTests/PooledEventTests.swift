import Tape
import TestSupport
import Testing

/// The event study of a group: each member's own events, put together.
@Suite struct PooledEventTests {
    /// Every event of every member stands in the pooled study with what its own study says, and nothing else does.
    @Test func theEventsAreThoseOfTheMembers() throws {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        let session = Session(market: ThreadTests.market(&random))
        let members = ["m0", "m1", "m2", "m3", "m4", "m8", "m9"]
        let tail = "apart 4d since 2023"
        func study(_ subject: String) throws -> Answer {
            try session.answer(
                "return \(subject), bench next 5d, 1m after streak(\(subject) over bench) reaches 2 \(tail)")
        }
        let group = "{" + members.joined(separator: ", ") + "}"
        let pooled = try study(group)
        let symbols = pooled.texts("symbol")
        let events = pooled.texts("event")
        var taken = 0
        var judged = 0.0
        for member in members {
            let own = try study(member)
            let count = own.texts("event").firstIndex(of: "mean")!
            let rows = symbols.indices.filter { symbols[$0] == member }
            #expect(rows.map { events[$0] } == Array(own.texts("event").prefix(count)), "\(member), seed \(seed)")
            for (column, name) in [
                ("\(group) 5d", "\(member) 5d"), ("\(group) 1m", "\(member) 1m"), ("bench 1m", "bench 1m"),
            ] {
                let together = pooled.numbers(column)
                let alone = own.numbers(name).prefix(count)
                #expect(
                    zip(rows, alone).allSatisfy { together[$0] == $1 || (together[$0].isNaN && $1.isNaN) },
                    "\(member), seed \(seed)")
            }
            taken += count
            judged += own.numbers("\(member) 5d")[own.texts("event").firstIndex(of: "any session: n")!]
        }
        #expect(events.firstIndex(of: "mean") == taken && taken > 20, "seed \(seed)")
        #expect(zip(events, events.dropFirst()).prefix(taken - 1).allSatisfy { $0 <= $1 }, "seed \(seed)")
        #expect(pooled.numbers("\(group) 5d")[events.firstIndex(of: "any session: n")!] == judged, "seed \(seed)")
    }

    /// The figures below the events against their definitions.
    @Test func theFiguresAreThoseOfAllOutcomes() throws {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        let session = Session(market: ThreadTests.market(&random))
        let answer = try session.answer("return {m0, m8, m9} next 5d after {m0, m8, m9} up 2% since 2024")
        let events = answer.texts("event")
        let column = answer.numbers("{m0, m8, m9} 5d")
        func figure(_ name: String) -> Double { column[events.firstIndex(of: name)!] }
        func close(_ left: Double, _ right: Double) -> Bool { abs(left - right) <= 1e-12 }
        func check(_ outcomes: [Double], _ prefix: String) {
            let sorted = outcomes.sorted()
            let middle = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
            #expect(figure("\(prefix)n") == Double(sorted.count), "seed \(seed)")
            #expect(close(figure("\(prefix)mean"), sorted.reduce(0, +) / Double(sorted.count)), "seed \(seed)")
            #expect(close(figure("\(prefix)median"), middle), "seed \(seed)")
            #expect(
                close(figure("\(prefix)share up"), Double(sorted.count { $0 > 0 }) / Double(sorted.count)),
                "seed \(seed)")
        }
        check(column.prefix(events.firstIndex(of: "mean")!).filter { !$0.isNaN }, "")
        var all: [Double] = []
        for member in ["m0", "m8", "m9"] {
            let values = try session.answer("show \(member) since 2024").numbers(member)
            all += values.indices.dropLast(5).map { values[$0 + 5] / values[$0] - 1 }
        }
        check(all, "any session: ")
    }

    /// A group of one is its member.
    @Test func aGroupOfOneIsItsMember() throws {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        let session = Session(market: ThreadTests.market(&random))
        for member in ["m0", "m1", "m2", "m4"] {
            let alone = try session.answer("return \(member) next 1m after \(member) at 3m high")
            let group = try session.answer("return {\(member)} next 1m after {\(member)} at 3m high")
            #expect(alone.texts("event") == group.texts("event"), "\(member), seed \(seed)")
            let (left, right) = (alone.numbers("\(member) 1m"), group.numbers("{\(member)} 1m"))
            #expect(zip(left, right).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }, "\(member), seed \(seed)")
        }
    }
}
