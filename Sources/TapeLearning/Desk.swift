import Tape
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

extension Tutor {
    /// What of the session would give other figures than the lessons speak of, as a reader would name it.
    var disturbances: [String] {
        var found: [String] = []
        if !hasSample { found.append("prices of your own") }
        if let asOf = session.asOf { found.append("`set as_of \(asOf)`") }
        if session.settings.price != Settings().price { found.append("`set price \(session.settings.price)`") }
        if session.settings.calendar != Settings().calendar {
            found.append("`set calendar \(session.settings.calendar.rawValue)`")
        }
        if session.settings.riskFree != Settings().riskFree {
            found.append("`set riskfree \(Format.share(session.settings.riskFree))`")
        }
        found += (Curriculum.symbols + Curriculum.groups).filter { session.scope[$0] != nil }.map { "your `\($0)`" }
        return found
    }

    /// Whether every symbol and group that the lessons speak of is the sample's, and nothing loaded goes beyond it.
    private var hasSample: Bool {
        let isWhole = Curriculum.symbols.allSatisfy { session.market.instrument($0)?.provenance.isSample == true }
        return isWhole && Curriculum.groups.allSatisfy { session.market.group($0) != nil }
            && session.market.newest == session.market.listing(Curriculum.symbols[0])?.last
    }

    /// Makes room for a lesson where the session is not as it needs it, and for the names it speaks of; the sentence that says so.
    /// - Parameter names: names that mean something else here than in the lesson.
    func clearDesk(for names: [String] = []) -> String? {
        let reasons = disturbances + names.map { "your `\($0)`" }
        guard !reasons.isEmpty else { return nil }
        let isFirst = desk == nil
        if isFirst {
            desk = Desk(
                market: session.market, settings: session.settings, asOf: session.asOf, scope: session.scope,
                hiddenSymbols: session.hiddenSymbols)
        }
        if !hasSample, let practice = practiceMarket?() { session.market = practice }
        let plain = Settings()
        session.settings.price = plain.price
        session.settings.calendar = plain.calendar
        session.settings.riskFree = plain.riskFree
        session.asOf = nil
        session.scope = Scope()
        session.hiddenSymbols = []
        let what = reasons.joined(separator: ", ")
        return isFirst
            ? "Put aside while this is open, so that the figures are those of the text: \(what). It all comes back when you close it."
            : "Put back as the text needs it: \(what)."
    }

    /// Lays out what was put aside; the sentence that says so.
    func layDesk() -> String? {
        guard let desk else { return nil }
        self.desk = nil
        session.market = desk.market
        session.settings = desk.settings
        session.asOf = desk.asOf
        session.scope = desk.scope
        session.hiddenSymbols = desk.hiddenSymbols
        return "What was put aside is back."
    }
}
