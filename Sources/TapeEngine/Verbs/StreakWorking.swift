import TapeStore
import TapeSyntax
import TapeTime

/// Each session of a run, with the one before it, which is the base, and the one that ended it.
struct StreakWorking: Working {
    let request: ResolvedQuery
    /// The run of each row.
    var runs: [Run] = []
    /// For each row over a group, the member and the first session of its current run, or else of its longest.
    var members: [(symbol: String, from: Int32)] = []

    func judged(_ member: String?) throws(EngineError) -> JudgedBars? {
        try StreakVerb.Scanned(request, member: member).judgedBars
    }

    func why(_ asked: AskedRow) throws(EngineError) -> Answer {
        let member = members.isEmpty ? nil : members[asked.shown ?? 0]
        let scan = try StreakVerb.Scanned(request, member: member?.symbol)
        let found = scan.runs.runs
        var run = member == nil ? asked.row.map { runs[$0] } ?? scan.runs.present ?? found.last : nil
        if let member { run = found.first { scan.frame.days[$0.first] == member.from } }
        guard let run else {
            // There is no run to show, so show the judged bars.
            let sheet = try scan.condition.sheet(scan.evaluator, Array(scan.window.range))
            let condition = scan.condition.forMember(scan.member)
            return request.working(
                ["A \(scan.frame.frequency.unitWord) counts where \(Meaning.condition(condition))."], sheet, scan.frame,
                scan.window, [condition], judged: scan.judgedBars)
        }
        let condition = scan.condition.forMember(scan.member)
        let (ending, words) = end(of: run, scan)
        let table = try scan.condition.sheet(
            scan.evaluator, Array(max(0, run.first - 1)...(ending ?? run.last)))
        let headline = [
            "The run of \(Format.count(run.length)), \(scan.day(run.first)) → \(scan.day(run.last)): \(Meaning.condition(condition)).",
            words,
        ]
        return request.working(headline, table, scan.frame, scan.window, [condition], judged: scan.judgedBars)
    }

    /// The judged bar that ended a run, if one did, and how it ended in words.
    private func end(of run: Run, _ scan: StreakVerb.Scanned) -> (index: Int?, words: String) {
        let unit = scan.frame.frequency.unitWord
        if run.running {
            if scan.ended != nil { return (nil, "It was \(scan.standing(isPast: "", isNow: "")).") }
            return run.last + 1 < scan.newestFinished && scan.isPast
                ? (nil, "It is running where the window ends.")
                : (nil, "It is still running: no later \(unit) is judged.")
        }
        if let gap = scan.runs.gaps.first(where: { $0 >= run.last }),
            !scan.runs.runs.contains(where: { $0.first > run.last && $0.first <= gap })
        {
            return (
                gap + 1, "No sessions between \(scan.day(gap)) and \(scan.day(gap + 1)): a gap that long ended it."
            )
        }
        let next = (run.last + 1..<max(run.last + 1, scan.frame.days.count)).first { scan.holds($0) == false }
        guard let next else { return (nil, "No later \(unit) is judged.") }
        return (next, "\(scan.day(next)) ended it.")
    }
}

extension StreakVerb.Scanned {
    var judgedBars: JudgedBars {
        JudgedBars(count: runs.judged, first: runs.firstJudged, last: runs.lastJudged, on: frame)
    }
}
