extension ParsedRows {
    /// The rows of a whole file, joined from those of its parts, in order: the same as from a single reader. Each
    /// symbol has at most one segment.
    ///
    /// - Parameters:
    ///   - parts: released while joining.
    ///   - firstLine: the line at which the first part begins.
    ///   - memory: holds the rows of symbols that are in several parts.
    init(joining parts: inout [ParsedRows], width: Int, firstLine: Int, memory: ColumnMemory) {
        self.init(width: width)
        var line = firstLine
        for part in parts {
            addCounts(of: part, linesBefore: line)
            line += part.lineCount
        }
        lineCount = line - firstLine
        let places = enterSymbols(of: parts)
        var joints = self.joints(of: parts, places, memory)
        for part in parts.indices {
            for symbol in parts[part].symbols.indices {
                let place = places[part][symbol]
                if symbols[place].title == nil { symbols[place].title = parts[part].symbols[symbol].title }
                // Copied rows are released at once, so that a long file is never in memory twice.
                var segments = parts[part].symbols[symbol].segments
                parts[part].symbols[symbol].segments = []
                segments.reverse()
                while let segment = segments.popLast() {
                    if joints[place] == nil {
                        symbols[place].segments = [segment]
                    } else {
                        joints[place]?.add(segment)
                    }
                }
            }
        }
        for (place, joint) in joints.enumerated() {
            if let joint { symbols[place].segments = [joint.whole] }
        }
        // A symbol that comes after the last one with rows, and has none itself, has no entry yet.
        while let last = symbols.last, last.segments.isEmpty { symbols.removeLast() }
    }

    private mutating func addCounts(of part: ParsedRows, linesBefore: Int) {
        for index in missing.indices {
            missing[index].add(part.missing[index], linesBefore: linesBefore)
            notNumbers[index].add(part.notNumbers[index], linesBefore: linesBefore)
        }
        badDates.add(part.badDates, linesBefore: linesBefore)
        emptyRows.add(part.emptyRows, linesBefore: linesBefore)
        shortRows.add(part.shortRows, linesBefore: linesBefore)
        noSymbol.add(part.noSymbol, linesBefore: linesBefore)
        openDates += part.openDates
        rowCount += part.rowCount
        if doubtful == nil, let found = part.doubtful {
            doubtful = (found.date, found.line + linesBefore, found.text)
        }
        for (order, found) in part.contradictions where contradictions[order] == nil {
            contradictions[order] = (found.line + linesBefore, found.text)
        }
    }

    /// Enters the symbols in the order of the parts.
    ///
    /// - Returns: by part and symbol of the part, the symbol's place here.
    private mutating func enterSymbols(of parts: [ParsedRows]) -> [[Int]] {
        var known: [String: Int] = [:]
        return parts.map { part in
            // A file without a column of symbols has one symbol without a key.
            if part.keys.isEmpty {
                if symbols.isEmpty { symbols = part.symbols.prefix(1).map { _ in SymbolRows(symbol: nil) } }
                return part.symbols.map { _ in 0 }
            }
            return part.keys.map { key in
                if let place = known[key] { return place }
                known[key] = symbols.count
                symbols.append(SymbolRows(symbol: key))
                return symbols.count - 1
            }
        }
    }

    /// For each symbol with several segments, where they are joined.
    private func joints(of parts: [ParsedRows], _ places: [[Int]], _ memory: ColumnMemory) -> [Joint?] {
        var segments = [Int](repeating: 0, count: symbols.count)
        var rows = segments
        for (part, places) in zip(parts, places) {
            for (symbol, place) in zip(part.symbols, places) {
                segments[place] += symbol.segments.count
                rows[place] += symbol.segments.reduce(0) { $0 + $1.dates.count }
            }
        }
        return segments.indices.map { segments[$0] > 1 ? Joint(width: missing.count, rows: rows[$0], memory) : nil }
    }

    /// The rows of one symbol, joined segment by segment.
    private struct Joint {
        var whole: Segment
        private var filled = 0

        init(width: Int, rows: Int, _ memory: ColumnMemory) {
            whole = Segment(
                dates: [], columns: (0..<width).map { _ in memory.block(rows) },
                present: [Int](repeating: 0, count: width), nonPositive: [Int](repeating: 0, count: width))
            whole.dates.reserveCapacity(rows)
        }

        mutating func add(_ segment: Segment) {
            whole.dates += segment.dates
            for index in whole.columns.indices {
                whole.columns[index].set(segment.columns[index], at: filled)
                whole.present[index] += segment.present[index]
                whole.nonPositive[index] += segment.nonPositive[index]
            }
            filled += segment.dates.count
        }
    }
}
