/// What the sentence above an answer must say, for each verb.
extension PlainAnswers {
    /// The sentences, each as its facts in order; nil if the oracle does not know.
    func headline() throws -> [Piece]? {
        switch query.ask {
        case .streak(let says): return says.members == nil ? try streakSentence(says) : try streakOverSentence(says)
        case .odds(let says): return try oddsSentence(says)
        case .when(let says): return says.members == nil ? try judgedSentence(says) : try whenOverSentence(says)
        case .count(let says): return says.members == nil ? try judgedSentence(says) : try countOverSentence(says)
        case .first(let says):
            return says.members == nil ? try firstOrLastSentence(says, isFirst: true) : try firstOverSentence(says)
        case .last(let says):
            return says.members == nil ? try firstOrLastSentence(says, isFirst: false) : try lastOverSentence(says)
        case .returns(let items): return try returnSentences(items)
        case .study(let items): return try studySentences(items)
        case .aggregate(let verb, let numbers): return try aggregateSentence(verb, numbers)
        case .show: return []
        case .rank(let members, let numbers): return try rankSentence(members, numbers)
        case .breadth(let members, let says): return try breadthSentence(members, says)
        case .drawdown: return try drawdownSentence()
        case .correlate(let items): return try correlateSentence(items)
        case .longest: return try figureSentence()
        case .figure: return clauses.bucket == nil ? try figureSentence() : []
        case .figureOf: return []
        case .bare(let numbers): return try bareSentence(numbers)
        case .compare(let left, let right): return try compareSentence(left, right)
        }
    }

    // MARK: Words

    func unitWord(_ period: Period) -> String {
        switch period {
        case .daily: "session"
        case .weekly: "week"
        case .monthly: "month"
        case .quarterly: "quarter"
        case .yearly: "year"
        }
    }

    /// What a bar of the query is called, and one of the data.
    var askedUnit: Piece { .words(unitWord(clauses.period ?? .daily)) }
    func unit(_ evaluator: PlainEvaluator) -> Piece { .words(unitWord(evaluator.period)) }

    /// Who, and what happened: `aa over bb`, `aa at 3m high`.
    func parts(_ says: Says, not: Bool = false) -> (subject: [Piece], predicate: [Piece]) {
        let no: [Piece] = not ? [.words("not")] : []
        switch says {
        case .over(let left, let right, let by, let under):
            let margin = by.map { by -> Piece in
                let percents = Double(by.filter { "0123456789.".contains($0) })!
                return .number(by.hasSuffix("bp") ? percents / 100 : percents, places: 2, unit: "pp")
            }
            return (
                [.words(left.text)],
                no + [.words(under ? "under" : "over"), .words(right.text)] + (margin.map { [$0] } ?? [])
            )
        case .moves(let numbers, let word, let by):
            // "Not unchanged" means changed.
            if not, word == "flat" { return ([.words(numbers.text)], []) }
            return ([.words(numbers.text)], no + [.words(word)] + (by.map { [.words($0)] } ?? []))
        case .extreme(let numbers, let high, let span, let intraday):
            let side = intraday ? "intraday" : ""
            let kind = span.map { "\($0.text) \(side)" } ?? "\(side) record"
            return ([.words(numbers.text)], no + [.words(kind), .words(high ? "high" : "low")])
        case .crosses(let left, let above, let right):
            return (
                [.words(left.text)], no + [.words("crosses \(above ? "above" : "below")"), .words(right.text)]
            )
        case .reaches(let left, let right):
            return ([.words(left.text)], no + [.words("reaches"), .words(right.text)])
        case .not(let inner):
            if case .not(let twice) = inner { return parts(twice, not: not) }
            return parts(inner, not: !not)
        default: return ([.words(says.text)], no)
        }
    }

    func phrase(_ says: Says, not: Bool = false) -> [Piece] {
        let (subject, predicate) = parts(says, not: not)
        return subject + predicate
    }

    /// The `where` clause, after what is counted.
    var filterWords: [Piece] { clauses.filter.map { phrase($0) } ?? [] }

    func nothingLeft(_ evaluator: PlainEvaluator) -> [Piece] {
        [.words("no"), unit(evaluator), .words(clauses.filter?.text ?? ""), .words("none")]
    }

