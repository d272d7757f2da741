import TapeEngine
import TapeReport
import TapeStore
import TapeSyntax
import TapeTime

/// What a statement leaves for the reader.
public enum Output: Sendable {
    /// The answer to a query.
    case answer(Answer)
    /// What `print`, `help` and other commands say, without a final newline.
    case text(String)
    /// A command that is the program's own affair, with its words: `history`, `edit`, `log`, `watch`, `timing`, `lesson`, `cases`. An
    /// embedder may pass it over.
    case command(Command, [String])
    /// `quit` was typed or run.
    case quit
}

/// How a text ended.
public enum Ending: Sendable {
    /// All of it was run.
    case finished
    /// By `quit`.
    case quit
    /// The diagnostics of a text that did not parse, or the one that stopped it; each with the source it points into.
    case failed([Diagnostic], Source)
    /// An `assert` did not hold; the diagnostic says what its sides were.
    case assertFailed(Diagnostic, Source)
    /// The host asked for the end.
    case interrupted
}

/// Why a single query has no answer.
public struct TapeError: Error, Sendable {
    /// What is wrong, at least one.
    public let diagnostics: [Diagnostic]
    /// The text that the diagnostics point into.
    public let source: Source

    /// As the prompt would print it.
    public var description: String {
        diagnostics.map { render($0, in: source, Style()) }.joined(separator: "\n")
    }
}

/// A query that was parsed once and can be answered again and again.
public struct PreparedQuery: Sendable {
    /// The text it was parsed from.
    public let source: Source
    let pipeline: Pipeline
}

/// The engine as an embedder holds it: a market, the names given so far, the settings.
///
///     let session = Session(market: SampleMarket.make())
///     let answer = try session.answer("streak rut over spx since 1990")
public final class Session {
    /// The prices, groups and aliases that queries see. A `load` or `open` changes it.
    public package(set) var market: Market {
        didSet { knownSymbols = nil }
    }
    package var settings = Settings()
    /// Nothing later exists for any query (`--as-of`, `set as_of`).
    public var asOf: Day?
    /// A script's parameters from the command line, by name; read by its `param` lines.
    public var parameters: [String: String] = [:]

    /// The columns of the reader's terminal, for pages such as help's; nil where there is none.
    public var columns: Int?
    /// Settings of the program around the session, which `set`, `help set` and completion know besides the language's own.
    package var programSettings: [SettingEntry] = []

    package let host: any Host
    package var scope = Scope()
    /// Made when completion first needs it, and anew when the market is another.
    private var knownSymbols: SymbolIndex?
    var symbolIndex: SymbolIndex {
        get {
            let index = knownSymbols ?? SymbolIndex(market)
            knownSymbols = index
            return index
        }
        set { knownSymbols = newValue }
    }
    /// The names that `let` and `def` have hidden a symbol with: each is told once.
    package var hiddenSymbols: Set<String> = []
    /// The folders of the scripts that are running, innermost last: every path in a script is relative to its own.
    var folders: [String] = []
    /// How many scripts deep the running statement is: 0 for what was handed over without a name, such as a line at the prompt.
    package var scriptDepth: Int { folders.count }
    /// What the program around the session joins to it; nil where there is none.
    package var companion: (any Companion)?

    /// The words that it knows.
    package let language: Language

    /// A session on a market of its own: what it loads is not seen in the market it was made with. Without a host it has no files.
    ///
    /// It changes nothing in the process around it, and may be used by one thread at a time.
    public convenience init(market: Market, host: any Host = NoHost()) {
        self.init(market: market, host: host, language: .standard)
    }

    init(market: Market, host: any Host, language: Language) {
        self.market = market
        self.host = host
        self.language = language
    }

    /// The last answer, which `_` names.
    public package(set) var lastAnswer: Answer?
    /// The query it answered, for `why`, with what it could see.
    package var lastQuery: (pipeline: Pipeline, environment: Environment)?

    // MARK: One query

    /// The answer to one query or expression.
    public func answer(_ text: String) throws(TapeError) -> Answer { try answer(try prepare(text)) }

    /// Parses a query once.
    public func prepare(_ text: String) throws(TapeError) -> PreparedQuery {
        let source = Source(text)
        let result = parse(source, language.verbs)
        guard result.diagnostics.isEmpty else {
            throw proven(TapeError(diagnostics: result.diagnostics, source: source))
        }
        guard result.script.statements.count == 1, case .pipeline(let pipeline) = result.script.statements[0].kind
        else {
            let found = Diagnostic(
                .notAStatement, SourceSpan(0, source.bytes.count), "one query is wanted here",
                [.init("like", "streak rut over spx since 1990")])
            throw TapeError(diagnostics: [found], source: source)
        }
        return PreparedQuery(source: source, pipeline: pipeline)
    }

    /// The answer to a query that was parsed before, with the names and settings of now.
    public func answer(_ query: PreparedQuery) throws(TapeError) -> Answer {
        do {
            let environment = environment
            let answer = try Engine.answer(query.pipeline, environment)
            remember(answer, query.pipeline, environment)
            return answer
        } catch {
            throw proven(TapeError(diagnostics: [error.diagnostic], source: query.source))
        }
    }

    // MARK: Texts

    /// Parses the whole text, then runs it statement by statement, handing out each output as it is made. A text that does not
    /// parse runs nothing. A source's name is the script's path: the paths in it are relative to its folder.
    public func run(_ source: Source, emit: (Output) -> Void) -> Ending {
        let source = companion?.expansion(of: source) ?? source
        let result = parse(source, language.verbs)
        guard result.diagnostics.isEmpty else {
            return .failed(proven(result.allTold, in: source, after: result.script.statements), source)
        }
        if let path = source.name { folders.append(folder(of: path)) }
        defer { if source.name != nil { folders.removeLast() } }
        // What was typed may be looked at; what a script runs is not.
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

    /// Whether a line at the prompt is to be continued on the next: an open bracket, or an operator without its right side.
    public func isIncomplete(_ text: String) -> Bool { parse(Source(text), language.verbs).isIncomplete }

    func remember(_ answer: Answer, _ pipeline: Pipeline, _ environment: Environment) {
        lastAnswer = answer
        lastQuery = (pipeline, environment)
    }

    package var environment: Environment {
        var scope = scope
        if let lastAnswer { scope["_"] = .table(lastAnswer) }
        let host = host
        var environment = Environment(
            market: market, settings: settings, scope: scope, language: language, asOf: asOf,
            isInterrupted: { host.isInterrupted },
            progress: { host.progress(.scanning, $0, of: $1) })
        environment.formats = OutputFormat.names
        return environment
    }
}

/// What ends the running of a text early.
enum Stop: Error {
    case quit
    case interrupted
    case failed(Diagnostic, Source)
    /// A script that a script runs has not parsed.
    case unread([Diagnostic], Source)
    case assertFailed(Diagnostic, Source)
}

extension ParseResult {
    /// The diagnostics; behind the last one stands how many there are beyond the limit.
    var allTold: [Diagnostic] {
        var told = diagnostics
        guard unreported > 0, let last = told.indices.last else { return told }
        told[last].advice.append(.init("not shown", "\(unreported) more \(unreported == 1 ? "error" : "errors")"))
        return told
    }
}
