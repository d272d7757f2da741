import TapeSyntax

/// Decides whether a text is of the language that a grammar file describes: for each production and position the set of
/// positions where it may end. It follows all ways at once and is independent of the parser. The grammar must not be
/// left-recursive.
struct Recogniser {
    let grammar: GrammarFile
    private let verbs: Set<String>
    private let keywords: Set<String>
    private let rules: Rules
    private var tokenNames: [String: Set<String>] = [:]

    init(_ grammar: GrammarFile) {
        self.grammar = grammar
        rules = Rules(grammar)
        verbs = Recogniser.words(grammar, "Verb")
        keywords = Recogniser.words(grammar, "Keyword").union(Recogniser.words(grammar, "Command"))
    }

    private static func words(_ grammar: GrammarFile, _ name: String) -> Set<String> {
        guard case .choice(let nodes)? = grammar[name]?.node else { return [] }
        return Set(nodes.compactMap { if case .quoted(let word) = $0 { word } else { nil } })
    }

    /// Nil if the text is too long to decide, or if it depends on whether a word at the end of a line is an
    /// operator: the grammar does not describe lines.
    mutating func accepts(_ text: String) -> Bool? {
        let source = Source(text)
        let (tokens, isDoubtful) = Recogniser.significant(tokenize(source), source)
        guard tokens.count < 120 else { return nil }
        guard !tokens.contains(where: { $0.kind == .invalid }) else { return false }
        var words: [Run.Word] = []
        var end = -1
        for token in tokens {
            let text = source.text(token.span)
            let small = text.lowercased()
            let indices = Set(names(of: text).compactMap { grammar.index[$0] })
            words.append(
                .init(text: small, quoted: rules.quoted[small] ?? -1, tokens: indices, isGlued: token.span.lower == end)
            )
            end = token.span.upper
        }
        var run = Run(rules: rules.rules, verbs: verbs, keywords: keywords, words: words)
        let isTaken = run.ends(of: grammar.index["Script"] ?? 0, at: 0).has(words.count)
        return isTaken || !isDoubtful ? isTaken : nil
    }

