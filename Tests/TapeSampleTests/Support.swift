import TapeSample
import TapeStore
import TapeTime

/// One symbol's closes by date, read without using how they were generated.
struct History {
    var days: [String]
    var closes: [Double]

    init(_ symbol: String, column: String = "close") {
        guard let instrument = History.market.instrument(symbol), let column = instrument.column(column) else {
            days = []
            closes = []
            return
        }
        days = instrument.axis.days.map { Day($0).text }
        closes = History.values(column)
    }

    static let market = SampleMarket.make()

    static func values(_ column: Column) -> [Double] {
        column.read { span in span.indices.map { span[$0] } }
    }

    /// The close of a session; missing if there is no close.
    func close(_ day: String) -> Double {
        days.firstIndex(of: day).map { closes[$0] } ?? .nan
    }

    /// The change in percent between two sessions' closes.
    func change(_ from: String, _ to: String) -> Double { (close(to) / close(from) - 1) * 100 }

    /// The dates of closes strictly above every earlier one.
    var records: [String] {
        var found: [String] = []
        var highest = closes.first ?? 0
        for (day, close) in zip(days, closes) where close > highest {
            found.append(day)
            highest = close
        }
        return found
    }
}

/// Whether a number prints as the text at two decimals; a percent sign behind the text is ignored.
func prints(_ number: Double, _ text: String) -> Bool {
    guard let wanted = Double(text.last == "%" ? String(text.dropLast()) : text) else { return false }
    return abs(number - wanted) < 0.005
}

/// A run of sessions or weeks on which one side won.
struct Run: Equatable {
    var length: Int
    var from: String
    var to: String
}

/// All maximal runs on which `first` returned strictly more than `second`, by walking the closes.
func runs(_ first: History, _ second: History) -> [Run] {
    var found: [Run] = []
    var current: Run?
    for index in first.days.indices.dropFirst() {
        let one = first.closes[index] / first.closes[index - 1] - 1
        let other = second.closes[index] / second.closes[index - 1] - 1
        if one > other {
            current = Run(
                length: (current?.length ?? 0) + 1, from: current?.from ?? first.days[index], to: first.days[index])
        } else if let ended = current {
            found.append(ended)
            current = nil
        }
    }
    if let running = current { found.append(running) }
    return found
}

/// The last session of each ISO week.
func weekly(_ history: History) -> History {
    var result = history
    result.days = []
    result.closes = []
    var monday = Int32.min
    for (day, close) in zip(history.days, history.closes) {
        let parts = day.split(separator: "-").compactMap { Int($0) }
        let number = Day(year: parts[0], month: parts[1], day: parts[2]).number
        // 1970-01-05 was a Monday.
        let start = (number - 4) / 7
        if start == monday {
            result.days[result.days.count - 1] = day
            result.closes[result.closes.count - 1] = close
        } else {
            result.days.append(day)
            result.closes.append(close)
            monday = start
        }
    }
    return result
}

/// The cells of a table written as lines of words.
func cells(_ table: String) -> [[String]] {
    table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
}
