import TapeTime

/// What the user says about a file that the file does not say itself.
package struct ImportOptions: Sendable {
    /// The symbol to load the file under, in place of its name.
    package var symbol: String?
    /// The order of day, month and year, where the file allows more than one.
    package var dates: DateOrder?
    /// What the main column counts, where its names do not tell.
    package var measure: Measure?
    /// The calendar of the file's symbols, where it is not to be found in their sessions.
    package var calendar: TradingCalendar?

    package init(symbol: String? = nil, dates: DateOrder? = nil, calendar: TradingCalendar? = nil) {
        self.symbol = symbol
        self.dates = dates
        self.calendar = calendar
    }
}

/// Files of prices as the world writes them. What a file holds is found out from its content; see `LayoutFinder`.
package enum PriceFile {
    /// Reads the instruments of one file.
    ///
    /// One file is one instrument, named after the file in lower case without a leading `^`, `.` or `$`, unless it has
    /// a column of symbols, or names them in a second header row.
    /// - Parameters:
    ///   - bytes: the file's content.
    ///   - path: the file as the user named it, for its symbol and for messages.
    /// - Throws: `notPrices` for a file that holds none, `ambiguousDates` where day and month can be exchanged.
    package static func read(
        _ bytes: [UInt8], path: String, options: ImportOptions = ImportOptions()
    ) throws(StoreError) -> [Instrument] {
        try read(bytes.span, path: path, options: options)
    }

    /// The same for bytes that stand somewhere else, such as a mapped file.
    package static func read(
        _ bytes: Span<UInt8>, path: String, options: ImportOptions = ImportOptions()
    ) throws(StoreError) -> [Instrument] {
        try read(bytes, path: path, options: options, ImportWorkspace())
    }

    static func read(
        _ bytes: Span<UInt8>, path: String, options: ImportOptions, _ workspace: ImportWorkspace
    ) throws(StoreError) -> [Instrument] {
        if let text = utf16(bytes) { return try read(text.span, path: path, options: options, workspace) }
        if let refusal = Refusal.of(bytes, path: path) { throw refusal }
        let start = contentStart(bytes)
        if start > 0 || bytes[bytes.count - 1] != Byte.newline || usesOldLineEnds(bytes) {
            return try readPlain(plain(bytes, from: start).span, path: path, options: options, workspace)
        }
        return try readPlain(bytes, path: path, options: options, workspace)
    }

    /// - Precondition: the bytes end with a line end.
    private static func readPlain(
        _ bytes: Span<UInt8>, path: String, options: ImportOptions, _ workspace: ImportWorkspace
    ) throws(StoreError) -> [Instrument] {
        let layout = try LayoutFinder(path: path).find(bytes, total: bytes.count)
        let found = try unsafe bytes.withUnsafeBufferPointer { (all) throws(StoreError) -> [Instrument]? in
            try instruments(layout, path: path, options: options) { layout in
                var reader = RowReader(layout, workspace)
                unsafe reader.read(UnsafeBufferPointer(rebasing: all[layout.dataStart...]))
                var parts = [reader.finish()]
                return RowHarvest(
                    joining: &parts, width: layout.values.count, firstLine: layout.dataLine,
                    memory: workspace.memory)
            }
        }
        guard let found else { preconditionFailure("the rows were read") }
        return found
    }

    /// Makes instruments of a file whose layout is known.
    ///
    /// - Parameter harvest: reads the file's rows, and again where the layout turns out to be another; nil, as then the
    ///   outcome is, where it cannot.
    static func instruments(
        _ layout: Layout, path: String, options: ImportOptions, _ harvest: (Layout) throws(StoreError) -> RowHarvest?
    ) throws(StoreError) -> [Instrument]? {
        guard let rows = try harvest(layout) else { return nil }
        var assembly = Assembly(path: path, layout: layout, options: options, harvest: rows)
        var instruments = try assembly.instruments()
        if assembly.isConflicted {
            // Several rows a day: perhaps a column of words says whose they are.
            var other = layout
            other.symbolField = layout.symbolField == nil ? layout.spareSymbolField : nil
            guard other.symbolField != nil else { throw severalRows(layout, path: path) }
            other.takesTurns = true
            guard let rows = try harvest(other) else { return nil }
            assembly = Assembly(path: path, layout: other, options: options, harvest: rows)
            instruments = try assembly.instruments()
            if assembly.isConflicted { throw severalRows(layout, path: path) }
        }
        return try named(instruments, path: path, options: options)
    }

    private static func severalRows(_ layout: Layout, path: String) -> StoreError {
        StoreError(
            .notPrices, file: path, line: layout.dataLine,
            "the file has several lines with other values for most of its dates, as bars within a day have or "
                + "symbols without a column that names them; a price file has one line a session and symbol")
    }

    /// Gives the one instrument the symbol that was asked for, or picks it out of several.
    private static func named(
        _ instruments: [Instrument], path: String, options: ImportOptions
    ) throws(StoreError) -> [Instrument] {
        guard let wanted = options.symbol.flatMap({ SymbolText.key($0) }) else { return instruments }
        if let same = instruments.first(where: { $0.symbol == wanted }) { return [same] }
        guard instruments.count == 1, let only = instruments.first else {
            let more = instruments.count > 3 ? ", …" : ""
            let list = instruments.prefix(3).map(\.symbol).joined(separator: ", ") + more
            throw StoreError(
                .notPrices, file: path,
                "the file holds \(instruments.count) symbols (\(list)) and none is `\(wanted)`",
                advice: "load \"\(path)\"")
        }
        return [
            Instrument(
                symbol: wanted, name: WellKnown.name(of: wanted) ?? only.name, axis: only.axis, columns: only.columns,
                mainColumn: only.mainColumn, frequency: only.frequency, calendar: only.calendar,
                provenance: only.provenance)
        ]
    }

    /// Whether a byte-order mark says that the content is UTF-16, as spreadsheets save "Unicode text".
    static func isUTF16(_ bytes: Span<UInt8>) -> Bool {
        bytes.count >= 2 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF))
    }

    /// The content as UTF-8 where it is UTF-16.
    private static func utf16(_ bytes: Span<UInt8>) -> [UInt8]? {
        guard isUTF16(bytes) else { return nil }
        let low = bytes[0] == 0xFF ? 0 : 1
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for index in 1..<max(1, bytes.count / 2) {
            units.append(UInt16(bytes[2 * index + low]) | UInt16(bytes[2 * index + 1 - low]) << 8)
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    /// The position behind a byte-order mark.
    static func contentStart(_ bytes: Span<UInt8>) -> Int {
        bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
    }

    /// Whether lines end with a carriage return alone.
    static func usesOldLineEnds(_ bytes: Span<UInt8>) -> Bool {
        for index in 0..<min(bytes.count, Sample.mostBytes) {
            if bytes[index] == Byte.newline { return false }
            if bytes[index] == Byte.carriageReturn, index + 1 < bytes.count, bytes[index + 1] != Byte.newline {
                return true
            }
        }
        return false
    }

    /// The content without its byte-order mark, with a line end at its end and no other line ends than that.
    private static func plain(_ bytes: Span<UInt8>, from start: Int) -> [UInt8] {
        let isOld = usesOldLineEnds(bytes)
        var copy: [UInt8] = []
        copy.reserveCapacity(bytes.count - start + 1)
        for index in start..<bytes.count {
            let byte = bytes[index]
            copy.append(isOld && byte == Byte.carriageReturn ? Byte.newline : byte)
        }
        copy.append(Byte.newline)
        return copy
    }
}
