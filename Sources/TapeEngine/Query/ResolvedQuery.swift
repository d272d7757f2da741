import TapeStore
import TapeSyntax
import TapeTime

/// One query with everything resolved, as its verb receives it.
struct ResolvedQuery {
    let query: Query
    let text: String
    var subjects: [Node]
    var operands: [Node]
    var plan: QueryClauses
    let environment: Environment
    /// The group in a condition or subject: one row per member.
    var group: (members: [String], name: String)?
    /// A bare expression, which is answered like `show`.
    var isBare = false
    /// For a list: the members that replace a subject with a group inside it, by its place.
    var spread: [Int: (members: [String], name: String)] = [:]

    /// Decimals of percentages and plain numbers in sentences, as in tables.
    var precision: Int { environment.settings.precision }

    var frequency: CalendarUnit { plan.frequency ?? .day }

    /// `session`, `week` …
    var barWord: String { frequency.unitWord }

    var implementation: any VerbImplementation.Type { environment.language.implementation(of: query.verb) }

    // MARK: Frames

    /// The frame of the expressions, at the query's frequency.
    ///
    /// - Parameter newest: a frame whose newest session it ends with.
    func frame(_ nodes: [Node], member: String? = nil, through newest: Frame? = nil) throws(EngineError) -> Frame {
        try environment.checkInterrupt()
        var (binding, loose) = symbols(read: nodes)
        if binding.isEmpty, loose.isEmpty, member == nil, let filter = plan.filter {
            (binding, loose) = symbols(reading: [filter])
        }
        let known = binding + loose
        if let member, !binding.contains(member) { binding.append(member) }
        let span = nodes.first?.span ?? query.span
        guard !binding.isEmpty || !loose.isEmpty else {
            throw EngineError(
                .wrongKind, span, "expected a symbol: `\(nodes.first?.label ?? query.verb.name)` names none",
                [.init("example", query.verb.examples[0])])
        }
        let base = try Frame(
            market: environment.market, binding: binding, loose: loose,
            through: newest.flatMap { ($0.base ?? $0).days.last.map { Day($0) } } ?? plan.asOf,
            settings: environment.settings, at: span)
        base.today = plan.newest
        let frame = try atFrequency(base)
        // A filter picks sessions and changes no value: its symbols make no sessions.
        let others = symbols(reading: [plan.filter, plan.after].compactMap { $0 })
        frame.isAskedOfOthers = !(others.binding + others.loose).allSatisfy(known.contains)
        return frame
    }

    private func atFrequency(_ base: Frame) throws(EngineError) -> Frame {
        guard let wanted = plan.frequency, wanted != base.frequency else { return base }
        guard wanted > base.frequency else {
            throw EngineError(
                .wrongKind, plan.frequencySpan ?? query.span,
                "the data is \(base.frequency.adjective), so no \(wanted.adjective) bars can be built from it",
                [.init("expected", "bars longer than those of the data, or no frequency at all")])
        }
        return Frame(base, bars: wanted)
    }

    /// Where the windows of the members' expressions end, each by itself; nil where they all end on the same session.
    func anchor(ofEach nodes: [Node]) -> Anchor? {
        let (single, groups) = symbols(of: nodes)
        let axes = (single + groups.joined()).compactMap { environment.market.instrument($0)?.axis }
        guard let first = axes.first, !axes.allSatisfy({ $0 === first }) else { return nil }
        var newest: [Int32] = []
        var isShared = true
        for node in nodes {
            guard let frame = try? frame([node]) else { continue }
            let days = (frame.base ?? frame).commonDays
            guard let last = days.last else { continue }
            if let known = newest.last, known != last { isShared = false }
            if (last, days.count) > (newest.last ?? Int32.min, newest.count) { newest = days }
        }
        return isShared ? nil : Anchor(days: newest)
    }

    /// Over the query's window: functions that give a number start from the window's base.
    func evaluator(_ frame: Frame, _ window: Window, member: String? = nil) -> Evaluator {
        Evaluator(
            frame: frame, member: member, window: window.range, start: window.base ?? window.range.lowerBound,
            environment: environment, plan: plan)
    }

