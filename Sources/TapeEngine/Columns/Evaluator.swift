import TapeStore
import TapeSyntax
import TapeTime

/// Computes resolved expressions over one frame, a column for the bars wanted.
struct Evaluator {
    let frame: Frame
    /// The bars on which values are wanted: each column begins with the first of them and ends with the last.
    var bars: Range<Int>
    /// The member that `it` means here.
    let member: String?
    /// The bars that functions giving a number run over.
    let window: Range<Int>
    /// The bar that changes over the window start from; nil for the one before it.
    let start: Int?
    let environment: Environment
    /// The query's window, for parts that have their own sessions.
    let plan: QueryClauses?
    /// The columns of a pipe's table.
    var table: Table?
    /// The result is combined with other symbols: values are those of the common sessions, which begin on this
    /// day. Nil where nothing is combined.
    var alignedFrom: Int32?

    init(
        frame: Frame, member: String?, window: Range<Int>, start: Int? = nil, environment: Environment,
        plan: QueryClauses? = nil
    ) {
        self.frame = frame
        bars = 0..<frame.days.count
        self.member = member
        self.window = window
        self.start = start
        self.environment = environment
        self.plan = plan
    }

    var count: Int { table?.rowCount ?? bars.count }

    // MARK: By kind

    /// The expression as a column; a number is repeated.
    func series(_ node: Node) throws(EngineError) -> [Double] {
        switch try evaluate(node) {
        case .series(let values): return values
        case .number(let value): return [Double](repeating: value, count: count)
        default: return [Double](repeating: .nan, count: count)
        }
    }

    func condition(_ node: Node) throws(EngineError) -> [Truth] {
        switch try evaluate(node) {
        case .condition(let values): return values
        case .flag(let value): return [Truth](repeating: value, count: count)
        default: return [Truth](repeating: .missing, count: count)
        }
    }

    /// A condition on all bars.
    func verdicts(_ node: Node) throws(EngineError) -> Verdicts {
        if let (flags, bars) = try beats(node, bars) { return .bits(flags, on: bars) }
        return .each(try condition(node))
    }

    func number(_ node: Node) throws(EngineError) -> Double {
        if case .number(let value) = try evaluate(node) { return value }
        return .nan
    }

    // MARK: Nodes

    func evaluate(_ node: Node) throws(EngineError) -> Value {
        var here = self
        // A condition uses the sessions of its own symbols, wherever it appears.
        if node.kind == .condition { here.alignedFrom = nil }
        if hasParts, let part = try here.part(node) {
            return part.read(try evaluator(on: part).evaluate(node)).cut(to: bars, from: frame.days.indices)
        }
        return hasParts || frame.base != nil ? try here.aligned(as: node).reached(node) : try reached(node)
    }

    /// Whether a part of an expression may have its own sessions.
    private var hasParts: Bool { table == nil && !frame.livesAlone }

    /// The sessions of a part of the query; nil where it is computed on these.
    private func part(_ node: Node) throws(EngineError) -> Frame.Part? {
        // Bars are each symbol's own unless compared; sessions are the same for everything that does not look back.
        guard hasParts, node.looksBack || (frame.frequency != .day && alignedFrom == nil) || isElsewhere(node) else {
            return nil
        }
        var (binding, loose): ([String], [String]) = ([], [])
        node.collectSymbols(into: &binding)
        if node.readsMember, let member, !binding.contains(member) { binding.append(member) }
        node.collectLooseSymbols(into: &loose)
        // What has gained since the window's base starts from the value that is known there: of a slower series the one held.
        if case .call(let entry, _) = node.op, entry.traits.contains(.fromBase), loose.isEmpty,
            binding.allSatisfy({ frame.isFaster(than: $0) })
        {
            return nil
        }
        // Slow series that have not begun are held on no session: they are missing here.
        if !node.looksBack, loose.isEmpty, !binding.contains(where: { frame.hasBegun($0) }) { return nil }
        return try frame.part(binding, loose)
    }

    /// A part of the query computed on its own sessions, read at these.
    func reading(
        _ node: Node, _ body: (Evaluator) throws(EngineError) -> [Double]
    ) throws(EngineError) -> [Double] {
        guard let part = try part(node) else { return try body(self) }
        let value = part.read(.series(try body(evaluator(on: part)))).cut(to: bars, from: frame.days.indices)
        if case .series(let values) = value { return values }
        return []
    }

