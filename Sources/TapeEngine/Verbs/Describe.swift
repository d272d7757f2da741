import TapeStore
import TapeSyntax
import TapeTime

/// `describe S`: what is loaded.
enum DescribeVerb: VerbImplementation {
    static let verb = Verb(
        "describe", .one, of: .symbol, clauses: [.asOf], traits: .ofNewest, question: .values,
        signature: "describe S",
        doc: "what is loaded: name, span, sessions, gaps, columns, price basis, source file",
        examples: ["describe rut", "describe spx as of 2000-01-03"],
        seeAlso: ["symbols", "summary", "data"],
        columns: ["property", "value"], groupColumns: ["symbol", "name", "first", "last"])

    static func meaning(_ request: ResolvedQuery) -> String {
        "What is loaded of \(Meaning.names(request))"
    }

    static func answer(_ request: ResolvedQuery) throws(EngineError) -> Answer {
        let subject = request.subjects[0]
        let symbols: [String]
        if let group = request.group {
            symbols = group.members
        } else if case .column(.symbol(let key), nil) = subject.op {
            symbols = [key]
        } else {
            throw EngineError(
                .wrongKind, subject.span,
                "`describe` takes a symbol or a group, but `\(subject.label)` is an expression",
                [.init("example", "describe rut")])
        }
        var answer = try symbols.count == 1 ? one(symbols[0], request) : many(symbols, request)
        answer.working = SentenceWorking(request: request)
        return answer
    }

    private static func one(_ symbol: String, _ request: ResolvedQuery) throws(EngineError) -> Answer {
        let frame = try request.frame(request.subjects, member: request.group == nil ? nil : symbol)
        guard let instrument = frame.instrument(symbol) else {
            throw EngineError(.unknownSymbol, request.query.span, "the symbol `\(symbol)` no longer exists")
        }
        let days = frame.days
        var rows: [(String, String)] = []
        func add(_ property: String, _ value: String?) { if let value { rows.append((property, value)) } }
        add("symbol", symbol.uppercased())
        add("name", instrument.name)
        add("first", Day(days[0]).text)
        add("last", Day(days[days.count - 1]).text)
        add("sessions", Format.count(days.count))
        add(
            "frequency",
            instrument.frequency?.adjective ?? "sparse: its own dates, no value held forward")
        if instrument.measure != .price { add("counts as", instrument.measure.rawValue) }
        addCalendar(instrument, add)
        add("columns", instrument.columns.map(\.name).joined(separator: ", "))
        let isScaled = instrument.isAdjusted(on: request.environment.settings.price)
        add("price basis", frame.mainColumn(symbol) + (isScaled ? ", open, high and low scaled with it" : ""))
        add("source", instrument.provenance.file ?? instrument.provenance.format)
        if instrument.provenance.file != nil { add("format", instrument.provenance.format) }
        if instrument.frequency == .day, request.environment.settings.calendar != .none {
            addDifferences(days, instrument.calendar, add)
        }
        for remark in instrument.provenance.remarks { add("on loading", remark) }
        let table = Table([
            TableColumn("property", .texts(rows.map(\.0))), TableColumn("value", .texts(rows.map(\.1))),
        ])
        let name = instrument.name.map { "\(symbol.uppercased()), \($0): " } ?? "\(symbol.uppercased()): "
        let headline = "\(name)\(Format.count(days.count, "session")), \(Day(days[0])) → \(Day(days[days.count - 1]))."
        return request.answer(headline: [headline], table: table, frame: frame)
    }

    /// The calendar, where it is not NYSE's.
    private static func addCalendar(_ instrument: Instrument, _ add: (String, String?) -> Void) {
        guard instrument.frequency == .day else { return }
        switch instrument.calendar {
        case .nyse: break
        case .weekdays: add("calendar", "weekdays, 252 sessions a year")
        case .everyday: add("calendar", "every day, 365 sessions a year")
        case .none: add("calendar", "the dates of the data, 252 sessions a year")
        }
    }

    private static func addDifferences(
        _ days: [Int32], _ calendar: TradingCalendar, _ add: (String, String?) -> Void
    ) {
        let name: String
        switch calendar {
        case .nyse: name = "the NYSE calendar"
        case .weekdays: name = "all weekdays"
        case .everyday: name = "all days"
        case .none: return
        }
        let (missing, surplus) = calendar.differences(of: days)
        guard let known = calendar.knownSince, days[0] < known.number else {
            add("missing against \(name)", listed(missing))
            if calendar != .everyday { add("not in \(name)", listed(surplus)) }
            return
        }
        // The calendar's rules for earlier days are not known, so nothing can be said about them.
        guard days[days.count - 1] >= known.number else {
            add("against \(name)", "not checked: it is known from \(known.year) on")
            return
        }
        add("missing against \(name) since \(known.year)", listed(missing))
        add("not in \(name) since \(known.year)", listed(surplus))
        add("before \(known.year)", "not checked: \(name) is known from \(known.year) on")
    }

    private static func listed(_ days: [Day]) -> String {
        guard !days.isEmpty else { return "none" }
        let named = days.prefix(5).map(\.text).joined(separator: ", ")
        return "\(Format.count(days.count)): \(named)\(days.count > 5 ? ", …" : "")"
    }

    private static func many(_ symbols: [String], _ request: ResolvedQuery) throws(EngineError) -> Answer {
        let known = symbols.compactMap { request.environment.market.listing($0) }
        let table = Table([
            TableColumn("symbol", .texts(known.map(\.symbol))), TableColumn("name", .texts(known.map(\.name))),
            TableColumn("first", .dates(known.map(\.first.number))),
            TableColumn("last", .dates(known.map(\.last.number))),
        ])
        return request.answer(table: table, frame: nil, displayRows: 30)
    }
}
