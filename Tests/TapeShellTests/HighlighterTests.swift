import TapeEngine
import TapeSyntax
import Testing

@testable import TapeShell

@Suite struct HighlighterTests {
    /// The words of a text with a letter for each one's role.
    func roles(_ text: String, _ vocabulary: Vocabulary = Language.standard.vocabulary) -> String {
        let bytes = Array(text.utf8)
        return Highlighter.roles(text, vocabulary).map { span, role in
            let letter =
                switch role {
                case .opening: "o"
                case .keyword: "k"
                case .function: "f"
                case .constant: "c"
                case .text: "t"
                case .comment: "#"
                }
            return letter + ":" + String(decoding: bytes[span.lower..<span.upper], as: UTF8.self)
        }.joined(separator: " ")
    }

    @Test(
        arguments: [
            ("streak rut over spx since 1990", "o:streak k:over k:since c:1990"),
            ("streak low over on", "o:streak k:over"),
            ("streak over over last last 1d", "o:streak k:over k:last c:1d"),
            ("over since 1990", "k:since c:1990"),
            ("streak(rut up) > 5", "f:streak k:up c:5"),
            ("streak (rut up) and spx down", "o:streak k:up k:and k:down"),
            ("when rut at 52w high ytd", "o:when k:at c:52w k:high k:ytd"),
            ("rank mag7 by rsi(it, 14) | sort by change desc", "o:rank k:by f:rsi c:14 k:sort k:by k:desc"),
            ("for s in mag7 { return s ytd }", "o:for k:in o:return k:ytd"),
            ("if x > 1 { print \"a\" } else { print \"b\" }", "o:if c:1 o:print t:\"a\" o:else o:print t:\"b\""),
            ("let g = {rut, spx}\nshow g", "o:let o:show"),
            ("count rut up 1% # up\nquit", "o:count k:up c:1% #:# up o:quit"),
            ("not rut up", "k:not k:up"), ("", ""), ("\"open", ""),
        ])
    func givesRoles(text: String, wanted: String) {
        #expect(roles(text) == wanted)
    }

    /// For any typed text, the pieces are in order and within the text.
    @Test(arguments: 0..<300 as Range<UInt64>)
    func anyTextHasPieces(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "streak", "over", "(", ")", "{", "}", "|", "\n", ";", " ", "1990", "\"", "é", "市", "#", ".", "$", "`", "@",
            "\\", "not",
        ]
        let text = (0..<30).map { _ in pieces.randomElement(using: &random)! }.joined(
            separator: seed % 2 == 0 ? " " : "")
        var end = 0
        for (span, _) in Highlighter.roles(text, Language.standard.vocabulary) {
            #expect(span.lower >= end && span.upper > span.lower, "seed \(seed)")
            end = span.upper
        }
        #expect(end <= text.utf8.count, "seed \(seed)")
    }

    /// A clause and a stage that the shipped language does not have.
    @Test func wordsOfTheLanguageAtHandAreColoured() {
        let decade = ClauseWord(
            "decade", .window, .date, signature: "decade D", doc: "ten years", examples: [], insertion: "1990")
        let reverse = StageWord("reverse", .word, signature: "reverse", doc: "backwards", examples: [])
        let standard = Language.standard.vocabulary
        let vocabulary = Vocabulary(
            verbs: standard.verbs, clauses: Clauses(standard.clauses.all + [decade]),
            stages: Stages(standard.stages.all + [reverse]))
        let text = "count rut up decade 1990 | reverse"
        #expect(!roles(text).contains("decade") && !roles(text).contains("reverse"))
        #expect(roles(text, vocabulary).contains("k:decade c:1990 k:reverse"))
    }
}
