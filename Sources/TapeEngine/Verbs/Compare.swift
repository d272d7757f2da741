import TapeStore
import TapeSyntax

/// `compare S with S`: a stat sheet of one subject against the other, over the same sessions.
enum CompareVerb {
    static func answer(_ request: Request) throws(EngineError) -> Answer {
        let nodes = [request.subjects[0], request.operands[0]]
        let frame = try request.frame(nodes)
        let window = try request.plan.windowWithData(on: frame)
        let evaluator = request.evaluator(frame, window.range)
        let start = window.base ?? window.range.lowerBound
        let first = try evaluator.series(nodes[0])
        let second = try evaluator.series(nodes[1])
        let sample = Sample(
            first, second, start..<window.range.upperBound, days: frame.days, perYear: frame.periodsPerYear,
            riskFree: request.environment.settings.riskFree)
        guard sample.a.returns.count > 1 else {
            throw EngineError(
                .tooFewBars, request.query.span,
                "a comparison needs 2 returns that both have, and the window has \(sample.a.returns.count)",
                [.init("like", "compare rut with spx since 2020")])
        }
        let rows = sample.rows
        let names = nodes.map { Phrases.columnName($0) }
        var left = TableColumn(names[0], .numbers(rows.map(\.first)))
        var right = TableColumn(names[1], .numbers(rows.map(\.second)))
        left.rowUnits = rows.map(\.unit)
        right.rowUnits = rows.map(\.unit)
        let table = Table([TableColumn("statistic", .texts(rows.map(\.name))), left, right])
        let spread = sample.a.change - sample.b.change
        let verb = spread > 0 ? "beat" : (spread < 0 ? "trailed" : "matched")
        let bars = Format.count(sample.a.returns.count, frame.frequency.unitWord)
        let headline =
            "\(Phrases.name(nodes[0])) \(verb) \(Phrases.name(nodes[1])) by \(Format.unsignedPoints(abs(spread))) over \(bars), \(Day(frame.days[start])) → \(Day(frame.days[window.range.upperBound - 1]))."
        var notes = request.notes(frame, window)
        if sample.a.years < 1 {
            notes.append(Note("annual", "The window is shorter than a year, so no annualised return is given."))
        }
        return request.answer(headline: [headline], table: table, notes: notes, frame: frame, nodes: nodes)
    }

    /// One side's returns over the window and what they come to.
    struct Side {
        var returns: [Double]
        var change: Double
        var years: Double
        var deepest: Double
        var perYear: Double
        var riskFree: Double

        var volatility: Double { Statistics.deviation(returns) * perYear.squareRoot() }
        /// Compound growth a year, by days ÷ 365.25; not under one year.
        var growth: Double { years >= 1 && change > -1 ? power(1 + change, 1 / years) - 1 : .nan }
        /// Mean excess return over its deviation, annualised (Sharpe 1994).
        var sharpe: Double {
            let excess = returns.map { $0 - riskFree / perYear }
            let deviation = Statistics.deviation(excess)
            return deviation > 0 ? Statistics.mean(excess) / deviation * perYear.squareRoot() : .nan
        }
        var shareUp: Double { Double(returns.count { $0 > 0 }) / Double(returns.count) }
    }

    struct Sample {
        var a: Side
        var b: Side
        var perYear: Double

        init(
            _ first: [Double], _ second: [Double], _ span: Range<Int>, days: [Int32], perYear: Double, riskFree: Double
        ) {
            let returnsA = Kernel.returns(first)
            let returnsB = Kernel.returns(second)
            let complete = span.dropFirst().filter { !returnsA[$0].isNaN && !returnsB[$0].isNaN }
            let years = Double(days[span.upperBound - 1] - days[span.lowerBound]) / 365.25
            func side(_ values: [Double], _ returns: [Double]) -> Side {
                Side(
                    returns: complete.map { returns[$0] },
                    change: values[span.lowerBound] > 0
                        ? values[span.upperBound - 1] / values[span.lowerBound] - 1 : .nan,
                    years: years, deepest: DrawdownVerb.falls(values, span).map(\.depth).min() ?? 0, perYear: perYear,
                    riskFree: riskFree)
            }
            a = side(first, returnsA)
            b = side(second, returnsB)
            self.perYear = perYear
        }

        typealias Row = (name: String, unit: Unit, first: Double, second: Double)

        var rows: [Row] {
            let none = Double.nan
            let active = zip(a.returns, b.returns).map { $0 - $1 }
            let error = Statistics.deviation(active)
            let variance = Statistics.covariance(b.returns, b.returns)
            return [
                ("return", .percent, a.change, b.change),
                ("annualised return", .percent, a.growth, b.growth),
                ("annualised volatility", .share, a.volatility, b.volatility),
                ("Sharpe ratio", .number, a.sharpe, b.sharpe),
                ("deepest drawdown", .percent, a.deepest, b.deepest),
                ("share of bars up", .share, a.shareUp, b.shareUp),
                ("hit rate", .share, Double(active.count { $0 > 0 }) / Double(active.count), none),
                ("correlation", .ratio, Statistics.correlation(a.returns, b.returns), none),
                ("beta", .ratio, variance > 0 ? Statistics.covariance(a.returns, b.returns) / variance : none, none),
                ("up capture", .share, capture { $0 > 0 }, none),
                ("down capture", .share, capture { $0 < 0 }, none),
                ("tracking error", .share, error * perYear.squareRoot(), none),
                (
                    "information ratio", .number,
                    error > 0 ? Statistics.mean(active) / error * perYear.squareRoot() : none, none
                ),
            ]
        }

        /// Mean return over mean return of the other, on the bars where the other rose (fell).
        private func capture(_ picks: (Double) -> Bool) -> Double {
            let chosen = b.returns.indices.filter { picks(b.returns[$0]) }
            guard !chosen.isEmpty else { return .nan }
            return Statistics.mean(chosen.map { a.returns[$0] }) / Statistics.mean(chosen.map { b.returns[$0] })
        }
    }
}
