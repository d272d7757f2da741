import TapeStore
import TapeSyntax

/// `mean`, `median`, `sum`, `min`, `max`, `stdev` of an expression: one number, or one a bucket.
enum AggregateVerb {
    static func answer(_ request: Request) throws(EngineError) -> Answer {
        try checkVaries(request)
        var rows: [(symbol: String?, bucket: String?, value: Double, n: Int, days: ClosedRange<Day>?)] = []
        var notes: [Note]
        var frame: Frame?
        if let group = request.group {
            let (found, told) = try request.memberRows(group.members, [request.subjects[0]]) {
                (view) throws(EngineError) in
                try self.rows(request, view.frame, view.window, view.evaluator).map {
                    (symbol: Optional(view.symbol), bucket: $0.bucket, value: $0.value, n: $0.n, days: $0.days)
                }
            }
            rows = found.flatMap { $0 }
            notes = told.notes(request, group.members, ended: "judged only to there")
        } else {
            let own = try request.frame([request.subjects[0]])
            let window = try request.plan.windowWithData(on: own)
            rows = try self.rows(request, own, window, request.evaluator(own, window)).map {
                (nil, $0.bucket, $0.value, $0.n, $0.days)
            }
            notes =
                request.notes(own, window) + request.historyNote(own, window) + request.cutFrontNote(own, window)
            frame = own
        }
        let verb = request.query.verb
        var columns: [TableColumn] = []
        if request.group != nil { columns.append(TableColumn("symbol", .texts(rows.map(\.symbol)))) }
        if request.plan.bucket != nil { columns.append(TableColumn("bucket", .texts(rows.map(\.bucket)))) }
        columns.append(TableColumn(verb.rawValue, unit: unit(request), .numbers(rows.map(\.value))))
        columns.append(TableColumn("n", unit: .count, .numbers(rows.map { Double($0.n) })))
        var headline: [String] = []
        if rows.count == 1, request.group == nil, request.plan.bucket == nil {
            let bars = Format.count(rows[0].n, (frame?.frequency ?? .daily).unitWord)
            let name = request.subjects[0].label
            headline = frame.map { rows[0].n == 0 ? [request.nothingLeft($0)] : [] } ?? []
            if headline.isEmpty {
                headline = [
                    "The \(words(verb)) of \(name) over \(bars)\(request.filterWords)\(rows[0].days.map { ", \($0.lowerBound) → \($0.upperBound)" } ?? ""): \(Format.value(rows[0].value, unit(request), precision: request.precision))."
                ]
            }
        }
        return request.answer(
            headline: headline, table: Table(columns), notes: notes,
            frame: frame, displayRows: 60)
    }

    private static func words(_ verb: Verb) -> String {
        switch verb {
        case .min: "smallest value"
        case .max: "largest value"
        case .stdev: "standard deviation"
        default: verb.rawValue
        }
    }

    /// A deviation has no sign to print, and differences of percentages stay points. What lies between counts is no whole
    /// number.
    static func unit(_ request: Request) -> Unit {
        let unit = request.subjects[0].unit
        return switch (request.query.verb, unit) {
        case (.stdev, .percent): .share
        case (.mean, .count), (.median, .count), (.stdev, .count): .number
        default: unit
        }
    }

    private static func rows(
        _ request: Request, _ frame: Frame, _ window: Window, _ evaluator: Evaluator
    ) throws(EngineError) -> [(bucket: String?, value: Double, n: Int, days: ClosedRange<Day>?)] {
        let node = request.subjects[0]
        let values = try request.bucketed(node, frame, window, evaluator) { (own) throws(EngineError) in
            try own.series(node)
        }
        let filter = try request.filter(evaluator)
        let judged = window.range.filter { index in !values[index].isNaN && (filter.map { $0[index] == .yes } ?? true) }
        try request.checkJudged(judged.count, node, frame, window)
        let groups: [(label: String?, indices: [Int])]
        if let bucket = request.plan.bucket {
            groups = Buckets(bucket, days: frame.days, indices: judged).groups.map { ($0.label, $0.indices) }
        } else {
            groups = [(nil, judged)]
        }
        return groups.map { group in
            let days = group.indices.first.map { first in
                Day(frame.days[first])...Day(frame.days[group.indices[group.indices.count - 1]])
            }
            return (
                group.label,
                aggregate(
                    request.query.verb, group.indices.map { values[$0] }, isFraction: node.unit.isFraction),
                group.indices.count, days
            )
        }
    }

    /// A number has no mean, least or greatest value; a figure of the window has one in each calendar bucket, which is the
    /// figure over that bucket.
    private static func checkVaries(_ request: Request) throws(EngineError) {
        let node = request.subjects[0]
        guard node.kind == .number else { return }
        let verb = request.query.verb
        guard node.holdsFigureOfWindow else {
            throw EngineError(
                .wrongKind, node.span,
                "`\(verb.rawValue)` takes values over sessions, and `\(node.label)` is one number",
                [.init("like", "\(verb.rawValue) ret(rut)")])
        }
        guard request.plan.bucket != nil, verb != .sum, verb != .stdev, request.plan.filter == nil else {
            throw EngineError(
                .wrongKind, node.span,
                request.plan.bucket == nil || verb == .sum || verb == .stdev
                    ? "`\(node.label)` is one number for all its sessions, so there is no \(words(verb)) of it"
                    : "`\(node.label)` is one number for all its sessions, so `where` can pick none of them",
                request.plan.bucket == nil
                    ? [.init("alone", node.label)]
                        + (node.rolling.map { [.init("rolling", "\(verb.rawValue) \($0)")] } ?? [])
                    : [.init("like", "\(node.label) by year")])
        }
    }

    static func aggregate(_ verb: Verb, _ values: [Double], isFraction: Bool) -> Double {
        switch verb {
        case .median: Statistics.median(values)
        case .sum: values.isEmpty ? .nan : Sum.of(values)
        case .min: values.min() ?? .nan
        case .max: values.max() ?? .nan
        case .stdev: Risk.deviation(values, floor: isFraction ? 1 : 0)
        default: Sum.mean(values)
        }
    }
}
