import TapeStore
import TapeSyntax
import TapeTime

/// What a query is about, resolved: enough to say in words how two queries differ.
package struct QueryFacts: Sendable {
    /// Nil for a bare expression.
    package var verb: Verb?
    /// The symbols that are read, members of groups included, each once.
    package var symbols: [String] = []
    package var frequency = CalendarUnit.day
    package var bucket: Bucket?
    /// The newest session that the query may see.
    package var newest: Day?
    /// The first and last bars that are judged; nil without judged bars.
    package var judged: ClosedRange<Day>?
    /// No clause gives the window.
    package var isAllHistory = false
}

extension Engine {
    /// Resolves without answering; nil for a table from an earlier answer.
    package static func facts(_ pipeline: Pipeline, _ environment: Environment) throws(EngineError) -> QueryFacts? {
        if case .expression(let expression, _) = pipeline.source, case .name(let name) = expression.kind,
            case .table = environment.scope[name.text]
        {
            return nil
        }
        let request = try explained(pipeline, environment)
        var facts = QueryFacts()
        if case .query(let query) = pipeline.source { facts.verb = query.verb }
        let nodes = request.expandedSubjects() + request.operands
        var seen: Set<String> = []
        let (single, groups) = request.symbols(of: nodes)
        facts.symbols = (single + groups.joined()).filter { seen.insert($0).inserted }
        facts.frequency = request.frequency
        facts.bucket = request.plan.bucket
        if case .all = request.plan.window { facts.isAllHistory = true }
        facts.newest = environment.today(asOf: request.plan.asOf)
        let read = nodes.filter { $0.kind == .series || $0.kind == .condition }
        let member = request.group?.members.first
        guard !read.isEmpty || member != nil else { return facts }
        let frame = try request.frame(read, member: member)
        let range = try request.plan.windowWithData(on: frame).range
        if let first = range.first, let last = range.last {
            facts.judged = Day(frame.days[first])...Day(frame.days[last])
        }
        return facts
    }
}
