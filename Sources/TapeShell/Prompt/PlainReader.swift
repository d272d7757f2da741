import TapeSystem

/// Reads standard input line by line, without a terminal or on one without line editing.
final class PlainReader {
    private var pending: [UInt8] = []
    private var position = 0
    private var isAtEnd = false

    /// The next input, of as many lines as it needs; blank lines between inputs are skipped if `betweenLines` is nil.
    func nextInput(isIncomplete: (String) -> Bool, betweenLines: (() -> Void)? = nil) -> LineEditor.Line {
        var input = ""
        while true {
            let line: String
            switch nextLine() {
            case .interrupted: return .interrupted
            case .end: return isBlank(input) ? .end : .text(input)
            case .text(let text): line = PastedText.withoutPrompt(text)
            }
            let isForced = betweenLines != nil && isBlank(line)
            input += input.isEmpty ? line : "\n" + line
            if isBlank(input), betweenLines == nil { continue }
            if isForced || !isIncomplete(input) { return .text(input) }
            betweenLines?()
        }
    }

    /// The next line without its line end; the last line may lack one.
    private func nextLine() -> LineEditor.Line {
        var scanned = position
        while true {
            if let end = pending[scanned...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { position = end + 1 }
                return .text(text(position..<end))
            }
            if isAtEnd {
                defer { position = pending.count }
                return position < pending.count ? .text(text(position..<pending.count)) : .end
            }
            if Signals.isInterrupted { return Signals.ending.load(ordering: .relaxed) == 0 ? .interrupted : .end }
            pending.removeFirst(position)
            position = 0
            scanned = pending.count
            guard let chunk = readChunk() else { continue }
            if chunk.isEmpty { isAtEnd = true }
            pending += chunk
        }
    }

    private func text(_ range: Range<Int>) -> String {
        let hasReturn = pending[range].last == UInt8(ascii: "\r")
        return String(decoding: pending[hasReturn ? range.dropLast() : range], as: UTF8.self)
    }

    /// The bytes that have arrived; empty at the end, nil if a signal came first.
    private func readChunk() -> [UInt8]? {
        var result = 0
        let chunk = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            result = unsafe System.read(STDIN_FILENO, buffer.baseAddress, 1 << 16)
            count = max(0, result)
        }
        return result < 0 && errno == EINTR ? nil : chunk
    }
}
