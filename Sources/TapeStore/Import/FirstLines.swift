import TapeSystem

/// The first lines of a file, split by one delimiter.
struct FirstLines {
    /// How many bytes and rows are examined to find the layout.
    static let mostBytes = 262_144
    static let mostRows = 200

    struct Row {
        var start: Int
        var line: Int
        var fields: [Field]
    }

    /// Whether a byte occurs in the examined part of the file.
    static func contains(_ delimiter: UInt8, _ bytes: Span<UInt8>) -> Bool {
        unsafe bytes.withUnsafeBufferPointer { all in
            guard let start = all.baseAddress else { return false }
            return unsafe memchr(start, Int32(delimiter), min(all.count, mostBytes / 16)) != nil
        }
    }

    var delimiter: UInt8
    var rows: [Row] = []

    init(_ bytes: Span<UInt8>, delimiter: UInt8) {
        self.delimiter = delimiter
        let splitter = RecordSplitter(delimiter: delimiter)
        var position = 0
        var line = 1
        let end = min(bytes.count, Self.mostBytes)
        while position < end, rows.count < Self.mostRows {
            var fields: [Field] = []
            fields.reserveCapacity(rows.last?.fields.count ?? 0)
            let record = splitter.split(bytes, from: position, into: &fields)
            if fields.contains(where: { !$0.isEmpty }) { rows.append(Row(start: position, line: line, fields: fields)) }
            position = record.next
            line += record.lines
        }
    }
}
