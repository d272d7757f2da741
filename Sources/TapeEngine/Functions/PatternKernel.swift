/// Chart patterns as candidates, by the published geometry of Lo, Mamaysky and Wang, "Foundations of Technical Analysis",
/// Journal of Finance 55, 2000.
///
/// A window of n + 3 sessions is smoothed by kernel regression with Gaussian weights. The bandwidth is 0.3 times the one
/// with the least cross-validation error. Where the slope of the smooth line changes its sign between two sessions an
/// extreme is on the first of them; its level is the highest (lowest) price within a session of it. Five
/// in a row make the pattern, the last on the window's n-th session, so a candidate is reported three sessions after it is
/// complete, and once.
struct PatternScanner {
    enum Shape: String, CaseIterable {
        case headAndShoulders = "head and shoulders"
        case inverse = "inverse head and shoulders"
    }

    /// Sessions between the last extreme and the session on which it is reported.
    static let lag = 3
    /// How far shoulders, and troughs, may be from their average.
    static let tolerance = 0.015
    /// The factor that, by the authors, smooths as a trained eye does.
    static let narrowing = 0.3

    private let n: Int
    private let width: Int
    private let kernels: [Kernel]
    private let narrow: [Kernel]

    /// Weights by distance, and what cross-validation divides by at each session of the window.
    private struct Kernel {
        var weights: [Double]
        var others: [Double]

        init(bandwidth: Double, width: Int) {
            weights = []
            for distance in 0..<width {
                let steps = Double(distance) / bandwidth
                let weight = Mathematics.exponential(-0.5 * steps * steps)
                // Beyond this a price no longer changes a sum; the neighbours always count.
                if distance > 1, weight < 1e-14 { break }
                weights.append(weight)
            }
            others = (0..<width).map { _ in 0 }
            for place in 0..<width {
                for distance in weights.indices.dropFirst() {
                    if place - distance >= 0 { others[place] += weights[distance] }
                    if place + distance < width { others[place] += weights[distance] }
                }
            }
        }
    }

    init(_ n: Int) {
        self.n = n
        width = n + PatternScanner.lag
        var bandwidths = [0.5]
        while bandwidths.last! < Double(width) / 2 { bandwidths.append(bandwidths.last! * 1.15) }
        let width = width
        kernels = bandwidths.map { Kernel(bandwidth: $0, width: width) }
        narrow = bandwidths.map { Kernel(bandwidth: $0 * PatternScanner.narrowing, width: width) }
    }

    /// Whether a candidate is reported at each session; missing until a window is whole, or if a value is missing.
    func scan(_ values: [Double], _ shape: Shape) -> [Truth] {
        var out = [Truth](repeating: .missing, count: values.count)
        guard values.count >= width else { return out }
        var lastMissing = -1
        for index in values.indices {
            if values[index].isNaN { lastMissing = index }
            guard index - lastMissing >= width else { continue }
            out[index] = isCandidate(Array(values[(index - width + 1)...index]), shape) ? .yes : .no
        }
        return out
    }

    private func isCandidate(_ prices: [Double], _ shape: Shape) -> Bool {
        let sign = shape == .headAndShoulders ? 1.0 : -1.0
        let kernel = narrow[bandwidth(prices)]
        // The slope falls through zero at a high; the pattern begins and ends with a high, its mirror with a low.
        guard turn(prices, kernel, at: n - 1) == sign else { return false }
        var levels: [Double] = []
        var place = n - 1
        while place >= 1, levels.count < 5 {
            let turn = turn(prices, kernel, at: place)
            if turn != 0 {
                let near = prices[(place - 1)...(place + 1)]
                levels.append(turn > 0 ? near.max()! : near.min()!)
            }
            place -= 1
        }
        guard levels.count == 5 else { return false }
        let isHead = sign * levels[2] > sign * levels[0] && sign * levels[2] > sign * levels[4]
        return isHead && areLevel(levels[0], levels[4]) && areLevel(levels[1], levels[3])
    }

    private func areLevel(_ one: Double, _ two: Double) -> Bool {
        let average = (one + two) / 2
        return average > 0 && abs(one - average) <= PatternScanner.tolerance * average
    }

    /// The bandwidth whose estimate of each price from the others is best: its index.
    private func bandwidth(_ prices: [Double]) -> Int {
        var best = 0
        var least = Double.infinity
        for index in kernels.indices {
            let error = crossValidation(prices, kernels[index])
            if error < least { (best, least) = (index, error) }
        }
        return best
    }

    /// The sum of squared errors of each price as estimated from the others.
    private func crossValidation(_ prices: [Double], _ kernel: Kernel) -> Double {
        let x = prices.span
        let weights = kernel.weights.span
        let others = kernel.others.span
        let reach = kernel.weights.count
        var error = 0.0
        for place in 0..<x.count {
            var sum = 0.0
            for distance in 1..<max(1, min(reach, place &+ 1)) { sum += weights[distance] * x[place &- distance] }
            for distance in 1..<max(1, min(reach, x.count &- place)) { sum += weights[distance] * x[place &+ distance] }
            let miss = x[place] - sum / others[place]
            error += miss * miss
        }
        return error
    }

    /// 1 where a high of the smooth line is between the session and the next, −1 for a low, 0 for neither.
    ///
    /// Where the slope is exactly zero, the one before is compared with the next nonzero one.
    private func turn(_ prices: [Double], _ kernel: Kernel, at place: Int) -> Double {
        let slope = self.slope(prices, kernel, at: place)
        var before = slope
        if slope == 0, place > 0 { before = self.slope(prices, kernel, at: place - 1) }
        var later = place + 1
        var after = 0.0
        while later < prices.count {
            after = self.slope(prices, kernel, at: later)
            if after != 0 || slope != 0 { break }
            later += 1
        }
        return before > 0 && after < 0 ? 1 : (before < 0 && after > 0 ? -1 : 0)
    }

    /// A number with the sign of the smooth line's slope at the session.
    private func slope(_ prices: [Double], _ kernel: Kernel, at place: Int) -> Double {
        var (weight, sum, moment, moments) = (0.0, 0.0, 0.0, 0.0)
        let reach = kernel.weights.count - 1
        for other in max(0, place - reach)...min(prices.count - 1, place + reach) {
            let own = kernel.weights[abs(other - place)]
            let rise = prices[other] - prices[place]
            weight += own
            sum += own * rise
            moment += own * rise * Double(other - place)
            moments += own * Double(other - place)
        }
        return moment - sum / weight * moments
    }
}
