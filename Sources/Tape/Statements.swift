import TapeEngine
import TapeReport
import TapeStore
import TapeSyntax
import TapeTime

/// Runs statements one after the other. A statement changes something only if all of it succeeds.
extension Session {
    func run(_ statements: [Statement], _ source: Source, _ emit: (Output) -> Void) throws(Stop) {
        for statement in statements {
            if host.isInterrupted { throw .interrupted }
            try run(statement, source, emit)
        }
    }

    /// Runs a body that may throw an engine error, and adds the source that the error points into.
    func engine<T>(_ source: Source, _ body: () throws(EngineError) -> T) throws(Stop) -> T {
        do throws(EngineError) {
            return try body()
        } catch {
            if error.diagnostic.code == .interrupted { throw .interrupted }
            throw .failed(error.diagnostic, source)
        }
    }

    private func run(_ statement: Statement, _ source: Source, _ emit: (Output) -> Void) throws(Stop) {
        switch statement.kind {
        case .pipeline(let pipeline): try answer(pipeline, source, emit)
        case .letValue(let name, let pipeline): try assign(name, pipeline, source, emit)
        case .define(let name, let parameters, let body):
            try engine(source) { () throws(EngineError) in try Session.checkFree(name, isFunction: true, language) }
            scope[name.text] = .function(parameters: parameters, body: body, scope: scope)
        case .parameter(let name, let kind, let value, let doc):
            try parameter(name, kind, value, doc, source)
        case .assert(let expression, let clauses, let message):
            try assert(expression, clauses, message, statement, source)
        case .loop(let name, let group, let body): try loop(name, group, body, source, emit)
        case .branch(let condition, let clauses, let body, let otherwise):
            let truth = try truth(condition, clauses, source)
            try run(truth == .yes ? body : otherwise ?? [], source, emit)
        case .print(let expressions): try print(expressions, source, emit)
        case .load(let name, let path, let options):
            try load(name, path, options, source, emit)
        case .alias(let name, let target): try alias(name, target, source)
        case .run(let path): try runScript(path, source, emit)
        case .set(let name, let value): try set(name, value, source, emit)
        case .command(let command, let words): try run(command, words, statement, source, emit)
        case .explain(let pipeline): try explain(pipeline, source, emit)
        case .saveMarket(let path): try saveMarket(path, source, emit)
        case .open(let path): try open(path, source, emit)
        }
    }

    // MARK: Queries

    private func answer(_ pipeline: Pipeline, _ source: Source, _ emit: (Output) -> Void) throws(Stop) {
        let environment = environment
        var answer = try engine(source) { () throws(EngineError) in try Engine.answer(pipeline, environment) }
        lastAnswer = answer
        if isLastAnswer(pipeline) { answer.presentation.displayRows = nil }
        if let saved = try save(answer, pipeline.stages, source) {
            // The answer goes to the file; the terminal gets one line.
            answer.headline = [saved]
            answer.table = nil
            answer.chart = nil
            answer.bars = nil
            answer.presentation.verdicts = []
        }
        emit(.answer(answer))
    }

    /// Whether it is `_` alone: the last answer again, with all rows.
    private func isLastAnswer(_ pipeline: Pipeline) -> Bool {
        guard case .expression(let expression, let clauses) = pipeline.source, case .name(let name) = expression.kind
        else {
            return false
        }
        return name.text == "_" && !name.exact && clauses.isEmpty && pipeline.stages.isEmpty
    }

    /// Writes the files of the `save` stages. Returns the sentence that reports them, or nil without any.
    private func save(_ answer: Answer, _ stages: [Stage], _ source: Source) throws(Stop) -> String? {
        var written: [String] = []
        for stage in stages {
            guard case .text(let path) = stage.argument else { continue }
            let format = try engine(source) { () throws(EngineError) in try tables.format(of: path) }
            let text = render(answer, Style(format: format, precision: settings.precision))
            let full = located(path.value)
            do throws(StoreError) {
                try host.write(full, Array(text.utf8))
            } catch {
                throw .failed(diagnostic(error, path.span), source)
            }
            written.append(full)
            companion?.saved(path.value)
        }
        guard !written.isEmpty else { return nil }
        return saved(answer, written)
    }

    private static func listed(_ files: [String]) -> String {
        files.map { "`\($0)`" }.joined(separator: " and ")
    }