    /// Whether the window ends before the newest bar that counts.
    private func isPast(_ evaluator: PlainEvaluator, _ window: Window) -> Bool {
        window.bars.upperBound < evaluator.days.count - (leavesOutNewest(evaluator) ? 1 : 0)
    }

    /// Whether the window begins before there is data.
    func beginsBeforeHistory(_ window: Window) -> Bool {
        switch clauses.frame {
        case .all, .until, .toDate: false
        default: window.base == nil
        }
    }

    // MARK: Runs

    private func streakSentence(_ says: Says) throws -> [Piece] {
        let evaluator = try evaluator([], [says])
        let window = try window(evaluator)
        let judged = judged(says, evaluator, window)
        guard !judged.isEmpty else { return nothingLeft(evaluator) }
        let runs = runs(says, evaluator, window)
        guard let last = runs.last else {
            return scope + phrase(says) + [.words("none"), .count(judged.count), unit(evaluator)]
        }
        let (first, newest) = (evaluator.days[last.bars[0]], evaluator.days[last.bars.last!])
        let dates: [Piece] = last.length == 1 ? [.day(first)] : Piece.days(first, newest)
        var sentence = scope
        if last.isRunning {
            if let (subject, words) = went(says) {
                sentence += subject + [.count(last.length), unit(evaluator)] + words
            } else {
                sentence += phrase(says) + [.count(last.length), unit(evaluator)]
            }
            sentence += dates + running(says, evaluator, window, now: "still running")
            if last.isClipped { sentence.append(.words(last.beginsWithHistory ? "clipped history" : "clipped")) }
        } else {
            sentence += notNow(says, evaluator, window)
            sentence += [.words("last"), .count(last.length), unit(evaluator)] + dates
        }
        return sentence + comparison(last, runs.dropLast(), judged, evaluator, window)
    }

    /// The sessions that a filter leaves, before the sentence.
    private var scope: [Piece] { clauses.filter == nil ? [] : [askedUnit] + filterWords }

    /// The condition that did not hold in a run of `not`.
    private func went(_ says: Says) -> (subject: [Piece], words: [Piece])? {
        guard case .not(let inner) = says else { return nil }
        switch inner {
        case .moves(_, "flat", _): return nil
        case .over, .moves, .extreme, .crosses, .reaches:
            let (subject, predicate) = parts(says)
            return (subject, predicate)
        // A double negation.
        default: return nil
        }
    }

    /// A run at the window's end.
    private func running(
        _ says: Says, _ evaluator: PlainEvaluator, _ window: Window, now: String
    ) -> [Piece] {
        if judged(says, evaluator, window).last! < window.last { return [.words("running last"), unit(evaluator)] }
        if let (symbol, day) = ended(evaluator) {
            // If several ended together, the sentence may name any of them.
            let all = evaluator.makers.filter { end(of: $0) == day }
            let whose = evaluator.makers.count < 2 ? [] : [all.count > 1 ? .unsaid : Piece.words(symbol ?? "")]
            return [.words("running")] + whose + [.words("ended"), .day(day)]
        }
        return [.words(isPast(evaluator, window) ? "running" : now)]
    }

    private func notNow(_ says: Says, _ evaluator: PlainEvaluator, _ window: Window) -> [Piece] {
        let judged = judged(says, evaluator, window).last!
        if judged < window.last {
            return [.day(evaluator.days[judged]), .words("last"), unit(evaluator)] + phrase(says, not: true)
        }
        if isPast(evaluator, window) { return phrase(says, not: true) }
        if let (_, day) = ended(evaluator) { return [.day(day), .words("ended")] + phrase(says, not: true) }
        return present(says, not: true)
    }

    /// Whether it holds now.
    private func present(_ says: Says, not: Bool) -> [Piece] {
        switch says {
        case .not(let inner): return present(inner, not: !not)
        case .over(_, _, nil, _), .moves(_, "up", nil), .moves(_, "down", nil): return phrase(says, not: not)
        default: return [.words(says.text)] + (not ? [.words("not")] : [])
        }
    }

