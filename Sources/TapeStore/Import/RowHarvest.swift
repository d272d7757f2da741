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

    /// Adds what was met in a later part of the file.
    mutating func add(_ later: Tally, linesBefore: Int) {
        if count == 0 { example = later.example }
        count += later.count
        lines += later.lines.prefix(Self.linesKept - lines.count).map { $0 + linesBefore }
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
struct Segment: Sendable {
    /// See `WrittenDate`.
    var dates: [Int32]
    /// One a value of the layout, each as long as the dates; NaN is missing.
    var columns: [NumberBlock]
    /// How many numbers each column has, and how many of them are zero or less.
    var present: [Int]
    var nonPositive: [Int]
}

/// What the file holds of one symbol.
struct SymbolRows: Sendable {
    /// The key, or nil where the file has no column of symbols.
    var symbol: String?
    var title: String?
    var segments: [Segment] = []

    var allDates: [Int32] { segments.count == 1 ? segments[0].dates : segments.flatMap(\.dates) }
}

/// What the rows of a file, or of a part of it, came to. Lines are counted from 0 until the parts are joined.
struct RowHarvest: Sendable {
    /// In the order in which they are met.
    var symbols: [SymbolRows] = []
    /// All symbols that were met, also those without a whole row.
    var keys: [String] = []
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
    var lineCount = 0

    init(width: Int) {
        missing = Array(repeating: Tally(), count: width)
        notNumbers = Array(repeating: Tally(), count: width)
    }
}
