import TapeEngine
import TapeReport
import TapeSyntax

/// What a session knows besides the words of queries, which are its `Language`.
package struct SessionTables: Sendable {
    package let formats: [OutputFormat]
    /// The same, as the engine takes them.
    let answerFormats: [any AnswerFormat]
    package let settings: [SettingEntry]
    let parameterKinds: [ParameterKind]

    init(
        formats: [OutputFormat] = OutputFormat.all, settings: [SettingEntry] = Session.settingEntries,
        parameterKinds: [ParameterKind] = ParameterKind.all
    ) {
        self.formats = formats
        answerFormats = formats
        self.settings = settings
        self.parameterKinds = parameterKinds
    }

    package static let standard = SessionTables()

    /// The formats that `as` may name.
    var printedFormats: [OutputFormat] { formats.filter { !$0.isForFilesOnly } }

    /// The endings that `save` knows, as a message lists them.
    var endings: String { formats.compactMap(\.ending).joined(separator: ", ") }

    /// The format that a file's ending says; nil where it says none.
    func format(ofFile path: String) -> OutputFormat? { OutputFormat(ofFile: path, among: formats) }

    /// The same, or what is wrong with the path.
    func format(of path: Text) throws(EngineError) -> OutputFormat {
        if let format = format(ofFile: path.value) { return format }
        throw EngineError(
            .fileNotWritten, path.span, "the file's ending says the format, and `\(path.value)` has none that is known",
            [.init("endings", endings)])
    }

    func parameterKind(_ kind: Name) throws(EngineError) -> ParameterKind {
        if let known = parameterKinds.first(where: { $0.name == kind.text }) { return known }
        throw EngineError(
            .wrongKind, kind.span, "a parameter is no `\(kind.text)`",
            [.init("kinds", parameterKinds.map(\.name).joined(separator: ", "))])
    }
}