    /// The tokens without comments and without the newlines that are blanks: in brackets, behind signs that need a
    /// right side, before `|`.
    private static func significant(_ tokens: [Token], _ source: Source) -> (tokens: [Token], isDoubtful: Bool) {
        let open: Set<String> = [",", "=", "|", "+", "-", "*", "/", "<", ">", "<=", ">=", "!="]
        var kept: [Token] = []
        var brackets: [String] = []
        var isDoubtful = false
        let all = tokens.filter { $0.kind != .comment }
        for (index, token) in all.enumerated() {
            let text = source.text(token.span)
            switch text {
            case "(", "[", "{": brackets.append(text)
            case ")", "]", "}": _ = brackets.popLast()
            default: break
            }
            if token.kind == .newline, let last = kept.last {
                let next = all[index...].first { $0.kind != .newline }.map { source.text($0.span) }
                let before = source.text(last.span)
                if open.contains(before) || next == "|" || brackets.last == "(" || brackets.last == "[" { continue }
                // `{` may be a group's, in which lines do not end.
                if brackets.last == "{" || ConditionWord(rawValue: before.lowercased()) != nil { isDoubtful = true }
            }
            kept.append(token)
        }
        return (kept, isDoubtful)
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

    init(bits: UInt128 = 0) { self.bits = bits }
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

/// A grammar's node with its names looked up: a token's index or a production's.
private indirect enum Step {
    case quoted(Int)
    case token(Int)
    case production(Int)
    case sequence([Step])
    case choice([Step])
    case optional(Step)
    case many(Step)
    case except(Step, Step)
}

/// A production ready to be run.
private struct Rule {
    var step: Step
    var constraints: [String]
}

/// The rules of a file, and the numbers of its quoted words.
private struct Rules {
    var rules: [Rule] = []
    var quoted: [String: Int] = [:]

    init(_ grammar: GrammarFile) {
        for production in grammar.productions {
            if GrammarFile.isToken(production.name) {
                rules.append(Rule(step: .sequence([]), constraints: []))
            } else {
                let step = compiled(production.node, grammar)
                rules.append(Rule(step: step, constraints: production.constraints.filter { $0.hasPrefix("wfc") }))
            }
        }
    }

    private mutating func compiled(_ node: GrammarFile.Node, _ grammar: GrammarFile) -> Step {
        switch node {
        case .quoted(let text):
            let number = quoted[text] ?? quoted.count
            quoted[text] = number
            return .quoted(number)
        case .reference(let name):
            guard let index = grammar.index[name] else { preconditionFailure("there is no production \(name)") }
            return GrammarFile.isToken(name) ? .token(index) : .production(index)
        case .sequence(let nodes): return .sequence(nodes.map { compiled($0, grammar) })
        case .choice(let nodes): return .choice(nodes.map { compiled($0, grammar) })
        case .optional(let node): return .optional(compiled(node, grammar))
        case .many(let node): return .many(compiled(node, grammar))
        case .except(let node, let other): return .except(compiled(node, grammar), compiled(other, grammar))
        case .some, .characters: preconditionFailure("this stands in token productions only")
        }
    }
}

/// One text over tokens.
private struct Run {
    struct Word {
        var text: String
        /// The number of the quoted word it is, -1 for none.
        var quoted: Int
        var tokens: Set<Int>
        var isGlued: Bool
    }

    let rules: [Rule]
    let verbs: Set<String>
    let keywords: Set<String>
    let words: [Word]
    private var known: [Positions?]

    init(rules: [Rule], verbs: Set<String>, keywords: Set<String>, words: [Word]) {
        self.rules = rules
        self.verbs = verbs
        self.keywords = keywords
        self.words = words
        known = [Positions?](repeating: nil, count: rules.count * (words.count + 1))
    }

    mutating func ends(of rule: Int, at start: Int) -> Positions {
        let slot = rule * (words.count + 1) + start
        if let ends = known[slot] { return ends }
        known[slot] = Positions()
        var ends = Positions()
        if holds(rules[rule].constraints, at: start) { ends = self.ends(of: rules[rule].step, from: Positions(start)) }
        known[slot] = ends
        return ends
    }

    private func holds(_ constraints: [String], at start: Int) -> Bool {
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
            default: preconditionFailure("there is no constraint \(constraint)")
            }
        }
        return true
    }

    private mutating func ends(of step: Step, from starts: Positions) -> Positions {
        var ends = Positions()
        var rest = starts.bits
        switch step {
        case .quoted, .token, .production, .except:
            while rest != 0 {
                ends.formUnion(one(step, rest.trailingZeroBitCount))
                rest &= rest - 1
            }
        case .sequence(let steps):
            ends = starts
            for step in steps where !ends.isEmpty { ends = self.ends(of: step, from: ends) }
        case .choice(let steps):
            for step in steps { ends.formUnion(self.ends(of: step, from: starts)) }
        case .optional(let step):
            ends = self.ends(of: step, from: starts)
            ends.formUnion(starts)
        case .many(let step):
            ends = starts
            var fresh = starts
            while !fresh.isEmpty {
                let next = self.ends(of: step, from: fresh)
                fresh.bits = next.bits & ~ends.bits
                ends.formUnion(next)
            }
        }
        return ends
    }

    private mutating func one(_ step: Step, _ start: Int) -> Positions {
        switch step {
        case .quoted(let number):
            start < words.count && words[start].quoted == number ? Positions(start + 1) : Positions()
        case .token(let index):
            start < words.count && words[start].tokens.contains(index) ? Positions(start + 1) : Positions()
        case .production(let index):
            ends(of: index, at: start)
        case .except(let step, let other):
            Positions(bits: one(step, start).bits & ~ends(of: other, from: Positions(start)).bits)
        case .sequence, .choice, .optional, .many:
            ends(of: step, from: Positions(start))
        }
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
