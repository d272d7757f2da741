import TapeEngine
import TapeStore
import TapeSyntax
import TapeTime

/// What `set` changes, one row each: the table that `set`, `help set` and completion read. A program may add its own to a session's.
package struct SettingEntry: Sendable {
    package let name: String
    /// What may be said, as a person reads it.
    package let values: String
    package let doc: String
    /// Words that completion offers.
    package let choices: [String]
    let read: @Sendable (Session) -> String
    /// Gives what is wrong with the value, or nil where it was set.
    let change: @Sendable (Session, String) -> String?
    /// Whether the value is passed on as written, and not in small letters.
    var keepsCase = false
    /// Why the value may not be set from where the session is; nil where it may.
    var refusal: (@Sendable (Session, String) -> String?)?
}

extension SettingEntry {
    /// A setting that is the program's own affair rather than the language's.
    /// - Parameters:
    ///   - choices: words that completion offers, of which the first stands in examples.
    ///   - refusal: why the value may not be set from where the session is, such as a script; nil where it may.
    ///   - change: gets the value as written, and gives what would have been right, or nil where it was set.
    package init(
        name: String, values: String, doc: String, choices: [String], read: @escaping @Sendable () -> String,
        refusal: (@Sendable (Session, String) -> String?)? = nil,
        change: @escaping @Sendable (String) -> String?
    ) {
        self.init(
            name: name, values: values, doc: doc, choices: choices, read: { _ in read() }, change: { change($1) },
            keepsCase: true, refusal: refusal)
    }
}

extension Session {
    /// All that `set` knows here: the language's own, then the program's.
    package var settingEntries: [SettingEntry] { Session.settingEntries + programSettings }

    package static let settingEntries: [SettingEntry] = [
        SettingEntry(
            name: "precision", values: "0 to 10", doc: "decimals of percentages and plain numbers", choices: ["2"],
            read: { "\($0.settings.precision)" },
            change: { session, text in
                guard let places = Int(text), (0...10).contains(places) else { return "a whole number from 0 to 10" }
                session.settings.precision = places
                return nil
            }),
        SettingEntry(
            name: "price", values: "close or adjclose",
            doc: "the column that a bare symbol means, where it has it: closes, or total return",
            choices: ["close", "adjclose"],
            read: { $0.settings.price },
            change: { session, text in
                guard ["close", "adjclose"].contains(text) else { return "`close` or `adjclose`" }
                session.settings.price = text
                return nil
            }),
        SettingEntry(
            name: "riskfree", values: "a percentage a year",
            doc: "what Sharpe and other excess returns are measured from",
            choices: ["0%", "4%"],
            read: { Format.share($0.settings.riskFree) },
            change: { session, text in
                guard text.hasSuffix("%"), let rate = Double(text.dropLast()), abs(rate) < 100 else {
                    return "a percentage a year, such as `4%`"
                }
                session.settings.riskFree = rate / 100
                return nil
            }),
        SettingEntry(
            name: "calendar", values: "nyse or none",
            doc:
                "each symbol's calendar says when a week or month is over, mostly NYSE's; none takes the data's own dates",
            choices: ["nyse", "none"],
            read: { $0.settings.calendar.rawValue },
            change: { session, text in
                guard let calendar = TradingCalendar(rawValue: text) else { return "`nyse` or `none`" }
                session.settings.calendar = calendar
                return nil
            }),
        SettingEntry(
            name: "as_of", values: "a day or none", doc: "the store as it stood after that session, for every query",
            choices: ["none"],
            read: { $0.asOf?.text ?? "none" },
            change: { session, text in
                if text == "none" {
                    session.asOf = nil
                    return nil
                }
                guard let expression = parseExpression(Source(text), session.language.verbs).0,
                    let span = try? Engine.date(expression, session.environment)
                else { return "a day such as `2026-01-15`, or `none`" }
                session.asOf = span.last
                return nil
            }),
        SettingEntry(
            name: "threads", values: "auto or 1 to 256",
            doc:
                "how many threads large scans may use, auto for as many as there are cores; answers do not depend on it",
            choices: ["auto", "1", "2"],
            read: { $0.settings.threads == 0 ? "auto" : "\($0.settings.threads)" },
            change: { session, text in
                if text == "auto" {
                    session.settings.threads = 0
                    return nil
                }
                guard let count = Int(text), (1...256).contains(count) else {
                    return "`auto` or a whole number from 1 to 256"
                }
                session.settings.threads = count
                return nil
            }),
    ]

    func set(_ name: Name?, _ value: Text?, _ source: Source, _ emit: (Output) -> Void) throws(Stop) {
        let entries = settingEntries
        guard let name else {
            let table = Table([
                TableColumn("setting", .texts(entries.map(\.name))),
                TableColumn("value", .texts(entries.map { $0.read(self) })),
                TableColumn("may_be", .texts(entries.map(\.values))),
            ])
            emit(
                .answer(
                    Answer(query: "set", table: table, notes: [Note("settings", "`help set` says what each is for.")])))
            return
        }
        guard let entry = entries.first(where: { $0.name == name.text }) else {
            let close = nearest(name.text, among: entries.map(\.name), limit: 1)
            throw .failed(
                Diagnostic(
                    .unknownSetting, name.span, "there is no setting `\(name.text)`",
                    close.isEmpty
                        ? [.init("settings", entries.map(\.name).joined(separator: ", "))]
                        : [.init("nearest", close[0])]),
                source)
        }
        guard let value else {
            emit(.text("\(entry.name) is \(entry.read(self)): \(entry.doc)."))
            return
        }
        if let reason = entry.refusal?(self, value.value) {
            throw .failed(Diagnostic(.unknownSetting, value.span, reason), source)
        }
        if let wanted = entry.change(self, entry.keepsCase ? value.value : value.value.lowercased()) {
            throw .failed(
                Diagnostic(
                    .unknownSetting, value.span, "`\(entry.name)` takes \(wanted), and `\(value.value)` is none",
                    [.init("like", "set \(entry.name) \(entry.choices[0])")]), source)
        }
    }
}
