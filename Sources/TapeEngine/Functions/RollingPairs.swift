extension Rolling {
    /// Means and sums of products of deviations of two columns over the last n pairs.
    struct PairMoments {
        var leftMean: [Double]
        var rightMean: [Double]
        var leftSquares: [Double]
        var rightSquares: [Double]
        var products: [Double]
    }

    /// The sums for one window of pairs, measured from the block's first pair.
    private struct PairSums {
        var left = CompensatedSum()
        var right = CompensatedSum()
        var leftSquares = CompensatedSum()
        var rightSquares = CompensatedSum()
        var products = CompensatedSum()

        @inline(__always)
        mutating func add(_ x: Double, _ y: Double) {
            left.add(x)
            right.add(y)
            leftSquares.add(x * x)
            rightSquares.add(y * y)
            products.add(x * y)
        }

        @inline(__always)
        mutating func add(_ other: PairSums) {
            left.add(other.left)
            right.add(other.right)
            leftSquares.add(other.leftSquares)
            rightSquares.add(other.rightSquares)
            products.add(other.products)
        }
    }

    /// The moments of every window of pairs; a missing side makes the windows missing. As in `moments`, mere
    /// rounding counts as no deviation.
    static func pairMoments(
        _ left: [Double], _ right: [Double], _ n: Int, floors: (left: Double, right: Double)
    ) -> PairMoments {
        let count = min(left.count, right.count)
        let empty = missing(count)
        var moments = PairMoments(
            leftMean: empty, rightMean: empty, leftSquares: empty, rightSquares: empty, products: empty)
        guard n >= 1, n <= count else { return moments }
        let x = left.span
        let y = right.span
        var tails = [PairSums](repeating: PairSums(), count: n)
        let size = Double(n)
        var start = 0
        while start < count {
            let leftAnchor = x[start]
            let rightAnchor = y[start]
            if start > 0 {
                var tail = PairSums()
                for back in 1..<max(n, 1) {
                    tail.add(x[start &- back] - leftAnchor, y[start &- back] - rightAnchor)
                    tails[back] = tail
                }
            }
            var head = PairSums()
            for offset in 0..<min(n, count &- start) {
                let index = start &+ offset
                head.add(x[index] - leftAnchor, y[index] - rightAnchor)
                let back = n &- 1 &- offset
                if start == 0 && back > 0 { continue }
                var window = head
                window.add(tails[back])
                let leftMean = window.left.divided(by: size)
                let rightMean = window.right.divided(by: size)
                window.leftSquares.add(-leftMean * window.left.value)
                window.rightSquares.add(-rightMean * window.right.value)
                window.products.add(-leftMean * window.right.value)
                moments.leftMean[index] = leftAnchor + leftMean
                moments.rightMean[index] = rightAnchor + rightMean
                moments.products[index] = window.products.value
                moments.leftSquares[index] = Residue.cleaned(
                    window.leftSquares.value, size, mean: leftAnchor + leftMean, floor: floors.left)
                moments.rightSquares[index] = Residue.cleaned(
                    window.rightSquares.value, size, mean: rightAnchor + rightMean, floor: floors.right)
            }
            start &+= n
        }
        return moments
    }

    /// Pearson's correlation of the last n pairs; missing where a side does not move.
    static func correlation(
        _ left: [Double], _ right: [Double], _ n: Int, floors: (left: Double, right: Double)
    ) -> [Double] {
        let moments = pairMoments(left, right, n, floors: floors)
        var out = missing(moments.products.count)
        for index in out.indices {
            out[index] = Moment.correlation(
                moments.products[index], moments.leftSquares[index], moments.rightSquares[index])
        }
        return out
    }

    /// The slope of the least-squares line of left on right over the last n pairs; missing where right does not move.
    static func regression(
        _ left: [Double], on right: [Double], _ n: Int, floors: (left: Double, right: Double)
    ) -> [Double] {
        let moments = pairMoments(left, right, n, floors: floors)
        var out = missing(moments.products.count)
        for index in out.indices {
            let squares = moments.rightSquares[index]
            if squares > 0 { out[index] = moments.products[index] / squares }
        }
        return out
    }

    /// The slope per session of the least-squares line through the last n values.
    static func slope(_ values: [Double], _ n: Int) -> [Double] {
        regression(values, on: values.indices.map { Double($0) }, n, floors: (0, 0))
    }

    /// The mean of the last n values with the weights 1 to n, the newest the heaviest.
    static func weightedMean(_ values: [Double], _ n: Int) -> [Double] {
        let count = values.count
        var out = missing(count)
        guard n >= 1, n <= count else { return out }
        let x = values.span
        // tails[k]: the sum of the k deviations before the block, and of each times its distance from the block's start.
        var tails = [(sum: CompensatedSum, moment: CompensatedSum)](
            repeating: (CompensatedSum(), CompensatedSum()), count: n)
        let weights = Double(n) * (Double(n) + 1) / 2
        var start = 0
        while start < count {
            let anchor = x[start]
            if start > 0 {
                var tail = (sum: CompensatedSum(), moment: CompensatedSum())
                for back in 1..<max(n, 1) {
                    let deviation = x[start &- back] - anchor
                    tail.sum.add(deviation)
                    tail.moment.add(-Double(back) * deviation)
                    tails[back] = tail
                }
            }
            var head = (sum: CompensatedSum(), moment: CompensatedSum())
            for offset in 0..<min(n, count &- start) {
                let deviation = x[start &+ offset] - anchor
                head.sum.add(deviation)
                head.moment.add(Double(offset) * deviation)
                let back = n &- 1 &- offset
                if start == 0 && back > 0 { continue }
                var sum = head.sum
                sum.add(tails[back].sum)
                var weighted = head.moment
                weighted.add(tails[back].moment)
                weighted.add(Double(n &- offset) * sum.total)
                weighted.add(Double(n &- offset) * sum.carry)
                out[start &+ offset] = anchor + weighted.divided(by: weights)
            }
            start &+= n
        }
        return out
    }
}

/// Figures made of sums of squares and products of deviations.
enum Moment {
    @inline(__always)
    static func correlation(_ products: Double, _ leftSquares: Double, _ rightSquares: Double) -> Double {
        guard leftSquares > 0, rightSquares > 0 else { return .nan }
        let value = products / (leftSquares.squareRoot() * rightSquares.squareRoot())
        return value > 1 ? 1 : (value < -1 ? -1 : value)
    }

    /// The sample's standard deviation.
    @inline(__always)
    static func deviation(_ squares: Double, _ n: Int) -> Double { (squares / Double(n &- 1)).squareRoot() }
}
