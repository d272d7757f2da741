import TapeSystem
import TestSupport

/// The oracle of `Tests/TapeTests/Oracle` as a program (`Tests/Fuzz/oracle.sh`): runs to the end whatever it finds, prints each
/// difference with the seed of its market, and fails where there is one, or where few of the queries have an answer.
@main enum Oracle {
    static func main() {
        let pairs = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000
        let seed = CommandLine.arguments.dropFirst(2).first.flatMap { UInt64($0) } ?? freshSeed()
        let rounds = max(1, pairs / Comparison.queriesPerMarket)
        var (asked, answered, differences) = (0, 0, 0)
        for round in 0..<rounds {
            let one = seed &+ UInt64(round)
            Comparison.onMarket(one, isLoud: rounds == 1, answered: &answered) { query, difference in
                asked += 1
                guard let difference else { return }
                differences += 1
                print("\(one): \(query)\n    \(difference)")
            }
        }
        print("\(asked) pairs from seed \(seed), \(answered) of them answered: \(differences) differences")
        if differences > 0 || rounds > 1 && answered <= asked / 2 { exit(1) }
    }
}
