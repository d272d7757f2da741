import TapeSyntax
import TestSupport

/// Makes sentences of the language at random from the grammar file, and counts the productions it has used.
struct Sentences {
    /// A node of the file with its productions looked up and the fewest productions below it, so that a sentence ends.
    private final class Step {
        enum Kind {
            case quoted(String)
            case token(Int)
            case production(Int)
            case sequence([Step])
            case choice([Step])
            case optional(Step)
            case many(Step)
            case except(Step, Set<String>)
        }

        let kind: Kind
        var depth = 1_000

        init(_ kind: Kind) { self.kind = kind }
    }

    let grammar: GrammarFile
    var random: SeededRandom
    private var steps: [Step] = []
    /// How often each production occurred in a sentence, without discarded sentences.
    private var kept: [Int]
    private var used: [Int]
    private var words: [String] = []

    init(_ grammar: GrammarFile, seed: UInt64) {
        self.grammar = grammar
        random = SeededRandom(seed)
        kept = [Int](repeating: 0, count: grammar.productions.count)
        used = kept
        steps = grammar.productions.map { production in
            GrammarFile.isToken(production.name) ? Step(.quoted("")) : compiled(production.node)
        }
        var changes = true
        while changes {
            changes = false
            for step in steps where settle(step) { changes = true }
        }
    }

    private func compiled(_ node: GrammarFile.Node) -> Step {
        switch node {
        case .quoted(let text): return Step(.quoted(text))
        case .reference(let name):
            let index = grammar.index[name] ?? 0
            return Step(GrammarFile.isToken(name) ? .token(index) : .production(index))
        case .sequence(let nodes): return Step(.sequence(nodes.map { compiled($0) }))
        case .choice(let nodes): return Step(.choice(nodes.map { compiled($0) }))
        case .optional(let node): return Step(.optional(compiled(node)))
        case .many(let node): return Step(.many(compiled(node)))
        case .except(let node, let other): return Step(.except(compiled(node), Set(grammar.words(other))))
        case .some, .characters: preconditionFailure("this stands in token productions only")
        }
    }

    /// Lowers its depths to the values known so far; returns whether one changed.
    private func settle(_ step: Step) -> Bool {
        var changes = false
        let depth: Int
        switch step.kind {
        case .quoted, .token: depth = 0
        case .production(let index): depth = steps[index].depth + 1
        case .sequence(let inner):
            for step in inner where settle(step) { changes = true }
            depth = inner.map(\.depth).max() ?? 0
        case .choice(let inner):
            for step in inner where settle(step) { changes = true }
            depth = inner.map(\.depth).min() ?? 0
        case .optional(let inner), .many(let inner):
            changes = settle(inner)
            depth = 0
        case .except(let inner, _):
            changes = settle(inner)
            depth = inner.depth
        }
        if depth < step.depth {
            step.depth = depth
            return true
        }
        return changes
    }

    func uses(of name: String) -> Int { grammar.index[name].map { kept[$0] } ?? 0 }

    /// One sentence of the production.
    mutating func sentence(_ name: String) -> String {
        used = [Int](repeating: 0, count: used.count)
        words = []
        if let index = grammar.index[name] { writeProduction(index, 36) }
        var text = ""
        var isGlued = true
        for word in words {
            if word == Self.glue {
                isGlued = true
            } else {
                text += isGlued ? word : " " + word
                isGlued = false
            }
        }
        return text
    }

    /// Keeps the counts of the last sentence.
    mutating func keep() {
        for index in used.indices { kept[index] += used[index] }
    }

    private mutating func write(_ step: Step, _ budget: Int) {
        switch step.kind {
        case .quoted(let text):
            words.append(text)
        case .token(let index):
            used[index] += 1
            words.append(token(grammar.productions[index].name))
        case .production(let index):
            writeProduction(index, budget - 1)
        case .sequence(let inner):
            for step in inner { write(step, budget) }
        case .choice(let inner):
            let open = inner.filter { $0.depth <= budget }
            if let pick = open.randomElement(using: &random) ?? inner.min(by: { $0.depth < $1.depth }) {
                write(pick, budget)
            }
        case .optional(let inner):
            if inner.depth <= budget, random.chance(0.4) { write(inner, budget) }
        case .many(let inner):
            while inner.depth <= budget, random.chance(0.3) { write(inner, budget - 4) }
        case .except(let inner, let excluded):
            let start = words.count
            repeat {
                words.removeSubrange(start...)
                write(inner, budget)
            } while excluded.contains(words[start].lowercased())
        }
    }

