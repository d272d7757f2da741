import TapeStore
import TapeSyntax
import TapeTime

/// A condition session by session: for `when`, `count`, `first` and `last`.
struct JudgedWorking: Working {
    let request: ResolvedQuery
    /// The subject of each row.
    let row: @Sendable (Int) -> Row
    /// Whether the headline is about the first row rather than all rows.
    var isOfOneRow = false

    struct Row {
        var member: String?
        var bars = Bars.all
    }

    /// The bars of the window that a row covers.
    enum Bars {
        case all
        case session(Int32)
        /// The bars of a bucket, by its key.
        case bucket(Int)
    }

    func judged(_ member: String?) throws(EngineError) -> JudgedBars? {
        let scan = try Judged(request, member: member)
        return JudgedBars(scan.judged, on: scan.frame)
    }

    func why(_ asked: AskedRow) throws(EngineError) -> Answer {
        let shown = asked.shown.map(row)
        let scan = try Judged(request, member: request.group.map { shown?.member ?? $0.members[0] })
        var rows = Array(scan.window.range)
        if asked.row != nil || isOfOneRow, let shown {
            switch shown.bars {
            case .all: break
            case .session(let day):
                // Together with the bar before it, its base.
                if let bar = scan.frame.days.firstIndex(of: day) { rows = Array(max(0, bar - 1)...bar) }
            case .bucket(let key):
                guard let bucket = request.plan.bucket else { break }
                rows.removeAll { Buckets.key(bucket, scan.day($0)) != key }
            }
        }
        let condition = scan.condition.forMember(scan.member)
        var headline = ["A \(scan.unit) counts where \(Meaning.condition(condition))."]
        if request.query.verb.traits.contains(.answersOneRow) {
            let (judged, held) = (Set(scan.judged), Set(scan.held))
            headline.append(
                "Of the \(Format.count(rows.count(where: judged.contains))) judged here, it holds on \(Format.count(rows.count(where: held.contains)))."
            )
        }
        let table = try scan.condition.sheet(scan.evaluator, rows, scan.truths)
        return request.working(
            headline, table, scan.frame, scan.window, [condition], judged: JudgedBars(scan.judged, on: scan.frame))
    }
}

extension Node {
    /// The subjects' values and returns, and the verdict, on the bars.
    ///
    /// - Parameter judged: the verdicts on some bars, if they differ from those over the evaluator's own window.
    func sheet(_ evaluator: Evaluator, _ rows: [Int], _ judged: Stretch<Truth>? = nil) throws(EngineError) -> Table {
        let frame = evaluator.frame
        var columns = [TableColumn("session", .dates(rows.map { frame.days[$0] }))]
        var returns: [[Double]] = []
        for subject in Phrases.subjects(self, member: evaluator.member) {
            let values = try evaluator.series(subject.node)
            columns.append(TableColumn(subject.name, unit: subject.node.unit, .numbers(rows.map { values[$0] })))
            if subject.isReturn {
                let changes = try subject.values(evaluator)
                returns.append(changes)
                columns.append(
                    TableColumn("\(subject.name) change", unit: .percent, .numbers(rows.map { changes[$0] })))
            }
        }
        if case .over = op, returns.count == 2 {
            columns.append(TableColumn("spread", unit: .points, .numbers(rows.map { returns[0][$0] - returns[1][$0] })))
        }
        if case .extreme(let value, let extreme, let lookBack, let intraday) = op {
            let bar = try evaluator.reading(self) { (own) throws(EngineError) in
                try own.barBefore(value, extreme, lookBack, intraday)
            }
            columns.append(
                TableColumn("to beat", unit: value.unit, .numbers(rows.map { bar[$0] })))
        }
        let truths = try evaluator.condition(self)
        let verdicts = rows.map { bar in
            if let judged, judged.bars.contains(bar) { judged[bar] } else { truths[bar] }
        }
        columns.append(TableColumn("holds", .flags(verdicts.map { $0 == .missing ? nil : $0 == .yes })))
        return Table(columns)
    }
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
