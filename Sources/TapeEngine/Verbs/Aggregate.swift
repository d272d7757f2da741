import TapeStore
import TapeSyntax
import TapeTime

/// One number of the values over a window, or one per bucket: `mean`, `median`, `sum`, `min`, `max`, `stdev`.
protocol AggregateVerb: VerbImplementation {
    /// `The arithmetic mean`, as `explain` says it.
    static var meaning: String { get }
    /// Its name in a sentence.
    static var words: String { get }
    /// Whether it may be applied to a figure that is one number per bucket, such as a maximum drawdown.
    static var hasFigures: Bool { get }

    /// NaN without a result. Fractions have a floor below which a deviation is only rounding.
    static func figure(of values: [Double], isFraction: Bool) -> Double
    /// The unit of the figure, given that of the values.
    static func unit(_ unit: Unit) -> Unit
    /// How the figure follows from the values.
    static func arithmetic(_ shown: AggregateWorking) -> String
}

/// The values behind one figure.
struct AggregateWorking {
    let values: [Double]
    let days: [Day]
    let result: Double
    let unit: Unit
    let resultUnit: Unit
    /// `22 sessions`
    let bars: String

    func text(_ value: Double) -> String { Format.value(value, unit) }

    /// The figure and the days that have it.
    var onDays: String {
        let found = zip(values, days).filter { $0.0 == result }.map(\.1.text)
        return "\(text(result)) on \(Format.names(found, most: 3))"
    }
}

extension AggregateVerb {
    static var words: String { verb.name }
    static var hasFigures: Bool { true }
    static func unit(_ unit: Unit) -> Unit { unit }

    static func meaning(_ request: Request) -> String {
        "\(meaning) of \(Meaning.names(request))\(Meaning.bucket(request))"
    }

    static func why(_ why: Why) throws(EngineError) -> Answer { try why.aggregate(Self.self) }

    static func figure(_ request: Request) -> String? { verb.name }

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
            notes = told.notes(request, group.members, ended: "judged only until then")
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
        var columns: [TableColumn] = []
        if request.group != nil { columns.append(TableColumn("symbol", .texts(rows.map(\.symbol)))) }
        if request.plan.bucket != nil { columns.append(TableColumn("bucket", .texts(rows.map(\.bucket)))) }
        columns.append(TableColumn(verb.name, unit: unit(request.subjects[0].unit), .numbers(rows.map(\.value))))
        columns.append(TableColumn("n", unit: .count, .numbers(rows.map { Double($0.n) })))
        var headline: [String] = []
        if rows.count == 1, request.group == nil, request.plan.bucket == nil {
            let bars = Format.count(rows[0].n, (frame?.frequency ?? .day).unitWord)
            let name = request.subjects[0].label
            headline = frame.map { rows[0].n == 0 ? [request.nothingLeft($0)] : [] } ?? []
            if headline.isEmpty {
                headline = [
                    "The \(words) of \(name) over \(bars)\(request.filterWords)\(rows[0].days.map { ", \($0.lowerBound) → \($0.upperBound)" } ?? ""): \(Format.value(rows[0].value, unit(request.subjects[0].unit), precision: request.precision))."
                ]
            }
        }
        return request.answer(
            headline: headline, table: Table(columns), notes: notes,
            frame: frame, displayRows: 60)
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
                figure(of: group.indices.map { values[$0] }, isFraction: node.unit.isFraction),
                group.indices.count, days
            )
        }
    }

    /// A number has no mean, least or greatest value; a figure of the window has one per calendar bucket, which is the
    /// figure over that bucket.
    private static func checkVaries(_ request: Request) throws(EngineError) {
        let node = request.subjects[0]
        guard node.kind == .number else { return }
        guard node.holdsFigureOfWindow else {
            throw EngineError(
                .wrongKind, node.span,
                "`\(verb.name)` takes values over sessions, but `\(node.label)` is one number",
                [.init("example", "\(verb.name) ret(rut)")])
        }
        guard request.plan.bucket != nil, hasFigures, request.plan.filter == nil else {
            throw EngineError(
                .wrongKind, node.span,
                request.plan.bucket == nil || !hasFigures
                    ? "`\(node.label)` is one number for all its sessions, so it has no \(words)"
                    : "`\(node.label)` is one number for all its sessions, so `where` cannot pick any of them",
                request.plan.bucket == nil
                    ? [.init("alone", node.label)]
                        + (node.rolling.map { [.init("rolling", "\(verb.name) \($0)")] } ?? [])
                    : [.init("example", "\(node.label) by year")])
        }
    }
}
