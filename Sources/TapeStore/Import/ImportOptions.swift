import TapeTime

/// What the user specifies about a file.
package struct ImportOptions: Sendable {
    /// The symbol to load the file under, in place of its name.
    package var symbol: String?
    /// The order of day, month and year, if the file allows more than one.
    package var dates: DateOrder?
    /// The kind of values in the main column, if its name does not show it.
    package var measure: Measure?
    /// The calendar of the file's symbols, if their sessions do not show it.
    package var calendar: TradingCalendar?

    package init(symbol: String? = nil, dates: DateOrder? = nil, calendar: TradingCalendar? = nil) {
        self.symbol = symbol
        self.dates = dates
        self.calendar = calendar
    }
}
