import TapeTime

/// Reads price files in common formats. The layout is found from the content; see `LayoutFinder`.
package enum PriceFile {
    /// Reads the instruments of one file.
    ///
    /// One file is one instrument, named after the file in lower case without a leading `^`, `.` or `$`, unless it has
    /// a column of symbols, or names them in a second header row.
    /// - Parameters:
    ///   - bytes: the content of the file.
    ///   - path: the file as the user named it, for its symbol and for messages.
    /// - Throws: `notPrices` for a file without prices, `ambiguousDates` if day and month can be swapped.
    package static func read(
        _ bytes: [UInt8], path: String, options: ImportOptions = ImportOptions()
    ) throws(StoreError) -> [Instrument] {
        try read(bytes.span, path: path, options: options)
    }

    /// The same for bytes held elsewhere, such as a mapped file.
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
        if start > 0 || bytes[bytes.count - 1] != ASCII.newline || usesOldLineEnds(bytes) {
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
                return ParsedRows(
                    joining: &parts, width: layout.values.count, firstLine: layout.dataLine,
                    memory: workspace.memory)
            }
        }
        guard let found else { preconditionFailure("the rows must have been read") }
        return found
    }

    /// Builds the instruments of a file whose layout is known.
    ///
    /// - Parameter readRows: reads the file's rows, a second time if the layout turns out to be different; if it
    ///   returns nil, so does this function.
    static func instruments(
        _ layout: FileLayout, path: String, options: ImportOptions,
        _ readRows: (FileLayout) throws(StoreError) -> ParsedRows?
    ) throws(StoreError) -> [Instrument]? {
        guard let rows = try readRows(layout) else { return nil }
        var assembly = Assembly(path: path, layout: layout, options: options, parsed: rows)
        var instruments = try assembly.instruments()
        if assembly.isConflicted {
            // Several rows per day: perhaps a column of words holds their symbols.
            var other = layout
            other.symbolField = layout.symbolField == nil ? layout.spareSymbolField : nil
            guard other.symbolField != nil else { throw severalRows(layout, path: path) }
            other.isInterleaved = true
            guard let rows = try readRows(other) else { return nil }
            assembly = Assembly(path: path, layout: other, options: options, parsed: rows)
            instruments = try assembly.instruments()
            if assembly.isConflicted { throw severalRows(layout, path: path) }
        }
        return try named(instruments, path: path, options: options)
    }

    private static func severalRows(_ layout: FileLayout, path: String) -> StoreError {
        StoreError(
            .notPrices, file: path, line: layout.dataLine,
            "the file has several lines with different values for most dates; intraday bars, or symbols "
                + "without a column that names them, cannot be read: each session and symbol must have one line")
    }

    /// Gives a single instrument the requested symbol, or selects it from several.
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
                "no symbol `\(wanted)` in the file, which has \(instruments.count) symbols (\(list))",
                advice: "load \"\(path)\"")
        }
        return [
            Instrument(
                symbol: wanted, name: WellKnown.name(of: wanted) ?? only.name, axis: only.axis, columns: only.columns,
                mainColumn: only.mainColumn, frequency: only.frequency, calendar: only.calendar,
                provenance: only.provenance)
        ]
    }

    /// Whether a byte-order mark shows that the content is UTF-16, as when spreadsheets save "Unicode text".
    static func isUTF16(_ bytes: Span<UInt8>) -> Bool {
        bytes.count >= 2 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF))
    }

    /// The content as UTF-8 if it is UTF-16.
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

    /// The position after a byte-order mark.
    static func contentStart(_ bytes: Span<UInt8>) -> Int {
        bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
    }

    /// Whether lines end with only a carriage return.
    static func usesOldLineEnds(_ bytes: Span<UInt8>) -> Bool {
        for index in 0..<min(bytes.count, FirstLines.mostBytes) {
            if bytes[index] == ASCII.newline { return false }
            if bytes[index] == ASCII.carriageReturn, index + 1 < bytes.count, bytes[index + 1] != ASCII.newline {
                return true
            }
        }
        return false
    }

    /// The content without its byte-order mark, with a final line end, and only line feeds as line ends.
    private static func plain(_ bytes: Span<UInt8>, from start: Int) -> [UInt8] {
        let isOld = usesOldLineEnds(bytes)
        var copy: [UInt8] = []
        copy.reserveCapacity(bytes.count - start + 1)
        for index in start..<bytes.count {
            let byte = bytes[index]
            copy.append(isOld && byte == ASCII.carriageReturn ? ASCII.newline : byte)
        }
        copy.append(ASCII.newline)
        return copy
    }
}
