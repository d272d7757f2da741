/// The states the input went through, for undo.
struct UndoLog {
    private var states: [EditedText] = [EditedText()]

    /// Older ones are forgotten.
    static let limit = 500

    /// Looks at the input before a key is read. Typing on within a word counts as one change.
    mutating func note(_ state: EditedText) {
        guard let last = states.last, last.scalars != state.scalars else {
            if !states.isEmpty { states[states.count - 1].cursor = state.cursor }
            return
        }
        let isTyping =
            states.count > 1 && UndoLog.goesOn(from: last, to: state)
            && UndoLog.goesOn(from: states[states.count - 2], to: last)
        if isTyping {
            states[states.count - 1] = state
        } else {
            states.append(state)
        }
        if states.count > UndoLog.limit { states.removeFirst() }
    }

    /// One character more, typed at the end, and no blank.
    private static func goesOn(from old: EditedText, to new: EditedText) -> Bool {
        new.scalars.count > old.scalars.count && new.isAtEnd && old.isAtEnd && new.scalars.last != " "
            && new.scalars.starts(with: old.scalars) && !new.scalars[old.scalars.count...].contains(" ")
    }

    /// The state before the last change; nil where there is none.
    mutating func back() -> EditedText? {
        guard states.count > 1 else { return nil }
        states.removeLast()
        return states.last
    }
}