    /// Whether it is read from sessions that are not here. An `if` needs one side at a time, but sessions of all
    /// its symbols.
    private func isElsewhere(_ node: Node) -> Bool {
        switch node.op {
        case .column(let reference, _): return !frame.has(symbol(reference))
        case .call(let entry, _) where entry.traits.contains(.choice):
            var symbols: [String] = []
            node.collectSymbols(into: &symbols)
            return !symbols.allSatisfy { frame.has($0) }
        default: return false
        }
    }

    private func evaluator(on part: Frame.Part) -> Evaluator {
        let (range, start) = part.window(plan, beside: frame, window)
        return Evaluator(
            frame: part.frame, member: member, window: range, start: start, environment: environment, plan: plan)
    }

    func computed(_ node: Node) throws(EngineError) -> Value {
        switch node.op {
        case .number(let value): return .number(value)
        case .missing: return .number(.nan)
        case .truth(let value): return .flag(value ? .yes : .no)
        case .text(let text): return .text(text)
        case .date(let span): return .date(span.last)
        case .duration(let span): return .duration(span)
        case .group(let members, _): return .group(members)
        case .column(let reference, let name): return .series(try column(reference, name, node))
        case .tableColumn(let index): return tableColumn(index)
        case .negate(let inner): return try map(inner, Kernel.negated) { -$0 }
        case .not(let inner): return try truth(inner) { values in Kernel.not(values) }
        case .arithmetic(let op, let left, let right): return try arithmetic(op, left, right)
        case .compare(let op, let left, let right): return try compare(op, left, right)
        case .logical(let op, let left, let right): return try logical(op, left, right, node.kind)
        case .between(let value, let low, let high):
            let values = (try series(value), try series(low), try series(high))
            let truths = Kernel.between(values.0, values.1, values.2)
            return node.kind == .flag ? .flag(truths.first ?? .missing) : .condition(truths)
        case .over(let left, let right, let margin, let isUnder):
            if let (flags, judged) = try beats(node, bars) {
                return .condition(flags.truths(from: judged.lowerBound - bars.lowerBound, of: count))
            }
            func changes(_ side: Node) throws(EngineError) -> [Double] {
                isWhole ? try returns(side) : Kernel.returns(try series(side))
            }
            let (first, second) = (try changes(isUnder ? right : left), try changes(isUnder ? left : right))
            let by = try margin.map { (node) throws(EngineError) in try series(node) }
            return .condition(Kernel.greater(first, second, by: by))
        case .move(let inner, let move, let amount): return try moved(inner, move, amount)
        case .extreme(let inner, let extreme, let lookBack, let intraday):
            return .condition(try extremes(inner, extreme, lookBack, intraday))
        case .crosses(let left, let above, let right):
            let values = (try series(left), try series(right))
            return .condition(
                above
                    ? Kernel.crosses(values.0, values.1)
                    : Kernel.crosses(Kernel.negated(values.0), Kernel.negated(values.1)))
        case .reaches(let left, let right): return .condition(Kernel.reaches(try series(left), try series(right)))
        case .call(let entry, let arguments): return try call(entry, arguments, node)
        case .inFrequency(let frequency, let inner): return .series(try slower(frequency, inner, node))
        case .basket(let members): return .series(try basket(members, node.span))
        case .share(let members, let inner): return .series(try share(members, inner))
        }
    }

    private func column(
        _ reference: Node.Reference, _ name: String?, _ node: Node
    ) throws(EngineError) -> [Double] {
        let symbol = symbol(reference)
        guard let values = try values(symbol, name, node.span) else {
            throw EngineError(
                .unknownField, node.span, "\(symbol.uppercased()) has no column `\(name ?? "close")`",
                [.init("columns", (frame.instrument(symbol)?.columns ?? []).map(\.name).joined(separator: ", "))])
        }
        return values
    }

    private func values(
        _ symbol: String, _ name: String?, _ span: SourceSpan
    ) throws(EngineError) -> [Double]? {
        do throws(StoreError) {
            return try frame.column(symbol, name, on: bars, from: alignedFrom)
        } catch {
            throw EngineError(error, span)
        }
    }

    func symbol(_ reference: Node.Reference) -> String {
        switch reference {
        case .symbol(let key): key
        case .member: member!
        }
    }

    private func tableColumn(_ index: Int) -> Value {
        switch table!.columns[index].values {
        case .numbers(let values): .series(values)
        case .flags(let flags): .condition(flags.map { $0.map { $0 ? .yes : .no } ?? .missing })
        // Dates and texts are read by `compare` alone.
        case .dates(let days): .series(days.map { $0 == TableColumn.missingDate ? .nan : Double($0) })
        case .texts: .text("")
        }
    }

