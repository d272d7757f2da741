import TapeStore
import TapeSyntax
import TapeTime

/// Binds every name and gives every expression its kind and unit before anything is computed.
struct Resolver {
    let environment: Environment
    /// The newest session this query can see: what `today` is.
    let today: Day?
    /// Where `it` is a word: inside `by` of rank, `breadth` and `share`.
    var memberAllowed = false
    /// The unit of `it`.
    var memberUnit = Unit.price
    /// Whether a group is allowed where a series is expected, for one row per member.
    var groupAllowed = false
    /// The group found so far; a condition takes at most one.
    var group: (members: [String], name: String)?
    /// The table whose columns are names, in a pipe.
    var table: Table?
    var arguments: [String: Node] = [:]
    var calling: [String] = []

    init(environment: Environment, today: Day?) {
        self.environment = environment
        self.today = today
    }

    // MARK: Kinds wanted

    /// An expression that is a series or a number; a group becomes its member where one row per member is wanted.
    mutating func series(_ expression: Expression) throws(EngineError) -> Node {
        let node = try resolve(expression)
        return try asSeries(node)
    }

    mutating func asSeries(_ node: Node) throws(EngineError) -> Node {
        switch node.kind {
        case .series, .number: return node
        case .group:
            guard groupAllowed, case .group(let members, let name) = node.op else {
                throw wrongKind(node, wanted: "a series", advice: .init("example", "basket(\(node.label))"))
            }
            if let known = group, known.members != members {
                throw EngineError(
                    .twoGroups, node.span, "a condition takes at most one group, and it already has `\(known.name)`",
                    [.init("example", "basket(\(node.label))")])
            }
            group = (members, name)
            return Node(
                op: .column(.member, nil), kind: .series, unit: memberUnit(members), span: node.span, label: node.label)
        default: throw wrongKind(node, wanted: "a series")
        }
    }

    mutating func condition(_ expression: Expression) throws(EngineError) -> Node {
        let node = try resolve(expression)
        switch node.kind {
        case .condition, .flag: return node
        case .series, .number, .group:
            throw wrongKind(
                node, wanted: "a condition",
                advice: .init("example", "\(node.label) up, \(node.label) over spx, \(node.label) at high"))
        default: throw wrongKind(node, wanted: "a condition")
        }
    }

    func wrongKind(_ node: Node, wanted: String, advice: Diagnostic.Advice? = nil) -> EngineError {
        if let table, wanted == "a series" {
            let numbers = table.columns.filter { if case .numbers = $0.values { true } else { false } }.map(\.name)
            return EngineError(
                .wrongKind, node.span, "expected a number, but `\(node.label)` is \(node.kind.words)",
                [.init("columns of numbers", numbers.joined(separator: ", "))])
        }
        let usual: Diagnostic.Advice? =
            switch wanted {
            case "a series": .init("example", "rut, rut / spx, rsi(rut, 14)")
            case "a number": .init("example", "14, 0.5, 5%, last_value(rut)")
            default: nil
            }
        return EngineError(
            .wrongKind, node.span, "expected \(wanted), but `\(node.label)` is \(node.kind.words)",
            (advice ?? usual).map { [$0] } ?? [])
    }

    // MARK: Expressions

    /// The expression with every name expanded. Names and definitions can turn a short text into a tree too high to
    /// walk or doubles at each step, so its height and size are limited here.
    mutating func resolve(_ expression: Expression) throws(EngineError) -> Node {
        let node = try resolveParts(expression)
        guard node.height <= Limits.height else {
            throw EngineError(
                .tooDeep, expression.span, "with its names expanded this is more than \(Limits.height) levels high",
                [.init("fix", "name a number instead, which keeps its value: let n = last_value(…)")])
        }
        guard node.size <= Limits.nodes else {
            throw EngineError(
                .tooMuch, expression.span,
                "with its definitions expanded this has more than \(Format.count(Limits.nodes)) parts",
                [.init("fix", "definitions that do not use each other twice")])
        }
        return node
    }

