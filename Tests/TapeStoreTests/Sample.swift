import TapeTime
import Testing

@testable import TapeStore

/// One loaded text, in a form that is easy to compare.
struct Loaded: Equatable {
    var symbol: String
    var days: [String]
    var columns: [String]
    var main: String
    var values: [String: [Double?]]
    var remarks: [String]
    var format: String
    var frequency: CalendarUnit?
    var name: String?

    init(_ instrument: Instrument) {
        symbol = instrument.symbol
        days = instrument.axis.days.map { Day($0).text }
        columns = instrument.columns.map(\.name)
        main = instrument.mainColumn
        values = Dictionary(
            uniqueKeysWithValues: instrument.columns.map { name, column in
                (name, column.read { span in span.indices.map { span[$0].isNaN ? nil : span[$0] } })
            })
        remarks = instrument.provenance.remarks
        format = instrument.provenance.format
        frequency = instrument.frequency
        name = instrument.name
    }

    var closes: [Double?] { values[main] ?? [] }
}

func loadAll(_ text: String, as path: String = "x.csv", dates: DateOrder? = nil, symbol: String? = nil) throws
    -> [Loaded]
{
    try PriceFile.read(Array(text.utf8), path: path, options: ImportOptions(symbol: symbol, dates: dates)).map(
        Loaded.init)
}

/// The one instrument of a text.
func load(_ text: String, as path: String = "x.csv", dates: DateOrder? = nil, symbol: String? = nil) throws -> Loaded {
    let all = try loadAll(text, as: path, dates: dates, symbol: symbol)
    try #require(all.count == 1)
    return all[0]
}

/// The error of a file that does not load, or nil.
func refusal(_ bytes: [UInt8], as path: String = "x.csv", dates: DateOrder? = nil, symbol: String? = nil) -> StoreError?
{
    do throws(StoreError) {
        _ = try PriceFile.read(bytes, path: path, options: ImportOptions(symbol: symbol, dates: dates))
        return nil
    } catch {
        return error
    }
}

func refusal(_ text: String, as path: String = "x.csv", dates: DateOrder? = nil, symbol: String? = nil) -> StoreError? {
    refusal(Array(text.utf8), as: path, dates: dates, symbol: symbol)
}
