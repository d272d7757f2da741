import TapeStore
import TapeSyntax
import TapeSystem
import TapeTime

/// What `set` changes.
package struct Settings: Sendable {
    /// Decimals of percentages and plain numbers.
    package var precision = 2
    /// The column that a bare symbol means, where an instrument has it.
    package var price = "close"
    /// A year's risk-free rate, as a fraction.
    package var riskFree = 0.0
    package var calendar = TradingCalendar.nyse
    /// 0: as many as there are cores.
    package var threads = 0

    package init() {}
}

/// The meaning of a name given in the session.
package enum Binding: Sendable {
    /// A series or condition, evaluated again on the axis of each query; a number, date or text, evaluated when named.
    case node(Node)
    case table(Answer)
    case function(parameters: [Name], body: Expression, scope: Scope)
}

/// Names and their meanings, innermost first.
package struct Scope: Sendable {
    private var bindings: [String: Binding] = [:]

    package init() {}

    package subscript(name: String) -> Binding? {
        get { bindings[name] }
        set { bindings[name] = newValue }
    }

    package var names: [String] { bindings.keys.sorted() }
}

/// Everything needed to answer a query.
package struct Environment: Sendable {
    package var market: Market
    package var settings: Settings
    package var scope: Scope
    package var language: Language
    /// `--as-of`: nothing later exists for any query.
    package var asOf: Day?
    /// Running would load symbols that are missing now, so no slow search is made for similar names.
    package var expectsSymbols = false
    /// The formats that `| as` may name: the engine does not write them.
    package var formats: @Sendable () -> [any AnswerFormat] = { [] }
    /// Checked in every long loop.
    package var isInterrupted: @Sendable () -> Bool
    /// Called in every scan of many members, from any thread, with how many of how many are done.
    package var progress: @Sendable (_ done: Int, _ total: Int) -> Void

    package init(
        market: Market, settings: Settings = Settings(), scope: Scope = Scope(), language: Language = .standard,
        asOf: Day? = nil,
        isInterrupted: @escaping @Sendable () -> Bool = { false },
        progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) {
        self.market = market
        self.settings = settings
        self.scope = scope
        self.language = language
        self.asOf = asOf
        self.isInterrupted = isInterrupted
        self.progress = progress
    }

    /// The same without the session's names, for a query whose names are resolved. An answer keeps it: with the names
    /// it would keep every earlier answer that they refer to.
    var resolved: Environment {
        var environment = self
        environment.scope = Scope()
        return environment
    }

    /// The newest session in the store, no later than the cut.
    func today(asOf cut: Day?) -> Day? {
        guard let cut, let newest = market.newest, cut < newest else { return market.newest }
        // The cut itself may not be a session: the newest session up to it counts.
        var session: Day?
        for listing in market.listings where listing.first <= cut {
            guard let instrument = market.instrument(listing.symbol) else { continue }
            let count = instrument.axis.upperBound(cut)
            guard count > 0 else { continue }
            let day = Day(instrument.axis.days[count - 1])
            if session.map({ $0 < day }) ?? true { session = day }
            if session == cut { break }
        }
        return session
    }

    /// How many threads a large scan may use.
    var threads: Int { settings.threads == 0 ? Workers.cores : settings.threads }

    func checkInterrupt() throws(EngineError) {
        if isInterrupted() { throw .interrupted }
    }
}
