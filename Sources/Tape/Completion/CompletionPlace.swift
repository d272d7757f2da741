import TapeSyntax

/// The cursor's place in the text, as far as completion needs it.
struct CompletionPlace {
    /// Whether it is in a comment.
    private(set) var isComment = false
    /// Where the quoted text around it begins, after the quotation mark.
    private(set) var quote: Int?
    /// The word being typed, and where it begins.
    private(set) var typed = ""
    private(set) var start: Int
    /// The dot in that word after which a column is expected.
    private(set) var dot: Int?
    /// The tokens of the statement before that word, in lower case. A statement in a block counts by itself.
    private(set) var words: [String] = []
    /// The words after the last `|` of the statement; nil without one.
    private(set) var stage: [String]?
    /// The function of the innermost open call, and the tokens of its arguments.
    private(set) var call: (name: String, arguments: [String])?

    /// The text from the start of the outermost statement to the word, and the brackets that close it.
    private var before = ""
    private var closers = ""
    private let vocabulary: Vocabulary

    init(_ bytes: [UInt8], _ vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
        let scan = Scan(bytes)
        start = bytes.count
        isComment = scan.isComment
        quote = scan.quote
        if isComment { return }
        var first = scan.quote.map { $0 - 1 } ?? bytes.count
        if scan.quote == nil {
            while first > scan.statement, Self.isWordByte(bytes, first - 1) { first -= 1 }
        }
        start = first
        typed = String(decoding: bytes[first...], as: UTF8.self)
        if scan.quote == nil, let last = bytes[first...].lastIndex(of: UInt8(ascii: ".")), last > first { dot = last }
        before = String(decoding: bytes[scan.outermost..<first], as: UTF8.self)
        closers = String(decoding: scan.open.reversed().map { $0.closer }, as: UTF8.self)
        let source = Source(String(decoding: bytes[scan.statement..<max(scan.statement, first)], as: UTF8.self))
        let tokens = tokenize(source).filter { $0.kind != .comment && $0.kind != .newline }
        words = tokens.map { source.text($0.span).lowercased() }
        if let bar = words.lastIndex(of: "|") { stage = Array(words[(bar + 1)...]) }
        call = Self.openCall(tokens, words)
    }

    private static func openCall(_ tokens: [Token], _ words: [String]) -> (name: String, arguments: [String])? {
        var depth = 0
        for index in tokens.indices.reversed() {
            if [")", "]", "}"].contains(words[index]) { depth += 1 }
            guard ["(", "[", "{"].contains(words[index]) else { continue }
            if depth > 0 {
                depth -= 1
                continue
            }
            guard words[index] == "(", index > 0, tokens[index - 1].kind == .word,
                tokens[index - 1].span.upper == tokens[index].span.lower
            else { return nil }
            return (words[index - 1], Array(words[(index + 1)...]))
        }
        return nil
    }

