import TapeEngine
import TapeStore
import TapeSyntax
import TapeTime

/// What a program around a session wants beside it: columns of an answer as arrays, instruments from arrays.
extension Table {
    /// A column of numbers by its name; missing is NaN. Nil where there is no such column of numbers.
    public func numbers(_ name: String) -> [Double]? {
        guard case .numbers(let values) = column(name)?.values else { return nil }
        return values
    }

    /// A column of texts by its name. Nil where there is no such column of texts.
    public func texts(_ name: String) -> [String?]? {
        guard case .texts(let values) = column(name)?.values else { return nil }
        return values
    }

    /// A column of dates by its name; missing is nil. Nil where there is no such column of dates.
    public func dates(_ name: String) -> [Day?]? {
        guard case .dates(let values) = column(name)?.values else { return nil }
        return values.map { $0 == TableColumn.missingDate ? nil : Day($0) }
    }
}

extension Instrument {
    /// Daily closes of a program's own.
    ///
    /// - Precondition: the days ascend, and there is one close for each.
    public convenience init(symbol: String, name: String?, days: [Day], close: [Double]) {
        self.init(symbol: symbol, name: name, days: days, columns: [("close", close)])
    }

    /// Daily prices of a program's own: `open`, `high`, `low`, `close`, `volume` and any other column, by names in lower case.
    ///
    /// - Precondition: the days ascend, each column has one value for each, and one of the columns is `close`.
    public convenience init(symbol: String, name: String?, days: [Day], columns: [(name: String, values: [Double])]) {
        precondition(zip(days, days.dropFirst()).allSatisfy { $0 < $1 }, "days ascend")
        precondition(columns.allSatisfy { $0.values.count == days.count }, "one value a day")
        precondition(columns.contains { $0.name == "close" }, "there is a close")
        self.init(
            symbol: symbol.lowercased(), name: name, axis: Axis(days.map(\.number)),
            columns: columns.map { ($0.name, Column($0.values.map { $0.isFinite ? $0 : .nan })) }, mainColumn: "close",
            frequency: .day, provenance: Provenance(file: nil, format: "the program's own"))
    }
}
