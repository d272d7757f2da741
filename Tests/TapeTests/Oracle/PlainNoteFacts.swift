/// The facts of the notes under an answer, by their codes.
struct PlainNoteFacts {
    /// The codes that are compared: no other note with one of these codes may appear.
    var codes: Set<String> = []
    var notes: [(code: String, facts: [Piece])] = []

    mutating func add(_ code: String, _ facts: [Piece]) { notes.append((code, facts)) }
}

extension PlainAnswers {
    func noteFacts() throws -> PlainNoteFacts {
        var told = PlainNoteFacts()
        told.codes = ["as-of", "basis"]
        let onBasis = onBasis
        told.codes.insert("rate")
        let rates = relativeRates
        if !rates.isEmpty { told.add("rate", rates.map { .name($0) } + [.rest]) }
        if !onBasis.isEmpty { told.add("basis", [.words("open high low")] + onBasis.map { .name($0) }) }
        let newest = market.instruments.map { $0.days.last! }.max()!
        if let asked = clauses.asOf, asked > newest { told.add("as-of", Piece.days(newest, asked)) }
        switch query.ask {
        case .streak(let says) where says.members == nil:
            try tellOfRuns(says, isOdds: false, &told)
            try tellOfCut(says, &told)
        case .odds(let says) where says.members == nil: try tellOfRuns(says, isOdds: true, &told)
        case .when(let says) where says.members == nil, .count(let says) where says.members == nil,
            .first(let says) where says.members == nil, .last(let says) where says.members == nil:
            try tellOfJudged(says, &told)
        case .aggregate(_, let numbers) where groupIn(numbers) == nil:
            try tellOfHistory([numbers], &told)
            let evaluator = try evaluator([numbers])
            tellOfBuckets(evaluator, try window(evaluator), &told)
        case .figure(_, let items) where clauses.bucket != nil, .figureOf(_, _, let items):
            try tellOfHistory(items, &told)
            let evaluator = try evaluator(items)
            tellOfBuckets(evaluator, try window(evaluator), &told)
        case .show(let items), .correlate(let items): try tellOfHistory(items, &told)
        case .compare(let left, let right): try tellOfHistory([left, right], &told)
        case .returns(let items) where items.allSatisfy({ $0.members == nil }): try tellOfChanges(items, &told)
        case .returns(let items) where items.count == 1: try tellOfGroup(items, &told)
        case .study(let items): try tellOfStudy(items, &told)
        case .drawdown(let items): try tellOfFalls(items, &told)
        case .streak(let says), .odds(let says): try tellOfMembers(says, consequence: [], &told)
        case .when(let says), .count(let says):
            try tellOfMembers(says, consequence: [.words("only")], &told)
        case .first(let says), .last(let says):
            try tellOfMembers(says, consequence: [.words("only")], &told)
            try tellOfAgo(says, &told)
        case .breadth(let members, let says): try tellOfBreadth(members, says, &told)
        default: break
        }
        return told
    }

    // MARK: Groups

    /// Members without data, and those whose data ended before the window did.
    private func tellOfMembers(_ says: Says, consequence: [Piece], _ told: inout PlainNoteFacts) throws {
        told.codes.insert("left-out")
        let members = says.members!
        let taken = try perMember(members, [], [says]) { name, evaluator, window -> String in
            _ = try judgedOrRefused(says, evaluator, window)
            return name
        }
        let left = members.filter { !taken.contains($0) }
        if !left.isEmpty { told.add("left-out", [.count(left.count), .words("not")] + left.map { .name($0) }) }
        var others: [String] = []
        var loose: [String] = []
        says.symbols(&others, &loose)
        // A separate note says that no run with an ended symbol is a current one.
        if case .streak = query.ask, others.contains(where: { end(of: $0) != nil }) { return }
        told.codes.insert("ended")
        // A count covers all members; the others cover those that are shown.
        var spoken = taken
        if case .count = query.ask { spoken = members }
        let gone = spoken.compactMap { name in end(of: name).map { (name: name, day: $0) } }
        guard !gone.isEmpty else { return }
        var facts: [Piece] = [.count(gone.count), .words("ended before"), .day(lastDay)] + consequence
        facts += dated(gone)
        told.add("ended", facts)
    }

