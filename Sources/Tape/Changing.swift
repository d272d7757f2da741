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
    /// What a value does, or what would have been right.
    let change: @Sendable (Session, String) -> SettingChange
    /// Whether the value is passed on as written, and not in small letters.
    var keepsCase = false
    /// Whether what a value means depends on the prices that are loaded.
    package var readsMarket = false
    /// What stands for the value where the setting is an option of the command line too: `--threads N`. Nil where it is none.
    package var optionValue: String?
    /// Why the value may not be set from where the session is; nil where it may.
    var refusal: (@Sendable (Session, String) -> String?)?
}

/// What setting a value comes to.
package enum SettingChange {
    case to(() -> Void)
    /// The value is wrong; the words say what is right.
    case wanted(String)
}

extension SettingEntry {
    /// A setting that is the program's own affair rather than the language's.
    /// - Parameters:
    ///   - choices: words that completion offers, of which the first stands in examples.
    ///   - optionValue: what stands for the value where the setting is an option of the command line too.
    ///   - refusal: why the value may not be set from where the session is, such as a script; nil where it may.
    ///   - change: gets the value as written.
    package init(
        name: String, values: String, doc: String, choices: [String], optionValue: String? = nil,
        read: @escaping @Sendable () -> String, refusal: (@Sendable (Session, String) -> String?)? = nil,
        change: @escaping @Sendable (String) -> SettingChange
    ) {
        self.init(
            name: name, values: values, doc: doc, choices: choices, read: { _ in read() }, change: { change($1) },
            keepsCase: true, optionValue: optionValue, refusal: refusal)
    }

    /// What the value comes to, written as it was.
    func change(_ session: Session, typed value: String) -> SettingChange {
        change(session, keepsCase ? value : value.lowercased())
    }

    /// The sentence on a wrong value, where the setting or its option goes by that name.
    func complaint(_ name: String, _ value: String, _ wanted: String) -> String {
        "`\(name)` must be \(wanted), not `\(value)`"
    }

    /// As an option of the command line is spelled, without its dashes.
    package var optionName: String { name.replacing("_", with: "-") }
}

extension Session {
    /// All that `set` knows here: the language's own, then the program's.
    package var settingEntries: [SettingEntry] { Session.settingEntries + programSettings }

    package static let settingEntries: [SettingEntry] = [
        SettingEntry(
            name: "precision", values: "0 to 10", doc: "decimals of percentages and plain numbers", choices: ["2"],
            read: { "\($0.settings.precision)" },
            change: { session, text in
                guard let places = Int(text), (0...10).contains(places) else {
                    return .wanted("a whole number from 0 to 10")
                }
                return .to { session.settings.precision = places }
            }),
        SettingEntry(
            name: "price", values: "close or adjclose",
            doc: "the column that a bare symbol means, where it has it: closes, or total return",
            choices: ["close", "adjclose"],
            read: { $0.settings.price },
            change: { session, text in
                guard ["close", "adjclose"].contains(text) else { return .wanted("`close` or `adjclose`") }
                return .to { session.settings.price = text }
            }),
        SettingEntry(
            name: "riskfree", values: "a percentage a year",
            doc: "what Sharpe and other excess returns are measured from",
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
                "each symbol's calendar says when a week or month is over, mostly NYSE's; none takes the data's own dates",
            choices: ["nyse", "none"],
            read: { $0.settings.calendar.rawValue },
            change: { session, text in
                guard let calendar = TradingCalendar(rawValue: text) else { return .wanted("`nyse` or `none`") }
                return .to { session.settings.calendar = calendar }
            }),
        SettingEntry(
            name: "as_of", values: "a day or none", doc: "the store as it stood after that session, for every query",
            choices: ["none"],
            read: { $0.asOf?.text ?? "none" },
            change: { session, text in
                if text == "none" { return .to { session.asOf = nil } }
                guard let expression = parseExpression(Source(text), session.language.verbs).0,
                    let span = try? Engine.date(expression, session.environment)
                else { return .wanted("a day such as `2026-01-15`, or `none`") }
                return .to { session.asOf = span.last }
            }, readsMarket: true, optionValue: "date"),
        SettingEntry(
            name: "threads", values: "auto or 1 to \(Limits.threads)",
            doc:
                "how many threads large scans may use, auto for as many as there are cores; answers do not depend on it",
            choices: ["auto", "1", "2"],
            read: { $0.settings.threads == 0 ? "auto" : "\($0.settings.threads)" },
            change: { session, text in
                if text == "auto" { return .to { session.settings.threads = 0 } }
                guard let count = Int(text), (1...Limits.threads).contains(count) else {
                    return .wanted("`auto` or a whole number from 1 to \(Limits.threads)")
                }
                return .to { session.settings.threads = count }
            }, optionValue: "n"),
    ]

    /// What `set NAME VALUE` does, or why it cannot be done.
    func change(_ name: Name, _ value: Text) throws(EngineError) -> () -> Void {
        let entry = try settingEntry(name)
        if let reason = entry.refusal?(self, value.value) { throw EngineError(.unknownSetting, value.span, reason) }
        switch entry.change(self, typed: value.value) {
        case .to(let apply): return apply
        case .wanted(let wanted):
            throw EngineError(
                .unknownSetting, value.span, entry.complaint(entry.name, value.value, wanted),
                [.init("like", "set \(entry.name) \(entry.choices[0])")])
        }
    }

    func settingEntry(_ name: Name) throws(EngineError) -> SettingEntry {
        let entries = settingEntries
        if let entry = entries.first(where: { $0.name == name.text }) { return entry }
        let close = nearest(name.text, among: entries.map(\.name), limit: 1)
        throw EngineError(
            .unknownSetting, name.span, "there is no setting `\(name.text)`",
            close.isEmpty
                ? [.init("settings", entries.map(\.name).joined(separator: ", "))] : [.init("nearest", close[0])])
    }

    /// Sets what an option of the command line says; the sentence that names the option where the value is wrong, else nil.
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
                    Answer(query: "set", table: table, notes: [Note("settings", "`help set` says what each is for.")])))
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
