import TestSupport
import Testing

/// Random queries on random markets, answered by Tape and by a plain evaluator that shares no code with it; every cell is
/// compared. `TAPE_ORACLE_PAIRS` sets how many pairs, `TAPE_ORACLE_SEED` the seed; `Tests/Fuzz/oracle.sh` does very many.
@Suite struct OracleTests {
    @Test func agreesOnRandomQueries() {
        let pairs = environmentValue("TAPE_ORACLE_PAIRS").flatMap { Int($0) } ?? 3_000
        let seed = environmentValue("TAPE_ORACLE_SEED").flatMap { UInt64($0) } ?? freshSeed()
        var answered = 0
        for round in 0..<(pairs / Comparison.queriesPerMarket) {
            // Each market has a seed of its own, so that one can be run again alone.
            let one = seed &+ UInt64(round)
            Comparison.onMarket(one, answered: &answered) { query, difference in
                #expect(difference == nil, "TAPE_ORACLE_SEED=\(one): \(query)")
            }
        }
        // Most queries have an answer, or the comparison says little.
        #expect(answered > pairs / 2, "only \(answered) of \(pairs) were answered; seed \(seed)")
    }
}
