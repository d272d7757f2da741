import Tape
import TapeEngine
import TapeStore
import TapeTime

/// The state of the session before a lesson that needs a different one: set aside while the lesson is open, and restored
/// when it closes.
struct Desk {
    let market: Market
    let settings: Settings
    let asOf: Day?
    let scope: Scope
    let hiddenSymbols: Set<String>
}

extension Tutor {
    /// What in the session would change the figures of the lessons, in the reader's words.
    var disturbances: [String] {
        var found: [String] = []
        if !hasSample { found.append("your own prices") }
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

    /// Whether every symbol and group of the lessons is the sample's, and no loaded data is newer.
    private var hasSample: Bool {
        let isWhole = Curriculum.symbols.allSatisfy { session.market.instrument($0)?.provenance.isSample == true }
        return isWhole && Curriculum.groups.allSatisfy { session.market.group($0) != nil }
            && session.market.newest == session.market.listing(Curriculum.symbols[0])?.last
    }

    /// Changes the session to the state that a lesson needs, and returns a sentence that says so; nil if nothing changed.
    /// - Parameter names: names with a different meaning here than in the lesson.
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
            ? "Set aside while this is open, so that your figures match the text: \(what). Everything comes back when you close it."
            : "Set aside again, so that your figures match the text: \(what)."
    }

    /// Restores what was set aside, and returns a sentence that says so.
    func layDesk() -> String? {
        guard let desk else { return nil }
        self.desk = nil
        session.market = desk.market
        session.settings = desk.settings
        session.asOf = desk.asOf
        session.scope = desk.scope
        session.hiddenSymbols = desk.hiddenSymbols
        return "Everything that was set aside is back."
    }
}
