import CLibEdit

/// The editor's actions beyond libedit's own commands. Each is a named libedit command, so an `.editrc` can bind it:
/// `tape:bind ^X tape-undo`.
enum EditorAction: UInt32, CaseIterable {
    case up, down, left, right, home, end, delete, backspace, wordLeft, wordRight
    case newline, paste, complete, undo, search, deleteOrLeave

    /// The character that represents the action between the key reader and libedit: one of 32 codes that no text
    /// contains.
    var code: Unicode.Scalar { Unicode.Scalar(0x80 + rawValue)! }

    private var name: String {
        switch self {
        case .wordLeft: "tape-word-left"
        case .wordRight: "tape-word-right"
        case .deleteOrLeave: "tape-delete-or-leave"
        default: "tape-\(self)"
        }
    }

    private static let namedKeys: [(key: String, action: EditorAction)] = [
        ("^I", .complete), ("^R", .search), ("^D", .deleteOrLeave), ("^_", .undo), ("^?", .backspace),
        ("^H", .backspace),
    ]
    /// Keys that exist only in emacs mode.
    private static let emacsKeys: [(key: String, action: EditorAction)] = [
        ("^A", .home), ("^E", .end), ("^F", .right), ("^B", .left), ("^P", .up), ("^N", .down),
    ]

    func add(to handle: OpaquePointer) {
        unsafe tape_el_command(handle, name, "Tape's own", command)
    }

    static func bindNamedKeys(_ handle: OpaquePointer) {
        for (key, action) in namedKeys { unsafe tape_el_bind(handle, key, action.name) }
        let isVi = unsafe tape_el_is_vi(handle)
        guard !isVi else { return }
        for (key, action) in emacsKeys { unsafe tape_el_bind(handle, key, action.name) }
    }

    static func bindPrivateKeys(_ handle: OpaquePointer) {
        for action in allCases {
            unsafe tape_el_bind(handle, String(action.code), action.name)
            unsafe tape_el_bind_alternative(handle, String(action.code), action.name)
        }
    }

    /// C functions carry no state, so each action needs its own.
    private var command: tape_command_t {
        switch self {
        case .up: { handle, _ in unsafe LineEditor.of(handle).moveUp() }
        case .down: { handle, _ in unsafe LineEditor.of(handle).moveDown() }
        case .left: { handle, _ in unsafe LineEditor.of(handle).edit { $0.moveLeft() } }
        case .right: { handle, _ in unsafe LineEditor.of(handle).moveRight() }
        case .home: { handle, _ in unsafe LineEditor.of(handle).edit { $0.moveHome() } }
        case .end: { handle, _ in unsafe LineEditor.of(handle).moveEnd() }
        case .delete: { handle, _ in unsafe LineEditor.of(handle).edit { $0.deleteForward() } }
        case .backspace: { handle, _ in unsafe LineEditor.of(handle).edit { $0.deleteBackward() } }
        case .wordLeft: { handle, _ in unsafe LineEditor.of(handle).edit { $0.moveWordLeft() } }
        case .wordRight: { handle, _ in unsafe LineEditor.of(handle).moveWordRight() }
        case .newline: { handle, _ in unsafe LineEditor.of(handle).edit { $0.insert("\n") } }
        case .paste: { handle, _ in unsafe LineEditor.of(handle).paste() }
        case .complete: { handle, _ in unsafe LineEditor.of(handle).complete() }
        case .undo: { handle, _ in unsafe LineEditor.of(handle).undoChange() }
        case .search: { handle, _ in unsafe LineEditor.of(handle).search() }
        case .deleteOrLeave: { handle, _ in unsafe LineEditor.of(handle).deleteOrLeave() }
        }
    }
}

extension LineEditor {
    /// Changes the input. libedit draws the difference; the terminal beeps if nothing changed.
    func edit(_ change: (inout EditedText) -> Void) -> UInt8 {
        let before = edited
        var after = before
        change(&after)
        if after == before { return UInt8(CC_ERROR) }
        edited = after
        return UInt8(CC_REFRESH)
    }

    func moveUp() -> UInt8 {
        edit { input in
            if input.moveUp() { return }
            if let entry = recall.older(than: input.text, in: history) { input = EditedText(entry) }
        }
    }

    func moveDown() -> UInt8 {
        edit { input in
            if input.moveDown() { return }
            if let entry = recall.newer(than: input.text, in: history) { input = EditedText(entry) }
        }
    }

    /// At the end of the input, this and the next two accept the ghost text, whole or word by word.
    func moveRight() -> UInt8 {
        edit { input in
            if input.isAtEnd { input.insert(shownGhost) } else { input.moveRight() }
        }
    }

