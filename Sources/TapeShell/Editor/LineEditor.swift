import CLibEdit
import Tape
import TapeSyntax
import TapeSystem

/// What the editor needs to know about the language.
struct EditorGuide {
    /// The words to highlight.
    var vocabulary: Vocabulary
    var isIncomplete: (String) -> Bool
    var completions: (String, Int) -> Completions
    /// The unknown names in the text, as ranges of UTF-8 offsets.
    var unknownNames: (String) -> [Range<Int>]
}

/// Edits one input at a time on the terminal. libedit keeps the buffer, draws it and handles its keys. This class reads
/// the keys for it (its `EL_GETCFN`) and handles everything that libedit does not know.
///
/// What libedit 3.1 does badly is avoided or fixed. Its search breaks at characters beyond Latin-1, its recall cuts an
/// unsent line at 1024 characters, and its saving empties the file first: `Search`, `Recall` and `History` replace
/// them. A key bound after Escape takes Escape from vi mode: `EditorAction` uses private codes. It loses the end of a
/// row that wraps: `Painter` draws the input again. After Ctrl-Z it assumes the terminal is still raw: see `comeBack`.
@safe final class LineEditor {
    enum Line: Equatable {
        case text(String)
        case interrupted
        case end
    }

    let handle: OpaquePointer
    let guide: EditorGuide
    let history: History
    let color: Bool
    private let keyHistory: OpaquePointer
    let indentation = Indentation(width: ScreenLayout.width(PastedText.prompt))
    private(set) var keys = KeyReader()
    var painter: Painter
    private var promptBytes: UnsafeMutablePointer<CChar>?
    private var followsEditrc = false

    // State of the line being edited.
    var undo = UndoLog()
    var recall = Recall()
    var list: [String] = []
    /// The ghost text shown after the cursor at the last wait for a key.
    var shownGhost = ""
    private var pendingPaste = ""
    private var ended: Line?

    /// Nil if the terminal cannot move its cursor: then lines are read without editing. With `readsBindings` false the
    /// user's `.editrc` is skipped: it can bind a key that opens an editor, like `v` in libedit's vi mode.
    init?(guide: EditorGuide, history: History, color: Bool, readsBindings: Bool = true) {
        unsafe setlocale(LC_CTYPE, "")
        if tape_bytes_a_character() == 1 { unsafe setlocale(LC_CTYPE, "C.UTF-8") }
        // libedit would report an unknown terminal on standard error; here that is not an error.
        let nowhere = unsafe fopen("/dev/null", "w")
        defer { if let nowhere = unsafe nowhere { unsafe fclose(nowhere) } }
        guard
            let handle = unsafe el_init("tape", tape_stdin(), tape_stdout(), nowhere ?? tape_stderr()),
            let keyHistory = unsafe history_init()
        else { return nil }
        unsafe tape_el_error_file(handle, tape_stderr())
        guard unsafe tape_el_capability(handle, "up") != nil, unsafe tape_el_capability(handle, "ce") != nil else {
            unsafe el_end(handle)
            return nil
        }
        unsafe self.handle = handle
        unsafe self.keyHistory = keyHistory
        self.guide = guide
        self.history = history
        self.color = color
        painter = Painter(promptWidth: indentation.width, columns: 80, rows: 24, color: color)
        setUp(readsBindings)
    }

    deinit {
        unsafe el_end(handle)
        unsafe history_end(keyHistory)
        unsafe free(promptBytes)
    }

    private func setUp(_ readsBindings: Bool) {
        unsafe tape_el_data(handle, Unmanaged.passUnretained(self).toOpaque())
        unsafe tape_el_signal(handle, 0)
        unsafe tape_el_no_flow_control(handle)
        unsafe tape_el_editor(handle, "emacs")
        unsafe tape_history_size(keyHistory, Int32(History.usualLimit))
        unsafe tape_history_unique(keyHistory, 1)
        unsafe tape_el_read(handle) { handle, wide in unsafe LineEditor.of(handle).giveKey(wide) }
        showPrompt()
        unsafe tape_el_prompt(handle, { unsafe LineEditor.of($0).promptBytes }, 1)
        for action in EditorAction.allCases { unsafe action.add(to: handle) }
        unsafe EditorAction.bindNamedKeys(handle)
        if readsBindings { followsEditrc = unsafe el_source(handle, nil) == 0 }
        if followsEditrc, startsWithFreshKeys { unsafe EditorAction.bindNamedKeys(handle) }
        unsafe EditorAction.bindPrivateKeys(handle)
        unsafe tape_el_history(handle, keyHistory)
        if unsafe tape_el_is_vi(handle) {
            // Only vi's own keys use this one; the arrows and Ctrl-R use `history`.
            for entry in history.entries { unsafe tape_history_enter(keyHistory, indented(entry)) }
        }
        measure()
    }