    /// Members whose changes are over another stretch than the others', or whose data ended before the window did.
    private func tellOfGroup(_ items: [Numbers], _ told: inout PlainNoteFacts) throws {
        told.codes.formUnion(["spans", "ended"])
        let columns = try returns(items)
        func cells(_ name: String) -> PlainColumn.Cells { columns.first { $0.name == name }!.cells }
        guard case .texts(let names) = cells("symbol"), case .dates(let from) = cells("from"),
            case .dates(let to) = cells("to"), case .numbers(let changes) = cells("change")
        else { return }
        if clauses.bucket == nil, names.count > 1 {
            let judged = names.indices.filter { changes[$0] != nil }
            let (first, last) = (judged.map { from[$0]! }.min(), judged.map { to[$0]! }.max())
            let others = judged.filter { from[$0] != first || to[$0] != last }
            if !others.isEmpty {
                var facts: [Piece] = [.count(others.count), .count(judged.count), .words("not")]
                facts += Piece.days(first!, last!)
                for row in others.sorted(by: { (to[$0]!, from[$0]!, names[$0]!) < (to[$1]!, from[$1]!, names[$1]!) }) {
                    facts.append(.name(names[row]!))
                    if from[row] != first { facts.append(.day(from[row]!)) }
                    if to[row] != last { facts.append(.day(to[row]!)) }
                }
                return told.add("spans", facts)
            }
        }
        let gone = Set(names.compactMap { $0 }).compactMap { name in end(of: name).map { (name: name, day: $0) } }
        guard !gone.isEmpty else { return }
        told.add("ended", [.count(gone.count), .words("ended before"), .day(lastDay), .words("only")] + dated(gone))
    }

    /// Names with their days, oldest first; a day that several share comes after the last of them.
    private func dated(_ all: [(name: String, day: Int)]) -> [Piece] {
        let sorted = all.sorted { ($0.day, $0.name) < ($1.day, $1.name) }
        var facts: [Piece] = []
        for (place, one) in sorted.enumerated() {
            facts.append(.name(one.name))
            if place + 1 == sorted.count || sorted[place + 1].day != one.day { facts.append(.day(one.day)) }
        }
        return facts
    }

    /// Whose sessions `ago` counts, where the members' are not the same to the end.
    private func tellOfAgo(_ says: Says, _ told: inout PlainNoteFacts) throws {
        told.codes.insert("ago")
        typealias Row = (name: String, hasHeld: Bool)
        let rows = try perMember(says.members!, [], [says]) { name, evaluator, window -> Row in
            let truths = evaluator.truths(says)
            return (name, try judgedOrRefused(says, evaluator, window).contains { truths[$0] == true })
        }
        let all = rows.map { market[$0.name].days }
        let longest = all.max { $0.count < $1.count }!
        guard rows.contains(where: \.hasHeld), !all.allSatisfy({ $0 == longest.suffix($0.count) }),
            let name = counted(rows.map(\.name), says)?.name
        else { return }
        told.add("ago", [.words("ago session"), .name(name)])
    }

    /// Rows beyond a cut that are as good as the last one before it.
    private func tellOfCut(_ says: Says, _ told: inout PlainNoteFacts) throws {
        told.codes.insert("cut")
        guard let top = clauses.top, says.members == nil, case .numbers(let lengths) = try streak(says)[1].cells else {
            return
        }
        let ordered = top > 0 ? lengths : lengths.reversed()
        let kept = ordered.prefix(abs(top))
        let tied = ordered.dropFirst(kept.count).filter { $0 == kept.last }.count
        if tied > 0 { told.add("cut", [.words("ties"), .count(tied)]) }
    }

    /// Who is not among those that a breadth counts.
    private func tellOfBreadth(_ members: [String], _ says: Says?, _ told: inout PlainNoteFacts) throws {
        typealias Row = (name: String, day: Int, isTold: Bool, began: Int?)
        let all = try perMember(members, [], says.map { [$0] } ?? []) { name, evaluator, window -> Row in
            let day = evaluator.days[window.last]
            if let says { return (name, day, evaluator.truths(says)[window.last] != nil, nil) }
            let values = evaluator.values(.symbol(name))
            var base = window.base
            if case .all = clauses.frame { base = window.last > 0 ? window.last - 1 : nil }
            let hasBase = base.map { values[...$0].contains { $0 != nil } } ?? false
            let first = values.firstIndex { $0 != nil }.map { evaluator.days[$0] }
            return (name, day, hasBase && values[window.last] != nil, hasBase ? nil : first)
        }
        told.codes.formUnion(["absent", "began-later", "left-out"])
        let newest = all.map(\.day).max()!
        let there = all.filter { reaches(newest, $0.day, $0.name) }
        let gone = all.filter { !reaches(newest, $0.day, $0.name) }
        if !gone.isEmpty {
            told.add(
                "absent",
                [.count(gone.count), .words("no session"), .day(newest), .words("last")]
                    + dated(gone.map { ($0.name, $0.day) }))
        }
        let late = there.compactMap { row in row.began.map { (name: row.name, day: $0) } }
        if !late.isEmpty {
            told.add("began-later", [.count(late.count), .words("no before first")] + dated(late))
        }
        let left = members.filter { name in !all.contains { $0.name == name } }
        if !left.isEmpty { told.add("left-out", [.count(left.count), .words("not")] + left.map { .name($0) }) }
        let lacking = there.filter { !$0.isTold && $0.began == nil }
        if !lacking.isEmpty {
            let verdict: [Piece] = says.map { [.words($0.text)] } ?? []
            told.add(
                "left-out",
                [.count(lacking.count), .words("not")] + verdict + [.day(newest)] + lacking.map { .name($0.name) })
        }
    }

