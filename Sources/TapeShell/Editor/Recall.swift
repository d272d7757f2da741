/// Goes through the history with Up and Down, showing only entries that begin with what was typed.
struct Recall {
    private var position: Int?
    private var typed = ""
    private var shown = ""

    /// The next older entry, or nil. `text` is the current input: if it is not what was last shown, recall starts over.
    mutating func older(than text: String, in history: History) -> String? {
        begin(text, history)
        let end = position ?? history.entries.count
        guard let index = history.newest(before: end, where: { matches($0, but: text) }) else { return nil }
        return show(index, history)
    }

    /// The next newer entry; past the newest, what was typed.
    mutating func newer(than text: String, in history: History) -> String? {
        guard let position, text == shown else { return nil }
        if let index = history.oldest(after: position, where: { matches($0, but: text) }) {
            return show(index, history)
        }
        self.position = nil
        return typed
    }

    private mutating func begin(_ text: String, _ history: History) {
        if position != nil, text == shown { return }
        position = history.entries.count
        typed = text
        shown = text
    }

    private func matches(_ entry: String, but current: String) -> Bool { entry.hasPrefix(typed) && entry != current }

    private mutating func show(_ index: Int, _ history: History) -> String {
        position = index
        shown = history.entries[index]
        return shown
    }
}
