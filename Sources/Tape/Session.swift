@_exported import TapeEngine
@_exported import TapeReport
@_exported import TapeStore
@_exported import TapeSyntax

/// All effects come in here: an engine has no file, clock or output of its own.
public protocol Host: Sendable {
    /// The whole file.
    func read(_ path: String) throws(StoreError) -> [UInt8]
    /// The names in a folder, sorted; nil where the path is no folder.
    func list(_ path: String) -> [String]?
    /// Writes the file whole or not at all.
    func write(_ path: String, _ bytes: [UInt8]) throws(StoreError)
    /// Asked once a batch in every long loop; true ends the query with `T0702`.
    var isInterrupted: Bool { get }
}

/// What a statement leaves for the reader.
public enum Output: Sendable {
    case answer(Answer)
    /// What `print`, `help` and other commands say, without a final newline.
    case text(String)
    /// `quit`
    case quit
}

/// How a text ended.
public enum Ending: Sendable {
    case finished
    case quit
    /// The diagnostics of a text that did not parse, or the one that stopped it; each with the source it points into.
    case failed([Diagnostic], Source)
    case assertFailed(Diagnostic, Source)
    case interrupted
}

/// The engine as an embedder holds it: a market, the names given so far, the settings.
public final class Session {
    public init(market: Market, host: any Host) {
        self.market = market
        self.host = host
    }

    public internal(set) var market: Market
    let host: any Host

    /// Parses the whole text, then runs it statement by statement, handing out each output as it is made.
    public func run(_ source: Source, emit: (Output) -> Void) -> Ending {
        fatalError("skeleton")
    }

    /// Parses and resolves without running.
    public func check(_ source: Source) -> [Diagnostic] {
        fatalError("skeleton")
    }

    /// Whether a line at the prompt is to be continued on the next: an open bracket, or an operator without its right side.
    public func isIncomplete(_ text: String) -> Bool {
        fatalError("skeleton")
    }

    /// What is legal at the cursor (a UTF-8 offset): the words that could stand there, and the range they would replace.
    public func completions(_ text: String, at cursor: Int) -> Completions {
        fatalError("skeleton")
    }
}

public struct Completions: Sendable {
    public struct Candidate: Sendable {
        /// What is put in.
        public var text: String
        /// A word on it: `window: from a date to the newest session`.
        public var note: String

        public init(_ text: String, _ note: String) {
            self.text = text
            self.note = note
        }
    }

    /// The part of the text that a candidate replaces, in UTF-8 offsets.
    public var range: Range<Int>
    public var candidates: [Candidate]

    public init(range: Range<Int>, candidates: [Candidate]) {
        self.range = range
        self.candidates = candidates
    }
}