    func moveEnd() -> UInt8 {
        edit { input in
            if input.isAtEnd { input.insert(shownGhost) } else { input.moveEnd() }
        }
    }

    func moveWordRight() -> UInt8 {
        edit { input in
            if input.isAtEnd { input.insert(Words.first(of: shownGhost)) } else { input.moveWordRight() }
        }
    }

    func paste() -> UInt8 {
        let text = takePaste()
        return edit { $0.insert(text) }
    }

    func undoChange() -> UInt8 {
        edit { input in
            if let state = undo.back() { input = state }
        }
    }

    /// Ctrl-D: quits on an empty input.
    func deleteOrLeave() -> UInt8 {
        if edited.scalars.isEmpty { return UInt8(CC_EOF) }
        return edit { $0.deleteForward() }
    }

    func complete() -> UInt8 {
        let input = edited
        let completions = guide.completions(input.text, input.cursorOffset)
        guard !completions.candidates.isEmpty else { return UInt8(CC_ERROR) }
        let texts = completions.candidates.map(\.text)
        var insertion = CompletionList.commonPrefix(texts)
        if texts.count == 1, CompletionList.takesBlank(insertion) {
            let follows = input.isAtEnd ? nil : input.scalars[input.cursor]
            if follows != " " { insertion += " " }
        }
        let changed = edit { $0.complete(completions.range, with: insertion) }
        if changed == UInt8(CC_REFRESH) { return changed }
        if texts.count > 1 {
            let room = painter.roomForList(below: painter.layout(buffer.scalars).rows)
            list = CompletionList.lines(
                completions.candidates, columns: painter.columns - 1, rows: room, color: color)
        }
        return UInt8(CC_NORM)
    }

    /// The picture shown while waiting for the next key. The closer look, which checks the whole language, waits for a
    /// pause in the typing.
    func picture(looksCloser: Bool) -> Painter.Picture {
        let raw = buffer
        if isAskedByVi(raw) { return Painter.Picture() }
        var picture = Painter.Picture(input: raw.scalars, cursor: raw.cursor)
        let blanks = Array(repeating: Unicode.Scalar(" "), count: painter.promptWidth)
        picture.marks = raw.scalars.indices.filter { raw.scalars[$0] == "\n" }.map { $0 + 1 }.filter { mark in
            raw.scalars[mark...].starts(with: blanks)
        }
        picture.list = list
        guard color else {
            picture.styles = Array(repeating: "", count: raw.scalars.count)
            return picture
        }
        let plain = edited
        picture.ghost = ghost(for: plain)
        if looksCloser, picture.ghost.isEmpty { picture.ghost = grammarGhost(for: plain) }
        shownGhost = picture.ghost
        picture.styles = styles(plain, raw.scalars, looksCloser: looksCloser)
        return picture
    }

    /// One style per character of the indented input.
    private func styles(_ plain: EditedText, _ raw: [Unicode.Scalar], looksCloser: Bool) -> [String] {
        var styles = Array(repeating: "", count: plain.text.utf8.count + 1)
        for (span, role) in Highlighter.roles(plain.text, guide.vocabulary) {
            for offset in span.lower..<span.upper { styles[offset] = role.style }
        }
        if looksCloser {
            // The name still being typed is not marked as unknown.
            for range in guide.unknownNames(plain.text) where range.upperBound < plain.cursorOffset || !plain.isAtEnd {
                for offset in range where offset < styles.count { styles[offset] = Highlighter.unknownStyle }
            }
        }
        var offset = 0
        return zip(raw, indentation.marks(raw)).map { scalar, isIndentation in
            if isIndentation { return "" }
            defer { offset += UTF8.width(scalar) }
            return styles[offset]
        }
    }

    /// The rest of the newest entry that begins with the input.
    private func ghost(for input: EditedText) -> String {
        guard input.isAtEnd, !isBlank(input.text) else { return "" }
        let text = input.text
        guard let index = history.newest(before: history.entries.count, where: { $0.hasPrefix(text) && $0 != text })
        else { return "" }
        let rest = history.entries[index].dropFirst(text.count)
        return String(rest.prefix { $0 != "\n" })
    }

    /// What Tab would insert, if a word has been started.
    private func grammarGhost(for input: EditedText) -> String {
        guard input.isAtEnd, let last = input.scalars.last, Words.isPart(last) else { return "" }
        let completions = guide.completions(input.text, input.cursorOffset)
        let typed = completions.range.count
        let prefix = CompletionList.commonPrefix(completions.candidates.map(\.text))
        guard typed > 0, prefix.utf8.count > typed else { return "" }
        return String(decoding: Array(prefix.utf8)[typed...], as: UTF8.self)
    }
}
