import TestSupport
import Testing

@testable import TapeShell

/// The picture of the prompt in the README, `Examples/prompt.svg`: the program runs in a pseudo-terminal, and its
/// screen is drawn cell by cell. `TAPE_ACCEPT=1` draws it again.
@Suite(.serialized) struct PictureTests {
    @Test func thePromptLooksAsInTheReadme() {
        let terminal = PseudoTerminal(["--no-config"], columns: 92, rows: 30, home: ScratchFolder())
        terminal.wait(forLine: "tape>")
        terminal.type("streak rut over spx since 1990 top 3\r")
        terminal.wait(for: "your own.\ntape>")
        // A name that does not exist, the start of a word with its rest in grey, and the suggestions of Tab.
        terminal.type("count rutt over spx by \t")
        terminal.wait("the underline and the list") { screen in
            screen.style(of: "rutt") == "4;31" && screen.text.contains("day of week")
        }
        let picture = Self.draw(terminal.screen)
        terminal.type("\u{3}")
        terminal.wait(forLine: "tape>")
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)
        let path = Places.package + "/Examples/prompt.svg"
        if environmentValue("TAPE_ACCEPT") == "1" {
            TestSupport.Files.write(path, picture)
        }
        #expect(
            readText(path) == picture, "Examples/prompt.svg is not what the prompt shows: TAPE_ACCEPT=1 draws it again")
    }

    private static let cellWidth = 8.4
    private static let lineHeight = 18

    /// The colours of a dark terminal; each differs from the background in brightness.
    private static let inks = [
        "31": "#ff8a80", "32": "#a5d6a7", "33": "#e6c07b", "34": "#82aaff", "35": "#d7a6ff", "36": "#7fdbca",
    ]

    static func draw(_ screen: Screen) -> String {
        let lines = screen.lines
        let width = Int(Double(screen.columns) * cellWidth) + 24
        let height = lines.count * lineHeight + 24
        var svg = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" \
            role="img" aria-label="The prompt of tape after a query, with a misspelt symbol underlined and completions below">
            <rect width="100%" height="100%" rx="6" fill="#1b1f27"/>
            <g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" \
            fill="#d8dee9" xml:space="preserve">

            """
        for row in lines.indices {
            let y = row * lineHeight + 26
            var column = 0
            while column < screen.columns {
                let style = screen.styles[row][column]
                let start = column
                var text = ""
                while column < screen.columns, screen.styles[row][column] == style {
                    text += screen.cells[row][column]
                    column += 1
                }
                if text.allSatisfy({ $0 == " " }) { continue }
                let x = Int((12 + Double(start) * cellWidth).rounded())
                let length = Int((Double(column - start) * cellWidth).rounded())
                svg +=
                    "<text x=\"\(x)\" y=\"\(y)\" textLength=\"\(length)\"\(attributes(style))>\(escaped(text))</text>\n"
            }
        }
        let cursor = Int((12 + Double(screen.column) * cellWidth).rounded())
        svg +=
            "<rect x=\"\(cursor)\" y=\"\(screen.row * lineHeight + 13)\" width=\"8\" height=\"17\" fill=\"#d8dee9\" opacity=\"0.6\"/>\n"
        return svg + "</g>\n</svg>\n"
    }

    private static func attributes(_ style: String) -> String {
        style.split(separator: ";").map { part in
            switch part {
            case "1": " font-weight=\"bold\""
            case "2": " opacity=\"0.6\""
            case "4": " text-decoration=\"underline\""
            default: inks[String(part)].map { " fill=\"\($0)\"" } ?? ""
            }
        }.joined()
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.append(character)
            }
        }
        return result
    }
}
