/// Queries as the oracle understands them: made at random, written as text for Tape, and answered row by row.
indirect enum Numbers {
    case symbol(String)
    case field(String, String)
    case it
    case number(Double)
    case arithmetic(Character, Numbers, Numbers)
    case negated(Numbers)
    case lag(Numbers, Int)
    case ret(Numbers)
    case change(Numbers, Span)
    case sma(Numbers, Int)
    case highest(Numbers, Int)
    case lowest(Numbers, Int)
    case lesser(Numbers, Numbers)
    case greater(Numbers, Numbers)
    case size(Numbers)
    case chosen(Says, Numbers, Numbers)
    case streak(Says)
    case since(Says)
    case slower(Period, Numbers)
    /// The change since the window's base, and the level with 100 there.
    case cumulative(Numbers, rebased: Bool)
    case basket([String])
    case share([String], Says)
    /// A group, if one row per member is expected.
    case group([String])
}

indirect enum Says {
    case over(Numbers, Numbers, by: String?, under: Bool)
    case moves(Numbers, String, by: String?)
    case level(Numbers, above: Bool, Numbers)
    case extreme(Numbers, high: Bool, Span?, intraday: Bool)
    case crosses(Numbers, above: Bool, Numbers)
    case reaches(Numbers, Numbers)
    case compares(String, Numbers, Numbers)
    case between(Numbers, Numbers, Numbers)
    case both(Says, Says)
    case either(Says, Says)
    case not(Says)
}

struct Span {
    var count: Int
    var unit: Character
    var text: String { "\(count)\(unit)" }
}

/// A date as it can be written: a day, or a calendar span with its first and last day.
struct When {
    var text: String
    var first: Int
    var last: Int
    var isDay: Bool
}

enum Frame {
    case all
    case since(When)
    case until(When)
    case between(When, When, spelled: Bool)
    case inside(When)
    case last(Span)
    case toDate(Period)
}

/// The clauses of a query.
struct Clauses {
    var frame = Frame.all
    var asOf: Int?
    var period: Period?
    var bucket: String?
    var filter: Says?
    var partial = false
    var after: Says?
    var next: [Span] = []
    var apart: Span?
    var top: Int?

    var spans: [Span] {
        if case .last(let span) = frame { return next + [span] + (apart.map { [$0] } ?? []) }
        return next + (apart.map { [$0] } ?? [])
    }

    var text: String {
        var parts: [String] = []
        switch frame {
        case .all: break
        case .since(let when): parts.append("since \(when.text)")
        case .until(let when): parts.append("until \(when.text)")
        case .between(let first, let last, let spelled):
            parts.append(spelled ? "since \(first.text) until \(last.text)" : "from \(first.text) to \(last.text)")
        case .inside(let when): parts.append("in \(when.text)")
        case .last(let span): parts.append("last \(span.text)")
        case .toDate(let period):
            parts.append(["weekly": "wtd", "monthly": "mtd", "quarterly": "qtd", "yearly": "ytd"][period.rawValue]!)
        }
        if let period { parts.append(period.rawValue) }
        if let bucket { parts.append("by \(bucket)") }
        if let filter { parts.append("where \(filter.text)") }
        if partial { parts.append("including partial") }
        if !next.isEmpty { parts.append("next \(next.map(\.text).joined(separator: ", "))") }
        if let after { parts.append("after \(after.text)") }
        if let apart { parts.append("apart \(apart.text)") }
        if let asOf { parts.append("as of \(Almanac.text(asOf))") }
        if let top { parts.append(top >= 0 ? "top \(top)" : "bottom \(-top)") }
        return parts.map { " " + $0 }.joined()
    }
}

enum Ask {
    case streak(Says), odds(Says), when(Says), count(Says), first(Says), last(Says)
    case returns([Numbers])
    case study([Numbers])
    case aggregate(String, Numbers)
    case show([Numbers])
    case rank([String], Numbers)
    case breadth([String], Says?)
    case drawdown([Numbers])
    case correlate([Numbers])
    case longest(Says)
    case bare(Numbers)
    /// A figure over the window: of one subject, or of one against another.
    case figure(String, [Numbers])
    /// The mean, median, minimum or maximum of a figure, which needs buckets.
    case figureOf(String, String, [Numbers])
    case compare(Numbers, Numbers)
}

struct Query {
    var ask: Ask
    var clauses: Clauses

    var isStudy: Bool {
        if case .study = ask { return true }
        return false
    }

