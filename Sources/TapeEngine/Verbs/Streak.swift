import TapeStore
import TapeSyntax
import TapeTime

/// `streak COND`: the current run, how it compares, and the longest runs.
enum StreakVerb: VerbImplementation {
    static let verb = Verb(
        "streak", .condition, of: .condition, clauses: .judging, traits: .namesSubjects, question: .duration,
        signature: "streak COND",
        doc: "the running (or last) run of sessions on which COND held, and the longest runs",
        examples: ["streak rut over spx since 1990", "streak rut down since 2000 top 5"],
        notes: [
            "Says how long the run is, whether it still runs, when there was last one as long, and the record. Then the longest runs.",
            "A tie ends a run. A session missing on one side is not judged. A run that began before the window is marked clipped.",
            "Over a group, one row per member. `streak(COND)`, without a space before the bracket, is a function: the length so far at each session.",
        ],
        seeAlso: ["odds", "longest", "conditions", "why"],
        columns: ["rank", "length", "from", "to", "spread", "state", "clipped"],
        groupColumns: ["symbol", "length", "from", "longest", "longest_from", "longest_to"])

    static func meaning(_ request: ResolvedQuery) -> String {
        "The runs of consecutive \(request.barWord)s on which \(Meaning.condition(request.subjects[0])), longest first"
    }

    static func outcome(_ answer: Answer, _ request: ResolvedQuery) -> String? {
        let rows = answer.table?.rowCount ?? 0
        return request.group == nil ? "Found \(Format.count(rows, "run")), longest first and then newest first." : nil
    }

    static func orderedBy(_ request: ResolvedQuery) -> [String] {
        request.group == nil ? ["length"] : ["length", "longest"]
    }

    static func answer(_ request: ResolvedQuery) throws(EngineError) -> Answer {
        if let group = request.group { return try overGroup(request, group.members) }
        let scan = try Scanned(request)
        let rows = request.plan.rows.flatMap { $0.fromEnd ? nil : $0.count }
        let listed = scan.runs.ranked(rows)
        var notes = scan.notes(request)
        if let last = listed.last, rows != nil {
            let equals = { (run: Run) in run.length == last.length }
            notes += TieNote.of(scan.runs.runs.count(where: equals) - listed.count(where: equals), ["length"])
        }
        let table = try table(listed, scan)
        if let first = listed.map(\.first).min(), let last = listed.map(\.last).max(),
            table.columns.contains(where: \.lacksChange)
        {
            let names = Phrases.runSubjects(scan.condition, member: nil).map(\.node)
            notes += try request.belowZeroNote(names, scan.evaluator, over: max(first - 1, 0)..<last + 1)
                .filter { note in !notes.contains { $0.code == note.code } }
        }
        var answer = request.answer(
            headline: headline(scan, request), table: table,
            notes: notes,
            frame: scan.frame, displayRows: 10)
        answer.presentation.verdicts = scan.newestVerdicts(60)
        answer.working = StreakWorking(request: request, runs: listed)
        return answer
    }

    /// A condition judged over the query's window for one subject.
    struct Scanned {
        let condition: Node
        let frame: Frame
        let window: Window
        let runs: RunScan
        let ties: Int
        let member: String?
        let evaluator: Evaluator
        /// Where its data ended, before the window did.
        let ended: (symbol: String?, day: Day)?
        private let verdicts: Verdicts
        private let filter: [Truth]?

        init(_ request: ResolvedQuery, member: String? = nil) throws(EngineError) {
            let frame = try request.frame([request.subjects[0]], member: member)
            let window = try request.plan.windowWithData(on: frame)
            try self.init(request, frame, window, request.evaluator(frame, window, member: member), member: member)
        }

        init(_ request: ResolvedQuery, _ view: MemberView) throws(EngineError) {
            try self.init(request, view.frame, view.window, view.evaluator, member: view.symbol)
        }

        private init(
            _ request: ResolvedQuery, _ frame: Frame, _ window: Window, _ evaluator: Evaluator, member: String?
        ) throws(EngineError) {
            condition = request.subjects[0]
            self.member = member
            self.frame = frame
            self.window = window
            self.evaluator = evaluator
            ended = request.ended(frame)
            verdicts = try evaluator.verdicts(condition)
            filter = try request.filter(evaluator)
            runs = RunScan(
                verdicts, filter: filter, days: frame.days, window: window.range, start: frame.commonStart,
                isDaily: frame.hasSessionsDaily)
            try request.checkJudged(runs.judged, condition, frame, window)
            ties = try Scanned.ties(condition, verdicts, evaluator, window.range, filter)
        }

        func day(_ index: Int) -> Day { Day(frame.days[index]) }

        /// Whether the condition held on a bar; nil if the bar was not judged.
        func holds(_ bar: Int) -> Bool? { verdicts.holds(bar, filter) }

