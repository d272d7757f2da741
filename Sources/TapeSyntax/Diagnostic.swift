/// An error in a text, or a remark on it, at the exact words.
public struct Diagnostic: Error, Sendable {
    /// The stable code, such as `T0107`; `help T0107` explains it.
    public var code: DiagnosticCode
    /// Where in the source the words are.
    public var span: SourceSpan
    /// One sentence without a full stop: what was found and what was wanted, in the words of the language.
    public var message: String
    /// Advice, each a labelled line under the excerpt: `nearest: rut (Russell 2000, …)`, `example: streak rut over spx`.
    public var advice: [Advice]

    /// A labelled line of help.
    public struct Advice: Hashable, Sendable {
        /// `nearest`, `example`, `expected`, `loaded`, `fix` …
        public var label: String
        /// What the label is about: a name, a query to type, a list.
        public var text: String

        package init(_ label: String, _ text: String) {
            self.label = label
            self.text = text
        }
    }

    package init(_ code: DiagnosticCode, _ span: SourceSpan, _ message: String, _ advice: [Advice] = []) {
        self.code = code
        self.span = span
        self.message = message
        self.advice = advice
    }
}
