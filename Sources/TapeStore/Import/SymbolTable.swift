/// The symbols of a file's rows, looked up by their bytes without creating strings.
struct SymbolTable {
    /// A symbol's field as first written.
    private struct Written {
        /// The first eight bytes, with those after the field's end as zero, and a mask of those that count.
        var word: UInt64 = 0
        var mask: UInt64 = 0
        let bytes: [UInt8]
        let length: Int
        /// The symbol that last followed this one: files repeat their symbols in the same order.
        var successor: Int

        init(_ bytes: [UInt8], successor: Int) {
            self.bytes = bytes
            length = bytes.count
            self.successor = successor
            for (index, byte) in bytes.prefix(8).enumerated() {
                word |= UInt64(byte) << (8 * index)
                mask |= 0xFF << (8 * index)
            }
        }
    }

    private var written: [Written] = []
    private var indices: [String: Int] = [:]
    private(set) var keys: [String] = []

    /// The symbol whose field begins at the position, if it is the one expected after `symbol`, and where the field
    /// ends.
    @inline(__always)
    func expected(
        after symbol: Int, _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, delimiter: UInt8
    ) -> (symbol: Int, end: Int)? {
        guard symbol >= 0 else { return nil }
        if let end = unsafe end(of: symbol, bytes, at: position, delimiter) { return (symbol, end) }
        let next = written[symbol].successor
        return unsafe end(of: next, bytes, at: position, delimiter).map { (next, $0) }
    }

    @inline(__always)
    private func end(
        of symbol: Int, _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, _ delimiter: UInt8
    ) -> Int? {
        let end = position &+ written[symbol].length
        guard end < bytes.count, position &+ 8 <= bytes.count else { return nil }
        let text = unsafe UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped + position)
        let word = unsafe UInt64(littleEndian: text.loadUnaligned(as: UInt64.self))
        guard word & written[symbol].mask == written[symbol].word else { return nil }
        // It must be the whole field.
        let follows = unsafe bytes[end]
        guard follows == delimiter || follows == ASCII.newline || follows == ASCII.carriageReturn else { return nil }
        if end &- position > 8 {
            for (index, byte) in written[symbol].bytes.enumerated() where unsafe byte != bytes[position &+ index] {
                return nil
            }
        }
        return end
    }

    /// The index of a symbol by its text; a new one is added.
    mutating func index(of text: String, field: [UInt8], after symbol: Int) -> Int {
        let key = SymbolText.key(text) ?? ""
        let index = indices[key] ?? keys.count
        if index == keys.count {
            indices[key] = index
            keys.append(key)
            written.append(Written(field, successor: index))
        }
        if symbol >= 0 { written[symbol].successor = index }
        return index
    }
}
