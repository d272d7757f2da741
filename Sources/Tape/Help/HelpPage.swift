import TapeEngine
import TapeReport
import TapeSyntax

/// A help page as printed: examples first, then what the word means, wrapped to the terminal's width, at most 80
/// columns.
struct HelpPage {
    /// The width of the page being made.
    @TaskLocal static var width = 80
    static let examplesShown = 5

    private var examples: [String] = []
    private var articles: [String] = []
    private var related: [String] = []

    var isEmpty: Bool { articles.isEmpty && examples.isEmpty }

    var text: String {
        var parts: [String] = []
        if !examples.isEmpty {
            parts.append(examples.prefix(Self.examplesShown).map { "    " + $0 }.joined(separator: "\n"))
        }
        parts += articles
        if !related.isEmpty { parts.append("See also: " + related.joined(separator: ", ")) }
        return parts.joined(separator: "\n\n")
    }

    /// Examples of another meaning are mixed in, so that each meaning shows one.
    private mutating func show(_ more: [String]) {
        let fresh = more.filter { !examples.contains($0) }
        guard !examples.isEmpty else {
            examples = fresh
            return
        }
        let kept = examples.prefix(max(1, Self.examplesShown - min(fresh.count, 2)))
        examples = kept + fresh + examples.dropFirst(kept.count)
    }

    mutating func add(_ shown: [String], heading: String, _ paragraphs: [String]) {
        show(shown)
        // A second meaning with the same spelling continues under the first's heading.
        let repeats = articles.contains { $0.hasPrefix(heading + "\n") }
        articles.append(((repeats ? [] : [heading]) + paragraphs.map { Self.indented($0) }).joined(separator: "\n"))
    }

    // MARK: Kinds of pages

    mutating func add(_ verb: Verb, _ language: Language) {
        let taken = language.clauses.kinds.filter { verb.clauses.contains($0) }.map(\.spelling).joined(separator: " · ")
        add(
            verb.examples, heading: verb.signature,
            [verb.doc.asSentence] + verb.notes + ["Clauses it takes: \(taken)."])
        related += verb.seeAlso
    }

    mutating func add(_ entry: WordEntry, _ language: Language) {
        var paragraphs = [entry.doc.asSentence] + entry.more
        if entry.kind == .clause, let kind = language.clauses[entry.word]?.kind {
            let takers = language.verbs.all.filter { $0.clauses.contains(kind) }.map(\.name)
            paragraphs.append(
                takers.count > 14 ? "Works with nearly every verb." : "Works with: \(takers.joined(separator: ", ")).")
        }
        add(entry.examples, heading: entry.signature, paragraphs)
    }

    mutating func add(_ entry: FunctionEntry) {
        var paragraphs = [entry.doc.asSentence, "Formula: \(entry.formula)."]
        paragraphs.append("Gives: \(entry.gives).")
        if !entry.warmUp.isEmpty { paragraphs.append("Missing: \(entry.warmUp).") }
        if !entry.seed.isEmpty { paragraphs.append("Starts from: \(entry.seed).") }
        if !entry.source.isEmpty { paragraphs.append("Source: \(entry.source).") }
        if !entry.differs.isEmpty { paragraphs.append("Elsewhere: \(entry.differs).") }
        add([entry.example], heading: entry.signature, paragraphs)
    }

    mutating func add(_ setting: SettingEntry) {
        add(
            ["set \(setting.name) \(setting.choices[0])", "set \(setting.name)"],
            heading: "set \(setting.name)", [setting.doc.asSentence, "Values: \(setting.values)."])
    }

    mutating func add(settings: [SettingEntry]) {
        articles.append(Self.list(settings.map { ("  \($0.name)", "\($0.doc) (\($0.values))") }, wide: 14))
    }

    mutating func add(_ code: DiagnosticCode) {
        let article = code.article
        var lines = ["\(code.rawValue): \(article.title)", Self.indented(article.text)]
        let wrong = article.wrong.isEmpty ? article.scene : article.wrong
        if !wrong.isEmpty { lines += ["", "  wrong  \(wrong)"] }
        if !article.right.isEmpty { lines += ["  right  \(article.right)"] }
        articles.append(lines.joined(separator: "\n"))
    }

    mutating func add(group: String, _ members: [String]) {
        add(
            [
                "return \(group) ytd | sort by change desc", "rank \(group) by return(it, 3m) top 3",
                "breadth \(group) it at 52w high",
            ],
            heading: group,
            [
                "A group of \(members.count): " + members.prefix(40).joined(separator: ", ")
                    + (members.count > 40 ? ", …" : "")
            ])
        related += ["groups", "it", "basket"]
    }

    // MARK: Overview

    /// Fits a screen of 24 rows, so that help does not open a pager.
    /// - Parameter ways: what can be typed next, each with a short note, the best first.
    static func overview(_ ways: [(String, String)], _ verbs: Verbs) -> String {
        let rows =
            Verb.Question.allCases.map { question in
                (question.rawValue, verbs.all.filter { $0.question == question }.map(\.name).joined(separator: ", "))
            } + [
                ("Windows", "since 1990, in may 1996, last 3 months, ytd, as of D"),
                ("Conditions", "A over B, A up 1%, A at 52w high, A crosses above B"),
                ("And more", "weekly, by year, | where, | sort by, | save, let, def, set"),
            ]
        return [
            wrapText("A query is a verb, its subject, and clauses in any order.", width: width)
                .joined(separator: "\n"), "",
            "    streak rut over spx since 1990",
            "    return mag7 ytd | sort by change desc | top 3", "",
            list(rows, wide: 22), "",
            "Try next:",
            list(ways.prefix(8).map { ("    \($0.0)", $0.1) }, wide: 28),
        ].joined(separator: "\n")
    }

    /// The usual names of topics that have another name here.
    static func usualName(_ topic: String) -> String {
        let other = [
            "condition": "conditions", "date": "dates", "durations": "dates", "window": "windows", "clause": "clauses",
            "pipe": "pipes", "stages": "pipes", "|": "pipes", "group": "groups", "script": "scripts", "verb": "verbs",
            "as of": "as", "settings": "set", "files": "data", "import": "data", "record": "records", "price": "price",
            "exit": "quit", "else": "if", "high": "at", "low": "at", "intraday": "at", "false": "true",
            "sort by": "sort", "including partial": "including", "partial": "including", "desc": "sort",
            "with": "compare", "to": "from", "days": "dates", "outperform": "over", "beat": "over",
        ]
        return other[topic] ?? topic
    }

    // MARK: Layout

    private static func indented(_ text: String) -> String {
        wrapText(text, width: width - 2).map { "  " + $0 }.joined(separator: "\n")
    }

    /// Two columns: the first is `wide`, or on a line of its own if it is wider. On a narrow page the first column
    /// shrinks.
    static func list(_ rows: [(String, String)], wide: Int) -> String {
        let wide = width < 80 ? min(wide, width / 3) : wide
        let gap = String(repeating: " ", count: wide)
        return rows.map { left, right in
            let lines = wrapText(right, width: width - wide)
            let head = left.count < wide - 1 ? left + gap.dropFirst(left.count) : left + "\n" + gap
            return head + lines.joined(separator: "\n" + gap)
        }.joined(separator: "\n")
    }
}

extension String {
    /// A line of a table as a sentence: a capital if it begins with a word, and a full stop.
    var asSentence: String {
        let isName = split(separator: " ").first.map { $0.contains("`") || $0.contains("(") } ?? false
        return (isName ? self : prefix(1).uppercased() + dropFirst()) + "."
    }
}