    var text: String {
        func list(_ items: [Numbers]) -> String { items.map(\.text).joined(separator: ", ") }
        let head: String
        switch ask {
        case .streak(let says): head = "streak \(says.text)"
        case .odds(let says): head = "odds \(says.text)"
        case .when(let says): head = "when \(says.text)"
        case .count(let says): head = "count \(says.text)"
        case .first(let says): head = "first \(says.text)"
        case .last(let says): head = "last \(says.text)"
        case .returns(let items), .study(let items): head = "return \(list(items))"
        case .aggregate(let verb, let numbers): head = "\(verb) \(numbers.text)"
        case .show(let items): head = "show \(list(items))"
        case .rank(let members, let numbers): head = "rank \(group(members)) by \(numbers.text)"
        case .breadth(let members, let says): head = "breadth \(group(members))" + (says.map { " (\($0.text))" } ?? "")
        case .drawdown(let items): head = "drawdown \(list(items))"
        case .correlate(let items): head = "correlate \(list(items))"
        case .longest(let says): head = "longest(\(says.text))"
        case .bare(let numbers): head = numbers.text
        case .figure(let name, let items): head = "\(name)(\(list(items)))"
        case .figureOf(let verb, let name, let items): head = "\(verb) \(name)(\(list(items)))"
        case .compare(let left, let right): head = "compare \(left.text) with \(right.text)"
        }
        return head + clauses.text
    }
}

func group(_ members: [String]) -> String { "{\(members.joined(separator: ", "))}" }

extension Numbers {
    var text: String {
        switch self {
        case .symbol(let name): name
        case .field(let name, let field): "\(name).\(field)"
        case .it: "it"
        case .number(let value): "\(value)"
        case .arithmetic(let op, let left, let right): "(\(left.text) \(op) \(right.text))"
        case .negated(let inner): "(-\(inner.text))"
        case .lag(let inner, let n): "lag(\(inner.text), \(n))"
        case .ret(let inner): "ret(\(inner.text))"
        case .change(let inner, let span): "change(\(inner.text), \(span.text))"
        case .sma(let inner, let n): "sma(\(inner.text), \(n))"
        case .highest(let inner, let n): "rmax(\(inner.text), \(n))"
        case .lowest(let inner, let n): "rmin(\(inner.text), \(n))"
        case .lesser(let left, let right): "min(\(left.text), \(right.text))"
        case .greater(let left, let right): "max(\(left.text), \(right.text))"
        case .size(let inner): "abs(\(inner.text))"
        case .chosen(let says, let left, let right): "if(\(says.text), \(left.text), \(right.text))"
        case .streak(let says): "streak(\(says.text))"
        case .since(let says): "barssince(\(says.text))"
        case .slower(let period, let inner): "\(period.rawValue)(\(inner.text))"
        case .cumulative(let inner, let rebased): "\(rebased ? "index100" : "cumret")(\(inner.text))"
        case .basket(let members): "basket(\(TapeTests.group(members)))"
        case .share(let members, let says): "share(\(TapeTests.group(members)), \(says.text))"
        case .group(let members): TapeTests.group(members)
        }
    }
}

extension Says {
    var text: String {
        switch self {
        case .over(let left, let right, let by, let under):
            "\(left.text) \(under ? "under" : "over") \(right.text)" + (by.map { " by \($0)" } ?? "")
        case .moves(let numbers, let word, let by): "\(numbers.text) \(word)" + (by.map { " \($0)" } ?? "")
        case .level(let left, let above, let right): "\(left.text) \(above ? "above" : "below") \(right.text)"
        case .extreme(let numbers, let high, let span, let intraday):
            "\(numbers.text) at \(span.map { $0.text + " " } ?? "")\(intraday ? "intraday " : "")\(high ? "high" : "low")"
        case .crosses(let left, let above, let right): "\(left.text) crosses \(above ? "above" : "below") \(right.text)"
        case .reaches(let left, let right): "\(left.text) reaches \(right.text)"
        case .compares(let op, let left, let right): "\(left.text) \(op) \(right.text)"
        case .between(let value, let low, let high): "\(value.text) between \(low.text) and \(high.text)"
        case .both(let left, let right): "((\(left.text)) and (\(right.text)))"
        case .either(let left, let right): "((\(left.text)) or (\(right.text)))"
        case .not(let inner): "not (\(inner.text))"
        }
    }
}

// MARK: The symbols that are read

