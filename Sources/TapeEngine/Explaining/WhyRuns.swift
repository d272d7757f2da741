import TapeStore
import TapeSyntax

/// Runs and verdicts, session by session.
extension Why {
    /// Each session of the run with the one before it, which is the base, and the one that ended it.
    func run() throws(EngineError) -> Answer {
        let member = member
        let scan = try StreakVerb.Scanned(request, member: member)
        let picked: Run?
        if member == nil, let row {
            picked = scan.runs.runs.first { scan.frame.days[$0.first] == row.day("from") }
            guard picked != nil else { throw notNamed("from") }
        } else {
            // For a member the run it is in, else its longest: those are the ones in its row.
            let longest = member == nil ? nil : scan.runs.ranked(1).first
            picked = scan.runs.present ?? longest ?? scan.runs.runs.last
        }
        guard let picked else { return try judged() }
        let condition = scan.condition.told(member)
        let (ending, words) = try end(of: picked, scan)
        let table = try Why.sheet(
            scan.condition, scan.evaluator, Array(max(0, picked.first - 1)...(ending ?? picked.last)), member)
        let headline = [
            "The run of \(Format.count(picked.length)), \(scan.day(picked.first)) → \(scan.day(picked.last)): \(Meaning.condition(condition)).",
            words,
        ]
        return finish(headline, table, scan.frame, scan.window, [condition])
    }

    /// The judged bar that ended a run, if one did, and how it ended in words.
    private func end(of run: Run, _ scan: StreakVerb.Scanned) throws(EngineError) -> (index: Int?, words: String) {
        let unit = scan.frame.frequency.unitWord
        if run.running {
            if scan.ended != nil { return (nil, "It was \(scan.standing(isPast: "", isNow: "")).") }
            return run.last + 1 < scan.newestFinished && scan.isPast
                ? (nil, "It is running where the window ends.")
                : (nil, "It is still running: no later \(unit) is judged.")
        }
        if scan.runs.gaps.contains(where: { $0 >= run.last }),
            let gap = scan.runs.gaps.first(where: { $0 >= run.last }),
            !scan.runs.runs.contains(where: { $0.first > run.last && $0.first <= gap })
        {
            return (
                gap + 1, "No sessions between \(scan.day(gap)) and \(scan.day(gap + 1)): a gap that long ended it."
            )
        }
        let truths = try scan.evaluator.condition(scan.condition)
        let filter = try request.filter(scan.evaluator)
        let next = (run.last + 1..<max(run.last + 1, truths.count)).first { index in
            truths[index] == .no && (filter.map { $0[index] == .yes } ?? true)
        }
        guard let next else { return (nil, "No later \(unit) is judged.") }
        return (next, "\(scan.day(next)) ended it.")
    }

    /// The runs that reached the length, and which of them continued.
    func odds() throws(EngineError) -> Answer {
        let member = member
        let scan = try StreakVerb.Scanned(request, member: member)
        let asked = member == nil ? row?.number("length").map { Int($0) } : nil
        let length = max(1, asked ?? scan.runs.present?.length ?? 1)
        let reached = scan.runs.runs.filter { !$0.running && !$0.clipped && $0.length >= length }
        let on = reached.count { $0.length > length }
        let share = reached.isEmpty ? .nan : Double(on) / Double(reached.count)
        let condition = scan.condition.told(member)
        let headline = [
            "A run counts \(scan.frame.frequency.unitWord)s on which \(Meaning.condition(condition)).",
            "\(Format.count(on)) that went on ÷ \(Format.count(reached.count)) that reached \(Format.count(length)) = \(Format.share(share)). The running one and a clipped one are not counted.",
        ]
        let table = Table([
            TableColumn("from", .dates(reached.map { scan.frame.days[$0.first] })),
            TableColumn("to", .dates(reached.map { scan.frame.days[$0.last] })),
            TableColumn("length", unit: .count, .numbers(reached.map { Double($0.length) })),
            TableColumn("went_on", .flags(reached.map { $0.length > length })),
        ])
        return finish(headline, table, scan.frame, scan.window, [condition])
    }

