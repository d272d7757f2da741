import Tape
import TapeStore
import TapeSyntax
import TapeTime
import TestSupport

/// A symbol's history in the oracle: one dictionary per column, without entries for missing values.
struct PlainInstrument {
    var symbol: String
    var period = Period.daily
    var main = "close"
    var isEveryDay = false
    /// Its values are percentage points.
    var isRate = false
    /// It is sparse: no value holds between its dates.
    var isSparse = false
    var days: [Int] = []
    var columns: [String: [Int: Double]] = [:]

    /// The same up to the day.
    func cut(_ last: Int) -> PlainInstrument {
        var copy = self
        copy.days = days.filter { $0 <= last }
        return copy
    }

    /// In the form of the store.
    var instrument: Instrument {
        let names = ["open", "high", "low", "close", "volume", "adjclose", "value"].filter { columns[$0] != nil }
        return Instrument(
            symbol: symbol, name: nil, axis: Axis(days.map { Int32($0) }),
            columns: names.map { name in (name, Column(days.map { columns[name]![$0] ?? .nan })) }, mainColumn: main,
            frequency: isSparse ? nil : CalendarUnit(adjective: period.rawValue)!,
            calendar: isEveryDay ? .everyday : .nyse, provenance: Provenance(file: nil, format: "test"),
            measure: isRate ? .rate : nil)
    }
}

/// Random markets: staggered histories with missing sessions and values, ties, gaps, zero and negative values, slow
/// series. Prices are whole eighths, so that sums of them are exact.
struct PlainMarket {
    var instruments: [PlainInstrument] = []
    /// Whether the exchange's calendar decides when a period is over; otherwise the newest period always is.
    var knowsCalendar = true

    /// Whether bare prices are the adjusted ones.
    var isAdjusted = false

    /// Whether there are sessions on Saturdays and Sundays too, as for coins.
    var isEveryDay = false

    func isPartial(_ period: Period, _ day: Int) -> Bool {
        knowsCalendar && (isEveryDay ? day < Almanac.lastDay(of: period, day) : Almanac.isPartial(period, day))
    }

    /// Whether the calendar has a session on a day; false if there is no calendar.
    func isSession(_ day: Int) -> Bool { knowsCalendar && (isEveryDay || Almanac.isOpen(day)) }

    /// A session on it, with its setting.
    func session(order: [Int]? = nil) -> Session {
        let session = Session(market: market(order: order))
        if isAdjusted { _ = session.run(Source("set price adjclose")) { _ in } }
        if !knowsCalendar { _ = session.run(Source("set calendar none")) { _ in } }
        return session
    }

    func market(order: [Int]? = nil) -> Market {
        var market = Market()
        for index in order ?? Array(instruments.indices) { market.add(instruments[index].instrument) }
        return market
    }

    subscript(symbol: String) -> PlainInstrument { instruments.first { $0.symbol == symbol }! }

    /// Those with prices on the days of the exchange.
    var daily: [PlainInstrument] { instruments.filter { $0.period == .daily && !$0.isRate && !$0.isSparse } }

    /// Prints the market, so that a difference can be reduced by hand.
    func describe() {
        print("knows the calendar: \(knowsCalendar), every day: \(isEveryDay)")
        for instrument in instruments {
            for (name, column) in instrument.columns.sorted(by: { $0.key < $1.key }) {
                let values = instrument.days.map { day in "\(Almanac.text(day)) \(column[day].map { "\($0)" } ?? "-")" }
                print("\(instrument.symbol).\(name): \(values.joined(separator: ", "))")
            }
        }
    }

    /// Whether a condition uses series that are slower than sessions.
    func slow(in says: Says) -> Bool {
        var symbols: [String] = []
        var loose: [String] = []
        says.symbols(&symbols, &loose)
        return symbols.contains { self[$0].period != .daily }
    }

    static let names = ["aa", "bb", "cc", "dd"]

    static func random(_ random: inout SeededRandom) -> PlainMarket {
        var market = PlainMarket()
        market.isEveryDay = random.chance(0.08)
        let sessions = sessions(market.isEveryDay, &random)
        var leader: [Int: Double] = [:]
        for name in names.prefix(Int.random(in: 2...4, using: &random)) {
            var instrument = daily(name, sessions, leader, &random)
            instrument.isEveryDay = market.isEveryDay
            if leader.isEmpty { leader = instrument.columns["close"]! }
            market.instruments.append(instrument)
        }
        if random.chance(0.3) { market.instruments.append(slow("ff", sessions, &random)) }
        market.knowsCalendar = random.chance(0.85)
        var others = random
        market.addAdjusted(&others)
        if others.chance(0.25) { market.instruments.append(rate("rr", sessions, &others)) }
        if others.chance(0.2) { market.instruments.append(sparse("ee", sessions, &others)) }
        for index in market.instruments.indices where market.instruments[index].period == .daily {
            market.instruments[index].isEveryDay = market.isEveryDay
        }
        return market
    }

