/// Windows that move one session at a time, at a cost independent of their length.
///
/// Sums are not kept by adding the newest value and taking away the oldest: that drifts, and one huge value leaves a
/// rounding error forever. Instead the column is cut into blocks as long as the window. Each window is then the tail of
/// one block and the head of the next, and both are sums only of values in the window (the scheme of
/// van Herk 1992 and Gil and Werman 1993, who used it for maxima). A missing value affects only windows that hold it.
enum Rolling {
    static func missing(_ count: Int) -> [Double] { [Double](repeating: .nan, count: count) }

    /// The sum of the last n values.
    static func sum(_ values: [Double], _ n: Int) -> [Double] { sums(values, n, mean: false) }

    /// The arithmetic mean of the last n values.
    static func mean(_ values: [Double], _ n: Int) -> [Double] { sums(values, n, mean: true) }

    private static func sums(_ values: [Double], _ n: Int, mean: Bool) -> [Double] {
        let count = values.count
        var out = missing(count)
        guard n >= 1, n <= count else { return out }
        let x = values.span
        var result = out.mutableSpan
        var sums = WindowSums(of: n)
        let size = Double(n)
        var start = 0
        while start < count {
            let length = min(n, count &- start)
            sums.run(length, hasBefore: start > 0) { x[start &+ $0] }
            let windows = sums.whole(length, hasBefore: start > 0)
            if mean {
                for window in windows { unsafe result[unchecked: start &+ window] = sums.sum(window).divided(by: size) }
            } else {
                for window in windows { unsafe result[unchecked: start &+ window] = sums.sum(window).value }
            }
            start &+= n
        }
        return out
    }

    /// Mean and sum of squared deviations of the last n values.
    struct Moments {
        var mean: [Double]
        var squares: [Double]
    }

    /// The moments of every window, measured from a value that all windows of a block hold, to avoid cancellation.
    /// A mere rounding error counts as no deviation, see `Residue`.
    static func moments(_ values: [Double], _ n: Int, floor: Double) -> Moments {
        let count = values.count
        var means = missing(count)
        var squares = missing(count)
        guard n >= 1, n <= count else { return Moments(mean: means, squares: squares) }
        let x = values.span
        var meanOut = means.mutableSpan
        var squaresOut = squares.mutableSpan
        var sums = WindowSums(of: n)
        var squareSums = WindowSums(of: n)
        let size = Double(n)
        var start = 0
        while start < count {
            let anchor = x[start]
            let length = min(n, count &- start)
            sums.run(length, hasBefore: start > 0) { x[start &+ $0] - anchor }
            squareSums.run(length, hasBefore: start > 0) { offset in
                let deviation = x[start &+ offset] - anchor
                return deviation * deviation
            }
            for window in sums.whole(length, hasBefore: start > 0) {
                let sum = sums.sum(window)
                let mean = sum.divided(by: size)
                var square = squareSums.sum(window)
                square.add(-mean * sum.value)
                unsafe meanOut[unchecked: start &+ window] = anchor + mean
                // NaN fails the comparison and stays.
                unsafe squaresOut[unchecked: start &+ window] = Residue.cleaned(
                    square.value, size, mean: anchor + mean, floor: floor)
            }
            start &+= n
        }
        return Moments(mean: means, squares: squares)
    }

    /// How many sample deviations the newest of the last n values is above their mean; missing where they are equal.
    static func standardScore(_ values: [Double], _ n: Int, floor: Double) -> [Double] {
        let moments = moments(values, n, floor: floor)
        var out = missing(values.count)
        for index in out.indices where moments.squares[index] > 0 {
            out[index] = (values[index] - moments.mean[index]) / Moment.deviation(moments.squares[index], n)
        }
        return out
    }

    /// The highest (or lowest) of the last n values, the newest of equal ones.
    static func extreme(_ values: [Double], _ n: Int, highest: Bool) -> [Double] {
        highest ? extreme(values, n, -.infinity, beats: >, ties: >=) : extreme(values, n, .infinity, beats: <, ties: <=)
    }

    /// By blocks: which of two values is higher is hard to predict, so nothing branches on it.
    ///
    /// - Parameter none: what every value beats. A missing one fails the comparisons, so it is skipped.
    @inline(__always)
    private static func extreme(
        _ values: [Double], _ n: Int, _ none: Double, beats: (Double, Double) -> Bool, ties: (Double, Double) -> Bool
    ) -> [Double] {
        let count = values.count
        var out = missing(count)
        guard n >= 1, n <= count else { return out }
        let x = values.span
        var result = out.mutableSpan
        // tails[k] is the extreme of the k values before the block.
        var tailStore = [Double](repeating: none, count: n)
        var tails = tailStore.mutableSpan
        var lastMissing = -1
        var start = 0
        while start < count {
            if start > 0 {
                var tail = none
                for back in 1..<max(n, 1) {
                    let value = x[start &- back]
                    tail = beats(value, tail) ? value : tail
                    tails[back] = tail
                }
            }
            var head = none
            for offset in 0..<min(n, count &- start) {
                let index = start &+ offset
                let value = x[index]
                head = ties(value, head) ? value : head
                lastMissing = value.isNaN ? index : lastMissing
                let tail = tails[n &- 1 &- offset]
                let whole = ties(head, tail) ? head : tail
                result[index] = index &- lastMissing >= n ? whole : .nan
            }
            start &+= n
        }
        return out
    }

    /// The index of the highest (or lowest) of the last n values, the newest of equal ones; −1 where it is missing.
    static func extremePlaces(_ values: [Double], _ n: Int, highest: Bool) -> [Int32] {
        let count = values.count
        var places = [Int32](repeating: -1, count: count)
        guard n >= 1, n <= count else { return places }
        let x = values.span
        var result = places.mutableSpan
        var queueStore = [Int32](repeating: 0, count: count)
        var queue = queueStore.mutableSpan
        var head = 0
        var end = 0
        var lastMissing = -1
        for index in 0..<count {
            let value = x[index]
            if value.isNaN {
                lastMissing = index
                head = 0
                end = 0
                continue
            }
            if highest {
                while end > head, x[Int(queue[end &- 1])] <= value { end &-= 1 }
            } else {
                while end > head, x[Int(queue[end &- 1])] >= value { end &-= 1 }
            }
            queue[end] = Int32(truncatingIfNeeded: index)
            end &+= 1
            if Int(queue[head]) <= index &- n { head &+= 1 }
            if index &- lastMissing >= n { result[index] = queue[head] }
        }
        return places
    }
}
