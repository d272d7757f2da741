import TapeTime

/// Finds from a whole column whether its dates have the day, month or year first.
///
/// An order that some line contradicts is ruled out. If more than one remains, an order is chosen only if it is the
/// only one that sorts the dates of every symbol, ascending or descending, and does not put more of them on weekends
/// than the others. In all other cases the file is refused: the user must choose.
struct DateOrderFinder {
    let path: String
    let options: ImportOptions
    let parsed: ParsedRows

    func find(_ remarks: inout [String]) throws(StoreError) -> DateOrder {
        guard parsed.openDates > 0 else { return options.dates ?? .ymd }
        if let given = options.dates { return try checked(given, &remarks) }
        let possible = DateOrder.allCases.filter { parsed.contradictions[$0] == nil }
        guard let first = possible.first else { throw contradiction() }
        if possible.count == 1 { return first }
        let evidence = possible.map { weigh($0) }
        if evidence.allSatisfy({ $0.sum == evidence[0].sum }), possible.allSatisfy({ agrees($0, first) }) {
            return first
        }
        let inOrder = evidence.indices.filter { evidence[$0].isInOrder }
        if inOrder.count == 1, evidence.allSatisfy({ $0.weekends >= evidence[inOrder[0]].weekends }) {
            let order = possible[inOrder[0]]
            remarks.append("Dates were read as \(Self.words(order)), the only reading in which they are sorted.")
            return order
        }
        throw ambiguity(possible)
    }

    private func checked(_ given: DateOrder, _ remarks: inout [String]) throws(StoreError) -> DateOrder {
        guard let against = parsed.contradictions[given] else { return given }
        var readable = 0
        var unreadable = 0
        for rows in parsed.symbols {
            for bits in rows.allDates {
                if WrittenDate(bits: bits).day(in: given) == nil { unreadable += 1 } else { readable += 1 }
            }
        }
        guard readable > unreadable else {
            throw StoreError(
                .ambiguousDates, file: path, line: against.line,
                "`\(against.text)` cannot be read as \(Self.words(given))", advice: advice(otherThan: given))
        }
        remarks.append(
            "\(counted(unreadable, "line")) left out because the date is not \(Self.words(given)) "
                + "(first in line \(against.line))."
        )
        return given
    }

    private func agrees(_ one: DateOrder, _ other: DateOrder) -> Bool {
        parsed.symbols.allSatisfy { rows in
            rows.allDates.allSatisfy { WrittenDate(bits: $0).day(in: one) == WrittenDate(bits: $0).day(in: other) }
        }
    }

    private func weigh(_ order: DateOrder) -> (isInOrder: Bool, weekends: Int, sum: Int) {
        var isInOrder = true
        var weekends = 0
        var sum = 0
        for rows in parsed.symbols {
            var rises = 0
            var falls = 0
            var before: Day?
            for bits in rows.allDates {
                guard let day = WrittenDate(bits: bits).day(in: order) else { continue }
                if let before, before < day { rises += 1 }
                if let before, before > day { falls += 1 }
                if day.weekday > 5 { weekends += 1 }
                sum += Int(day.number)
                before = day
            }
            if rises > 0, falls > 0 { isInOrder = false }
        }
        return (isInOrder, weekends, sum)
    }

    private func ambiguity(_ possible: [DateOrder]) -> StoreError {
        let list = possible.compactMap { order in
            parsed.doubtful?.date.day(in: order).map { "\($0) (\(order.rawValue))" }
        }
        return StoreError(
            .ambiguousDates, file: path, line: parsed.doubtful?.line,
            "dates such as `\(parsed.doubtful?.text ?? "")` allow \(list.count == 2 ? "two" : "three") readings "
                + "through the whole file: \(list.joined(separator: " or "))",
            advice: advice(otherThan: nil, among: possible))
    }

    private func contradiction() -> StoreError {
        let day = parsed.contradictions[.mdy]
        let month = parsed.contradictions[.dmy]
        return StoreError(
            .ambiguousDates, file: path, line: min(day?.line ?? 0, month?.line ?? 0),
            "no order of day and month fits all dates: line \(day?.line ?? 0) has `\(day?.text ?? "")`, "
                + "line \(month?.line ?? 0) has `\(month?.text ?? "")`",
            advice: advice(otherThan: nil))
    }

    private func advice(otherThan order: DateOrder?, among orders: [DateOrder] = [.dmy, .mdy]) -> String {
        let symbol = options.symbol ?? SymbolText.key(ofFile: path)
        let ways = orders.filter { $0 != order }.map { "dates \($0.rawValue)" }.joined(separator: ", or ")
        return "load \(SymbolText.quoted(symbol)) from \"\(path)\" \(ways)"
    }

    static func words(_ order: DateOrder) -> String {
        switch order {
        case .dmy: "day, month, year"
        case .mdy: "month, day, year"
        case .ymd: "year, month, day"
        }
    }
}
