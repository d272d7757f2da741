import TapeTime

/// The file format of a saved market. All numbers are little-endian; every table begins at a multiple of 8, and every
/// section at a multiple of 64.
///
///     header      magic, version, file length, directory length and checksum, checksum of the header
///     directory   the tables below, then all names as UTF-8, one after the other
///     sections    the axes' days (Int32), then the columns' numbers (Double), all of one name together
///
/// The directory is verified when the file is opened, a section when it is first used.
enum SnapshotFormat {
    /// As in PNG: a byte that is not text, the name, and line ends that a text-mode transfer would change.
    static let magic: [UInt8] = [0x8B, 0x54, 0x41, 0x50, 0x45, 0x0D, 0x0A, 0x1A]
    /// 1: the first. 2: an instrument also has its file's stamp, so that a load reads only changed files. 3: an
    /// instrument has its calendar, and may be irregular; for older files both are found from the sessions.
    static let version: UInt32 = 3
    static let headerLength = 64
    /// The length of the header covered by its own checksum.
    static let headerChecked = 56
    static let sectionAlignment = 64

    /// The tables of the directory, in their order, with the bytes of one entry.
    enum Table: Int, CaseIterable {
        case axisSections, axes, instruments, columns, remarks, aliases, groups, members

        func width(in version: UInt32) -> Int {
            switch self {
            case .axisSections: 24  // offset, checksum: UInt64; count: UInt32; unused
            case .axes: 24  // section, start, count; first and last day: Int32; unused
            case .instruments:
                // five References, eight UInt32, from version 2 on the file's length and time: UInt64, and its count of
                // symbols: UInt32; unused; see `SnapshotDirectory.Entry`
                version < 2 ? 72 : 96
            case .columns: 24  // name: Reference; offset, checksum: UInt64
            case .remarks, .members: 8  // Reference
            case .aliases: 16  // name, target: Reference
            case .groups: 16  // name: Reference; first member, count
            }
        }
    }

    /// The length of the counts at the start of the directory: of each table, and of the bytes of text.
    static let countsLength = aligned((Table.allCases.count + 1) * 4)

    /// The length of a reference to no text.
    static let noText = UInt32.max

    static func aligned(_ offset: Int, to alignment: Int = 8) -> Int {
        (offset + alignment - 1) / alignment * alignment
    }

    /// The width of a table's entries in the current version.
    static func width(_ table: Table) -> Int { table.width(in: version) }

    /// The index of a frequency is its code; nil means irregular dates.
    static let frequencies: [CalendarUnit?] = [.day, .week, .month, .quarter, .year, nil]

    static func code(_ frequency: CalendarUnit?) -> UInt32 { UInt32(frequencies.firstIndex(of: frequency)!) }

    /// The calendar for a code; nil for 0, used by older files.
    static func calendar(_ code: UInt32) -> TradingCalendar? {
        calendars.indices.contains(Int(code) - 1) ? calendars[Int(code) - 1] : nil
    }

    static func code(_ calendar: TradingCalendar) -> UInt32 { UInt32(calendars.firstIndex(of: calendar)! + 1) }

    private static let calendars: [TradingCalendar] = [.nyse, .weekdays, .everyday, .none]
}

/// A table of the directory while being written.
struct SnapshotTable {
    var bytes: [UInt8] = []

    mutating func append(_ value: UInt32) { append(UInt64(value), 4) }
    mutating func append(_ value: Int) { append(UInt32(value)) }
    mutating func append(_ value: Int32) { append(UInt32(bitPattern: value)) }
    mutating func append(_ value: UInt64) { append(value, 8) }

    private mutating func append(_ value: UInt64, _ width: Int) {
        for index in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * UInt64(index)))) }
    }
}
