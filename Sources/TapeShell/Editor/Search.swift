import CLibEdit

/// Ctrl-R: searches the history for what is typed, newest first.
struct Search {
    private(set) var query = ""
    private(set) var index: Int?
    private(set) var isFailed = false
    private let history: History

    init(_ history: History) { self.history = history }

    var match: String? { index.map { history.entries[$0] } }

    /// Where the query is in the match, in scalars.
    var matchOffset: Int {
        guard let match else { return 0 }
        return Search.offset(of: query, in: match) ?? 0
    }

    mutating func type(_ scalar: Unicode.Scalar) {
        query.unicodeScalars.append(scalar)
        look(before: (index ?? history.entries.count - 1) + 1)
    }

    mutating func rubOut() {
        guard !query.isEmpty else { return }
        query.removeLast()
        index = nil
        isFailed = false
        if !query.isEmpty { look(before: history.entries.count) }
    }

    mutating func goOlder() {
        let current = match
        look(before: index ?? history.entries.count, but: current)
    }

    mutating func goNewer() {
        guard let index else { return }
        let current = match
        if let newer = history.oldest(after: index, where: { $0 != current && matches($0) }) {
            self.index = newer
            isFailed = false
        }
    }

    private mutating func look(before end: Int, but current: String? = nil) {
        let found = history.newest(before: end, where: { $0 != current && matches($0) })
        isFailed = found == nil
        index = found ?? index
    }

    private func matches(_ entry: String) -> Bool { Search.offset(of: query, in: entry) != nil }

    /// Where the query first occurs in a text; lower case also matches capitals.
    private static func offset(of query: String, in text: String) -> Int? {
        let exact = query.lowercased() != query
        let wanted = Array((exact ? query : query.lowercased()).unicodeScalars)
        let scalars = Array((exact ? text : text.lowercased()).unicodeScalars)
        guard wanted.count <= scalars.count else { return nil }
        return (0...scalars.count - wanted.count).first { scalars[$0..<$0 + wanted.count].elementsEqual(wanted) }
    }
}

extension LineEditor {
    /// Runs the search until a key ends it: Enter sends the match, Escape and the arrows edit it, Ctrl-G restores the
    /// earlier input.
    func search() -> UInt8 {
        let before = edited
        var search = Search(history)
        while true {
            show(search, instead: before)
            guard let key = nextKey() else { return UInt8(CC_EOF) }
            switch key {
            case .character("\u{12}"), .up: search.goOlder()
            case .character("\u{13}"), .down: search.goNewer()
            case .character("\u{7F}"), .character("\u{08}"): search.rubOut()
            case .character(let scalar) where scalar.value >= 0x20: search.type(scalar)
            case .pasted(let text): PastedText.clean(text).unicodeScalars.forEach { search.type($0) }
            default:
                if key != .character("\u{1B}"), key != .character("\u{07}") { putBack(key) }
                redraw {
                    showPrompt()
                    if key == .character("\u{07}") { edited = before }
                }
                return UInt8(CC_NORM)
            }
        }
    }

    private func show(_ search: Search, instead before: EditedText) {
        let word = search.isFailed ? "no such entry" : "search"
        let prompt = "\(word) `\(search.query)`: "
        var shown = search.match.map { EditedText($0) } ?? before
        if search.match != nil { shown.cursor = search.matchOffset }
        redraw {
            setPrompt(color ? "\u{1}\u{1B}[36m\u{1}\(prompt.dropLast())\u{1}\u{1B}[0m\u{1} " : prompt)
            measure(promptWidth: ScreenLayout.width(prompt))
            edited = shown
        }
    }
}
