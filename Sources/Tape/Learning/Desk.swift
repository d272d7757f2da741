import TapeEngine
import TapeStore
import TapeTime

/// What someone was working on before a lesson that cannot stand on it: put aside while the lesson is open, and laid out again
/// when it is closed.
struct Desk {
    let market: Market
    let settings: Settings
    let asOf: Day?
    let scope: Scope
    let hiddenSymbols: Set<String>
}

extension Session {
    /// What of the session would give other figures than the lessons speak of, as a reader would name it.
    var disturbances: [String] {
        var found: [String] = []
        if !hasSample { found.append("prices of your own") }
        if let asOf { found.append("`set as_of \(asOf)`") }
        if settings.price != Settings().price { found.append("`set price \(settings.price)`") }
        if settings.calendar != Settings().calendar { found.append("`set calendar \(settings.calendar.rawValue)`") }
        if settings.riskFree != Settings().riskFree {
            found.append("`set riskfree \(Format.share(settings.riskFree))`")
        }
        found += (Curriculum.symbols + Curriculum.groups).filter { scope[$0] != nil }.map { "your `\($0)`" }
        return found
    }

    /// Whether every symbol and group that the lessons speak of is the sample's, and nothing loaded goes beyond it.
    private var hasSample: Bool {
        let isWhole = Curriculum.symbols.allSatisfy { market.instrument($0)?.provenance.isSample == true }
        return isWhole && Curriculum.groups.allSatisfy { market.group($0) != nil }
            && market.newest == market.listing(Curriculum.symbols[0])?.last
    }

    /// Makes room for a lesson where the session is not as it needs it, and for the names it speaks of; the sentence that says so.
    /// - Parameter names: names that mean something else here than in the lesson.
    func clearDesk(for names: [String] = []) -> String? {
        let reasons = disturbances + names.map { "your `\($0)`" }
        guard !reasons.isEmpty else { return nil }
        let isFirst = tutor.desk == nil
        if isFirst {
            tutor.desk = Desk(
                market: market, settings: settings, asOf: asOf, scope: scope, hiddenSymbols: hiddenSymbols)
        }
        if !hasSample, let practice = practiceMarket?() { market = practice }
        let plain = Settings()
        settings.price = plain.price
        settings.calendar = plain.calendar
        settings.riskFree = plain.riskFree
        asOf = nil
        scope = Scope()
        hiddenSymbols = []
        let what = reasons.joined(separator: ", ")
        return isFirst
            ? "Put aside while this is open, so that the figures are those of the text: \(what). It all comes back when you close it."
            : "Put back as the text needs it: \(what)."
    }

    /// Lays out what was put aside; the sentence that says so.
    func layDesk() -> String? {
        guard let desk = tutor.desk else { return nil }
        tutor.desk = nil
        market = desk.market
        settings = desk.settings
        asOf = desk.asOf
        scope = desk.scope
        hiddenSymbols = desk.hiddenSymbols
        return "What was put aside is back."
    }
}
