import TapeStore
import TapeSyntax

/// Names, fields and groups: the meaning of a word.
extension Resolver {
    mutating func name(_ name: Name, _ label: String) throws(EngineError) -> Node {
        func node(_ op: Node.Op, _ kind: Kind, _ unit: Unit = .number) -> Node {
            Node(op: op, kind: kind, unit: unit, span: name.span, label: label)
        }
        if !name.exact {
            if let table, let index = table.columns.firstIndex(where: { $0.name == name.text }) {
                return tableColumn(table.columns[index], index, name.span, label)
            }
            // In `where` of `rank` and `breadth` too: there the parser does not know that a member is meant.
            if memberAllowed, name.text == "it" { return node(.column(.member, nil), .series, memberUnit) }
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
                    .wrongKind, name.span, "`\(name.text)` is a table: use it with a pipe",
                    [.init("example", "\(name.text) | top 3")])
            case .function(let parameters, _, _):
                let list = parameters.map(\.text).joined(separator: ", ")
                throw EngineError(
                    .wrongKind, name.span, "`\(name.text)` is a function and needs its arguments",
                    [.init("takes", "\(name.text)(\(list))")])
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

    func tableColumn(_ column: TableColumn, _ index: Int, _ span: SourceSpan, _ label: String) -> Node {
        let kind: Kind =
            switch column.values {
            case .numbers: .series
            case .dates: .dates
            case .texts: .texts
            case .flags: .condition
            }
        return Node(op: .tableColumn(index), kind: kind, unit: column.unit, span: span, label: label)
    }

    func noMembers(_ span: SourceSpan) -> EngineError {
        EngineError(.emptyGroup, span, "this group has no members", [.init("example", "{rut, spx}")])
    }

    func unknown(_ name: Name) -> EngineError {
        let market = environment.market
        if name.text == "_", !name.exact {
            return EngineError(
                .unknownName, name.span, "`_` is the last answer, but there is no answer yet",
                [.init("example", "return mag7 ytd; _ | top 3")])
        }
        if name.text == "it", !name.exact, table == nil {
            return EngineError(
                .unknownName, name.span, "`it` is the member of a group, but there is no group here",
                [.init("example", "rank mag7 by return(it, 3m)")])
        }
        if let table { return table.unknownColumn(name) }
        let message = "unknown symbol `\(name.text)`"
        if environment.expectsSymbols { return EngineError(.unknownSymbol, name.span, message, []) }
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
            // The members of a large group would hide the symbols that a reader knows.
            let crowd = Set(market.groups.values.filter { $0.count > 40 }.joined())
            let known = symbols.filter { !crowd.contains($0) } + symbols.filter { crowd.contains($0) }
            advice.append(
                .init(
                    "loaded",
                    known.prefix(8).joined(separator: ", ") + (known.count > 8 ? ", … (`symbols` lists all)" : "")))
        }
        return EngineError(.unknownSymbol, name.span, message, advice)
    }

    /// The unit of a symbol's main column: prices where it has a close, plain numbers for a rate.
    func mainUnit(_ key: String) -> Unit {
        guard let instrument = environment.market.instrument(key) else { return .price }
        return switch instrument.measure {
        case .price, .index: .price
        case .rate: .rate
        case .count: .count
        case .number: .number
        }
    }

    mutating func field(
        _ base: Expression, _ name: Name, _ span: SourceSpan, _ label: String
    ) throws(EngineError) -> Node {
        var dotted: String?
        if case .name(let symbol) = base.kind, !symbol.exact { dotted = "\(symbol.text).\(name.text)" }
        if let dotted, isDottedSymbol(base, name), environment.market.key(for: dotted) != nil {
            throw EngineError(
                .unknownField, span, "a dot begins a field; a symbol with a dot needs backticks",
                [.init("write", "`\(dotted.uppercased())`")])
        }
        let inner: Node
        do throws(EngineError) {
            inner = try resolve(base)
        } catch {
            guard let dotted, error.diagnostic.code == .unknownSymbol,
                !error.diagnostic.advice.contains(where: { $0.label == "nearest" })
            else { throw error }
            var diagnostic = error.diagnostic
            diagnostic.advice = [.init("write", "`\(dotted.uppercased())`")]
            throw EngineError(diagnostic)
        }
        guard let reference = inner.reference else {
            if inner.kind == .group, groupAllowed {
                let member = try asSeries(inner)
                return Node(
                    op: .column(.member, name.text), kind: .series, unit: columnUnit(name.text), span: span,
                    label: member.label + "." + name.text)
            }
            throw EngineError(
                .unknownField, span, "a field belongs to a symbol, but `\(inner.label)` is \(inner.kind.words)",
                [.init("example", "rut.high")])
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
            op: .column(reference, name.text), kind: .series,
            unit: inner.unit == .rate && columnUnit(name.text) == .price ? .rate : columnUnit(name.text), span: span,
            label: label)
    }

    /// Whether what precedes the dot is not a symbol, or is one without that column.
    private func isDottedSymbol(_ base: Expression, _ field: Name) -> Bool {
        guard case .name(let symbol) = base.kind, let key = environment.market.key(for: symbol.text) else {
            return true
        }
        return environment.market.instrument(key)?.column(field.text) == nil
    }

    func columnUnit(_ name: String) -> Unit {
        switch name {
        case "open", "high", "low", "close", "adjclose": .price
        case "volume": .count
        case let column where Measure.isRate(column: column): .rate
        default: .number
        }
    }

    // MARK: Groups

    mutating func group(
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
                    .wrongKind, node.span, "a group is made of symbols, but `\(node.label)` is \(node.kind.words)",
                    [.init("example", "{rut, spx}")])
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
                node, wanted: "a group", advice: .init("example", "{rut, spx}"))
        }
    }
}
