import TapeStore
import TapeSyntax
import TapeTime

/// One function of the language: the row that `help`, completion, the reference page, the resolver and the tests read.
package struct FunctionEntry: Sendable {
    package struct Parameter: Sendable {
        package enum Kind: Sendable {
            /// Numbers over sessions; a symbol means its main column, a number itself at every session.
            case series
            /// A symbol with open, high, low, close and volume columns (`Call.bars`).
            case bars
            case condition
            /// A whole number within the range.
            case whole(ClosedRange<Int>)
            case number
            /// `3m`, `14d`: sessions for `d`, else calendar spans.
            case duration
            case date
            case group
            case text
        }

        package let name: String
        package let kind: Kind
        /// The value where the argument is left out, for whole and number parameters.
        package let `default`: Double?
        /// May be left out without a default: then it is absent (`vol(rut)` is a number, `vol(rut, 21)` rolls).
        package let optional: Bool

        package init(_ name: String, _ kind: Kind, default value: Double? = nil, optional: Bool = false) {
            self.name = name
            self.kind = kind
            self.default = value
            self.optional = optional || value != nil
        }
    }

    package enum Result: Sendable {
        case series
        case condition
        case number
        case date
        case group
        case text
        /// A number over the query's window; a series where the named parameter is given.
        case numberUnlessGiven(String)
    }

    package enum UnitRule: Sendable {
        case fixed(Unit)
        /// The unit of the argument at the index.
        case like(Int)
        /// The same for a mean or a slope of the argument: a plain number for counts.
        case mean(Int)
        /// That of both arguments; a plain number where they differ.
        case common(Int, Int)
    }

    /// Properties of a function, besides its kinds.
    package struct Traits: OptionSet, Sendable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }

        /// A choice between two sides; each session needs only one of them.
        static let choice = Traits(rawValue: 1 << 0)
        /// The change over a span, which needs two values of a series.
        static let changeOverSpan = Traits(rawValue: 1 << 1)
        /// The newest value of a series, instead of its value on each session.
        static let newest = Traits(rawValue: 1 << 2)
        /// Its figure depends on the number of sessions in a year.
        static let annualised = Traits(rawValue: 1 << 3)
        /// Measures each session from the base of the query's window.
        static let fromBase = Traits(rawValue: 1 << 4)
        /// Measures changes in percent of the series it takes.
        static let ofChanges = Traits(rawValue: 1 << 5)
    }

    package let name: String
    /// `Returns and shape`, `Windows`, `Indicators`, `Runs`, `Risk`, `Groups`, `Values`
    package let family: String
    package let parameters: [Parameter]
    package let result: Result
    package let unit: UnitRule
    package let lookBack: LookBack
    let traits: Traits
    /// One line, no full stop.
    package let doc: String
    /// The exact formula, in plain text.
    package let formula: String
    /// Who defined it, and where.
    package let source: String
    /// How many of the first values are missing, in words: `the first n − 1`.
    package let warmUp: String
    /// What a recursive value starts from, in words; empty where the function is not recursive.
    package let seed: String
    /// How functions of the same name differ elsewhere; empty where they do not.
    package let differs: String
    /// One expression that runs on the sample as written.
    package let example: String
    /// A recursive value is marked `~` while it has fewer bars than this times its first whole argument; 0: never.
    package let settles: Int
    package let evaluate: @Sendable (borrowing Call) throws(EngineError) -> Value

    package init(
        _ name: String, family: String, _ parameters: [Parameter], _ result: Result, _ unit: UnitRule,
        lookBack: LookBack, traits: Traits = [], doc: String, formula: String, source: String = "", warmUp: String = "",
        seed: String = "", differs: String = "",
        example: String, settles: Int = 0, evaluate: @escaping @Sendable (borrowing Call) throws(EngineError) -> Value
    ) {
        self.name = name
        self.family = family
        self.parameters = parameters
        self.result = result
        self.unit = unit
        self.lookBack = lookBack
        self.traits = traits
        self.doc = doc
        self.formula = formula
        self.source = source
        self.warmUp = warmUp
        self.seed = seed
        self.differs = differs
        self.example = example
        self.settles = settles
        self.evaluate = evaluate
    }

    /// The result of a call and its unit, in words.
    package var gives: String {
        switch result {
        case .series: "a series, \(unitText)"
        case .number: "a number, \(unitText)"
        case .numberUnlessGiven(let name): "a number, with \(name) a series, \(unitText)"
        case .condition: "a condition"
        case .date: "a date"
        case .group: "a group"
        case .text: "a text"
        }
    }

    private var unitText: String {
        switch unit {
        case .like(let index): "in the unit of \(parameters[index].name)"
        case .mean(let index): "in the unit of \(parameters[index].name), of counts with decimals"
        case .common(let left, let right):
            "in the unit that \(parameters[left].name) and \(parameters[right].name) share"
        case .fixed(.percent): "a fraction that prints as a percentage with its sign"
        case .fixed(.share): "a fraction that prints as a percentage"
        case .fixed(.points): "a fraction that prints in percentage points"
        case .fixed(.count): "a count"
        case .fixed(.price): "a price"
        case .fixed(.number), .fixed(.ratio), .fixed(.rate): "a plain number"
        }
    }

    /// `rsi(S, n)`
    package var signature: String {
        let list = parameters.map { parameter in
            if let value = parameter.default {
                let whole = Int(exactly: value).map { "\($0)" } ?? "\(value)"
                return "\(parameter.name) = \(whole)"
            }
            return parameter.optional ? "[\(parameter.name)]" : parameter.name
        }
        return "\(name)(\(list.joined(separator: ", ")))"
    }
}

