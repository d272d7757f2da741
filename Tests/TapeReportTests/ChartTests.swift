import TapeEngine
import TapeReport
import TapeStore
import TestSupport
import Testing

@Suite("Charts")
struct ChartTests {
    @Test("A chart in ASCII, whole")
    func ascii() {
        #expect(
            render(Samples.plot, Style(width: 60, ascii: true)) == """
                RUT and SPX, change since 2025-12-31
                2025-12-31 -> 2026-01-22
                    |                                     **** * rut +9.54%
                    |                               ******
                +8% +                          *****
                    |                      ****
                +6% +                  ****
                    |              ****
                +4% +           ***
                    |         **
                +2% +      ***
                    |   ***  ++++++++                        + + spx +0.99%
                 0% +***+++++..............................++.
                    |                                    ++
                    +---------+------------+------------+-----
                              5 Jan        12 Jan       19 Jan

                note: made-up prices between published figures;
                      `load "folder/"` brings your own

                """)
    }

    @Test("A chart in braille, whole")
    func braille() {
        #expect(
            render(Samples.plot, Style(width: 60)) == """
                RUT and SPX, change since 2025-12-31
                2025-12-31 → 2026-01-22
                    │                                      ⣀⣀⠤ ━ rut +9.54%
                    │                              ⢀⣀⡠⠤⠔⠒⠉⠉
                +8% ┤                         ⣀⠤⠒⠊⠉⠁
                    │                    ⢀⣀⠤⠒⠉
                +6% ┤                ⢀⡠⠔⠊⠁
                    │             ⣀⠔⠊⠁
                +4% ┤          ⢀⠤⠊
                    │        ⡠⠔⠁
                +2% ┤     ⢀⠔⠊
                    │  ⢀⡠⠊⠁    ⢀ ⡀⠠                          ⠠ ┅ spx +0.99%
                 0% ┤⠔⠪⠁⠂⠐┄⠁⠈┄⠁┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄⠂┄
                    │                                     ⠈
                    └─────────┬────────────┬────────────┬─────
                              5 Jan        12 Jan       19 Jan

                note: made-up prices between published figures;
                      `load "folder/"` brings your own

                """)
    }

    @Test("Sparklines: shape, ends, gaps, more values than room")
    func sparklines() {
        #expect(sparkline([1, 2, 3, 4, 5, 6, 7, 8], width: 8, ascii: false) == "▁▂▃▄▅▆▇█")
        #expect(sparkline([1, 2, 3, 4, 5, 6, 7, 8], width: 8, ascii: true) == "_.-~=+*#")
        #expect(sparkline([1, .nan, 3], width: 8, ascii: false) == "▁ █")
        #expect(sparkline([5, 5, 5], width: 8, ascii: false) == "▄▄▄")
        #expect(sparkline([1, 1, 2, 2, 3, 3], width: 3, ascii: false) == "▁▅█")
        #expect(sparkline([.nan, .infinity], width: 3, ascii: false) == "  ")
        #expect(sparkline([], width: 3, ascii: false) == "")
        #expect(sparkline([1, 2], width: 0, ascii: false) == "")
        #expect(sparkline([1, 2], width: -1, ascii: false) == "")
        #expect(sparkline([-1e308, 1e308], width: 2, ascii: false) == "▁█")
        #expect(sparkline(Array(repeating: 1e308, count: 10) + [0], width: 2, ascii: false).count == 2)
        #expect(sparkline((0..<10_001).map(Double.init), width: 40, ascii: false).count == 40)
    }

    @Test("Charts of odd values neither trap nor leave the terminal")
    func extremes() {
        let seed = freshSeed()
        var random = SplitMix(seed)
        let odd: [Double] = [
            0, -0.0, Double.leastNonzeroMagnitude, -Double.leastNonzeroMagnitude, 1, 1 + 1e-15, 1e15, 1e22,
            1e300, -1e300, .greatestFiniteMagnitude,
            -.greatestFiniteMagnitude, .nan, .infinity, -.infinity, 2718.77,
        ]
        let units: [Unit] = [.number, .price, .percent, .share, .points, .ratio, .count]
        for step in 0..<600 {
            let start = [-700_000_000, Int(Int32.min) + 1, Int(Int32.max) - 200, 0][Int(random.next() % 4)]
            let lines = (0..<(random.next() % 9)).map { index in
                let count = Int(random.next() % 12)
                let spread = [1, 40, 400, 100_000_000][Int(random.next() % 4)]
                let days = (0..<count).map { Int32(clamping: Int($0) * spread + start) }
                let values = (0..<count).map { _ in odd[Int(random.next() % UInt64(odd.count))] }
                return Chart.Line(name: "line \(index)", days: days, values: values)
            }
            let chart = Chart(title: "odd", unit: units[Int(random.next() % 7)], lines: lines)
            let answer = Answer(query: "plot x", chart: chart)
            let width = 40 + Int(random.next() % 160)
            let text = render(answer, Style(width: width, ascii: random.next() % 2 == 0))
            for line in text.split(separator: "\n") {
                let isFitting = displayWidth(String(line)) <= width || line.contains { "0123456789".contains($0) }
                #expect(isFitting, "seed \(seed) step \(step): \(line)")
            }
            #expect(!text.contains("nan") && !text.contains("inf"), "seed \(seed) step \(step)")
            let drawing = renderSVG(answer)
            #expect(!drawing.contains("nan") && !drawing.contains("inf\""), "seed \(seed) step \(step)")
            #expect(isWellFormed(drawing), "seed \(seed) step \(step)")
        }
    }

    @Test("Drawings and pages are well-formed for any table")
    func wellFormed() {
        let seed = freshSeed()
        var random = SplitMix(seed)
        for step in 0..<400 {
            let answer = Samples.random(&random)
            #expect(isWellFormed(renderSVG(answer)), "seed \(seed) step \(step)")
            let page = renderHTML(answer)
            guard let start = page.firstRange(of: "<main>"), let end = page.firstRange(of: "</main>") else {
                Issue.record("seed \(seed) step \(step): no main part")
                return
            }
            #expect(isWellFormed(String(page[start.lowerBound..<end.upperBound])), "seed \(seed) step \(step)")
        }
    }

    @Test("A drawing names its lines and values, its days, its notes")
    func drawing() {
        let drawing = renderSVG(Samples.plot)
        for words in [
            "<title>RUT and SPX, change since 2025-12-31</title>", "2025-12-31 → 2026-01-22", ">rut +9.54%<",
            ">spx +0.99%<", ">+8%<", ">0%<", ">12 Jan<", "made-up prices",
        ] {
            #expect(drawing.contains(words), "\(words)")
        }
        // The missing value of 15 January splits SPX in two.
        #expect(
            drawing.split(separator: "\n").filter { $0.contains("<path") && $0.split(separator: "M").count == 3 }.count
                == 1)
        let table = renderSVG(Samples.streak)
        for words in ["RUT outperformed SPX", ">length<", ">+3<", ">.64%<", ">1996-05-07<"] {
            #expect(table.contains(words), "\(words)")
        }
    }

    @Test("A page is self-contained: it loads nothing from the network, and shows the query and its day")
    func page() {
        let page = renderHTML(Samples.streak)
        #expect(page.contains("<code>streak rut over spx since 1990</code> · as of 2026-01-22"))
        #expect(page.contains("<td class=\"number loss\">-0.66%</td>"))
        #expect(page.contains("<span class=\"date\">2026-01-02</span>"))
        #expect(page.contains("<code>load &quot;folder/&quot;</code>"))
        #expect(!page.contains("src=") && !page.contains("href=") && !page.contains("url("))
        #expect(renderHTML(Samples.plot).contains("<figure>\n<svg"))
    }

    /// Whether tags nest, attributes are quoted, and there is no bare `&` or control character.
    private func isWellFormed(_ text: String) -> Bool {
        var open: [Substring] = []
        var rest = Substring(text)
        for scalar in text.unicodeScalars where scalar.value < 0x20 && scalar != "\n" { return false }
        for piece in text.split(separator: "&").dropFirst()
        where !["amp;", "lt;", "gt;", "quot;"].contains(where: { piece.hasPrefix($0) }) {
            return false
        }
        while let start = rest.firstIndex(of: "<") {
            guard let end = rest[start...].firstIndex(of: ">") else { return false }
            let tag = rest[rest.index(after: start)..<end]
            guard !tag.contains("<"), tag.count(where: { $0 == "\"" }) % 2 == 0 else { return false }
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("/") {
                guard open.popLast() == tag.dropFirst() else { return false }
            } else if !tag.hasSuffix("/") {
                open.append(tag.prefix { $0 != " " })
            }
        }
        return open.isEmpty
    }
}
