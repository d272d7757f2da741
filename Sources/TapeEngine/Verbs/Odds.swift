import TapeStore
import TapeSyntax

/// `odds COND`: of the runs that reached a length, how many went on one more bar.
enum OddsVerb: VerbImplementation {
    static let verb = Verb(
        "odds", .condition, of: .condition, clauses: .judging, question: .duration,
        signature: "odds COND",
        doc: "how often a run that reached the current length went on one more, and the distribution of lengths",
        examples: ["odds rut over spx since 1990", "odds rut up weekly since 2000"],
        notes: [
            "Only runs that have ended count: a running one and one that began before the window are left out.",
            "Every share is shown with its n: a share of few runs says little.",
        ],
        seeAlso: ["streak", "longest"],
        columns: ["length", "runs", "reached", "went_on", "share"],
        groupColumns: ["symbol", "length", "reached", "share"])

    static func meaning(_ request: ResolvedQuery) -> String {
        "Of the runs of \(request.barWord)s on which \(Meaning.condition(request.subjects[0])): how many that reached a length went on one more"
    }

    static func orderedBy(_ request: ResolvedQuery) -> [String] { request.group == nil ? [] : ["length"] }

    static func answer(_ request: ResolvedQuery) throws(EngineError) -> Answer {
        if let group = request.group { return try overGroup(request, group.members) }
        let scan = try StreakVerb.Scanned(request)
        let tally = Tally(scan.runs)
        let unit = scan.frame.frequency.unitWord
        let table = Table([
            TableColumn("length", unit: .count, .numbers(tally.lengths.map { Double($0) })),
            TableColumn("runs", unit: .count, .numbers(tally.lengths.map { Double(tally.ended[$0] ?? 0) })),
            TableColumn("reached", unit: .count, .numbers(tally.lengths.map { Double(tally.reached($0)) })),
            TableColumn("went_on", unit: .count, .numbers(tally.lengths.map { Double(tally.reached($0 + 1)) })),
            TableColumn("share", unit: .share, .numbers(tally.lengths.map { tally.share($0) })),
        ])
        let present = scan.runs.present?.length ?? 0
        let clause = Phrases.clause(scan.condition)
        var sentence: String
        if scan.runs.judged == 0 {
            sentence = request.nothingLeft(scan.frame)
        } else if present > 0 {
            let reached = tally.reached(present)
            let standing = StreakVerb.running(scan, isNow: "so far")
            sentence =
                "\(clause) for \(present == 1 ? "one \(unit)" : Format.count(present, unit))\(standing == "so far" ? "" : ",") \(standing). "
            sentence +=
                reached == 0
                ? "No earlier run was as long."
                : "Of \(reached == 1 ? "the one earlier run" : Format.count(reached, "earlier run")) that reached \(Format.count(present)), \(Format.count(tally.reached(present + 1))) went on at least one more (\(Format.share(tally.share(present), precision: request.precision)))."
        } else {
            sentence =
                "\(scan.notNow). Of \(Format.count(scan.runs.judged, unit)) judged, it held on \(Format.count(scan.runs.held)) (\(Format.share(scan.runs.judged > 0 ? Double(scan.runs.held) / Double(scan.runs.judged) : .nan, precision: request.precision)))."
        }
        if scan.runs.judged > 0 { sentence = StreakVerb.scoped(sentence, request) }
        var notes = scan.notes(request)
        if let first = scan.runs.runs.first, first.clipped, !first.running {
            notes.append(
                Note(
                    "clipped-left",
                    "The clipped run is not counted: it was longer than shown here, or may have been."))
        }
        if present > 0, (1..<10).contains(tally.reached(present)) {
            notes.append(
                Note(
                    "small",
                    "Small sample (\(Format.count(tally.reached(present), "run"))): treat the share with caution."))
        }
        var answer = request.answer(
            headline: [sentence], table: table, notes: notes, frame: scan.frame, displayRows: 30)
        answer.working = OddsWorking(request: request)
        return answer
    }

    /// Runs by length. The running one is not over, so it is left out, like one that the window clipped.
    struct Tally {
        var ended: [Int: Int] = [:]
        var longest = 0