        /// Whether it held on each of the window's newest bars; nil where that was not judged.
        func newestVerdicts(_ most: Int) -> [Bool?] {
            window.range.suffix(most).map { holds($0) }
        }

        /// The number of bars on the axis, except a newest one whose period is not over.
        var newestFinished: Int { window.newestFinished(frame) }

        /// A window that ends in the past says nothing about now.
        var isPast: Bool { window.range.upperBound < newestFinished }

        /// A run at the end of the window, in words: for data that ended nothing is said about now.
        func standing(isPast: String, isNow: String) -> String {
            if let (symbol, day) = ended {
                let whose = frame.makers.count < 2 ? "its data" : symbol.map { "the data of \($0.uppercased())" }
                return "running when \(whose ?? "its data") ended on \(day)"
            }
            return self.isPast ? isPast : isNow
        }

        var notNow: String {
            if let judged = runs.lastJudged, judged < window.range.upperBound - 1 {
                return
                    "On \(day(judged)), the last judged \(frame.frequency.unitWord), \(Phrases.negated(condition, member: member))"
            }
            if let (_, day) = ended, !isPast {
                return "On \(day), when the data ended, \(Phrases.negated(condition, member: member))"
            }
            return Phrases.notNow(condition, member: member, isPast: isPast)
        }

        /// Sessions that a filter left out, or without a value: those before the first judged one have their own note.
        private func unjudged(_ request: ResolvedQuery) -> [Note] {
            if runs.notJudged > 0, request.plan.filter != nil { return [request.filteredNote(runs.notJudged, frame)] }
            guard let first = runs.firstJudged else { return [] }
            let leading = window.range.lowerBound <= frame.commonStart ? first - window.range.lowerBound : 0
            guard runs.notJudged > leading else { return [] }
            return [
                Note(
                    "not-judged",
                    "\(Format.count(runs.notJudged - leading, frame.frequency.unitWord)) could not be judged: a value is missing there."
                )
            ]
        }

        /// Sessions on which both returns were equal: neither over nor under.
        private static func ties(
            _ condition: Node, _ verdicts: Verdicts, _ evaluator: Evaluator, _ window: Range<Int>, _ filter: [Truth]?
        ) throws(EngineError) -> Int {
            guard case .over(let left, let right, nil, _) = condition.op else { return 0 }
            if filter == nil, case .bits(let flags, let bars) = verdicts {
                return flags.ties.count { window.contains(bars.lowerBound + $0) }
            }
            let compared = evaluator.aligned(as: condition)
            let returns = (try compared.returns(left), try compared.returns(right))
            guard let filter else { return Kernel.ties(returns.0, returns.1, window) }
            let equal = Kernel.compare(.equal, returns.0, returns.1)
            return window.count { equal[$0] == .yes && filter[$0] == .yes }
        }

        func notes(_ request: ResolvedQuery) -> [Note] {
            var notes = request.notes(frame, window)
            notes += unjudged(request)
            if ties > 0 {
                notes.append(Note("ties", "\(Format.count(ties, "tie")): equal returns count for neither side."))
            }
            for gap in runs.gaps.prefix(3) {
                notes.append(
                    Note("gap", "No sessions between \(day(gap)) and \(day(gap + 1)): a gap that long ends a run."))
            }
            if let first = runs.runs.first, first.clipped {
                let whole =
                    first.wholeLength.map { "it began before the window and is \(Format.count($0)) long in total" }
                    ?? "it begins with the history and may be longer"
                notes.append(Note("clipped", "The run from \(day(first.first)) is clipped: \(whole)."))
            }
            if runs.judged > 0, request.plan.filter == nil,
                runs.firstJudged == 0 || frame.commonStart >= window.range.lowerBound,
                let judged = runs.firstJudged, judged > window.range.lowerBound
            {
                notes.append(
                    Note(
                        "first",
                        "History begins \(frame.beginning); the first \(frame.frequency.unitWord) that can be judged is \(day(judged))."
                    ))
            }
            return notes
        }
    }

    // MARK: The sentence

    static func headline(_ scan: Scanned, _ request: ResolvedQuery) -> [String] {
        let runs = scan.runs.runs
        guard scan.runs.judged > 0 else { return [request.nothingLeft(scan.frame)] }
        guard let last = runs.last else {
            return [
                scoped(
                    "\(Phrases.clause(scan.condition, member: scan.member)) on none of \(Format.count(scan.runs.judged, "judged " + scan.frame.frequency.unitWord)).",
                    request)
            ]
        }
        var sentences: [String] = []
        let dates = last.length == 1 ? "\(scan.day(last.first))" : "\(scan.day(last.first)) → \(scan.day(last.last))"
        if last.running {
            let length = length(last.length, scan, request)
            let what =
                Phrases.without(scan.condition, member: scan.member).map { "\($0.subject) went \(length) \($0.words)" }
                ?? "\(Phrases.clause(scan.condition, member: scan.member)) for \(length)"
            let clipped = last.clipped ? " (clipped by the \(last.wholeLength == nil ? "history" : "window"))" : ""
            sentences.append(
                scoped("\(what), \(dates), \(running(scan))\(clipped).", request))
        } else {
            let not = scan.notNow
            sentences.append(
                scoped(
                    "\(not): the last run was \(length(last.length, scan, request, consecutive: false)), \(dates).",
                    request))
        }
        sentences.append(comparison(last, runs.dropLast(), scan, request))
        return sentences
    }

