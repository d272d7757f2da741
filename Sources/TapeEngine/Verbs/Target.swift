import TapeStore
import TapeSyntax

/// `target S to N, N…`: what change from the last close each level would be.
enum TargetVerb {
    static func answer(_ request: Request) throws(EngineError) -> Answer {
        let subject = request.subjects[0]
        let members = request.group?.members
        var symbols: [String] = []
        var levels: [Double] = []
        var changes: [Double] = []
        var bases: [String] = []
        var notes = MemberNotes()
        var lastFrame: Frame?
        for member in members.map({ $0.map { Optional($0) } }) ?? [nil] {
            let taken = try notes.attempt(
                member ?? "",
                { () throws(EngineError) -> (Frame, Double, [Double]) in
                    let frame = try request.frame([subject] + request.operands, member: member)
                    let evaluator = request.evaluator(frame, 0..<frame.days.count, member: member)
                    let values = try evaluator.series(subject)
                    var targets: [Double] = []
                    for operand in request.operands { targets.append(try level(operand, evaluator)) }
                    return (frame, values.last ?? .nan, targets)
                })
            guard let (frame, last, targets) = taken else { continue }
            lastFrame = frame
            let name = Phrases.name(subject, member: member)
            bases.append(
                "\(name) stands at \(Format.value(last, subject.unit)) on \(Day(frame.days[frame.days.count - 1])).")
            for target in targets {
                symbols.append(Phrases.columnName(subject, member: member))
                levels.append(target)
                changes.append(last > 0 ? target / last - 1 : .nan)
            }
        }
        try notes.checkAny(request)
        let table = Table([
            TableColumn("symbol", .texts(symbols)), TableColumn("level", unit: subject.unit, .numbers(levels)),
            TableColumn("change", unit: .percent, .numbers(changes)),
        ])
        return request.answer(headline: bases, table: table, notes: notes.notes, frame: lastFrame)
    }

    /// A level is a number, or a series' newest value.
    private static func level(_ node: Node, _ evaluator: Evaluator) throws(EngineError) -> Double {
        switch try evaluator.evaluate(node) {
        case .number(let value): return value
        case .series(let values): return values.last ?? .nan
        default: return .nan
        }
    }
}
