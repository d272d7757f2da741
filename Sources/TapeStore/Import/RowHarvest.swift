/// How often something was met, and where first.
struct Tally {
    static let linesKept = 3

    private(set) var count = 0
    private(set) var lines: [Int] = []
    /// The first thing met, as it is written.
    private(set) var example: String?

    mutating func add(line: Int) {
        count += 1
        if lines.count < Self.linesKept { lines.append(line) }
    }

    mutating func add(line: Int, example: @autoclosure () -> String) {
        if count == 0 { self.example = example() }
        add(line: line)
    }

    /// `lines 3, 17 and 40`, with `first` in front where there were more.
    var place: String {
        let list = lines.map(String.init)
        guard let last = list.last else { return "" }
        guard list.count > 1 else { return "line \(last)" }
        return (count > list.count ? "first in lines " : "lines ") + list.dropLast().joined(separator: ", ")
            + " and \(last)"
    }
}

/// Rows of one symbol that stood together in the file, in their order, column by column.
struct Segment {
    /// See `WrittenDate`.
    var dates: [Int32]
    /// One a value of the layout, each as long as the dates; NaN is missing.
    var columns: [[Double]]
    /// How many numbers each column has, and how many of them are zero or less.
    var present: [Int]
    var nonPositive: [Int]

}

extension Segment {
    /// All rows of a symbol, in the order of the segments; nil where there are none.
    init?(joining segments: [Segment]) {
        guard var whole = segments.first else { return nil }
        for segment in segments.dropFirst() {
            whole.dates += segment.dates
            for index in whole.columns.indices {
                whole.columns[index] += segment.columns[index]
                whole.present[index] += segment.present[index]
                whole.nonPositive[index] += segment.nonPositive[index]
            }
        }
        self = whole
    }
}

/// What the file holds of one symbol.
struct SymbolRows {
    /// The key, or nil where the file has no column of symbols.
    var symbol: String?
    var title: String?
    var segments: [Segment] = []

    var allDates: [Int32] { segments.flatMap(\.dates) }
}

/// What the rows of a file came to.
struct RowHarvest {
    /// In the order in which they are met.
    var symbols: [SymbolRows] = []
    /// By the layout's values.
    var missing: [Tally]
    var notNumbers: [Tally]
    var badDates = Tally()
    var emptyRows = Tally()
    var shortRows = Tally()
    var noSymbol = Tally()
    /// How many dates say their order only together; the first of them that reads differently in two orders; for each
    /// order the first line that contradicts it.
    var openDates = 0
    var doubtful: (date: WrittenDate, line: Int, text: String)?
    var contradictions: [DateOrder: (line: Int, text: String)] = [:]
    var rowCount = 0

    init(width: Int) {
        missing = Array(repeating: Tally(), count: width)
        notNumbers = Array(repeating: Tally(), count: width)
    }
}

/// The rows of the symbol that is being read, column by column, in memory that the next symbol uses again: while a long
/// file is read only the finished columns touch new memory.
@safe
final class RowScratch {
    private let width: Int
    private(set) var capacity: Int
    /// Column `k` begins at `k * capacity`.
    private(set) var values: UnsafeMutablePointer<Double>
    private(set) var dates: UnsafeMutablePointer<Int32>
    /// The number of rows that were appended one by one.
    private(set) var count = 0
    /// The dates of the segment taken last: symbols of one file mostly share them.
    private var lastDates: [Int32] = []

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
    func grow(_ count: Int) {
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
    func take(_ count: Int) -> Segment {
        let rows = unsafe UnsafeBufferPointer(start: dates, count: count)
        if unsafe !lastDates.elementsEqual(rows) { lastDates = unsafe Array(rows) }
        var segment = Segment(dates: lastDates, columns: [], present: [], nonPositive: [])
        for column in 0..<width {
            let numbers = unsafe UnsafeBufferPointer(start: values + column * capacity, count: count)
            var present = 0
            var nonPositive = 0
            for row in 0..<count {
                let number = unsafe numbers[row]
                present &+= number.isNaN ? 0 : 1
                nonPositive &+= number <= 0 ? 1 : 0
            }
            segment.columns.append(unsafe Array(numbers))
            segment.present.append(present)
            segment.nonPositive.append(nonPositive)
        }
        self.count = 0
        return segment
    }
}