    private mutating func resolveParts(_ expression: Expression) throws(EngineError) -> Node {
        let label = Printer.text(expression)
        func node(_ op: Node.Op, _ kind: Kind, _ unit: Unit = .number) -> Node {
            Node(op: op, kind: kind, unit: unit, span: expression.span, label: label)
        }
        if let table, let index = labelled(expression, label, table) {
            return tableColumn(table.columns[index], index, expression.span, label)
        }
        switch expression.kind {
        case .number(let value): return node(.number(value), .number)
        case .percent(let value, let basisPoints):
            return node(
                .number(basisPoints ? value / 10_000 : value / 100), .number, basisPoints ? .points : .percent)
        case .text(let text): return node(.text(text), .text)
        case .date(let literal): return node(.date(try date(literal, expression.span)), .date)
        case .duration(let span): return node(.duration(span), .duration)
        case .truth(let value): return node(.truth(value), .flag)
        case .missing: return node(.missing, .number)
        case .member:
            guard memberAllowed else {
                throw EngineError(
                    .unknownName, expression.span, "`it` is the member of a group, but there is no group here",
                    [.init("example", "rank mag7 by return(it, 3m)")])
            }
            return node(.column(.member, nil), .series, memberUnit)
        case .name(let name): return try self.name(name, label)
        case .group(let members): return try group(members, expression.span, label)
        case .call(let name, let arguments): return try call(name, arguments, expression.span, label)
        case .field(let base, let name): return try field(base, name, expression.span, label)
        case .index(let base, let index):
            let entry = FunctionTable.named("value")!
            let left = try series(base)
            let right = try dateOrDay(index)
            return node(.call(entry, [left, right]), .number, left.unit)
        case .negate(let operand):
            let inner = try series(operand)
            return node(.negate(inner), inner.kind, inner.unit)
        case .not(let operand):
            let inner = try condition(operand)
            return node(.not(inner), inner.kind)
        case .binary(let op, let left, let right): return try binary(op, left, right, expression.span, label)
        case .between(let value, let low, let high):
            let (inner, first, second) = (try series(value), try series(low), try series(high))
            let nodes = (try aligned(inner, first).0, try aligned(inner, first).1, try aligned(inner, second).1)
            try checkBases(nodes.0, nodes.1)
            try checkBases(nodes.0, nodes.2)
            return node(.between(nodes.0, nodes.1, nodes.2), truthKind([nodes.0, nodes.1, nodes.2]))
        case .over(let left, let right, let margin, let isUnder):
            let first = try series(left)
            let second = try series(right)
            try checkBases(first, second)
            let by = try margin.map { (expression) throws(EngineError) in try self.margin(expression) }
            if let by, by.isBasisPoints, first.unit == .rate, second.unit == .rate {
                let (more, less) = isUnder ? (second, first) : (first, second)
                throw EngineError(
                    .wrongKind, by.span,
                    "`over` compares changes relative to the level, but `\(by.label)` of a rate are points",
                    [.init("example", "diff(\(more.label)) - diff(\(less.label)) > \(by.label)")])
            }
            return node(.over(first, second, margin: by, isUnder: isUnder), .condition)
        case .move(let operand, let move, let amount):
            let inner = try series(operand)
            let by = try amount.map { (expression) throws(EngineError) in
                moveAmount(try self.series(expression), of: inner)
            }
            return node(.move(inner, move, amount: by), .condition)
        case .level(let left, let isAbove, let right):
            return try compare(isAbove ? .greater : .less, left, right, expression.span, label)
        case .extreme(let operand, let extreme, let lookBack, let intraday):
            let inner = try series(operand)
            if intraday, inner.reference == nil {
                throw EngineError(
                    .wrongKind, inner.span, "an intraday \(extreme.rawValue) needs a symbol, not an expression",
                    [.init("example", "rut at intraday \(extreme.rawValue)")])
            }
            let back = try lookBack.map { (expression) throws(EngineError) in try self.duration(expression) }
            return node(.extreme(inner, extreme, lookBack: back, intraday: intraday), .condition)
        case .crosses(let left, let above, let right):
            let nodes = try aligned(try series(left), try series(right))
            try checkBases(nodes.0, nodes.1)
            return node(.crosses(nodes.0, above: above, nodes.1), .condition)
        case .reaches(let left, let right):
            let nodes = try aligned(try series(left), try series(right))
            try checkBases(nodes.0, nodes.1)
            return node(.reaches(nodes.0, nodes.1), .condition)
        }
    }