    func evaluator(_ frame: Frame, _ window: Range<Int>, member: String? = nil) -> Evaluator {
        Evaluator(frame: frame, member: member, window: window, environment: environment, plan: plan)
    }

    /// The `where` clause's column, if there is one.
    func filter(_ evaluator: Evaluator) throws(EngineError) -> [Truth]? {
        guard let filter = plan.filter else { return nil }
        return try evaluator.condition(filter)
    }

    func filter(_ evaluator: Evaluator, on bars: Range<Int>) throws(EngineError) -> Stretch<Truth>? {
        try filter(evaluator.over(bars)).map { Stretch(start: bars.lowerBound, values: $0) }
    }

    // MARK: Notes that every verb gives

    func notes(_ frame: Frame, _ window: Window) -> [Note] {
        var notes: [Note] = []
        let stretch = plan.stretch(window, on: frame)
        for (symbol, days) in frame.dropped where !barsAreOwn(frame) {
            // Between the dates of a sparse series the others are not read.
            guard !frame.isSparse || frame.instrument(symbol)?.isSparse == true else { continue }
            let inside = days.filter { stretch.contains($0) }
            guard !inside.isEmpty else { continue }
            let named = inside.prefix(3).map { Day($0).text }.joined(separator: ", ")
            let more = inside.count > 3 ? " and \(Format.count(inside.count - 3)) more" : ""
            notes.append(
                Note(
                    "dropped",
                    "\(Format.count(inside.count, "session")) of \(symbol.uppercased()) left out, not common to all: \(named)\(more)."
                ))
        }
        if !notes.isEmpty, !frame.parts.isEmpty {
            notes.append(
                Note("own", "Changes, records and look-backs of one symbol are judged on all its own sessions."))
        }
        notes += fewCommonSessions(frame, window) + absentParts(frame, window) + heldNotes(frame) + calendarNote(frame)
        notes += belowZeroNote(frame, window)
        if let day = window.leftOutPartial, !window.endsBeforeNewest {
            notes.append(
                Note(
                    "partial",
                    "The \(frame.frequency.unitWord) to \(day) is not over and not counted (`including partial` counts it)."
                ))
        }
        if let day = window.includedPartial, !window.endsBeforeNewest {
            notes.append(Note("partial", "The \(frame.frequency.unitWord) to \(day) is not over, but is counted."))
        }
        return notes
    }

    /// Bars of a symbol are made of all its own sessions and matched with another's by period: unless symbols are taken
    /// together, no session is left out of an answer on bars.
    private func barsAreOwn(_ frame: Frame) -> Bool {
        guard frame.base != nil, plan.next.isEmpty, !query.verb.traits.contains(.takesSymbolsTogether) else {
            return false
        }
        return !(subjects + operands + [plan.filter].compactMap { $0 }).contains(where: \.takesSymbolsTogether)
    }

    /// Given for series that are slower than the sessions, and where one of them has ended.
    private func heldNotes(_ frame: Frame) -> [Note] {
        let newest = (frame.base ?? frame).days.last.map { Day($0) }
        return (frame.held + frame.parts.flatMap { $0.held(beside: frame) }).map { symbol, frequency in
            var text =
                "\(symbol.uppercased()) is \(frequency.adjective): each value holds from the first session after its period."
            // Nothing after `as of` is known.
            let axis = frame.instrument(symbol)?.axis
            let known = plan.asOf.flatMap { cut in axis.map { $0.upperBound(cut) } } ?? axis?.count ?? 0
            if let axis, known > 0, let newest {
                let last = Day(axis.days[known - 1])
                let end = Frame.holdsThrough(last, frequency)
                if end < newest {
                    text += " Its newest value is for \(last) and holds through \(end): later sessions have no value."
                }
            }
            return Note("held", text)
        }
    }

