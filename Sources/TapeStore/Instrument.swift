import TapeTime

/// What tells whether a file was changed: its length, and when it was written last.
public struct FileStamp: Sendable, Equatable {
    /// The length.
    public var bytes: Int
    /// In nanoseconds of the system's clock.
    public var modified: Int

    /// A stamp that is compared with one of an earlier reading.
    public init(bytes: Int, modified: Int) {
        self.bytes = bytes
        self.modified = modified
    }
}

/// Where an instrument's numbers come from, for `describe`, the header and the notes.
package struct Provenance: Sendable {
    /// The file as the user named it, or nil.
    package var file: String?
    /// The file as it was when it was read without options, where that is known.
    package var stamp: FileStamp?
    /// How many symbols the file gave, where its stamp is known.
    package var symbolsOfFile = 0
    /// What the importer took it for, such as `Yahoo download`; `sample` for the sample market.
    package var format: String
    /// Synthetic: every answer says so.
    package var isSample: Bool
    /// What was folded, dropped or missing on the way in, one sentence each.
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
    /// `Russell 2000`, where it is known.
    public let name: String?
    package let axis: Axis
    /// In the file's order, with lower-case names: open, high, low, close, volume, adjclose and any other.
    package let columns: [(name: String, column: Column)]
    /// The column a bare symbol means: `close`, or the only value column of a series such as a rate.
    package let mainColumn: String
    /// How far apart its observations are. Nil for dates of its own, such as expiries, meetings, dividends:
    /// none stands for a period, none is held forward.
    package let frequency: CalendarUnit?
    /// The days on which it has sessions: named on loading, or found in its own.
    package let calendar: TradingCalendar
    package let provenance: Provenance
    /// What the main column counts: as it was loaded, else as symbol and column tell.
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
        // The dates of a series that is not daily say nothing about the days of an exchange.
        self.calendar = calendar ?? (frequency == .day ? TradingCalendar(of: axis.days) : .nyse)
        self.provenance = provenance
        self.measure = measure ?? Measure(symbol: symbol, mainColumn: mainColumn)
    }

    /// Whether it has dates of its own.
    package var isSparse: Bool { frequency == nil }

    /// What one of its values stands for: dates of its own are sessions like any.
    package var barUnit: CalendarUnit { frequency ?? .day }

    /// What a list of symbols says of it; nil where it has no session.
    public var listing: Listing? {
        guard let first = axis.first, let last = axis.last else { return nil }
        return Listing(symbol: symbol, name: name, first: first, last: last)
    }

    package func column(_ name: String) -> Column? {
        columns.first { $0.name == name }?.column
    }
}