    /// How the newest run compares with those before it.
    private func comparison(
        _ last: Run, _ earlier: ArraySlice<Run>, _ judged: [Int], _ evaluator: PlainEvaluator, _ window: Window
    ) -> [Piece] {
        func named(_ run: Run) -> [Piece] {
            var words: [Piece] = [.count(run.length)]
            if run.length == 1 { words.append(unit(evaluator)) }
            if run.isClipped { words.append(.words("clipped")) }
            return words + [.words("ended"), .day(evaluator.days[run.bars.last!])]
        }
        let since: [Piece]
        if case .since(let when) = clauses.frame, !beginsBeforeHistory(window) {
            since = [.words("since \(when.text)")]
        } else {
            let (first, newest) = (evaluator.days[judged[0]], evaluator.days[judged.last!])
            var isAll = beginsBeforeHistory(window)
            if case .all = clauses.frame { isAll = true }
            since = isAll ? [.words("since"), .day(first)] : Piece.days(first, newest)
        }
        guard let longest = earlier.map(\.length).max() else { return [.words("only")] + since }
        let record = earlier.last { $0.length == longest }!
        guard let match = earlier.last(where: { $0.length >= last.length }) else {
            return [.words(last.isClipped ? "longest" : "longest record")] + since + [.words("longest")] + named(record)
        }
        var words: [Piece] = [.words(match.length == last.length ? "ties" : "longest since")] + named(match)
        words += [.words("record")] + since
        if match.length != longest { words += named(record) }
        if last.isRunning, !last.isClipped, ended(evaluator) == nil {
            let missing = longest - last.length
            words += missing == 0 ? [.count(1), .words("break")] : [.count(missing), .words("ties")]
        }
        return words
    }

    /// How many of those whose data reaches the window's end are in a run there.
    private func streakOverSentence(_ says: Says) throws -> [Piece] {
        guard case .numbers(let lengths) = try streak(says)[1].cells else { return [] }
        let known = lengths.compactMap { $0 }
        if known.isEmpty { return [.words("none no")] }
        return [.count(known.filter { $0 > 0 }.count), .count(known.count)]
    }

    private func oddsSentence(_ says: Says) throws -> [Piece] {
        guard says.members == nil else { return [] }
        let evaluator = try evaluator([], [says])
        let window = try window(evaluator)
        let judged = judged(says, evaluator, window)
        guard !judged.isEmpty else { return nothingLeft(evaluator) }
        let runs = runs(says, evaluator, window)
        guard let last = runs.last, last.isRunning else {
            let held = runs.map(\.length).reduce(0, +)
            return scope + notNow(says, evaluator, window) + [
                .count(judged.count), unit(evaluator), .count(held),
                .percent(Double(held) / Double(judged.count)),
            ]
        }
        let whole = runs.filter { !$0.isRunning && !$0.isClipped }
        let reached = whole.filter { $0.length >= last.length }.count
        let wentOn = whole.filter { $0.length > last.length }.count
        let sentence =
            scope + phrase(says) + [.count(last.length), unit(evaluator)] + running(says, evaluator, window, now: "")
        if reached == 0 { return sentence + [.words("no")] }
        return sentence + [
            .count(reached), .words("reaches"), .count(last.length), .count(wentOn), .count(1),
            .percent(Double(wentOn) / Double(reached)),
        ]
    }

    // MARK: Counting

    private func judgedSentence(_ says: Says) throws -> [Piece] {
        let evaluator = try evaluator([], [says])
        let window = try window(evaluator)
        let judged = judged(says, evaluator, window)
        guard let first = judged.first, let last = judged.last else { return nothingLeft(evaluator) }
        let held = judged.filter { evaluator.truths(says)[$0] == true }.count
        if judged.count == 1 { return phrase(says, not: held == 0) + [.day(evaluator.days[first])] }
        return phrase(says) + [.count(held), .count(judged.count), unit(evaluator)] + filterWords
            + Piece.days(evaluator.days[first], evaluator.days[last])
    }

    /// For each member, how often it held, and the first and the last judged day.
    private func heldOfEach(_ says: Says) throws -> [(held: [Int], judged: [Int])] {
        try perMember(says.members!, [], [says]) { _, evaluator, window in
            let judged = try judgedOrRefused(says, evaluator, window)
            let held = judged.filter { evaluator.truths(says)[$0] == true }
            return (held.map { evaluator.days[$0] }, judged.map { evaluator.days[$0] })
        }
    }

    private func span(_ days: [Int]) -> [Piece] { days.isEmpty ? [] : Piece.days(days.min()!, days.max()!) }

