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
    static func arithmetic(_ shown: FigureValues) -> String
}

/// The values behind one figure.
struct FigureValues {
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

    static func meaning(_ request: ResolvedQuery) -> String {
        "\(meaning) of \(Meaning.names(request))\(Meaning.bucket(request))"
    }

    static func figure(_ request: ResolvedQuery) -> String? { verb.name }

    static func answer(_ request: ResolvedQuery) throws(EngineError) -> Answer {
        try checkVaries(request)
        var rows: [(symbol: String?, place: Int, row: Row)] = []
        var notes: [Note]
        var frame: Frame?
        if let group = request.group {
            let (found, told) = try request.memberRows(group.members, [request.subjects[0]]) {
                (view) throws(EngineError) in
                let rows = try self.rows(request, view.frame, view.window, view.evaluator)
                return rows.enumerated().map { (symbol: Optional(view.symbol), place: $0.offset, row: $0.element) }
            }
            rows = found.flatMap { $0 }
            notes = told.notes(request, group.members, ended: "judged only until then")
        } else {
            let own = try request.frame([request.subjects[0]])
            let window = try request.plan.windowWithData(on: own)
            rows = try self.rows(request, own, window, request.evaluator(own, window)).enumerated().map {
                (nil, $0.offset, $0.element)
            }
            notes =
                request.notes(own, window) + request.historyNote(own, window) + request.cutFrontNote(own, window)
                + request.cutBackNote(own, window)
            frame = own
        }
        var columns: [TableColumn] = []
        if request.group != nil { columns.append(TableColumn("symbol", .texts(rows.map(\.symbol)))) }
        if request.plan.bucket != nil { columns.append(TableColumn("bucket", .texts(rows.map(\.row.bucket)))) }
        columns.append(TableColumn(verb.name, unit: unit(request.subjects[0].unit), .numbers(rows.map(\.row.value))))
        columns.append(TableColumn("n", unit: .count, .numbers(rows.map { Double($0.row.n) })))
        var headline: [String] = []
        if rows.count == 1, request.group == nil, request.plan.bucket == nil {
            let row = rows[0].row
            let bars = Format.count(row.n, (frame?.frequency ?? .day).unitWord)
            let name = request.subjects[0].label
            headline = frame.map { row.n == 0 ? [request.nothingLeft($0)] : [] } ?? []
            if headline.isEmpty {
                headline = [
                    "The \(words) of \(name) over \(bars)\(request.filterWords)\(row.days.map { ", \($0.lowerBound) → \($0.upperBound)" } ?? ""): \(Format.value(row.value, unit(request.subjects[0].unit), precision: request.precision))."
                ]
            }
        }
        var answer = request.answer(
            headline: headline, table: Table(columns), notes: notes,
            frame: frame, displayRows: 60)
        let made = rows
        answer.working = FigureWorking(request: request, verb: Self.self) { (made[$0].symbol, made[$0].place) }
        return answer
    }

    private typealias Row = (bucket: String?, value: Double, n: Int, days: ClosedRange<Day>?)

    private static func rows(
        _ request: ResolvedQuery, _ frame: Frame, _ window: Window, _ evaluator: Evaluator
    ) throws(EngineError) -> [Row] {
        let taken = try request.taken(frame, window, evaluator)
        return taken.groups.map { group in
            let days = group.bars.first.map { first in
                Day(frame.days[first])...Day(frame.days[group.bars[group.bars.count - 1]])
            }
            return (
                group.label,
                figure(
                    of: group.bars.map { taken.values[$0] }, isFraction: request.subjects[0].unit.isFraction),
                group.bars.count, days
            )
        }
    }

    /// A number has no mean, least or greatest value; a figure of the window has one per calendar bucket, which is the
    /// figure over that bucket.
    private static func checkVaries(_ request: ResolvedQuery) throws(EngineError) {
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

extension ResolvedQuery {
    /// The subject's values, and the bars that each row is computed from: those that have a value and pass `where`.
    fileprivate func taken(
        _ frame: Frame, _ window: Window, _ evaluator: Evaluator
    ) throws(EngineError) -> (values: Stretch<Double>, judged: [Int], groups: [(label: String?, bars: [Int])]) {
        let node = subjects[0]
        let values = try bucketed(node, frame, window, evaluator) { (own) throws(EngineError) in
            try own.series(node)
        }
        let filter = try filter(evaluator, on: window.range)
        let judged = window.range.filter { index in !values[index].isNaN && (filter.map { $0[index] == .yes } ?? true) }
        try checkJudged(judged.count, node, frame, window)
        guard let bucket = plan.bucket else { return (values, judged, [(nil, judged)]) }
        let groups = Buckets(bucket, days: frame.days, indices: judged).groups
        return (values, judged, groups.map { ($0.label, $0.indices) })
    }
}

/// The values behind the number, or behind the row's bucket.
private struct FigureWorking: Working {
    let request: ResolvedQuery
    let verb: any AggregateVerb.Type
    /// For each row, its member, and the place of its bucket among the member's.
    let row: @Sendable (Int) -> (member: String?, place: Int)

    func judged(_ member: String?) throws(EngineError) -> JudgedBars? { try read(member).bars }

    private typealias Taken = (values: Stretch<Double>, judged: [Int], groups: [(label: String?, bars: [Int])])

    private func read(
        _ member: String?
    ) throws(EngineError) -> (frame: Frame, window: Window, taken: Taken, bars: JudgedBars) {
        let frame = try request.frame([request.subjects[0]], member: member)
        let window = try request.plan.windowWithData(on: frame)
        let taken = try request.taken(frame, window, request.evaluator(frame, window, member: member))
        return (frame, window, taken, JudgedBars(taken.judged, on: frame))
    }

    func why(_ asked: AskedRow) throws(EngineError) -> Answer {
        let (member, place) = row(asked.shown ?? 0)
        let node = request.subjects[0].forMember(member)
        let (frame, window, taken, bars) = try read(member)
        // If no session is judged, there are no buckets.
        let group = taken.groups.indices.contains(place) ? taken.groups[place] : (label: nil, bars: [])
        let values = group.bars.map { taken.values[$0] }
        let shown = FigureValues(
            values: values, days: group.bars.map { Day(frame.days[$0]) },
            result: verb.figure(of: values, isFraction: node.unit.isFraction), unit: node.unit,
            resultUnit: verb.unit(node.unit), bars: Format.count(values.count, frame.frequency.unitWord))
        let table = Table([
            TableColumn("session", .dates(group.bars.map { frame.days[$0] })),
            TableColumn(Phrases.columnName(node), unit: node.unit, .numbers(values)),
        ])
        var parts: [Node] = []
        node.collectParts(into: &parts)
        let name = group.label.map { " of \($0)" } ?? ""
        return request.working(
            ["\(Phrases.name(node))\(name): \(verb.arithmetic(shown))."] + Node.formulas(parts), table, frame, window,
            [node], judged: bars)
    }
}
