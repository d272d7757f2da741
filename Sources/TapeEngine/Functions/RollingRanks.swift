import TapeTime

/// A column's values in order, and each session's place in that order.
struct Ranking {
    /// The present values, ascending.
    let sorted: [Double]
    /// By session: its place among `sorted`, −1 where it is missing. Equal values have different places.
    let places: [Int32]

    init(_ values: [Double]) {
        var order = [Int32]()
        order.reserveCapacity(values.count)
        for index in values.indices where !values[index].isNaN { order.append(Int32(truncatingIfNeeded: index)) }
        order.sort { left, right in
            let a = values[Int(left)]
            let b = values[Int(right)]
            return a != b ? a < b : left < right
        }
        var places = [Int32](repeating: -1, count: values.count)
        for rank in order.indices { places[Int(order[rank])] = Int32(truncatingIfNeeded: rank) }
        self.sorted = order.map { values[Int($0)] }
        self.places = places
    }

    /// How many of the present values are below the bound.
    func count(below bound: Double) -> Int { sorted.partitioningIndex { !($0 < bound) } }
}

/// Which ranks a window holds: a tree of counts.
struct RankTree {
    private var counts: [Int32]
    private let leaves: Int

    init(_ count: Int) {
        var leaves = 1
        while leaves < count { leaves &*= 2 }
        self.leaves = leaves
        counts = [Int32](repeating: 0, count: 2 &* leaves)
    }

    /// Puts the rank in (1) or takes it out (0).
    mutating func set(_ rank: Int, _ count: Int32) {
        var node = leaves &+ rank
        let change = count &- counts[node]
        while node >= 1 {
            counts[node] &+= change
            node /= 2
        }
    }

    /// How many ranks of the window are below this one.
    func count(below rank: Int) -> Int {
        if rank >= leaves { return Int(counts[1]) }
        var node = leaves &+ rank
        var total: Int32 = 0
        while node > 1 {
            if node & 1 == 1 { total &+= counts[node &- 1] }
            node /= 2
        }
        return Int(total)
    }

    /// The rank with a given number of the window's ranks below it.
    func rank(at position: Int) -> Int {
        var left = Int32(truncatingIfNeeded: position)
        var node = 1
        while node < leaves {
            node &*= 2
            if left >= counts[node] {
                left &-= counts[node]
                node &+= 1
            }
        }
        return node &- leaves
    }
}

extension Rolling {
    /// The middle of the last n values, or the mean of the two in the middle.
    static func median(_ values: [Double], _ n: Int) -> [Double] {
        ranked(values, n) { tree, ranking, _ in
            let upper = ranking.sorted[tree.rank(at: n / 2)]
            if n & 1 == 1 { return upper }
            return (ranking.sorted[tree.rank(at: n / 2 &- 1)] + upper) / 2
        }
    }

    /// The share of the other n − 1 values of the window that are below the newest.
    static func percentileRank(_ values: [Double], _ n: Int) -> [Double] {
        ranked(values, n) { tree, ranking, index in
            Double(tree.count(below: ranking.count(below: values[index]))) / Double(n &- 1)
        }
    }

    /// The quantile of the last n values.
    static func quantile(_ values: [Double], _ n: Int, _ share: Double) -> [Double] {
        ranked(values, n) { tree, ranking, _ in
            let cut = Quantile(n, share)
            return cut.between(ranking.sorted[tree.rank(at: cut.lower)], ranking.sorted[tree.rank(at: cut.upper)])
        }
    }

    /// The mean of those of the last n values that are at or below their quantile: they are few, and
    /// summed for each window.
    static func tailMean(_ values: [Double], _ n: Int, _ share: Double) -> [Double] {
        ranked(values, n) { tree, ranking, _ in
            let cut = Quantile(n, share)
            let bound = cut.between(ranking.sorted[tree.rank(at: cut.lower)], ranking.sorted[tree.rank(at: cut.upper)])
            let below = tree.count(below: ranking.count(below: bound))
            let count = tree.count(below: ranking.count(below: bound.nextUp))
            var sum = CompensatedSum()
            for place in 0..<below { sum.add(ranking.sorted[tree.rank(at: place)]) }
            sum.add(Double(count &- below) * bound)
            return sum.divided(by: Double(count))
        }
    }

    /// The mean distance of the last n values from their mean, summed for each window.
    static func meanDeviation(_ values: [Double], _ n: Int) -> [Double] {
        var out = mean(values, n)
        let x = values.span
        for index in out.indices where !out[index].isNaN {
            let mean = out[index]
            var sum = 0.0
            for back in 0..<n { sum += (x[index &- back] - mean).magnitude }
            out[index] = sum / Double(n)
        }
        return out
    }

    /// Moves a window over the ranks and computes its figure at every session where it is whole.
    private static func ranked(
        _ values: [Double], _ n: Int, _ figure: (RankTree, Ranking, Int) -> Double
    ) -> [Double] {
        var out = missing(values.count)
        guard n >= 1, n <= values.count else { return out }
        let ranking = Ranking(values)
        var tree = RankTree(ranking.sorted.count)
        var lastMissing = -1
        for index in values.indices {
            let place = ranking.places[index]
            if place >= 0 { tree.set(Int(place), 1) } else { lastMissing = index }
            if index >= n {
                let leaving = ranking.places[index &- n]
                if leaving >= 0 { tree.set(Int(leaving), 0) }
            }
            if index &- lastMissing >= n { out[index] = figure(tree, ranking, index) }
        }
        return out
    }
}

/// Where a quantile is between two neighbours of the ordered values: type 7 of Hyndman and Fan, "Sample Quantiles in
/// Statistical Packages", 1996, the usual one of R, numpy and pandas. It is at (n − 1) × share, counted from 0.
struct Quantile {
    let lower: Int
    let upper: Int
    private let part: Double

    init(_ n: Int, _ share: Double) {
        let place = Double(n &- 1) * share
        lower = min(Int(place), n &- 1)
        upper = min(lower &+ 1, n &- 1)
        part = place - Double(lower)
    }

    func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * part }
}