    /// The sentence with the sessions that a filter leaves in front; unchanged without one.
    static func scoped(_ sentence: String, _ request: ResolvedQuery) -> String {
        guard !request.filterWords.isEmpty else { return sentence }
        let rest = sentence.hasPrefix("On ") ? "on " + sentence.dropFirst(3) : sentence
        return "Among the \(request.frequency.unitWord)s\(request.filterWords), \(rest)"
    }

    /// A run is known to be running only up to the last judged session, which may be long ago.
    static func running(_ scan: Scanned, isNow: String = "still running") -> String {
        if let judged = scan.runs.lastJudged, judged < scan.window.range.upperBound - 1 {
            return "running at the last judged \(scan.frame.frequency.unitWord)"
        }
        return scan.standing(isPast: "running when the window ends", isNow: isNow)
    }

    private static func length(
        _ count: Int, _ scan: Scanned, _ request: ResolvedQuery, consecutive: Bool = true
    ) -> String {
        // Sessions that `where` leaves out may be between those of a run.
        let unit = (request.plan.filter == nil ? "" : "judged ") + scan.frame.frequency.unitWord
        guard count != 1 else { return "one \(unit)" }
        return "\(Format.count(count)) \(consecutive ? "consecutive " : "")\(unit)s"
    }

    private static func comparison(
        _ present: Run, _ earlier: ArraySlice<Run>, _ scan: Scanned, _ request: ResolvedQuery
    ) -> String {
        let since = sinceText(scan, request)
        let record = earlier.max { $0.length < $1.length }
        guard let record else { return "It is the only run\(since.isEmpty ? "" : " " + since)." }
        // The newest of the longest earlier runs is the record.
        let best = earlier.last { $0.length == record.length }!
        guard let match = earlier.last(where: { $0.length >= present.length }) else {
            let runnerUp = "the next longest is \(theRun(best, scan))"
            if present.clipped { return "The longest, as far as the data shows, \(since); \(runnerUp)." }
            return "The longest on record, \(since); \(runnerUp)."
        }
        let ended = theRun(match, scan)
        var text: String
        if match.length == present.length {
            text = "It ties \(ended)"
            text +=
                match.length == record.length
                ? ", which is the record \(since)." : ". The record \(since) is \(theRun(best, scan))."
        } else {
            text = present.running ? "The longest since \(ended)" : "That was the longest since \(ended)"
            text +=
                match.length == record.length
                ? ", which is the record \(since)." : ". The record \(since) is \(theRun(best, scan))."
        }
        if present.running, !present.clipped, scan.ended == nil {
            text += " " + milestone(record.length - present.length)
        }
        return text
    }

    /// `the 16 that ended on …`, `the one-session run that ended on …`
    private static func theRun(_ run: Run, _ scan: Scanned) -> String {
        let bar = scan.frame.frequency.unitWord
        let words = run.length == 1 ? "the one-\(bar) run" : "the \(Format.count(run.length))"
        return "\(words)\(run.clipped ? " (clipped)" : "") that ended on \(scan.day(run.last))"
    }

    private static func milestone(_ missing: Int) -> String {
        missing == 0 ? "One more would break it." : "\(Phrases.numeral(missing).capitalizedFirst) more would tie it."
    }

    /// `since 1990`, as the user wrote it where that is a plain start, else the first judged day.
    static func sinceText(_ scan: Scanned, _ request: ResolvedQuery) -> String {
        if case .between(let first, nil) = request.plan.window, first != nil, !scan.window.isBeforeHistory {
            return request.plan.windowText
        }
        guard let first = scan.runs.firstJudged, let last = scan.runs.lastJudged else { return "" }
        if case .all = request.plan.window { return "since \(scan.day(first))" }
        if scan.window.isBeforeHistory { return "since \(scan.day(first))" }
        return "from \(scan.day(first)) to \(scan.day(last))"
    }

    // MARK: The runs

