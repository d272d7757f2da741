import TapeEngine

/// A way to write an answer. `as`, `save`, `--format`, `set format`, completion and help read the table `all`: a new
/// format is one more row there.
public struct OutputFormat: Sendable, Equatable, AnswerFormat {
    /// The name as typed: `as csv`.
    public let name: String
    /// The file ending for `save`, without the dot; nil if `save` does not write it.
    public let ending: String?
    /// A short description without a full stop.
    public let doc: String
    /// Whether it is for people: figures are rounded and only the first rows shown. Otherwise every row and digit is
    /// written.
    public let isForPeople: Bool
    /// Whether the text is only data; a program shows the notes elsewhere.
    public let leavesOutNotes: Bool
    /// Whether it is written only to files, since it is not readable as text.
    public let isForFilesOnly: Bool
    let write: @Sendable (Answer, Style) -> String

    package init(
        _ name: String, ending: String?, _ doc: String, isForPeople: Bool = false, leavesOutNotes: Bool = false,
        isForFilesOnly: Bool = false, write: @escaping @Sendable (Answer, Style) -> String
    ) {
        self.name = name
        self.ending = ending
        self.doc = doc
        self.isForPeople = isForPeople
        self.leavesOutNotes = leavesOutNotes
        self.isForFilesOnly = isForFilesOnly
        self.write = write
    }

    /// The formats for a terminal or a pipe, which `as` and `--format` may name.
    public static let printed = all.printed

    /// The names for `as`, `--format` and `set format`.
    public static let names = printed.map(\.name)

    /// The endings that `save` knows, listed for messages.
    public static let endings = all.endings

    /// The format with a name; nil if unknown.
    public init?(_ name: String) {
        guard let format = OutputFormat.printed.first(where: { $0.name == name }) else { return nil }
        self = format
    }

    /// The format of a file's ending; nil if unknown.
    public init?(ofFile path: String) { self.init(ofFile: path, among: OutputFormat.all) }

    package init?(ofFile path: String, among formats: [OutputFormat]) {
        let parts = path.split(separator: ".", omittingEmptySubsequences: false)
        guard let ending = parts.last?.lowercased(),
            let format = formats.first(where: { $0.ending == ending })
        else { return nil }
        self = format
    }

    public static func == (left: OutputFormat, right: OutputFormat) -> Bool { left.name == right.name }
}

extension [OutputFormat] {
    /// The formats for a terminal or a pipe, which `as` may name.
    package var printed: [OutputFormat] { filter { !$0.isForFilesOnly } }

    /// The endings that `save` knows, listed for messages.
    package var endings: String { compactMap(\.ending).joined(separator: ", ") }
}

/// Short names, for `Style(format: .csv)`.
extension OutputFormat {
    /// The format `table`.
    public static let table = row("table")
    /// The format `line`.
    public static let line = row("line")
    /// The format `csv`.
    public static let csv = row("csv")
    /// The format `tsv`.
    public static let tsv = row("tsv")
    /// The format `json`.
    public static let json = row("json")
    /// The format `ndjson`.
    public static let ndjson = row("ndjson")
    /// The format `markdown`.
    public static let markdown = row("markdown")

    private static func row(_ name: String) -> OutputFormat {
        guard let format = OutputFormat(name) else { preconditionFailure("no row `\(name)` in the table of formats") }
        return format
    }
}

extension Answer {
    /// The format named by the query's `as`; nil without one.
    public var format: OutputFormat? {
        get { presentation.format as? OutputFormat }
        set { presentation.format = newValue }
    }
}

/// How a report looks.
public struct Style: Sendable {
    /// Table, line, CSV, JSON …
    public var format: OutputFormat
    /// The width of the terminal; nil without one: then nothing is fitted or cut.
    public var width: Int?
    /// ANSI colour and emphasis.
    public var color: Bool
    /// Decimals of percentages and plain numbers (`set precision`).
    public var precision: Int
    /// ASCII only in formats for people; data formats are unchanged.
    public var ascii: Bool
    /// Small drawings next to the sentences, such as the strip of a streak's verdicts: for a terminal.
    public var drawings: Bool
    /// The command that shows all rows, for the line below a shortened table; nil if only `top N` does.
    public var uncut: String?

    /// The style for a file or another program: a table without colour, as wide as needed.
    public init(
        format: OutputFormat = .table, width: Int? = nil, color: Bool = false, precision: Int = 2, ascii: Bool = false,
        drawings: Bool = false, uncut: String? = nil
    ) {
        self.format = format
        self.width = width
        self.color = color
        self.precision = precision
        self.ascii = ascii
        self.drawings = drawings
        self.uncut = uncut
    }
}
