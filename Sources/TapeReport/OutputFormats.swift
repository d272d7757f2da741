import TapeEngine

extension OutputFormat {
    /// The table of formats, in the order in which help lists them.
    public static let all: [OutputFormat] = [
        .init("table", ending: "txt", "sentences and aligned columns", isForPeople: true, write: terminalText),
        .init("line", ending: nil, "one line per answer, for alerts", write: lineText),
        .init("csv", ending: "csv", "comma-separated values", leavesOutNotes: true) { answer, _ in
            delimitedText(answer, delimiter: UInt8(ascii: ","))
        },
        .init("tsv", ending: "tsv", "tab-separated values", leavesOutNotes: true) { answer, _ in
            delimitedText(answer, delimiter: UInt8(ascii: "\t"))
        },
        .init("json", ending: "json", "one JSON object per answer, with its notes") { answer, _ in jsonText(answer) },
        .init("ndjson", ending: "ndjson", "one JSON object per row", leavesOutNotes: true) { answer, _ in
            ndjsonText(answer)
        },
        .init("markdown", ending: "md", "a table for a document", isForPeople: true, write: markdownText),
        .init("svg", ending: "svg", "a picture", isForPeople: true, isForFilesOnly: true) {
            renderSVG($0, precision: $1.precision)
        },
        .init("html", ending: "html", "a page with a picture", isForPeople: true, isForFilesOnly: true) {
            renderHTML($0, precision: $1.precision)
        },
    ]
}