/// A part of a query that names symbols.
protocol Named {
    /// Those whose sessions define the axis, and those of baskets and shares, which do not.
    func symbols(_ binding: inout [String], _ loose: inout [String])
    /// Whether it uses the member for which it is judged.
    var usesMember: Bool { get }
    /// Whether its value at a session depends on others, so that it is computed on the sessions of the symbols it
    /// names.
    var looksBack: Bool { get }
    /// The span over which it is measured, and how many bars the span must contain.
    var ownSpan: (span: Span, least: Int)? { get }
    /// Its parts, except the condition of a share, which is judged for each member.
    var parts: [any Named] { get }
}

extension Named {
    /// Whether it compares or combines several symbols, so that it uses the sessions they share.
    var takesTogether: Bool {
        if let says = self as? Says, says.isJoined { return parts.contains { $0.takesTogether } }
        var binding: [String] = []
        var loose: [String] = []
        symbols(&binding, &loose)
        return Set(binding).count + (usesMember ? 1 : 0) > 1
    }
}

extension Numbers: Named {
    var parts: [any Named] {
        switch self {
        case .symbol, .field, .it, .number, .basket, .group, .share: []
        case .arithmetic(_, let left, let right), .lesser(let left, let right), .greater(let left, let right):
            [left, right]
        case .negated(let inner), .lag(let inner, _), .ret(let inner), .change(let inner, _), .sma(let inner, _),
            .highest(let inner, _), .lowest(let inner, _), .size(let inner), .slower(_, let inner),
            .cumulative(let inner, _):
            [inner]
        case .chosen(let says, let left, let right): [says, left, right]
        case .streak(let says), .since(let says): [says]
        }
    }

    var usesMember: Bool {
        switch self {
        case .it, .group: true
        default: parts.contains { $0.usesMember }
        }
    }

    var ownSpan: (span: Span, least: Int)? {
        if case .change(_, let span) = self { return (span, 1) }
        return nil
    }

    var looksBack: Bool {
        switch self {
        case .lag, .ret, .change, .sma, .highest, .lowest, .streak, .since, .slower, .cumulative, .basket, .share: true
        default: false
        }
    }
}

extension Says: Named {
    var looksBack: Bool {
        switch self {
        case .over, .moves, .extreme, .crosses, .reaches: true
        default: false
        }
    }

    var ownSpan: (span: Span, least: Int)? {
        if case .extreme(_, _, let span?, _) = self { return (span, 2) }
        return nil
    }

    var usesMember: Bool { operands.contains { $0.usesMember } }

    var parts: [any Named] {
        switch self {
        case .both(let left, let right), .either(let left, let right): [left, right]
        case .not(let inner): [inner]
        default: operands
        }
    }

    /// Consists of conditions, each judged on its own sessions.
    var isJoined: Bool {
        switch self {
        case .both, .either, .not: true
        default: false
        }
    }
}

extension Numbers {
    func symbols(_ binding: inout [String], _ loose: inout [String]) {
        switch self {
        case .symbol(let name), .field(let name, _): binding.append(name)
        case .it, .number, .group: break
        case .arithmetic(_, let left, let right), .lesser(let left, let right), .greater(let left, let right):
            left.symbols(&binding, &loose)
            right.symbols(&binding, &loose)
        case .negated(let inner), .lag(let inner, _), .ret(let inner), .change(let inner, _), .sma(let inner, _),
            .highest(let inner, _), .lowest(let inner, _), .size(let inner), .slower(_, let inner),
            .cumulative(let inner, _):
            inner.symbols(&binding, &loose)
        case .chosen(let says, let left, let right):
            says.symbols(&binding, &loose)
            left.symbols(&binding, &loose)
            right.symbols(&binding, &loose)
        case .streak(let says), .since(let says): says.symbols(&binding, &loose)
        case .basket(let members): loose += members
        case .share(let members, let says):
            loose += members
            says.symbols(&binding, &loose)
        }
    }

    /// The members, if it is a group or depends on one.
    var members: [String]? {
        if case .group(let members) = self { return members }
        return nil
    }
}

extension Says {
    var operands: [Numbers] {
        switch self {
        case .over(let left, let right, _, _), .level(let left, _, let right), .crosses(let left, _, let right),
            .reaches(let left, let right), .compares(_, let left, let right):
            [left, right]
        case .moves(let numbers, _, _), .extreme(let numbers, _, _, _): [numbers]
        case .between(let value, let low, let high): [value, low, high]
        case .both(let left, let right), .either(let left, let right): left.operands + right.operands
        case .not(let inner): inner.operands
        }
    }

    func symbols(_ binding: inout [String], _ loose: inout [String]) {
        for operand in operands { operand.symbols(&binding, &loose) }
    }

    /// The group a condition is judged for, member by member.
    var members: [String]? { operands.lazy.compactMap(\.members).first }
}
