import TapeEngine
import TapeReport
import TapeSyntax

/// The output formats, settings and parameter kinds of a session. The words of queries are in its `Language`.
package struct SessionTables: Sendable {
    package let formats: [OutputFormat]
    /// The same, with the type that the engine uses.
    let answerFormats: [any AnswerFormat]
    package let settings: [SettingEntry]
    let parameterKinds: [ParameterKind]

    init(formats: [OutputFormat], settings: [SettingEntry], parameterKinds: [ParameterKind]) {
        self.formats = formats
        answerFormats = formats
        self.settings = settings
        self.parameterKinds = parameterKinds
    }

    /// The formats for `as`.
    var printedFormats: [OutputFormat] { formats.filter { !$0.isForFilesOnly } }

    /// The file endings for `save`, as a message lists them.
    var endings: String { formats.compactMap(\.ending).joined(separator: ", ") }

    /// The format of a file's ending; nil if unknown.
    func format(ofFile path: String) -> OutputFormat? { OutputFormat(ofFile: path, among: formats) }

    /// The same, or an error if unknown.
    func format(of path: Text) throws(EngineError) -> OutputFormat {
        if let format = format(ofFile: path.value) { return format }
        throw EngineError(
            .fileNotWritten, path.span, "cannot write `\(path.value)`: unknown file ending",
            [.init("endings", endings)])
    }

    func parameterKind(_ kind: Name) throws(EngineError) -> ParameterKind {
        if let known = parameterKinds.first(where: { $0.name == kind.text }) { return known }
        throw EngineError(
            .wrongKind, kind.span, "unknown kind of parameter `\(kind.text)`",
            [.init("kinds", parameterKinds.map(\.name).joined(separator: ", "))])
    }
}