    /// Given where a calendar other than NYSE's decides when a bar is over, or how many sessions a year has.
    private func calendarNote(_ frame: Frame) -> [Note] {
        if frame.base != nil {
            let unit = frame.frequency.unitWord
            switch frame.calendar {
            case .everyday: return [Note("calendar", "There are sessions every day: a \(unit) ends with its last day.")]
            case .weekdays:
                return [Note("calendar", "The sessions are not NYSE's: a \(unit) ends with its last weekday.")]
            case .nyse, .none: return []
            }
        }
        guard frame.frequency == .day else { return [] }
        var calls: [[String]] = []
        for node in subjects + operands { node.collectAnnualised(into: &calls) }
        if query.verb.traits.contains(.annualised) { calls = [symbols(of: subjects + operands).single] }
        // A figure of several symbols uses their common sessions, which are the exchange's.
        let isEveryday = { (symbol: String) in
            environment.market.instrument(symbol).map { $0.frequency == .day && $0.calendar == .everyday } ?? false
        }
        let everyday = calls.filter { $0.allSatisfy(isEveryday) }.joined()
        guard !everyday.isEmpty else { return [] }
        let named = Format.names(Set(everyday).sorted().map { $0.uppercased() }, most: 3)
        return [Note("calendar", "A year of \(named) has 365 sessions, and annualised figures use them.")]
    }

    /// Given where more of a symbol's sessions were left out than kept: the subjects have few common sessions.
    private func fewCommonSessions(_ frame: Frame, _ window: Window) -> [Note] {
        guard !frame.dropped.isEmpty, !frame.isSparse else { return [] }
        let axis = Axis((frame.base ?? frame).days)
        let stretch = plan.stretch(window, on: frame)
        let kept = axis.upperBound(Day(stretch.upperBound)) - axis.lowerBound(Day(stretch.lowerBound))
        let lost = frame.dropped.map { symbol, days in (symbol, days.count { stretch.contains($0) }) }
        guard let most = lost.max(by: { $0.1 < $1.1 }), most.1 > kept else { return [] }
        return [
            Note(
                "calendars",
                "Few common sessions: only \(Format.count(kept)) of \(most.0.uppercased())'s \(Format.count(kept + most.1)) are shared by all."
            )
        ]
    }

    /// Given where a day later than all data was asked for.
    private var futureNote: [Note] {
        guard let asked = plan.asOf, let newest = environment.market.newest, asked > newest else { return [] }
        return [Note("as-of", "Nothing is loaded after \(newest): as of \(asked) means as of that day.")]
    }

    func filteredNote(_ count: Int, _ frame: Frame) -> Note {
        Note(
            "filtered",
            "\(Format.count(count, frame.frequency.unitWord)) of the window \(count == 1 ? "was" : "were") filtered out by `where` or could not be judged."
        )
    }

    /// Given where the window asks for more than there is.
    func historyNote(_ frame: Frame, _ window: Window) -> [Note] {
        guard window.range.first == frame.commonStart else { return [] }
        if let (late, others) = frame.latecomer {
            return [
                Note(
                    "base",
                    "\(late.uppercased()) begins on \(frame.beginning): earlier sessions of \(Format.names(others.map { $0.uppercased() }, most: 3)) are left out."
                )
            ]
        }
        guard window.isBeforeHistory else { return [] }
        return [Note("base", "The window begins before the data: history begins \(frame.beginning).")]
    }

    /// Where the newest session that any member of the group has is older than the newest in the store.
    private var newestOfGroup: [Note] {
        guard let group, let members = try? membership(group.members), !members.axes.isEmpty else { return [] }
        let ended = ended(members)
        guard members.symbols.allSatisfy({ ended[$0] != nil }) else { return [] }
        let known = members.axes.compactMap { axis -> Day? in
            let count = plan.asOf.map { axis.upperBound($0) } ?? axis.count
            return count > 0 ? Day(axis.days[count - 1]) : nil
        }
        guard let newest = known.max(), let today = environment.today(asOf: plan.asOf),
            newest < today
        else { return [] }
        return [
            Note(
                "newest",
                "The newest session that any of \(group.name) has is \(newest); the loaded data goes to \(today)."
            )
        ]
    }

