import TapeSyntax

/// What a program joins to a session: commands of its own, with what help and completion say of them, and a look at what is typed.
package protocol Companion: AnyObject {
    /// The text that this one is short for; nil where it stands for itself.
    func expansion(of source: Source) -> Source?

    /// Runs what was typed, by the session's own `run`.
    func run(_ script: Script, _ source: Source, _ emit: (Output) -> Void) -> Ending

    /// Performs `lesson` or `cases`, which stands at the span.
    func perform(
        _ command: Command, _ words: [Text], _ span: SourceSpan, _ emit: (Output) -> Void
    ) throws(Diagnostic)

    /// A `save` stage has written the file, which is named as in the query.
    func saved(_ path: String)

    /// What may follow the companion's own commands; nil behind anything else.
    func words(after text: String) -> [Completions.Candidate]?

    /// What may begin a line beside the language's own words.
    var shortWords: [Completions.Candidate] { get }

    /// What `help` says can be typed next, with a word on each.
    var ways: [(String, String)] { get }
}
