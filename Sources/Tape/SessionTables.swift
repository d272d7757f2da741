import TapeEngine
import TapeReport
import TapeSyntax

/// The output formats, settings and parameter kinds of a session. The words of queries are in its `Language`.
package struct SessionTables: Sendable {
    /// Nil for the standard ones, whose tables are built on first use.
    let givenFormats: [OutputFormat]?
    let givenSettings: [SettingEntry]?
    let givenParameterKinds: [ParameterKind]?

    init(
        formats: [OutputFormat]? = nil, settings: [SettingEntry]? = nil, parameterKinds: [ParameterKind]? = nil
    ) {
        givenFormats = formats
        givenSettings = settings
        givenParameterKinds = parameterKinds
    }

    package static let standard = SessionTables()

    package var formats: [OutputFormat] { givenFormats ?? OutputFormat.all }
    var parameterKinds: [ParameterKind] { givenParameterKinds ?? ParameterKind.all }

    /// The format of a file's ending; nil if unknown.
    func format(ofFile path: String) -> OutputFormat? { OutputFormat(ofFile: path, among: formats) }

    /// The same, or an error if unknown.
    func format(of path: Text) throws(EngineError) -> OutputFormat {
        if let format = format(ofFile: path.value) { return format }
        throw EngineError(
            .fileNotWritten, path.span, "cannot write `\(path.value)`: unknown file ending",
            [.init("endings", formats.endings)])
    }

    func parameterKind(_ kind: Name) throws(EngineError) -> ParameterKind {
        if let known = parameterKinds.first(where: { $0.name == kind.text }) { return known }
        throw EngineError(
            .wrongKind, kind.span, "unknown kind of parameter `\(kind.text)`",
            [.init("kinds", parameterKinds.map(\.name).joined(separator: ", "))])
    }
}