    /// Where the newest session that all subjects share is older than the newest in the store.
    func newestNote(_ frame: Frame, of symbols: [String]) -> Note? {
        guard let newest = (frame.base ?? frame).days.last, let today = environment.today(asOf: plan.asOf),
            newest < today.number, ended(frame) != nil || isOfEarlierPeriod(Day(newest), today)
        else { return nil }
        let isOne = symbols.first.map { one in symbols.allSatisfy { $0 == one } } ?? false
        let whose = isOne ? "of \(symbols[0].uppercased())" : "that all of these have"
        return Note("newest", "The newest session \(whose) is \(Day(newest)); the loaded data goes to \(today).")
    }

    /// Whether `ytd`, `qtd`, `mtd` or `wtd` means another year, quarter, month or week than the store's.
    private func isOfEarlierPeriod(_ newest: Day, _ today: Day) -> Bool {
        guard case .toDate(let unit) = plan.window else { return false }
        return unit.start(of: newest) < unit.start(of: today)
    }

    /// Given where a bare symbol, or its open, high or low, is not the plain price.
    private func basisNote(_ nodes: [Node]) -> Note? {
        let price = environment.settings.price
        guard price != "close" else { return nil }
        var symbols: [String] = []
        for node in nodes { node.collectOnBasis(into: &symbols) }
        if nodes.contains(where: { $0.readsMemberOnBasis }) {
            symbols += (group?.members ?? []) + spread.values.flatMap { $0.members }
        }
        let adjusted = Set(symbols).filter { environment.market.instrument($0)?.isAdjusted(on: price) ?? false }
            .sorted()
        guard !adjusted.isEmpty else { return nil }
        return Note(
            "basis",
            "On \(price), dividends included, open, high and low scaled alike: \(Format.names(adjusted.map { $0.uppercased() }, most: 5))."
        )
    }

    func sampleNote(_ symbols: [String], _ groups: [[String]]) -> Note? {
        // Thousands of members are not checked one by one.
        let isSampled = { (symbol: String) in environment.market.instrument(symbol)?.provenance.isSample ?? false }
        guard symbols.contains(where: isSampled) || groups.contains(where: { (try? membership($0).hasSample) ?? false })
        else { return nil }
        let symbols = symbols + groups.flatMap { $0 }
        let samples = symbols.filter(isSampled)
        let what = "synthetic prices, pinned to published figures"
        if samples.count == symbols.count {
            return Note("sample", "Sample data: \(what). `load \"prices.csv\"` brings your own.")
        }
        let named = Set(samples).sorted().prefix(3).map { $0.uppercased() }.joined(separator: ", ")
        return Note(
            "sample",
            "\(named)\(samples.count > 3 ? " and more" : "") from the sample: \(what); the others are loaded prices.")
    }

    /// The symbols that nodes read one by one, and the lists of members they read.
    func symbols(of nodes: [Node]) -> (single: [String], groups: [[String]]) {
        var binding: [String] = []
        var loose: [String] = []
        var groups = group.map { [$0.members] } ?? []
        for node in nodes {
            if case .group(let members, _) = node.op { groups.append(members) }
            node.collectSymbols(into: &binding)
            node.collectLooseSymbols(into: &loose)
        }
        return (binding + loose, groups)
    }

    func readsData(_ node: Node) -> Bool {
        let (single, groups) = symbols(of: [node])
        return !single.isEmpty || !groups.isEmpty
    }

