import TapeEngine
import TapeReport
import TapeStore
import Testing

/// Bars, strips and shades next to the numbers.
@Suite struct BarTests {
    private func bars(_ values: [Double], _ labels: [String]? = nil) -> Answer {
        var answer = Answer(query: "test")
        let labels = labels ?? values.indices.map { "row \($0)" }
        answer.bars = BarChart(title: "change, test", unit: .percent, labels: labels, values: values)
        return answer
    }

    private func lines(_ answer: Answer, _ style: Style) -> [String] {
        render(answer, style).split(separator: "\n", omittingEmptySubsequences: false).map(String.init).dropLast()
    }

    @Test func barsAreAsLongAsTheirValues() {
        let drawn = lines(bars([0.1, 0.05, 0, .nan]), Style(width: 40, ascii: true))
        let lengths = drawn.dropFirst().map { line in line.filter { $0 == "#" }.count }
        #expect(lengths[0] == 2 * lengths[1])
        #expect(lengths[2] == 0 && lengths[3] == 0)
        #expect(drawn[1].hasSuffix("+10.00%") && drawn[4].hasSuffix("-"))
    }

    @Test func lossesStandLeftOfZero() throws {
        let drawn = lines(bars([0.1, -0.1]), Style(width: 60, ascii: true))
        let gain = try #require(drawn[1].firstIndex(of: "#"))
        let loss = try #require(drawn[2].lastIndex(of: "#"))
        #expect(
            drawn[2].distance(from: drawn[2].startIndex, to: loss)
                < drawn[1].distance(from: drawn[1].startIndex, to: gain))
    }

    @Test(arguments: [20, 40, 80, 200], [false, true])
    func barsFit(_ width: Int, _ ascii: Bool) {
        let answer = bars(
            [1, -2, 0.001, 1e-9], ["a", "日本", "a very long label that is cut somewhere in the middle", "b"])
        for line in lines(answer, Style(width: width, ascii: ascii)) {
            #expect(displayWidth(line) <= max(width, 20), "\(line)")
            #expect(!ascii || line.utf8.allSatisfy { $0 < 0x80 }, "\(line)")
        }
    }

    @Test func moreThanSixtyAreCounted() {
        let drawn = lines(bars([Double](repeating: 1, count: 75)), Style(width: 80))
        #expect(drawn.count == 62)
        #expect(drawn.last?.contains("15 more rows") ?? false)
        #expect(renderSVG(bars([Double](repeating: 1, count: 75))).components(of: "<rect x=").count == 61)
    }

    @Test func theStripIsForTerminals() {
        var answer = Answer(query: "test", headline: ["It ran."])
        answer.presentation.verdicts = [true, false, nil, true]
        #expect(!render(answer, Style(width: 80)).contains("┃"))
        #expect(render(answer, Style(width: 80, drawings: true)).contains("┃· ┃\n"))
        #expect(render(answer, Style(width: 80, ascii: true, drawings: true)).contains("|. |\n"))
    }

    @Test func whatIsSettlingIsMarked() {
        var column = TableColumn("rsi", .numbers([71.567, 70]))
        column.unsettled = [true, false]
        let answer = Answer(query: "test", table: Table([column]))
        let text = render(answer, Style(width: 80))
        #expect(text.contains("~71.57") && !text.contains("~70"))
        #expect(render(answer, Style(format: .csv)) == "rsi\n71.567\n70\n")
    }

    @Test func heatIsShadedBySize() {
        var answer = Answer(
            query: "test",
            table: Table([
                TableColumn("year", .texts(["2024"])), TableColumn("jan", unit: .percent, .numbers([0.09])),
                TableColumn("feb", unit: .percent, .numbers([-0.01])),
            ]))
        answer.presentation.isHeatTable = true
        let text = render(answer, Style(width: 80, color: true))
        #expect(text.contains("\u{1B}[38;5;231;48;5;25m+9.00%"))
        #expect(text.contains("\u{1B}[38;5;16;48;5;223m-1.00%"))
        #expect(!render(answer, Style(width: 80)).contains("\u{1B}"))
    }
}

extension String {
    fileprivate func components(of words: String) -> [Substring] {
        split(separator: words, omittingEmptySubsequences: false)
    }
}
