import TapeEngine
import TapeSyntax

/// `help "winning streak"`: finds help on the words, best first. Words are compared by their stems, so that `beating`
/// finds `beat`.
struct HelpSearch {
    private var phrases: [Phrase] = []
    private var entries: [(signature: String, doc: String)] = []

    var isEmpty: Bool { phrases.isEmpty && entries.isEmpty }

    var text: String {
        var parts: [String] = []
        if !phrases.isEmpty {
            parts.append(phrases.map { "    \($0.query)" }.joined(separator: "\n"))
            parts.append(HelpPage.list(phrases.map { ("“\($0.says[0])”", $0.verbAndNote) }, wide: 34))
        }
        if !entries.isEmpty {
            parts.append(HelpPage.list(entries.map { ($0.signature, $0.doc) }, wide: 26))
        }
        return parts.joined(separator: "\n\n")
    }

    static func find(_ asked: String, _ language: Language, _ table: WordTable) -> HelpSearch {
        let wanted = stems(asked)
        var search = HelpSearch()
        guard !wanted.isEmpty else { return search }
        search.phrases = best(Phrasebook.phrases, wanted, limit: HelpPage.examplesShown) { phrase in
            phrase.says.map { stems($0) } + [stems(phrase.says.joined(separator: " ") + " " + phrase.note)]
        }
        var rows: [(signature: String, doc: String, words: String)] = language.verbs.all.map {
            ($0.signature, $0.doc, $0.notes.joined(separator: " "))
        }
        rows += table.all.map { ($0.signature, $0.doc, $0.word) }
        rows += language.functions.all.map { ($0.signature, $0.doc, $0.source) }
        search.entries = best(rows, wanted, limit: 8) { row in
            [stems(row.signature + " " + row.doc), stems(row.doc + " " + row.words)]
        }.map { ($0.signature, $0.doc) }
        return search
    }

    /// The items that contain more than half of the words, the best first. Each has several sets of words; words found
    /// together in a more specific set count double.
    private static func best<T>(
        _ items: [T], _ wanted: Set<String>, limit: Int, _ words: (T) -> [Set<String>]
    ) -> [T] {
        items.enumerated().map { place, item in
            let sets = words(item)
            let tight = sets.dropLast().map { score(wanted, $0) }.max() ?? 0
            let loose = score(wanted, sets[sets.count - 1])
            return (found: max(tight, loose), points: max(tight * 2, loose), place: place, item: item)
        }
        .filter { $0.found * 2 > wanted.count }
        .sorted { ($1.points, $0.place) < ($0.points, $1.place) }
        .prefix(limit).map(\.item)
    }

    private static func score(_ wanted: Set<String>, _ found: Set<String>) -> Int {
        wanted.count { found.contains($0) }
    }

    private static let small: Set<String> = [
        "a", "an", "the", "of", "in", "on", "for", "to", "is", "it", "its", "and", "or", "has", "have", "was", "than",
        "by", "at", "as", "with", "how", "do", "i", "what", "my",
    ]

    static func stems(_ text: String) -> Set<String> {
        var words: Set<String> = []
        var word: [UInt8] = []
        for byte in text.lowercased().utf8 + [0x20] {
            switch byte {
            case 0x30...0x39, 0x61...0x7A, 0x80...: word.append(byte)
            default:
                let whole = String(decoding: word, as: UTF8.self)
                word = []
                if !whole.isEmpty, !small.contains(whole) { words.insert(stem(whole)) }
            }
        }
        return words
    }

    /// The word without English endings, if enough of it remains.
    private static func stem(_ word: String) -> String {
        for ending in ["ings", "ing", "ies", "ers", "er", "ed", "es", "s", "ly", "y", "e"]
        where word.hasSuffix(ending) && word.utf8.count - ending.utf8.count >= 3 {
            return String(word.dropLast(ending.count))
        }
        return word
    }
}

extension Phrase {
    /// The verb and note it belongs to.
    fileprivate var verbAndNote: String {
        let opening = query.split(separator: " ").prefix(2).joined(separator: " ")
        return "`\(opening) …`: \(note)"
    }
}