    // MARK: Bars and sessions

    private func historyBegins(_ evaluator: PlainEvaluator) -> Int { (evaluator.under ?? evaluator).days[0] }

    /// The incomplete bar.
    private func tellOfPartial(_ evaluator: PlainEvaluator, _ told: inout PlainNoteFacts) {
        told.codes.insert("partial")
        let label = evaluator.days.last!
        guard evaluator.under != nil, isNewestPartial(evaluator), writtenEnd.map({ $0 >= label }) ?? true else {
            return
        }
        told.add(
            "partial",
            [unit(evaluator), .day(label), .words(clauses.partial ? "not over" : "not over not")])
    }

    /// The newest session, if it is older than the newest loaded one.
    private func tellOfNewest(_ evaluator: PlainEvaluator, _ named: [any Named], _ told: inout PlainNoteFacts) {
        told.codes.insert("newest")
        let loaded = market.instruments.compactMap { $0.days.last { $0 <= clauses.asOf ?? Int.max } }.max()!
        let last = (evaluator.under ?? evaluator).days.last!
        var isOfEarlierPeriod = false
        if case .toDate(let period) = clauses.frame {
            isOfEarlierPeriod = Almanac.lastDay(of: period, last) < Almanac.lastDay(of: period, loaded)
        }
        guard last < loaded, ended(evaluator) != nil || isOfEarlierPeriod else { return }
        var symbols: [String] = []
        var loose: [String] = []
        for part in named { part.symbols(&symbols, &loose) }
        let all = Set(symbols + loose)
        told.add(
            "newest",
            [.words("newest session")] + (all.count == 1 ? [.name(all.first!)] : []) + Piece.days(last, loaded))
    }

    /// A window that asks for more than there is.
    private func tellOfHistory(_ evaluator: PlainEvaluator, _ window: Window, _ told: inout PlainNoteFacts) {
        told.codes.insert("base")
        guard window.bars.lowerBound == 0 else { return }
        let firsts = evaluator.makers.map { (symbol: $0, first: market[$0].days[0]) }
        if !evaluator.isSparse, let latest = firsts.map(\.first).max(), firsts.contains(where: { $0.first < latest }) {
            told.add("base", [.unsaid, .day(historyBegins(evaluator)), .words("session"), .rest])
        } else if beginsBeforeHistory(window) {
            told.add("base", [.words("before history"), .day(historyBegins(evaluator))])
        }
    }

    private func tellOfHistory(_ items: [Numbers], _ told: inout PlainNoteFacts) throws {
        let evaluator = try evaluator(items.flatMap { item in item.members?.map { Numbers.symbol($0) } ?? [item] })
        let window = try window(evaluator)
        tellOfHistory(evaluator, window, &told)
        if case .bare = query.ask { return }
        tellOfPartial(evaluator, &told)
        tellOfNewest(evaluator, items, &told)
    }

