import TapeEngine
import TapeSyntax

/// How a report is to look.
public struct Style: Sendable {
    public var format: OutputFormat
    /// Columns of the terminal; nil where there is none, then nothing is fitted or cut.
    public var width: Int?
    /// ANSI colour and emphasis.
    public var color: Bool
    /// Decimals of percentages and plain numbers (`set precision`).
    public var precision: Int
    /// No characters beyond ASCII.
    public var ascii: Bool

    public init(
        format: OutputFormat = .table, width: Int? = nil, color: Bool = false, precision: Int = 2, ascii: Bool = false
    ) {
        self.format = format
        self.width = width
        self.color = color
        self.precision = precision
        self.ascii = ascii
    }
}

/// The answer in the style's format, with a final newline.
public func render(_ answer: Answer, _ style: Style) -> String { "" }

/// A diagnostic as LANGUAGE.md shows errors: code and message, excerpt, underline, advice.
public func render(_ diagnostic: Diagnostic, in source: Source, _ style: Style) -> String { "" }
public func renderSVG(_ answer: Answer) -> String { "" }
public func renderHTML(_ answer: Answer) -> String { "" }
