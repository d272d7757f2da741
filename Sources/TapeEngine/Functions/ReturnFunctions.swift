extension FunctionTable {
    static let returnEntries: [FunctionEntry] = [
        FunctionEntry(
            "ret", family: "Returns and shape", [.subject], .series, .fixed(.percent), lookBack: .previous,
            traits: .ofChanges,
            doc: "the return of each session: how far the value is above the one before, as a fraction",
            formula: "S[t] ÷ S[t−1] − 1; missing where the base is zero or negative",
            source: "simple return: Campbell, Lo and MacKinlay, The Econometrics of Financial Markets, 1997, 1.4",
            warmUp: "the first",
            differs: "TTR's ROC is logarithmic unless asked; pandas' pct_change divides by negative bases too",
            example: "ret(rut)"
        ) { call in .column(Shape.change(call.series(0), sessions: 1)) },
        FunctionEntry(
            "logret", family: "Returns and shape", [.subject], .series, .fixed(.percent), lookBack: .previous,
            traits: .ofChanges,
            doc: "the logarithmic return of each session: over a span they add up",
            formula: "ln(S[t] ÷ S[t−1]); missing unless both are positive",
            source: "continuously compounded return: Campbell, Lo and MacKinlay 1997, 1.4", warmUp: "the first",
            differs: "the ROC of TTR by default", example: "logret(rut)"
        ) { call in .column(Shape.logarithmicReturn(call.series(0))) },
        FunctionEntry(
            "change", family: "Returns and shape", [.subject, .init("span", .duration)], .series, .fixed(.percent),
            lookBack: .span, traits: [.changeOverSpan, .ofChanges],
            doc: "the change over a span that ends on each session, as a fraction",
            formula: """
                S[t] ÷ S[b] − 1; b is n sessions earlier for d, else the last session on or before the same day n weeks, \
                months, quarters or years earlier, clamped to the month's end; on weekly or longer bars the last bar whose \
                period ends that much before this one's; missing where the base is zero or negative
                """,
            source: "simple return", warmUp: "until the history reaches back that far",
            differs: "a month is often a fixed number of bars, such as 21", example: "change(rut, 3m)"
        ) { call in
            .column(
                Shape.change(call.series(0), call.spans ?? Spans(call.days), call.duration(1), front: call.front))
        },
        FunctionEntry(
            "lag", family: "Returns and shape", [.subject, .window(from: 0, default: 1)], .series, .like(0),
            lookBack: .length,
            doc: "the value n sessions earlier", formula: "S[t−n]", warmUp: "the first n",
            differs: "there is no negative lag: nothing looks ahead", example: "lag(rut, 5)"
        ) { call in .column(Shape.lag(call.series(0), call.whole(1))) },
        FunctionEntry(
            "diff", family: "Returns and shape", [.subject, .window(from: 0, default: 1)], .series, .like(0),
            lookBack: .length,
            doc: "how far the value is above that of n sessions earlier, in its own unit",
            formula: "S[t] − S[t−n]", warmUp: "the first n", differs: "the same as mom, with one session by default",
            example: "diff(rut)"
        ) { call in .column(Shape.difference(call.series(0), call.whole(1))) },
        FunctionEntry(
            "cumret", family: "Returns and shape", [.subject], .series, .fixed(.percent), lookBack: .all,
            traits: [.fromBase, .ofChanges], doc: "the return since the base of the query's window",
            formula: """
                S[t] ÷ S[b] − 1; b is the base of the window: the session before it, of `since DAY` that day's own or the \
                last one before it, and the first session of the history if nothing is earlier; where S has no value there, the first one \
                after it; missing where S[b] is zero or negative
                """,
            source: "simple return",
            differs: "compounded from prices, not a running sum of returns", example: "cumret(rut)"
        ) { call in
            let rebased = Shape.rebased(call.series(0), base: call.windowWithBase.lowerBound, scale: 1)
            return .column(Shape.mapped(rebased) { $0 - 1 })
        },
        FunctionEntry(
            "index100", family: "Returns and shape", [.subject], .series, .fixed(.number), lookBack: .all,
            traits: [.fromBase, .ofChanges], doc: "the series rebased to 100 at the base of the query's window",
            formula: "100 × S[t] ÷ S[b], b as in cumret", source: "index of a fixed base", example: "index100(rut)"
        ) { call in .column(Shape.rebased(call.series(0), base: call.windowWithBase.lowerBound, scale: 100)) },
        FunctionEntry(
            "abs", family: "Returns and shape", [.subject], .series, .like(0), lookBack: .ownBar,
            doc: "the size without the sign", formula: "|S[t]|", example: "abs(ret(rut))"
        ) { call in .column(Shape.mapped(call.series(0)) { abs($0) }) },
        FunctionEntry(
            "log", family: "Returns and shape", [.subject], .series, .fixed(.number), lookBack: .ownBar,
            doc: "the natural logarithm", formula: "ln S[t]; missing unless positive",
            example: "log(rut)"
        ) { call in .column(Shape.mapped(call.series(0)) { $0 > 0 ? Mathematics.logarithm($0) : .nan }) },
        FunctionEntry(
            "sqrt", family: "Returns and shape", [.subject], .series, .fixed(.number), lookBack: .ownBar,
            doc: "the square root", formula: "√S[t]; missing where negative", example: "sqrt(252)"
        ) { call in .column(Shape.mapped(call.series(0)) { $0.squareRoot() }) },
        FunctionEntry(
            "pow", family: "Returns and shape", [.subject, .init("exponent", .series)], .series, .fixed(.number),
            lookBack: .ownBar, doc: "a power (there is no ^ operator)",
            formula: "S[t] to the exponent; missing where that is not a real number or a side is missing",
            differs: "a missing side to the power 0 is missing here, 1 in C", example: "pow(1 + ret(rut), 252)"
        ) { call in .column(Shape.combined(call.series(0), call.series(1)) { Shape.power($0, $1) }) },
        FunctionEntry(
            "round", family: "Returns and shape", [.subject, .init("digits", .whole(0...12), default: 0)], .series,
            .like(0), lookBack: .ownBar,
            doc: "rounded to a number of decimals, half to even",
            formula: "the nearest multiple of 10 to the −digits, of two equally near the even one",
            source: "IEEE 754, roundTiesToEven",
            differs: "numpy rounds the product with 10 to the digits, which can be on the other side of the half",
            example: "round(rut, 1)"
        ) { call in
            let digits = call.whole(1)
            return .column(Shape.mapped(call.series(0)) { Shape.rounded($0, digits: digits) })
        },
        FunctionEntry(
            "min", family: "Returns and shape", [.init("A", .series), .init("B", .series)], .series, .common(0, 1),
            lookBack: .ownBar, doc: "the lesser of two, session by session",
            formula: "min(A[t], B[t]); missing where a side is missing",
            differs: "pandas skips the missing side", example: "min(rut, spx)"
        ) { call in
            .column(Shape.combined(call.series(0), call.series(1)) { $0.isNaN || $1 > $0 ? $0 : $1 })
        },
        FunctionEntry(
            "max", family: "Returns and shape", [.init("A", .series), .init("B", .series)], .series, .common(0, 1),
            lookBack: .ownBar, doc: "the greater of two, session by session",
            formula: "max(A[t], B[t]); missing where a side is missing",
            differs: "pandas skips the missing side", example: "max(rut, spx)"
        ) { call in
            .column(Shape.combined(call.series(0), call.series(1)) { $0.isNaN || $1 < $0 ? $0 : $1 })
        },
        FunctionEntry(
            "if", family: "Returns and shape", [.condition, .init("A", .series), .init("B", .series)], .series,
            .common(1, 2), lookBack: .ownBar,
            traits: .choice, doc: "A where the condition holds, B where it does not",
            formula: "A[t] or B[t]; missing where COND is", example: "if(rut over spx, ret(rut), ret(spx))"
        ) { call in .column(Shape.chosen(call.condition(0), call.series(1), call.series(2))) },
    ]
}
