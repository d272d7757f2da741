import TapeStore
import TapeSyntax
import TapeTime
import TestSupport
import Testing

@testable import TapeEngine

/// A value is the same bit for bit whichever bars are asked for: a few bars computed alone equal those bars of the
/// whole column.
@Suite struct LookBackTests {
    static let seed = freshSeed()
    static let environment = Environment(market: market())
    static let group = ["rut", "spx", "gaps", "late"]

    /// Four symbols with the same calendar: one lacks sessions, one begins late, and all except one lack values.
    private static func market() -> Market {
        var random = SeededRandom(seed)
        let days = random.days(760, holes: 0.002)
        var market = Market()
        for symbol in group {
            let bars = random.bars(days.count, missing: symbol == "spx" ? 0 : 0.004)
            let kept = days.indices.filter { index in
                symbol == "gaps" ? index == days.count - 1 || !random.chance(0.03) : symbol != "late" || index >= 200
            }
            let columns = [
                ("open", bars.open!), ("high", bars.high), ("low", bars.low), ("close", bars.close),
                ("volume", bars.volume!),
            ]
            market.add(
                Instrument(
                    symbol: symbol, name: nil, axis: Axis(kept.map { days[$0] }),
                    columns: columns.map { name, values in (name, Column(kept.map { values[$0] })) },
                    mainColumn: "close",
                    frequency: .day, provenance: Provenance(file: nil, format: "test")))
        }
        return market
    }

    // MARK: Expressions

    /// An example of every function. Functions that roll over an optional length have a second one, with a length.
    static let ofFunctions: [String] = FunctionTable.entries.flatMap { entry -> [String] in
        guard entry.parameters.contains(where: { $0.name == "n" && $0.default == nil && $0.optional }) else {
            return [entry.example]
        }
        let isPair = entry.parameters.contains { $0.name == "M" }
        return [entry.example, "\(entry.name)(rut\(isPair ? ", spx" : ""), n: 23)"]
    }

    static let ofOperators = [
        "rut", "-rut", "rut.high / rut.low - 1", "rut over spx", "rut under gaps", "rut over spx by 0.5%", "rut up",
        "rut down 1%", "rut flat", "rut at high", "rut at low", "rut at 3m high", "rut at 40d low", "spx at 1y high",
        "rut at 20d intraday high", "rut crosses above sma(rut, 20)", "rsi(rut, 14) reaches 70", "rut > 60 and spx up",
        "not rut up", "rut between 40 and 80", "weekly(sma(rut, 5))", "monthly(rut)", "basket({rut, spx, gaps})",
        "share({rut, spx, gaps, late}, it > sma(it, 20))",
    ]

    static let nested = [
        "sma(sma(rut, 7), 10)", "zscore(ret(rut), 21)", "hma(rut, 21)", "hma(rut / spx, 50)", "change(spx, 3m)",
        "change(sma(rut, 5), 20d)", "rsum(if(rut up, 1, 0), 30)", "rut / spx * sma(gaps, 10)", "corr(rut, late, 30)",
        "rmax(vol(spx, 21), 40)", "ema(sma(rut, 9), 12)", "sma(rsi(rut, 14), 33)", "rut > rmedian(rut, 60)",
        "lag(change(spx, 1q), 5)", "sma(rut, 50) - last_value(spx)", "stoch_slow_d(rut, 9, 4)", "ulcer(spx, 17)",
        "skew(spx, 40) + kurt(spx, 41)", "slope(spx, 25)", "cagr(spx, 300)", "cci(spx, 20)", "cvar(spx, 60)",
    ]

    private func request(_ text: String, _ clauses: String = "") throws -> ResolvedQuery {
        let source = Source("\(text) \(clauses)")
        let parsed = parse(source)
        let statement = try #require(parsed.script.statements.first, "\(text): \(parsed.diagnostics)")
        guard case .pipeline(let pipeline) = statement.kind,
            case .expression(let expression, let clauses) = pipeline.source
        else { throw Unread(text: text) }
        return try Engine.request(expression, clauses, text: text, Self.environment)
    }

    private struct Unread: Error { var text: String }

    // MARK: Ranges

