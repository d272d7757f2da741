/// What the sentences of the verbs that answer with values must say.
extension PlainAnswers {
    // MARK: Changes

    func returnSentences(_ items: [Numbers]) throws -> [Piece] {
        guard clauses.bucket == nil else { return [] }
        typealias Row = (name: String, from: Int, to: Int, change: Double?)
        /// The rows of one subject in the table's order.
        func rows(_ items: [Numbers], _ names: [String]?) throws -> [Row] {
            let columns = try returns(items)
            guard case .texts(let symbols) = columns[0].cells, case .dates(let from) = columns[1].cells,
                case .dates(let to) = columns[2].cells, case .numbers(let changes) = columns[5].cells
            else { return [] }
            return symbols.indices.map { (symbols[$0] ?? names?[$0] ?? "", from[$0]!, to[$0]!, changes[$0]) }
        }
        var sentences: [Piece] = []
        var names: [String] = []
        for item in items {
            guard item.members != nil else {
                names.append(item.text)
                continue
            }
            guard let found = try? rows([item], nil) else { continue }
            names += found.map(\.name)
            let changes = found.compactMap(\.change)
            if found.count > 1 {
                sentences += [.count(changes.count), .words(item.text), .percent(mean(changes))]
            }
        }
        let all = try rows(items, names)
        guard all.count > 1, all.allSatisfy({ $0.from == all[0].from && $0.to == all[0].to && $0.change != nil })
        else { return sentences }
        let ordered = all.sorted { $0.change! > $1.change! }
        let (high, low) = (ordered[0], ordered[ordered.count - 1])
        let isAlone = { (row: Row) in all.filter { $0.change == row.change }.count == 1 }
        guard isAlone(high), isAlone(low) else { return sentences }
        return sentences + [
            .words("highest"), .words(high.name), .percent(high.change), .words("lowest"), .words(low.name),
            .percent(low.change),
        ] + Piece.days(high.from, high.to)
    }

    func compareSentence(_ left: Numbers, _ right: Numbers) throws -> [Piece] {
        let evaluator = try evaluator([left, right])
        let window = try window(evaluator)
        let (a, b) = (evaluator.values(left), evaluator.values(right))
        // Between the first and the last bar that both have a value on.
        let isThere = { (bar: Int) in a[bar] != nil && b[bar] != nil }
        guard
            let start = (0...window.start).last(where: isThere) ?? (window.start...window.last).first(where: isThere),
            let end = (start...window.last).last(where: isThere),
            let change = evaluator.growth(a[start], a[end]), let other = evaluator.growth(b[start], b[end])
        else { return [] }
        let word = change > other ? "beat" : change < other ? "trailed" : "matched"
        return [
            .words(left.text), .words(word), .words(right.text),
        ] + (change == other ? [] : [.points(abs(change - other))]) + [
            .words("over"), .count(end - start), unit(evaluator),
        ] + Piece.days(evaluator.days[start], evaluator.days[end])
    }

    // MARK: Event studies

    func studySentences(_ items: [Numbers]) throws -> [Piece] {
        let study = try events(items)
        let (place, events) = (study.place, study.events)
        var sentences = phrase(clauses.after!) + filterWords
        sentences += events.isEmpty ? [.words("no")] : [.count(events.count)]
        sentences += Piece.days(place.days[study.window.bars.lowerBound], place.days[study.window.last])
        guard !events.isEmpty else { return sentences }
        for column in study.columns.prefix(4) {
            let any = column.any
            let ahead: [Piece] = [
                .count(column.span.count),
                column.span.unit == "d" ? askedUnit : .words("1\(column.span.unit)"),
            ].map { piece in
                if case .words(let unit) = piece, unit.first == "1" {
                    return .words(["w": "week", "m": "month", "q": "quarter", "y": "year"][unit.last!]!)
                }
                return piece
            }
            let name: [Piece] = [.words(column.node.text)]
            let known = column.outcomes.compactMap { $0 }
            func beside(_ piece: Piece) -> [Piece] { any.isEmpty ? [] : [.words("any"), askedUnit, piece] }
            if known.isEmpty {
                sentences += name + ahead + [.words("not"), events.count == 1 ? .count(1) : .words("any")]
            } else if known.count == 1 {
                sentences += [.count(1)] + name + [.percent(known[0])] + ahead + beside(.percent(mean(any)))
            } else {
                let ups = known.filter { $0 > 0 }.count
                sentences += [.count(known.count)] + name + [.words("higher")] + ahead
                sentences += [.count(ups), .percent(Double(ups) / Double(known.count))]
                sentences += beside(
                    .percent(any.isEmpty ? nil : Double(any.filter { $0 > 0 }.count) / Double(any.count)))
                sentences += [.percent(mean(known))] + beside(.percent(mean(any)))
            }
        }
        return sentences
    }

