import TapeSystem

/// What one thread reads files with. It is used again from file to file: memory that was touched before is fast.
@safe
final class ImportWorkspace {
    let memory = ColumnMemory()
    /// The bytes that are being read.
    var buffer: [UInt8] = []
    private var scratch: RowScratch?
    private var lastDates: [Int32] = []

    func scratch(width: Int, capacity: Int) -> RowScratch {
        if let scratch, scratch.width == width, scratch.capacity >= capacity { return scratch }
        let fresh = RowScratch(width: width, capacity: capacity)
        scratch = fresh
        return fresh
    }

    /// An array of the dates: the last one again where they are the same, as they mostly are from symbol to symbol.
    func dates(_ rows: UnsafeBufferPointer<Int32>) -> [Int32] {
        let isSame = unsafe lastDates.withUnsafeBytes { last in
            unsafe last.count == rows.count * 4 && memcmp(last.baseAddress!, rows.baseAddress!, last.count) == 0
        }
        if !isSame { lastDates = unsafe Array(rows) }
        return lastDates
    }
}

/// The rows of the symbol that is being read, column by column, in memory that the next symbol uses again: while a long
/// file is read only the finished columns touch new memory.
@safe
final class RowScratch {
    /// A symbol's rows are handed over when there are so many: the next ones then find this memory in the cache. A
    /// daily history has fewer.
    static let mostRows = 16_384

    let width: Int
    private(set) var capacity: Int
    /// Column `k` begins at `k * capacity`.
    private(set) var values: UnsafeMutablePointer<Double>
    private(set) var dates: UnsafeMutablePointer<Int32>
    /// The number of rows that were appended one by one.
    private(set) var count = 0

    init(width: Int, capacity: Int) {
        self.width = width
        self.capacity = capacity
        unsafe values = .allocate(capacity: width * capacity)
        unsafe dates = .allocate(capacity: capacity)
    }

    deinit {
        unsafe values.deallocate()
        unsafe dates.deallocate()
    }

    /// Makes room for twice as many rows, of which so many stand.
    private func grow(_ count: Int) {
        let wider = capacity * 2
        let newValues = UnsafeMutablePointer<Double>.allocate(capacity: width * wider)
        let newDates = UnsafeMutablePointer<Int32>.allocate(capacity: wider)
        for column in 0..<width {
            unsafe (newValues + column * wider).update(from: values + column * capacity, count: count)
        }
        unsafe newDates.update(from: dates, count: count)
        unsafe values.deallocate()
        unsafe dates.deallocate()
        unsafe values = newValues
        unsafe dates = newDates
        capacity = wider
    }

    /// Adds a row of another scratch of the same width.
    func append(rowAt row: Int, of other: RowScratch) {
        if count == capacity { grow(count) }
        for column in 0..<width {
            unsafe values[column * capacity + count] = other.values[column * other.capacity + row]
        }
        unsafe dates[count] = other.dates[row]
        count += 1
    }

    /// Hands over the first rows and begins anew.
    func take(_ count: Int, _ workspace: ImportWorkspace) -> Segment {
        let rows = unsafe UnsafeBufferPointer(start: dates, count: count)
        var segment = unsafe Segment(dates: workspace.dates(rows), columns: [], present: [], nonPositive: [])
        for column in 0..<width {
            let tally = unsafe Self.tally(values + column * capacity, count)
            let block = workspace.memory.block(count)
            unsafe block.set(values + column * capacity, count, at: 0)
            segment.columns.append(block)
            segment.present.append(tally.present)
            segment.nonPositive.append(tally.nonPositive)
        }
        self.count = 0
        return segment
    }

    /// How many numbers there are among the values, and how many of them are zero or less.
    private static func tally(_ values: UnsafePointer<Double>, _ count: Int) -> (present: Int, nonPositive: Int) {
        // Most columns are positive from end to end, which is seen of four numbers at a time.
        let fours = unsafe UnsafeRawBufferPointer(start: values, count: count / 4 * 32)
        var isPositive = SIMDMask<SIMD4<Int64>>(repeating: true)
        for place in stride(from: 0, to: fours.count, by: 32) {
            isPositive .&= unsafe fours.loadUnaligned(fromByteOffset: place, as: SIMD4<Double>.self) .> 0
        }
        if all(isPositive), (count / 4 * 4..<count).allSatisfy({ unsafe values[$0] > 0 }) { return (count, 0) }
        var present = 0
        var nonPositive = 0
        for row in 0..<count {
            present += unsafe values[row].isNaN ? 0 : 1
            nonPositive += unsafe values[row] <= 0 ? 1 : 0
        }
        return (present, nonPositive)
    }
}
