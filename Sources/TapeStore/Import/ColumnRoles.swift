/// Gives every field its role, from the header and the values below it.
struct ColumnRoles {
    let header: Header
    let survey: FieldSurvey
    let dateField: Int

    func fill(_ layout: inout FileLayout) {
        let fields = survey.fields.indices.filter { $0 != dateField }
        layout.symbolField = header.symbols == nil ? symbolField(fields) : nil
        layout.titleField = fields.first { $0 != layout.symbolField && ColumnName.isTitle(name($0)) && isWords($0) }
        let numeric = fields.filter { $0 != layout.symbolField && isNumeric($0) && !isIgnored($0) }
        layout.spareSymbolField = fields.first { $0 != layout.symbolField && couldBeSymbol($0) }
        if case .epoch = layout.bareDate {
            layout.remarks.append("The dates are time stamps; they were read as days in UTC.")
        }
        if header.names.isEmpty {
            fillWithoutHeader(&layout, numeric)
            return
        }
        for field in numeric {
            let symbol = header.symbols.flatMap { field < $0.count ? SymbolText.key($0[field]) : nil }
            let own = name(field)
            layout.values.append(
                FileLayout.Value(field: field, name: own.isEmpty ? "column\(field + 1)" : own, symbol: symbol))
        }
        partSymbolsFromNames(&layout.values)
        claimCanonicalNames(&layout.values)
    }

    /// Splits names such as `AAPL.Close` or `close_aapl`, if every column has one. Several symbols are several
    /// instruments; a single one adds nothing.
    private func partSymbolsFromNames(_ values: inout [FileLayout.Value]) {
        guard header.symbols == nil, values.count > 1 else { return }
        for symbolFirst in [true, false] {
            let parts = values.compactMap { Self.parts($0.name, symbolFirst: symbolFirst) }
            guard parts.count == values.count else { continue }
            let isSeveral = Set(parts.map(\.symbol)).count > 1
            for (index, part) in parts.enumerated() {
                values[index].name = part.column
                values[index].symbol = isSeveral ? part.symbol : nil
            }
            return
        }
    }

    private static func parts(_ name: String, symbolFirst: Bool) -> (symbol: String, column: String)? {
        guard ColumnName.canonical(name) == nil else { return nil }
        // The column's own name may contain a `_`: the longest known name is used.
        let words = name.split(separator: "_")
        for count in 1..<max(2, words.count) where words.count > 1 {
            let symbol = symbolFirst ? words.prefix(count) : words.suffix(count)
            let column = symbolFirst ? words.dropFirst(count) : words.dropLast(count)
            let joined = column.joined(separator: "_")
            if !joined.isEmpty, let known = ColumnName.canonical(joined) {
                return (symbol.joined(separator: "."), known.column)
            }
        }
        return nil
    }

    /// The column names that show a list of holdings or trades, if the file has any and no open, high or low.
    func holdingWords(_ layout: FileLayout) -> String? {
        let isHistory = layout.values.contains { $0.name == "open" || $0.name == "high" || $0.name == "low" }
        let words = header.names.filter { ColumnName.isHolding(ColumnName.normalized($0)) }
        guard !isHistory, !words.isEmpty else { return nil }
        return words.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
    }

    private func name(_ field: Int) -> String {
        field < header.names.count ? ColumnName.normalized(header.names[field]) : ""
    }

    private func isWords(_ field: Int) -> Bool {
        survey.fields[field].words > survey.fields[field].numbers
    }

    private func couldBeSymbol(_ field: Int) -> Bool {
        let tally = survey.fields[field]
        return isWords(field) && tally.lettered == tally.words && tally.longest <= 32
    }

    private func isNumeric(_ field: Int) -> Bool {
        let tally = survey.fields[field]
        // A column that is empty so far may have values later: at least it has a name.
        return tally.numbers > 0 ? tally.numbers >= tally.words : tally.words == 0 && !name(field).isEmpty
    }

    private func isIgnored(_ field: Int) -> Bool {
        let own = name(field)
        if own == "time" || own == "per" || own == "godzina" { return true }
        // A column that counts the rows is not market data.
        let tally = survey.fields[field]
        let counts = tally.counting > 0 && tally.counting * 10 >= (survey.rowCount - 1) * 9
        if own.isEmpty {
            // Without a name, only a column before the date can be a row number.
            return field < dateField && (counts || !header.names.isEmpty)
        }
        return counts && ColumnName.isIgnored(own)
    }

    private func symbolField(_ fields: [Int]) -> Int? {
        let named = fields.filter { ColumnName.isSymbol(name($0)) }
        if let words = named.first(where: isWords) { return words }
        // Exchanges in Asia use numbers as symbols.
        if let codes = named.first(where: { ["symbol", "ticker", "code"].contains(name($0)) }),
            survey.fields[codes].numbers == survey.fields[codes].whole
        {
            return codes
        }
        if let title = fields.first(where: { ColumnName.isTitle(name($0)) && isWords($0) }),
            survey.fields[title].distinct.allSatisfy({ !$0.utf8.contains(ASCII.blank) })
        {
            return title
        }
        guard header.names.isEmpty else { return nil }
        return fields.first(where: couldBeSymbol)
    }