    /// `2,411 rows written to …`; a page, a drawing or a text has as many rows as the terminal would show.
    private func saved(_ answer: Answer, _ files: [String]) -> String {
        guard let table = answer.table else { return "Answer written to \(Self.listed(files))." }
        let all = table.rowCount
        let shown = min(answer.presentation.displayRows ?? all, all)
        let isCut = { [tables] (file: String) in shown < all && tables.format(ofFile: file)?.isForPeople == true }
        func written(_ rows: String, _ files: [String]) -> [String] {
            files.isEmpty ? [] : ["\(rows) written to \(Self.listed(files))."]
        }
        let cut = files.filter(isCut)
        let sentences =
            written(Format.count(all, "row"), files.filter { !isCut($0) })
            + written("\(shown) of \(Format.count(all, "row"))", cut)
            + (cut.isEmpty ? [] : ["Put `top \(all)` before `save` to write all."])
        return sentences.joined(separator: " ")
    }

    // MARK: Names

    private func assign(
        _ name: Name, _ pipeline: Pipeline, _ source: Source, _ emit: (Output) -> Void
    ) throws(Stop) {
        let binding = try engine(source) { () throws(EngineError) -> Binding in
            try Session.checkFree(name, isFunction: false, language)
            return try value(pipeline)
        }
        if market.key(for: name.text) != nil, hiddenSymbols.insert(name.text).inserted {
            emit(.text("Note: `\(name.text)` now hides the symbol of that name; `$\(name.text)` is still the symbol."))
        }
        scope[name.text] = binding
    }

    static func checkFree(_ name: Name, isFunction: Bool, _ language: Language) throws(EngineError) {
        if name.text == "_" || name.text == "it" {
            throw EngineError(.reserved, name.span, "`\(name.text)` is reserved and cannot be redefined")
        }
        if isFunction, language.functions[name.text] != nil || FunctionTable.engineNames.contains(name.text) {
            throw EngineError(
                .reserved, name.span, "`\(name.text)` is already a built-in function",
                [.init("example", "def my_\(name.text)(s) = s / sma(s, 50)")])
        }
    }

    /// Series, conditions and groups keep their expression; queries give a table; numbers, dates and texts keep their
    /// current value.
    private func value(_ pipeline: Pipeline) throws(EngineError) -> Binding {
        guard case .expression(let expression, let clauses) = pipeline.source, pipeline.stages.isEmpty
        else { return .table(try Engine.answer(pipeline, environment)) }
        if case .name(let name) = expression.kind, !name.exact, case .table(let known) = environment.scope[name.text] {
            return .table(known)
        }
        var node = try Engine.resolve(expression, environment)
        let isPlain = [.number, .flag, .date, .text].contains(node.kind)
        // Clauses on a single number give a number; a series with clauses is a query's answer.
        guard isPlain || clauses.isEmpty else { return .table(try Engine.answer(pipeline, environment)) }
        if isPlain {
            let (_, value) = try Engine.value(expression, clauses, environment)
            switch value {
            case .number(let number): node.op = .number(number)
            case .flag(let truth): node.op = truth == .missing ? .missing : .truth(truth == .yes)
            case .text(let words): node.op = .text(words)
            case .date(let day):
                // A written year or month stays a span.
                if case .date = node.op {} else { node.op = .date(DateSpan(.day, of: day)) }
            default: break
            }
        }
        return .node(node)
    }

    private func alias(_ name: Name, _ target: Name, _ source: Source) throws(Stop) {
        market.setAlias(
            name.text, to: try engine(source) { () throws(EngineError) in try Self.aliased(target, market) })
    }

    /// The symbol that the alias names.
    static func aliased(_ target: Name, _ market: Market) throws(EngineError) -> String {
        if let key = market.key(for: target.text) { return key }
        let close = nearest(target.text, among: market.listings.map(\.symbol), limit: 1)
        throw EngineError(
            .unknownSymbol, target.span, "unknown symbol `\(target.text)`",
            close.map { .init("nearest", $0) })
    }

    // MARK: Control

    private func truth(_ condition: Expression, _ clauses: [Clause], _ source: Source) throws(Stop) -> Truth {
        try engine(source) { () throws(EngineError) in try Engine.truth(condition, clauses, environment) }
    }

