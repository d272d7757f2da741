/// Earlier states of the input, for undo.
struct UndoLog {
    private var states: [EditedText] = [EditedText()]

    /// The number of states kept.
    static let limit = 500

    /// Records the input before a key is read. Typing within a word counts as one change.
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

    /// Whether one character other than a blank was typed at the end.
    private static func goesOn(from old: EditedText, to new: EditedText) -> Bool {
        new.scalars.count > old.scalars.count && new.isAtEnd && old.isAtEnd && new.scalars.last != " "
            && new.scalars.starts(with: old.scalars) && !new.scalars[old.scalars.count...].contains(" ")
    }

    /// The state before the last change, if any.
    mutating func back() -> EditedText? {
        guard states.count > 1 else { return nil }
        states.removeLast()
        return states.last
    }
}
