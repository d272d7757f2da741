import TapeEngine
import TapeSyntax

/// The statements followed by plain words: lists, help, quit.
extension Session {
    func run(
        _ command: Command, _ words: [Text], _ statement: Statement, _ source: Source, _ emit: (Output) -> Void
    ) throws(Stop) {
        switch command {
        case .quit: throw .quit
        case .symbols: emit(.answer(list(symbols(words))))
        case .groups: emit(.answer(list(groups())))
        case .functions: emit(.answer(list(functions(words))))
        case .help: try help(words, source, emit)
        case .why: try why(words, statement, source, emit)
        case .history, .edit, .log, .watch, .timing: emit(.command(command, words.map(\.value)))
        case .lesson, .cases:
            guard let companion else { return emit(.command(command, words.map(\.value))) }
            do throws(Diagnostic) {
                try companion.perform(command, words, statement.span, emit)
            } catch {
                throw .failed(error, source)
            }
        }
    }

    /// A list is also an answer, named by `_`: `symbols`, then `_ | where first < 1990`.
    private func list(_ answer: Answer) -> Answer {
        lastAnswer = answer
        return answer
    }

    /// All symbols, or those whose symbol or name contains the words.
    private func symbols(_ words: [Text]) -> Answer {
        let wanted = words.map { $0.value.lowercased() }.joined(separator: " ")
        let found = market.listings.filter { listing in
            wanted.isEmpty || listing.symbol.contains(wanted) || (listing.name?.lowercased().contains(wanted) ?? false)
        }
        let table = Table([
            TableColumn("symbol", .texts(found.map(\.symbol))), TableColumn("name", .texts(found.map(\.name))),
            TableColumn("first", .dates(found.map(\.first.number))),
            TableColumn("last", .dates(found.map(\.last.number))),
        ])
        let headline =
            found.isEmpty
            ? [wanted.isEmpty ? "Nothing is loaded: `load \"prices.csv\"`." : "No symbol contains `\(wanted)`."] : []
        return Answer(query: "symbols", headline: headline, table: found.isEmpty ? nil : table)
    }

    private func groups() -> Answer {
        var rows = market.groups.map { (name: $0.key, members: $0.value) }
        for name in scope.names {
            if case .node(let node) = scope[name], case .group(let members, _) = node.op {
                rows.append((name, members))
            }
        }
        rows.sort { $0.name < $1.name }
        guard !rows.isEmpty else {
            return Answer(query: "groups", headline: ["No groups are named: `let tech = {aapl, msft}` makes one."])
        }
        let table = Table([
            TableColumn("group", .texts(rows.map(\.name))),
            TableColumn("size", unit: .count, .numbers(rows.map { Double($0.members.count) })),
            TableColumn(
                "members",
                .texts(rows.map { $0.members.prefix(8).joined(separator: ", ") + ($0.members.count > 8 ? ", …" : "") })),
        ])
        return Answer(query: "groups", table: table)
    }

    private func functions(_ words: [Text]) -> Answer {
        let wanted = words.map { $0.value.lowercased() }.joined(separator: " ")
        let entries = language.functions.all.filter {
            wanted.isEmpty || $0.name.contains(wanted) || $0.doc.lowercased().contains(wanted)
                || $0.family.lowercased() == wanted
        }
        let table = Table([
            TableColumn("function", .texts(entries.map(\.signature))),
            TableColumn("what_it_gives", .texts(entries.map(\.doc))),
        ])
        return Answer(
            query: "functions", headline: entries.isEmpty ? ["No function contains `\(wanted)`."] : [],
            table: entries.isEmpty ? nil : table)
    }
}
