import Tape
import TapeSample
import TestSupport
import Testing

/// The points of a chart are read back from its SVG and compared with the numbers of the series.
@Suite struct PlotScaleTests {
    private static let sample = SampleMarket.make()

    /// The points of each line, in the order in which the lines are named.
    private func lines(_ svg: String) -> [[(x: Double, y: Double)]] {
        svg.split(separator: "<path d=\"").dropFirst().map { piece in
            let path = piece.prefix { $0 != "\"" }.split { "MLh".contains($0) }
            return path.compactMap { point in
                let numbers = point.split(separator: " ").compactMap { Double($0) }
                return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
            }
        }.reversed()
    }

    private func values(_ text: String, last count: Int) throws -> [[Double]] {
        let table = try #require(try Session(market: Self.sample).answer(text).table)
        return table.columns.compactMap { column in
            if case .numbers(let numbers) = column.values { return Array(numbers.suffix(count)) }
            return nil
        }
    }

    /// One straight scale explains all points of all lines.
    private func expectOneScale(_ lines: [[(x: Double, y: Double)]], _ values: [[Double]], _ text: String) {
        #expect(lines.count == values.count)
        let points = zip(lines, values).flatMap { zip($0.map(\.y), $1) }
        guard let low = points.min(by: { $0.1 < $1.1 }), let high = points.max(by: { $0.1 < $1.1 }) else { return }
        let slope = (high.0 - low.0) / (high.1 - low.1)
        #expect(slope < 0)
        for point in points {
            #expect(abs(low.0 + slope * (point.1 - low.1) - point.0) <= 0.21, "\(text): \(point)")
        }
    }

    @Test(arguments: [
        ("plot rut, sma(rut, 50) since 2025", "show rut, sma(rut, 50) since 2024"),
        ("plot rut.low, rut.high since 2025", "show rut.low, rut.high since 2024"),
        ("plot rut.low, rut, rut.high ytd", "show rut.low, rut, rut.high since 2024"),
        ("plot rsi(rut, 14), rsi(spx, 14) ytd", "show rsi(rut, 14), rsi(spx, 14) since 2024"),
        ("plot ret(rut), ret(spx) ytd", "show ret(rut), ret(spx) since 2024"),
        ("plot rut / spx, sma(rut / spx, 20) ytd", "show rut / spx, sma(rut / spx, 20) since 2024"),
    ])
    func levelsShareAScale(_ plot: String, _ show: String) throws {
        let answer = try Session(market: Self.sample).answer(plot)
        let lines = lines(renderSVG(answer))
        let count = try #require(lines.first?.count)
        #expect(count == answer.table?.rowCount)
        expectOneScale(lines, try values(show, last: count), plot)
        #expect(answer.chart?.title.contains("rebased") == false)
        // The page and the drawing are the same.
        var page = answer
        page.query = plot
        let path = renderSVG(answer).split(separator: "<path d=\"")[1].prefix { $0 != "\"" }
        #expect(renderHTML(page).contains(path))
    }

    @Test func lowIsDrawnBelowHigh() throws {
        let lines = lines(renderSVG(try Session(market: Self.sample).answer("plot rut.low, rut.high since 2025")))
        for (low, high) in zip(lines[0], lines[1]) { #expect(low.y >= high.y) }
    }

    @Test func pricesOfSeveralSymbolsAreRebased() throws {
        let text = "plot rut, spx, sma(rut, 50) ytd"
        let answer = try Session(market: Self.sample).answer(text)
        #expect(answer.chart?.title == "RUT, SPX, sma(rut, 50), rebased to 100 on 2025-12-31")
        let lines = lines(renderSVG(answer))
        let count = try #require(lines.first?.count)
        let shown = try values("show rut, spx, sma(rut, 50) since 2024", last: count)
        // An average keeps its proportion to its price.
        let bases = [shown[0][0], shown[1][0], shown[0][0]]
        expectOneScale(lines, zip(shown, bases).map { values, base in values.map { $0 / base * 100 } }, text)
    }
}
