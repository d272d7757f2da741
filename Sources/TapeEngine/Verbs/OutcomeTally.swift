/// The outcomes after any session, without keeping each: there may be millions. The median is found in two passes: the
/// first counts how many outcomes are between marks, the second examines those between the marks around the middle.
struct OutcomeTally: Sendable {
    private var sum = CompensatedSum()
    private var ups = 0
    /// By bucket; a greater outcome has no lower bucket.
    private var counts = [Int32](repeating: 0, count: buckets)

    private static let buckets = 1024
    /// From a total loss to four times the value, in steps of 0.4 %; what is beyond is in the last bucket.
    private static let bucketsPerUnit = 256.0

    @inline(__always)
    private static func place(_ outcome: Double) -> Double { (outcome + 1) * bucketsPerUnit }

    @inline(__always)
    private static func bucket(_ outcome: Double) -> Int {
        let place = place(outcome)
        return place > 0 ? (place < Double(buckets - 1) ? Int(place) : buckets - 1) : 0
    }

    /// Counts outcomes; missing ones are skipped.
    mutating func add(_ outcomes: Span<Double>) {
        var positive = 0
        unsafe counts.withUnsafeMutableBufferPointer { counts in
            for index in outcomes.indices {
                let outcome = outcomes[index]
                positive &+= outcome > 0 ? 1 : 0
                unsafe counts[Self.bucket(outcome)] &+= outcome == outcome ? 1 : 0
            }
        }
        ups += positive
        // Four parallel sums, because each addition waits for the one before.
        var totals = SIMD4<Double>()
        var carries = SIMD4<Double>()
        let whole = outcomes.count & ~3
        for index in stride(from: 0, to: whole, by: 4) {
            var four = SIMD4(outcomes[index], outcomes[index &+ 1], outcomes[index &+ 2], outcomes[index &+ 3])
            four.replace(with: 0, where: four .!= four)
            let next = totals + four
            let taken = next - totals
            carries += (totals - (next - taken)) + (four - taken)
            totals = next
        }
        for lane in 0..<4 { sum.add(CompensatedSum(total: totals[lane], carry: carries[lane])) }
        for index in whole..<outcomes.count where !outcomes[index].isNaN { sum.add(outcomes[index]) }
    }

    mutating func add(_ other: OutcomeTally) {
        sum.add(other.sum)
        ups += other.ups
        for bucket in counts.indices { counts[bucket] += other.counts[bucket] }
    }

    /// The number of outcomes.
    var count: Int { counts.reduce(0) { $0 + Int($1) } }

    var mean: Double { count == 0 ? .nan : sum.divided(by: Double(count)) }

    var shareUp: Double { count == 0 ? .nan : Double(ups) / Double(count) }

    /// The buckets that hold the one or two middle outcomes, and how many outcomes are below them.
    var middle: Middle {
        let count = count
        let lower = bucket(ofRank: (count - 1) / 2)
        return Middle(
            buckets: lower.place...bucket(ofRank: count / 2).place, below: lower.below, count: count)
    }

    /// The bucket of the outcome of a rank (the least has rank 0), and how many are in the buckets below.
    private func bucket(ofRank rank: Int) -> (place: Int, below: Int) {
        var below = 0
        for (place, count) in counts.enumerated() {
            let next = below + Int(count)
            if rank < next { return (place, below) }
            below = next
        }
        return (Self.buckets - 1, below)
    }

    /// Where to look for the median.
    struct Middle: Sendable {
        fileprivate let buckets: ClosedRange<Int>
        let below: Int
        let count: Int

        /// Takes the outcomes around the middle.
        func take(_ outcomes: Span<Double>, into found: inout [Double]) {
            let lowest = buckets.lowerBound == 0 ? -.infinity : Double(buckets.lowerBound)
            let beyond = buckets.upperBound == OutcomeTally.buckets - 1 ? .infinity : Double(buckets.upperBound + 1)
            for index in outcomes.indices {
                let place = OutcomeTally.place(outcomes[index])
                if place >= lowest, place < beyond { found.append(outcomes[index]) }
            }
        }

        /// - Parameter found: everything that `take` collected.
        func median(_ found: [Double]) -> Double { Statistics.median(found, above: below, of: count) }
    }
}
