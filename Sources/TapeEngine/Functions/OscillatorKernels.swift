/// Indicators that swing between bounds.
enum Oscillator {
    /// 100 × U ÷ (U + D). Missing sessions are skipped: a change is taken from the last present value.
    static func relativeStrength(_ values: [Double], _ n: Int) -> [Double] {
        let count = values.count
        var out = Rolling.missing(count)
        guard n >= 1, n < count else { return out }
        let x = values.span
        var result = out.mutableSpan
        var rises = SeededMean(wilder: n)
        var falls = SeededMean(wilder: n)
        var previous = Double.nan
        for index in 0..<count {
            let value = x[index]
            if value.isNaN { continue }
            let move = value - previous
            previous = value
            if move.isNaN { continue }
            // The sign bit, copied to the whole word: an unpredictable branch would take longer than everything else.
            let falling = UInt64(bitPattern: Int64(bitPattern: move.bitPattern) >> 63)
            let rise = rises.add(Double(bitPattern: move.bitPattern & ~falling))
            let fall = falls.add(Double(bitPattern: move.bitPattern & falling).magnitude)
            // Averages that have decayed below the smallest normal number have no digits left to compare.
            if rise + fall >= .leastNormalMagnitude { result[index] = 100 * (rise / (rise + fall)) }
        }
        return out
    }
}