    private func map(
        _ inner: Node, _ column: ([Double]) -> [Double], _ single: (Double) -> Double
    ) throws(EngineError) -> Value {
        switch try evaluate(inner) {
        case .number(let value): return .number(single(value))
        case .series(let values): return .series(column(values))
        case let other: return other
        }
    }

    private func truth(_ inner: Node, _ body: ([Truth]) -> [Truth]) throws(EngineError) -> Value {
        switch try evaluate(inner) {
        case .flag(let value): return .flag(body([value])[0])
        case .condition(let values): return .condition(body(values))
        case let other: return other
        }
    }

    private func arithmetic(_ op: BinaryOperator, _ left: Node, _ right: Node) throws(EngineError) -> Value {
        switch (try evaluate(left), try evaluate(right)) {
        case (.number(let a), .number(let b)): return .number(Kernel.arithmetic(op, [a], [b])[0])
        case (.series(let a), .series(let b)): return .series(Kernel.arithmetic(op, a, b))
        case (.series(let a), .number(let b)):
            return .series(Kernel.arithmetic(op, a, [Double](repeating: b, count: a.count)))
        case (.number(let a), .series(let b)):
            return .series(Kernel.arithmetic(op, [Double](repeating: a, count: b.count), b))
        default: return .number(.nan)
        }
    }

    private func logical(
        _ op: BinaryOperator, _ left: Node, _ right: Node, _ kind: Kind
    ) throws(EngineError) -> Value {
        if kind == .flag, case .flag(let a) = try evaluate(left), case .flag(let b) = try evaluate(right) {
            return .flag(Kernel.logical(op, [a], [b])[0])
        }
        return .condition(Kernel.logical(op, try condition(left), try condition(right)))
    }

    // MARK: English forms

    private func moved(_ inner: Node, _ move: Move, _ amount: Node?) throws(EngineError) -> Value {
        let values = try series(inner)
        guard let amount else { return .condition(Kernel.moves(values, move)) }
        let by = try series(amount)
        let isUp = move == .up
        if Node.movesInPoints(inner, by: amount) {
            return .condition(Kernel.steps(values, by, rises: isUp, floor: inner.unit.isFraction ? 1 : 0))
        }
        return .condition(Kernel.reached(Kernel.returns(values), by, rises: isUp))
    }

    private func extremes(
        _ inner: Node, _ extreme: Extreme, _ lookBack: Node?, _ intraday: Bool
    ) throws(EngineError) -> [Truth] {
        var values: [Double]
        if intraday, let reference = inner.reference {
            values = try column(reference, extreme.rawValue, inner)
        } else {
            values = try series(inner)
        }
        if extreme == .low { values = Kernel.negated(values) }
        guard let lookBack else { return Kernel.records(values) }
        guard isReached(values) else {
            return Array(try over(frame.days.indices).extremes(inner, extreme, lookBack, intraday)[bars])
        }
        return Kernel.beyond(values, since: try lookBackStarts(lookBack))
    }

    // MARK: Calls

    private func call(_ entry: FunctionEntry, _ nodes: [Node?], _ node: Node) throws(EngineError) -> Value {
        var arguments: [Value?] = []
        var candles: [Int: Bars] = [:]
        var spans: Spans?
        var front: Int?
        for (index, argument) in nodes.enumerated() {
            guard let argument else {
                arguments.append(nil)
                continue
            }
            if case .bars = entry.parameters[index].kind {
                candles[index] = try self.candles(argument, entry)
                arguments.append(.number(.nan))
            } else {
                arguments.append(try evaluate(argument))
                if case .duration(let span)? = arguments[index] {
                    try frame.check(span, at: argument.span)
                    spans = isWhole ? frame.spans : frame.spans.part(bars)
                    front = nodes[0].flatMap { frame.partialFront($0, member: member) }
                }
            }
        }
        let first = bars.lowerBound
        if spans != nil, first > 0, case .series(let values) = arguments[0], !isReached(values) || front ?? 0 >= first {
            return try over(frame.days.indices).call(entry, nodes, node).cut(to: bars, from: frame.days.indices)
        }
        let plain = node.kind == .number && entry.isPointwise
        let call = Call(
            entry: entry, arguments: arguments,
            days: plain ? [0] : isWhole ? frame.days : Array(frame.days[bars]), spans: spans,
            // Then it is before the bars computed here.
            front: first > 0 ? nil : front,
            window: window.lowerBound - first..<window.upperBound - first, start: start.map { $0 - first },
            periodsPerYear: frame.periodsPerYear, riskFree: environment.settings.riskFree, span: node.span,
            barsArguments: candles, fractions: Call.fractions(nodes))
        let value = try entry.evaluate(call)
        guard case .series(let values) = value else { return value }
        if plain { return .number(values.first ?? .nan) }
        return .series(entry.traits.contains(.choice) ? begun(values, node) : values)
    }

