import TapeStore
import TapeSyntax
import TapeTime

/// The functions that only work on columns: one row each. Those that need the engine itself (other
/// frequencies, baskets, members) belong to the evaluator.
package enum FunctionTable {
    /// The functions that the evaluator provides, because they choose the axis or the members.
    package static let engineNames = [
        "weekly", "monthly", "quarterly", "yearly", "basket", "members", "share", "loaded",
    ]

    /// In the order in which `functions` lists them: by family, the plain ones first.
    package static let entries: [FunctionEntry] =
        returnEntries + windowEntries + indicatorEntries + runEntries + riskEntries + valueEntries

    /// The standard function of that name, for calls by the engine itself.
    package static func named(_ name: String) -> FunctionEntry? { Functions.standard[name] }
}

/// The functions that a text may call, in the order in which `functions` lists them.
package struct Functions: Sendable {
    package let all: [FunctionEntry]
    private let named: [String: FunctionEntry]

    package init(_ all: [FunctionEntry]) {
        self.all = all
        named = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }
    }

    package static let standard = Functions(FunctionTable.entries)

    /// `return` in an expression is `change`.
    package subscript(_ name: String) -> FunctionEntry? { named[name == "return" ? "change" : name] }
}

extension FunctionEntry.Parameter {
    /// A symbol or any other numbers over sessions.
    static let subject = Self("S", .series)
    /// A symbol with highs and lows.
    static let bars = Self("S", .bars)
    static let condition = Self("COND", .condition)
    /// The longest window: more sessions than any exchange has had, so only a slip is refused.
    static let longest = 100_000

    /// A window's length in bars.
    static func window(_ name: String = "n", from least: Int = 1, default value: Int? = nil) -> Self {
        Self(name, .whole(least...longest), default: value.map { Double($0) })
    }

    /// An optional window: without it the function gives one number over the query's window.
    static func rolling(from least: Int = 2) -> Self { Self("n", .whole(least...longest), optional: true) }
}

extension Value {
    /// A column in which what overflowed is missing: no infinity is ever a value.
    static func column(_ values: consuming [Double]) -> Value {
        if hasInfinity(values.span) {
            for index in values.indices where values[index].isInfinite { values[index] = .nan }
        }
        return .series(values)
    }

    private static func hasInfinity(_ values: Span<Double>) -> Bool {
        var found = 0
        for index in values.indices { found &+= values[index].magnitude == .infinity ? 1 : 0 }
        return found > 0
    }

    /// A number, missing where it overflowed.
    static func finite(_ value: Double) -> Value { .number(value.isFinite ? value : .nan) }
}

extension Call {
    /// Whether the axis holds daily sessions rather than weeks or longer bars, or dates as far apart.
    var isDaily: Bool { periodsPerYear > 100 }

    func duration(_ index: Int) -> CalendarSpan {
        if case .duration(let span) = arguments[index] { return span }
        return CalendarSpan(0, .day)
    }

    func text(_ index: Int) -> String {
        if case .text(let text) = arguments[index] { return text }
        return ""
    }

    /// The day, or nil where the argument is not a date.
    func date(_ index: Int) -> Day? {
        if case .date(let day) = arguments[index] { return day }
        return nil
    }

    /// The judged sessions with their base, where it exists: what the returns of the window are
    /// computed from.
    var windowWithBase: Range<Int> {
        let range = window.clamped(to: 0..<days.count)
        return range.isEmpty ? range : min(start ?? max(0, range.lowerBound - 1), range.upperBound)..<range.upperBound
    }
}
