import TestSupport

/// `Grammar/tape.ebnf`, read: the productions by name, in the file's order.
struct GrammarFile: Sendable {
    indirect enum Node: Sendable {
        case quoted(String)
        /// A class of characters, `[^…]` where negated.
        case characters([ClosedRange<UInt32>], negated: Bool)
        case reference(String)
        case sequence([Node])
        case choice([Node])
        case optional(Node)
        case many(Node)
        case some(Node)
        case except(Node, Node)
    }

    struct Production: Sendable {
        var name: String
        var node: Node
        /// The text between `::=` and the constraints, blanks folded.
        var text: String
        var constraints: Set<String>
    }

    var productions: [Production] = []
    var index: [String: Int] = [:]

    subscript(name: String) -> Production? { index[name].map { productions[$0] } }

    /// Names in capitals are tokens.
    static func isToken(_ name: String) -> Bool { !name.utf8.contains { $0 >= 0x61 && $0 <= 0x7A } }

    init() {
        let text = GrammarFile.withoutComments((Files.text(Places.package + "/Grammar/tape.ebnf") ?? ""))
        var parts: [(name: String, body: String)] = []
        for line in text.split(separator: "\n") {
            if let name = line.split(separator: " ").first, line.first != " ", line.contains("::=") {
                let body = line.dropFirst(name.utf8.count).drop { $0 == " " }.dropFirst(3)
                parts.append((String(name), String(body)))
            } else if let last = parts.indices.last {
                parts[last].body += " " + line
            }
        }
        for part in parts {
            var reader = EBNFReader(part.body)
            let production = reader.production(part.name)
            index[part.name] = productions.count
            productions.append(production)
        }
    }

    private static func withoutComments(_ text: String) -> String {
        var rest = Array(text.utf8)[...]
        var result: [UInt8] = []
        while let byte = rest.first {
            if rest.starts(with: Array("/*".utf8)) {
                while !rest.isEmpty, !rest.starts(with: Array("*/".utf8)) { rest.removeFirst() }
                rest = rest.dropFirst(2)
            } else {
                result.append(byte)
                rest.removeFirst()
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

/// Reads the right side of one production.
private struct EBNFReader {
    private var rest: ArraySlice<Character>

    init(_ text: String) { rest = Array(text)[...] }

    mutating func production(_ name: String) -> GrammarFile.Production {
        let before = rest
        let node = choice()
        let text = String(before[..<rest.startIndex]).split(separator: " ").joined(separator: " ")
        var constraints: Set<String> = []
        while peek() == "[" {
            let constraint = rest.prefix { $0 != "]" }
            rest = rest.dropFirst(constraint.count + 1)
            constraints.insert(String(constraint.dropFirst()).split(separator: " ").joined(separator: " "))
        }
        precondition(peek() == nil, "\(name): \(String(rest))")
        return .init(name: name, node: node, text: text, constraints: constraints)
    }

    private mutating func peek() -> Character? {
        rest = rest.drop { $0 == " " }
        return rest.first
    }

    private mutating func take(_ character: Character) -> Bool {
        guard peek() == character else { return false }
        rest = rest.dropFirst()
        return true
    }

    private mutating func choice() -> GrammarFile.Node {
        var nodes = [sequence()]
        while take("|") { nodes.append(sequence()) }
        return nodes.count == 1 ? nodes[0] : .choice(nodes)
    }

    private mutating func sequence() -> GrammarFile.Node {
        var nodes: [GrammarFile.Node] = []
        while let next = peek(), next != "|", next != ")", !isConstraint {
            var node = postfix()
            if take("-") { node = .except(node, postfix()) }
            nodes.append(node)
        }
        return nodes.count == 1 ? nodes[0] : .sequence(nodes)
    }

    private var isConstraint: Bool { rest.starts(with: "[ wfc:") || rest.starts(with: "[ vc:") }

    private mutating func postfix() -> GrammarFile.Node {
        let node = primary()
        switch rest.first {
        case "?":
            rest = rest.dropFirst()
            return .optional(node)
        case "*":
            rest = rest.dropFirst()
            return .many(node)
        case "+":
            rest = rest.dropFirst()
            return .some(node)
        default: return node
        }
    }

    private mutating func primary() -> GrammarFile.Node {
        guard let first = peek() else { preconditionFailure("a production ends too early") }
        switch first {
        case "(":
            rest = rest.dropFirst()
            let node = choice()
            precondition(take(")"))
            return node
        case "'", "\"":
            let text = rest.dropFirst().prefix { $0 != first }
            rest = rest.dropFirst(text.count + 2)
            return .quoted(String(text))
        case "#":
            return .characters([character()...last], negated: false)
        case "[":
            return characterClass()
        default:
            let name = rest.prefix { $0.isLetter }
            precondition(!name.isEmpty, "\(first)")
            rest = rest.dropFirst(name.count)
            return .reference(String(name))
        }
    }

    private var last: UInt32 = 0

    /// One character, or `#x` and its number; remembered as the last.
    private mutating func character() -> UInt32 {
        if rest.starts(with: "#x") {
            let digits = rest.dropFirst(2).prefix { $0.isHexDigit }
            rest = rest.dropFirst(2 + digits.count)
            last = UInt32(String(digits), radix: 16) ?? 0
        } else {
            last = rest.first?.unicodeScalars.first?.value ?? 0
            rest = rest.dropFirst()
        }
        return last
    }

    private mutating func characterClass() -> GrammarFile.Node {
        rest = rest.dropFirst()
        let negated = rest.first == "^" && rest.dropFirst().first != "]" && rest.dropFirst(2).first != "]"
        if negated { rest = rest.dropFirst() }
        var ranges: [ClosedRange<UInt32>] = []
        while rest.first != "]" {
            let lower = character()
            if rest.first == "-", rest.dropFirst().first != "]" {
                rest = rest.dropFirst()
                ranges.append(lower...character())
            } else {
                ranges.append(lower...lower)
            }
        }
        rest = rest.dropFirst()
        return .characters(ranges, negated: negated)
    }
}
