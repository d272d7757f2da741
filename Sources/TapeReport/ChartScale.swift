import TapeEngine
import TapeStore
import TapeTime

/// The vertical scale of a chart: from low to high, with ticks at round values between.
struct ValueScale {
    let low: Double
    let high: Double
    let ticks: [Double]
    private let places: Int
    private let unit: Unit

    /// Nil if no line has a finite value.
    init?(_ chart: Chart, ticks wanted: Int) {
        var least = Double.infinity
        var most = -Double.infinity
        for line in chart.lines {
            for value in line.values where value.isFinite {
                least = min(least, value)
                most = max(most, value)
            }
        }
        guard least <= most else { return nil }
        unit = chart.unit
        // A flat line is drawn in the middle of a small range, and a range too large for a double is cut in half.
        var margin = (most / 2 - least / 2) * 0.08
        let size = max(abs(least), abs(most))
        if !(margin > size * 1e-12) { margin = size > 1e-300 ? size * 0.01 : 0.01 }
        low = max(least - margin, -Double.greatestFiniteMagnitude / 4)
        high = min(most + margin, Double.greatestFiniteMagnitude / 4)
        let step = Self.roundStep((high - low) / Double(max(1, wanted)), whole: chart.unit == .count)
        var ticks: [Double] = []
        let first = (low / step).rounded(.up)
        for index in 0...(2 * max(1, wanted)) {
            let tick = (first + Double(index)) * step
            if tick <= high, tick.isFinite, ticks.last != tick { ticks.append(tick) }
        }
        self.ticks = ticks
        places = Self.places(of: chart.unit.isFraction ? step * 100 : step)
    }

    /// The position of a value: 0 at the bottom, 1 at the top.
    func fraction(_ value: Double) -> Double {
        max(0, min(1, (value - low) / (high - low)))
    }

    /// The tick's value with enough decimals to differ from its neighbours.
    func label(_ tick: Double) -> String {
        if abs(tick) >= 1e12 {
            // Beyond a trillion, powers are easier to read than digits.
            let most = Double.greatestFiniteMagnitude
            return unit.isFraction ? exactNumber(max(-most, min(most, tick * 100))) + "%" : exactNumber(tick)
        }
        return unit.isFraction ? Format.value(tick, unit, precision: places) : Format.decimal(tick, places)
    }

    /// The smallest of 1, 2, 5, 10 … times a power of ten that is not under the raw step.
    private static func roundStep(_ raw: Double, whole: Bool) -> Double {
        var power = 1.0
        while power * 10 <= raw { power *= 10 }
        while power > raw, power > 1e-300 { power /= 10 }
        let step = [1.0, 2, 5].map { $0 * power }.first { $0 >= raw * 0.999 } ?? 10 * power
        return whole ? max(1, step) : step
    }

    private static func places(of step: Double) -> Int {
        var scaled = step
        var places = 0
        while places < 12, abs(scaled - scaled.rounded()) > 1e-6 * scaled {
            scaled *= 10
            places += 1
        }
        return places
    }
}

extension Unit {
    /// Whether the unit is a fraction that prints times a hundred.
    var isFraction: Bool { self == .percent || self == .share || self == .points }
}

/// The horizontal scale of a chart: calendar days, with ticks where years, months or days begin.
struct DayScale {
    struct Tick {
        var day: Day
        var label: String
    }

    let first: Day
    let last: Day
    let ticks: [Tick]

    /// Nil if no line has a finite value.
    init?(_ chart: Chart, ticks wanted: Int) {
        var least = Int32.max
        var most = Int32.min
        for line in chart.lines {
            for index in 0..<min(line.days.count, line.values.count) where line.values[index].isFinite {
                least = min(least, line.days[index])
                most = max(most, line.days[index])
            }
        }
        guard least <= most else { return nil }
        first = Day(least)
        last = Day(most)
        ticks = Self.ticks(from: first, to: last, atMost: max(1, wanted))
    }

    /// The position of a day: 0 at the left, 1 at the right; a single day is in the middle.
    func fraction(_ day: Int32) -> Double {
        guard first < last else { return 0.5 }
        return max(0, min(1, (Double(day) - Double(first.number)) / (Double(last.number) - Double(first.number))))
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func ticks(from first: Day, to last: Day, atMost wanted: Int) -> [Tick] {
        let days = Int(last.number) - Int(first.number)
        for step in [1, 2, 7, 14] where days / step < wanted {
            return dayTicks(from: first, to: last, step)
        }
        let span = (last.year - first.year) * 12 + last.month - first.month
        for step in [1, 2, 3, 6] where span / step <= wanted {
            return monthTicks(from: first, to: last, step)
        }
        var step = 1
        var factors = [2, 5, 10]
        while (last.year - first.year) / step > wanted {
            step = factors[0]
            factors = [factors[1], factors[2], factors[0] * 10]
        }
        let start = first == CalendarUnit.year.start(of: first) ? first.year : first.year + 1
        return stride(from: (start + step - 1) / step * step, through: last.year, by: step).map {
            Tick(day: Day(year: $0, month: 1, day: 1), label: String($0))
        }
    }

    private static func dayTicks(from first: Day, to last: Day, _ step: Int) -> [Tick] {
        // Steps of whole weeks are on Mondays.
        let start = step % 7 == 0 ? first + (8 - first.weekday) % 7 : first
        return stride(from: Int(start.number), through: Int(last.number), by: step).map {
            let day = Day(Int32(truncatingIfNeeded: $0))
            return Tick(day: day, label: "\(day.day) \(months[day.month - 1])")
        }
    }

    private static func monthTicks(from first: Day, to last: Day, _ step: Int) -> [Tick] {
        var ticks: [Tick] = []
        var day = CalendarUnit.month.start(of: first)
        if day < first { day = day.addingMonths(1) }
        while (day.month - 1) % step != 0 { day = day.addingMonths(1) }
        while day <= last {
            let needsYear = ticks.isEmpty || day.month == 1
            ticks.append(Tick(day: day, label: months[day.month - 1] + (needsYear ? " \(day.year)" : "")))
            let next = day.addingMonths(step)
            // At the end of the range of days the next month wraps round.
            guard next > day else { break }
            day = next
        }
        return ticks
    }
}
