import CLibEdit
import TapeSystem

/// Waits for keys on standard input, or for a signal, whichever comes first.
struct KeyReader {
    private var decoder = KeyDecoder()
    /// Keys that were read and put back.
    private var waiting: [Key] = []
    private var isAtEnd = false

    enum Event {
        case key(Key)
        case signal
        /// No key has arrived for a moment.
        case idle
        case end
    }

    /// A pause in the typing, in milliseconds: time for a closer look at the input.
    private static let pause = 60

    /// How long to wait after a lone escape, in milliseconds: longer than a terminal takes to send a sequence, shorter
    /// than a person takes to press the next key.
    private static let patience = 30

    /// A key that has already arrived.
    mutating func next() -> Key? {
        if !waiting.isEmpty { return waiting.removeFirst() }
        if case .key(let key) = decoder.next() { return key }
        return nil
    }

    /// Puts keys back, to be read next.
    mutating func putBack(_ keys: [Key]) { waiting.insert(contentsOf: keys, at: 0) }

    /// The next key or signal. With `noticesPause` a short silence also ends the wait.
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

    /// Signals are let through only during this wait, so none is lost between checking the flags and waiting.
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
