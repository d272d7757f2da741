import TapeTime
import TestSupport
import Testing

@testable import TapeEngine
@testable import TapeStore
@testable import TapeSyntax

/// How a made-up series looks.
enum Terrain: CaseIterable {
    /// A price that walks at random.
    case walk
    /// Few distinct values, so that ties are common.
    case steps
    /// Values of both signs around zero.
    case noise
    /// One constant value.
    case flat
    /// Zeros, negatives and sizes far apart.
    case wild
}

extension SeededRandom {
    mutating func unit() -> Double { Double.random(in: 0..<1, using: &self) }

    mutating func series(_ terrain: Terrain, _ count: Int, missing share: Double = 0) -> [Double] {
        var level = 50 + 100 * unit()
        return (0..<count).map { _ in
            let value: Double
            switch terrain {
            case .walk:
                level *= 1 + 0.04 * (unit() - 0.5)
                value = level
            case .steps: value = Double(Int.random(in: 1...6, using: &self))
            case .noise: value = unit() - 0.5
            case .flat: value = 0.1
            case .wild:
                switch Int.random(in: 0..<8, using: &self) {
                case 0: value = 0
                case 1: value = -3 * unit()
                case 2: value = 1e6 * unit()
                default: value = unit()
                }
            }
            return unit() < share ? .nan : value
        }
    }

    mutating func truths(_ count: Int, missing share: Double = 0) -> [Truth] {
        let bias = unit()
        return (0..<count).map { _ in unit() < share ? .missing : (unit() < bias ? .yes : .no) }
    }

    /// Consecutive weekdays, with an occasional gap of two weeks.
    mutating func days(_ count: Int, holes: Double = 0) -> [Int32] {
        var day = Day(year: 1990, month: 1, day: 1)
        return (0..<count).map { _ in
            day = day + (unit() < holes ? 14 : 1)
            while day.weekday > 5 { day = day + 1 }
            return day.number
        }
    }
}

/// Calls a function of the table as the evaluator would.
struct Caller {
    var days: [Int32]
    var window: Range<Int>?
    var periodsPerYear = 252.0
    var riskFree = 0.0

    func series(_ name: String, _ arguments: [Value?] = [], bars: Bars? = nil) throws -> [Double] {
        guard case .series(let values) = try value(name, arguments, bars) else {
            Issue.record("\(name) gave no series")
            return []
        }
        #expect(values.count == days.count, "\(name): as long as the axis")
        return values
    }

    func number(_ name: String, _ arguments: [Value?] = [], bars: Bars? = nil) throws -> Double {
        guard case .number(let value) = try value(name, arguments, bars) else {
            Issue.record("\(name) gave no number")
            return .nan
        }
        return value
    }

    func value(_ name: String, _ arguments: [Value?], _ bars: Bars? = nil) throws -> Value {
        let entry = try #require(FunctionTable.named(name), "no function \(name)")
        var full = arguments
        for parameter in entry.parameters.dropFirst(full.count) { full.append(parameter.default.map { .number($0) }) }
        let call = Call(
            entry: entry, arguments: full, days: days, window: window ?? 0..<days.count, periodsPerYear: periodsPerYear,
            riskFree: riskFree, span: SourceSpan(0, 0), barsArguments: bars.map { [0: $0] } ?? [:])
        return try entry.evaluate(call)
    }
}

/// Whether two columns agree: missing in the same places, and elsewhere to the tolerance times the greater of their
/// size and the scale.
func agree(_ left: [Double], _ right: [Double], _ tolerance: Double = 1e-12, scale: Double = 0) -> Bool {
    left.count == right.count
        && zip(left, right).allSatisfy { near($0, $1, tolerance, scale: scale) }
}

func near(_ left: Double, _ right: Double, _ tolerance: Double = 1e-12, scale: Double = 0) -> Bool {
    if left.isNaN || right.isNaN { return left.isNaN && right.isNaN }
    return left == right || abs(left - right) <= tolerance * max(abs(left), abs(right), scale)
}

/// Where two columns first differ, for the message of a failed test.
func difference(_ left: [Double], _ right: [Double], _ tolerance: Double = 1e-12, scale: Double = 0) -> String {
    if left.count != right.count { return "lengths \(left.count) and \(right.count)" }
    for index in left.indices where !near(left[index], right[index], tolerance, scale: scale) {
        return "[\(index)] \(left[index]) and \(right[index])"
    }
    return "none"
}

extension SeededRandom {
    /// Bars of a price that walks, in ticks so that ties happen, now and then with gaps, flat bars and no volume.
    mutating func bars(_ count: Int, missing share: Double = 0, tick: Double = 0.25) -> Bars {
        var bars = Bars(open: [], high: [], low: [], close: [], volume: [])
        var level = 40 + 60 * unit()
        func ticks(_ value: Double) -> Double { (value / tick).rounded() * tick }
        for _ in 0..<count {
            let open = ticks(level * (1 + 0.02 * (unit() - 0.5)))
            let close = unit() < 0.1 ? open : ticks(open * (1 + 0.04 * (unit() - 0.5)))
            let room = unit() < 0.1 ? 0 : 0.02
            let row = [
                open, ticks(max(open, close) * (1 + room * unit())), ticks(min(open, close) * (1 - room * unit())),
                close,
                unit() < 0.1 ? 0 : Double(Int.random(in: 1...1_000_000, using: &self)),
            ].map { unit() < share ? Double.nan : $0 }
            bars.open!.append(row[0])
            bars.high.append(row[1])
            bars.low.append(row[2])
            bars.close.append(row[3])
            bars.volume!.append(row[4])
            level = close
        }
        return bars
    }
}
