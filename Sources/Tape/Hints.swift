import TapeEngine
import TapeSyntax

/// The queries that an error suggests. Each is parsed and resolved before it is shown, so that it runs when copied;
/// symbols of the sample in an example are replaced by those of the reader's line.
extension Session {
    /// The diagnostics, with their suggested queries tested.
    ///
    /// - Parameter earlier: The statements of the text before the error, whose names a hint may use.
    func proven(_ diagnostics: [Diagnostic], in source: Source, after earlier: [Statement] = []) -> [Diagnostic] {
        guard diagnostics.contains(where: { $0.advice.contains(where: { HintProof.labels.contains($0.label) }) }) else {
            return diagnostics
        }
        var checker = Checker(session: self, isScript: source.name != nil)
        checker.check(Array(earlier.prefix(HintProof.statements)))
        let proof = HintProof(checker: checker)
        return diagnostics.map { proof.proven($0, in: source) }
    }

    func proven(_ error: TapeError) -> TapeError {
        TapeError(diagnostics: proven(error.diagnostics, in: error.source), source: error.source)
    }
}

struct HintProof {
    /// The labels of advice that can be typed as it is.
    static let labels: Set<String> = ["example", "write", "rolling", "alone", "ask it alone"]
    /// How many statements before an error are searched for names.
    static let statements = 1_000
    /// The symbols used in examples, in the order in which the reader's replace them.
    private static let exampleSymbols = ["rut", "spx", "iwm", "vix"]
    private static let exampleGroups = ["mag7", "sp500"]

    /// Knows the names that the text defines before the error.
    let checker: Session.Checker
    private var environment: Environment { checker.environment }

    func proven(_ diagnostic: Diagnostic, in source: Source) -> Diagnostic {
        var proven = diagnostic
        let lower = min(max(0, diagnostic.span.lower), source.bytes.count)
        let line = source.line(at: lower)
        let text = source.text(line)
        // The statement with the error, if the line has several.
        let before = String(decoding: source.bytes[line.lower..<lower], as: UTF8.self)
        let statement = String(text.dropFirst(before.lastIndex(of: ";").map { before[...$0].count } ?? 0))
        let used = words(statement)
        proven.advice = []
        for advice in diagnostic.advice {
            guard HintProof.labels.contains(advice.label), !advice.text.hasPrefix("--") else {
                proven.advice.append(advice)
                continue
            }
            // Advice that is not a whole query is tried in place of the wrong words.
            let isQuery = words(advice.text).first.map { environment.language.verbs.opensStatement($0) } ?? false
            let inPlace = {
                [inOwnSymbols(advice.text, used), advice.text].lazy.compactMap {
                    // A query with commas is not a list of alternatives.
                    spliced($0, in: text, from: line.lower, diagnostic.span, isList: !isQuery)
                }.first
            }
            let hint =
                (isQuery ? best(advice.text, used) ?? inPlace() : inPlace() ?? best(advice.text, used))
                ?? inOwnColumns(advice.text)
            let kept: Diagnostic.Advice
            if let hint {
                kept = .init(advice.label, hint)
            } else if let example = example(used, stage: statement) {
                kept = .init("example", example)
            } else {
                continue
            }
            if !proven.advice.contains(kept) { proven.advice.append(kept) }
        }
        return proven
    }

    /// The hint with the reader's own symbols, else unchanged; nil if neither resolves.
    private func best(_ hint: String, _ line: [String]) -> String? {
        let own = inOwnSymbols(hint, line)
        if own != hint, resolves(own) { return own }
        return resolves(hint) ? hint : nil
    }

    private func replaced(_ part: String, with new: String, in text: String) -> String {
        guard let range = text.firstRange(of: part) else { return text }
        return text[..<range.lowerBound] + new + text[range.upperBound...]
    }

    /// The reader's line with the wrong words replaced by the hint, or by the first of its comma-separated
    /// alternatives.
    private func spliced(
        _ hint: String, in line: String, from start: Int, _ span: SourceSpan, isList: Bool
    ) -> String? {
        let bytes = Array(line.utf8)
        guard span.lower >= start, span.upper <= start + bytes.count, bytes.count <= Limits.exampleBytes else {
            return nil
        }
        let before = String(decoding: bytes[..<(span.lower - start)], as: UTF8.self)
        let after = String(decoding: bytes[(span.upper - start)...], as: UTF8.self)
        for piece in (isList ? hint.split(separator: ",").map { trimmed(String($0)) } : []) + [hint] {
            let whole = trimmed(before + piece + after)
            if whole != trimmed(line), resolves(whole) { return whole }
        }
        return nil
    }

