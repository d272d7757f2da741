import CLibEdit
import TapeSystem

/// Waits for keys on standard input, or for a signal, whichever comes first.
struct KeyReader {
    private var decoder = KeyDecoder()
    /// Keys that were read and given back.
    private var waiting: [Key] = []
    private var isAtEnd = false

    enum Event {
        case key(Key)
        case signal
        /// No key has come for a moment.
        case idle
        case end
    }

    /// A pause in the typing, in milliseconds: time to look at what was typed more closely.
    private static let pause = 60

    /// How long a lone escape may be the beginning of something, in milliseconds: longer than a terminal takes to send
    /// a sequence, shorter than a person takes to press the next key.
    private static let patience = 30

    /// A key that has come in already.
    mutating func next() -> Key? {
        if !waiting.isEmpty { return waiting.removeFirst() }
        if case .key(let key) = decoder.next() { return key }
        return nil
    }

    /// These come next.
    mutating func putBack(_ keys: [Key]) { waiting.insert(contentsOf: keys, at: 0) }

    /// The next key or signal. With `noticesPause` a moment without either ends the wait too.
    mutating func wait(noticesPause: Bool) -> Event {
        while true {
            if !waiting.isEmpty { return .key(waiting.removeFirst()) }
            var milliseconds = noticesPause ? KeyReader.pause : nil
            var isUnsettled = false
            switch decoder.next() {
            case .key(let key): return .key(key)
            case .unsettled:
                milliseconds = KeyReader.patience
                isUnsettled = true
            case .empty, .unfinishedPaste: break
            }
            if isAtEnd { return .end }
            switch KeyReader.await(milliseconds) {
            case .ready:
                let bytes = readSome()
                if bytes.isEmpty { isAtEnd = true }
                decoder.feed(bytes)
            case .timeOut:
                guard isUnsettled else { return .idle }
                if let key = decoder.settle() { return .key(key) }
            case .signal: return .signal
            }
        }
    }

    private enum Readiness {
        case ready, timeOut, signal
    }

    /// Signals come through only while this waits, so none is lost between a look at the flags and the wait.
    private static func await(_ milliseconds: Int?) -> Readiness {
        var waking = Signals.waking
        var usual = sigset_t()
        unsafe pthread_sigmask(SIG_BLOCK, &waking, &usual)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &usual, nil) }
        if Signals.hasNews { return .signal }
        let count = unsafe tape_wait(STDIN_FILENO, Int32(milliseconds ?? -1), &usual)
        if count < 0 { return .signal }
        return count == 0 ? .timeOut : .ready
    }

    private func readSome() -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            count = max(0, unsafe read(STDIN_FILENO, buffer.baseAddress, 1 << 16))
        }
    }
}
