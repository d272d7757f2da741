extension FunctionTable {
    static let indicatorEntries: [FunctionEntry] = [
        FunctionEntry(
            "rsi", family: "Indicators", [.subject, .window(standard: 14)], .series, .fixed(.number),
            doc: "Wilder's relative strength index, 0 to 100: above 70 overbought, below 30 oversold",
            formula:
                "100 × U ÷ (U + D), U and D Wilder's means of the rises and falls from value to value; missing where both are zero",
            source: "Wilder, New Concepts in Technical Trading Systems, 1978", warmUp: "the first n",
            differs: "a flat series is missing here, 0 in TA-Lib, NaN in TTR; Cutler's RSI uses plain means",
            example: "rsi(rut, 14)", settles: 10
        ) { call in .column(Oscillator.relativeStrength(call.series(0), call.whole(1))) }
    ]
}
