import TapeStore
import TapeSyntax

/// Binds every name and gives every expression its kind and unit, before anything is computed.
struct Resolver {
    let environment: Environment
    /// The newest session this query can see: what `today` is.
    let today: Day?
    /// Where `it` is a word: inside `by` of rank, `breadth` and `share`.
    var memberAllowed = false
    /// Whether a group may stand where a series is wanted, for one row a member.
    var groupAllowed = false
    /// The group met so far; a condition takes at most one.
    var group: (members: [String], name: String)?
    /// The table whose columns are names, in a pipe.
    var table: Table?
    private var arguments: [String: Node] = [:]
    private var calling: [String] = []

    init(environment: Environment, today: Day?) {
        self.environment = environment
        self.today = today
    }

    // MARK: Kinds wanted

    /// An expression that is a series or a number; a group becomes its member where one row a member is wanted.
    mutating func series(_ expression: Expression) throws(EngineError) -> Node {
        let node = try resolve(expression)
        return try asSeries(node)
    }

    mutating func asSeries(_ node: Node) throws(EngineError) -> Node {
        switch node.kind {
        case .series, .number: return node
        case .group:
            guard groupAllowed, case .group(let members, let name) = node.op else {
                throw wrongKind(node, wanted: "a series", advice: .init("like", "basket(\(node.label))"))
            }
            if let known = group, known.members != members {
                throw EngineError(
                    .twoGroups, node.span, "a condition takes at most one group, and `\(known.name)` is one already",
                    [.init("like", "basket(\(node.label)) in its place makes one series of it")])
            }
            group = (members, name)
            return Node(op: .column(.member, nil), kind: .series, unit: .price, span: node.span, label: node.label)
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
                advice: .init("like", "\(node.label) up, \(node.label) over spx, \(node.label) at high"))
        default: throw wrongKind(node, wanted: "a condition")
        }
    }

    func wrongKind(_ node: Node, wanted: String, advice: Diagnostic.Advice? = nil) -> EngineError {
        let usual: Diagnostic.Advice? =
            switch wanted {
            case "a series": .init("like", "rut, rut / spx, rsi(rut, 14)")
            case "a number": .init("like", "14, 0.5, 5%, last_value(rut)")
            default: nil
            }
        return EngineError(
            .wrongKind, node.span, "\(wanted) is wanted here, and `\(node.label)` is \(node.kind.words)",
            (advice ?? usual).map { [$0] } ?? [])
    }

    // MARK: Expressions

    mutating func resolve(_ expression: Expression) throws(EngineError) -> Node {
        let label = Printer.text(expression)
        func node(_ op: Node.Op, _ kind: Kind, _ unit: Unit = .number) -> Node {
            Node(op: op, kind: kind, unit: unit, span: expression.span, label: label)
        }
        switch expression.kind {
        case .number(let value): return node(.number(value), .number)
        case .percent(let value, let basisPoints):
            return node(.number(basisPoints ? value / 10_000 : value / 100), .number, .percent)
        case .text(let text): return node(.text(text), .text)
        case .date(let literal): return node(.date(try date(literal, expression.span)), .date)
        case .duration(let count, let unit): return node(.duration(count, unit), .duration)
        case .truth(let value): return node(.truth(value), .flag)
        case .missing: return node(.missing, .number)
        case .member:
            guard memberAllowed else {
                throw EngineError(
                    .unknownName, expression.span, "`it` is the member of a group, and there is none here",
                    [.init("like", "rank mag7 by return(it, 3m)")])
            }
            return node(.column(.member, nil), .series, .price)
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
            let nodes = (try series(value), try series(low), try series(high))
            return node(.between(nodes.0, nodes.1, nodes.2), truthKind([nodes.0, nodes.1, nodes.2]))
        case .over(let left, let right, let margin, let isUnder):
            let first = try series(left)
            let second = try series(right)
            try checkBases(first, second)
            let by = try margin.map { (expression) throws(EngineError) in try self.margin(expression) }
            return node(.over(first, second, margin: by, isUnder: isUnder), .condition)
        case .move(let operand, let move, let amount):
            let inner = try series(operand)
            let by = try amount.map { (expression) throws(EngineError) in try self.series(expression) }
            return node(.move(inner, move, amount: by), .condition)
        case .level(let left, let isAbove, let right):
            return try compare(isAbove ? .greater : .less, left, right, expression.span, label)
        case .extreme(let operand, let extreme, let lookBack, let intraday):
            let inner = try series(operand)
            if intraday, inner.reference == nil {
                throw EngineError(
                    .wrongKind, inner.span, "an intraday \(extreme.rawValue) is that of a symbol, not of an expression",
                    [.init("like", "rut at intraday \(extreme.rawValue)")])
            }
            let back = try lookBack.map { (expression) throws(EngineError) in try self.duration(expression) }
            return node(.extreme(inner, extreme, lookBack: back, intraday: intraday), .condition)
        case .crosses(let left, let above, let right):
            let nodes = (try series(left), try series(right))
            try checkBases(nodes.0, nodes.1)
            return node(.crosses(nodes.0, above: above, nodes.1), .condition)
        case .reaches(let left, let right):
            let nodes = (try series(left), try series(right))
            return node(.reaches(nodes.0, nodes.1), .condition)
        }
    }

    /// A bare number behind `by` counts percent points.
    private mutating func margin(_ expression: Expression) throws(EngineError) -> Node {
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
            throw wrongKind(node, wanted: "a duration", advice: .init("like", "14d, 3w, 3m, 2q, 1y"))
        }
        return node
    }

    /// A date, where a bare four-digit number is a year.
    mutating func dateOrDay(_ expression: Expression) throws(EngineError) -> Node {
        if case .number(let value) = expression.kind, let year = Int(exactly: value), (1000...9999).contains(year) {
            let span = DateSpan(first: Day(year: year, month: 1, day: 1), last: Day(year: year, month: 12, day: 31))
            return Node(
                op: .date(span), kind: .date, unit: .number, span: expression.span, label: Printer.text(expression))
        }
        let node = try resolve(expression)
        guard node.kind == .date else {
            throw wrongKind(
                node, wanted: "a date", advice: .init("like", "2026-01-22, 2026-01, 2026Q1, 1990, may 1996, today"))
        }
        return node
    }

    mutating func dateSpan(_ expression: Expression) throws(EngineError) -> DateSpan {
        let node = try dateOrDay(expression)
        if case .date(let span) = node.op { return span }
        throw wrongKind(node, wanted: "a date that is known before the query runs")
    }

    private func date(_ literal: DateLiteral, _ span: SourceSpan) throws(EngineError) -> DateSpan {
        func whole(_ calendarSpan: CalendarSpan, _ day: Day) -> DateSpan {
            DateSpan(first: day, last: calendarSpan.end(of: day))
        }
        switch literal {
        case .year(let year): return whole(.year, Day(year: year, month: 1, day: 1))
        case .quarter(let year, let quarter): return whole(.quarter, Day(year: year, month: quarter * 3 - 2, day: 1))
        case .month(let year, let month): return whole(.month, Day(year: year, month: month, day: 1))
        case .day(let year, let month, let day):
            let day = Day(year: year, month: month, day: day)
            return DateSpan(first: day, last: day)
        case .today:
            guard let today else { throw EngineError(.noData, span, "nothing is loaded, so there is no `today`") }
            return DateSpan(first: today, last: today)
        case .yesterday:
            guard let today, let before = sessionBefore(today) else {
                throw EngineError(.noData, span, "there is no session before the newest one")
            }
            return DateSpan(first: before, last: before)
        }
    }

    private func sessionBefore(_ day: Day) -> Day? {
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

    // MARK: Names

    private mutating func name(_ name: Name, _ label: String) throws(EngineError) -> Node {
        func node(_ op: Node.Op, _ kind: Kind, _ unit: Unit = .number) -> Node {
            Node(op: op, kind: kind, unit: unit, span: name.span, label: label)
        }
        if !name.exact {
            if let table, let index = table.columns.firstIndex(where: { $0.name == name.text }) {
                return tableColumn(table.columns[index], index, name.span, label)
            }
            if var bound = arguments[name.text] {
                bound.span = name.span
                return bound
            }
            switch environment.scope[name.text] {
            case .node(var bound):
                bound.span = name.span
                bound.label = label
                return bound
            case .table:
                throw EngineError(
                    .wrongKind, name.span, "`\(name.text)` is a table, and a table goes down a pipe",
                    [.init("like", "\(name.text) | top 3")])
            case .function(let parameters, _, _):
                let list = parameters.map(\.text).joined(separator: ", ")
                throw EngineError(
                    .wrongKind, name.span, "`\(name.text)` is a function and wants its arguments",
                    [.init("like", "\(name.text)(\(list))")])
            case nil: break
            }
        }
        if let key = environment.market.key(for: name.text) {
            return node(.column(.symbol(key), nil), .series, mainUnit(key))
        }
        if !name.exact, let members = environment.market.group(name.text) {
            guard !members.isEmpty else { throw noMembers(name.span) }
            return node(.group(members, name: name.text), .group)
        }
        throw unknown(name)
    }

    private func tableColumn(_ column: TableColumn, _ index: Int, _ span: SourceSpan, _ label: String) -> Node {
        let kind: Kind =
            switch column.values {
            case .numbers: .series
            case .dates: .dates
            case .texts: .texts
            case .flags: .condition
            }
        return Node(op: .tableColumn(index), kind: kind, unit: column.unit, span: span, label: label)
    }

    private func noMembers(_ span: SourceSpan) -> EngineError {
        EngineError(.emptyGroup, span, "the group has no members", [.init("like", "{rut, spx}")])
    }

    private func unknown(_ name: Name) -> EngineError {
        let market = environment.market
        if name.text == "_", !name.exact {
            return EngineError(
                .unknownName, name.span, "`_` is the last answer, and there is none yet",
                [.init("like", "return mag7 ytd; _ | top 3")])
        }
        if name.text == "it", !name.exact, table == nil {
            return EngineError(
                .unknownName, name.span, "`it` is the member of a group, and there is none here",
                [.init("like", "rank mag7 by return(it, 3m)")])
        }
        if let table {
            let names = table.columns.map(\.name)
            let close = nearest(name.text, among: names, limit: 2)
            return EngineError(
                .unknownColumn, name.span, "there is no column `\(name.text)` here",
                [
                    close.isEmpty
                        ? .init("columns", names.joined(separator: ", "))
                        : .init("nearest", close.joined(separator: ", "))
                ])
        }
        let symbols = market.listings.map(\.symbol)
        let names =
            symbols + Array(market.groups.keys).sorted() + environment.scope.names + market.aliases.keys.sorted()
        let close = nearest(name.text, among: names, limit: 3)
        var advice: [Diagnostic.Advice] = []
        if let first = close.first {
            if close.count == 1, let listing = market.key(for: first).flatMap({ market.listing($0) }) {
                let full = listing.name.map { "\($0), " } ?? ""
                advice.append(.init("nearest", "\(first) (\(full)\(listing.first) → \(listing.last))"))
            } else {
                advice.append(.init("nearest", close.joined(separator: ", ")))
            }
        } else if symbols.isEmpty {
            advice.append(.init("load some", "load \"prices.csv\""))
        } else {
            advice.append(
                .init(
                    "loaded",
                    symbols.prefix(8).joined(separator: ", ") + (symbols.count > 8 ? ", … (`symbols` lists all)" : "")))
        }
        return EngineError(.unknownSymbol, name.span, "there is no symbol `\(name.text)`", advice)
    }

    /// The unit of a symbol's main column: prices where it has a close, plain numbers for a rate.
    private func mainUnit(_ key: String) -> Unit {
        guard let instrument = environment.market.instrument(key) else { return .price }
        return instrument.mainColumn == "close" ? .price : .number
    }

    private mutating func field(
        _ base: Expression, _ name: Name, _ span: SourceSpan, _ label: String
    ) throws(EngineError) -> Node {
        if case .name(let symbol) = base.kind, !symbol.exact {
            let dotted = "\(symbol.text).\(name.text)"
            if environment.market.key(for: symbol.text) == nil, environment.market.key(for: dotted) != nil {
                throw EngineError(
                    .unknownField, span, "a dot begins a field; a symbol with a dot takes backticks",
                    [.init("write", "`\(dotted.uppercased())`")])
            }
        }
        let inner = try resolve(base)
        guard let reference = inner.reference else {
            if inner.kind == .group, groupAllowed {
                let member = try asSeries(inner)
                return Node(
                    op: .column(.member, name.text), kind: .series, unit: columnUnit(name.text), span: span,
                    label: member.label + "." + name.text)
            }
            throw EngineError(
                .unknownField, span, "a field belongs to a symbol, and `\(inner.label)` is \(inner.kind.words)",
                [.init("like", "rut.high")])
        }
        if case .symbol(let key) = reference, let instrument = environment.market.instrument(key),
            instrument.column(name.text) == nil
        {
            let names = instrument.columns.map(\.name)
            let close = nearest(name.text, among: names, limit: 1)
            throw EngineError(
                .unknownField, name.span, "\(key.uppercased()) has no column `\(name.text)`",
                [
                    close.isEmpty
                        ? .init("columns", names.joined(separator: ", "))
                        : .init("nearest", "\(inner.label).\(close[0])")
                ])
        }
        return Node(
            op: .column(reference, name.text), kind: .series, unit: columnUnit(name.text), span: span, label: label)
    }

    private func columnUnit(_ name: String) -> Unit {
        switch name {
        case "open", "high", "low", "close", "adjclose": .price
        case "volume": .count
        default: .number
        }
    }

    // MARK: Groups

    private mutating func group(
        _ members: [Expression], _ span: SourceSpan, _ label: String
    ) throws(EngineError) -> Node {
        var keys: [String] = []
        for member in members {
            let node = try resolve(member)
            switch node.op {
            case .column(.symbol(let key), nil):
                if !keys.contains(key) { keys.append(key) }
            case .group(let inner, _):
                for key in inner where !keys.contains(key) { keys.append(key) }
            default:
                throw EngineError(
                    .wrongKind, node.span, "a group is made of symbols, and `\(node.label)` is \(node.kind.words)",
                    [.init("like", "{rut, spx}")])
            }
        }
        return Node(op: .group(keys, name: label), kind: .group, unit: .number, span: span, label: label)
    }

    mutating func groupMembers(_ expression: Expression) throws(EngineError) -> (members: [String], name: String) {
        let node = try resolve(expression)
        switch node.op {
        case .group(let members, let name):
            guard !members.isEmpty else {
                throw noMembers(node.span)
            }
            return (members, name)
        case .column(.symbol(let key), nil): return ([key], key)
        default:
            throw wrongKind(
                node, wanted: "a group", advice: .init("like", "{rut, spx}, or a named one: `groups` lists them"))
        }
    }

    // MARK: Operators

    private mutating func binary(
        _ op: BinaryOperator, _ left: Expression, _ right: Expression, _ span: SourceSpan, _ label: String
    ) throws(EngineError) -> Node {
        switch op {
        case .add, .subtract, .multiply, .divide:
            let first = try series(left)
            let second = try series(right)
            let kind: Kind = first.kind == .number && second.kind == .number ? .number : .series
            let unit = Resolver.unit(op, first.unit, second.unit)
            return Node(op: .arithmetic(op, first, second), kind: kind, unit: unit, span: span, label: label)
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
            return try compare(op, left, right, span, label)
        case .and, .or:
            let first = try condition(left)
            let second = try condition(right)
            let kind: Kind = first.kind == .flag && second.kind == .flag ? .flag : .condition
            return Node(op: .logical(op, first, second), kind: kind, unit: .number, span: span, label: label)
        }
    }

    private mutating func compare(
        _ op: BinaryOperator, _ left: Expression, _ right: Expression, _ span: SourceSpan, _ label: String
    ) throws(EngineError) -> Node {
        var first = try resolve(left)
        var second: Node
        if let text = textBeside(first, right) { second = text } else { second = try resolve(right) }
        // Beside a date a bare number is a year.
        if first.kind == .dates || first.kind == .date, second.kind == .number { second = try dateOrDay(right) }
        if second.kind == .dates || second.kind == .date, first.kind == .number { first = try dateOrDay(left) }
        let isText = [Kind.texts, .text].contains(first.kind) && [Kind.texts, .text].contains(second.kind)
        let isDate = [Kind.dates, .date].contains(first.kind) && [Kind.dates, .date].contains(second.kind)
        let isTruth =
            [Kind.condition, .flag].contains(first.kind) && [Kind.condition, .flag].contains(second.kind)
            && (op == .equal || op == .notEqual)
        if !isText, !isDate, !isTruth {
            if first.kind == .texts {
                throw wrongKind(second, wanted: "a text", advice: .init("like", "\(first.label) = \"\(second.label)\""))
            }
            first = try asSeries(first)
            second = try asSeries(second)
            try checkBases(first, second)
        }
        let scalar: [Kind] = [.number, .flag, .text, .date]
        let kind: Kind = scalar.contains(first.kind) && scalar.contains(second.kind) ? .flag : .condition
        return Node(op: .compare(op, first, second), kind: kind, unit: .number, span: span, label: label)
    }

    /// In a pipe a bare word beside a column of texts is the text: `where state = running`.
    private func textBeside(_ column: Node, _ expression: Expression) -> Node? {
        guard column.kind == .texts, let table, case .name(let name) = expression.kind, table.column(name.text) == nil
        else { return nil }
        return Node(
            op: .text(name.text), kind: .text, unit: .number, span: expression.span, label: Printer.text(expression))
    }

    private func truthKind(_ nodes: [Node]) -> Kind {
        nodes.allSatisfy { $0.kind == .number } ? .flag : .condition
    }

    /// What arithmetic makes of units: differences of percentages are points, quotients of prices are ratios.
    static func unit(_ op: BinaryOperator, _ left: Unit, _ right: Unit) -> Unit {
        let isPercent: (Unit) -> Bool = { $0 == .percent || $0 == .share || $0 == .points }
        switch op {
        case .add, .subtract:
            if isPercent(left), isPercent(right) { return op == .subtract || left == .points ? .points : .percent }
            if left == right { return left }
            if right == .number { return left }
            return left == .number ? right : .number
        case .multiply:
            if left == .number || left == .ratio { return right }
            if right == .number || right == .ratio { return left }
            if left == .price, isPercent(right) { return .price }
            if right == .price, isPercent(left) { return .price }
            return .number
        case .divide:
            if left == .price, right == .price { return .ratio }
            return right == .number || right == .ratio ? left : .number
        default: return .number
        }
    }

    /// Close against adjusted close compares two different things.
    private func checkBases(_ left: Node, _ right: Node) throws(EngineError) {
        let first = bases(left)
        let second = bases(right)
        guard first.count == 1, second.count == 1, let a = first.first, let b = second.first, a != b else { return }
        throw EngineError(
            .mixedBases, right.span, "`\(left.label)` is on \(a) and `\(right.label)` on \(b): two price bases",
            [
                .init(
                    "settle it with",
                    "set price \(environment.settings.price == "close" ? "adjclose" : "close"), or the same field on both sides"
                )
            ])
    }

    private func bases(_ node: Node) -> Set<String> {
        if case .column(let reference, let name) = node.op {
            if let name { return name == "close" || name == "adjclose" ? [name] : [] }
            guard case .symbol(let key) = reference, let instrument = environment.market.instrument(key),
                instrument.mainColumn == "close"
            else { return [] }
            return [instrument.column(environment.settings.price) != nil ? environment.settings.price : "close"]
        }
        return node.children.reduce(into: []) { $0.formUnion(bases($1)) }
    }

    // MARK: Calls

    private mutating func call(
        _ name: Name, _ given: [Argument], _ span: SourceSpan, _ label: String
    ) throws(EngineError) -> Node {
        if case .function(let parameters, let body, let scope) = environment.scope[name.text] {
            return try userCall(name, parameters, body, scope, given, span, label)
        }
        if let frequency = Frequency(rawValue: name.text) {
            let node = try only(given, of: name, "an expression", span)
            let inner = try series(node)
            return Node(op: .inFrequency(frequency, inner), kind: .series, unit: inner.unit, span: span, label: label)
        }
        switch name.text {
        case "basket":
            let members = try groupMembers(try only(given, of: name, "a group", span)).members
            return Node(op: .basket(members), kind: .series, unit: .number, span: span, label: label)
        case "members":
            let (members, group) = try groupMembers(try only(given, of: name, "a group", span))
            return Node(op: .group(members, name: group), kind: .group, unit: .number, span: span, label: label)
        case "share": return try share(name, given, span, label)
        default: break
        }
        guard let entry = FunctionTable.named(name.text) else {
            let known = FunctionTable.entries.map(\.name) + FunctionTable.engineNames + environment.scope.names
            if calling.contains(name.text) {
                throw EngineError(
                    .recursive, name.span, "`\(name.text)` calls itself, and a function of Tape cannot",
                    [.init("like", "def \(name.text)(s) = s / sma(s, 50)")])
            }
            if case .node(let bound) = environment.scope[name.text] {
                throw EngineError(
                    .wrongKind, name.span, "`\(name.text)` is \(bound.kind.words) and takes no arguments",
                    [.init("like", "def \(name.text)(s) = …")])
            }
            let close = nearest(name.text, among: known, limit: 2)
            let isSpokenOf = FunctionTable.entries.contains { $0.doc.contains(name.text) }
            throw EngineError(
                .unknownFunction, name.span, "there is no function `\(name.text)`",
                close.isEmpty
                    ? [.init("see", isSpokenOf ? "functions \(name.text)" : "functions")]
                    : [.init("nearest", close.map(signature).joined(separator: ", "))])
        }
        return try tableCall(entry, name, given, span, label)
    }

    private func signature(_ name: String) -> String { FunctionTable.named(name)?.signature ?? name }

    private func only(
        _ given: [Argument], of name: Name, _ wanted: String, _ span: SourceSpan
    ) throws(EngineError) -> Expression {
        guard given.count == 1 else {
            throw EngineError(
                .wrongArguments, span, "`\(name.text)` takes one argument, \(wanted), and \(given.count) are given",
                [
                    .init(
                        "like",
                        Frequency(rawValue: name.text) == nil ? "\(name.text)({aapl, msft})" : "\(name.text)(rut)")
                ])
        }
        return given[0].value
    }

    private mutating func share(
        _ name: Name, _ given: [Argument], _ span: SourceSpan, _ label: String
    ) throws(EngineError) -> Node {
        guard given.count == 2 else {
            throw EngineError(
                .wrongArguments, span, "`share` takes a group and a condition on `it`",
                [.init("like", "share(mag7, it at 52w high)")])
        }
        let members = try groupMembers(given[0].value).members
        let outer = memberAllowed
        memberAllowed = true
        defer { memberAllowed = outer }
        let inner = try condition(given[1].value)
        return Node(op: .share(members, inner), kind: .series, unit: .share, span: span, label: label)
    }

    private mutating func userCall(
        _ name: Name, _ parameters: [Name], _ body: Expression, _ scope: Scope, _ given: [Argument],
        _ span: SourceSpan, _ label: String
    ) throws(EngineError) -> Node {
        guard !calling.contains(name.text), calling.count < Limits.callDepth else {
            throw EngineError(
                .recursive, name.span, "`\(name.text)` calls itself, and a function of Tape cannot",
                [.init("like", "def \(name.text)(s) = s / sma(s, 50)")])
        }
        let slots = try place(given, parameters.map(\.text), name, span)
        var bound: [String: Node] = [:]
        for (index, parameter) in parameters.enumerated() {
            guard let argument = slots[index] else {
                throw EngineError(
                    .wrongArguments, span, "`\(name.text)` wants `\(parameter.text)`\(given.isEmpty ? "" : " too")",
                    [.init("like", "\(name.text)(\(parameters.map(\.text).joined(separator: ", ")))")])
            }
            bound[parameter.text] = try resolve(argument)
        }
        var inner = Environment(
            market: environment.market, settings: environment.settings, scope: scope, asOf: environment.asOf,
            isInterrupted: environment.isInterrupted)
        inner.scope = scope
        var resolver = Resolver(environment: inner, today: today)
        resolver.memberAllowed = memberAllowed
        resolver.groupAllowed = groupAllowed
        resolver.group = group
        resolver.arguments = bound
        resolver.calling = calling + [name.text]
        do {
            var node = try resolver.resolve(body)
            group = resolver.group
            node.span = span
            node.label = label
            return node
        } catch {
            // Spans inside the definition point into another text: the call is the place to look at.
            var diagnostic = error.diagnostic
            diagnostic.span = span
            diagnostic.message = "in `\(name.text)`: " + diagnostic.message
            throw EngineError(diagnostic)
        }
    }

    /// Arguments by position, then by name.
    private func place(
        _ given: [Argument], _ parameters: [String], _ name: Name, _ span: SourceSpan
    ) throws(EngineError) -> [Expression?] {
        var slots = [Expression?](repeating: nil, count: parameters.count)
        var position = 0
        for argument in given {
            if let label = argument.label {
                guard let index = parameters.firstIndex(of: label.text) else {
                    throw EngineError(
                        .unknownArgument, label.span, "`\(name.text)` has no argument `\(label.text)`",
                        [.init("arguments", parameters.joined(separator: ", "))])
                }
                guard slots[index] == nil else {
                    throw EngineError(
                        .wrongArguments, label.span, "`\(label.text)` is given twice",
                        [.init("like", signature(name.text))])
                }
                slots[index] = argument.value
            } else {
                guard position < parameters.count, slots[position] == nil else {
                    throw EngineError(
                        .wrongArguments, argument.value.span,
                        parameters.isEmpty
                            ? "`\(name.text)` takes no argument"
                            : "`\(name.text)` takes \(parameters.count == 1 ? "one argument" : "\(parameters.count) arguments"), and this is one more",
                        [.init("like", signature(name.text))])
                }
                slots[position] = argument.value
                position += 1
            }
        }
        return slots
    }

    private mutating func tableCall(
        _ entry: FunctionEntry, _ name: Name, _ given: [Argument], _ span: SourceSpan, _ label: String
    ) throws(EngineError) -> Node {
        let slots = try place(given, entry.parameters.map { $0.name.lowercased() }, name, span)
        var nodes: [Node?] = []
        for (index, parameter) in entry.parameters.enumerated() {
            guard let expression = slots[index] else {
                guard parameter.optional else {
                    throw EngineError(
                        .wrongArguments, span,
                        "`\(entry.name)` wants `\(parameter.name)`\(given.isEmpty ? "" : " too")",
                        [.init("like", entry.example)])
                }
                nodes.append(
                    parameter.standard.map {
                        Node(op: .number($0), kind: .number, unit: .number, span: span, label: "\($0)")
                    })
                continue
            }
            nodes.append(try argument(expression, parameter, entry))
        }
        var unit: Unit =
            switch entry.unit {
            case .fixed(let unit): unit
            case .like(let index): nodes[index]?.unit ?? .number
            }
        if case .like = entry.unit, unit == .percent, entry.name.hasSuffix("stdev") { unit = .share }
        return Node(op: .call(entry, nodes), kind: resultKind(entry, nodes), unit: unit, span: span, label: label)
    }

    private func resultKind(_ entry: FunctionEntry, _ nodes: [Node?]) -> Kind {
        switch entry.result {
        case .series:
            // Arithmetic of plain numbers stays a number: `round(2.5)`, `max(1, 2)`.
            let plain = nodes.allSatisfy { $0.map { $0.kind == .number || $0.kind == .flag } ?? true }
            return plain && entry.isPointwise ? .number : .series
        case .condition: return .condition
        case .number: return .number
        case .date: return .date
        case .group: return .group
        case .numberUnlessGiven(let parameter):
            let index = entry.parameters.firstIndex { $0.name == parameter }
            return index.flatMap { nodes[$0] } == nil ? .number : .series
        }
    }

    private mutating func argument(
        _ expression: Expression, _ parameter: FunctionEntry.Parameter, _ entry: FunctionEntry
    ) throws(EngineError) -> Node {
        switch parameter.kind {
        case .series: return try series(expression)
        case .bars:
            let node = try series(expression)
            guard node.reference != nil else {
                throw EngineError(
                    .wrongKind, node.span, "`\(entry.name)` reads highs and lows, so it takes a symbol",
                    [.init("like", entry.example)])
            }
            return node
        case .condition: return try condition(expression)
        case .whole(let range):
            let node = try resolve(expression)
            guard case .number(let value) = node.op, node.kind == .number, let whole = Int(exactly: value) else {
                throw EngineError(
                    .notWhole, node.span, "`\(parameter.name)` of `\(entry.name)` is a whole number of bars",
                    [.init("like", entry.example)])
            }
            guard range.contains(whole) else {
                throw EngineError(
                    .wrongArguments, node.span,
                    "`\(parameter.name)` of `\(entry.name)` is from \(range.lowerBound) to \(range.upperBound)",
                    [.init("like", entry.example)])
            }
            return node
        case .number:
            let node = try resolve(expression)
            guard node.kind == .number else { throw wrongKind(node, wanted: "a number") }
            return node
        case .duration: return try duration(expression)
        case .date: return try dateOrDay(expression)
        case .group:
            let node = try resolve(expression)
            guard node.kind == .group else { throw wrongKind(node, wanted: "a group") }
            return node
        case .text:
            let node = try resolve(expression)
            guard node.kind == .text else { throw wrongKind(node, wanted: "a text in quotes") }
            return node
        }
    }
}
