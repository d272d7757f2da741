import TapeSystem

/// Recognises files that are not price files by their first bytes, so that the message can say what they are.
enum Refusal {
    static let expected =
        "a price file has one line per session, with a date and at least one number, like `2026-01-22,2700.10,2718.77`"

    static func of(_ bytes: Span<UInt8>, path: String) -> StoreError? {
        func refuse(_ found: String, line: Int? = nil, advice: String? = nil) -> StoreError {
            StoreError(.notPrices, file: path, line: line, "\(found); \(expected)", advice: advice)
        }
        var start = 0
        while start < bytes.count, isBlank(bytes[start]) { start += 1 }
        guard start < bytes.count else { return refuse(bytes.isEmpty ? "the file is empty" : "the file is blank") }
        for (kind, advice, magic) in binaries where begins(bytes, with: magic) {
            return refuse("the file is \(kind)", advice: advice)
        }
        if let index = firstZero(bytes) {
            return refuse("the file is binary: byte \(index + 1) is 0", line: line(of: index, in: bytes))
        }
        let lineNumber = line(of: start, in: bytes)
        switch bytes[start] {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            return refuse("the file is JSON", line: lineNumber, advice: "save the prices as CSV")
        case UInt8(ascii: "<") where !isAngledHeader(bytes, start):
            return refuse("the file is a web page or XML", line: lineNumber, advice: "save the prices as CSV")
        default: return nil
        }
    }

    static func noColumns(path: String, line: Int, found: String) -> StoreError {
        StoreError(.notPrices, file: path, line: line, "\(found); \(expected)")
    }

    private static let binaries: [(kind: String, advice: String?, magic: [UInt8])] = [
        ("compressed with gzip", "unpack it first, with `gunzip`", [0x1F, 0x8B]),
        ("a zip archive or a spreadsheet", "unpack it, or export the sheet as CSV", [0x50, 0x4B, 0x03, 0x04]),
        ("an old spreadsheet", "export the sheet as CSV", [0xD0, 0xCF, 0x11, 0xE0]),
        ("a PDF document", nil, [0x25, 0x50, 0x44, 0x46]),
        ("a picture", nil, [0x89, 0x50, 0x4E, 0x47]),
        ("a picture", nil, [0xFF, 0xD8, 0xFF]),
        ("a Parquet table", "save the prices as CSV", [0x50, 0x41, 0x52, 0x31]),
        ("an SQLite database", "save the prices as CSV", [0x53, 0x51, 0x4C, 0x69, 0x74, 0x65, 0x20]),
    ]

    private static func firstZero(_ bytes: Span<UInt8>) -> Int? {
        unsafe bytes.withUnsafeBufferPointer { all in
            let found = unsafe memchr(all.baseAddress!, 0, min(all.count, 65_536))
            return unsafe found.map { unsafe UnsafeRawPointer($0) - UnsafeRawPointer(all.baseAddress!) }
        }
    }

    private static func begins(_ bytes: Span<UInt8>, with magic: [UInt8]) -> Bool {
        guard bytes.count >= magic.count else { return false }
        for index in 0..<magic.count where bytes[index] != magic[index] { return false }
        return true
    }

    /// `<TICKER>,<PER>,<DATE>` is a Stooq header, not a web page.
    private static func isAngledHeader(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        var position = start + 1
        while position < bytes.count, ASCII.isLetter(bytes[position]) || ASCII.isDigit(bytes[position]) {
            position += 1
        }
        guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: ">") else { return false }
        let next = bytes[position + 1]
        return next == ASCII.comma || next == UInt8(ascii: ";") || next == ASCII.tab
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        ASCII.isBlank(byte) || byte == ASCII.newline || byte == ASCII.carriageReturn
    }

    static func line(of position: Int, in bytes: Span<UInt8>) -> Int {
        var line = 1
        for index in 0..<min(position, bytes.count) where bytes[index] == ASCII.newline { line += 1 }
        return line
    }
}
