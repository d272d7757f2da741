import TapeSyntax

/// Decides whether a text is of the language that a grammar file describes: for each production and position the set of
/// positions where it may end. It takes every way at once and knows nothing of the parser. The grammar must not recurse on the left.
struct Recogniser {
    let grammar: GrammarFile
    private let verbs: Set<String>
    private let keywords: Set<String>
    private var tokenNames: [String: Set<String>] = [:]

    init(_ grammar: GrammarFile) {
        self.grammar = grammar
        verbs = Recogniser.words(grammar, "Verb")
        keywords = Recogniser.words(grammar, "Keyword").union(Recogniser.words(grammar, "Command"))
    }

    private static func words(_ grammar: GrammarFile, _ name: String) -> Set<String> {
        guard case .choice(let nodes)? = grammar[name]?.node else { return [] }
        return Set(nodes.compactMap { if case .quoted(let word) = $0 { word } else { nil } })
    }

    /// Nil where the text is too long to be decided.
    mutating func accepts(_ text: String) -> Bool? {
        let source = Source(text)
        let tokens = tokenize(source).filter { $0.kind != .comment }
        guard tokens.count < 120 else { return nil }
        guard !tokens.contains(where: { $0.kind == .invalid }) else { return false }
        var words: [Run.Word] = []
        var end = -1
        for token in tokens {
            let text = source.text(token.span)
            words.append(.init(text: text.lowercased(), names: names(of: text), isGlued: token.span.lower == end))
            end = token.span.upper
        }
        var run = Run(grammar: grammar, verbs: verbs, keywords: keywords, words: words)
        return run.ends(of: "Script", at: 0).has(words.count)
    }

    /// The token productions that a token's text derives from.
    mutating func names(of text: String) -> Set<String> {
        if let known = tokenNames[text] { return known }
        var names: Set<String> = []
        let characters = text.unicodeScalars.map(\.value)
        if characters.count < 120 {
            for production in grammar.productions where GrammarFile.isToken(production.name) {
                var run = CharacterRun(grammar: grammar, characters: characters)
                if run.ends(of: production.node, from: Positions(0)).has(characters.count) {
                    names.insert(production.name)
                }
            }
        }
        tokenNames[text] = names
        return names
    }
}

/// A set of positions below 128.
private struct Positions: Equatable {
    var bits: UInt128 = 0

    init() {}
    init(_ position: Int) { bits = 1 << UInt128(position) }

    func has(_ position: Int) -> Bool { bits >> UInt128(position) & 1 == 1 }
    var isEmpty: Bool { bits == 0 }

    mutating func formUnion(_ other: Positions) { bits |= other.bits }

    func forEach(_ body: (Int) -> Void) {
        var rest = bits
        while rest != 0 {
            let position = rest.trailingZeroBitCount
            body(position)
            rest &= rest - 1
        }
    }
}

/// One text over tokens.
private struct Run {
    struct Word {
        var text: String
        var names: Set<String>
        var isGlued: Bool
    }

    let grammar: GrammarFile
    let verbs: Set<String>
    let keywords: Set<String>
    let words: [Word]
    private var known: [String: [Int: Positions]] = [:]

    init(grammar: GrammarFile, verbs: Set<String>, keywords: Set<String>, words: [Word]) {
        self.grammar = grammar
        self.verbs = verbs
        self.keywords = keywords
        self.words = words
    }

    mutating func ends(of name: String, at start: Int) -> Positions {
        if let ends = known[name]?[start] { return ends }
        guard let production = grammar[name] else { preconditionFailure("there is no production \(name)") }
        known[name, default: [:]][start] = Positions()
        var ends = Positions()
        if holds(production.constraints, at: start) { ends = self.ends(of: production.node, from: Positions(start)) }
        known[name]?[start] = ends
        return ends
    }

    private func holds(_ constraints: Set<String>, at start: Int) -> Bool {
        let isCall = start + 1 < words.count && words[start + 1].text == "(" && words[start + 1].isGlued
        let word = start < words.count ? words[start].text : ""
        for constraint in constraints {
            switch constraint {
            case "wfc: Blank": if isCall { return false }
            case "wfc: Glued": if !isCall { return false }
            case "wfc: Value": if verbs.contains(word), !isCall { return false }
            case "wfc: Other": if keywords.contains(word), !isCall { return false }
            case "wfc: Member":
                if word != "it", word != "not", !(word == "(" && !words[start].isGlued) { return false }
            default: continue
            }
        }
        return true
    }

