import TapeEngine
import TapeReport
import TapeStore
import TapeSyntax
import TapeTime

/// The output of a statement.
public enum Output: Sendable {
    /// The answer to a query.
    case answer(Answer)
    /// The text of `print`, `help` and other commands, without a final newline.
    case text(String)
    /// A command for the program, with its words: `history`, `edit`, `log`, `watch`, `timing`, `lesson`, `cases`. An
    /// embedder may ignore it.
    case command(Command, [String])
    /// `quit` was run.
    case quit
}

/// How a text ended.
public enum Ending: Sendable {
    /// The whole text was run.
    case finished
    /// It ended with `quit`.
    case quit
    /// The diagnostics of a text that did not parse, or the one that stopped it, with the source they point into.
    case failed([Diagnostic], Source)
    /// An `assert` failed; the diagnostic gives the values of its two sides.
    case assertFailed(Diagnostic, Source)
    /// The host interrupted it.
    case interrupted
}

/// Why a text stopped running early.
enum Stop: Error {
    case quit
    case interrupted
    case failed(Diagnostic, Source)
    /// A script run by a script did not parse.
    case unread([Diagnostic], Source)
    case assertFailed(Diagnostic, Source)
}