    /// A first bucket that begins before the window does, and a last one that goes on behind it.
    private func tellOfBuckets(_ evaluator: PlainEvaluator, _ window: Window, _ told: inout PlainNoteFacts) {
        told.codes.insert("first-bucket")
        guard let bucket = runningBucket else { return }
        let first = window.bars.lowerBound
        let day = evaluator.under.map { $0.days[evaluator.bars[first][0]] } ?? evaluator.days[first]
        // The first bar of a history may be no more than a base.
        let isBase =
            first == 0 && evaluator.days.count > 1
            && evaluator.days[1] > Almanac.lastDay(of: bucket, evaluator.days[first])
        let isCut = first == 0 && evaluator.partialFront == 0
        if !isBase, isCut || hasBar(evaluator, before: first, in: bucket) {
            told.add("first-bucket", [.words("first \(unitWord(bucket)) not"), .day(day)])
        }
        guard hasBar(evaluator, behind: window.last, in: bucket) else { return }
        let label = evaluator.days[window.last]
        let isNewest = window.last == evaluator.days.count - 1 - (leavesOutNewest(evaluator) ? 1 : 0)
        let words: [Piece] = [.words(unitWord(bucket))]
        told.add(
            "partial",
            words
                + (isNewest && lastDay <= Almanac.lastDay(of: bucket, label)
                    ? [.day(label), .words("not over")] : [.words("only"), .day(label)]))
    }

    // MARK: Conditions

    private func tellOfJudged(_ says: Says, _ told: inout PlainNoteFacts) throws {
        let evaluator = try evaluator([], [says])
        let window = try window(evaluator)
        let judged = judged(says, evaluator, window)
        tellOfPartial(evaluator, &told)
        tellOfNewest(evaluator, [says], &told)
        told.codes.formUnion(["first", "not-judged", "filtered"])
        var leading = 0
        if clauses.filter == nil, window.bars.lowerBound == 0, let first = judged.first, first > 0 {
            leading = first
            tellOfFirst(evaluator, first, &told)
        }
        tellOfUnjudged(window.bars.count - judged.count - leading, evaluator, &told)
        if case .count = query.ask { tellOfBuckets(evaluator, window, &told) }
    }

    private func tellOfFirst(_ evaluator: PlainEvaluator, _ bar: Int, _ told: inout PlainNoteFacts) {
        told.add(
            "first",
            [
                .words("history"), .day(historyBegins(evaluator)), .words("first"), unit(evaluator),
                .day(evaluator.days[bar]),
            ])
    }

    private func tellOfUnjudged(_ count: Int, _ evaluator: PlainEvaluator, _ told: inout PlainNoteFacts) {
        guard count > 0 else { return }
        let facts: [Piece] = [.count(count), unit(evaluator)]
        if clauses.filter == nil {
            told.add("not-judged", facts + [.words("not")])
        } else {
            told.add("filtered", facts + [.words("not")])
        }
    }

    private func tellOfRuns(_ says: Says, isOdds: Bool, _ told: inout PlainNoteFacts) throws {
        let evaluator = try evaluator([], [says])
        let window = try window(evaluator)
        let judged = judged(says, evaluator, window)
        let runs = runs(says, evaluator, window)
        let truths = evaluator.truths(says)
        tellOfPartial(evaluator, &told)
        tellOfNewest(evaluator, [says], &told)
        told.codes.formUnion(["first", "not-judged", "filtered", "gap", "clipped", "clipped-left", "small"])
        let leading = window.bars.lowerBound == 0 && clauses.filter == nil ? judged.first ?? 0 : 0
        if clauses.filter != nil || !judged.isEmpty {
            tellOfUnjudged(window.bars.count - judged.count - leading, evaluator, &told)
        }
        // A run continues over bars that are not judged, and so does the search for a gap in it.
        var holes: [Int] = []
        for (one, next) in zip(judged, judged.dropFirst()) where truths[one] == true {
            if let hole = (one + 1...next).last(where: { evaluator.hasHole(before: $0) }) { holes.append(hole) }
        }
        for hole in holes.prefix(3) {
            told.add("gap", [.words("no session")] + Piece.days(evaluator.days[hole - 1], evaluator.days[hole]))
        }
        if let first = runs.first, first.isClipped {
            let whole: [Piece] =
                first.beginsWithHistory ? [.words("history")] : [.words("before"), .count(first.length + first.before)]
            told.add("clipped", [.day(evaluator.days[first.bars[0]]), .words("clipped")] + whole)
            if isOdds, !first.isRunning { told.add("clipped-left", [.words("clipped not")]) }
        }
        if clauses.filter == nil, window.bars.lowerBound == 0, let first = judged.first, first > 0 {
            tellOfFirst(evaluator, first, &told)
        }
        if isOdds, let last = runs.last, last.isRunning {
            let reached = runs.filter { !$0.isRunning && !$0.isClipped && $0.length >= last.length }.count
            if (1..<10).contains(reached) { told.add("small", [.count(reached)]) }
        }
    }

    // MARK: Values