    private static func sessions(_ everyDay: Bool, _ random: inout SeededRandom) -> [Int] {
        // Near year ends and holidays half of the time.
        let year = Int.random(in: 1989...2025, using: &random)
        var day = Almanac.number(
            year, [1, 3, 6, 9, 11, 12].randomElement(using: &random)!, Int.random(in: 1...28, using: &random))
        let count =
            random.chance(0.05)
            ? Int.random(in: 250...500, using: &random)
            : random.chance(0.1) ? Int.random(in: 1...6, using: &random) : Int.random(in: 7...110, using: &random)
        let exchange = random.chance(0.8)
        let holes = random.chance(0.3) ? 0.03 : 0
        var days: [Int] = []
        while days.count < count {
            day += 1
            if random.chance(holes) { day += Int.random(in: 7...16, using: &random) }
            if everyDay || (exchange ? Almanac.isOpen(day) : Almanac.weekday(day) < 6) { days.append(day) }
        }
        return days
    }

    private static func daily(
        _ name: String, _ sessions: [Int], _ leader: [Int: Double], _ random: inout SeededRandom
    ) -> PlainInstrument {
        var instrument = PlainInstrument(symbol: name)
        let first = random.chance(0.5) ? 0 : Int.random(in: 0..<sessions.count, using: &random) * 2 / 3
        let last = random.chance(0.7) ? sessions.count - 1 : Int.random(in: first..<sessions.count, using: &random)
        let lost = random.chance(0.5) ? 0 : 0.08
        let missing = random.chance(0.5) ? 0 : 0.05
        let crossesZero = random.chance(0.12)
        let follows = random.chance(0.5)
        let steps = [-3.0, -1, -0.5, -0.125, 0, 0, 0, 0.125, 0.5, 1, 3]
        let scale = random.chance(0.5) ? 1.0 : 0.25
        var columns: [String: [Int: Double]] = ["close": [:]]
        let bars = random.chance(0.6)
        if bars { for column in ["open", "high", "low", "volume"] { columns[column] = [:] } }
        var price = crossesZero ? 1.5 : Double(Int.random(in: 20...400, using: &random)) / 2
        for index in first...last {
            let day = sessions[index]
            price += steps.randomElement(using: &random)! * scale
            if crossesZero, random.chance(0.1) { price = 0 }
            if !crossesZero, price < 4 { price = 8 }
            // Half the leader's price: the same returns to the last bit.
            if follows, random.chance(0.6), let close = leader[day], close > 8 { price = close / 2 }
            if random.chance(lost), index > first { continue }
            instrument.days.append(day)
            func put(_ column: String, _ value: Double) {
                if !random.chance(missing) { columns[column]![day] = value }
            }
            put("close", price)
            guard bars else { continue }
            let low = price - [0, 0.125, 1].randomElement(using: &random)!
            let high = price + [0, 0.125, 1].randomElement(using: &random)!
            put("open", random.chance(0.5) ? low : high)
            put("high", high)
            put("low", low)
            put("volume", Double(Int.random(in: 0...50, using: &random) * 100))
        }
        instrument.columns = columns
        return instrument
    }

    /// A rate of whole eighths, on most of the sessions.
    private static func rate(_ name: String, _ sessions: [Int], _ random: inout SeededRandom) -> PlainInstrument {
        var instrument = PlainInstrument(symbol: name, main: "value", isRate: true)
        let lost = random.chance(0.5) ? 0 : 0.08
        let missing = random.chance(0.5) ? 0 : 0.05
        var values: [Int: Double] = [:]
        var value = Double(Int.random(in: 0...40, using: &random)) / 8
        for day in sessions.drop(while: { _ in random.chance(0.1) }) where !random.chance(lost) {
            instrument.days.append(day)
            value += [-0.5, -0.25, -0.125, 0, 0, 0, 0.125, 0.25, 0.5].randomElement(using: &random)!
            if !random.chance(missing) { values[day] = value }
        }
        if instrument.days.isEmpty { instrument.days = [sessions[0]] }
        instrument.columns = ["value": values]
        return instrument
    }

    /// A series with a few dates, some of which are not sessions.
    private static func sparse(_ name: String, _ sessions: [Int], _ random: inout SeededRandom) -> PlainInstrument {
        var instrument = PlainInstrument(symbol: name, main: "value", isSparse: true)
        var values: [Int: Double] = [:]
        for day in sessions[0]...sessions[sessions.count - 1] where random.chance(0.12) {
            instrument.days.append(day)
            if !random.chance(0.05) { values[day] = [0.5, 1, 1, 2, 3].randomElement(using: &random)! }
        }
        if instrument.days.isEmpty { instrument.days = [sessions[0]] }
        instrument.columns = ["value": values]
        return instrument
    }

    private static func slow(_ name: String, _ sessions: [Int], _ random: inout SeededRandom) -> PlainInstrument {
        let period: Period = [.weekly, .monthly, .quarterly].randomElement(using: &random)!
        var instrument = PlainInstrument(symbol: name, period: period, main: "value")
        var values: [Int: Double] = [:]
        var day = sessions[0] - Int.random(in: -30...100, using: &random)
        var value = 2.0
        while day <= sessions[sessions.count - 1] {
            // Dated somewhere in its period, as vendors do.
            let last = Almanac.lastDay(of: period, day)
            let first = Almanac.firstDay(of: period, day)
            let dated = [first, last, first + (last - first) / 2].randomElement(using: &random)!
            if !random.chance(0.05) {
                instrument.days.append(dated)
                value += [-0.25, 0, 0, 0.25, 0.5].randomElement(using: &random)!
                if !random.chance(0.05) { values[dated] = value }
            }
            day = last + 1
        }
        if instrument.days.isEmpty { instrument.days = [sessions[0]] }
        instrument.columns = ["value": values]
        return instrument
    }
}