    private mutating func ends(of node: GrammarFile.Node, from starts: Positions) -> Positions {
        switch node {
        case .quoted(let text):
            return each(starts) { run, start in
                start < run.words.count && run.words[start].text == text ? Positions(start + 1) : Positions()
            }
        case .reference(let name) where GrammarFile.isToken(name):
            return each(starts) { run, start in
                start < run.words.count && run.words[start].names.contains(name) ? Positions(start + 1) : Positions()
            }
        case .reference(let name):
            return each(starts) { run, start in run.ends(of: name, at: start) }
        case .sequence(let nodes):
            var ends = starts
            for node in nodes where !ends.isEmpty { ends = self.ends(of: node, from: ends) }
            return ends
        case .choice(let nodes):
            var ends = Positions()
            for node in nodes { ends.formUnion(self.ends(of: node, from: starts)) }
            return ends
        case .optional(let node):
            var ends = self.ends(of: node, from: starts)
            ends.formUnion(starts)
            return ends
        case .many(let node):
            return closure(node, starts)
        case .some(let node):
            return closure(node, ends(of: node, from: starts))
        case .except(let node, let other):
            return each(starts) { run, start in
                var ends = run.ends(of: node, from: Positions(start))
                ends.bits &= ~run.ends(of: other, from: Positions(start)).bits
                return ends
            }
        case .characters:
            preconditionFailure("characters stand in token productions only")
        }
    }

    private mutating func closure(_ node: GrammarFile.Node, _ starts: Positions) -> Positions {
        var all = starts
        var fresh = starts
        while !fresh.isEmpty {
            let next = ends(of: node, from: fresh)
            fresh.bits = next.bits & ~all.bits
            all.formUnion(next)
        }
        return all
    }

    private mutating func each(_ starts: Positions, _ body: (inout Run, Int) -> Positions) -> Positions {
        var ends = Positions()
        var rest = starts.bits
        while rest != 0 {
            ends.formUnion(body(&self, rest.trailingZeroBitCount))
            rest &= rest - 1
        }
        return ends
    }
}

/// One token's text over characters.
private struct CharacterRun {
    let grammar: GrammarFile
    let characters: [UInt32]

    mutating func ends(of node: GrammarFile.Node, from starts: Positions) -> Positions {
        var ends = Positions()
        switch node {
        case .quoted(let text):
            let wanted = text.unicodeScalars.map(\.value)
            starts.forEach { start in
                if characters[start...].starts(with: wanted) { ends.formUnion(Positions(start + wanted.count)) }
            }
        case .characters(let ranges, let negated):
            starts.forEach { start in
                if start < characters.count, ranges.contains(where: { $0.contains(characters[start]) }) != negated {
                    ends.formUnion(Positions(start + 1))
                }
            }
        case .reference(let name):
            guard let production = grammar[name] else { preconditionFailure("there is no production \(name)") }
            return self.ends(of: production.node, from: starts)
        case .sequence(let nodes):
            ends = starts
            for node in nodes where !ends.isEmpty { ends = self.ends(of: node, from: ends) }
        case .choice(let nodes):
            for node in nodes { ends.formUnion(self.ends(of: node, from: starts)) }
        case .optional(let node):
            ends = self.ends(of: node, from: starts)
            ends.formUnion(starts)
        case .many(let node):
            ends = closure(node, starts)
        case .some(let node):
            ends = closure(node, self.ends(of: node, from: starts))
        case .except:
            preconditionFailure("a token production has no exception")
        }
        return ends
    }

    private mutating func closure(_ node: GrammarFile.Node, _ starts: Positions) -> Positions {
        var all = starts
        var fresh = starts
        while !fresh.isEmpty {
            let next = ends(of: node, from: fresh)
            fresh.bits = next.bits & ~all.bits
            all.formUnion(next)
        }
        return all
    }
}
