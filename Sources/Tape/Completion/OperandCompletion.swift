import TapeEngine
import TapeStore
import TapeSyntax
import TapeTime

/// Names, symbols, functions, dates and columns: completions where a value is expected.
extension Session {
    /// Everything that has a value here, the most specific first.
    func operands(_ place: CompletionPlace, _ typed: String) -> [Completions.Candidate] {
        if wantsGroup(place) {
            return groupNames().map { .init($0, "group") } + [
                .init("{", "a group of symbols: {aapl, msft}"), .init("members(", "the members of a group"),
            ]
        }
        var found: [Completions.Candidate] = []
        let verb = place.words.first { $0 != "let" && $0 != "explain" }
        if ["let", "explain"].contains(place.words.first ?? ""), ["=", "explain"].contains(place.words.last ?? "") {
            found += verbWords
        }
        if ["rank", "breadth"].contains(verb ?? "") || place.words.contains("share") {
            found.append(.init("it", "the member of the group"))
        }
        found += scope.names.filter { $0 != "_" }.map { .init($0, "a name of yours") }
        if lastAnswer != nil, place.words.isEmpty { found.append(.init("_", "the last answer, all rows")) }
        found += market.groups.keys.sorted().map { .init($0, "group") }
        found += language.functions.all.map { .init($0.name + "(", $0.doc) }
        found += WordTable.engineFunctions.map { .init($0.word + "(", $0.doc) }
        found.append(.init("return(", "the change over a span, as in rank mag7 by return(it, 3m)"))
        if !place.words.isEmpty {
            found += WordTable.values.filter { $0.word != "it" }.map { .init($0.word, $0.doc) }
        }
        if !place.words.isEmpty, typed.isEmpty || "not".hasPrefix(typed) { found.append(.init("not", "negation")) }
        return found + symbols(typed)
    }

    /// The verbs whose subject is a group, and `for … in`.
    private func wantsGroup(_ place: CompletionPlace) -> Bool {
        let words = place.words
        if ["rank", "breadth"].contains(words.last ?? "") {
            return words.count == 1 || words[words.count - 2] == "explain"
        }
        return words.first == "for" && words.count == 3
    }

    private func groupNames() -> [String] {
        let own = scope.names.filter { name in
            if case .node(let node) = scope[name], case .group = node.op { return true }
            return false
        }
        return own + market.groups.keys.sorted()
    }

    // MARK: Symbols

    /// The symbols that begin with what was typed, each with its name and span.
    private func symbols(_ typed: String) -> [Completions.Candidate] {
        let mark = typed.first.map { "$^.`".contains($0) ? String($0) : "" } ?? ""
        let found = symbolIndex.beginning(with: String(typed.dropFirst(mark.count)))
        // Nobody reads the notes of thousands.
        let isNoted = found.count <= Self.mostNoted
        return found.map { listing in
            let name = listing.name.map { "\($0), " } ?? ""
            return .init(
                Self.written(listing.symbol, mark), isNoted ? "\(name)\(listing.first) → \(listing.last)" : "")
        }
    }

    private static let mostNoted = 200

