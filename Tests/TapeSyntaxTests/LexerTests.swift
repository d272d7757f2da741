import TapeSyntax
import TestSupport
import Testing

@Suite struct LexerTests {
    @Test func everyKindOfTokenHasItsSpan() {
        let text = "#!/x\nstreak $ON >= `BRK.B` 5% 25bp 2026Q1 14d \"a\"\"b\" .SPX a.b # end\n@ 5x \"open"
        let source = Source(text)
        let found = tokenize(source).map {
            "\($0.kind.rawValue) \(source.text($0.span) == "\n" ? "" : source.text($0.span))"
        }
        #expect(
            found == [
                "comment #!/x", "newline ", "word streak", "symbol $ON", "mark >=", "symbol `BRK.B`", "percent 5%",
                "percent 25bp", "date 2026Q1", "duration 14d", "text \"a\"\"b\"", "symbol .SPX", "word a", "mark .",
                "word b",
                "comment # end", "newline ", "invalid @", "invalid 5x", "invalid \"open",
            ])
    }

    /// The tokens and the blanks between them are the whole text.
    @Test func tokensCoverTheText() {
        let seed = freshSeed()
        var generator = SeededRandom(seed)
        let letters = Array("ab1.^$`\"#\n ;(){}[]|=<>!+-*/%@5é“'\t\r".utf8)
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
                letters.randomElement(using: &generator) ?? 32
            }
            var end = 0
            for token in tokenize(Source(bytes: bytes, name: nil)) {
                #expect(
                    token.span.lower >= end && token.span.upper > token.span.lower && token.span.upper <= bytes.count)
                #expect(isBlank(bytes[end..<token.span.lower]), "\(bytes), seed \(seed)")
                end = token.span.upper
            }
            #expect(isBlank(bytes[end...]), "\(bytes), seed \(seed)")
        }
    }

    private func isBlank(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    }

    /// The nearest Double, by way of the standard library's own reading and printing.
    @Test func numbersAreExact() {
        let seed = freshSeed()
        var generator = SeededRandom(seed)
        for _ in 0..<5_000 {
            let value = abs(Double(bitPattern: UInt64.random(in: 0...(.max), using: &generator)))
            guard value.isFinite else { continue }
            let (expression, diagnostics) = parseExpression(Source("\(value)"))
            #expect(diagnostics.isEmpty, "\(value)")
            guard case .number(let read) = expression?.kind else {
                Issue.record("\(value) is not a number")
                continue
            }
            #expect(read.bitPattern == value.bitPattern, "\(value), seed \(seed)")
            #expect(Double(expression.map { Printer.text($0) } ?? "") == value)
        }
        #expect(expressionTree("2_861.5") == "2861.5")
        #expect(expressionTree("1_000_000") == "1000000.0")
        #expect(expressionTree("1E-3") == "0.001")
        #expect(expressionTree("0.1e+2%") == "10.0%")
    }

    @Test(arguments: [
        "5x", "2_", "2__8", "_5.5.5", "1e999", "1.5_", "5e", "1e5x", "0x10", "1.2.3", "1990s", "5%%",
    ])
    func badNumbersAreRefused(text: String) {
        #expect(!parse(Source("show \(text)")).diagnostics.isEmpty)
    }

    @Test(arguments: [
        ("2024-02-29", true), ("2023-02-29", false), ("1900-02-29", false), ("2000-02-29", true), ("2026-04-31", false),
        ("2026-12-31", true), ("2026-13-01", false), ("2026-00", false), ("2026-01-00", false), ("0000-01-01", false),
        ("0001-01-01", true), ("9999-12-31", true), ("2026Q1", true), ("2026Q0", false), ("2026Q5", false),
        ("2026q4", true), ("2026-1", false), ("2026-01-1", false), ("2026-01-22x", false), ("2026-01-22-01", false),
        ("2026Q12", false), ("29 feb 2024", true), ("feb 29 2023", false), ("31 apr 2026", false),
        ("0 jan 2026", false),
        ("may 0000", false), ("2026-001", false), ("2026_1", true), ("12026-01", true),
    ])
    func datesExist(text: String, exists: Bool) {
        let codes = parse(Source("show \(text)")).diagnostics.map(\.code)
        #expect(codes == (exists ? [] : [.badDate]), "\(text)")
    }

    @Test func everyDayOfACenturyIsRead() {
        for year in 1950..<2050 {
            for month in 1...12 {
                for day in 1...31 {
                    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
                    let isThere = day <= (month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31)
                    let text = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
                    #expect(parseExpression(Source(text)).1.isEmpty == isThere)
                }
            }
        }
    }

    @Test(arguments: [
        ("14d", "14d"), ("3w", "3w"), ("3M", "3m"), ("2q", "2q"), ("1Y", "1y"), ("14 sessions", "14d"),
        ("1 session", "1d"),
        ("5 days", "5d"), ("1 day", "1d"), ("2 weeks", "2w"), ("1 week", "1w"), ("3 months", "3m"), ("1 month", "1m"),
        ("2 quarters", "2q"), ("1 quarter", "1q"), ("10 years", "10y"), ("1 Year", "1y"), ("1_000d", "1000d"),
    ])
    func durations(text: String, outline: String) {
        #expect(expressionTree(text) == outline)
    }

    @Test(arguments: ["0d", "1.5m", "0 months", "1.5 years", "1e3 days", "3mo", "3months", "2yrs", "5sessions"])
    func badDurationsAreRefused(text: String) {
        #expect(parse(Source("show a last \(text)")).diagnostics.map(\.code) == [.badDuration])
    }

    @Test func nearestWords() {
        #expect(nearest("sicne", among: ["until", "since", "in"], limit: 2) == ["since"])
        #expect(nearest("STREEK", among: ["streak", "breadth"], limit: 1) == ["streak"])
        #expect(nearest("spx", among: ["ndx", "rut", "spy"], limit: 3) == ["spy"])
        #expect(nearest("xy", among: ["xz", "yx"], limit: 3) == [])
        #expect(nearest("", among: [""], limit: 3) == [])
        #expect(nearest("correlat", among: ["correlate", "correlated", "corrodes"], limit: 1) == ["correlate"])
        #expect(nearest("mena", among: ["mean", "men"], limit: 0) == [])
        #expect(nearest("mena", among: ["menu", "mean", "men"], limit: 5) == ["menu", "mean", "men"])
    }
}
