/// Indicators of bars: open, high, low, close and volume.
enum Price {
    /// (high + low + close) ÷ 3
    static func typical(_ bars: Bars) -> [Double] {
        var out = bars.close
        for index in out.indices { out[index] = (bars.high[index] + bars.low[index] + bars.close[index]) / 3 }
        return out
    }

    /// The greater of high and previous close, less the lesser of low and previous close. A session without one of its
    /// prices is skipped; the first has no previous close and is missing.
    static func trueRange(_ bars: Bars) -> [Double] {
        var out = Rolling.missing(bars.close.count)
        var previous = Double.nan
        for index in out.indices {
            let (high, low, close) = (bars.high[index], bars.low[index], bars.close[index])
            if high.isNaN || low.isNaN || close.isNaN { continue }
            if !previous.isNaN { out[index] = max(high, previous) - min(low, previous) }
            previous = close
        }
        return out
    }

    static func averageTrueRange(_ bars: Bars, _ n: Int) -> [Double] { Smoothing.wilder(trueRange(bars), n) }

    /// Wilder's directional movement: the two directional indicators, and the mean of their relative difference.
    struct Directional {
        var plus: [Double]
        var minus: [Double]
        var index: [Double]
    }

    static func directional(_ bars: Bars, _ n: Int) -> Directional {
        let count = bars.close.count
        var result = Directional(
            plus: Rolling.missing(count), minus: Rolling.missing(count), index: Rolling.missing(count))
        let ranges = trueRange(bars)
        var (range, plus, minus) = (SeededMean(wilder: n), SeededMean(wilder: n), SeededMean(wilder: n))
        var index = SeededMean(wilder: n)
        var last: Int?
        for place in 0..<count where !(bars.high[place] + bars.low[place] + bars.close[place]).isNaN {
            defer { last = place }
            guard let last else { continue }
            let up = bars.high[place] - bars.high[last]
            let down = bars.low[last] - bars.low[place]
            let meanRange = range.add(ranges[place])
            let meanPlus = plus.add(up > down && up > 0 ? up : 0)
            let meanMinus = minus.add(down > up && down > 0 ? down : 0)
            guard meanRange >= .leastNormalMagnitude else { continue }
            result.plus[place] = 100 * (meanPlus / meanRange)
            result.minus[place] = 100 * (meanMinus / meanRange)
            let sum = meanPlus + meanMinus
            guard sum >= .leastNormalMagnitude else { continue }
            result.index[place] = index.add(100 * (abs(meanPlus - meanMinus) / sum))
        }
        return result
    }

    /// Where the value is between the lowest low and the highest high of the last n, 0 to 1; missing if they are equal.
    static func position(_ bars: Bars, _ n: Int) -> [Double] {
        let highest = Rolling.extreme(bars.high, n, highest: true)
        let lowest = Rolling.extreme(bars.low, n, highest: false)
        var out = Rolling.missing(bars.close.count)
        for index in out.indices {
            let range = highest[index] - lowest[index]
            // A range of equal prices is only rounding.
            if range > Residue.error(highest[index], floor: 0) {
                out[index] = (bars.close[index] - lowest[index]) / range
            }
        }
        return out
    }

    /// (typical price − its mean) ÷ (0.015 × its mean deviation) over the last n.
    static func commodityChannel(_ bars: Bars, _ n: Int) -> [Double] {
        let typical = typical(bars)
        let means = Rolling.mean(typical, n)
        let deviations = Rolling.meanDeviation(typical, n)
        var out = Rolling.missing(typical.count)
        for index in out.indices where deviations[index] > Residue.error(means[index], floor: 0) {
            out[index] = (typical[index] - means[index]) / (0.015 * deviations[index])
        }
        return out
    }

    /// The running sum of the volume of rises minus that of falls, from 0 at the first session.
    static func onBalanceVolume(_ close: [Double], _ volume: [Double]) -> [Double] {
        var out = Rolling.missing(close.count)
        var sum = CompensatedSum()
        var previous = Double.nan
        for index in close.indices where !(close[index] + volume[index]).isNaN {
            let value = close[index]
            if value > previous { sum.add(volume[index]) } else if value < previous { sum.add(-volume[index]) }
            previous = value
            out[index] = sum.value
        }
        return out
    }