    /// A symbol as a query writes it: in backticks unless it is letters and digits only.
    private static func written(_ symbol: String, _ mark: String) -> String {
        let isPlain = symbol.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
        }
        return mark == "`" || !isPlain ? "`\(symbol)`" : mark + symbol
    }

    // MARK: Pipes

    /// In a pipe: its stages and the columns of its table, as far as they are known in advance.
    func stageWords(_ place: CompletionPlace, _ stage: [String]) -> [Completions.Candidate] {
        guard let first = stage.first else {
            return wordTable.stages.filter { place.accepts($0.sample) }.map { .init($0.word, $0.doc) }
        }
        switch language.stages[first]?.shape {
        case .format: return stage.count == 1 ? tables.formats.printed.map { .init($0.name, $0.doc) } : []
        case .sort where stage.count == 1: return [.init("by", "the column to sort by")]
        case .rows: return stage.count == 1 ? Self.counts : []
        case .table: return stage.count == 1 ? tableNames(place.words).map { .init($0, "table") } : []
        case .condition, .sort, .columns, .rename:
            // In `rename length to …` a new name follows `to`.
            if place.takesOperand() {
                return stage.last == "to" ? [] : columnNames(place.words).map { .init($0, "column") }
            }
            return Self.behindColumns.filter { place.accepts($0.sample) }.map { .init($0.word, $0.note) }
        case .word, .file, nil: return []
        }
    }

    private static let behindColumns: [(word: String, sample: String, note: String)] = [
        ("desc", "desc", "the largest first"), ("asc", "asc", "the smallest first"), ("to", "to zz", "the new name"),
        ("above", "above 1", "greater than"), ("below", "below 1", "less than"),
        ("between", "between 1 and 2", "within a range, both ends included"), ("and", "and zz > 1", "both"),
        ("or", "or zz > 1", "either"),
    ]

    private func columnNames(_ words: [String]) -> [String] {
        guard let first = words.first else { return [] }
        if first == "_", let lastAnswer { return lastAnswer.table?.columns.map(\.name) ?? [] }
        if case .table(let answer) = scope[first] { return answer.table?.columns.map(\.name) ?? [] }
        guard let verb = words.prefix(4).compactMap({ language.verbs[$0] }).first else { return [] }
        if verb.clauses.contains(.next), words.contains(ClauseWord.next.name) {
            return words.contains("statistics") ? Self.statisticsColumns : ["event"]
        }
        let query = words.prefix { $0 != "|" }
        let symbols = query.dropFirst().filter { market.key(for: $0) != nil }
        let isOfGroup = query.contains { market.group($0) != nil }
        let subjects = verb.traits.contains(.namesSubjects) && !isOfGroup ? symbols : []
        var seen: Set<String> = []
        return ((isOfGroup ? verb.groupColumns : verb.columns) + subjects).filter { seen.insert($0).inserted }
    }

    /// The tables of an answer with several: an event study, or an existing answer.
    private func tableNames(_ words: [String]) -> [String] {
        if words.first == "_", let lastAnswer { return lastAnswer.namedTables.map(\.name) }
        if let first = words.first, case .table(let answer) = scope[first] { return answer.namedTables.map(\.name) }
        return words.contains { language.verbs[$0]?.clauses.contains(.next) ?? false }
            && words.contains(ClauseWord.next.name)
            ? ["events", "statistics"] : []
    }

    private static let statisticsColumns = [
        "symbol", "next", "n", "mean", "median", "share_up", "best", "worst", "any_n", "any_mean", "any_median",
        "any_share_up",
    ]

    // MARK: After the words of clauses and conditions

    /// What must follow the word before the cursor; nil if it needs nothing special.
    func clauseArguments(_ place: CompletionPlace) -> [Completions.Candidate]? {
        let words = place.words
        let last = words[words.count - 1]
        let before = words.count > 1 ? words[words.count - 2] : ""
        guard words.count > 1 else { return nil }
        // In `for s in …` a group follows: `in` does not begin a clause.
        let isLoop = words.first == "for" && words.count <= 3
        switch isLoop ? nil : language.clauses[last]?.shape {
        case .date, .range: return Self.dates
        case .length, .lengths: return Self.spans
        case .rows: return Self.counts
        case .asOf: return [.init("of", "a date: hides all later data")]
        case .partial: return [.init("partial", "also counts an unfinished period")]
        case .bucket where !place.accepts("zz"):
            let margin = place.accepts("0.5%") ? [Completions.Candidate("0.5%", "a margin, in percentage points")] : []
            return margin + Self.buckets.filter { place.accepts($0.text) }
        case .bucket, .condition, .word, nil: break
        }
        switch last {
        case "of" where before == "as": return Self.dates
        case "of" where before == "month": return [.init("year", "January to December, over all years")]
        case "of" where before == "day": return [.init("week", "Monday to Friday, over all weeks")]
        case "to" where words.contains("from"): return Self.dates
        case "," where isInNext(words): return Self.spans
        case "at": return Self.extremes
        case "intraday" where before == "at": return Array(Self.extremes.prefix(2))
        case "crosses": return [.init("above", "from below to above"), .init("below", "from above to below")]
        case "month" where before == "by":
            return [.init("of year", "January to December, over all years")] + followersOf(place)
        case "day" where before == "by": return [.init("of week", "Monday to Friday, over all weeks")]
        default:
            if [.length, .lengths].contains(language.clauses[before]?.shape), Int(last) != nil {
                return Self.units.filter { place.accepts($0.text) }
            }
            // `52w` after `at`
            return before == "at" && place.accepts("high") ? Array(Self.extremes.prefix(2)) : nil
        }
    }

    private func followersOf(_ place: CompletionPlace) -> [Completions.Candidate] {
        wordTable.clauses.filter { place.accepts($0.sample) }.map { .init($0.word, $0.doc) }
    }

    /// Whether the comma is in the list of a `next` clause.
    private func isInNext(_ words: [String]) -> Bool {
        guard let next = words.lastIndex(of: "next"), next > 0 else { return false }
        return words[(next + 1)...].allSatisfy { $0 == "," || $0.first?.isNumber ?? false }
    }

    private static let dates: [Completions.Candidate] =
        [
            .init("today", "the newest session"), .init("yesterday", "the session before it"),
            .init("2020", "a year"), .init("2025-12", "a month"), .init("2026Q1", "a quarter"),
            .init("2026-01-22", "a day"),
        ]
        + ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        .map { .init($0, "a month: \($0) 2020, or a day: \($0) 3 2020") }

    private static let spans: [Completions.Candidate] = [
        .init("10d", "ten sessions"), .init("4w", "four weeks"), .init("3m", "three months"), .init("1y", "a year"),
    ]

    private static let units: [Completions.Candidate] = [
        .init("sessions", "trading days"), .init("weeks", "calendar weeks"), .init("months", "calendar months"),
        .init("quarters", "calendar quarters"), .init("years", "calendar years"),
    ]

    private static let counts: [Completions.Candidate] = [
        .init("3", "rows"), .init("5", "rows"), .init("10", "rows"),
    ]

    private static let extremes: [Completions.Candidate] = [
        .init("high", "a high of all history or a span"), .init("low", "a low of all history or a span"),
        .init("52w", "over a span: 52w high"), .init("intraday", "by highs and lows instead of closes"),
    ]

    private static let buckets: [Completions.Candidate] = [
        .init("year", "one row per year"), .init("quarter", "one row per quarter"),
        .init("month", "one row per month"), .init("week", "one row per week"),
        .init("month of year", "January to December, over all years"),
        .init("day of week", "Monday to Friday, over all weeks"),
    ]
}

/// The symbols in order, so that a prefix search touches only the matches.
struct SymbolIndex {
    private let listings: [Listing]
    /// How many listings the lookups have touched, counted by a test in place of time.
    private(set) var touched = 0

    init(_ market: Market) { listings = market.listings }

    mutating func beginning(with prefix: String) -> ArraySlice<Listing> {
        if prefix.isEmpty { return listings[...] }
        let start = listings.partitioningIndex { listing in
            touched += 1
            return listing.symbol >= prefix
        }
        var end = start
        while end < listings.count, listings[end].symbol.hasPrefix(prefix) { end += 1 }
        touched += end - start
        return listings[start..<end]
    }
}
