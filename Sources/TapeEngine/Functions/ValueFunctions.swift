import TapeStore
import TapeTime

extension FunctionTable {
    static let valueEntries: [FunctionEntry] = [
        FunctionEntry(
            "held", family: "Values", [.condition], .number, .fixed(.count), lookBack: .queryWindow,
            doc: "on how many sessions of the query's window the condition held",
            formula: "the count of the judged sessions on which COND is true", example: "held(rut at high)"
        ) { call in
            let truths = call.condition(0)
            return .number(Double(call.window.clamped(to: truths.indices).count { truths[$0] == .yes }))
        },
        FunctionEntry(
            "verdict", family: "Values", [.condition], .text, .fixed(.number), lookBack: .queryWindow,
            doc: "in words, whether the condition holds: holds, fails, or is unclear",
            formula:
                "COND at the window's last session, or of numbers: holds where it is true, fails where it is false, is unclear where it is missing",
            example: "verdict(longest(rut over spx) >= 14)"
        ) { call in
            var truth = Truth.missing
            switch call.arguments[0] {
            case .flag(let one): truth = one
            case .condition(let truths):
                if let last = call.window.clamped(to: truths.indices).last { truth = truths[last] }
            default: break
            }
            return .text(truth == .missing ? "is unclear" : (truth == .yes ? "holds" : "fails"))
        },
        FunctionEntry(
            "last_value", family: "Values", [.subject], .number, .like(0), lookBack: .queryWindow,
            traits: .newest, doc: "the newest value within the query's window",
            formula: "S at the window's last session that has a value", example: "last_value(rsi(rut, 14))"
        ) { call in
            let values = call.series(0)
            let place = call.window.clamped(to: values.indices).last { !values[$0].isNaN }
            return .number(place.map { values[$0] } ?? .nan)
        },
        FunctionEntry(
            "first_value", family: "Values", [.subject], .number, .like(0), lookBack: .queryWindow,
            doc: "the oldest value within the query's window",
            formula: "S at the window's first judged session that has a value", example: "first_value(rut)"
        ) { call in
            let values = call.series(0)
            let place = call.window.clamped(to: values.indices).first { !values[$0].isNaN }
            return .number(place.map { values[$0] } ?? .nan)
        },
        FunctionEntry(
            "value", family: "Values", [.subject, .init("D", .date)], .number, .like(0), lookBack: .all,
            doc: "the value on a date: that of the last session on or before it",
            formula: "S at the last session ≤ D; missing where history begins later", example: "value(rut, 2025-12-31)"
        ) { call in
            let values = call.series(0)
            guard let day = call.date(1) else { return .number(.nan) }
            let place = Axis(call.days).upperBound(day) - 1
            return .number(place >= 0 ? values[place] : .nan)
        },
        FunctionEntry(
            "date_of", family: "Values", [.condition], .date, .fixed(.number), lookBack: .queryWindow,
            doc: "the newest session within the query's window on which the condition held",
            formula: "the last session of the window on which COND is true; missing without such a session",
            example: "date_of(rut at high)"
        ) { call in
            let truths = call.condition(0)
            let place = call.window.clamped(to: truths.indices).last { truths[$0] == .yes }
            return .date(Day(place.map { call.days[$0] } ?? TableColumn.missingDate))
        },
    ]
}
