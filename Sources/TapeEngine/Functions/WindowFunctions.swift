extension FunctionTable {
    static let windowEntries: [FunctionEntry] = [
        FunctionEntry(
            "sma", family: "Windows", [.subject, .window()], .series, .like(0),
            doc: "the simple moving average of the last n values, the session included",
            formula: "(S[t] + … + S[t−n+1]) ÷ n; missing where one of them is",
            source: "arithmetic mean", warmUp: "the first n − 1",
            differs:
                "TTR and pandas subtract what leaves the window and drift; here every mean is of its own values only",
            example: "sma(rut, 50)"
        ) { call in .column(Rolling.mean(call.series(0), call.whole(1))) },
        FunctionEntry(
            "ema", family: "Windows", [.subject, .window()], .series, .like(0),
            doc: "the exponential moving average: each value moves it 2 ÷ (n + 1) of the way",
            formula:
                "E[t] = E[t−1] + (S[t] − E[t−1]) × 2 ÷ (n + 1), from the mean of the first n values; a missing session is skipped",
            source:
                "Roberts, Control Chart Tests Based on Geometric Moving Averages, 1959; weight and seed as TA-Lib and TTR",
            warmUp: "the first n − 1", differs: "pandas' ewm(span=n, adjust=False) starts from the first value",
            example: "ema(rut, 20)", settles: 10
        ) { call in .column(Smoothing.exponential(call.series(0), call.whole(1))) },
        FunctionEntry(
            "rmin", family: "Windows", [.subject, .window()], .series, .like(0),
            doc: "the lowest of the last n values, the session included",
            formula: "min(S[t], …, S[t−n+1]); missing where one of them is",
            source: "monotonic queue", warmUp: "the first n − 1", example: "rmin(rut, 252)"
        ) { call in .column(Rolling.extreme(call.series(0), call.whole(1), highest: false)) },
        FunctionEntry(
            "rmax", family: "Windows", [.subject, .window()], .series, .like(0),
            doc: "the highest of the last n values, the session included",
            formula: "max(S[t], …, S[t−n+1]); missing where one of them is",
            source: "monotonic queue", warmUp: "the first n − 1", example: "rmax(rut, 252)"
        ) { call in .column(Rolling.extreme(call.series(0), call.whole(1), highest: true)) },
    ]
}
