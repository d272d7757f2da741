import Synchronization
import Tape
import TapeSystem

/// A line on standard error that shows the progress of long work and the time remaining. It appears after half a second
/// and is cleared before anything else is written.
final class ProgressLine: Sendable {
    private struct State {
        var work: Work?
        var done = 0
        var began = ContinuousClock.now
        /// When the line was last written; nil if it is not on the screen.
        var shown: ContinuousClock.Instant?
    }

    private let state = Mutex(State())
    private let isOn: Bool

    private static let patience = Duration.milliseconds(500)
    private static let interval = Duration.milliseconds(100)

    init(isOn: Bool = isatty(STDERR_FILENO) == 1 && !Terminal.isDumb) { self.isOn = isOn }

    /// May be called from any thread; a thread that finds another one writing returns at once.
    func note(_ work: Work, _ done: Int, of total: Int) {
        guard isOn, total > 0 else { return }
        _ = state.withLockIfAvailable { state in
            let now = ContinuousClock.now
            // Threads may report slightly out of order; a drop by half means new work.
            if state.work != work || done < state.done / 2 {
                state.work = work
                state.began = now
            }
            state.done = done
            let elapsed = now - state.began
            guard elapsed >= ProgressLine.patience else { return }
            if let shown = state.shown, now - shown < ProgressLine.interval { return }
            state.shown = now
            Terminal.writeError("\r\(ProgressLine.text(work, done, total, elapsed))\u{1B}[K")
        }
    }

    /// Clears the line; the next report starts new work.
    func clear() {
        guard isOn else { return }
        state.withLock { state in
            if state.shown != nil { Terminal.writeError("\r\u{1B}[K") }
            state.shown = nil
            state.work = nil
        }
    }

    /// `loading 45%, 3 s left`
    static func text(_ work: Work, _ done: Int, _ total: Int, _ elapsed: Duration) -> String {
        let done = min(done, total)
        let share = "\(work.rawValue) \(Int(Double(done) / Double(total) * 100))%"
        guard done > 0 else { return share }
        let (seconds, attoseconds) = elapsed.components
        let spent = Double(seconds) + Double(attoseconds) / 1e18
        let left = spent / Double(done) * Double(total - done)
        return share + ", " + (left < 100 ? "\(Int(left) + 1) s" : "\(Int(min(left, 1e9) / 60) + 1) min") + " left"
    }
}