    /// The sessions of the window with their verdicts; for one row its own, with the one before.
    func judged() throws(EngineError) -> Answer {
        let member = member
        let scan = try Judged(request, member: member)
        let condition = scan.condition.told(member)
        var rows = Array(scan.window.range)
        let isOne = request.implementation is any FindingVerb.Type
        let shown = row ?? (isOne ? first : nil)
        if let day = shown?.day("session"), let index = scan.frame.days.firstIndex(of: day) {
            rows = Array(max(0, index - 1)...index)
        } else if let bucket = request.plan.bucket, let label = row?.text("bucket") {
            let groups = Buckets(bucket, days: scan.frame.days, indices: scan.window.range).groups
            rows = groups.first { $0.label == label }?.indices ?? rows
        } else if row != nil, request.query.verb.traits.contains(.listsSessions) {
            throw notNamed("session")
        }
        let table = try Why.sheet(scan.condition, scan.evaluator, rows, member)
        let judged = Set(scan.judged)
        let held = scan.held.count { rows.contains($0) }
        var headline = ["A \(scan.unit) counts where \(Meaning.condition(condition))."]
        if request.query.verb.traits.contains(.answersOneRow) {
            headline.append(
                "Of the \(Format.count(rows.count { judged.contains($0) })) judged here, it holds on \(Format.count(held))."
            )
        }
        return finish(headline, table, scan.frame, scan.window, [condition])
    }

    /// The row shown no longer has the column that identifies it.
    func notNamed(_ column: String) -> EngineError {
        EngineError(
            .unknownColumn, request.query.span, "the row has no column `\(column)`, so it cannot be found again",
            [.init("fix", "keep the column `\(column)` in `select`")])
    }

    /// The subjects' values and returns, and the verdict, on the rows.
    static func sheet(
        _ condition: Node, _ evaluator: Evaluator, _ rows: [Int], _ member: String?
    ) throws(EngineError) -> Table {
        let frame = evaluator.frame
        var columns = [TableColumn("session", .dates(rows.map { frame.days[$0] }))]
        var returns: [[Double]] = []
        for subject in Phrases.subjects(condition, member: member) {
            let values = try evaluator.series(subject.node)
            columns.append(TableColumn(subject.name, unit: subject.node.unit, .numbers(rows.map { values[$0] })))
            if subject.isReturn {
                let changes = try subject.values(evaluator)
                returns.append(changes)
                columns.append(
                    TableColumn("\(subject.name) change", unit: .percent, .numbers(rows.map { changes[$0] })))
            }
        }
        if case .over = condition.op, returns.count == 2 {
            columns.append(TableColumn("spread", unit: .points, .numbers(rows.map { returns[0][$0] - returns[1][$0] })))
        }
        if case .extreme(let value, let extreme, let lookBack, let intraday) = condition.op {
            let bar = try evaluator.reading(condition) { (own) throws(EngineError) in
                try own.barBefore(value, extreme, lookBack, intraday)
            }
            columns.append(
                TableColumn("to beat", unit: value.unit, .numbers(rows.map { bar[$0] })))
        }
        let truths = try evaluator.condition(condition)
        columns.append(TableColumn("holds", .flags(rows.map { truths[$0] == .missing ? nil : truths[$0] == .yes })))
        return Table(columns)
    }
}

extension Node {
    /// The condition with the member's name.
    fileprivate func told(_ member: String?) -> Node { member.map { forMember($0) } ?? self }
}

extension Evaluator {
    /// The value that a record or a high must exceed: the highest one before, of all history or of the span.
    fileprivate func barBefore(
        _ inner: Node, _ extreme: Extreme, _ lookBack: Node?, _ intraday: Bool
    ) throws(EngineError) -> [Double] {
        let values = try series(intraday ? inner.field(extreme.rawValue) : inner)
        let isHigh = extreme == .high
        var starts = [Int](repeating: 0, count: values.count)
        if let lookBack { starts = try lookBackStarts(lookBack) }
        var best = [Double](repeating: .nan, count: values.count)
        var record = Double.nan
        for index in values.indices {
            if lookBack == nil {
                best[index] = record
                let value = values[index]
                if !value.isNaN { record = record.isNaN ? value : (isHigh ? max(record, value) : min(record, value)) }
            } else if starts[index] >= 0, starts[index] < index {
                let span = values[starts[index]..<index].filter { !$0.isNaN }
                best[index] = (isHigh ? span.max() : span.min()) ?? .nan
            }
        }
        return best
    }
}
