/// Turning points, known only once they are confirmed: nothing here looks ahead.
enum Swing {
    /// The level of the newest high that is above the k before it and not passed by the k after it, from the session
    /// on which the last of these k is known. For lows pass negated columns.
    static func highs(_ high: [Double], _ k: Int) -> [Double] {
        var out = Rolling.missing(high.count)
        let highest = Rolling.extreme(high, k, highest: true)
        var level = Double.nan
        for index in high.indices {
            let pivot = index - k
            if pivot >= 1, high[pivot] > highest[pivot - 1], high[pivot] >= highest[index] { level = high[pivot] }
            if !high[index].isNaN { out[index] = level }
        }
        return out
    }

    /// The level of the last turning point of a zig-zag whose legs are at least the share: a high is confirmed by the first
    /// value that is the share or more below it, a low by the first that is as far above.
    static func zigzag(_ values: [Double], _ share: Double) -> [Double] {
        var out = Rolling.missing(values.count)
        var highest = Double.nan
        var lowest = Double.nan
        var confirmed = Double.nan
        // 1 while rising to a high not yet confirmed, −1 while falling, 0 before the first turning point.
        var direction = 0
        for index in values.indices {
            let value = values[index]
            if value.isNaN { continue }
            if direction >= 0, !(value <= highest) { highest = value }
            if direction <= 0, !(value >= lowest) { lowest = value }
            if direction >= 0, highest > 0, value / highest - 1 <= -share {
                confirmed = highest
                direction = -1
                lowest = value
            } else if direction <= 0, lowest > 0, value / lowest - 1 >= share {
                confirmed = lowest
                direction = 1
                highest = value
            }
            out[index] = confirmed
        }
        return out
    }

    /// Whether the value is above the highest of the n before it.
    static func breakout(_ values: [Double], above bound: [Double], _ n: Int) -> [Truth] {
        let highest = Rolling.extreme(bound, n, highest: true)
        var out = [Truth](repeating: .missing, count: values.count)
        for index in values.indices.dropFirst() {
            let level = highest[index - 1]
            if values[index].isNaN || level.isNaN { continue }
            out[index] = values[index] > level ? .yes : .no
        }
        return out
    }

    /// Whether each value is above the other column's previous value.
    static func above(_ values: [Double], previous: [Double]) -> [Truth] { breakout(values, above: previous, 1) }
}
