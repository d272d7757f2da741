import TapeTime

/// The rolling ulcer index: for every window drawdowns are measured from the highest value since that window's start,
/// at a cost independent of its length.
///
/// The window is the tail of one block and the head of the next (see `Rolling`). In the tail, walking back from the
/// block's edge, a stack holds the stretches under one peak each; a new, higher value takes the stretches it
/// exceeds under itself. In the head drawdowns are from the tail's peak until the head's own values rise above it.
/// Distances to a peak only grow when a higher peak takes over, so there is no cancellation.
enum Ulcer {
    /// Values under one peak: the sum of their distances to it and of the squared distances.
    private struct Stretch {
        var peak: Double
        var count = 1.0
        var distances = 0.0
        var squares = 0.0

        init(peak: Double) { self.peak = peak }

        /// The same values under a higher peak.
        @inline(__always)
        func under(_ higher: Double) -> Stretch {
            var moved = self
            let step = higher - peak
            moved.peak = higher
            moved.distances = distances + count * step
            moved.squares = squares + 2 * step * distances + count * step * step
            return moved
        }

        @inline(__always)
        mutating func take(_ other: Stretch) {
            count += other.count
            distances += other.distances
            squares += other.squares
        }

        /// The sum of the squared drawdowns, as fractions of the peak.
        var drawdowns: Double { squares / peak / peak }
    }

    /// - Parameter n: how many sessions are judged; each window holds one more value, the base.
    static func rolling(_ values: [Double], _ n: Int) -> [Double] {
        let count = values.count
        let width = n &+ 1
        var out = Rolling.missing(count)
        guard n >= 1, width <= count else { return out }
        var tailPeaks = [Double](repeating: -.infinity, count: width)
        var tailDrawdowns = [Double](repeating: 0, count: width)
        var lastMissing = -1
        var start = 0
        while start < count {
            let end = min(start &+ width, count)
            if start > 0 { fillTails(values, before: start, width, &tailPeaks, &tailDrawdowns) }
            let head = Head(values, start..<end)
            for index in start..<end {
                if !(values[index] >= 0) { lastMissing = index }
                let back = width &- 1 &- (index &- start)
                if start == 0 && back > 0 { continue }
                guard index &- lastMissing >= width, values[index &- n] > 0 else { continue }
                let drawdowns = tailDrawdowns[back] + head.drawdowns(through: index &- start, under: tailPeaks[back])
                out[index] = (drawdowns / Double(n)).squareRoot()
            }
            start = end
        }
        return out
    }

    /// Walks back from the block's edge: by length, the tail's peak and the sum of its squared drawdowns.
    private static func fillTails(
        _ values: [Double], before start: Int, _ width: Int, _ peaks: inout [Double], _ drawdowns: inout [Double]
    ) {
        // Each stretch with the sum of the drawdowns from it to the edge.
        var stack: [(stretch: Stretch, drawdowns: Double)] = []
        var peak = -Double.infinity
        for back in 1..<max(width, 1) {
            let value = values[start &- back]
            peak = max(peak, value)
            var stretch = Stretch(peak: value)
            while let top = stack.last, top.stretch.peak <= value {
                stretch.take(top.stretch.under(value))
                stack.removeLast()
            }
            let total = stretch.drawdowns + (stack.last?.drawdowns ?? 0)
            stack.append((stretch, total))
            peaks[back] = peak
            drawdowns[back] = total
        }
    }

    /// The values from a block's edge on, each prefix of them under its own peak.
    private struct Head {
        private var prefixes: [Stretch] = []
        /// The sum of the squared drawdowns of a prefix, each under the highest value since the edge.
        private var ownDrawdowns: [Double] = []

        init(_ values: [Double], _ range: Range<Int>) {
            var sum = 0.0
            var prefix = Stretch(peak: values[range.lowerBound])
            prefixes.append(prefix)
            ownDrawdowns.append(0)
            for index in range.dropFirst() {
                let value = values[index]
                if value > prefix.peak { prefix = prefix.under(value) }
                let distance = prefix.peak - value
                prefix.count += 1
                prefix.distances += distance
                prefix.squares += distance * distance
                let drawdown = prefix.peak > 0 ? distance / prefix.peak : 0
                sum += drawdown * drawdown
                prefixes.append(prefix)
                ownDrawdowns.append(sum)
            }
        }

        /// The sum of the squared drawdowns up to the place, where a peak was before the edge.
        func drawdowns(through place: Int, under peak: Double) -> Double {
            // The prefixes that stay under the peak: their own peaks only grow.
            let end = (0..<place &+ 1).partitioningIndex { prefixes[$0].peak > peak }
            if end == 0 { return ownDrawdowns[place] }
            let under = prefixes[end &- 1].under(peak).drawdowns
            return end > place ? under : under + (ownDrawdowns[place] - ownDrawdowns[end &- 1])
        }
    }
}
