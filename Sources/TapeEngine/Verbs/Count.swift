import TapeStore
import TapeSyntax
import TapeTime

/// `count COND [by year]`: on how many sessions it held, of how many judged, and the share.
enum CountVerb: VerbImplementation {
    static let verb = Verb(
        "count", .condition, of: .condition, clauses: .judging + [.bucket], traits: .answersOneRow, question: .duration,
        signature: "count COND",
        doc: "on how many sessions COND held, out of how many judged, and the share",
        examples: ["count rut over spx by year since 2015", "count rut up 1% and spx down in 2025"],
        notes: ["Sessions on which a value is missing are not judged, so the share is of those that are."],
        seeAlso: ["when", "by", "share"],
        columns: ["held", "judged", "share"], groupColumns: ["symbol", "held", "judged", "share"])

    static func meaning(_ request: ResolvedQuery) -> String {
        "On how many of the judged \(request.barWord)s \(Meaning.condition(request.subjects[0]))\(Meaning.bucket(request))"
    }

    static func figure(_ request: ResolvedQuery) -> String? { "held" }

    static func answer(_ request: ResolvedQuery) throws(EngineError) -> Answer {
        if let group = request.group { return try overGroup(request, group.members) }
        let scan = try Judged(request)
        let table: Table
        var keys: [Int]?
        if let bucket = request.plan.bucket {
            let buckets = Buckets(bucket, days: scan.frame.days, indices: scan.judged)
            table = byBucket(scan, bucket, buckets)
            keys = buckets.groups.map(\.key)
        } else {
            table = counts([(scan.held.count, scan.judged.count)])
        }
        var answer = request.answer(
            headline: [scan.sentence(request)], table: table,
            notes: scan.notes(request) + request.cutFrontNote(scan.frame, scan.window)
                + request.cutBackNote(scan.frame, scan.window), frame: scan.frame)
        answer.working = JudgedWorking(request: request) { [keys] row in
            .init(bars: keys.map { .bucket($0[row]) } ?? .all)
        }
        return answer
    }

    private static func counts(_ rows: [(held: Int, judged: Int)]) -> Table {
        Table([
            TableColumn("held", unit: .count, .numbers(rows.map { Double($0.held) })),
            TableColumn("judged", unit: .count, .numbers(rows.map { Double($0.judged) })),
            TableColumn(
                "share", unit: .share, .numbers(rows.map { $0.judged > 0 ? Double($0.held) / Double($0.judged) : .nan })
            ),
        ])
    }

    private static func byBucket(_ scan: Judged, _ bucket: Bucket, _ buckets: Buckets) -> Table {
        var held: [Int: Int] = [:]
        for index in scan.held { held[Buckets.key(bucket, Day(scan.frame.days[index])), default: 0] += 1 }
        let rows = buckets.groups.map { (held[$0.key] ?? 0, $0.indices.count) }
        return Table([TableColumn("bucket", .texts(buckets.groups.map(\.label)))] + counts(rows).columns)
    }

    private struct Row {
        var symbol: String
        var bucket: String?
        /// The key of the bucket.
        var key: Int?
        var held: Int
        var judged: Int
        var days: ClosedRange<Int32>?
    }

    private static func overGroup(_ request: ResolvedQuery, _ members: [String]) throws(EngineError) -> Answer {
        let (found, notes) = try request.memberRows(members, [request.subjects[0]]) {
            (view) throws(EngineError) -> [Row] in
            let scan = try Judged(request, view)
            func days(_ judged: [Int]) -> ClosedRange<Int32>? {
                judged.first.map { view.frame.days[$0]...view.frame.days[judged[judged.count - 1]] }
            }
            guard let bucket = request.plan.bucket else {
                return [
                    Row(
                        symbol: view.symbol, bucket: nil, held: scan.held.count, judged: scan.judged.count,
                        days: days(scan.judged))
                ]
            }
            let held = Set(scan.held)
            return Buckets(bucket, days: scan.frame.days, indices: scan.judged).groups.map { group in
                Row(
                    symbol: view.symbol, bucket: group.label, key: group.key,
                    held: group.indices.count { held.contains($0) },
                    judged: group.indices.count, days: days(group.indices))
            }
        }
        let rows = found.flatMap { $0 }
        var columns = [TableColumn("symbol", .texts(rows.map(\.symbol)))]
        if request.plan.bucket != nil { columns.append(TableColumn("bucket", .texts(rows.map(\.bucket)))) }
        columns += counts(rows.map { ($0.held, $0.judged) }).columns
        let (held, judged) = (rows.reduce(0) { $0 + $1.held }, rows.reduce(0) { $0 + $1.judged })
        let share = judged > 0 ? " (\(Format.share(Double(held) / Double(judged), precision: request.precision)))" : ""
        let days = rows.compactMap(\.days)
        var span = ""
        if let first = days.map(\.lowerBound).min(), let last = days.map(\.upperBound).max() {
            span = ", \(Day(first)) → \(Day(last))"
        }
        let headline =
            "\(notes.taken == 1 ? "It" : "Over all \(Format.count(notes.taken)) it") held \(request.frequency == .day ? "on" : "in") \(Format.count(held)) of \(Format.count(judged, request.frequency.unitWord))\(request.filterWords)\(share)\(span)."
        var answer = request.answer(
            headline: [headline], table: Table(columns),
            notes: notes.notes(request, members, ended: "judged only until then"), frame: nil, displayRows: 30)
        answer.working = JudgedWorking(request: request) { row in
            .init(member: rows[row].symbol, bars: rows[row].key.map { .bucket($0) } ?? .all)
        }
        return answer
    }
}
