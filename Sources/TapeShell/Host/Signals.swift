import Synchronization
import TapeSystem

/// What the signals have asked for. A handler only sets a flag here; the loops that wait or work look at them.
///
/// The handlers are installed without `SA_RESTART`, so that a waiting read or poll ends with `EINTR` and its caller
/// looks.
enum Signals {
    static let interrupted = Atomic<Bool>(false)
    static let resized = Atomic<Bool>(false)
    static let continued = Atomic<Bool>(false)
    static let stopped = Atomic<Bool>(false)
    /// The signal that asked the program to end, or 0.
    static let ending = Atomic<Int32>(0)
    /// Whether Ctrl-C twice ends the program at once: so outside the prompt, where nothing but the answer is lost.
    static let endsOnSecondInterrupt = Atomic<Bool>(true)

    static let exitCodeOfInterrupt: Int32 = 130

    /// For every way of running: Ctrl-C sets the flag, and writing to a closed pipe is an error rather than death.
    static func install() {
        handleSignal(SIGINT, noteInterrupt)
        ignore(SIGPIPE)
    }

    /// For the prompt besides: a new window size, a return to the foreground, and the ends that must leave the terminal
    /// whole.
    static func installForPrompt() {
        endsOnSecondInterrupt.store(false, ordering: .relaxed)
        handleSignal(SIGWINCH, noteResize)
        handleSignal(SIGCONT, noteContinue)
        handleSignal(SIGTERM, noteEnding)
        handleSignal(SIGHUP, noteEnding)
    }

    /// Ctrl-Z is caught only while a line is edited: the terminal must be given back first. A running query just stops.
    static func catchStop(_ isCaught: Bool) {
        if isCaught {
            handleSignal(SIGTSTP, noteStop)
        } else {
            _ = signal(SIGTSTP, SIG_DFL)
        }
    }

    /// Whether the work at hand is to end.
    static var isInterrupted: Bool { interrupted.load(ordering: .relaxed) || ending.load(ordering: .relaxed) != 0 }

    /// Whether any signal has left something to do.
    static var hasNews: Bool {
        isInterrupted || resized.load(ordering: .relaxed) || continued.load(ordering: .relaxed)
            || stopped.load(ordering: .relaxed)
    }

    static func forgetInterrupt() { interrupted.store(false, ordering: .relaxed) }

    /// The signals that end a wait: blocked but inside the wait, so that none slips in between a look at the flags and
    /// the wait.
    static var waking: sigset_t {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for number in [SIGINT, SIGWINCH, SIGCONT, SIGTERM, SIGHUP, SIGTSTP] { unsafe sigaddset(&set, number) }
        return set
    }

    private static func ignore(_ number: Int32) {
        _ = signal(number, SIG_IGN)
    }
}

private func noteInterrupt(_: Int32) {
    let wasSet = Signals.interrupted.exchange(true, ordering: .relaxed)
    if wasSet, Signals.endsOnSecondInterrupt.load(ordering: .relaxed) { _exit(Signals.exitCodeOfInterrupt) }
}

private func noteResize(_: Int32) { Signals.resized.store(true, ordering: .relaxed) }

private func noteContinue(_: Int32) { Signals.continued.store(true, ordering: .relaxed) }

private func noteStop(_: Int32) { Signals.stopped.store(true, ordering: .relaxed) }

private func noteEnding(_ number: Int32) { Signals.ending.store(number, ordering: .relaxed) }
