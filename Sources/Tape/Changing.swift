import TapeEngine
import TapeStore
import TapeSyntax
import TapeTime

/// A setting that `set` changes. `set`, `help set` and completion read the table of these rows; a program may add rows
/// to a session's.
package struct SettingEntry: Sendable {
    package let name: String
    /// The valid values, for people.
    package let values: String
    package let doc: String
    /// Values that completion offers.
    package let choices: [String]
    let read: @Sendable (Session) -> String
    /// Checks a value: what it would change, or what would be valid.
    let change: @Sendable (Session, String) -> SettingChange
    /// Whether the value is passed on as written instead of in lower case.
    var keepsCase = false
    /// Whether the meaning of a value depends on the loaded prices.
    package var readsMarket = false
    /// The value's placeholder if the setting is also a command-line option: `--threads N`. Nil if it is not.
    package var optionValue: String?
    /// Why the value may not be set here; nil if it may.
    var refusal: (@Sendable (Session, String) -> String?)?
}

/// The outcome of checking a value.
package enum SettingChange {
    case to(() -> Void)
    /// The value is wrong; the text says what it must be.
    case wanted(String)
}

extension SettingEntry {
    /// A setting of the program rather than the language.
    /// - Parameters:
    ///   - choices: values that completion offers; the first is used in examples.
    ///   - optionValue: the value's placeholder if the setting is also a command-line option.
    ///   - refusal: why the value may not be set here, such as in a script; nil if it may.
    ///   - change: receives the value as written.
    package init(
        name: String, values: String, doc: String, choices: [String], optionValue: String? = nil,
        read: @escaping @Sendable () -> String, refusal: (@Sendable (Session, String) -> String?)? = nil,
        change: @escaping @Sendable (String) -> SettingChange
    ) {
        self.init(
            name: name, values: values, doc: doc, choices: choices, read: { _ in read() }, change: { change($1) },
            keepsCase: true, optionValue: optionValue, refusal: refusal)
    }

    /// Checks the value as it was typed.
    func change(_ session: Session, typed value: String) -> SettingChange {
        change(session, keepsCase ? value : value.lowercased())
    }

    /// The message on a wrong value, under the name of the setting or its option.
    func complaint(_ name: String, _ value: String, _ wanted: String) -> String {
        "`\(name)` must be \(wanted), not \(value)"
    }

    /// The name of its command-line option, without the dashes.
    package var optionName: String { name.replacing("_", with: "-") }
}

extension SessionTables {
    package var settings: [SettingEntry] { givenSettings ?? Session.settingEntries }
}

extension Session {
    /// All settings: the language's own, then the program's.
    package var settingEntries: [SettingEntry] { tables.settings + programSettings }

