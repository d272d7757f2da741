import TapeEngine
import Tape
import TapeSyntax
import TestSupport
import Testing

/// Nothing is ignored: a clause or a stage changes the answer, or it is refused.
@Suite struct ClauseTests {
    /// One or more queries per verb: with one subject, several, a group, in buckets, as an event study.
    private static let queries: [String: [String]] = [
        "streak": ["streak rut over spx", "streak mag7 up"],
        "odds": ["odds rut over spx", "odds mag7 up"],
        "summary": ["summary rut", "summary mag7"],
        "when": ["when rut up 2%"],
        "count": ["count rut up", "count mag7 up", "count rut up by year"],
        "first": ["first rut up 2%", "first mag7 up 2%"],
        "last": ["last rut down 2%", "last mag7 down 2%"],
        "return": [
            "return rut", "return rut, spx", "return mag7", "return rut by year",
            "return rut next 1m after rut up 2%", "return rut next 1m after rut up 2% since 2020",
        ],
        "compare": ["compare rut with spx"],
        "show": ["show rut, ret(spx)", "show ret(mag7)"],
        "mean": ["mean ret(rut)", "mean ret(mag7)", "mean ret(rut) by year"],
        "median": ["median ret(rut)", "median ret(rut) by month of year"],
        "sum": ["sum ret(rut)", "sum ret(mag7)"],
        "min": ["min rut", "min rut by year"],
        "max": ["max ret(rut)", "max ret(mag7)"],
        "stdev": ["stdev ret(rut)", "stdev ret(rut) by year"],
        "rank": ["rank mag7 by rsi(it, 14)", "rank mag7 by maxdd(it)"],
        "breadth": ["breadth mag7", "breadth mag7 it > sma(it, 50)"],
        "drawdown": ["drawdown rut", "drawdown mag7"],
        "target": ["target rut to 3000, 3100"],
        "correlate": ["correlate rut, spx"],
        "plot": ["plot rut, spx", "plot rut"],
        "describe": ["describe rut", "describe mag7"],
    ]

    private static let expressions = [
        "rut", "ret(rut)", "rut up", "rsi(mag7, 14)", "maxdd(rut)", "maxdd(mag7)", "vol(rut) > 20%", "1 + 1", "mag7",
    ]

    private static let clauses = [
        "since 2021", "since 2021-03-15", "until 2023-05-10", "from 2022-01-03 to 2023-08-10", "in 2022", "last 40d",
        "last 3 months", "ytd", "qtd", "mtd", "wtd", "as of 2023-08-10", "weekly", "monthly", "quarterly", "yearly",
        "by year", "by quarter", "by month", "by week", "by month of year", "by day of week", "where vix up",
        "after spx up 2%", "next 2m", "apart 60d", "top 1", "bottom 1", "including partial", "weekly including partial",
    ]

    /// A clause that leaves an answer as it is, with the reason.
    private static func isRight(_ query: String, _ clause: String) -> String? {
        // A run, an event or a fall is the same in a shorter window that contains it.
        let isEnd = ["last", "since", "ytd", "qtd", "mtd", "wtd", "from", "in "].contains { clause.hasPrefix($0) }
        if query.hasPrefix("last "), isEnd { return "the newest session is the same while it lies in the window" }
        if query.hasPrefix("first "), clause.hasPrefix("until") { return "the first session lies before the end" }
        if query == "vol(rut) > 20%" { return "true in the one window and in the other" }
        if query == "maxdd(rut)", clause.hasPrefix("as of") || clause.hasPrefix("until") {
            return "the deepest fall lies before the end"
        }
        if query.hasPrefix("describe mag7"), clause.hasPrefix("as of") { return "a list of what is loaded" }
        return nil
    }

    private func outcome(_ text: String, _ session: Session) -> (text: String, code: DiagnosticCode?) {
        do throws(TapeError) {
            var answer = try session.answer(text)
            answer.query = ""
            answer.bars?.title = ""
            answer.asOf = nil
            return ("\(answer)", nil)
        } catch {
            return (error.description, error.diagnostics[0].code)
        }
    }

    @Test func everyClauseChangesTheAnswerOrIsRefused() {
        let session = sampleSession()
        let plain = Language.standard.verbs.all.flatMap { ClauseTests.queries[$0.name] ?? [] } + ClauseTests.expressions
        #expect(Language.standard.verbs.all.allSatisfy { ClauseTests.queries[$0.name] != nil })
        for query in plain {
            let base = outcome(query, session)
            #expect(base.code == nil, "\(query): \(base.text)")
            for clause in ClauseTests.clauses {
                let changed = outcome("\(query) \(clause)", session)
                if changed.code != nil { continue }
                let isSame = changed.text == base.text
                if isSame, ClauseTests.isRight(query, clause) != nil { continue }
                #expect(!isSame, "`\(query) \(clause)` answers what `\(query)` answers")
            }
        }
    }

    @Test func everyStageChangesTheAnswerOrIsRefused() throws {
        let session = sampleSession()
        let plain = Language.standard.verbs.all.flatMap { ClauseTests.queries[$0.name] ?? [] } + ClauseTests.expressions
        for query in plain {
            let base = outcome(query, session).text
            let table = try session.answer(query).table
            var stages = ["as csv", "plot"]
            if let table {
                let name = table.columns[0].name
                stages.append("rename `\(name)` to renamed")
                if table.columns.count > 1 { stages.append("select `\(name)`") }
                if table.rowCount > 1 { stages += ["top 1", "bottom 1"] }
                for column in table.columns {
                    if case .numbers(let values) = column.values {
                        stages.append("where `\(column.name)` > 1000000000000000")
                        if Set(values.filter { !$0.isNaN }).count > 1 {
                            let up = outcome("\(query) | sort by `\(column.name)`", session).text
                            let down = outcome("\(query) | sort by `\(column.name)` desc", session).text
                            #expect(up != down, "\(query) | sort by \(column.name)")
                        }
                    }
                }
            }
            for stage in stages {
                let changed = outcome("\(query) | \(stage)", session)
                // A chart is already a chart.
                if stage == "plot", query.hasPrefix("plot") { continue }
                #expect(changed.code != nil || changed.text != base, "`\(query) | \(stage)` changes nothing")
            }
        }
    }

    /// `top` uses the figure, and says if it cuts through equal ones.
    @Test func topGoesByTheFigure() throws {
        let session = sampleSession()
        for (query, column) in [
            ("return mag7 ytd", "change"), ("return rut by year", "change"), ("mean ret(mag7)", "mean"),
            ("count rut up by year", "held"), ("rsi(mag7, 14)", "value"), ("max rut by year", "max"),
        ] {
            let all = try numbers(session.answer(query), column).filter { !$0.isNaN }.sorted(by: >)
            #expect(try numbers(session.answer("\(query) top 3"), column) == Array(all.prefix(3)), "\(query)")
            #expect(try numbers(session.answer("\(query) bottom 2"), column) == Array(all.suffix(2)), "\(query)")
        }
    }

    private func numbers(_ answer: Answer, _ column: String) -> [Double] {
        guard case .numbers(let values) = answer.table?.column(column)?.values else { return [] }
        return values
    }
}
