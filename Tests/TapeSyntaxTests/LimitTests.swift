import TapeSyntax
import Testing

@Suite struct LimitTests {
    private func codes(_ text: String) -> [String] { parse(Source(text)).diagnostics.map(\.code.rawValue) }

    /// Every way of growing a tree, at the limit, one below it and one above it, and far beyond it.
    @Test(arguments: [
        ("a", " + a", ""), ("a", " and a", ""), ("a", " or a", ""), ("a", ".b", ""), ("a", "[2020]", ""),
        ("", "-", "a"),
        ("", "not ", "a"), ("a", " / a", ""),
    ])
    func aTreeIsAtMostSoHigh(first: String, step: String, last: String) {
        func text(_ steps: Int) -> String { first + String(repeating: step, count: steps) + last }
        for steps in [Limits.height - 2, Limits.height - 1] {
            #expect(codes(text(steps)) == [], "\(steps) \(step)")
            expectRoundTrip(text(steps))
        }
        #expect(codes(text(Limits.height)) == ["T0601"], "\(step)")
        #expect(codes(text(20_000)) == ["T0601"], "\(step)")
    }

    @Test func heightIsCountedAsTheTreeIsBuilt() {
        let text = "a" + String(repeating: " + a", count: 150)
        #expect(parseExpression(Source(text)).0?.height == 151)
        #expect(parseExpression(Source("f(a, b + c * d, {e})")).0?.height == 4)
    }

    @Test(arguments: [
        ("(", "a", ")"), ("f(", "a", ")"), ("{", "a", "}"), ("a[", "a", "]"), ("-(", "a", ")"),
        ("f(x: not (", "a", "))"),
        ("a over (", "a", ")"), ("not (a between 1 and -(", "a", "))"), ("a crosses above (", "a", ")"),
    ])
    func bracketsAreAtMostSoDeep(open: String, inner: String, close: String) {
        // Two brackets per round count twice.
        let each = close.utf8.count
        func text(_ depth: Int) -> String {
            String(repeating: open, count: depth / each) + (depth % each == 1 ? "(a)" : inner)
                + String(repeating: close, count: depth / each)
        }
        #expect(codes(text(Limits.nesting - 1)) == [], "\(open)")
        #expect(codes(text(Limits.nesting)) == [], "\(open)")
        #expect(codes(text(Limits.nesting + 1)) == ["T0601"], "\(open)")
        #expect(codes(text(10_000)) == ["T0601"], "\(open)")
        #expect(codes(String(repeating: open, count: 10_000)).first == "T0601", "\(open)")
    }

    @Test func blocksAreAtMostSoDeep() {
        func blocks(_ depth: Int) -> String {
            String(repeating: "if a up { ", count: depth) + "b" + String(repeating: " }", count: depth)
        }
        func chain(_ length: Int) -> String {
            "if a up { b }" + String(repeating: " else if a up { b }", count: length)
        }
        for depth in [Limits.nesting - 1, Limits.nesting] {
            #expect(codes(blocks(depth)) == [])
            expectRoundTrip(blocks(depth))
            #expect(codes(chain(depth - 1)) == [])
            expectRoundTrip(chain(depth - 1))
        }
        #expect(codes(blocks(Limits.nesting + 1)) == ["T0601"])
        #expect(codes(blocks(10_000)).contains("T0601"))
        #expect(codes(chain(Limits.nesting + 1)) == ["T0601"])
        #expect(codes(chain(10_000)) == ["T0601"])
    }

    @Test func aSourceIsAtMostSoLong() {
        let comment = String(repeating: "#", count: Limits.sourceBytes)
        #expect(codes(comment) == [])
        #expect(codes(comment + "#") == ["T0602"])
        #expect(parseExpression(Source(comment + "#")).1.map(\.code) == [.tooLong])
        #expect(codes(String(repeating: "a;", count: Limits.statements)) == [])
        #expect(codes(String(repeating: "a;", count: Limits.statements + 1)) == ["T0602"])
    }

    @Test func errorsAreCountedBeyondTheLimit() {
        let result = parse(Source(String(repeating: "show\n", count: Limits.diagnostics + 7)))
        #expect(result.diagnostics.count == Limits.diagnostics)
        #expect(result.unreported == 7)
        let exact = parse(Source(String(repeating: "show\n", count: Limits.diagnostics)))
        #expect(exact.diagnostics.count == Limits.diagnostics && exact.unreported == 0)
    }

    /// A message shows only the beginning of a long text.
    @Test func messagesStayShort() {
        let word = String(repeating: "é", count: 3) + String(repeating: "a", count: 5_000)
        let long = String(repeating: "a", count: 5_000)
        let digits = String(repeating: "7", count: 5_000)
        for text in [
            "\(long) rut", "show rut \(long)", "rut at \(long)", "show rut by \(long)", "show rut | \(long)",
            "\(digits)x",
            "show rut last \(digits)d", "show rut last \(digits) days", "show rut since \(digits)-01",
            "load \(long)/x.csv",
            "show rut since 1990 \(long)", "show \(digits).5.5", "show rut as \(long)", "alias \(long) \(long)", word,
            "show rut last \(long) last 3d", "let \(long) \(long)", "set \(long) | \(long)", "\"\(long)\" \(long)",
        ] {
            let diagnostics = parse(Source(text)).diagnostics
            #expect(!diagnostics.isEmpty, "\(text.prefix(40))")
            for diagnostic in diagnostics {
                #expect(diagnostic.message.count < 160, "\(diagnostic.message.prefix(200))")
                for advice in diagnostic.advice { #expect(advice.text.count < 240, "\(advice.text.prefix(300))") }
            }
        }
    }

    @Test func durationsAreAtMostSoLong() {
        #expect(codes("show a last \(Limits.durationCount)d") == [])
        #expect(codes("show a last \(Limits.durationCount + 1)d") == ["T0105"])
        #expect(codes("show a last 99999999999999999999 days") == ["T0105"])
        #expect(codes("show a last 99999999999999999999d") == ["T0105"])
    }

    /// Long texts take time in proportion to their length: quadratic time would not end within the test run.
    @Test func longTextsOfOneKindEnd() {
        for piece in [
            "(", ")", "{", "}", "[", "|", "\"", "`", "$", "^", "=", "a ", "a,", "a\n", "\n", "@)\n", "(a b\n", "a b;",
            "x ytd ytd ", "5x ", "@ ", "'", "if a {", "- ",
        ] {
            _ = parse(Source(String(repeating: piece, count: 100_000)))
            _ = parse(Source("(a b" + String(repeating: piece, count: 100_000)))
        }
    }
}