    /// `bind -v` and `bind -e` in an `.editrc` clear the key maps, including earlier bindings.
    private var startsWithFreshKeys: Bool {
        if unsafe tape_el_is_vi(handle) { return true }
        let path = environment("EDITRC") ?? "~/.editrc"
        guard let bytes = try? Files.read(path, limit: Limits.sourceBytes) else { return false }
        return String(decoding: bytes, as: UTF8.self).contains("bind -e")
    }

    /// The editor behind libedit's handle, in its callbacks.
    static func of(_ handle: OpaquePointer?) -> LineEditor {
        unsafe Unmanaged<LineEditor>.fromOpaque(tape_el_get_data(handle)).takeUnretainedValue()
    }

    /// Shows the prompt and edits until a whole input is sent.
    func readLine() -> Line {
        undo = UndoLog()
        recall = Recall()
        list = []
        shownGhost = ""
        ended = nil
        if Signals.resized.exchange(false, ordering: .relaxed) {
            unsafe el_resize(handle)
            measure()
        }
        Signals.catchStop(true)
        // Done before the prompt is shown: early typing must not reach the terminal in the shell's mode.
        unsafe tape_el_terminal_raw(handle, 1)
        announcePaste(true)
        var count: Int32 = 0
        let raw = unsafe el_gets(handle, &count)
        announcePaste(false)
        Signals.catchStop(false)
        if let ended { return ended }
        guard let raw = unsafe raw, count > 0 else {
            Terminal.write("\r\n")
            return .end
        }
        var text = unsafe String(cString: raw)
        if text.hasSuffix("\n") { text.removeLast() }
        return .text(indentation.plain(EditedText(text)).text)
    }

    /// Adds an input to the history.
    func remember(_ text: String) {
        history.add(text)
        unsafe tape_history_enter(keyHistory, indented(text))
    }

    private func indented(_ text: String) -> String { indentation.indented(EditedText(text)).text }

    // MARK: The buffer

    /// The input as the user sees it.
    var edited: EditedText {
        get { indentation.plain(buffer) }
        set { buffer = indentation.indented(newValue) }
    }

    /// libedit's own buffer.
    var buffer: EditedText {
        get {
            guard let line = unsafe el_wline(handle)?.pointee else { return EditedText() }
            let count = unsafe line.lastchar - line.buffer
            let scalars = unsafe UnsafeBufferPointer(start: line.buffer, count: count).map {
                Unicode.Scalar(UInt32(bitPattern: $0)) ?? "\u{FFFD}"
            }
            return EditedText(scalars: scalars, cursor: unsafe line.cursor - line.buffer)
        }
        set {
            let old = buffer
            if newValue.scalars != old.scalars {
                if newValue.scalars.isEmpty {
                    unsafe el_cursor(handle, Int32(old.scalars.count - old.cursor))
                    unsafe el_deletestr(handle, Int32(old.scalars.count))
                } else {
                    let wide = newValue.scalars.map { wchar_t(bitPattern: $0.value) } + [0]
                    unsafe el_wreplacestr(handle, wide)
                }
            }
            unsafe el_cursor(handle, Int32(newValue.cursor - buffer.cursor))
        }
    }

    // MARK: The prompt

    func setPrompt(_ prompt: String) {
        unsafe free(promptBytes)
        unsafe promptBytes = strdup(prompt)
    }

    /// Clears the input from the screen, applies the changes (another prompt, another text) and draws it again.
    func redraw(_ changes: () -> Void) {
        let input = buffer
        let up = painter.layout(input.scalars).places[input.cursor].row
        Terminal.write(painter.unpaint() + "\r" + (up > 0 ? "\u{1B}[\(up)A" : "") + "\u{1B}[J")
        changes()
        redraw()
    }

    private func redraw() { unsafe tape_el_refresh(handle) }

    func measure(promptWidth: Int? = nil) {
        let size = Terminal.windowSize ?? (80, 24)
        painter = Painter(
            promptWidth: promptWidth ?? indentation.width, columns: size.columns, rows: size.rows, color: color)
    }

    func showPrompt() {
        setPrompt(color ? "\u{1}\u{1B}[1;36m\u{1}tape>\u{1}\u{1B}[0m\u{1} " : PastedText.prompt)
        measure()
    }

    private func announcePaste(_ isOn: Bool) { Terminal.write(isOn ? "\u{1B}[?2004h" : "\u{1B}[?2004l") }

    // MARK: Keys

    /// libedit's request for a key. Everything drawn over its picture is drawn here, while waiting.
    private func giveKey(_ wide: UnsafeMutablePointer<wchar_t>?) -> Int32 {
        undo.note(edited)
        while true {
            guard let key = nextKey() else { return -1 }
            guard let scalar = translate(key) else { continue }
            unsafe wide?.pointee = wchar_t(bitPattern: scalar.value)
            return 1
        }
    }