        init(_ scan: RunScan) {
            for run in scan.runs where Tally.counts(run) {
                ended[run.length, default: 0] += 1
                longest = max(longest, run.length)
            }
        }

        static func counts(_ run: Run) -> Bool { !run.running && !run.clipped }

        var lengths: [Int] { longest == 0 ? [] : Array(1...longest) }

        func reached(_ length: Int) -> Int {
            guard length <= longest else { return 0 }
            return (length...longest).reduce(0) { $0 + (ended[$1] ?? 0) }
        }

        func share(_ length: Int) -> Double {
            let reached = reached(length)
            return reached == 0 ? .nan : Double(self.reached(length + 1)) / Double(reached)
        }
    }

    private static func overGroup(_ request: ResolvedQuery, _ members: [String]) throws(EngineError) -> Answer {
        struct Row {
            var symbol: String
            var present: Int
            /// The length that its runs had to reach: that of the current run, at least 1.
            var length: Int
            var reached: Int
            var share: Double
        }
        let (taken, notes) = try request.memberRows(members, [request.subjects[0]]) {
            (view) throws(EngineError) -> Row in
            let runs = try StreakVerb.Scanned(request, view).runs
            let tally = Tally(runs)
            // A member whose data has ended has no current run: the question is how often any run went on.
            let present = request.ended(view.frame) == nil ? runs.present?.length ?? 0 : 0
            let length = max(present, 1)
            return Row(
                symbol: view.symbol, present: present, length: length, reached: tally.reached(length),
                share: tally.share(length))
        }
        var rows = taken.map { row in
            var row = row
            if notes.hasEnded(row.symbol) { row.present = -1 }
            return row
        }
        rows.sort { $0.present != $1.present ? $0.present > $1.present : $0.symbol < $1.symbol }
        let table = Table([
            TableColumn("symbol", .texts(rows.map(\.symbol))),
            TableColumn("length", unit: .count, .numbers(rows.map { $0.present < 0 ? .nan : Double($0.present) })),
            TableColumn("reached", unit: .count, .numbers(rows.map { Double($0.reached) })),
            TableColumn("share", unit: .share, .numbers(rows.map(\.share))),
        ])
        var answer = request.answer(
            table: table, notes: notes.notes(request, rows.map(\.symbol), ended: "left out of the current runs"),
            frame: nil, displayRows: 30)
        answer.working = OddsWorking(request: request, members: rows.map { ($0.symbol, $0.length) })
        return answer
    }
}

/// The runs that reached the length, and which of them continued.
struct OddsWorking: Working {
    let request: ResolvedQuery
    /// For each row over a group, the member and the length that its runs had to reach.
    var members: [(symbol: String, length: Int)] = []

    func judged(_ member: String?) throws(EngineError) -> JudgedBars? {
        try StreakVerb.Scanned(request, member: member).judgedBars
    }

    func why(_ asked: AskedRow) throws(EngineError) -> Answer {
        let member = members.isEmpty ? nil : members[asked.shown ?? 0]
        let scan = try StreakVerb.Scanned(request, member: member?.symbol)
        let tally = OddsVerb.Tally(scan.runs)
        let length =
            member?.length ?? asked.row.map { tally.lengths[$0] } ?? max(1, scan.runs.present?.length ?? 1)
        let reached = scan.runs.runs.filter { OddsVerb.Tally.counts($0) && $0.length >= length }
        let condition = scan.condition.forMember(scan.member)
        let headline = [
            "A run counts \(scan.frame.frequency.unitWord)s on which \(Meaning.condition(condition)).",
            "\(Format.count(tally.reached(length + 1))) that went on ÷ \(Format.count(tally.reached(length))) that reached \(Format.count(length)) = \(Format.share(tally.share(length))). The running one and a clipped one are not counted.",
        ]
        let table = Table([
            TableColumn("from", .dates(reached.map { scan.frame.days[$0.first] })),
            TableColumn("to", .dates(reached.map { scan.frame.days[$0.last] })),
            TableColumn("length", unit: .count, .numbers(reached.map { Double($0.length) })),
            TableColumn("went_on", .flags(reached.map { $0.length > length })),
        ])
        return request.working(headline, table, scan.frame, scan.window, [condition], judged: scan.judgedBars)
    }
}
