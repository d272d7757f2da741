import TapeSyntax

/// An extension of a session by a program: its own commands with their help and completion, and access to what is
/// typed.
package protocol Companion: AnyObject {
    /// The text that this one abbreviates; nil if it is not an abbreviation.
    func expansion(of source: Source) -> Source?

    /// Runs what was typed through the session's own `run`.
    func run(_ script: Script, _ source: Source, _ emit: (Output) -> Void) -> Ending

    /// Performs `lesson` or `cases`; the span is where it was typed.
    func perform(
        _ command: Command, _ words: [Text], _ span: SourceSpan, _ emit: (Output) -> Void
    ) throws(Diagnostic)

    /// Called after a `save` stage has written the file; the path is as in the query.
    func saved(_ path: String)

    /// What may follow the companion's own commands; nil after anything else.
    func words(after text: String) -> [Completions.Candidate]?

    /// What may start a line besides the language's own words.
    var shortWords: [Completions.Candidate] { get }

    /// What `help` suggests to type next, each with a short note.
    var ways: [(String, String)] { get }
}
