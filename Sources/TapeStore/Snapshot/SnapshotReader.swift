import Synchronization
import TapeTime

extension Market {
    /// Opens a saved market. Its numbers are used directly in the file's bytes; nothing in the file is trusted.
    ///
    /// - Parameter file: its name, for errors.
    package init(snapshot bytes: MappedBytes, file: String) throws(StoreError) {
        self.init()
        let directory = try SnapshotDirectory(bytes, file: file)
        add(SnapshotReader(directory))
        for (name, target) in directory.aliases { setAlias(name, to: target) }
        for (name, members) in directory.groups { setGroup(name, members: members) }
    }
}

/// The instruments of a snapshot, made on first use.
final class SnapshotReader: InstrumentSource {
    private let directory: SnapshotDirectory
    /// Each axis is made once, so that its instruments share the object.
    private let axes = Mutex<[Int: Axis]>([:])

    init(_ directory: SnapshotDirectory) { self.directory = directory }

    var count: Int { directory.instrumentCount }

    var span: (first: Day, last: Day)? { directory.span.map { (Day($0.first), Day($0.last)) } }

    var listings: [Listing] { (0..<directory.instrumentCount).map(listing) }

    func listing(_ symbol: String) -> Listing? { directory.find(symbol).map(listing) }

    private func listing(_ index: Int) -> Listing {
        let entry = directory.instrument(index)
        let axis = directory.axis(entry.axis)
        return Listing(
            symbol: directory.text(entry.symbol) ?? "", name: directory.text(entry.name), first: Day(axis.first),
            last: Day(axis.last))
    }

    func make(_ symbol: String) throws(StoreError) -> Instrument? {
        guard let index = directory.find(symbol) else { return nil }
        let entry = directory.instrument(index)
        let axis = try axis(entry.axis)
        let columns = entry.columns.map { place in
            let column = directory.column(place)
            let name = directory.text(column.name) ?? ""
            let numbers = StoredNumbers(
                directory.bytes, at: Int(column.offset), count: axis.count, checksum: column.checksum,
                file: directory.file, title: "\(symbol) \(name)")
            return (name: name, column: Column(numbers))
        }
        var provenance = Provenance(
            file: directory.text(entry.sourceFile), format: directory.text(entry.format) ?? "",
            isSample: entry.isSample,
            remarks: entry.remarks.map { directory.remark($0) })
        provenance.stamp = entry.stamp
        provenance.symbolsOfFile = entry.symbolsOfFile
        let calendar = SnapshotFormat.calendar(entry.calendar)
        var frequency = SnapshotFormat.frequencies[Int(entry.frequency)]
        // Older files without calendars mark irregular dates as monthly values.
        if calendar == nil, frequency != .day { frequency = CalendarUnit(spacingOf: axis.days) }
        return Instrument(
            symbol: symbol, name: directory.text(entry.name), axis: axis, columns: columns,
            mainColumn: directory.text(entry.mainColumn) ?? "",
            frequency: frequency, calendar: calendar, provenance: provenance, measure: Measure(code: entry.measure))
    }

    private func axis(_ index: Int) throws(StoreError) -> Axis {
        if let known = axes.withLock({ $0[index] }) { return known }
        let entry = directory.axis(index)
        let section = directory.axisSection(entry.section)
        let start = Int(section.offset)
        directory.bytes.expect(start..<start + section.count * 4)
        guard unsafe Checksum.of(directory.bytes.bytes(start..<start + section.count * 4)) == section.checksum else {
            throw directory.damaged("its sessions are damaged: their checksum does not match")
        }
        let first = start + entry.start * 4
        let days = unsafe Array(
            directory.bytes.bytes(first..<first + entry.count * 4).assumingMemoryBound(to: Int32.self))
        guard days.first == entry.first, days.last == entry.last, SnapshotReader.ascend(days) else {
            throw directory.damaged("its sessions are damaged: they do not ascend")
        }
        return axes.withLock { known in
            if let other = known[index] { return other }
            let axis = Axis(days)
            known[index] = axis
            return axis
        }
    }

    /// Whether the days are ascending and without duplicates; the directory has checked the first and the last day.
    private static func ascend(_ days: [Int32]) -> Bool {
        var falls = 0
        for index in days.indices.dropFirst() { falls &+= days[index] <= days[index - 1] ? 1 : 0 }
        return falls == 0
    }
}