/// The value of an expression. Every series and condition of one query is on the query's one axis (`Frame`), so
/// they are plain columns of equal length.
package enum Value: Sendable {
    /// NaN is missing.
    case number(Double)
    case series([Double])
    case condition([Truth])
    /// A condition of numbers: true, false or missing.
    case flag(Truth)
    case text(String)
    case date(Day)
    case duration(CalendarSpan)
    case group([String])
}

/// False, true, missing: one byte, so that conditions are byte columns.
package enum Truth: UInt8, Sendable {
    case no = 0
    case yes = 1
    case missing = 2
}

/// One symbol's bars on the query's axis. A column the instrument lacks is nil.
package struct Bars: Sendable {
    package var open: [Double]?
    package var high: [Double]
    package var low: [Double]
    package var close: [Double]
    package var volume: [Double]?

    package init(open: [Double]?, high: [Double], low: [Double], close: [Double], volume: [Double]?) {
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
    }
}

/// One call with its evaluated arguments. Kinds and ranges have been checked by the resolver, so no text can make
/// the accessors trap.
package struct Call: Sendable {
    package let entry: FunctionEntry
    /// One per parameter; nil where it was left out and has no default.
    package let arguments: [Value?]
    /// Day numbers of the query's axis (bar labels where the query has a frequency), ascending.
    package let days: [Int32]
    /// Where spans lead on the axis, for functions that take one.
    let spans: Spans?
    /// The bar from which no span is measured.
    let front: Int?
    /// The sessions the query judges: the range of a function that gives a number. The base is the session before it.
    package let window: Range<Int>
    /// The session that changes over the window start from; nil for the one before it. A window since a single day starts from that
    /// day's own close.
    package let start: Int?
    /// Bars per year: 252 or, for series with sessions every day, 365; 52, 12, 4, 1; for a sparse series the number
    /// of its dates.
    package let periodsPerYear: Double
    /// A year's risk-free rate, as a fraction (`set riskfree`).
    package let riskFree: Double
    /// The words of the call.
    package let span: SourceSpan
    /// One per `bars` parameter, by parameter index.
    package let barsArguments: [Int: Bars]
    /// One bit per parameter: set where the argument is a quotient minus one, such as a return (`floor`).
    let fractions: UInt32

    package init(
        entry: FunctionEntry, arguments: [Value?], days: [Int32], window: Range<Int>, start: Int? = nil,
        periodsPerYear: Double,
        riskFree: Double, span: SourceSpan, barsArguments: [Int: Bars] = [:], fractions: UInt32 = 0
    ) {
        self.init(
            entry: entry, arguments: arguments, days: days, spans: nil, front: nil, window: window, start: start,
            periodsPerYear: periodsPerYear, riskFree: riskFree, span: span, barsArguments: barsArguments,
            fractions: fractions)
    }

    init(
        entry: FunctionEntry, arguments: [Value?], days: [Int32], spans: Spans?, front: Int?, window: Range<Int>,
        start: Int?, periodsPerYear: Double, riskFree: Double, span: SourceSpan, barsArguments: [Int: Bars],
        fractions: UInt32
    ) {
        self.entry = entry
        self.arguments = arguments
        self.days = days
        self.spans = spans
        self.front = front
        self.window = window
        self.start = start
        self.periodsPerYear = periodsPerYear
        self.riskFree = riskFree
        self.span = span
        self.barsArguments = barsArguments
        self.fractions = fractions
    }

    /// By the units of the arguments: those that print as percentages.
    static func fractions(_ nodes: [Node?]) -> UInt32 {
        var bits: UInt32 = 0
        for (index, node) in nodes.enumerated() {
            if let node, node.unit.isFraction { bits |= 1 << UInt32(index) }
        }
        return bits
    }

    /// The measure of rounding besides the values' own size, see `Residue.error`.
    func floor(_ index: Int) -> Double { fractions >> UInt32(index) & 1 == 1 ? 1 : 0 }

    /// The argument as a column as long as `days`; a number is repeated.
    package func series(_ index: Int) -> [Double] {
        switch arguments[index] {
        case .series(let values): values
        case .number(let value): [Double](repeating: value, count: days.count)
        default: [Double](repeating: .nan, count: days.count)
        }
    }

    package func condition(_ index: Int) -> [Truth] {
        switch arguments[index] {
        case .condition(let values): values
        case .flag(let value): [Truth](repeating: value, count: days.count)
        default: [Truth](repeating: .missing, count: days.count)
        }
    }

    package func bars(_ index: Int) -> Bars { barsArguments[index]! }

    package func number(_ index: Int) -> Double {
        if case .number(let value) = arguments[index] { return value }
        return .nan
    }

    package func whole(_ index: Int) -> Int { Int(number(index)) }

    /// Whether an optional argument is given.
    package func has(_ index: Int) -> Bool { arguments[index] != nil }
}