    private func assert(
        _ expression: Expression, _ clauses: [Clause], _ message: String?, _ statement: Statement, _ source: Source
    ) throws(Stop) {
        let truth = try truth(expression, clauses, source)
        guard truth != .yes else { return }
        let why = truth == .missing ? "is unknown: a value is missing" : "is false"
        var advice: [Diagnostic.Advice] = []
        if let found = sides(expression, clauses) { advice.append(.init("found", found)) }
        throw .assertFailed(
            Diagnostic(
                .assertFailed, expression.span, message ?? "`\(Printer.text(expression))` \(why)", advice), source)
    }

    /// The values on both sides of a comparison; of several, the first that is false.
    private func sides(_ expression: Expression, _ clauses: [Clause]) -> String? {
        if case .binary(.and, let left, let right) = expression.kind {
            let holds = (try? Engine.truth(left, clauses, environment)) == .yes
            return sides(holds ? right : left, clauses)
        }
        guard case .binary(let op, let left, let right) = expression.kind, ![.and, .or].contains(op),
            let a = try? Engine.value(left, clauses, environment),
            let b = try? Engine.value(right, clauses, environment),
            case .number(let first) = a.value, case .number(let second) = b.value
        else { return nil }
        return "\(Format.plain(first, a.node.unit)) \(op.rawValue) \(Format.plain(second, b.node.unit))"
    }

    private func loop(
        _ name: Name, _ group: Expression, _ body: [Statement], _ source: Source, _ emit: (Output) -> Void
    ) throws(Stop) {
        let members = try engine(source) { () throws(EngineError) in
            try Engine.groupMembers(group, environment)
        }
        let outer = scope[name.text]
        defer { scope[name.text] = outer }
        for member in members {
            scope[name.text] = .node(Node.symbol(member, name.span))
            try run(body, source, emit)
        }
    }

    private func print(
        _ expressions: [Expression], _ source: Source, _ emit: (Output) -> Void
    ) throws(Stop) {
        var words: [String] = []
        var reasons: [String] = []
        for expression in expressions {
            let (node, value) = try engine(source) { () throws(EngineError) in
                try Engine.value(expression, [], environment)
            }
            words.append(text(value, node))
            guard case .number(let number) = value, number.isNaN else { continue }
            reasons += try engine(source) { () throws(EngineError) in
                try Engine.missingReason(expression, environment).map { "note: `\(node.label)` is missing: \($0.text)" }
            }
        }
        emit(.text(([Self.sentence(words)] + reasons).joined(separator: "\n")))
    }

    /// Joins words with blanks, except before closing and after opening marks.
    private static func sentence(_ words: [String]) -> String {
        var text = ""
        for word in words where !word.isEmpty {
            let closes = ",.;:)!?%".contains(word.first ?? " ")
            if !text.isEmpty, !closes, text.last != "(", text.last != " " { text += " " }
            text += word
        }
        return text
    }

    private func text(_ value: Value, _ node: Node) -> String {
        if node.isSymbol { return Phrases.name(node) }
        if case .date(let span) = node.op { return span.text }
        return switch value {
        case .number(let number): Format.plain(number, node.unit, precision: settings.precision)
        case .flag(let truth): truth == .missing ? "missing" : (truth == .yes ? "true" : "false")
        case .text(let text): text
        case .date(let day): day.text
        case .group(let members): members.map { $0.uppercased() }.joined(separator: ", ")
        case .duration(let span): span.text
        case .series, .condition: node.label
        }
    }

    private func runScript(_ path: Text, _ source: Source, _ emit: (Output) -> Void) throws(Stop) {
        guard folders.count < Limits.scriptDepth else {
            throw .failed(
                Diagnostic(
                    .scriptDepth, path.span,
                    "scripts may be nested at most \(Limits.scriptDepth) deep: does one run itself?"),
                source)
        }
        let full = located(path.value)
        let bytes: [UInt8]
        do throws(StoreError) {
            bytes = try host.read(full)
        } catch {
            throw .failed(diagnostic(error, path.span, see: "run"), source)
        }
        switch run(Source(bytes: bytes, name: full), emit: emit) {
        case .finished: return
        case .quit: throw .quit
        case .interrupted: throw .interrupted
        case .failed(let diagnostics, let inner): throw .unread(diagnostics, inner)
        case .assertFailed(let diagnostic, let inner): throw .assertFailed(diagnostic, inner)
        }
    }

    /// A path in a script is relative to the script's own folder.
    func located(_ path: String) -> String {
        guard let folder = folders.last, !path.hasPrefix("/"), !folder.isEmpty else { return path }
        return folder.hasSuffix("/") ? folder + path : folder + "/" + path
    }

    func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
