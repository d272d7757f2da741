import TapeTime

/// Builds instruments from the parsed rows.
struct Assembly {
    let path: String
    let layout: FileLayout
    let options: ImportOptions
    let parsed: ParsedRows
    /// How many rows were replaced by a later one with the same date and other values.
    private(set) var conflicts = 0
    /// The sessions of the previous instrument: the next one usually has the same.
    private var known: Sessions?

    init(path: String, layout: FileLayout, options: ImportOptions, parsed: ParsedRows) {
        self.path = path
        self.layout = layout
        self.options = options
        self.parsed = parsed
    }

    /// Whether too many rows were replaced for a file with one row per session.
    var isConflicted: Bool { conflicts * 3 > parsed.rowCount }

    mutating func instruments() throws(StoreError) -> [Instrument] {
        try refuseLists()
        var fileRemarks = layout.remarks
        let order = try DateOrderFinder(path: path, options: options, parsed: parsed).find(&fileRemarks)
        fileRemarks += self.fileRemarks()
        if parsed.symbols.count > 1 { fileRemarks = fileRemarks.map { "In the whole file: \($0)" } }
        let groups = Self.groups(of: layout.values)
        var instruments: [Instrument] = []
        for rows in parsed.symbols {
            guard let segment = rows.segments.first else { continue }
            for group in groups {
                var key = group.symbol ?? rows.symbol ?? ""
                if key.isEmpty { key = SymbolText.key(ofFile: path) }
                let made = instrument(
                    key, rows.title, segment, isWhole: groups.count == 1, group.values, order, fileRemarks)
                if let made { instruments.append(made) }
            }
        }
        guard !instruments.isEmpty else {
            throw Refusal.noColumns(path: path, line: layout.dataLine, found: "no line has both a date and a number")
        }
        return instruments
    }

    /// A list of companies has one line per symbol and no price.
    private func refuseLists() throws(StoreError) {
        guard layout.symbolField != nil, parsed.symbols.count > 1 else { return }
        let rows = parsed.symbols.reduce(0) { $0 + $1.segments.reduce(0) { $0 + $1.dates.count } }
        guard rows < 2 * parsed.symbols.count, !layout.values.contains(where: { Self.prices.contains($0.name) }) else {
            return
        }
        throw Refusal.noColumns(
            path: path, line: layout.dataLine,
            found: "the file has one line per symbol and no column of prices "
                + layout.values.prefix(3).map { "`\($0.name)`" }.joined(separator: ", "))
    }

    /// The columns of each instrument, as indices into the layout's values.
    private static func groups(of values: [FileLayout.Value]) -> [(symbol: String?, values: [Int])] {
        var groups: [(symbol: String?, values: [Int])] = []
        var known: [String?: Int] = [:]
        for (index, value) in values.enumerated() {
            if let group = known[value.symbol] {
                groups[group].values.append(index)
            } else {
                known[value.symbol] = groups.count
                groups.append((value.symbol, [index]))
            }
        }
        return groups
    }

    /// - Parameter isWhole: whether the segment's columns are all the instrument's.
    private mutating func instrument(
        _ key: String, _ title: String?, _ segment: Segment, isWhole: Bool, _ group: [Int], _ order: DateOrder,
        _ fileRemarks: [String]
    ) -> Instrument? {
        var remarks = fileRemarks
        var days = segment.dates
        var rows: [Int]?
        if parsed.openDates > 0 || !isWhole || (known?.axis.days != days && !Self.ascends(days)) {
            let sessions = SessionSorter(segment, group, order, isWhole: isWhole)
            remarks += sessions.remarks
            conflicts += sessions.conflicts
            days = sessions.days
            rows = sessions.rows
        }
        guard !days.isEmpty else { return nil }
        var columns: [(name: String, column: Column)] = []
        for value in group {
            let name = layout.values[value].name
            guard segment.present[value] > 0 else {
                remarks.append("The column `\(name)` is empty and was left out.")
                continue
            }
            var numbers = segment.columns[value]
            if let rows { numbers.keep(rows) }
            columns.append((name, Column(numbers)))
            if segment.nonPositive[value] > 0, Self.prices.contains(name) {
                // The count also includes replaced rows, so count again.
                let count =
                    rows == nil ? segment.nonPositive[value] : Self.nonPositive(columns[columns.count - 1].column)
                guard count > 0 else { continue }
                remarks.append(
                    "\(counted(count, "value")) of `\(name)` \(count == 1 ? "is" : "are") zero or less.")
            }
        }
        guard let main = Self.mainColumn(columns.map(\.name)) else { return nil }
        remarks += PriceFaults.remarks(days, columns)
        if main != "close", main != "adjclose", columns.count > 1 {
            remarks.append("The file has no close; a bare symbol means its first column, `\(main)`.")
        }
        let sessions = sessions(days)
        let isSparse = sessions.frequency != .day && Self.areEvents(main, columns)
        return Instrument(
            symbol: key, name: title ?? WellKnown.name(of: key), axis: sessions.axis, columns: columns,
            mainColumn: main, frequency: isSparse ? nil : sessions.frequency, calendar: sessions.calendar,
            provenance: Provenance(file: path, format: layout.format, remarks: remarks))
    }

    private typealias Sessions = (axis: Axis, frequency: CalendarUnit?, calendar: TradingCalendar)