    /// An answer with the notes every answer carries.
    func answer(
        headline: [String] = [], table: Table? = nil, chart: Chart? = nil, notes: [Note] = [], frame: Frame?,
        displayRows: Int? = nil, nodes: [Node]? = nil
    ) -> Answer {
        var all = notes
        let asked = nodes ?? (subjects + operands)
        let (single, groups) = symbols(of: asked)
        let read = asked + [plan.filter, plan.after].compactMap { $0 }
        if let frame, group == nil, let note = newestNote(frame, of: single + groups.joined()) { all.append(note) }
        all += newestOfGroup + futureNote
        if let note = basisNote(read) { all.append(note) }
        if let note = rateNote(read) { all.append(note) }
        if let note = sampleNote(single, groups) { all.append(note) }
        let asOf = (frame?.base ?? frame)?.days.last.map { Day($0) } ?? environment.today(asOf: plan.asOf)
        var answer = Answer(
            query: text, headline: headline, table: table, chart: chart, notes: all, asOf: asOf,
            displayRows: displayRows)
        if let rows = plan.rows, let table = answer.table {
            let ordered = figure.map { table.ordered(by: $0, forEnd: rows.fromEnd) } ?? table
            let keys = orderedBy.compactMap { name in ordered.columns.firstIndex { $0.name == name } }
            let (cut, tied) = ordered.cut(rows.count, fromEnd: rows.fromEnd, keys: keys)
            answer.table = cut
            answer.notes += TieNote.of(tied, keys.map { ordered.columns[$0].name })
            answer.presentation.displayRows = nil
        }
        return answer
    }

    /// The column by which `top` sorts a table, where the verb has not sorted it.
    private var figure: String? { isBare ? "value" : implementation.figure(self) }

    private var orderedBy: [String] { isBare ? ["value"] : implementation.orderedBy(self) }
}

/// The note for a cut through rows of one value.
enum TieNote {
    static func of(_ tied: Int, _ columns: [String]) -> [Note] {
        guard tied > 0, !columns.isEmpty else { return [] }
        let what = columns.map { "`\($0)`" }.joined(separator: " and ")
        return [
            Note(
                "cut",
                "The cut splits a tie and leaves out \(Format.count(tied, "more row")) with the same \(what).")
        ]
    }
}

extension Table {
    /// The first or last rows.
    package func taking(_ count: Int, fromEnd: Bool) -> Table { cut(count, fromEnd: fromEnd, keys: []).table }

    /// The first or last rows, and how many of the others equal the last one kept in all the key columns.
    func cut(_ count: Int, fromEnd: Bool, keys: [Int]) -> (table: Table, tied: Int) {
        let kept = min(count, rowCount)
        let range = fromEnd ? (rowCount - kept)..<rowCount : 0..<kept
        var tied = 0
        if kept > 0, !keys.isEmpty {
            var next = fromEnd ? range.lowerBound - 1 : range.upperBound
            let edge = fromEnd ? range.lowerBound : range.upperBound - 1
            while next >= 0, next < rowCount, keys.allSatisfy({ columns[$0].isSame(edge, next) }) {
                tied += 1
                next += fromEnd ? -1 : 1
            }
        }
        return (selecting(Array(range)), tied)
    }

    /// The largest values of a column first, equal ones in their old order; missing ones last, or left out: the
    /// lowest rows are not those without a value.
    func ordered(by name: String, forEnd: Bool) -> Table {
        guard case .numbers(let values) = column(name)?.values else { return self }
        let rows = forEnd ? (0..<rowCount).filter { !values[$0].isNaN } : Array(0..<rowCount)
        return selecting(
            rows.sorted { a, b in
                let (left, right) = (values[a], values[b])
                if left == right || left.isNaN && right.isNaN { return a < b }
                if left.isNaN || right.isNaN { return right.isNaN }
                return left > right
            })
    }

    /// The rows at the indices, in that order.
    package func selecting(_ rows: [Int]) -> Table {
        var selected = Table(
            columns.map { column in
                var copy = column
                copy.rowUnits = column.rowUnits.map { units in rows.map { units[$0] } }
                copy.unsettled = column.unsettled.map { marks in rows.map { marks[$0] } }
                switch column.values {
                case .numbers(let values): copy.values = .numbers(rows.map { values[$0] })
                case .dates(let values): copy.values = .dates(rows.map { values[$0] })
                case .texts(let values): copy.values = .texts(rows.map { values[$0] })
                case .flags(let values): copy.values = .flags(rows.map { values[$0] })
                }
                return copy
            })
        selected.places = places.map { places in rows.map { places[$0] } } ?? rows
        return selected
    }
}
