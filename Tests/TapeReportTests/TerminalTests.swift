import TapeEngine
import TapeReport
import TestSupport
import Testing

@Suite("Answers on a terminal")
struct TerminalTests {
    @Test("80 columns: sentences, table, notes")
    func width80() {
        #expect(
            render(Samples.streak, Style(width: 80)) == """
                RUT outperformed SPX for 14 consecutive sessions, 2026-01-02 → 2026-01-22, still
                running.
                The longest since the 16 that ended on 1996-05-07, which is the record since
                1990. Two more would tie it.

                rank  length  from        to             rut     spx    spread  state    clipped
                ────  ──────  ──────────  ──────────  ──────  ──────  ────────  ───────  ───────
                   1      16  1996-04-16  1996-05-07  +3.64%  -0.66%  +4.30 pp  ended    no
                   2      14  2026-01-02  2026-01-22  +9.54%  +0.99%  +8.55 pp  running  no
                … 1 more row: `top 3` shows all, `| save "rows.csv"` saves them

                note: made-up prices between published figures; `load "folder/"` brings your own

                """)
    }

    @Test("40 columns: a few rows are shown side by side")
    func width40() {
        #expect(
            render(Samples.streak, Style(width: 40)) == """
                RUT outperformed SPX for 14 consecutive
                sessions, 2026-01-02 → 2026-01-22, still
                running.
                The longest since the 16 that ended on
                1996-05-07, which is the record since
                1990. Two more would tie it.

                rank              1           2
                length           16          14
                from     1996-04-16  2026-01-02
                to       1996-05-07  2026-01-22
                rut          +3.64%      +9.54%
                spx          -0.66%      +0.99%
                spread     +4.30 pp    +8.55 pp
                state         ended     running
                clipped          no          no
                … 1 more row: `top 3` shows all,
                  `| save "rows.csv"` saves them

                note: made-up prices between published
                      figures; `load "folder/"` brings
                      your own

                """)
    }

    @Test("200 columns, and no terminal at all: nothing is wrapped")
    func width200() {
        let wide = render(Samples.streak, Style(width: 200))
        #expect(wide == render(Samples.streak, Style(width: nil)))
        #expect(wide.split(separator: "\n").count == 8)
        #expect(wide.hasPrefix(Samples.streak.headline[0] + "\n" + Samples.streak.headline[1] + "\n\nrank  length"))
    }

    @Test("Numbers are aligned at the decimal point, missing ones at the last whole digit")
    func alignment() {
        #expect(
            render(Samples.returns, Style(width: 80)) == """
                symbol  from               base  last value  change
                ──────  ──────────  ───────────  ──────────  ──────
                rut     2025-12-31   2,481.91      2,718.77  +9.54%
                dji     2025-12-31  48,063.29     49,384.01  +2.75%
                yield   –                0.0425        –     -0.12%

                """)
    }

    @Test("Narrowing sets headings on two lines, then columns closer, then turns the table")
    func narrowing() {
        #expect(
            render(Samples.returns, Style(width: 51)) == """
                symbol  from               base  last value  change
                ──────  ──────────  ───────────  ──────────  ──────
                rut     2025-12-31   2,481.91      2,718.77  +9.54%
                dji     2025-12-31  48,063.29     49,384.01  +2.75%
                yield   –                0.0425        –     -0.12%

                """)
        #expect(
            render(Samples.returns, Style(width: 48)) == """
                                                   last
                symbol from              base     value change
                ────── ────────── ─────────── ───────── ──────
                rut    2025-12-31  2,481.91    2,718.77 +9.54%
                dji    2025-12-31 48,063.29   49,384.01 +2.75%
                yield  –               0.0425      –    -0.12%

                """)
        #expect(
            render(Samples.returns, Style(width: 45)) == """
                symbol             rut         dji   yield
                from        2025-12-31  2025-12-31       –
                base          2,481.91   48,063.29  0.0425
                last value    2,718.77   49,384.01       –
                change          +9.54%      +2.75%  -0.12%

                """)
        #expect(
            render(Samples.returns, Style(width: 30)) == """
                symbol:     rut
                from:       2025-12-31
                base:       2,481.91
                last value: 2,718.77
                change:     +9.54%

                symbol:     dji
                from:       2025-12-31
                base:       48,063.29
                last value: 49,384.01
                change:     +2.75%

                symbol:     yield
                from:       –
                base:       0.0425
                last value: –
                change:     -0.12%

                """)
        #expect(
            render(Samples.returns, Style(width: 20)) == """
                symbol:   rut
                from:     2025-12-31
                base:     2,481.91
                last va…: 2,718.77
                change:   +9.54%

                symbol:   dji
                from:     2025-12-31
                base:     48,063.29
                last va…: 49,384.01
                change:   +2.75%

                symbol:   yield
                from:     –
                base:     0.0425
                last va…: –
                change:   -0.12%

                """)
    }

    @Test("A sheet of figures has one unit per row, and drops the leader dots before it cuts a word")
    func sheet() {
        var column = TableColumn("rut", .numbers([-0.12, 0.4761, 9643, .nan]))
        column.rowUnits = [.percent, .ratio, .count, .share]
        let labels = TableColumn("statistic", .texts(["return", "Sharpe ratio", "any session: n", "hit rate"]))
        let answer = Answer(query: "compare rut with spx", table: Table([labels, column]))
        #expect(
            render(answer, Style(width: 80)) == """
                statistic              rut
                ──────────────  ──────────
                return            -12.00%
                Sharpe ratio        0.4761
                any session: n  9,643
                hit rate            –

                """)
        #expect(
            render(answer, Style(width: 25)) == """
                statistic           rut
                ──────────────  ───────
                return          -12.00%
                Sharpe ratio     0.4761
                any session: n    9,643
                hit rate              –

                """)
        // Rows without a unit use the column's.
        column.rowUnits = [.percent]
        #expect(render(Answer(query: "x", table: Table([column])), Style()).contains(" 0.4761\n"))
    }

    @Test("Where the newest rows are shown, the earlier ones are counted")
    func newest() {
        var answer = Answer(
            query: "when rut up", table: Table([TableColumn("session", .dates([0, 1, 2, 3]))]), displayRows: 2)
        answer.presentation.showsNewestRows = true
        #expect(
            render(answer, Style(width: 60)) == """
                session
                ──────────
                1970-01-03
                1970-01-04
                … 2 earlier rows: `top 4` shows all, `| save "rows.csv"`
                  saves them

                """)
    }

    @Test("A bare series has its shape under its sentence")
    func recent() {
        var answer = Answer(query: "rut", headline: ["RUT is 2,718.77."])
        answer.presentation.recent = [1, 2, 3, 4, 5, 6, 7, 8]
        #expect(render(answer, Style(width: 60)) == "RUT is 2,718.77.\n▁▂▃▄▅▆▇█\n")
        #expect(render(answer, Style(width: 60, ascii: true)) == "RUT is 2,718.77.\n_.-~=+*#\n")
    }

    @Test("Texts are cut before the table is turned; wide characters take two columns")
    func cutting() {
        let answer = Answer(
            query: "symbols",
            table: Table([
                TableColumn("symbol", .texts(["rut", "日経225", nil])),
                TableColumn("name", .texts(["Russell 2000, small companies", "日経平均株価 東京証券取引所", "e\u{301}t\u{1B}[1m"])),
                TableColumn("sessions", unit: .count, .numbers([9653, 12, -0.0])),
            ]))
        #expect(
            render(answer, Style(width: 40)) == """
                symbol  name                    sessions
                ─────── ─────────────────────── ────────
                rut     Russell 2000, small co…    9,653
                日経225 日経平均株価 東京証券…        12
                –       ét [1m                         0

                """)
    }

    @Test("Colour is blue and orange in addition to the sign, and only on request")
    func color() {
        let colored = render(Samples.streak, Style(width: 80, color: true))
        #expect(colored.contains("\u{1B}[38;5;32m+3.64%\u{1B}[0m"))
        #expect(colored.contains("\u{1B}[38;5;166m-0.66%\u{1B}[0m"))
        #expect(colored.contains("\u{1B}[1mRUT outperformed"))
        #expect(colored.contains("\u{1B}[2mnote: "))
        #expect(colored.contains("\u{1B}[2;4mrank"))
        let plain = render(Samples.streak, Style(width: 80))
        #expect(!plain.utf8.contains(0x1B))
        // Without its styles the text is the same, except for the rule that the underlined heading replaces.
        let rule = plain.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("─") }
        let bare = stripped(colored).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(bare.map { trimmed($0) } == rule.map { trimmed($0) })
    }

    @Test("ASCII has a spelling for every mark of ours")
    func ascii() {
        for format in [OutputFormat.table, .line, .markdown] {
            for answer in [Samples.streak, Samples.returns, Samples.plot] {
                for width in [20, 40, 80, nil] {
                    let text = render(answer, Style(format: format, width: width, ascii: true))
                    #expect(text.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) }, "\(text)")
                }
            }
        }
        let text = render(Samples.streak, Style(width: 80, ascii: true))
        #expect(text.contains("2026-01-02 -> 2026-01-22"))
        #expect(text.contains("----  ------  ----------"))
        #expect(text.contains("\n... 1 more row"))
    }

    @Test("Precision concerns percentages and plain numbers, not prices")
    func precision() {
        let text = render(Samples.returns, Style(precision: 4))
        #expect(text.contains("+9.5430%"))
        #expect(text.contains("2,718.77 "))
    }

    @Test("An empty answer prints nothing; an answer with only a sentence prints the sentence")
    func empty() {
        #expect(render(Answer(query: "x"), Style()) == "")
        #expect(render(Answer(query: "x", headline: ["71.18"]), Style()) == "71.18\n")
        let hollow = Answer(query: "x", table: Table([TableColumn("session", .dates([]))]))
        #expect(render(hollow, Style(width: 20)) == "session\n───────\n")
    }

    @Test("No line is wider than the terminal, except a number that cannot be cut")
    func fits() {
        let seed = freshSeed()
        var random = SplitMix(seed)
        for _ in 0..<1500 {
            let answer = Samples.random(&random)
            let width = 20 + Int(random.next() % 100)
            let style = Style(
                width: width, color: random.next() % 2 == 0, precision: Int(random.next() % 6),
                ascii: random.next() % 2 == 0)
            for line in stripped(render(answer, style)).split(separator: "\n") where displayWidth(String(line)) > width
            {
                let isNumber = line.utf8.allSatisfy { "0123456789.,+-% p".utf8.contains($0) }
                #expect(isNumber, "seed \(seed) width \(width): \(line)")
            }
        }
    }

    private func trimmed(_ line: some StringProtocol) -> String {
        var line = String(line)
        while line.last == " " { line.removeLast() }
        return line
    }
}

/// The text without its ANSI styles.
func stripped(_ text: String) -> String {
    var out: [UInt8] = []
    var isLook = false
    for byte in text.utf8 {
        if byte == 0x1B {
            isLook = true
        } else if isLook {
            if byte == UInt8(ascii: "m") { isLook = false }
        } else {
            out.append(byte)
        }
    }
    return String(decoding: out, as: UTF8.self)
}
