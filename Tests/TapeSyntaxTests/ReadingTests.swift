import TapeSyntax
import Testing

/// The tree of one line without errors, as nested lists.
func tree(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> String {
    let result = parse(Source(text))
    #expect(result.diagnostics.map(\.message) == [], "\(text)", sourceLocation: sourceLocation)
    return outline(result.script)
}

/// The tree of an expression without errors.
func expressionTree(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> String {
    let (expression, diagnostics) = parseExpression(Source(text))
    #expect(diagnostics.map(\.message) == [], "\(text)", sourceLocation: sourceLocation)
    return expression.map { outline($0) } ?? ""
}

@Suite struct PrecedenceTests {
    @Test(arguments: [
        ("a + b * c", "(+ a (* b c))"),
        ("a * b + c", "(+ (* a b) c)"),
        ("a - b - c", "(- (- a b) c)"),
        ("a / b / c", "(/ (/ a b) c)"),
        ("-a * b", "(* (negate a) b)"),
        ("a * -b", "(* a (negate b))"),
        ("- -a.high", "(negate (negate (field a high)))"),
        ("-a[2020-01-02].low", "(negate (field (index a date:2020-01-02) low))"),
        ("a + b > c * d", "(> (+ a b) (* c d))"),
        ("not a > b and c", "(and (not (> a b)) c)"),
        ("not (a and b)", "(not (and a b))"),
        ("a and b or c and d", "(or (and a b) (and c d))"),
        ("a or b and c", "(or a (and b c))"),
        ("a and not b or not not c", "(or (and a (not b)) (not (not c)))"),
        ("a over b + c and d up", "(and (over a (+ b c)) (up d))"),
        ("a between b and c and d", "(and (between a b c) d)"),
        ("a between b + 1 and c * 2 or d", "(or (between a (+ b 1.0) (* c 2.0)) d)"),
        ("(a over b) = (c over d)", "(= (over a b) (over c d))"),
        ("a + (b + c)", "(+ a (+ b c))"),
        ("(a - b) * c", "(* (- a b) c)"),
        ("a over b by 0.5% and c", "(and (over a b 0.5%) c)"),
        ("a under b by 25bp", "(under a b 25.0bp)"),
        ("a over b by 2", "(over a b 2.0)"),
        ("a crosses above sma(a, 50) and b reaches 10", "(and (crosses-above a (call sma a 50.0)) (reaches b 10.0))"),
        ("a above b or a below b", "(or (above a b) (below a b))"),
        ("rsi(rut, n: 14).x", "(field (call rsi rut n: 14.0) x)"),
        ("a != b", "(!= a b)"), ("a <= b", "(<= a b)"), ("a >= b", "(>= a b)"), ("a = b", "(= a b)"),
    ])
    func binds(text: String, outline: String) {
        #expect(expressionTree(text) == outline)
    }

    /// Printing drops every pair of brackets that changes nothing.
    @Test(arguments: [
        ("((a))", "a"), ("(a * b) + c", "a * b + c"), ("a * (b + c)", "a * (b + c)"), ("a - (b - c)", "a - (b - c)"),
        ("(a - b) - c", "a - b - c"), ("(a over b) and (c up)", "a over b and c up"), ("(not a) and b", "not a and b"),
        ("not (a or b)", "not (a or b)"), ("(a and b) or c", "a and b or c"), ("a and (b or c)", "a and (b or c)"),
        ("-(a + b)", "-(a + b)"), ("-(a)", "-a"), ("(a + b).high", "(a + b).high"), ("(a).high", "a.high"),
        ("(5).high", "(5).high"), ("(a up) = (b up)", "(a up) = (b up)"), ("((a + b)) > ((c))", "a + b > c"),
        ("2_861", "2861"), ("1e6", "1000000"), (".5", "0.5"), ("1.50%", "1.5%"), ("14 sessions", "14d"),
        ("3 months", "3m"), ("1 year", "1y"), ("22 jan 2026", "2026-01-22"), ("january 22 2026", "2026-01-22"),
        ("may 1996", "1996-05"), ("2026q1", "2026Q1"), ("RUT Over Spx", "rut over spx"), ("`ON`", "$ON"),
        ("$brk", "$brk"), ("`BRK.B`", "`BRK.B`"), ("^RUT", "^rut"), (".SPX", ".spx"), ("today", "today"),
        ("a   over\tb", "a over b"), ("a[(2020)]", "a[(2020)]"), ("a[2020]", "a[2020]"),
    ])
    func printsTheShortestForm(text: String, printed: String) {
        let (expression, diagnostics) = parseExpression(Source(text))
        #expect(diagnostics.isEmpty)
        #expect(expression.map { Printer.text($0) } == printed)
        let (again, _) = parseExpression(Source(printed))
        #expect(again.map { outline($0) } == expression.map { outline($0) })
    }
}

@Suite struct ContextTests {
    @Test(arguments: [
        ("streak low over on", "(streak (subjects (over low on)) (operands))"),
        ("streak over over under", "(streak (subjects (over over under)) (operands))"),
        ("streak under under over since 1990", "(streak (subjects (under under over)) (operands) (since date:1990))"),
        ("streak by over at by 5%", "(streak (subjects (over by at 5.0%)) (operands))"),
        ("streak at at high", "(streak (subjects (at-high at)) (operands))"),
        ("streak since over top since 1990", "(streak (subjects (over since top)) (operands) (since date:1990))"),
        ("streak top over low top 5", "(streak (subjects (over top low)) (operands) (top 5.0))"),
        ("streak low at low", "(streak (subjects (at-low low)) (operands))"),
        ("streak all over it", "(streak (subjects (over all it)) (operands))"),
        ("streak may over in in may 2020", "(streak (subjects (over may in)) (operands) (in date:2020-05))"),
        ("streak up up", "(streak (subjects (up up)) (operands))"),
        ("streak and over or", "(streak (subjects (over and or)) (operands))"),
        ("last last over first", "(last (subjects (over last first)) (operands))"),
        ("show from, to, last last 10d", "(show (subjects from to last) (operands) (last 10d))"),
        ("show last", "(show (subjects last) (operands))"),
        ("return ytd ytd", "(return (subjects ytd) (operands) (ytd))"),
        ("compare with with by", "(compare (subjects with) (operands by))"),
        ("rank by by it top 3", "(rank (subjects by) (operands :it) (top 3.0))"),
        ("target to to 5, 6", "(target (subjects to) (operands 5.0 6.0))"),
        ("breadth last it up", "(breadth (subjects last) (operands (up :it)))"),
        ("breadth since", "(breadth (subjects since) (operands))"),
        ("for for in in { show for }", "(for for in (block (show (subjects for) (operands))))"),
        ("streak rut over spx since today", "(streak (subjects (over rut spx)) (operands) (since date:today))"),
        ("return return", "(return (subjects return) (operands))"),
        ("a over b from c to d", "(value (over a b) (from c d))"),
        ("it", "it"), ("rank g by it", "(rank (subjects g) (operands :it))"),
        ("share(g, it up)", "(call share g (up :it))"), ("max(it, 5)", "(call max it 5.0)"),
        ("breadth g not it up", "(breadth (subjects g) (operands (not (up :it))))"),
        ("breadth g (it up)", "(breadth (subjects g) (operands (up :it)))"),
        ("breadth g in 2020", "(breadth (subjects g) (operands) (in date:2020))"),
        (
            "a | sort by from desc | where to > 2020-01-02 | select last, by | rename as to where",
            "(pipe a (sort from desc) (where (> to date:2020-01-02)) (select last by) (rename as where))"
        ),
    ])
    func wordsAreNamesWhereAnOperandStands(text: String, outline: String) {
        #expect(tree(text) == outline)
        expectRoundTrip(text)
    }

    /// A verb is followed by a blank, a call by its bracket.
    @Test(arguments: [
        ("streak(a) > 5", "(> (call streak a) 5.0)"),
        ("streak (a) and b", "(streak (subjects (and a b)) (operands))"),
        ("min(a, b)", "(call min a b)"), ("min (a)", "(min (subjects a) (operands))"),
        ("if(c, a, b)", "(call if c a b)"), ("log(rut)", "(call log rut)"),
        ("log to \"f\"", "(log \"to\" \"f\")"),
        ("(streak) > 5", "(> streak 5.0)"), ("(last).high + 1", "(+ (field last high) 1.0)"),
        ("let x = first a up", "(let x (first (subjects (up a)) (operands)))"),
        ("let x = (first) + 1", "(let x (+ first 1.0))"),
        ("explain min(a, b)", "(explain (call min a b))"),
        ("a and(b or c)", "(and a (or b c))"), ("not(a)", "(not a)"), ("a over(b)", "(over a b)"),
        ("show a where(b up)", "(show (subjects a) (operands) (where (up b)))"),
    ])
    func aVerbIsFollowedByABlank(text: String, outline: String) {
        #expect(tree(text) == outline)
        expectRoundTrip(text)
    }

    @Test(arguments: [
        ("show a by year", "(show (subjects a) (operands) (by \"year\"))"),
        ("count a over b by year", "(count (subjects (over a b)) (operands) (by \"year\"))"),
        (
            "count a over b by 5% by month of year",
            "(count (subjects (over a b 5.0%)) (operands) (by \"month of year\"))"
        ),
        ("count a over b by day of week", "(count (subjects (over a b)) (operands) (by \"day of week\"))"),
        ("show a from 2020 to 2021", "(show (subjects a) (operands) (from date:2020 date:2021))"),
        ("target a to 5 as of 2020", "(target (subjects a) (operands 5.0) (as date:2020))"),
        ("show a last 2020", "(show (subjects a) (operands) (last 2020.0))"),
        ("show a since 2020 until 2021-02", "(show (subjects a) (operands) (since date:2020) (until date:2021-02))"),
        ("show a since (2020)", "(show (subjects a) (operands) (since 2020.0))"),
        ("show a since 2020 - 1", "(show (subjects a) (operands) (since (- 2020.0 1.0)))"),
        ("show 2020", "(show (subjects 2020.0) (operands))"),
        ("param d: date = 2020", "(param d date date:2020 -)"),
        ("param d: number = 2020 \"years\"", "(param d number 2020.0 \"years\")"),
        ("param d: text \"what\"", "(param d text - \"what\")"),
        (
            "show a next 1m, 3m, 1y after b up 5% apart 21d",
            "(show (subjects a) (operands) (next 1m 3m 1y) (after (up b 5.0%)) (apart 21d))"
        ),
        ("show a at 52 weeks high", "(show (subjects (at-high a 52w)) (operands))"),
        ("show a at span intraday low", "(show (subjects (at-intraday-low a span)) (operands))"),
        ("a down 25bp", "(down a 25.0bp)"), ("a flat", "(flat a)"),
        (
            "show missing, true, false, today, yesterday",
            "(show (subjects :missing :true :false date:today date:yesterday) (operands))"
        ),
    ])
    func attachedWords(text: String, outline: String) {
        #expect(tree(text) == outline)
        expectRoundTrip(text)
    }
}

@Suite struct LineTests {
    @Test func newlinesEndStatementsSaveInsideBracketsAndBehindOperators() {
        let text = """
            #!/usr/bin/env tape
            streak (rut
              over spx)   # a comment
              | where length > 5 |
              top 3
            let g = {rut,
              spx}
            show rut,
              spx and
              not
              ndx up; show dji

            for s in g {
              return s ytd; show s
              if s up { print "up" } else if s down {
                print "down"
              } else { print "flat" }
            }
            """
        let expected = [
            "(pipe (streak (subjects (over rut spx)) (operands)) (where (> length 5.0)) (top 3.0))",
            "(let g (group rut spx))",
            "(show (subjects rut (and spx (not (up ndx)))) (operands))",
            "(show (subjects dji) (operands))",
            "(for s g (block (return (subjects s) (operands) (ytd)) (show (subjects s) (operands)) "
                + "(if (up s) (block (print \"up\")) (block (if (down s) (block (print \"down\")) "
                + "(block (print \"flat\")))))))",
        ]
        #expect(tree(text) == expected.joined(separator: "\n"))
        expectRoundTrip(text)
    }

    @Test func linesMayEndWithCarriageReturns() {
        #expect(tree("show rut # x\r\nshow spx\r\n\r\n") == tree("show rut\nshow spx"))
    }

    @Test func anEmptyTextHasNoStatements() {
        for text in ["", "\n\n", " ; ; ", "# only a comment", "\u{FEFF}", "\u{A0}\t"] {
            let result = parse(Source(text))
            #expect(result.script.statements.isEmpty && result.diagnostics.isEmpty && !result.isIncomplete)
        }
    }

    @Test(arguments: [
        "streak (rut", "show rut,", "streak rut over", "a +", "not", "a and", "let x =", "streak a over b |", "{rut",
        "rsi(", "rsi(rut,", "rut[", "rut[2020", "for s in g {", "for s in g {\nshow s\n", "if a up { b } else {",
        "a between b and", "a crosses above", "def f(", "show {a,\n\nb", "-", "(", "{", "a(b: ", "show a next 1m,",
        "a | select b,", "for s in g { show s,", "show rut,  # a comment",
    ])
    func aPromptAsksForAFurtherLine(text: String) {
        let result = parse(Source(text))
        #expect(result.isIncomplete, "\(text)")
        #expect(result.diagnostics.count == 1)
    }

    @Test(arguments: [
        "streak", "streak rut over spx since", "print \"open", "show `BRK", "compare a with", "a over b by",
        "for s in g",
        "streak rut over spx)", "5x +", "show rut, ) (", "streek rut (", "show @ (", "streak rut over since 1990", "",
        "a",
        "a over b\n| top 3",
    ])
    func aPromptAsksForNothing(text: String) {
        #expect(!parse(Source(text)).isIncomplete, "\(text)")
    }

    /// The cause of each error is found, and nothing else is reported.
    @Test func errorsInOneScriptAreIndependent() {
        let text = """
            streek rut over spx
            show rut
            return rut since 2026-02-30 by yaer
            for s in mag7 {
              shw s
              show (s over
              show s,
            }
            show (rut
            let x = 5
            show {rut spx}
            if rut up { print "a }
            show rut |
            """
        let found = parse(Source(text)).diagnostics.map {
            "\($0.code.rawValue) \(Source(text).position($0.span.lower).line)"
        }
        #expect(
            found == [
                "T0111 1", "T0104 3", "T0106 3", "T0111 5", "T0107 6", "T0107 7", "T0108 9", "T0106 11", "T0102 12",
                "T0107 13",
            ])
    }
}
