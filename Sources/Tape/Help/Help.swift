import TapeEngine
import TapeSyntax

/// `help`, generated from the language's tables.
extension Session {
    func help(_ words: [Text], _ source: Source, _ emit: (Output) -> Void) throws(Stop) {
        let asked = words.map(\.value).joined(separator: " ")
        if asked.isEmpty {
            emit(.text(fitted { HelpPage.overview(waysOn, language.verbs) }))
            return
        }
        if let page = fitted({ page(asked)?.text }) {
            emit(.text(page))
            return
        }
        let found = HelpSearch.find(asked, language, wordTable)
        if !found.isEmpty, !Self.looksLikeCode(asked) {
            emit(.text(fitted { found.text }))
            return
        }
        let span = words[0].span.joined(words[words.count - 1].span)
        if Self.looksLikeCode(asked) {
            throw .failed(
                Diagnostic(.unknownName, span, "unknown error code `\(asked.uppercased())`", [.init("see", "help")]),
                source)
        }
        let close = nearest(asked, among: topics, limit: 3)
        throw .failed(
            Diagnostic(
                .unknownName, span, "no help for `\(asked)`",
                [close.isEmpty ? .init("see", "help") : .init("nearest", close.joined(separator: ", "))]), source)
    }

    /// What can be typed next in this session.
    private var waysOn: [(String, String)] {
        var ways = companion?.ways ?? []
        if lastAnswer != nil {
            ways.append(("why", "the sessions and arithmetic behind the last answer"))
        }
        ways += [
            ("help streak", "a verb, a clause, a function, a symbol"),
            ("help \"winning streak\"", "a newspaper phrase, as a query"),
            ("help conditions", "also: dates, windows, pipes, groups, scripts"),
            ("functions, symbols", "all functions, all symbols"),
            ("load \"prices.csv\"", "your own prices; see `help data`"),
        ]
        return ways
    }

    /// Makes a page at the session's width.
    private func fitted<T>(_ make: () -> T) -> T {
        HelpPage.$width.withValue(min(80, max(20, columns ?? 80)), operation: make)
    }

    /// `T0412`
    private static func looksLikeCode(_ text: String) -> Bool {
        text.utf8.count == 5 && (text.hasPrefix("T0") || text.hasPrefix("t0")) && Int(text.dropFirst()) != nil
    }

    /// Every word with a help page, except the error codes.
    package var topics: [String] {
        var seen: Set<String> = []
        let words =
            language.verbs.names + wordTable.all.map(\.word) + language.functions.all.map(\.name)
            + ["settings"] + market.groups.keys.sorted() + market.listings.map(\.symbol)
        return words.filter { seen.insert($0).inserted }
    }

    /// The help page of a word: all its meanings, after at most five examples.
    private func page(_ asked: String) -> HelpPage? {
        let topic = HelpPage.usualName(asked.lowercased())
        var page = HelpPage()
        if let verb = language.verbs[topic] { page.add(verb, language) }
        for entry in wordTable.all where entry.word == topic {
            page.add(entry, language)
            if entry.word == "set" { page.add(settings: settingEntries) }
        }
        if let entry = language.functions[topic] { page.add(entry) }
        if let setting = settingEntries.first(where: { $0.name == topic }) { page.add(setting) }
        if page.isEmpty, let code = DiagnosticCode(rawValue: topic.uppercased()) { page.add(code) }
        if page.isEmpty { addName(asked.lowercased(), to: &page) }
        return page.isEmpty ? nil : page
    }

    /// Adds what the word is in this session: a defined name, a group, a symbol.
    private func addName(_ name: String, to page: inout HelpPage) {
        switch scope[name] {
        case .node(let node):
            if case .group(let members, _) = node.op {
                page.add(group: name, members)
            } else {
                page.add(
                    [name], heading: "\(name), a name of yours",
                    ["\(node.kind.words): \(node.label)".asSentence])
            }
            return
        case .function(let parameters, let body, _):
            let list = parameters.map(\.text).joined(separator: ", ")
            page.add([], heading: "\(name)(\(list)), a function of yours", ["\(Printer.text(body))"])
            return
        case .table(let answer):
            page.add(["\(name) | top 3"], heading: "\(name), a saved answer", ["Query: \(answer.query)"])
            return
        case nil: break
        }
        if let members = market.groups[name] { return page.add(group: name, members) }
        guard let key = market.key(for: name), let listing = market.listing(key) else { return }
        let other = ["spx", "rut"].first { $0 != key && market.key(for: $0) != nil }
        let columns = market.instrument(key)?.columns.map(\.name) ?? []
        page.add(
            [
                "summary \(key)", "return \(key) ytd", other.map { "streak \(key) over \($0)" } ?? "streak \(key) up",
                "plot \(key) last 1y", "describe \(key)",
            ],
            heading: "\(key.uppercased())\(listing.name.map { ", \($0)" } ?? "")",
            [
                "\(listing.first) → \(listing.last). Columns: \(columns.joined(separator: ", "))."
            ])
    }
}
