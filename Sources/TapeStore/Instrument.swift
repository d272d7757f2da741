import TapeTime

/// Detects whether a file was changed: its length, and when it was last written.
public struct FileStamp: Sendable, Equatable {
    /// The length in bytes.
    public var bytes: Int
    /// The time of the last change, in nanoseconds of the system's clock.
    public var modified: Int

    /// Makes a stamp to compare with an earlier one.
    public init(bytes: Int, modified: Int) {
        self.bytes = bytes
        self.modified = modified
    }
}

/// The source of an instrument's numbers, for `describe`, the header and the notes.
package struct Provenance: Sendable {
    /// The file as the user named it, or nil.
    package var file: String?
    /// The state of the file when it was read without options, if known.
    package var stamp: FileStamp?
    /// How many symbols the file has, if its stamp is known.
    package var symbolsOfFile = 0
    /// The recognised format, such as `Yahoo download`; `sample` for the sample market.
    package var format: String
    /// Whether it is synthetic: every answer says so.
    package var isSample: Bool
    /// What was merged, dropped or missing on import, one sentence each.
    package var remarks: [String]

    package init(file: String?, format: String, isSample: Bool = false, remarks: [String] = []) {
        self.file = file
        self.format = format
        self.isSample = isSample
        self.remarks = remarks
    }
}

/// One symbol's history: columns of equal length over one axis.
public final class Instrument: Sendable {
    /// The key, in lower case: `rut`, `brk.b`.
    public let symbol: String
    /// The name, such as `Russell 2000`, if known.
    public let name: String?
    package let axis: Axis
    /// The columns in the file's order, with lower-case names: open, high, low, close, volume, adjclose and any other.
    package let columns: [(name: String, column: Column)]
    /// The column that a bare symbol means: `close`, or the only value column of a series such as a rate.
    package let mainColumn: String
    /// The spacing of its observations. Nil for irregular dates, such as expiries, meetings, dividends: they represent
    /// no period and are not carried forward.
    package let frequency: CalendarUnit?
    /// Its trading calendar: given on loading, or found from its sessions.
    package let calendar: TradingCalendar
    package let provenance: Provenance
    /// The kind of values in the main column: as given on loading, else by symbol and column.
    package let measure: Measure

    /// - Parameter calendar: nil to find it in the sessions.
    package init(
        symbol: String, name: String?, axis: Axis, columns: [(name: String, column: Column)], mainColumn: String,
        frequency: CalendarUnit?, calendar: TradingCalendar? = nil, provenance: Provenance, measure: Measure? = nil
    ) {
        self.symbol = symbol
        self.name = name
        self.axis = axis
        self.columns = columns
        self.mainColumn = mainColumn
        self.frequency = frequency
        // The dates of a series that is not daily show nothing about an exchange's trading days.
        self.calendar = calendar ?? (frequency == .day ? TradingCalendar(of: axis.days) : .nyse)
        self.provenance = provenance
        self.measure = measure ?? Measure(symbol: symbol, mainColumn: mainColumn)
    }

    /// Whether it has irregular dates.
    package var isSparse: Bool { frequency == nil }

    /// The unit of its bars: irregular dates count as sessions.
    package var barUnit: CalendarUnit { frequency ?? .day }

    /// Its entry in a list of symbols; nil if it has no session.
    public var listing: Listing? {
        guard let first = axis.first, let last = axis.last else { return nil }
        return Listing(symbol: symbol, name: name, first: first, last: last)
    }

    package func column(_ name: String) -> Column? {
        columns.first { $0.name == name }?.column
    }
}
