import TapeTime

/// The directory of a snapshot: what is where. It is made only from a file whose header, directory checksum, offsets,
/// lengths and counts are all valid, so that reading it cannot fail.
struct SnapshotDirectory {
    private typealias Table = SnapshotFormat.Table

    let bytes: MappedBytes
    let file: String
    private var version: UInt32 = 0
    private var starts: [Int] = []
    private var counts: [Int] = []
    private var textStart = 0
    private var textLength = 0
    /// The first and the newest session of all axes.
    private(set) var span: (first: Int32, last: Int32)?

    /// A text in the directory: its offset and length.
    struct Reference {
        var offset: Int
        var length: UInt32
    }

    struct AxisEntry {
        var section: Int
        var start: Int
        var count: Int
        var first: Int32
        var last: Int32
    }

    struct Entry {
        var symbol: Reference
        var name: Reference
        var sourceFile: Reference
        var format: Reference
        var mainColumn: Reference
        var axis: Int
        var columns: Range<Int>
        var remarks: Range<Int>
        var frequency: UInt32
        var calendar: UInt32
        var isSample: Bool
        /// See `Measure.code`.
        var measure: UInt32
        var stamp: FileStamp?
        var symbolsOfFile: Int
    }

    init(_ bytes: MappedBytes, file: String) throws(StoreError) {
        self.bytes = bytes
        self.file = file
        let end = try checkedHeader()
        version = number(8)
        let start = SnapshotFormat.headerLength
        var place = start + SnapshotFormat.countsLength
        for table in Table.allCases {
            let count = Int(number(start + 4 * table.rawValue))
            starts.append(place)
            counts.append(count)
            place += count * table.width(in: version)
        }
        textStart = place
        textLength = Int(number(start + 4 * Table.allCases.count))
        guard place + textLength <= end else {
            throw damaged("its directory is damaged: it is shorter than its tables")
        }
        guard areAxesSound(), areInstrumentsSound(), areNamesSound() else {
            throw damaged("its directory is damaged: it points outside its bounds")
        }
        for axis in (0..<count(.axes)).map(axis) {
            span = (min(span?.first ?? axis.first, axis.first), max(span?.last ?? axis.last, axis.last))
        }
    }

    func damaged(_ message: String) -> StoreError { StoreError(.badSnapshot, file: file, message) }

    // MARK: Checking

    /// Where the directory ends.
    private func checkedHeader() throws(StoreError) -> Int {
        guard bytes.count >= SnapshotFormat.headerLength, unsafe bytes.bytes(0..<8).elementsEqual(SnapshotFormat.magic)
        else {
            throw damaged("this is not a saved market: `save market \"my.tape\"` makes one")
        }
        let version = number(8)
        guard version <= SnapshotFormat.version else {
            throw damaged(
                "it is in format \(version), but this version of tape reads up to format \(SnapshotFormat.version): "
                    + "use a newer tape")
        }
        let checksum = unsafe Checksum.of(bytes.bytes(0..<SnapshotFormat.headerChecked))
        guard version > 0, checksum == word(SnapshotFormat.headerChecked) else {
            throw damaged("its header is damaged: its checksum does not match")
        }
        guard word(16) == UInt64(bytes.count) else {
            throw damaged("it is incomplete: it must have \(word(16)) bytes, not \(bytes.count)")
        }
        let start = SnapshotFormat.headerLength
        let length = word(24)
        guard length >= UInt64(SnapshotFormat.countsLength), length <= UInt64(bytes.count - start) else {
            throw damaged("its header is damaged: it points outside the file")
        }
        let end = start + Int(length)
        bytes.expect(start..<end)
        guard unsafe Checksum.of(bytes.bytes(start..<end)) == word(32) else {
            throw damaged("its directory is damaged: its checksum does not match")
        }
        return end
    }

    private func lies(_ offset: UInt64, _ count: Int, width: Int) -> Bool {
        offset % UInt64(width) == 0 && offset <= UInt64(bytes.count)
            && UInt64(count * width) <= UInt64(bytes.count) - offset
    }

    private func areAxesSound() -> Bool {
        for index in 0..<count(.axisSections) {
            let section = axisSection(index)
            guard lies(section.offset, section.count, width: 4) else { return false }
        }
        for index in 0..<count(.axes) {
            let entry = axis(index)
            guard entry.section < count(.axisSections), entry.count > 0, entry.first <= entry.last,
                entry.first >= Day(year: 1, month: 1, day: 1).number,
                entry.last <= Day(year: 9999, month: 12, day: 31).number,
                entry.start + entry.count <= axisSection(entry.section).count
            else { return false }
        }
        return true
    }

    private func areInstrumentsSound() -> Bool {
        var previous: Reference?
        for index in 0..<count(.instruments) {
            let entry = instrument(index)
            let texts = [entry.symbol, entry.format, entry.mainColumn]
            guard texts.allSatisfy(lies), liesOrIsNone(entry.name), liesOrIsNone(entry.sourceFile),
                entry.axis < count(.axes), entry.columns.upperBound <= count(.columns),
                entry.remarks.upperBound <= count(.remarks),
                SnapshotFormat.frequencies.indices.contains(Int(entry.frequency))
            else { return false }
            if let previous, !precedes(previous, entry.symbol) { return false }
            previous = entry.symbol
            for place in entry.columns {
                let column = column(place)
                guard lies(column.name), lies(column.offset, axis(entry.axis).count, width: 8) else { return false }
            }
        }
        return true
    }

