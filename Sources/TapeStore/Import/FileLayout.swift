import TapeSystem

/// What a file's fields contain, found once from its first lines.
struct FileLayout {
    struct Value {
        /// The field's index in a row.
        var field: Int
        var name: String
        /// The column's instrument, if a header row names several; else nil.
        var symbol: String?
    }

    var delimiter: UInt8
    var style = NumberStyle()
    var dateField: Int
    /// Set if the dates are bare numbers.
    var bareDate: BareDate?
    var symbolField: Int?
    var titleField: Int?
    /// A field of words that could be the symbol if dates repeat.
    var spareSymbolField: Int?
    var values: [Value] = []
    /// Where the first row of data begins, and its line.
    var dataStart: Int
    var dataLine: Int
    /// Whether the rows of several symbols are interleaved instead of grouped.
    var isInterleaved = false
    /// The estimated number of rows, in all and per symbol.
    var estimatedRows = 64
    var expectedRows = 64
    /// The format that the importer recognised.
    var format = ""
    var remarks: [String] = []
}