    /// 100 × the money of rising sessions ÷ that of rising and falling ones, over the last n.
    static func moneyFlow(_ bars: Bars, _ volume: [Double], _ n: Int) -> [Double] {
        let typical = typical(bars)
        var rising = Rolling.missing(typical.count)
        var falling = rising
        for index in typical.indices.dropFirst() {
            let move = typical[index] - typical[index - 1]
            let money = typical[index] * volume[index]
            if (move + money).isNaN { continue }
            rising[index] = move > 0 ? money : 0
            falling[index] = move < 0 ? money : 0
        }
        let (up, down) = (Rolling.sum(rising, n), Rolling.sum(falling, n))
        var out = Rolling.missing(typical.count)
        for index in out.indices where up[index] + down[index] > 0 {
            out[index] = 100 * (up[index] / (up[index] + down[index]))
        }
        return out
    }

    /// Typical price weighted by volume over the last n; missing where nothing was traded.
    static func volumeWeighted(_ bars: Bars, _ volume: [Double], _ n: Int) -> [Double] {
        let typical = typical(bars)
        var money = typical
        for index in money.indices { money[index] = typical[index] * volume[index] }
        let (sums, traded) = (Rolling.sum(money, n), Rolling.sum(volume, n))
        var out = Rolling.missing(typical.count)
        for index in out.indices where traded[index] > 0 { out[index] = sums[index] / traded[index] }
        return out
    }

    /// The same over one stretch; a session without price or volume is left out.
    static func volumeWeighted(_ bars: Bars, _ volume: [Double], within window: Range<Int>) -> Double {
        let typical = typical(bars)
        var (money, traded) = (CompensatedSum(), CompensatedSum())
        for index in window.clamped(to: typical.indices) where !(typical[index] * volume[index]).isNaN {
            money.add(typical[index] * volume[index])
            traded.add(volume[index])
        }
        return traded.value > 0 ? money.value / traded.value : .nan
    }

    /// 100 × (n − sessions since the highest value of the last n + 1) ÷ n, the newest of equal ones.
    static func aroon(_ values: [Double], _ n: Int, highest: Bool) -> [Double] {
        let places = Rolling.extremePlaces(values, n &+ 1, highest: highest)
        var out = Rolling.missing(values.count)
        for index in out.indices where places[index] >= 0 {
            out[index] = 100 * (Double(n &- (index &- Int(places[index]))) / Double(n))
        }
        return out
    }

    /// Wilder's parabolic stop and reverse.
    ///
    /// The first trend is up unless the first step is a downward directional movement; its stop is the first session's low
    /// (high), its extreme the second's high (low). The stop may not pass the lows (highs) of this and the last session.
    static func parabolic(_ bars: Bars, step: Double, limit: Double) -> [Double] {
        var out = Rolling.missing(bars.close.count)
        let slowest = min(step, limit)
        // A falling trend is a rising one of mirrored prices, so one rule serves both: all below follows the trend.
        var sign = 0.0
        var stop = 0.0
        var extreme = 0.0
        var factor = slowest
        var last: Extent?
        for index in out.indices where !(bars.high[index] + bars.low[index]).isNaN {
            let now = Extent(high: bars.high[index], low: bars.low[index])
            defer { last = now }
            guard var before = last else { continue }
            if sign == 0 {
                let up = now.high - before.high
                let down = before.low - now.low
                sign = down > up && down > 0 ? -1 : 1
                stop = before.seen(sign).low
                extreme = now.seen(sign).high
                // The first session only sets the stop: it does not limit it as well.
                before = now
            }
            let highest = max(before.seen(sign).high, now.seen(sign).high)
            let isHit = now.seen(sign).low <= stop
            if isHit {
                stop = -max(extreme, highest)
                sign = -sign
                extreme = now.seen(sign).high
                factor = slowest
            }
            out[index] = sign * stop
            if now.seen(sign).high > extreme {
                extreme = now.seen(sign).high
                factor = min(factor + step, limit)
            }
            stop += factor * (extreme - stop)
            stop = min(stop, before.seen(sign).low, now.seen(sign).low)
        }
        return out
    }

    /// A session's high and low, or both mirrored where the trend falls.
    private struct Extent {
        var high: Double
        var low: Double

        func seen(_ sign: Double) -> Extent { sign > 0 ? self : Extent(high: -low, low: -high) }
    }
}
