import Tape
import TestSupport
import Testing

/// The event study of a group: each member's own events, put together.
@Suite struct PooledEventTests {
    /// Every event of every member is in the pooled study with the values of its own study, and nothing else is.
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
        let events = pooled.days("event")
        var taken = 0
        var judged = 0.0
        for member in members {
            let own = try study(member)
            let rows = symbols.indices.filter { symbols[$0] == member }
            #expect(rows.map { events[$0] } == own.days("event"), "\(member), seed \(seed)")
            for (column, name) in [
                ("\(group) 5d", "\(member) 5d"), ("\(group) 1m", "\(member) 1m"), ("bench 1m", "bench 1m"),
            ] {
                let together = pooled.numbers(column)
                let alone = own.numbers(name)
                #expect(
                    zip(rows, alone).allSatisfy { together[$0] == $1 || (together[$0].isNaN && $1.isNaN) },
                    "\(member), seed \(seed)")
            }
            taken += rows.count
            judged += statistic(own, "any_n")
        }
        #expect(events.count == taken && taken > 20, "seed \(seed)")
        #expect(zip(events, events.dropFirst()).allSatisfy { $0 <= $1 }, "seed \(seed)")
        #expect(statistic(pooled, "any_n") == judged, "seed \(seed)")
    }

    /// A figure of the first subject with the first look ahead.
    private func statistic(_ answer: Answer, _ name: String) -> Double {
        guard let statistics = answer.namedTables.first(where: { $0.name == "statistics" })?.table,
            case .numbers(let values)? = statistics.column(name)?.values
        else { return .nan }
        return values[0]
    }

    /// The figures below the events against their definitions.
    @Test func theFiguresAreThoseOfAllOutcomes() throws {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        let session = Session(market: ThreadTests.market(&random))
        let answer = try session.answer("return {m0, m8, m9} next 5d after {m0, m8, m9} up 2% since 2024")
        let column = answer.numbers("{m0, m8, m9} 5d")
        func close(_ left: Double, _ right: Double) -> Bool { abs(left - right) <= 1e-12 }
        func check(_ outcomes: [Double], _ prefix: String) {
            let sorted = outcomes.sorted()
            let middle = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
            #expect(statistic(answer, "\(prefix)n") == Double(sorted.count), "seed \(seed)")
            #expect(
                close(statistic(answer, "\(prefix)mean"), sorted.reduce(0, +) / Double(sorted.count)), "seed \(seed)")
            #expect(close(statistic(answer, "\(prefix)median"), middle), "seed \(seed)")
            #expect(
                close(statistic(answer, "\(prefix)share_up"), Double(sorted.count { $0 > 0 }) / Double(sorted.count)),
                "seed \(seed)")
        }
        check(column.filter { !$0.isNaN }, "")
        var all: [Double] = []
        for member in ["m0", "m8", "m9"] {
            let values = try session.answer("show \(member) since 2024").numbers(member)
            all += values.indices.dropLast(5).map { values[$0 + 5] / values[$0] - 1 }
        }
        check(all, "any_")
    }

    /// A group of one is its member.
    @Test func aGroupOfOneIsItsMember() throws {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        let session = Session(market: ThreadTests.market(&random))
        for member in ["m0", "m1", "m2", "m4"] {
            let alone = try session.answer("return \(member) next 1m after \(member) at 3m high")
            let group = try session.answer("return {\(member)} next 1m after {\(member)} at 3m high")
            #expect(alone.days("event") == group.days("event"), "\(member), seed \(seed)")
            let (left, right) = (alone.numbers("\(member) 1m"), group.numbers("{\(member)} 1m"))
            #expect(zip(left, right).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }, "\(member), seed \(seed)")
        }
    }
}