    private mutating func writeProduction(_ index: Int, _ budget: Int) {
        used[index] += 1
        let constraints = grammar.productions[index].constraints
        let start = words.count
        if constraints.contains("wfc: Glued"), case .sequence(let inner) = steps[index].kind {
            write(inner[0], budget)
            words.append(Self.glue)
            for step in inner.dropFirst() { write(step, budget) }
        } else if constraints.contains("wfc: Member") {
            repeat {
                words.removeSubrange(start...)
                write(steps[index], budget)
            } while !["it", "not", "("].contains(words[start])
        } else {
            write(steps[index], budget)
            if index == grammar.index["Postfix"] { glueDots(from: start) }
        }
    }

    /// A field's dot directly follows a name; after anything else there is no field.
    private mutating func glueDots(from start: Int) {
        for index in words.indices.reversed() where index > start && words[index] == "." {
            if isNameEnd(words[index - 1]) {
                words.insert(Self.glue, at: index)
            } else {
                words.removeSubrange(index...(index + 1))
            }
        }
    }

    private func isNameEnd(_ word: String) -> Bool {
        guard let first = word.utf8.first else { return false }
        let isMarked = word.utf8.count > 1 && ".^$`".utf8.contains(first)
        let second = word.utf8.dropFirst().first.map { !(0x30...0x39).contains($0) } ?? true
        return ")]}_".utf8.contains(first) || (0x41...0x5A).contains(first & 0xDF)
            || isMarked && (first != 0x2E || second)
    }

    /// Goes between two words without a blank.
    private static let glue = "\u{8}"

    private static let names = [
        "rut", "spx", "a", "b", "mag7", "x_1", "RUT", "over", "under", "since", "top", "low", "high", "at", "by", "may",
        "in",
        "it", "last", "to", "from", "with", "up", "and", "or", "desc", "year", "streak", "days", "of", "load", "_",
        "where",
    ]

    /// Tokens come from the file's own character classes, words mostly from those that could be mistaken.
    private mutating func token(_ name: String) -> String {
        switch name {
        case "WORD" where random.chance(0.9): return Self.names.randomElement(using: &random) ?? "a"
        case "NEWLINE": return "\n"
        case "DATE":
            let month = Int.random(in: 1...12, using: &random)
            let day = Int.random(in: 1...28, using: &random)
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            return [
                "2026Q\(Int.random(in: 1...4, using: &random))", "1996-\(two(month))", "2024-\(two(month))-\(two(day))",
            ]
            .randomElement(using: &random) ?? "2026"
        case "YEAR": return "\(Int.random(in: 1000...9999, using: &random))"
        case "DAY": return "\(Int.random(in: 1...28, using: &random))"
        case "WHOLE": return "\(Int.random(in: 1...3000, using: &random))"
        case "DIGITS": return "\(Int.random(in: 0...99, using: &random))"
        case "DURATION":
            return "\(Int.random(in: 1...90, using: &random))"
                + (["d", "w", "m", "Q", "y"].randomElement(using: &random) ?? "d")
        default: return grammar[name].map { characters($0.node) } ?? ""
        }
    }

    private mutating func characters(_ node: GrammarFile.Node) -> String {
        switch node {
        case .quoted(let text): return text
        case .characters(let ranges, let negated):
            while true {
                let range = ranges.randomElement(using: &random) ?? 65...65
                let value =
                    negated ? UInt32.random(in: 0x20...0x17E, using: &random) : .random(in: range, using: &random)
                if ranges.contains(where: { $0.contains(value) }) != negated, let scalar = Unicode.Scalar(value),
                    value != 0x7F
                {
                    return String(Character(scalar))
                }
            }
        case .reference(let name):
            return token(name)
        case .sequence(let nodes):
            return nodes.map { characters($0) }.joined()
        case .choice(let nodes):
            return nodes.randomElement(using: &random).map { characters($0) } ?? ""
        case .optional(let inner):
            return random.chance(0.5) ? characters(inner) : ""
        case .many(let inner), .some(let inner):
            var text = ""
            if case .some = node { text = characters(inner) }
            while random.chance(0.5) { text += characters(inner) }
            return text
        case .except(let inner, _):
            return characters(inner)
        }
    }
}

extension GrammarFile {
    /// The words of a node that consists only of words.
    func words(_ node: Node) -> [String] {
        switch node {
        case .quoted(let word): [word]
        case .choice(let nodes): nodes.flatMap { words($0) }
        case .reference(let name): self[name].map { words($0.node) } ?? []
        default: []
        }
    }
}