    // MARK: Statistics

    func aggregateSentence(_ verb: String, _ numbers: Numbers) throws -> [Piece] {
        guard groupIn(numbers) == nil, clauses.bucket == nil else { return [] }
        let evaluator = try evaluator([numbers])
        let window = try window(evaluator)
        let values = evaluator.values(numbers)
        let judged = window.bars.filter { index in
            values[index] != nil && (clauses.filter.map { evaluator.truths($0)[index] == true } ?? true)
        }
        guard let first = judged.first, let last = judged.last else { return nothingLeft(evaluator) }
        let told = judged.map { values[$0]! }
        let value = statistic(verb, told)
        var figure = Piece.figure(value)
        if verb == "stdev", case .rounding = spread(value, of: told.map { abs($0) }.max()!) { figure = .unsaid }
        return [.words(numbers.text), .words("over"), .count(judged.count), unit(evaluator)] + filterWords
            + Piece.days(evaluator.days[first], evaluator.days[last]) + [figure]
    }

    func correlateSentence(_ items: [Numbers]) throws -> [Piece] {
        let evaluator = try evaluator(items)
        let window = try window(evaluator)
        let bars = judgedReturns(window)
        let returns = items.map { self.returns($0, bars, evaluator) }
        let complete = returns[0].indices.filter { bar in returns.allSatisfy { $0[bar] != nil } }
        let samples = returns.map { column in complete.map { column[$0]! } }
        let stretch: [Piece] =
            [.words("over"), .count(complete.count)] + Piece.days(evaluator.days[bars[1]], evaluator.days[bars.last!])
        func ratio(_ value: Double?) -> Piece { .number(value, places: 4, unit: "") }
        if items.count == 2 {
            let names = items.map { Piece.words($0.text) }
            let flat = items.indices.filter { pearson(samples[$0], samples[$0]) == nil }
            if !flat.isEmpty {
                return names + [.words("no")] + stretch + flat.map { names[$0] } + [.words("not")]
            }
            return names + stretch + [ratio(items[0].text == items[1].text ? 1 : pearson(samples[0], samples[1]))]
        }
        var pairs: [(names: [Piece], value: Double?)] = []
        for left in items.indices {
            for right in items.indices where right > left {
                pairs.append(
                    ([.words(items[left].text), .words(items[right].text)], pearson(samples[left], samples[right])))
            }
        }
        guard pairs.allSatisfy({ $0.value != nil }) else { return stretch }
        let values = pairs.map { $0.value! }.sorted()
        guard let low = values.first, let high = values.last else { return stretch }
        // Pairs that differ only by rounding: the sentence may name any of them.
        func told(_ value: Double) -> [Piece] {
            let near = pairs.filter { abs($0.value! - value) < 1e-9 }
            return (near.count == 1 ? near[0].names : [.unsaid, .unsaid]) + [ratio(value)]
        }
        // If all print the same, there is no highest and no lowest.
        if (high * 10_000).rounded() == (low * 10_000).rounded() { return stretch }
        return stretch + [.words("highest")] + told(high) + [.words("lowest")] + told(low)
    }

    func figureSentence() throws -> [Piece] {
        let evaluator: PlainEvaluator
        let columns: [PlainColumn]
        let text: String
        switch query.ask {
        case .longest(let says):
            evaluator = try self.evaluator([], [says])
            columns = try longest(says)
            text = "longest(\(says.text))"
        case .figure(let name, let items):
            evaluator = try self.evaluator(items)
            columns = try figure(name, items)
            text = "(\(items.map(\.text).joined(separator: ", ")))"
        default: return []
        }
        let window = try window(evaluator)
        let stretch: [Piece] =
            [.words("over"), .count(window.bars.count), unit(evaluator)]
            + Piece.days(evaluator.days[window.bars.lowerBound], evaluator.days[window.last])
        switch columns[1].cells {
        case .numbers(let values):
            return values[0] == nil ? [.words(text), .words("no")] + stretch : [.words(text), .figure(values[0])]
        case .figures(let figures):
            switch figures[0] {
            case .value(nil): return [.words(text), .words("no")] + stretch
            case .value(let value): return [.words(text), .figure(value)] + stretch
            case .near(let value, _): return [.words(text), .figure(value)] + stretch
            case .rounding: return [.words(text), .unsaid] + stretch
            }
        default: return []
        }
    }