    private func trimmed(_ text: String) -> String {
        var text = text[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " || text.last == "\r" { text.removeLast() }
        return String(text)
    }

    /// An example of the line's last stage, or else of its verb.
    private func example(_ line: [String], stage statement: String) -> String? {
        let language = environment.language
        let stage = statement.lastIndex(of: "|").flatMap { bar in
            words(String(statement[bar...])).first.flatMap { language.stages[$0] }
        }
        let verb = line.lazy.compactMap { language.verbs[$0] }.first
        let examples = (stage?.examples ?? []) + (verb?.examples ?? [])
        return examples.lazy.compactMap { best($0, line) }.first
    }

    /// The hint with columns of its answer instead of those of the example; nil if this does not resolve either.
    private func inOwnColumns(_ hint: String) -> String? {
        let result = parse(Source(hint), environment.language.vocabulary)
        guard result.diagnostics.isEmpty, result.script.statements.count == 1, mayRun(hint),
            case .pipeline(var pipeline) = result.script.statements[0].kind, let stage = pipeline.stages.popLast(),
            let columns = (try? Engine.answer(pipeline, environment))?.table?.columns
        else { return nil }
        let figure = columns.last { if case .numbers = $0.values { true } else { false } }
        guard let name = (figure ?? columns.last)?.typedName else { return nil }
        let some = columns.prefix(3).map(\.typedName).joined(separator: ", ")
        var text = Printer.text(stage)
        for (example, own) in [("from, to, length", some), ("length >= 10", "\(name) > 0"), ("length", name)] {
            guard text.contains(example) else { continue }
            text = replaced(example, with: own, in: text)
            break
        }
        let whole = "\(Printer.text(pipeline)) | \(text)"
        return resolves(whole) ? whole : nil
    }

    /// Whether a hint may be run to test it: a query over a large group is not run for a hint.
    private func mayRun(_ text: String) -> Bool {
        !environment.expectsSymbols
            && !words(text).contains { (environment.market.group($0)?.count ?? 0) > 40 }
    }

    private func resolves(_ text: String) -> Bool {
        let result = parse(Source(text), environment.language.vocabulary)
        guard result.diagnostics.isEmpty, !result.script.statements.isEmpty else { return false }
        var checker = checker
        checker.found = []
        checker.check(result.script.statements)
        guard checker.found.isEmpty else { return false }
        // Errors in its stages or data show only when it runs.
        guard result.script.statements.count == 1, case .pipeline(let pipeline) = result.script.statements[0].kind,
            case .query = pipeline.source, mayRun(text)
        else { return true }
        return (try? Engine.answer(pipeline, environment)) != nil
    }

    // MARK: The reader's symbols

    private func inOwnSymbols(_ hint: String, _ line: [String]) -> String {
        let market = environment.market
        var hint = hint
        // The example's group is replaced by the reader's.
        if !line.contains("rut"), let group = line.first(where: { market.group($0) != nil }) {
            hint = replaced("{rut, spx}", with: group, in: hint)
        }
        let used = words(hint)
        func own(_ examples: [String], _ isKnown: (String) -> Bool, _ others: [String]) -> [String: String] {
            // The line's symbols first, then loaded ones if the example's are not loaded.
            var free = line.filter { isKnown($0) && !used.contains($0) }
            var given: [String: String] = [:]
            for example in examples where used.contains(example) && !line.contains(example) {
                if let first = free.first {
                    given[example] = first
                    free.removeAll { $0 == first }
                } else if !isKnown(example),
                    let other = others.first(where: { !used.contains($0) && !given.values.contains($0) })
                {
                    given[example] = other
                }
            }
            return given
        }
        let loaded = market.listings.lazy.map(\.symbol).filter { isPlain($0) }.prefix(8)
        var given = own(
            HintProof.exampleSymbols, { market.key(for: $0) != nil && environment.scope[$0] == nil }, Array(loaded))
        let everyone = loaded.count > 1 ? ["{\(loaded.prefix(3).joined(separator: ", "))}"] : []
        given.merge(own(HintProof.exampleGroups, { market.group($0) != nil }, everyone)) { first, _ in first }
        return given.isEmpty ? hint : replacing(given, in: hint)
    }

    private func isPlain(_ symbol: String) -> Bool {
        symbol.utf8.allSatisfy { HintProof.isWordByte($0) } && symbol.utf8.first.map { $0 > 0x39 } ?? false
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
    }

    /// The words of a text outside quotes, in lower case, in order.
    private func words(_ text: String) -> [String] { pieces(text).filter(\.isWord).map { $0.text.lowercased() } }

    private func replacing(_ given: [String: String], in text: String) -> String {
        pieces(text).map { $0.isWord ? given[$0.text.lowercased()] ?? $0.text : $0.text }.joined()
    }

    private func pieces(_ text: String) -> [(text: String, isWord: Bool)] {
        var found: [(text: String, isWord: Bool)] = []
        var bytes: [UInt8] = []
        var isWord = false
        var quote: UInt8?
        func flush() {
            guard !bytes.isEmpty else { return }
            found.append((String(decoding: bytes, as: UTF8.self), isWord))
            bytes = []
        }
        for byte in text.utf8 {
            let belongs = quote == nil && HintProof.isWordByte(byte)
            if belongs != isWord {
                flush()
                isWord = belongs
            }
            bytes.append(byte)
            if byte == 0x22 || byte == 0x60 { quote = quote == byte ? nil : quote ?? byte }
        }
        flush()
        return found
    }
}