    @Test(arguments: ofFunctions + ofOperators + nested, ["", "weekly", "monthly"])
    func aRangeIsAPartOfTheColumn(_ text: String, _ frequency: String) throws {
        // A function of numbers alone has no bars.
        if text == "sqrt(252)" { return }
        let request = try request(text, frequency)
        let node = request.subjects[0]
        let frame = try request.frame([node])
        let window = try request.plan.windowWithData(on: frame)
        let evaluator = request.evaluator(frame, window)
        let count = frame.days.count
        let whole: Value
        do { whole = try evaluator.evaluate(node) } catch {
            // An error does not depend on the bars asked for.
            #expect(throws: EngineError.self) { try evaluator.over(count - 1..<count).evaluate(node) }
            return
        }
        var random = SeededRandom(Self.seed)
        // The first bars, the edges of blocks of 20, 23 and 50, and random ones.
        let places = [0, 1, 20, 22, 23, 399, 400] + (0..<4).map { _ in Int.random(in: 0..<count, using: &random) }
        for length in [1, 7, 300] where length <= count {
            for start in places + [count - length, count - length - 1] where start >= 0 && start + length <= count {
                // A new frame, which has not kept the whole columns.
                let fresh = request.evaluator(try request.frame([node]), window).over(start..<start + length)
                let part = try fresh.evaluate(node)
                let wanted = whole.cut(to: start..<start + length, from: 0..<count)
                #expect(
                    isSame(part, wanted),
                    "\(text) \(frequency) on \(start)..<\(start + length), seed \(Self.seed): \(part), not \(wanted)")
            }
        }
    }

    private func isSame(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.series(let a), .series(let b)): a.count == b.count && zip(a, b).allSatisfy(isSame)
        case (.number(let a), .number(let b)): isSame(a, b)
        case (.condition(let a), .condition(let b)): a == b
        case (.flag(let a), .flag(let b)): a == b
        case (.date(let a), .date(let b)): a == b
        case (.text(let a), .text(let b)): a == b
        default: false
        }
    }

    private func isSame(_ a: Double, _ b: Double) -> Bool { a.bitPattern == b.bitPattern || a.isNaN && b.isNaN }

    // MARK: Queries

    private func answer(_ text: String) throws -> Answer {
        let parsed = parse(Source(text))
        guard case .pipeline(let pipeline)? = parsed.script.statements.first?.kind else { throw Unread(text: text) }
        return try Engine.answer(pipeline, Self.environment)
    }

    /// The whole column of an expression for a member, and its window.
    private func column(_ text: String, _ member: String, _ clauses: String) throws -> (Value, Window) {
        let request = try request(member.isEmpty ? text : Self.naming(member, in: text), clauses)
        let frame = try request.frame(request.subjects)
        let window = try request.plan.windowWithData(on: frame)
        return (try request.evaluator(frame, window).evaluate(request.subjects[0]), window)
    }

    private static func naming(_ member: String, in text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            word == "it" ? member : String(word).replacing("(it", with: "(\(member)")
        }.joined(separator: " ")
    }

    static let ofMembers = [
        "it", "sma(it, 50)", "rsi(it, 14)", "change(it, 3m)", "zscore(it, 20)", "vol(it)", "maxdd(it)", "cumret(it)",
        "sma(ret(it), 21) / vol(it, 63)", "rsum(if(it up, 1, 0), 20)", "hma(it, 21)", "weekly(sma(it, 4))",
        "cvar(it, 40)",
    ]

    static let ranked =
        ofMembers.flatMap { text in ["", "weekly", "as of 1992-06-01"].map { (text, $0) } }
        + [("vol(it)", "last 20d"), ("maxdd(it)", "since 1992"), ("last_value(sma(it, 9))", "last 3m")]

    @Test(arguments: ranked)
    func aRankIsOfTheWholeColumns(_ text: String, _ clauses: String) throws {
        let table = try #require(try answer("rank {rut, spx, gaps, late} by \(text) \(clauses)").table)
        let symbols = table.column("symbol").map { column -> [String?] in
            if case .texts(let symbols) = column.values { symbols } else { [] }
        }
        guard case .numbers(let values)? = table.columns.dropFirst(2).first?.values else { throw Unread(text: text) }
        #expect(!values.isEmpty)
        for (symbol, value) in zip(symbols ?? [], values) {
            let (whole, window) = try column(text, symbol ?? "", clauses)
            let wanted =
                switch whole {
                case .series(let column): column[window.range.upperBound - 1]
                case .number(let number): number
                default: Double.nan
                }
            #expect(isSame(value, wanted), "\(text) \(clauses) of \(symbol ?? ""), seed \(Self.seed)")
        }
    }

    @Test(arguments: ["it > sma(it, 50)", "it at 3m high", "it up", "it over spx", "it at high"])
    func aBreadthIsOfTheWholeColumns(_ text: String) throws {
        let table = try #require(try answer("breadth {rut, late} \(text)").table)
        guard case .numbers(let held)? = table.column("held")?.values else { throw Unread(text: text) }
        var wanted = 0.0
        for symbol in ["rut", "late"] {
            let (whole, window) = try column(text, symbol, "")
            if case .condition(let truths) = whole, truths[window.range.upperBound - 1] == .yes { wanted += 1 }
        }
        #expect(held == [wanted], "\(text), seed \(Self.seed)")
    }

    @Test(
        arguments: (ofOperators + nested).filter { !$0.contains(" > ") && !$0.contains("rut and") },
        ["", "until 1992-06-01", "weekly"])
    func aBareExpressionAndShowAreOfTheWholeColumn(_ text: String, _ clauses: String) throws {
        // A span of days is shorter than a week.
        if clauses == "weekly", text.contains("0d") { return }
        let (whole, window) = try column(text, "", clauses)
        let shown = try #require(try answer("show \(text) \(clauses)").table?.columns[1].values)
        switch (whole, shown) {
        case (.series(let column), .numbers(let values)):
            #expect(zip(values, column[window.range]).allSatisfy(isSame), "show \(text) \(clauses), seed \(Self.seed)")
            guard case .numbers(let value)? = try answer("\(text) \(clauses)").table?.column("value")?.values else {
                throw Unread(text: text)
            }
            #expect(isSame(value[0], column[window.range.upperBound - 1]), "\(text) \(clauses), seed \(Self.seed)")
        case (.condition(let truths), .flags(let flags)):
            #expect(truths[window.range].map { $0 == .missing ? nil : $0 == .yes } == flags, "\(text) \(clauses)")
        default: throw Unread(text: text)
        }
        // A short window shows the same values.
        guard clauses.isEmpty, case .series(let column) = whole else { return }
        let newest = try #require(try answer("show \(text) last 20d").table?.columns[1].values)
        guard case .numbers(let values) = newest else { throw Unread(text: text) }
        #expect(values.count == 20 && zip(values, column.suffix(20)).allSatisfy(isSame), "\(text), seed \(Self.seed)")
    }
}
