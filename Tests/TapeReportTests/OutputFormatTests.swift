import TapeEngine
import TapeReport
import Testing

/// The table of formats: `as`, `save` and the program's options know exactly its rows.
@Suite struct OutputFormatTests {
    @Test func everyRowWritesAnAnswer() {
        #expect(Set(OutputFormat.all.map(\.name)).count == OutputFormat.all.count)
        for format in OutputFormat.all {
            #expect(!render(Samples.streak, Style(format: format)).isEmpty && !format.doc.isEmpty, "\(format.name)")
        }
    }

    @Test func namesAndEndingsAreFound() {
        for format in OutputFormat.all {
            #expect((OutputFormat(format.name) == format) == !format.isForFilesOnly, "\(format.name)")
            guard let ending = format.ending else { continue }
            for path in ["x.\(ending)", "a.b/x.y.\(ending.uppercased())"] {
                #expect(OutputFormat(ofFile: path) == format, "\(path)")
            }
        }
        for path in ["x", "x.doc", "csv.", ""] { #expect(OutputFormat(ofFile: path) == nil, "\(path)") }
        #expect(OutputFormat("xml") == nil && OutputFormat("CSV") == nil)
        #expect(OutputFormat.endings == "txt, csv, tsv, json, ndjson, md, svg, html")
    }

    @Test func notesStandInTheTextOrAreSaidToBeLeftOut() {
        let note = "made-up prices"
        for format in OutputFormat.all where format != .line {
            let text = render(Samples.streak, Style(format: format)).replacing("\n      ", with: " ")
            #expect(text.contains(note) == !format.leavesOutNotes, "\(format.name)")
        }
    }
}