    private mutating func sessions(_ days: [Int32]) -> Sessions {
        if let known, known.axis.days == days { return known }
        let axis = Axis(days)
        let frequency = CalendarUnit(spacingOf: days)
        let found = options.calendar ?? (frequency == .day ? TradingCalendar(of: days) : .nyse)
        let fresh = (axis: axis, frequency: frequency, calendar: found)
        known = fresh
        return fresh
    }

    private static let prices: Set<String> = ["open", "high", "low", "close", "adjclose"]

    /// Whether the file lists events and not values: dividends, splits, or a flag that is always 1.
    private static func areEvents(_ main: String, _ columns: [(name: String, column: Column)]) -> Bool {
        if eventNames.contains(main) { return true }
        guard let column = columns.first(where: { $0.name == main })?.column else { return false }
        return column.read { values in
            for index in values.indices where values[index] != 1 && !values[index].isNaN { return false }
            return true
        }
    }

    private static let eventNames: Set<String> = [
        "dividend", "dividends", "cash_dividend", "dividend_amount", "div", "distribution", "split", "splits",
        "stock_splits", "split_ratio", "eps", "reported_eps", "eps_actual", "event", "events", "flag",
    ]

    private static func nonPositive(_ column: Column) -> Int {
        column.read { values in values.indices.count { values[$0] <= 0 } }
    }

    private static func ascends(_ days: [Int32]) -> Bool {
        var ascends = true
        for index in days.indices.dropFirst() { ascends = ascends && days[index - 1] < days[index] }
        return ascends
    }

    private static func mainColumn(_ names: [String]) -> String? {
        for wanted in ["close", "adjclose"] where names.contains(wanted) { return wanted }
        return names.first
    }

    private func fileRemarks() -> [String] {
        var remarks: [String] = []
        func add(_ tally: Tally, _ one: String, _ what: String) {
            guard tally.count > 0 else { return }
            remarks.append("\(counted(tally.count, one)) \(what) (\(tally.place)).")
        }
        let example = parsed.badDates.example.map { $0.isEmpty ? "nothing" : "`\($0)`" } ?? ""
        add(parsed.noSymbol, "line", "without a symbol left out")
        add(parsed.badDates, "line", "with \(example) as a date left out")
        add(parsed.emptyRows, "line", "with a date but no value left out")
        add(parsed.shortRows, "line", "with too few fields")
        for (index, value) in layout.values.enumerated() {
            let words = parsed.notNumbers[index]
            add(words, "value", "of `\(value.name)` not a number, such as `\(words.example ?? "")`")
            // A value that is not a number also counts as missing; a column without any value is reported separately.
            let missing = parsed.missing[index]
            let rows = parsed.rowCount - parsed.badDates.count - parsed.emptyRows.count
            if missing.count > words.count, missing.count < rows, value.symbol == nil {
                add(missing, "value", "of `\(value.name)` missing")
            }
        }
        return remarks
    }
}

/// Sorts the rows of one instrument by day and merges duplicates.
struct SessionSorter {
    /// The days, ascending, without duplicates.
    private(set) var days: [Int32] = []
    /// For each session, the row it comes from.
    private(set) var rows: [Int] = []
    private(set) var remarks: [String] = []
    /// How many rows were replaced by a later one with the same date and other values.
    private(set) var conflicts = 0

    /// - Parameter isWhole: whether the group has all columns; otherwise rows without a value in the group are skipped.
    init(_ segment: Segment, _ group: [Int], _ order: DateOrder, isWhole: Bool) {
        var unsorted: [(day: Int32, row: Int)] = []
        unsorted.reserveCapacity(segment.dates.count)
        for (row, bits) in segment.dates.enumerated() {
            guard let day = WrittenDate(bits: bits).day(in: order) else { continue }
            if !isWhole, group.allSatisfy({ segment.columns[$0][row].isNaN }) { continue }
            unsorted.append((day.number, row))
        }
        if let first = unsorted.first, let last = unsorted.last, first.day > last.day { unsorted.reverse() }
        let backwards = zip(unsorted, unsorted.dropFirst()).count { $0.day > $1.day }
        if backwards > 0 {
            let which = backwards == 1 ? "one goes" : "\(backwards) go"
            remarks.append("The lines were not in date order (\(which) back) and were sorted.")
        }
        // The rows are usually in order now, so sorting is quick. Rows of one day keep the order of the file.
        unsorted.sort { $0 < $1 }
        var equal = 0
        days.reserveCapacity(unsorted.count)
        rows.reserveCapacity(unsorted.count)
        for (day, row) in unsorted {
            guard days.last == day, let before = rows.last else {
                days.append(day)
                rows.append(row)
                continue
            }
            let isSame = group.allSatisfy { value in
                let left = segment.columns[value][before]
                let right = segment.columns[value][row]
                return left == right || (left.isNaN && right.isNaN)
            }
            if isSame { equal += 1 } else { conflicts += 1 }
            rows[rows.count - 1] = row
        }
        if equal > 0 {
            remarks.append("\(counted(equal, "line")) with a repeated date and the same values merged.")
        }
        if conflicts > 0 {
            remarks.append(
                "\(counted(conflicts, "line")) replaced by a later one with the same date and other values.")
        }
    }
}
