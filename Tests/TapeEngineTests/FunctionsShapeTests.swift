import TapeStore
import TapeSyntax
import TapeTime
import TestSupport
import Testing

@testable import TapeEngine

/// Returns, arithmetic session by session, single values, and the table itself.
@Suite struct FunctionsShapeTests {
    @Test func returnsAndDifferences() throws {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        for terrain in Terrain.allCases {
            for count in [0, 1, 2, 70] {
                let values = random.series(terrain, count, missing: 0.05)
                let caller = Caller(days: random.days(count))
                let series = Value.series(values)
                #expect(agree(try caller.series("ret", [series]), Plain.returns(values)), "seed \(seed)")
                for n in [0, 1, 5, 69, 70, 100_000] {
                    let earlier = values.indices.map { $0 >= n ? values[$0 - n] : .nan }
                    let length = Value.number(Double(n))
                    #expect(agree(try caller.series("lag", [series, length]), earlier, 0), "seed \(seed)")
                    let steps = zip(values, earlier).map { $0 - $1 }
                    #expect(agree(try caller.series("diff", [series, length]), steps, 0), "seed \(seed)")
                    guard n > 0 else { continue }
                    #expect(agree(try caller.series("mom", [series, length]), steps, 0), "seed \(seed)")
                    let changes = zip(values, earlier).map { $1 > 0 ? $0 / $1 - 1 : .nan }
                    #expect(agree(try caller.series("roc", [series, length]), changes), "seed \(seed)")
                    let span = Value.duration(.init(n, .day))
                    #expect(agree(try caller.series("change", [series, span]), changes), "seed \(seed)")
                    #expect(agree(try caller.series("return", [series, span]), changes), "seed \(seed)")
                }
                let logarithms = values.indices.map { index -> Double in
                    guard index > 0, values[index - 1] > 0, values[index] > 0 else { return .nan }
                    return Plain.logarithm(values[index] / values[index - 1])
                }
                #expect(agree(try caller.series("logret", [series]), logarithms, 1e-12, scale: 1e-3), "seed \(seed)")
            }
        }
    }

    /// The base by walking back one day at a time.
    @Test func changesOverCalendarSpans() throws {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        let days = random.days(700, holes: 0.02)
        let values = random.series(.walk, 700, missing: 0.01)
        let places = Dictionary(uniqueKeysWithValues: days.enumerated().map { ($1, $0) })
        for (length, unit) in [(1, CalendarUnit.week), (3, .month), (1, .month), (2, .quarter), (1, .year), (2, .year)]
        {
            let given = try Caller(days: days).series("change", [.series(values), .duration(.init(length, unit))])
            for index in days.indices {
                let day = Day(days[index])
                let months = [.month: length, .quarter: 3 * length, .year: 12 * length][unit]
                var target: Day
                if let months {
                    var (year, month) = (day.year, day.month)
                    for _ in 0..<months { (year, month) = month == 1 ? (year - 1, 12) : (year, month - 1) }
                    target = Day(year: year, month: month, day: min(day.day, Day.daysIn(month: month, year: year)))
                } else {
                    target = day - 7 * length
                }
                // A session without a value is skipped.
                while target.number >= days[0], places[target.number].map({ values[$0].isNaN }) ?? true {
                    target = target - 1
                }
                let base = places[target.number].map { values[$0] } ?? .nan
                let wanted = base > 0 ? values[index] / base - 1 : .nan
                #expect(near(given[index], wanted), "\(length) \(unit) at \(day), seed \(seed)")
            }
        }
        // Lengths beyond any history are missing, not a crash.
        for unit in CalendarUnit.allCases {
            let far = try Caller(days: days).series("change", [.series(values), .duration(.init(.max, unit))])
            #expect(far.allSatisfy { $0.isNaN })
        }
    }

    @Test func monthsAreClamped() throws {
        let days = [
            Day(year: 2024, month: 2, day: 29), Day(year: 2024, month: 3, day: 31), Day(year: 2025, month: 2, day: 28),
        ]
        let caller = Caller(days: days.map(\.number))
        let values = Value.series([100, 110, 120])
        // One month before 31 March is 29 February in a leap year; one year before 28 February 2025 is 28 February,
        // before the first.
        let month = try caller.series("change", [values, .duration(.init(1, .month))])
        #expect(agree(month, [.nan, 0.1, -0.0 + 120 / 110 - 1]))
        #expect(agree(try caller.series("change", [values, .duration(.init(1, .year))]), [.nan, .nan, .nan]))
    }