    package static let settingEntries: [SettingEntry] = [
        SettingEntry(
            name: "precision", values: "0–10", doc: "decimals of percentages and plain numbers", choices: ["2"],
            read: { "\($0.settings.precision)" },
            change: { session, text in
                guard let places = Int(text), (0...10).contains(places) else {
                    return .wanted("a whole number 0–10")
                }
                return .to { session.settings.precision = places }
            }),
        SettingEntry(
            name: "price", values: "close or adjclose",
            doc: "the column that a bare symbol means, if it exists: closes, or total return",
            choices: ["close", "adjclose"],
            read: { $0.settings.price },
            change: { session, text in
                guard ["close", "adjclose"].contains(text) else { return .wanted("`close` or `adjclose`") }
                return .to { session.settings.price = text }
            }),
        SettingEntry(
            name: "riskfree", values: "a percentage a year",
            doc: "the risk-free rate for Sharpe and other excess returns",
            choices: ["0%", "4%"],
            read: { Format.share($0.settings.riskFree) },
            change: { session, text in
                guard text.hasSuffix("%"), let rate = Double(text.dropLast()), abs(rate) < 100 else {
                    return .wanted("a percentage a year, such as `4%`")
                }
                return .to { session.settings.riskFree = rate / 100 }
            }),
        SettingEntry(
            name: "calendar", values: "nyse or none",
            doc:
                "nyse ends weeks and months by each symbol's calendar, mostly NYSE's; none uses the dates in the data",
            choices: ["nyse", "none"],
            read: { $0.settings.calendar.rawValue },
            change: { session, text in
                guard let calendar = TradingCalendar(rawValue: text) else { return .wanted("`nyse` or `none`") }
                return .to { session.settings.calendar = calendar }
            }),
        SettingEntry(
            name: "as_of", values: "a day or none", doc: "hide all data after that session from every query",
            choices: ["none"],
            read: { $0.asOf?.text ?? "none" },
            change: { session, text in
                if text == "none" { return .to { session.asOf = nil } }
                guard let expression = parseExpression(Source(text), session.language.vocabulary).0,
                    let span = try? Engine.date(expression, session.environment)
                else { return .wanted("a day such as `2026-01-15`, or `none`") }
                return .to { session.asOf = span.last }
            }, readsMarket: true, optionValue: "date"),
        SettingEntry(
            name: "threads", values: "auto or 1–\(Limits.threads)",
            doc:
                "how many threads large scans may use; auto uses all cores; answers do not depend on it",
            choices: ["auto", "1", "2"],
            read: { $0.settings.threads == 0 ? "auto" : "\($0.settings.threads)" },
            change: { session, text in
                if text == "auto" { return .to { session.settings.threads = 0 } }
                guard let count = Int(text), (1...Limits.threads).contains(count) else {
                    return .wanted("auto or 1–\(Limits.threads)")
                }
                return .to { session.settings.threads = count }
            }, optionValue: "n"),
    ]

    /// What `set NAME VALUE` does, or the error.
    func change(_ name: Name, _ value: Text) throws(EngineError) -> () -> Void {
        let entry = try settingEntry(name)
        if let reason = entry.refusal?(self, value.value) { throw EngineError(.unknownSetting, value.span, reason) }
        switch entry.change(self, typed: value.value) {
        case .to(let apply): return apply
        case .wanted(let wanted):
            throw EngineError(
                .unknownSetting, value.span, entry.complaint(entry.name, value.value, wanted),
                [.init("example", "set \(entry.name) \(entry.choices[0])")])
        }
    }

    func settingEntry(_ name: Name) throws(EngineError) -> SettingEntry {
        let entries = settingEntries
        if let entry = entries.first(where: { $0.name == name.text }) { return entry }
        let close = nearest(name.text, among: entries.map(\.name), limit: 1)
        throw EngineError(
            .unknownSetting, name.span, "unknown setting `\(name.text)`",
            close.isEmpty
                ? [.init("settings", entries.map(\.name).joined(separator: ", "))] : [.init("nearest", close[0])])
    }

    /// Applies a command-line option. Returns the message if the value is wrong, else nil.
    package func setOption(_ entry: SettingEntry, _ value: String) -> String? {
        switch entry.change(self, typed: value) {
        case .to(let apply):
            apply()
            return nil
        case .wanted(let wanted): return entry.complaint("--\(entry.optionName)", value, wanted)
        }
    }

    func set(_ name: Name?, _ value: Text?, _ source: Source, _ emit: (Output) -> Void) throws(Stop) {
        guard let name else {
            let entries = settingEntries
            let table = Table([
                TableColumn("setting", .texts(entries.map(\.name))),
                TableColumn("value", .texts(entries.map { $0.read(self) })),
                TableColumn("may_be", .texts(entries.map(\.values))),
            ])
            emit(
                .answer(
                    Answer(query: "set", table: table, notes: [Note("settings", "`help set` explains each setting.")])))
            return
        }
        guard let value else {
            let entry = try engine(source) { () throws(EngineError) in try settingEntry(name) }
            emit(.text("\(entry.name) is \(entry.read(self)): \(entry.doc)."))
            return
        }
        let apply = try engine(source) { () throws(EngineError) in try change(name, value) }
        apply()
    }
}
