/// How often something occurred, and where first.
struct Tally {
    static let linesKept = 3

    private(set) var count = 0
    private(set) var lines: [Int] = []
    /// The first occurrence, as written.
    private(set) var example: String?

    mutating func add(line: Int) {
        count += 1
        if lines.count < Self.linesKept { lines.append(line) }
    }

    mutating func add(line: Int, example: @autoclosure () -> String) {
        if count == 0 { self.example = example() }
        add(line: line)
    }

    /// Adds the count of a later part of the file.
    mutating func add(_ later: Tally, linesBefore: Int) {
        if count == 0 { example = later.example }
        count += later.count
        lines += later.lines.prefix(Self.linesKept - lines.count).map { $0 + linesBefore }
    }

    /// `lines 3, 17 and 40`, preceded by `first in` if there are more.
    var place: String {
        let list = lines.map(String.init)
        guard let last = list.last else { return "" }
        guard list.count > 1 else { return "line \(last)" }
        return (count > list.count ? "first in lines " : "lines ") + list.dropLast().joined(separator: ", ")
            + " and \(last)"
    }
}

/// Adjacent rows of one symbol in the file, in order, column by column.
struct Segment: Sendable {
    /// See `WrittenDate`.
    var dates: [Int32]
    /// One column per value of the layout, each as long as the dates; NaN is missing.
    var columns: [NumberBlock]
    /// How many numbers each column has, and how many of them are zero or less.
    var present: [Int]
    var nonPositive: [Int]
}

/// The rows of one symbol.
struct SymbolRows: Sendable {
    /// The key; nil if the file has no column of symbols.
    var symbol: String?
    var title: String?
    var segments: [Segment] = []

    var allDates: [Int32] { segments.count == 1 ? segments[0].dates : segments.flatMap(\.dates) }
}

/// The parsed rows of a file or a part of it. Lines are counted from 0 until the parts are joined.
struct ParsedRows: Sendable {
    /// The symbols, in order of occurrence.
    var symbols: [SymbolRows] = []
    /// All symbols found, including those without a whole row.
    var keys: [String] = []
    /// Missing numbers, by value of the layout.
    var missing: [Tally]
    var notNumbers: [Tally]
    var badDates = Tally()
    var emptyRows = Tally()
    var shortRows = Tally()
    var noSymbol = Tally()
    /// The number of dates without a clear order; the first of them with different readings in two orders; for each
    /// order, the first line that contradicts it.
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