    @Test func rebasedToTheWindow() throws {
        let values: [Double] = [50, .nan, 80, 100, 120]
        var caller = Caller(days: [1, 2, 3, 4, 5], window: 3..<5)
        #expect(agree(try caller.series("index100", [.series(values)]), [62.5, .nan, 100, 125, 150]))
        #expect(agree(try caller.series("cumret", [.series(values)]), [-0.375, .nan, 0, 0.25, 0.5]))
        // The base is missing: the first value after it.
        caller.window = 2..<5
        #expect(agree(try caller.series("index100", [.series(values)]), [62.5, .nan, 100, 125, 150]))
        caller.window = nil
        #expect(agree(try caller.series("index100", [.series(values)]), [100, .nan, 160, 200, 240]))
        caller.window = 5..<5
        #expect(try caller.series("cumret", [.series(values)]).count == 5)
        #expect(try caller.series("index100", [.series([-1, 2, 3, 4, 5])]).allSatisfy { $0.isNaN })
    }

    @Test func arithmetic() throws {
        let caller = Caller(days: [1, 2, 3, 4])
        let a = Value.series([-4, 0, 2.25, .nan])
        let b = Value.series([3, .nan, 1, 7])
        #expect(agree(try caller.series("abs", [a]), [4, 0, 2.25, .nan], 0))
        #expect(agree(try caller.series("sqrt", [a]), [.nan, 0, 1.5, .nan], 0))
        #expect(agree(try caller.series("log", [a]), [.nan, .nan, Plain.logarithm(2.25), .nan], 1e-15))
        #expect(agree(try caller.series("pow", [a, b]), [-64, .nan, 2.25, .nan], 0))
        #expect(agree(try caller.series("pow", [a, .number(0.5)]), [.nan, 0, 1.5, .nan], 0))
        #expect(agree(try caller.series("pow", [a, .number(0)]), [1, 1, 1, .nan], 0))
        // What overflows is missing.
        #expect(try caller.series("pow", [.number(10), .number(400)]).allSatisfy { $0.isNaN })
        #expect(try caller.series("pow", [.number(0), .number(-1)]).allSatisfy { $0.isNaN })
        #expect(agree(try caller.series("min", [a, b]), [-4, .nan, 1, .nan], 0))
        #expect(agree(try caller.series("max", [a, b]), [3, .nan, 2.25, .nan], 0))
        #expect(agree(try caller.series("max", [b, a]), [3, .nan, 2.25, .nan], 0))
        #expect(agree(try caller.series("min", [b, a]), [-4, .nan, 1, .nan], 0))
        let condition = Value.condition([.yes, .no, .missing, .no])
        #expect(agree(try caller.series("if", [condition, a, b]), [-4, .nan, .nan, 7], 0))
    }

    @Test func roundsWhatIsStored() throws {
        let cases: [(value: Double, digits: Int, rounded: Double)] = [
            (2.5, 0, 2), (3.5, 0, 4), (-2.5, 0, -2), (0.5, 0, 0), (0.125, 2, 0.12), (0.375, 2, 0.38), (2.675, 2, 2.67),
            (1.005, 2, 1), (1.115, 2, 1.11), (8.345, 2, 8.35), (0.285, 2, 0.28), (1.255, 2, 1.25), (2718.77, 1, 2718.8),
            (1e300, 12, 1e300), (-1e17, 3, -1e17), (0.1, 12, 0.1), (5e-13, 12, 0), (1.5e-12, 12, 2e-12),
            (.nan, 2, .nan),
        ]
        let caller = Caller(days: [1])
        for (value, digits, rounded) in cases {
            let given = try caller.series("round", [.series([value]), .number(Double(digits))])
            #expect(agree(given, [rounded], 0), "round(\(value), \(digits)) gave \(given[0])")
        }
    }

