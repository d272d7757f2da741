import TapeSyntax

/// The words allowed at a place, each with a short note.
public struct Completions: Sendable {
    /// One possible completion.
    public struct Candidate: Sendable, Equatable {
        /// The text to insert.
        public var text: String
        /// A short note: `window: from a date to the newest session`.
        public var note: String

        /// A word with its note.
        public init(_ text: String, _ note: String) {
            self.text = text
            self.note = note
        }
    }

    /// The part of the text that a candidate replaces, in UTF-8 offsets.
    public var range: Range<Int>
    /// The candidates, best first; empty if nothing fits.
    public var candidates: [Candidate]

    /// Candidates for the text at the range.
    public init(range: Range<Int>, candidates: [Candidate]) {
        self.range = range
        self.candidates = candidates
    }
}

extension Session {
    /// What is valid at the cursor (a UTF-8 offset). The parser decides: a word is offered if the text with it, and
    /// with what must follow it, has no error, and the verb takes the clause that it begins.
    public func completions(_ text: String, at cursor: Int) -> Completions {
        let bytes = Array(text.utf8)
        let end = max(0, min(cursor, bytes.count))
        let place = CompletionPlace(Array(bytes[..<end]), language.vocabulary)
        if place.isComment { return Completions(range: end..<end, candidates: []) }
        if let quote = place.quote { return files(place, from: quote, to: end, bytes) }
        if let dot = place.dot { return fields(place, dot, end) }
        let typed = place.typed.lowercased()
        let before = String(decoding: bytes[..<place.start], as: UTF8.self)
        let found = companion?.words(after: before) ?? candidates(place, typed)
        var seen: Set<String> = []
        let fitting = found.filter { $0.text.lowercased().hasPrefix(typed) && seen.insert($0.text).inserted }
        return Completions(range: place.start..<end, candidates: fitting)
    }

    private func candidates(_ place: CompletionPlace, _ typed: String) -> [Completions.Candidate] {
        guard let first = place.words.first else {
            // A keyword is completed even where a name could also start the statement.
            return (companion?.shortWords ?? []) + openings + operands(place, typed)
        }
        if let own = commandWords(first, Array(place.words.dropFirst()), typed) { return own }
        if let stage = place.stage { return stageWords(place, stage) }
        if let arguments = clauseArguments(place) { return arguments }
        if place.takesOperand() { return argumentNames(place) + operands(place, typed) }
        return followers(place)
    }

    /// What may follow complete text.
    private func followers(_ place: CompletionPlace) -> [Completions.Candidate] {
        let hasBlocks = ["for", "if"].contains(place.words.first ?? "")
        let verb = place.words.first { $0 != "explain" }.flatMap { language.verbs[$0] }
        // Conditions first; none if only values are expected.
        let wantsCondition = verb?.shape == .condition && place.words.count == 2
        let wantsValues =
            verb.map { $0.operand == .symbol || $0.operand == .series } ?? false && place.call == nil
            && !place.words.contains("where") && !place.words.contains("after")
        let phrases = Self.phrases + wordTable.clauses.map { ($0.word, [$0.sample], $0.doc) }
        var found = phrases.filter { phrase in
            if wantsCondition, language.clauses[phrase.word] != nil { return false }
            if wantsValues, phrase.note.hasPrefix("condition") { return false }
            return phrase.samples.contains { place.accepts($0) || (hasBlocks && place.accepts($0 + " { }")) }
        }.map { Completions.Candidate($0.word, $0.note) }
        if place.words.first == "breadth", place.accepts("it up") {
            found = [.init("it", "the member"), .init("not", "negation")] + found
        }
        if place.words.first == "for", place.words.count == 2 {
            found.append(.init("in", "the group to loop over"))
        }
        if hasBlocks, place.accepts("{ }") { found.append(.init("{", "the statements to run")) }
        if place.words.last == "}", place.accepts("else { }") {
            found.append(.init("else", "if the condition is false"))
        }
        return found
    }

    /// The words that begin a statement.
    private var openings: [Completions.Candidate] {
        verbWords + wordTable.statements.map { .init($0.word, $0.doc) }
            + WordTable.commands.map { .init($0.word, $0.doc) }
    }

    var verbWords: [Completions.Candidate] { language.verbs.all.map { .init($0.name, $0.doc) } }

    /// Columns after a dot.
    private func fields(_ place: CompletionPlace, _ dot: Int, _ end: Int) -> Completions {
        let owner = place.typed.dropLast(end - dot).lowercased()
        let typed = String(place.typed.suffix(end - dot - 1)).lowercased()
        let columns =
            owner == "it"
            ? ["open", "high", "low", "close", "volume"]
            : market.instrument(owner)?.columns.map(\.name) ?? []
        return Completions(
            range: (dot + 1)..<end,
            candidates: columns.filter { $0.hasPrefix(typed) }.map { .init($0, "column of \(owner.uppercased())") })
    }

    /// What may follow complete text, with samples that complete the statement.
    private static let phrases: [(word: String, samples: [String], note: String)] =
        [
            ("over", ["over zz"], "condition: return greater than"),
            ("under", ["under zz"], "condition: return less than"),
            ("up", ["up"], "condition: above the previous value"),
            ("down", ["down"], "condition: below the previous value"),
            ("flat", ["flat"], "condition: equal to the previous value"),
            ("above", ["above zz"], "condition: level greater than"),
            ("below", ["below zz"], "condition: level less than"),
            ("at", ["at high"], "condition: at a high or low"),
            ("crosses", ["crosses above zz"], "condition: crosses above or below"),
            ("reaches", ["reaches 10"], "condition: reaches a level"),
            ("between", ["between 1 and 2"], "condition: within a range, both ends included"),
            ("and", ["and zz up", "and 2"], "both"), ("or", ["or zz up"], "either"),
            ("with", ["with zz"], "compared with"),
            ("to", ["to 1", "to 2030"], "up to"),
            ("by", ["by 0.5%"], "a margin, in percentage points"),
            ("by", ["by zz"], "the measure to rank members by"),
            ("partial", ["partial"], "also counts an unfinished period"),
        ]
}
