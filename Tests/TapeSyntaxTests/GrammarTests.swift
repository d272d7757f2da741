import TapeEngine
import TapeSyntax
import TapeTime
import TestSupport
import Testing

/// The parser and `Grammar/tape.ebnf` agree.
@Suite struct GrammarTests {
    static let grammar = GrammarFile()

    /// Codes of the file's `vc` constraints: the texts they refuse match the grammar.
    private static let valueCodes: Set<DiagnosticCode> = [.twiceClause, .badDate, .badDuration]

    private func expectAgreement(_ text: String, _ recogniser: inout Recogniser, _ location: SourceLocation) -> Bool {
        guard let accepted = recogniser.accepts(text) else { return true }
        let codes = parse(Source(text)).diagnostics.map(\.code)
        let agrees = accepted ? GrammarTests.valueCodes.isSuperset(of: codes) : !codes.isEmpty
        #expect(agrees, "the grammar \(accepted ? "takes" : "refuses") \(text): \(codes)", sourceLocation: location)
        return accepted
    }

    @Test func theSamplesAreOfTheGrammar() {
        var recogniser = Recogniser(GrammarTests.grammar)
        for line in Samples.lines {
            #expect(expectAgreement(line, &recogniser, #_sourceLocation), "\(line)")
        }
    }

