import Glibc
import Tape

/// The flat file of the C floor: "TPB1", counts, then sections at multiples of 64: the calendar (Int32), names of 16
/// bytes, row offsets (UInt64), the session of each row (UInt16), open, high, low, close (Double), volume (Int64).
struct PriceFileLayout {
    var symbols: Int
    var sessionCount: Int
    var rows: Int
    var calendar = 0
    var names = 0
    var offsets = 0
    var sessions = 0
    var columns: [Int] = []

    init(symbols: Int, sessions count: Int, rows: Int) {
        self.symbols = symbols
        self.sessionCount = count
        self.rows = rows
        var end = 24
        func section(_ bytes: Int) -> Int {
            let start = (end + 63) / 64 * 64
            end = start + bytes
            return start
        }
        calendar = section(4 * count)
        names = section(16 * symbols)
        offsets = section(8 * (symbols + 1))
        sessions = section(2 * rows)
        for _ in 0..<5 { columns.append(section(8 * rows)) }
    }

    var header: [UInt8] {
        let numbers = [UInt32(symbols), UInt32(sessionCount), 0, UInt32(rows), 0]
        return Array("TPB1".utf8)
            + numbers.flatMap { number in
                (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
            }
    }
}

/// A buffered file to write.
@safe
final class OutputFile {
    private let file: UnsafeMutablePointer<FILE>

    init(_ path: String) {
        guard let opened = unsafe fopen(path, "wb") else {
            print("cannot write \(path)")
            exit(1)
        }
        unsafe file = opened
    }

    deinit { unsafe fclose(file) }

    func put(_ text: String) { put(Array(text.utf8)) }

    func put<Element: BitwiseCopyable>(_ values: [Element]) {
        unsafe values.withUnsafeBytes { bytes in _ = unsafe fwrite(bytes.baseAddress, 1, bytes.count, file) }
    }

    func place<Element: BitwiseCopyable>(_ values: [Element], at offset: Int) {
        unsafe fseek(file, offset, SEEK_SET)
        put(values)
    }
}

/// A market from a flat file: columns in memory, axes shared.
func market(from path: String) -> Market {
    guard let file = unsafe fopen(path, "rb") else {
        print("cannot read \(path)")
        exit(1)
    }
    defer { unsafe fclose(file) }
    func read<Element: BitwiseCopyable>(_ zero: Element, _ count: Int, at offset: Int) -> [Element] {
        unsafe fseek(file, offset, SEEK_SET)
        return unsafe [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = unsafe fread(buffer.baseAddress, MemoryLayout<Element>.stride, count, file)
        }
    }
    let counts = read(UInt32(0), 2, at: 4)
    let rows = Int(read(UInt64(0), 1, at: 16)[0])
    let layout = PriceFileLayout(symbols: Int(counts[0]), sessions: Int(counts[1]), rows: rows)
    let calendar = read(Int32(0), layout.sessionCount, at: layout.calendar)
    let names = read(UInt8(0), 16 * layout.symbols, at: layout.names)
    let offsets = read(UInt64(0), layout.symbols + 1, at: layout.offsets).map { Int($0) }
    var market = Market()
    var symbols: [String] = []
    for symbol in 0..<layout.symbols {
        let range = offsets[symbol]..<offsets[symbol + 1]
        let name = names[16 * symbol..<16 * symbol + 16].prefix { $0 != 0 }
        let key = String(decoding: name, as: UTF8.self).lowercased()
        let sessions = read(UInt16(0), range.count, at: layout.sessions + 2 * range.lowerBound)
        let columns = zip(["open", "high", "low", "close"], layout.columns).map { name, start in
            (name: name, values: read(0.0, range.count, at: start + 8 * range.lowerBound))
        }
        let volume = read(Int64(0), range.count, at: layout.columns[4] + 8 * range.lowerBound)
        market.add(
            Instrument(
                symbol: key, name: nil, days: sessions.map { Day(calendar[Int($0)]) },
                columns: columns + [("volume", volume.map { Double($0) })]))
        symbols.append(key)
    }
    market.setGroup("all", members: symbols.filter { $0 != "bench" })
    return market
}
