import TapeSystem

/// One thread's buffers for reading files. They are reused from file to file, because memory used before is fast.
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

    /// An array of the dates. The last array is reused if they are the same, as is usual from symbol to symbol.
    func dates(_ rows: UnsafeBufferPointer<Int32>) -> [Int32] {
        let isSame = unsafe lastDates.withUnsafeBytes { last in
            unsafe last.count == rows.count * 4 && memcmp(last.baseAddress!, rows.baseAddress!, last.count) == 0
        }
        if !isSame { lastDates = unsafe Array(rows) }
        return lastDates
    }
}

/// The rows of the symbol being read, column by column, in memory that the next symbol reuses: while a long file is
/// read, only finished columns need new memory.
@safe
final class RowScratch {
    /// A symbol's rows are passed on at this number, so that this memory stays in the cache. A daily history has fewer.
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

    /// Doubles the capacity and keeps the first `count` rows.
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

    /// Returns the first rows and starts over.
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

    /// How many values are numbers, and how many of these are zero or less.
    private static func tally(_ values: UnsafePointer<Double>, _ count: Int) -> (present: Int, nonPositive: Int) {
        // Most columns are all positive, which is checked four numbers at a time.
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