    private func tellOfChanges(_ items: [Numbers], _ told: inout PlainNoteFacts) throws {
        let shared = try evaluator(items)
        tellOfNewest(shared, items, &told)
        told.codes.formUnion(["base", "old-base", "below-zero"])
        let newest = (shared.under ?? shared).days.last!
        for item in items {
            let evaluator = try evaluator([item], cut: newest)
            let window = try window(evaluator)
            let begins = beginsBeforeHistory(window) && window.base == nil
            let facts: [Piece] = [.words(item.text), .day(historyBegins(evaluator))]
            if begins, !told.notes.contains(where: { $0.code == "base" && "\($0.facts)" == "\(facts)" }) {
                told.add("base", facts)
            }
        }
        guard clauses.bucket == nil else {
            told.codes.subtract(["old-base", "below-zero"])
            return
        }
        // Each row has bars of its own.
        told.codes.insert("partial")
        for item in items {
            var own = PlainNoteFacts()
            tellOfPartial(try evaluator([item], cut: newest), &own)
            for note in own.notes where !told.notes.contains(where: { "\($0)" == "\(note)" }) {
                told.notes.append(note)
            }
        }
        let columns = try returns(items)
        guard case .dates(let from) = columns[1].cells, case .numbers(let bases) = columns[3].cells else { return }
        var below: [String] = []
        for (place, item) in items.enumerated() {
            if bases[place]! <= 0, !below.contains(item.text) { below.append(item.text) }
            let evaluator = try evaluator([item], cut: newest)
            let window = try window(evaluator)
            guard window.base != nil else { continue }
            let first = evaluator.days[window.bars.lowerBound]
            let isBars = evaluator.period != .daily
            let begin = isBars ? Almanac.firstDay(of: evaluator.period, first) : first
            let end = isBars ? Almanac.lastDay(of: evaluator.period, from[place]!) : from[place]!
            if begin - end > 10 {
                told.add("old-base", [.words(item.text), .words("no before"), .day(first), .day(from[place]!)])
            }
        }
        // Changes inside an expression have their own notes.
        guard items.allSatisfy({ !$0.holdsChanges }) else {
            told.codes.remove("below-zero")
            return
        }
        if !below.isEmpty { told.add("below-zero", below.prefix(5).map { .words($0) } + [.words("below no")]) }
    }

    private func tellOfStudy(_ items: [Numbers], _ told: inout PlainNoteFacts) throws {
        let study = try events(items)
        let (place, events) = (study.place, study.events)
        tellOfPartial(place, &told)
        tellOfHistory(place, study.window, &told)
        told.codes.formUnion(["runs", "before", "apart", "without", "incomplete", "small"])
        let bar = askedUnit
        if study.held > study.begun {
            told.add("runs", [.words("first"), bar, .count(study.begun), .count(study.held), bar])
        }
        if study.begunBefore > 0 { told.add("before", [.count(study.begunBefore), .words("before not")]) }
        if study.begun > events.count { told.add("apart", [.count(study.begun - events.count), .words("not")]) }
        for (place, column) in study.columns.enumerated() {
            guard place % clauses.next.count == 0, column.lacking > 0 else { continue }
            told.add(
                "without",
                [
                    .count(column.lacking), .count(events.count), .words("not"), .words(column.node.text),
                    .words("no session no above"),
                ])
        }
        let open = study.columns.map(\.open).max() ?? 0
        if open > 0 { told.add("incomplete", [.count(open), .words("longest")]) }
        let fewest = study.columns.map { $0.outcomes.compactMap { $0 }.count }.min() ?? 0
        if fewest < 10, !events.isEmpty { told.add("small", [.count(fewest)]) }
    }

    private func tellOfFalls(_ items: [Numbers], _ told: inout PlainNoteFacts) throws {
        told.codes.insert("points")
        let nodes = items.flatMap { item in item.members?.map { Numbers.symbol($0) } ?? [item] }
        let below = try nodes.filter { node in
            let evaluator = try evaluator([node])
            let window = try window(evaluator)
            return evaluator.values(node)[window.start...window.last].contains { $0.map { $0 <= 0 } ?? false }
        }
        if !below.isEmpty { told.add("points", below.prefix(5).map { .words($0.text) } + [.words("below not")]) }
    }
}

extension Numbers {
    /// Whether a change in percent is taken in it.
    fileprivate var holdsChanges: Bool {
        ["ret(", "change(", "cumret(", "index100(", " over ", " under ", "%", "bp", "share(", "basket("].contains {
            text.contains($0)
        }
    }
}
