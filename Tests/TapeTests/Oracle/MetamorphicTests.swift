import Tape
import TapeEngine
import TapeSyntax
import TestSupport
import Testing

/// Invariants that hold for any answer: each test asks two questions that have the same answer.
@Suite struct MetamorphicTests {
    /// Runs the body on random markets; the seed of a failing one is printed.
    private func onMarkets(
        _ rounds: Int, _ body: (PlainMarket, inout SentenceMaker, _ comment: (String) -> Comment) throws -> Void
    ) rethrows {
        let seed = environmentValue("TAPE_ORACLE_SEED").flatMap { UInt64($0) } ?? freshSeed()
        for round in 0..<rounds {
            var random = SeededRandom(seed &+ UInt64(round))
            let market = PlainMarket.random(&random)
            var maker = SentenceMaker(market, random)
            try body(market, &maker) { "TAPE_ORACLE_SEED=\(seed &+ UInt64(round)): \($0)" }
        }
    }

    /// The answer with all its digits, notes and sentences, or the error.
    private func said(_ query: String, _ session: Session, notes: Bool = true) -> String {
        do {
            return written(try session.answer(query), notes: notes)
        } catch {
            return "\(error.diagnostics[0].code.rawValue) \(error.diagnostics[0].message)"
        }
    }

    private func written(_ answer: Answer, notes: Bool = true) -> String {
        var answer = answer
        answer.query = ""
        answer.format = nil
        if !notes { answer.notes = [] }
        return render(answer, Style(format: .json))
    }

    /// Random queries, and one for each verb that the oracle does not answer.
    private func queries(_ maker: inout SentenceMaker, _ market: PlainMarket, asOf: Bool) -> [String] {
        var queries = (0..<8).map { _ in maker.query() }
        if !asOf { for index in queries.indices { queries[index].clauses.asOf = nil } }
        let (a, b) = (market.daily[0].symbol, market.daily[1].symbol)
        return queries.map(\.text) + [
            "summary \(a)", "compare \(a) with \(b)", "describe \(b)", "plot \(a), \(b) last 2m", "plot \(a) / \(b)",
            "target \(a) to 100, sma(\(a), 3)", "show weekly(\(a)), monthly(\(b) - \(a))",
            "streak {\(a), \(b)} up", "show rsi(\(a), 3), ema(\(b), 4), vol(\(a), 5)",
        ]
    }

    // MARK: Windows and ties

