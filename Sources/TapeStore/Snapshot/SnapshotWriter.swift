extension Market {
    /// Writes the whole market as a snapshot, in pieces. Instruments that were not made yet are made now.
    ///
    /// - Parameters:
    ///   - file: its name, for errors.
    ///   - step: called before each column with the progress; an error it throws ends the work.
    ///   - put: receives the bytes in order; no piece is larger than a column.
    package func writeSnapshot(
        _ file: String, step: (_ done: Int, _ total: Int) throws(StoreError) -> Void = { _, _ in },
        put: ([UInt8]) throws(StoreError) -> Void
    ) throws(StoreError) {
        var writer = SnapshotWriter(file: file)
        let listings = listings
        for listing in listings {
            try step(0, listings.count)
            guard let instrument = try opened(listing.symbol) else { continue }
            writer.add(instrument)
        }
        try writer.write(aliases: aliases, groups: groups, step: step, put: put)
    }
}

struct SnapshotWriter {
    private typealias Table = SnapshotFormat.Table

    /// How many axes are searched for runs; a market has one or two calendars.
    private static let axesSearched = 8

    private let file: String
    private var instruments: [Instrument] = []
    private var axisSections: [Axis] = []
    /// The index in the table of axes, by axis object.
    private var axisEntries: [ObjectIdentifier: Int] = [:]
    private var axes: [(section: Int, start: Int, count: Int)] = []
    private var texts: [UInt8] = []
    private var known: [String: (offset: Int, count: Int)] = [:]

    init(file: String) { self.file = file }

    mutating func add(_ instrument: Instrument) { instruments.append(instrument) }

    // MARK: Axes

    /// The longest axes come first, so that an axis that is a run of another can be stored as such.
    private mutating func placeAxes() {
        let byLength = instruments.map(\.axis).enumerated().sorted {
            ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
        }
        for axis in byLength.map(\.element) where axisEntries[ObjectIdentifier(axis)] == nil {
            axisEntries[ObjectIdentifier(axis)] = axes.count
            axes.append(place(axis))
        }
    }

    private mutating func place(_ axis: Axis) -> (section: Int, start: Int, count: Int) {
        for (section, other) in axisSections.prefix(Self.axesSearched).enumerated() {
            guard let first = axis.first else { break }
            let start = other.lowerBound(first)
            guard start + axis.count <= other.count, other.days[start..<start + axis.count] == axis.days[...] else {
                continue
            }
            return (section, start, axis.count)
        }
        axisSections.append(axis)
        return (axisSections.count - 1, 0, axis.count)
    }

    // MARK: Texts

    private mutating func append(_ text: String?, to table: inout SnapshotTable) {
        guard let text else {
            table.append(0)
            table.append(SnapshotFormat.noText)
            return
        }
        if known[text] == nil {
            known[text] = (texts.count, text.utf8.count)
            texts += text.utf8
        }
        table.append(known[text]!.offset)
        table.append(known[text]!.count)
    }

    // MARK: The file

    /// Where a column's numbers are.
    private struct Section {
        var offset = 0
        var checksum: UInt64 = 0
    }

    mutating func write(
        aliases: [String: String], groups: [String: [String]],
        step: (_ done: Int, _ total: Int) throws(StoreError) -> Void, put: ([UInt8]) throws(StoreError) -> Void
    ) throws(StoreError) {
        instruments.sort { $0.symbol.utf8.lexicographicallyPrecedes($1.symbol.utf8) }
        placeAxes()
        let order = columnOrder()
        // Texts must be known before anything is placed: offsets depend on the directory's length.
        var sections = instruments.map { [Section](repeating: Section(), count: $0.columns.count) }
        var axisOffsets = [Int](repeating: 0, count: axisSections.count)
        var tables = directory(aliases: aliases, groups: groups, sections, axisOffsets)
        let directoryLength = SnapshotFormat.aligned(
            SnapshotFormat.countsLength + tables.reduce(0) { $0 + $1.bytes.count } + texts.count)
        var offset = SnapshotFormat.headerLength + directoryLength
        for (index, axis) in axisSections.enumerated() {
            axisOffsets[index] = SnapshotFormat.aligned(offset, to: SnapshotFormat.sectionAlignment)
            offset = axisOffsets[index] + axis.count * 4
        }
        // Each column is read twice: for its checksum, which comes before it, and to be written.
        var done = 0
        for (index, place) in order {
            try step(done, 2 * order.count)
            done += 1
            let column = instruments[index].columns[place].column
            try column.check()
            sections[index][place].offset = SnapshotFormat.aligned(offset, to: SnapshotFormat.sectionAlignment)
            sections[index][place].checksum = column.read { span in
                unsafe span.withUnsafeBytes { unsafe Checksum.of($0) }
            }
            offset = sections[index][place].offset + column.count * 8
        }
        tables = directory(aliases: aliases, groups: groups, sections, axisOffsets)
        try put(head(tables, directoryLength: directoryLength, fileLength: offset))
        var written = SnapshotFormat.headerLength + directoryLength
        func place(_ bytes: [UInt8], at start: Int) throws(StoreError) {
            if start > written { try put([UInt8](repeating: 0, count: start - written)) }
            try put(bytes)
            written = start + bytes.count
        }
        for (axis, start) in zip(axisSections, axisOffsets) { try place(Self.bytes(axis), at: start) }
        for (index, column) in order {
            try step(done, 2 * order.count)
            done += 1
            try place(Self.bytes(instruments[index].columns[column].column), at: sections[index][column].offset)
        }
    }

