import TapeStore
import TapeSyntax

/// The members of a group side by side, on the sessions of the longest. Where a query needs only a member's values
/// on a few sessions, only these are read: neither columns nor frames are made.
///
/// It covers the members whose sessions are the last ones of the longest member's, as far back as the window reaches;
/// the others are handled one by one.
struct CrossSection {
    let members: Membership
    let days: [Int32]
    private let spans: Spans
    let window: Window
    /// By member, whether it is covered.
    let isTold: [Bool]
    private let columns: MainNumbers
    /// By member, the session on which it begins.
    private let places: [Int]

    /// Nil where members have to be handled one by one: on bars, with other symbols, where windows differ.
    init?(_ request: ResolvedQuery, _ nodes: [Node], _ members: Membership) throws(EngineError) {
        let (binding, loose) = request.symbols(read: nodes)
        guard binding.isEmpty, loose.isEmpty, request.plan.filter == nil, members.areTails, members.haveOneFrequency,
            members.longest >= 0, let example = members.axisOf.firstIndex(of: members.longest),
            let frame = try? request.frame(nodes, member: members.symbols[example]), frame.base == nil,
            let window = try? request.plan.windowWithData(on: frame)
        else { return nil }
        // A member that has the window's base has all of the window. Without a window clause the newest session counts.
        var earliest = window.range.upperBound - 1
        if case .all = request.plan.window {
        } else {
            guard let base = window.base else { return nil }
            earliest = base
        }
        let columns: MainNumbers
        do throws(StoreError) {
            columns = try members.main(on: request.environment.settings.price)
        } catch {
            throw EngineError(error, request.query.span)
        }
        let tails = members.tails
        let places = members.axisOf.map { $0 < 0 ? Int.max : tails[$0] ?? Int.max }
        let isTold = places.indices.map { columns.has($0) && places[$0] <= earliest }
        self.isTold = isTold
        // A member that is not covered has no session here.
        self.places = places.indices.map { isTold[$0] ? places[$0] : Int.max }
        self.members = members
        self.columns = columns
        self.window = window
        days = frame.days
        spans = frame.spans
    }

    /// Each member's value on a session; missing where it has none.
    func values(at session: Int) -> [Double] { columns.numbers(on: session, startingAt: places) }

    /// An expression of the member on the window's last session, for all members at once; nil where it needs more than
    /// values on a few sessions.
    func evaluate(_ node: Node) throws(EngineError) -> [Double]? {
        let last = window.range.upperBound - 1
        switch node.op {
        case .number(let value): return [Double](repeating: value, count: places.count)
        case .column(.member, nil): return values(at: last)
        case .negate(let inner): return try evaluate(inner).map(Kernel.negated)
        case .arithmetic(let op, let left, let right):
            guard let first = try evaluate(left), let second = try evaluate(right) else { return nil }
            return Kernel.arithmetic(op, first, second)
        case .call(let entry, let arguments):
            guard entry.traits.contains(.changeOverSpan), arguments.count == 2,
                case .column(.member, nil)? = arguments[0]?.op,
                case .duration(let span)? = arguments[1]?.op
            else { return nil }
            guard !spans.cuts(span) else { return nil }
            let base = spans.before(last, span)
            let bases = base < 0 ? [Double](repeating: .nan, count: places.count) : values(at: base)
            let values = values(at: last)
            // A base without a close is searched for further back, member by member.
            guard !bases.indices.contains(where: { isTold[$0] && places[$0] <= base && bases[$0].isNaN }) else {
                return nil
            }
            return values.indices.map { member in
                let change = values[member] / bases[member] - 1
                return bases[member] > 0 && change < .infinity ? change : .nan
            }
        default: return nil
        }
    }
}
