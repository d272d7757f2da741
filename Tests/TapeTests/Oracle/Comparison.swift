import Tape
import TapeSyntax
import TestSupport

/// What Tape answers beside what the oracle does.
enum Comparison {
    static let queriesPerMarket = 12

    /// Makes the market of a seed, asks it its queries, and says of each what differs, or nil.
    static func onMarket(
        _ seed: UInt64, isLoud: Bool = false, answered: inout Int,
        _ body: (_ query: String, _ difference: String?) -> Void
    ) {
        var random = SeededRandom(seed)
        let plain = PlainMarket.random(&random)
        let session = plain.session()
        var maker = SentenceMaker(plain, random)
        if isLoud { plain.describe() }
        for _ in 0..<queriesPerMarket {
            let query = maker.query()
            body(query.text, difference(query, plain, session, answered: &answered))
        }
    }

    /// The first difference in words, or nil.
    static func difference(_ query: Query, _ plain: PlainMarket, _ session: Session, answered: inout Int) -> String? {
        let oracle = PlainAnswers(market: plain, query: query)
        let expected: Result<[PlainColumn], Refusal>
        do {
            expected = .success(try oracle.answer())
        } catch let refusal as Refusal {
            expected = .failure(refusal)
        } catch {
            return "the oracle failed: \(error)"
        }
        do {
            let answer = try session.answer(query.text)
            answered += 1
            switch expected {
            // A basket none of whose members has begun has no outcomes, which the oracle takes for a refusal.
            case .failure where query.isStudy && query.text.contains("{"): return nil
            case .failure(let error): return "answered, and \(error.rawValue) was expected"
            case .success(let columns):
                // Of an event study the events and the statistics are compared as one.
                let table = answer.table.map { Table($0.columns + answer.furtherTables.flatMap(\.table.columns)) }
                return difference(table, columns, top: query.clauses.top)
                    ?? noteDifference(answer, oracle)
            }
        } catch {
            let code = error.diagnostics[0].code.rawValue
            // Two price bases side by side: which are refused is the resolver's, and tested there.
            if code == "T0304", plain.daily.contains(where: { $0.columns["adjclose"] != nil }) { return nil }
            // Slow series as the condition of a study: spans and bars that are shorter than theirs are refused.
            if let after = query.clauses.after, ["T0105", "T0301"].contains(code), plain.slow(in: after) { return nil }
            guard case .failure(let refusal) = expected else { return "refused: \(error.description)" }
            let wanted = refusal.rawValue
            // An empty window is said more exactly where it was written with dates. A query can be refused for two reasons, a
            // span that its bars cannot be split into being one.
            let isEmpty =
                ["T0401", "T0403", "T0105"].contains(wanted)
                && ["T0401", "T0402", "T0403", "T0404", "T0405"].contains(code)
            return code == wanted || isEmpty ? nil : "\(code), and \(wanted) was expected: \(error.description)"
        }
    }

    private static func noteDifference(_ answer: Answer, _ oracle: PlainAnswers) -> String? {
        guard let told = try? oracle.told() else { return factFault(answer, oracle) }
        let found = PlainAnswers.Told(answer.notes)
        if found != told { return "told \(found), not \(told)" }
        return factFault(answer, oracle)
    }

    /// The numbers, dates and words of the sentences and the notes, in their order.
    private static func factFault(_ answer: Answer, _ oracle: PlainAnswers) -> String? {
        let reader = FactReader(oracle.market)
        do {
            if let wanted = try oracle.headline(),
                let fault = reader.fault(answer.headline.joined(separator: " "), wanted)
            {
                return fault
            }
            let told = try oracle.noteFacts()
            for code in told.codes.sorted() {
                let found = answer.notes.filter { $0.code == code }.map(\.text)
                let wanted = told.notes.filter { $0.code == code }.map(\.facts)
                guard found.count == wanted.count else { return "notes `\(code)` \(found), not \(wanted)" }
                for (text, facts) in zip(found, wanted) {
                    if let fault = reader.fault(text, facts) { return "note `\(code)` \(fault)" }
                }
            }
            return nil
        } catch {
            return "answered, and the oracle has no sentence: \(error)"
        }
    }

    static func difference(_ table: Table?, _ columns: [PlainColumn], top: Int?) -> String? {
        guard let table else { return "no table" }
        guard table.columns.count == columns.count else {
            return "columns \(table.columns.map(\.name)), and \(columns.map { $0.name ?? "…" }) were expected"
        }
        for (found, wanted) in zip(table.columns, columns) {
            if let name = wanted.name, found.name != name { return "a column `\(found.name)`, not `\(name)`" }
            let (left, right) = (cells(found), cells(wanted, top))
            guard left.count == right.count else {
                return "\(found.name): \(left.count) rows \(left.prefix(8)), not \(right.count) \(right.prefix(8))"
            }
            for (row, pair) in zip(left, right).enumerated() where !agree(pair.0, pair.1) {
                return "\(found.name), row \(row): \(pair.0), and \(pair.1) was expected"
            }
        }
        return nil
    }

    enum Cell: CustomStringConvertible {
        case missing
        case number(Double)
        case text(String)
        case below(Double)
        case near(Double, within: Double)
        /// What the oracle does not say.
        case any

        var description: String {
            switch self {
            case .missing: "missing"
            case .number(let value): "\(value)"
            case .text(let text): text
            case .below(let bound): "a number from 0 to \(bound)"
            case .near(let value, let error): "\(value) ± \(error)"
            case .any: "any"
            }
        }
    }

    static func agree(_ found: Cell, _ wanted: Cell) -> Bool {
        switch (found, wanted) {
        case (_, .any), (.missing, .missing): true
        // A quotient less one is off by the rounding of that one, however small it is.
        case (.number(let a), .number(let b)): a == b || abs(a - b) <= 1e-12 * max(abs(a), abs(b)) + 2e-15
        case (.number(let a), .near(let b, let error)): abs(a - b) <= error
        case (.text(let a), .text(let b)): a == b
        case (.number(let a), .below(let bound)): a >= 0 && a < bound
        default: false
        }
    }

    private static func cells(_ column: Table.Column) -> [Cell] {
        switch column.values {
        case .numbers(let values): values.map { $0.isNaN ? .missing : .number($0) }
        case .dates(let days): days.map { $0 == Table.Column.missingDate ? .missing : .text(Almanac.text(Int($0))) }
        case .texts(let texts): texts.map { $0.map { .text($0) } ?? .missing }
        case .flags(let flags): flags.map { $0.map { .text("\($0)") } ?? .missing }
        }
    }

    private static func cells(_ column: PlainColumn, _ top: Int?) -> [Cell] {
        let all: [Cell] =
            switch column.cells {
            case .numbers(let values): values.map { $0.map { .number($0) } ?? .missing }
            case .dates(let days): days.map { $0.map { .text(Almanac.text($0)) } ?? .missing }
            case .texts(let texts): texts.map { $0.map { .text($0) } ?? .any }
            case .flags(let flags): flags.map { $0.map { .text("\($0)") } ?? .missing }
            case .figures(let figures):
                figures.map { figure in
                    switch figure {
                    case .value(let value): value.map { .number($0) } ?? .missing
                    case .rounding(let bound): .below(bound)
                    case .near(let value, let error): .near(value, within: error)
                    }
                }
            }
        guard let top else { return all }
        return top >= 0 ? Array(all.prefix(top)) : Array(all.suffix(-top))
    }
}