    /// Letters, digits and the marks inside names; the `-` of a date.
    private static func isWordByte(_ bytes: [UInt8], _ index: Int) -> Bool {
        switch bytes[index] {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: true
        case UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "^"), UInt8(ascii: "."), UInt8(ascii: "`"): true
        case UInt8(ascii: "-"): index > 3 && bytes[index - 4..<index].allSatisfy { (0x30...0x39).contains($0) }
        default: false
        }
    }

    /// What may complete a sample to a whole statement.
    private static let tails = ["", " up", " by zz", " with zz", " to 1", " to zz", " { }", " in {zz} { }"]

    /// Whether the text with the sample is valid so far, and the verb takes its clauses.
    func accepts(_ sample: String) -> Bool { isWhole(before + sample + closers) }

    /// Whether an operand is allowed here.
    func takesOperand(_ sample: String = "zz") -> Bool {
        // The bracket of a call closes before the rest of the statement follows.
        Self.tails.contains { isWhole(before + sample + $0 + closers) || isWhole(before + sample + closers + $0) }
    }

    private func isWhole(_ text: String) -> Bool {
        let result = parse(Source(text), vocabulary)
        guard result.diagnostics.isEmpty, let last = result.script.statements.last else { return false }
        return Self.hasTakenClauses(last)
    }

    private static func hasTakenClauses(_ statement: Statement) -> Bool {
        switch statement.kind {
        case .pipeline(let pipeline), .letValue(_, let pipeline), .explain(let pipeline):
            switch pipeline.source {
            case .query(let query): takes(query.verb.clauses, query.clauses)
            case .expression(_, let clauses): takes(ofExpressions, clauses)
            }
        case .assert(_, let clauses, _): takes(ofExpressions, clauses)
        case .branch(_, let clauses, let body, let otherwise):
            takes(ofExpressions, clauses) && ((otherwise ?? body).last.map { hasTakenClauses($0) } ?? true)
        case .loop(_, _, let body): body.last.map { hasTakenClauses($0) } ?? true
        default: true
        }
    }

    /// The clauses that change the value of a bare expression.
    private static let ofExpressions: [ClauseKind] = [.window, .asOf, .frequency, .partial]

    private static func takes(_ kinds: [ClauseKind], _ clauses: [Clause]) -> Bool {
        clauses.allSatisfy { kinds.contains($0.word.kind) }
    }
}

/// Scans the text before the cursor byte by byte: statements, brackets, texts, comments.
private struct Scan {
    struct Bracket {
        var closer: UInt8
        /// Where the statement around the bracket begins.
        var statement: Int
        var isBlock: Bool
    }

    /// Where the innermost and the outermost statement begin.
    private(set) var statement = 0
    private(set) var outermost = 0
    private(set) var open: [Bracket] = []
    private(set) var quote: Int?
    private(set) var isComment = false

    init(_ bytes: [UInt8]) {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if isComment {
                if byte == UInt8(ascii: "\n") { isComment = false }
            } else if quote != nil {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n") { quote = nil }
            } else {
                take(byte, bytes, index)
            }
        }
    }

    private mutating func take(_ byte: UInt8, _ bytes: [UInt8], _ next: Int) {
        switch byte {
        case UInt8(ascii: "#"): isComment = true
        case UInt8(ascii: "\""): quote = next
        case UInt8(ascii: "("): open.append(Bracket(closer: UInt8(ascii: ")"), statement: statement, isBlock: false))
        case UInt8(ascii: "["): open.append(Bracket(closer: UInt8(ascii: "]"), statement: statement, isBlock: false))
        case UInt8(ascii: "{"):
            let isBlock = opensBlock(bytes, next - 1)
            open.append(Bracket(closer: UInt8(ascii: "}"), statement: statement, isBlock: isBlock))
            if isBlock { statement = next }
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            guard let last = open.popLast() else { return }
            if last.isBlock { statement = last.statement }
        case UInt8(ascii: ";"), UInt8(ascii: "\n"):
            guard open.last?.isBlock ?? true else { return }
            if byte == UInt8(ascii: "\n"), isContinued(bytes, next - 1) { return }
            statement = next
            if open.isEmpty { outermost = next }
        default: break
        }
    }

    /// A brace after `in` or an operator opens a group; otherwise, in a statement with blocks, it opens a block.
    private func opensBlock(_ bytes: [UInt8], _ index: Int) -> Bool {
        let words = bytes[statement..<index].split(whereSeparator: { $0 <= 0x20 })
            .map { String(decoding: $0, as: UTF8.self).lowercased() }
        guard let first = words.first, ["for", "if", "else", "}"].contains(first) || words.last == "else" else {
            return false
        }
        return !["in", ",", "(", "over", "under"].contains(words.last)
    }

    /// Whether the line continues: it ends with an operator, a comma or a bar.
    private func isContinued(_ bytes: [UInt8], _ index: Int) -> Bool {
        let last = bytes[statement..<index].last { $0 > 0x20 }
        return last.map { "+-*/,|=<>".utf8.contains($0) } ?? false
    }
}