    /// The next key, with the picture drawn while waiting; nil if the line ends without one.
    func nextKey() -> Key? {
        if let key = keys.next() {
            shownGhost = ""
            return key
        }
        var looksCloser = false
        while true {
            let picture = picture(looksCloser: looksCloser)
            Terminal.write(painter.repaint(picture))
            switch keys.wait(noticesPause: !looksCloser) {
            case .key(let key):
                Terminal.write(painter.unpaint())
                list = []
                return key
            case .idle: looksCloser = true
            case .signal:
                guard obeySignals() else { return nil }
            case .end:
                Terminal.write(painter.unpaint())
                ended = .end
                Terminal.write("\r\n")
                return nil
            }
        }
    }

    /// What libedit gets for a key: a character or an action's code; nil if the key is already handled.
    private func translate(_ key: Key) -> Unicode.Scalar? {
        switch key {
        case .character("\r"), .character("\n"): return send()
        case .character(let scalar): return scalar
        case .up: return EditorAction.up.code
        case .down: return EditorAction.down.code
        case .left: return EditorAction.left.code
        case .right: return EditorAction.right.code
        case .home: return EditorAction.home.code
        case .end: return EditorAction.end.code
        case .delete: return EditorAction.delete.code
        case .wordLeft: return EditorAction.wordLeft.code
        case .wordRight: return EditorAction.wordRight.code
        case .newline: return EditorAction.newline.code
        case .pasted(let text):
            pendingPaste = PastedText.clean(text)
            return pendingPaste.isEmpty ? nil : EditorAction.paste.code
        case .meta(let scalar):
            keys.putBack([.character(scalar)])
            return "\u{1B}"
        case .unknown(let bytes):
            // Only an .editrc can have bound such a key; otherwise libedit would type part of it.
            guard followsEditrc else { return nil }
            keys.putBack(bytes.dropFirst().map { .character(Unicode.Scalar($0)) })
            return "\u{1B}"
        }
    }

    /// In vi mode libedit reads a search text or a command into the same buffer, after a line end and a mark.
    func isAskedByVi(_ raw: EditedText) -> Bool {
        guard raw.scalars.count > 1, raw.scalars[0] == "\n", "/?:".unicodeScalars.contains(raw.scalars[1]) else {
            return false
        }
        return unsafe tape_el_is_vi(handle)
    }

    /// Enter: adds a line to an incomplete input, else sends it. An empty last line always sends.
    private func send() -> Unicode.Scalar? {
        let input = edited
        if isAskedByVi(buffer) { return "\n" }
        let lastLine = EditedText.string(input.scalars[input.line])
        let goesOn = !(input.isAtEnd && isBlank(lastLine)) && guide.isIncomplete(input.text)
        if goesOn { return EditorAction.newline.code }
        // The picture that remains on screen keeps its colours and continuation prompts, without the ghost text.
        var last = picture(looksCloser: false)
        last.ghost = ""
        last.list = []
        Terminal.write(painter.paint(last))
        painter.forget()
        return "\n"
    }

    func takePaste() -> String {
        defer { pendingPaste = "" }
        return pendingPaste
    }

    func putBack(_ key: Key) { keys.putBack([key]) }

    // MARK: Signals

    /// Handles the signals; false if they end the line.
    private func obeySignals() -> Bool {
        if Signals.stopped.exchange(false, ordering: .relaxed) { stop() }
        if Signals.continued.exchange(false, ordering: .relaxed) { comeBack() }
        if Signals.resized.exchange(false, ordering: .relaxed) { resize() }
        if Signals.ending.load(ordering: .relaxed) != 0 {
            leave(saying: "")
            ended = .end
            return false
        }
        if Signals.isInterrupted {
            Signals.forgetInterrupt()
            leave(saying: "^C")
            ended = .interrupted
            return false
        }
        return true
    }

    private func leave(saying word: String) {
        let input = buffer
        Terminal.write(painter.leave(input.scalars, cursor: input.cursor, saying: word))
    }

    /// Ctrl-Z: restores the terminal for the shell, then stops the program.
    private func stop() {
        leave(saying: "")
        announcePaste(false)
        unsafe tape_el_terminal_raw(handle, 0)
        Signals.catchStop(false)
        raise(SIGTSTP)
        Signals.catchStop(true)
        comeBack()
    }

    /// Back in the foreground: libedit assumes that the terminal is as it left it, so it is set up again.
    private func comeBack() {
        Signals.continued.store(false, ordering: .relaxed)
        unsafe tape_el_terminal_raw(handle, 0)
        unsafe tape_el_terminal_raw(handle, 1)
        announcePaste(true)
        painter.forget()
        redraw()
    }

    /// A new window size: the input is drawn again from its first row. Most terminals rewrap their text and move the
    /// cursor with it; xterm and the console do not.
    private func resize() {
        let input = buffer
        let before = painter.layout(input.scalars).places[input.cursor].row
        measure(promptWidth: painter.promptWidth)
        let after = painter.layout(input.scalars).places[input.cursor].row
        let isLeft = environment("XTERM_VERSION") != nil || environment("TERM") == "linux"
        let up = isLeft ? before : after
        Terminal.write("\r" + (up > 0 ? "\u{1B}[\(up)A" : "") + "\u{1B}[J")
        unsafe el_resize(handle)
        redraw()
    }
}