    @Test func theGrammarAndTheParserRefuseTheSame() {
        var recogniser = Recogniser(GrammarTests.grammar)
        for (line, _) in ErrorTests.pinned { _ = expectAgreement(line, &recogniser, #_sourceLocation) }
        for line in contextLines { #expect(expectAgreement(line, &recogniser, #_sourceLocation)) }
    }

    @Test func theGrammarAndTheParserAgreeOnEveryMutation() {
        var recogniser = Recogniser(GrammarTests.grammar)
        var taken = 0
        var count = 0
        for line in Samples.lines {
            for mutant in mutants(of: line) {
                if expectAgreement(mutant, &recogniser, #_sourceLocation) { taken += 1 }
                count += 1
            }
        }
        #expect(taken > 1_000 && count - taken > 1_000)
    }

    /// All that README, Grammar, `help` and Examples show, and the lines of the error scripts.
    @Test func theGrammarAndTheParserAgreeOnTheDocuments() {
        var recogniser = Recogniser(GrammarTests.grammar)
        for statement in Documents.statements {
            #expect(expectAgreement(statement.text, &recogniser, #_sourceLocation), "\(statement.text)")
        }
        for line in Scripts.lines(under: "errors") {
            _ = expectAgreement(line, &recogniser, #_sourceLocation)
        }
    }

    /// Every mutant if `TAPE_MUTANTS` is `all`, otherwise some of each statement's.
    @Test func theGrammarAndTheParserAgreeOnMutationsOfTheDocuments() {
        let seed = freshSeed()
        var generator = SeededRandom(seed)
        var recogniser = Recogniser(GrammarTests.grammar)
        var taken = 0
        var count = 0
        for statement in Documents.statements {
            let all = mutants(of: statement.text)
            let chosen = Mutations.runsAll ? all : (0..<4).compactMap { _ in all.randomElement(using: &generator) }
            for mutant in chosen {
                if expectAgreement(mutant, &recogniser, #_sourceLocation) { taken += 1 }
                count += 1
            }
        }
        #expect(taken > 300 && count - taken > 300, "seed \(seed)")
        if Mutations.runsAll { print("\(count) mutants of the documents, \(taken) of them of the language") }
    }

    @Test func theGrammarAndTheParserAgreeOnScrambledLines() {
        let seed = freshSeed()
        var generator = SeededRandom(seed)
        var recogniser = Recogniser(GrammarTests.grammar)
        var taken = 0
        for _ in 0..<8_000 {
            let line = Samples.lines.randomElement(using: &generator) ?? ""
            if expectAgreement(scrambled(line, &generator), &recogniser, #_sourceLocation) { taken += 1 }
        }
        #expect(taken > 300, "seed \(seed)")
    }

    private let contextLines = [
        "breadth last it up", "breadth it it up", "show a where where up", "streak by over at by 5%",
        "rank by by it top 3",
        "load from from \"x\"", "let x = set", "explain min(a, b)", "a and(b)", "show a at span high",
    ]

    /// Each production is used, reached from Script, and is repeated word for word above the function that parses it.
    @Test func productionsAndFunctionsMatch() throws {
        let folder = Places.package + "/Sources/TapeSyntax"
        let files = try #require(Files.list(folder)).filter { $0.hasPrefix("Parse") }
        var written: [String: (text: String, function: String)] = [:]
        for file in files {
            let lines = (Files.text("\(folder)/\(file)") ?? "").split(separator: "\n", omittingEmptySubsequences: false)
                .map { String($0.drop { $0 == " " }) }
            for (index, line) in lines.enumerated() where line.hasPrefix("// ") && line.contains("::=") {
                var text = line.dropFirst(3)
                var next = index + 1
                while lines[next].hasPrefix("//") {
                    text += lines[next].dropFirst(2)
                    next += 1
                }
                let parts = text.split(separator: " ").map(String.init)
                let function = lines[next].split(separator: " ").drop { $0 != "func" }.dropFirst().first ?? ""
                written[parts[0]] = (
                    parts.dropFirst(2).joined(separator: " "), String(function.prefix { $0 != "(" && $0 != "<" })
                )
            }
        }
        for production in GrammarTests.grammar.productions where !GrammarFile.isToken(production.name) {
            if isWordList(production) { continue }
            let name = production.name
            let function = name.prefix(1).lowercased() + name.dropFirst()
            #expect(written[name]?.text == production.text, "\(name)")
            #expect(written[name]?.function == function, "\(name)")
        }
        for name in written.keys { #expect(GrammarTests.grammar[name] != nil, "\(name) is not a production") }
    }

    /// Lists of words are tables, not functions.
    private func isWordList(_ production: GrammarFile.Production) -> Bool {
        if ["SpecialWord", "FunctionName"].contains(production.name) { return true }
        guard case .choice(let nodes) = production.node, production.name != "WordClause", production.name != "Constant"
        else {
            return false
        }
        return nodes.allSatisfy { if case .quoted = $0 { true } else { false } }
    }

    @Test func theTablesHaveTheWordsOfTheGrammar() {
        func words(_ name: String) -> Set<String> {
            guard case .choice(let nodes)? = GrammarTests.grammar[name]?.node else { return [] }
            return Set(nodes.compactMap { if case .quoted(let word) = $0 { word } else { nil } })
        }
        #expect(words("Verb") == Set(standard.names))
        #expect(words("Command") == Set(Command.allCases.map(\.rawValue)))
        #expect(words("Keyword") == Set(StatementWord.allCases.map(\.rawValue)))
        #expect(words("Constant").union(["not"]) == Set(SpecialWord.allCases.map(\.rawValue)))
        let quoted = Set(GrammarTests.grammar.productions.flatMap { $0.node.quotedWords })
        for word in ConditionWord.allCases { #expect(quoted.contains(word.rawValue)) }
        let shapes: [(VerbShape, String)] = [
            (.condition, "ConditionQuery"), (.one, "OneQuery"), (.list, "ListQuery"), (.pair, "PairQuery"),
            (.rank, "RankQuery"), (.breadth, "BreadthQuery"), (.target, "TargetQuery"),
        ]
        for (shape, name) in shapes {
            let verbs = Set(standard.all.filter { "\($0.shape)" == "\(shape)" }.map(\.name))
            let written = Set((GrammarTests.grammar[name]?.node.quotedWords ?? []).filter { standard[$0] != nil })
            #expect(written == verbs, "\(name)")
        }
        let language = Language.standard
        let clauseShapes: [(ClauseShape, String)] = [
            (.date, "DateClause"), (.range, "RangeClause"), (.length, "LengthClause"), (.lengths, "LengthsClause"),
            (.condition, "ConditionClause"), (.rows, "RowsClause"), (.asOf, "AsOfClause"), (.bucket, "ByClause"),
            (.partial, "PartialClause"), (.word, "WordClause"),
        ]
        var seen: Set<String> = []
        for (shape, name) in clauseShapes {
            let words = Set(language.clauses.all.filter { $0.shape == shape }.map(\.name))
            let written = GrammarTests.grammar[name]?.node.quotedWords ?? []
            #expect(Set(written.filter { language.clauses[$0] != nil }) == words, "\(name)")
            seen.formUnion(words)
        }
        #expect(seen == Set(language.clauses.names))
        let stageShapes: [(StageShape, String)] = [
            (.condition, "ConditionStage"), (.sort, "SortStage"), (.rows, "RowsStage"), (.columns, "ColumnsStage"),
            (.rename, "RenameStage"), (.table, "TableStage"), (.word, "WordStage"), (.file, "FileStage"),
            (.format, "FormatStage"),
        ]
        seen = []
        for (shape, name) in stageShapes {
            let words = Set(language.stages.all.filter { $0.shape == shape }.map(\.name))
            let written = GrammarTests.grammar[name]?.node.quotedWords ?? []
            #expect(Set(written.filter { language.stages[$0] != nil }) == words, "\(name)")
            seen.formUnion(words)
        }
        #expect(seen == Set(language.stages.names))
    }

    /// Every token the lexer cuts is one of the file's tokens, and of that kind.
    @Test func tokensAreThoseOfTheGrammar() {
        var recogniser = Recogniser(GrammarTests.grammar)
        let names: [Token.Kind: Set<String>] = [
            .word: ["WORD"], .number: ["NUMBER"], .percent: ["PERCENT"], .date: ["DATE"], .duration: ["DURATION"],
            .text: ["TEXT"], .symbol: ["SYMBOL", "EXACT"], .comment: ["COMMENT"], .newline: ["NEWLINE"],
        ]
        for line in Samples.lines + ErrorTests.pinned.map(\.line) + [
            "2_861 .5 1e+6 5e-3 1_0.5_0% 2026q3 3M \"\"\"\" $5 `a b` ^X_1"
        ] {
            let source = Source(line)
            for token in tokenize(source) {
                guard let wanted = names[token.kind] else { continue }
                let found = recogniser.names(of: source.text(token.span))
                #expect(!found.isDisjoint(with: wanted), "\(source.text(token.span))")
            }
        }
    }
}

extension GrammarFile.Node {
    /// The quoted texts in it.
    var quotedWords: [String] {
        switch self {
        case .quoted(let word): [word]
        case .sequence(let nodes), .choice(let nodes): nodes.flatMap(\.quotedWords)
        case .optional(let node), .many(let node), .some(let node): node.quotedWords
        case .except(let node, let other): node.quotedWords + other.quotedWords
        case .characters, .reference: []
        }
    }
}
