import TapeStore
import TapeTime

/// The exchange-traded funds, which pay the dividends of what they hold.
enum Funds {
    typealias Close = Follower.Close

    /// Three months to 2026-01-15 are pinned from two base sessions one apart.
    static func iwm() -> [Double] {
        let last = 265.40
        let pin = Pins.iwmThreeMonths
        return Follower(
            symbol: "iwm", leader: Sample.pair.rut, share: 1, own: 0.0002,
            closes: [
                Close(2000_05_26, 46.70), Close(2025_10_15, before(last, pin.from15th)),
                Close(2025_10_16, before(last, pin.from16th)), Close(2026_01_15, last), Close(2026_01_22, 269.79),
            ]
        ).make()
    }

    static func qqq() -> [Double] {
        let last = 621.90
        let pin = Pins.qqqThreeMonths
        return Follower(
            symbol: "qqq", leader: Indexes.ndx, share: 1, own: 0.0002,
            closes: [
                Close(1999_03_10, 51.20), Close(2025_10_15, before(last, pin.from15th)),
                Close(2025_10_16, before(last, pin.from16th)), Close(2026_01_15, last), Close(2026_01_22, 621.08),
            ]
        ).make()
    }

    static func spy() -> [Double] {
        Follower(
            symbol: "spy", leader: Sample.pair.spx, share: 1, own: 0.0002,
            closes: [Close(1993_01_29, 43.86), Close(2026_01_22, 689.41)]
        ).make()
    }

    /// The close from which the last one is up by `change` hundredths of a percent.
    private static func before(_ last: Double, _ change: Double) -> Double { cents(last / (1 + change / 10_000)) }
}

/// Closes adjusted for made-up quarterly dividends, for total return.
enum Dividends {
    /// - Parameters:
    ///   - yield: A year's dividends, as a fraction of the price.
    ///   - since: The first year with dividends.
    static func adjust(_ closes: [Double], yield: Double, since: Int) -> [Double] {
        let days = Sample.days
        let start = days.count - closes.count
        var adjusted = closes
        var factor = 1.0
        var end = closes.count
        for place in places.reversed() where place > start && Day(days[place]).year >= since {
            for index in place - start..<end { adjusted[index] *= factor }
            factor *= 1 - yield / 4
            end = place - start
        }
        for index in 0..<end { adjusted[index] *= factor }
        return adjusted
    }

    /// The first sessions on or after the 15th of March, June, September and December: the ex-dividend dates.
    private static let places: [Int] = {
        var places: [Int] = []
        for year in 1987...2025 {
            for month in [3, 6, 9, 12] {
                let middle = Day(year: year, month: month, day: 15)
                let place = Sample.axis.lowerBound(middle)
                if place > 0 { places.append(place) }
            }
        }
        return places
    }()
}