    /// In a pipe: the column whose label an expression is, `ret(rut)`, or `` `ret(rut)` `` for any. Words and values
    /// are resolved later: a name may mean something else, and a column is never called `5`.
    private func labelled(_ expression: Expression, _ label: String, _ table: Table) -> Int? {
        let wanted: String
        switch expression.kind {
        case .name(let name):
            guard name.exact else { return nil }
            wanted = name.text
        case .call, .binary, .field, .index, .negate, .not, .between, .over, .move, .level, .extreme, .crosses,
            .reaches:
            wanted = label
        default: return nil
        }
        return table.columns.firstIndex { $0.name == wanted }
    }

    /// A bare number after `by` counts percent points.
    mutating func margin(_ expression: Expression) throws(EngineError) -> Node {
        var node = try series(expression)
        if node.unit == .number, case .number(let value) = node.op {
            node.op = .number(value / 100)
            node.unit = .percent
        }
        return node
    }

    mutating func duration(_ expression: Expression) throws(EngineError) -> Node {
        let node = try resolve(expression)
        guard node.kind == .duration else {
            throw wrongKind(node, wanted: "a duration", advice: .init("example", "14d, 3w, 3m, 2q, 1y"))
        }
        return node
    }

    /// A date, where a bare four-digit number is a year.
    mutating func dateOrDay(_ expression: Expression) throws(EngineError) -> Node {
        if case .number(let value) = expression.kind, let year = Int(exactly: value), (1000...9999).contains(year) {
            let span = DateSpan(.year, of: Day(year: year, month: 1, day: 1))
            return Node(
                op: .date(span), kind: .date, unit: .number, span: expression.span, label: Printer.text(expression))
        }
        let node = try resolve(expression)
        // A name for such a number, or a parameter, is a year here too.
        if case .name = expression.kind, case .number(let value) = node.op, let year = Int(exactly: value),
            (1000...9999).contains(year)
        {
            let span = DateSpan(.year, of: Day(year: year, month: 1, day: 1))
            return Node(op: .date(span), kind: .date, unit: .number, span: expression.span, label: node.label)
        }
        guard node.kind == .date else {
            throw wrongKind(
                node, wanted: "a date", advice: .init("example", "2026-01-22, 2026-01, 2026Q1, 1990, may 1996, today"))
        }
        return node
    }

    mutating func dateSpan(_ expression: Expression) throws(EngineError) -> DateSpan {
        let node = try dateOrDay(expression)
        if case .date(let span) = node.op { return span }
        throw wrongKind(node, wanted: "a date that is known before the query runs")
    }

    func date(_ literal: DateLiteral, _ span: SourceSpan) throws(EngineError) -> DateSpan {
        switch literal {
        case .year(let year): return DateSpan(.year, of: Day(year: year, month: 1, day: 1))
        case .quarter(let year, let quarter):
            return DateSpan(.quarter, of: Day(year: year, month: quarter * 3, day: 1))
        case .month(let year, let month): return DateSpan(.month, of: Day(year: year, month: month, day: 1))
        case .day(let year, let month, let day): return DateSpan(.day, of: Day(year: year, month: month, day: day))
        case .today:
            guard let today else { throw EngineError(.noData, span, "no data is loaded, so there is no `today`") }
            return DateSpan(.day, of: today)
        case .yesterday:
            guard let today, let before = sessionBefore(today) else {
                throw EngineError(.noData, span, "no session before the newest one")
            }
            return DateSpan(.day, of: before)
        }
    }

    func sessionBefore(_ day: Day) -> Day? {
        var newest: Day?
        for listing in environment.market.listings where listing.last >= day && listing.first < day {
            guard let axis = environment.market.instrument(listing.symbol)?.axis else { continue }
            let count = axis.lowerBound(day)
            guard count > 0 else { continue }
            let found = Day(axis.days[count - 1])
            if newest.map({ $0 < found }) ?? true { newest = found }
            if found == day - 1 { break }
        }
        return newest
    }
}
