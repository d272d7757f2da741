import TapeStore
import TapeSyntax
import TapeTime

/// The kind of an expression, known before anything is computed.
package enum Kind: Sendable, Equatable {
    case number, series, condition, text, date, duration, group
    /// A condition on numbers only: one answer, not one per session.
    case flag
    /// Columns of a table, in a pipe.
    case dates, texts

    /// Its name in errors.
    package var words: String {
        switch self {
        case .number: "a number"
        case .series: "a series"
        case .condition: "a condition"
        case .text: "a text"
        case .date: "a date"
        case .duration: "a duration"
        case .group: "a group"
        case .flag: "true or false"
        case .dates: "a column of dates"
        case .texts: "a column of texts"
        }
    }
}

/// A resolved expression: every name is bound, every kind checked. It names instruments by symbol, so it can be kept
/// (`let`) and evaluated on any axis.
package struct Node: Sendable {
    package var op: Op
    package var kind: Kind
    package var unit: Unit
    package var span: SourceSpan
    /// The canonical text it was resolved from: the head of its column.
    package var label: String

    /// Levels and nodes including those below, with names and definitions expanded: bounded by `Limits`.
    package private(set) var height = 1
    package private(set) var size = 1

    package init(op: Op, kind: Kind, unit: Unit, span: SourceSpan, label: String) {
        self.op = op
        self.kind = kind
        self.unit = unit
        self.span = span
        self.label = label
        for child in children {
            height = max(height, child.height &+ 1)
            size = size &+ child.size
        }
    }

    package enum Reference: Sendable, Hashable {
        case symbol(String)
        /// The member of the group that is being judged (`it`, or the group itself as an operand).
        case member
    }

    package indirect enum Op: Sendable {
        case number(Double)
        case missing
        case truth(Bool)
        case text(String)
        case date(DateSpan)
        case duration(CalendarSpan)
        case group([String], name: String)
        /// Nil is the main column: `close`, or what `set price` says.
        case column(Reference, String?)
        /// A column of the table in a pipe.
        case tableColumn(Int)
        case negate(Node)
        case not(Node)
        case arithmetic(BinaryOperator, Node, Node)
        case compare(BinaryOperator, Node, Node)
        case logical(BinaryOperator, Node, Node)
        case between(Node, Node, Node)
        case over(Node, Node, margin: Node?, isUnder: Bool)
        case move(Node, Move, amount: Node?)
        case extreme(Node, Extreme, lookBack: Node?, intraday: Bool)
        case crosses(Node, above: Bool, Node)
        case reaches(Node, Node)
        case call(FunctionEntry, [Node?])
        /// `weekly(E)`: the last completed bar's value.
        case inFrequency(CalendarUnit, Node)
        /// `basket(G)`
        case basket([String])
        /// `share(G, COND)`; the condition is on `it`.
        case share([String], Node)
    }
}

extension Node {
    /// The nodes directly below.
    var children: [Node] {
        switch op {
        case .number, .missing, .truth, .text, .date, .duration, .group, .column, .tableColumn, .basket: []
        case .negate(let node), .not(let node), .inFrequency(_, let node), .share(_, let node): [node]
        case .arithmetic(_, let left, let right), .compare(_, let left, let right), .logical(_, let left, let right),
            .crosses(let left, _, let right), .reaches(let left, let right):
            [left, right]
        case .between(let value, let low, let high): [value, low, high]
        case .over(let left, let right, let margin, _): [left, right] + (margin.map { [$0] } ?? [])
        case .move(let value, _, let amount): [value] + (amount.map { [$0] } ?? [])
        case .extreme(let value, _, let lookBack, _): [value] + (lookBack.map { [$0] } ?? [])
        case .call(_, let arguments): arguments.compactMap { $0 }
        }
    }

    /// The symbols it reads itself, in order of appearance, each once; not those of baskets and shares, which are read
    /// in place and make no sessions.
    func collectSymbols(into symbols: inout [String]) {
        switch op {
        case .column(.symbol(let symbol), _):
            if !symbols.contains(symbol) { symbols.append(symbol) }
        default:
            for child in children { child.collectSymbols(into: &symbols) }
        }
    }