    private func areNamesSound() -> Bool {
        for table in [Table.remarks, .members] {
            for index in 0..<count(table) {
                guard lies(reference(place(table, index))) else { return false }
            }
        }
        for index in 0..<count(.aliases) {
            guard lies(reference(place(.aliases, index))), lies(reference(place(.aliases, index) + 8)) else {
                return false
            }
        }
        for index in 0..<count(.groups) {
            let group = group(index)
            guard lies(group.name), group.members.upperBound <= count(.members) else { return false }
        }
        return true
    }

    private func lies(_ text: Reference) -> Bool {
        text.length != SnapshotFormat.noText && text.offset + Int(text.length) <= textLength
    }

    private func liesOrIsNone(_ text: Reference) -> Bool { text.length == SnapshotFormat.noText || lies(text) }

    // MARK: Tables

    private func count(_ table: Table) -> Int { counts[table.rawValue] }

    private func place(_ table: Table, _ index: Int) -> Int {
        starts[table.rawValue] + index * table.width(in: version)
    }

    private func number(_ place: Int) -> UInt32 {
        unsafe UInt32(littleEndian: bytes.bytes(place..<place + 4).loadUnaligned(as: UInt32.self))
    }

    private func word(_ place: Int) -> UInt64 {
        unsafe UInt64(littleEndian: bytes.bytes(place..<place + 8).loadUnaligned(as: UInt64.self))
    }

    private func reference(_ place: Int) -> Reference {
        Reference(offset: Int(number(place)), length: number(place + 4))
    }

    var instrumentCount: Int { count(.instruments) }

    func axisSection(_ index: Int) -> (offset: UInt64, checksum: UInt64, count: Int) {
        let place = place(.axisSections, index)
        return (word(place), word(place + 8), Int(number(place + 16)))
    }

    func axis(_ index: Int) -> AxisEntry {
        let place = place(.axes, index)
        return AxisEntry(
            section: Int(number(place)), start: Int(number(place + 4)), count: Int(number(place + 8)),
            first: Int32(bitPattern: number(place + 12)), last: Int32(bitPattern: number(place + 16)))
    }

    func instrument(_ index: Int) -> Entry {
        let place = place(.instruments, index)
        func range(_ place: Int) -> Range<Int> {
            let first = Int(number(place))
            return first..<first + Int(number(place + 4))
        }
        let symbolsOfFile = version < 2 ? 0 : Int(number(place + 88))
        let stamp =
            symbolsOfFile > 0
            ? FileStamp(
                bytes: Int(truncatingIfNeeded: word(place + 72)), modified: Int(truncatingIfNeeded: word(place + 80)))
            : nil
        return Entry(
            symbol: reference(place), name: reference(place + 8), sourceFile: reference(place + 16),
            format: reference(place + 24), mainColumn: reference(place + 32), axis: Int(number(place + 40)),
            columns: range(place + 44), remarks: range(place + 52), frequency: number(place + 60),
            calendar: version < 3 ? 0 : number(place + 68) & 0xFFFF, isSample: number(place + 64) != 0,
            measure: version < 3 ? 0 : number(place + 68) >> 16, stamp: stamp, symbolsOfFile: symbolsOfFile)
    }

    func column(_ index: Int) -> (name: Reference, offset: UInt64, checksum: UInt64) {
        let place = place(.columns, index)
        return (reference(place), word(place + 8), word(place + 16))
    }

    func remark(_ index: Int) -> String { text(reference(place(.remarks, index))) ?? "" }

    private func group(_ index: Int) -> (name: Reference, members: Range<Int>) {
        let place = place(.groups, index)
        let first = Int(number(place + 8))
        return (reference(place), first..<first + Int(number(place + 12)))
    }

    var aliases: [(name: String, target: String)] {
        (0..<count(.aliases)).map { index in
            let place = place(.aliases, index)
            return (text(reference(place)) ?? "", text(reference(place + 8)) ?? "")
        }
    }

    var groups: [(name: String, members: [String])] {
        (0..<count(.groups)).map { index in
            let group = group(index)
            return (text(group.name) ?? "", group.members.map { text(reference(place(.members, $0))) ?? "" })
        }
    }

    // MARK: Texts

    func text(_ reference: Reference) -> String? {
        guard reference.length != SnapshotFormat.noText else { return nil }
        return unsafe String(decoding: utf8(reference), as: UTF8.self)
    }

    private func utf8(_ reference: Reference) -> UnsafeRawBufferPointer {
        let start = textStart + reference.offset
        return unsafe bytes.bytes(start..<start + Int(reference.length))
    }

    private func precedes(_ left: Reference, _ right: Reference) -> Bool {
        unsafe utf8(left).lexicographicallyPrecedes(utf8(right))
    }

    /// The index of a symbol's instrument; symbols are sorted by their bytes.
    func find(_ symbol: String) -> Int? {
        let wanted = Array(symbol.utf8)
        let found = (0..<instrumentCount).partitioningIndex {
            unsafe !utf8(reference(place(.instruments, $0))).lexicographicallyPrecedes(wanted)
        }
        guard found < instrumentCount, unsafe utf8(reference(place(.instruments, found))).elementsEqual(wanted) else {
            return nil
        }
        return found
    }
}
