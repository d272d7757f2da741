import TapeEngine
import TapeSyntax

/// `why` and `explain`: the data behind an answer, and what a query means.
extension Session {
    func why(_ words: [Text], _ statement: Statement, _ source: Source, _ emit: (Output) -> Void) throws(Stop) {
        guard let lastAnswer else {
            throw .failed(
                Diagnostic(
                    .noData, statement.span, "there is no answer yet to explain",
                    [.init("example", "streak rut over spx since 1990")]), source)
        }
        var row: Int?
        if let word = words.first {
            guard let number = Int(word.value), number > 0 else {
                throw .failed(
                    Diagnostic(.notWhole, word.span, "`why` needs a row number", [.init("example", "why 2")]),
                    source)
            }
            row = number
        }
        let answer = try engine(source) { () throws(EngineError) -> Answer in
            do throws(EngineError) {
                return try Engine.why(lastAnswer, row: row)
            } catch {
                // Its span points into the original query, not into the `why` command.
                var diagnostic = error.diagnostic
                diagnostic.span = words.first?.span ?? statement.span
                throw EngineError(diagnostic)
            }
        }
        emit(.answer(answer))
    }

    func explain(_ pipeline: Pipeline, _ source: Source, _ emit: (Output) -> Void) throws(Stop) {
        let environment = environment
        let text = Printer.text(pipeline)
        let (meaning, steps) = try engine(source) { () throws(EngineError) in try Engine.explain(pipeline, environment)
        }
        var lines =
            (steps.isEmpty ? [meaning] : [meaning, ""]) + steps.enumerated().map { "\($0.offset + 1). \($0.element)" }
        if let start = host.elapsed {
            _ = parse(Source(text), language.vocabulary)
            let parsed = host.elapsed ?? start
            try engine(source) { () throws(EngineError) in try Engine.check(pipeline, environment) }
            let resolved = host.elapsed ?? parsed
            _ = try engine(source) { () throws(EngineError) in try Engine.answer(pipeline, environment) }
            let answered = host.elapsed ?? resolved
            lines += [
                "",
                "Parsed in \(milliseconds(parsed - start)), resolved in \(milliseconds(resolved - parsed)), answered in \(milliseconds(answered - resolved)).",
            ]
        }
        emit(.text(lines.joined(separator: "\n")))
    }

    private func milliseconds(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        return Format.decimal(Double(seconds) * 1000 + Double(attoseconds) / 1e15, 3) + " ms"
    }
}
