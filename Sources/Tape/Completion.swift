/// The words that could stand at a place, each with a word on it.
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

extension Session {
    /// What is legal at the cursor (a UTF-8 offset). The parser decides: a word is offered where the text with it, and with what it
    /// needs behind it, has no error.
    public func completions(_ text: String, at cursor: Int) -> Completions {
        let bytes = Array(text.utf8)
        let end = max(0, min(cursor, bytes.count))
        var start = end
        while start > 0, Self.isWordByte(bytes[start - 1]) { start -= 1 }
        let typed = String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
        let before = String(decoding: bytes[..<start], as: UTF8.self)
        if let dot = typed.lastIndex(of: "."), dot != typed.startIndex {
            return fields(typed, dot, end)
        }
        if let words = tutorWords(after: before) {
            return Completions(range: start..<end, candidates: words.filter { $0.text.hasPrefix(typed) })
        }
        var found: [Completions.Candidate] = []
        let place = Place(before)
        if place.isStart { found += shortTutorWords + statementWords() }
        if place.wantsDate {
            found += Self.dates
        } else if place.wantsOperand {
            found += operands(place)
        } else if !place.isStart {
            found += Self.phrases.filter { place.accepts($0.sample) }.map { .init($0.word, $0.note) }
        }
        let starting = found.filter { $0.text.lowercased().hasPrefix(typed) }
        return Completions(range: start..<end, candidates: starting)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: true
        case UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "^"), UInt8(ascii: "."), UInt8(ascii: "`"): true
        default: false
        }
    }

    /// What the parser makes of the text before the cursor.
    private struct Place {
        let text: String
        let isStart: Bool
        let wantsOperand: Bool
        let wantsDate: Bool

        init(_ before: String) {
            text = before
            let trimmed = before.last(where: { $0 != " " && $0 != "\t" })
            isStart = trimmed == nil || trimmed == "\n" || trimmed == ";" || trimmed == "{"
            let last = before.split(whereSeparator: { $0 == " " || $0 == "\n" }).last.map { $0.lowercased() } ?? ""
            wantsDate = ["since", "until", "from", "in", "of"].contains(last)
            let result = parse(Source(before))
            wantsOperand = isStart || !result.diagnostics.isEmpty || result.isIncomplete
        }

        func accepts(_ word: String) -> Bool { parse(Source(text + word)).diagnostics.isEmpty }
    }

    private func statementWords() -> [Completions.Candidate] {
        Verb.entries.map { .init($0.verb.rawValue, $0.doc) }
            + WordTable.statements.map { .init($0.word, $0.doc) }
            + WordTable.commands.map { .init($0.word, $0.doc) }
    }

    private func operands(_ place: Place) -> [Completions.Candidate] {
        var found: [Completions.Candidate] = []
        if place.isStart || place.accepts("zz") || place.accepts("zz up") {
            found += scope.names.filter { $0 != "_" }.map { .init($0, "named here") }
            found += market.listings.map { listing in
                .init(listing.symbol, "\(listing.name.map { "\($0), " } ?? "")\(listing.first) → \(listing.last)")
            }
            found += market.groups.keys.sorted().map { .init($0, "group") }
            found += FunctionTable.entries.map { .init($0.name + "(", $0.doc) }
            found += WordTable.engineFunctions.map { .init($0.word + "(", $0.doc) }
        }
        found += Self.extremes.filter { place.accepts($0.text) }
        found += OutputFormat.allCases.filter { place.accepts($0.rawValue) && !place.accepts("zz") }.map {
            .init($0.rawValue, "format")
        }
        return found
    }

    private func fields(_ typed: String, _ dot: String.Index, _ end: Int) -> Completions {
        let symbol = String(typed[..<dot])
        let field = String(typed[typed.index(after: dot)...])
        let columns = market.instrument(symbol)?.columns.map(\.name) ?? []
        return Completions(
            range: (end - field.utf8.count)..<end,
            candidates: columns.filter { $0.hasPrefix(field) }.map { .init($0, "column of \(symbol.uppercased())") })
    }

    private static let dates: [Completions.Candidate] = [
        .init("today", "the newest session"), .init("yesterday", "the session before it"),
        .init("2020", "a year"), .init("2025-12", "a month"), .init("2026Q1", "a quarter"),
        .init("2026-01-22", "a day"),
    ]

    private static let extremes: [Completions.Candidate] = [
        .init("high", "a record over all history"), .init("low", "a record low over all history"),
        .init("52w", "within a span: 52w high"), .init("intraday", "on highs and lows rather than closes"),
    ]

    /// What may follow a complete expression, with a text that makes it whole.
    private static let phrases: [(word: String, sample: String, note: String)] =
        [
            ("over", "over zz", "condition: return greater than"), ("under", "under zz", "condition: return less than"),
            ("up", "up", "condition: above the previous value"),
            ("down", "down", "condition: below the previous value"),
            ("flat", "flat", "condition: equal to the previous value"),
            ("above", "above zz", "condition: level greater than"),
            ("below", "below zz", "condition: level less than"), ("at", "at high", "condition: at a high or low"),
            ("crosses", "crosses above zz", "condition: crosses above or below"),
            ("reaches", "reaches 10", "condition: reaches a level"),
            ("between", "between 1 and 2", "condition: from … to, inclusive"),
            ("and", "and zz up", "both"), ("or", "or zz up", "either"), ("with", "with zz", "compared with"),
            ("to", "to 1", "levels"),
        ]
        + WordTable.clauses.map { ($0.word, $0.sample, $0.doc) }
        + WordTable.stages.map { ($0.word, $0.sample, $0.doc) }
}