    @Test func singleValues() throws {
        let values = Value.series([1, .nan, 3, 4, .nan])
        let caller = Caller(days: [10, 20, 30, 40, 50], window: 1..<5)
        #expect(try caller.number("last_value", [values]) == 4)
        #expect(try caller.number("first_value", [values]) == 3)
        for (day, wanted) in [(9, .nan), (10, 1), (29, .nan), (30, 3), (45, 4), (99, .nan)] as [(Int32, Double)] {
            #expect(near(try caller.number("value", [values, .date(Day(day))]), wanted, 0))
        }
        func date(_ truths: [Truth], _ window: Range<Int>) throws -> Int32? {
            let caller = Caller(days: [10, 20, 30, 40, 50], window: window)
            guard case .date(let day) = try caller.value("date_of", [.condition(truths)]) else { return nil }
            return day.number
        }
        #expect(try date([.yes, .no, .yes, .missing, .no], 0..<5) == 30)
        #expect(try date([.yes, .no, .yes, .missing, .no], 0..<2) == 10)
        #expect(try date([.yes, .no, .no, .missing, .no], 1..<5) == TableColumn.missingDate)
        #expect(try caller.number("held", [.condition([.yes, .yes, .missing, .no, .yes])]) == 2)
        func verdict(_ condition: Value) throws -> String? {
            guard case .text(let text) = try caller.value("verdict", [condition]) else { return nil }
            return text
        }
        #expect(try verdict(.flag(.yes)) == "holds")
        #expect(try verdict(.condition([.yes, .yes, .yes, .yes, .no])) == "fails")
        #expect(try verdict(.condition([.yes, .yes, .yes, .yes, .missing])) == "is unclear")
        let empty = Caller(days: [], window: 0..<0)
        #expect(try empty.number("last_value", [.series([])]).isNaN)
        #expect(try empty.number("first_value", [.series([])]).isNaN)
    }

    @Test func theTableIsWhole() {
        let named = """
            ret logret change lag diff cumret index100 abs log sqrt pow round min max if
            sma ema wma rsum rmin rmax rmedian rstdev zscore percentile_rank rcorr rbeta slope
            rsi macd signal bollinger_upper bollinger_lower atr adx stoch_k stoch_d cci roc mom williams_r obv mfi vwap
            streak longest barssince
            vol sharpe sortino cagr maxdd dd beta alpha corr te ir upcap downcap hitrate skew kurt var cvar ulcer
            last_value first_value value date_of
            """
        for name in named.split(whereSeparator: { " \n".contains($0) }) {
            #expect(FunctionTable.named(String(name)) != nil, "\(name)")
        }
        #expect(Set(FunctionTable.entries.map(\.name)).count == FunctionTable.entries.count)
        let families = ["Returns and shape", "Windows", "Indicators", "Runs", "Risk", "Values"]
        for entry in FunctionTable.entries {
            #expect(families.contains(entry.family), "\(entry.name)")
            #expect(!entry.doc.isEmpty && !entry.doc.hasSuffix(".") && !entry.doc.contains("\n"), "\(entry.name)")
            #expect(!entry.formula.isEmpty && !entry.formula.contains("\n"), "\(entry.name)")
            #expect(entry.example.contains("\(entry.name)("), "\(entry.name)")
            if case .numberUnlessGiven(let name) = entry.result {
                #expect(entry.parameters.contains { $0.name == name && $0.optional }, "\(entry.name)")
            }
            if case .like(let index) = entry.unit { #expect(entry.parameters.indices.contains(index), "\(entry.name)") }
            for parameter in entry.parameters {
                guard case .whole(let range) = parameter.kind, let standard = parameter.default else { continue }
                #expect(range.contains(Int(standard)), "\(entry.name)")
            }
        }
    }

    /// No function traps on columns without a session, or on lengths beyond them.
    @Test func nothingTrapsOnLittle() throws {
        for count in [0, 1, 2, 3] {
            let values = Value.series((0..<count).map { 100 + Double($0) })
            let condition = Value.condition([Truth](repeating: .yes, count: count))
            let column = [Double](repeating: 5, count: count)
            let bars = Bars(open: column, high: column, low: column, close: column, volume: column)
            for entry in FunctionTable.entries {
                for longest in [false, true] {
                    let arguments = entry.parameters.map { parameter -> Value? in
                        switch parameter.kind {
                        case .series: values
                        case .bars: .number(.nan)
                        case .condition: condition
                        case .whole(let range): .number(Double(longest ? range.upperBound : range.lowerBound))
                        case .number: .number(parameter.default ?? 1)
                        case .duration: .duration(.init(longest ? .max : 0, .month))
                        case .date: .date(Day(0))
                        case .group: .group([])
                        case .text: .text("head and shoulders")
                        }
                    }
                    for window in [0..<count, count..<count] {
                        let caller = Caller(days: (0..<Int32(count)).map { $0 }, window: window)
                        _ = try caller.value(entry.name, arguments, bars)
                    }
                }
            }
        }
    }
}