    private func candles(_ node: Node, _ entry: FunctionEntry) throws(EngineError) -> Bars {
        guard let reference = node.reference else { preconditionFailure("the resolver lets only symbols through") }
        func optional(_ name: String) throws(EngineError) -> [Double]? {
            try values(symbol(reference), name, node.span)
        }
        // On the adjusted basis the whole bar is adjusted, its close too.
        let isAdjusted = frame.instrument(symbol(reference))?.isAdjusted(on: environment.settings.price) ?? false
        let closing = isAdjusted ? "adjclose" : "close"
        guard let high = try optional("high"), let low = try optional("low"), let close = try optional(closing) else {
            throw EngineError(
                .unknownField, node.span, "`\(entry.name)` needs highs and lows, which `\(node.label)` does not have")
        }
        return Bars(open: try optional("open"), high: high, low: low, close: close, volume: try optional("volume"))
    }

    // MARK: Frequencies, baskets, shares

    /// The inner expression on slower bars, each value from the session its bar is complete.
    private func slower(_ frequency: CalendarUnit, _ inner: Node, _ node: Node) throws(EngineError) -> [Double] {
        if frame.frequency == frequency { return try series(inner) }
        let base = frame.base ?? frame
        guard base.frequency <= frequency else {
            throw EngineError(
                .wrongKind, node.span,
                "`\(inner.label)` is \(base.frequency.adjective) data and has no \(frequency.adjective) bars")
        }
        let daily: [Double]
        if frequency == base.frequency {
            daily = try Evaluator(frame: base, member: member, window: 0..<base.days.count, environment: environment)
                .series(inner)
        } else {
            let slow = Frame(base, bars: frequency)
            let values = try Evaluator(
                frame: slow, member: member, window: 0..<slow.days.count, environment: environment
            ).series(inner)
            daily = spread(values, of: slow, onto: base)
        }
        guard frame.base != nil else { return daily }
        return frame.bars.map { daily[$0.upperBound - 1] }
    }

    private func spread(_ values: [Double], of slow: Frame, onto base: Frame) -> [Double] {
        var result = [Double](repeating: .nan, count: base.days.count)
        var last = Double.nan
        for (index, bar) in slow.bars.enumerated() {
            let label = Day(slow.days[index])
            let isOver = !slow.calendar.hasSessions(after: label, in: slow.frequency)
            for session in bar { result[session] = last }
            last = values[index]
            if isOver { result[bar.upperBound - 1] = last }
        }
        return result
    }

    /// The mean of the members' returns, session by session, compounded from 100; missing where no member has a value.
    private func basket(_ members: [String], _ span: SourceSpan) throws(EngineError) -> [Double] {
        var sums = [Double](repeating: 0, count: count)
        var counts = [Double](repeating: 0, count: count)
        var present = [Bool](repeating: false, count: count)
        for (index, member) in members.enumerated() {
            try environment.checkInterrupt()
            environment.progress(index, members.count)
            guard let values = try values(member, nil, span) else { continue }
            var previous = Double.nan
            for index in values.indices where !values[index].isNaN {
                if previous > 0 {
                    sums[index] += values[index] / previous - 1
                    counts[index] += 1
                }
                previous = values[index]
                present[index] = true
            }
        }
        var level = 100.0
        return sums.indices.map { index in
            if counts[index] > 0 { level *= 1 + sums[index] / counts[index] }
            return present[index] ? level : .nan
        }
    }

    private func share(_ members: [String], _ inner: Node) throws(EngineError) -> [Double] {
        var held = [Double](repeating: 0, count: count)
        var judged = [Double](repeating: 0, count: count)
        for (index, member) in members.enumerated() {
            try environment.checkInterrupt()
            environment.progress(index, members.count)
            let known = frame.parts.count
            let truths: [Truth]
            do throws(EngineError) {
                truths = try Evaluator(
                    frame: frame, member: member, window: window, start: start, environment: environment, plan: plan
                ).over(bars).condition(inner)
            } catch  where error.diagnostic.code.isLackOfData {
                continue
            }
            // Earlier ones may belong to another part of the query.
            frame.forgetParts(of: member, from: known)
            for index in truths.indices where truths[index] != .missing {
                judged[index] += 1
                if truths[index] == .yes { held[index] += 1 }
            }
        }
        return held.indices.map { judged[$0] > 0 ? held[$0] / judged[$0] : .nan }
    }
}