    @Test func overUnderAndTiesAreAllThatIsJudged() {
        onMarkets(90) { market, maker, comment in
            let session = market.session()
            for _ in 0..<4 {
                let (a, b) = (maker.numbers(1, exact: true).text, maker.numbers(1, exact: true).text)
                var clauses = maker.query().clauses
                clauses = Clauses(frame: clauses.frame, asOf: clauses.asOf, partial: false)
                func count(_ condition: String) -> (held: Double, judged: Double)? {
                    guard let answer = try? session.answer("count \(condition)\(clauses.text)") else { return nil }
                    return (answer.numbers("held")[0], answer.numbers("judged")[0])
                }
                guard let over = count("\(a) over \(b)") else { continue }
                let under = count("\(a) under \(b)")!
                let ties = count("not (\(a) over \(b) or \(a) under \(b))")!
                #expect(
                    over.judged == under.judged && over.judged == ties.judged
                        && over.held + under.held + ties.held == over.judged, comment("\(a) over \(b)\(clauses.text)"))
                let mirrored = count("\(b) under \(a)")!
                #expect(mirrored == over, comment("\(b) under \(a)\(clauses.text)"))
            }
        }
    }

    @Test func aWindowIsTheSumOfItsParts() {
        onMarkets(90) { market, maker, comment in
            let session = market.session()
            let first = market.daily.map { $0.days[0] }.min()!
            let last = market.daily.map { $0.days.last! }.max()!
            for period in ["", " weekly including partial", " monthly including partial"] {
                let says = maker.says(2).text
                let days = (0..<3).map { _ in Int.random(in: first...last, using: &maker.random) }.sorted()
                func ask(_ verb: String, _ from: Int, _ to: Int) -> Answer? {
                    guard from <= to else { return nil }
                    return try? session.answer(
                        "\(verb) \(says) from \(Almanac.text(from)) to \(Almanac.text(to))\(period)")
                }
                func count(_ from: Int, _ to: Int) -> [Double] {
                    guard let answer = ask("count", from, to) else { return [0, 0] }
                    return [answer.numbers("held")[0], answer.numbers("judged")[0]]
                }
                let asked = "\(says)\(period), \(days.map { Almanac.text($0) })"
                let parts = zip(count(days[0], days[1]), count(days[1] + 1, days[2])).map { $0 + $1 }
                #expect(parts == count(days[0], days[2]), comment(asked))
                func sessions(_ from: Int, _ to: Int) -> [String] { ask("when", from, to)?.days("session") ?? [] }
                #expect(
                    sessions(days[0], days[1]) + sessions(days[1] + 1, days[2]) == sessions(days[0], days[2]),
                    comment(asked))
            }
        }
    }

    // MARK: Markets

    /// Powers of two scale without rounding, so not a bit may change.
    @Test func scaledPricesBeatEachOtherAsBefore() {
        onMarkets(70) { market, maker, comment in
            var scaled = market
            for index in scaled.instruments.indices {
                let factor = [0.25, 0.5, 1, 4, 1024].randomElement(using: &maker.random)!
                for (name, column) in scaled.instruments[index].columns where name != "volume" {
                    scaled.instruments[index].columns[name] = column.mapValues { $0 * factor }
                }
            }
            let plain = market.session()
            let other = scaled.session()
            let names = market.instruments.map(\.symbol)
            for _ in 0..<4 {
                let (a, b) = (names.randomElement(using: &maker.random)!, names.randomElement(using: &maker.random)!)
                let clauses = Clauses(frame: maker.query().clauses.frame).text
                for query in [
                    "streak \(a) over \(b)\(clauses)", "streak \(a) under \(b) by 0.5% weekly\(clauses)",
                    "when \(a) over \(b)\(clauses)", "odds \(a) up\(clauses)", "count \(a) at 3w high\(clauses)",
                    "streak \(a) down 1%\(clauses)", "mean ret(\(a))\(clauses) by month",
                ] {
                    #expect(said(query, plain) == said(query, other), comment(query))
                }
            }
        }
    }

    @Test func theOrderOfLoadingDoesNotMatter() {
        onMarkets(40) { market, maker, comment in
            let order = market.instruments.indices.shuffled(using: &maker.random)
            let plain = market.session()
            let other = market.session(order: order)
            for query in queries(&maker, market, asOf: true) {
                #expect(said(query, plain) == said(query, other), comment(query))
            }
        }
    }

    @Test func aSymbolNobodyAsksAboutChangesNothing() {
        onMarkets(40) { market, maker, comment in
            // Its sessions are different, but within those of the others.
            var more = market
            var idle = PlainInstrument(symbol: "zz")
            let days = Set(market.daily.flatMap(\.days)).sorted()
            idle.days = days.indices.filter { $0 % 3 != 1 }.map { days[$0] }
            idle.columns = ["close": Dictionary(uniqueKeysWithValues: idle.days.map { ($0, Double($0 % 17)) })]
            more.instruments.append(idle)
            let plain = market.session()
            let other = more.session()
            for query in queries(&maker, market, asOf: true) {
                #expect(said(query, plain) == said(query, other), comment(query))
            }
        }
    }

    /// Nothing later than the day exists: no look-ahead anywhere.
    @Test func asOfIsTheMarketCutThere() {
        onMarkets(90) { market, maker, comment in
            let first = market.instruments.map { $0.days[0] }.max()!
            let last = market.instruments.map { $0.days.last! }.max()!
            let day = Int.random(in: first...last, using: &maker.random)
            var cut = market
            cut.instruments = market.instruments.map { $0.cut(day) }
            let plain = market.session()
            let other = cut.session()
            for query in queries(&maker, market, asOf: false) {
                let asked = "\(query) as of \(Almanac.text(day))"
                // A refusal may name what is loaded beyond the day.
                let (left, right) = (said(asked, plain), said(query, other))
                let same =
                    left.hasPrefix("T") && right.hasPrefix("T") ? left.prefix(5) == right.prefix(5) : left == right
                #expect(same, comment(asked))
                if !same { print("FULL:", left, "\nCUT: ", right) }
                let set = market.session()
                set.asOf = Day(Int32(day))
                let byDefault = said(query, set)
                #expect(byDefault == left, comment("\(query), as of \(Almanac.text(day)) for all"))
            }
        }
    }

    // MARK: Queries

    @Test func aPreparedQueryIsAnsweredTwiceAlike() throws {
        try onMarkets(40) { market, maker, comment in
            let session = market.session()
            for query in queries(&maker, market, asOf: true) {
                let prepared = try session.prepare(query)
                guard let once = try? session.answer(prepared) else { continue }
                let twice = try session.answer(prepared)
                #expect(written(once) == written(twice), comment(query))
            }
        }
    }

    @Test func printedAndReadAgainIsTheSameQuery() {
        onMarkets(40) { market, maker, comment in
            let session = market.session()
            for query in queries(&maker, market, asOf: true) {
                let printed = Printer.text(parse(Source(query)).script)
                #expect(said(query, session) == said(printed, session), comment("\(query) ⟶ \(printed)"))
            }
        }
    }

    /// A name keeps the expression, so that it is computed at each query's frequency.
    @Test func namesStandForWhatTheyWereGiven() {
        onMarkets(40) { market, maker, comment in
            let session = market.session()
            let condition = maker.says(2)
            let numbers = maker.numbers(2)
            // One by one: a condition that is refused leaves the other names.
            for line in ["let c = \(condition.text)", "let n = \(numbers.text)", "def twice(s) = s * 2"] {
                _ = session.run(Source(line)) { _ in }
            }
            let clauses = Clauses(frame: maker.query().clauses.frame)
            for period in ["", " weekly including partial", " monthly"] {
                for (plain, named) in [
                    ("count \(condition.text)", "count c"), ("mean \(numbers.text)", "mean n"),
                    ("max \(numbers.text) * 2", "max twice(n)"), ("sum ret(\(numbers.text))", "sum ret(s: n)"),
                ] {
                    let (left, right) = (plain + clauses.text + period, named + clauses.text + period)
                    func cells(_ query: String) -> [String] {
                        guard let table = try? session.answer(query).table else { return ["refused"] }
                        return table.columns.map { "\($0.name) \($0.values)" }
                    }
                    #expect(cells(left) == cells(right), comment("\(left) ⟷ \(right)"))
                }
            }
        }
    }

    @Test func threadsChangeNothing() {
        onMarkets(20) { market, maker, comment in
            let one = market.session()
            let many = market.session()
            _ = many.run(Source("set threads 4")) { _ in }
            for query in queries(&maker, market, asOf: true) {
                #expect(said(query, one) == said(query, many), comment(query))
            }
        }
    }

    // MARK: Groups

    /// A member's row equals the answer for that member alone, if all end on the same session.
    @Test func aGroupAnswersAsItsMembersDo() {
        onMarkets(70) { market, maker, comment in
            let newest = market.daily.map { $0.days.last! }.max()!
            let members = market.daily.filter { $0.days.last! == newest }.map(\.symbol)
            let session = market.session()
            let other = market.daily[0].symbol
            var clauses = maker.query().clauses
            clauses = Clauses(frame: clauses.frame, filter: clauses.filter)
            let condition = ["GROUP over \(other)", "GROUP up", "GROUP at 3w high"].randomElement(using: &maker.random)!
            let all = group(members)

            /// Rows by symbol: the texts of the named columns.
            func rows(_ answer: Answer, _ columns: [String]) -> [String: [String]] {
                var rows: [String: [String]] = [:]
                for (index, symbol) in answer.texts("symbol").enumerated() {
                    rows[symbol, default: []] += columns.map { answer.cell($0, index) }
                }
                return rows
            }
            func ask(_ text: String) -> Answer? { try? session.answer(text) }

            let counted = "count \(condition)\(clauses.text)"
            let first = "first \(condition)\(clauses.text)"
            let streak = "streak \(condition)\(clauses.text)"
            let change = "return GROUP\(Clauses(frame: clauses.frame).text)"
            let mean = "mean ret(GROUP)\(clauses.text)"
            for (query, columns, single) in [
                (counted, ["held", "judged", "share"], ["held", "judged", "share"]),
                // `ago` uses one count for the whole table.
                (first, ["session"], ["session"]),
                (change, ["from", "to", "base", "last", "change"], ["from", "to", "base", "last", "change"]),
                (mean, ["mean", "n"], ["mean", "n"]),
            ] {
                let together = ask(query.replacing("GROUP", with: all)).map { rows($0, columns) } ?? [:]
                for member in members {
                    let alone = ask(query.replacing("GROUP", with: member))
                    // If nothing is found, a single symbol gives an empty table, and a member gives a row without a date.
                    let cells = alone.map { answer in
                        (answer.table?.rowCount ?? 0) == 0
                            ? columns.map { _ in "missing" } : single.map { answer.cell($0, 0) }
                    }
                    #expect(together[member] == cells, comment("\(query), \(member)"))
                }
            }
            let together = ask(streak.replacing("GROUP", with: all)).map {
                rows($0, ["length", "from", "longest", "longest_from", "longest_to"])
            }
            for member in members {
                guard let alone = ask(streak.replacing("GROUP", with: member)) else {
                    #expect(together?[member] == nil, comment("\(streak), \(member)"))
                    continue
                }
                let running = alone.texts("state").firstIndex(of: "running")
                let present = running.map { [alone.cell("length", $0), alone.cell("from", $0)] } ?? ["0.0", "missing"]
                let longest =
                    alone.table?.rowCount == 0
                    ? ["0.0", "missing", "missing"] : ["length", "from", "to"].map { alone.cell($0, 0) }
                let row = together?[member] ?? []
                #expect(Array(row.dropFirst(2)) == longest, comment("\(streak), \(member)"))
                // A member whose data has ended is not in a current run.
                if row.first != "missing" { #expect(Array(row.prefix(2)) == present, comment("\(streak), \(member)")) }
            }
        }
    }
}

extension Answer {
    /// One cell as a text with all its digits.
    func cell(_ column: String, _ row: Int) -> String {
        guard let values = table?.column(column)?.values else { return "no column \(column)" }
        switch values {
        case .numbers(let numbers): return numbers[row].isNaN ? "missing" : "\(numbers[row])"
        case .dates(let days): return days[row] == Table.Column.missingDate ? "missing" : Day(days[row]).text
        case .texts(let texts): return texts[row] ?? "missing"
        case .flags(let flags): return flags[row].map { "\($0)" } ?? "missing"
        }
    }
}
