import TapeEngine
import TapeReport
import TapeStore
import TapeTime
import TestSupport
import Testing

@Suite("Answers as data")
struct DataTests {
    @Test("CSV has every row and every digit, but no sentence and no note")
    func csv() {
        #expect(
            render(Samples.streak, Style(format: .csv, width: 20, color: true, precision: 0, ascii: true)) == """
                rank,length,from,to,rut,spx,spread,state,clipped
                1,16,1996-04-16,1996-05-07,0.0364,-0.0066,0.043,ended,false
                2,14,2026-01-02,2026-01-22,0.0954,0.0099,0.0855,running,false
                3,13,2008-05-20,2008-06-06,0.0026,,,ended,

                """)
    }

    @Test("TSV is the same with tabs; a field is quoted where it must be")
    func tsv() {
        let answer = Answer(
            query: "x",
            table: Table([
                TableColumn("a,b", .texts(["tab\there", "a,b", "say \"no\"", "", nil])),
                TableColumn("n", .numbers([0.1, 1e22, -0.0, .infinity, Double.leastNonzeroMagnitude])),
            ]))
        #expect(
            render(answer, Style(format: .tsv))
                == "a,b\tn\n\"tab\there\"\t0.1\na,b\t1e+22\n\"say \"\"no\"\"\"\t0\n\"\"\t\n\t5e-324\n")
        #expect(
            render(answer, Style(format: .csv))
                == "\"a,b\",n\ntab\there,0.1\n\"a,b\",1e+22\n\"say \"\"no\"\"\",0\n\"\",\n,5e-324\n")
    }

    @Test("A chart without a table becomes a table in every data format")
    func chartData() {
        #expect(
            render(Samples.plot, Style(format: .csv)) == """
                session,rut,spx
                2025-12-31,0,0
                2026-01-02,0.0106,
                2026-01-08,0.049,0.011
                2026-01-15,0.0776,
                2026-01-20,,-0.007
                2026-01-22,0.0954,0.0099

                """)
        #expect(render(Samples.plot, Style(format: .ndjson)).split(separator: "\n").count == 6)
    }

    @Test("JSON is the one object of the contract")
    func json() {
        var answer = Samples.returns
        answer.headline = ["One.", "Two → three."]
        answer.notes = [Note("tab", "a\tb\u{1}\u{2028}\"\\é")]
        answer.table = answer.table.map { Table(Array($0.columns.prefix(3))) }
        #expect(
            render(answer, Style(format: .json)) == #"{"query":"return rut, dji, yield ytd","#
                + #""headline":"One. Two → three.","columns":[{"name":"symbol","kind":"text","unit":null},"#
                + #"{"name":"from","kind":"date","unit":null},{"name":"base","kind":"number","unit":"price"}],"#
                + #""rows":[{"symbol":"rut","from":"2025-12-31","base":2481.91},"#
                + #"{"symbol":"dji","from":"2025-12-31","base":48063.29},{"symbol":"yield","from":null,"base":0.0425}],"#
                + #""notes":[{"code":"tab","text":"a\tb\u0001\u2028\"\\é"}],"asOf":"2026-01-22"}"# + "\n")
        #expect(
            render(Answer(query: "x"), Style(format: .json))
                == #"{"query":"x","headline":null,"columns":[],"rows":[],"notes":[],"asOf":null}"# + "\n")
        #expect(
            render(Answer(query: "x", headline: ["71.18"]), Style(format: .ndjson))
                == #"{"query":"x","headline":"71.18","columns":[],"rows":[],"notes":[],"asOf":null}"# + "\n")
    }

    @Test("Random tables read back from CSV and TSV as they were")
    func delimitedRoundTrip() {
        let seed = freshSeed()
        var random = SplitMix(seed)
        for step in 0..<1500 {
            let answer = Samples.random(&random)
            guard let table = answer.table else { continue }
            let isTabs = step % 2 == 0
            let rows = parseDelimited(render(answer, Style(format: isTabs ? .tsv : .csv)), isTabs ? "\t" : ",")
            #expect(rows.count == table.rowCount + 1, "seed \(seed) step \(step)")
            #expect(rows[0] == table.columns.map(\.name), "seed \(seed) step \(step)")
            for (row, fields) in rows.dropFirst().enumerated() {
                #expect(fields.count == table.columns.count, "seed \(seed) step \(step)")
                for (column, field) in zip(table.columns, fields) {
                    #expect(isSame(column, row, field), "seed \(seed) step \(step) \(column.name): \(field)")
                }
            }
        }
    }

    @Test("Random tables read back from JSON and NDJSON as they were, by a strict reader")
    func jsonRoundTrip() throws {
        let seed = freshSeed()
        var random = SplitMix(seed)
        for step in 0..<1500 {
            let answer = Samples.random(&random)
            guard let table = answer.table else { continue }
            let text = render(answer, Style(format: .json))
            #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 2, "seed \(seed)")
            let json = try StrictJSON.read(text)
            #expect(json["query"]?.text == answer.query)
            #expect(json["headline"]?.text == (answer.headline.isEmpty ? nil : answer.headline.joined(separator: " ")))
            #expect(json["notes"]?.list.map { $0["text"]?.text } == answer.notes.map(\.text))
            let names = (json["columns"]?.list ?? []).compactMap { $0["name"]?.text }
            #expect(names.count == table.columns.count && Set(names).count == names.count, "seed \(seed) \(names)")
            let lines = render(answer, Style(format: .ndjson)).split(separator: "\n")
            #expect(
                try lines.map { try StrictJSON.read(String($0)) } == json["rows"]?.list, "seed \(seed) step \(step)")
            let rows = json["rows"]?.list ?? []
            #expect(rows.count == table.rowCount)
            for (row, object) in rows.enumerated() {
                for (name, column) in zip(names, table.columns) {
                    let isEqual: Bool
                    switch (column.values, object[name]) {
                    case (.numbers(let values), .number(let number)): isEqual = values[row] == number
                    case (.numbers(let values), .null): isEqual = !values[row].isFinite
                    case (.dates(let values), .text(let text)): isEqual = Day(values[row]).text == text
                    case (.dates(let values), .null): isEqual = values[row] == TableColumn.missingDate
                    case (.texts(let values), let value): isEqual = values[row] == value?.text
                    case (.flags(let values), .flag(let flag)): isEqual = values[row] == flag
                    case (.flags(let values), .null): isEqual = values[row] == nil
                    default: isEqual = false
                    }
                    #expect(isEqual, "seed \(seed) step \(step) \(name)")
                }
            }
        }
    }

    @Test("Markdown is a paragraph, a table with alignments and a list")
    func markdown() {
        #expect(
            render(Samples.streak, Style(format: .markdown, width: 40)) == """
                RUT outperformed SPX for 14 consecutive sessions, 2026-01-02 → 2026-01-22, still running. \
                The longest since the 16 that ended on 1996-05-07, which is the record since 1990. Two more would tie it.

                | rank | length | from       | to         |    rut |    spx |   spread | state   | clipped |
                | ---: | -----: | ---------- | ---------- | -----: | -----: | -------: | ------- | ------- |
                |    1 |     16 | 1996-04-16 | 1996-05-07 | +3.64% | -0.66% | +4.30 pp | ended   | no      |
                |    2 |     14 | 2026-01-02 | 2026-01-22 | +9.54% | +0.99% | +8.55 pp | running | no      |

                … 1 more row: `top 3` shows all, `| save "rows.csv"` saves them

                - made-up prices between published figures; `load "folder/"` brings your own

                """)
        let answer = Answer(
            query: "x", headline: ["a*b* `c*d|e`"], table: Table([TableColumn("a|b", .texts(["x_y", "<b>"]))]))
        #expect(
            render(answer, Style(format: .markdown)) == """
                a\\*b\\* `c*d\\|e`

                | a\\|b  |
                | ----- |
                | x\\_y  |
                | \\<b\\> |

                """)
    }

    @Test("A line is the headline, or the fields of a row")
    func line() {
        #expect(
            render(Samples.streak, Style(format: .line, width: 20)) == Samples.streak.headline.joined(separator: " ")
                + "\n")
        #expect(
            render(Samples.returns, Style(format: .line)) == """
                symbol=rut from=2025-12-31 base=2,481.91 last_value=2,718.77 change=+9.54%
                symbol=dji from=2025-12-31 base=48,063.29 last_value=49,384.01 change=+2.75%
                symbol=yield from=– base=0.0425 last_value=– change=-0.12%

                """)
        let answer = Answer(
            query: "x",
            table: Table([
                TableColumn("rut / spx", unit: .points, .numbers([0.0854])),
                TableColumn("name", .texts(["say \"no\"\nnow"])), TableColumn("clipped", .flags([true])),
            ]))
        #expect(
            render(answer, Style(format: .line)) == #""rut / spx"=+8.54pp name="say \"no\" now" clipped=yes"# + "\n")
    }

    private func isSame(_ column: TableColumn, _ row: Int, _ field: String) -> Bool {
        switch column.values {
        case .numbers(let values):
            return field.isEmpty ? !values[row].isFinite : Double(field) == values[row]
        case .dates(let values):
            return field == (values[row] == TableColumn.missingDate ? "" : Day(values[row]).text)
        case .texts(let values): return field == (values[row] ?? "")
        case .flags(let values): return field == (values[row].map { $0 ? "true" : "false" } ?? "")
        }
    }

    /// A plain reader of RFC 4180.
    private func parseDelimited(_ text: String, _ delimiter: Unicode.Scalar) -> [[String]] {
        var rows: [[String]] = []
        var fields: [String] = []
        var field = String.UnicodeScalarView()
        var isQuoted = false
        let scalars = Array(text.unicodeScalars)
        var at = 0
        while at < scalars.count {
            let scalar = scalars[at]
            at += 1
            if isQuoted {
                if scalar != "\"" {
                    field.append(scalar)
                } else if at < scalars.count, scalars[at] == "\"" {
                    field.append(scalar)
                    at += 1
                } else {
                    isQuoted = false
                }
            } else if scalar == "\"" {
                isQuoted = true
            } else if scalar == delimiter || scalar == "\n" {
                fields.append(String(field))
                field = String.UnicodeScalarView()
                if scalar == "\n" {
                    rows.append(fields)
                    fields = []
                }
            } else {
                field.append(scalar)
            }
        }
        return rows
    }
}
