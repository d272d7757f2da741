import TapeEngine
import TapeReport
import TapeStore
import TapeSyntax
import TapeTime

/// Why a single query has no answer.
public struct TapeError: Error, Sendable {
    /// The errors, at least one.
    public let diagnostics: [Diagnostic]
    /// The text that the diagnostics point into.
    public let source: Source

    /// The text that the prompt would print.
    public var description: String {
        diagnostics.map { render($0, in: source, Style()) }.joined(separator: "\n")
    }
}

/// A query that is parsed once and can be answered many times.
public struct PreparedQuery: Sendable {
    /// The text it was parsed from.
    public let source: Source
    let pipeline: Pipeline
}

/// The engine for an embedder: a market, the names defined so far, and the settings.
///
///     let session = Session(market: SampleMarket.make())
///     let answer = try session.answer("streak rut over spx since 1990")
public final class Session {
    /// The prices, groups and aliases that queries use. A `load` or `open` changes it.
    public package(set) var market: Market {
        didSet { knownSymbols = nil }
    }
    package var settings = Settings()
    /// Hides all later data from every query (`--as-of`, `set as_of`).
    public var asOf: Day?
    /// The arguments of a script from the command line, by name, for its `param` lines.
    public var parameters: [String: String] = [:]

    /// The width of the terminal, for help pages; nil without a terminal.
    public var columns: Int?
    /// Settings of the surrounding program, which `set`, `help set` and completion offer besides the language's own.
    package var programSettings: [SettingEntry] = []

    package let host: any Host
    package var scope = Scope()
    /// Made when completion first needs it, and again after the market changes.
    private var knownSymbols: SymbolIndex?
    var symbolIndex: SymbolIndex {
        get {
            let index = knownSymbols ?? SymbolIndex(market)
            knownSymbols = index
            return index
        }
        set { knownSymbols = newValue }
    }
    /// The names with which `let` and `def` have hidden a symbol: each is reported once.
    package var hiddenSymbols: Set<String> = []
    /// The folders of the running scripts, innermost last: paths in a script are relative to its folder.
    var folders: [String] = []
    /// How deeply scripts are nested at the running statement: 0 for a source without a name, such as a line at the
    /// prompt.
    package var scriptDepth: Int { folders.count }
    /// The surrounding program's extension of the session, if any.
    package var companion: (any Companion)?

    /// The words of the language.
    package let language: Language
    let tables: SessionTables
    /// The entries of help and completion for them.
    package private(set) lazy var wordTable = WordTable(language, tables)

    /// Makes a session with its own copy of a market: what it loads does not change the original. Without a host it has
    /// no files.
    ///
    /// It changes nothing else in the process, and may be used by one thread at a time.
    public convenience init(market: Market, host: any Host = NoHost()) {
        self.init(market: market, host: host, language: .standard)
    }

    package init(market: Market, host: any Host, language: Language, tables: SessionTables = .standard) {
        self.market = market
        self.host = host
        self.language = language
        self.tables = tables
    }

    /// The last answer, which `_` names.
    public package(set) var lastAnswer: Answer?

    // MARK: One query

    /// Answers one query or expression.
    public func answer(_ text: String) throws(TapeError) -> Answer { try answer(try prepare(text)) }

    /// Parses a query once.
    public func prepare(_ text: String) throws(TapeError) -> PreparedQuery {
        let source = Source(text)
        let result = parse(source, language.vocabulary)
        guard result.diagnostics.isEmpty else {
            throw proven(TapeError(diagnostics: result.diagnostics, source: source))
        }
        guard result.script.statements.count == 1, case .pipeline(let pipeline) = result.script.statements[0].kind
        else {
            let found = Diagnostic(
                .notAStatement, SourceSpan(0, source.bytes.count), "exactly one query is expected",
                [.init("example", "streak rut over spx since 1990")])
            throw TapeError(diagnostics: [found], source: source)
        }
        return PreparedQuery(source: source, pipeline: pipeline)
    }

    /// Answers a query that was parsed before, with the current names and settings.
    public func answer(_ query: PreparedQuery) throws(TapeError) -> Answer {
        do {
            let answer = try Engine.answer(query.pipeline, environment)
            lastAnswer = answer
            return answer
        } catch {
            throw proven(TapeError(diagnostics: [error.diagnostic], source: query.source))
        }
    }

    // MARK: Texts

    /// Parses the whole text, then runs it statement by statement, emitting each output as it is made. If the text does
    /// not parse, nothing is run. A source's name is the script's path: the paths in it are relative to its folder.
    public func run(_ source: Source, emit: (Output) -> Void) -> Ending {
        let source = companion?.expansion(of: source) ?? source
        let result = parse(source, language.vocabulary)
        guard result.diagnostics.isEmpty else {
            return .failed(proven(result.allDiagnostics, in: source, after: result.script.statements), source)
        }
        if let path = source.name { folders.append(folder(of: path)) }
        defer { if source.name != nil { folders.removeLast() } }
        // The companion sees what was typed, not what a script runs.
        guard let companion, folders.isEmpty else { return run(result.script, source, emit) }
        return companion.run(result.script, source, emit)
    }

    package func run(_ script: Script, _ source: Source, _ emit: (Output) -> Void) -> Ending {
        do throws(Stop) {
            try run(script.statements, source, emit)
            return .finished
        } catch {
            switch error {
            case .quit: return .quit
            case .interrupted: return .interrupted
            case .failed(let diagnostic, let source):
                return diagnostic.code == .interrupted
                    ? .interrupted : .failed(proven([diagnostic], in: source), source)
            case .unread(let diagnostics, let source): return .failed(proven(diagnostics, in: source), source)
            case .assertFailed(let diagnostic, let source): return .assertFailed(diagnostic, source)
            }
        }
    }

    /// Whether a line at the prompt continues on the next: an open bracket, or an operator without its right side.
    public func isIncomplete(_ text: String) -> Bool { parse(Source(text), language.vocabulary).isIncomplete }

    package var environment: Environment {
        var scope = scope
        if let lastAnswer { scope["_"] = .table(lastAnswer) }
        let host = host
        var environment = Environment(
            market: market, settings: settings, scope: scope, language: language, asOf: asOf,
            isInterrupted: { host.isInterrupted },
            progress: { host.progress(.scanning, $0, of: $1) })
        environment.formats = { [tables] in tables.formats.printed }
        return environment
    }
}

extension ParseResult {
    /// The diagnostics; the last one says how many more there are beyond the limit.
    var allDiagnostics: [Diagnostic] {
        var result = diagnostics
        guard unreported > 0, let last = result.indices.last else { return result }
        result[last].advice.append(.init("not shown", "\(unreported) more \(unreported == 1 ? "error" : "errors")"))
        return result
    }
}
