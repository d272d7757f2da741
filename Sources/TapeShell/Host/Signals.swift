import Synchronization
import TapeSystem

/// Flags set by signal handlers; the loops that wait or work check them.
///
/// The handlers are installed without `SA_RESTART`, so that a waiting read or poll ends with `EINTR` and its caller
/// checks the flags.
enum Signals {
    static let interrupted = Atomic<Bool>(false)
    static let resized = Atomic<Bool>(false)
    static let continued = Atomic<Bool>(false)
    static let stopped = Atomic<Bool>(false)
    /// The signal that ends the program, or 0.
    static let ending = Atomic<Int32>(0)
    /// Whether a second Ctrl-C ends the program at once: true outside the prompt, where only the answer is lost.
    static let endsOnSecondInterrupt = Atomic<Bool>(true)

    static let exitCodeOfInterrupt: Int32 = 130

    /// For all modes: Ctrl-C sets the flag, and writing to a closed pipe is an error instead of ending the program.
    static func install() {
        handleSignal(SIGINT, noteInterrupt)
        ignore(SIGPIPE)
    }

    /// For the prompt in addition: a new window size, a return to the foreground, and signals that must restore the
    /// terminal before the program ends.
    static func installForPrompt() {
        endsOnSecondInterrupt.store(false, ordering: .relaxed)
        handleSignal(SIGWINCH, noteResize)
        handleSignal(SIGCONT, noteContinue)
        handleSignal(SIGTERM, noteEnding)
        handleSignal(SIGHUP, noteEnding)
    }

    /// Ctrl-Z is caught only while a line is edited, because the terminal must be restored first. A running query just
    /// stops.
    static func catchStop(_ isCaught: Bool) {
        if isCaught {
            handleSignal(SIGTSTP, noteStop)
        } else {
            _ = signal(SIGTSTP, SIG_DFL)
        }
    }

    /// Whether the current work must end.
    static var isInterrupted: Bool { interrupted.load(ordering: .relaxed) || ending.load(ordering: .relaxed) != 0 }

    /// Whether any signal needs handling.
    static var hasNews: Bool {
        isInterrupted || resized.load(ordering: .relaxed) || continued.load(ordering: .relaxed)
            || stopped.load(ordering: .relaxed)
    }

    static func forgetInterrupt() { interrupted.store(false, ordering: .relaxed) }

    /// The signals that end a wait. They are blocked except during the wait, so that none is lost between checking the
    /// flags and waiting.
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
