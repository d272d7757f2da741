import TapeEngine
import TapeStore
import TapeSyntax
import TapeTime

/// Conveniences for embedders: columns of an answer as arrays, instruments from arrays.
extension Table {
    /// A column of numbers by name; missing values are NaN. Nil without such a column.
    public func numbers(_ name: String) -> [Double]? {
        guard case .numbers(let values) = column(name)?.values else { return nil }
        return values
    }

    /// A column of texts by name. Nil without such a column.
    public func texts(_ name: String) -> [String?]? {
        guard case .texts(let values) = column(name)?.values else { return nil }
        return values
    }

    /// A column of dates by name; missing values are nil. Nil without such a column.
    public func dates(_ name: String) -> [Day?]? {
        guard case .dates(let values) = column(name)?.values else { return nil }
        return values.map { $0 == TableColumn.missingDate ? nil : Day($0) }
    }
}

extension Instrument {
    /// An instrument of the program's own daily closes.
    ///
    /// - Precondition: the days ascend, with one close for each.
    public convenience init(symbol: String, name: String?, days: [Day], close: [Double]) {
        self.init(symbol: symbol, name: name, days: days, columns: [("close", close)])
    }

    /// An instrument of the program's own daily prices: `open`, `high`, `low`, `close`, `volume` and any other column,
    /// by names in lower case.
    ///
    /// - Precondition: the days ascend, each column has one value per day, and one column is `close`.
    public convenience init(symbol: String, name: String?, days: [Day], columns: [(name: String, values: [Double])]) {
        precondition(zip(days, days.dropFirst()).allSatisfy { $0 < $1 }, "the days must ascend")
        precondition(columns.allSatisfy { $0.values.count == days.count }, "each column needs one value per day")
        precondition(columns.contains { $0.name == "close" }, "a `close` column is needed")
        self.init(
            symbol: symbol.lowercased(), name: name, axis: Axis(days.map(\.number)),
            columns: columns.map { ($0.name, Column($0.values.map { $0.isFinite ? $0 : .nan })) }, mainColumn: "close",
            frequency: .day, provenance: Provenance(file: nil, format: "the program's own"))
    }
}
