extension FunctionTable {
    static let runEntries: [FunctionEntry] = [
        FunctionEntry(
            "streak", family: "Runs", [.condition], .series, .fixed(.count), lookBack: .all,
            doc: "the length of the run of sessions on which COND has held, up to each session",
            formula:
                "one more where COND holds, 0 where it does not, unchanged where it is missing; a gap of more than 10 calendar days between daily sessions restarts the count",
            source: "Tape", warmUp: "until the first judged session", example: "streak(rut over spx)"
        ) { call in .column(RunKernel.lengths(call.condition(0), days: call.days, isDaily: call.isDaily)) },
        FunctionEntry(
            "longest", family: "Runs", [.condition], .number, .fixed(.count), lookBack: .queryWindow,
            doc: "the length of the longest run of sessions within the window on which COND held",
            formula: "the greatest streak counted over the judged sessions only; 0 where COND never held",
            source: "Tape", example: "longest(rut over spx)"
        ) { call in
            .finite(
                RunKernel.longest(call.condition(0), days: call.days, window: call.window, isDaily: call.isDaily))
        },
        FunctionEntry(
            "barssince", family: "Runs", [.condition], .series, .fixed(.count), lookBack: .all,
            doc: "how many sessions ago COND last held, 0 where it holds",
            formula: "t − the last session on which COND held; missing where COND is missing",
            source: "as TradingView's ta.barssince", warmUp: "until COND has held once",
            example: "barssince(rut at 52w high)"
        ) { call in .column(RunKernel.since(call.condition(0))) },
    ]
}
