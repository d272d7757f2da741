/// How far a series has fallen from its highest value so far, as a negative fraction. If the highest value is zero or
/// negative there is no drawdown, and a negative value has fallen by more than 100 %: both give missing.
enum Drawdown {
    /// Each value against the highest of all up to it. A missing session is missing and changes nothing.
    static func series(_ values: [Double]) -> [Double] {
        var out = Rolling.missing(values.count)
        var highest = -Double.infinity
        for index in values.indices {
            let value = values[index]
            if value.isNaN { continue }
            highest = max(highest, value)
            if highest > 0, value >= 0 { out[index] = value / highest - 1 }
        }
        return out
    }

    /// Each value against the highest of the last n.
    static func series(_ values: [Double], _ n: Int) -> [Double] {
        var out = Rolling.extreme(values, n, highest: true)
        let x = values.span
        var result = out.mutableSpan
        for index in 0..<values.count {
            let highest = result[index]
            let drawdown = x[index] / highest - 1
            result[index] = highest > 0 && x[index] >= 0 ? drawdown : .nan
        }
        return out
    }

    /// Whether drawdowns exist: there is a positive value to start from, another after it, and no negative one.
    private static func hasDrawdowns(_ values: [Double]) -> Bool {
        values.count > 1 && values[0] > 0 && values.allSatisfy { $0 >= 0 }
    }

    /// The deepest drawdown, the first value included as a possible peak.
    static func deepest(_ values: [Double]) -> Double {
        guard hasDrawdowns(values) else { return .nan }
        var highest = values[0]
        var deepest = 0.0
        for value in values {
            highest = max(highest, value)
            deepest = min(deepest, value / highest - 1)
        }
        return deepest
    }

    /// Root of the mean squared drawdown of all but the first value, which is only a possible peak.
    static func ulcer(_ values: [Double]) -> Double {
        guard hasDrawdowns(values) else { return .nan }
        var highest = values[0]
        var sum = CompensatedSum()
        for value in values {
            highest = max(highest, value)
            let drawdown = value / highest - 1
            sum.add(drawdown * drawdown)
        }
        return sum.divided(by: Double(values.count - 1)).squareRoot()
    }

    /// What two neighbouring stretches need to know of each other for the deepest drawdown of both.
    private struct Stretch {
        var highest = -Double.infinity
        var lowest = Double.infinity
        var deepest = 0.0

        @inline(__always)
        func then(_ later: Stretch) -> Stretch {
            let across = highest > 0 ? later.lowest / highest - 1 : 0
            var both = Stretch()
            both.highest = later.highest > highest ? later.highest : highest
            both.lowest = later.lowest < lowest ? later.lowest : lowest
            both.deepest = later.deepest < deepest ? later.deepest : deepest
            if across < both.deepest { both.deepest = across }
            return both
        }

        init() {}

        init(_ value: Double) {
            highest = value
            lowest = value
        }
    }

    /// The deepest drawdown within the last n values, the oldest one a possible peak, by the blocks of `Rolling`.
    static func deepest(_ values: [Double], _ n: Int) -> [Double] {
        let count = values.count
        var out = Rolling.missing(count)
        guard n >= 2, n <= count else { return out }
        var tails = [Stretch](repeating: Stretch(), count: n)
        var lastMissing = -1
        var start = 0
        while start < count {
            if start > 0 {
                var tail = Stretch(values[start &- 1])
                tails[1] = tail
                for back in 2..<max(n, 2) {
                    tail = Stretch(values[start &- back]).then(tail)
                    tails[back] = tail
                }
            }
            var head = Stretch()
            for offset in 0..<min(n, count &- start) {
                let index = start &+ offset
                if !(values[index] >= 0) { lastMissing = index }
                head = offset == 0 ? Stretch(values[index]) : head.then(Stretch(values[index]))
                let back = n &- 1 &- offset
                if start == 0 && back > 0 { continue }
                let whole = back == 0 ? head : tails[back].then(head)
                if index &- lastMissing >= n, values[index &- n &+ 1] > 0 { out[index] = whole.deepest }
            }
            start &+= n
        }
        return out
    }
}