    private func whenOverSentence(_ says: Says) throws -> [Piece] {
        let all = try heldOfEach(says)
        return [
            .words(says.text), .count(all.filter { !$0.held.isEmpty }.count), .count(all.count),
            .count(all.map(\.held.count).reduce(0, +)), askedUnit,
        ] + filterWords + span(all.flatMap(\.judged))
    }

    private func countOverSentence(_ says: Says) throws -> [Piece] {
        let all = try heldOfEach(says)
        let (held, judged) = (all.map(\.held.count).reduce(0, +), all.map(\.judged.count).reduce(0, +))
        return (all.count == 1 ? [] : [.words("over"), .count(all.count)])
            + [.count(held), .count(judged), askedUnit] + filterWords
            + (judged == 0 ? [] : [.percent(Double(held) / Double(judged))]) + span(all.flatMap(\.judged))
    }

    // MARK: First and last

    private func firstOrLastSentence(_ says: Says, isFirst: Bool) throws -> [Piece] {
        let evaluator = try evaluator([], [says])
        let window = try window(evaluator)
        let judged = judged(says, evaluator, window)
        guard !judged.isEmpty else { return nothingLeft(evaluator) }
        let held = judged.filter { evaluator.truths(says)[$0] == true }
        guard let found = isFirst ? held.first : held.last else {
            return phrase(says) + [.words("none"), .count(judged.count), unit(evaluator)] + filterWords
        }
        let (subject, predicate) = parts(says)
        let day = evaluator.days[found]
        let ago = Int(ago(day, evaluator, window))
        let when: [Piece] =
            if ago == 0 {
                isPast(evaluator, window)
                    ? [.words("last"), unit(evaluator)] : [.words("newest"), unit(evaluator)]
            } else {
                [.count(ago), unit(evaluator), .words(isPast(evaluator, window) ? "before" : "ago")]
            }
        let place: [Piece] = evaluator.isDaily ? [] : [unit(evaluator)]
        let which = Piece.words(isFirst ? "first" : "last")
        // What did not happen is said before it: `RUT did not rise, last on …`.
        let isNegated = if case .words("not") = predicate.first { true } else { false }
        return subject + (isNegated ? predicate + [which] : [which] + predicate) + place + [.day(day)] + when
            + (clauses.filter == nil ? [] : [askedUnit] + filterWords)
    }

    private func firstOverSentence(_ says: Says) throws -> [Piece] {
        let all = try perMember(says.members!, [], [says]) { name, evaluator, window -> (String, Int?) in
            let held = try judgedOrRefused(says, evaluator, window).filter { evaluator.truths(says)[$0] == true }
            return (name, held.first.map { evaluator.days[$0] })
        }
        let place: [Piece] = clauses.filter == nil ? [] : [askedUnit] + filterWords
        guard let day = all.compactMap(\.1).min() else {
            return [.words("none"), .count(all.count)]
                + (clauses.filter == nil ? [] : [.words("session")] + filterWords)
        }
        let names = all.filter { $0.1 == day }.map(\.0).sorted()
        if names.count == 1 {
            let (subject, predicate) = parts(says.of(names[0]))
            return subject + [.words("first"), .count(all.count)] + predicate + [.day(day)] + place
        }
        return [.count(names.count), .count(all.count), .words("first"), .day(day)] + place
            + names.map { .name($0) }
    }

    private func lastOverSentence(_ says: Says) throws -> [Piece] {
        let all = try heldOfEach(says)
        guard all.allSatisfy(\.held.isEmpty) else { return [] }
        return [.words("none"), .count(all.count)] + (clauses.filter == nil ? [] : [.words("session")] + filterWords)
    }
}

extension Says {
    /// About one member in place of the group.
    func of(_ member: String) -> Says {
        func one(_ numbers: Numbers) -> Numbers { numbers.members == nil ? numbers : .symbol(member) }
        switch self {
        case .over(let left, let right, let by, let under): return .over(one(left), one(right), by: by, under: under)
        case .moves(let numbers, let word, let by): return .moves(one(numbers), word, by: by)
        case .extreme(let numbers, let high, let span, let intraday):
            return .extreme(one(numbers), high: high, span, intraday: intraday)
        default: return self
        }
    }
}
