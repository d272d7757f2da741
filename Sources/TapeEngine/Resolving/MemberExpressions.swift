import TapeStore

/// A group inside an expression (`rsi(mag7, 14)`, `mag7 / spx`) means each of its members in turn.
extension Node {
    /// The expression for one member of its group: the member's symbol replaces the group, in its text too.
    func forMember(_ symbol: String) -> Node {
        guard let group = memberLabel else { return self }
        return replacingMember(with: symbol, group)
    }

    /// The same; unchanged if there is no member.
    func forMember(_ symbol: String?) -> Node { symbol.map { forMember($0) } ?? self }

    /// The text that means the member: the group's name, or `it`.
    private var memberLabel: String? {
        if case .column(.member, let field) = op {
            return field.map { String(label.dropLast($0.utf8.count + 1)) } ?? label
        }
        if case .share = op { return nil }
        for child in children {
            if let found = child.memberLabel { return found }
        }
        return nil
    }

    private func replacingMember(with symbol: String, _ group: String) -> Node {
        func inner(_ node: Node) -> Node { node.replacingMember(with: symbol, group) }
        let replaced: Op =
            switch op {
            case .column(.member, let field): .column(.symbol(symbol), field)
            case .negate(let node): .negate(inner(node))
            case .not(let node): .not(inner(node))
            case .inFrequency(let frequency, let node): .inFrequency(frequency, inner(node))
            case .arithmetic(let sign, let left, let right): .arithmetic(sign, inner(left), inner(right))
            case .compare(let sign, let left, let right): .compare(sign, inner(left), inner(right))
            case .logical(let word, let left, let right): .logical(word, inner(left), inner(right))
            case .crosses(let left, let above, let right): .crosses(inner(left), above: above, inner(right))
            case .reaches(let left, let right): .reaches(inner(left), inner(right))
            case .between(let value, let low, let high): .between(inner(value), inner(low), inner(high))
            case .over(let left, let right, let margin, let isUnder):
                .over(inner(left), inner(right), margin: margin.map(inner), isUnder: isUnder)
            case .move(let value, let move, let amount): .move(inner(value), move, amount: amount.map(inner))
            case .extreme(let value, let extreme, let lookBack, let intraday):
                .extreme(inner(value), extreme, lookBack: lookBack, intraday: intraday)
            case .call(let entry, let arguments): .call(entry, arguments.map { $0.map(inner) })
            case .number, .missing, .truth, .text, .date, .duration, .group, .column, .tableColumn, .basket, .share: op
            }
        return Node(
            op: replaced, kind: kind, unit: unit, span: span, label: label.replacingWord(group, with: symbol))
    }
}

extension String {
    /// Each place where the words appear alone, not inside a longer name.
    fileprivate func replacingWord(_ word: String, with other: String) -> String {
        let text = Array(utf8)
        let wanted = Array(word.utf8)
        guard !wanted.isEmpty, text.count >= wanted.count else { return self }
        func isName(_ byte: UInt8) -> Bool {
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte == UInt8(ascii: "`") || byte > 0x7F
        }
        let beginsName = isName(wanted[0])
        var out: [UInt8] = []
        var at = 0
        while at < text.count {
            let end = at + wanted.count
            let stands =
                end <= text.count && text[at..<end].elementsEqual(wanted)
                && !(beginsName && at > 0 && isName(text[at - 1]))
                && !(beginsName && end < text.count && isName(text[end]))
            if stands {
                out += other.utf8
                at = end
            } else {
                out.append(text[at])
                at += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}

extension ResolvedQuery {
    /// A group among the subjects of a list means its members, and an expression over one the expression of each.
    func expandedSubjects() -> [Node] {
        subjects.indices.flatMap { index in
            switch expanded(index) {
            case .itself(let node): [node]
            case .members(let members, _): members.map { Node.symbol($0, subjects[index].span) }
            case .expressions(let nodes, _): nodes
            }
        }
    }

    func expanded(_ index: Int) -> Expansion {
        let node = subjects[index]
        if case .group(let members, let name) = node.op { return .members(members, of: name) }
        guard let (members, name) = spread[index] else { return .itself(node) }
        if case .column(.member, nil) = node.op { return .members(members, of: name) }
        return .expressions(members.map { node.forMember($0) }, of: name)
    }
}

/// The meaning of a subject.
enum Expansion {
    case itself(Node)
    /// A group's members.
    case members([String], of: String)
    /// An expression of each member of a group.
    case expressions([Node], of: String)
}
