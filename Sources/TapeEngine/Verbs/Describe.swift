import TapeStore
import TapeSyntax

/// `describe S`: what is loaded.
enum DescribeVerb {
    static func answer(_ request: Request) throws(EngineError) -> Answer {
        let subject = request.subjects[0]
        let symbols: [String]
        if let group = request.group {
            symbols = group.members
        } else if case .column(.symbol(let key), nil) = subject.op {
            symbols = [key]
        } else {
            throw EngineError(
                .wrongKind, subject.span,
                "`describe` takes a symbol or a group, and `\(subject.label)` is an expression",
                [.init("like", "describe rut")])
        }
        if symbols.count == 1 { return try one(symbols[0], request) }
        return try many(symbols, request)
    }

    private static func one(_ symbol: String, _ request: Request) throws(EngineError) -> Answer {
        let frame = try request.frame(request.subjects, member: request.group == nil ? nil : symbol)
        guard let instrument = frame.instrument(symbol) else {
            throw EngineError(.unknownSymbol, request.query.span, "there is no symbol `\(symbol)` any more")
        }
        let days = frame.days
        var rows: [(String, String)] = []
        func add(_ property: String, _ value: String?) { if let value { rows.append((property, value)) } }
        add("symbol", symbol.uppercased())
        add("name", instrument.name)
        add("first", Day(days[0]).text)
        add("last", Day(days[days.count - 1]).text)
        add("sessions", Format.count(days.count))
        add("frequency", instrument.frequency.rawValue)
        if instrument.measure != .price { add("counts as", instrument.measure.rawValue) }
        add("columns", instrument.columns.map(\.name).joined(separator: ", "))
        let isScaled = instrument.isAdjusted(on: request.environment.settings.price)
        add("price basis", frame.mainColumn(symbol) + (isScaled ? ", open, high and low scaled alike" : ""))
        add("source", instrument.provenance.file ?? instrument.provenance.format)
        if instrument.provenance.file != nil { add("format", instrument.provenance.format) }
        if instrument.frequency == .daily, request.environment.settings.calendar == .nyse {
            let (missing, surplus) = TradingCalendar.nyse.differences(of: Axis(days))
            add("missing against the NYSE calendar", listed(missing))
            add("not in the NYSE calendar", listed(surplus))
        }
        for remark in instrument.provenance.remarks { add("on loading", remark) }
        let table = Table([
            TableColumn("property", .texts(rows.map(\.0))), TableColumn("value", .texts(rows.map(\.1))),
        ])
        let name = instrument.name.map { "\(symbol.uppercased()), \($0): " } ?? "\(symbol.uppercased()): "
        let headline = "\(name)\(Format.count(days.count, "session")), \(Day(days[0])) → \(Day(days[days.count - 1]))."
        return request.answer(headline: [headline], table: table, frame: frame)
    }

    private static func listed(_ days: [Day]) -> String {
        guard !days.isEmpty else { return "none" }
        let named = days.prefix(5).map(\.text).joined(separator: ", ")
        return "\(Format.count(days.count)): \(named)\(days.count > 5 ? ", …" : "")"
    }

    private static func many(_ symbols: [String], _ request: Request) throws(EngineError) -> Answer {
        let known = symbols.compactMap { request.environment.market.listing($0) }
        let table = Table([
            TableColumn("symbol", .texts(known.map(\.symbol))), TableColumn("name", .texts(known.map(\.name))),
            TableColumn("first", .dates(known.map(\.first.number))),
            TableColumn("last", .dates(known.map(\.last.number))),
        ])
        return request.answer(table: table, frame: nil, displayRows: 30)
    }
}
