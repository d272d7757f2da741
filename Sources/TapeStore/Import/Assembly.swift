/// Makes instruments of the rows that were read.
struct Assembly {
    let path: String
    let layout: Layout
    let options: ImportOptions
    let harvest: RowHarvest

    func instruments() throws(StoreError) -> [Instrument] {
        let rows = harvest.symbols.filter { !$0.dates.isEmpty }
        guard !rows.isEmpty else {
            throw Refusal.noColumns(path: path, line: layout.dataLine, found: "no line has both a date and a number")
        }
        var fileRemarks = layout.remarks
        let order = try DateOrderFinder(path: path, options: options, harvest: harvest).find(&fileRemarks)
        fileRemarks += self.fileRemarks()
        let groups = Self.groups(of: layout.values)
        var instruments: [Instrument] = []
        for symbolRows in rows {
            for group in groups {
                let key = group.symbol ?? symbolRows.symbol ?? SymbolText.key(ofFile: path)
                if let made = instrument(
                    key.isEmpty ? SymbolText.key(ofFile: path) : key, symbolRows, group.values, order, fileRemarks)
                {
                    instruments.append(made)
                }
            }
        }
        guard !instruments.isEmpty else {
            throw Refusal.noColumns(path: path, line: layout.dataLine, found: "no line has both a date and a number")
        }
        return instruments
    }

    /// The columns of each instrument of a row, as indices into the layout's values.
    private static func groups(of values: [Layout.Value]) -> [(symbol: String?, values: [Int])] {
        var groups: [(symbol: String?, values: [Int])] = []
        for (index, value) in values.enumerated() {
            if let known = groups.firstIndex(where: { $0.symbol == value.symbol }) {
                groups[known].values.append(index)
            } else {
                groups.append((value.symbol, [index]))
            }
        }
        return groups
    }

    private func instrument(
        _ key: String, _ rows: SymbolRows, _ group: [Int], _ order: DateOrder, _ fileRemarks: [String]
    ) -> Instrument? {
        let width = layout.values.count
        let isWhole = group.count == width
        var days: [Int32] = []
        var kept: [Int] = []
        days.reserveCapacity(rows.dates.count)
        kept.reserveCapacity(rows.dates.count)
        for (row, bits) in rows.dates.enumerated() {
            guard let day = WrittenDate(bits: bits).day(in: order) else { continue }
            // A ticker among several has no session where all its columns are empty.
            if !isWhole, group.allSatisfy({ rows.values[row * width + $0].isNaN }) { continue }
            days.append(day.number)
            kept.append(row)
        }
        guard !days.isEmpty else { return nil }
        var remarks = fileRemarks
        let sorted = SessionSorter(days) { left, right in
            group.allSatisfy { value in
                let before = rows.values[kept[left] * width + value]
                let after = rows.values[kept[right] * width + value]
                return before == after || (before.isNaN && after.isNaN)
            }
        }
        remarks += sorted.remarks
        var columns: [(name: String, column: Column)] = []
        for value in group {
            var hasValue = false
            let column = sorted.positions.map { position in
                let number = rows.values[kept[position] * width + value]
                if !number.isNaN { hasValue = true }
                return number
            }
            let name = layout.values[value].name
            if hasValue {
                columns.append((name, Column(column)))
            } else {
                remarks.append("The column `\(name)` is empty and was left out.")
            }
        }
        guard let main = Self.mainColumn(columns.map(\.name)) else { return nil }
        remarks += self.remarks(on: columns, main: main)
        return Instrument(
            symbol: key, name: rows.title ?? WellKnown.name(of: key), axis: Axis(sorted.days), columns: columns,
            mainColumn: main, frequency: NativeFrequency(of: sorted.days),
            provenance: Provenance(file: path, format: layout.format, remarks: remarks))
    }

    private static func mainColumn(_ names: [String]) -> String? {
        for wanted in ["close", "adjclose"] where names.contains(wanted) { return wanted }
        return names.first
    }

    /// What a reader of the prices should know of them.
    private func remarks(on columns: [(name: String, column: Column)], main: String) -> [String] {
        var remarks: [String] = []
        if main != "close", main != "adjclose", columns.count > 1 {
            remarks.append("The file has no close; a bare symbol means its first column, `\(main)`.")
        }
        for (name, column) in columns where ["open", "high", "low", "close", "adjclose"].contains(name) {
            let count = column.read { values in
                var count = 0
                for index in values.indices where values[index] <= 0 { count += 1 }
                return count
            }
            if count > 0 {
                remarks.append(
                    "\(Self.counted(count, "value")) of `\(name)` \(count == 1 ? "is" : "are") zero or less.")
            }
        }
        return remarks
    }

    private func fileRemarks() -> [String] {
        var remarks: [String] = []
        func add(_ tally: Tally, _ one: String, _ what: String) {
            guard tally.count > 0 else { return }
            remarks.append("\(Self.counted(tally.count, one)) \(what) (\(tally.place)).")
        }
        let example = harvest.badDates.example.map { $0.isEmpty ? "nothing" : "`\($0)`" } ?? ""
        add(harvest.badDates, "line", "with \(example) for a date left out")
        add(harvest.emptyRows, "line", "with a date and no value left out")
        add(harvest.shortRows, "line", "with too few fields")
        for (index, value) in layout.values.enumerated() {
            let words = harvest.notNumbers[index]
            add(words, "value", "of `\(value.name)` not a number, such as `\(words.example ?? "")`")
            // What is no number is missing too; a column without any value is reported as such.
            let missing = harvest.missing[index]
            let rows = harvest.rowCount - harvest.badDates.count - harvest.emptyRows.count
            if missing.count > words.count, missing.count < rows, value.symbol == nil {
                add(missing, "value", "of `\(value.name)` missing")
            }
        }
        return remarks
    }

    static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

/// Puts sessions in order and folds those that stand twice.
struct SessionSorter {
    /// Ascending, none twice.
    private(set) var days: [Int32] = []
    /// For each session the row it is taken from.
    private(set) var positions: [Int] = []
    private(set) var remarks: [String] = []

    /// - Parameter same: whether two rows have the same values.
    init(_ unsorted: [Int32], same: (Int, Int) -> Bool) {
        var rows = Array(unsorted.indices)
        let isAscending = zip(unsorted, unsorted.dropFirst()).allSatisfy { $0 < $1 }
        guard !isAscending else {
            days = unsorted
            positions = rows
            return
        }
        rows.sort { (unsorted[$0], $0) < (unsorted[$1], $1) }
        var equal = 0
        var different = 0
        for row in rows {
            if days.last == unsorted[row] {
                // The rows of one day are in the order of the file: the last one stands.
                if same(positions[positions.count - 1], row) { equal += 1 } else { different += 1 }
                positions[positions.count - 1] = row
            } else {
                days.append(unsorted[row])
                positions.append(row)
            }
        }
        if equal > 0 {
            remarks.append("\(Assembly.counted(equal, "line")) that repeated a date and its values folded.")
        }
        if different > 0 {
            remarks.append(
                "\(Assembly.counted(different, "line")) replaced by a later one of the same date with other values.")
        }
    }
}

extension NativeFrequency {
    /// What the usual distance between observations, their median in calendar days, says.
    init(of days: [Int32]) {
        guard days.count > 1 else {
            self = .daily
            return
        }
        var gaps = zip(days.dropFirst(), days).map { Int($0) - Int($1) }
        gaps.sort()
        switch gaps[gaps.count / 2] {
        case ...4: self = .daily
        case ...20: self = .weekly
        case ...60: self = .monthly
        case ...200: self = .quarterly
        default: self = .yearly
        }
    }
}