    private static func table(_ runs: [Run], _ scan: Scanned) throws(EngineError) -> Table {
        var columns = [
            TableColumn("rank", unit: .count, .numbers(runs.map(\.length).sharedRanks)),
            TableColumn("length", unit: .count, .numbers(runs.map { Double($0.length) })),
            TableColumn("from", .dates(runs.map { scan.frame.days[$0.first] })),
            TableColumn("to", .dates(runs.map { scan.frame.days[$0.last] })),
        ]
        var changes: [[Double]] = []
        let isCompared = if case .over = scan.condition.op { true } else { false }
        let evaluator = isCompared ? scan.evaluator.aligned : scan.evaluator
        for (name, node) in Phrases.runSubjects(scan.condition, member: scan.member) {
            changes.append(try evaluator.changes(node, over: runs))
            columns.append(TableColumn(name, unit: .percent, .numbers(changes[changes.count - 1])))
        }
        if isCompared, changes.count == 2 {
            let spread = zip(changes[0], changes[1]).map { $0 - $1 }
            columns.append(TableColumn("spread", unit: .points, .numbers(spread)))
        }
        // A run cut off by the end of its data is no longer running.
        columns.append(
            TableColumn("state", .texts(runs.map { $0.running && scan.ended == nil ? "running" : "ended" })))
        columns.append(TableColumn("clipped", .flags(runs.map { $0.clipped })))
        return Table(columns)
    }

    // MARK: Over a group

    /// A member's current and longest run.
    private struct MemberRow {
        var symbol: String
        var length: Int
        var longest: Int
        var from: Int32
        var longestFrom: Int32
        var longestTo: Int32
        /// The window ends before the newest finished bar.
        var isPast: Bool
        /// The other symbol whose data ended, where that cuts the window short.
        var otherEnd: (symbol: String, day: Day)?
    }

    /// How many of those whose data reaches the window's end are in a run there.
    private static func standing(_ rows: [MemberRow]) -> String {
        let running = rows.count { $0.length > 0 }
        let isPast = rows.allSatisfy(\.isPast)
        guard !rows.isEmpty else { return "None has data to the end of the window, so there is no current run." }
        return
            "\(Format.count(running)) of \(Format.count(rows.count)) \(running == 1 ? "is" : "are") in such a run \(isPast ? "when the window ends" : "now")."
    }

    private static func otherNote(_ end: (symbol: String, day: Day)) -> Note {
        Note(
            "ended",
            "The data of \(end.symbol.uppercased()) ended on \(end.day), so no run against it is current.")
    }

    private static func overGroup(_ request: ResolvedQuery, _ members: [String]) throws(EngineError) -> Answer {
        let condition = request.subjects[0]
        let (found, notes) = try request.memberRows(members, [condition]) {
            (member) throws(EngineError) -> MemberRow in
            let frame = member.frame
            let (present, longest) = try RunScan.extremes(condition, request, member)
            let end = request.ended(frame)
            return MemberRow(
                symbol: member.symbol, length: present?.length ?? 0, longest: longest?.length ?? 0,
                from: present.map { frame.days[$0.first] } ?? TableColumn.missingDate,
                longestFrom: longest.map { frame.days[$0.first] } ?? TableColumn.missingDate,
                longestTo: longest.map { frame.days[$0.last] } ?? TableColumn.missingDate,
                isPast: member.window.range.upperBound < member.window.newestFinished(frame),
                otherEnd: end.flatMap { end in
                    end.symbol.flatMap { $0 == member.symbol ? nil : (symbol: $0, day: end.day) }
                })
        }
        // A member whose data has ended is in no run at the window's end; its longest one remains.
        var rows = found.map { row in
            var row = row
            if notes.hasEnded(row.symbol) || row.otherEnd != nil {
                (row.length, row.from) = (-1, TableColumn.missingDate)
            }
            return row
        }
        rows.sort { a, b in
            if a.length != b.length { return a.length > b.length }
            return a.longest != b.longest ? a.longest > b.longest : a.symbol < b.symbol
        }
        let table = Table([
            TableColumn("symbol", .texts(rows.map(\.symbol))),
            TableColumn("length", unit: .count, .numbers(rows.map { $0.length < 0 ? .nan : Double($0.length) })),
            TableColumn("from", .dates(rows.map(\.from))),
            TableColumn("longest", unit: .count, .numbers(rows.map { Double($0.longest) })),
            TableColumn("longest_from", .dates(rows.map(\.longestFrom))),
            TableColumn("longest_to", .dates(rows.map(\.longestTo))),
        ])
        var answer = request.answer(
            headline: [standing(rows.filter { $0.length >= 0 })], table: table,
            notes: notes.notes(request, rows.map(\.symbol), ended: "left out of the current runs")
                + (rows.lazy.compactMap(\.otherEnd).first.map { [otherNote($0)] } ?? []),
            frame: nil, displayRows: 20)
        answer.working = StreakWorking(
            request: request, members: rows.map { ($0.symbol, $0.length > 0 ? $0.from : $0.longestFrom) })
        return answer
    }
}