    /// By figure that depends on the number of sessions in a year, its symbols.
    func collectAnnualised(into calls: inout [[String]]) {
        if case .call(let entry, _) = op, entry.traits.contains(.annualised) {
            var symbols: [String] = []
            collectSymbols(into: &symbols)
            calls.append(symbols)
        }
        for child in children { child.collectAnnualised(into: &calls) }
    }

    /// The symbols that only baskets and shares read.
    func collectLooseSymbols(into symbols: inout [String]) {
        switch op {
        case .basket(let members), .share(let members, _):
            symbols.append(contentsOf: members)
        default: break
        }
        for child in children { child.collectLooseSymbols(into: &symbols) }
    }

    /// The symbols whose price depends on `set price`: read by bare name or as open, high or low. A column that is
    /// named explicitly does not.
    func collectOnBasis(into symbols: inout [String]) {
        switch op {
        case .column(.symbol(let symbol), let name):
            if Node.isOnBasis(name) { symbols.append(symbol) }
        case .basket(let members): symbols += members
        case .group(let members, _): symbols += members
        case .share(let members, let inner):
            if inner.readsMemberOnBasis { symbols += members }
            inner.collectOnBasis(into: &symbols)
        default: for child in children { child.collectOnBasis(into: &symbols) }
        }
    }

    /// The same for the member of a group.
    var readsMemberOnBasis: Bool {
        switch op {
        case .column(.member, let name): Node.isOnBasis(name)
        case .share: false
        default: children.contains { $0.readsMemberOnBasis }
        }
    }

    private static func isOnBasis(_ column: String?) -> Bool {
        column.map { ["open", "high", "low"].contains($0) } ?? true
    }

    /// Whether it contains the member of a group; a share binds its own.
    var readsMember: Bool {
        switch op {
        case .column(.member, _): true
        case .share: false
        default: children.contains { $0.readsMember }
        }
    }

    /// A function of it, with its other arguments at their defaults.
    func called(_ name: String) -> Node {
        guard let entry = FunctionTable.named(name) else { preconditionFailure("`\(name)` is in the function table") }
        return Node(
            op: .call(entry, [self]), kind: .series, unit: .percent, span: span, label: "\(name)(\(label))")
    }

    func isNumber(_ wanted: Double?) -> Bool {
        if case .number(let value) = op { return value == wanted }
        return false
    }

    /// Whether its values are whole: a count, or a whole number as written.
    var isWhole: Bool {
        switch op {
        case .number(let value): value == value.rounded()
        case .negate(let inner): inner.isWhole
        default: unit == .count
        }
    }

    /// Whether it contains a column of a table.
    var readsTable: Bool {
        if case .tableColumn = op { return true }
        return children.contains { $0.readsTable }
    }

    var isColumn: Bool {
        if case .column = op { return true }
        return false
    }

    /// Another column of a bare symbol: `rut.high`.
    func field(_ name: String) -> Node {
        guard let reference else { return self }
        var node = self
        node.op = .column(reference, name)
        node.label = "\(label).\(name)"
        return node
    }

    /// The instrument of a bare symbol.
    var reference: Reference? {
        if case .column(let reference, nil) = op { return reference }
        return nil
    }
}

extension Node {
    /// A symbol's own series.
    package static func symbol(_ key: String, _ span: SourceSpan) -> Node {
        Node(op: .column(.symbol(key), nil), kind: .series, unit: .price, span: span, label: key)
    }

    /// A group's member's own series.
    static func member(_ span: SourceSpan) -> Node {
        Node(op: .column(.member, nil), kind: .series, unit: .price, span: span, label: "it")
    }

    package static func date(_ days: DateSpan, _ span: SourceSpan) -> Node {
        Node(op: .date(days), kind: .date, unit: .number, span: span, label: days.text)
    }

    /// A bare symbol, rather than an expression.
    package var isSymbol: Bool {
        if case .symbol = reference { return true }
        return false
    }
}