    /// If several columns match one name, the one with the best rank gets it; the others keep their own.
    private func claimCanonicalNames(_ values: inout [FileLayout.Value]) {
        let own = Set(values.map(\.name))
        // `C`, `V` and `O` are also companies.
        let lettersAreNames = own.contains("o") && own.contains("c")
        var winners: [String: (index: Int, rank: Int)] = [:]
        for (index, value) in values.enumerated() {
            guard value.name.utf8.count > 1 || lettersAreNames,
                let (column, rank) = ColumnName.canonical(value.name)
            else { continue }
            let key = (value.symbol ?? "") + "\n" + column
            if let winner = winners[key], winner.rank <= rank { continue }
            winners[key] = (index, rank)
        }
        for (key, winner) in winners {
            if let column = key.split(separator: "\n").last { values[winner.index].name = String(column) }
        }
        var taken: Set<String> = []
        for (_, winner) in winners {
            taken.insert((values[winner.index].symbol ?? "") + "\n" + values[winner.index].name)
        }
        let winning = Set(winners.values.map(\.index))
        var repeats: [String: Int] = [:]
        for index in values.indices where !winning.contains(index) {
            let plain = values[index].name
            let group = (values[index].symbol ?? "") + "\n"
            while !taken.insert(group + values[index].name).inserted {
                let count = repeats[group + plain, default: 1] + 1
                repeats[group + plain] = count
                values[index].name = "\(plain)_\(count)"
            }
        }
    }

    /// Without a header, the order and size of the columns decide what they are.
    private func fillWithoutHeader(_ layout: inout FileLayout, _ numeric: [Int]) {
        let isHistory = numeric.count >= 4 && survey.ordered * 10 >= survey.rowCount * 9
        func isWhole(_ position: Int) -> Bool {
            position < numeric.count
                && survey.fields[numeric[position]].whole == survey.fields[numeric[position]].numbers
        }
        var names: [String] = []
        if isHistory {
            names = ["open", "high", "low", "close"]
            if numeric.count >= 6, isWhole(5), !isWhole(4) {
                names += ["adjclose", "volume"]
            } else if numeric.count >= 5 {
                names += ["volume"]
            }
        } else if numeric.count == 1 || (numeric.count == 2 && isWhole(1) && !isWhole(0)) {
            names = ["close", "volume"]
        }
        for (position, field) in numeric.enumerated() {
            layout.values.append(
                FileLayout.Value(
                    field: field, name: position < names.count ? names[position] : "column\(field + 1)", symbol: nil))
        }
        let list = layout.values.map(\.name).joined(separator: ", ")
        layout.remarks.append("The file has no header; its columns were read as \(list).")
    }
}

/// The name of a file's format in `describe`.
enum FormatName {
    static func of(_ layout: FileLayout, header: [String], firstDate: String) -> String {
        let names = header.map { ColumnName.normalized($0) }
        let has = { (name: String) in names.contains(name) }
        if layout.values.contains(where: { $0.symbol != nil }) { return "yfinance, several header rows" }
        if has("close_last") { return "Nasdaq.com" }
        if has("price") && has("change") && has("vol") { return "Investing.com" }
        if has("zamkniecie") || has("dtyyyymmdd") || header.contains("<TICKER>") { return "Stooq" }
        if has("divcash") && has("splitfactor") { return "Tiingo" }
        if names.first == "timestamp" && has("open") { return "Alpha Vantage" }
        if has("observation_date") || (header.count == 2 && header[0] == "DATE") { return "FRED" }
        if has("adjclose") && has("adjvolume") { return "Quandl" }
        if header.contains("Adj Close") && layout.delimiter == ASCII.comma { return "Yahoo download" }
        return "columns separated by \(mark(layout.delimiter)), dates like \(firstDate)"
    }

    private static func mark(_ delimiter: UInt8) -> String {
        switch delimiter {
        case ASCII.comma: "comma"
        case ASCII.tab: "tab"
        case ASCII.blank: "blank"
        default: "`\(Character(Unicode.Scalar(delimiter)))`"
        }
    }
}

/// How symbols are written in files, and their keys in the store.
enum SymbolText {
    /// The key of a symbol: lower case, without surrounding blanks and a leading `^`, `.` or `$`; nil if empty.
    static func key(_ written: String) -> String? {
        var key = Substring(written.lowercased())
        while let first = key.first, first.isWhitespace { key.removeFirst() }
        while let last = key.last, last.isWhitespace { key.removeLast() }
        if let mark = key.first, key.count > 1, mark == "^" || mark == "." || mark == "$" { key.removeFirst() }
        return key.isEmpty ? nil : String(key)
    }

    /// A symbol as written in a query: in backticks if it has other characters than letters, digits and `_`.
    static func quoted(_ symbol: String) -> String {
        let isPlain = symbol.utf8.allSatisfy { ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == UInt8(ascii: "_") }
        let startsPlain = symbol.utf8.first.map { ASCII.isLetter($0) } ?? false
        return isPlain && startsPlain ? symbol : "`\(symbol)`"
    }

    /// The key from a file's name: `data/^RUT.csv` is `rut`, `BRK.B.csv` is `brk.b`.
    static func key(ofFile path: String) -> String {
        var name = Substring(path)
        if let slash = name.utf8.lastIndex(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }) {
            name = name[name.utf8.index(after: slash)...]
        }
        for ending in [".gz", ".csv", ".tsv", ".txt", ".tab", ".dat", ".prn"]
        where name.lowercased().hasSuffix(ending) && name.utf8.count > ending.utf8.count {
            name = name.dropLast(ending.count)
        }
        return key(String(name)) ?? "data"
    }
}
