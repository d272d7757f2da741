extension FunctionTable {
    static let returnEntries: [FunctionEntry] = [
        FunctionEntry(
            "ret", family: "Returns and shape", [.subject], .series, .fixed(.percent),
            doc: "the return of each session: how far the value stands above the one before, as a fraction",
            formula: "S[t] ÷ S[t−1] − 1; missing from a base that is zero or negative",
            source:
                "simple (arithmetic) return; Campbell, Lo and MacKinlay, The Econometrics of Financial Markets, 1997, 1.4",
            warmUp: "the first",
            differs: "TTR's ROC is logarithmic by default; pandas' pct_change divides by negative bases too",
            example: "ret(rut)"
        ) { call in .column(Shape.change(call.series(0), sessions: 1)) },
        FunctionEntry(
            "change", family: "Returns and shape", [.subject, .init("span", .duration)], .series, .fixed(.percent),
            doc: "the change over a span that ends on each session, as a fraction",
            formula:
                "S[t] ÷ S[b] − 1, where b is n sessions earlier for `d`, else the last session on or before the same day n weeks, months, quarters or years earlier, clamped to the month's end; missing from a base that is zero or negative",
            source: "simple return; the base as FTSE Russell and S&P state calendar returns",
            warmUp: "until history reaches back that far",
            differs: "elsewhere a month is a fixed number of bars, such as 21",
            example: "change(rut, 3m)"
        ) { call in
            let span = call.duration(1)
            return .column(Shape.change(call.series(0), days: call.days, span.length, span.unit))
        },
        FunctionEntry(
            "lag", family: "Returns and shape", [.subject, .window(from: 0, standard: 1)], .series, .like(0),
            doc: "the value n sessions earlier",
            formula: "S[t−n]", warmUp: "the first n", example: "lag(rut, 5)"
        ) { call in .column(Shape.lag(call.series(0), call.whole(1))) },
    ]
}
