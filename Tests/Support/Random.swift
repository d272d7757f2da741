/// A small seeded generator (SplitMix64), so that a failing test can name its seed.
package struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    package init(_ seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    package mutating func chance(_ probability: Double) -> Bool { Double.random(in: 0..<1, using: &self) < probability }
}

/// A new seed for a random test, or the one that `TAPE_SEED` gives: the gate (`Tests/run.sh`) sets it, so that the same commit gives the
/// same verdict twice; `swift test` alone and the scripts of `Tests/Fuzz` draw fresh ones.
package func freshSeed() -> UInt64 { environmentValue("TAPE_SEED").flatMap { UInt64($0) } ?? .random(in: 0 ... .max) }