    func bareSentence(_ numbers: Numbers) throws -> [Piece] {
        let evaluator = try evaluator([numbers])
        let window = try window(evaluator)
        let values = evaluator.values(numbers)
        let day = Piece.day(evaluator.days[window.last])
        guard let value = values[window.last] else { return [.words(numbers.text), .words("no"), day] }
        let sentence: [Piece] = [.words(numbers.text), .figure(value), day]
        guard window.last > 0, let before = values[window.last - 1] else { return sentence }
        var change: [Piece] = value == before ? [] : [.change(from: before, to: value)]
        // A rate moves in points.
        if value != before, case .symbol(let name) = numbers, market[name].isRate {
            change = [.points((value - before) / 100)]
        }
        return sentence + change + [unit(evaluator), .words("before")]
    }

    // MARK: Groups

    func rankSentence(_ members: [String], _ numbers: Numbers) throws -> [Piece] {
        let all = try perMember(members, [numbers], []) { _, evaluator, window in evaluator.days[window.last] }
        guard case .texts(let names) = try rank(members, numbers)[1].cells,
            case .numbers(let values) = try rank(members, numbers)[2].cells, names.count > 1, values[0] != values[1]
        else { return [] }
        return [
            .count(names.count), .words(TapeTests.group(members)), .name(names[0]!), .words("highest"),
            .words(numbers.text), .day(all.max()!), .figure(values[0]),
        ]
    }

    func breadthSentence(_ members: [String], _ says: Says?) throws -> [Piece] {
        let columns = try breadth(members, says)
        func number(_ column: Int) -> Piece {
            if case .numbers(let values) = columns[column].cells { return .count(Int(values[0]!)) }
            return .unsaid
        }
        let name = Piece.words(TapeTests.group(members))
        guard let says else {
            let all = try perMember(members, [], []) { symbol, evaluator, window -> (String, from: Int?, to: Int) in
                let values = evaluator.values(.symbol(symbol))
                var base = window.base
                if case .all = clauses.frame { base = window.last > 0 ? window.last - 1 : nil }
                let from = base.flatMap { base in (0...base).last { values[$0] != nil } }
                let isTold = values[window.last] != nil
                return (symbol, isTold ? from.map { evaluator.days[$0] } : nil, evaluator.days[window.last])
            }
            let newest = all.map(\.to).max()!
            let told = all.filter { reaches(newest, $0.to, $0.0) }.compactMap(\.from)
            return [
                number(4), name, number(1), .words("up"), number(2), .words("down"), number(3), .words("flat"),
            ] + Piece.days(told.min()!, newest)
        }
        let all = try perMember(members, [], [says]) { name, evaluator, window -> (String, Bool?, Int) in
            (name, evaluator.truths(says)[window.last], evaluator.days[window.last])
        }
        let newest = all.map(\.2).max()!
        let held = all.filter { $0.1 == true && reaches(newest, $0.2, $0.0) }.map { Piece.name($0.0) }
        return [.words(says.text), number(1), number(2), name, .day(newest)] + held
    }

    // MARK: Falls

    func drawdownSentence() throws -> [Piece] {
        guard case .drawdown(let items) = query.ask else { return [] }
        let columns = try drawdown(items)
        func column(_ name: String) -> PlainColumn.Cells { columns.first { $0.name == name }!.cells }
        guard case .numbers(let depths) = column("depth"), case .dates(let peaks) = column("peak"),
            case .dates(let troughs) = column("trough"), case .texts(let ends) = column("recovery")
        else { return [] }
        guard let depth = depths.first else { return [.words("no below one")] }
        var name = items[0].text
        if columns[1].name == "symbol", case .texts(let names) = columns[1].cells { name = names[0]! }
        let end = ends[0]! == "open" ? "still open" : ends[0]!
        return [.words(name), .figure(depth)] + Piece.days(peaks[0]!, troughs[0]!) + [.words(end)]
    }
}
