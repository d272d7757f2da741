/// `help`, from the tables the language is made of.
extension Session {
    func help(_ words: [Text], _ source: Source, _ emit: (Output) -> Void) throws(Stop) {
        let topic = words.map { $0.value.lowercased() }.joined(separator: " ")
        if topic.isEmpty {
            emit(.text(overview()))
            return
        }
        if let text = article(topic) ?? found(topic) {
            emit(.text(text))
            return
        }
        let span = words[0].span.joined(words[words.count - 1].span)
        let close = nearest(topic, among: topics, limit: 3)
        throw .failed(
            Diagnostic(
                .unknownName, span, "there is no help on `\(topic)`",
                [close.isEmpty ? .init("see", "help") : .init("nearest", close.joined(separator: ", "))]), source)
    }

    /// Every word that has an article.
    public var topics: [String] {
        Verb.allCases.map(\.rawValue) + FunctionTable.entries.map(\.name) + ClauseWord.allCases.map(\.rawValue)
            + StageWord.allCases.map(\.rawValue) + StatementWord.allCases.map(\.rawValue)
            + Command.allCases.map(\.rawValue)
            + market.listings.map(\.symbol)
    }

    private func overview() -> String {
        var lines = [
            "A query is a verb, what it asks about, and clauses in any order:", "",
            "    streak rut over spx since 1990", "",
        ]
        lines += Verb.entries.map { "  " + padded($0.signature, 24) + $0.doc }
        lines += [
            "", "Windows:    since 1990 · until may 1996 · from D to D · in 2025 · last 3 months · ytd · as of D",
            "Conditions: A over B · A under B · A up 1% · A at high · A at 52w high · A crosses above B · > < =",
            "Bars:       weekly · monthly · quarterly · yearly        Pipes: | where … | sort by … | top 5 | save \"x.csv\"",
            "",
            "`help streak`, `help since`, `help rsi`, `help rut` say more; `functions` and `symbols` list what there is; `quit` leaves.",
        ]
        return lines.joined(separator: "\n")
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    private func article(_ topic: String) -> String? {
        var parts: [String] = []
        if let verb = Verb(rawValue: topic) { parts.append(article(verb.entry)) }
        if let text = wordArticle(topic) { parts.append(text) }
        if let entry = FunctionTable.named(topic) { parts.append(article(entry)) }
        if parts.isEmpty, let key = market.key(for: topic), let listing = market.listing(key) {
            let name = listing.name.map { "\($0), " } ?? ""
            parts.append(
                "\(key.uppercased()): \(name)\(listing.first) → \(listing.last)\n\n  \(key)\n  summary \(key)\n  describe \(key)\n  streak \(key) up"
            )
        }
        if parts.isEmpty, let code = DiagnosticCode(rawValue: topic.uppercased()) {
            parts.append("\(code.rawValue): \(code.title).")
        }
        return parts.isEmpty ? nil : parts.joined(separator: "\n\n")
    }

    private func article(_ entry: VerbEntry) -> String {
        let clauses = ClauseKind.allCases.filter { entry.clauses.contains($0) }.map(\.words).joined(separator: " · ")
        var lines = entry.examples.map { "  " + $0 }
        lines += ["", "\(entry.signature): \(entry.doc).", "Takes: \(clauses)."]
        return lines.joined(separator: "\n")
    }

    private func article(_ entry: FunctionEntry) -> String {
        var lines = ["  " + entry.example, "", "\(entry.signature): \(entry.doc).", "Formula: \(entry.formula)."]
        if !entry.warmUp.isEmpty { lines.append("Missing: \(entry.warmUp).") }
        if !entry.source.isEmpty { lines.append("Source: \(entry.source).") }
        if !entry.differs.isEmpty { lines.append("Elsewhere: \(entry.differs).") }
        return lines.joined(separator: "\n")
    }

    /// `help "winning streak"`: what holds the words, when no topic has that name.
    private func found(_ words: String) -> String? {
        let verbs = Verb.entries.filter {
            $0.doc.lowercased().contains(words) || $0.examples.contains { $0.contains(words) }
        }
        let functions = FunctionTable.entries.filter { $0.doc.lowercased().contains(words) }
        guard !verbs.isEmpty || !functions.isEmpty else { return nil }
        return
            (verbs.map { "  " + padded($0.signature, 24) + $0.doc }
            + functions.map { "  " + padded($0.signature, 24) + $0.doc }).joined(separator: "\n")
    }
}

extension ClauseKind {
    /// The clauses of the kind, as help lists them.
    var words: String {
        switch self {
        case .window: "since, until, from … to, in, last, ytd"
        case .asOf: "as of"
        case .frequency: "weekly, monthly, quarterly, yearly"
        case .bucket: "by year, by month of year …"
        case .filter: "where"
        case .after: "after"
        case .next: "next"
        case .apart: "apart"
        case .rows: "top, bottom"
        case .partial: "including partial"
        }
    }
}
