/// The symbols of a file's rows, found again by their bytes without making text of them.
struct SymbolTable {
    /// The fields of the symbols as they were written first, one behind the other, and where each begins.
    private var written: [UInt8] = []
    private var starts = [0]
    /// For each symbol the one that followed it last: files repeat their symbols in the same order.
    private var successors: [Int] = []
    private var indices: [String: Int] = [:]
    private(set) var keys: [String] = []

    /// The symbol whose field begins at the position, if it is the one expected after another; and where it ends.
    @inline(__always)
    func expected(
        after symbol: Int, _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, delimiter: UInt8
    ) -> (symbol: Int, end: Int)? {
        guard symbol >= 0 else { return nil }
        if let end = unsafe end(of: symbol, bytes, at: position, delimiter) { return (symbol, end) }
        let next = successors[symbol]
        return unsafe end(of: next, bytes, at: position, delimiter).map { (next, $0) }
    }

    @inline(__always)
    private func end(
        of symbol: Int, _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, _ delimiter: UInt8
    ) -> Int? {
        let start = starts[symbol]
        let length = starts[symbol &+ 1] &- start
        let end = position &+ length
        guard end < bytes.count else { return nil }
        // Only a whole field counts.
        let follows = unsafe bytes[end]
        guard follows == delimiter || follows == Byte.newline || follows == Byte.carriageReturn else { return nil }
        for index in 0..<length where unsafe written[start &+ index] != bytes[position &+ index] { return nil }
        return end
    }

    /// The index of a symbol by its text, which is entered if it is new.
    mutating func index(of text: String, field: [UInt8], after symbol: Int) -> Int {
        let key = SymbolText.key(text) ?? ""
        let index = indices[key] ?? keys.count
        if index == keys.count {
            indices[key] = index
            keys.append(key)
            written += field
            starts.append(written.count)
            successors.append(index)
        }
        if symbol >= 0 { successors[symbol] = index }
        return index
    }
}