    /// Columns of one name are stored together, so that a scan of all closes reads sequentially.
    private func columnOrder() -> [(instrument: Int, column: Int)] {
        var names: [String] = []
        for instrument in instruments {
            for column in instrument.columns where !names.contains(column.name) { names.append(column.name) }
        }
        var order: [(instrument: Int, column: Int)] = []
        for name in names {
            for (index, instrument) in instruments.enumerated() {
                if let column = instrument.columns.firstIndex(where: { $0.name == name }) {
                    order.append((index, column))
                }
            }
        }
        return order
    }

    private mutating func directory(
        aliases: [String: String], groups: [String: [String]], _ sections: [[Section]], _ axisOffsets: [Int]
    ) -> [SnapshotTable] {
        var tables = [SnapshotTable](repeating: SnapshotTable(), count: SnapshotFormat.Table.allCases.count)
        axisTables(&tables, axisOffsets)
        for (instrument, sections) in zip(instruments, sections) { append(instrument, sections, to: &tables) }
        for (name, target) in aliases.sorted(by: { $0.key < $1.key }) {
            append(name, to: &tables[Table.aliases.rawValue])
            append(target, to: &tables[Table.aliases.rawValue])
        }
        for (name, members) in groups.sorted(by: { $0.key < $1.key }) {
            append(name, to: &tables[Table.groups.rawValue])
            tables[Table.groups.rawValue].append(
                tables[Table.members.rawValue].bytes.count / SnapshotFormat.width(.members))
            tables[Table.groups.rawValue].append(members.count)
            for member in members { append(member, to: &tables[Table.members.rawValue]) }
        }
        return tables
    }

    private func axisTables(_ tables: inout [SnapshotTable], _ offsets: [Int]) {
        for (axis, offset) in zip(axisSections, offsets) {
            tables[Table.axisSections.rawValue].append(UInt64(offset))
            tables[Table.axisSections.rawValue].append(Checksum.of(Self.bytes(axis)))
            tables[Table.axisSections.rawValue].append(axis.count)
            tables[Table.axisSections.rawValue].append(0)
        }
        for axis in axes {
            for value in [axis.section, axis.start, axis.count] { tables[Table.axes.rawValue].append(value) }
            tables[Table.axes.rawValue].append(axisSections[axis.section].days[axis.start])
            tables[Table.axes.rawValue].append(axisSections[axis.section].days[axis.start + axis.count - 1])
            tables[Table.axes.rawValue].append(0)
        }
    }

    private mutating func append(_ instrument: Instrument, _ sections: [Section], to tables: inout [SnapshotTable]) {
        let provenance = instrument.provenance
        var entry = SnapshotTable()
        for text in [instrument.symbol, instrument.name, provenance.file, provenance.format, instrument.mainColumn] {
            append(text, to: &entry)
        }
        entry.append(axisEntries[ObjectIdentifier(instrument.axis)]!)
        entry.append(tables[Table.columns.rawValue].bytes.count / SnapshotFormat.width(.columns))
        entry.append(instrument.columns.count)
        entry.append(tables[Table.remarks.rawValue].bytes.count / SnapshotFormat.width(.remarks))
        entry.append(provenance.remarks.count)
        entry.append(SnapshotFormat.code(instrument.frequency))
        entry.append(provenance.isSample ? 1 : 0)
        // One word holds both: the calendar below, the unit above.
        entry.append(SnapshotFormat.code(instrument.calendar) | UInt32(instrument.measure.code) << 16)
        entry.append(UInt64(bitPattern: Int64(provenance.stamp?.bytes ?? 0)))
        entry.append(UInt64(bitPattern: Int64(provenance.stamp?.modified ?? 0)))
        entry.append(provenance.stamp == nil ? 0 : provenance.symbolsOfFile)
        entry.append(0)
        tables[Table.instruments.rawValue].bytes += entry.bytes
        for (column, section) in zip(instrument.columns, sections) {
            append(column.name, to: &tables[Table.columns.rawValue])
            tables[Table.columns.rawValue].append(UInt64(section.offset))
            tables[Table.columns.rawValue].append(section.checksum)
        }
        for remark in provenance.remarks { append(remark, to: &tables[Table.remarks.rawValue]) }
    }

    private func head(_ tables: [SnapshotTable], directoryLength: Int, fileLength: Int) -> [UInt8] {
        var directory = SnapshotTable()
        for (table, kind) in zip(tables, Table.allCases) {
            directory.append(table.bytes.count / SnapshotFormat.width(kind))
        }
        directory.append(texts.count)
        directory.bytes += [UInt8](repeating: 0, count: SnapshotFormat.countsLength - directory.bytes.count)
        for table in tables { directory.bytes += table.bytes }
        directory.bytes += texts
        directory.bytes += [UInt8](repeating: 0, count: directoryLength - directory.bytes.count)
        var header = SnapshotTable(bytes: SnapshotFormat.magic)
        header.append(SnapshotFormat.version)
        header.append(0)
        header.append(UInt64(fileLength))
        header.append(UInt64(directoryLength))
        header.append(Checksum.of(directory.bytes))
        header.bytes += [UInt8](repeating: 0, count: SnapshotFormat.headerChecked - header.bytes.count)
        header.append(Checksum.of(header.bytes))
        return header.bytes + directory.bytes
    }

    private static func bytes(_ axis: Axis) -> [UInt8] {
        unsafe axis.days.withUnsafeBytes { unsafe [UInt8]($0) }
    }

    private static func bytes(_ column: Column) -> [UInt8] {
        column.read { span in unsafe span.withUnsafeBytes { unsafe [UInt8]($0) } }
    }
}
